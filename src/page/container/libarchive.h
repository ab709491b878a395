/* libarchive.h - what is called of libarchive, which is loaded when an archive is first opened or written (base/late.h). */
#ifndef LIBARCHIVE_H
#define LIBARCHIVE_H

#include <archive.h>
#include <archive_entry.h>

#include "base/late.h"

#define LIBARCHIVE_CALLS(X) \
    X(entry_filetype) X(entry_free) X(entry_hardlink) X(entry_is_encrypted) X(entry_new) \
    X(entry_pathname) X(entry_set_filetype) X(entry_set_mtime) X(entry_set_pathname) \
    X(entry_set_perm) X(entry_unset_size) X(error_string) X(read_data) X(read_data_block) \
    X(read_free) X(read_new) X(read_next_header) X(read_open) X(read_open1) \
    X(read_set_callback_data) X(read_set_read_callback) X(read_set_seek_callback) \
    X(read_support_filter_bzip2) X(read_support_filter_xz) X(read_support_format_raw) \
    X(read_support_format_tar) X(read_support_format_zip) X(read_support_format_zip_streamable) \
    X(write_close) X(write_data) X(write_finish_entry) X(write_free) X(write_header) X(write_new) \
    X(write_open) X(write_set_bytes_in_last_block) X(write_set_format_zip)

struct libarchive {
#define LIBARCHIVE_MEMBER(call) __typeof__(archive_##call) *call;
    LIBARCHIVE_CALLS(LIBARCHIVE_MEMBER)
#undef LIBARCHIVE_MEMBER
};
/* Not to be called before libarchive_load() said OK. */
extern struct libarchive libarchive;
priscus_status libarchive_load(struct priscus_error *err); /* EIO */

#endif

/* late.h - libraries that are loaded when they are first needed.
 *
 * libcurl, libarchive and libmicrohttpd bring thirty-nine other libraries with them, libcrypto has seventeen thousand places to be filled in.
 * Linking those at every start takes longer than most questions to a ledger, and few runs fetch a page, open an archive, serve or hash. So their functions are called through a
 * struct of pointers (net/libcurl.h), which is filled when a run first comes to them:
 *
 *     status = libcurl_load(err);
 *     handle = libcurl.easy_init();
 *
 * meson.build says by a macro which file to load (LIBCURL_FILE "libcurl.so.4", the name that a linker would have noted). Without
 * that macro (-Dlate=false: a program that is to be linked statically as a whole) the library is linked as any other, and
 * loading does nothing. */
#ifndef LATE_H
#define LATE_H

#include "base/base.h"

/* Fill calls[n], pointers to functions, with those of `file` that have these names, unless it was done. Any number of
 * threads may call it. EIO: the file cannot be loaded, or is without one of them; calls[] is then as it was. */
priscus_status late_load(const char *file, const char *const *names, size_t n, void *calls, struct priscus_error *err);

#define LATE_CALLS_MAX 48

#endif

/* archive.h - the members of a tar or zip file, each held whole, by libarchive.
 *
 * What folder_walk_passes_over() in folders is passed over here too, and so is what is no regular file. A member
 * larger than PAGE_MAX, an encrypted or a damaged one is a failure of its own; the rest is read. */
#ifndef ARCHIVE_H
#define ARCHIVE_H

#include "page/container/stream.h"

enum archive_kind { ARCHIVE_KIND_NONE, ARCHIVE_KIND_TAR, ARCHIVE_KIND_ZIP };

#define ARCHIVE_DAMAGED_MAX 100 /* of a zip: then the rest is given up */

struct archive_reader;

/* What begins so (the first 512 bytes). Office documents, which are zip files, are NONE. */
enum archive_kind archive_guess(struct text head);

/* `stream` and `name` must outlive it. */
priscus_status archive_open(struct stream *stream, struct text name, enum archive_kind kind,
                            struct archive_reader **out, struct priscus_error *err);
void archive_close(struct archive_reader *a); /* NULL is allowed */

/* OK: *path and *bytes of a member, good until the next call. DONE. A failure concerns one member, or
 * what is left of the archive; the next call goes on, or says DONE. */
priscus_status archive_next(struct archive_reader *a, struct text *path, struct text *bytes, struct priscus_error *err);

#endif

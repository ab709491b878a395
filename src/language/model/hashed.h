/* hashed.h - which model files were hashed before, so that a start need not do it again: 60 MB take longer than reading a page.
 *
 * A file is known by device, inode, size and both of its times, in $XDG_CACHE_HOME/priscus/models (~/.cache/priscus/models): a
 * line each, the latest last, HASHED_MAX of them. Whoever writes into a model changes its ctime, which no program can set. What
 * is remembered saves time and protects from nobody: who can write that list can write the model as well.
 *
 * Nothing here fails. A list that cannot be read, is not ours alone to write, or has a line that is none, counts as empty; one
 * that cannot be written is not. */
#ifndef HASHED_H
#define HASHED_H

#include <sys/stat.h>

#include "base/hash.h"

#define HASHED_MAX 16

/* Was this file found to hold what has this hash, and is it as it was then? */
bool hashed_find(const struct stat *file, struct sha256 hash);
/* Remember that it does. `file` is how it was before it was hashed. One that changed a moment ago is not remembered: it may
 * change again within the same tick of the clock. */
void hashed_add(const struct stat *file, struct sha256 hash);

#endif

/* folder.h - the files in a folder and in the folders below it, in byte order of the names.
 *
 *     folder_walk_begin(&w, "pages", &err);
 *     while ((status = folder_walk_next(&w, &err)) != PRISCUS_DONE)
 *         if (status == PRISCUS_OK)  ... w.path is the path of a file
 *
 * What is passed over is said in source.h. */
#ifndef FOLDER_H
#define FOLDER_H

#include "base/buffer.h"

struct folder;

struct folder_walk {        /* zeroed: not begun */
    struct folder *folders; /* a stack */
    size_t n_folders, room_folders;
    bool gave;          /* the folder held at least one file */
    struct buffer path; /* of the file that was found */
    struct buffer top;  /* the named folder, for its own message */
};

priscus_status folder_walk_begin(struct folder_walk *w, const char *path, struct priscus_error *err);

/* OK: w->path is a file's. DONE: no more. A failure concerns one file or folder; go on. */
priscus_status folder_walk_next(struct folder_walk *w, struct priscus_error *err);

void folder_walk_release(struct folder_walk *w);

/* Is a file of this name (the last part of its path) no page, so that it is passed over in folders and
 * archives? */
bool folder_walk_passes_over(struct text name);

#endif

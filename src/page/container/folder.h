/* folder.h - the files in a folder and in the folders below it, in byte order of the names.
 *
 *     folder_walk_begin(&w, "pages", &err);
 *     while ((status = folder_walk_next(&w, &err)) != PRISCUS_DONE)
 *         if (status == PRISCUS_OK)  ... w.path is the path of a file, or folder_walk_pass(&w): it is no page after all
 *     folder_walk_remark(&w, &remark);
 *
 * What is passed over is said in source.h. A link that leaves the folder is not followed, since a folder from elsewhere may
 * have one to anything; with `follow` it is, links to folders too, each folder once, so that no loop is endless. */
#ifndef FOLDER_H
#define FOLDER_H

#include "base/buffer.h"

struct folder;
struct folder_id;

struct folder_walk {        /* zeroed: not begun */
    struct folder *folders; /* a stack */
    size_t n_folders, room_folders;
    size_t n_given;         /* files found, and words about what is wrong with one */
    bool follow;            /* set before it is begun */
    struct buffer real;     /* where the named folder really is */
    struct folder_id *seen; /* with `follow`: the folders entered */
    size_t n_seen, room_seen;
    size_t n_passed, n_links; /* files that are no pages; links that lead out */
    struct buffer passed;     /* the first of them, by name */
    struct buffer path;       /* of the file that was found */
    struct buffer top;        /* the named folder, for its own message */
};

priscus_status folder_walk_begin(struct folder_walk *w, const char *path, struct priscus_error *err);

/* OK: w->path is a file's. DONE: no more. A failure concerns one file or folder; go on. */
priscus_status folder_walk_next(struct folder_walk *w, struct priscus_error *err);

/* The file just found is no page: counted, and not among what was found. */
void folder_walk_pass(struct folder_walk *w);

/* After DONE: what was passed over, a line a sentence. Nothing, if nothing was. */
void folder_walk_remark(const struct folder_walk *w, struct buffer *out);

void folder_walk_release(struct folder_walk *w);

/* Is a file of this name (the last part of its path) no page, so that it is passed over in folders and
 * archives? */
bool folder_walk_passes_over(struct text name);

#endif

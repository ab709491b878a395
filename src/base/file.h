/* file.h - whole small files, and the data that is built into the program. */
#ifndef FILE_H
#define FILE_H

#include "base/base.h"

/* The whole of a file, at most `limit` bytes, into `mem`. Error messages name
 * the file and say what to do. A directory is EINPUT. */
priscus_status file_read(const char *path, size_t limit, struct arena *mem, struct text *out,
                         struct priscus_error *err);

/* Write a file anew, whole or not at all: beside the old one, which it then takes the place of. */
priscus_status file_replace(const char *path, struct text bytes, struct priscus_error *err);

/* The same of a file that is written bit by bit: to draft.fd, or under the name draft.beside. file_draft_keep() gives it its
 * name; what was not kept is dropped, and nothing is left of it. A device or a pipe is written to as it is. EIO, ENOMEM. */
struct file_draft {
    char *path;
    char *beside; /* NULL: there is none */
    int fd;
};
priscus_status file_draft_open(const char *path, struct file_draft *out, struct priscus_error *err);
priscus_status file_draft_keep(struct file_draft *draft, struct priscus_error *err); /* dropped where it fails */
void file_draft_drop(struct file_draft *draft); /* nothing, if it was kept or never opened (fd -1) */
/* All of `bytes` to an open file. False: errno says why. */
bool file_write(int fd, struct text bytes);

/* A file of data/ as it was when the program was built: "agendas/armed-conflict.agenda".
 * NULL ptr if there is none. Names are sorted; see data/meson.build. */
struct text builtin_file(const char *name);

struct builtin {
    const char *name;
    const char *bytes;
    size_t size;
};
extern const struct builtin builtin_files[];
extern const size_t builtin_files_n;

/* Line by line over a text in memory, numbers from 1, for files that people
 * write: comments (#) and blank lines are passed over, a line that ends in \
 * is joined with the next. The line is trimmed. */
struct lines {
    struct text rest;
    int number; /* of the line last returned (its first, if joined) */
    int next_number;
    struct arena *mem; /* for joined lines */
};
void lines_init(struct lines *it, struct text text, struct arena *mem);

/* DONE: no more. ENOMEM. */
priscus_status lines_next(struct lines *it, struct text *line);

/* Cut a line at its first run of blanks: key and value, both trimmed. */
struct text line_key(struct text line, struct text *value);

#endif

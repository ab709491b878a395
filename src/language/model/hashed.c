/* hashed.c - see hashed.h. */
#include "language/model/hashed.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"

#define FIRST     "priscus 1" /* of the list; another version's is begun anew */
#define LINE_MOST 256
#define LIST_MOST ((HASHED_MAX + 1) * LINE_MOST)
#define SETTLED   2 /* seconds without a change */

/* The folder of the list, made with `make` if it is not there; "": there is none, or it is not ours. */
static const char *folder_of(bool make, char out[PATH_MAX])
{
    const char *cache = secure_getenv("XDG_CACHE_HOME"), *home = secure_getenv("HOME");
    struct stat st;
    int n;

    if (cache && cache[0] == '/')
        n = snprintf(out, PATH_MAX, "%s", cache);
    else if (home && home[0] == '/')
        n = snprintf(out, PATH_MAX, "%s/.cache", home);
    else
        n = PATH_MAX;
    if (n > PATH_MAX - 32)
        return NULL;
    /* Of another, as under sudo: what is made there would be in its owner's way. */
    if (make && ((stat(out, &st) != 0 && mkdir(out, 0700) != 0) || stat(out, &st) != 0 || st.st_uid != geteuid()))
        return NULL;
    strcat(out, "/priscus");
    if (make)
        mkdir(out, 0700);
    return out;
}

static void put_line(struct buffer *out, const struct stat *file, struct sha256 hash)
{
    char hex[65];

    buffer_format(out, "%llu %llu %llu %lld.%09ld %lld.%09ld %s\n", (unsigned long long)file->st_dev,
                  (unsigned long long)file->st_ino, (unsigned long long)file->st_size, (long long)file->st_mtim.tv_sec,
                  file->st_mtim.tv_nsec, (long long)file->st_ctim.tv_sec, file->st_ctim.tv_nsec, sha256_hex(hash, hex));
}

static bool is_line(struct text line)
{
    size_t blanks = 0;

    for (size_t i = 0; i < line.len; i++) {
        if (!line.ptr[i] || !strchr("0123456789abcdef. -", line.ptr[i]))
            return false;
        blanks += line.ptr[i] == ' ';
    }
    return blanks == 5 && line.len < LINE_MOST && line.len > 64 && line.ptr[line.len - 65] == ' ';
}

/* The lines of the list behind its first, whole or not at all; "" if there is no good one. */
static struct text list_read(const char *folder, char room[LIST_MOST])
{
    struct text none = text_of("", 0), list, rest;
    char path[PATH_MAX];
    struct stat st;
    ssize_t n = -1;
    size_t lines = 0;
    int fd;

    snprintf(path, sizeof path, "%s/models", folder);
    fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return none;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() && !(st.st_mode & (S_IWGRP | S_IWOTH)) &&
        st.st_size < LIST_MOST)
        n = read(fd, room, LIST_MOST);
    close(fd);
    if (n <= 0 || n == LIST_MOST || room[n - 1] != '\n')
        return none;
    rest = text_of(room, (size_t)n);
    if (!text_is(text_cut(&rest, '\n'), FIRST))
        return none;
    for (list = rest; rest.len; lines++)
        if (!is_line(text_cut(&rest, '\n')))
            return none;
    return lines <= HASHED_MAX ? list : none;
}

bool hashed_find(const struct stat *file, struct sha256 hash)
{
    char path[PATH_MAX], room[LIST_MOST];
    const char *folder = folder_of(false, path);
    struct text list = folder ? list_read(folder, room) : (struct text){ 0 }, wanted;
    struct buffer line = { 0 };
    bool found = false;

    if (!list.len)
        return false;
    put_line(&line, file, hash);
    wanted = text_trim(buffer_as_text(&line));
    while (list.len && !found && !line.failed)
        found = text_eq(text_cut(&list, '\n'), wanted);
    buffer_release(&line);
    return found;
}

void hashed_add(const struct stat *file, struct sha256 hash)
{
    char path[PATH_MAX], room[LIST_MOST];
    time_t now = time(NULL);
    const char *folder;
    struct text list, rest, line;
    struct buffer out = { 0 };
    size_t lines = 0;

    if (file->st_ctim.tv_sec > now - SETTLED || !(folder = folder_of(true, path)))
        return;
    list = list_read(folder, room);
    for (rest = list; rest.len; lines++)
        text_cut(&rest, '\n');
    buffer_format(&out, FIRST "\n");
    for (rest = list; rest.len; lines--) {
        line = text_cut(&rest, '\n');
        if (lines < HASHED_MAX) {
            buffer_text(&out, line);
            buffer_add(&out, "\n", 1);
        }
    }
    put_line(&out, file, hash);
    strcat(path, "/models");
    if (!out.failed) {
        struct file_draft draft;

        if (file_draft_open(path, &draft, NULL) == PRISCUS_OK) {
            if (fchmod(draft.fd, 0600) == 0 && file_write(draft.fd, buffer_as_text(&out)))
                file_draft_keep(&draft, NULL);
            else
                file_draft_drop(&draft);
        }
    }
    buffer_release(&out);
}

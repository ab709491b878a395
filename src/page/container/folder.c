/* folder.c - see folder.h. Each folder is read, sorted and closed before the first of its files is
 * opened, so that depth costs memory and no file descriptors. */
#include "page/container/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/input_error.h"

/* A folder being walked: what is in it, sorted, and where we are. */
struct folder {
    char **names;
    size_t n, next;
    size_t path_len; /* of the walk's path, up to and without this folder's last '/' */
};

static void folder_release(struct folder *f)
{
    for (size_t i = 0; i < f->n; i++)
        free(f->names[i]);
    free(f->names);
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Files that a browser saves beside a page, or that a site's own folder holds. Not *.json in
 * general: pages come as JSON too. */
static bool serves_a_page(struct text name)
{
    static const char *const endings[] = { ".css",  ".js",   ".mjs",  ".map",  ".svg",  ".woff",       ".woff2",
                                           ".ttf",  ".otf",  ".eot",  ".png",  ".jpg",  ".jpeg",       ".gif",
                                           ".webp", ".avif", ".ico",  ".bmp",  ".wasm", ".mp3",        ".mp4",
                                           ".webm", ".xsl",  ".scss", ".less", ".cur",  ".webmanifest" };
    static const char *const names[] = { "package.json",  "package-lock.json", "manifest.json",
                                         "tsconfig.json", "composer.json",     "bower.json" };

    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        size_t n = strlen(endings[i]);

        if (name.len > n && text_eq_fold(text_of(name.ptr + name.len - n, n), text_of(endings[i], n)))
            return true;
    }
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (text_is(name, names[i]))
            return true;
    return false;
}

bool folder_walk_passes_over(struct text t)
{
    return t.len == 0 || t.ptr[0] == '.' || serves_a_page(t) || text_ends(t, ".md") || text_ends(t, ".agenda") ||
           text_ends(t, ".roster") || text_starts(t, "README") || text_starts(t, "LICENSE");
}

/* Push the folder that the path names. */
static priscus_status enter(struct folder_walk *w, struct priscus_error *err)
{
    struct text path = buffer_as_text(&w->path);
    struct folder f = { .path_len = path.len };
    size_t room = 0;
    struct dirent *entry;
    char name[INPUT_ERROR_NAME_MAX];
    DIR *dir;
    int why;

    while (f.path_len > 1 && path.ptr[f.path_len - 1] == '/')
        f.path_len--;
    if (w->n_folders == w->room_folders) {
        size_t more = w->room_folders ? w->room_folders * 2 : 8;
        struct folder *moved = realloc(w->folders, more * sizeof *moved);

        if (!moved)
            return input_error_memory(path, err);
        w->folders = moved;
        w->room_folders = more;
    }
    dir = opendir(path.ptr);
    if (!dir) {
        why = errno;
        if (why == EACCES)
            return error_set(err, PRISCUS_EIO, NOWHERE,
                             "%s: permission denied, so all that is in this folder was passed over; make it "
                             "readable (chmod u+rx) or leave it out",
                             input_error_name(path, name));
        return input_error_io(path, why, err);
    }
    while (errno = 0, (entry = readdir(dir)) != NULL) {
        if (folder_walk_passes_over(text_c(entry->d_name)))
            continue;
        if (f.n == room) {
            size_t more = room ? room * 2 : 64;
            char **moved = realloc(f.names, more * sizeof *moved);

            if (!moved)
                goto out_of_memory;
            f.names = moved;
            room = more;
        }
        f.names[f.n] = strdup(entry->d_name);
        if (!f.names[f.n])
            goto out_of_memory;
        f.n++;
    }
    why = errno;
    closedir(dir);
    if (why) {
        folder_release(&f);
        return input_error_io(path, why, err);
    }
    if (f.n)
        qsort(f.names, f.n, sizeof *f.names, by_bytes);
    w->folders[w->n_folders++] = f;
    return PRISCUS_OK;

out_of_memory:
    closedir(dir);
    folder_release(&f);
    return input_error_memory(path, err);
}

/* The next thing in the folder on top. OK with nothing found: look again. */
static priscus_status step(struct folder_walk *w, bool *found, struct priscus_error *err)
{
    struct folder *top = &w->folders[w->n_folders - 1];
    struct stat st;
    char shown_as[INPUT_ERROR_NAME_MAX];
    const char *name;
    struct text path;

    if (top->next == top->n) {
        folder_release(top);
        w->n_folders--;
        if (w->n_folders == 0 && !w->gave)
            return error_set(err, PRISCUS_EINPUT, NOWHERE,
                             "%s: no page in this folder (hidden files, *.md, README, LICENSE, *.agenda, "
                             "*.roster, styles, scripts, fonts and pictures are passed over)",
                             input_error_name(buffer_as_text(&w->top), shown_as));
        return PRISCUS_OK;
    }
    name = top->names[top->next++];
    w->path.len = top->path_len;
    if (!(top->path_len == 1 && w->path.ptr[0] == '/'))
        buffer_char(&w->path, '/');
    buffer_c(&w->path, name);
    path = buffer_as_text(&w->path);
    if (w->path.failed)
        return input_error_memory(path, err);

    if (lstat(path.ptr, &st) != 0) {
        w->gave = true;
        return input_error_io(path, errno, err);
    }
    if (S_ISLNK(st.st_mode)) {
        if (stat(path.ptr, &st) != 0) {
            w->gave = true;
            if (errno == ENOENT)
                return error_set(err, PRISCUS_EIO, NOWHERE,
                                 "%s: a symbolic link to something that is not there; mend or remove it",
                                 input_error_name(path, shown_as));
            return input_error_io(path, errno, err);
        }
        if (S_ISDIR(st.st_mode))
            return PRISCUS_OK;
    }
    if (S_ISDIR(st.st_mode)) {
        priscus_status status = enter(w, err);

        if (status != PRISCUS_OK)
            w->gave = true;
        return status;
    }
    if (!S_ISREG(st.st_mode))
        return PRISCUS_OK; /* a pipe in a folder would be waited on for ever */
    w->gave = true;
    *found = true;
    return PRISCUS_OK;
}

priscus_status folder_walk_begin(struct folder_walk *w, const char *path, struct priscus_error *err)
{
    w->gave = false;
    buffer_reset(&w->path);
    buffer_c(&w->path, path);
    buffer_reset(&w->top);
    buffer_c(&w->top, path);
    return w->top.failed || w->path.failed ? input_error_memory(text_c(path), err) : enter(w, err);
}

priscus_status folder_walk_next(struct folder_walk *w, struct priscus_error *err)
{
    bool found = false;
    priscus_status status = PRISCUS_OK;

    while (status == PRISCUS_OK && !found) {
        if (w->n_folders == 0)
            return PRISCUS_DONE;
        status = step(w, &found, err);
    }
    return status;
}

void folder_walk_release(struct folder_walk *w)
{
    for (size_t i = 0; i < w->n_folders; i++)
        folder_release(&w->folders[i]);
    free(w->folders);
    buffer_release(&w->path);
    buffer_release(&w->top);
}

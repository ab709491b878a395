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

/* One that was entered, whatever it is called. */
struct folder_id {
    dev_t device;
    ino_t number;
};

#define PASSED_TOLD 3

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

static void count_passed(struct folder_walk *w, struct text name)
{
    if (w->n_passed++ < PASSED_TOLD) {
        buffer_c(&w->passed, w->n_passed > 1 ? ", " : "");
        buffer_text(&w->passed, name);
    }
}

/* Was the open folder entered before? Noted, so that links lead into each once. */
static priscus_status seen_before(struct folder_walk *w, DIR *dir, bool *seen)
{
    struct stat st;

    *seen = false;
    if (!w->follow || fstat(dirfd(dir), &st) != 0)
        return PRISCUS_OK;
    for (size_t i = 0; i < w->n_seen && !*seen; i++)
        *seen = w->seen[i].device == st.st_dev && w->seen[i].number == st.st_ino;
    if (*seen)
        return PRISCUS_OK;
    if (w->n_seen == w->room_seen) {
        size_t room = w->room_seen ? w->room_seen * 2 : 64;
        struct folder_id *moved = realloc(w->seen, room * sizeof *moved);

        if (!moved)
            return PRISCUS_ENOMEM;
        w->seen = moved;
        w->room_seen = room;
    }
    w->seen[w->n_seen++] = (struct folder_id){ st.st_dev, st.st_ino };
    return PRISCUS_OK;
}

/* Push the folder that the path names, unless it was entered before. */
static priscus_status enter(struct folder_walk *w, struct priscus_error *err)
{
    struct text path = buffer_as_text(&w->path);
    bool seen;
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
    if (seen_before(w, dir, &seen) != PRISCUS_OK)
        goto out_of_memory;
    if (seen) {
        closedir(dir);
        return PRISCUS_OK;
    }
    while (errno = 0, (entry = readdir(dir)) != NULL) {
        if (folder_walk_passes_over(text_c(entry->d_name))) {
            if (entry->d_name[0] != '.')
                count_passed(w, text_c(entry->d_name));
            continue;
        }
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

/* Does the link lead out of the named folder? */
static bool leads_out(const struct folder_walk *w, struct text path)
{
    char *real = realpath(path.ptr, NULL);
    struct text top = buffer_as_text(&w->real), to = text_c(real ? real : "");
    bool out = !top.len || !text_starts(to, top.ptr) ||
               (top.ptr[top.len - 1] != '/' && to.len > top.len && to.ptr[top.len] != '/');

    free(real);
    return out;
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
        if (w->n_folders == 0 && !w->n_given)
            return error_set(err, PRISCUS_EINPUT, NOWHERE,
                             "%s: no page in this folder (hidden files, *.md, README, LICENSE, *.agenda, "
                             "*.roster, styles, scripts, fonts, pictures, tables and documents are passed over)",
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
        w->n_given++;
        return input_error_io(path, errno, err);
    }
    if (S_ISLNK(st.st_mode)) {
        if (stat(path.ptr, &st) != 0) {
            w->n_given++;
            if (errno == ENOENT)
                return error_set(err, PRISCUS_EIO, NOWHERE,
                                 "%s: a symbolic link to something that is not there; mend or remove it",
                                 input_error_name(path, shown_as));
            return input_error_io(path, errno, err);
        }
        if (!w->follow && (S_ISDIR(st.st_mode) || leads_out(w, path))) {
            w->n_links++;
            return PRISCUS_OK;
        }
    }
    if (S_ISDIR(st.st_mode)) {
        priscus_status status = enter(w, err);

        if (status != PRISCUS_OK)
            w->n_given++;
        return status;
    }
    if (!S_ISREG(st.st_mode))
        return PRISCUS_OK; /* a pipe in a folder would be waited on for ever */
    w->n_given++;
    *found = true;
    return PRISCUS_OK;
}

priscus_status folder_walk_begin(struct folder_walk *w, const char *path, struct priscus_error *err)
{
    char *real = realpath(path, NULL);

    w->n_given = w->n_passed = w->n_links = w->n_seen = 0;
    buffer_reset(&w->passed);
    buffer_reset(&w->path);
    buffer_c(&w->path, path);
    buffer_reset(&w->top);
    buffer_c(&w->top, path);
    buffer_reset(&w->real);
    buffer_c(&w->real, real ? real : "");
    free(real);
    return w->top.failed || w->path.failed || w->real.failed ? input_error_memory(text_c(path), err) : enter(w, err);
}

void folder_walk_pass(struct folder_walk *w)
{
    struct text path = buffer_as_text(&w->path), name = path;

    for (size_t i = 0; i < path.len; i++)
        if (path.ptr[i] == '/')
            name = text_of(path.ptr + i + 1, path.len - i - 1);
    count_passed(w, name);
    w->n_given--;
}

void folder_walk_remark(const struct folder_walk *w, struct buffer *out)
{
    char top[INPUT_ERROR_NAME_MAX], names[INPUT_ERROR_NAME_MAX];

    input_error_name(buffer_as_text(&w->top), top);
    if (w->n_passed)
        buffer_format(out, "%s: %zu file%s no page, passed over: %s%s\n", top, w->n_passed,
                      w->n_passed == 1 ? " is" : "s are", input_error_name(buffer_as_text(&w->passed), names),
                      w->n_passed > PASSED_TOLD ? " ..." : "");
    if (w->n_links)
        buffer_format(out, "%s: %zu link%s not followed; with --follow links are, out of the folder too\n", top,
                      w->n_links, w->n_links == 1 ? "" : "s");
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
    free(w->seen);
    buffer_release(&w->passed);
    buffer_release(&w->real);
    buffer_release(&w->path);
    buffer_release(&w->top);
}

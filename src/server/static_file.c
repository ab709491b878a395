/* static_file.c - see static_file.h. */
#include "server/static_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"

#define FETCHED_BYTES_MAX (2 << 20)

static const struct {
    const char *name, *type;
    bool fetched; /* beside the program, not in it */
} files[] = {
    { "style.css", "text/css; charset=utf-8", false },
    { "priscus.js", "text/javascript; charset=utf-8", false },
    { "explore.js", "text/javascript; charset=utf-8", false },
    { "icon.svg", "image/svg+xml", false },
    { "d3.js", "text/javascript; charset=utf-8", true },
    { "plot.js", "text/javascript; charset=utf-8", true },
};

/* Where a fetched file is: in the folder that the environment names, or where it was installed, or where `make web` put it.
 * False: nowhere. */
static bool find_fetched(const char *name, char *path, size_t room)
{
    static const char *const places[] = { PRISCUS_WEB_PLACES };
    const char *asked = getenv("PRISCUS_WEB");

    if (asked && *asked) {
        snprintf(path, room, "%s/%s", asked, name);
        return access(path, R_OK) == 0;
    }
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        snprintf(path, room, "%s/%s", places[i], name);
        if (access(path, R_OK) == 0)
            return true;
    }
    return false;
}

static bool put_fetched(const char *name, struct buffer *out)
{
    char path[4096];
    struct arena mem = { 0 };
    struct text bytes;
    bool found =
        find_fetched(name, path, sizeof path) && file_read(path, FETCHED_BYTES_MAX, &mem, &bytes, NULL) == PRISCUS_OK;

    if (found)
        buffer_text(out, bytes);
    arena_release(&mem);
    return found;
}

bool static_file(struct text name, enum target_form form, struct reply *reply)
{
    char asked[40], path[60];

    snprintf(asked, sizeof asked, "%.*s%s", (int)(name.len < 30 ? name.len : 30), name.ptr,
             form == FORM_SVG ? ".svg" : "");
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        if (strcmp(files[i].name, asked) != 0)
            continue;
        if (files[i].fetched && !put_fetched(files[i].name, &reply->body))
            return false;
        if (!files[i].fetched) {
            snprintf(path, sizeof path, "web/%s", files[i].name);
            buffer_text(&reply->body, builtin_file(path));
        }
        reply->type = files[i].type;
        reply->is_static = true;
        return true;
    }
    return false;
}

bool static_plot_is_there(void)
{
    char path[4096];

    for (size_t i = 0; i < COUNT_OF(files); i++)
        if (files[i].fetched && !find_fetched(files[i].name, path, sizeof path))
            return false;
    return true;
}

/* static_file.c - see static_file.h. */
#include "server/static_file.h"

#include <stdio.h>

#include "base/file.h"

static const struct {
    const char *name, *ending, *type;
} files[] = {
    { "style", "css", "text/css; charset=utf-8" },
    { "priscus", "js", "text/javascript; charset=utf-8" },
    { "icon", "svg", "image/svg+xml" },
};

bool static_file(struct text name, enum target_form form, struct reply *reply)
{
    char asked[40], path[60];

    snprintf(asked, sizeof asked, "%.*s%s", (int)(name.len < 30 ? name.len : 30), name.ptr,
             form == FORM_SVG ? ".svg" : "");
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        snprintf(path, sizeof path, "%s.%s", files[i].name, files[i].ending);
        if (strcmp(path, asked) != 0)
            continue;
        snprintf(path, sizeof path, "web/%s.%s", files[i].name, files[i].ending);
        buffer_text(&reply->body, builtin_file(path));
        reply->type = files[i].type;
        reply->is_static = true;
        return true;
    }
    return false;
}

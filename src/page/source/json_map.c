/* json_map.c - see json_map.h. */
#include "page/source/json_map.h"

#define PIECE_SHOWN 60 /* bytes of a faulty piece in a message */

static const char *const names[FIELD_COUNT] = {
    [FIELD_TEXT] = "text",           [FIELD_HTML] = "html",         [FIELD_ID] = "id",
    [FIELD_TITLE] = "title",         [FIELD_OUTLET] = "outlet",     [FIELD_BYLINE] = "byline",
    [FIELD_PUBLISHED] = "published", [FIELD_MODIFIED] = "modified", [FIELD_ADDRESS] = "url",
    [FIELD_LANGUAGE] = "language",   [FIELD_SECTION] = "section",   [FIELD_AGENCY] = "agency",
    [FIELD_FETCHED] = "fetched",
};

static int shown(struct text t)
{
    return t.len < PIECE_SHOWN ? (int)t.len : PIECE_SHOWN;
}

priscus_status map_check(struct text map, struct priscus_error *err)
{
    struct text rest = map;
    bool seen[FIELD_COUNT] = { false };

    while (rest.ptr) {
        struct text piece = text_cut(&rest, ','), path = piece, name = text_trim(text_cut(&path, '='));
        size_t field = 0;

        path = path.ptr ? text_trim(path) : path;
        if (!path.ptr || !path.len || !name.len)
            return error_set(err, PRISCUS_EUSAGE, NOWHERE,
                             "--map %.*s: write FIELD=KEY, with commas between, as in title=headline,text=content.main",
                             shown(piece), piece.ptr ? piece.ptr : "");
        while (field < FIELD_COUNT && !text_is(name, names[field]))
            field++;
        if (field == FIELD_COUNT)
            return error_set(err, PRISCUS_EUSAGE, NOWHERE,
                             "--map %.*s: there is no such field; it may be text, html, id, title, outlet, byline, "
                             "published, modified, url, language, section, agency or fetched",
                             shown(name), name.ptr);
        if (seen[field])
            return error_set(err, PRISCUS_EUSAGE, NOWHERE, "--map: %s is given twice", names[field]);
        seen[field] = true;
        if (path.ptr[0] == '.' || path.ptr[path.len - 1] == '.' || text_find(path, text_c(".."), 0) != NOWHERE)
            return error_set(
                err, PRISCUS_EUSAGE, NOWHERE,
                "--map %.*s: a key is missing beside a point; write content.main, or people.0.name for the "
                "first of a list",
                shown(piece), piece.ptr);
    }
    return PRISCUS_OK;
}

bool map_path(struct text map, enum json_field field, struct text *path)
{
    while (map.ptr) {
        struct text value = text_cut(&map, ','), name = text_trim(text_cut(&value, '='));

        if (value.ptr && text_is(name, names[field])) {
            *path = text_trim(value);
            return true;
        }
    }
    return false;
}

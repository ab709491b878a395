/* trace_page.c - how an entry came about: what /trace/ID.json says (docs/trace.md), laid out for reading.
 *
 * Objects become lists of names and values, lists of like objects become tables: whatever a trace says is shown, also
 * what a later version adds to it. */
#include <jansson.h>

#include "ledger/audit/trace_json.h"
#include "server/page/html_write.h"
#include "server/page/pages.h"

#define DEPTH_MAX 12

priscus_status trace_object(struct viewing *v, struct priscus_error *err)
{
    struct ledger_trace *entry = NULL;
    priscus_status status = ledger_trace_open(v->ledger, v->site->language, v->id, &entry, err);

    if (status == PRISCUS_EUSAGE)
        return PRISCUS_DONE;
    if (status == PRISCUS_OK)
        status = ledger_trace_json(entry, v->mem, v->out, err);
    ledger_trace_close(entry);
    return status;
}

static void put_value(struct buffer *out, const char *name, const json_t *value, int depth);

static void put_name(struct buffer *out, const char *name)
{
    for (; *name; name++)
        html_text(out, text_of(*name == '_' ? " " : name, 1));
}

/* A list of objects, and of nothing else? */
static bool is_table(const json_t *list)
{
    size_t i;
    const json_t *item;

    json_array_foreach(list, i, item) if (!json_is_object(item)) return false;
    return json_array_size(list) > 0;
}

/* Wide ones scroll by themselves: with keys too, so they take the focus and have a name. */
static void put_table(struct buffer *out, const char *of, const json_t *list, int depth)
{
    const json_t *first = json_array_get(list, 0);
    json_t *row;
    const char *name;
    json_t *value;
    size_t i;

    buffer_c(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
    put_name(out, of);
    buffer_c(out, "\"><table aria-label=\"");
    put_name(out, of);
    buffer_c(out, "\"><thead><tr>");
    json_object_foreach((json_t *)first, name, value)
    {
        buffer_c(out, "<th scope=\"col\">");
        put_name(out, name);
        buffer_c(out, "</th>");
    }
    buffer_c(out, "</tr></thead><tbody>");
    json_array_foreach(list, i, row)
    {
        buffer_c(out, "<tr>");
        json_object_foreach((json_t *)first, name, value)
        {
            buffer_c(out, "<td>");
            put_value(out, name, json_object_get(row, name), depth + 1);
            buffer_c(out, "</td>");
        }
        buffer_c(out, "</tr>\n");
    }
    buffer_c(out, "</tbody></table></div>");
}

static void put_list(struct buffer *out, const char *name, const json_t *list, int depth)
{
    const json_t *item;
    size_t i;

    json_array_foreach(list, i, item)
    {
        if (i)
            buffer_c(out, ", ");
        put_value(out, name, item, depth + 1);
    }
}

static void put_object(struct buffer *out, const json_t *object, int depth)
{
    const char *name;
    json_t *value;

    buffer_c(out, "<dl>");
    json_object_foreach((json_t *)object, name, value)
    {
        if (json_is_null(value) || (json_is_array(value) && !json_array_size(value)))
            continue;
        buffer_c(out, "<dt>");
        put_name(out, name);
        buffer_c(out, "</dt><dd>");
        put_value(out, name, value, depth + 1);
        buffer_c(out, "</dd>");
    }
    buffer_c(out, "</dl>");
}

/* `name` is its key, or that of the list it is in. */
static void put_value(struct buffer *out, const char *name, const json_t *value, int depth)
{
    if (!value || depth > DEPTH_MAX)
        return;
    if (json_is_object(value))
        put_object(out, value, depth);
    else if (json_is_array(value) && is_table(value))
        put_table(out, name, value, depth);
    else if (json_is_array(value))
        put_list(out, name, value, depth);
    else if (json_is_string(value))
        html_text(out, text_of(json_string_value(value), json_string_length(value)));
    else if (json_is_integer(value))
        buffer_format(out, "%lld", (long long)json_integer_value(value));
    else if (json_is_real(value))
        buffer_format(out, "%.3g", json_real_value(value));
    else if (json_is_boolean(value))
        buffer_c(out, json_is_true(value) ? "yes" : "no");
}

/* The parts of a trace: what is short in a list of names and values, the rest under a heading each. */
static void put_sections(struct buffer *out, json_t *root)
{
    const char *name;
    json_t *value;
    bool in_list = false;

    json_object_foreach(root, name, value)
    {
        bool is_long = json_is_object(value) || (json_is_array(value) && is_table(value));

        if (json_is_null(value) || (json_is_array(value) && !json_array_size(value)))
            continue;
        if (in_list == is_long)
            buffer_c(out, in_list ? "</dl>\n" : "<dl>");
        in_list = !is_long;
        buffer_c(out, is_long ? "<h2>" : "<dt>");
        put_name(out, name);
        buffer_c(out, is_long ? "</h2>\n" : "</dt><dd>");
        put_value(out, name, value, 0);
        buffer_c(out, is_long ? "" : "</dd>");
    }
    if (in_list)
        buffer_c(out, "</dl>\n");
}

priscus_status trace_page(struct viewing *v, struct priscus_error *err)
{
    struct buffer object = { 0 }, *page = v->out;
    json_t *root = NULL;
    priscus_status status;

    v->out = &object;
    status = trace_object(v, err);
    v->out = page;
    if (status == PRISCUS_OK &&
        (object.failed || !(root = json_loadb(object.ptr, object.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL))))
        status = error_memory(err);
    if (status == PRISCUS_OK) {
        page_begin(v, "How it came about");
        buffer_format(v->out, "<p><a class=\"id\" href=\"/%s/%s\">%s</a></p>\n",
                      *v->id == 'p' ? "position" : "statement", v->id, v->id);
        put_sections(v->out, root);
        page_end(v);
    }
    json_decref(root);
    buffer_release(&object);
    return status;
}

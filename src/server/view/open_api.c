/* open_api.c - see open_api.h. */
#include "server/view/open_api.h"

#include "base/json_write.h"
#include "server/view/view.h"

static void put_string_schema(struct buffer *out, const char *type)
{
    json_put_open(out, "schema", '{');
    json_put_text(out, "type", text_c(type));
    buffer_char(out, '}');
}

static void put_parameters(struct buffer *out, const struct view *view)
{
    json_put_open(out, "parameters", '[');
    if (view->of) {
        json_put_open(out, NULL, '{');
        json_put_text(out, "name", text_c(view->of));
        json_put_text(out, "in", text_c("path"));
        json_put_bool(out, "required", true);
        put_string_schema(out, "string");
        buffer_char(out, '}');
    }
    for (size_t i = 0; i < view_params_n; i++) {
        if (!(view->takes & view_params[i].takes))
            continue;
        json_put_open(out, NULL, '{');
        json_put_text(out, "name", text_c(view_params[i].name));
        json_put_text(out, "in", text_c("query"));
        json_put_text(out, "description", text_c(view_params[i].help));
        put_string_schema(out, view_params[i].takes == TAKES_LIMIT || view_params[i].takes == TAKES_PAGES ? "integer"
                                                                                                          : "string");
        buffer_char(out, '}');
    }
    buffer_char(out, ']');
}

static int put_columns(void *context, const struct ledger_row *row)
{
    struct buffer *out = context;

    for (size_t i = 0; !row->values && i < row->n; i++) {
        json_put_open(out, row->names[i], '{');
        json_put_open(out, "type", '[');
        json_put_text(out, NULL,
                      text_c(row->types[i] == LEDGER_NUMBER ? "number"
                             : row->types[i] == LEDGER_JSON ? "array"
                                                            : "string"));
        json_put_text(out, NULL, text_c("null"));
        buffer_c(out, "]}");
    }
    return 1;
}

/* The rows of a view, by what an empty ledger answers: it has no rows, but all columns. */
static void put_rows(struct buffer *out, const struct view *view, struct ledger *empty)
{
    struct arena mem = { 0 };
    struct viewing v = { .view = view, .ledger = empty, .id = "x-000000000000", .mem = &mem, .limit = 1 };

    v.filter.words = "x";
    json_put_open(out, "properties", '{');
    view->rows(&v, put_columns, out, NULL);
    buffer_char(out, '}');
    arena_release(&mem);
}

static void put_answer(struct buffer *out, const struct view *view, struct ledger *empty)
{
    json_put_open(out, "200", '{');
    if (view->object) {
        buffer_c(
            out,
            "\"description\": \"the object\", \"content\": {\"application/json\": {\"schema\": {\"type\": \"object\", "
            "\"required\": [\"ok\", \"object\"], \"properties\": {\"ok\": {\"const\": true}, \"object\": {\"type\": "
            "\"object\"}}}}}}");
        return;
    }
    json_put_text(out, "description", text_c("the rows"));
    buffer_c(
        out,
        ", \"content\": {\"application/json\": {\"schema\": {\"type\": \"object\", \"required\": [\"ok\", \"rows\"],"
        " \"properties\": {\"ok\": {\"const\": true}, \"truncated\": {\"type\": \"boolean\"}, \"next\": {\"type\": "
        "[\"string\", \"null\"], \"description\": \"the cursor of the rows behind these\"}, \"rows\": {\"type\": "
        "\"array\", \"items\": {\"type\": \"object\"");
    put_rows(out, view, empty);
    buffer_c(out, "}}}}}}}");
}

static void put_view(struct buffer *out, const struct view *view, struct ledger *empty)
{
    struct buffer path = { 0 };

    buffer_format(&path, "/%s", *view->name ? view->name : "matrix");
    if (view->of)
        buffer_format(&path, "/{%s}", view->of);
    json_put_open(out, path.ptr ? path.ptr : "/", '{');
    json_put_open(out, "get", '{');
    json_put_text(out, "summary", text_c(view->about));
    put_parameters(out, view);
    json_put_open(out, "responses", '{');
    put_answer(out, view, empty);
    buffer_c(out, ", \"default\": {\"$ref\": \"#/components/responses/failure\"}}}}");
    out->failed |= path.failed;
    buffer_release(&path);
}

void open_api(struct reply *reply)
{
    struct buffer *out = &reply->body;
    struct ledger *empty = NULL;

    reply->type = form_type(FORM_JSON);
    if (ledger_open(NULL, LEDGER_WRITE, &empty, NULL) != PRISCUS_OK) {
        out->failed = true;
        return;
    }
    buffer_c(
        out,
        "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"Priscus\", \"description\": \"who said what, on which issue, "
        "taking which position, when, and by whose account\", \"version\": \"" PRISCUS_VERSION "\"}, \"servers\": "
        "[{\"url\": \"/api/v1\"}]");
    json_put_open(out, "paths", '{');
    for (size_t i = 0; i < views_n; i++)
        if (views[i].rows || views[i].object)
            put_view(out, &views[i], empty);
    buffer_c(
        out,
        "}, \"components\": {\"responses\": {\"failure\": {\"description\": \"what is wrong, and what to do\", "
        "\"content\": {\"application/json\": {\"schema\": {\"type\": \"object\", \"required\": [\"ok\", \"status\", "
        "\"error\"], \"properties\": {\"ok\": {\"const\": false}, \"status\": {\"type\": \"integer\"}, \"error\": "
        "{\"type\": \"string\"}}}}}}}}}\n");
    ledger_close(empty, NULL);
}

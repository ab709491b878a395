/* event_line.c - see event_line.h. */
#include "export/event/event_line.h"

#include "base/json_write.h"

bool event_line_can(const struct event_line *line)
{
    return line->code && line->code->root != EVENT_STATEMENT && date_known(line->date) && line->n_actors;
}

void event_who_add(struct event_who *list, size_t *n, struct text code, struct text name)
{
    if (*n < EVENT_WHO_MAX && (code.len || name.len))
        list[(*n)++] = (struct event_who){ code, name };
}

void event_day_put(struct buffer *out, struct date date, bool last)
{
    struct date day = last ? date_from_days(date_last_days(date)) : date_from_days(date_to_days(date));
    char text[DATE_TEXT_MAX];

    buffer_c(out, date_format(day, text));
}

static void put_text(struct buffer *b, const char *key, struct text t)
{
    if (t.len)
        json_put_text(b, key, t);
}

static void put_day(struct buffer *b, const char *key, struct date date, bool last)
{
    json_put_key(b, key);
    buffer_char(b, '"');
    event_day_put(b, date, last);
    buffer_char(b, '"');
}

static void put_list(struct buffer *b, const char *key, struct text value)
{
    if (!value.len)
        return;
    json_put_open(b, key, '[');
    json_put_text(b, NULL, value);
    buffer_char(b, ']');
}

static void put_who(struct buffer *b, const char *key, const struct event_who *list, size_t n)
{
    if (!n)
        return;
    json_put_open(b, key, '[');
    for (size_t i = 0; i < n; i++) {
        json_put_open(b, NULL, '{');
        put_text(b, "code", list[i].code);
        put_text(b, "entity_text", list[i].name);
        buffer_char(b, '}');
    }
    buffer_char(b, ']');
}

static void put_modes(struct buffer *b, const struct event_line *line)
{
    if (!line->code->mode.len && !line->conditional)
        return;
    json_put_open(b, "mode", '[');
    if (line->code->mode.len)
        json_put_text(b, NULL, line->code->mode);
    if (line->conditional)
        json_put_text(b, NULL, text_c("hypothetical"));
    buffer_char(b, ']');
}

static void put_place(struct buffer *b, const struct event_line *line)
{
    if (span_empty(line->place))
        return;
    json_put_open(b, "text_info", '{');
    if (line->sequence)
        json_put_number(b, "sequence", line->sequence);
    json_put_number(b, "start", line->place.begin);
    json_put_number(b, "end", line->place.end);
    buffer_char(b, '}');
}

static void put_cite(struct buffer *b, const struct event_line *line)
{
    json_put_open(b, "cite_info", '{');
    put_text(b, "citation", line->title);
    put_text(b, "url", line->address);
    put_text(b, "language", line->language);
    put_text(b, "publication", line->outlet);
    json_put_text(b, "coder", text_c("Priscus " PRISCUS_VERSION));
    json_put_text(b, "codebook", text_c("PLOVER"));
    json_put_text(b, "version", text_c("2.0"));
    buffer_char(b, '}');
}

void event_line_put(struct buffer *b, const struct event_line *line)
{
    json_put_open(b, NULL, '{');
    json_put_text(b, "id", line->id);
    put_day(b, "date", line->date, false);
    if (line->date.precision == PRECISION_YEAR || line->date.precision == PRECISION_MONTH)
        put_day(b, "enddate", line->date, true);
    put_who(b, "actor", line->actors, line->n_actors);
    put_list(b, "event", text_c(event_root_text((enum event_root)line->code->root)));
    put_who(b, "recipient", line->recipients, line->n_recipients);
    put_list(b, "event_text", line->words);
    json_put_number(b, "quad_code", event_root_quad((enum event_root)line->code->root));
    json_put_key(b, "event_scale");
    buffer_text(b, line->code->goldstein);
    put_modes(b, line);
    put_text(b, "link", line->address);
    put_text(b, "text", line->text);
    put_place(b, line);
    put_cite(b, line);
    if (line->conditional) {
        json_put_key(b, "comment");
        buffer_c(b, "\"conditional: said only for the case that something else comes about\"");
    }
    put_text(b, "condition", line->condition);
    json_put_text(b, "cameo", line->code->code);
    for (size_t i = 0; i < line->n_own; i++)
        if (line->own[i].type == EVENT_TEXT)
            json_put_text(b, line->own[i].name, line->own[i].value);
        else {
            json_put_key(b, line->own[i].name);
            buffer_text(b, line->own[i].value);
        }
    buffer_c(b, "}\n");
}

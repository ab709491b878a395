/* annotation.c - positions, or statements, as annotations of their pages (W3C Web Annotation Data Model, 2017).
 *
 *     {"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:x-priscus:p-4c171fcc3980", "type": "Annotation",
 *      "motivation": "classifying",
 *      "body": [{"type": "TextualBody", "purpose": "classifying", "value": "VSK rejects ceasefire", ...}, ...],
 *      "target": {"source": "https://thetern.example/talks",
 *                 "state": {"type": "TimeState", "sourceDate": "2031-05-03T10:00:00Z"},
 *                 "selector": [{"type": "TextQuoteSelector", "exact": "no talks", "prefix": "... be ", "suffix": ", she ..."},
 *                              {"type": "TextPositionSelector", "start": 212, "end": 220}]}}
 *
 * One page of annotations, streamed. Positions in text count code points of the article's text as the ledger has it (`articles.body`),
 * which is not the text of the page with its menus: a reader finds the words by what stands around them. */
#include <stdio.h>

#include "base/date.h"
#include "base/json_write.h"
#include "base/utf8.h"
#include "export/export.h"

enum { AROUND_POINTS = 32 }; /* before and after the words */

struct writing {
    struct export *e;
    size_t rows;
    size_t id, date, speaker, party, issue, stance, kind, title, language, page, address, recorded, words, before,
        after, point_begin, point_end;
};

static void find_columns(struct writing *w, const struct ledger_row *row)
{
    const struct {
        const char *name;
        size_t *column;
    } wanted[] = { { "id", &w->id },
                   { "date", &w->date },
                   { "speaker", &w->speaker },
                   { "party", &w->party },
                   { "issue", &w->issue },
                   { "stance", &w->stance },
                   { "kind", &w->kind },
                   { "title", &w->title },
                   { "language", &w->language },
                   { "page", &w->page },
                   { "address", &w->address },
                   { "recorded", &w->recorded },
                   { "words", &w->words },
                   { "before", &w->before },
                   { "after", &w->after },
                   { "point_begin", &w->point_begin },
                   { "point_end", &w->point_end } };

    for (size_t i = 0; i < COUNT_OF(wanted); i++)
        for (size_t c = 0; c < row->n; c++)
            if (strcmp(row->names[c], wanted[i].name) == 0)
                *wanted[i].column = c;
}

static struct text value(const struct ledger_row *row, size_t column)
{
    return text_c(row->values[column] ? row->values[column] : "");
}

static bool is_inside_letter(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* The last AROUND_POINTS code points; the first bytes may belong to a letter that was cut. */
static struct text prefix_of(struct text t)
{
    size_t begin = t.len, points = 0;

    while (begin > 0 && points < AROUND_POINTS) {
        begin--;
        points += !is_inside_letter(t.ptr[begin]);
    }
    while (begin < t.len && is_inside_letter(t.ptr[begin]))
        begin++;
    return text_of(t.ptr + begin, t.len - begin);
}

/* The first AROUND_POINTS code points; the last bytes may belong to a letter that was cut, but are then too many to come
 * so far. */
static struct text suffix_of(struct text t)
{
    size_t end = 0, points = 0;

    while (end < t.len && (points += !is_inside_letter(t.ptr[end])) <= AROUND_POINTS)
        end++;
    return text_of(t.ptr, end);
}

static void put_body(struct buffer *out, const char *purpose, struct text body)
{
    json_put_open(out, NULL, '{');
    json_put_text(out, "type", text_c("TextualBody"));
    json_put_text(out, "purpose", text_c(purpose));
    json_put_text(out, "value", body);
    json_put_text(out, "format", text_c("text/plain"));
    json_put_text(out, "language", text_c("en"));
    buffer_char(out, '}');
}

static void put_bodies(const struct writing *w, const struct ledger_row *row, struct buffer *out)
{
    struct text party = value(row, w->party), issue = value(row, w->issue), stance = value(row, w->stance),
                speaker = value(row, w->speaker), kind = value(row, w->kind);
    struct buffer what = { 0 };

    json_put_open(out, "body", '[');
    if (issue.len) {
        buffer_format(&what, "%.*s %.*s %.*s", (int)party.len, party.ptr, (int)stance.len, stance.ptr, (int)issue.len,
                      issue.ptr);
        put_body(out, "classifying", buffer_as_text(&what));
        put_body(out, "tagging", party);
        put_body(out, "tagging", issue);
        put_body(out, "tagging", stance);
    } else {
        buffer_format(&what, "%.*s statement", (int)kind.len, kind.ptr);
        put_body(out, "classifying", buffer_as_text(&what));
        if (party.len)
            put_body(out, "tagging", party);
    }
    if (speaker.len) {
        out->failed |= what.failed;
        buffer_reset(&what);
        buffer_format(&what, "said by %.*s", (int)speaker.len, speaker.ptr);
        put_body(out, "describing", buffer_as_text(&what));
    }
    out->failed |= what.failed;
    buffer_release(&what);
    buffer_char(out, ']');
}

static void put_number(struct buffer *out, const char *key, const char *digits)
{
    json_put_key(out, key);
    buffer_c(out, digits ? digits : "0");
}

static void put_target(const struct writing *w, const struct ledger_row *row, const char *page, struct buffer *out)
{
    struct text address = value(row, w->address);
    struct date recorded;
    char moment[DATE_TEXT_MAX];

    json_put_open(out, "target", '{');
    json_put_text(out, "type", text_c("SpecificResource"));
    json_put_text(out, "source", address.len ? address : text_c(page));
    if (date_parse_iso(value(row, w->recorded), &recorded)) {
        json_put_open(out, "state", '{');
        json_put_text(out, "type", text_c("TimeState"));
        json_put_text(out, "sourceDate", text_c(date_format_utc(recorded, moment)));
        buffer_char(out, '}');
    }
    json_put_open(out, "selector", '[');
    json_put_open(out, NULL, '{');
    json_put_text(out, "type", text_c("TextQuoteSelector"));
    json_put_text(out, "exact", value(row, w->words));
    json_put_text(out, "prefix", prefix_of(value(row, w->before)));
    json_put_text(out, "suffix", suffix_of(value(row, w->after)));
    buffer_char(out, '}');
    json_put_open(out, NULL, '{');
    json_put_text(out, "type", text_c("TextPositionSelector"));
    put_number(out, "start", row->values[w->point_begin]);
    put_number(out, "end", row->values[w->point_end]);
    buffer_c(out, "}]}");
}

static int put_annotation(void *context, const struct ledger_row *row)
{
    struct writing *w = context;
    struct buffer *out = &w->e->out->out;
    char id[64], page[64];

    if (!row->values) {
        find_columns(w, row);
        return 0;
    }
    if (!row->values[w->words]) { /* a place that is none: `priscus verify` tells of it */
        w->e->left_out++;
        return 0;
    }
    snprintf(id, sizeof id, "urn:x-priscus:%s", row->values[w->id]);
    snprintf(page, sizeof page, "urn:x-priscus:%s", row->values[w->page] ? row->values[w->page] : "");
    buffer_c(out, w->rows++ ? ",\n" : "\n");
    buffer_char(out, '{');
    json_put_text(out, "@context", text_c("http://www.w3.org/ns/anno.jsonld"));
    json_put_text(out, "id", text_c(id));
    json_put_text(out, "type", text_c("Annotation"));
    json_put_text(out, "motivation", text_c("classifying"));
    json_put_open(out, "generator", '{');
    json_put_text(out, "id", text_c("urn:x-priscus:program"));
    json_put_text(out, "type", text_c("Software"));
    json_put_text(out, "name", text_c("Priscus " PRISCUS_VERSION));
    buffer_char(out, '}');
    put_bodies(w, row, out);
    put_target(w, row, page, out);
    buffer_char(out, '}');
    return 0;
}

priscus_status export_annotations(struct export *e, struct priscus_error *err)
{
    static const struct export_table positions = { .question = LEDGER_MARKED_POSITIONS },
                                     statements = { .question = LEDGER_MARKED_STATEMENTS };
    struct writing w = { .e = e };
    struct buffer *out = &e->out->out;
    bool of_statements = e->table && e->table->question == LEDGER_STATEMENTS;
    priscus_status status;

    buffer_c(out, "{\"@context\": \"http://www.w3.org/ns/anno.jsonld\", \"id\": \"urn:x-priscus:annotations\","
                  " \"type\": \"AnnotationPage\", \"items\": [");
    status = export_rows(e, of_statements ? &statements : &positions, put_annotation, &w, err);
    if (status == PRISCUS_OK)
        buffer_c(out, w.rows ? "\n]}\n" : "]}\n");
    return status;
}

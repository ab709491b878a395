/* dna_lines.c - a file of DNA as lines of JSON, and what a statement of it says in the ledger's words: see import_dna.h. */
#include <stdio.h>

#include "base/json_write.h"
#include "export/dna/import_dna.h"
#include "ledger/correction.h"

/* ---- a statement in the ledger's words ---------------------------------------------------------- */

/* The variable `stance`, where the file has it; else agreement, turned about where the concept is the opposite of the issue. */
static enum stance stance_of(const struct dna_statement *s, bool opposite)
{
    enum stance stance;

    if (s->stance.len && stance_parse(text_trim(s->stance), &stance))
        return stance;
    return s->agreement < 0 ? STANCE_NONE : (s->agreement == 1) != opposite ? STANCE_ACCEPTS : STANCE_REJECTS;
}

/* "2031-05-03", "before 2031-05-03". */
static struct date date_of(struct text said)
{
    struct date d = { 0 };
    enum precision precision = text_starts(said, "before ")  ? PRECISION_BEFORE
                               : text_starts(said, "after ") ? PRECISION_AFTER
                                                             : PRECISION_NONE;

    if (precision != PRECISION_NONE)
        text_cut(&said, ' ');
    if (!said.ptr || !date_parse_iso(text_trim(said), &d))
        return (struct date){ 0 };
    if (precision != PRECISION_NONE)
        d.precision = precision;
    return d;
}

priscus_status dna_coding_of(const struct dna_statement *s, struct dna_names *names, const struct dna_file_options *to,
                             struct dna_coding *out, bool *known)
{
    bool opposite = false, party_known = false;
    priscus_status status;

    *out = (struct dna_coding){ .said_on = date_of(s->said) };
    *known = false;
    if (!s->concept.len || !s->organization.len) {
        dna_tell(to, "statement %lld: it has no %s", (long long)s->id, s->concept.len ? "organization" : "concept");
        return PRISCUS_OK;
    }
    if ((status = dna_names_issue(names, s->concept, &out->issue, &opposite, known)) != PRISCUS_OK ||
        (status = dna_names_party(names, s->organization, &out->party, &party_known)) != PRISCUS_OK ||
        (status = dna_names_speaker(names, s->person, &out->speaker)) != PRISCUS_OK)
        return status;
    *known &= party_known;
    out->stance = stance_of(s, opposite);
    if (out->stance == STANCE_NONE) {
        dna_tell(to, "statement %lld: it has neither agreement nor a stance", (long long)s->id);
        *known = false;
    }
    return PRISCUS_OK;
}

char *dna_day_of(int64_t date, char out[DATE_TEXT_MAX])
{
    int64_t days = date / 86400 - (date % 86400 < 0);

    out[0] = '\0';
    if (date != 0 && days > -719162 && days < 2932897) /* years 1 to 9999 */
        date_format(date_from_days((long)days), out);
    return out;
}

/* ---- lines --------------------------------------------------------------------------------------- */

struct lines_out {
    struct dna_file_options file;
    struct dna_names *names; /* NULL: articles, without codings */
    struct sink *out;
    struct dna_counts *counts;
    struct arena mem;
    struct priscus_error *err;
};

static void put_article(struct buffer *out, const struct dna_document *d, const char *id_key)
{
    char id[40], day[DATE_TEXT_MAX];

    snprintf(id, sizeof id, "dna-%lld", (long long)d->id);
    dna_day_of(d->date, day);
    json_put_text(out, id_key, text_c(id));
    json_put_text(out, "title", d->title);
    json_put_text(out, "outlet", d->source.len ? d->source : text_of(NULL, 0));
    json_put_text(out, "byline", d->author.len ? d->author : text_of(NULL, 0));
    json_put_text(out, "published", day[0] ? text_c(day) : text_of(NULL, 0));
    json_put_text(out, "text", d->text);
}

static void put_position(struct buffer *out, const struct dna_document *d, const struct dna_statement *s,
                         const struct dna_coding *c)
{
    json_put_open(out, NULL, '{');
    json_put_span(out, "span", s->words);
    json_put_span(out, "sentence", sentence_around(d->text, s->words));
    json_put_text(out, "anchor", text_in(d->text, s->words));
    json_put_text(out, "party", c->party);
    json_put_text(out, "issue", c->issue);
    json_put_text(out, "stance", text_c(stance_text(c->stance)));
    json_put_text(out, "speaker", c->speaker.len ? c->speaker : text_of(NULL, 0));
    json_put_bool(out, "required", true);
    buffer_char(out, '}');
}

static priscus_status put_document(struct lines_out *l, const struct dna_document *d)
{
    struct buffer *out = &l->out->out;
    priscus_status status = PRISCUS_OK;

    if (l->names && !d->n_statements)
        return PRISCUS_OK;
    buffer_char(out, '{');
    put_article(out, d, l->names ? "file" : "id");
    if (l->names)
        json_put_open(out, "positions", '[');
    for (size_t i = 0; i < d->n_statements && l->names && status == PRISCUS_OK; i++) {
        struct dna_coding coding;
        bool known;

        status = dna_coding_of(&d->statements[i], l->names, &l->file, &coding, &known);
        if (status == PRISCUS_OK && known) {
            put_position(out, d, &d->statements[i], &coding);
            l->counts->added++;
        } else
            l->counts->left_out++;
    }
    buffer_c(out, l->names ? "]}\n" : "}\n");
    return status == PRISCUS_OK ? PRISCUS_OK : error_memory(l->err);
}

static priscus_status write_lines(struct lines_out *l, const char *path)
{
    struct dna_document document;
    struct dna_file *file = NULL;
    priscus_status status = dna_open(path, &l->file, &file, l->err);

    while (status == PRISCUS_OK && (status = dna_next(file, &l->mem, &document, l->err)) == PRISCUS_OK) {
        l->counts->documents++;
        l->counts->statements += document.n_statements;
        status = put_document(l, &document);
        arena_reset(&l->mem);
        if (!sink_more(l->out))
            break; /* sink_end() tells why */
    }
    if (file)
        l->counts->left_out += dna_bad_statements(file);
    if (l->names)
        dna_names_tell(l->names, &l->file);
    dna_close(file);
    arena_release(&l->mem);
    return status == PRISCUS_DONE ? PRISCUS_OK : status;
}

priscus_status dna_gold(struct ledger *ledger, const char *path, const struct dna_import *options, struct sink *out,
                        struct dna_counts *counts, struct priscus_error *err)
{
    struct lines_out l = {
        .file = { .tell = options->tell, .context = options->context }, .out = out, .counts = counts, .err = err
    };
    priscus_status status = dna_names_open(options->names, ledger, options->roster, &l.names, err);

    *counts = (struct dna_counts){ 0 };
    if (status != PRISCUS_OK)
        return status;
    dna_names_variables(l.names, l.file.variables);
    status = write_lines(&l, path);
    dna_names_close(l.names);
    return status;
}

priscus_status dna_articles(const char *path, const struct dna_import *options, struct sink *out,
                            struct dna_counts *counts, struct priscus_error *err)
{
    struct lines_out l = {
        .file = { .tell = options->tell, .context = options->context }, .out = out, .counts = counts, .err = err
    };

    *counts = (struct dna_counts){ 0 };
    return write_lines(&l, path);
}

/* export_dna.c - a ledger into a file of the Discourse Network Analyzer (dna.h).
 *
 * An article is a document, a position a statement: the words that carry it, marked in the text. One pass over the ledger, one
 * transaction; what is held in memory is one article. */
#include <stdio.h>

#include "export/dna/dna_rows.h"
#include "export/dna/dna_text.h"
#include "ledger/coded_articles.h"

/* ---- statements --------------------------------------------------------------------------------- */

static void put_line(struct buffer *out, const char *what, struct text value)
{
    if (!value.len)
        return;
    buffer_format(out, "%s", what);
    for (size_t i = 0; i < value.len; i++)
        buffer_char(out, value.ptr[i] == '\n' ? ' ' : value.ptr[i]);
    buffer_char(out, '\n');
}

/* What DNA has no variable for, to be read by people. The first line is read again by the import. */
static struct text about_entry(struct dna_writing *w, const struct coded_position *p)
{
    buffer_reset(&w->text);
    put_line(&w->text, "", text_c(p->id));
    put_line(&w->text, "by whose account: ", p->chain);
    if (!text_eq(p->speaker, p->person))
        put_line(&w->text, "speaker, as the page has it: ", p->person.len ? p->speaker : text_of(NULL, 0));
    put_line(&w->text, "condition: ", p->condition);
    put_line(&w->text, "with: ", p->counterpart);
    if (p->by_other)
        put_line(&w->text, "", text_c("only others say so"));
    if (p->sure)
        buffer_format(&w->text, "sure: %u.%02u\n", p->sure / 100, p->sure % 100);
    put_line(&w->text, "review: ", p->review);
    put_line(&w->text, "by: ", p->judged_by);
    return buffer_as_text(&w->text);
}

/* "2031-05-03", "before 2031-05-03"; "": the page's own date is all that is known. */
static struct text said_on(const struct coded_position *p, char out[64])
{
    bool border = text_is(p->precision, "before") || text_is(p->precision, "after");

    out[0] = '\0';
    if (p->date.len && p->own_date)
        snprintf(out, 64, "%.*s%s%.*s", border ? (int)p->precision.len : 0, border ? p->precision.ptr : "",
                 border ? " " : "", (int)(p->date.len < 40 ? p->date.len : 40), p->date.ptr);
    return text_c(out);
}

static priscus_status put_statement(struct dna_writing *w, int64_t document, const struct coded_position *p,
                                    const struct dna_places *places)
{
    int64_t start = dna_unit_of(places, p->words.begin), stop = dna_unit_of(places, p->words.end), id;
    char date[64];
    struct text about;
    priscus_status status;

    if (start >= stop) { /* it has no words: DNA has no place for it */
        w->e->left_out++;
        return PRISCUS_OK;
    }
    if ((status = dna_put(w, DNA_ADD_STATEMENT, &id, NULL, "nnn", document, start, stop)) != PRISCUS_OK ||
        (status = dna_put_short(w, id, DNA_PERSON, p->person.len ? p->person : p->speaker)) != PRISCUS_OK ||
        (status = dna_put_short(w, id, DNA_ORGANIZATION, p->party)) != PRISCUS_OK ||
        (status = dna_put_short(w, id, DNA_CONCEPT, p->issue)) != PRISCUS_OK ||
        (status = dna_put(w, DNA_ADD_BOOLEAN, NULL, NULL, "nnn", id, (int64_t)DNA_AGREEMENT,
                          (int64_t)!text_is(p->stance, "rejects"))) != PRISCUS_OK ||
        (status = dna_put_short(w, id, DNA_STANCE, p->stance)) != PRISCUS_OK ||
        (status = dna_put_short(w, id, DNA_SAID, said_on(p, date))) != PRISCUS_OK)
        return status;
    about = about_entry(w, p);
    if (w->text.failed)
        return error_memory(w->err);
    return dna_put(w, DNA_ADD_LONG, NULL, NULL, "nnt", id, (int64_t)DNA_ENTRY, about);
}

/* ---- documents ---------------------------------------------------------------------------------- */

/* Seconds since 1970: the moment, where the date has a zone; else as if the clock that it is from were UTC. 0: not known. */
static int64_t seconds_of(struct text published)
{
    struct date d;

    if (!published.len || !date_parse_iso(published, &d))
        return 0;
    return (int64_t)date_to_days(d) * 86400 + d.hour * 3600 + d.minute * 60 + d.second -
           (d.zone == DATE_NO_ZONE ? 0 : d.zone * 60);
}

static struct text notes_of(struct dna_writing *w, const struct coded_article *a)
{
    buffer_reset(&w->text);
    put_line(&w->text, "", text_c(a->page));
    put_line(&w->text, "", a->address.len ? a->address : a->name);
    if (a->published.len)
        buffer_format(&w->text, "published %.*s (%.*s)\n", (int)a->published.len, a->published.ptr,
                      (int)a->precision.len, a->precision.ptr);
    else
        put_line(&w->text, "", text_c("not known when it was published: DNA shows 1970"));
    return buffer_as_text(&w->text);
}

static priscus_status put_article(struct dna_writing *w, const struct coded_article *a)
{
    struct dna_places places;
    struct text title, author, source, section, text, notes;
    int64_t id;
    priscus_status status;

    if ((status = dna_shorten(w, a->title.len ? a->title : a->name, &title)) != PRISCUS_OK ||
        (status = dna_shorten(w, a->byline, &author)) != PRISCUS_OK ||
        (status = dna_shorten(w, a->outlet, &source)) != PRISCUS_OK ||
        (status = dna_shorten(w, a->section, &section)) != PRISCUS_OK)
        return status;
    notes = notes_of(w, a);
    if (w->text.failed || dna_lines_plain(a->text, &w->mem, &text) != PRISCUS_OK ||
        dna_places_of(a->text, &w->mem, &places) != PRISCUS_OK)
        return error_memory(w->err);
    status = dna_put(w, DNA_ADD_DOCUMENT, &id, NULL, "ttttttn", title, text, author, source, section, notes,
                     seconds_of(a->published));
    for (size_t i = 0; i < a->n_positions && status == PRISCUS_OK; i++)
        status = put_statement(w, id, &a->positions[i], &places);
    arena_reset(&w->mem);
    return status;
}

static int each_article(void *context, const struct coded_article *article)
{
    struct dna_writing *w = context;

    w->status = put_article(w, article);
    return w->status != PRISCUS_OK;
}

/* ---- what codes mean ---- */

/* A row of the codebook (docs/ledger.md): a party's name is an alias of its organization, what an issue or a stance means a
 * note on it. Entities that the file does not have are passed over. */
static int each_meaning(void *context, const struct ledger_row *row)
{
    struct dna_writing *w = context;
    struct text kind, code = { 0 }, means = { 0 };
    enum dna_variable variable;

    if (!row->values)
        return 0;
    kind = text_c("");
    for (size_t i = 0; i < row->n; i++) {
        struct text value = text_c(row->values[i]);

        if (strcmp(row->names[i], "kind") == 0)
            kind = value;
        else if (strcmp(row->names[i], "code") == 0)
            code = value;
        else if (strcmp(row->names[i], "means") == 0)
            means = value;
    }
    variable = text_is(kind, "party") ? DNA_ORGANIZATION : text_is(kind, "issue") ? DNA_CONCEPT : DNA_STANCE;
    w->status = dna_shorten(w, means, &means);
    if (w->status == PRISCUS_OK)
        w->status = dna_put(w, DNA_SET_ATTRIBUTE, NULL, NULL, "nttt", (int64_t)variable, code,
                            text_c(variable == DNA_ORGANIZATION ? "Alias" : "Notes"), means);
    arena_reset(&w->mem);
    return w->status != PRISCUS_OK;
}

/* ---- the file ------------------------------------------------------------------------------------- */

static priscus_status execute(struct dna_writing *w, const char *sql)
{
    return sqlite3_exec(w->db, sql, NULL, NULL, NULL) == SQLITE_OK ? PRISCUS_OK : dna_write_failed(w);
}

/* Variables, their attributes, and of each short text the entity of an empty field. */
static priscus_status put_variables(struct dna_writing *w)
{
    static const char *const attributes[] = { "Type", "Alias", "Notes" };
    int64_t id;
    priscus_status status = PRISCUS_OK;

    for (int64_t v = 1; v < DNA_VARIABLE_END && status == PRISCUS_OK; v++) {
        status = dna_put(w, DNA_ADD_VARIABLE, NULL, NULL, "ntt", v, text_c(dna_variables[v].name),
                         text_c(dna_type_text(dna_variables[v].type)));
        if (dna_variables[v].type != DNA_SHORT_TEXT)
            continue;
        for (size_t i = 0; i < COUNT_OF(attributes) && status == PRISCUS_OK; i++)
            status = dna_put(w, DNA_ADD_ATTRIBUTE, NULL, NULL, "nt", v, text_c(attributes[i]));
        if (status == PRISCUS_OK)
            status = dna_entity(w, (enum dna_variable)v, text_of("", 0), &id);
    }
    return status;
}

/* Without entries chosen, whoever codes by hand wants all articles: also those in which the machine found nothing. */
static bool chooses_entries(const struct ledger_filter *f)
{
    return f->party || f->issue || f->speaker || f->entry || f->sure || f->limit || date_known(f->since) ||
           date_known(f->as_of);
}

static priscus_status write_all(struct dna_writing *w)
{
    char day[DATE_TEXT_MAX];
    priscus_status status;

    date_format(date_now(), day);
    /* The caller throws away what is not whole, so there is nothing to go back to, and no journal. secure_delete: unused
     * bytes are zeros, and not what memory held, so that the same ledger gives the same file. */
    if ((status =
             execute(w, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA secure_delete = ON; BEGIN")) !=
            PRISCUS_OK ||
        (status = execute(w, dna_schema)) != PRISCUS_OK ||
        (status = dna_put(w, DNA_ADD_SETTING, NULL, NULL, "tt", text_c("date"), text_of(day, 10))) != PRISCUS_OK ||
        (status = put_variables(w)) != PRISCUS_OK ||
        (status = ledger_coded_articles(w->e->ledger, w->e->filter, !chooses_entries(w->e->filter), each_article, w,
                                        w->err)) != PRISCUS_OK)
        return status;
    if (w->status == PRISCUS_OK)
        status = ledger_ask(w->e->ledger, LEDGER_CODEBOOK, NULL, each_meaning, w, w->err);
    if (status == PRISCUS_OK)
        status = w->status;
    return status == PRISCUS_OK ? execute(w, "COMMIT") : status;
}

priscus_status export_dna(struct export *e, const char *path, struct priscus_error *err)
{
    struct dna_writing w = { .e = e, .err = err };
    char *name = sqlite3_mprintf("%s%s", *path == '/' ? "" : "./", path);
    int rc = name ? sqlite3_open_v2(name, &w.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL)
                  : SQLITE_NOMEM;
    priscus_status status = rc == SQLITE_OK ? write_all(&w) : dna_write_failed(&w);

    for (size_t i = 0; i < DNA_INSERTS_N; i++)
        sqlite3_finalize(w.statements[i]);
    if (sqlite3_close(w.db) != SQLITE_OK && status == PRISCUS_OK)
        status = error_set(err, PRISCUS_EIO, NOWHERE, "the file for DNA could not be ended");
    sqlite3_free(name);
    buffer_release(&w.text);
    arena_release(&w.mem);
    return status;
}

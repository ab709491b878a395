/* entry_page.c - one statement, or one position: its words lit up in the article and in the page as it came, by whose
 * account it is known, and what is needed to cite it; or an article, with all that was found in it. */
#include <stdio.h>

#include "base/utf8.h"
#include "ledger/link_store.h"
#include "record/id.h"
#include "server/page/html_write.h"
#include "server/page/pages.h"
#include "server/page/review_form.h"

#define SOURCE_AROUND 400       /* bytes of the page shown before and behind the words */
#define SOURCE_MOST   (8 << 10) /* of a paragraph                                         */
#define LIT_MOST      1000      /* places lit up in an article                             */
#define WORDS_SHOWN   300       /* bytes of a statement in the list of an article's        */

/* ---- the article with places lit up ------------------------------------------------------- */

/* A place and how it is lit: the sentence softly, its words brightly. */
struct lit {
    struct span at;
    const char *class;
};

/* Is the byte within one of them? The last that it is in counts. */
static const char *class_at(const struct lit *lit, size_t n, uint32_t byte)
{
    const char *class = NULL;

    for (size_t i = 0; i < n; i++)
        if (byte >= lit[i].at.begin && byte < lit[i].at.end)
            class = lit[i].class;
    return class;
}

/* The next byte at which one begins or ends. */
static uint32_t next_edge(const struct lit *lit, size_t n, uint32_t from, uint32_t end)
{
    for (size_t i = 0; i < n; i++) {
        if (lit[i].at.begin > from && lit[i].at.begin < end)
            end = lit[i].at.begin;
        if (lit[i].at.end > from && lit[i].at.end < end)
            end = lit[i].at.end;
    }
    return end;
}

static void put_lit(struct buffer *out, struct text text, struct span part, const struct lit *lit, size_t n)
{
    for (uint32_t at = part.begin, next; at < part.end; at = next) {
        const char *class = class_at(lit, n, at);

        next = next_edge(lit, n, at, part.end);
        if (class)
            buffer_format(out, "<mark class=\"%s\">", class);
        html_text(out, text_in(text, (struct span){ at, next }));
        if (class)
            buffer_c(out, "</mark>");
    }
}

static void put_paragraphs(struct viewing *v, const struct linked_page *page, const struct lit *lit, size_t n)
{
    for (size_t i = 0; i < page->it.n_paragraphs; i++) {
        struct span part = page->it.paragraphs[i].body;

        if (page->it.paragraphs[i].role == ROLE_HEADLINE && text_eq(text_in(page->it.body, part), page->it.title) &&
            !class_at(lit, n, part.begin))
            continue;
        buffer_c(v->out, "<p>");
        put_lit(v->out, page->it.body, part, lit, n);
        buffer_c(v->out, "</p>\n");
    }
}

static void put_article(struct viewing *v, const struct linked_page *page, const struct lit *lit, size_t n)
{
    buffer_c(v->out, "<section class=\"article\" aria-label=\"The article\"><h2>");
    if (page->it.title.ptr)
        html_text(v->out, page->it.title);
    else
        buffer_c(v->out, "The article");
    buffer_c(v->out, "</h2>\n");
    put_paragraphs(v, page, lit, n);
    buffer_c(v->out, "</section>\n");
}

/* ---- the page as it came ------------------------------------------------------------------- */

static const struct paragraph *paragraph_at(const struct linked_page *page, uint32_t at)
{
    for (size_t i = 0; i < page->it.n_paragraphs; i++)
        if (at >= page->it.paragraphs[i].body.begin && at < page->it.paragraphs[i].body.end)
            return &page->it.paragraphs[i];
    return NULL;
}

/* Bytes of the page as text: those that are no UTF-8 as U+FFFD. */
static priscus_status put_bytes(struct viewing *v, struct text bytes, size_t begin, size_t end)
{
    struct text part = text_of(bytes.ptr + begin, end - begin), repaired;
    priscus_status status = utf8_repair(part, v->mem, &repaired, NULL);

    if (status == PRISCUS_OK)
        html_text(v->out, repaired);
    return status;
}

static priscus_status put_source(struct viewing *v, const struct linked_page *page, struct span words,
                                 struct priscus_error *err)
{
    const struct paragraph *p = paragraph_at(page, words.begin);
    struct text bytes;
    bool found;
    size_t begin, end;
    priscus_status status;

    if (!p || p->page.end <= p->page.begin)
        return PRISCUS_OK;
    status = ledger_page_bytes(v->ledger, page->hash, v->mem, &bytes, &found, err);
    if (status == PRISCUS_EINPUT) /* damaged: verify says so */
        return PRISCUS_OK;
    if (status != PRISCUS_OK || !found || p->page.end > bytes.len)
        return status;
    begin = p->page.begin > SOURCE_AROUND ? p->page.begin - SOURCE_AROUND : 0;
    end = p->page.end + SOURCE_AROUND < bytes.len ? p->page.end + SOURCE_AROUND : bytes.len;
    if (end - begin > SOURCE_MOST)
        end = begin + SOURCE_MOST;
    buffer_format(v->out, "<details><summary>The page as it came, bytes %u to %u</summary><pre>", p->page.begin,
                  p->page.end);
    status = put_bytes(v, bytes, begin, p->page.begin);
    buffer_c(v->out, "<mark>");
    if (status == PRISCUS_OK)
        status = put_bytes(v, bytes, p->page.begin, p->page.end < end ? p->page.end : end);
    buffer_c(v->out, "</mark>");
    if (status == PRISCUS_OK && p->page.end < end)
        status = put_bytes(v, bytes, p->page.end, end);
    buffer_c(v->out, "</pre></details>\n");
    return status == PRISCUS_OK ? status : error_memory(err);
}

/* ---- facts --------------------------------------------------------------------------------- */

static void fact(struct buffer *out, const char *name)
{
    buffer_format(out, "<dt>%s</dt><dd>", name);
}

static void put_day(struct buffer *out, struct date date)
{
    char text[DATE_TEXT_MAX];

    page_date(out, text_c(date_format(date, text)), text_c(precision_text((enum precision)date.precision)));
}

static void put_link(struct viewing *v, const char *view, struct text of)
{
    buffer_c(v->out, "<a href=\"");
    page_link(v, view, of);
    buffer_c(v->out, "\">");
    html_text(v->out, of);
    buffer_c(v->out, "</a>");
}

static void put_chain(struct buffer *out, const struct statement *st)
{
    fact(out, "By whose account");
    buffer_c(out, "<ol class=\"chain\">");
    for (size_t i = 0; i < st->n_chain; i++) {
        buffer_c(out, "<li>");
        html_text(out, st->chain[i].name);
        buffer_format(out, " <span class=\"soft\">%s</span></li>", chain_role_text(st->chain[i].role));
    }
    buffer_c(out, "</ol></dd>");
}

static void put_who(struct viewing *v, struct text speaker, struct text person, struct text party)
{
    fact(v->out, "Who");
    if (speaker.ptr)
        html_text(v->out, speaker);
    else
        buffer_c(v->out, party.len ? "" : "<span class=\"unknown\">unknown</span>");
    if (person.ptr && !text_eq(person, speaker)) {
        buffer_c(v->out, " <span class=\"soft\">(");
        html_text(v->out, person);
        buffer_c(v->out, ")</span>");
    }
    if (party.len) {
        buffer_c(v->out, speaker.ptr ? ", for " : "");
        put_link(v, "party", party);
    }
    buffer_c(v->out, "</dd>");
}

static void put_dates(struct viewing *v, const struct linked_page *page, struct date said, struct span said_words)
{
    fact(v->out, "Said");
    put_day(v->out, said);
    if (!span_empty(said_words)) {
        buffer_c(v->out, " <span class=\"soft\">(\xe2\x80\x9c");
        html_text(v->out, text_in(page->it.body, said_words));
        buffer_c(v->out, "\xe2\x80\x9d)</span>");
    }
    buffer_c(v->out, "</dd>");
    fact(v->out, "Published");
    put_day(v->out, page->it.published);
    buffer_c(v->out, "</dd>");
}

/* A line that can be copied into a footnote. */
static void put_citation(struct viewing *v, const struct linked_page *page)
{
    char id[ID_TEXT_MAX], date[DATE_TEXT_MAX];

    fact(v->out, "To cite");
    if (page->it.outlet.ptr) {
        html_text(v->out, page->it.outlet);
        buffer_c(v->out, ", ");
    }
    if (page->it.title.ptr) {
        buffer_c(v->out, "\xe2\x80\x9c");
        html_text(v->out, page->it.title);
        buffer_c(v->out, "\xe2\x80\x9d, ");
    }
    if (date_known(page->it.published))
        buffer_format(v->out, "%s, ", date_format(page->it.published, date));
    if (page->it.address.ptr) {
        html_text(v->out, page->it.address);
        buffer_c(v->out, ", ");
    }
    id_format(ID_PAGE, id_of_page(page->hash), id);
    if (strcmp(v->id, id) == 0)
        buffer_format(v->out, "Priscus %s</dd>", id);
    else
        buffer_format(v->out, "Priscus %s in page %s</dd>", v->id, id);
    if (page->it.address.ptr &&
        (text_starts(page->it.address, "http://") || text_starts(page->it.address, "https://"))) {
        fact(v->out, "Address");
        buffer_c(v->out, "<a rel=\"noreferrer noopener external\" href=\"");
        html_text(v->out, page->it.address);
        buffer_c(v->out, "\">");
        html_text(v->out, page->it.address);
        buffer_c(v->out, "</a></dd>");
    }
    fact(v->out, "Page");
    buffer_format(v->out, "<a class=\"id\" href=\"/article/%s\">%s</a> <span class=\"id\">", id, id);
    html_text(v->out, linked_page_file(page));
    buffer_c(v->out, "</span></dd>");
}

/* ---- the pages ----------------------------------------------------------------------------- */

static priscus_status find(struct viewing *v, struct linked_entry *entry, struct priscus_error *err)
{
    bool found;
    priscus_status status = ledger_link_entry(v->ledger, v->id, v->mem, entry, &found, err);

    return status == PRISCUS_OK && !found ? PRISCUS_DONE : status;
}

static void put_derived(struct viewing *v)
{
    fact(v->out, "How it came about");
    buffer_format(v->out, "<a href=\"/trace/%s\">each step, from the page to the entry</a></dd>", v->id);
}

/* What people say of the entry, and the forms by which more can be said, of its page too. */
static priscus_status put_review(struct viewing *v, const struct linked_page *page, struct text stance,
                                 struct priscus_error *err)
{
    char back[60], id[ID_TEXT_MAX];
    priscus_status status;

    snprintf(back, sizeof back, "/%s/%s", *v->id == ID_POSITION ? "position" : "statement", v->id);
    if ((status = review_said(v, v->id, back, err)) != PRISCUS_OK || !v->request->may_write)
        return status;
    buffer_c(v->out, "<section><h2>Is it right?</h2>");
    review_form(v, text_c(v->id), stance, back);
    buffer_c(v->out, "</section><details><summary>Something is missing on this page</summary>");
    review_page_form(v, text_c(id_format(ID_PAGE, id_of_page(page->hash), id)), back);
    buffer_c(v->out, "</details>\n");
    return PRISCUS_OK;
}

/* What people made of it, where they did: party, issue, stance, speaker. *shown false: they say that it is none. */
static priscus_status take_corrected(struct viewing *v, struct position *p, bool *shown, struct priscus_error *err)
{
    const struct ledger_filter filter = { .entry = v->id };
    struct gathered rows = { 0 };
    priscus_status status = ledger_ask(v->ledger, LEDGER_POSITIONS, &filter, gather_row, &rows, err);
    struct text speaker = gathered_get(&rows, 0, "speaker");

    *shown = rows.n_rows > 0;
    if (status == PRISCUS_OK &&
        (rows.failed || arena_text(v->mem, gathered_get(&rows, 0, "party"), &p->party) != PRISCUS_OK ||
         arena_text(v->mem, gathered_get(&rows, 0, "issue"), &p->issue) != PRISCUS_OK ||
         arena_text(v->mem, speaker, &p->speaker) != PRISCUS_OK))
        status = error_memory(err);
    stance_parse(gathered_get(&rows, 0, "stance"), &p->stance);
    if (!text_eq(speaker, p->person))
        p->person = p->speaker;
    gathered_release(&rows);
    return status;
}

static void put_machine(struct viewing *v, const struct position *read, const struct position *p)
{
    if (read->stance == p->stance && text_eq(read->party, p->party) && text_eq(read->issue, p->issue) &&
        text_eq(read->speaker, p->speaker))
        return;
    fact(v->out, "Read by machine");
    html_text(v->out, read->party);
    buffer_format(v->out, " %s ", stance_text(read->stance));
    html_text(v->out, read->issue);
    if (read->speaker.len) {
        buffer_c(v->out, ", said by ");
        html_text(v->out, read->speaker);
    }
    buffer_c(v->out, "</dd>");
}

static priscus_status put_position(struct viewing *v, const struct linked_entry *entry, struct priscus_error *err)
{
    const struct linked_page *page = &entry->page;
    const struct position *read = &page->record.positions[entry->position];
    struct position corrected = *read, *p = &corrected;
    bool shown;
    const struct lit lit[] = { { p->sentence, "sentence" }, { p->words, "words" } };
    char title[200], id[ID_TEXT_MAX];
    priscus_status status = take_corrected(v, p, &shown, err);

    if (status != PRISCUS_OK)
        return status;
    if (!shown)
        corrected = *read;
    snprintf(title, sizeof title, "%.*s %s %.*s", (int)(p->party.len < 80 ? p->party.len : 80), p->party.ptr,
             stance_text(p->stance), (int)(p->issue.len < 80 ? p->issue.len : 80), p->issue.ptr);
    page_begin(v, title);
    buffer_c(v->out, "<blockquote class=\"large\">");
    put_lit(v->out, page->it.body, p->sentence, &lit[1], 1);
    buffer_c(v->out, "</blockquote>\n");
    if (!shown)
        buffer_c(v->out, "<p class=\"notice\">Somebody says that this is no position: it is not shown elsewhere.</p>");
    buffer_c(v->out, "<dl>");
    fact(v->out, "Stance");
    page_stance(v->out, text_c(stance_text(p->stance)));
    buffer_c(v->out, " on ");
    put_link(v, "issue", p->issue);
    if (p->counterpart.len) {
        buffer_c(v->out, ", towards ");
        put_link(v, "party", p->counterpart);
    }
    buffer_c(v->out, "</dd>");
    if (!span_empty(p->condition)) {
        fact(v->out, "Condition");
        html_text(v->out, text_in(page->it.body, p->condition));
        buffer_c(v->out, "</dd>");
    }
    put_machine(v, read, p);
    put_who(v, p->speaker, p->person, p->party);
    if (p->by_other)
        buffer_c(v->out, "<dt>Known</dt><dd>only by another party's account</dd>");
    put_dates(v, page, p->said_on, p->said_words);
    if (entry->statement >= 0) {
        put_chain(v->out, &page->record.statements[entry->statement]);
        fact(v->out, "Statement");
        id_format(ID_STATEMENT, id_of_statement(page->hash, &page->record.statements[entry->statement]), id);
        buffer_format(v->out, "<a class=\"id\" href=\"/statement/%s\">%s</a></dd>", id, id);
    }
    if (p->sure > 0) {
        fact(v->out, "How sure");
        buffer_format(v->out, "%u of 100 such entries are right</dd>", sure_hundredths(p->sure));
    }
    put_derived(v);
    fact(v->out, "Who has it from whom");
    buffer_format(v->out, "<a href=\"/who/%s\">its reports and their sources</a></dd>", v->id);
    put_citation(v, page);
    buffer_c(v->out, "</dl>\n");
    status = put_review(v, page, text_c(stance_text(p->stance)), err);
    if (status != PRISCUS_OK)
        return status;
    put_article(v, page, lit, COUNT_OF(lit));
    status = put_source(v, page, p->words, err);
    page_end(v);
    return status;
}

static priscus_status put_statement(struct viewing *v, const struct linked_entry *entry, struct priscus_error *err)
{
    const struct linked_page *page = &entry->page;
    const struct statement *st = &page->record.statements[entry->statement];
    struct lit lit[STATEMENT_PIECES_MAX + 2];
    size_t n = 0;
    char title[200], own[ID_TEXT_MAX];
    priscus_status status;

    for (size_t i = 0; i < st->n_content; i++)
        lit[n++] = (struct lit){ st->content[i], "words" };
    lit[n++] = (struct lit){ st->source, "source" };
    lit[n++] = (struct lit){ st->cue, "cue" };
    if (st->speaker.ptr)
        snprintf(title, sizeof title, "%.*s: what was said", (int)(st->speaker.len < 150 ? st->speaker.len : 150),
                 st->speaker.ptr);
    else
        snprintf(title, sizeof title, "What was said, by somebody who is not named");
    page_begin(v, title);
    for (size_t i = 0; i < st->n_content; i++) {
        buffer_c(v->out, "<blockquote class=\"large\">");
        html_text(v->out, text_in(page->it.body, st->content[i]));
        buffer_c(v->out, "</blockquote>\n");
    }
    buffer_c(v->out, "<dl>");
    put_who(v, st->speaker, st->person, st->party);
    fact(v->out, "Speech");
    buffer_format(v->out, "%s</dd>", statement_kind_text(st->kind));
    put_dates(v, page, st->said_on, st->said_words);
    put_chain(v->out, st);
    if (!span_empty(st->occasion)) {
        fact(v->out, "Occasion");
        html_text(v->out, text_in(page->it.body, st->occasion));
        buffer_c(v->out, "</dd>");
    }
    for (size_t i = 0; i < page->record.n_positions; i++) {
        const struct position *p = &page->record.positions[i];
        char id[ID_TEXT_MAX];

        if (p->statement != entry->statement)
            continue;
        fact(v->out, "Position in it");
        page_stance(v->out, text_c(stance_text(p->stance)));
        buffer_c(v->out, " ");
        html_text(v->out, p->issue);
        id_format(ID_POSITION, id_of_position(page->hash, p), id);
        buffer_format(v->out, " <a class=\"id\" href=\"/position/%s\">%s</a></dd>", id, id);
    }
    put_derived(v);
    put_citation(v, page);
    buffer_c(v->out, "</dl>\n");
    status = put_review(v, page, (struct text){ 0 }, err);
    if (status != PRISCUS_OK)
        return status;
    id_format(ID_STATEMENT, id_of_statement(page->hash, st), own);
    status = utterance_section(v, own, err);
    if (status == PRISCUS_OK)
        status = source_section(v, own, err);
    if (status != PRISCUS_OK)
        return status;
    put_article(v, page, lit, n);
    status = st->n_content ? put_source(v, page, st->content[0], err) : PRISCUS_OK;
    page_end(v);
    return status;
}

priscus_status position_page(struct viewing *v, struct priscus_error *err)
{
    struct linked_entry entry;
    priscus_status status = find(v, &entry, err);

    if (status == PRISCUS_OK && entry.position < 0)
        status = PRISCUS_DONE;
    return status == PRISCUS_OK ? put_position(v, &entry, err) : status;
}

priscus_status statement_page(struct viewing *v, struct priscus_error *err)
{
    struct linked_entry entry;
    priscus_status status = find(v, &entry, err);

    if (status == PRISCUS_OK && (entry.position >= 0 || entry.statement < 0))
        status = PRISCUS_DONE;
    return status == PRISCUS_OK ? put_statement(v, &entry, err) : status;
}

/* ---- an article ---------------------------------------------------------------------------- */

/* "accepts ceasefire p-3fa94c12d0b7" */
static void put_stance(struct viewing *v, const struct linked_page *page, const struct position *p)
{
    char id[ID_TEXT_MAX];

    id_format(ID_POSITION, id_of_position(page->hash, p), id);
    page_stance(v->out, text_c(stance_text(p->stance)));
    buffer_c(v->out, " ");
    html_text(v->out, p->issue);
    buffer_format(v->out, " <a class=\"id\" href=\"/position/%s\">%s</a><br>", id, id);
}

static void put_name(struct viewing *v, struct text speaker, struct text party)
{
    if (speaker.ptr)
        html_text(v->out, speaker);
    else
        buffer_c(v->out, party.len ? "" : "<span class=\"unknown\">unknown</span>");
    if (party.len) {
        buffer_c(v->out, speaker.ptr ? ", for " : "");
        put_link(v, "party", party);
    }
}

/* A statement, and the positions in it. */
static void put_found(struct viewing *v, const struct linked_page *page, size_t statement)
{
    const struct statement *st = &page->record.statements[statement];
    char id[ID_TEXT_MAX];

    buffer_c(v->out, "<tr><td>");
    put_name(v, st->speaker, st->party);
    buffer_c(v->out, "</td><td>");
    for (size_t i = 0; i < st->n_content; i++) {
        buffer_c(v->out, i ? " ... " : "");
        html_short(v->out, text_in(page->it.body, st->content[i]), WORDS_SHOWN);
    }
    id_format(ID_STATEMENT, id_of_statement(page->hash, st), id);
    buffer_format(v->out, " <a class=\"id\" href=\"/statement/%s\">%s</a></td><td>", id, id);
    for (size_t i = 0; i < page->record.n_positions; i++)
        if (page->record.positions[i].statement == (int32_t)statement)
            put_stance(v, page, &page->record.positions[i]);
    buffer_c(v->out, "</td></tr>\n");
}

/* A position that the page takes down in its own voice. */
static void put_told(struct viewing *v, const struct linked_page *page, const struct position *p)
{
    buffer_c(v->out, "<tr><td>");
    put_link(v, "party", p->party);
    buffer_c(v->out, " <span class=\"soft\">as the page tells it</span></td><td>");
    html_short(v->out, text_in(page->it.body, p->sentence), WORDS_SHOWN);
    buffer_c(v->out, "</td><td>");
    put_stance(v, page, p);
    buffer_c(v->out, "</td></tr>\n");
}

static void put_all_found(struct viewing *v, const struct linked_page *page)
{
    const struct record *record = &page->record;

    if (!record->n_statements && !record->n_positions) {
        buffer_c(v->out, "<p>No statement was found in it.</p>\n");
        return;
    }
    buffer_c(v->out,
             "<table class=\"stack\"><caption>What was found in it</caption><thead><tr><th scope=\"col\">Who</th>"
             "<th scope=\"col\">Words</th><th scope=\"col\">Position</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < record->n_statements; i++)
        put_found(v, page, i);
    for (size_t i = 0; i < record->n_positions; i++)
        if (record->positions[i].statement < 0)
            put_told(v, page, &record->positions[i]);
    buffer_c(v->out, "</tbody></table>\n");
}

/* Words of statements softly, those that carry a position brightly. */
static size_t light_all(const struct record *record, struct lit *lit)
{
    size_t n = 0;

    for (size_t i = 0; i < record->n_statements; i++)
        for (size_t k = 0; k < record->statements[i].n_content && n < LIT_MOST; k++)
            lit[n++] = (struct lit){ record->statements[i].content[k], "sentence" };
    for (size_t i = 0; i < record->n_positions && n < LIT_MOST; i++)
        lit[n++] = (struct lit){ record->positions[i].words, "words" };
    return n;
}

priscus_status article_page(struct viewing *v, struct priscus_error *err)
{
    struct linked_entry entry;
    const struct linked_page *page = &entry.page;
    struct lit *lit = arena_alloc(v->mem, LIT_MOST * sizeof *lit);
    priscus_status status = find(v, &entry, err);
    char *title = NULL;

    if (status == PRISCUS_OK && (entry.position >= 0 || entry.statement >= 0))
        status = PRISCUS_DONE;
    if (status != PRISCUS_OK)
        return status;
    if (page->it.title.len)
        title = arena_copy(v->mem, page->it.title.ptr, page->it.title.len);
    if (!lit || (page->it.title.len && !title))
        return error_memory(err);
    page_begin(v, title ? title : "An article without a title");
    buffer_c(v->out, "<dl>");
    if (page->it.outlet.len) {
        fact(v->out, "Outlet");
        html_text(v->out, page->it.outlet);
        buffer_c(v->out, "</dd>");
    }
    fact(v->out, "Published");
    put_day(v->out, page->it.published);
    buffer_c(v->out, "</dd>");
    put_citation(v, page);
    buffer_c(v->out, "</dl>\n<section class=\"article\" aria-label=\"The article\">");
    put_paragraphs(v, page, lit, light_all(&page->record, lit));
    buffer_c(v->out, "</section>\n<h2>What was found in it</h2>\n");
    put_all_found(v, page);
    page_end(v);
    return PRISCUS_OK;
}

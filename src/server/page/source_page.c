/* source_page.c - who has it from whom, of anything that has an identifier: a picture, and the list of its edges. */
#include <stdio.h>

#include "record/id.h"
#include "server/page/html_write.h"
#include "server/page/pages.h"
#include "server/page/source_graph.h"
#include "story/sources/telling.h"

#define STEPS_SHOWN 60
#define NAMES_SHOWN 12

struct asked {
    struct telling *tellings;
    size_t n, total;
    struct citations found;
};

static priscus_status ask(struct viewing *v, const char *id, struct asked *out, struct priscus_error *err)
{
    priscus_status status = tellings_find(v->ledger, id, v->mem, &out->tellings, &out->n, &out->total, err);

    if (status == PRISCUS_OK && citations_find(out->tellings, out->n, v->mem, &out->found) != PRISCUS_OK)
        status = error_memory(err);
    return status;
}

static struct date date_of(const struct telling *t)
{
    const struct record *record = &t->page->record;

    if (t->statement >= 0 && date_known(record->statements[t->statement].posted))
        return record->statements[t->statement].posted;
    return t->page->it.published;
}

/* The identifier of the step's statement; false: it is the page's as a whole. */
static bool statement_of(const struct telling *t, char out[ID_TEXT_MAX])
{
    if (t->statement >= 0)
        id_format(ID_STATEMENT, id_of_statement(t->page->hash, &t->page->record.statements[t->statement]), out);
    return t->statement >= 0;
}

/* ---- rows: a step each ----------------------------------------------------------------------- */

priscus_status source_rows(struct viewing *v, ledger_row_fn *each, void *context, struct priscus_error *err)
{
    static const char *const names[] = { "published", "from", "how", "to", "words", "file", "page", "statement" };
    static const enum ledger_type types[COUNT_OF(names)] = { LEDGER_TEXT };
    struct ledger_row row = { COUNT_OF(names), names, types, NULL };
    struct asked asked = { 0 };
    priscus_status status = PRISCUS_OK;

    if (v->request) /* else the description of the API wants the columns */
        status = ask(v, v->id, &asked, err);
    if (status == PRISCUS_EUSAGE)
        return PRISCUS_DONE;
    if (status != PRISCUS_OK || each(context, &row) != 0)
        return status;
    for (size_t i = 0; i < asked.found.n_steps; i++) {
        const struct citation *step = &asked.found.steps[i];
        const struct telling *t = &asked.tellings[step->telling];
        struct text words = text_in(t->page->it.body, step->words),
                    texts[] = { step->from, step->to, words, linked_page_file(t->page) };
        char date[DATE_TEXT_MAX], page[ID_TEXT_MAX], statement[ID_TEXT_MAX];
        bool has_statement = statement_of(t, statement);

        for (size_t k = 0; k < COUNT_OF(texts) && status == PRISCUS_OK; k++)
            status = arena_text(v->mem, texts[k], &texts[k]);
        if (status != PRISCUS_OK)
            return error_memory(err);
        row.values = (const char *const[]){ *date_format(date_of(t), date) ? date : NULL,
                                            texts[0].ptr,
                                            citation_how_text(step->how),
                                            texts[1].ptr,
                                            words.len ? texts[2].ptr : NULL,
                                            texts[3].ptr,
                                            id_format(ID_PAGE, id_of_page(t->page->hash), page),
                                            has_statement ? statement : NULL };
        if (each(context, &row) != 0)
            break;
    }
    return PRISCUS_OK;
}

/* ---- the section ----------------------------------------------------------------------------- */

static const char *in_words(enum citation_how how)
{
    static const char *const words[] = {
        [CITATION_COPY] = "has a copy of",
        [CITATION_EXCERPT] = "has a part of",
        [CITATION_UPDATE] = "has a later version of",
        [CITATION_REPRINTS] = "reprints",
        [CITATION_AGENCY] = "credits",
        [CITATION_CITES] = "cites",
        [CITATION_QUOTES] = "quotes",
    };

    return words[how];
}

static void put_step(struct viewing *v, const struct asked *asked, const struct citation *step)
{
    const struct telling *t = &asked->tellings[step->telling];
    struct text words = text_in(t->page->it.body, step->words);
    char id[ID_TEXT_MAX];

    buffer_c(v->out, "<li><span class=\"soft\">");
    page_day(v->out, date_of(t));
    buffer_c(v->out, "</span> ");
    html_text(v->out, step->from);
    buffer_format(v->out, " <em>%s</em> ", in_words(step->how));
    html_text(v->out, step->to);
    if (words.len) {
        buffer_c(v->out, ": <q>");
        html_short(v->out, words, 200);
        buffer_c(v->out, "</q>");
    }
    if (statement_of(t, id))
        buffer_format(v->out, " <a class=\"id\" href=\"/statement/%s\">%s</a>", id, id);
    buffer_c(v->out, "</li>\n");
}

static void put_basis(struct viewing *v, const struct asked *asked)
{
    const struct sources *s = &asked->found.sources;

    buffer_c(v->out, "<p>");
    buffer_count(v->out, asked->total, "report");
    buffer_c(v->out, ", ");
    buffer_count(v->out, s->n, "independent source");
    for (size_t i = 0; i < s->n_named && i < NAMES_SHOWN; i++) {
        buffer_c(v->out, i ? ", " : ": ");
        html_text(v->out, s->names[i]);
    }
    buffer_c(v->out, s->n_named > NAMES_SHOWN ? " \xe2\x80\xa6" : "");
    if (asked->total > asked->n)
        buffer_format(v->out, "; looked at were the first %zu", asked->n);
    buffer_c(v->out, ".</p>\n");
}

static priscus_status put_section(struct viewing *v, const char *id, const struct asked *asked,
                                  struct priscus_error *err)
{
    bool drawn;
    size_t n = asked->found.n_steps;

    buffer_c(v->out, "<section><h2>Who has it from whom</h2>\n");
    put_basis(v, asked);
    if (!n) {
        buffer_c(v->out, "<p class=\"soft\">No report says from whom it has this.</p></section>\n");
        return PRISCUS_OK;
    }
    buffer_c(v->out,
             "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Who has it from whom, drawn\">");
    if (source_graph(&asked->found, "graph", v->mem, v->out, &drawn) != PRISCUS_OK)
        return error_memory(err);
    buffer_format(v->out, "</div><details%s><summary>As a list: ", drawn ? "" : " open");
    buffer_count(v->out, n, "step");
    buffer_c(v->out, "</summary><ol class=\"lines\">\n");
    for (size_t i = 0; i < n && i < STEPS_SHOWN; i++)
        put_step(v, asked, &asked->found.steps[i]);
    buffer_c(v->out, "</ol>");
    if (n > STEPS_SHOWN)
        buffer_format(v->out, "<p>The first %d of %zu: <a href=\"/who/%s.csv\">all of them</a>.</p>", STEPS_SHOWN, n,
                      id);
    buffer_c(v->out, "</details></section>\n");
    return PRISCUS_OK;
}

priscus_status source_section(struct viewing *v, const char *id, struct priscus_error *err)
{
    struct asked asked = { 0 };
    priscus_status status = ask(v, id, &asked, err);

    return status == PRISCUS_EUSAGE ? PRISCUS_OK : status == PRISCUS_OK ? put_section(v, id, &asked, err) : status;
}

priscus_status source_page(struct viewing *v, struct priscus_error *err)
{
    struct asked asked = { 0 };
    priscus_status status = ask(v, v->id, &asked, err);
    static const struct {
        char letter;
        const char *view;
    } views_of[] = { { 's', "statement" }, { 'p', "position" }, { 'u', "utterance" }, { 'e', "story" } };

    if (status == PRISCUS_EUSAGE)
        return PRISCUS_DONE;
    if (status != PRISCUS_OK)
        return status;
    page_begin(v, v->id);
    for (size_t i = 0; i < COUNT_OF(views_of); i++)
        if (*v->id == views_of[i].letter) {
            buffer_c(v->out, "<p><a href=\"");
            page_link(v, views_of[i].view, text_c(v->id));
            buffer_format(v->out, "\">The %s</a></p>\n", views_of[i].view);
        }
    status = put_section(v, v->id, &asked, err);
    page_end(v);
    return status;
}

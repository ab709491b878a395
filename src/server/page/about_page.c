/* about_page.c - what is in the ledger, what made its entries, and how far they are to be trusted. */
#include <stdio.h>

#include "server/page/html_write.h"
#include "server/page/measured.h"
#include "server/page/pages.h"

/* The names of stats, for people. Those that are none of theirs are left to programs. */
static const struct {
    const char *name, *label;
} labels[] = {
    { "pages", "Pages" },
    { "articles", "Articles" },
    { "articles_undated", "of these without a date" },
    { "articles_unsure", "of these hard to tell from what stood around them" },
    { "outlets", "Outlets" },
    { "first_published", "First published" },
    { "last_published", "Last published" },
    { "statements", "Statements" },
    { "speaker_unknown", "of these with a speaker who is not named" },
    { "speakers", "Speakers" },
    { "positions", "Positions" },
    { "positions_of_narrator", "of these told by the page in its own voice" },
    { "positions_by_other", "of these told by others than the party" },
    { "parties", "Parties" },
    { "issues", "Issues" },
    { "last_commit", "Last written" },
    { "head", "Seal of all of it" },
};

static void put_stats(struct viewing *v, const struct gathered *rows)
{
    buffer_c(v->out, "<section><h2>What was read</h2>\n<dl>");
    for (size_t i = 0; i < COUNT_OF(labels); i++)
        for (size_t r = 0; r < rows->n_rows; r++) {
            struct text value = gathered_text(rows, r, 1);
            bool is_date = text_is(gathered_text(rows, r, 0), "first_published") ||
                           text_is(gathered_text(rows, r, 0), "last_published");

            if (!text_is(gathered_text(rows, r, 0), labels[i].name) || !value.len)
                continue;
            buffer_format(v->out, "<dt>%s</dt><dd>", labels[i].label);
            if (is_date)
                page_date(v->out, value, (struct text){ 0 });
            else
                html_text(v->out, value);
            buffer_c(v->out, "</dd>");
        }
    buffer_c(v->out, "</dl></section>\n");
}

static void put_readings(struct viewing *v, const struct gathered *rows)
{
    buffer_c(
        v->out,
        "<section><h2>What made the entries</h2>\n<p>An engine is a version of Priscus and of its analysis; behind the "
        "plus "
        "sign stands the beginning of the language model's hash, and <em>fast</em> where the small networks alone read, "
        "without the encoder (<code>priscus read --fast</code>). Their texts are kept in the ledger, so that every "
        "entry can be made again (<code>priscus verify</code>).</p>\n"
        "<table class=\"stack\"><caption>What made the entries</caption><thead><tr><th scope=\"col\">Engine</th><th "
        "scope=\"col\">Read with</th>"
        "<th scope=\"col\">SHA-256</th><th scope=\"col\">Pages whose newest reading it is</th></tr></thead><tbody>\n");
    for (size_t r = 0; r < rows->n_rows; r++) {
        buffer_c(v->out, "<tr><td><code>");
        html_text(v->out, gathered_get(rows, r, "engine"));
        buffer_c(v->out, "</code></td><td>");
        html_text(v->out, gathered_get(rows, r, "kind"));
        buffer_c(v->out, " ");
        html_text(v->out, gathered_get(rows, r, "name"));
        buffer_c(v->out, "</td><td><code>");
        html_text(v->out, gathered_get(rows, r, "sha256"));
        buffer_c(v->out, "</code></td><td>");
        html_text(v->out, gathered_get(rows, r, "pages"));
        buffer_c(v->out, "</td></tr>\n");
    }
    buffer_c(v->out, "</tbody></table></section>\n");
}

static void put_measured(struct buffer *out)
{
    buffer_c(out,
             "<section id=\"errors\"><h2>How often it errs</h2>\n<p>Measured on pages that people read by hand before. "
             "Right of what is shown: so much of it is right (precision). Shown of what there is: so much is found "
             "(recall). What is not found is not there; that a stance is missing says nothing about a party.</p>\n"
             "<table class=\"stack\"><caption>How often it errs</caption><thead><tr><th scope=\"col\">What</th><th "
             "scope=\"col\">Measured on</th>"
             "<th scope=\"col\">Right of what is shown</th><th scope=\"col\">Shown of what there is</th>"
             "<th scope=\"col\">When, and how</th></tr></thead><tbody>\n");
    for (unsigned i = 0; i < measured_n; i++) {
        const struct measured *m = &measured[i];

        buffer_format(out, "<tr><th scope=\"row\">%s</th><td>%s</td>", m->what, m->on);
        if (m->note)
            buffer_format(out, "<td colspan=\"2\">%s</td>", m->note);
        else
            buffer_format(out, "<td data-of=\"Right\">%s</td><td data-of=\"Shown\">%s</td>",
                          m->precision ? m->precision : "", m->recall ? m->recall : "");
        buffer_c(out, "<td>");
        page_date(out, text_c(m->date), (struct text){ 0 });
        buffer_format(out, ", <code>%s</code></td></tr>\n", m->document);
    }
    buffer_c(out, "</tbody></table></section>\n");
}

priscus_status about_page(struct viewing *v, struct priscus_error *err)
{
    struct gathered stats = { 0 }, readings = { 0 };
    priscus_status status = v->view->rows(v, gather_row, &stats, err);

    if (status == PRISCUS_OK)
        status = ledger_ask(v->ledger, LEDGER_READINGS, NULL, gather_row, &readings, err);
    if (status == PRISCUS_OK && (stats.failed || readings.failed))
        status = error_memory(err);
    if (status == PRISCUS_OK) {
        page_begin(v, "About this record");
        put_stats(v, &stats);
        put_readings(v, &readings);
        put_measured(v->out);
        page_end(v);
    }
    gathered_release(&stats);
    gathered_release(&readings);
    return status;
}

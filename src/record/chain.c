/* chain.c - by whose account we know a statement.
 *
 *     The Moscow Times  <-  AFP  <-  Dmitry Peskov
 *
 * Outlet and agency come from the article; an agency that was only there when it was said is `cited`; who quotes whom from statements inside statements. Known
 * gap: "X reports, citing Y" in the text is not read as a link yet. */
#include "record/floor.h"

static void add(struct statement *st, enum chain_role role, struct text name, struct span words)
{
    if (st->n_chain && text_eq(st->chain[st->n_chain - 1].name, name))
        return; /* "Lavrov added that he ...": one link */
    if (name.ptr && name.len && st->n_chain < CHAIN_MAX)
        st->chain[st->n_chain++] = (struct chain_link){ role, name, words };
}

void chain_fill(const struct document *doc, struct record *record)
{
    const struct article *article = doc->article;

    for (size_t i = 0; i < record->n_statements; i++) {
        struct statement *st = &record->statements[i];
        int32_t outer[2], n = 0;

        add(st, CHAIN_OUTLET, article->republished_by, (struct span){ 0 });
        add(st, CHAIN_OUTLET, article->outlet, (struct span){ 0 });
        if (article->n_agencies && !text_eq(article->agencies[0], article->outlet))
            add(st, CHAIN_AGENCY, article->agencies[0], (struct span){ 0 });
        else if (article->n_agencies == 0)
            for (size_t k = 0; k < article->n_credits; k++)
                if (article->credits[k].what == CREDIT_HEARD)
                    add(st, CHAIN_CITED, article->credits[k].agency, (struct span){ 0 });
        for (int32_t o = st->inside; o >= 0 && n < 2; o = record->statements[o].inside)
            outer[n++] = o;
        while (n-- > 0)
            add(st, CHAIN_QUOTER, record->statements[outer[n]].speaker, record->statements[outer[n]].source);
        add(st, CHAIN_SPEAKER, st->speaker, st->source);
    }
}

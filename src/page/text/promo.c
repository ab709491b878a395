/* promo.c - see promo.h. */
#include "page/text/promo.h"

static bool is_teaser(const struct line *line)
{
    return !line->rule && !line->point && line->words >= 3 && line->words <= 25 && line->chars <= 180;
}

/* Enough of the prose stands before an end label: comments may be longer than the article. */
static bool ends_it(const struct line *line, size_t prose_before, size_t prose_all)
{
    return prose_before > 0 && prose_before * 10 >= prose_all * (fold_find(line->fold, "comments") != NOWHERE ? 3 : 7);
}

size_t promo_find_end(const struct plain *p)
{
    size_t before = 0, all = 0;

    for (size_t i = 0; i < p->n; i++)
        all += p->lines[i].prose ? p->lines[i].chars : 0;
    for (size_t i = 0; i < p->n; i++) {
        const struct line *line = &p->lines[i];

        before += line->prose ? line->chars : 0;
        if (line->signs & SIGN_END && ends_it(line, before, all))
            return i;
    }
    return p->n;
}

/* Labels of other articles, and where this one is over. */
void promo_label(struct plain *p)
{
    size_t prose_before = 0, prose_all = 0;

    for (size_t i = 0; i < p->n; i++)
        prose_all += !p->lines[i].rule && p->lines[i].prose ? p->lines[i].chars : 0;
    for (size_t i = 0; i < p->n; i++) {
        struct line *line = &p->lines[i];
        bool label = (line->signs & SIGN_LABEL) && !line->rule, over = (line->signs & SIGN_END) && !line->rule;

        if (!line->rule && line->prose)
            prose_before += line->chars;
        if (!label && !over && !(line->rule && line->role == ROLE_PROMO && (line->signs & SIGN_FULL)))
            continue;
        if (line->signs & SIGN_FULL)
            over = true;
        if (!line->rule)
            line_decide(line, ROLE_PROMO, over ? "end-label" : "label");
        if (over && ends_it(line, prose_before, prose_all)) {
            for (size_t k = i + 1; k < p->n; k++)
                if (!p->lines[k].rule && !(p->lines[k].signs & SIGN_NOTE))
                    line_decide(&p->lines[k], ROLE_PROMO, "after-the-end");
            return;
        }
        if (prose_before == 0)
            continue; /* in the head: a menu */
        for (size_t k = i + 1, taken = 0; k < p->n && taken < 8; k++) {
            struct line *t = &p->lines[k];
            bool next_prose = k + 1 < p->n && p->lines[k + 1].prose && !p->lines[k + 1].rule;

            if (t->rule && !role_kept(t->role))
                continue;
            if (!is_teaser(t) || (t->prose && t->chars > 160))
                break;
            /* one short line before a paragraph is the next subhead */
            if (t->words <= 5 && next_prose && !(t->signs & SIGN_BULLET) && (t->gap || taken))
                break;
            line_decide(t, ROLE_PROMO, "teaser");
            taken++;
        }
    }
}

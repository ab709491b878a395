/* promo.c - see promo.h. */
#include "page/text/promo.h"

#include "page/text/outlet.h"

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

/* A plea is one block wherever it stands: from what opens it through its buttons. Its paragraphs
 * speak to the reader; the block ends where that voice does. */
void promo_label_pleas(struct plain *p)
{
    for (size_t i = 0; i < p->n; i++) {
        struct line *line = &p->lines[i];
        size_t end, sure = 0, k, since = 0;
        bool opens = (line->signs & SIGN_PLEA_OPEN) && (!line->prose || (line->signs & SIGN_VOICE));

        if ((line->rule && line->role != ROLE_PROMO) || !(opens || (line->signs & SIGN_PLEA)))
            continue;
        for (end = i; end < p->n; end++) {
            struct line *l = &p->lines[end];
            unsigned c = l->signs;

            if (c & (SIGN_FULL | SIGN_FOOTER | SIGN_END))
                break;
            if (c & SIGN_PLEA)
                sure = end + 1;
            if (l->prose && !(c & (SIGN_PLEA | SIGN_VOICE | SIGN_PLEA_OPEN)))
                break;
            /* an essay says "we" too: after its last appeal a plea has one paragraph more at most */
            since = c & SIGN_PLEA ? 0 : since + l->prose;
            if (end - i > 40 || since > (sure ? 1 : 6))
                break;
        }
        if (!sure)
            continue; /* a salutation and no plea: not ours to drop */
        /* short lines before prose that goes on: a button belongs to the plea, else it is a subhead */
        if (end < p->n && p->lines[end].prose && !p->lines[end].rule)
            while (end > sure && !p->lines[end - 1].prose &&
                   !(p->lines[end - 1].signs & (SIGN_BUTTON | SIGN_PLEA | SIGN_PLEA_OPEN)))
                end--;
        else
            /* at the foot: stop at the first line that is something else by its form */
            for (k = sure; k < end; k++)
                if (p->lines[k].signs & (SIGN_LABEL | SIGN_SHARE)) {
                    end = k;
                    break;
                }
        outlet_find_in_plea(p, i, end);
        for (k = i; k < end; k++)
            line_decide(&p->lines[k], ROLE_PLEA, line->signs & SIGN_PLEA_OPEN ? "plea-opened" : "plea");
        i = end - 1;
    }
}

/* plea.c - see plea.h. */
#include "page/text/plea.h"

#include "page/text/outlet.h"

/* A plea is one block wherever it stands: from what opens it through its buttons. Its paragraphs
 * speak to the reader; the block ends where that voice does. */
void plea_label(struct plain *p)
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

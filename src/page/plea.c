/* plea.c - see plea.h. */
#include "page/plea.h"

#include "page/outlet.h"

/* A plea is one block wherever it stands: from what opens it through its buttons. Its paragraphs
 * speak to the reader; the block ends where that voice does. */
void plea_label(struct plain *p)
{
    for (size_t i = 0; i < p->n; i++) {
        struct line *line = &p->lines[i];
        size_t end, sure = 0, k, since = 0;
        bool opens = (line->cues & CUE_PLEA_OPEN) && (!line->prose || (line->cues & CUE_VOICE));

        if ((line->rule && line->role != ROLE_PROMO) || !(opens || (line->cues & CUE_PLEA)))
            continue;
        for (end = i; end < p->n; end++) {
            struct line *l = &p->lines[end];
            unsigned c = l->cues;

            if (c & (CUE_FULL | CUE_FOOTER | CUE_END))
                break;
            if (c & CUE_PLEA)
                sure = end + 1;
            if (l->prose && !(c & (CUE_PLEA | CUE_VOICE | CUE_PLEA_OPEN)))
                break;
            /* an essay says "we" too: after its last appeal a plea has one paragraph more at most */
            since = c & CUE_PLEA ? 0 : since + l->prose;
            if (end - i > 40 || since > (sure ? 1 : 6))
                break;
        }
        if (!sure)
            continue; /* a salutation and no plea: not ours to drop */
        /* short lines before prose that goes on: a button belongs to the plea, else it is a subhead */
        if (end < p->n && p->lines[end].prose && !p->lines[end].rule)
            while (end > sure && !p->lines[end - 1].prose &&
                   !(p->lines[end - 1].cues & (CUE_BUTTON | CUE_PLEA | CUE_PLEA_OPEN)))
                end--;
        else
            /* at the foot: stop at the first line that is something else by its form */
            for (k = sure; k < end; k++)
                if (p->lines[k].cues & (CUE_LABEL | CUE_SHARE)) {
                    end = k;
                    break;
                }
        outlet_find_in_plea(p, i, end);
        for (k = i; k < end; k++)
            line_decide(&p->lines[k], ROLE_PLEA, line->cues & CUE_PLEA_OPEN ? "plea-opened" : "plea");
        i = end - 1;
    }
}

/* clause.c - see clause.h.
 *
 *     Kyiv, which had earlier ruled out a truce, now says it is open to one.
 *           [which had earlier ruled] relative, done by "Kyiv"
 *     [Kyiv , ... ,]           [says]           main: the comma pair is an aside
 *                                   [it is]     complement without "that"
 *
 * First the verb groups (group.c), then for each one what introduces it and who does it (attach.c), then what
 * could only be seen with the whole sentence in view. */
#include "language/group.h"

/* "told reporters Russia would": a verb, its hearer, then a new subject glued to it. */
static void split_object(const struct document *doc, struct clause_list *list, size_t n)
{
    struct clause *c = &list->at[n];
    const struct clause *p;
    uint32_t k;

    if (n == 0 || (c->kind != CLAUSE_MAIN && !(c->kind == CLAUSE_THAT && !token_is(doc, c->first, "that"))) ||
        (c->flags & (CLAUSE_SHARED | CLAUSE_INVERTED)) || c->subject >= c->subject_end)
        return;
    p = &list->at[n - 1];
    if (c->subject != p->verb + 1 && !(c->first == p->verb + 1))
        return;
    c->kind = CLAUSE_THAT;
    c->parent = (int32_t)n - 1;
    if (!text_is(doc->tokens[p->verb].lemma, "tell") && !text_is(doc->tokens[p->verb].lemma, "remind") &&
        !text_is(doc->tokens[p->verb].lemma, "assure") && !text_is(doc->tokens[p->verb].lemma, "inform") &&
        !text_is(doc->tokens[p->verb].lemma, "warn"))
        return;
    for (k = c->subject + 1; k < c->subject_end; k++)
        if ((tag(doc, k - 1, UPOS_NOUN) || tag(doc, k - 1, UPOS_PROPN)) &&
            (tag(doc, k, UPOS_PRON) || tag(doc, k, UPOS_DET) ||
             (tag(doc, k, UPOS_PROPN) && tag(doc, k - 1, UPOS_NOUN)))) {
            c->subject = c->first = k;
            return;
        }
}

bool clause_find(const struct document *doc, uint32_t first, uint32_t end, struct arena *mem,
                 struct clause_list *list)
{
    list->n = 0;
    for (uint32_t i = first; i < end; i++) {
        struct clause c, *grown;

        if (!group_at(doc, first, i, end, &c))
            continue;
        grown = arena_grow(mem, list->at, list->n, &list->room, sizeof *grown);
        if (!grown)
            return false;
        list->at = grown;
        grown[list->n++] = c;
        i = c.verb;
    }
    for (size_t n = 0; n < list->n; n++) {
        clause_attach(doc, list, n, first, end);
        split_object(doc, list, n);
    }
    for (size_t n = 0; n < list->n; n++) {
        struct clause *c = &list->at[n];

        /* A clause behind "If ...," belongs to the next main clause; "Having refused ...," is done by its
         * subject. */
        if (c->parent < 0 && (c->kind == CLAUSE_GERUND || c->kind == CLAUSE_PARTICIPLE) && n + 1 < list->n &&
            !(list->at[n + 1].flags & CLAUSE_SHARED) && list->at[n + 1].kind == CLAUSE_MAIN &&
            list->at[n + 1].subject < list->at[n + 1].subject_end) {
            c->kind = CLAUSE_PARTICIPLE;
            c->parent = (int32_t)n + 1;
        }
        if (c->parent < 0 && c->kind >= CLAUSE_IF) {
            for (size_t k = n + 1; k < list->n; k++)
                if (list->at[k].kind == CLAUSE_MAIN && (list->at[k].flags & CLAUSE_FINITE)) {
                    c->parent = (int32_t)k;
                    break;
                }
        }
        if (c->parent >= (int32_t)list->n)
            c->parent = -1;
        /* The subject may stand before an aside with a verb of its own; the clause goes on behind it. */
        if (n > 0 && c->first <= list->at[n - 1].verb)
            c->first = c->group;
        c->end = n + 1 < list->n ? list->at[n + 1].first : end;
        if (c->end < c->verb + 1)
            c->end = c->verb + 1;
    }
    return true;
}

int32_t clause_at(const struct clause_list *list, uint32_t token)
{
    int32_t found = -1;

    for (size_t n = 0; n < list->n; n++) {
        if (list->at[n].first > token && found >= 0)
            break;
        found = (int32_t)n;
        if (list->at[n].first > token)
            break;
    }
    return found;
}

bool clause_subject(const struct clause_list *list, int32_t c, uint32_t *first, uint32_t *end, int32_t *owner)
{
    for (int hops = 0; c >= 0 && hops < 32; hops++) {
        const struct clause *at = &list->at[c];

        if (at->flags & CLAUSE_SHARED) {
            int32_t k = (int32_t)at->subject;

            c = at->subject == at->subject_end && k < c && (size_t)k < list->n && at->subject < at->group
                    ? k
                    : at->parent;
            continue;
        }
        if (at->subject < at->subject_end) {
            *first = at->subject;
            *end = at->subject_end;
            if (owner)
                *owner = c;
            return true;
        }
        if (at->kind != CLAUSE_INFINITIVE && at->kind != CLAUSE_GERUND && at->kind != CLAUSE_PARTICIPLE &&
            at->kind != CLAUSE_AFTER && at->kind != CLAUSE_UNLESS)
            return false;
        c = at->parent;
    }
    return false;
}

/* group.h - private to clause.c, group.c and attach.c: verb groups, and what they are attached to. */
#ifndef GROUP_H
#define GROUP_H

#include "language/clause.h"
#include "language/floor.h"

#define LEFT_MAX 60 /* no subject is longer: keeps hostile sentences linear */

static inline bool tag(const struct document *doc, uint32_t i, enum upos upos)
{
    return doc->tokens[i].upos == upos;
}

static inline bool is_any(const struct document *doc, uint32_t i, const char *const *words)
{
    for (; *words; words++)
        if (token_is(doc, i, *words))
            return true;
    return false;
}

/* The verb group that begins at token i of a sentence that begins at start; false if none does. */
bool group_at(const struct document *doc, uint32_t start, uint32_t i, uint32_t end, struct clause *out);

/* Clause n of the list, whose groups are all known and whose earlier clauses are attached: find
 * its kind, who does it and what it hangs on. */
void clause_attach(const struct document *doc, struct clause_list *list, size_t n, uint32_t start,
                   uint32_t end);

#endif

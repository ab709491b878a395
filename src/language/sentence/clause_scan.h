/* clause_scan.h - what the files that find clauses share: the sentence being read, and small questions to it.
 *
 *     clause_tree.c   the sentence's tree, its usual mistakes mended; the branch of each token
 *     clause_verb.c   which words are predicates, and their verb groups: "has not been going to talk"
 *     clause_kind.c   one clause: its kind, its bounds, who does it
 *     clause.c        what clauses are to each other; what is asked afterwards
 */
#ifndef CLAUSE_SCAN_H
#define CLAUSE_SCAN_H

#include "language/sentence/clause.h"

#define NONE         DOCUMENT_NO_HEAD
#define LIST_OF(...) ((const char *const[]){ __VA_ARGS__, NULL })

struct scan {
    const struct document *doc;
    struct clause_list *list;
    uint32_t first, end;
};

static inline const struct token *tok(const struct scan *s, uint32_t i)
{
    return &s->doc->tokens[i];
}

static inline struct branch *branch(const struct scan *s, uint32_t i)
{
    return &s->list->branches[i - s->first];
}

static inline uint32_t head_of(const struct scan *s, uint32_t i)
{
    return branch(s, i)->head;
}

/* Does i hang on its head so? */
static inline bool rel(const struct scan *s, uint32_t i, enum relation relation)
{
    return branch(s, i)->relation == relation;
}

/* The first token that hangs on i so, or NONE. */
static inline uint32_t child(const struct scan *s, uint32_t i, enum relation relation)
{
    uint32_t c = branch(s, i)->child;

    while (c != NONE && !rel(s, c, relation))
        c = branch(s, c)->next;
    return c;
}

/* Is it one of the words of a list that ends with NULL? */
static inline bool is_any(const struct scan *s, uint32_t i, const char *const *words)
{
    for (; *words; words++)
        if (token_is(s->doc, i, *words))
            return true;
    return false;
}

static inline bool lemma_any(const struct scan *s, uint32_t i, const char *const *words)
{
    for (; *words; words++)
        if (text_is(tok(s, i)->lemma, *words))
            return true;
    return false;
}

/* A verb of saying, thinking or wanting. */
static inline bool reports(const struct scan *s, uint32_t i)
{
    return token_says(s->doc, i) || token_thinks(s->doc, i);
}

/* ---- clause_tree.c ---- */

/* Fill list->branches. */
priscus_status clause_tree(struct scan *s, struct arena *mem);

/* ---- clause_verb.c ---- */

/* A clause for each predicate, in the order of their verbs, and every token's clause. */
priscus_status clause_predicates(struct scan *s, struct arena *mem);
/* "is going to talk" hangs where "going" does: the token whose place in the tree predicate i has, or i itself. */
uint32_t clause_place(const struct scan *s, uint32_t i);
/* Of two subjects the nearer one ("told reporters Dalgo was"), or the "there" of "there is hope"; NONE: none. */
uint32_t clause_subject_of(const struct scan *s, uint32_t i);
/* The mark "to" of infinitive i, or NONE. */
uint32_t clause_to(const struct scan *s, uint32_t i);
bool clause_has_aux(const struct scan *s, uint32_t i);
/* Tense, modality, voice and negation, and where the verb group begins. */
void clause_verb_group(const struct scan *s, struct clause *c);

/* ---- clause_kind.c ---- */

/* All else of a clause whose head and verb are known. */
void clause_fill(const struct scan *s, struct clause *c);
/* The noun phrase of token i becomes the subject. */
void clause_take_subject(const struct scan *s, struct clause *c, uint32_t i);
/* Does it begin with a quotation mark? */
bool clause_is_quoted(const struct scan *s, const struct clause *c);

#endif

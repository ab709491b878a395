/* clause.h - the clauses of a sentence: its verbs, who does them, and what hangs on what.
 *
 *     Lavrov said that Russia would talk only if the troops left.
 *     0 MAIN  verb "said"   subject "Lavrov"
 *     1 THAT  verb "talk"   subject "Russia"      parent 0, WOULD
 *     2 IF    verb "left"   subject "the troops"  parent 1
 *
 * What the record composes stances along, read off the sentence's tree. A clause stands wherever a tree has a
 * predicate: a verb, or a word with a copula. Two trees of one meaning give one list: what somebody says hangs on the
 * saying, whether the parser took "said" or what was said for the root; a quotation is a main clause. */
#ifndef CLAUSE_H
#define CLAUSE_H

#include "language/document.h"

enum clause_kind {
    CLAUSE_MAIN,
    CLAUSE_THAT,            /* complement: "said (that) ...", "insisted ... must"          */
    CLAUSE_WHETHER,         /* "asked whether", "decide if", "how"                          */
    CLAUSE_INFINITIVE,      /* "refused to ..."                                             */
    CLAUSE_GERUND,          /* "ruled out giving back", "the idea of meeting"               */
    CLAUSE_PARTICIPLE,      /* ", dismissing ...": done by the subject of its parent        */
    CLAUSE_RELATIVE,        /* "which had ruled out", "signed by Zelensky"                  */
    CLAUSE_OBJECT_RELATIVE, /* "a step the Taliban had demanded": the noun before is its object */
    CLAUSE_IF,              /* if, provided that, as long as, on condition that             */
    CLAUSE_UNLESS,          /* unless, until, before: it will not be before                 */
    CLAUSE_AFTER,           /* after, once, when                                            */
    CLAUSE_AS               /* because, as, while, although: no stance of the main clause hangs on it */
};

enum {
    CLAUSE_NEGATED = 1 << 0, /* not, never, no longer, neither in the verb group       */
    CLAUSE_PASSIVE = 1 << 1,
    CLAUSE_WILL = 1 << 2, /* will, shall, is going to                               */
    CLAUSE_WOULD = 1 << 3,
    CLAUSE_CAN = 1 << 4,  /* can, could                                             */
    CLAUSE_MUST = 1 << 5, /* must, should, ought to, has to, needs to               */
    CLAUSE_MAY = 1 << 6,  /* may, might                                             */
    CLAUSE_PERFECT = 1 << 7,
    CLAUSE_PAST = 1 << 8,
    CLAUSE_COPULA = 1 << 9,  /* the main word is a form of be, or there is none        */
    CLAUSE_SHARED = 1 << 10, /* no subject of its own: that of the clause before       */
    CLAUSE_ONLY = 1 << 11,   /* "only if", "only after"                                */
    CLAUSE_FINITE = 1 << 12,
    CLAUSE_INVERTED = 1 << 13,    /* the subject stands behind: "said the minister"       */
    CLAUSE_PROGRESSIVE = 1 << 14, /* is considering                                     */
    CLAUSE_SUBJECT = 1 << 15,     /* it is its parent's subject: "giving up land is out of the question" */
    CLAUSE_QUESTION = 1 << 16     /* "Will Kyiv talk?"                                   */
};

struct clause {
    uint32_t first, end;           /* tokens: all that hangs on it, other clauses too          */
    uint32_t group;                /* first token of the verb group ("has", of "has not ruled") */
    uint32_t verb;                 /* its main word ("ruled"); of a copula, "is"                */
    uint32_t head;                 /* what the tree has: the verb, or "ready" of "is ready"      */
    uint32_t governor;             /* the token that it hangs on, or DOCUMENT_NO_HEAD            */
    uint32_t subject, subject_end; /* tokens; equal: none (see CLAUSE_SHARED)         */
    int32_t parent;                /* index, or -1                                              */
    uint8_t kind;                  /* enum clause_kind                                          */
    uint32_t flags;
};

/* What hangs on a token of the sentence. */
struct branch {
    uint32_t head;          /* what it hangs on, where the tree is mended; DOCUMENT_NO_HEAD: the root */
    enum relation relation; /* and how                                                   */
    int32_t clause;         /* the clause it lies in, or -1                              */
    uint32_t first, end;    /* all that hangs on it                                      */
    uint32_t left, right;   /* of a noun: its phrase, without clauses and asides         */
    uint32_t child, next;   /* its first child; its head's next; DOCUMENT_NO_HEAD: none   */
};

struct clause_list {
    struct clause *at; /* in the order of their verbs                                   */
    size_t n, room;
    struct branch *branches; /* one a token, from `base` on                                   */
    uint32_t base, end;
    size_t branch_room;
};

/* Clauses of tokens [first, end), which are a sentence or its beginning, into an emptied list that keeps its room in
 * `mem`. PRISCUS_ENOMEM alone. Linear. */
priscus_status clause_find(const struct document *doc, uint32_t first, uint32_t end, struct arena *mem,
                           struct clause_list *list);

/* The clause that token lies in, or -1: no verb governs it. */
int32_t clause_at(const struct clause_list *list, uint32_t token);

/* Subject tokens of clause c, followed through shared subjects, infinitives and participles to whoever
 * does it. False: nobody is named. *owner (may be NULL): the clause it was found in. */
bool clause_subject(const struct clause_list *list, int32_t c, uint32_t *first, uint32_t *end, int32_t *owner);

/* What hangs on a token of the list's sentence. */
static inline const struct branch *clause_branch(const struct clause_list *list, uint32_t token)
{
    return &list->branches[token - list->base];
}

#endif

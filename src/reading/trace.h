/* trace.h - how an entry of the record came about, so that a wrong one can be mended.
 *
 *     Russia has never ruled out talks with Kyiv, Lavrov told RT on Thursday.
 *
 *     words    the sentence with tags and arcs; which of them are source, cue, content, issue, stance
 *     speaker  "Lavrov": named by the word itself; in the roster, a minister at that date (FILE:LINE)
 *     phrase   "talks", under `words` of the issue talks (FILE:LINE of the agenda)
 *     rows     refuse: verb rejects; not-open ...: rows of the stance table in the order in which they fired
 *     holder   "Russia": the subject
 *     learnt   what the networks say of it, and whether the rules say the same
 *
 * Everything is read off a record that was just made; nothing of it is kept. */
#ifndef TRACE_H
#define TRACE_H

#include "reading/reading.h"

/* What a word is to the entry; bits. */
/* clang-format off */
#define TRACE_MARKS(X)                                                                                         \
    X(SOURCE, "source")                                                                                        \
    X(CUE, "cue") X(CONTENT, "content") X(ISSUE, "issue") X(STANCE, "stance") X(HOLDER, "holder")              \
        X(CONDITION, "condition") X(DATE, "date") X(OCCASION, "occasion") X(ADDRESSEE, "addressee")
/* clang-format on */

enum {
#define TRACE_BIT(name, text) TRACE_BIT_##name,
    TRACE_MARKS(TRACE_BIT)
#undef TRACE_BIT
        TRACE_MARKS_N
};
const char *trace_mark_text(unsigned bit);

struct trace_word {
    const struct token *token;
    uint32_t number, head; /* in the sentence, from 1; head 0: the root           */
    unsigned marks;        /* 1 << TRACE_BIT_SOURCE ...                           */
};

struct trace_row {
    struct text id, is; /* "reject-reject", "compose rejects rejects open"        */
    int line;           /* of record/stance.table                                 */
};

#define TRACE_NEAR_MAX 4

/* What the rules say of a position that networks found, or found likely. */
enum trace_rules {
    TRACE_RULES_NOTHING,
    TRACE_RULES_SAME,
    TRACE_RULES_CONTRARY,
    TRACE_RULES_ALONE /* they say so, and the networks did not see it */
};
const char *trace_rules_text(enum trace_rules rules); /* "nothing" ... */

/* Whom words were taken for. */
enum trace_how {
    TRACE_NOBODY,    /* nobody that is known                                        */
    TRACE_BY_NAME,   /* a name stands in the words themselves                       */
    TRACE_BY_OFFICE, /* the words, but no name that the roster or the page explains */
    TRACE_BEFORE,    /* "he", "the minister": somebody mentioned before             */
    TRACE_BY_VOICE   /* whoever speaks                                              */
};
const char *trace_how_text(enum trace_how how); /* "named here" ... */

struct trace_who {
    enum trace_how how;
    struct span words;         /* what was asked after: the source; empty: nothing  */
    struct span mention;       /* the mention it was taken for; empty: none         */
    struct text name, party;   /* NULL ptr: not known                               */
    const struct actor *actor; /* of the roster; NULL: known from this page alone   */
    const struct term *term;   /* that lets a person speak at that date             */
    bool barred;               /* a former one, or nobody's at that date            */
};

/* What a person would change to mend it. */
#define TRACE_ADVICE_MAX 8
struct trace_advice {
    const char *what; /* "page", "words", "speaker", "issue", "stance", "sure", "date" */
    struct text sentence;
};

struct trace {
    const struct reading *reading;
    const struct knowledge *knowledge;
    const struct statement *statement; /* NULL: the narrator's voice               */
    const struct position *position;   /* NULL: a statement is traced               */
    struct span sentence;
    struct trace_word *words;
    size_t n_words;
    struct trace_who speaker, holder;   /* holder: of a position                      */
    const struct agenda_phrase *phrase; /* NULL: named by what was said before      */
    const struct issue *issue;
    struct trace_row *rows;
    size_t n_rows;
    bool learnt; /* networks were asked: position->sure and its scores say how likely it is                */
    enum trace_rules said_by_rules;
    struct trace_row
        near[TRACE_NEAR_MAX]; /* where the rules did not decide: rows whose words stand in those that carry it */
    size_t n_near;
    struct trace_advice advice[TRACE_ADVICE_MAX]; /* in the order in which things are decided */
    size_t n_advice;
};

/* Trace statement `statement` of reading->record (-1: none), or its position `position` (-1: none), with the
 * statement that lies around it. All in `mem`; points into the reading and the knowledge. Fails only with ENOMEM. */
priscus_status trace_make(const struct reading *reading, const struct knowledge *knowledge, int32_t statement,
                          int32_t position, struct arena *mem, struct trace *out);

#endif

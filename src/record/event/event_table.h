/* event_table.h - what words make which event (data/record/event.table), and the codes of the field for it
 * (data/record/cameo.txt). docs/events.md tells both formats.
 *
 *     row    release                       row    not-release
 *     is     verb 084                      is     compose refuse 084 1243
 *     words  release; set free             test   Iran refused to release the crew. => IRN 1243
 *     test   Iran released the crew. => IRN 084
 *
 * A code is one of CAMEO (Gerner, Schrodt and Yilmaz, 2009): its first two digits are the root, the others say more.
 * Each belongs to an event of PLOVER 2.0 (Open Event Data Alliance) with a mode of it, but those that PLOVER dropped. */
#ifndef EVENT_TABLE_H
#define EVENT_TABLE_H

#include "record/knowledge/phrase.h"
#include "record/record.h"

enum event_root {
    EVENT_STATEMENT, /* CAMEO alone: PLOVER has no such event */
    EVENT_AGREE,
    EVENT_CONSULT,
    EVENT_SUPPORT,
    EVENT_CONCEDE,
    EVENT_COOPERATE,
    EVENT_AID,
    EVENT_RETREAT,
    EVENT_REQUEST,
    EVENT_ACCUSE,
    EVENT_REJECT,
    EVENT_THREATEN,
    EVENT_PROTEST,
    EVENT_SANCTION,
    EVENT_MOBILIZE,
    EVENT_COERCE,
    EVENT_ASSAULT,
    EVENT_ROOTS
};
const char *event_root_text(enum event_root root); /* "REJECT" */
/* Quad class: 1 and 2 are verbal and material cooperation, 3 and 4 verbal and material conflict. 0: a statement. */
unsigned event_root_quad(enum event_root root);

#define EVENT_CODE_MAX 4 /* digits */

struct event_code {
    struct text code;      /* "1243"                                                    */
    struct text mode;      /* PLOVER's, "yield"; NULL ptr: none                         */
    struct text goldstein; /* on Goldstein's scale of conflict and cooperation, "-5.0" */
    uint8_t root;          /* enum event_root                                           */
};
/* The quad class as tables of CAMEO have it, by the code's own root: 02 is 0 there, and 09 is 3. */
unsigned event_code_quad(const struct event_code *code);

/* What a word does that is no event itself. */
enum event_operator {
    OPERATOR_NONE,
    OPERATOR_DOES,     /* "hold [talks]", "began [to withdraw]": what it governs */
    OPERATOR_SAYS,     /* "said that": what is said is looked at by itself       */
    OPERATOR_WILL,     /* "plans to", and the verb "will"                        */
    OPERATOR_AGREE,    /* "agreed to", "promised"                                */
    OPERATOR_ACCEPT,   /* "accepted [the demand]"                                */
    OPERATOR_REQUEST,  /* "demanded", "called on ... to"                         */
    OPERATOR_APPEAL,   /* "asked", "called for": the same, politely              */
    OPERATOR_REFUSE,   /* "refused", and "will not"                              */
    OPERATOR_NOT,      /* the negation of what is: "does not recognise"          */
    OPERATOR_FAIL,     /* "failed to [agree]"                                    */
    OPERATOR_STOP,     /* "suspended [aid]", "lifted [sanctions]"                */
    OPERATOR_CANCEL,   /* "called off [a visit]"                                 */
    OPERATOR_ALLOW,    /* "let", "approved"                                      */
    OPERATOR_THREATEN, /* "threatened to"                                        */
    OPERATOR_CONSIDER, /* "is considering"                                       */
    OPERATOR_UNSAY,    /* "denied that", "fears that": nothing behind it counts  */
    OPERATOR_COUNT
};

enum event_row_kind { EVENT_VERB, EVENT_NOUN, EVENT_ABOUT, EVENT_COMPOSE, EVENT_ISSUE, EVENT_ROW_KINDS };

#define EVENT_NO_CODE UINT16_MAX

struct event_row {
    struct text id;
    uint8_t kind;                     /* enum event_row_kind                                       */
    uint8_t operator_;                /* of words: OPERATOR_NONE where they are an event           */
    bool object;                      /* of verbs: only with an object ("return [the prisoners]")  */
    uint32_t operators;               /* of EVENT_COMPOSE: bits, 1 << enum event_operator          */
    struct text inner;                /* of EVENT_COMPOSE: how the inner code begins; "any", "none" */
    bool same;                        /* of EVENT_COMPOSE: the result is the inner code            */
    uint16_t code;                    /* index into codes, or EVENT_NO_CODE: nothing               */
    struct text issue;                /* of EVENT_ISSUE: "talks", "*"                              */
    uint16_t by_stance[STANCE_COUNT]; /* of EVENT_ISSUE: codes                         */
    int line;
};

struct event_test {
    struct text sentence, expected;
    uint32_t row;
    int line;
};

struct event_table {
    struct event_code *codes;
    size_t n_codes;
    struct event_row *rows;
    size_t n_rows;
    struct event_test *tests;
    size_t n_tests;
    struct phrase_set *phrases; /* values are indexes into rows */
};

/* Read the codes, then the table, into *out, in `mem`. ECONFIG: `err` tells FILE:LINE and what is wrong first. ENOMEM.
 * On failure *out is as it was. */
priscus_status event_table_read(const char *codes_file, struct text codes, const char *file, struct text text,
                                struct arena *mem, struct event_table *out, struct priscus_error *err);
/* The two files that the program is built with. */
priscus_status event_table_builtin(struct arena *mem, struct event_table *out, struct priscus_error *err);

/* Does a condition leave open whether there is such an event: "will withdraw if"? A demand, refusal or threat is there whatever
 * its condition. */
static inline bool event_code_needs_its_condition(const struct event_code *code)
{
    return code->root < EVENT_REQUEST;
}

/* The row that says what an operator makes of an inner code (EVENT_NO_CODE: of nothing): the one with the longest
 * beginning that fits. NULL: it says nothing of it. */
const struct event_row *event_table_compose(const struct event_table *table, enum event_operator op, uint16_t inner);

/* The code for a stance on an issue: of the row of the issue, else of what it is a part of (talks.summit, talks), else of
 * "*". EVENT_NO_CODE: there is none. `conditional` has that of `accepts`: whoever writes it out says the condition. */
uint16_t event_table_stance(const struct event_table *table, struct text issue, enum stance stance);

#endif

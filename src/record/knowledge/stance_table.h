/* stance_table.h - what words do to a stance (data/record/stance.table; docs/stance.md).
 *
 *     row    refuse
 *     is     verb rejects
 *     words  refuse; reject; rule out
 *     test   Norhaven refused talks with Sund. => NOR talks rejects */
#ifndef STANCE_TABLE_H
#define STANCE_TABLE_H

#include "record/knowledge/lookup.h"
#include "record/knowledge/phrase.h"
#include "record/record.h"

/* Verdicts that a row may give besides the stances. */
enum {
    VERDICT_DENIES = STANCE_COUNT, /* "denied that": what it says so is nobody's position     */
    VERDICT_ASKS,                  /* "whether": open questions, talk about it                */
    VERDICT_CLAIMS,                /* "accused", "fears that": only by the other's account    */
    VERDICT_DOES,                  /* "hold talks": a noun made into doing it                 */
    VERDICT_ABLE,                  /* "able to": open; not able to do it is no refusal         */
    VERDICT_UNABLE,                /* "unable to": rejects; so is this                         */
    VERDICT_HARMS,                 /* "will strike unless": a threat                           */
    VERDICT_KEPT,                  /* "non-negotiable": a thing is demanded, a deed rejected   */
    VERDICT_COUNT
};

enum row_kind {
    /* rows with phrases */
    ROW_VERB,      /* "ruled out"                        */
    ROW_ADJECTIVE, /* "ready for"                        */
    ROW_NOUN,      /* "refusal to"                       */
    ROW_ABOUT,     /* "unacceptable"                     */
    ROW_THERE,     /* "no talk of"                       */
    ROW_CONDITION, /* "in exchange for"                  */
    /* rows with single words */
    ROW_BEHIND,          /* "Egypt's truce offer"        */
    ROW_THIS,            /* "this notion"                */
    ROW_THE,             /* "the proposal"               */
    ROW_LIST,            /* "conditions include"         */
    ROW_LISTS,           /* "include", "set out"         */
    ROW_NEGATOR_NOUN,    /* "no talks"                   */
    ROW_NEGATOR_SUBJECT, /* "nobody"                     */
    ROW_NEGATOR_VERB,    /* the "not" of "does not suit" */
    ROW_ADJUNCT,         /* "during the talks"           */
    ROW_MEANS,           /* "settled through talks"      */
    ROW_PAPER,           /* "the statement by"           */
    /* rules */
    ROW_COMPOSE,
    ROW_NEGATE,
    ROW_OPPOSITE,
    ROW_ACT,
    ROW_IF,
    ROW_KINDS
};

enum condition_kind {
    CONDITION_IF,
    CONDITION_UNLESS,
    CONDITION_AFTER, /* a condition of what is to come */
    /* words only; the rules are those for UNLESS and AFTER */
    CONDITION_BEFORE,     /* an issue behind it is no part of the condition: it says when */
    CONDITION_ONLY_AFTER, /* a condition also of what is */
    CONDITION_EXCHANGE,   /* if, but what was agreed for it was agreed */
    CONDITION_KINDS
};

struct stance_row {
    struct text id;
    struct text is; /* as written: "verb rejects"                           */
    enum row_kind kind;
    uint8_t verdict;      /* enum stance or VERDICT_...; of rules: the result     */
    uint8_t outer, inner; /* of rules: what they apply to                        */
    uint8_t condition;    /* of ROW_CONDITION and ROW_IF: enum condition_kind    */
    bool deed;            /* of ROW_ACT: for deeds, not for acts                 */
    uint16_t flags;       /* of ROW_ACT: CLAUSE_WILL ..., CLAUSE_NEGATED         */
    int line;
};

struct stance_test {
    struct text sentence, expected;
    uint32_t row;
    int line;
};

struct stance_table {
    struct stance_row *rows;
    size_t n_rows;
    struct stance_test *tests;
    size_t n_tests;
    struct phrase_set *phrases; /* values are indexes into rows */
    struct lookup words;        /* the single ones, by kind of row: values are indexes into rows */
};

/* Read the text of a table into *out, in `mem`. ECONFIG: `err` tells FILE:LINE and what is wrong first. ENOMEM. On
 * failure *out is as it was. */
priscus_status stance_table_read(const char *file, struct text text, struct arena *mem, struct stance_table *out,
                                 struct priscus_error *err);

/* The row of this kind that has `word` (small letters) among its single words; NULL: none. */
const struct stance_row *stance_table_find(const struct stance_table *table, enum row_kind kind, struct text word);

#endif

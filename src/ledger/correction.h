/* correction.h - what people say of entries: that they are right, that they are not, and what they should be.
 *
 *     p-3fa94c12d0b7   VSK rejects ceasefire       Ada: confirm
 *     p-8c02e51d77aa   DRV accepts talks           Ada: stance open, "she only says that she may"
 *     s-0c2b7f10e9aa   unknown: "We will come"     Ben: speaker Rada Volshin
 *
 * A correction is added beside the machine's reading, with who and when, and never overwrites it: the entry keeps its
 * identifier, every view shows what was made of it (the column `review` says so), and position_history has what the machine read. It is
 * kept by page and place, so that a later reading of the page has it too. One that was wrong is undone by another. */
#ifndef CORRECTION_H
#define CORRECTION_H

#include "ledger/ledger.h"

enum correction_what {
    CORRECTION_CONFIRM,  /* the entry is right                                                    */
    CORRECTION_NOT,      /* it is no position, or no statement: it is not shown any more          */
    CORRECTION_STANCE,   /* value: "open"                                                         */
    CORRECTION_PARTY,    /* value: a code                                                         */
    CORRECTION_ISSUE,    /* value: as the agenda has it                                           */
    CORRECTION_SPEAKER,  /* value: a name; of a statement too                                     */
    CORRECTION_NOTE,     /* changes nothing: a question, a reason                                 */
    CORRECTION_ADD,      /* a position that no machine found: ledger_correct_add()                */
    CORRECTION_REVIEWED, /* of a page: somebody has read all of it, and added what is missing     */
    CORRECTION_UNDO,     /* of a correction                                                       */
    CORRECTION_COUNT
};
/* "confirm", "not", "stance" ... */
const char *correction_what_text(enum correction_what what);
bool correction_what_parse(struct text word, enum correction_what *out);

#define CORRECTION_TEXT_MAX 2000 /* bytes of a value or a note */

struct correction {
    enum correction_what what;
    struct text value; /* NULL ptr: none */
    struct text note;  /* NULL ptr: none */
    struct text who;
};

/* "c-3fa94c12d0b7" */
#define CORRECTION_ID 'c'

/* Correct the entry `id`: a position (p-...), a statement (s-...), a page (g-..., CORRECTION_REVIEWED) or a correction
 * (c-..., CORRECTION_UNDO), of a ledger opened for writing. Commits. `made` has room for 16 bytes: its own identifier.
 * EUSAGE: there is no such entry, or that cannot be said of it; `err` tells what can. */
priscus_status ledger_correct(struct ledger *ledger, const char *id, const struct correction *correction, char *made,
                              struct priscus_error *err);

/* A position that no machine found. */
struct added_position {
    const char *page;                  /* "g-3fa94c12d0b7"                              */
    struct text words;                 /* as they stand in its article                  */
    size_t from;                       /* the first such words at or behind this byte of its text are meant */
    struct text party, issue, speaker; /* speaker NULL ptr: nobody        */
    enum stance stance;
    struct date said_on; /* may be unknown                                */
    struct text note, who;
};
/* Add it, in a reading of that person's own. Commits. `position` and `made` have room for 16 bytes each: the identifiers of
 * the position and of the correction. EUSAGE: there is no such page, or the words do not stand in it. */
priscus_status ledger_correct_add(struct ledger *ledger, const struct added_position *added, char *position, char *made,
                                  struct priscus_error *err);

/* The sentence that the words stand in, roughly: from the end of the one before to the end of this one, within the paragraph, and
 * no more than so many bytes on either side. */
#define SENTENCE_SIDE_MAX 4096
struct span sentence_around(struct text body, struct span words);

#endif

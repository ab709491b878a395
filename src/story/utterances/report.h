/* report.h - a part of a statement, as it is compared with those of other pages.
 *
 *     statement   The locks stay shut, Orvane said. "We are ready to talk."
 *     reports     The locks stay shut                        lock stay shut
 *                 "We are ready to talk."                    readi talk          in his own words */
#ifndef REPORT_H
#define REPORT_H

#include "ledger/link_utterance.h"
#include "story/place.h"
#include "story/utterances/terms.h"

/* Of one page: the first ones. */
#define REPORTS_MAX 400

struct weighed {
    uint32_t key;
    float weight;
    uint16_t at; /* in the terms */
};

struct report {
    struct utterance_report it;
    int32_t statement; /* of the page's record; -1: read back from the ledger */
    struct said_word *terms;
    size_t n_terms;      /* at least 1                                   */
    struct weighed *bag; /* each term once, by its key                 */
    size_t n_bag;
    float weight;   /* the sum of the bag                            */
    float *vectors; /* of the bag, each of length 1 or 0; NULL: nobody asked yet */
};

/* The reports of a page in the order of its text, without rows. Lives in `mem`. ENOMEM. */
priscus_status reports_of_page(const struct language *language, const struct linked_page *page, struct arena *mem,
                               struct report **out, size_t *n);

/* One that was read back from the ledger; its terms in it. False: memory is out. */
bool report_from(const struct utterance_report *it, struct arena *mem, struct report *out);

#define VECTOR_ROOM 112 /* numbers kept of a word's vector, of a longer one the first: a multiple of 16 */

/* See to it that the report has its vectors. False: memory is out. */
bool report_vectors(const struct language *language, struct report *report, struct arena *mem);

/* ---- who speaks ------------------------------------------------------------------------------ */

enum voices { VOICES_UNKNOWN, VOICES_SAME, VOICES_BODY, VOICES_NAMED, VOICES_DIFFERENT };

/* Do they speak for the same: the same person, by the roster or by the last name in any spelling; a body and somebody
 * of the same party; different ones, of whom one names the other in what he says ("Orvane denies it", Holm reports); different
 * ones; or is one not known? */
enum voices report_voices(const struct report *a, const struct report *b);

/* The hash under which reports of a party's bodies are found; 0: the party is not known. */
int64_t speaker_of_body(int64_t party);

#endif

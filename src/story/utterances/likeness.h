/* likeness.h - how likely two reports are of one utterance: logistic regressions over what they share.
 *
 *     "The locks stay shut until the levy is paid," Orvane said       The Ferry Post, 5 May
 *     No lock opens before the levy has been paid, said Orvane        Skarrvik Dispatch, 6 May     likely
 *     The locks were shut for repairs, said Orvane                    Skarrvik Dispatch, 6 May     not likely
 *
 * The weights are learnt (models/utterances/fit.py) from two negotiations whose utterances were put together by hand. */
#ifndef LIKENESS_H
#define LIKENESS_H

#include "story/utterances/report.h"

/* How often a speaker used each word in the reports that are looked at: a word that he always has says little. */
struct habit {
    uint32_t *keys; /* sorted, one for each report and word that it has */
    size_t n;
    size_t reports;
};

/* Append the words of a report; false: memory is out. Then sort, once. */
bool habit_add(struct habit *habit, const struct report *report, size_t *room, struct arena *mem);
void habit_sort(struct habit *habit);

/* The share of the lighter one's words that both have, and of all their words: cheap, for choosing whom to compare. */
struct overlap_of {
    float of_smaller, of_all;
};
struct overlap_of report_overlap(const struct report *a, const struct report *b);

/* What the regressions look at. */
enum {
    LIKE_SAME,        /* the same speaker ...                                                  */
    LIKE_UNKNOWN,     /* one is not known ...                                                  */
    LIKE_BODY,        /* somebody, and a body of the same party ...                            */
    LIKE_NAMED,       /* different ones, of whom one names the other ...                       */
    LIKE_DIFFERENT,   /* another one: one of these five is 1                                   */
    LIKE_ALL,         /* weight of the words that both have, of all                            */
    LIKE_ALL_HABIT,   /* the same by the speaker's habit                                       */
    LIKE_PART_HABIT,  /* the same, of the lighter one's                                        */
    LIKE_NEAR,        /* share of one's words that the other has, or has near ones of, by their vectors */
    LIKE_RUN,         /* weight of the longest run of words that both have                     */
    LIKE_RUN_PART,    /* the same, of the lighter one's words                                  */
    LIKE_NUMBERS,     /* numbers that both have                                                */
    LIKE_NUMBERS_OFF, /* both have some, and none the same                                    */
    LIKE_NAMES,
    LIKE_NAMES_OFF,
    LIKE_SAID,      /* days between the days on which it was said                            */
    LIKE_PUBLISHED, /* days between the pages                                                */
    LIKE_LENGTHS,   /* the lighter one's weight by that of the other                         */
    LIKE_LENGTH,    /* the lighter one's weight                                              */
    LIKE_QUOTED,    /* both are in the speaker's own words                                   */
    LIKE_N
};

/* Of two pages. `habit`: of the speaker of `a`. False: memory is out. */
bool likeness_of(const struct language *language, struct report *a, struct report *b, const struct habit *habit,
                 struct arena *mem, float out[LIKE_N]);
/* Log-odds that they are of one utterance, by it. */
float likeness_odds(const float likeness[LIKE_N]);

/* And of one page: a sentence, and what takes it up. */
enum {
    BESIDE_STATEMENT, /* parts of one statement                 */
    BESIDE_0,         /* in one sentence                        */
    BESIDE_1,         /* in two, one behind the other           */
    BESIDE_2,         /* with one between them                  */
    BESIDE_ALL,       /* as LIKE_ALL, as if each had a word more ... */
    BESIDE_NEAR,
    BESIDE_QUOTES, /* the first is told, the second is quoted */
    BESIDE_LENGTH,
    BESIDE_LENGTHS,
    BESIDE_BETWEEN, /* bytes between them, as a logarithm: what goes on in the same breath has next to none */
    BESIDE_N
};
#define BESIDE_SENTENCES 6 /* no farther apart */
bool beside_of(const struct language *language, struct report *a, struct report *b, struct arena *mem,
               float out[BESIDE_N]);
float beside_odds(const float beside[BESIDE_N]);

#endif

/* course.h - the likely course of a stance through days on which one side alone was told.
 *
 *     3 May against, 4 May against, 5 May for, 6 May against      the 5th was read wrong
 *     March against, May for, August against                     it changed twice
 *
 * A Markov chain of two states in continuous time, in which a stance is held for HISTORY_HELD_DAYS on average, seen
 * through days that are right as often as they are sure; its most likely course is found by Viterbi's algorithm (1967). */
#ifndef COURSE_H
#define COURSE_H

#include "story/changes/history.h"

struct course_day {
    long day; /* since 1970, from day to day later */
    enum side side;
    double sure;   /* 0.5 to 1                                    */
    bool by_party; /* the party's own word is among those who say so */
    bool noise;    /* out: it was read wrong                      */
};

/* Mark the days that are on another side than the course and lie between days that are on it: what has nothing behind it
 * may be what changed. What pages told and the party contradicts within HISTORY_DENIED_DAYS is not marked: it was denied.
 * Linear. Works in `mem`; ENOMEM. */
priscus_status course_mark(struct course_day *days, size_t n, struct arena *mem);

#endif

/* agenda_check.h - an agenda held against the pages of a ledger: what of it is never there, and what it lacks.
 *
 *     agenda_check_run(ledger, knowledge, &options, &check, &err);        reads the pages again with that agenda
 *     check.phrases[3]    `limit on ... catch`: found 0 times
 *     check.issues[1]     quota: spoken of in 40 sentences, with a stance in 9; one without
 *     check.topics[0]     "net size": a party takes a stance on it in 7 sentences, and no issue is there
 *     agenda_check_release(&check);
 *
 * The pages are read as `priscus read` would read them, so that what is counted is what a reading would find. All of it
 * takes as long as reading does: a sample of the pages is enough. */
#ifndef AGENDA_CHECK_H
#define AGENDA_CHECK_H

#include <signal.h>

#include "ledger/ledger.h"

#define CHECK_TOPICS_MAX ((size_t)1 << 18) /* of them no more are told apart */

/* A sentence, in the ledger's words. A NULL ptr: there is none. */
struct check_place {
    struct text page; /* its name */
    struct span span; /* in the body */
    struct text sentence;
};

struct checked_phrase {
    size_t found; /* how often it matches                                               */
    size_t named; /* how often it is what names an issue: no other phrase took the words */
};

struct checked_issue {
    size_t sentences, stances;  /* that speak of it; of these, with a stance of a party   */
    struct check_place example; /* the first without one                                   */
};

struct checked_topic {
    struct text phrase;
    size_t times;
    struct check_place example; /* the first */
};

struct agenda_check_options {
    size_t sample; /* so many pages at most; 0: all */
    unsigned jobs; /* 0: one a core                 */
    void (*failed)(void *context, const struct priscus_error *err);
    void (*progress)(void *context, size_t pages, struct text name);
    void *context;
    volatile sig_atomic_t *stop; /* as in reader.h; may be NULL */
};

struct agenda_check {
    struct checked_phrase *phrases; /* as the agenda has them */
    struct checked_issue *issues;
    struct checked_topic *topics; /* the most frequent first; not those that stand in a longer one each time */
    size_t n_topics;
    size_t total, pages, failed, positions; /* in the ledger; read; not read; found */
    bool stopped;
    struct arena mem;
};

/* On failure *out is released. */
priscus_status agenda_check_run(struct ledger *ledger, const struct knowledge *knowledge,
                                const struct agenda_check_options *options, struct agenda_check *out,
                                struct priscus_error *err);
void agenda_check_release(struct agenda_check *check);

#endif

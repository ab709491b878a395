/* labeller.h - a network that gives each word of a row a label, in a model beside the language it stands on.
 *
 *     labeller_open(language_heads(language), "cue.", &labeller, &err);
 *     labeller_vectors(&labeller, vectors, n, x);            what is known of each word as numbers
 *     labeller_add(&labeller, hashes, m, x + i * width);     and as features
 *     labeller_run(&labeller, room, x, NULL, n, labels, scores);   B-CUE I-CUE O ...
 *
 * The same layers and chain of labels as names are found with (network.h); trained by train/attribution_train.h. */
#ifndef LABELLER_H
#define LABELLER_H

#include "language/model/section.h"

#define LABELLER_MAX 512 /* words of a row */

struct labeller {
    struct weights weights;
    struct table rows;
    struct label *labels;
    bool allowed[NAMES_MAX][NAMES_MAX]; /* may a label follow another */
};

/* The sections "PREFIXshape" ... of the model, which must outlive it. EINPUT: they are not there or not right. */
priscus_status labeller_open(const struct model *model, const char *prefix, struct labeller *out,
                             struct priscus_error *err);
void labeller_close(struct labeller *labeller);

/* One thread's room. NULL: memory. */
struct labeller_room;
struct labeller_room *labeller_room_new(const struct labeller *labeller);
void labeller_room_free(struct labeller_room *room);

/* x[n x width] = what the vectors[n x weights.shape.vector] give. */
void labeller_vectors(const struct labeller *labeller, const float *vectors, size_t n, float *x);
/* n features onto one word's row; those that training did not see add nothing. */
void labeller_add(const struct labeller *labeller, const uint64_t *hashes, size_t n, float *x);

/* A second network that looks at the same words, with rows of its own: the scores of both are averaged, since two that were
 * taught differently are right oftener together than either. */
struct labeller_beside {
    const struct labeller *labeller;
    struct labeller_room *room;
    float *x;              /* used up, too                                  */
    const uint8_t *labels; /* for each label of the first its number here */
};
/* The numbers in `b` of the labels of `a`, into out[NAMES_MAX]; false: it has not all of them. */
bool labeller_match(const struct labeller *a, const struct labeller *b, uint8_t *out);

/* Labels of n <= LABELLER_MAX words, each its number. x is used up. `beside` may be NULL. `sure` (may be NULL): for each
 * word, how likely it is that it has a label other than the first. */
void labeller_run(const struct labeller *labeller, struct labeller_room *room, float *x,
                  const struct labeller_beside *beside, size_t n, int16_t *labels, float *sure);
/* How likely each label is at each word: odds[n x network_padded(labels)], in the room until it is used again. */
const float *labeller_odds(const struct labeller *labeller, struct labeller_room *room, float *x,
                           const struct labeller_beside *beside, size_t n);

/* The scores of the labels at each word, of a network that has no chain of them: [n x network_padded(labels)], in the room until it is
 * used again. x is used up. */
const float *labeller_scores(const struct labeller *labeller, struct labeller_room *room, float *x, size_t n);

#endif

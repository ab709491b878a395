/* position_features.h - what the network that reads positions is shown of a word, here and in training.
 *
 *     Norhaven said it had never refused to rule out talks.      of "it", seen from the mention "talks":
 *
 *         what the word is        a pronoun, the subject of "refused", a party of the roster stands behind it
 *         how it lies to "talks"  before it, on the tree two steps up and one down
 *         what the walk says      it holds "rejects", by the rows refuse, refuse, not-open (compose.c)
 *
 * A sentence is one row of words. What a word is of itself is shown once; what it is to a mention once a mention. */
#ifndef POSITION_FEATURES_H
#define POSITION_FEATURES_H

#include "record/position/walk.h"
#include "record/statement/attribution_features.h"

enum { POSITION_FEATURES_MAX = 2 * ATTRIBUTION_FEATURES_MAX };

/* Labels of the network, in a model and in training: "O", and these with the name of a stance behind them, "H-rejects". */
#define POSITION_HOLDER 'H'
#define POSITION_CUE    'C'

/* What is worked out once for a text. */
struct position_view {
    struct attribution_view words;
    const struct walk *walk;
    uint32_t *named; /* per issue of the agenda: how often phrases named it in the sentences before */
    uint8_t *cues;   /* per token: is it a cue of a statement, and of which (attribution_features.h) */
    /* of one mention */
    const struct issue_mention *mention;
    bool nameless; /* the issue's name is not shown, as if it were one of an agenda that nobody taught */
    struct attribution_place place;
    const struct position *composed; /* what the walk from it came to */
    size_t n_composed;
    uint8_t level[SENTENCE_MAX + 1]; /* per word of the sentence: steps up from the mention's head; 0: not above it */
};

/* ENOMEM. */
priscus_status position_look(const struct walk *walk, const struct language *language, const struct quote_list *quotes,
                             struct arena *mem, struct position_view *out);
/* Turn to a mention of the walk's sentence, and to what the rules made of it. */
void position_turn(struct position_view *view, const struct issue_mention *mention, const struct position *composed,
                   size_t n_composed);

/* Is it a word of a party's name, or of who speaks for one? It is shown as such and not as the name that it is: parties are
 * read alike. */
bool position_is_party(const struct walk *walk, uint32_t t);

/* One thing that is shown of a word; each kind has a number of its own (the lists in position_features.c and party_features.c). */
uint64_t position_hash(unsigned kind, uint64_t a, uint64_t b);
/* The word of stance that covers t: its kind and what it gives; 0: none. */
unsigned position_stance_word(const struct walk *walk, uint32_t t);

/* Numbers a word's vector has, and the vector of token t: the encoder's, or with `small` that of the small networks, without its word
 * vector where it is of a party's name. The encoder's is as it is, as in training: a name's vector there is what its
 * sentence says of it. */
size_t position_vector_width(const struct language *language, bool small);
void position_vector(const struct position_view *view, uint32_t t, bool small, float *out);

/* Hashes of token t: the same for every mention, the first *n_form of which say which word it is; and to this mention.
 * How many; together at most POSITION_FEATURES_MAX. */
unsigned position_word(const struct position_view *view, uint32_t t, uint64_t *out, unsigned *n_form);
unsigned position_pair(const struct position_view *view, uint32_t t, uint64_t *out);

/* The same for the network that finds issues: what the agenda's phrases say of token t. */
unsigned position_issue(const struct position_view *view, uint32_t t, uint64_t *out);
/* The walk's sentence is done: its mentions are among those named. */
void position_named(struct position_view *view);

#endif

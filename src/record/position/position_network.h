/* position_network.h - a labeller (language/model/labeller.h) over the words of a sentence, with room to run it: what the readers of
 * this room, issue_reader.h, position_reader.h and party_reader.h, share. With an encoder a small network stands beside it.
 *
 *     position_network_sum(&network, view, false, first, n);      what the words are of themselves: once a sentence
 *     position_network_begin(&network, n);                        a row: once a mention
 *     position_network_add(&network, i, hashes, m);               what word i is to the mention
 *     odds = position_network_odds(&network, n); */
#ifndef POSITION_NETWORK_H
#define POSITION_NETWORK_H

#include "record/position/position_features.h"

struct position_half {
    struct labeller labeller;
    struct labeller_room *room;
    size_t vector;             /* numbers of a word's vector                  */
    bool small;                /* that vector is none of the encoder's        */
    uint8_t labels[NAMES_MAX]; /* of the second: which labels of the first are which here */
    float *vectors;            /* of a block of words                         */
    float *sums, *x;           /* SENTENCE_MAX rows of the network's width   */
};

struct position_network {
    struct position_half of, beside;
    bool two;
};

/* The network whose sections begin with `prefix`: in the encoder's file, where there is one and it has it, with the small one
 * beside it; else the small one alone. ENOMEM, EINPUT: it is not right; nothing is left to close then. */
priscus_status position_network_open(const struct language *language, const char *prefix, struct position_network *out,
                                     struct priscus_error *err);
void position_network_close(struct position_network *network);

/* The names of its labels, and how many. */
static inline const struct labeller *position_network_labels(const struct position_network *network)
{
    return &network->of.labeller;
}

/* Take up the words [first, first + n) of the walk's sentence, and with `issues` what the agenda's phrases say of them. */
void position_network_sum(struct position_network *network, const struct position_view *view, bool issues,
                          uint32_t first, uint32_t n);
void position_network_begin(struct position_network *network, uint32_t n);
void position_network_add(struct position_network *network, uint32_t word, const uint64_t *hashes, size_t n);
/* As labeller_odds(). */
const float *position_network_odds(struct position_network *network, uint32_t n);
/* As labeller_scores(), of the network in the encoder's file alone. */
const float *position_network_scores(struct position_network *network, uint32_t n);

#endif

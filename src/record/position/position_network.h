/* position_network.h - a labeller (language/model/labeller.h) over the words of a sentence, with room to run it: what the two readers of
 * this room, issue_reader.h and position_reader.h, share. */
#ifndef POSITION_NETWORK_H
#define POSITION_NETWORK_H

#include "record/position/position_features.h"

struct position_network {
    const struct language *language;
    struct labeller labeller;
    struct labeller_room *room;
    float *vectors; /* of a block of words                     */
    float *x;       /* SENTENCE_MAX rows of the network's width */
};

/* The network whose sections begin with `prefix`. ENOMEM, EINPUT: it is not right; nothing is left to close then. */
priscus_status position_network_open(const struct language *language, const char *prefix, struct position_network *out,
                                     struct priscus_error *err);
void position_network_close(struct position_network *network);

/* Into x[n x width]: what the words [first, first + n) of the walk's sentence are of themselves, and with `issues` what the agenda's
 * phrases say of them. */
void position_network_sum(struct position_network *network, const struct position_view *view, bool issues,
                          uint32_t first, uint32_t n, float *x);

#endif

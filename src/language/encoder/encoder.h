/* encoder.h - a transformer encoder of BERT's form (Devlin et al. 2019, arXiv:1810.04805), in small numbers: what a word means where it stands.
 *
 *     Norhaven gave the truce short shrift .      seven words, a vector of 384 numbers for each
 *
 * The words are cut into pieces (word_piece.h). A window is whole sentences of one paragraph, as many as fit; a longer sentence is
 * read in windows that overlap, and each word is taken from the one in which it lies deepest. Products are of whole numbers and
 * sums of floats are taken in one order, so that every processor gives the same vectors to the last bit.
 *
 * The encoder is read-only and may be shared by threads; a room is one thread's. Linear in the text. */
#ifndef ENCODER_H
#define ENCODER_H

#include "language/model/model.h"

struct encoder;
/* The sections "encoder." of the model, which must outlive it. *out is NULL if it has none. ENOMEM, EINPUT: they are not right. */
priscus_status encoder_open(const struct model *model, struct encoder **out, struct priscus_error *err);
void encoder_close(struct encoder *encoder);
size_t encoder_width(const struct encoder *encoder);

struct encoder_room;
struct encoder_room *encoder_room_new(const struct encoder *encoder); /* NULL: memory */
void encoder_room_free(struct encoder_room *room);

struct encoder_word {
    struct span span;         /* in the text                          */
    bool sentence, paragraph; /* the first of its sentence, paragraph */
};
/* A vector for each of n words, made small: states[i * width] times scales[i], from `mem`. A word's vector is that of its first
 * piece. ENOMEM alone (or the arena was stopped). */
priscus_status encoder_read(const struct encoder *encoder, struct encoder_room *room, struct text text,
                            const struct encoder_word *words, size_t n, struct arena *mem, int8_t **states,
                            float **scales);

#endif

/* word_piece.h - a word cut into pieces of a vocabulary, as models of BERT's form without capitals read it.
 *
 *     "Norhaven's"      nor ##haven ' s
 *     "Évora"           ev ##ora            lower case, without its marks
 *     "\u{1F30D}"       [UNK]               nothing in the vocabulary makes it up
 *
 * First letters are made small, decomposed and their marks dropped, control characters too; every sign of punctuation and every
 * Chinese character stands alone, white space parts; then the longest piece that fits is taken, again and again
 * (Wu et al. 2016, arXiv:1609.08144). What cannot be made up of pieces, or is longer than a hundred characters, is [UNK]. */
#ifndef WORD_PIECE_H
#define WORD_PIECE_H

#include "base/base.h"

enum {
    VOCABULARY_MAX = 65536, /* pieces                                   */
    PIECE_BYTES_MAX = 400,  /* of one: as many as a hundred letters have */
    RUN_MAX = 100           /* letters that are cut into pieces         */
};

struct vocabulary;
/* `lines`: a piece each, ended by \n, `n` in all; what continues a word begins with "##". They must outlive it. EINPUT: there are
 * more or fewer, one is empty, too long or there twice, [UNK], [CLS] or [SEP] is missing. ENOMEM. */
priscus_status vocabulary_open(struct text lines, size_t n, struct vocabulary **out, struct priscus_error *err);
void vocabulary_close(struct vocabulary *vocabulary);

struct piece_marks {
    uint16_t unknown, first, last; /* [UNK] [CLS] [SEP] */
};
struct piece_marks vocabulary_marks(const struct vocabulary *vocabulary);
/* Its bytes, as the vocabulary has them. */
struct text vocabulary_piece(const struct vocabulary *vocabulary, uint16_t piece);

/* The first `most` pieces of a word into `out`; how many there are: at least one. Linear in the word, which may be any bytes;
 * `most` must not be 0. */
size_t word_pieces(const struct vocabulary *vocabulary, struct text word, uint16_t *out, size_t most);

#endif

/* block_bytes.h - what is counted of some articles in a row, in a few bytes each, and back.
 *
 *     article 4711    Orlune Press, 6 May; a copy; 9 statements, 3 without a speaker; 4 positions
 *                     Ilse Brandt for VEL, 5 May: 2; the minister for SOR, 6 May: 4 ...; positions of SOR, VEL
 *
 * Words and speakers are numbers (docs/ledger.md, `word`). Who speaks is told once a block:
 *
 *     speakers:   their number; of each: speaker, person, party
 *     articles:   their number; of each: how far from the one before, flags, outlet, date, statements, without a speaker, positions;
 *                 number of what was said: 4 x by (the place among the speakers) + 2, where it was said on another day: then its date;
 *                 + 1, where more than once: then how often; number of parties: how far from the one before
 *
 * Numbers have 7 bits a byte; a date is told by what is between it and the one before, or the article's. The bytes of the same block
 * are the same on every machine. */
#ifndef BLOCK_BYTES_H
#define BLOCK_BYTES_H

#include "base/buffer.h"
#include "ledger/blocks/key_table.h"

/* A date as a number, which is ordered as its text is: 20310506; 20310500, 20310000 where only the month or the year is known; 0: nothing. */
typedef uint32_t block_date;
/* "2031-05-06T07:10" or as much of it as there is. */
block_date block_date_of(struct text iso);
/* The last of those that begin so: 20310599 of 20310500. */
block_date block_date_end(block_date d);


struct block_said {
    uint32_t by; /* place in block.speakers */
    block_date date;
    uint32_t n;
};

struct block_article {
    int64_t id, outlet;
    block_date date; /* of publication */
    bool copy, copied;
    uint32_t statements, speaker_unknown, positions;
    const struct block_said *said; /* no two of the same speaker and date */
    size_t n_said;
    const int64_t *parties; /* that its page has a position of, each once, in order */
    size_t n_parties;
};

struct block {
    const struct key *speakers; /* speaker, person and party: words; 0: not known */
    size_t n_speakers;
    const struct block_article *articles; /* by `id` */
    size_t n_articles;
};

void block_put(const struct block *block, int64_t first_article, struct buffer *out);

/* *out in `mem`. EINPUT: these are none that block_put() made of articles from `first_article` on. ENOMEM. */
priscus_status block_take(struct text bytes, int64_t first_article, struct arena *mem, struct block *out);

#endif

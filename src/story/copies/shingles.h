/* shingles.h - a text as its runs of five words, and the few of them that it is known by.
 *
 *     "The envoys met in Levenbrugg on Monday morning."
 *     the envoys met in levenbrugg | envoys met in levenbrugg on | met in levenbrugg on monday | ...
 *
 * Two texts are compared by the shingles that both have (A. Broder, On the resemblance and containment of documents,
 * 1997). What an index keeps of a text are its keys: of each window of KEY_WINDOW shingles the one of least hash
 * (MinHash in windows, "winnowing": S. Schleimer, D. Wilkerson, A. Aiken, SIGMOD 2003). So whatever passage of
 * KEY_WINDOW + 4 words two texts share, they share a key, wherever it stands and however long the texts are. */
#ifndef SHINGLES_H
#define SHINGLES_H

#include "base/arena.h"
#include "base/base.h"

#define SHINGLE_WORDS     5
#define KEY_WINDOW        32
#define SHINGLE_WORDS_MAX 65536 /* what stands behind so many words is not looked at                            */
#define SHINGLE_KEYS_MAX  1024  /* with more keys (some 17,000 words), windows are doubled until there are fewer */

/* Hashes of shingles (XXH3, 64 bits) in the order of the text, one that comes again again. */
struct shingles {
    const uint64_t *hashes;
    size_t n;
};

/* A word is a run of letters, digits and apostrophes, small and capital letters alike. A text of fewer than five words has
 * none. Linear; lives in `mem`. ENOMEM. */
priscus_status shingles_of(struct text body, struct arena *mem, struct shingles *out);

/* The keys, each once, ascending. Linear in the shingles, but for the sorting of the keys. ENOMEM. */
priscus_status shingles_keys(const struct shingles *shingles, struct arena *mem, uint64_t **keys, size_t *n);

/* The shingles of one text, to compare others with: open addressing, by a factor that nobody can know beforehand, so that no page can
 * be made whose shingles all fall on one place (M. Dietzfelbinger et al., J. of Algorithms 25, 1997). */
struct shingle_set {
    uint64_t *hashes;
    uint32_t *marks;  /* 0: empty; else the last text that had it            */
    size_t places, n; /* n: different shingles                              */
    uint64_t factor;
    unsigned shift;
    uint32_t texts; /* compared so far, itself being the first              */
};

priscus_status shingle_set_of(const struct shingles *shingles, struct arena *mem, struct shingle_set *out);

/* All of this of one text. */
struct shingled {
    struct shingles shingles;
    struct shingle_set set;
    uint64_t *keys;
    size_t n_keys;
};

priscus_status shingled_of(struct text body, struct arena *mem, struct shingled *out);

/* How many different shingles each has, and both. */
struct overlap {
    size_t mine, theirs, shared;
};

/* `theirs`: how many different ones the other has, as its own set said. */
struct overlap shingle_set_overlap(struct shingle_set *set, const struct shingles *other, size_t theirs);

/* For texts that share a passage with too many others: in how many of those that were counted each shingle of the set stands. */
priscus_status shingle_set_counted(const struct shingle_set *set, struct arena *mem, uint8_t **counts);
void shingle_set_count(struct shingle_set *set, const struct shingles *other, uint8_t *counts);
/* The overlap without those that stand in `common` or more of the counted texts. */
struct overlap shingle_set_overlap_without(struct shingle_set *set, const struct shingles *other, size_t theirs,
                                           const uint8_t *counts, uint8_t common);

/* Shared ones, as a share of all that either has; and of the smaller text's. Nothing with nothing: 0. */
double overlap_jaccard(const struct overlap *overlap);
double overlap_containment(const struct overlap *overlap);

/* XXH3 of any bytes. */
uint64_t shingle_hash(struct text bytes);

#endif

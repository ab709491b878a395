/* shingles.c - see shingles.h. */
#include "story/copies/shingles.h"

#include <stdlib.h>
#include <sys/random.h>
#define XXH_INLINE_ALL /* hashes of some bytes, in loops: a call would cost more than they do */
#include <xxhash.h>

#include "base/fold.h"
#include "base/utf8.h"

#define WORD_PIECE 64 /* longer words are hashed piece by piece */

/* ---- words -------------------------------------------------------------------------------- */

struct word {
    uint64_t hash; /* of the pieces before */
    unsigned char piece[WORD_PIECE];
    size_t len;
    bool any;
};

static void word_flush(struct word *word)
{
    word->hash = XXH3_64bits_withSeed(word->piece, word->len, word->hash);
    word->len = 0;
}

static void word_add(struct word *word, const char *bytes, size_t n)
{
    if (word->len + n > WORD_PIECE)
        word_flush(word);
    memcpy(word->piece + word->len, bytes, n);
    word->len += n;
    word->any = true;
}

static inline bool in_ascii_word(char c)
{
    return is_ascii_alpha(c) || is_ascii_digit(c) || c == '\'';
}

/* Hashes of the words of `t`, into `out`, which has room for SHINGLE_WORDS_MAX or all that there can be. */
static size_t hash_words(struct text t, uint64_t *out)
{
    struct word word = { 0 };
    size_t n = 0;

    for (size_t i = 0; i < t.len && n < SHINGLE_WORDS_MAX;) {
        unsigned size = 1;
        char small[4];
        size_t len = 0;

        if ((unsigned char)t.ptr[i] < 0x80) {
            if (in_ascii_word(t.ptr[i]))
                small[len++] = ascii_lower(t.ptr[i]);
        } else {
            uint32_t c = utf8_at(t, i, &size);

            if (fold_in_word(c))
                len = utf8_put(point_lower(c), small);
        }
        i += size;
        if (len)
            word_add(&word, small, len);
        if (word.any && (!len || i >= t.len)) {
            word_flush(&word);
            out[n++] = word.hash;
            word = (struct word){ 0 };
        }
    }
    return n;
}

priscus_status shingles_of(struct text body, struct arena *mem, struct shingles *out)
{
    size_t room = body.len / 2 + 1 < SHINGLE_WORDS_MAX ? body.len / 2 + 1 : SHINGLE_WORDS_MAX;
    uint64_t *hashes = arena_alloc(mem, room * sizeof *hashes);
    size_t n;

    if (!hashes)
        return PRISCUS_ENOMEM;
    n = hash_words(body, hashes);
    arena_trim(mem, hashes, room * sizeof *hashes, (n + 1) * sizeof *hashes);
    *out = (struct shingles){ .hashes = hashes, .n = n < SHINGLE_WORDS ? 0 : n - SHINGLE_WORDS + 1 };
    for (size_t i = 0; i < out->n; i++) /* in place: those behind are looked at before they are overwritten */
        hashes[i] = XXH3_64bits(hashes + i, SHINGLE_WORDS * sizeof *hashes);
    return PRISCUS_OK;
}

/* ---- keys --------------------------------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return x < y ? -1 : x > y;
}

/* The least of each window, into `out`: the same one is written once for the windows beside each other that have it. A
 * window that is wider than the text is as wide as the text. */
static size_t window_minima(const struct shingles *s, size_t window, uint64_t *out)
{
    size_t n = 0, least = 0;

    if (window > s->n)
        window = s->n;
    for (size_t i = 0; i < s->n; i++) {
        bool left = least + window <= i; /* the least one has left the window: it is looked through anew */

        if (left)
            for (size_t k = least = i - window + 1; k <= i; k++)
                if (s->hashes[k] <= s->hashes[least])
                    least = k;
        if (s->hashes[i] <= s->hashes[least])
            least = i;
        if (i + 1 >= window && (!n || out[n - 1] != s->hashes[least]))
            out[n++] = s->hashes[least];
    }
    return n;
}

static size_t sort_once(uint64_t *keys, size_t n)
{
    size_t kept = 0;

    qsort(keys, n, sizeof *keys, by_value);
    for (size_t i = 0; i < n; i++)
        if (!kept || keys[kept - 1] != keys[i])
            keys[kept++] = keys[i];
    return kept;
}

priscus_status shingles_keys(const struct shingles *shingles, struct arena *mem, uint64_t **keys, size_t *n)
{
    size_t room = shingles->n + 1;
    uint64_t *found = arena_alloc(mem, room * sizeof *found);
    size_t count = 0;

    if (!found)
        return PRISCUS_ENOMEM;
    for (size_t window = KEY_WINDOW; shingles->n; window *= 2) {
        /* What is least in a window is least in each smaller one around it, so that wider windows give some of the
         * same keys. */
        count = sort_once(found, window_minima(shingles, window, found));
        if (count <= SHINGLE_KEYS_MAX)
            break;
    }
    arena_trim(mem, found, room * sizeof *found, (count + 1) * sizeof *found);
    *keys = found;
    *n = count;
    return PRISCUS_OK;
}

/* ---- sets --------------------------------------------------------------------------------- */

/* The place of `hash`, or the empty one where it would stand. */
static inline size_t place_of(const struct shingle_set *set, uint64_t hash)
{
    size_t at = (size_t)(hash * set->factor >> set->shift);

    while (set->marks[at] && set->hashes[at] != hash)
        at = (at + 1) & (set->places - 1);
    return at;
}

priscus_status shingle_set_of(const struct shingles *shingles, struct arena *mem, struct shingle_set *out)
{
    struct shingle_set set = { .places = 16, .shift = 60, .texts = 1 };

    for (; set.places < shingles->n * 2; set.shift--)
        set.places *= 2;
    if (getrandom(&set.factor, sizeof set.factor, GRND_NONBLOCK) != (ssize_t)sizeof set.factor)
        set.factor = 0x9e3779b97f4a7c15u; /* the machine has only just started */
    set.factor |= 1;
    set.hashes = arena_alloc(mem, set.places * sizeof *set.hashes);
    set.marks = arena_alloc(mem, set.places * sizeof *set.marks);
    if (!set.hashes || !set.marks)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < shingles->n; i++) {
        size_t at = place_of(&set, shingles->hashes[i]);

        set.n += set.marks[at] == 0;
        set.hashes[at] = shingles->hashes[i];
        set.marks[at] = 1;
    }
    *out = set;
    return PRISCUS_OK;
}

priscus_status shingled_of(struct text body, struct arena *mem, struct shingled *out)
{
    priscus_status status = shingles_of(body, mem, &out->shingles);

    if (status == PRISCUS_OK)
        status = shingle_set_of(&out->shingles, mem, &out->set);
    return status == PRISCUS_OK ? shingles_keys(&out->shingles, mem, &out->keys, &out->n_keys) : status;
}

struct overlap shingle_set_overlap(struct shingle_set *set, const struct shingles *other, size_t theirs)
{
    struct overlap overlap = { .mine = set->n, .theirs = theirs };

    set->texts++;
    for (size_t i = 0; i < other->n; i++) {
        size_t at = place_of(set, other->hashes[i]);

        if (!set->marks[at] || set->marks[at] == set->texts)
            continue;
        set->marks[at] = set->texts;
        overlap.shared++;
    }
    return overlap;
}

priscus_status shingle_set_counted(const struct shingle_set *set, struct arena *mem, uint8_t **counts)
{
    *counts = arena_alloc(mem, set->places);
    return *counts ? PRISCUS_OK : PRISCUS_ENOMEM;
}

void shingle_set_count(struct shingle_set *set, const struct shingles *other, uint8_t *counts)
{
    set->texts++;
    for (size_t i = 0; i < other->n; i++) {
        size_t at = place_of(set, other->hashes[i]);

        if (!set->marks[at] || set->marks[at] == set->texts)
            continue;
        set->marks[at] = set->texts;
        counts[at] += counts[at] < UINT8_MAX;
    }
}

struct overlap shingle_set_overlap_without(struct shingle_set *set, const struct shingles *other, size_t theirs,
                                           const uint8_t *counts, uint8_t common)
{
    struct overlap overlap = shingle_set_overlap(set, other, theirs); /* the shared ones are marked now */

    for (size_t at = 0; at < set->places; at++) {
        bool left_out = set->marks[at] && counts[at] >= common;

        overlap.mine -= left_out;
        overlap.theirs -= left_out && set->marks[at] == set->texts;
        overlap.shared -= left_out && set->marks[at] == set->texts;
    }
    return overlap;
}

double overlap_jaccard(const struct overlap *overlap)
{
    size_t all = overlap->mine + overlap->theirs - overlap->shared;

    return all ? (double)overlap->shared / (double)all : 0;
}

double overlap_containment(const struct overlap *overlap)
{
    size_t smaller = overlap->mine < overlap->theirs ? overlap->mine : overlap->theirs;

    return smaller ? (double)overlap->shared / (double)smaller : 0;
}

uint64_t shingle_hash(struct text bytes)
{
    return XXH3_64bits(bytes.ptr, bytes.len);
}

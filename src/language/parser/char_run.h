/* char_run.h - a run: text without white space, read once into arrays, and what a place in it looks like.
 *
 *     U.S.-led        candidates: U|. |S S|. .|- -|l
 *
 * Shared by the tokenizer and its training, so that both see the same features. */
#ifndef CHAR_RUN_H
#define CHAR_RUN_H

#include "base/base.h"

#define CHAR_RUN_MAX      1000 /* bytes, and so characters; a longer run is several   */
#define CHAR_RUN_PAD      4    /* edges before and after, so that neighbours are read unchecked */
#define CHAR_RUN_FEATURES 44

/* Kinds of characters: these, and each ASCII mark is its own. Combining marks count as letters. */
enum char_run_kind {
    CHAR_RUN_EDGE, /* nothing: white space, a paragraph's end */
    CHAR_RUN_SMALL,
    CHAR_RUN_CAPITAL,
    CHAR_RUN_DIGIT,
    CHAR_RUN_DASH, /* longer than the hyphen */
    CHAR_RUN_DOTS, /* the one character      */
    CHAR_RUN_CURRENCY,
    CHAR_RUN_SYMBOL, /* pictures too */
    CHAR_RUN_OTHER
};

struct char_run {
    size_t begin, end; /* bytes in the text       */
    size_t n;          /* characters              */
    uint8_t before;    /* kind of the previous run's last character */
    uint8_t after;     /* kind of the next run's first character    */
    uint32_t next;     /* hash of the next run's first letters       */
    uint32_t flags;    /* looks like a web address, an e-mail address */
    /* By character, from 0; read through char_run_kind_at() and char_run_point_at(). */
    uint8_t kinds[CHAR_RUN_MAX + 2 * CHAR_RUN_PAD];
    uint32_t points[CHAR_RUN_MAX + 2 * CHAR_RUN_PAD]; /* small; apostrophes alike, quotation marks alike */
    uint16_t at[CHAR_RUN_MAX + 1];                    /* its byte, from begin    */
    /* By place, 0 to n: hashes of what is left and right of it. */
    uint32_t left[CHAR_RUN_MAX + 2], right[CHAR_RUN_MAX + 2];           /* up to the run's edge           */
    uint32_t left_word[CHAR_RUN_MAX + 2], right_word[CHAR_RUN_MAX + 2]; /* letters and digits; 0: none    */
    uint32_t left_shape[CHAR_RUN_MAX + 2], right_shape[CHAR_RUN_MAX + 2];
    uint16_t left_marks, right_marks; /* marks at the beginning and at the end */
    struct span address;              /* characters of a web or e-mail address: never broken; empty: none */
};

/* What was decided so far in a run: the token that is being read. */
struct char_run_state {
    size_t first;   /* its first character                  */
    uint32_t hash;  /* of its characters                    */
    bool broken;    /* did the last candidate end a token?  */
    uint8_t opened; /* of brackets: how many it opened      */
};

extern const uint8_t run_ascii_kind[128]; /* CHAR_RUN_EDGE for white space and controls that are */

/* The white space at `at` in text[.., end): its bytes; 0: there is none. */
size_t char_run_space(struct text text, size_t at, size_t end);

/* Read the run that begins at `begin` (before text[end], no white space there). `before` is the caller's. */
void char_run_read(struct char_run *run, struct text text, size_t begin, size_t end, uint8_t before);

static inline uint8_t char_run_kind_at(const struct char_run *run, size_t i)
{
    return run->kinds[i + CHAR_RUN_PAD];
}
static inline uint32_t char_run_point_at(const struct char_run *run, size_t i)
{
    return run->points[i + CHAR_RUN_PAD];
}
static inline bool char_run_is_letter(uint8_t kind)
{
    return kind == CHAR_RUN_SMALL || kind == CHAR_RUN_CAPITAL;
}

/* May a token end before character i (0 < i < n)? Not between letters, between digits, inside an address. */
static inline bool char_run_candidate(const struct char_run *run, size_t i)
{
    uint8_t a = char_run_kind_at(run, i - 1), b = char_run_kind_at(run, i);

    return !(char_run_is_letter(a) && char_run_is_letter(b)) && !(a == CHAR_RUN_DIGIT && b == CHAR_RUN_DIGIT) &&
           !(i > run->address.begin && i < run->address.end);
}

void char_run_state_begin(struct char_run_state *state, size_t first);
/* Character i joins the token. */
void char_run_state_take(struct char_run_state *state, const struct char_run *run, size_t i);

/* Features of the place before character i, as 32-bit hashes. */
void char_run_features(const struct char_run *run, const struct char_run_state *state, size_t i,
                       uint32_t out[CHAR_RUN_FEATURES]);

/* Hash of characters as tables of tokens know them: step by step, then the end. Never 0. */
#define CHAR_RUN_HASH_BEGIN 0xCBF29CE484222325u
static inline uint64_t char_run_hash_step(uint64_t hash, uint32_t point)
{
    return (hash ^ point) * 0x9E3779B97F4A7C15u;
}
static inline uint64_t char_run_hash_end(uint64_t hash)
{
    hash ^= hash >> 29;
    return hash ? hash : 1;
}

/* The character as points[] has it, and its kind. */
uint32_t char_run_point(uint32_t point, uint8_t *kind);

#endif

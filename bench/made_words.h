/* made_words.h - words for made-up articles: a vocabulary of 40,000 in which the n-th comes as often as 1/n. */
#ifndef MADE_WORDS_H
#define MADE_WORDS_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#define WORDS 40000

/* SplitMix64 (G. Steele, D. Lea, C. Flood, OOPSLA 2014). */
static inline uint64_t draw(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static inline size_t draw_below(uint64_t *state, size_t n)
{
    return (size_t)(draw(state) % n);
}

static char vocabulary[WORDS][16];

static inline void make_vocabulary(void)
{
    static const char onsets[] = "bdfghklmnprstvwz", vowels[] = "aeiou";

    for (size_t i = 0; i < WORDS; i++) {
        size_t n = 0;

        for (size_t rest = i + 3; rest && n < 12; rest /= 80) {
            vocabulary[i][n++] = onsets[rest % 16];
            vocabulary[i][n++] = vowels[rest / 16 % 5];
        }
    }
}

static inline const char *draw_word(uint64_t *state)
{
    double u = (double)(draw(state) >> 11) / (double)(1ull << 53);

    return vocabulary[(size_t)exp(u * log(WORDS)) - 1];
}

#endif

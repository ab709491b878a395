/* event_terms.h - what an article is about, as weighed terms; and how alike two articles are by them.
 *
 *     "Ferry strike ends in Orlune", "Crews went back to work on 14 ferries on Monday ..."
 *     14 .31, crew .28, ferry .24, orlune .24, strike .22, ..., and the title's terms once more as terms of their own
 *
 * A term is a word in small letters without the ending of a plural. How much it weighs: how often it stands in the article, the
 * beginning counting more (title_terms, TERM_HALF); numbers a half more, since two earthquakes differ in them; and how rare it is:
 * TF-IDF (G. Salton, C. Buckley, Information Processing & Management 24, 1988). Rare it is only where it is rare in the news at
 * large, in this ledger and at this outlet (term_counts.h), so that what stands below each of an outlet's articles weighs nothing.
 *
 * Vectors are sorted by term, and of length 1 before anything is added to them. */
#ifndef EVENT_TERMS_H
#define EVENT_TERMS_H

#include "base/arena.h"
#include "base/base.h"
#include "story/events/term_counts.h"

#define TERM_WORDS       400  /* of the body: what stands behind is not looked at         */
#define TERM_TITLE_WORDS 40   /* of the title                                             */
#define TERM_HALF        80.0 /* words, in which the weight of a word's place halves      */
#define TERM_LETTERS     40   /* of a word; longer ones are cut                           */
#define TERM_VECTOR      100  /* the heaviest of an article, the title's terms besides    */
#define TERM_STORY       200  /* of a story                                               */

struct weighed_term {
    uint32_t term; /* its hash (XXH3) */
    float weight;
};

struct term_vector {
    struct weighed_term *terms; /* ascending */
    size_t n;
};

/* The words of an article in their order: what it needs no other one for. */
struct term_word {
    uint32_t term;
    bool counts; /* a letter alone says nothing */
    bool number;
};

struct term_sentence {
    uint32_t hash;
    uint32_t end; /* the word behind it */
};

struct term_words {
    struct term_word *words;
    size_t n, room;
    size_t n_title; /* so many stand before the body's */
    struct term_sentence *sentences;
    size_t n_sentences, sentences_room;
    size_t at; /* in the body: what stands behind was not looked at yet */
};

/* Of the title, and of the body as many as are looked at where no sentence is passed over. ENOMEM. */
priscus_status term_words_of(struct text title, struct text body, struct arena *mem, struct term_words *out);

/* Words of one article, each once. */
struct article_term {
    uint32_t term;
    float often; /* in the article, by place: the title's two, those at the beginning of the body one */
    bool in_title, number;
};

struct article_terms {
    struct article_term *terms; /* ascending */
    size_t n;
    uint32_t *sentences; /* of the body, each by a number: ascending, each once */
    size_t n_sentences;
};

/* Linear in what is looked at. `words` are those of that body, and stay as they are. ENOMEM. */
priscus_status event_terms_of(const struct term_words *words, struct text body, const struct term_counts *counts,
                              struct arena *mem, struct article_terms *out);

/* The vector of an article whose terms were counted (counts_add()). ENOMEM. */
priscus_status event_terms_weigh(const struct article_terms *terms, const struct term_counts *counts, struct arena *mem,
                                 struct term_vector *out);

double vector_product(const struct term_vector *a, const struct term_vector *b);
/* a + b, of which the `most` heaviest are kept. ENOMEM. */
priscus_status vector_sum(const struct term_vector *a, const struct term_vector *b, size_t most, struct arena *mem,
                          struct term_vector *out);
void vector_scale(struct term_vector *a, float by);
/* The n heaviest, heaviest first (of equal ones the one of the lower number); returns how many there are. */
size_t vector_heaviest(const struct term_vector *a, struct weighed_term *out, size_t n);

/* As bytes to be kept, and back: the same on every machine. Bytes that are none are an empty vector. ENOMEM. */
priscus_status vector_write(const struct term_vector *a, struct arena *mem, struct text *out);
priscus_status vector_read(struct text bytes, struct arena *mem, struct term_vector *out);

#endif

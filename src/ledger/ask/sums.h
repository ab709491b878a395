/* sums.h - an answer that is added up from what is kept of articles (blocks/article_blocks.h). Private to the files that ask so.
 *
 *     sums_open(ask, &s);
 *     sums_each_block(&s, add, context);        add() finds the row of a key, and adds to its sums: sums_row()
 *     sums_in_order(&s, ..., &ranked, &n);      most first, with the words of their keys
 *     t = telling_begin(ask, names, types, n);  tell_text(), tell_number() ...; tell_row()
 *     sums_close(&s);
 */
#ifndef SUMS_H
#define SUMS_H

#include "ledger/ask/ask.h"
#include "ledger/ask/known_words.h"
#include "ledger/blocks/article_blocks.h"

/* Numbers in order; `any`: all are asked for. */
struct number_list {
    int64_t *numbers;
    size_t n;
    bool any;
};

struct sums {
    const struct asking *ask;
    struct arena mem;
    struct known_words words;
    struct number_list outlets, parties, names; /* of the filter; names: of speakers */
    block_date first, last;                     /* of the time that is asked for; 0: any */
    struct key_table rows;
    void *list; /* the sums of each row, at the same place */
    size_t room;
};

/* Does what is kept tell all that the filter asks for? */
bool ask_is_summed(const struct asking *ask);

/* To be closed in any case. ENOMEM, ELEDGER, as all of these. */
priscus_status sums_open(const struct asking *ask, struct sums *s);
void sums_close(struct sums *s);
priscus_status sums_no_memory(const struct sums *s);

bool is_in(const struct number_list *list, int64_t number);
/* A month that has the day in it may be of that day; what has no date is of no time. */
bool sums_in_time(const struct sums *s, block_date d);

priscus_status sums_each_block(struct sums *s, article_block_fn *each, void *context);
/* The place of the row with that key in s->list; its sums, of `size` bytes, begin with zeros. */
priscus_status sums_row(struct sums *s, struct key key, size_t size, size_t *at);

/* A row before it is told: the most of them first, then by its words, without words first. */
struct ranked {
    size_t n, row;
    struct text a, b;
};
/* The words of rows: `a` is the first number of their keys, `b` the second, where it is a word too. */
priscus_status sums_words(struct sums *s, struct ranked *rows, size_t n, bool second);
/* In order. */
void sums_rank(struct ranked *rows, size_t n);
/* All rows in order, with their words, as far as the limit lets through; by the count (a size_t) that stands at `count_at` of sums of that
 * size. In s->mem. */
priscus_status sums_in_order(struct sums *s, size_t size, size_t count_at, bool second, struct ranked **out, size_t *n);

#define VALUES_MAX 12

/* A row on its way out. */
struct telling {
    const struct asking *ask;
    struct ledger_row row;
    const char *values[VALUES_MAX];
    char texts[VALUES_MAX][24]; /* of numbers and days */
    bool ended;                 /* nobody wants more */
};

/* With the row of names. */
struct telling telling_begin(const struct asking *ask, const char *const *names, const enum ledger_type *types, size_t n);
void tell_text(struct telling *t, struct text text); /* that ends with a NUL; a NULL ptr: not known */
void tell_number(struct telling *t, size_t number);
void tell_day(struct telling *t, block_date day);
void tell_row(struct telling *t);

#endif

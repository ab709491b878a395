/* known_words.h - words by their numbers, each looked up once while a question is asked. Private to the ledger. */
#ifndef KNOWN_WORDS_H
#define KNOWN_WORDS_H

#include "base/date.h"
#include "ledger/sqlite/sqlite_ledger.h"
#include "record/record.h"

struct known_word {
    int64_t number; /* 0: nothing here */
    struct text text;
    enum stance stance;    /* that it says; STANCE_NONE: none, or one of another version  */
    enum precision before; /* PRECISION_BEFORE, or _AFTER, which the text of a date does not say; else _NONE */
};

/* Zeros to begin with, but for `ledger` and `err`. */
struct known_words {
    struct ledger *ledger;
    struct known_word *table;
    size_t n, size; /* of the table: a power of two, half free */
    struct query *stmt;
    struct arena mem;
    struct priscus_error *err;
    priscus_status status; /* the first failure; words are empty from then on */
};

/* It may move when another is asked for; its text stays until they are forgotten. The one without a number after a failure. */
const struct known_word *known_word(struct known_words *words, int64_t number);
void known_words_forget(struct known_words *words);

#endif

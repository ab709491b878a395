/* known_words.c - see known_words.h. */
#include "ledger/ask/known_words.h"

static struct known_word *place_of(struct known_word *table, size_t size, int64_t number)
{
    size_t at = (size_t)((uint64_t)number * 0x9e3779b97f4a7c15u >> 32) & (size - 1);

    while (table[at].number && table[at].number != number)
        at = (at + 1) & (size - 1);
    return &table[at];
}

static bool grow_words(struct known_words *words)
{
    size_t size = words->size ? 2 * words->size : 1024;
    struct known_word *table = arena_alloc(&words->mem, size * sizeof *table);

    if (!table)
        return false;
    for (size_t i = 0; i < words->size; i++)
        if (words->table[i].number)
            *place_of(table, size, words->table[i].number) = words->table[i];
    words->table = table;
    words->size = size;
    return true;
}

static priscus_status look_up(struct known_words *words, int64_t number, struct text *out)
{
    priscus_status status = PRISCUS_OK;
    bool found = false;

    if (!words->stmt)
        status = ledger_prepare(words->ledger, "SELECT text FROM word WHERE id = ?1", &words->stmt, words->err);
    if (status != PRISCUS_OK)
        return status;
    query_bind_number(words->stmt, 1, number);
    status = ledger_step(words->ledger, words->stmt, &found, words->err);
    if (status == PRISCUS_OK && found && column_copy(words->stmt, 0, &words->mem, out) != PRISCUS_OK)
        status = error_memory(words->err);
    query_reset(words->stmt);
    return status;
}

const struct known_word *known_word(struct known_words *words, int64_t number)
{
    static const struct known_word none;
    struct known_word *word;

    if (!number || words->status != PRISCUS_OK)
        return &none;
    if (2 * words->n >= words->size && !grow_words(words)) {
        words->status = error_memory(words->err);
        return &none;
    }
    word = place_of(words->table, words->size, number);
    if (!word->number) {
        words->status = look_up(words, number, &word->text);
        word->number = number;
        if (!stance_parse(word->text, &word->stance))
            word->stance = STANCE_NONE;
        word->before = text_is(word->text, precision_text(PRECISION_BEFORE))  ? PRECISION_BEFORE
                       : text_is(word->text, precision_text(PRECISION_AFTER)) ? PRECISION_AFTER
                                                                              : PRECISION_NONE;
        words->n++;
    }
    return word;
}

void known_words_forget(struct known_words *words)
{
    query_close(words->stmt);
    arena_release(&words->mem);
}

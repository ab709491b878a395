/* vocabulary.c - tables of words, looked up by halving. See vocabulary.h; the tables are made of data/page/. */
#include "page/words/vocabulary.h"

#include <string.h>

const struct vocabulary_entry *vocabulary_find(const struct vocabulary_table *table, const char *word)
{
    size_t low = 0, high = table->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(table->entries[middle].word, word);

        if (order == 0)
            return &table->entries[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

int vocabulary_number(const struct vocabulary_table *table, const char *word)
{
    const struct vocabulary_entry *found = vocabulary_find(table, word);

    return found ? found->number : -1;
}

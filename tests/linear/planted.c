/* planted.c - functions that are not linear, compiled as the house is for counting. See steps.h. */
#include <string.h>

#include "base/arena.h"
#include "steps.h"

size_t planted_loop(const char *bytes, size_t n)
{
    size_t same = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t j = i; j < n; j++)
            same += bytes[i] == bytes[j];
    return same;
}

/* A byte that is not there, sought from each place to the end. */
size_t planted_search(const char *bytes, size_t n)
{
    size_t found = 0;

    for (size_t i = 0; i < n; i++)
        found += memchr(bytes + i, '\x01', n - i) != NULL;
    return found;
}

size_t planted_copies(const char *bytes, size_t n, struct arena *mem)
{
    size_t copies = 0;

    for (size_t i = 0; i < n; i++)
        copies += arena_copy(mem, bytes + i, n - i) != NULL;
    return copies;
}

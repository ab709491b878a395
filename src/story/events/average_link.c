/* average_link.c - see average_link.h. Of pairs that are equally alike, the first. */
#include "story/events/average_link.h"

#include <assert.h>

static void join(double alike[][AVERAGE_LINK_MAX], size_t n, size_t into, size_t from, const size_t *sizes)
{
    double a = (double)sizes[into], b = (double)sizes[from];

    for (size_t i = 0; i < n; i++)
        if (sizes[i] && i != into && i != from)
            alike[into][i] = alike[i][into] = (alike[into][i] * a + alike[from][i] * b) / (a + b);
}

void average_link(double alike[][AVERAGE_LINK_MAX], size_t n, double least, size_t *groups)
{
    size_t sizes[AVERAGE_LINK_MAX]; /* 0: in another's group */

    assert(n <= AVERAGE_LINK_MAX);
    for (size_t i = 0; i < n; i++) {
        groups[i] = i;
        sizes[i] = 1;
    }
    for (;;) {
        size_t first = 0, second = 0;
        double most = least;

        for (size_t i = 0; i < n; i++)
            for (size_t k = i + 1; sizes[i] && k < n; k++)
                if (sizes[k] && (alike[i][k] > most || (second == 0 && alike[i][k] >= most))) {
                    most = alike[i][k];
                    first = i;
                    second = k;
                }
        if (second == 0)
            return;
        join(alike, n, first, second, sizes);
        sizes[first] += sizes[second];
        sizes[second] = 0;
        for (size_t i = 0; i < n; i++)
            if (groups[i] == second)
                groups[i] = first;
    }
}

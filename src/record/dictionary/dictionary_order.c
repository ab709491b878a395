/* dictionary_order.c - the names and agents of a dictionary in the order in which they are looked up: by their letters, in
 * whatever case, and where these are the same, as they stand in the file. */
#include "record/dictionary/dictionary_reading.h"

#include <stdlib.h>

struct sorted {
    struct text text;
    uint32_t index;
};

static int by_text(const void *a, const void *b)
{
    const struct sorted *x = a, *y = b;
    int order = dictionary_compare(x->text, y->text);

    return order ? order : (x->index > y->index) - (x->index < y->index);
}

/* Indexes 0 to n of *list, which is in `mem`, in the order of their texts. */
static uint32_t *in_order(struct sorted *list, size_t n, struct arena *mem)
{
    uint32_t *out = arena_alloc(mem, n * sizeof *out);

    if (n)
        qsort(list, n, sizeof *list, by_text);
    for (size_t i = 0; out && i < n; i++)
        out[i] = list[i].index;
    return out;
}

priscus_status dictionary_sort(struct dictionary *d, struct arena *mem)
{
    size_t room = d->n_names > d->n_agents ? d->n_names : d->n_agents;
    struct sorted *list = arena_alloc(mem, room * sizeof *list);

    if (!list)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < d->n_names; i++)
        list[i] = (struct sorted){ d->names[i].text, (uint32_t)i };
    d->by_name = in_order(list, d->n_names, mem);
    for (size_t i = 0; i < d->n_agents; i++)
        list[i] = (struct sorted){ d->agents[i].words, (uint32_t)i };
    d->by_agent = in_order(list, d->n_agents, mem);
    return d->by_name && d->by_agent ? PRISCUS_OK : PRISCUS_ENOMEM;
}

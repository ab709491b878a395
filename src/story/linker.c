/* linker.c - see linker.h. */
#include "story/linker.h"

#include <stdlib.h>

#include "base/file.h"
#include "story/copies/copies.h"
#include "story/events/events.h"
#include "story/events/term_counts.h"
#include "story/own.h"
#include "story/place.h"
#include "story/utterances/utterance.h"

#define COMMON_TERMS "story/common.txt"
#define MEMORY_KEPT  ((size_t)4 << 20)

struct linker {
    struct ledger *ledger;
    const struct language *language;
    struct common_terms *common;
    struct arena mem;
};

priscus_status linker_open(struct ledger *ledger, const struct language *language, struct linker **out,
                           struct priscus_error *err)
{
    struct linker *linker = calloc(1, sizeof *linker);
    priscus_status status;

    if (!linker)
        return error_memory(err);
    linker->ledger = ledger;
    linker->language = language;
    status = common_terms_read(COMMON_TERMS, builtin_file(COMMON_TERMS), &linker->common, err);
    if (status != PRISCUS_OK) {
        free(linker);
        return status;
    }
    *out = linker;
    return PRISCUS_OK;
}

void linker_close(struct linker *linker)
{
    if (!linker)
        return;
    arena_release(&linker->mem);
    common_terms_close(linker->common);
    free(linker);
}

/* The rooms, one after the other. */
static priscus_status place_page(struct linker *linker, const struct linked_page *page, const struct own *own,
                                 struct priscus_error *err)
{
    struct placing placing = { linker->ledger, linker->language, &linker->mem, page, linker->common, own };
    priscus_status status = copy_place(&placing, err);

    if (status == PRISCUS_OK)
        status = event_place(&placing, err);
    if (status == PRISCUS_OK)
        status = utterance_place(&placing, err);
    return status;
}

/* `own` (may be NULL) is of some page; of one that another reading placed before, there is more to look at. */
static priscus_status place_next(struct linker *linker, const struct own *own, bool *found, struct priscus_error *err)
{
    struct linked_page page;
    priscus_status status = ledger_link_next(linker->ledger, &linker->mem, &page, found, err);

    if (status != PRISCUS_OK || !*found)
        return status;
    if (own && (own->article != page.article || page.placed))
        own = NULL;
    if (!own && (status = ledger_link_record(linker->ledger, &linker->mem, &page, err)) != PRISCUS_OK)
        return status;
    if ((status = ledger_link_begin(linker->ledger, err)) != PRISCUS_OK)
        return status;
    status = place_page(linker, &page, own, err);
    if (status == PRISCUS_OK)
        return ledger_link_done(linker->ledger, page.article, err);
    ledger_link_undo(linker->ledger, status);
    return status;
}

static priscus_status place(struct linker *linker, size_t most, const struct own *own, volatile sig_atomic_t *stop,
                            size_t *n, struct priscus_error *err)
{
    size_t placed = 0;
    bool found = true;
    priscus_status status = PRISCUS_OK;

    while (status == PRISCUS_OK && !(stop && *stop) && (!most || placed < most)) {
        status = place_next(linker, own, &found, err);
        if (linker->mem.held > MEMORY_KEPT)
            arena_release(&linker->mem);
        else
            arena_reset(&linker->mem);
        if (!found)
            break;
        placed += status == PRISCUS_OK;
    }
    if (n)
        *n = placed;
    return status;
}

priscus_status linker_place(struct linker *linker, size_t most, volatile sig_atomic_t *stop, size_t *n,
                            struct priscus_error *err)
{
    return place(linker, most, NULL, stop, n, err);
}

priscus_status linker_place_own(struct linker *linker, const struct own *own, volatile sig_atomic_t *stop,
                                struct priscus_error *err)
{
    return place(linker, 0, own, stop, NULL, err);
}

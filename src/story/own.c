/* own.c - see own.h. */
#include "story/own.h"

priscus_status own_of(const struct language *language, const struct linked_page *page, struct arena *mem,
                      struct own *out, struct priscus_error *err)
{
    struct own own = { 0 };

    if (shingled_of(page->it.body, mem, &own.shingled) != PRISCUS_OK ||
        term_words_of(page->it.title, page->it.body, mem, &own.words) != PRISCUS_OK ||
        own_reports_of(language, page, NULL, NULL, mem, &own.reports) != PRISCUS_OK)
        return error_memory(err);
    *out = own;
    return PRISCUS_OK;
}

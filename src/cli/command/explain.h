/* explain.h - `priscus read --explain`: what each part of a page was taken for, and by which rule. */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "page/source/source.h"

/* Tell it of every page of the source, on standard output. `missing` inputs could not be looked for:
 * they count for the exit status, which is returned (command.h). */
int explain_pages(struct page_source *source, size_t missing);

#endif

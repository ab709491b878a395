/* reading.h - one page through all the floors up to the record: what workers do, and what
 * `priscus verify` does again. */
#ifndef READING_H
#define READING_H

#include "base/buffer.h"
#include "record/knowledge/knowledge.h"

/* Everything in it lives in the arena it was made in. */
struct reading {
    struct page page;
    struct article article;
    struct document document;
    struct record record;
};
/* Who reads, one a thread: what is known, and room to work in. The knowledge must outlive it. NULL: memory. */
struct analyst;
struct analyst *analyst_new(const struct knowledge *knowledge);
void analyst_free(struct analyst *analyst);
/* From here on positions are found by rules alone, as with a model that has not learnt them. */
void analyst_by_rules(struct analyst *analyst);

priscus_status reading_make(const struct page *page, struct analyst *analyst, struct arena *mem, struct reading *out,
                            struct priscus_error *err);

/* The line of `priscus read --to jsonl` (docs/jsonl.md), without newline. */
void reading_json(const struct reading *reading, const struct knowledge *knowledge, struct buffer *out);

/* The objects in it for one statement and one position, with their braces. */
void reading_statement_json(const struct reading *reading, size_t statement, struct buffer *out);
void reading_position_json(const struct reading *reading, size_t position, struct buffer *out);

#endif

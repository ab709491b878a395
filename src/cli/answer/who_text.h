/* who_text.h - who has it from whom, written for people and for programs: what `priscus who` shows, and the end of a trace. */
#ifndef WHO_TEXT_H
#define WHO_TEXT_H

#include "base/buffer.h"
#include "story/sources/telling.h"

struct who {
    struct telling *tellings;
    size_t n, total;
    struct citations found;
};

/* Of anything that has an identifier (ledger/link_source.h). Lives in `mem`. */
priscus_status who_find(struct ledger *ledger, const char *id, struct arena *mem, struct who *out,
                        struct priscus_error *err);

/* A table of steps, the first report, and how many sources there are. `shown`, of each telling, may be NULL: all are. */
priscus_status who_table(const struct who *who, const bool *shown, struct buffer *out);

/* One object. */
void who_json(const struct who *who, const char *id, struct buffer *out);

/* The way back from the report in `page` (of `statement`, its number; 0: the page): this one, what its page copies and so on,
 * and the first report known. `shown` has room for who->n. */
void who_way_back(const struct who *who, struct sha256 page, int64_t statement, bool *shown);

/* When it was published: the post of a live page, else the page. */
struct date who_date(const struct telling *telling);
/* The words of a step. */
struct text who_words(const struct who *who, const struct citation *step);
/* The identifier of the statement, in `out`; NULL: it is the page's as a whole. */
#define WHO_ID_MAX 16
const char *who_statement(const struct telling *telling, char out[WHO_ID_MAX]);

#endif

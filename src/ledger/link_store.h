/* link_store.h - what linking pages has to remember: which were placed, and what each room of story/ keeps beside them.
 *
 *     ledger_link_next()    the first article that has no place yet, read back from its rows
 *     ledger_link_begin()   ... what the rooms of story/ find of it is kept (copy, story, utterance) ...
 *     ledger_link_done()    it has its place; all of it holds, or none
 *
 * This is no record, and not sealed: rows may change, and whoever empties these tables loses no entry. All of it is
 * made again from the articles by `priscus link --again`. */
#ifndef LINK_STORE_H
#define LINK_STORE_H

#include "ledger/ledger.h"

/* A page with its newest article, as the ledger has them. Texts and spans are as in the article and the record that
 * were added; what a ledger does not keep (posts, dropped lines, how an entry came about) is empty. */
struct linked_page {
    int64_t page;       /* its row                                                      */
    int64_t article;    /* the row of the article                                        */
    struct sha256 hash; /* of the page                                                   */
    struct text name;   /* under which it was met first                                  */
    bool placed;        /* another article of the page was placed before this one        */
    struct article it;  /* `id` is the input's own identifier                            */
    struct record record;
};

/* What people know an article by: the input's own identifier, else the page's name. */
static inline struct text linked_page_file(const struct linked_page *page)
{
    return page->it.id.ptr ? page->it.id : page->name;
}

/* The first article behind those that were placed, in the order in which they were recorded, without its record, which has
 * hundreds of rows. *found false: all were placed. Everything lives in `mem`. */
priscus_status ledger_link_next(struct ledger *ledger, struct arena *mem, struct linked_page *out, bool *found,
                                struct priscus_error *err);
/* page->record, of that article. */
priscus_status ledger_link_record(struct ledger *ledger, struct arena *mem, struct linked_page *page,
                                  struct priscus_error *err);
/* How many articles ledger_link_next() would give, counted up to `most`. */
priscus_status ledger_link_waiting(struct ledger *ledger, size_t most, size_t *n, struct priscus_error *err);

/* The newest article of the page in that row. *found false: there is none. */
priscus_status ledger_link_page(struct ledger *ledger, int64_t page, struct arena *mem, struct linked_page *out,
                                bool *found, struct priscus_error *err);
/* The same without its record. */
priscus_status ledger_link_article(struct ledger *ledger, int64_t page, struct arena *mem, struct linked_page *out,
                                   bool *found, struct priscus_error *err);
/* A statement or a position, with the newest article that has it; or a page with its newest article. */
struct linked_entry {
    struct linked_page page;
    int32_t statement; /* in page.record; of a position, the one it lies in; -1: none */
    int32_t position;  /* -1: it is a statement, or both are -1: a page               */
};
/* `id`: "s-3fa94c12d0b7", "p-...", "g-...". *found false: there is no such entry, or `id` is none. */
priscus_status ledger_link_entry(struct ledger *ledger, const char *id, struct arena *mem, struct linked_entry *out,
                                 bool *found, struct priscus_error *err);

/* Its body alone. */
priscus_status ledger_link_body(struct ledger *ledger, int64_t page, struct arena *mem, struct text *out, bool *found,
                                struct priscus_error *err);

/* What is kept between the two is kept with the mark that the article was placed, or not at all. Between them only
 * the link store is written. Commits now and then, as ledger_add() does. */
priscus_status ledger_link_begin(struct ledger *ledger, struct priscus_error *err);
priscus_status ledger_link_done(struct ledger *ledger, int64_t article, struct priscus_error *err);
void ledger_link_undo(struct ledger *ledger, priscus_status why);

/* Forget all places, as if nothing had been linked yet. Commits. */
priscus_status ledger_link_forget(struct ledger *ledger, struct priscus_error *err);

#endif

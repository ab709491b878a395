/* reader.h - the pipeline: inputs -> workers -> one writer.
 *
 *     source --(bounded queue)--> worker, worker, ... --(in input order)--> ledger, JSON lines or whoever asked
 *
 * Each slot of the queue owns an arena: a page is read into it, analysed in it by whichever
 * worker is free, written in turn, and reset. Memory is therefore slots x the
 * largest page, however many pages come; the ledger is the same whatever the number of threads. */
#ifndef READER_H
#define READER_H

#include <signal.h>

#include "ledger/ledger.h"
#include "page/source/source.h"
#include "story/linker.h"

#define READER_JOBS_MAX 64

struct reader_options {
    unsigned jobs; /* 0: one a core */
    const struct knowledge *knowledge;
    bool unlinked;         /* with a ledger: leave it to `priscus link` to place the pages (story/linker.h) */
    struct ledger *ledger; /* NULL: each article is a line of JSON to `line` */
    priscus_line_fn *line;
    void *line_context;
    /* In place of a ledger and of lines: each reading, in input order, with what it lives in. What fails here ends the
     * run. May be NULL. */
    priscus_status (*made)(void *context, const struct reading *reading, struct arena *mem, struct priscus_error *err);
    /* One input could not be read; the run goes on. Called in input order. */
    void (*failed)(void *context, const struct priscus_error *err);
    /* The page is in the ledger, in a transaction that may still be open: for what must be kept with it. The ledger
     * may be written. What fails here ends the run. May be NULL. */
    priscus_status (*written)(void *context, const struct page *page, struct priscus_error *err);
    /* After each page, in input order; for progress. */
    void (*progress)(void *context, size_t pages, struct text name);
    void *context;
    volatile sig_atomic_t
        *stop; /* set by Ctrl-C: end behind the page being written, and within those being read; may be NULL */
};

struct reader_result {
    size_t pages, added, known, failed; /* known: were in the ledger already */
    size_t statements, positions;
    size_t waiting; /* pages of the ledger, from before this run, that are still to be placed by `priscus link` (counted
                       up to LINKER_WAITING_MAX + 1); then those of this run are too                */
    size_t cut;     /* of the added: longer than their limit, and not read to the end */
    bool stopped;
    char last[256]; /* name of the last page that was written */
};

/* Run to the end of the source. Failures of single inputs are counted, not returned; what is
 * returned concerns the whole: ELEDGER, ENOMEM, EIO of the output. */
priscus_status reader_run(struct page_source *source, const struct reader_options *options,
                          struct reader_result *result, struct priscus_error *err);

#endif

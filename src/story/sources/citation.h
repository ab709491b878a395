/* citation.h - who has it from whom: what reports of one thing cite, credit and copy.
 *
 *     "The road stays shut, Pia Holm told Radio Skarr, the Coast Herald reports."   in The Tern
 *
 *     The Tern      cites    Coast Herald     "the Coast Herald reports"
 *     Coast Herald  cites    Radio Skarr      "told Radio Skarr"
 *     Radio Skarr   quotes   Pia Holm         "Pia Holm told"
 *
 * The steps of one report are its statement's chain (record/record.h), those of a page as a whole what any of its
 * statements cites. A copy has a step to what it copies. Nothing is concluded here beyond what a page says and
 * story/copies found. */
#ifndef CITATION_H
#define CITATION_H

#include "ledger/link_store.h"
#include "story/sources/independent.h"

enum citation_how {
    CITATION_COPY,     /* a page is a copy of the other's                    */
    CITATION_EXCERPT,  /* ... of a part of it                                */
    CITATION_UPDATE,   /* ... a later version of it                          */
    CITATION_REPRINTS, /* an aggregator has the outlet's article             */
    CITATION_AGENCY,   /* the report is credited to an agency                */
    CITATION_CITES,    /* an outlet or a speaker names a medium for it       */
    CITATION_QUOTES    /* a medium, or a person, quotes somebody             */
};
const char *citation_how_text(enum citation_how how); /* "copy", "excerpt" ... */

/* A report of what was asked about. All of it must outlive what is found. */
struct telling {
    const struct linked_page *page;
    int32_t statement;            /* index in page->record; -1: the page as a whole     */
    const struct linked_page *of; /* the page that this one copies; NULL: none is known */
    enum citation_how how;        /* COPY, EXCERPT or UPDATE of that                    */
};

struct citation {
    struct text from, to; /* as the page spells them; a page without an outlet goes by its name    */
    enum citation_how how;
    struct span words; /* of the report's body, that say so; empty: it is said outside of the body */
    size_t telling;    /* by which report: its index as given                                      */
};

struct citations {
    size_t *order; /* reports, oldest first; those without a date last; of one minute, copies last, then as recorded */
    struct citation *steps; /* by report in that order, each from the outlet inwards                          */
    size_t n_steps;
    struct sources sources;
};

/* Linear in chains and statements, but for the sorting. Lives in `mem`; ENOMEM. */
priscus_status citations_find(const struct telling *tellings, size_t n, struct arena *mem, struct citations *out);

/* What goes for the page's outlet: its name, the host of its address, or the page's own name. */
struct text citation_outlet(const struct linked_page *page);

#endif

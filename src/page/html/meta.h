/* meta.h - what a page says of itself: JSON-LD, OpenGraph and kin, microdata, its address.
 *
 * Null beats a guess: a field that is not stated has a NULL ptr. Order of trust, as
 * measured on pages with known answers: JSON-LD, then <meta>, then markup. */
#ifndef META_H
#define META_H

#include "base/date.h"
#include "page/article.h"
#include "page/markup/html_outline.h"
#include "page/name/agency.h"
#include "page/name/title.h"

#define AGENCIES_MAX     8
#define BYLINE_BYTES_MAX 200 /* longer ones are no names */

/* Where a page's date is told, in the order of trust as measured (docs/inputs.md, "Dates"). */
enum date_source {
    DATES_LD,            /* JSON-LD                                             */
    DATES_META,          /* <meta> made for it: article:published_time          */
    DATES_MARKUP,        /* itemprop="datePublished" beside the text            */
    DATES_ADDRESS,       /* /2031/05/03/                                        */
    DATES_NEAR_HEADLINE, /* text near the headline                              */
    DATES_TIME_ELEMENT,  /* <time datetime>                                     */
    DATES_OTHER_META,    /* <meta> made for something else: date, dc.date       */
    DATES_CLASS,         /* text in an element of class date, posted ...        */
    DATES_TEXT,          /* text anywhere that says what it is the date of      */
    DATES_COUNT
};

struct stated_dates {
    struct date published, modified;
    struct text words; /* published, as the page has it */
};

struct metadata {
    struct text headline; /* JSON-LD                                       */
    struct text og_title; /* as given, with its range in the outline's page */
    struct span og_title_page;
    struct text title; /* <title> */
    struct span title_page;
    struct text outlet, byline, section, language, address, description;
    struct stated_dates stated[DATES_COUNT]; /* what each source states              */
    struct date published, modified;         /* and what is believed: meta_date_choose() */
    struct text published_words;
    bool is_article; /* it states that it is one, and since when */
    bool is_live;    /* by its JSON-LD                           */
    struct text agencies[AGENCIES_MAX];
    size_t n_agencies;
    struct article_sources from;
};

/* `fetched` may be unknown. */
priscus_status metadata_read(const struct outline *outline, struct date fetched, struct arena *mem,
                             struct metadata *out);

/* A line such as "By Ana Brook, Reuters": its name becomes the byline, its agency one of the
 * agencies; a line that names nobody changes nothing. */
priscus_status byline_read(struct metadata *meta, struct text line, struct arena *mem);

/* The steps of it that json_ld.c shares. A name of an author ("Ana Brook, Reuters", "AFP",
 * "By Ana Brook and Jo Hill") goes to byline, which has room for BYLINE_BYTES_MAX * 2 and
 * holds *n; its agency goes to the agencies. No-break blanks are blanks. ENOMEM. */
priscus_status metadata_person(struct metadata *meta, struct text name, struct arena *mem, char *byline, size_t *n);

/* What a capture holds, trimmed. */
struct text metadata_captured(const struct outline *outline, const struct capture *c);

/* Add once. */
void agency_add(struct metadata *meta, struct text agency);

#endif

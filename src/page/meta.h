/* meta.h - what a page says of itself: JSON-LD, OpenGraph and kin, microdata, its address.
 *
 * Null beats a guess: a field that is not stated has a NULL ptr. Order of trust, as
 * measured on pages with known answers: JSON-LD, then <meta>, then markup. */
#ifndef META_H
#define META_H

#include "base/date.h"
#include "page/agency.h"
#include "page/block.h"

#define AGENCIES_MAX 8

struct metadata {
    struct text headline; /* JSON-LD                                       */
    struct text og_title; /* as given, with its range in the outline's page */
    struct span og_title_page;
    struct text title; /* <title> */
    struct span title_page;
    struct text outlet, byline, section, language, address, description;
    struct date published, modified;
    struct text published_words;
    struct text agencies[AGENCIES_MAX];
    size_t n_agencies;
};

/* `fetched` may be unknown. False: memory is out. */
bool metadata_read(const struct outline *outline, struct date fetched, struct arena *mem, struct metadata *out);

/* A title without "| The Tern" or "- The Tern": what is left of the last separator
 * if the right is `site`, or if it is short and there is no site to compare with. */
struct text title_without_site(struct text title, struct text site);

/* A line such as "By Ana Brook, Reuters": its name becomes the byline, its agency one of the
 * agencies; a line that names nobody changes nothing. False: memory is out. */
bool byline_read(struct metadata *meta, struct text line, struct arena *mem);

/* Add once. */
void agency_add(struct metadata *meta, struct text agency);

/* Same words, whatever the case, punctuation and spacing? */
bool same_words(struct text a, struct text b);

#endif

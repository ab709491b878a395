/* compare.h - the reports of a page beside those of other pages that may be of the same utterances.
 *
 * A report is looked up by who speaks, in the weeks around the page, and by its heaviest words, whoever speaks; both lists
 * are cut, and of what they have, the few that share most words are compared (likeness.h). */
#ifndef COMPARE_H
#define COMPARE_H

#include "story/utterances/likeness.h"

struct pair {
    uint32_t mine, other; /* indexes; of `beside` both are in `mine`, and other < mine */
    float odds;           /* log-odds that they are of one utterance                   */
};

/* What a page says, compared with itself. */
struct own_reports {
    struct report *reports;
    size_t n;
    struct pair *beside; /* by `mine` */
    size_t n_beside;
};

/* What it says, compared with what others do. */
struct comparing {
    struct report *mine;
    size_t n_mine;
    struct report *others; /* by their rows */
    size_t n_others;
    struct pair *pairs; /* by `mine` */
    size_t n_pairs;
};

/* For whoever fits the weights: each comparison as it is made. Of two pages, LIKE_N numbers; `beside`, BESIDE_N. */
typedef void comparison_fn(void *context, const struct report *mine, const struct report *other, bool beside,
                           const float *numbers);

/* The reports of the page, with their vectors, side by side. Of the page that is looked at are its hash, its article and its record.
 * Lives in `mem`. ENOMEM. */
priscus_status own_reports_of(const struct language *language, const struct linked_page *page, comparison_fn *each,
                              void *context, struct arena *mem, struct own_reports *out);
/* own->beside anew, where some of its reports were left out. */
priscus_status compare_beside(const struct language *language, comparison_fn *each, void *context, struct arena *mem,
                              struct own_reports *own);

/* Compare out->mine, which the caller has filled. Everything lives in placing->mem. `each` may be NULL. */
priscus_status compare_page(const struct placing *placing, comparison_fn *each, void *context, struct comparing *out,
                            struct priscus_error *err);

/* The keys under which later pages find the report, at most KEYS_MAX; returns how many. */
#define KEYS_HEAVY 4
#define KEYS_MAX   (KEYS_HEAVY + 1)
size_t report_keys(const struct report *report, int64_t keys[KEYS_MAX]);

#endif

/* html.h - a page of HTML while it is being read: what the steps tell one another.
 *
 *     outline     blocks of text and the tree over them       html_outline.h
 *     metadata    what the page says of itself                meta.h
 *     candidate   which node holds the text                   main_node.h
 *     role        what each of its blocks is                  block_role.h
 *     provenance  whose report it is                          provenance.h
 *     stated      when, by what it says of itself             meta_date.h
 *     order       what 02/09/2031 is on it                  date_order.h
 *     visible     when, by text that only readers see         visible_date.h
 *     article     the kept blocks, one after another          html.c, which keeps the order
 */
#ifndef HTML_H
#define HTML_H

#include "page/article.h"
#include "page/html/meta.h"

#define PROSE_MIN   80  /* bytes that are prose without a full stop            */
#define LEAD_BLOCKS 12  /* blocks looked at between headline and body          */
#define STAMP_LINE  140 /* bytes: dates in longer blocks are the story's       */

/* Who has a vote: prose, and where there is hardly any, lines. */
enum voter { NO_VOTER, VOTER_PROSE, VOTER_LINE };

enum day_order { ORDER_UNKNOWN, ORDER_DAY_FIRST, ORDER_MONTH_FIRST };

/* A post of a live page: live.h. */
struct html_post {
    uint32_t block, end; /* [block, end) */
    struct date published;
    struct text author; /* NULL ptr: not said */
};

struct html {
    struct outline outline;
    struct metadata meta;
    const struct page *page;
    struct arena *mem;
    uint32_t *origin; /* of a page that was decoded first, else NULL */
    uint8_t *voters;  /* by block: enum voter */
    size_t prose;     /* bytes of prose outside readers' comments     */

    uint32_t first, last; /* blocks of the body */
    uint32_t headline;    /* a block, or UINT32_MAX */
    struct text headline_text;
    struct span headline_page;

    struct html_post *posts; /* in page order */
    size_t n_posts;

    uint32_t signed_block;             /* ends in a credit that is cut, or UINT32_MAX */
    uint32_t signed_text, signed_page; /* where the cut is: in the outline's text, its page */
    struct text republished_by;
    bool outlet_inferred;
    enum day_order order; /* of "02/09/2031" on this page: date_order.h */
    bool day_first;
};

static inline bool is_heading(uint8_t tag)
{
    return tag >= TAG_H1 && tag <= TAG_H6;
}

/* A full stop or its kin at the end, a closing quotation mark, an ellipsis. */
bool ends_sentence(struct text t);

/* Spaces and one: blocks have their white space collapsed. */
size_t count_words(struct text t);

#endif

/* html_outline.h - a page's markup, flattened: blocks of text in page order, and the tree over them.
 *
 *     <div class="story"><p>Talks <b>resume</b>.</p><ul class="share"><li><a>Post</a></ul></div>
 *
 *     nodes   0 root   1 div (CLASS_BODY)   2 p   3 ul (CLASS_ASIDE)   4 li
 *     blocks  "Talks resume." in node 2     "Post" in node 4, all of it link
 *
 * Only elements that begin a new block are nodes; of inline ones nothing remains but
 * which bytes were link. Words inside a sentence that nobody sees (hidden.h) are taken out of it; elsewhere
 * they are a block of their own in a node with CLASS_HIDDEN. Every block knows its bytes in the page. The blocks of a
 * subtree are neighbours, so a node holds a range of them. No page makes it fail
 * except by lack of memory: limits are reached quietly, and `cut` says so. */
#ifndef HTML_OUTLINE_H
#define HTML_OUTLINE_H

#include "page/markup/charset.h"
#include "page/markup/html_tree.h"

/* Named ceilings: what is beyond them is still read, but flatter. */
#define DEPTH_MAX    (HTML_TREE_DEPTH_MAX + 1) /* of nodes                          */
#define NODES_MAX    ((size_t)1 << 20)
#define BLOCKS_MAX   ((size_t)1 << 20)
#define METAS_MAX    512  /* <meta> and <link> elements kept                 */
#define SCRIPTS_MAX  32   /* JSON-LD scripts kept                            */
#define CAPTURES_MAX 1024 /* bylines, dates                                  */

struct node {
    uint32_t parent;      /* 0, the root, is its own                        */
    uint32_t first, last; /* blocks [first, last)                           */
    uint32_t text, links; /* bytes of the subtree's text, of its links      */
    uint32_t prose;       /* bytes in blocks that read like prose           */
    int64_t score;
    uint16_t flags;
    uint8_t tag;
    bool pruned;
    bool asks; /* there is a field to write in */
};

struct block {
    uint32_t node;
    struct span text; /* in the outline's text                              */
    struct span page;
    uint32_t links; /* bytes of it that are link                          */
    uint8_t role;   /* decided later                                      */
    const char *rule;
};

/* Something small that names itself. */
enum capture_kind { CAPTURE_AUTHOR, CAPTURE_BYLINE, CAPTURE_PUBLISHED, CAPTURE_MODIFIED, CAPTURE_TIME, CAPTURE_DATE };

struct capture {
    enum capture_kind kind;
    struct span text;      /* what is inside, in the outline's text; may run over blocks */
    struct text attribute; /* datetime= or content= or title=, raw; or NULL              */
    struct text classes;   /* class=, raw: "entry-date updated"                          */
    uint32_t node;
};

/* <meta> and <link>, raw: entities and charset are not decoded yet. */
struct meta {
    struct text name; /* name, property, itemprop, http-equiv or rel */
    struct text content;
};

/* A piece of the page that was taken out of a block: nobody sees it, or it is code. */
struct outline_hidden {
    struct span page;
    uint8_t role; /* as article.h has them; 0: not decided */
    const char *rule;
};

struct outline {
    struct text page; /* the bytes that ranges are in: see `origin` */
    struct charset *charset;
    struct text text; /* all blocks' text, white space collapsed    */
    struct node *nodes;
    size_t n_nodes;
    struct block *blocks;
    size_t n_blocks;
    struct meta *metas;
    size_t n_metas;
    struct capture *captures;
    size_t n_captures;
    struct outline_hidden *hidden;
    size_t n_hidden;
    struct text scripts[SCRIPTS_MAX]; /* JSON-LD, raw */
    size_t n_scripts;
    struct text title;    /* <title>, raw    */
    struct text language; /* <html lang>, raw */
    bool cut;             /* a ceiling was reached, or the page ends inside a tag or comment */
};

/* ENOMEM. */
priscus_status outline_read(struct text page, struct charset *charset, struct arena *mem, struct outline *out);

/* An attribute's value or a title: decoded, entities replaced, white space collapsed.
 * NULL ptr with memory out, never otherwise. */
struct text outline_value(const struct outline *outline, struct text raw, struct arena *mem);

static inline struct text block_text(const struct outline *outline, const struct block *block)
{
    return text_in(outline->text, block->text);
}

#endif

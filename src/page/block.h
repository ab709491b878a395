/* block.h - a page's markup, flattened: blocks of text in page order, and the tree over them.
 *
 *     <div class="story"><p>Talks <b>resume</b>.</p><ul class="share"><li><a>Post</a></ul></div>
 *
 *     nodes   0 root   1 div (CLASS_BODY)   2 p   3 ul (CLASS_ASIDE)   4 li
 *     blocks  "Talks resume." in node 2     "Post" in node 4, all of it link
 *
 * Only elements that begin a new block are nodes; of inline ones nothing remains but
 * which bytes were link. Every block knows its bytes in the page. The blocks of a
 * subtree are neighbours, so a node holds a range of them. No page makes it fail
 * except by lack of memory: limits are reached quietly, and `cut` says so. */
#ifndef BLOCK_H
#define BLOCK_H

#include "page/charset.h"

/* Named ceilings: what is beyond them is still read, but flatter. */
#define DEPTH_MAX       512 /* open elements                                  */
#define NODES_MAX       ((size_t)1 << 20)
#define BLOCKS_MAX      ((size_t)1 << 20)
#define METAS_MAX       512 /* <meta> and <link> elements kept                 */
#define SCRIPTS_MAX     32  /* JSON-LD scripts kept                            */
#define CAPTURES_MAX    128 /* bylines, dates                                  */
#define CLASS_BYTES_MAX 512 /* of a class or id that are looked at             */

/* clang-format off */
enum tag {
    TAG_OTHER, /* not in the table: inline */
    TAG_A, TAG_ADDRESS, TAG_ARTICLE, TAG_ASIDE, TAG_BLOCKQUOTE, TAG_BODY, TAG_BR, TAG_BUTTON, TAG_CAPTION,
    TAG_DD, TAG_DIV, TAG_DL, TAG_DT, TAG_FIGCAPTION, TAG_FIGURE, TAG_FOOTER, TAG_FORM, TAG_H1, TAG_H2, TAG_H3,
    TAG_H4, TAG_H5, TAG_H6, TAG_HEAD, TAG_HEADER, TAG_HR, TAG_HTML, TAG_LI, TAG_LINK, TAG_MAIN, TAG_META,
    TAG_NAV, TAG_OL, TAG_P, TAG_PRE, TAG_SCRIPT, TAG_SECTION, TAG_SVG, TAG_TABLE, TAG_TBODY, TAG_TD, TAG_TH,
    TAG_TIME, TAG_TITLE, TAG_TR, TAG_UL,
    TAG_BLOCK, /* any other block                                    */
    TAG_RAW,   /* text up to its end tag, never shown: style, iframe */
    TAG_SKIP,  /* content never shown: select, noscript              */
    TAG_VOID,  /* img, input                                         */
    TAG_COUNT
};
/* clang-format on */

/* What class, id, itemprop and the like say of a node. */
enum class_flag {
    CLASS_BODY = 1 << 0,  /* article-body, story, entry-content            */
    CLASS_ASIDE = 1 << 1, /* share, related, newsletter, comments, menu    */
    CLASS_CAPTION = 1 << 2,
    CLASS_BYLINE = 1 << 3,
    CLASS_DATE = 1 << 4,
    CLASS_HIDDEN = 1 << 5,       /* hidden, display:none                          */
    CLASS_PLEA = 1 << 6,         /* donate, support-us                            */
    CLASS_ARTICLE_BODY = 1 << 7, /* itemprop=articleBody: said, not guessed      */
    CLASS_STANDFIRST = 1 << 8,   /* standfirst, subtitle, lead                    */
    CLASS_FOOTER = 1 << 9,       /* footer, copyright                             */
    CLASS_COMMENTS = 1 << 11,    /* what readers write */
    CLASS_NOTE = 1 << 10         /* correction, editors-note                      */
};

struct node {
    uint32_t parent;      /* 0, the root, is its own                        */
    uint32_t first, last; /* blocks [first, last)                           */
    uint32_t text, links; /* bytes of the subtree's text, of its links      */
    uint32_t prose;       /* bytes in blocks that read like prose           */
    int64_t score;
    uint16_t flags;
    uint8_t tag;
    bool pruned;
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
enum capture_kind {
    CAPTURE_AUTHOR,
    CAPTURE_BYLINE,
    CAPTURE_PUBLISHED,
    CAPTURE_MODIFIED,
    CAPTURE_TIME,
    CAPTURE_DATE
};

struct capture {
    enum capture_kind kind;
    struct span text;      /* what is inside, in the outline's text; may run over blocks */
    struct text attribute; /* datetime= or content=, raw; or NULL                        */
};

/* <meta> and <link>, raw: entities and charset are not decoded yet. */
struct meta {
    struct text name; /* name, property, itemprop, http-equiv or rel */
    struct text content;
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
    struct text scripts[SCRIPTS_MAX]; /* JSON-LD, raw */
    size_t n_scripts;
    struct text title;    /* <title>, raw    */
    struct text language; /* <html lang>, raw */
    bool cut;             /* a ceiling was reached, or the page ends inside a tag or comment */
};

/* False: memory is out. */
bool outline_read(struct text page, struct charset *charset, struct arena *mem, struct outline *out);

/* An attribute's value or a title: decoded, entities replaced, white space collapsed.
 * NULL ptr with memory out, never otherwise. */
struct text outline_value(const struct outline *outline, struct text raw, struct arena *mem);

static inline struct text block_text(const struct outline *outline, const struct block *block)
{
    return text_in(outline->text, block->text);
}

#endif

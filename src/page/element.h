/* element.h - the names of HTML: which elements there are and how they behave, what their
 * attributes say, and where a tag, a comment or a script ends.
 *
 *     <ul class="relatedLinks" hidden>Read also</ul>
 *
 *     element_find("ul")       TAG_UL, BLOCK | CLOSES_P
 *     attributes_read(...)     at[AT_CLASS] "relatedLinks", at[AT_HIDDEN] ""
 *     element_flags(...)       CLASS_ASIDE | CLASS_HIDDEN
 *
 * Nothing here knows what is open or where text goes: that is block.c's business.
 * Nothing allocates; what is returned lies in the page. */
#ifndef ELEMENT_H
#define ELEMENT_H

#include "base/base.h"

#define CLASS_BYTES_MAX 512 /* of a class or id that are looked at */

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
    CLASS_NOTE = 1 << 10,        /* correction, editors-note                      */
    CLASS_COMMENTS = 1 << 11     /* what readers write                            */
};

/* How an element behaves. */
enum element_trait {
    BLOCK = 1,    /* begins a new block, is a node             */
    CLOSES_P = 2, /* an open <p> ends before it                */
    VOID = 4,     /* has no end tag                            */
    RAW = 8,      /* everything up to its end tag is one text  */
    SKIP = 16,    /* its text is not the page's                */
    SCOPE = 32,   /* implied ends do not reach beyond it       */
    HEADING = 64,
    SPECIAL = BLOCK /* end tags of inline elements stop at these */
};

struct element {
    const char *name;
    uint8_t tag, traits; /* enum tag, enum element_trait */
};

/* clang-format off */
/* The attributes anybody asks for. */
enum attribute {
    AT_CLASS, AT_ID, AT_ITEMPROP, AT_REL, AT_HREF, AT_CONTENT, AT_PROPERTY, AT_NAME, AT_HTTP_EQUIV, AT_CHARSET,
    AT_DATETIME, AT_TYPE, AT_STYLE, AT_HIDDEN, AT_ARIA_HIDDEN, AT_LANG, AT_COUNT
};
/* clang-format on */

/* Never NULL: a name that is not in the table is an inline element, TAG_OTHER. */
const struct element *element_find(struct text name);

/* Of a name, whatever its case. */
uint32_t element_hash(struct text name);

/* What class, id, style, itemprop and the element itself say: a set of enum class_flag.
 * `at` has AT_COUNT values. */
unsigned element_flags(const struct text *at, const struct element *element);

/* The attributes of a tag, from behind its name; returns what is behind the '>',
 * or page.len + 1 if the page ends inside the tag. The first of a name counts. */
size_t attributes_read(struct text page, size_t i, struct text *at, bool *self_closing);

/* Where the raw text that begins at i ends: the '<' of "</name". page.len: never. */
size_t raw_text_end(struct text page, size_t i, struct text name);

/* <!-- -->, <!doctype>, <?xml ?>, </3>, from its '<': returns what is behind it. *cut becomes
 * true if the page ends inside. */
size_t declaration_end(struct text page, size_t i, bool *cut);

#endif

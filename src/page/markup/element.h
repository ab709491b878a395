/* element.h - the names of HTML: which elements there are and how they behave, and what their
 * attributes say.
 *
 *     <ul class="relatedLinks" hidden>Read also</ul>
 *
 *     element_find("ul")        TAG_UL, BLOCK | CLOSES_P | SPECIAL ...
 *     element_attributes(...)   at[AT_CLASS] "relatedLinks", at[AT_HIDDEN] ""
 *     element_flags(...)        CLASS_ASIDE
 *
 * Nothing here knows what is open (html_tree.h) or where text goes (html_outline.h).
 * Nothing allocates; what is returned lies in the page. */
#ifndef ELEMENT_H
#define ELEMENT_H

#include "page/markup/html_tokenizer.h"

#define CLASS_BYTES_MAX 512 /* of a class or id that are looked at */

/* clang-format off */
enum tag {
    TAG_OTHER, /* not in the table: inline */
    TAG_A, TAG_ADDRESS, TAG_ANNOTATION_XML, TAG_APPLET, TAG_AREA, TAG_ARTICLE, TAG_ASIDE, TAG_AUDIO,
    TAG_B, TAG_BASE, TAG_BASEFONT, TAG_BGSOUND, TAG_BIG, TAG_BLOCKQUOTE, TAG_BODY, TAG_BR, TAG_BUTTON,
    TAG_CANVAS, TAG_CAPTION, TAG_CENTER, TAG_CODE, TAG_COL, TAG_COLGROUP, TAG_DATALIST, TAG_DD, TAG_DEL, TAG_DESC,
    TAG_DETAILS, TAG_DIALOG, TAG_DIR, TAG_DIV, TAG_DL, TAG_DT, TAG_EM, TAG_EMBED, TAG_FIELDSET, TAG_FIGCAPTION,
    TAG_FIGURE, TAG_FONT, TAG_FOOTER, TAG_FOREIGNOBJECT, TAG_FORM, TAG_FRAME, TAG_FRAMESET, TAG_H1, TAG_H2,
    TAG_H3, TAG_H4, TAG_H5, TAG_H6, TAG_HEAD, TAG_HEADER, TAG_HGROUP, TAG_HR, TAG_HTML, TAG_I, TAG_IFRAME,
    TAG_IMAGE, TAG_IMG, TAG_INPUT, TAG_KEYGEN, TAG_LEGEND, TAG_LI, TAG_LINK, TAG_LISTING, TAG_MAIN,
    TAG_MALIGNMARK, TAG_MARQUEE, TAG_MATH, TAG_MENU, TAG_META, TAG_MGLYPH, TAG_MI, TAG_MN, TAG_MO, TAG_MS,
    TAG_MTEXT, TAG_NAV, TAG_NOBR, TAG_NOEMBED, TAG_NOFRAMES, TAG_NOSCRIPT, TAG_OBJECT, TAG_OL, TAG_OPTGROUP,
    TAG_OPTION, TAG_P, TAG_PARAM, TAG_PLAINTEXT, TAG_PRE, TAG_RB, TAG_RP, TAG_RT, TAG_RTC, TAG_RUBY, TAG_S,
    TAG_SCRIPT, TAG_SEARCH, TAG_SECTION, TAG_SELECT, TAG_SMALL, TAG_SOURCE, TAG_SPAN, TAG_STRIKE, TAG_STRONG,
    TAG_STYLE, TAG_SUB, TAG_SUMMARY, TAG_SUP, TAG_SVG, TAG_TABLE, TAG_TBODY, TAG_TD, TAG_TEMPLATE, TAG_TEXTAREA,
    TAG_TFOOT, TAG_TH, TAG_THEAD, TAG_TIME, TAG_TITLE, TAG_TR, TAG_TRACK, TAG_TT, TAG_U, TAG_UL, TAG_VAR,
    TAG_VIDEO, TAG_WBR, TAG_XMP, TAG_COUNT
};
/* clang-format on */

/* What class, id, itemprop and the like say of a node. */
enum class_flag {
    CLASS_BODY = 1 << 0,  /* article-body, story, entry-content            */
    CLASS_ASIDE = 1 << 1, /* share, related, newsletter, comments, menu    */
    CLASS_CAPTION = 1 << 2,
    CLASS_BYLINE = 1 << 3,
    CLASS_DATE = 1 << 4,
    CLASS_HIDDEN = 1 << 5,       /* nobody sees it: hidden.h                      */
    CLASS_PLEA = 1 << 6,         /* donate, support-us                            */
    CLASS_ARTICLE_BODY = 1 << 7, /* itemprop=articleBody: said, not guessed      */
    CLASS_STANDFIRST = 1 << 8,   /* standfirst, subtitle, lead                    */
    CLASS_FOOTER = 1 << 9,       /* footer, copyright                             */
    CLASS_NOTE = 1 << 10,        /* correction, editors-note                      */
    CLASS_COMMENTS = 1 << 11,    /* what readers write                            */
    CLASS_SIGN_UP = 1 << 12,     /* a box that asks to sign up: told by its text  */
    CLASS_HEAD = 1 << 13         /* header, headline: no node's, but of a name    */
};

/* How an element behaves: in an outline, and (HTML standard, 13.2) on the stack of open elements. */
enum element_trait {
    BLOCK = 1 << 0,    /* begins a new block, is a node of the outline   */
    SKIP = 1 << 1,     /* its text is not the page's                     */
    VOID = 1 << 2,     /* has no content and no end tag                  */
    RAWTEXT = 1 << 3,  /* everything up to its end tag is one text       */
    RCDATA = 1 << 4,   /* the same, with references                      */
    CLOSES_P = 1 << 5, /* an open <p> ends before it                     */
    HEADING = 1 << 6,
    SCOPE = 1 << 7,      /* what is looked for is not looked for beyond it */
    SPECIAL = 1 << 8,    /* end tags of other elements stop at these       */
    FORMATTING = 1 << 9, /* b, i, a: may be closed across others           */
    IMPLIED_END = 1 << 10,
    ENDS_IN_SCOPE = 1 << 11, /* its end tag closes what is open inside     */
    TABLE_PART = 1 << 12,
    HEAD_PART = 1 << 13,
    BREAKOUT = 1 << 14 /* ends svg and math                                */
};

struct element {
    char name[15];
    uint8_t length;
    uint8_t tag;     /* enum tag           */
    uint32_t traits; /* enum element_trait */
};

/* clang-format off */
/* The attributes anybody asks for. */
enum attribute {
    AT_CLASS, AT_ID, AT_ITEMPROP, AT_REL, AT_HREF, AT_CONTENT, AT_PROPERTY, AT_NAME, AT_HTTP_EQUIV, AT_CHARSET,
    AT_DATETIME, AT_TYPE, AT_STYLE, AT_HIDDEN, AT_ARIA_HIDDEN, AT_LANG, AT_TITLE,
    AT_ROLE, AT_OPEN, AT_MEDIA, AT_COUNT
};
/* clang-format on */

/* Never NULL: a name that is not in the table is an inline element, TAG_OTHER. */
const struct element *element_find(struct text name);

/* What class, id, itemprop and the element itself say: a set of enum class_flag, but for CLASS_HIDDEN (hidden.h).
 * `at` has AT_COUNT values. */
unsigned element_flags(const struct text *at, const struct element *element);

/* The attributes that anybody asks for, of a start tag: at[AT_CLASS] and so on, NULL ptr where it has none. */
void element_attributes(const struct html_tokenizer *tag, struct text *at);

#endif

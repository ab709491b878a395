/* html_tree.h - tokens of HTML into elements that open and close, and text between them.
 *
 *     <table><tr><td>One<td>Two</table><p>Three<li>Four
 *
 *     open table, open tbody, open tr, open td, text "One", close td, open td, text "Two", close ... table,
 *     open p, text "Three", close p, open li, text "Four", close li
 *
 * Tree construction of the HTML standard (section 13.2.6), scripting off, as far as it decides which
 * text there is, in which order, inside what. Kept: every insertion mode's say on what opens, is ignored or is
 * implied; scopes; raw text; tables with what is foster-parented out of them; select, template, frameset; svg
 * and math. Left out, as they move wrappers and no text: the list of active formatting elements and the
 * adoption agency. A </b> across a paragraph closes the b alone.
 *
 * Nothing is kept of the page but the stack of open elements. Linear in the page: what is done for a tag is
 * bounded by HTML_TREE_DEPTH_MAX. Nothing allocates. */
#ifndef HTML_TREE_H
#define HTML_TREE_H

#include "page/markup/element.h"

#define HTML_TREE_DEPTH_MAX 512 /* open elements; deeper ones are not opened, their text stays */

enum html_tree_space { HTML_TREE_HTML, HTML_TREE_SVG, HTML_TREE_MATH };

struct html_tree_open {
    const struct element *element;
    struct text name; /* as written; of an implied one the element's */
    uint8_t space;    /* enum html_tree_space */
    bool integration; /* of svg or math, but with HTML inside: foreignObject, mtext */
    int16_t before;   /* foster-parented: stands before the open table stack[before]; else -1 */
};

struct html_tree;

/* What is done with a page. `tree->stack[tree->depth - 1]` is the element that text goes into. */
struct html_tree_sink {
    /* The top of the stack has just opened. `tag`: its attributes; NULL: implied by other tags. */
    void (*open)(void *context, const struct html_tree *tree, const struct html_tokenizer *tag);
    /* stack[at] closes: the top, or (formatting elements alone) one further down. It is still on the stack. */
    void (*close)(void *context, const struct html_tree *tree, size_t at);
    /* An element without content, VOID, inside the top; or one that is too deep to be opened. */
    void (*leaf)(void *context, const struct html_tree *tree, const struct element *element,
                 const struct html_tokenizer *tag);
    /* `raw` as it stands in the page; references mean something in HTML_DATA and HTML_RCDATA. `before`:
     * as in html_tree_open. */
    void (*text)(void *context, const struct html_tree *tree, struct text raw, enum html_tokenizer_state state,
                 int before);
};

struct html_tree {
    struct html_tokenizer markup;
    const struct html_tree_sink *sink;
    void *context;
    bool stop; /* may be set by the sink: nothing further is read */
    bool cut;  /* a limit was reached, or the page ends inside a tag or an element of raw text */

    struct html_tree_open stack[HTML_TREE_DEPTH_MAX];
    size_t depth, over;       /* `over`: open beyond the limit */
    uint32_t open[TAG_COUNT]; /* how many of each are open     */
    uint8_t mode;
    bool form_open, frameset_ok, skip_newline, quirks;
    int foster; /* what is inserted now goes before stack[foster], or -1 */
};

/* Read a page from byte `skip`; everything that opens also closes. */
void html_tree_read(struct html_tree *tree, struct text page, size_t skip, const struct html_tree_sink *sink,
                    void *context);

#endif

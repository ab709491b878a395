/* hidden.h - does a tag say that nobody sees, or nobody means, the text behind it?
 *
 *     <div hidden>   <p style="display:none">   <span class="sr-only">   <del>   <li role="tab">      HIDDEN
 *     <span aria-hidden="true">                                                                       HIDDEN_ALOUD
 *     <style>.note, span.tip { display: none } @media print { .story { display: none } }</style>
 *     <span class="tip">                                                                              HIDDEN
 *     <p class="story">                                                          on paper alone:      HIDDEN_NOT
 *
 * What is hidden from those who see, and what the page itself took back, is no text of the article's. What is
 * hidden from screen readers alone is seen: mostly an icon's name, but also the first letter of a paragraph, or words of
 * which a second form stands beside them for those who listen. So that one is decided by what is around it (html_flow.h).
 *
 * Of a sheet the selectors of one class or id are read, with or without an element's name before them. What needs
 * another element ("html.js .note") or a script is not known here, nor are sheets that lie beside the page. A rule that
 * is for some screens alone hides nothing, but may show again. Linear in the sheet; nothing allocates; spans of the page. */
#ifndef HIDDEN_H
#define HIDDEN_H

#include "page/markup/element.h"

#define HIDDEN_NAMES_MAX 256 /* that a page's own sheets hide; further ones are passed over */

enum hidden { HIDDEN_NOT, HIDDEN, HIDDEN_ALOUD };

struct hidden_name {
    struct text name;
    char kind;   /* '.' or '#'                    */
    uint8_t tag; /* of the element, or TAG_COUNT: any */
    bool shown;  /* by a later rule               */
};

/* Zeroed, it is empty. */
struct hidden_sheet {
    struct hidden_name names[HIDDEN_NAMES_MAX];
    size_t n;
    uint16_t places[2 * HIDDEN_NAMES_MAX]; /* by hash: index + 1 */
};

/* One more of the page's style sheets. */
void hidden_read_sheet(struct hidden_sheet *sheet, struct text css);

/* `at` has AT_COUNT values; `sheet`: what was read so far. */
enum hidden hidden_find(const struct text *at, const struct element *element, const struct hidden_sheet *sheet);

#endif

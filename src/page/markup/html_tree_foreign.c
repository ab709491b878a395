/* html_tree_foreign.c - tags in svg and math (HTML standard, 13.2.6.5). */
#include "page/markup/html_tree_rules.h"

/* "mi mo mn ms mtext": text and HTML inside, but for two elements. */
static bool is_math_text(const struct html_tree_open *open)
{
    switch (open->space == HTML_TREE_MATH ? open->element->tag : TAG_OTHER) {
    case TAG_MI:
    case TAG_MN:
    case TAG_MO:
    case TAG_MS:
    case TAG_MTEXT:
        return true;
    }
    return false;
}

/* False: the tag is HTML's. */
bool html_tree_foreign_start(struct html_tree *t, const struct element *element)
{
    enum html_tree_space space = (enum html_tree_space)html_tree_top(t)->space;
    bool breaks = element->traits & BREAKOUT;
    struct html_tree_open *opened;

    if (is_math_text(html_tree_top(t)) && element->tag != TAG_MGLYPH && element->tag != TAG_MALIGNMARK)
        return false;
    if (html_tree_top(t)->integration && !is_math_text(html_tree_top(t)))
        return false;
    if (html_tree_top(t)->element->tag == TAG_ANNOTATION_XML && element->tag == TAG_SVG)
        return false;
    if (element->tag == TAG_FONT)
        breaks = html_tokenizer_attribute(&t->markup, "color").ptr ||
                 html_tokenizer_attribute(&t->markup, "face").ptr || html_tokenizer_attribute(&t->markup, "size").ptr;
    if (breaks) {
        while (html_tree_in_foreign(t) && !html_tree_top(t)->integration && !is_math_text(html_tree_top(t)))
            html_tree_pop(t);
        return false;
    }
    html_tree_push(t, element, t->markup.name, space, &t->markup);
    if (t->over)
        return true;
    opened = &t->stack[t->depth - 1];
    if (space == HTML_TREE_SVG)
        opened->integration =
            element->tag == TAG_FOREIGNOBJECT || element->tag == TAG_DESC || element->tag == TAG_TITLE;
    else if (element->tag == TAG_ANNOTATION_XML) {
        struct text encoding = html_tokenizer_attribute(&t->markup, "encoding");

        opened->integration =
            text_eq_fold(encoding, text_c("text/html")) || text_eq_fold(encoding, text_c("application/xhtml+xml"));
    } else
        opened->integration = is_math_text(opened);
    if (t->markup.self_closing)
        html_tree_pop(t);
    return true;
}

/* False: the tag is HTML's. */
bool html_tree_foreign_end(struct html_tree *t, const struct element *element)
{
    if (element->tag == TAG_BR || element->tag == TAG_P) {
        while (html_tree_in_foreign(t) && !html_tree_top(t)->integration && !is_math_text(html_tree_top(t)))
            html_tree_pop(t);
        return false;
    }
    for (size_t i = t->depth; i-- > 0 && t->stack[i].space != HTML_TREE_HTML;) {
        if (text_eq_fold(t->stack[i].name, t->markup.name)) {
            html_tree_pop_to(t, i);
            return true;
        }
        if (i == 0)
            return true;
    }
    return false;
}

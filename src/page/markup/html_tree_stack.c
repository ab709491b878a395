/* html_tree_stack.c - the stack of open elements, what is in scope on it (HTML standard, 13.2.4.2), and putting
 * things in. */
#include "page/markup/html_tree_rules.h"

void html_tree_pop(struct html_tree *t)
{
    t->sink->close(t->context, t, t->depth - 1);
    t->open[html_tree_top(t)->element->tag]--;
    t->depth--;
}

void html_tree_pop_to(struct html_tree *t, size_t depth)
{
    while (t->depth > depth)
        html_tree_pop(t);
}

void html_tree_push(struct html_tree *t, const struct element *element, struct text name, enum html_tree_space space,
                    const struct html_tokenizer *tag)
{
    if (t->depth == HTML_TREE_DEPTH_MAX) {
        t->over++;
        t->cut = true;
        t->sink->leaf(t->context, t, element, tag);
        return;
    }
    t->stack[t->depth++] = (struct html_tree_open){ element, name, (uint8_t)space, false, (int16_t)t->foster };
    t->open[element->tag]++;
    t->sink->open(t->context, t, tag);
}

void html_tree_push_implied(struct html_tree *t, const char *name)
{
    html_tree_push(t, element_find(text_c(name)), text_c(name), HTML_TREE_HTML, NULL);
}

/* Take one element out of the middle: a formatting element, whose contents stay open. */
void html_tree_take_out(struct html_tree *t, size_t at)
{
    if (at + 1 == t->depth) {
        html_tree_pop(t);
        return;
    }
    t->sink->close(t->context, t, at);
    t->open[t->stack[at].element->tag]--;
    memmove(&t->stack[at], &t->stack[at + 1], (t->depth - at - 1) * sizeof *t->stack);
    t->depth--;
    for (size_t i = at; i < t->depth; i++)
        if (t->stack[i].before > (int)at)
            t->stack[i].before--;
    if (t->foster > (int)at)
        t->foster--;
}

/* Does what is looked for end at this element? `more`: a further tag that ends it, or 0. */
bool html_tree_bounds(const struct html_tree_open *open, uint8_t more)
{
    if (open->space != HTML_TREE_HTML)
        return open->integration;
    return open->element->traits & SCOPE || (more && open->element->tag == more);
}

/* The innermost open `tag` in scope (`more`: button scope, list item scope: bounded by that too). */
size_t html_tree_in_scope(const struct html_tree *t, uint8_t tag, uint8_t more)
{
    if (!t->open[tag])
        return NOT_OPEN;
    for (size_t i = t->depth; i-- > 0;) {
        if (t->stack[i].space == HTML_TREE_HTML && t->stack[i].element->tag == tag)
            return i;
        if (html_tree_bounds(&t->stack[i], more))
            break;
    }
    return NOT_OPEN;
}

/* The same among table, template and html alone. */
size_t html_tree_in_table_scope(const struct html_tree *t, uint8_t tag)
{
    if (!t->open[tag])
        return NOT_OPEN;
    for (size_t i = t->depth; i-- > 0;) {
        uint8_t at = t->stack[i].element->tag;

        if (t->stack[i].space != HTML_TREE_HTML)
            continue;
        if (at == tag)
            return i;
        if (at == TAG_TABLE || at == TAG_TEMPLATE || at == TAG_HTML)
            break;
    }
    return NOT_OPEN;
}

void html_tree_close_p(struct html_tree *t)
{
    size_t at = html_tree_in_scope(t, TAG_P, TAG_BUTTON);

    if (at != NOT_OPEN)
        html_tree_pop_to(t, at);
}

void html_tree_imply_ends(struct html_tree *t, uint8_t except)
{
    while (t->depth && html_tree_top(t)->space == HTML_TREE_HTML && html_tree_top(t)->element->traits & IMPLIED_END &&
           html_tree_top(t)->element->tag != except)
        html_tree_pop(t);
}

void html_tree_insert(struct html_tree *t, const struct element *element)
{
    html_tree_push(t, element, t->markup.name, HTML_TREE_HTML, &t->markup);
}

void html_tree_leaf(struct html_tree *t, const struct element *element)
{
    t->sink->leaf(t->context, t, element, &t->markup);
}

void html_tree_insert_raw(struct html_tree *t, const struct element *element, enum html_tokenizer_state state)
{
    t->markup.raw = t->markup.name;
    t->markup.state = state;
    html_tree_insert(t, element);
}

void html_tree_put_text(struct html_tree *t, struct text raw)
{
    if (raw.len)
        t->sink->text(t->context, t, raw, t->markup.text_state, t->foster);
}

/* Text that stands inside a table and in none of its cells goes before it. */
bool html_tree_in_table_parts(const struct html_tree *t)
{
    return t->open[TAG_TABLE] &&
           (html_tree_top_is(t, TAG_TABLE) || html_tree_top_is(t, TAG_TBODY) || html_tree_top_is(t, TAG_TFOOT) ||
            html_tree_top_is(t, TAG_THEAD) || html_tree_top_is(t, TAG_TR));
}

/* NULs are no text where characters are read; they are not white space, but count for nothing. */
size_t html_tree_leading_space(struct text raw)
{
    size_t i = 0;

    while (i < raw.len && (is_space(raw.ptr[i]) || raw.ptr[i] == '\0'))
        i++;
    return i;
}

int html_tree_innermost_table(const struct html_tree *t)
{
    for (size_t i = t->depth; i-- > 0;) {
        if (t->stack[i].space != HTML_TREE_HTML)
            continue;
        if (t->stack[i].element->tag == TAG_TEMPLATE)
            return -1;
        if (t->stack[i].element->tag == TAG_TABLE)
            return (int)i;
    }
    return -1;
}

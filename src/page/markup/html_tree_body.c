/* html_tree_body.c - tags and text in the body (HTML standard, 13.2.6.4.7). */
#include "page/markup/html_tree_rules.h"

void html_tree_body_text(struct html_tree *t, struct text raw)
{
    if (html_tree_in_table_parts(t) && html_tree_leading_space(raw) < raw.len) {
        int kept = t->foster;

        t->foster = html_tree_innermost_table(t);
        html_tree_put_text(t, raw);
        t->foster = kept;
        t->frameset_ok = false;
        return;
    }
    html_tree_put_text(t, raw);
    if (t->frameset_ok && html_tree_leading_space(raw) < raw.len)
        t->frameset_ok = false;
}

static void start_li(struct html_tree *t, const struct element *element)
{
    bool item = element->tag == TAG_LI;

    for (size_t i = t->depth; i-- > 0;) {
        const struct element *open = t->stack[i].element;

        if (item ? open->tag == TAG_LI : open->tag == TAG_DD || open->tag == TAG_DT) {
            html_tree_pop_to(t, i);
            break;
        }
        if (open->traits & SPECIAL && open->tag != TAG_ADDRESS && open->tag != TAG_DIV && open->tag != TAG_P)
            break;
    }
    html_tree_close_p(t);
    html_tree_insert(t, element);
}

static void start_frameset(struct html_tree *t, const struct element *element)
{
    /* Only in place of a body in which nothing was seen. */
    if (!t->frameset_ok || t->depth < 2 || t->stack[1].element->tag != TAG_BODY)
        return;
    html_tree_pop_to(t, 1);
    html_tree_insert(t, element);
    t->mode = IN_FRAMESET;
}

static void start_foreign(struct html_tree *t, const struct element *element, enum html_tree_space space)
{
    html_tree_push(t, element, t->markup.name, space, &t->markup);
    if (t->markup.self_closing && !t->over)
        html_tree_pop(t);
}

/* Elements that belong into the head, wherever they stand. */
void html_tree_head_part(struct html_tree *t, const struct element *element)
{
    if (element->traits & VOID)
        html_tree_leaf(t, element);
    else if (element->tag == TAG_TITLE)
        html_tree_insert_raw(t, element, HTML_RCDATA);
    else if (element->tag == TAG_SCRIPT)
        html_tree_insert_raw(t, element, HTML_SCRIPT);
    else if (element->tag == TAG_TEMPLATE)
        html_tree_insert(t, element);
    else
        html_tree_insert_raw(t, element, HTML_RAWTEXT);
}

void html_tree_body_start(struct html_tree *t, const struct element *element)
{
    size_t at;

    if (element->traits & HEAD_PART) {
        html_tree_head_part(t, element);
        return;
    }
    if (element->traits & CLOSES_P && element->tag != TAG_LI && element->tag != TAG_DD && element->tag != TAG_DT &&
        element->tag != TAG_FORM)
        html_tree_close_p(t);
    switch (element->tag) {
    case TAG_HTML:
    case TAG_HEAD:
    case TAG_BODY:
    case TAG_FRAME:
        return;
    case TAG_FRAMESET:
        start_frameset(t, element);
        return;
    case TAG_H1:
    case TAG_H2:
    case TAG_H3:
    case TAG_H4:
    case TAG_H5:
    case TAG_H6:
        if (t->depth && html_tree_top(t)->element->traits & HEADING)
            html_tree_pop(t);
        break;
    case TAG_PRE:
    case TAG_LISTING:
        t->skip_newline = true;
        t->frameset_ok = false;
        break;
    case TAG_FORM:
        if (t->form_open && !t->open[TAG_TEMPLATE])
            return;
        html_tree_close_p(t);
        t->form_open = true;
        break;
    case TAG_LI:
    case TAG_DD:
    case TAG_DT:
        t->frameset_ok = false;
        start_li(t, element);
        return;
    case TAG_PLAINTEXT:
        t->markup.state = HTML_PLAINTEXT;
        break;
    case TAG_BUTTON:
        if ((at = html_tree_in_scope(t, TAG_BUTTON, 0)) != NOT_OPEN)
            html_tree_pop_to(t, at);
        t->frameset_ok = false;
        break;
    case TAG_A:
    case TAG_NOBR:
        /* They do not nest: an open one ends here, and what is in it stays open. */
        if ((at = html_tree_in_scope(t, element->tag, 0)) != NOT_OPEN)
            html_tree_take_out(t, at);
        break;
    case TAG_TABLE:
        if (!t->quirks)
            html_tree_close_p(t);
        t->frameset_ok = false;
        break;
    case TAG_IMAGE:
        element = element_find(text_c("img"));
        break;
    case TAG_TEXTAREA:
        t->skip_newline = true;
        t->frameset_ok = false;
        html_tree_insert_raw(t, element, HTML_RCDATA);
        return;
    case TAG_XMP:
    case TAG_IFRAME:
    case TAG_NOEMBED:
        t->frameset_ok &= element->tag == TAG_NOEMBED;
        html_tree_insert_raw(t, element, HTML_RAWTEXT);
        return;
    case TAG_SELECT:
    case TAG_APPLET:
    case TAG_MARQUEE:
    case TAG_OBJECT:
        t->frameset_ok = false;
        break;
    case TAG_OPTION:
    case TAG_OPTGROUP:
        if (html_tree_top_is(t, TAG_OPTION))
            html_tree_pop(t);
        break;
    case TAG_RB:
    case TAG_RTC:
    case TAG_RP:
    case TAG_RT:
        if (html_tree_in_scope(t, TAG_RUBY, 0) != NOT_OPEN)
            html_tree_imply_ends(t, element->tag == TAG_RP || element->tag == TAG_RT ? TAG_RTC : TAG_OTHER);
        break;
    case TAG_MATH:
        start_foreign(t, element, HTML_TREE_MATH);
        return;
    case TAG_SVG:
        start_foreign(t, element, HTML_TREE_SVG);
        return;
    }
    if (element->traits & TABLE_PART && !t->open[TAG_TEMPLATE])
        return; /* no table is open here */
    if (element->traits & VOID) {
        struct text type = element->tag == TAG_INPUT ? html_tokenizer_attribute(&t->markup, "type") : text_c("");

        if (element->tag != TAG_PARAM && element->tag != TAG_SOURCE && element->tag != TAG_TRACK &&
            !text_eq_fold(type, text_c("hidden")))
            t->frameset_ok = false;
        html_tree_leaf(t, element);
        return;
    }
    html_tree_insert(t, element);
}

/* The end tag of anything that has no rule of its own: of the innermost of that name, if nothing special
 * lies over it. */
static void other_end(struct html_tree *t, const struct element *element)
{
    if (!t->open[element->tag])
        return;
    for (size_t i = t->depth; i-- > 0;) {
        const struct html_tree_open *open = &t->stack[i];

        if (open->space == HTML_TREE_HTML && open->element->tag == element->tag &&
            (element->tag != TAG_OTHER || text_eq_fold(open->name, t->markup.name))) {
            html_tree_pop_to(t, i);
            return;
        }
        if (open->element->traits & SPECIAL)
            return;
    }
}

/* </b> takes the b out, also from under a paragraph, but not from under a table or a cell. */
static void formatting_end(struct html_tree *t, const struct element *element)
{
    size_t at = html_tree_in_scope(t, element->tag, 0);
    bool over = false;

    if (at == NOT_OPEN)
        return;
    for (size_t i = at + 1; i < t->depth; i++)
        over |= (t->stack[i].element->traits & SPECIAL) != 0;
    if (over)
        html_tree_take_out(t, at);
    else
        html_tree_pop_to(t, at);
}

void html_tree_body_end(struct html_tree *t, const struct element *element)
{
    size_t at;

    switch (element->tag) {
    case TAG_BODY:
    case TAG_HTML:
        return; /* what follows is still in the body */
    case TAG_BR:
        t->markup.n_attributes = 0;
        html_tree_leaf(t, element);
        t->frameset_ok = false;
        return;
    case TAG_P:
        at = html_tree_in_scope(t, TAG_P, TAG_BUTTON);
        if (at == NOT_OPEN) { /* an empty one */
            html_tree_push_implied(t, "p");
            at = t->depth - 1;
            if (!html_tree_top_is(t, TAG_P))
                return;
        }
        html_tree_pop_to(t, at);
        return;
    case TAG_LI:
        if ((at = html_tree_in_scope(t, TAG_LI, TAG_OL)) != NOT_OPEN &&
            (!t->open[TAG_UL] || html_tree_in_scope(t, TAG_LI, TAG_UL) != NOT_OPEN))
            html_tree_pop_to(t, at);
        return;
    case TAG_FORM:
        t->form_open = false;
        if ((at = html_tree_in_scope(t, TAG_FORM, 0)) != NOT_OPEN) {
            html_tree_imply_ends(t, TAG_OTHER);
            if (at + 1 == t->depth)
                html_tree_pop(t); /* else it ends with what it is in: a wrapper more moves no text */
        }
        return;
    case TAG_TEMPLATE:
        for (at = t->depth; at-- > 0;) {
            if (t->stack[at].element->tag == TAG_TEMPLATE && t->stack[at].space == HTML_TREE_HTML) {
                html_tree_pop_to(t, at);
                return;
            }
        }
        return;
    case TAG_H1:
    case TAG_H2:
    case TAG_H3:
    case TAG_H4:
    case TAG_H5:
    case TAG_H6:
        for (at = t->depth; at-- > 0;) {
            if (t->stack[at].space == HTML_TREE_HTML && t->stack[at].element->traits & HEADING) {
                html_tree_pop_to(t, at);
                return;
            }
            if (html_tree_bounds(&t->stack[at], 0))
                return;
        }
        return;
    }
    if (element->traits & FORMATTING)
        formatting_end(t, element);
    else if (element->traits & ENDS_IN_SCOPE || element->tag == TAG_DD || element->tag == TAG_DT) {
        if ((at = html_tree_in_scope(t, element->tag, 0)) != NOT_OPEN)
            html_tree_pop_to(t, at);
    } else if (!(element->traits & TABLE_PART))
        other_end(t, element);
}

/* html_tree_table.c - tags in a table's own parts, and in a select (HTML standard, 13.2.6.4.9 to 17).
 *
 * The standard has a mode for each part of a table; here the stack says the same: the innermost of table,
 * caption, section, row, cell, template. */
#include "page/markup/html_tree_rules.h"

/* The innermost thing that decides what tags mean in a table: table, one of its parts, select, template;
 * NOT_OPEN: there is none. */
static size_t table_context(const struct html_tree *t)
{
    if (!t->open[TAG_TABLE] && !t->open[TAG_TEMPLATE])
        return NOT_OPEN;
    for (size_t i = t->depth; i-- > 0;) {
        const struct element *element = t->stack[i].element;

        if (t->stack[i].space == HTML_TREE_HTML &&
            (element->traits & TABLE_PART || element->tag == TAG_TABLE || element->tag == TAG_TEMPLATE))
            return i;
    }
    return NOT_OPEN;
}

static void foster(struct html_tree *t, const struct element *element,
                   void (*rule)(struct html_tree *, const struct element *))
{
    int kept = t->foster;

    if (html_tree_in_table_parts(t))
        t->foster = html_tree_innermost_table(t);
    rule(t, element);
    t->foster = kept;
}

/* A start tag where the innermost context is a table's. */
void html_tree_table_start(struct html_tree *t, const struct element *element)
{
    size_t at = table_context(t);
    uint8_t context;
    bool row = element->tag == TAG_TR, cell = element->tag == TAG_TD || element->tag == TAG_TH;
    bool part = element->traits & TABLE_PART;

    if (at == NOT_OPEN) {
        html_tree_body_start(t, element);
        return;
    }
    context = t->stack[at].element->tag;
    if (context == TAG_TEMPLATE) {
        /* What a template begins with decides what it is for: parts open as they come. */
        if (part) {
            html_tree_pop_to(t, at + 1);
            if (element->traits & VOID)
                html_tree_leaf(t, element);
            else
                html_tree_insert(t, element);
        } else
            html_tree_body_start(t, element);
        return;
    }
    if (context == TAG_TD || context == TAG_TH || context == TAG_CAPTION) {
        if (!part) {
            html_tree_body_start(t, element);
            return;
        }
        html_tree_pop_to(t, at); /* the cell ends */
        html_tree_table_start(t, element);
        return;
    }
    if (context == TAG_COLGROUP) {
        if (element->tag == TAG_COL) {
            html_tree_pop_to(t, at + 1);
            html_tree_leaf(t, element);
        } else if (element->tag == TAG_TEMPLATE)
            html_tree_head_part(t, element);
        else {
            html_tree_pop_to(t, at);
            html_tree_table_start(t, element);
        }
        return;
    }
    if (row || cell) {
        html_tree_pop_to(t, row && context == TAG_TR ? at : at + 1);
        if (html_tree_top_is(t, TAG_TABLE))
            html_tree_push_implied(t, "tbody");
        if (cell && context != TAG_TR)
            html_tree_push_implied(t, "tr");
        html_tree_insert(t, element);
        return;
    }
    if (part) {
        size_t table = html_tree_in_table_scope(t, TAG_TABLE);

        html_tree_pop_to(t, table == NOT_OPEN ? at : table + 1); /* without a table: a section in a template */
        if (element->tag == TAG_COL) {
            html_tree_push_implied(t, "colgroup");
            html_tree_leaf(t, element);
        } else
            html_tree_insert(t, element);
        return;
    }
    if (element->tag == TAG_TABLE) {
        size_t table = html_tree_in_table_scope(t, TAG_TABLE);

        if (table != NOT_OPEN) {
            html_tree_pop_to(t, table);
            html_tree_table_start(t, element);
        }
        return;
    }
    if (element->tag == TAG_STYLE || element->tag == TAG_SCRIPT || element->tag == TAG_TEMPLATE) {
        html_tree_head_part(t, element);
        return;
    }
    if (element->tag == TAG_INPUT && text_eq_fold(html_tokenizer_attribute(&t->markup, "type"), text_c("hidden"))) {
        html_tree_leaf(t, element);
        return;
    }
    if (element->tag == TAG_FORM) {
        if (!t->form_open && !t->open[TAG_TEMPLATE] && html_tree_in_table_parts(t)) {
            t->form_open = true;
            html_tree_insert(t, element);
            html_tree_pop(t);
            return;
        }
        if (html_tree_in_table_parts(t))
            return;
    }
    foster(t, element, html_tree_body_start);
}

void html_tree_table_end(struct html_tree *t, const struct element *element)
{
    size_t at = table_context(t), found;
    uint8_t context, tag = element->tag;

    if (at == NOT_OPEN || !(element->traits & TABLE_PART || tag == TAG_TABLE)) {
        foster(t, element, html_tree_body_end);
        return;
    }
    context = t->stack[at].element->tag;
    if (tag == TAG_COL)
        return;
    if ((context == TAG_TD || context == TAG_TH) && (tag == TAG_CAPTION || tag == TAG_COLGROUP))
        return;
    if (context == TAG_CAPTION && tag != TAG_CAPTION && tag != TAG_TABLE)
        return;
    if ((tag == TAG_TD || tag == TAG_TH) && context != TAG_TD && context != TAG_TH)
        return;
    if (tag == TAG_TR && (context == TAG_TABLE || context == TAG_TBODY || context == TAG_THEAD || context == TAG_TFOOT))
        return;
    if ((found = html_tree_in_table_scope(t, tag)) == NOT_OPEN)
        return;
    html_tree_pop_to(t, found);
}

/* ---- select ------------------------------------------------------------------------------ */

/* Is the innermost of select, template, table a select? */
bool html_tree_in_select(const struct html_tree *t)
{
    if (!t->open[TAG_SELECT])
        return false;
    for (size_t i = t->depth; i-- > 0;) {
        uint8_t tag = t->stack[i].element->tag;

        if (t->stack[i].space != HTML_TREE_HTML)
            continue;
        if (tag == TAG_SELECT)
            return true;
        if (tag == TAG_TEMPLATE || tag == TAG_TABLE)
            return false;
    }
    return false;
}

static void close_select(struct html_tree *t)
{
    size_t at = t->depth;

    while (at-- > 0)
        if (t->stack[at].space == HTML_TREE_HTML && t->stack[at].element->tag == TAG_SELECT) {
            html_tree_pop_to(t, at);
            return;
        }
}

/* False: the tag is still to be dealt with, the select is closed. */
bool html_tree_select_start(struct html_tree *t, const struct element *element)
{
    switch (element->tag) {
    case TAG_OPTION:
    case TAG_OPTGROUP:
    case TAG_HR:
        if (html_tree_top_is(t, TAG_OPTION))
            html_tree_pop(t);
        if (element->tag != TAG_OPTION && html_tree_top_is(t, TAG_OPTGROUP))
            html_tree_pop(t);
        if (element->tag == TAG_HR)
            html_tree_leaf(t, element);
        else
            html_tree_insert(t, element);
        return true;
    case TAG_SELECT:
        close_select(t);
        return true;
    case TAG_INPUT:
    case TAG_KEYGEN:
    case TAG_TEXTAREA:
        close_select(t);
        return false;
    case TAG_SCRIPT:
    case TAG_TEMPLATE:
        html_tree_head_part(t, element);
        return true;
    }
    if (t->open[TAG_TABLE] && (element->traits & TABLE_PART || element->tag == TAG_TABLE)) {
        close_select(t);
        return false;
    }
    return true;
}

bool html_tree_select_end(struct html_tree *t, const struct element *element)
{
    switch (element->tag) {
    case TAG_OPTGROUP:
        if (html_tree_top_is(t, TAG_OPTION) && t->depth > 1 && t->stack[t->depth - 2].element->tag == TAG_OPTGROUP)
            html_tree_pop(t);
        if (html_tree_top_is(t, TAG_OPTGROUP))
            html_tree_pop(t);
        return true;
    case TAG_OPTION:
        if (html_tree_top_is(t, TAG_OPTION))
            html_tree_pop(t);
        return true;
    case TAG_SELECT:
        close_select(t);
        return true;
    case TAG_TEMPLATE:
        html_tree_body_end(t, element);
        return true;
    }
    if ((element->traits & TABLE_PART || element->tag == TAG_TABLE) &&
        html_tree_in_table_scope(t, element->tag) != NOT_OPEN) {
        close_select(t);
        return false;
    }
    return true;
}

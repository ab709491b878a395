/* tree.c - see tree.h.
 *
 * A token goes to the rules of where we are: before the body (head_*), in a frameset, in svg or math
 * (foreign_*), in a select, in a table's own parts (table_*), and mostly in the body (body_*). Where the
 * standard has a mode for each part of a table, the stack says the same: the innermost of table, caption, cell,
 * row, select, template. */
#include "page/tree.h"

enum mode {
    BEFORE_HTML,
    BEFORE_HEAD,
    IN_HEAD,
    HEAD_NOSCRIPT,
    AFTER_HEAD,
    IN_BODY,
    IN_FRAMESET,
    AFTER_FRAMESET
};

/* ---- the stack --------------------------------------------------------------------------- */

static const struct tree_open *top(const struct tree *t)
{
    return &t->stack[t->depth - 1];
}

static bool top_is(const struct tree *t, uint8_t tag)
{
    return t->depth && top(t)->space == TREE_HTML && top(t)->element->tag == tag;
}

static void pop(struct tree *t)
{
    t->sink->close(t->context, t, t->depth - 1);
    t->open[top(t)->element->tag]--;
    t->depth--;
}

static void pop_to(struct tree *t, size_t depth)
{
    while (t->depth > depth)
        pop(t);
}

static void push(struct tree *t, const struct element *element, struct text name, enum tree_space space,
                 const struct markup *tag)
{
    if (t->depth == TREE_DEPTH_MAX) {
        t->over++;
        t->cut = true;
        t->sink->leaf(t->context, t, element, tag);
        return;
    }
    t->stack[t->depth++] = (struct tree_open){ element, name, (uint8_t)space, false, (int16_t)t->foster };
    t->open[element->tag]++;
    t->sink->open(t->context, t, tag);
}

static void push_implied(struct tree *t, const char *name)
{
    push(t, element_find(text_c(name)), text_c(name), TREE_HTML, NULL);
}

/* Take one element out of the middle: a formatting element, whose contents stay open. */
static void take_out(struct tree *t, size_t at)
{
    if (at + 1 == t->depth) {
        pop(t);
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
static bool bounds(const struct tree_open *open, uint8_t more)
{
    if (open->space != TREE_HTML)
        return open->integration;
    return open->element->traits & SCOPE || (more && open->element->tag == more);
}

#define NOT_OPEN SIZE_MAX

/* The innermost open `tag` in scope (`more`: button scope, list item scope: bounded by that too). */
static size_t in_scope(const struct tree *t, uint8_t tag, uint8_t more)
{
    if (!t->open[tag])
        return NOT_OPEN;
    for (size_t i = t->depth; i-- > 0;) {
        if (t->stack[i].space == TREE_HTML && t->stack[i].element->tag == tag)
            return i;
        if (bounds(&t->stack[i], more))
            break;
    }
    return NOT_OPEN;
}

/* The same among table, template and html alone. */
static size_t in_table_scope(const struct tree *t, uint8_t tag)
{
    if (!t->open[tag])
        return NOT_OPEN;
    for (size_t i = t->depth; i-- > 0;) {
        uint8_t at = t->stack[i].element->tag;

        if (t->stack[i].space != TREE_HTML)
            continue;
        if (at == tag)
            return i;
        if (at == TAG_TABLE || at == TAG_TEMPLATE || at == TAG_HTML)
            break;
    }
    return NOT_OPEN;
}

static void close_p(struct tree *t)
{
    size_t at = in_scope(t, TAG_P, TAG_BUTTON);

    if (at != NOT_OPEN)
        pop_to(t, at);
}

static void imply_ends(struct tree *t, uint8_t except)
{
    while (t->depth && top(t)->space == TREE_HTML && top(t)->element->traits & IMPLIED_END &&
           top(t)->element->tag != except)
        pop(t);
}

/* ---- putting things in ------------------------------------------------------------------- */

static void insert(struct tree *t, const struct element *element)
{
    push(t, element, t->markup.name, TREE_HTML, &t->markup);
}

static void leaf(struct tree *t, const struct element *element)
{
    t->sink->leaf(t->context, t, element, &t->markup);
}

static void insert_raw(struct tree *t, const struct element *element, enum markup_state state)
{
    t->markup.raw = t->markup.name;
    t->markup.state = state;
    insert(t, element);
}

static void put_text(struct tree *t, struct text raw)
{
    if (raw.len)
        t->sink->text(t->context, t, raw, t->markup.text_state, t->foster);
}

/* Text that stands inside a table and in none of its cells goes before it. */
static bool in_table_parts(const struct tree *t)
{
    return t->open[TAG_TABLE] && (top_is(t, TAG_TABLE) || top_is(t, TAG_TBODY) || top_is(t, TAG_TFOOT) ||
                                  top_is(t, TAG_THEAD) || top_is(t, TAG_TR));
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

/* NULs are no text where characters are read; they are not white space, but count for nothing. */
static size_t leading_space(struct text raw)
{
    size_t i = 0;

    while (i < raw.len && (is_space(raw.ptr[i]) || raw.ptr[i] == '\0'))
        i++;
    return i;
}

static int innermost_table(const struct tree *t)
{
    for (size_t i = t->depth; i-- > 0;) {
        if (t->stack[i].space != TREE_HTML)
            continue;
        if (t->stack[i].element->tag == TAG_TEMPLATE)
            return -1;
        if (t->stack[i].element->tag == TAG_TABLE)
            return (int)i;
    }
    return -1;
}

static void body_start(struct tree *t, const struct element *element);
static void body_end(struct tree *t, const struct element *element);

/* ---- in the body ------------------------------------------------------------------------- */

static void body_text(struct tree *t, struct text raw)
{
    if (in_table_parts(t) && leading_space(raw) < raw.len) {
        int kept = t->foster;

        t->foster = innermost_table(t);
        put_text(t, raw);
        t->foster = kept;
        t->frameset_ok = false;
        return;
    }
    put_text(t, raw);
    if (t->frameset_ok && leading_space(raw) < raw.len)
        t->frameset_ok = false;
}

static void start_li(struct tree *t, const struct element *element)
{
    bool item = element->tag == TAG_LI;

    for (size_t i = t->depth; i-- > 0;) {
        const struct element *open = t->stack[i].element;

        if (item ? open->tag == TAG_LI : open->tag == TAG_DD || open->tag == TAG_DT) {
            pop_to(t, i);
            break;
        }
        if (open->traits & SPECIAL && open->tag != TAG_ADDRESS && open->tag != TAG_DIV && open->tag != TAG_P)
            break;
    }
    close_p(t);
    insert(t, element);
}

static void start_frameset(struct tree *t, const struct element *element)
{
    /* Only in place of a body in which nothing was seen. */
    if (!t->frameset_ok || t->depth < 2 || t->stack[1].element->tag != TAG_BODY)
        return;
    pop_to(t, 1);
    insert(t, element);
    t->mode = IN_FRAMESET;
}

static void start_foreign(struct tree *t, const struct element *element, enum tree_space space)
{
    push(t, element, t->markup.name, space, &t->markup);
    if (t->markup.self_closing && !t->over)
        pop(t);
}

/* Elements that belong into the head, wherever they stand. */
static void head_part(struct tree *t, const struct element *element)
{
    if (element->traits & VOID)
        leaf(t, element);
    else if (element->tag == TAG_TITLE)
        insert_raw(t, element, MARKUP_RCDATA);
    else if (element->tag == TAG_SCRIPT)
        insert_raw(t, element, MARKUP_SCRIPT);
    else if (element->tag == TAG_TEMPLATE)
        insert(t, element);
    else
        insert_raw(t, element, MARKUP_RAWTEXT);
}

static void body_start(struct tree *t, const struct element *element)
{
    size_t at;

    if (element->traits & HEAD_PART) {
        head_part(t, element);
        return;
    }
    if (element->traits & CLOSES_P && element->tag != TAG_LI && element->tag != TAG_DD &&
        element->tag != TAG_DT && element->tag != TAG_FORM)
        close_p(t);
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
        if (t->depth && top(t)->element->traits & HEADING)
            pop(t);
        break;
    case TAG_PRE:
    case TAG_LISTING:
        t->skip_newline = true;
        t->frameset_ok = false;
        break;
    case TAG_FORM:
        if (t->form_open && !t->open[TAG_TEMPLATE])
            return;
        close_p(t);
        t->form_open = true;
        break;
    case TAG_LI:
    case TAG_DD:
    case TAG_DT:
        t->frameset_ok = false;
        start_li(t, element);
        return;
    case TAG_PLAINTEXT:
        t->markup.state = MARKUP_PLAINTEXT;
        break;
    case TAG_BUTTON:
        if ((at = in_scope(t, TAG_BUTTON, 0)) != NOT_OPEN)
            pop_to(t, at);
        t->frameset_ok = false;
        break;
    case TAG_A:
    case TAG_NOBR:
        /* They do not nest: an open one ends here, and what is in it stays open. */
        if ((at = in_scope(t, element->tag, 0)) != NOT_OPEN)
            take_out(t, at);
        break;
    case TAG_TABLE:
        if (!t->quirks)
            close_p(t);
        t->frameset_ok = false;
        break;
    case TAG_IMAGE:
        element = element_find(text_c("img"));
        break;
    case TAG_TEXTAREA:
        t->skip_newline = true;
        t->frameset_ok = false;
        insert_raw(t, element, MARKUP_RCDATA);
        return;
    case TAG_XMP:
    case TAG_IFRAME:
    case TAG_NOEMBED:
        t->frameset_ok &= element->tag == TAG_NOEMBED;
        insert_raw(t, element, MARKUP_RAWTEXT);
        return;
    case TAG_SELECT:
    case TAG_APPLET:
    case TAG_MARQUEE:
    case TAG_OBJECT:
        t->frameset_ok = false;
        break;
    case TAG_OPTION:
    case TAG_OPTGROUP:
        if (top_is(t, TAG_OPTION))
            pop(t);
        break;
    case TAG_RB:
    case TAG_RTC:
    case TAG_RP:
    case TAG_RT:
        if (in_scope(t, TAG_RUBY, 0) != NOT_OPEN)
            imply_ends(t, element->tag == TAG_RP || element->tag == TAG_RT ? TAG_RTC : TAG_OTHER);
        break;
    case TAG_MATH:
        start_foreign(t, element, TREE_MATH);
        return;
    case TAG_SVG:
        start_foreign(t, element, TREE_SVG);
        return;
    }
    if (element->traits & TABLE_PART && !t->open[TAG_TEMPLATE])
        return; /* no table is open here */
    if (element->traits & VOID) {
        struct text type = element->tag == TAG_INPUT ? markup_attribute(&t->markup, "type") : text_c("");

        if (element->tag != TAG_PARAM && element->tag != TAG_SOURCE && element->tag != TAG_TRACK &&
            !text_eq_fold(type, text_c("hidden")))
            t->frameset_ok = false;
        leaf(t, element);
        return;
    }
    insert(t, element);
}

/* The end tag of anything that has no rule of its own: of the innermost of that name, if nothing special
 * lies over it. */
static void other_end(struct tree *t, const struct element *element)
{
    if (!t->open[element->tag])
        return;
    for (size_t i = t->depth; i-- > 0;) {
        const struct tree_open *open = &t->stack[i];

        if (open->space == TREE_HTML && open->element->tag == element->tag &&
            (element->tag != TAG_OTHER || text_eq_fold(open->name, t->markup.name))) {
            pop_to(t, i);
            return;
        }
        if (open->element->traits & SPECIAL)
            return;
    }
}

/* </b> takes the b out, also from under a paragraph, but not from under a table or a cell. */
static void formatting_end(struct tree *t, const struct element *element)
{
    size_t at = in_scope(t, element->tag, 0);
    bool over = false;

    if (at == NOT_OPEN)
        return;
    for (size_t i = at + 1; i < t->depth; i++)
        over |= (t->stack[i].element->traits & SPECIAL) != 0;
    if (over)
        take_out(t, at);
    else
        pop_to(t, at);
}

static void body_end(struct tree *t, const struct element *element)
{
    size_t at;

    switch (element->tag) {
    case TAG_BODY:
    case TAG_HTML:
        return; /* what follows is still in the body */
    case TAG_BR:
        t->markup.n_attributes = 0;
        leaf(t, element);
        t->frameset_ok = false;
        return;
    case TAG_P:
        at = in_scope(t, TAG_P, TAG_BUTTON);
        if (at == NOT_OPEN) { /* an empty one */
            push_implied(t, "p");
            at = t->depth - 1;
            if (!top_is(t, TAG_P))
                return;
        }
        pop_to(t, at);
        return;
    case TAG_LI:
        if ((at = in_scope(t, TAG_LI, TAG_OL)) != NOT_OPEN &&
            (!t->open[TAG_UL] || in_scope(t, TAG_LI, TAG_UL) != NOT_OPEN))
            pop_to(t, at);
        return;
    case TAG_FORM:
        t->form_open = false;
        if ((at = in_scope(t, TAG_FORM, 0)) != NOT_OPEN) {
            imply_ends(t, TAG_OTHER);
            if (at + 1 == t->depth)
                pop(t); /* else it ends with what it is in: a wrapper more moves no text */
        }
        return;
    case TAG_TEMPLATE:
        for (at = t->depth; at-- > 0;) {
            if (t->stack[at].element->tag == TAG_TEMPLATE && t->stack[at].space == TREE_HTML) {
                pop_to(t, at);
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
            if (t->stack[at].space == TREE_HTML && t->stack[at].element->traits & HEADING) {
                pop_to(t, at);
                return;
            }
            if (bounds(&t->stack[at], 0))
                return;
        }
        return;
    }
    if (element->traits & FORMATTING)
        formatting_end(t, element);
    else if (element->traits & ENDS_IN_SCOPE || element->tag == TAG_DD || element->tag == TAG_DT) {
        if ((at = in_scope(t, element->tag, 0)) != NOT_OPEN)
            pop_to(t, at);
    } else if (!(element->traits & TABLE_PART))
        other_end(t, element);
}

/* ---- tables ------------------------------------------------------------------------------ */

/* The innermost thing that decides what tags mean in a table: table, one of its parts, select, template;
 * NOT_OPEN: there is none. */
static size_t table_context(const struct tree *t)
{
    if (!t->open[TAG_TABLE] && !t->open[TAG_TEMPLATE])
        return NOT_OPEN;
    for (size_t i = t->depth; i-- > 0;) {
        const struct element *element = t->stack[i].element;

        if (t->stack[i].space == TREE_HTML &&
            (element->traits & TABLE_PART || element->tag == TAG_TABLE || element->tag == TAG_TEMPLATE))
            return i;
    }
    return NOT_OPEN;
}

static void table_start(struct tree *t, const struct element *element);
static void table_end(struct tree *t, const struct element *element);

static void foster(struct tree *t, const struct element *element,
                   void (*rule)(struct tree *, const struct element *))
{
    int kept = t->foster;

    if (in_table_parts(t))
        t->foster = innermost_table(t);
    rule(t, element);
    t->foster = kept;
}

/* A start tag where the innermost context is a table's. */
static void table_start(struct tree *t, const struct element *element)
{
    size_t at = table_context(t);
    uint8_t context;
    bool row = element->tag == TAG_TR, cell = element->tag == TAG_TD || element->tag == TAG_TH;
    bool part = element->traits & TABLE_PART;

    if (at == NOT_OPEN) {
        body_start(t, element);
        return;
    }
    context = t->stack[at].element->tag;
    if (context == TAG_TEMPLATE) {
        /* What a template begins with decides what it is for: parts open as they come. */
        if (part) {
            pop_to(t, at + 1);
            if (element->traits & VOID)
                leaf(t, element);
            else
                insert(t, element);
        } else
            body_start(t, element);
        return;
    }
    if (context == TAG_TD || context == TAG_TH || context == TAG_CAPTION) {
        if (!part) {
            body_start(t, element);
            return;
        }
        pop_to(t, at); /* the cell ends */
        table_start(t, element);
        return;
    }
    if (context == TAG_COLGROUP) {
        if (element->tag == TAG_COL) {
            pop_to(t, at + 1);
            leaf(t, element);
        } else if (element->tag == TAG_TEMPLATE)
            head_part(t, element);
        else {
            pop_to(t, at);
            table_start(t, element);
        }
        return;
    }
    if (row || cell) {
        pop_to(t, row && context == TAG_TR ? at : at + 1);
        if (top_is(t, TAG_TABLE))
            push_implied(t, "tbody");
        if (cell && context != TAG_TR)
            push_implied(t, "tr");
        insert(t, element);
        return;
    }
    if (part) {
        size_t table = in_table_scope(t, TAG_TABLE);

        pop_to(t, table == NOT_OPEN ? at : table + 1); /* without a table: a section in a template */
        if (element->tag == TAG_COL) {
            push_implied(t, "colgroup");
            leaf(t, element);
        } else
            insert(t, element);
        return;
    }
    if (element->tag == TAG_TABLE) {
        size_t table = in_table_scope(t, TAG_TABLE);

        if (table != NOT_OPEN) {
            pop_to(t, table);
            table_start(t, element);
        }
        return;
    }
    if (element->tag == TAG_STYLE || element->tag == TAG_SCRIPT || element->tag == TAG_TEMPLATE) {
        head_part(t, element);
        return;
    }
    if (element->tag == TAG_INPUT && text_eq_fold(markup_attribute(&t->markup, "type"), text_c("hidden"))) {
        leaf(t, element);
        return;
    }
    if (element->tag == TAG_FORM) {
        if (!t->form_open && !t->open[TAG_TEMPLATE] && in_table_parts(t)) {
            t->form_open = true;
            insert(t, element);
            pop(t);
            return;
        }
        if (in_table_parts(t))
            return;
    }
    foster(t, element, body_start);
}

static void table_end(struct tree *t, const struct element *element)
{
    size_t at = table_context(t), found;
    uint8_t context, tag = element->tag;

    if (at == NOT_OPEN || !(element->traits & TABLE_PART || tag == TAG_TABLE)) {
        foster(t, element, body_end);
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
    if (tag == TAG_TR &&
        (context == TAG_TABLE || context == TAG_TBODY || context == TAG_THEAD || context == TAG_TFOOT))
        return;
    if ((found = in_table_scope(t, tag)) == NOT_OPEN)
        return;
    pop_to(t, found);
}

/* ---- select ------------------------------------------------------------------------------ */

/* Is the innermost of select, template, table a select? */
static bool in_select(const struct tree *t)
{
    if (!t->open[TAG_SELECT])
        return false;
    for (size_t i = t->depth; i-- > 0;) {
        uint8_t tag = t->stack[i].element->tag;

        if (t->stack[i].space != TREE_HTML)
            continue;
        if (tag == TAG_SELECT)
            return true;
        if (tag == TAG_TEMPLATE || tag == TAG_TABLE)
            return false;
    }
    return false;
}

static void close_select(struct tree *t)
{
    size_t at = t->depth;

    while (at-- > 0)
        if (t->stack[at].space == TREE_HTML && t->stack[at].element->tag == TAG_SELECT) {
            pop_to(t, at);
            return;
        }
}

/* False: the tag is still to be dealt with, the select is closed. */
static bool select_start(struct tree *t, const struct element *element)
{
    switch (element->tag) {
    case TAG_OPTION:
    case TAG_OPTGROUP:
    case TAG_HR:
        if (top_is(t, TAG_OPTION))
            pop(t);
        if (element->tag != TAG_OPTION && top_is(t, TAG_OPTGROUP))
            pop(t);
        if (element->tag == TAG_HR)
            leaf(t, element);
        else
            insert(t, element);
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
        head_part(t, element);
        return true;
    }
    if (t->open[TAG_TABLE] && (element->traits & TABLE_PART || element->tag == TAG_TABLE)) {
        close_select(t);
        return false;
    }
    return true;
}

static bool select_end(struct tree *t, const struct element *element)
{
    switch (element->tag) {
    case TAG_OPTGROUP:
        if (top_is(t, TAG_OPTION) && t->depth > 1 && t->stack[t->depth - 2].element->tag == TAG_OPTGROUP)
            pop(t);
        if (top_is(t, TAG_OPTGROUP))
            pop(t);
        return true;
    case TAG_OPTION:
        if (top_is(t, TAG_OPTION))
            pop(t);
        return true;
    case TAG_SELECT:
        close_select(t);
        return true;
    case TAG_TEMPLATE:
        body_end(t, element);
        return true;
    }
    if ((element->traits & TABLE_PART || element->tag == TAG_TABLE) &&
        in_table_scope(t, element->tag) != NOT_OPEN) {
        close_select(t);
        return false;
    }
    return true;
}

/* ---- svg and math ------------------------------------------------------------------------ */

/* Is the innermost element one of svg's or math's own? */
static bool in_foreign(const struct tree *t)
{
    return t->depth && top(t)->space != TREE_HTML;
}

/* "mi mo mn ms mtext": text and HTML inside, but for two elements. */
static bool is_math_text(const struct tree_open *open)
{
    switch (open->space == TREE_MATH ? open->element->tag : TAG_OTHER) {
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
static bool foreign_start(struct tree *t, const struct element *element)
{
    enum tree_space space = (enum tree_space)top(t)->space;
    bool breaks = element->traits & BREAKOUT;
    struct tree_open *opened;

    if (is_math_text(top(t)) && element->tag != TAG_MGLYPH && element->tag != TAG_MALIGNMARK)
        return false;
    if (top(t)->integration && !is_math_text(top(t)))
        return false;
    if (top(t)->element->tag == TAG_ANNOTATION_XML && element->tag == TAG_SVG)
        return false;
    if (element->tag == TAG_FONT)
        breaks = markup_attribute(&t->markup, "color").ptr || markup_attribute(&t->markup, "face").ptr ||
                 markup_attribute(&t->markup, "size").ptr;
    if (breaks) {
        while (in_foreign(t) && !top(t)->integration && !is_math_text(top(t)))
            pop(t);
        return false;
    }
    push(t, element, t->markup.name, space, &t->markup);
    if (t->over)
        return true;
    opened = &t->stack[t->depth - 1];
    if (space == TREE_SVG)
        opened->integration =
            element->tag == TAG_FOREIGNOBJECT || element->tag == TAG_DESC || element->tag == TAG_TITLE;
    else if (element->tag == TAG_ANNOTATION_XML) {
        struct text encoding = markup_attribute(&t->markup, "encoding");

        opened->integration = text_eq_fold(encoding, text_c("text/html")) ||
                              text_eq_fold(encoding, text_c("application/xhtml+xml"));
    } else
        opened->integration = is_math_text(opened);
    if (t->markup.self_closing)
        pop(t);
    return true;
}

/* False: the tag is HTML's. */
static bool foreign_end(struct tree *t, const struct element *element)
{
    if (element->tag == TAG_BR || element->tag == TAG_P) {
        while (in_foreign(t) && !top(t)->integration && !is_math_text(top(t)))
            pop(t);
        return false;
    }
    for (size_t i = t->depth; i-- > 0 && t->stack[i].space != TREE_HTML;) {
        if (text_eq_fold(t->stack[i].name, t->markup.name)) {
            pop_to(t, i);
            return true;
        }
        if (i == 0)
            return true;
    }
    return false;
}

/* ---- before the body --------------------------------------------------------------------- */

static void begin_body(struct tree *t, const struct markup *tag)
{
    push(t, element_find(text_c("body")), text_c("body"), TREE_HTML, tag);
    t->mode = IN_BODY;
}

static void begin_html(struct tree *t, const struct markup *tag)
{
    push(t, element_find(text_c("html")), text_c("html"), TREE_HTML, tag);
    t->mode = BEFORE_HEAD;
}

/* Everything that may be left out before what comes now, up to `mode`. */
static void imply_up_to(struct tree *t, enum mode mode)
{
    if (t->mode == HEAD_NOSCRIPT && mode != HEAD_NOSCRIPT) {
        pop(t);
        t->mode = IN_HEAD;
    }
    if (t->mode == BEFORE_HTML && mode > BEFORE_HTML)
        begin_html(t, NULL);
    if (t->mode == BEFORE_HEAD && mode > BEFORE_HEAD) {
        push_implied(t, "head");
        t->mode = IN_HEAD;
    }
    if (t->mode == IN_HEAD && mode > HEAD_NOSCRIPT) {
        pop(t);
        t->mode = AFTER_HEAD;
    }
    if (t->mode == AFTER_HEAD && mode > AFTER_HEAD)
        begin_body(t, NULL);
}

/* A start tag before the body has begun. False: the body begins with it. */
static bool head_start(struct tree *t, const struct element *element)
{
    if (element->tag == TAG_HTML) {
        if (t->mode == BEFORE_HTML)
            begin_html(t, &t->markup);
        return true;
    }
    if (t->mode == BEFORE_HTML)
        begin_html(t, NULL);
    if (element->tag == TAG_HEAD) {
        if (t->mode == BEFORE_HEAD) {
            insert(t, element);
            t->mode = IN_HEAD;
        }
        return true;
    }
    if (element->traits & HEAD_PART) {
        if (t->mode == HEAD_NOSCRIPT && (element->tag == TAG_SCRIPT || element->tag == TAG_TITLE ||
                                         element->tag == TAG_TEMPLATE || element->tag == TAG_BASE))
            imply_up_to(t, IN_HEAD);
        else
            imply_up_to(t, t->mode == HEAD_NOSCRIPT ? HEAD_NOSCRIPT : IN_HEAD);
        head_part(t, element);
        return true;
    }
    if (element->tag == TAG_NOSCRIPT && t->mode <= IN_HEAD) {
        imply_up_to(t, IN_HEAD);
        insert(t, element);
        t->mode = HEAD_NOSCRIPT;
        return true;
    }
    if (element->tag == TAG_NOSCRIPT && t->mode == HEAD_NOSCRIPT)
        return true;
    imply_up_to(t, AFTER_HEAD);
    if (element->tag == TAG_BODY) {
        begin_body(t, &t->markup);
        t->frameset_ok = false;
        return true;
    }
    if (element->tag == TAG_FRAMESET) {
        insert(t, element);
        t->mode = IN_FRAMESET;
        return true;
    }
    begin_body(t, NULL);
    return false;
}

/* An end tag there. False: the body begins. */
static bool head_end(struct tree *t, const struct element *element)
{
    if (element->tag == TAG_HEAD) {
        imply_up_to(t, AFTER_HEAD);
        return true;
    }
    if (element->tag == TAG_NOSCRIPT && t->mode == HEAD_NOSCRIPT) {
        imply_up_to(t, IN_HEAD);
        return true;
    }
    if (element->tag != TAG_BODY && element->tag != TAG_HTML && element->tag != TAG_BR)
        return true;
    imply_up_to(t, IN_BODY);
    return false;
}

/* ---- a token ----------------------------------------------------------------------------- */

static void end_tag(struct tree *t)
{
    const struct element *element = element_find(t->markup.name);

    if (t->over) {
        t->over -= !(element->traits & VOID);
        return;
    }
    if (t->depth && top(t)->space == TREE_HTML && top(t)->element->traits & (RAWTEXT | RCDATA) &&
        top(t)->element->tag == element->tag) {
        pop(t);
        return;
    }
    if (t->mode < IN_BODY && !t->open[TAG_TEMPLATE] && head_end(t, element))
        return;
    if (t->mode >= IN_FRAMESET) {
        if (element->tag == TAG_FRAMESET && t->mode == IN_FRAMESET && top_is(t, TAG_FRAMESET)) {
            pop(t);
            if (!top_is(t, TAG_FRAMESET))
                t->mode = AFTER_FRAMESET;
        }
        return;
    }
    if (in_foreign(t) && foreign_end(t, element))
        return;
    if (in_select(t) && select_end(t, element))
        return;
    table_end(t, element);
}

static void start_tag(struct tree *t)
{
    const struct element *element = element_find(t->markup.name);

    if (t->mode < IN_BODY && !t->open[TAG_TEMPLATE] && head_start(t, element))
        return;
    if (t->mode >= IN_FRAMESET) {
        if (element->tag == TAG_FRAMESET && t->mode == IN_FRAMESET)
            insert(t, element);
        else if (element->tag == TAG_NOFRAMES)
            head_part(t, element);
        return;
    }
    if (in_foreign(t) && foreign_start(t, element))
        return;
    if (in_select(t) && select_start(t, element))
        return;
    table_start(t, element);
}

static void frameset_text(struct tree *t, struct text raw)
{
    for (size_t i = 0; i < raw.len; i++)
        if (is_space(raw.ptr[i]))
            put_text(t, text_of(raw.ptr + i, 1));
}

static void text(struct tree *t)
{
    struct text raw = t->markup.text;
    size_t space;

    if (t->skip_newline && raw.len && (raw.ptr[0] == '\n' || raw.ptr[0] == '\r')) {
        size_t n = raw.ptr[0] == '\r' && raw.len > 1 && raw.ptr[1] == '\n' ? 2 : 1;

        raw = text_of(raw.ptr + n, raw.len - n);
    }
    t->skip_newline = false;
    if (t->markup.text_state != MARKUP_DATA || in_foreign(t) || t->open[TAG_TEMPLATE]) {
        put_text(t, raw);
        if (in_foreign(t) && leading_space(raw) < raw.len)
            t->frameset_ok = false;
        return;
    }
    if (t->mode < IN_BODY) {
        space = leading_space(raw);
        if (t->mode >= IN_HEAD)
            put_text(t, text_of(raw.ptr, space));
        raw = text_of(raw.ptr + space, raw.len - space);
        if (raw.len == 0)
            return;
        imply_up_to(t, IN_BODY);
    }
    if (t->mode >= IN_FRAMESET) {
        frameset_text(t, raw);
        return;
    }
    if (top_is(t, TAG_COLGROUP) && (space = leading_space(raw)) < raw.len) {
        put_text(t, text_of(raw.ptr, space));
        raw = text_of(raw.ptr + space, raw.len - space);
        pop(t);
    }
    body_text(t, raw);
}

void tree_read(struct tree *t, struct text page, size_t skip, const struct tree_sink *sink, void *context)
{
    memset(t, 0, offsetof(struct tree, stack));
    memset(t->open, 0, sizeof t->open);
    t->depth = t->over = 0;
    t->mode = BEFORE_HTML;
    t->form_open = t->skip_newline = false;
    t->frameset_ok = true;
    t->quirks = true; /* until a doctype says otherwise */
    t->foster = -1;
    t->sink = sink;
    t->context = context;
    markup_begin(&t->markup, page, skip);
    while (!t->stop && markup_next(&t->markup)) {
        struct markup_doctype doctype;

        switch (t->markup.kind) {
        case MARKUP_TEXT:
            text(t);
            break;
        case MARKUP_START:
            t->skip_newline = false;
            start_tag(t);
            break;
        case MARKUP_END:
            t->skip_newline = false;
            end_tag(t);
            break;
        case MARKUP_DOCTYPE:
            if (t->mode == BEFORE_HTML) {
                markup_doctype(t->markup.text, t->markup.cut, &doctype);
                t->quirks = doctype.force_quirks || !text_eq_fold(doctype.name, text_c("html")) ||
                            (doctype.public_id.ptr && !doctype.system_id.ptr);
            }
            break;
        default:
            break;
        }
        t->markup.foreign = in_foreign(t);
    }
    t->over = 0;
    pop_to(t, 0);
    t->cut |= t->markup.cut;
}

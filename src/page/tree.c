/* tree.c - see tree.h.
 *
 * A token goes to the rules of where we are: before the body, in a frameset (both here), in svg or math, in a
 * select, in a table, and mostly in the body (tree_rules.h says where). */
#include "page/tree_rules.h"

/* ---- before the body --------------------------------------------------------------------- */

static void begin_body(struct tree *t, const struct markup *tag)
{
    tree_push(t, element_find(text_c("body")), text_c("body"), TREE_HTML, tag);
    t->mode = IN_BODY;
}

static void begin_html(struct tree *t, const struct markup *tag)
{
    tree_push(t, element_find(text_c("html")), text_c("html"), TREE_HTML, tag);
    t->mode = BEFORE_HEAD;
}

/* Everything that may be left out before what comes now, up to `mode`. */
static void imply_up_to(struct tree *t, enum mode mode)
{
    if (t->mode == HEAD_NOSCRIPT && mode != HEAD_NOSCRIPT) {
        tree_pop(t);
        t->mode = IN_HEAD;
    }
    if (t->mode == BEFORE_HTML && mode > BEFORE_HTML)
        begin_html(t, NULL);
    if (t->mode == BEFORE_HEAD && mode > BEFORE_HEAD) {
        tree_push_implied(t, "head");
        t->mode = IN_HEAD;
    }
    if (t->mode == IN_HEAD && mode > HEAD_NOSCRIPT) {
        tree_pop(t);
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
            tree_insert(t, element);
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
        tree_head_part(t, element);
        return true;
    }
    if (element->tag == TAG_NOSCRIPT && t->mode <= IN_HEAD) {
        imply_up_to(t, IN_HEAD);
        tree_insert(t, element);
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
        tree_insert(t, element);
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
    if (t->depth && tree_top(t)->space == TREE_HTML && tree_top(t)->element->traits & (RAWTEXT | RCDATA) &&
        tree_top(t)->element->tag == element->tag) {
        tree_pop(t);
        return;
    }
    if (t->mode < IN_BODY && !t->open[TAG_TEMPLATE] && head_end(t, element))
        return;
    if (t->mode >= IN_FRAMESET) {
        if (element->tag == TAG_FRAMESET && t->mode == IN_FRAMESET && tree_top_is(t, TAG_FRAMESET)) {
            tree_pop(t);
            if (!tree_top_is(t, TAG_FRAMESET))
                t->mode = AFTER_FRAMESET;
        }
        return;
    }
    if (tree_in_foreign(t) && tree_foreign_end(t, element))
        return;
    if (tree_in_select(t) && tree_select_end(t, element))
        return;
    tree_table_end(t, element);
}

static void start_tag(struct tree *t)
{
    const struct element *element = element_find(t->markup.name);

    if (t->mode < IN_BODY && !t->open[TAG_TEMPLATE] && head_start(t, element))
        return;
    if (t->mode >= IN_FRAMESET) {
        if (element->tag == TAG_FRAMESET && t->mode == IN_FRAMESET)
            tree_insert(t, element);
        else if (element->tag == TAG_NOFRAMES)
            tree_head_part(t, element);
        return;
    }
    if (tree_in_foreign(t) && tree_foreign_start(t, element))
        return;
    if (tree_in_select(t) && tree_select_start(t, element))
        return;
    tree_table_start(t, element);
}

static void frameset_text(struct tree *t, struct text raw)
{
    for (size_t i = 0; i < raw.len; i++)
        if (is_space(raw.ptr[i]))
            tree_put_text(t, text_of(raw.ptr + i, 1));
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
    if (t->markup.text_state != MARKUP_DATA || tree_in_foreign(t) || t->open[TAG_TEMPLATE]) {
        tree_put_text(t, raw);
        if (tree_in_foreign(t) && tree_leading_space(raw) < raw.len)
            t->frameset_ok = false;
        return;
    }
    if (t->mode < IN_BODY) {
        space = tree_leading_space(raw);
        if (t->mode >= IN_HEAD)
            tree_put_text(t, text_of(raw.ptr, space));
        raw = text_of(raw.ptr + space, raw.len - space);
        if (raw.len == 0)
            return;
        imply_up_to(t, IN_BODY);
    }
    if (t->mode >= IN_FRAMESET) {
        frameset_text(t, raw);
        return;
    }
    if (tree_top_is(t, TAG_COLGROUP) && (space = tree_leading_space(raw)) < raw.len) {
        tree_put_text(t, text_of(raw.ptr, space));
        raw = text_of(raw.ptr + space, raw.len - space);
        tree_pop(t);
    }
    tree_body_text(t, raw);
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
        t->markup.foreign = tree_in_foreign(t);
    }
    t->over = 0;
    tree_pop_to(t, 0);
    t->cut |= t->markup.cut;
}

/* html_tree.c - see html_tree.h.
 *
 * A token goes to the rules of where we are: before the body, in a frameset (both here), in svg or math, in a
 * select, in a table, and mostly in the body (html_tree_rules.h says where). */
#include "page/markup/html_tree_rules.h"

/* ---- before the body --------------------------------------------------------------------- */

static void begin_body(struct html_tree *t, const struct html_tokenizer *tag)
{
    html_tree_push(t, element_find(text_c("body")), text_c("body"), HTML_TREE_HTML, tag);
    t->mode = IN_BODY;
}

static void begin_html(struct html_tree *t, const struct html_tokenizer *tag)
{
    html_tree_push(t, element_find(text_c("html")), text_c("html"), HTML_TREE_HTML, tag);
    t->mode = BEFORE_HEAD;
}

/* Everything that may be left out before what comes now, up to `mode`. */
static void imply_up_to(struct html_tree *t, enum mode mode)
{
    if (t->mode == HEAD_NOSCRIPT && mode != HEAD_NOSCRIPT) {
        html_tree_pop(t);
        t->mode = IN_HEAD;
    }
    if (t->mode == BEFORE_HTML && mode > BEFORE_HTML)
        begin_html(t, NULL);
    if (t->mode == BEFORE_HEAD && mode > BEFORE_HEAD) {
        html_tree_push_implied(t, "head");
        t->mode = IN_HEAD;
    }
    if (t->mode == IN_HEAD && mode > HEAD_NOSCRIPT) {
        html_tree_pop(t);
        t->mode = AFTER_HEAD;
    }
    if (t->mode == AFTER_HEAD && mode > AFTER_HEAD)
        begin_body(t, NULL);
}

/* A start tag before the body has begun. False: the body begins with it. */
static bool head_start(struct html_tree *t, const struct element *element)
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
            html_tree_insert(t, element);
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
        html_tree_head_part(t, element);
        return true;
    }
    if (element->tag == TAG_NOSCRIPT && t->mode <= IN_HEAD) {
        imply_up_to(t, IN_HEAD);
        html_tree_insert(t, element);
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
        html_tree_insert(t, element);
        t->mode = IN_FRAMESET;
        return true;
    }
    begin_body(t, NULL);
    return false;
}

/* An end tag there. False: the body begins. */
static bool head_end(struct html_tree *t, const struct element *element)
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

static void end_tag(struct html_tree *t)
{
    const struct element *element = element_find(t->markup.name);

    if (t->over) {
        t->over -= !(element->traits & VOID);
        return;
    }
    if (t->depth && html_tree_top(t)->space == HTML_TREE_HTML &&
        html_tree_top(t)->element->traits & (RAWTEXT | RCDATA) && html_tree_top(t)->element->tag == element->tag) {
        html_tree_pop(t);
        return;
    }
    if (t->mode < IN_BODY && !t->open[TAG_TEMPLATE] && head_end(t, element))
        return;
    if (t->mode >= IN_FRAMESET) {
        if (element->tag == TAG_FRAMESET && t->mode == IN_FRAMESET && html_tree_top_is(t, TAG_FRAMESET)) {
            html_tree_pop(t);
            if (!html_tree_top_is(t, TAG_FRAMESET))
                t->mode = AFTER_FRAMESET;
        }
        return;
    }
    if (html_tree_in_foreign(t) && html_tree_foreign_end(t, element))
        return;
    if (html_tree_in_select(t) && html_tree_select_end(t, element))
        return;
    html_tree_table_end(t, element);
}

static void start_tag(struct html_tree *t)
{
    const struct element *element = element_find(t->markup.name);

    if (t->mode < IN_BODY && !t->open[TAG_TEMPLATE] && head_start(t, element))
        return;
    if (t->mode >= IN_FRAMESET) {
        if (element->tag == TAG_FRAMESET && t->mode == IN_FRAMESET)
            html_tree_insert(t, element);
        else if (element->tag == TAG_NOFRAMES)
            html_tree_head_part(t, element);
        return;
    }
    if (html_tree_in_foreign(t) && html_tree_foreign_start(t, element))
        return;
    if (html_tree_in_select(t) && html_tree_select_start(t, element))
        return;
    html_tree_table_start(t, element);
}

static void frameset_text(struct html_tree *t, struct text raw)
{
    for (size_t i = 0; i < raw.len; i++)
        if (is_space(raw.ptr[i]))
            html_tree_put_text(t, text_of(raw.ptr + i, 1));
}

static void text(struct html_tree *t)
{
    struct text raw = t->markup.text;
    size_t space;

    if (t->skip_newline && raw.len && (raw.ptr[0] == '\n' || raw.ptr[0] == '\r')) {
        size_t n = raw.ptr[0] == '\r' && raw.len > 1 && raw.ptr[1] == '\n' ? 2 : 1;

        raw = text_of(raw.ptr + n, raw.len - n);
    }
    t->skip_newline = false;
    if (t->markup.text_state != HTML_DATA || html_tree_in_foreign(t) || t->open[TAG_TEMPLATE]) {
        html_tree_put_text(t, raw);
        if (html_tree_in_foreign(t) && html_tree_leading_space(raw) < raw.len)
            t->frameset_ok = false;
        return;
    }
    if (t->mode < IN_BODY) {
        space = html_tree_leading_space(raw);
        if (t->mode >= IN_HEAD)
            html_tree_put_text(t, text_of(raw.ptr, space));
        raw = text_of(raw.ptr + space, raw.len - space);
        if (raw.len == 0)
            return;
        imply_up_to(t, IN_BODY);
    }
    if (t->mode >= IN_FRAMESET) {
        frameset_text(t, raw);
        return;
    }
    if (html_tree_top_is(t, TAG_COLGROUP) && (space = html_tree_leading_space(raw)) < raw.len) {
        html_tree_put_text(t, text_of(raw.ptr, space));
        raw = text_of(raw.ptr + space, raw.len - space);
        html_tree_pop(t);
    }
    html_tree_body_text(t, raw);
}

void html_tree_read(struct html_tree *t, struct text page, size_t skip, const struct html_tree_sink *sink,
                    void *context)
{
    memset(t, 0, offsetof(struct html_tree, stack));
    memset(t->open, 0, sizeof t->open);
    t->depth = t->over = 0;
    t->mode = BEFORE_HTML;
    t->form_open = t->skip_newline = false;
    t->frameset_ok = true;
    t->quirks = true; /* until a doctype says otherwise */
    t->foster = -1;
    t->sink = sink;
    t->context = context;
    html_tokenizer_begin(&t->markup, page, skip);
    while (!t->stop && html_tokenizer_next(&t->markup)) {
        struct html_tokenizer_doctype doctype;

        switch (t->markup.kind) {
        case HTML_TEXT:
            text(t);
            break;
        case HTML_START:
            t->skip_newline = false;
            start_tag(t);
            break;
        case HTML_END:
            t->skip_newline = false;
            end_tag(t);
            break;
        case HTML_DOCTYPE:
            if (t->mode == BEFORE_HTML) {
                html_tokenizer_doctype(t->markup.text, t->markup.cut, &doctype);
                t->quirks = doctype.force_quirks || !text_eq_fold(doctype.name, text_c("html")) ||
                            (doctype.public_id.ptr && !doctype.system_id.ptr);
            }
            break;
        default:
            break;
        }
        t->markup.foreign = html_tree_in_foreign(t);
    }
    t->over = 0;
    html_tree_pop_to(t, 0);
    t->cut |= t->markup.cut;
}

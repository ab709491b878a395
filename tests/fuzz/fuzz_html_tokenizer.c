/* fuzz_html_tokenizer.c - any bytes as HTML: tokens lie one behind another inside the page, whatever opens closes, and
 * text is handed on in the page's order. The first byte chooses the tokenizer's first state. */
#include <stdlib.h>

#include "page/markup/charset.h"
#include "page/markup/html_tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

struct state {
    const char *behind; /* of the last text */
    size_t depth;
};

static void on_open(void *context, const struct html_tree *tree, const struct html_tokenizer *tag)
{
    struct state *s = context;

    must(tree->depth == ++s->depth && tree->depth <= HTML_TREE_DEPTH_MAX);
    must(!tag || tag->kind == HTML_START || tag->kind == HTML_END);
    must(tree->stack[tree->depth - 1].before < (int)tree->depth - 1);
}

static void on_close(void *context, const struct html_tree *tree, size_t at)
{
    struct state *s = context;

    must(at < tree->depth && tree->depth == s->depth--);
}

static void on_leaf(void *context, const struct html_tree *tree, const struct element *element,
                    const struct html_tokenizer *tag)
{
    (void)context;
    (void)tree;
    (void)tag;
    must(element != NULL);
}

static void on_text(void *context, const struct html_tree *tree, struct text raw, enum html_tokenizer_state state,
                    int before)
{
    struct state *s = context;
    struct text page = tree->markup.page;

    (void)state;
    must(raw.ptr >= page.ptr && raw.ptr + raw.len <= page.ptr + page.len && raw.ptr >= s->behind);
    must(before < (int)tree->depth);
    s->behind = raw.ptr + raw.len;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct html_tree_sink sink = { on_open, on_close, on_leaf, on_text };
    static const char *const raws[] = { "title", "style", "script", "plaintext", "svg" };
    static struct html_tree tree;
    struct text page;
    struct html_tokenizer m;
    struct state s;
    size_t at = 0, tokens = 0;

    if (size == 0)
        return 0;
    page = text_of((const char *)data + 1, size - 1);
    html_tokenizer_begin(&m, page, 0);
    m.state = (enum html_tokenizer_state)(data[0] % 6);
    m.raw = text_c(raws[data[0] / 6 % 5]);
    m.foreign = data[0] & 0x80;
    while (html_tokenizer_next(&m)) {
        must(m.span.begin >= at && m.span.end >= m.span.begin && m.span.end <= page.len);
        must(m.at >= m.span.end && m.at > at); /* empty is "<![CDATA[]]>" alone */
        must(m.n_attributes <= HTML_ATTRIBUTES_MAX);
        at = m.at;
        must(++tokens <= page.len);
    }
    s = (struct state){ page.ptr, 0 };
    html_tree_read(&tree, page, 0, &sink, &s);
    must(s.depth == 0 && tree.depth == 0);
    for (size_t i = 0; i < TAG_COUNT; i++)
        must(tree.open[i] == 0);
    charset_declared(page);
    return 0;
}

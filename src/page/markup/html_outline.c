/* html_outline.c - see html_outline.h. One pass over the bytes, no tree of objects: what html_tree.h says of open elements
 * goes straight into flat arrays.
 *
 * What a browser would move out of a table stays where it stands in the page here: an entry is shown in
 * the page's own order. */
#include "page/markup/html_outline.h"

#include "base/utf8.h"
#include "page/markup/entity.h"
#include "page/markup/hidden.h"
#include "page/markup/html_flow.h"
#include "page/markup/html_tree.h"

/* An open element, beside the tree's own. */
struct open {
    uint32_t node;   /* where text went before it began   */
    uint32_t tables; /* that had begun before it          */
    bool is_node, skips, link, hides;
    int16_t capture; /* index + 1 */
};

struct builder {
    struct html_flow flow; /* what is open decides where its text goes */
    struct outline *out;
    struct arena *mem;
    struct text page;
    size_t room_nodes, room_metas, room_captures;

    struct open open[HTML_TREE_DEPTH_MAX];
    size_t link_since; /* blocks there were when the open link began */
    bool keep_script;  /* of the script that is open: it is JSON-LD  */
    bool keep_style;   /* of the sheet that is open: it is for screens */
    uint32_t tables;   /* that have begun                            */
    unsigned hiding;   /* open inline elements that hide their text  */
    bool aloud;        /* the outermost of them: from those who listen */
    uint32_t hiding_node;
    struct hidden_sheet sheet;
    struct html_tree tree;
};

static uint32_t node_add(struct builder *b, uint8_t tag, unsigned flags)
{
    struct outline *out = b->out;
    struct node *grown;

    if (out->n_nodes == NODES_MAX) {
        out->cut = true;
        return b->flow.node;
    }
    if (tag == TAG_THEAD || tag == TAG_TFOOT)
        tag = TAG_TBODY;
    else if (tag == TAG_MENU || tag == TAG_DIR)
        tag = TAG_UL;
    grown = arena_grow(b->mem, out->nodes, out->n_nodes, &b->room_nodes, sizeof *out->nodes);
    if (!grown) {
        b->flow.failed = true;
        return b->flow.node;
    }
    out->nodes = grown;
    out->nodes[out->n_nodes] = (struct node){ .parent = b->flow.node,
                                              .first = (uint32_t)out->n_blocks,
                                              .last = (uint32_t)out->n_blocks,
                                              .flags = (uint16_t)flags,
                                              .tag = tag };
    return (uint32_t)out->n_nodes++;
}

/* Does the element name its text? 0 or the capture's index + 1. */
static int16_t capture_begin(struct builder *b, const struct text *at, uint8_t tag, unsigned flags)
{
    struct outline *out = b->out;
    struct text prop = at[AT_ITEMPROP];
    enum capture_kind kind;
    struct capture *grown;

    if (prop.len > 64)
        prop.len = 0;
    if (text_eq_fold(prop, text_c("datePublished")))
        kind = CAPTURE_PUBLISHED;
    else if (text_eq_fold(prop, text_c("dateModified")))
        kind = CAPTURE_MODIFIED;
    else if (tag == TAG_TIME)
        kind = CAPTURE_TIME;
    else if (text_eq_fold(prop, text_c("author")) || (tag == TAG_A && text_eq_fold(at[AT_REL], text_c("author"))))
        kind = CAPTURE_AUTHOR;
    else if (flags & CLASS_BYLINE)
        kind = CAPTURE_BYLINE;
    else if (flags & CLASS_DATE)
        kind = CAPTURE_DATE;
    else
        return 0;
    if (out->n_captures == CAPTURES_MAX)
        return 0;
    grown = arena_grow(b->mem, out->captures, out->n_captures, &b->room_captures, sizeof *grown);
    if (!grown) {
        b->flow.failed = true;
        return 0;
    }
    out->captures = grown;
    out->captures[out->n_captures++] = (struct capture){ .kind = kind,
                                                         .text = { (uint32_t)b->flow.n, (uint32_t)b->flow.n },
                                                         .attribute = at[AT_DATETIME].len  ? at[AT_DATETIME]
                                                                      : at[AT_CONTENT].len ? at[AT_CONTENT]
                                                                                           : at[AT_TITLE],
                                                         .classes = at[AT_CLASS],
                                                         .node = b->flow.node };
    return (int16_t)out->n_captures;
}

static void meta_add(struct builder *b, struct text name, struct text content)
{
    struct outline *out = b->out;
    struct meta *grown;

    if (name.len == 0 || out->n_metas == METAS_MAX)
        return;
    grown = arena_grow(b->mem, out->metas, out->n_metas, &b->room_metas, sizeof *grown);
    if (!grown) {
        b->flow.failed = true;
        return;
    }
    out->metas = grown;
    out->metas[out->n_metas++] = (struct meta){ name, content };
}

/* --- what the tree says --- */

/* Behind a builder's failure nothing more is read. */
static void settle(struct builder *b)
{
    if (b->flow.failed)
        b->tree.stop = true;
}

static bool is_svg_part(const struct html_tree_open *open)
{
    return open->space != HTML_TREE_HTML && open->element->tag != TAG_SVG && open->element->tag != TAG_MATH;
}

/* An inline element hides its text. In a sentence that is a piece of it; where none has begun, and where the page names
 * what is inside (a hidden date), it is a block by itself; not in a cell, which is a part of its row. True: it is a block. A <b> may be
 * closed across blocks: never one. */
static bool hide_inline(struct builder *b, struct open *open, const struct element *element, enum hidden hidden)
{
    bool begins = !b->flow.in_block && !b->tree.open[TAG_TD] && !b->tree.open[TAG_TH];

    if (hidden == HIDDEN && !b->hiding && !(element->traits & FORMATTING) && (begins || open->capture)) {
        html_flow_end(&b->flow);
        open->is_node = true;
        return true;
    }
    if (hidden == HIDDEN_ALOUD && open->capture)
        return false;
    if (b->hiding++ == 0) {
        b->aloud = hidden == HIDDEN_ALOUD;
        b->hiding_node = b->flow.node;
    }
    open->hides = true;
    return false;
}

/* The last of the inline elements that hid their text is over. */
static void show_again(struct builder *b)
{
    uint32_t node;

    if (--b->hiding > 0 || html_flow_piece_end(&b->flow))
        return;
    node = node_add(b, TAG_SPAN, CLASS_HIDDEN);
    b->flow.block.node = node;
    html_flow_end(&b->flow);
    b->out->nodes[node].last = (uint32_t)b->out->n_blocks;
}

static void on_open(void *context, const struct html_tree *tree, const struct html_tokenizer *tag)
{
    struct builder *b = context;
    const struct html_tree_open *top = &tree->stack[tree->depth - 1];
    const struct element *element = top->element;
    struct open *open = &b->open[tree->depth - 1];
    unsigned traits = is_svg_part(top) ? 0 : element->traits, flags = 0;
    enum hidden hidden = HIDDEN_NOT;
    struct text at[AT_COUNT];

    if (traits & (BLOCK | CLOSES_P))
        html_flow_end(&b->flow);
    *open =
        (struct open){ .node = b->flow.node, .is_node = traits & BLOCK, .skips = traits & SKIP, .tables = b->tables };
    b->tables += element->tag == TAG_TABLE;
    if (tag) {
        element_attributes(tag, at);
        flags = element_flags(at, element);
        hidden = b->flow.skip ? HIDDEN_NOT : hidden_find(at, element, &b->sheet);
    } else {
        memset(at, 0, sizeof at);
    }
    if (element->tag == TAG_HTML && !b->out->language.ptr)
        b->out->language = at[AT_LANG];
    else if (element->tag == TAG_SCRIPT)
        b->keep_script = b->out->n_scripts < SCRIPTS_MAX && at[AT_TYPE].len >= 19 &&
                         text_starts_fold(at[AT_TYPE], "application/ld+json");
    open->capture = b->flow.skip || !tag ? 0 : capture_begin(b, at, element->tag, flags);
    if (element->tag == TAG_A && at[AT_HREF].ptr) {
        open->link = true;
        b->flow.links++;
        b->link_since = b->out->n_blocks;
    } else if (element->tag == TAG_STYLE)
        b->keep_style = !b->flow.skip && !text_eq_fold(at[AT_MEDIA], text_c("print"));
    if (open->skips)
        b->flow.skip++;
    if (traits & BLOCK) {
        if (hidden || (b->hiding && !b->aloud))
            flags |= CLASS_HIDDEN;
    } else if (hidden && hide_inline(b, open, element, hidden))
        flags = CLASS_HIDDEN;
    if (open->is_node)
        b->flow.node = node_add(b, element->tag, flags);
    settle(b);
}

/* Does a tag of a link, its own end or the beginning of the next, close it? */
static bool closed_by_link(const struct html_tokenizer *m)
{
    return (m->kind == HTML_START || m->kind == HTML_END) && m->name.len == 1 && ascii_lower(m->name.ptr[0]) == 'a';
}

/* Behind a cell there is room for what stands between it and the next; a table that holds no other may be rows of data. */
static void close_table_part(struct builder *b, uint32_t node, uint32_t tables)
{
    uint8_t tag = b->out->nodes[node].tag;

    if (tag == TAG_TD || tag == TAG_TH)
        html_flow_end_cell(&b->flow);
    else if (tag == TAG_TABLE && tables == 1)
        html_flow_join_rows(&b->flow, node);
}

static void on_close(void *context, const struct html_tree *tree, size_t at)
{
    struct builder *b = context;
    struct open *open = &b->open[at];

    if (open->hides)
        show_again(b);
    if (open->is_node) {
        html_flow_end(&b->flow);
        b->out->nodes[b->flow.node].last = (uint32_t)b->out->n_blocks;
        close_table_part(b, b->flow.node, b->tables - open->tables);
        b->flow.node = open->node;
    }
    if (open->skips)
        b->flow.skip--;
    if (open->link) {
        b->flow.links--;
        /* Nobody wrote </a>, so it is not the page that is a link. Only one link is open at
         * a time, so no block is taken back twice. */
        if (!closed_by_link(&tree->markup))
            for (size_t i = b->link_since; i < b->out->n_blocks; i++)
                b->out->blocks[i].links = 0;
    }
    if (open->capture) {
        html_flow_settle(&b->flow, ' ');
        b->out->captures[open->capture - 1].text.end = (uint32_t)b->flow.n;
    }
    memmove(open, open + 1, (tree->depth - at - 1) * sizeof *open);
    settle(b);
}

static void on_leaf(void *context, const struct html_tree *tree, const struct element *element,
                    const struct html_tokenizer *tag)
{
    struct builder *b = context;
    struct text at[AT_COUNT] = { { 0 } };

    if (element->tag == TAG_BR)
        html_flow_break(&b->flow);
    else if (element->traits & (BLOCK | CLOSES_P))
        html_flow_end(&b->flow);
    else if (element->tag == TAG_META) {
        element_attributes(tag, at);
        for (int k = AT_PROPERTY; k <= AT_HTTP_EQUIV; k++)
            meta_add(b, at[k], at[AT_CONTENT]);
        if (at[AT_ITEMPROP].len) {
            meta_add(b, at[AT_ITEMPROP], at[AT_CONTENT]);
            if (tree->open[TAG_BODY])
                capture_begin(b, at, element->tag, 0);
        }
    } else if (element->tag == TAG_INPUT) {
        element_attributes(tag, at);
        b->out->nodes[b->flow.node].asks |=
            !at[AT_TYPE].len || text_eq_fold(at[AT_TYPE], text_c("email")) || text_eq_fold(at[AT_TYPE], text_c("text"));
    } else if (element->tag == TAG_LINK) {
        element_attributes(tag, at);
        meta_add(b, at[AT_REL], at[AT_HREF]);
    }
    settle(b);
}

static void on_text(void *context, const struct html_tree *tree, struct text raw, enum html_tokenizer_state state,
                    int before)
{
    struct builder *b = context;
    const struct element *in = tree->depth ? tree->stack[tree->depth - 1].element : NULL;
    size_t from = (size_t)(raw.ptr - b->page.ptr);

    (void)before;
    if (state == HTML_RCDATA || state == HTML_RAWTEXT || state == HTML_SCRIPT) {
        if (in && in->tag == TAG_TITLE && !b->out->title.ptr && !b->flow.skip)
            b->out->title = raw;
        else if (in && in->tag == TAG_SCRIPT && b->keep_script)
            b->out->scripts[b->out->n_scripts++] = raw;
        else if (in && in->tag == TAG_STYLE && b->keep_style)
            hidden_read_sheet(&b->sheet, raw);
        b->keep_script = b->keep_style = false;
        return;
    }
    if (b->hiding && b->flow.piece != PIECE_OPEN && b->flow.node == b->hiding_node && !b->flow.skip)
        html_flow_piece_begin(&b->flow, from, b->aloud);
    html_flow_run(&b->flow, from, from + raw.len);
    settle(b);
}

static const struct html_tree_sink sink = { on_open, on_close, on_leaf, on_text };

priscus_status outline_read(struct text page, struct charset *charset, struct arena *mem, struct outline *out)
{
    struct outline outline = { .page = page, .charset = charset };
    struct builder *b = arena_alloc(mem, sizeof *b);

    if (!b)
        return PRISCUS_ENOMEM;
    b->out = b->flow.out = &outline;
    b->mem = b->flow.mem = mem;
    b->page = b->flow.page = page;
    b->flow.room = charset_room(charset, page) + 16;
    b->flow.text = arena_alloc(mem, b->flow.room);
    if (!b->flow.text)
        return PRISCUS_ENOMEM;
    node_add(b, TAG_BODY, 0);
    if (b->flow.failed)
        return PRISCUS_ENOMEM;
    html_tree_read(&b->tree, page, charset->skip, &sink, b);
    html_flow_end(&b->flow);
    if (b->flow.failed)
        return PRISCUS_ENOMEM;
    outline.nodes[0].last = (uint32_t)outline.n_blocks;
    outline.cut |= b->tree.cut;
    outline.text = text_of(b->flow.text, b->flow.n);
    *out = outline;
    return PRISCUS_OK;
}

struct text outline_value(const struct outline *outline, struct text raw, struct arena *mem)
{
    size_t room = charset_room(outline->charset, raw) + 16, n = 0;
    char *out = arena_alloc(mem, room);
    bool space = false;

    if (!out)
        return (struct text){ 0 };
    for (size_t i = 0; i < raw.len;) {
        size_t begin = i, taken = 0, written = 0;
        char bytes[ENTITY_BYTES_MAX];

        if (raw.ptr[i] == '&')
            written = entity_write(raw, i, true, &taken, bytes);
        if (is_ascii_space(raw.ptr[i]) || (written == 1 && is_ascii_space(bytes[0]))) {
            space = n > 0;
            i += taken ? taken : 1;
            continue;
        }
        if (space && n < room)
            out[n++] = ' ';
        space = false;
        if (taken) {
            if (room - n >= written) {
                memcpy(out + n, bytes, written);
                n += written;
            }
            i += taken;
            continue;
        }
        for (i++; i < raw.len && !is_ascii_space(raw.ptr[i]) && raw.ptr[i] != '&';)
            i++;
        charset_decode(outline->charset, text_of(raw.ptr + begin, i - begin), out, &n, room);
    }
    return text_trim(text_of(out, n));
}

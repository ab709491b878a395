/* block.c - see block.h. One pass over the bytes, no tree of objects.
 *
 * The tokenizer is the HTML standard's with what cannot be seen in text left out: no
 * adoption agency, no foster parenting. Kept are void elements, raw text, the
 * implied ends of p, li, dt, dd, tr, td and headings, and end tags that match nothing.
 *
 * Linear whatever comes: every byte is passed once; looking down the stack of open
 * elements is bounded by DEPTH_MAX and is not done for names that are not open. */
#include "page/block.h"

#include "base/utf8.h"
#include "page/entity.h"
#include "page/flow.h"

/* An open element. */
struct open {
    uint32_t hash; /* of the name                       */
    uint32_t node; /* where text went before it began   */
    uint8_t tag, traits;
    bool is_node, link;
    int16_t capture; /* index + 1 */
};

struct builder {
    struct flow flow; /* what is open decides where its text goes */
    struct outline *out;
    struct arena *mem;
    struct text page;
    size_t room_nodes, room_metas, room_captures;

    struct open stack[DEPTH_MAX];
    size_t depth, over;
    uint32_t open_names[256]; /* how many open elements hash to it */
    unsigned foreign;
    bool closing_link; /* </a> has been read */
    size_t link_since; /* blocks there were when the open link began */
    bool body_seen;
};

/* --- the stack of open elements --- */

static void pop(struct builder *b)
{
    struct open *top = &b->stack[--b->depth];

    if (top->is_node) {
        flow_end(&b->flow);
        b->out->nodes[b->flow.node].last = (uint32_t)b->out->n_blocks;
        b->flow.node = top->node;
    }
    if (top->traits & BLOCK)
        flow_end(&b->flow);
    if (top->traits & SKIP)
        b->flow.skip--;
    if (top->tag == TAG_SVG)
        b->foreign--;
    if (top->link) {
        b->flow.links--;
        /* Nobody wrote </a>, so it is not the page that is a link. Only one link is open at
         * a time, so no block is taken back twice. */
        if (!b->closing_link && b->out->n_blocks > b->link_since)
            for (size_t i = b->link_since; i < b->out->n_blocks; i++)
                b->out->blocks[i].links = 0;
    }
    if (top->capture)
        b->out->captures[top->capture - 1].text.end = (uint32_t)b->flow.n;
    b->open_names[top->hash & 255]--;
}

static void pop_to(struct builder *b, size_t depth)
{
    while (b->depth > depth)
        pop(b);
}

/* End an open `tag` (or `or`), unless something in `stops` (a set of traits) or the tag
 * `stop` lies over it. */
static void imply_end(struct builder *b, uint8_t tag, uint8_t or, unsigned stops, uint8_t stop)
{
    for (size_t i = b->depth; i-- > 0;) {
        const struct open *open = &b->stack[i];

        if (open->tag == tag || open->tag == or) {
            pop_to(b, i);
            return;
        }
        if (open->traits & stops || (stop && open->tag == stop))
            return;
    }
}

static bool name_is_open(const struct builder *b, const char *name)
{
    return b->open_names[element_hash(text_c(name)) & 255] != 0;
}

static void imply_ends(struct builder *b, const struct element *tag)
{
    switch (tag->tag) {
    case TAG_LI:
        for (size_t i = b->depth; i-- > 0;) {
            uint8_t open = b->stack[i].tag;

            if (open == TAG_LI) {
                pop_to(b, i);
                break;
            }
            if (b->stack[i].traits & BLOCK && open != TAG_DIV && open != TAG_P && open != TAG_ADDRESS)
                break;
        }
        break;
    case TAG_DD:
    case TAG_DT:
        if (name_is_open(b, "dd") || name_is_open(b, "dt"))
            imply_end(b, TAG_DD, TAG_DT, SCOPE, TAG_DL);
        break;
    case TAG_TD:
    case TAG_TH:
        imply_end(b, TAG_TD, TAG_TH, 0, TAG_TABLE);
        break;
    case TAG_TR:
        imply_end(b, TAG_TR, TAG_TR, 0, TAG_TABLE);
        break;
    case TAG_TBODY:
        imply_end(b, TAG_TBODY, TAG_TBODY, 0, TAG_TABLE);
        break;
    }
    if (tag->traits & CLOSES_P && name_is_open(b, "p"))
        imply_end(b, TAG_P, TAG_P, SCOPE, 0);
    if (tag->traits & HEADING && b->depth && b->stack[b->depth - 1].traits & HEADING)
        pop(b);
}

static uint32_t node_add(struct builder *b, uint8_t tag, unsigned flags)
{
    struct outline *out = b->out;
    struct node *grown;

    if (out->n_nodes == NODES_MAX) {
        out->cut = true;
        return b->flow.node;
    }
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
    else if (text_eq_fold(prop, text_c("author")) ||
             (tag == TAG_A && text_eq_fold(at[AT_REL], text_c("author"))))
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
    out->captures[out->n_captures++] =
        (struct capture){ .kind = kind,
                          .text = { (uint32_t)b->flow.n, (uint32_t)b->flow.n },
                          .attribute = at[AT_DATETIME].len ? at[AT_DATETIME] : at[AT_CONTENT] };
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

/* --- tags --- */

static void raw_text(struct builder *b, const struct element *tag, const struct text *at, struct text raw)
{
    struct outline *out = b->out;

    if (tag->tag == TAG_TITLE && !out->title.ptr && !b->flow.skip)
        out->title = raw;
    if (tag->tag == TAG_SCRIPT && out->n_scripts < SCRIPTS_MAX && at[AT_TYPE].len >= 19 &&
        text_starts_fold(at[AT_TYPE], "application/ld+json"))
        out->scripts[out->n_scripts++] = raw;
}

static size_t start_tag(struct builder *b, size_t i)
{
    struct text page = b->page, name, at[AT_COUNT] = { { 0 } };
    const struct element *tag;
    bool self_closing;
    unsigned flags;
    struct open *open;
    size_t begin = ++i;

    while (i < page.len && !is_ascii_space(page.ptr[i]) && page.ptr[i] != '/' && page.ptr[i] != '>')
        i++;
    name = text_of(page.ptr + begin, i - begin);
    i = attributes_read(page, i, at, &self_closing);
    if (i > page.len) {
        b->out->cut = true;
        return page.len;
    }
    tag = element_find(name);
    if (tag->traits & RAW) {
        size_t end = raw_text_end(page, i, name);

        raw_text(b, tag, at, text_of(page.ptr + i, end - i));
        if (end == page.len)
            b->out->cut = true;
        return end; /* its end tag matches nothing open and is passed over */
    }
    switch (tag->tag) {
    case TAG_HTML:
        if (!b->out->language.ptr)
            b->out->language = at[AT_LANG];
        return i;
    case TAG_HEAD:
        return i;
    case TAG_BODY:
        if (b->body_seen)
            return i;
        b->body_seen = true;
        pop_to(b, 0);
        b->over = 0;
        break;
    case TAG_META:
        for (int k = AT_PROPERTY; k <= AT_HTTP_EQUIV; k++)
            meta_add(b, at[k], at[AT_CONTENT]);
        if (at[AT_ITEMPROP].len) {
            meta_add(b, at[AT_ITEMPROP], at[AT_CONTENT]);
            if (b->body_seen)
                capture_begin(b, at, tag->tag, 0);
        }
        return i;
    case TAG_LINK:
        meta_add(b, at[AT_REL], at[AT_HREF]);
        return i;
    case TAG_BR:
        flow_break(&b->flow);
        return i;
    case TAG_A:
        /* Links do not nest: an open one ends here. */
        if (name_is_open(b, "a")) {
            for (size_t k = b->depth; k-- > 0;) {
                if (b->stack[k].tag == TAG_A && b->stack[k].link) {
                    b->stack[k].link = false;
                    b->flow.links--;
                }
            }
        }
        break;
    }
    if (!b->foreign)
        imply_ends(b, tag);
    if (tag->traits & (BLOCK | CLOSES_P))
        flow_end(&b->flow);
    if (tag->traits & VOID || (self_closing && (b->foreign || memchr(name.ptr, ':', name.len))))
        return i;
    if (b->depth == DEPTH_MAX) {
        b->over++;
        b->out->cut = true;
        return i;
    }
    flags = element_flags(at, tag);
    open = &b->stack[b->depth++];
    *open = (struct open){
        .hash = element_hash(name), .node = b->flow.node, .tag = tag->tag, .traits = tag->traits
    };
    open->link = tag->tag == TAG_A && at[AT_HREF].ptr;
    open->capture = b->flow.skip ? 0 : capture_begin(b, at, tag->tag, flags);
    open->is_node = (tag->traits & BLOCK) != 0;
    b->open_names[open->hash & 255]++;
    if (open->link) {
        b->flow.links++;
        b->link_since = b->out->n_blocks;
    }
    if (tag->traits & SKIP) {
        b->flow.skip++;
        b->foreign += tag->tag == TAG_SVG;
    }
    if (open->is_node)
        b->flow.node = node_add(b, tag->tag, flags);
    return i;
}

static size_t end_tag(struct builder *b, size_t i)
{
    struct text page = b->page, name, unused[AT_COUNT] = { { 0 } };
    const struct element *tag;
    size_t begin = i + 2;
    bool self_closing;
    uint32_t hash;

    i = begin;
    while (i < page.len && !is_ascii_space(page.ptr[i]) && page.ptr[i] != '/' && page.ptr[i] != '>')
        i++;
    name = text_of(page.ptr + begin, i - begin);
    i = attributes_read(page, i, unused, &self_closing);
    if (i > page.len) {
        b->out->cut = true;
        return page.len;
    }
    tag = element_find(name);
    if (tag->tag == TAG_BR)
        flow_break(&b->flow);
    if (tag->tag == TAG_P || (tag->traits & BLOCK && b->over))
        flow_end(&b->flow); /* other end tags only if they end something */
    if (b->over) {
        b->over -= !(tag->traits & VOID);
        return i;
    }
    hash = element_hash(name);
    if (tag->tag == TAG_BODY || !b->open_names[hash & 255])
        return i;
    for (size_t k = b->depth; k-- > 0;) {
        const struct open *open = &b->stack[k];

        if (open->hash == hash && open->tag == tag->tag) {
            b->closing_link = tag->tag == TAG_A;
            pop_to(b, k);
            b->closing_link = false;
            break;
        }
        /* </b> does not end the paragraph it is in, nor </div> a table's cell. */
        if (tag->traits & BLOCK ? (open->traits & SCOPE && !(tag->traits & SCOPE) && tag->tag != TAG_TR &&
                                   tag->tag != TAG_TBODY)
                                : (open->traits & BLOCK && !(tag->traits & (SKIP | SCOPE)))) {
            if (tag->tag == TAG_A) {
                /* <a><p></a>: what follows is no link any more. */
                for (; k-- > 0;) {
                    if (b->stack[k].tag == TAG_A && b->stack[k].link) {
                        b->stack[k].link = false;
                        b->flow.links--;
                        break;
                    }
                }
            }
            break;
        }
    }
    return i;
}

static void read_page(struct builder *b)
{
    struct text page = b->page;
    size_t i = b->out->charset->skip;

    while (i < page.len && !b->flow.failed) {
        const char *lt = memchr(page.ptr + i, '<', page.len - i);
        size_t at = lt ? (size_t)(lt - page.ptr) : page.len;
        char next;

        flow_run(&b->flow, i, at);
        i = at;
        if (!lt)
            break;
        next = i + 1 < page.len ? page.ptr[i + 1] : ' ';
        if (is_ascii_alpha(next))
            i = start_tag(b, i);
        else if (next == '/' && i + 2 < page.len && is_ascii_alpha(page.ptr[i + 2]))
            i = end_tag(b, i);
        else if (next == '!' || next == '?' || next == '/')
            i = declaration_end(page, i, &b->out->cut);
        else {
            flow_run(&b->flow, i, i + 1); /* "5 < 6" */
            i++;
        }
    }
    flow_end(&b->flow);
    b->over = 0;
    pop_to(b, 0);
    b->out->nodes[0].last = (uint32_t)b->out->n_blocks;
}

bool outline_read(struct text page, struct charset *charset, struct arena *mem, struct outline *out)
{
    struct outline outline = { .page = page, .charset = charset };
    struct builder *b = arena_alloc(mem, sizeof *b);

    if (!b)
        return false;
    b->out = b->flow.out = &outline;
    b->mem = b->flow.mem = mem;
    b->page = b->flow.page = page;
    b->flow.room = charset_room(charset, page) + 16;
    b->flow.text = arena_alloc(mem, b->flow.room);
    if (!b->flow.text)
        return false;
    node_add(b, TAG_BODY, 0);
    if (b->flow.failed)
        return false;
    read_page(b);
    if (b->flow.failed)
        return false;
    outline.text = text_of(b->flow.text, b->flow.n);
    *out = outline;
    return true;
}

struct text outline_value(const struct outline *outline, struct text raw, struct arena *mem)
{
    size_t room = charset_room(outline->charset, raw) + 16, n = 0;
    char *out = arena_alloc(mem, room);
    bool space = false;

    if (!out)
        return (struct text){ 0 };
    for (size_t i = 0; i < raw.len;) {
        size_t begin = i, taken = 0;
        uint32_t point = 0;

        if (raw.ptr[i] == '&')
            taken = entity_at(raw, i, true, &point);
        if (is_ascii_space(raw.ptr[i]) || (taken && point < 0x80 && is_ascii_space((char)point))) {
            space = n > 0;
            i += taken ? taken : 1;
            continue;
        }
        if (space && n < room)
            out[n++] = ' ';
        space = false;
        if (taken) {
            if (room - n >= 4)
                n += utf8_put(point, out + n);
            i += taken;
            continue;
        }
        for (i++; i < raw.len && !is_ascii_space(raw.ptr[i]) && raw.ptr[i] != '&';)
            i++;
        charset_decode(outline->charset, text_of(raw.ptr + begin, i - begin), out, &n, room);
    }
    return text_trim(text_of(out, n));
}

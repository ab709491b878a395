/* block.c - see block.h. One pass over the bytes, no tree of objects.
 *
 * The tokenizer is the HTML standard's with what cannot be seen in text left out: no
 * adoption agency, no foster parenting. Kept are void elements, raw text, the
 * implied ends of p, li, dt, dd, tr, td and headings, and end tags that match nothing.
 *
 * Linear whatever comes: every byte is passed once; looking down the stack of open
 * elements is bounded by DEPTH_MAX and is not done for names that are not open. */
#include "page/block.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "page/entity.h"

#define PROSE_BEFORE_BR 60 /* bytes: after so much and a full stop, <br> ends a paragraph */

enum tag_trait {
    BLOCK = 1,    /* begins a new block, is a node             */
    CLOSES_P = 2, /* an open <p> ends before it                */
    VOID = 4,     /* has no end tag                            */
    RAW = 8,      /* everything up to its end tag is one text  */
    SKIP = 16,    /* its text is not the page's                */
    SCOPE = 32,   /* implied ends do not reach beyond it       */
    HEADING = 64,
    SPECIAL = BLOCK /* end tags of inline elements stop at these */
};

struct tag_name {
    const char *name;
    uint8_t tag, traits;
};

/* clang-format off */
static const struct tag_name tags[] = {
    { "a", TAG_A, 0 },
    { "address", TAG_ADDRESS, BLOCK | CLOSES_P },
    { "area", TAG_VOID, VOID },
    { "article", TAG_ARTICLE, BLOCK | CLOSES_P },
    { "aside", TAG_ASIDE, BLOCK | CLOSES_P },
    { "audio", TAG_SKIP, SKIP },
    { "base", TAG_VOID, VOID },
    { "blockquote", TAG_BLOCKQUOTE, BLOCK | CLOSES_P },
    { "body", TAG_BODY, BLOCK },
    { "br", TAG_BR, VOID },
    { "button", TAG_BUTTON, SKIP | SCOPE },
    { "canvas", TAG_SKIP, SKIP },
    { "caption", TAG_CAPTION, BLOCK | SCOPE },
    { "center", TAG_BLOCK, BLOCK | CLOSES_P },
    { "col", TAG_VOID, VOID },
    { "datalist", TAG_SKIP, SKIP },
    { "dd", TAG_DD, BLOCK | CLOSES_P },
    { "details", TAG_BLOCK, BLOCK | CLOSES_P },
    { "dir", TAG_UL, BLOCK | CLOSES_P },
    { "div", TAG_DIV, BLOCK | CLOSES_P },
    { "dl", TAG_DL, BLOCK | CLOSES_P },
    { "dt", TAG_DT, BLOCK | CLOSES_P },
    { "embed", TAG_VOID, VOID },
    { "fieldset", TAG_BLOCK, BLOCK | CLOSES_P },
    { "figcaption", TAG_FIGCAPTION, BLOCK | CLOSES_P },
    { "figure", TAG_FIGURE, BLOCK | CLOSES_P },
    { "footer", TAG_FOOTER, BLOCK | CLOSES_P },
    { "form", TAG_FORM, BLOCK | CLOSES_P },
    { "h1", TAG_H1, BLOCK | CLOSES_P | HEADING },
    { "h2", TAG_H2, BLOCK | CLOSES_P | HEADING },
    { "h3", TAG_H3, BLOCK | CLOSES_P | HEADING },
    { "h4", TAG_H4, BLOCK | CLOSES_P | HEADING },
    { "h5", TAG_H5, BLOCK | CLOSES_P | HEADING },
    { "h6", TAG_H6, BLOCK | CLOSES_P | HEADING },
    { "head", TAG_HEAD, 0 },
    { "header", TAG_HEADER, BLOCK | CLOSES_P },
    { "hgroup", TAG_BLOCK, BLOCK | CLOSES_P },
    { "hr", TAG_HR, VOID | CLOSES_P },
    { "html", TAG_HTML, 0 },
    { "iframe", TAG_RAW, RAW },
    { "img", TAG_VOID, VOID },
    { "input", TAG_VOID, VOID },
    { "legend", TAG_BLOCK, BLOCK },
    { "li", TAG_LI, BLOCK | CLOSES_P },
    { "link", TAG_LINK, VOID },
    { "main", TAG_MAIN, BLOCK | CLOSES_P },
    { "math", TAG_SVG, SKIP | SCOPE },
    { "menu", TAG_UL, BLOCK | CLOSES_P },
    { "meta", TAG_META, VOID },
    { "nav", TAG_NAV, BLOCK | CLOSES_P },
    { "noembed", TAG_RAW, RAW },
    { "noframes", TAG_RAW, RAW },
    { "noscript", TAG_SKIP, SKIP },
    { "object", TAG_SKIP, SKIP | SCOPE },
    { "ol", TAG_OL, BLOCK | CLOSES_P },
    { "p", TAG_P, BLOCK | CLOSES_P },
    { "param", TAG_VOID, VOID },
    { "pre", TAG_PRE, BLOCK | CLOSES_P },
    { "script", TAG_SCRIPT, RAW },
    { "section", TAG_SECTION, BLOCK | CLOSES_P },
    { "select", TAG_SKIP, SKIP },
    { "source", TAG_VOID, VOID },
    { "style", TAG_RAW, RAW },
    { "summary", TAG_BLOCK, BLOCK | CLOSES_P },
    { "svg", TAG_SVG, SKIP | SCOPE },
    { "table", TAG_TABLE, BLOCK | CLOSES_P | SCOPE },
    { "tbody", TAG_TBODY, BLOCK },
    { "td", TAG_TD, BLOCK | SCOPE },
    { "template", TAG_SKIP, SKIP | SCOPE },
    { "textarea", TAG_RAW, RAW },
    { "tfoot", TAG_TBODY, BLOCK },
    { "th", TAG_TH, BLOCK | SCOPE },
    { "thead", TAG_TBODY, BLOCK },
    { "time", TAG_TIME, 0 },
    { "title", TAG_TITLE, RAW },
    { "tr", TAG_TR, BLOCK },
    { "track", TAG_VOID, VOID },
    { "ul", TAG_UL, BLOCK | CLOSES_P },
    { "video", TAG_SKIP, SKIP },
    { "wbr", TAG_VOID, VOID },
    { "xmp", TAG_RAW, RAW },
};

static const struct { const char *word; uint16_t flag; } class_words[] = {
    { "ad", CLASS_ASIDE }, { "ads", CLASS_ASIDE }, { "adunit", CLASS_ASIDE }, { "advert", CLASS_ASIDE },
    { "advertisement", CLASS_ASIDE }, { "advertising", CLASS_ASIDE },
    { "article", CLASS_BODY }, { "articlebody", CLASS_BODY }, { "articletext", CLASS_BODY },
    { "author", CLASS_BYLINE }, { "authors", CLASS_BYLINE }, { "banner", CLASS_ASIDE },
    { "bio", CLASS_ASIDE }, { "body", CLASS_BODY }, { "bodytext", CLASS_BODY },
    { "breadcrumb", CLASS_ASIDE }, { "breadcrumbs", CLASS_ASIDE }, { "byline", CLASS_BYLINE },
    { "caption", CLASS_CAPTION }, { "captions", CLASS_CAPTION }, { "comment", CLASS_COMMENTS },
    { "comments", CLASS_COMMENTS }, { "consent", CLASS_ASIDE }, { "content", CLASS_BODY },
    { "contributor", CLASS_BYLINE }, { "cookie", CLASS_ASIDE }, { "cookies", CLASS_ASIDE },
    { "copyright", CLASS_FOOTER }, { "correction", CLASS_NOTE }, { "corrections", CLASS_NOTE },
    { "credit", CLASS_CAPTION }, { "credits", CLASS_CAPTION }, { "crumbs", CLASS_ASIDE },
    { "date", CLASS_DATE }, { "datetime", CLASS_DATE }, { "deck", CLASS_STANDFIRST }, { "dek", CLASS_STANDFIRST },
    { "disqus", CLASS_COMMENTS }, { "donate", CLASS_PLEA }, { "donation", CLASS_PLEA },
    { "entry", CLASS_BODY }, { "excerpt", CLASS_STANDFIRST }, { "figcaption", CLASS_CAPTION },
    { "follow", CLASS_ASIDE }, { "footer", CLASS_FOOTER }, { "gdpr", CLASS_ASIDE },
    { "hidden", CLASS_HIDDEN }, { "mainbody", CLASS_BODY }, { "maincontent", CLASS_BODY },
    { "masthead", CLASS_ASIDE }, { "menu", CLASS_ASIDE }, { "modal", CLASS_ASIDE }, { "mostpopular", CLASS_ASIDE },
    { "mostread", CLASS_ASIDE }, { "nav", CLASS_ASIDE }, { "navbar", CLASS_ASIDE }, { "navigation", CLASS_ASIDE },
    { "newsletter", CLASS_ASIDE }, { "newsletters", CLASS_ASIDE }, { "outbrain", CLASS_ASIDE },
    { "overlay", CLASS_ASIDE }, { "pager", CLASS_ASIDE }, { "pagination", CLASS_ASIDE },
    { "popular", CLASS_ASIDE }, { "popup", CLASS_ASIDE }, { "post", CLASS_BODY }, { "posted", CLASS_DATE },
    { "promo", CLASS_ASIDE }, { "promos", CLASS_ASIDE }, { "promotion", CLASS_ASIDE }, { "pubdate", CLASS_DATE },
    { "published", CLASS_DATE }, { "rail", CLASS_ASIDE }, { "readmore", CLASS_ASIDE },
    { "recirc", CLASS_ASIDE }, { "recommend", CLASS_ASIDE }, { "recommendation", CLASS_ASIDE },
    { "recommendations", CLASS_ASIDE }, { "recommended", CLASS_ASIDE }, { "related", CLASS_ASIDE },
    { "relatedlinks", CLASS_ASIDE }, { "share", CLASS_ASIDE }, { "sharebar", CLASS_ASIDE },
    { "sharedaddy", CLASS_ASIDE }, { "sharing", CLASS_ASIDE }, { "sidebar", CLASS_ASIDE },
    { "signup", CLASS_ASIDE }, { "social", CLASS_ASIDE }, { "sponsor", CLASS_ASIDE }, { "sponsored", CLASS_ASIDE },
    { "standfirst", CLASS_STANDFIRST }, { "story", CLASS_BODY }, { "storybody", CLASS_BODY },
    { "storytext", CLASS_BODY }, { "subscribe", CLASS_ASIDE }, { "subscription", CLASS_ASIDE },
    { "subtitle", CLASS_STANDFIRST }, { "taboola", CLASS_ASIDE }, { "tagcloud", CLASS_ASIDE },
    { "taglist", CLASS_ASIDE }, { "tags", CLASS_ASIDE }, { "teaser", CLASS_ASIDE }, { "teasers", CLASS_ASIDE },
    { "text", CLASS_BODY }, { "timestamp", CLASS_DATE }, { "toolbar", CLASS_ASIDE }, { "tools", CLASS_ASIDE },
    { "trending", CLASS_ASIDE }, { "updated", CLASS_DATE }, { "widget", CLASS_ASIDE }, { "widgets", CLASS_ASIDE },
    { "writer", CLASS_BYLINE },
};

/* The attributes anybody asks for. */
enum attribute {
    AT_CLASS, AT_ID, AT_ITEMPROP, AT_REL, AT_HREF, AT_CONTENT, AT_PROPERTY, AT_NAME, AT_HTTP_EQUIV, AT_CHARSET,
    AT_DATETIME, AT_TYPE, AT_STYLE, AT_HIDDEN, AT_ARIA_HIDDEN, AT_LANG, AT_COUNT
};

static const char *const attribute_names[AT_COUNT] = {
    "class", "id", "itemprop", "rel", "href", "content", "property", "name", "http-equiv", "charset", "datetime",
    "type", "style", "hidden", "aria-hidden", "lang",
};
/* clang-format on */

/* An open element. */
struct open {
    uint32_t hash; /* of the name                       */
    uint32_t node; /* where text went before it began   */
    uint8_t tag, traits;
    bool is_node, link;
    int16_t capture; /* index + 1 */
};

struct builder {
    struct outline *out;
    struct arena *mem;
    struct text page;
    size_t room_nodes, room_blocks, room_metas, room_captures;
    char *text;
    size_t n, room;

    struct open stack[DEPTH_MAX];
    size_t depth, over;
    uint32_t open_names[256]; /* how many open elements hash to it */
    uint32_t node;
    unsigned skip, links, foreign;
    bool closing_link; /* </a> has been read */
    size_t link_since; /* blocks there were when the open link began */
    bool body_seen;

    bool in_block, space, failed;
    unsigned breaks;
    struct block block;
};

/* --- text into blocks --- */

static void block_end(struct builder *b)
{
    struct outline *out = b->out;
    struct text whole, t;

    if (!b->in_block)
        return;
    b->in_block = b->space = false;
    b->breaks = 0;
    whole = text_of(b->text + b->block.text.begin, b->n - b->block.text.begin);
    t = text_trim(whole);
    if (t.len == 0)
        return; /* no-break spaces alone */
    b->block.text.begin = (uint32_t)(t.ptr - b->text);
    b->block.text.end = (uint32_t)(b->block.text.begin + t.len);
    if (b->block.links > t.len)
        b->block.links = (uint32_t)t.len;
    if (out->n_blocks == BLOCKS_MAX) {
        out->cut = true;
        return;
    }
    {
        struct block *grown =
            arena_grow(b->mem, out->blocks, out->n_blocks, &b->room_blocks, sizeof *out->blocks);

        if (!grown) {
            b->failed = true;
            return;
        }
        out->blocks = grown;
    }
    out->blocks[out->n_blocks++] = b->block;
    /* Between blocks: so that what was captured over several does not run together. */
    if (b->n < b->room)
        b->text[b->n++] = '\n';
}

static void append_begin(struct builder *b, size_t at)
{
    if (!b->in_block) {
        b->in_block = true;
        b->block = (struct block){ .node = b->node,
                                   .text = { (uint32_t)b->n, (uint32_t)b->n },
                                   .page = { (uint32_t)at, (uint32_t)at } };
    } else if (b->space && b->n < b->room) {
        b->text[b->n++] = ' ';
        if (b->links)
            b->block.links++;
    }
    b->space = false;
    b->breaks = 0;
}

static void append_end(struct builder *b, size_t before, size_t page_end)
{
    b->block.page.end = (uint32_t)page_end;
    if (b->links)
        b->block.links += (uint32_t)(b->n - before);
}

static void text_run(struct builder *b, size_t from, size_t to)
{
    struct text page = b->page;

    if (b->skip)
        return;
    while (from < to) {
        size_t begin = from, before;

        if (is_ascii_space(page.ptr[from])) {
            b->space = b->in_block;
            from++;
            continue;
        }
        if (page.ptr[from] == '&') {
            uint32_t point;
            size_t n = entity_at(text_of(page.ptr, to), from, false, &point);

            if (n) {
                if (point < 0x80 && is_ascii_space((char)point)) {
                    b->space = b->in_block;
                    from += n;
                    continue;
                }
                append_begin(b, from);
                before = b->n;
                if (b->room - b->n >= 4)
                    b->n += utf8_put(point, b->text + b->n);
                from += n;
                append_end(b, before, from);
                continue;
            }
            from++;
        }
        while (from < to && !is_ascii_space(page.ptr[from]) && page.ptr[from] != '&')
            from++;
        append_begin(b, begin);
        before = b->n;
        charset_decode(b->out->charset, text_of(page.ptr + begin, from - begin), b->text, &b->n, b->room);
        append_end(b, before, from);
    }
}

static void line_break(struct builder *b)
{
    struct text so_far;

    if (!b->in_block)
        return;
    b->space = true;
    so_far = text_trim(text_of(b->text + b->block.text.begin, b->n - b->block.text.begin));
    /* Two of them make a paragraph; so does one behind a sentence, in old pages. */
    if (++b->breaks > 1 || (so_far.len > PROSE_BEFORE_BR &&
                            (strchr(".!?\"", so_far.ptr[so_far.len - 1]) || text_ends(so_far, "\xE2\x80\x9D"))))
        block_end(b);
}

/* --- names --- */

static int by_name(const void *key, const void *element)
{
    const struct text *name = key;
    const char *other = ((const struct tag_name *)element)->name;
    size_t i;

    for (i = 0; i < name->len; i++) {
        int order = (unsigned char)ascii_lower(name->ptr[i]) - (unsigned char)other[i];

        if (order)
            return order;
        if (other[i] == '\0')
            return 1; /* the page wrote a NUL into its tag */
    }
    return other[i] ? -1 : 0;
}

static const struct tag_name *tag_find(struct text name)
{
    static const struct tag_name other = { "", TAG_OTHER, 0 };
    const struct tag_name *found = bsearch(&name, tags, COUNT_OF(tags), sizeof *tags, by_name);

    return found ? found : &other;
}

static uint32_t name_hash(struct text name)
{
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < name.len; i++)
        hash = (hash ^ (unsigned char)ascii_lower(name.ptr[i])) * 16777619u;
    return hash ^ hash >> 16;
}

static unsigned class_word(struct text word)
{
    size_t lo = 0, hi = COUNT_OF(class_words);

    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        int order = text_compare(word, text_c(class_words[mid].word));

        /* text_compare has the shorter first only among equals: byte order, as sorted. */
        if (order == 0)
            return class_words[mid].flag;
        if (order < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return 0;
}

/* "ArticleBody related-links" -> the flags of article, body, related, links; a whole
 * "articlebody" is looked up too. */
static unsigned class_flags(struct text value)
{
    char word[24];
    size_t n = 0;
    unsigned flags = 0;

    if (value.len > CLASS_BYTES_MAX)
        value.len = CLASS_BYTES_MAX;
    for (size_t i = 0; i <= value.len; i++) {
        char c = i < value.len ? value.ptr[i] : ' ';
        bool border = !is_ascii_alpha(c) || (i && is_ascii_upper(c) && !is_ascii_upper(value.ptr[i - 1]));

        if (border && n) {
            flags |= class_word(text_of(word, n));
            n = 0;
        }
        if (is_ascii_alpha(c)) {
            if (n < sizeof word)
                word[n++] = ascii_lower(c);
            else
                word[0] = '?'; /* too long to be in the list */
        }
    }
    return flags;
}

static bool has_word(struct text list, const char *word)
{
    size_t n = strlen(word);

    for (size_t i = 0; i + n <= list.len; i++)
        if (text_eq_fold(text_of(list.ptr + i, n), text_of(word, n)) &&
            (i == 0 || is_ascii_space(list.ptr[i - 1])) &&
            (i + n == list.len || is_ascii_space(list.ptr[i + n])))
            return true;
    return false;
}

static unsigned element_flags(const struct text *at, const struct tag_name *tag)
{
    unsigned flags = class_flags(at[AT_CLASS]) | class_flags(at[AT_ID]);
    struct text style = at[AT_STYLE];

    if (style.len > CLASS_BYTES_MAX)
        style.len = CLASS_BYTES_MAX;
    if (at[AT_HIDDEN].ptr || text_eq_fold(at[AT_ARIA_HIDDEN], text_c("true")) ||
        (style.len && (text_find(style, text_c("display:none"), 0) != NOWHERE ||
                       text_find(style, text_c("display: none"), 0) != NOWHERE)))
        flags |= CLASS_HIDDEN;
    if (at[AT_ITEMPROP].len && at[AT_ITEMPROP].len < CLASS_BYTES_MAX &&
        has_word(at[AT_ITEMPROP], "articleBody"))
        flags |= CLASS_ARTICLE_BODY;
    switch (tag->tag) {
    case TAG_ASIDE:
    case TAG_NAV:
        flags |= CLASS_ASIDE;
        break;
    case TAG_FOOTER:
        flags |= CLASS_FOOTER;
        break;
    case TAG_FIGCAPTION:
        flags |= CLASS_CAPTION;
        break;
    case TAG_BODY:
        flags = 0; /* its classes are about the whole site */
        break;
    }
    return flags;
}

/* --- the stack of open elements --- */

static void pop(struct builder *b)
{
    struct open *top = &b->stack[--b->depth];

    if (top->is_node) {
        block_end(b);
        b->out->nodes[b->node].last = (uint32_t)b->out->n_blocks;
        b->node = top->node;
    }
    if (top->traits & BLOCK)
        block_end(b);
    if (top->traits & SKIP)
        b->skip--;
    if (top->tag == TAG_SVG)
        b->foreign--;
    if (top->link) {
        b->links--;
        /* Nobody wrote </a>, so it is not the page that is a link. Only one link is open at
         * a time, so no block is taken back twice. */
        if (!b->closing_link && b->out->n_blocks > b->link_since)
            for (size_t i = b->link_since; i < b->out->n_blocks; i++)
                b->out->blocks[i].links = 0;
    }
    if (top->capture)
        b->out->captures[top->capture - 1].text.end = (uint32_t)b->n;
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
    return b->open_names[name_hash(text_c(name)) & 255] != 0;
}

static void imply_ends(struct builder *b, const struct tag_name *tag)
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
        return b->node;
    }
    grown = arena_grow(b->mem, out->nodes, out->n_nodes, &b->room_nodes, sizeof *out->nodes);
    if (!grown) {
        b->failed = true;
        return b->node;
    }
    out->nodes = grown;
    out->nodes[out->n_nodes] = (struct node){ .parent = b->node,
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
        b->failed = true;
        return 0;
    }
    out->captures = grown;
    out->captures[out->n_captures++] =
        (struct capture){ .kind = kind,
                          .text = { (uint32_t)b->n, (uint32_t)b->n },
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
        b->failed = true;
        return;
    }
    out->metas = grown;
    out->metas[out->n_metas++] = (struct meta){ name, content };
}

/* --- tokens --- */

/* The attributes of a tag, from behind its name; returns what is behind the '>',
 * or page.len + 1 if the page ends inside the tag. The first of a name counts. */
static size_t read_attributes(struct text page, size_t i, struct text *at, bool *self_closing)
{
    *self_closing = false;
    while (i < page.len) {
        size_t begin, end;
        struct text name, value = { "", 0 };
        char c = page.ptr[i];

        if (c == '>')
            return i + 1;
        if (is_ascii_space(c) || c == '/') {
            *self_closing = c == '/';
            i++;
            continue;
        }
        *self_closing = false;
        begin = i++; /* a '=' here begins a name, says the standard */
        while (i < page.len && !is_ascii_space(page.ptr[i]) && page.ptr[i] != '/' && page.ptr[i] != '>' &&
               page.ptr[i] != '=')
            i++;
        name = text_of(page.ptr + begin, i - begin);
        for (end = i; end < page.len && is_ascii_space(page.ptr[end]);)
            end++;
        if (end < page.len && page.ptr[end] == '=') {
            for (i = end + 1; i < page.len && is_ascii_space(page.ptr[i]);)
                i++;
            if (i < page.len && (page.ptr[i] == '"' || page.ptr[i] == '\'')) {
                const char *close = memchr(page.ptr + i + 1, page.ptr[i], page.len - i - 1);

                if (!close)
                    return page.len + 1;
                value = text_of(page.ptr + i + 1, (size_t)(close - page.ptr) - i - 1);
                i += value.len + 2;
            } else {
                for (begin = i; i < page.len && !is_ascii_space(page.ptr[i]) && page.ptr[i] != '>';)
                    i++;
                value = text_of(page.ptr + begin, i - begin);
            }
        } else
            i = end;
        if (name.len > 12 || name.len < 2)
            continue;
        for (size_t k = 0; k < AT_COUNT; k++) {
            if (ascii_lower(name.ptr[0]) == attribute_names[k][0] && !at[k].ptr &&
                text_eq_fold(name, text_c(attribute_names[k]))) {
                at[k] = value;
                break;
            }
        }
    }
    return page.len + 1;
}

/* Where the raw text that begins at i ends: the '<' of "</name". page.len: never. */
static size_t raw_end(struct text page, size_t i, struct text name)
{
    while (i < page.len) {
        const char *lt = memchr(page.ptr + i, '<', page.len - i);
        size_t after;

        if (!lt)
            return page.len;
        i = (size_t)(lt - page.ptr);
        after = i + 2 + name.len;
        if (after <= page.len && page.ptr[i + 1] == '/' &&
            text_eq_fold(text_of(page.ptr + i + 2, name.len), name) &&
            (after == page.len || is_ascii_space(page.ptr[after]) || page.ptr[after] == '/' ||
             page.ptr[after] == '>'))
            return i;
        i++;
    }
    return page.len;
}

static void raw_text(struct builder *b, const struct tag_name *tag, const struct text *at, struct text raw)
{
    struct outline *out = b->out;

    if (tag->tag == TAG_TITLE && !out->title.ptr && !b->skip)
        out->title = raw;
    if (tag->tag == TAG_SCRIPT && out->n_scripts < SCRIPTS_MAX && at[AT_TYPE].len >= 19 &&
        text_starts_fold(at[AT_TYPE], "application/ld+json"))
        out->scripts[out->n_scripts++] = raw;
}

static size_t start_tag(struct builder *b, size_t i)
{
    struct text page = b->page, name, at[AT_COUNT] = { { 0 } };
    const struct tag_name *tag;
    bool self_closing;
    unsigned flags;
    struct open *open;
    size_t begin = ++i;

    while (i < page.len && !is_ascii_space(page.ptr[i]) && page.ptr[i] != '/' && page.ptr[i] != '>')
        i++;
    name = text_of(page.ptr + begin, i - begin);
    i = read_attributes(page, i, at, &self_closing);
    if (i > page.len) {
        b->out->cut = true;
        return page.len;
    }
    tag = tag_find(name);
    if (tag->traits & RAW) {
        size_t end = raw_end(page, i, name);

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
        line_break(b);
        return i;
    case TAG_A:
        /* Links do not nest: an open one ends here. */
        if (name_is_open(b, "a")) {
            for (size_t k = b->depth; k-- > 0;) {
                if (b->stack[k].tag == TAG_A && b->stack[k].link) {
                    b->stack[k].link = false;
                    b->links--;
                }
            }
        }
        break;
    }
    if (!b->foreign)
        imply_ends(b, tag);
    if (tag->traits & (BLOCK | CLOSES_P))
        block_end(b);
    if (tag->traits & VOID || (self_closing && (b->foreign || memchr(name.ptr, ':', name.len))))
        return i;
    if (b->depth == DEPTH_MAX) {
        b->over++;
        b->out->cut = true;
        return i;
    }
    flags = element_flags(at, tag);
    open = &b->stack[b->depth++];
    *open = (struct open){ .hash = name_hash(name), .node = b->node, .tag = tag->tag, .traits = tag->traits };
    open->link = tag->tag == TAG_A && at[AT_HREF].ptr;
    open->capture = b->skip ? 0 : capture_begin(b, at, tag->tag, flags);
    open->is_node = (tag->traits & BLOCK) != 0;
    b->open_names[open->hash & 255]++;
    if (open->link) {
        b->links++;
        b->link_since = b->out->n_blocks;
    }
    if (tag->traits & SKIP) {
        b->skip++;
        b->foreign += tag->tag == TAG_SVG;
    }
    if (open->is_node)
        b->node = node_add(b, tag->tag, flags);
    return i;
}

static size_t end_tag(struct builder *b, size_t i)
{
    struct text page = b->page, name, unused[AT_COUNT] = { { 0 } };
    const struct tag_name *tag;
    size_t begin = i + 2;
    bool self_closing;
    uint32_t hash;

    i = begin;
    while (i < page.len && !is_ascii_space(page.ptr[i]) && page.ptr[i] != '/' && page.ptr[i] != '>')
        i++;
    name = text_of(page.ptr + begin, i - begin);
    i = read_attributes(page, i, unused, &self_closing);
    if (i > page.len) {
        b->out->cut = true;
        return page.len;
    }
    tag = tag_find(name);
    if (tag->tag == TAG_BR)
        line_break(b);
    if (tag->tag == TAG_P || (tag->traits & BLOCK && b->over))
        block_end(b); /* other end tags only if they end something */
    if (b->over) {
        b->over -= !(tag->traits & VOID);
        return i;
    }
    hash = name_hash(name);
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
                        b->links--;
                        break;
                    }
                }
            }
            break;
        }
    }
    return i;
}

/* <!-- -->, <!doctype>, <?xml ?>, </3>: returns what is behind it. */
static size_t skip_declaration(struct builder *b, size_t i)
{
    struct text page = b->page;
    const char *gt;

    if (i + 4 <= page.len && memcmp(page.ptr + i, "<!--", 4) == 0) {
        size_t k = i + 4;

        if (k < page.len && page.ptr[k] == '>')
            return k + 1;
        if (k + 1 < page.len && page.ptr[k] == '-' && page.ptr[k + 1] == '>')
            return k + 2;
        for (; k < page.len; k++) {
            gt = memchr(page.ptr + k, '>', page.len - k);
            if (!gt)
                break;
            k = (size_t)(gt - page.ptr);
            if (k >= i + 6 && memcmp(gt - 2, "--", 2) == 0)
                return k + 1;
            if (k >= i + 7 && memcmp(gt - 3, "--!", 3) == 0)
                return k + 1;
        }
        b->out->cut = true;
        return page.len;
    }
    gt = memchr(page.ptr + i, '>', page.len - i);
    if (!gt)
        b->out->cut = true;
    return gt ? (size_t)(gt - page.ptr) + 1 : page.len;
}

static void read_page(struct builder *b)
{
    struct text page = b->page;
    size_t i = b->out->charset->skip;

    while (i < page.len && !b->failed) {
        const char *lt = memchr(page.ptr + i, '<', page.len - i);
        size_t at = lt ? (size_t)(lt - page.ptr) : page.len;
        char next;

        text_run(b, i, at);
        i = at;
        if (!lt)
            break;
        next = i + 1 < page.len ? page.ptr[i + 1] : ' ';
        if (is_ascii_alpha(next))
            i = start_tag(b, i);
        else if (next == '/' && i + 2 < page.len && is_ascii_alpha(page.ptr[i + 2]))
            i = end_tag(b, i);
        else if (next == '!' || next == '?' || next == '/')
            i = skip_declaration(b, i);
        else {
            text_run(b, i, i + 1); /* "5 < 6" */
            i++;
        }
    }
    block_end(b);
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
    b->out = &outline;
    b->mem = mem;
    b->page = page;
    b->room = charset_room(charset, page) + 16;
    b->text = arena_alloc(mem, b->room);
    if (!b->text)
        return false;
    node_add(b, TAG_BODY, 0);
    if (b->failed)
        return false;
    read_page(b);
    if (b->failed)
        return false;
    outline.text = text_of(b->text, b->n);
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

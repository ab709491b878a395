/* element.c - see element.h.
 *
 * The tables are sorted by name and searched by halves. Attributes nobody asks for
 * are passed over without a copy; of two with one name the first counts. */
#include "page/element.h"

#include <stdlib.h>

/* clang-format off */
static const struct element elements[] = {
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

static const char *const attribute_names[AT_COUNT] = {
    "class", "id", "itemprop", "rel", "href", "content", "property", "name", "http-equiv", "charset", "datetime",
    "type", "style", "hidden", "aria-hidden", "lang",
};
/* clang-format on */

static int by_name(const void *key, const void *element)
{
    const struct text *name = key;
    const char *other = ((const struct element *)element)->name;
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

const struct element *element_find(struct text name)
{
    static const struct element other = { "", TAG_OTHER, 0 };
    const struct element *found = bsearch(&name, elements, COUNT_OF(elements), sizeof *elements, by_name);

    return found ? found : &other;
}

uint32_t element_hash(struct text name)
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

unsigned element_flags(const struct text *at, const struct element *element)
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
    switch (element->tag) {
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

size_t attributes_read(struct text page, size_t i, struct text *at, bool *self_closing)
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

size_t raw_text_end(struct text page, size_t i, struct text name)
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

size_t declaration_end(struct text page, size_t i, bool *cut)
{
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
        *cut = true;
        return page.len;
    }
    gt = memchr(page.ptr + i, '>', page.len - i);
    if (!gt)
        *cut = true;
    return gt ? (size_t)(gt - page.ptr) + 1 : page.len;
}

/* element.c - see element.h.
 *
 * The tables are sorted by name. Of two attributes with one name the first counts. */
#include "page/markup/element.h"

#include <endian.h>

/* clang-format off */
static const struct element elements[] = {
    { "a", 1, TAG_A, FORMATTING },
    { "address", 7, TAG_ADDRESS, BLOCK | CLOSES_P | SPECIAL | ENDS_IN_SCOPE },
    { "annotation-xml", 14, TAG_ANNOTATION_XML, 0 },
    { "applet", 6, TAG_APPLET, SKIP | SCOPE | SPECIAL | ENDS_IN_SCOPE },
    { "area", 4, TAG_AREA, VOID | SPECIAL },
    { "article", 7, TAG_ARTICLE, BLOCK | CLOSES_P | SPECIAL | ENDS_IN_SCOPE },
    { "aside", 5, TAG_ASIDE, BLOCK | CLOSES_P | SPECIAL | ENDS_IN_SCOPE },
    { "audio", 5, TAG_AUDIO, SKIP },
    { "b", 1, TAG_B, FORMATTING | BREAKOUT },
    { "base", 4, TAG_BASE, VOID | SPECIAL | HEAD_PART },
    { "basefont", 8, TAG_BASEFONT, VOID | SPECIAL | HEAD_PART },
    { "bgsound", 7, TAG_BGSOUND, VOID | SPECIAL | HEAD_PART },
    { "big", 3, TAG_BIG, FORMATTING | BREAKOUT },
    { "blockquote", 10, TAG_BLOCKQUOTE, BLOCK | CLOSES_P | SPECIAL | BREAKOUT | ENDS_IN_SCOPE },
    { "body", 4, TAG_BODY, BLOCK | SPECIAL | BREAKOUT },
    { "br", 2, TAG_BR, VOID | SPECIAL | BREAKOUT },
    { "button", 6, TAG_BUTTON, SKIP | SPECIAL | ENDS_IN_SCOPE },
    { "canvas", 6, TAG_CANVAS, SKIP },
    { "caption", 7, TAG_CAPTION, BLOCK | SCOPE | SPECIAL | TABLE_PART },
    { "center", 6, TAG_CENTER, BLOCK | CLOSES_P | SPECIAL | BREAKOUT | ENDS_IN_SCOPE },
    { "code", 4, TAG_CODE, FORMATTING | BREAKOUT },
    { "col", 3, TAG_COL, VOID | SPECIAL | TABLE_PART },
    { "colgroup", 8, TAG_COLGROUP, SPECIAL | TABLE_PART },
    { "datalist", 8, TAG_DATALIST, SKIP },
    { "dd", 2, TAG_DD, BLOCK | CLOSES_P | SPECIAL | IMPLIED_END | BREAKOUT },
    { "del", 3, TAG_DEL, 0 },
    { "desc", 4, TAG_DESC, 0 },
    { "details", 7, TAG_DETAILS, BLOCK | CLOSES_P | SPECIAL | ENDS_IN_SCOPE },
    { "dialog", 6, TAG_DIALOG, BLOCK | CLOSES_P | ENDS_IN_SCOPE },
    { "dir", 3, TAG_DIR, BLOCK | CLOSES_P | SPECIAL | ENDS_IN_SCOPE },
    { "div", 3, TAG_DIV, BLOCK | CLOSES_P | SPECIAL | BREAKOUT | ENDS_IN_SCOPE },
    { "dl", 2, TAG_DL, BLOCK | CLOSES_P | SPECIAL | BREAKOUT | ENDS_IN_SCOPE },
    { "dt", 2, TAG_DT, BLOCK | CLOSES_P | SPECIAL | IMPLIED_END | BREAKOUT },
    { "em", 2, TAG_EM, FORMATTING | BREAKOUT },
    { "embed", 5, TAG_EMBED, VOID | SPECIAL | BREAKOUT },
    { "fieldset", 8, TAG_FIELDSET, BLOCK | CLOSES_P | SPECIAL | ENDS_IN_SCOPE },
    { "figcaption", 10, TAG_FIGCAPTION, BLOCK | CLOSES_P | SPECIAL | ENDS_IN_SCOPE },
    { "figure", 6, TAG_FIGURE, BLOCK | CLOSES_P | SPECIAL | ENDS_IN_SCOPE },
    { "font", 4, TAG_FONT, FORMATTING },
    { "footer", 6, TAG_FOOTER, BLOCK | CLOSES_P | SPECIAL | ENDS_IN_SCOPE },
    { "foreignobject", 13, TAG_FOREIGNOBJECT, 0 },
    { "form", 4, TAG_FORM, BLOCK | CLOSES_P | SPECIAL },
    { "frame", 5, TAG_FRAME, VOID | SPECIAL },
    { "frameset", 8, TAG_FRAMESET, SPECIAL },
    { "h1", 2, TAG_H1, BLOCK | CLOSES_P | HEADING | SPECIAL | BREAKOUT },
    { "h2", 2, TAG_H2, BLOCK | CLOSES_P | HEADING | SPECIAL | BREAKOUT },
    { "h3", 2, TAG_H3, BLOCK | CLOSES_P | HEADING | SPECIAL | BREAKOUT },
    { "h4", 2, TAG_H4, BLOCK | CLOSES_P | HEADING | SPECIAL | BREAKOUT },
    { "h5", 2, TAG_H5, BLOCK | CLOSES_P | HEADING | SPECIAL | BREAKOUT },
    { "h6", 2, TAG_H6, BLOCK | CLOSES_P | HEADING | SPECIAL | BREAKOUT },
    { "head", 4, TAG_HEAD, SPECIAL | BREAKOUT },
    { "header", 6, TAG_HEADER, BLOCK | CLOSES_P | SPECIAL | ENDS_IN_SCOPE },
    { "hgroup", 6, TAG_HGROUP, BLOCK | CLOSES_P | SPECIAL | ENDS_IN_SCOPE },
    { "hr", 2, TAG_HR, CLOSES_P | VOID | SPECIAL | BREAKOUT },
    { "html", 4, TAG_HTML, SCOPE | SPECIAL },
    { "i", 1, TAG_I, FORMATTING | BREAKOUT },
    { "iframe", 6, TAG_IFRAME, SPECIAL | RAWTEXT },
    { "image", 5, TAG_IMAGE, 0 },
    { "img", 3, TAG_IMG, VOID | SPECIAL | BREAKOUT },
    { "input", 5, TAG_INPUT, VOID | SPECIAL },
    { "keygen", 6, TAG_KEYGEN, VOID | SPECIAL },
    { "legend", 6, TAG_LEGEND, BLOCK },
    { "li", 2, TAG_LI, BLOCK | CLOSES_P | SPECIAL | IMPLIED_END | BREAKOUT },
    { "link", 4, TAG_LINK, VOID | SPECIAL | HEAD_PART },
    { "listing", 7, TAG_LISTING, BLOCK | CLOSES_P | SPECIAL | BREAKOUT | ENDS_IN_SCOPE },
    { "main", 4, TAG_MAIN, BLOCK | CLOSES_P | SPECIAL | ENDS_IN_SCOPE },
    { "malignmark", 10, TAG_MALIGNMARK, 0 },
    { "marquee", 7, TAG_MARQUEE, SCOPE | SPECIAL | ENDS_IN_SCOPE },
    { "math", 4, TAG_MATH, SKIP },
    { "menu", 4, TAG_MENU, BLOCK | CLOSES_P | SPECIAL | BREAKOUT | ENDS_IN_SCOPE },
    { "meta", 4, TAG_META, VOID | SPECIAL | HEAD_PART | BREAKOUT },
    { "mglyph", 6, TAG_MGLYPH, 0 },
    { "mi", 2, TAG_MI, 0 },
    { "mn", 2, TAG_MN, 0 },
    { "mo", 2, TAG_MO, 0 },
    { "ms", 2, TAG_MS, 0 },
    { "mtext", 5, TAG_MTEXT, 0 },
    { "nav", 3, TAG_NAV, BLOCK | CLOSES_P | SPECIAL | ENDS_IN_SCOPE },
    { "nobr", 4, TAG_NOBR, FORMATTING | BREAKOUT },
    { "noembed", 7, TAG_NOEMBED, SPECIAL | RAWTEXT },
    { "noframes", 8, TAG_NOFRAMES, SPECIAL | HEAD_PART | RAWTEXT },
    { "noscript", 8, TAG_NOSCRIPT, SKIP | SPECIAL },
    { "object", 6, TAG_OBJECT, SKIP | SCOPE | SPECIAL | ENDS_IN_SCOPE },
    { "ol", 2, TAG_OL, BLOCK | CLOSES_P | SPECIAL | BREAKOUT | ENDS_IN_SCOPE },
    { "optgroup", 8, TAG_OPTGROUP, IMPLIED_END },
    { "option", 6, TAG_OPTION, IMPLIED_END },
    { "p", 1, TAG_P, BLOCK | CLOSES_P | SPECIAL | IMPLIED_END | BREAKOUT },
    { "param", 5, TAG_PARAM, VOID | SPECIAL },
    { "plaintext", 9, TAG_PLAINTEXT, CLOSES_P | SPECIAL },
    { "pre", 3, TAG_PRE, BLOCK | CLOSES_P | SPECIAL | BREAKOUT | ENDS_IN_SCOPE },
    { "rb", 2, TAG_RB, IMPLIED_END },
    { "rp", 2, TAG_RP, IMPLIED_END },
    { "rt", 2, TAG_RT, IMPLIED_END },
    { "rtc", 3, TAG_RTC, IMPLIED_END },
    { "ruby", 4, TAG_RUBY, BREAKOUT },
    { "s", 1, TAG_S, FORMATTING | BREAKOUT },
    { "script", 6, TAG_SCRIPT, SPECIAL | HEAD_PART | RAWTEXT },
    { "search", 6, TAG_SEARCH, BLOCK | CLOSES_P | SPECIAL | ENDS_IN_SCOPE },
    { "section", 7, TAG_SECTION, BLOCK | CLOSES_P | SPECIAL | ENDS_IN_SCOPE },
    { "select", 6, TAG_SELECT, SKIP | SPECIAL },
    { "small", 5, TAG_SMALL, FORMATTING | BREAKOUT },
    { "source", 6, TAG_SOURCE, VOID | SPECIAL },
    { "span", 4, TAG_SPAN, BREAKOUT },
    { "strike", 6, TAG_STRIKE, FORMATTING | BREAKOUT },
    { "strong", 6, TAG_STRONG, FORMATTING | BREAKOUT },
    { "style", 5, TAG_STYLE, SPECIAL | HEAD_PART | RAWTEXT },
    { "sub", 3, TAG_SUB, BREAKOUT },
    { "summary", 7, TAG_SUMMARY, BLOCK | CLOSES_P | SPECIAL | ENDS_IN_SCOPE },
    { "sup", 3, TAG_SUP, BREAKOUT },
    { "svg", 3, TAG_SVG, SKIP },
    { "table", 5, TAG_TABLE, BLOCK | SCOPE | SPECIAL | BREAKOUT },
    { "tbody", 5, TAG_TBODY, BLOCK | SPECIAL | TABLE_PART },
    { "td", 2, TAG_TD, BLOCK | SCOPE | SPECIAL | TABLE_PART },
    { "template", 8, TAG_TEMPLATE, SKIP | SCOPE | SPECIAL | HEAD_PART },
    { "textarea", 8, TAG_TEXTAREA, SPECIAL | RCDATA },
    { "tfoot", 5, TAG_TFOOT, BLOCK | SPECIAL | TABLE_PART },
    { "th", 2, TAG_TH, BLOCK | SCOPE | SPECIAL | TABLE_PART },
    { "thead", 5, TAG_THEAD, BLOCK | SPECIAL | TABLE_PART },
    { "time", 4, TAG_TIME, 0 },
    { "title", 5, TAG_TITLE, SPECIAL | HEAD_PART | RCDATA },
    { "tr", 2, TAG_TR, BLOCK | SPECIAL | TABLE_PART },
    { "track", 5, TAG_TRACK, VOID | SPECIAL },
    { "tt", 2, TAG_TT, FORMATTING | BREAKOUT },
    { "u", 1, TAG_U, FORMATTING | BREAKOUT },
    { "ul", 2, TAG_UL, BLOCK | CLOSES_P | SPECIAL | BREAKOUT | ENDS_IN_SCOPE },
    { "var", 3, TAG_VAR, BREAKOUT },
    { "video", 5, TAG_VIDEO, SKIP },
    { "wbr", 3, TAG_WBR, VOID | SPECIAL },
    { "xmp", 3, TAG_XMP, CLOSES_P | SPECIAL | RAWTEXT },
};

#define CLASS_WORD_MAX 15

static const struct { char word[CLASS_WORD_MAX + 1]; uint16_t flag; } class_words[] = {
    { "ad", CLASS_ASIDE }, { "ads", CLASS_ASIDE }, { "advert", CLASS_ASIDE }, { "advertisement", CLASS_ASIDE },
    { "article", CLASS_BODY }, { "articlebody", CLASS_BODY }, { "author", CLASS_BYLINE },
    { "authors", CLASS_BYLINE }, { "banner", CLASS_ASIDE }, { "body", CLASS_BODY }, { "breadcrumb", CLASS_ASIDE },
    { "breadcrumbs", CLASS_ASIDE }, { "byline", CLASS_BYLINE }, { "caption", CLASS_CAPTION },
    { "comment", CLASS_COMMENTS }, { "comments", CLASS_COMMENTS }, { "consent", CLASS_ASIDE },
    { "content", CLASS_BODY }, { "contributor", CLASS_BYLINE }, { "cookie", CLASS_ASIDE },
    { "cookies", CLASS_ASIDE }, { "copyright", CLASS_FOOTER }, { "correction", CLASS_NOTE },
    { "corrections", CLASS_NOTE }, { "credit", CLASS_CAPTION }, { "credits", CLASS_CAPTION },
    { "date", CLASS_DATE }, { "datetime", CLASS_DATE }, { "deck", CLASS_STANDFIRST }, { "dek", CLASS_STANDFIRST },
    { "disqus", CLASS_COMMENTS }, { "donate", CLASS_PLEA }, { "donation", CLASS_PLEA }, { "entry", CLASS_BODY },
    { "excerpt", CLASS_STANDFIRST }, { "figcaption", CLASS_CAPTION }, { "footer", CLASS_FOOTER },
    { "gdpr", CLASS_ASIDE }, { "head", CLASS_HEAD }, { "header", CLASS_HEAD }, { "heading", CLASS_HEAD },
    { "headline", CLASS_HEAD }, { "hed", CLASS_HEAD }, { "menu", CLASS_ASIDE }, { "modal", CLASS_ASIDE },
    { "nav", CLASS_ASIDE }, { "navbar", CLASS_ASIDE }, { "navigation", CLASS_ASIDE }, { "newsletter", CLASS_ASIDE },
    { "outbrain", CLASS_ASIDE }, { "pagination", CLASS_ASIDE }, { "popular", CLASS_ASIDE },
    { "popup", CLASS_ASIDE }, { "post", CLASS_BODY }, { "posted", CLASS_DATE }, { "promo", CLASS_ASIDE },
    { "pubdate", CLASS_DATE }, { "published", CLASS_DATE }, { "recommend", CLASS_ASIDE },
    { "related", CLASS_ASIDE }, { "share", CLASS_ASIDE }, { "sharedaddy", CLASS_ASIDE }, { "sidebar", CLASS_ASIDE },
    { "signup", CLASS_ASIDE }, { "social", CLASS_ASIDE }, { "sponsor", CLASS_ASIDE }, { "sponsored", CLASS_ASIDE },
    { "standfirst", CLASS_STANDFIRST }, { "story", CLASS_BODY }, { "storytext", CLASS_BODY },
    { "subscribe", CLASS_ASIDE }, { "subscription", CLASS_ASIDE }, { "subtitle", CLASS_STANDFIRST },
    { "taboola", CLASS_ASIDE }, { "teaser", CLASS_ASIDE }, { "timestamp", CLASS_DATE }, { "title", CLASS_HEAD }, { "toolbar", CLASS_ASIDE },
    { "trending", CLASS_ASIDE }, { "widgets", CLASS_ASIDE }, { "writer", CLASS_BYLINE },
};

static const char *const attribute_names[AT_COUNT] = {
    "class", "id", "itemprop", "rel", "href", "content", "property", "name", "http-equiv", "charset", "datetime",
    "type", "style", "hidden", "aria-hidden", "lang", "title", "role", "open", "media",
};
/* clang-format on */

/* Where the names that begin with a letter begin in the table. */
static const uint8_t first_letters[27] = {
    0, 8, 17, 23, 33, 35, 44, 44, 55, 60, 60, 61, 65, 77, 82, 86, 90, 90, 95, 110, 123, 125, 127, 128, 129, 129, 129,
};

const struct element *element_find(struct text name)
{
    static const struct element other = { "", 0, TAG_OTHER, 0 };
    char folded[sizeof other.name] = { 0 };
    unsigned letter;

    if (name.len == 0 || name.len >= sizeof folded)
        return &other;
    for (size_t i = 0; i < name.len; i++)
        folded[i] = ascii_lower(name.ptr[i]);
    letter = (unsigned char)folded[0] - 'a';
    if (letter > 25)
        return &other;
    for (unsigned i = first_letters[letter]; i < first_letters[letter + 1]; i++)
        if (elements[i].length == name.len && memcmp(elements[i].name, folded, sizeof folded) == 0)
            return &elements[i];
    return &other;
}

/* Eight letters as one number, in the order of letters. */
static inline uint64_t letters(const char *word)
{
    uint64_t n;

    memcpy(&n, word, sizeof n);
    return be64toh(n);
}

/* `word` is padded with NULs, as the table's are. */
static unsigned class_word(const char word[CLASS_WORD_MAX + 1])
{
    uint64_t first = letters(word), last = letters(word + 8);
    size_t lo = 0, hi = COUNT_OF(class_words);

    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        uint64_t other = letters(class_words[mid].word);

        if (first == other) {
            other = letters(class_words[mid].word + 8);
            if (last == other)
                return class_words[mid].flag;
            if (last < other)
                hi = mid;
            else
                lo = mid + 1;
        } else if (first < other)
            hi = mid;
        else
            lo = mid + 1;
    }
    return 0;
}

/* "ArticleBody related-links" -> the flags of article, body, related, links; a whole
 * "articlebody" is looked up too. "article-header" is the block of the headline and no body. */
static unsigned class_flags(struct text value)
{
    char word[CLASS_WORD_MAX + 1] = { 0 };
    size_t n = 0;
    unsigned flags = 0, before = 0; /* before: of the word that this one is joined to */

    if (value.len > CLASS_BYTES_MAX)
        value.len = CLASS_BYTES_MAX;
    for (size_t i = 0; i <= value.len; i++) {
        char c = i < value.len ? value.ptr[i] : ' ';
        bool border = !is_ascii_alpha(c) || (i && is_ascii_upper(c) && !is_ascii_upper(value.ptr[i - 1]));

        if (border && n) {
            unsigned flag = n <= CLASS_WORD_MAX ? class_word(word) : 0;

            flags |= flag & CLASS_HEAD ? before & ~(unsigned)CLASS_BODY : before;
            before = flag;
            memset(word, 0, sizeof word);
            n = 0;
        }
        if (is_ascii_space(c)) {
            flags |= before;
            before = 0;
        }
        if (is_ascii_alpha(c)) {
            if (n < CLASS_WORD_MAX)
                word[n] = ascii_lower(c);
            n++; /* one that is longer is not in the list */
        }
    }
    return flags & ~(unsigned)CLASS_HEAD;
}

static bool has_word(struct text list, const char *word)
{
    size_t n = strlen(word);

    for (size_t i = 0; i + n <= list.len; i++)
        if (text_eq_fold(text_of(list.ptr + i, n), text_of(word, n)) && (i == 0 || is_ascii_space(list.ptr[i - 1])) &&
            (i + n == list.len || is_ascii_space(list.ptr[i + n])))
            return true;
    return false;
}

unsigned element_flags(const struct text *at, const struct element *element)
{
    unsigned flags = class_flags(at[AT_CLASS]) | class_flags(at[AT_ID]);

    if (at[AT_ITEMPROP].len && at[AT_ITEMPROP].len < CLASS_BYTES_MAX && has_word(at[AT_ITEMPROP], "articleBody"))
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

void element_attributes(const struct html_tokenizer *tag, struct text *at)
{
    memset(at, 0, AT_COUNT * sizeof *at);
    for (unsigned i = 0; i < tag->n_attributes; i++) {
        struct text name = tag->attributes[i].name, value = tag->attributes[i].value;

        if (name.len > 12 || name.len < 2)
            continue;
        for (size_t k = 0; k < AT_COUNT; k++) {
            if (ascii_lower(name.ptr[0]) == attribute_names[k][0] && !at[k].ptr &&
                text_eq_fold(name, text_c(attribute_names[k]))) {
                at[k] = value.ptr ? value : text_c("");
                break;
            }
        }
    }
}

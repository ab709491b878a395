/* hidden.c - see hidden.h. Styles first, as far as they say who sees a text; then sheets, classes, and the tag. */
#include "page/markup/hidden.h"

#include <string.h>

#define FAR_OUT   90000 /* hundredths of a pixel to the left of the page, or above it */
#define FAR_OUT_M 9000  /* the same in em, rem or %                                   */

enum say { SAYS_SHOWN = 1 << 0, SAYS_HIDDEN = 1 << 1 };

/* --- declarations --- */

static bool has(struct text t, const char *words)
{
    return text_find(t, text_c(words), 0) != NOWHERE;
}

/* The number at the beginning, in hundredths; *unit: what follows. False: there is none. */
static bool number(struct text t, long *n, struct text *unit)
{
    bool minus = t.len && t.ptr[0] == '-', any = false;
    int decimals = -1;
    size_t i = minus;

    *n = 0;
    for (; i < t.len && decimals < 2 && (is_ascii_digit(t.ptr[i]) || (t.ptr[i] == '.' && decimals < 0)); i++) {
        if (t.ptr[i] != '.')
            *n = *n < 10000000 ? *n * 10 + (t.ptr[i] - '0') : *n;
        any |= t.ptr[i] != '.';
        decimals += t.ptr[i] == '.' || decimals >= 0;
    }
    for (; decimals < 2; decimals++)
        *n *= decimals == -1 ? 1 : 10;
    while (i < t.len && is_ascii_digit(t.ptr[i]))
        i++;
    *n = minus ? -*n : *n;
    *unit = text_of(t.ptr + i, t.len - i);
    return any;
}

static bool is_far_out(struct text value)
{
    struct text unit;
    long n;

    if (!number(value, &n, &unit))
        return false;
    return n <= -FAR_OUT || (n <= -FAR_OUT_M && !text_starts_fold(unit, "px"));
}

/* At most one pixel. */
static bool is_nothing(struct text value)
{
    struct text unit;
    long n;

    return number(value, &n, &unit) && n >= 0 && n <= (text_starts_fold(unit, "px") ? 100 : 0);
}

/* "rect(0 0 0 0)", "rect(1px, 1px, 1px, 1px)" */
static bool clips_all(struct text value)
{
    bool any = false;

    if (!text_starts_fold(value, "rect("))
        return false;
    for (size_t i = 5; i < value.len; i++) {
        struct text unit, rest = text_of(value.ptr + i, value.len - i);
        long n;

        if (!is_ascii_digit(value.ptr[i]))
            continue;
        number(rest, &n, &unit);
        if (n > 100)
            return false;
        any = true;
        i = (size_t)(unit.ptr - value.ptr) - 1;
    }
    return any && !has(value, "auto");
}

/* "inset(50%)" and more leaves nothing. */
static bool insets_all(struct text value)
{
    struct text unit;
    long n;

    return text_starts_fold(value, "inset(") && number(text_of(value.ptr + 6, value.len - 6), &n, &unit) && n >= 5000 &&
           text_starts(unit, "%");
}

/* A set of enum say, of "name: value; name: value". */
static unsigned style_say(struct text rest)
{
    bool away = false, out = false, narrow = false, flat = false, cut = false;
    unsigned say = 0;
    struct text unit;
    long n;

    while (rest.len) {
        struct text value = text_cut(&rest, ';'), name;

        name = text_trim(text_cut(&value, ':'));
        if (!name.len || !strchr("cdfhloprtvw", ascii_lower(name.ptr[0]))) /* none of those below */
            continue;
        value = text_trim(text_cut(&value, '!')); /* "!important" */
        if (text_eq_fold(name, text_c("display")) && value.len)
            say = text_eq_fold(value, text_c("none")) ? SAYS_HIDDEN : SAYS_SHOWN;
        else if (text_eq_fold(name, text_c("visibility")))
            say |= text_eq_fold(value, text_c("visible")) ? SAYS_SHOWN : SAYS_HIDDEN;
        else if (text_eq_fold(name, text_c("position")))
            away = text_eq_fold(value, text_c("absolute")) || text_eq_fold(value, text_c("fixed"));
        else if (text_eq_fold(name, text_c("left")) || text_eq_fold(name, text_c("top")) ||
                 text_eq_fold(name, text_c("right")))
            out |= is_far_out(value);
        else if (text_eq_fold(name, text_c("width")))
            narrow = is_nothing(value);
        else if (text_eq_fold(name, text_c("height")))
            flat = is_nothing(value);
        else if (text_eq_fold(name, text_c("overflow")))
            cut = text_eq_fold(value, text_c("hidden")) || text_eq_fold(value, text_c("clip"));
        else if ((text_eq_fold(name, text_c("clip")) && clips_all(value)) ||
                 (text_eq_fold(name, text_c("clip-path")) && insets_all(value)) ||
                 (text_eq_fold(name, text_c("text-indent")) && is_far_out(value)) ||
                 (text_eq_fold(name, text_c("font-size")) && number(value, &n, &unit) && n == 0) ||
                 (text_starts_fold(name, "text-decoration") && has(value, "line-through")))
            say |= SAYS_HIDDEN;
    }
    if ((away && out) || (narrow && flat && cut))
        say |= SAYS_HIDDEN;
    return say;
}

/* --- sheets --- */

static size_t skip_comment(struct text css, size_t at)
{
    size_t end = text_find(css, text_c("*/"), at + 2);

    return end == NOWHERE ? css.len : end + 2;
}

/* From the opening mark to behind the closing one; a string ends with its line, as in CSS. */
static size_t skip_string(struct text css, size_t at)
{
    char mark = css.ptr[at];

    for (at++; at < css.len && css.ptr[at] != mark && css.ptr[at] != '\n'; at++)
        at += css.ptr[at] == '\\';
    return at < css.len ? at + 1 : css.len;
}

/* Where next_mark() has to look: most bytes of a sheet are none of these. */
static const bool stops[256] = { ['{'] = true, ['}'] = true, [';'] = true, ['/'] = true, ['"'] = true, ['\''] = true };

/* The next of { } ; from `at` on, outside strings and comments; or the end. */
static size_t next_mark(struct text css, size_t at)
{
    for (;;) {
        char c;

        while (at < css.len && !stops[(unsigned char)css.ptr[at]])
            at++;
        if (at >= css.len)
            return css.len;
        c = css.ptr[at];
        if (c == '{' || c == '}' || c == ';')
            return at;
        if (c == '/' && at + 1 < css.len && css.ptr[at + 1] == '*')
            at = skip_comment(css, at);
        else if (c == '/')
            at++;
        else
            at = skip_string(css, at);
    }
}

/* The } that closes a block whose content begins at `at`; or the end. */
static size_t block_end(struct text css, size_t at)
{
    for (size_t depth = 0;; at++) {
        at = next_mark(css, at);
        if (at == css.len || (css.ptr[at] == '}' && depth == 0))
            return at;
        depth += css.ptr[at] == '{';
        depth -= css.ptr[at] == '}';
    }
}

static struct hidden_name *find(const struct hidden_sheet *s, struct text name, char kind, uint8_t tag, size_t *place)
{
    size_t mask = COUNT_OF(s->places) - 1;

    for (*place = (size_t)text_hash(name) & mask; s->places[*place]; *place = (*place + 1) & mask) {
        const struct hidden_name *n = &s->names[s->places[*place] - 1];

        if (n->kind == kind && n->tag == tag && text_eq(n->name, name))
            return (struct hidden_name *)n;
    }
    return NULL;
}

/* ".tip", "span.tip", "#note": one of these and nothing else. */
static bool is_simple(struct text selector, struct hidden_name *name)
{
    size_t i = 0, from;

    while (i < selector.len && (is_ascii_alpha(selector.ptr[i]) || is_ascii_digit(selector.ptr[i])))
        i++;
    if (i >= selector.len || (selector.ptr[i] != '.' && selector.ptr[i] != '#'))
        return false;
    name->kind = selector.ptr[i];
    name->tag = i ? element_find(text_of(selector.ptr, i))->tag : TAG_COUNT;
    for (from = ++i; i < selector.len; i++)
        if (!is_ascii_alpha(selector.ptr[i]) && !is_ascii_digit(selector.ptr[i]) && selector.ptr[i] != '-' &&
            selector.ptr[i] != '_' && !((unsigned char)selector.ptr[i] & 0x80))
            return false;
    name->name = text_of(selector.ptr + from, i - from);
    return i > from;
}

static void add_rule(struct hidden_sheet *s, struct text selectors, struct text declarations, bool some_screens)
{
    unsigned say = style_say(declarations);

    while (say && selectors.len) {
        struct hidden_name new = { 0 }, *old;
        size_t place;

        if (!is_simple(text_trim(text_cut(&selectors, ',')), &new))
            continue;
        old = find(s, new.name, new.kind, new.tag, &place);
        if (old) {
            old->shown = !(say & SAYS_HIDDEN) || (some_screens && old->shown);
        } else if (say & SAYS_HIDDEN && !some_screens && s->n < HIDDEN_NAMES_MAX) {
            s->names[s->n++] = new;
            s->places[place] = (uint16_t)s->n;
        }
    }
}

void hidden_read_sheet(struct hidden_sheet *s, struct text css)
{
    size_t depth = 0, paper = 0; /* `paper`: the depth at which an @media print began */

    for (size_t at = 0; at < css.len;) {
        size_t begin = at, mark;
        struct text prelude;

        while (begin < css.len && (is_ascii_space(css.ptr[begin]) || css.ptr[begin] == '/'))
            begin = text_starts(text_of(css.ptr + begin, css.len - begin), "/*") ? skip_comment(css, begin) : begin + 1;
        mark = next_mark(css, begin);
        if (mark >= css.len)
            return;
        prelude = text_trim(text_of(css.ptr + begin, mark - begin));
        at = mark + 1;
        if (css.ptr[mark] == '}') {
            depth -= depth > 0;
            paper = paper > depth ? 0 : paper;
        } else if (css.ptr[mark] == '{' && (text_starts(prelude, "@media") || text_starts(prelude, "@supports"))) {
            depth++;
            if (!paper && has(prelude, "print") && !has(prelude, "screen"))
                paper = depth;
        } else if (css.ptr[mark] == '{') {
            size_t end = block_end(css, at);

            if (!text_starts(prelude, "@") && !paper)
                add_rule(s, prelude, text_of(css.ptr + at, end - at), depth > 0);
            at = end + 1;
        }
    }
}

static bool hides(const struct hidden_sheet *s, uint8_t tag, char kind, struct text name)
{
    size_t place;
    const struct hidden_name *found = find(s, name, kind, TAG_COUNT, &place);

    if (!found || found->shown)
        found = find(s, name, kind, tag, &place);
    return found && !found->shown;
}

/* Is an element with these values of class= and id= hidden by what was read? */
static bool sheet_hides(const struct hidden_sheet *s, uint8_t tag, struct text classes, struct text id)
{
    if (s->n == 0)
        return false;
    if (classes.len > CLASS_BYTES_MAX)
        classes.len = CLASS_BYTES_MAX;
    for (size_t i = 0; i < classes.len; i++) {
        size_t from = i;

        while (i < classes.len && !is_ascii_space(classes.ptr[i]))
            i++;
        if (i > from && hides(s, tag, '.', text_of(classes.ptr + from, i - from)))
            return true;
    }
    return id.len && id.len < CLASS_BYTES_MAX && hides(s, tag, '#', id);
}

/* --- classes --- */

/* Names of classes as frameworks have them, in words: "visually-hidden", "VisuallyHidden_root", "sr-only". */
static const struct {
    const char *first, *second;
} hiding_pairs[] = {
    { "visually", "hidden" },   { "sr", "only" },      { "screen", "reader" },     { "screenreader", "text" },
    { "screenreader", "only" }, { "display", "none" }, { "accessibly", "hidden" }, { "a11y", "hidden" },
    { "assistive", "text" },    { "d", "none" },       { "off", "screen" },        { "element", "invisible" },
};

/* The same in one word, for a class of its own or behind "is" and "u": "hidden", "is-hidden"; not
 * "overflow-hidden", nor "hidden-xs", which is seen elsewhere. */
static const char *const hiding_words[] = {
    "hidden", "hide", "invisible", "offscreen", "visuallyhidden", "sronly", "screenreader",
};

/* Names of screens: "d-none d-md-block" is seen on a wide one. */
static const char *const screens[] = { "sm", "md", "lg", "xl", "xxl" };

/* Labels of a page's machinery, not its text. */
static const char *const label_roles[] = { "tab", "tablist", "tooltip", "menu", "menubar", "menuitem", "toolbar" };

#define WORDS_MAX 4  /* of one class that are looked at */
#define WORD_MAX  16 /* bytes                           */

static bool same(const char *a, const char *b)
{
    return a[0] == b[0] && strcmp(a, b) == 0; /* nearly all differ at once: no call */
}

static bool among(const char *word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (same(word, list[i]))
            return true;
    return false;
}

static bool is_hiding_pair(const char *first, const char *second)
{
    for (size_t i = 0; i < COUNT_OF(hiding_pairs); i++)
        if (same(first, hiding_pairs[i].first) && same(second, hiding_pairs[i].second))
            return true;
    return false;
}

/* "VisuallyHidden_root" -> "visually", "hidden", "root". How many there are; WORDS_MAX are written. */
static size_t split(struct text name, char words[WORDS_MAX][WORD_MAX])
{
    size_t n = 0, len = 0;

    for (size_t i = 0; i <= name.len; i++) {
        char c = i < name.len ? name.ptr[i] : '-';
        bool letter = is_ascii_alpha(c) || is_ascii_digit(c);
        bool border = !letter || (i && is_ascii_upper(c) && !is_ascii_upper(name.ptr[i - 1]));

        if (border && len) {
            if (n < WORDS_MAX)
                words[n][len < WORD_MAX ? len : 0] = '\0'; /* a longer one is none of ours */
            n++;
            len = 0;
        }
        if (letter) {
            if (n < WORDS_MAX && len < WORD_MAX)
                words[n][len] = ascii_lower(c);
            len++;
        }
    }
    return n;
}

/* Of the n words of a class. */
static bool class_hides(char words[WORDS_MAX][WORD_MAX], size_t n)
{
    size_t first = n == 2 && (same(words[0], "is") || same(words[0], "u"));

    for (size_t i = 0; i + 1 < n && i + 1 < WORDS_MAX; i++)
        if (is_hiding_pair(words[i], words[i + 1]))
            return true;
    return n == first + 1 && among(words[first], hiding_words, COUNT_OF(hiding_words));
}

/* "md:block", "d-lg-flex" */
static bool class_shows(char words[WORDS_MAX][WORD_MAX], size_t n)
{
    bool screen = false;

    for (size_t i = 0; i < n && i < WORDS_MAX; i++) {
        if (same(words[i], "none") || same(words[i], "hidden"))
            return false;
        screen |= among(words[i], screens, COUNT_OF(screens));
    }
    return screen && n > 1;
}

static bool classes_hide(struct text classes)
{
    bool hides = false, shows = false;

    if (classes.len > CLASS_BYTES_MAX)
        classes.len = CLASS_BYTES_MAX;
    for (size_t i = 0; i < classes.len; i++) {
        char words[WORDS_MAX][WORD_MAX];
        size_t from = i, n;

        while (i < classes.len && !is_ascii_space(classes.ptr[i]))
            i++;
        n = split(text_of(classes.ptr + from, i - from), words);
        hides |= class_hides(words, n);
        shows |= class_shows(words, n);
    }
    return hides && !shows;
}

static bool is_label(struct text role)
{
    for (size_t i = 0; i < COUNT_OF(label_roles); i++)
        if (text_eq_fold(role, text_c(label_roles[i])))
            return true;
    return false;
}

/* A paragraph, a line or a word of one. A box that a sheet hides is mostly one that a click opens, with text in it that is
 * meant to be read; so of boxes only their own tag is believed. */
static bool is_words(const struct element *element)
{
    return !(element->traits & BLOCK) || element->traits & HEADING || element->tag == TAG_P || element->tag == TAG_LI;
}

enum hidden hidden_find(const struct text *at, const struct element *element, const struct hidden_sheet *sheet)
{
    struct text style = at[AT_STYLE];

    /* What hides all of a page until its script has run hides nothing. */
    if (element->tag == TAG_BODY || element->tag == TAG_HTML)
        return HIDDEN_NOT;
    if (style.len > CLASS_BYTES_MAX)
        style.len = CLASS_BYTES_MAX;
    if (at[AT_HIDDEN].ptr || style_say(style) & SAYS_HIDDEN || is_label(at[AT_ROLE]) || element->tag == TAG_DEL ||
        element->tag == TAG_S || element->tag == TAG_STRIKE || (element->tag == TAG_DIALOG && !at[AT_OPEN].ptr) ||
        (at[AT_CLASS].len && classes_hide(at[AT_CLASS])) ||
        (is_words(element) && sheet_hides(sheet, element->tag, at[AT_CLASS], at[AT_ID])))
        return HIDDEN;
    return text_eq_fold(at[AT_ARIA_HIDDEN], text_c("true")) ? HIDDEN_ALOUD : HIDDEN_NOT;
}

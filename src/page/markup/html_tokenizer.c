/* html_tokenizer.c - see html_tokenizer.h.
 *
 * The states of the standard are places in these functions: where a function stands in the page is its
 * state. Text runs to the next '<' by memchr(), attribute values to their quote, comments to "-->"; only names
 * are looked at byte by byte. */
#include "page/markup/html_tokenizer.h"

enum {
    SPACE = 1,  /* tab, line feed, form feed, carriage return, space */
    NAME = 2,   /* ends a tag's name           */
    ATTRIB = 4, /* ends an attribute's name    */
    VALUE = 8   /* ends an unquoted value      */
};

static const uint8_t classes[256] = {
    ['\t'] = 15,
    ['\n'] = 15,
    ['\f'] = 15,
    ['\r'] = 15,
    [' '] = 15,
    ['/'] = NAME | ATTRIB,
    ['>'] = NAME | ATTRIB | VALUE,
    ['='] = ATTRIB,
};

static inline bool is(char c, unsigned what)
{
    return classes[(unsigned char)c] & what;
}

/* The next byte at or after i of a class, or the page's end. */
static inline size_t scan(struct text page, size_t i, unsigned what)
{
    while (i < page.len && !is(page.ptr[i], what))
        i++;
    return i;
}

static inline size_t skip_space(struct text page, size_t i)
{
    while (i < page.len && is(page.ptr[i], SPACE))
        i++;
    return i;
}

/* The next `c` at or after i, or the page's end. Most are near, and memchr() is slow to begin. */
static inline size_t find(struct text page, size_t i, char c)
{
    size_t near = i + 16 < page.len ? i + 16 : page.len;
    const char *p;

    for (; i < near; i++)
        if (page.ptr[i] == c)
            return i;
    if (i == page.len)
        return i;
    p = memchr(page.ptr + i, c, page.len - i);
    return p ? (size_t)(p - page.ptr) : page.len;
}

void html_tokenizer_begin(struct html_tokenizer *m, struct text page, size_t skip)
{
    /* Not the attributes: they are many, and no token has them before it is read. */
    memset(m, 0, offsetof(struct html_tokenizer, attributes));
    m->page = page;
    m->at = skip;
    m->kind = HTML_EOF;
}

static bool token(struct html_tokenizer *m, enum html_tokenizer_kind kind, size_t begin, size_t end)
{
    m->kind = kind;
    m->span = (struct span){ (uint32_t)begin, (uint32_t)end };
    m->at = end;
    return true;
}

static bool text_token(struct html_tokenizer *m, size_t begin, size_t end)
{
    m->text = text_of(m->page.ptr + begin, end - begin);
    m->text_state = m->state;
    return token(m, HTML_TEXT, begin, end);
}

/* The page ends here: what is left of it is no token. */
static bool at_end(struct html_tokenizer *m, bool cut)
{
    m->cut |= cut;
    token(m, HTML_EOF, m->page.len, m->page.len);
    return false;
}

/* One attribute whose name begins at i; returns what is behind it, page.len if the page ends inside. */
static size_t attribute(struct html_tokenizer *m, size_t i)
{
    struct text page = m->page;
    struct html_tokenizer_attribute found = { .value = { 0 } };
    size_t end;

    end = scan(page, i + 1, ATTRIB); /* a '=' here begins the name */
    found.name = text_of(page.ptr + i, end - i);
    i = skip_space(page, end);
    if (i < page.len && page.ptr[i] == '=') {
        i = skip_space(page, i + 1);
        if (i == page.len)
            return i;
        if (page.ptr[i] == '"' || page.ptr[i] == '\'') {
            end = find(page, i + 1, page.ptr[i]);
            if (end == page.len)
                return end;
            found.value = text_of(page.ptr + i + 1, end - i - 1);
            i = end + 1;
        } else {
            end = scan(page, i, VALUE);
            found.value = text_of(page.ptr + i, end - i);
            i = end;
        }
    }
    if (m->n_attributes < HTML_ATTRIBUTES_MAX)
        m->attributes[m->n_attributes++] = found;
    return i;
}

/* A tag whose name begins at `name`. */
static bool tag(struct html_tokenizer *m, enum html_tokenizer_kind kind, size_t begin, size_t name)
{
    struct text page = m->page;
    size_t i = scan(page, name, NAME);

    m->name = text_of(page.ptr + name, i - name);
    m->n_attributes = 0;
    m->self_closing = false;
    for (;;) {
        i = skip_space(page, i);
        if (i == page.len)
            return at_end(m, true);
        if (page.ptr[i] == '>')
            break;
        if (page.ptr[i] != '/') {
            i = attribute(m, i);
            continue;
        }
        if (i + 1 < page.len && page.ptr[i + 1] == '>') {
            m->self_closing = true;
            i++;
            break;
        }
        i++;
    }
    m->state = HTML_DATA; /* an end tag of raw text; elsewhere it is so already */
    return token(m, kind, begin, i + 1);
}

/* "<!-- ... -->": where its text ends, from behind the "<!--", and where the token does; NOWHERE: the page
 * ends inside. */
static size_t comment_end(struct text page, size_t i, size_t *end)
{
    size_t begin = i;

    if (i < page.len && page.ptr[i] == '>') {
        *end = i + 1;
        return i;
    }
    if (i + 1 < page.len && page.ptr[i] == '-' && page.ptr[i + 1] == '>') {
        *end = i + 2;
        return i;
    }
    for (; (i = find(page, i, '>')) < page.len; i++) {
        if (i >= begin + 2 && memcmp(page.ptr + i - 2, "--", 2) == 0) {
            *end = i + 1;
            return i - 2;
        }
        if (i >= begin + 3 && memcmp(page.ptr + i - 3, "--!", 3) == 0) {
            *end = i + 1;
            return i - 3;
        }
    }
    /* Dashes that might have begun its end are none of its text. */
    *end = NOWHERE;
    for (size_t n = 3; n > 0; n--)
        if (page.len >= begin + n && memcmp(page.ptr + page.len - n, n == 3 ? "--!" : "--", n) == 0)
            return page.len - n;
    return page.len;
}

static bool starts_fold(struct text page, size_t i, const char *word)
{
    size_t n = strlen(word);

    return i + n <= page.len && text_eq_fold(text_of(page.ptr + i, n), text_of(word, n));
}

/* "<!" or "<?" or "</" before what is no letter, from its '<'. */
static bool declaration(struct html_tokenizer *m, size_t begin)
{
    struct text page = m->page;
    size_t i = begin + 2, end;

    if (page.ptr[begin + 1] == '!' && starts_fold(page, i, "--")) {
        size_t last = comment_end(page, i + 2, &end);

        m->cut |= end == NOWHERE;
        m->text = text_of(page.ptr + i + 2, last - i - 2);
        return token(m, HTML_COMMENT, begin, end == NOWHERE ? page.len : end);
    }
    end = find(page, i, '>');
    m->cut |= end == page.len;
    if (page.ptr[begin + 1] == '!' && starts_fold(page, i, "doctype")) {
        m->text = text_of(page.ptr + i + 7, end - i - 7);
        return token(m, HTML_DOCTYPE, begin, end < page.len ? end + 1 : end);
    }
    if (page.ptr[begin + 1] == '?')
        i--; /* the question mark is the comment's */
    m->text = text_of(page.ptr + i, end - i);
    return token(m, HTML_COMMENT, begin, end < page.len ? end + 1 : end);
}

/* Is this "</name" before what may stand behind a tag's name? */
static bool ends_raw(const struct html_tokenizer *m, size_t lt)
{
    struct text page = m->page;
    size_t after = lt + 2 + m->raw.len;

    return after < page.len && page.ptr[lt + 1] == '/' && is(page.ptr[after], NAME) &&
           text_eq_fold(text_of(page.ptr + lt + 2, m->raw.len), m->raw);
}

/* Does "<script" or "</script" stand at i, before what may stand behind it? */
static bool is_script(struct text page, size_t i, const char *what)
{
    size_t after = i + strlen(what);

    return after < page.len && is(page.ptr[after], NAME) && starts_fold(page, i, what);
}

/* Where the raw text that begins at i ends. In a script "<!--" hides what follows, and "<script" there
 * hides the next end tag, as pages do that write scripts by scripts. */
static size_t raw_end(const struct html_tokenizer *m, size_t i)
{
    struct text page = m->page;
    enum { PLAIN, ESCAPED, DOUBLE } mode = PLAIN;
    size_t dashes = 0; /* where the comment's dashes may begin */

    for (; i < page.len; i++) {
        const char *p;

        if (mode == PLAIN) {
            if (!(p = memchr(page.ptr + i, '<', page.len - i)))
                return page.len;
            i = (size_t)(p - page.ptr);
        } else if (page.ptr[i] == '>') {
            if (i >= dashes + 2 && memcmp(page.ptr + i - 2, "--", 2) == 0)
                mode = PLAIN;
            continue;
        } else if (page.ptr[i] != '<')
            continue;
        if (mode != DOUBLE && ends_raw(m, i))
            return i;
        if (m->state != HTML_SCRIPT)
            continue;
        if (mode == PLAIN && starts_fold(page, i, "<!--")) {
            mode = ESCAPED;
            dashes = i + 2;
            i += 3;
        } else if (mode == ESCAPED && is_script(page, i, "<script"))
            mode = DOUBLE;
        else if (mode == DOUBLE && is_script(page, i, "</script"))
            mode = ESCAPED;
    }
    return page.len;
}

static bool raw_next(struct html_tokenizer *m)
{
    size_t begin = m->at, end;

    if (m->state == HTML_PLAINTEXT)
        return text_token(m, begin, m->page.len);
    end = raw_end(m, begin);
    if (end > begin)
        return text_token(m, begin, end);
    return tag(m, HTML_END, begin, begin + 2);
}

static bool cdata_next(struct html_tokenizer *m)
{
    size_t begin = m->at, end = text_find(m->page, text_c("]]>"), begin);
    bool closed = end != NOWHERE;

    if (!closed)
        end = m->page.len;
    m->cut |= !closed;
    text_token(m, begin, end);
    m->state = HTML_DATA;
    if (closed)
        m->at = end + 3;
    return true;
}

bool html_tokenizer_next(struct html_tokenizer *m)
{
    struct text page = m->page;
    size_t begin = m->at, i = begin;

    if (begin >= page.len)
        return at_end(m, m->state != HTML_DATA && m->state != HTML_PLAINTEXT);
    if (m->state == HTML_CDATA)
        return cdata_next(m);
    if (m->state != HTML_DATA)
        return raw_next(m);
    for (;;) {
        char next;
        bool end;

        i = find(page, i, '<');
        if (i + 1 >= page.len)
            return text_token(m, begin, page.len); /* the last '<' too */
        next = page.ptr[i + 1];
        if (is_ascii_alpha(next)) {
            if (i > begin)
                return text_token(m, begin, i);
            return tag(m, HTML_START, i, i + 1);
        }
        end = next == '/' && i + 2 < page.len;
        if (!end && next != '!' && next != '?') {
            i++; /* "5 < 6", "</" at the end */
            continue;
        }
        if (i > begin)
            return text_token(m, begin, i);
        if (end && is_ascii_alpha(page.ptr[i + 2]))
            return tag(m, HTML_END, i, i + 2);
        if (end && page.ptr[i + 2] == '>') { /* "</>" is nothing at all */
            begin = i += 3;
            m->at = i;
            if (i >= page.len)
                return at_end(m, false);
            continue;
        }
        if (m->foreign && i + 9 <= page.len && memcmp(page.ptr + i, "<![CDATA[", 9) == 0) {
            m->state = HTML_CDATA;
            m->at = i + 9;
            return html_tokenizer_next(m);
        }
        return declaration(m, i);
    }
}

struct text html_tokenizer_attribute(const struct html_tokenizer *m, const char *name)
{
    struct text wanted = text_c(name);

    for (unsigned i = 0; i < m->n_attributes; i++)
        if (m->attributes[i].name.len == wanted.len && text_eq_fold(m->attributes[i].name, wanted))
            return m->attributes[i].value.ptr ? m->attributes[i].value : text_c("");
    return (struct text){ 0 };
}

/* A quoted identifier at i. False: there is none. *open: it has no end. */
static bool identifier(struct text t, size_t *i, struct text *out, bool *open)
{
    size_t end;

    if (*i >= t.len || (t.ptr[*i] != '"' && t.ptr[*i] != '\''))
        return false;
    end = find(t, *i + 1, t.ptr[*i]);
    *out = text_of(t.ptr + *i + 1, end - *i - 1);
    *open = end == t.len;
    *i = end + 1;
    return true;
}

void html_tokenizer_doctype(struct text t, bool at_end_of_page, struct html_tokenizer_doctype *out)
{
    size_t i = skip_space(t, 0), end;
    bool open = false;

    *out = (struct html_tokenizer_doctype){ .force_quirks = at_end_of_page };
    if (i == t.len) {
        out->force_quirks = true;
        return;
    }
    end = scan(t, i, SPACE);
    out->name = text_of(t.ptr + i, end - i);
    i = skip_space(t, end);
    if (i == t.len)
        return;
    if (starts_fold(t, i, "public")) {
        i = skip_space(t, i + 6);
        if (!identifier(t, &i, &out->public_id, &open) || open) {
            out->force_quirks = true;
            return;
        }
        i = skip_space(t, i);
        if (i == t.len)
            return;
    } else if (starts_fold(t, i, "system"))
        i = skip_space(t, i + 6);
    else {
        out->force_quirks = true;
        return;
    }
    if (!identifier(t, &i, &out->system_id, &open) || open)
        out->force_quirks = true;
    else if (skip_space(t, i) < t.len)
        out->force_quirks = false; /* what stands behind is passed over, the page's end too */
}

/* feed_text.c - what a field says: as a line, or as HTML that knows where in the feed it stood.
 *
 *     &lt;p&gt;A deal&lt;/p&gt;     <![CDATA[<p>A deal</p>]]>     <p>A deal</p>     &amp;lt;p&amp;gt;A deal
 *
 * are one text to those who write feeds. A value is unescaped once; if what comes out has no tag but
 * escaped ones, once more. */
#include "page/feed/feed_item.h"

#include "base/error.h"
#include "base/utf8.h"
#include "page/markup/entity.h"

#define ESCAPED_TAG_MAX 12 /* bytes of a name that may be a tag's */

/* Its code point; of the few signs of mathematics that are two, the first. Never longer than it was. */
static size_t reference_at(struct text t, size_t at, bool link, uint32_t *point)
{
    uint32_t points[2] = { 0 };
    size_t taken = entity_at(t, at, link, points);

    if (taken)
        *point = points[0];
    return taken;
}

static bool begins_tag(struct text t, size_t i)
{
    return i + 1 < t.len && t.ptr[i] == '<' &&
           (is_ascii_alpha(t.ptr[i + 1]) || t.ptr[i + 1] == '/' || t.ptr[i + 1] == '!');
}

/* Behind the tag at i; a tag that does not end is a sign. */
static size_t tag_end(struct text t, size_t i)
{
    const char *end = memchr(t.ptr + i, '>', t.len - i);

    return end ? (size_t)(end - t.ptr) + 1 : i + 1;
}

/* Tags out, references replaced, white space collapsed; in place, for it only shrinks. */
static size_t flatten(char *bytes, size_t n, enum value_type type)
{
    bool tags = type == VALUE_HTML || type == VALUE_MARKUP;
    struct text t = text_of(bytes, n);
    size_t to = 0, i = 0;
    bool space = false, no_end = false;

    while (i < n) {
        size_t taken = 1;
        uint32_t point = (unsigned char)bytes[i];

        if (tags && !no_end && begins_tag(t, i)) {
            size_t end = tag_end(t, i);

            if (end > i + 1) {
                i = end;
                space = space || to > 0;
                continue;
            }
            no_end = true;
        }
        if (bytes[i] == '&') {
            size_t got = reference_at(t, i, type == VALUE_LINK, &point);

            taken = got ? got : 1;
        }
        if (point < 0x21 || point == 0x7F) {
            space = space || to > 0;
            i += taken;
            continue;
        }
        if (space)
            bytes[to++] = ' ';
        space = false;
        if (point < 0x80)
            bytes[to++] = (char)point;
        else if (taken > 1)
            to += utf8_put(point, bytes + to);
        else
            bytes[to++] = bytes[i];
        i += taken;
    }
    return to;
}

priscus_status feed_text(struct value value, struct charset *charset, struct arena *mem, struct text *made)
{
    struct text raw = value.raw;
    size_t room = charset_room(charset, raw) + 16, n = 0, i = 0;
    char *out;
    bool no_end = false;

    *made = (struct text){ 0 };
    if (!raw.ptr)
        return PRISCUS_OK;
    out = arena_alloc(mem, room);
    if (!out)
        return PRISCUS_ENOMEM;
    while (i < raw.len) {
        struct text rest = text_of(raw.ptr + i, raw.len - i);
        uint32_t point;
        size_t begin = i, taken;

        if (text_starts(rest, "<![CDATA[")) {
            size_t end = text_find(raw, text_c("]]>"), i + 9);

            if (end == NOWHERE)
                end = raw.len;
            charset_decode(charset, text_of(raw.ptr + i + 9, end - i - 9), out, &n, room);
            i = end + 3 < raw.len ? end + 3 : raw.len;
            continue;
        }
        if (!no_end && begins_tag(raw, i)) {
            i = tag_end(raw, i);
            no_end = i == begin + 1;
            if (!no_end) {
                charset_decode(charset, text_c(" "), out, &n, room);
                continue;
            }
        }
        if (raw.ptr[begin] == '&' && (taken = reference_at(raw, begin, value.type == VALUE_LINK, &point)) != 0 &&
            room - n >= 4) {
            n += utf8_put(point, out + n);
            i = begin + taken;
            continue;
        }
        for (i = begin + 1; i < raw.len && raw.ptr[i] != '&' && raw.ptr[i] != '<';)
            i++;
        charset_decode(charset, text_of(raw.ptr + begin, i - begin), out, &n, room);
    }
    n = flatten(out, n, (enum value_type)value.type);
    *made = text_trim(text_of(out, n));
    if (made->len == 0)
        *made = (struct text){ 0 };
    return PRISCUS_OK;
}

priscus_status feed_texts(const struct feed_field *fields, size_t n, struct charset *charset, struct arena *mem)
{
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < n && status == PRISCUS_OK; i++)
        status = feed_text(fields[i].value, charset, mem, fields[i].out);
    return status;
}

/* A run of the page: what is no UTF-8 becomes U+FFFD, control characters go. */
static void add_clean(struct origin *out, struct text page, size_t begin, size_t end)
{
    while (begin < end) {
        struct text run = text_of(page.ptr + begin, end - begin);
        size_t good = utf8_check(run), stop = 0;

        if (good == NOWHERE)
            good = run.len;
        for (size_t i = 0; i <= good; i++) {
            bool control =
                i < good && ((unsigned char)run.ptr[i] < 0x20 || run.ptr[i] == 0x7F) && !is_ascii_space(run.ptr[i]);

            if (i < good && !control)
                continue;
            if (i > stop)
                origin_same(out, page, begin + stop, begin + i);
            stop = i + 1;
        }
        begin += good;
        if (begin < end) {
            size_t bad = begin++;

            while (begin < end && ((unsigned char)page.ptr[begin] & 0xC0) == 0x80)
                begin++;
            origin_instead(out, text_c("\xEF\xBF\xBD"), bad, begin);
        }
    }
}

static void add_point(struct origin *out, uint32_t point, size_t begin, size_t end)
{
    char bytes[4];

    if ((point < 0x20 && !is_ascii_space((char)point)) || point == 0x7F)
        return;
    origin_instead(out, text_of(bytes, utf8_put(point, bytes)), begin, end);
}

/* "h:" of markup that says <h:div> and <h:p> for XHTML's elements: of the first that is one. */
static struct text xhtml_prefix(struct text raw)
{
    static const char *const names[] = { "div", "p", "span", "body", "section", "article" };

    for (size_t i = 0; i < raw.len && (i = text_find(raw, text_c("<"), i)) != NOWHERE; i++) {
        size_t colon = i + 1, end;

        while (colon < raw.len && !is_ascii_space(raw.ptr[colon]) && !strchr(":<>/", raw.ptr[colon]))
            colon++;
        if (colon == i + 1 || colon >= raw.len || raw.ptr[colon] != ':')
            continue;
        for (end = colon + 1; end < raw.len && is_ascii_alpha(raw.ptr[end]);)
            end++;
        for (size_t k = 0; k < COUNT_OF(names); k++)
            if (text_is(text_of(raw.ptr + colon + 1, end - colon - 1), names[k]))
                return text_of(raw.ptr + i + 1, colon - i);
    }
    return (struct text){ 0 };
}

/* Bytes of "<h:" or "</h:" at i; 0: none stands there. */
static size_t prefixed_at(struct text t, size_t i, struct text prefix)
{
    size_t name = i + 1 + (i + 1 < t.len && t.ptr[i + 1] == '/');

    return prefix.len && t.ptr[i] == '<' && name + prefix.len < t.len &&
                   text_eq(text_of(t.ptr + name, prefix.len), prefix)
               ? name + prefix.len - i
               : 0;
}

static void unescape(struct value value, struct text page, struct origin *out)
{
    size_t i = (size_t)(value.raw.ptr - page.ptr), end = i + value.raw.len;
    struct text t = text_of(page.ptr, end), prefix = { 0 };

    if (value.type == VALUE_MARKUP)
        prefix = xhtml_prefix(value.raw);

    while (i < end) {
        size_t begin = i, taken;
        uint32_t point;

        if (text_starts(text_of(page.ptr + i, end - i), "<![CDATA[")) {
            size_t close = text_find(t, text_c("]]>"), i + 9);

            if (close == NOWHERE)
                close = end;
            add_clean(out, page, i + 9, close);
            i = close + 3 < end ? close + 3 : end;
            continue;
        }
        if (value.type != VALUE_MARKUP && page.ptr[i] == '&' && (taken = reference_at(t, i, false, &point)) != 0) {
            add_point(out, point, i, i + taken);
            i += taken;
            continue;
        }
        taken = prefixed_at(t, i, prefix);
        if (taken) { /* HTML knows no <h:p> */
            origin_instead(out, text_c(t.ptr[i + 1] == '/' ? "</" : "<"), i, i + taken);
            i = begin = i + taken;
        }
        for (i++; i < end && page.ptr[i] != '<' && page.ptr[i] != '&';)
            i++;
        add_clean(out, page, begin, i);
    }
}

static bool has_tag(struct text t)
{
    for (size_t i = 0; i + 2 < t.len; i++)
        if (t.ptr[i] == '<' && (is_ascii_alpha(t.ptr[i + 1]) || t.ptr[i + 1] == '/'))
            return true;
    return false;
}

/* "&lt;p&gt;", "&lt;/a&gt;", "&lt;img src=": HTML that was escaped once more. */
static bool has_escaped_tag(struct text t)
{
    for (size_t i = 0; (i = text_find(t, text_c("&lt;"), i)) != NOWHERE; i++) {
        size_t k = i + 4, first;

        if (k < t.len && t.ptr[k] == '/')
            k++;
        for (first = k;
             k < t.len && k - first < ESCAPED_TAG_MAX && (is_ascii_alpha(t.ptr[k]) || is_ascii_digit(t.ptr[k]));)
            k++;
        if (k > first && k < t.len && (t.ptr[k] == ' ' || t.ptr[k] == '/' || t.ptr[k] == '&'))
            return true;
    }
    return false;
}

static void unescape_again(const struct origin *once, struct origin *out)
{
    struct text t = origin_text(once);
    size_t i = 0;

    while (i < t.len) {
        size_t begin = i, taken;
        uint32_t point;
        char bytes[4];

        if (t.ptr[i] == '&' && (taken = reference_at(t, i, false, &point)) != 0) {
            i += taken;
            if (point >= 0x20 || is_ascii_space((char)point))
                origin_instead_through(out, once, text_of(bytes, utf8_put(point, bytes)), begin, i);
            continue;
        }
        for (i++; i < t.len && t.ptr[i] != '&';)
            i++;
        origin_through(out, once, begin, i);
    }
}

static bool has_blank_line(struct text t)
{
    bool line_end = false;

    for (size_t i = 0; i < t.len; i++) {
        if (t.ptr[i] == '\n') {
            if (line_end)
                return true;
            line_end = true;
        } else if (!is_ascii_space(t.ptr[i]))
            line_end = false;
    }
    return false;
}

/* Text without a tag: blank lines part its paragraphs, or, where there are none, line ends. */
static void add_paragraphs(const struct origin *from, bool text, struct origin *out)
{
    struct text t = text_trim(origin_text(from));
    size_t i = (size_t)(t.ptr - from->ptr), end = i + t.len;
    bool blank = has_blank_line(t);

    t = text_of(from->ptr, end);
    origin_made(out, text_c("<p>"));
    while (i < end) {
        size_t begin = i, ends = 0;

        while (i < end && is_ascii_space(t.ptr[i]))
            ends += t.ptr[i++] == '\n';
        if (ends > (blank ? 1u : 0u)) {
            origin_made(out, text_c("</p>\n<p>"));
            continue;
        }
        if (i > begin) {
            origin_through(out, from, begin, i);
            continue;
        }
        if (text && (t.ptr[i] == '<' || t.ptr[i] == '&')) {
            i++;
            origin_instead_through(out, from, text_c(t.ptr[begin] == '<' ? "&lt;" : "&amp;"), begin, i);
            continue;
        }
        for (i++; i < end && !is_ascii_space(t.ptr[i]) && t.ptr[i] != '<' && t.ptr[i] != '&';)
            i++;
        origin_through(out, from, begin, i);
    }
    origin_made(out, text_c("</p>"));
}

void feed_lay_out(const struct origin *from, bool text, struct origin *out)
{
    if (!from->failed && from->len) {
        if (text || !has_tag(origin_text(from)))
            add_paragraphs(from, text, out);
        else
            origin_through(out, from, 0, from->len);
    }
    out->failed |= from->failed;
}

void feed_escape(const struct origin *from, struct origin *out)
{
    struct text t = origin_text(from);

    for (size_t i = 0; i < t.len && !from->failed;) {
        size_t begin = i;

        while (i < t.len && t.ptr[i] != '<' && t.ptr[i] != '&')
            i++;
        if (i > begin) {
            origin_through(out, from, begin, i);
            continue;
        }
        i++;
        origin_instead_through(out, from, text_c(t.ptr[begin] == '<' ? "&lt;" : "&amp;"), begin, i);
    }
    out->failed |= from->failed;
}

void feed_html(struct value value, struct text page, struct origin *out)
{
    struct origin once = { .mem = out->mem }, twice = { .mem = out->mem }, *got = &once;
    bool text = value.type == VALUE_TEXT;

    if (!value.raw.ptr)
        return;
    unescape(value, page, &once);
    if (value.type != VALUE_MARKUP && !has_tag(origin_text(&once)) && has_escaped_tag(origin_text(&once))) {
        unescape_again(&once, &twice);
        got = &twice;
    }
    if (text && has_tag(origin_text(got)))
        text = false; /* it says text, and is HTML */
    out->failed |= once.failed;
    feed_lay_out(got, text, out);
}

void feed_html_line(struct value value, struct text page, struct origin *out)
{
    struct origin once = { .mem = out->mem };
    struct text t;

    unescape(value, page, &once);
    t = origin_text(&once);
    if (value.type == VALUE_TEXT || once.failed) {
        struct origin again = { .mem = out->mem };

        unescape_again(&once, &again);
        feed_escape(&again, out);
        out->failed |= once.failed;
        return;
    }
    for (size_t i = 0; i < t.len;) {
        size_t begin = i, end;

        if (begins_tag(t, i) && (end = tag_end(t, i)) > i + 1) {
            i = end;
            origin_made(out, text_c(" "));
            continue;
        }
        for (i++; i < t.len && t.ptr[i] != '<';)
            i++;
        if (t.ptr[begin] == '<') {
            origin_instead_through(out, &once, text_c("&lt;"), begin, begin + 1);
            begin++;
        }
        origin_through(out, &once, begin, i);
    }
}

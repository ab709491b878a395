/* feed_whole.c - has an entry the whole text of its page, or only its beginning?
 *
 *     <p>The two coasts ...</p><p>The post <a>Talks resume</a> appeared first on <a>The Tern</a>.</p>
 *     The two coasts will meet again, the master of the harbour said on [...]
 *
 * Both ends are no text of the page: the first is what WordPress puts under each entry, the second says
 * that there is more. */
#include "page/feed/feed_item.h"
#include "page/html/html.h"

#define TAIL_MAX    2000 /* bytes at the end in which a feed's own line is looked for */
#define GOES_ON_MAX 40   /* ... in which "..." means that the page has more          */

/* What WordPress puts under each entry. */
static const char *const signatures[] = {
    "appeared first on",
    "erschien zuerst auf",
    "est apparu en premier sur",
    "apareci\xC3\xB3 primero en",
    "se public\xC3\xB3 primero en",
    "apareceu primeiro em",
    "proviene da",
    "sembra essere il primo su",
    "pochodzi z serwisu",
    "verscheen eerst op",
    "\xD0\xBF\xD0\xBE\xD1\x8F\xD0\xB2\xD0\xB8\xD0\xBB\xD0\xB8\xD1\x81\xD1\x8C "
    "\xD1\x81\xD0\xBD\xD0\xB0\xD1\x87\xD0\xB0\xD0\xBB\xD0\xB0 \xD0\xBD\xD0\xB0",
    "ilk \xC3\xB6nce",
};

size_t feed_signature_at(struct text t)
{
    size_t from = t.len > TAIL_MAX ? t.len - TAIL_MAX : 0, last = NOWHERE;

    for (size_t i = from; (i = text_find(t, text_c("<p"), i)) != NOWHERE; i++)
        if (i + 2 < t.len && (t.ptr[i + 2] == '>' || is_ascii_space(t.ptr[i + 2])))
            last = i;
    if (last == NOWHERE)
        return t.len;
    for (size_t i = 0; i < COUNT_OF(signatures); i++)
        if (text_find(t, text_c(signatures[i]), last) != NOWHERE)
            return last;
    return t.len;
}

size_t feed_text_end(struct text t, size_t end)
{
    for (;;) {
        size_t open = end;

        while (end && is_ascii_space(t.ptr[end - 1]))
            end--;
        if (!end || t.ptr[end - 1] != '>')
            return end;
        for (open = end - 1; open && end - open < 40 && t.ptr[open] != '<'; open--)
            ;
        if (t.ptr[open] != '<' || t.ptr[open + 1] != '/')
            return end;
        end = open;
    }
}

size_t feed_ellipsis_at(struct text t, size_t end)
{
    static const char *const marks[] = { "[...]", "[\xE2\x80\xA6]", "[&#8230;]", "[&hellip;]", "(...)" };

    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        size_t n = strlen(marks[i]);

        if (end >= n && memcmp(t.ptr + end - n, marks[i], n) == 0)
            return end - n;
    }
    return end;
}

/* "..." at the end of a text without tags, also with "Read more" behind it. */
static bool goes_on(struct text t)
{
    size_t from = t.len > GOES_ON_MAX ? t.len - GOES_ON_MAX : 0;

    return text_find(t, text_c("..."), from) != NOWHERE || text_find(t, text_c("\xE2\x80\xA6"), from) != NOWHERE;
}

static bool parts_paragraphs(struct text tag)
{
    static const char *const names[] = { "p", "br", "div", "li", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4" };
    size_t n = 0;

    tag = text_of(tag.ptr + 1, tag.len - 1);
    if (text_starts(tag, "/"))
        tag = text_of(tag.ptr + 1, tag.len - 1);
    while (n < tag.len && (is_ascii_alpha(tag.ptr[n]) || is_ascii_digit(tag.ptr[n])))
        n++;
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (text_eq_fold(text_of(tag.ptr, n), text_c(names[i])))
            return true;
    return false;
}

/* Is a description the text itself? Many feeds have it there: two paragraphs of prose, or a long one, that do
 * not end in an ellipsis. */
static priscus_status is_full(struct text html, struct arena *mem, bool *full)
{
    struct charset utf8 = { .kind = CHARSET_UTF8, .name = "UTF-8" };
    size_t end = feed_text_end(html, feed_signature_at(html)), begin = 0, len = 0;
    struct text last = { 0 };
    int prose = 0;

    *full = false;
    html.len = end;
    if (feed_ellipsis_at(html, end) < end)
        return PRISCUS_OK;
    while (begin < html.len) {
        size_t to = begin, next = html.len;

        while (to < html.len) {
            const char *open = memchr(html.ptr + to, '<', html.len - to), *close;

            to = open ? (size_t)(open - html.ptr) : html.len;
            close = open ? memchr(open, '>', html.len - to) : NULL;
            if (!close) {
                to = html.len;
                break;
            }
            next = (size_t)(close - html.ptr) + 1;
            if (parts_paragraphs(text_of(open, next - to)))
                break;
            to = next;
        }
        if (to > begin) {
            struct value value = { text_of(html.ptr + begin, to - begin), VALUE_HTML, 0 };
            struct text t;

            if (feed_text(value, &utf8, mem, &t) != PRISCUS_OK)
                return PRISCUS_ENOMEM;
            len += t.len;
            prose += t.len > STAMP_LINE || (t.len > PROSE_MIN && ends_sentence(t));
            if (t.len)
                last = t;
        }
        begin = to < html.len ? next : html.len;
    }
    *full = (prose >= 2 || len > FEED_FULL_MIN) && !goes_on(last);
    return PRISCUS_OK;
}

priscus_status item_is_whole(const struct item *item, enum feed_kind kind, struct text page, struct arena *mem,
                             bool *whole)
{
    struct origin html = { .mem = mem };

    *whole = item->body.raw.ptr;
    if (*whole || kind != FEED_RSS || item->summary.raw.len < 2 * PROSE_MIN)
        return PRISCUS_OK;
    feed_html(item->summary, page, &html);
    return html.failed ? PRISCUS_ENOMEM : is_full(origin_text(&html), mem, whole);
}

/* page.c - see page.h.
 *
 * Guessing is for people who type `priscus read *`. The name's ending is believed
 * before the bytes, except that no ending makes an image a page. Plain text of
 * unknown origin is taken for crawled text, boilerplate and all, because
 * that reader leaves clean text alone, while the other one keeps every cookie banner. */
#include "page/page.h"

#include "base/error.h"
#include "base/utf8.h"
#include "page/feed/feed.h"

#define FEED_LOOK_AT ((size_t)4096)
#define LOOK_AT      ((size_t)1024) /* bytes: what is decided is decided by these */

static const struct {
    const char *name;
    enum priscus_from from;
} names[] = {
    { "auto", PRISCUS_FROM_AUTO }, { "page", PRISCUS_FROM_PAGE },   { "text", PRISCUS_FROM_TEXT },
    { "html", PRISCUS_FROM_HTML }, { "jsonl", PRISCUS_FROM_JSONL }, { "feed", PRISCUS_FROM_FEED },
    { "warc", PRISCUS_FROM_WARC },
};

struct sha256 page_hash(const struct page *page)
{
    return page->hashed ? page->hash : sha256_of(page->bytes);
}

void page_set_hash(struct page *page)
{
    page->hash = page_hash(page);
    page->hashed = true;
}

const char *page_from_text(enum priscus_from from)
{
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (names[i].from == from)
            return names[i].name;
    return "auto";
}

bool page_from_parse(const char *text, enum priscus_from *out)
{
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (strcmp(names[i].name, text) == 0) {
            *out = names[i].from;
            return true;
        }
    }
    return false;
}

const char *page_binary(struct text bytes)
{
    static const struct {
        const char *magic;
        size_t n;
        const char *what;
    } kinds[] = {
        { "\x89PNG", 4, "a PNG image" },
        { "\xFF\xD8\xFF", 3, "a JPEG image" },
        { "GIF8", 4, "a GIF image" },
        { "RIFF", 4, "a WebP image, a sound or a film" },
        { "wOFF", 4, "a font" },
        { "wOF2", 4, "a font" },
        { "%PDF-", 5, "a PDF document" },
        { "PK\x03\x04", 4, "a ZIP archive (or an office document)" },
        { "\x1F\x8B", 2, "compressed with gzip" },
        { "\x28\xB5\x2F\xFD", 4, "compressed with zstd" },
        { "BZh", 3, "compressed with bzip2" },
        { "\xFD"
          "7zXZ",
          5, "compressed with xz" },
        { "7z\xBC\xAF", 4, "a 7-Zip archive" },
        { "\x7F"
          "ELF",
          4, "a program" },
        { "SQLite format 3", 16, "an SQLite database (a ledger is opened with --ledger)" },
        { "\xD0\xCF\x11\xE0", 4, "an old office document" },
        { "{\\rtf", 5, "an RTF document" },
    };

    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (bytes.len >= kinds[i].n && memcmp(bytes.ptr, kinds[i].magic, kinds[i].n) == 0)
            return kinds[i].what;
    return NULL;
}

static bool has_fold(struct text hay, const char *needle)
{
    size_t n = strlen(needle);

    for (size_t i = 0; i + n <= hay.len; i++)
        if (hay.ptr[i] == needle[0] && text_eq_fold(text_of(hay.ptr + i, n), text_of(needle, n)))
            return true;
    return false;
}

static bool ends_fold(struct text name, const char *ending)
{
    size_t n = strlen(ending);

    return name.len >= n && text_eq_fold(text_of(name.ptr + name.len - n, n), text_of(ending, n));
}

bool page_looks_like_html(struct text bytes)
{
    static const char *const tags[] = { "<!doctype html", "<html", "<head",    "<body", "<meta",   "<title",
                                        "<div",           "<p>",   "<article", "<main", "<script", "<link" };
    struct text head = text_of(bytes.ptr, bytes.len < LOOK_AT ? bytes.len : LOOK_AT);

    for (size_t i = 0; i < COUNT_OF(tags); i++)
        if (has_fold(head, tags[i]))
            return true;
    return false;
}

bool page_looks_like_feed(struct text bytes)
{
    return feed_guess(text_of(bytes.ptr, bytes.len < FEED_LOOK_AT ? bytes.len : FEED_LOOK_AT));
}

priscus_status page_guess(struct text name, struct text bytes, enum priscus_from *out, struct priscus_error *err)
{
    struct text head = text_of(bytes.ptr, bytes.len < LOOK_AT ? bytes.len : LOOK_AT), start;
    const char *binary = page_binary(bytes);
    bool utf16 = bytes.len >= 2 && (memcmp(bytes.ptr, "\xFF\xFE", 2) == 0 || memcmp(bytes.ptr, "\xFE\xFF", 2) == 0);

    if (binary)
        return error_set(err, PRISCUS_EINPUT, 0, "no page: it is %s", binary);
    if (text_starts(bytes, "WARC/1.") || text_starts(bytes, "WARC/0.")) {
        *out = PRISCUS_FROM_WARC;
        return PRISCUS_OK;
    }
    if (page_looks_like_feed(bytes)) {
        *out = PRISCUS_FROM_FEED;
        return PRISCUS_OK;
    }
    if (ends_fold(name, ".html") || ends_fold(name, ".htm") || ends_fold(name, ".xhtml") || ends_fold(name, ".shtml")) {
        *out = PRISCUS_FROM_HTML;
        return PRISCUS_OK;
    }
    if (utf16) {
        /* Only the HTML reader knows character sets. */
        for (size_t i = 2; i + 1 < head.len; i++) {
            if (head.ptr[i] == '<') {
                *out = PRISCUS_FROM_HTML;
                return PRISCUS_OK;
            }
        }
        return error_set(err, PRISCUS_EINPUT, 0, "text in UTF-16; turn it into UTF-8 first (iconv -f UTF-16 -t UTF-8)");
    }
    if (head.len && memchr(head.ptr, '\0', head.len))
        return error_set(err, PRISCUS_EINPUT, 0, "no page: it is binary (a NUL byte in its first kilobyte)");
    if (ends_fold(name, ".jsonl") || ends_fold(name, ".ndjson")) {
        *out = PRISCUS_FROM_JSONL;
        return PRISCUS_OK;
    }

    if (text_starts(head, "\xEF\xBB\xBF"))
        head = text_of(head.ptr + 3, head.len - 3);
    start = text_trim(head);
    if (text_starts(start, "<") && page_looks_like_html(start))
        *out = PRISCUS_FROM_HTML;
    else if (ends_fold(name, ".json") ||
             (text_starts(start, "{") && text_starts(text_trim(text_of(start.ptr + 1, start.len - 1)), "\"")))
        *out = PRISCUS_FROM_JSONL;
    else
        *out = PRISCUS_FROM_PAGE;
    return PRISCUS_OK;
}

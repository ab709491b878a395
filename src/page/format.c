/* format.c - see format.h. */
#include "page/format.h"

#include "base/error.h"
#include "page/container/warc.h"
#include "page/feed/feed.h"
#include "page/markup/charset_guess.h"

#define LOOK_AT ((size_t)1024) /* bytes: what is decided is decided by these */

static struct text first_bytes(struct text bytes)
{
    return text_of(bytes.ptr, bytes.len < LOOK_AT ? bytes.len : LOOK_AT);
}

static bool has_fold(struct text hay, const char *needle)
{
    size_t n = strlen(needle);

    for (size_t i = 0; i + n <= hay.len; i++)
        if (hay.ptr[i] == needle[0] && text_eq_fold(text_of(hay.ptr + i, n), text_of(needle, n)))
            return true;
    return false;
}

static bool ends_fold(struct text name, struct text ending)
{
    return name.len >= ending.len && text_eq_fold(text_of(name.ptr + name.len - ending.len, ending.len), ending);
}

static bool has_html_tag(struct text bytes)
{
    static const char *const tags[] = { "<!doctype html", "<html", "<head",    "<body", "<meta",   "<title",
                                        "<div",           "<p>",   "<article", "<main", "<script", "<link" };
    struct text head = first_bytes(bytes);

    for (size_t i = 0; i < COUNT_OF(tags); i++)
        if (has_fold(head, tags[i]))
            return true;
    return false;
}

static bool starts_as_html(struct text name, struct text start)
{
    (void)name;
    return text_starts(start, "<") && has_html_tag(start);
}

static bool begins_an_object(struct text t)
{
    return text_starts(t, "{") && text_starts(text_trim(text_of(t.ptr + 1, t.len - 1)), "\"");
}

/* ".json" is an ending of this and that. */
static bool starts_as_json(struct text name, struct text start)
{
    return ends_fold(name, text_c(".json")) || begins_an_object(start) ||
           (text_starts(start, "[") && begins_an_object(text_trim(text_of(start.ptr + 1, start.len - 1))));
}

static bool begins_as_records(struct text bytes)
{
    return warc_begins(bytes) || arc_begins(bytes);
}

static const struct page_format formats[] = {
#define FORMAT_ROW(from, name, help, endings, media, signature, likely, any_bytes, is_text, holds, read)               \
    { from, name, help, endings, media, signature, likely, any_bytes, is_text, holds, read },
    FORMAT_MAP(FORMAT_ROW)
#undef FORMAT_ROW
};

const struct page_format *format_find(enum priscus_from from)
{
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        if (formats[i].from == from)
            return &formats[i];
    return NULL;
}

bool format_parse(struct text name, enum priscus_from *out)
{
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        if (text_is(name, formats[i].name)) {
            *out = formats[i].from;
            return true;
        }
    }
    *out = PRISCUS_FROM_AUTO;
    return text_is(name, "auto");
}

const char *format_text(enum priscus_from from)
{
    const struct page_format *format = format_find(from);

    return format ? format->name : "auto";
}

const struct page_format *format_named(struct text file_name)
{
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        for (struct text rest = text_c(formats[i].endings); rest.len;)
            if (ends_fold(file_name, text_cut(&rest, ' ')))
                return &formats[i];
    return NULL;
}

/* Which well-known kind of file begins so; NULL: none that is no page. */
static const char *binary_kind(struct text bytes)
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

static bool is_utf16(struct text head)
{
    return text_starts(head, "\xFF\xFE") || text_starts(head, "\xFE\xFF") || charset_guess_utf16(head);
}

const char *format_refuses(const struct page_format *format, struct text bytes)
{
    struct text head = first_bytes(bytes);
    const char *binary = binary_kind(bytes);

    if (binary || format->any_bytes || !head.len)
        return binary;
    if (is_utf16(head))
        return format->is_text ? NULL : "in UTF-16; turn it into UTF-8 first (iconv -f UTF-16 -t UTF-8)";
    return memchr(head.ptr, '\0', head.len) ? "binary (a NUL byte in its first kilobyte)" : NULL;
}

/* The first bytes as the formats' `likely` is asked of them: no mark, and of UTF-16 only what is ASCII, in `room`. */
static struct text start_of(struct text head, char room[LOOK_AT])
{
    size_t n = 0;

    if (text_starts(head, "\xEF\xBB\xBF"))
        head = text_of(head.ptr + 3, head.len - 3);
    if (!is_utf16(head))
        return text_trim(head);
    for (size_t i = 0; i < head.len; i++)
        if (head.ptr[i] && (unsigned char)head.ptr[i] < 0x80)
            room[n++] = head.ptr[i];
    return text_trim(text_of(room, n));
}

priscus_status format_guess(struct text name, struct text bytes, enum priscus_from *out, struct priscus_error *err)
{
    const struct page_format *named = format_named(name), *format = format_find(PRISCUS_FROM_PAGE);
    const char *refused = binary_kind(bytes);
    char room[LOOK_AT];
    struct text start = start_of(first_bytes(bytes), room);

    /* From the last row up: a WARC file may begin with a record of a feed. */
    for (size_t i = COUNT_OF(formats); i-- > 0 && !refused;) {
        if (formats[i].signature && formats[i].signature(bytes)) {
            *out = formats[i].from;
            return PRISCUS_OK;
        }
    }
    if (named && named->signature) /* it would have been seen */
        named = NULL;
    for (size_t i = 0; i < COUNT_OF(formats) && !named; i++)
        if (formats[i].likely && formats[i].likely(name, start))
            named = &formats[i];
    if (named)
        format = named;
    refused = format_refuses(format, bytes);
    if (refused)
        return error_set(err, PRISCUS_EINPUT, 0, "no page: it is %s", refused);
    *out = format->from;
    return PRISCUS_OK;
}

/* Does `list`, with blanks between, have this media type? A header may have forgotten the semicolon behind it. */
static bool has_media(const char *list, struct text media)
{
    struct text type = text_cut(&media, ' ');

    for (struct text rest = text_c(list); rest.len;)
        if (text_eq_fold(text_cut(&rest, ' '), type))
            return true;
    return false;
}

bool format_of_body(struct text media, struct text body, enum priscus_from *out)
{
    const struct page_format *format = NULL;
    bool vague = media.len == 0 || has_media("application/octet-stream unknown/unknown", media);

    for (size_t i = 0; i < COUNT_OF(formats) && !format; i++)
        if (formats[i].signature && formats[i].holds != HOLDS_RECORDS && formats[i].signature(body))
            format = &formats[i];
    for (size_t i = 0; i < COUNT_OF(formats) && !format; i++)
        if (has_media(formats[i].media, media))
            format = &formats[i];
    if (!format && (vague || text_ends(media, "xml")) && has_html_tag(body))
        format = format_find(PRISCUS_FROM_HTML);
    if (!format || format_refuses(format, body))
        return false;
    *out = format->from;
    return true;
}

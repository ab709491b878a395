/* format.h - the formats of input: one row each, and nothing else in the program lists them.
 *
 *     { PRISCUS_FROM_HTML, "html", ".html .htm .xhtml .shtml", "text/html application/xhtml+xml", ... article_read_html }
 *
 * From the rows come the values of --from and their help, what an input is taken for where nobody says, how a file
 * of many pages is cut, and which reader each page gets. A new format is a number in enum priscus_from, a row here
 * and a reader.
 *
 * Guessing is for people who type `priscus read *`. A signature is believed before the name, the name's ending
 * before what the bytes merely look like, except that no ending makes an image a page. Plain text of
 * unknown origin is taken for crawled text, boilerplate and all, because that reader leaves clean text alone, while
 * the other one keeps every cookie banner. */
#ifndef FORMAT_H
#define FORMAT_H

#include "page/article.h"

/* What a file of this format holds: one page, or one a line, a record, an entry of a feed. */
enum format_holds { HOLDS_PAGE, HOLDS_LINES, HOLDS_RECORDS, HOLDS_ENTRIES };

/* Values, names and help are used by the table of options too, which is why this is a macro: its columns are
 * the fields of struct page_format. */
/* clang-format off */
#define FORMAT_MAP(X)                                                                                             \
    X(PRISCUS_FROM_PAGE, "page", "text with a site's furniture around it",                                        \
      "", "text/plain", NULL, NULL, false, true, HOLDS_PAGE, article_read_plain)                                        \
    X(PRISCUS_FROM_TEXT, "text", "article text as it stands",                                                     \
      "", "", NULL, NULL, false, true, HOLDS_PAGE, article_read_text)                                                   \
    X(PRISCUS_FROM_HTML, "html", "html",                                                                          \
      ".html .htm .xhtml .shtml", "text/html application/xhtml+xml", NULL, starts_as_html, true, false, HOLDS_PAGE,      \
      article_read_html)                                                                                          \
    X(PRISCUS_FROM_FEED, "feed", "RSS, Atom, JSON Feed or a news sitemap",                                        \
      "", "", feed_guess, NULL, true, false, HOLDS_ENTRIES, article_read_feed)                                           \
    X(PRISCUS_FROM_WARC, "warc", "WARC, WET or ARC",                                                              \
      ".warc .wet .arc", "", begins_as_records, NULL, true, false, HOLDS_RECORDS, NULL)                                             \
    X(PRISCUS_FROM_JSONL, "jsonl", "one JSON object a line",                                                      \
      ".jsonl .ndjson", "", NULL, starts_as_json, false, false, HOLDS_LINES, article_read_json)
/* clang-format on */

struct page_format {
    enum priscus_from from;
    const char *name;    /* the value of --from                                      */
    const char *help;    /* what that is: "NAME is HELP"                             */
    const char *endings; /* of file names, with blanks between; "": none             */
    const char *media;   /* media types of bodies in WARC files, with blanks between */

    /* No other format begins so; NULL: it has no such mark. */
    bool (*signature)(struct text bytes);
    /* It looks like it; `start` are the first bytes without blanks before them. NULL: taken by name alone. */
    bool (*likely)(struct text name, struct text start);

    bool any_bytes; /* a NUL byte does not speak against it: it may be UTF-16   */
    bool is_text;   /* in any charset, and its reader is handed UTF-8           */
    enum format_holds holds;

    /* One page of it into an article; NULL: its pages are of other formats. */
    priscus_status (*read)(const struct page *page, struct arena *mem, struct article *out, struct priscus_error *err);
};

/* NULL for AUTO, and for what is no value of the enum. */
const struct page_format *format_find(enum priscus_from from);

/* By its name ("html"). False: there is none; "auto" is one. */
bool format_parse(struct text name, enum priscus_from *out);
const char *format_text(enum priscus_from from);

/* By the ending of a file's name; NULL: it says nothing. */
const struct page_format *format_named(struct text file_name);

/* What bytes are, by the name's ending and their first kilobytes. EINPUT with a reason for bytes that are no page at
 * all (binary: a NUL, an image, an archive). */
priscus_status format_guess(struct text name, struct text bytes, enum priscus_from *out, struct priscus_error *err);

/* What the body of a WARC record is, by the media type that its header claims ("": none). False: no page. */
bool format_of_body(struct text media, struct text body, enum priscus_from *out);

/* Why bytes are not of a format, whatever they are called: "a PNG image", "a ZIP archive (or an office
 * document)"; NULL if nothing speaks against it. */
const char *format_refuses(const struct page_format *format, struct text bytes);

#endif

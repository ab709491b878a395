/* feed_item.h - an entry of a feed while it is being read: its fields, raw, and what they say.
 *
 *     <item><dc:creator>Ana &amp; Jo</dc:creator>      item.authors[0].raw    "Ana &amp; Jo"
 *                                                       feed_text()            "Ana & Jo"
 *
 * The feed as a whole is an item too: it has a title, a link, a language. */
#ifndef FEED_ITEM_H
#define FEED_ITEM_H

#include "page/feed/feed.h"
#include "page/markup/charset.h"
#include "page/markup/origin.h"
#include "page/markup/xml.h"

#define FEED_AUTHORS_MAX  32
#define FEED_PREFIXES_MAX 16
#define FEED_DATE_MAX     200 /* bytes */
#define FEED_FULL_MIN     600 /* bytes of text: a description longer than that is the article */

/* What a value's text is. */
enum value_type {
    VALUE_HTML,   /* HTML once it is unescaped                       */
    VALUE_MARKUP, /* elements as they stand: xhtml, or HTML that nobody escaped */
    VALUE_TEXT,   /* text once it is unescaped: < is a less-than sign */
    VALUE_LINK    /* an address: "&copy=1" in it is no reference */
};

struct value {
    struct text raw; /* in the feed's text; NULL ptr: there is none */
    uint8_t type, rank;
};

enum space {
    SPACE_PLAIN,
    SPACE_ATOM,
    SPACE_CONTENT,
    SPACE_DC,
    SPACE_NEWS,
    SPACE_SITEMAP,
    SPACE_FEEDBURNER,
    SPACE_XHTML,
    SPACE_OTHER,
    SPACE_COUNT
};

/* Which prefix means which namespace. */
struct names {
    struct {
        struct text prefix;
        uint8_t space;
    } list[FEED_PREFIXES_MAX];
    size_t n;
    uint8_t plain; /* of a name without a prefix */
};

struct item {
    struct value title, body, summary, section, language, source, original, guid, link;
    struct value published, modified, authors[FEED_AUTHORS_MAX];
    size_t n_authors;
    struct text base; /* xml:base, raw */
    bool not_permalink;
};

/* --- feed_item.c --- */

/* "atom" "dc" ..., and back; SPACE_COUNT: none. */
const char *space_text(enum space space);
enum space space_parse(struct text name);

/* Take the prefixes that a tag declares. What has none goes by the root's name: feeds that declare the
 * wrong namespace for it are read by everybody. */
void names_declare(struct names *names, const struct xml_token *tag);

/* One field: its start was read, its end will be. Stops before a start tag named `until`. */
void item_field(struct xml *x, const struct names *names, const struct xml_token *start, struct text until,
                struct item *item);

/* All fields of the entry that began with `start`, up to its end; returns where that is. */
size_t item_read(struct xml *x, struct names *names, const struct xml_token *start, struct item *item);

/* --- feed_text.c --- */

/* A value as a line of text: unescaped, without tags, white space collapsed. *out has a NULL ptr if there is
 * none. ENOMEM. */
priscus_status feed_text(struct value value, struct charset *charset, struct arena *mem, struct text *out);

/* The same for several values. */
struct feed_field {
    struct value value;
    struct text *out;
};
priscus_status feed_texts(const struct feed_field *fields, size_t n, struct charset *charset, struct arena *mem);

/* A value of valid or invalid UTF-8 that lies in `page`, as HTML. */
void feed_html(struct value value, struct text page, struct origin *out);

/* The same as one line of text: tags are out, what is left is HTML's characters. */
void feed_html_line(struct value value, struct text page, struct origin *out);
/* HTML without a tag gets paragraphs; `text`: < and & in it are signs. */
void feed_lay_out(const struct origin *from, bool text, struct origin *out);
/* Text as HTML: < and & in it are signs. */
void feed_escape(const struct origin *from, struct origin *out);

/* --- feed_whole.c --- */

/* Has the entry the text of its page, or a summary alone? `page` is the text that the item lies in. ENOMEM. */
priscus_status item_is_whole(const struct item *item, enum feed_kind kind, struct text page, struct arena *mem,
                             bool *whole);

/* Where the paragraph that a feed puts under its entries begins ("The post ... appeared first on ..."), or html.len. */
size_t feed_signature_at(struct text html);
/* Behind the last text before `end`: without blanks and end tags. */
size_t feed_text_end(struct text html, size_t end);
/* Where "[...]" before `end` begins, or `end`. */
size_t feed_ellipsis_at(struct text html, size_t end);

/* --- feed_article.c --- */

/* Authors to the byline, agencies among them to the agencies. ENOMEM. */
priscus_status feed_byline(const struct text *authors, size_t n, struct arena *mem, struct article *article);

/* --- feed_date.c --- */

/* Unknown if it is none, or cannot be: before the web, or after it was fetched. */
struct date feed_date(struct text t, struct date fetched);

/* --- feed_json.c: JSON Feed --- */

bool feed_json_guess(struct text head);
priscus_status feed_json_read(struct text bytes, struct text address, struct date fetched, struct arena *mem,
                              struct feed *out, struct priscus_error *err);
/* Fields and HTML of an item. `article`: title, address, byline and so on, where they are said. */
struct about;
priscus_status feed_json_item(const struct page *page, const struct about *about, struct arena *mem,
                              struct article *article, struct origin *title, struct origin *body, bool *whole,
                              struct priscus_error *err);

/* --- feed_about.c --- */

/* What an entry's reader knows of its feed. */
struct about {
    enum feed_kind kind;
    struct text title, address, base, language, charset;
    struct text authors[FEED_AUTHORS_MAX]; /* whoever wrote what names no author */
    size_t n_authors;
    struct names names;
};

/* As a JSON object in `mem`, and back. ENOMEM; EINPUT: that is no such object. */
priscus_status about_write(const struct about *about, struct arena *mem, struct text *out, struct priscus_error *err);
priscus_status about_read(struct text json, struct arena *mem, struct about *out, struct priscus_error *err);

/* "The Tern - RSS", "Latest news | The Tern": the paper's name. */
struct text feed_outlet(struct text title);
/* "ana@thetern.example (Ana Brook)": the name; empty if there is none. */
struct text feed_author(struct text t);

/* --- feed.c --- */

const char *feed_kind_text(enum feed_kind kind);

/* The address of an entry. ENOMEM. */
priscus_status item_address(const struct item *item, struct charset *charset, struct text base, struct arena *mem,
                            struct text *out);

/* The names of its authors. ENOMEM. */
priscus_status item_authors(const struct item *item, struct charset *charset, struct arena *mem,
                            struct text authors[FEED_AUTHORS_MAX], size_t *n);

#endif

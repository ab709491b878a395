/* article.h - what a page says once boilerplate is off.
 *
 *     FerryTalks resume after a year                 dropped: section glued to the headline
 *     Talks resume after a year                      headline
 *     Ana Brook  |  3 May 2031 07:10                 byline, stamp: read, then dropped
 *     The two coasts will meet again, the ...        body
 *
 * The body is one run of UTF-8 text: the kept paragraphs in page order, the headline
 * first where the page has one, a blank line ("\n\n") between them. Verbatim
 * inputs (text, jsonl) keep their body as it came, byte for byte. Every kept
 * paragraph and every dropped line knows its byte range in the page. */
#ifndef ARTICLE_H
#define ARTICLE_H

#include "page/page.h"

enum role {
    /* kept: part of the body */
    ROLE_HEADLINE,
    ROLE_STANDFIRST, /* the summary between headline and text                  */
    ROLE_BODY,
    ROLE_SUBHEAD,     /* never a statement                                     */
    ROLE_EDITOR_NOTE, /* the paper's own remark, correction or disclaimer: no speaker */
    /* dropped: what it says was read into the fields below first */
    ROLE_STAMP, /* dates, sections: "Published 3 May 2031 / World"             */
    ROLE_RELATIVE_STAMP,
    ROLE_BYLINE,
    ROLE_CAPTION,
    ROLE_PHOTO_CREDIT,
    ROLE_CREDIT, /* agency credit on a line of its own                         */
    ROLE_CRUMB,  /* navigation, share bars, markdown remains                   */
    ROLE_REPEAT, /* said once already                                          */
    ROLE_PROMO,  /* "See also", teasers, newsletters                           */
    ROLE_PLEA,   /* donations                                                  */
    ROLE_FOOTER,
    ROLE_COUNT
};

/* "headline", "standfirst", "body", "subhead", "editor-note", "stamp", ... */
const char *role_text(enum role role);
static inline bool role_kept(enum role role)
{
    return role <= ROLE_EDITOR_NOTE;
}

struct paragraph {
    enum role role;   /* a kept one                                           */
    struct span body; /* in the article's body                                */
    struct span page; /* in the page's bytes; what was dropped may lie within  */
    const char *rule; /* a short constant name of what kept it, or NULL       */
};

struct dropped {
    enum role role;
    struct span page;
    const char *rule; /* a short constant name of the rule, for --explain     */
};

/* What else a page has of an agency. A photo does not make the text the agency's; "told AFP" says that the
 * agency's reporter was there, so that the words came through it. */
enum credit_for { CREDIT_PHOTO, CREDIT_HEARD };

struct credit {
    struct text agency;
    enum credit_for what;
};

/* Another outlet on whose word the text says it rests: "The Tern reports citing Norhaven Radio",
 * "according to the ministry, as reported by The Tern". */
struct cited {
    struct text name;
    struct span words; /* of the body: the name */
};

/* A post of a live page: its paragraphs reach to the next post's. What stands before the first is the lead. */
struct post {
    uint32_t paragraph;    /* its first                                       */
    struct date published; /* unknown: the post does not say, or only an hour */
    struct text author;    /* NULL ptr: not said                              */
};

/* Where a field was read: "JSON-LD", "og:title", "h1", "address" ... a short constant for people, NULL
 * if the field is unknown or the input is not markup. */
struct article_sources {
    const char *title, *outlet, *byline, *section, *language, *address, *published, *modified;
};

struct article {
    /* NULL ptr: the page does not say. Null beats a guess. */
    struct text id; /* the input's own identifier (JSON "id")                 */
    struct text title, outlet, byline, section, language;
    struct text address; /* of the page's own saying, else where it was fetched; without a password */
    struct text republished_by;
    bool outlet_inferred;  /* read off a credit or a plea, not stated          */
    struct text *agencies; /* whose report this is, as credited: "AFP"        */
    size_t n_agencies;
    struct credit *credits; /* agencies that are not among `agencies` */
    size_t n_credits;
    struct cited *cited; /* in text order */
    size_t n_cited;
    struct article_sources from;
    struct date published, modified;
    struct text published_words; /* as the page has them: "15 hours ago"       */
    bool published_given;        /* the page does not say it: --published does */
    bool day_first;              /* "21/8" proves it for the whole page        */
    bool unsure;                 /* the reader distrusts its own result        */
    const char *unsure_why;
    bool is_cut;   /* its text goes on behind the page's limit, and that was not read */
    bool is_index; /* a list of other pages: no record is made of it */

    struct text body; /* valid UTF-8                                          */
    struct paragraph *paragraphs;
    size_t n_paragraphs;
    struct dropped *dropped;
    size_t n_dropped;
    struct post *posts; /* of a live page, in page order: mostly newest first */
    size_t n_posts;
};

/* Read a page into an article; all of it lives in `mem`. Linear in the page's size.
 * EINPUT: nothing in the page can be read as text, `err` says why. A page without
 * a title, date or author is a success. */
priscus_status article_read(const struct page *page, struct arena *mem, struct article *out, struct priscus_error *err);

/* The readers behind it, one a kind of page. Those of text are handed UTF-8. */
priscus_status article_read_plain(const struct page *page, struct arena *mem, struct article *out,
                                  struct priscus_error *err);
priscus_status article_read_text(const struct page *page, struct arena *mem, struct article *out,
                                 struct priscus_error *err);
priscus_status article_read_html(const struct page *page, struct arena *mem, struct article *out,
                                 struct priscus_error *err);
priscus_status article_read_json(const struct page *page, struct arena *mem, struct article *out,
                                 struct priscus_error *err);

/* "report" for the agencies; "photo", "heard". */
const char *credit_text(enum credit_for what);
#define CREDIT_REPORT_TEXT "report"

/* Fill in `credits`, from the dropped captions and photo credits and from the body. article_read() does. */
priscus_status article_find_credits(const struct page *page, struct arena *mem, struct article *article);

/* The post that a byte of the body stands in, from 1; 0: none. */
size_t article_post_at(const struct article *article, uint32_t at);
/* When what stands there was published: the post, if it says so, or else the page. */
struct date article_published_at(const struct article *article, uint32_t at);

/* Cut a body that stands as it came into paragraphs: at blank lines, or, where a
 * text has none, at line ends. Page ranges are the body's shifted by `shift`. ENOMEM. */
priscus_status article_split_paragraphs(struct text body, size_t shift, struct arena *mem, struct article *out);

/* Are all spans in bounds, in order, on character borders? The first thing wrong in *why. */
bool article_check(const struct article *article, const struct page *page, const char **why);

#endif

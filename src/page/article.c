/* article.c - see article.h: what holds for every article whichever reader (format.h) made it. */
#include "page/article.h"

#include "base/error.h"
#include "base/utf8.h"
#include "net/url.h"
#include "page/format.h"
#include "page/markup/charset.h"
#include "page/name/cited.h"

const char *role_text(enum role role)
{
    static const char *const names[ROLE_COUNT] = {
        [ROLE_HEADLINE] = "headline",
        [ROLE_STANDFIRST] = "standfirst",
        [ROLE_BODY] = "body",
        [ROLE_SUBHEAD] = "subhead",
        [ROLE_EDITOR_NOTE] = "editor-note",
        [ROLE_STAMP] = "stamp",
        [ROLE_RELATIVE_STAMP] = "relative-stamp",
        [ROLE_BYLINE] = "byline",
        [ROLE_CAPTION] = "caption",
        [ROLE_PHOTO_CREDIT] = "photo-credit",
        [ROLE_CREDIT] = "credit",
        [ROLE_CRUMB] = "crumb",
        [ROLE_REPEAT] = "repeat",
        [ROLE_PROMO] = "promo",
        [ROLE_PLEA] = "plea",
        [ROLE_FOOTER] = "footer",
    };

    return (unsigned)role < ROLE_COUNT ? names[role] : "unknown";
}

/* The path of an address is more than "/". */
static bool has_path(struct text address)
{
    size_t host = text_find(address, text_c("://"), 0), path;

    path = host == NOWHERE ? NOWHERE : text_find(address, text_c("/"), host + 3);
    return path != NOWHERE && path + 1 < address.len;
}

/* The address that a reader would cite. The page's own word (its canonical link, a field of its line) wins over where
 * it was fetched, which may be a mirror, or hold tracking parameters. But many sites have their front page as the
 * canonical link of every page: nobody finds the article there. */
static priscus_status settle_address(const struct page *page, struct arena *mem, struct article *article)
{
    bool front_page = article->from.address && has_path(page->address) && !has_path(article->address);

    if (!article->address.len || front_page) {
        article->address = page->address;
        article->from.address = page->address.len ? "where it was fetched" : NULL;
    }
    return url_without_user(article->address, mem, &article->address);
}

/* Text in another charset becomes UTF-8 before it is read; *origin leads back to the bytes of the page, or is NULL. */
static priscus_status decode(struct page *page, struct arena *mem, uint32_t **origin, bool *guessed)
{
    struct charset charset;
    priscus_status status = PRISCUS_OK;

    charset_open_text(page->bytes, page->charset, &charset);
    *guessed = charset.guessed;
    if (charset.kind != CHARSET_UTF8)
        status = charset_decode_whole(&charset, page->bytes, mem, &page->bytes, origin);
    else
        status = utf8_replace_nuls(page->bytes, mem, &page->bytes, origin);
    charset_close(&charset);
    return status;
}

static void lead_back(const uint32_t *origin, struct span *s)
{
    *s = (struct span){ origin[s->begin], origin[s->end] };
}

static priscus_status read_page(const struct page_format *format, const struct page *page, struct arena *mem,
                                struct article *article, struct priscus_error *err)
{
    struct page decoded = *page;
    uint32_t *origin = NULL;
    bool guessed = false;
    priscus_status status;

    if (format->is_text && decode(&decoded, mem, &origin, &guessed) != PRISCUS_OK)
        return error_memory(err);
    status = format->read(&decoded, mem, article, err);
    if (status != PRISCUS_OK)
        return status;
    status = article_find_credits(&decoded, mem, article);
    if (status == PRISCUS_OK)
        status = cited_find(mem, article);
    if (status == PRISCUS_OK)
        status = settle_address(page, mem, article);
    if (status != PRISCUS_OK)
        return error_memory(err);
    for (size_t i = 0; origin && i < article->n_paragraphs; i++)
        lead_back(origin, &article->paragraphs[i].page);
    for (size_t i = 0; origin && i < article->n_dropped; i++)
        lead_back(origin, &article->dropped[i].page);
    if (guessed && !article->unsure) {
        article->unsure = true;
        article->unsure_why = "it does not say its character set and is not UTF-8; it was guessed";
    }
    return PRISCUS_OK;
}

static void settle_published(const struct page *page, struct article *article)
{
    if (date_known(article->published) || !date_known(page->published))
        return;
    article->published = page->published;
    article->published_given = true;
    article->from.published = "given by --published";
}

/* A first paragraph that is too long alone ends before a blank, or at least not inside a character. */
static void shorten(struct text body, size_t limit, struct paragraph *p)
{
    size_t most = p->body.begin + limit, at = most;

    if (p->body.end <= most) /* it only began late */
        return;
    while (at > most - limit / 2 && !is_ascii_space(body.ptr[at]))
        at--;
    if (at == most - limit / 2)
        for (at = most; ((unsigned char)body.ptr[at] & 0xC0) == 0x80;)
            at--;
    p->body.end = (uint32_t)at;
}

/* Leave away the paragraphs that end behind the page's limit. */
static void keep_within(size_t limit, struct article *article)
{
    size_t n = article->n_paragraphs;

    if (!limit || article->body.len <= limit || n == 0)
        return;
    while (n && article->paragraphs[n - 1].body.end > limit)
        n--;
    if (n == article->n_paragraphs) /* but for blanks it ends there */
        return;
    if (n == 0) {
        n = 1;
        shorten(article->body, limit, &article->paragraphs[0]);
    }
    article->n_paragraphs = n;
    article->body.len = article->paragraphs[n - 1].body.end;
    while (article->n_cited && article->cited[article->n_cited - 1].words.end > article->body.len)
        article->n_cited--;
    while (article->n_posts && article->posts[article->n_posts - 1].paragraph >= n)
        article->n_posts--;
    article->is_cut = article->unsure = true;
    article->unsure_why = "it is longer than --page-limit, and only its beginning was read";
}

priscus_status article_read(const struct page *page, struct arena *mem, struct article *out, struct priscus_error *err)
{
    enum priscus_from from = page->from;
    const struct page_format *format;
    struct article article = { 0 };
    priscus_status status;

    if (page->bytes.len > PAGE_MAX)
        return error_set(err, PRISCUS_ELIMIT, PAGE_MAX, "larger than %zu MiB, which no news page is", PAGE_MAX >> 20);
    if (from == PRISCUS_FROM_AUTO) {
        status = format_guess(page->name, page->bytes, &from, err);
        if (status != PRISCUS_OK)
            return status;
    }
    format = format_find(from);
    if (!format || !format->read)
        return error_set(err, PRISCUS_EINPUT, 0, "no page, but a file of pages");
    status = read_page(format, page, mem, &article, err);
    if (status != PRISCUS_OK)
        return status;
    settle_published(page, &article);
    keep_within(page->limit, &article);
    *out = article;
    return PRISCUS_OK;
}

/* The next piece of `body` at or after *at: what lies between two blank lines, or
 * between two line ends if `lines`. Trimmed, never empty. */
static bool next_piece(struct text body, bool lines, size_t *at, struct span *piece)
{
    size_t begin, end, i = *at;
    struct text cut;

    for (;;) {
        while (i < body.len && is_ascii_space(body.ptr[i]))
            i++;
        if (i >= body.len)
            return false;
        begin = i;
        for (end = begin; end < body.len; end++) {
            const char *line_end = memchr(body.ptr + end, '\n', body.len - end);

            if (!line_end) {
                end = body.len;
                break;
            }
            end = (size_t)(line_end - body.ptr);
            if (lines)
                break;
            for (i = end + 1; i < body.len && body.ptr[i] != '\n' && is_ascii_space(body.ptr[i]); i++)
                ;
            if (i >= body.len || body.ptr[i] == '\n')
                break;
        }
        *at = i = end;
        cut = text_trim(text_of(body.ptr + begin, end - begin));
        if (cut.len == 0)
            continue; /* no-break spaces alone */
        piece->begin = (uint32_t)(cut.ptr - body.ptr);
        piece->end = (uint32_t)(piece->begin + cut.len);
        return true;
    }
}

static bool has_blank_line(struct text body)
{
    struct text rest = text_trim(body), line;

    while (rest.ptr) {
        line = text_cut(&rest, '\n');
        if (rest.ptr && text_trim(line).len == 0)
            return true;
    }
    return false;
}

priscus_status article_split_paragraphs(struct text body, size_t shift, struct arena *mem, struct article *out)
{
    bool lines = !has_blank_line(body);
    struct paragraph *paragraphs;
    size_t n = 0, at = 0;
    struct span piece;

    while (next_piece(body, lines, &at, &piece))
        n++;
    paragraphs = arena_alloc(mem, n * sizeof *paragraphs);
    if (!paragraphs)
        return PRISCUS_ENOMEM;
    at = 0;
    for (size_t i = 0; i < n; i++) {
        if (!next_piece(body, lines, &at, &piece))
            break;
        paragraphs[i].role = ROLE_BODY;
        paragraphs[i].body = piece;
        paragraphs[i].page = (struct span){ (uint32_t)(piece.begin + shift), (uint32_t)(piece.end + shift) };
    }
    out->body = body;
    out->paragraphs = paragraphs;
    out->n_paragraphs = n;
    return PRISCUS_OK;
}

/* How many bytes at `at`, which begin no character, utf8_repair() replaces by one
 * U+FFFD: the longest beginning of a character that the page got right. */
static size_t bad_run(struct text page, size_t at)
{
    unsigned char c = (unsigned char)page.ptr[at];
    size_t need = c >= 0xF0 && c <= 0xF4 ? 4 : c >= 0xE0 && c <= 0xEF ? 3 : 1, n = 1;

    while (n < need && at + n < page.len) {
        unsigned char next = (unsigned char)page.ptr[at + n];
        unsigned char lo = n > 1 ? 0x80 : c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
        unsigned char hi = n > 1 ? 0xBF : c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;

        if (next < lo || next > hi)
            break;
        n++;
    }
    return n;
}

/* Page ranges for paragraphs of a body that had to be repaired: both texts are
 * walked side by side, a replaced run in the one against U+FFFD in the other. */
static void find_in_page(struct text page, struct article *article)
{
    size_t at = 0, body = 0, next = 0; /* next: 2 * paragraph, + 1 for its end */

    while (next < article->n_paragraphs * 2) {
        struct paragraph *p = &article->paragraphs[next / 2];
        size_t wanted = next % 2 ? p->body.end : p->body.begin;
        unsigned size;

        if (body >= wanted) {
            *(next % 2 ? &p->page.end : &p->page.begin) = (uint32_t)at;
            next++;
            continue;
        }
        if (utf8_at(page, at, &size) == UTF8_REPLACEMENT && size == 1) {
            at += bad_run(page, at);
            body += 3;
        } else {
            at += size;
            body += size;
        }
    }
}

priscus_status article_read_text(const struct page *page, struct arena *mem, struct article *out,
                                 struct priscus_error *err)
{
    struct article article = { 0 };
    struct text body;
    size_t bad;

    if (utf8_repair(page->bytes, mem, &body, &bad) != PRISCUS_OK ||
        article_split_paragraphs(body, 0, mem, &article) != PRISCUS_OK)
        return error_memory(err);
    if (bad) {
        find_in_page(page->bytes, &article);
        article.unsure = true;
        article.unsure_why = "it is not valid UTF-8: what could not be read is U+FFFD in the text";
    }
    if (article.n_paragraphs == 0)
        return error_set(err, PRISCUS_EINPUT, 0, "there is nothing but white space in it");
    *out = article;
    return PRISCUS_OK;
}

/* --- the invariants --- */

static bool on_border(struct text t, size_t at)
{
    return at >= t.len || ((unsigned char)t.ptr[at] & 0xC0) != 0x80;
}

static bool date_holds(struct date d)
{
    if (d.precision > PRECISION_AFTER)
        return false;
    return !date_known(d) || (d.year >= 1 && d.year <= 9999 && d.month <= 12 && d.day <= 31 && d.hour <= 23 &&
                              d.minute <= 59 && d.second <= 59);
}

size_t article_post_at(const struct article *article, uint32_t at)
{
    size_t lo = 0, hi = article->n_posts;

    while (lo < hi) {
        size_t mid = (lo + hi) / 2;

        if (article->paragraphs[article->posts[mid].paragraph].body.begin <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

struct date article_published_at(const struct article *article, uint32_t at)
{
    size_t post = article_post_at(article, at);

    return post && date_known(article->posts[post - 1].published) ? article->posts[post - 1].published
                                                                  : article->published;
}

bool article_check(const struct article *article, const struct page *page, const char **why)
{
    const struct text fields[] = { article->id,      article->title,          article->outlet,
                                   article->byline,  article->section,        article->language,
                                   article->address, article->republished_by, article->published_words };
    size_t page_end = page ? page->bytes.len : UINT32_MAX;
    struct span last = { 0 }, last_page = { 0 };

    *why = NULL;
    if (article->body.len && !article->body.ptr)
        return *why = "the body has a length and no bytes", false;
    if (article->body.len > UINT32_MAX)
        return *why = "the body is longer than a span can say", false;
    if (utf8_check(article->body) != NOWHERE)
        return *why = "the body is not valid UTF-8", false;
    for (size_t i = 0; i < article->n_paragraphs; i++) {
        const struct paragraph *p = &article->paragraphs[i];

        if ((unsigned)p->role >= ROLE_COUNT || !role_kept(p->role))
            return *why = "a paragraph has a role that is dropped", false;
        if (p->body.begin >= p->body.end || p->body.end > article->body.len)
            return *why = "a paragraph is empty or ends outside the body", false;
        if (i && p->body.begin < last.end)
            return *why = "paragraphs overlap or are out of order in the body", false;
        if (!on_border(article->body, p->body.begin) || !on_border(article->body, p->body.end))
            return *why = "a paragraph begins or ends inside a character", false;
        if (p->page.begin > p->page.end || p->page.end > page_end)
            return *why = "a paragraph's page range is outside the page", false;
        /* A headline may stand below its text on the page, but is first in the body. */
        if (p->role == ROLE_HEADLINE && i == 0)
            last_page = (struct span){ 0 };
        else {
            if (p->page.begin < last_page.begin)
                return *why = "paragraphs are out of order in the page", false;
            last_page = p->page;
        }
        last = p->body;
    }
    for (size_t i = 0; i < article->n_dropped; i++) {
        const struct dropped *d = &article->dropped[i];

        if ((unsigned)d->role >= ROLE_COUNT || role_kept(d->role))
            return *why = "something was dropped under a role that is kept", false;
        if (d->page.begin > d->page.end || d->page.end > page_end)
            return *why = "a dropped line's range is outside the page", false;
        if (!d->rule)
            return *why = "something was dropped by no rule", false;
    }
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        if (fields[i].len && !fields[i].ptr)
            return *why = "a field has a length and no bytes", false;
        if (fields[i].ptr && utf8_check(fields[i]) != NOWHERE)
            return *why = "a field is not valid UTF-8", false;
    }
    for (size_t i = 0; i < article->n_cited; i++)
        if (span_empty(article->cited[i].words) || article->cited[i].words.end > article->body.len)
            return *why = "a cited outlet's place is outside the body", false;
    for (size_t i = 0; i < article->n_agencies; i++)
        if (!article->agencies[i].ptr || utf8_check(article->agencies[i]) != NOWHERE)
            return *why = "an agency's name is missing or not valid UTF-8", false;
    if (!date_holds(article->published) || !date_holds(article->modified))
        return *why = "a date has a field that no calendar has", false;
    if (article->unsure && !article->unsure_why)
        return *why = "the reader is unsure and does not say why", false;
    return true;
}

/* credit.c - agencies that a page names without being their report.
 *
 *     Photo: AFP                                     the picture is theirs, the text need not be
 *     ..., he told Reuters.                          they heard it first
 *     ... in a phone briefing attended by AFP        they were there
 *
 * Whoever counts independent sources wants to know all of them, and apart. */
#include "base/utf8.h"
#include "page/article.h"
#include "page/name/agency.h"
#include "page/words/vocabulary.h"

#define AGENCY_WORDS_MAX 3 /* "Agence France-Presse", "The Associated Press" */
#define CREDITS_MAX      16

static const char *const credit_names[] = { "photo", "heard" };

const char *credit_text(enum credit_for what)
{
    return credit_names[what];
}

static priscus_status add(struct article *article, struct arena *mem, struct text agency, enum credit_for what)
{
    for (size_t i = 0; i < article->n_agencies; i++)
        if (text_eq(article->agencies[i], agency))
            return PRISCUS_OK;
    for (size_t i = 0; i < article->n_credits; i++)
        if (text_eq(article->credits[i].agency, agency)) {
            if (what == CREDIT_HEARD)
                article->credits[i].what = what; /* having heard it says more than a photo does */
            return PRISCUS_OK;
        }
    if (article->n_credits == CREDITS_MAX)
        return PRISCUS_OK;
    if (!article->credits && !(article->credits = arena_alloc(mem, CREDITS_MAX * sizeof *article->credits)))
        return PRISCUS_ENOMEM;
    article->credits[article->n_credits++] = (struct credit){ agency, what };
    return PRISCUS_OK;
}

static bool word_byte(char c)
{
    return is_ascii_alpha(c) || is_ascii_digit(c) || (unsigned char)c >= 0x80 || c == '-';
}

/* The agency whose name begins at `at`, written with a capital, and where it ends. */
static struct text agency_at(struct text t, size_t at, size_t *end)
{
    struct text found = { 0 };
    size_t i = at;

    for (int words = 0; words < AGENCY_WORDS_MAX && i < t.len; words++) {
        struct text named;

        while (i < t.len && word_byte(t.ptr[i]))
            i++;
        named = agency_named(text_of(t.ptr + at, i - at));
        if (named.len) {
            found = named;
            *end = i;
        }
        if (i >= t.len || t.ptr[i] != ' ')
            break;
        i++;
    }
    return found;
}

static priscus_status in_credit(struct article *article, struct arena *mem, struct text line)
{
    for (size_t i = 0; i < line.len; i++) {
        size_t end;
        struct text agency;

        if ((i > 0 && word_byte(line.ptr[i - 1])) || !is_ascii_upper(line.ptr[i]))
            continue;
        agency = agency_at(line, i, &end);
        if (agency.len) {
            priscus_status status = add(article, mem, agency, CREDIT_PHOTO);

            if (status != PRISCUS_OK)
                return status;
            i = end;
        }
    }
    return PRISCUS_OK;
}

/* "told AFP", "attended by AFP": looked for from the cue, which is rarer than capitals. */
static priscus_status in_prose(struct article *article, struct arena *mem)
{
    for (const char *const *cues = vocabulary_heard_cues; *cues; cues++) {
        struct text cue = text_c(*cues);

        for (size_t at = text_find(article->body, cue, 0); at != NOWHERE; at = text_find(article->body, cue, at + 1)) {
            size_t i = at + cue.len, end;
            priscus_status status;
            struct text agency;

            if (at > 0 && word_byte(article->body.ptr[at - 1]))
                continue;
            if (text_starts(text_of(article->body.ptr + i, article->body.len - i), "the "))
                i += 4;
            if (i >= article->body.len || !is_ascii_upper(article->body.ptr[i]))
                continue;
            agency = agency_at(article->body, i, &end);
            status = agency.len ? add(article, mem, agency, CREDIT_HEARD) : PRISCUS_OK;
            if (status != PRISCUS_OK)
                return status;
        }
    }
    return PRISCUS_OK;
}

priscus_status article_find_credits(const struct page *page, struct arena *mem, struct article *article)
{
    for (size_t i = 0; i < article->n_dropped; i++)
        if (article->dropped[i].role == ROLE_PHOTO_CREDIT || article->dropped[i].role == ROLE_CAPTION) {
            priscus_status status = in_credit(article, mem, text_in(page->bytes, article->dropped[i].page));

            if (status != PRISCUS_OK)
                return status;
        }
    return in_prose(article, mem);
}

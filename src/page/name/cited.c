/* cited.c - see cited.h. */
#include "page/name/cited.h"

#include "base/fold.h"
#include "page/name/agency.h"
#include "page/name/source_line.h"
#include "page/name/title.h"
#include "page/words/vocabulary.h"

#define NAME_WORDS_MAX 5

static bool is_press_word(struct text word)
{
    return fold_word_in(vocabulary_press_words, word) ||
           (word.len > 4 && memchr(word.ptr + 1, '.', word.len - 2)); /* Coast.News */
}

/* The capitalised words at `at`; *press: one of them is the press's. */
static struct span name_at(struct text t, size_t at, bool *press)
{
    struct span name = { (uint32_t)at, (uint32_t)at };
    size_t words = 0;

    *press = false;
    while (at < t.len && words < NAME_WORDS_MAX) {
        size_t end = at;
        struct text word;
        bool stop;

        while (end < t.len && !is_ascii_space(t.ptr[end]) && !strchr(",;:()\"", t.ptr[end]))
            end++;
        stop = end >= t.len || t.ptr[end] != ' ';
        word = text_of(t.ptr + at, end - at);
        /* "Times of Tesmar" */
        if (*press && text_is(word, "of") && end + 1 < t.len && t.ptr[end] == ' ' && is_ascii_upper(t.ptr[end + 1])) {
            at = end + 1;
            continue;
        }
        while (word.len && word.ptr[word.len - 1] == '.') {
            word.len--;
            stop = true;
        }
        if (text_ends(word, "'s")) {
            word.len -= 2;
            stop = true;
        } else if (text_ends(word, "\xE2\x80\x99s")) {
            word.len -= 4;
            stop = true;
        }
        if (!word.len || (!is_ascii_upper(word.ptr[0]) && (unsigned char)word.ptr[0] < 0xC3))
            break;
        *press |= is_press_word(word);
        name.end = (uint32_t)(at + word.len);
        words++;
        if (stop)
            break;
        at = end + 1;
    }
    return name;
}

static priscus_status add(struct arena *mem, struct article *article, struct span words)
{
    struct text name = text_in(article->body, words);

    if (article->n_cited == CITED_MAX || title_same_words(name, article->outlet))
        return PRISCUS_OK;
    for (size_t i = 0; i < article->n_cited; i++)
        if (title_same_words(name, article->cited[i].name))
            return PRISCUS_OK;
    if (!article->cited && !(article->cited = arena_alloc(mem, CITED_MAX * sizeof *article->cited)))
        return PRISCUS_ENOMEM;
    article->cited[article->n_cited++] = (struct cited){ name, words };
    return PRISCUS_OK;
}

/* "newspaper Norhaven Herald": the bytes before the name; 0: it is called nothing. */
static size_t kind_at(struct text t)
{
    for (const char *const *kind = vocabulary_outlet_kinds; *kind; kind++) {
        size_t n = strlen(*kind);

        if (text_starts(t, *kind) && n < t.len && t.ptr[n] == ' ')
            return n + 1;
    }
    return 0;
}

/* What is cited at `at`, behind a cue; `told`: an agency there heard it, which is a credit (credit.c). */
static priscus_status take(struct arena *mem, struct article *article, struct text part, size_t offset, size_t at,
                           bool told)
{
    struct span name;
    size_t kind;
    bool press;

    if (text_starts(text_of(part.ptr + at, part.len - at), "the "))
        at += 4;
    kind = kind_at(text_of(part.ptr + at, part.len - at));
    name = name_at(part, at + kind, &press);
    if (span_empty(name))
        return PRISCUS_OK;
    if (agency_named(text_in(part, name)).len ? told : !kind && !press)
        return PRISCUS_OK;
    return add(mem, article, (struct span){ name.begin + (uint32_t)offset, name.end + (uint32_t)offset });
}

/* "Tern daily", "Skarr news agency": how long what the name before is called is; 0: it is called nothing. */
static size_t called_behind(struct text rest)
{
    if (!text_starts(rest, " "))
        return 0;
    rest = text_of(rest.ptr + 1, rest.len - 1);
    for (const char *const *kind = vocabulary_outlet_kinds; *kind; kind++) {
        size_t n = strlen(*kind);

        if (text_starts(rest, *kind) && (rest.len == n || !is_ascii_alpha(rest.ptr[n])))
            return n + 1;
    }
    return 0;
}

bool cited_is(struct text phrase)
{
    struct span name = cited_in(phrase);
    struct text behind = text_of(phrase.ptr + name.end, phrase.len - name.end);

    return !span_empty(name) && called_behind(behind) == behind.len;
}

struct span cited_in(struct text phrase)
{
    for (size_t at = 0; at < phrase.len; at++) {
        struct span name;
        size_t kind;
        bool press;

        if (at && phrase.ptr[at - 1] != ' ')
            continue;
        if (text_starts_fold(text_of(phrase.ptr + at, phrase.len - at), "the "))
            at += 4;
        kind = kind_at(text_of(phrase.ptr + at, phrase.len - at));
        name = name_at(phrase, at + kind, &press);
        if (span_empty(name))
            continue;
        if (kind || press || fold_is_any(text_in(phrase, name), vocabulary_known_outlets) ||
            agency_named(text_in(phrase, name)).len ||
            called_behind(text_of(phrase.ptr + name.end, phrase.len - name.end)))
            return name;
        at = name.end;
    }
    return (struct span){ 0 };
}

/* "(Source: The Tern)" below the text: whose it is, so that it rests on that outlet as a whole. */
static priscus_status add_source_line(struct arena *mem, struct article *article)
{
    struct span name = source_line_find(article->body);

    return span_empty(name) ? PRISCUS_OK : add(mem, article, name);
}

priscus_status cited_find(struct arena *mem, struct article *article)
{
    size_t seen = 0;

    for (size_t i = 0; i < article->n_paragraphs && seen < CITED_PARAGRAPHS; i++) {
        const struct paragraph *p = &article->paragraphs[i];
        struct text part = text_in(article->body, p->body);

        if (p->role != ROLE_BODY && p->role != ROLE_STANDFIRST)
            continue;
        seen++;
        for (size_t at = 0; at < part.len; at++) {
            if (at && is_ascii_alpha(part.ptr[at - 1]))
                continue;
            for (const char *const *cue = vocabulary_citing_cues; *cue; cue++)
                if (text_starts_fold(text_of(part.ptr + at, part.len - at), *cue)) {
                    priscus_status status =
                        take(mem, article, part, p->body.begin, at + strlen(*cue), text_starts(text_c(*cue), "told"));

                    if (status != PRISCUS_OK)
                        return status;
                    break;
                }
        }
    }
    return add_source_line(mem, article);
}

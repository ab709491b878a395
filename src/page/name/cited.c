/* cited.c - see cited.h. */
#include "page/name/cited.h"

#include "page/name/agency.h"
#include "page/name/title.h"

#define NAME_WORDS_MAX 5

static const char *const cues[] = { "citing ",      "with reference to ", "referring to ",
                                    "reported by ", "according to ",      "quoted by ",
                                    "cited by ",    "published by ",      "an interview with ",
                                    "told " };

static const char *const kinds[] = { "newspaper ",
                                     "daily ",
                                     "weekly ",
                                     "magazine ",
                                     "broadcaster ",
                                     "agency ",
                                     "news agency ",
                                     "outlet ",
                                     "news outlet ",
                                     "channel ",
                                     "website ",
                                     "news site ",
                                     "news website ",
                                     "portal ",
                                     "state broadcaster ",
                                     "public broadcaster ",
                                     "Telegram channel ",
                                     "radio station ",
                                     "television channel ",
                                     "TV channel " };

static bool is_press_word(struct text word)
{
    static const char *const press[] = {
        "Times",   "Post",     "News",     "Radio", "TV",       "Television",   "Journal",   "Herald",  "Tribune",
        "Press",   "Daily",    "Gazette",  "Today", "Channel",  "Review",       "Telegraph", "Courier", "Chronicle",
        "Monitor", "Observer", "Dispatch", "Mail",  "Magazine", "Broadcasting", "Weekly",    "Zeitung", "Newspaper",
    };

    for (size_t i = 0; i < COUNT_OF(press); i++)
        if (text_is(word, press[i]))
            return true;
    return word.len > 4 && memchr(word.ptr + 1, '.', word.len - 2); /* Coast.News */
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

/* Papers and broadcasters whose names do not tell what they are. */
static bool is_known(struct text name)
{
    static const char *const known[] = {
        "BBC",
        "CNN",
        "CBS",
        "NBC",
        "ABC",
        "MSNBC",
        "CNBC",
        "NPR",
        "PBS",
        "RT",
        "DW",
        "ARD",
        "ZDF",
        "RFI",
        "RFE/RL",
        "VOA",
        "RTE",
        "RAI",
        "TRT",
        "NHK",
        "CCTV",
        "CGTN",
        "NDTV",
        "CBC",
        "SBS",
        "KBS",
        "TVP",
        "Al Jazeera",
        "Al Arabiya",
        "Al Mayadeen",
        "Al Hadath",
        "Al-Ahram",
        "Haaretz",
        "Kommersant",
        "Izvestia",
        "Vedomosti",
        "Le Monde",
        "Le Figaro",
        "Der Spiegel",
        "Spiegel",
        "Bild",
        "Die Welt",
        "Die Zeit",
        "El Pais",
        "El Mundo",
        "La Repubblica",
        "Corriere della Sera",
        "La Stampa",
        "The Guardian",
        "Guardian",
        "The Economist",
        "Economist",
        "The Independent",
        "The Sun",
        "Axios",
        "Politico",
        "Newsweek",
        "Time magazine",
        "Euronews",
        "Fox",
        "Breitbart",
        "Hurriyet",
        "Sabah",
        "The Hindu",
        "Dawn",
        "Asahi Shimbun",
        "The Atlantic",
        "The New Yorker",
    };

    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (text_is(name, known[i]))
            return true;
    return false;
}

static bool add(struct arena *mem, struct article *article, struct span words)
{
    struct text name = text_in(article->body, words);

    if (article->n_cited == CITED_MAX || title_same_words(name, article->outlet))
        return true;
    for (size_t i = 0; i < article->n_cited; i++)
        if (title_same_words(name, article->cited[i].name))
            return true;
    if (!article->cited && !(article->cited = arena_alloc(mem, CITED_MAX * sizeof *article->cited)))
        return false;
    article->cited[article->n_cited++] = (struct cited){ name, words };
    return true;
}

/* What is cited at `at`, behind a cue; `told`: an agency there heard it, which is a credit (credit.c). */
static bool take(struct arena *mem, struct article *article, struct text part, size_t offset, size_t at, bool told)
{
    bool press, called = false;
    struct span name;

    if (text_starts(text_of(part.ptr + at, part.len - at), "the "))
        at += 4;
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (text_starts(text_of(part.ptr + at, part.len - at), kinds[i])) {
            at += strlen(kinds[i]);
            called = true;
            break;
        }
    name = name_at(part, at, &press);
    if (span_empty(name))
        return true;
    if (agency_named(text_in(part, name)).len ? told : !called && !press)
        return true;
    return add(mem, article, (struct span){ name.begin + (uint32_t)offset, name.end + (uint32_t)offset });
}

/* "Tern daily", "Skarr news agency": how long what the name before is called is; 0: it is called nothing. */
static size_t called_behind(struct text rest)
{
    if (!text_starts(rest, " "))
        return 0;
    rest = text_of(rest.ptr + 1, rest.len - 1);
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        size_t n = strlen(kinds[i]) - 1; /* without the blank at its end */

        if (rest.len >= n && memcmp(rest.ptr, kinds[i], n) == 0 && (rest.len == n || !is_ascii_alpha(rest.ptr[n])))
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
        bool press, called = false;
        struct span name;

        if (at && phrase.ptr[at - 1] != ' ')
            continue;
        if (text_starts_fold(text_of(phrase.ptr + at, phrase.len - at), "the "))
            at += 4;
        for (size_t i = 0; i < COUNT_OF(kinds) && !called; i++)
            if (text_starts(text_of(phrase.ptr + at, phrase.len - at), kinds[i])) {
                at += strlen(kinds[i]);
                called = true;
            }
        name = name_at(phrase, at, &press);
        if (span_empty(name))
            continue;
        if (called || press || is_known(text_in(phrase, name)) || agency_named(text_in(phrase, name)).len ||
            called_behind(text_of(phrase.ptr + name.end, phrase.len - name.end)))
            return name;
        at = name.end;
    }
    return (struct span){ 0 };
}

bool cited_find(struct arena *mem, struct article *article)
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
            for (size_t k = 0; k < COUNT_OF(cues); k++)
                if (text_starts_fold(text_of(part.ptr + at, part.len - at), cues[k])) {
                    if (!take(mem, article, part, p->body.begin, at + strlen(cues[k]),
                              text_starts(text_c(cues[k]), "told")))
                        return false;
                    break;
                }
        }
    }
    return true;
}

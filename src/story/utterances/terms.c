/* terms.c - see terms.h. */
#include "story/utterances/terms.h"

#include <math.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "record/knowledge/spelling.h"

#define WORD_MAX 48 /* bytes of a folded word; of a longer one the rest is left out */

/* Weight by Zipf's law: the n-th word of the list is about n times as rare as the first. The first COMMONEST weigh next
 * to nothing, the one at PLACES, or behind, about 1. */
#define COMMONEST  20
#define PLACES     50000
#define WEIGHT_MIN .15f /* of a term */
#define ONE_DIGIT  .6f  /* the weight of a number */

#define KEY_MASK    0x1FFFFFu /* two words in two million have the same key */
#define COUNTED_MAX 64        /* words that terms_count() looks at */

struct word {
    char bytes[WORD_MAX + 8];
    size_t len;
    bool upper;    /* begins with a capital letter */
    bool number;   /* digits alone                 */
    bool negation; /* "isn't"                      */
};

static bool in_word(struct text t, size_t at, unsigned *size, uint32_t *point)
{
    *point = utf8_at(t, at, size);
    return point_is_letter(*point) || point_is_digit(*point);
}

static bool is_apostrophe(uint32_t point)
{
    return point == '\'' || point == 0x2019;
}

static void add_point(struct word *w, uint32_t point)
{
    if (w->len < WORD_MAX)
        w->len += utf8_put(point_plain(point_lower(point)), w->bytes + w->len);
}

/* What may stand inside of a word: an apostrophe before a letter, a comma or full stop between digits. */
static bool goes_on(struct text t, size_t at, uint32_t mark, bool number)
{
    unsigned size;
    uint32_t point;

    if (at >= t.len || !in_word(t, at, &size, &point))
        return false;
    return is_apostrophe(mark) ? point_is_letter(point) && !number
                               : number && point_is_digit(point) && (mark == ',' || mark == '.');
}

/* "isn't" is a negation, of "it's" the "it" remains: what is behind an apostrophe goes. */
static void cut_apostrophe(struct word *w)
{
    for (size_t i = w->len; i-- > 1;)
        if (w->bytes[i] == '\'') {
            w->negation = w->bytes[i - 1] == 'n' && i + 2 == w->len && w->bytes[i + 1] == 't';
            w->len = i;
            return;
        }
}

/* The next word at or after *at, which is left behind it. False: there is none. */
static bool next_word(struct text t, size_t *at, struct word *out)
{
    unsigned size;
    uint32_t point = 0;

    while (*at < t.len && !in_word(t, *at, &size, &point))
        *at += size;
    if (*at >= t.len)
        return false;
    *out = (struct word){ .upper = point_is_upper(point), .number = true };
    for (; *at < t.len; *at += size) {
        if (in_word(t, *at, &size, &point)) {
            add_point(out, point);
            out->number = out->number && point_is_digit(point);
        } else if (!goes_on(t, *at + size, point, out->number)) {
            break;
        } else if (is_apostrophe(point)) {
            add_point(out, '\'');
            out->number = false;
        }
    }
    cut_apostrophe(out);
    return true;
}

static struct text word_text(const struct word *w)
{
    return text_of(w->bytes, w->len);
}

/* "three" and 3 are the same number. */
static void spell_number(struct word *w)
{
    static const char *const names[] = { "zero",  "",      "two",  "three", "four",   "five",  "six",
                                         "seven", "eight", "nine", "ten",   "eleven", "twelve" };

    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (*names[i] && text_is(word_text(w), names[i])) {
            w->number = true;
            w->len = 0;
            if (i >= 10)
                w->bytes[w->len++] = '1';
            w->bytes[w->len++] = (char)('0' + i % 10);
        }
}

/* Without the endings of English that change no meaning here. A stem need be no word, as long as the forms of a word have
 * the same: "carried", "carries" and "carry" are "carri". */
static struct text stem_of(struct text w)
{
    size_t n = w.len;

    if (n > 4 && text_ends(w, "ies"))
        n -= 2;
    else if (n > 4 && text_ends(w, "es") && memchr("sxzh", w.ptr[n - 3], 4))
        n -= 2;
    else if (n > 3 && w.ptr[n - 1] == 's' && !memchr("su", w.ptr[n - 2], 2))
        n -= 1;
    w.len = n;
    if (n > 5 && text_ends(w, "ing"))
        n -= 3;
    else if (n > 4 && text_ends(w, "ed"))
        n -= 2;
    if (n > 4 && w.ptr[n - 1] == 'e')
        n--;
    if (n > 4 && w.ptr[n - 1] == w.ptr[n - 2])
        n--;
    w.len = n;
    return w;
}

/* Names that the model does not know are mostly foreign: their spellings are one. */
static uint32_t key_of_name(const struct word *w)
{
    uint32_t hash = spelling_hash(word_text(w));

    return hash64_of(text_of((const char *)&hash, sizeof hash)) & KEY_MASK;
}

static uint32_t key_of(const struct word *w, uint32_t place)
{
    struct text stem = w->number ? word_text(w) : stem_of(word_text(w));
    char bytes[sizeof w->bytes];

    if (place == VECTOR_NONE && w->upper && !w->number)
        return key_of_name(w);
    memcpy(bytes, stem.ptr, stem.len);
    if (stem.len > 2 && bytes[stem.len - 1] == 'y')
        bytes[stem.len - 1] = 'i';
    return hash64_of(text_of(bytes, stem.len)) & KEY_MASK;
}

/* `len`: bytes of the word. A letter alone is no word: what is left of "U.S.", or "a", which the list has not. */
static float weight_of(uint32_t place, bool number, size_t len)
{
    if (number)
        return len > 1 ? 1.f : ONE_DIGIT;
    if (len < 2)
        return 0;
    if (place > PLACES)
        place = PLACES;
    return logf((float)(place + COMMONEST) / COMMONEST) / logf((float)PLACES / COMMONEST);
}

size_t terms_of(const struct language *language, struct text text, struct said_word out[TERMS_MAX])
{
    size_t n = 0, at = 0, words = 0;
    struct word w;

    while (n < TERMS_MAX && next_word(text, &at, &w)) {
        struct said_word term = { 0 };
        uint32_t place;

        words++;
        if (w.negation)
            continue;
        spell_number(&w);
        place = language_vector_place(language, word_text(&w));
        term.place = place < VECTOR_NONE ? place : VECTOR_NONE;
        term.weight = weight_of(term.place, w.number, w.len);
        if (term.weight < WEIGHT_MIN)
            continue;
        term.key = key_of(&w, term.place);
        term.kinds = (uint8_t)((w.number ? TERM_NUMBER : 0) | (w.upper && words > 1 ? TERM_NAME : 0));
        out[n++] = term;
    }
    return n;
}

size_t terms_count(const struct language *language, struct text text, size_t most)
{
    size_t n = 0, at = 0;
    struct word w;

    for (size_t i = 0; i < COUNTED_MAX && n < most && next_word(text, &at, &w); i++)
        n += !w.negation &&
             weight_of(language_vector_place(language, word_text(&w)), w.number, w.len) >= .25f; /* says something */
    return n;
}

/* ---- packed --------------------------------------------------------------------------------- */

void terms_pack(const struct said_word *terms, size_t n, char *out)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t bits = terms[i].key << 3 | (uint32_t)terms[i].kinds << 1 | (terms[i].weight == ONE_DIGIT);

        for (int k = 0; k < 3; k++)
            *out++ = (char)(bits >> 8 * k);
        *out++ = (char)terms[i].place;
        *out++ = (char)(terms[i].place >> 8);
    }
}

size_t terms_unpack(struct text packed, struct said_word out[TERMS_MAX])
{
    size_t n = packed.len / TERM_BYTES;
    const unsigned char *at = (const unsigned char *)packed.ptr;

    if (n > TERMS_MAX)
        n = TERMS_MAX;
    for (size_t i = 0; i < n; i++, at += TERM_BYTES) {
        uint32_t bits = (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16;
        struct said_word *t = &out[i];

        t->key = bits >> 3;
        t->kinds = (uint8_t)(bits >> 1 & 3);
        t->place = (uint32_t)at[3] | (uint32_t)at[4] << 8;
        t->weight = weight_of(t->place, t->kinds & TERM_NUMBER, bits & 1 ? 1 : 2);
    }
    return n;
}

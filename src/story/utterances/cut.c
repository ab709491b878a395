/* cut.c - see cut.h.
 *
 *     sentences   behind . ! ? and the marks that close a quotation, where a capital letter or a digit follows,
 *                 but not behind "Mr." and "J."; and at each line's end
 *     clauses     at a semicolon or a dash; at a comma with "and", "but" ... behind it; before "and he", "but that";
 *                 and where a quotation begins within a sentence. Each must have WORDS_MIN words that say something
 *
 * Linking has no trees, and what is cut too fine is put together again where its parts are of one utterance. */
#include "story/utterances/cut.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "story/utterances/terms.h"

#define WORDS_MIN 3

static const char abbreviations[] = "mr mrs ms dr st gen lt col sgt sen rep gov jr no vs";
static const char after_comma[] = "and but so while because although though which adding if";
static const char joins[] = "and but as because while";
static const char subjects[] = "i he she it we they you that there this these those is was are were has have had will "
                               "would can could should must may might do does did not";

/* ---- looking around ------------------------------------------------------------------------- */

static bool is_stop(uint32_t point)
{
    return point == '.' || point == '!' || point == '?' || point == 0x2026;
}

static bool closes(uint32_t point)
{
    return point == '"' || point == '\'' || point == ')' || point == ']' || point == 0x201D || point == 0x2019 ||
           point == 0xBB;
}

static bool opens(uint32_t point)
{
    return point == '"' || point == '\'' || point == '(' || point == '[' || point == 0x201C || point == 0x2018 ||
           point == 0xAB;
}

static size_t skip(struct text t, size_t at, bool (*is)(uint32_t))
{
    unsigned size;

    while (at < t.len && is(utf8_at(t, at, &size)))
        at += size;
    return at;
}

static size_t skip_space(struct text t, size_t at)
{
    return skip(t, at, point_is_space);
}

/* The code point before `at`; 0: there is none. */
static uint32_t point_before(struct text t, size_t at)
{
    unsigned size;

    if (!at)
        return 0;
    for (at--; at && ((unsigned char)t.ptr[at] & 0xC0) == 0x80;)
        at--;
    return utf8_at(t, at, &size);
}

static bool begins_upper(struct text t, size_t at)
{
    unsigned size;
    uint32_t point;

    if (at >= t.len)
        return false;
    point = utf8_at(t, at, &size);
    return point_is_upper(point) || point_is_digit(point);
}

/* The letters of ASCII at `at`, folded into `out`, up to an apostrophe; empty if there are more than 15. */
static struct text plain_word(struct text t, size_t at, char out[16])
{
    size_t n = 0;

    while (at < t.len && is_ascii_alpha(t.ptr[at])) {
        if (n == 15)
            return text_of(out, 0);
        out[n++] = ascii_lower(t.ptr[at++]);
    }
    return text_of(out, n);
}

static bool word_in(const char *list, struct text word)
{
    return word.len && fold_word_in(list, word);
}

/* ---- sentences ------------------------------------------------------------------------------ */

/* "Mr." or "J.", which end no sentence. */
static bool is_abbreviation(struct text t, size_t stop)
{
    char word[16];
    size_t from = stop;

    while (from && is_ascii_alpha(t.ptr[from - 1]) && stop - from < 15)
        from--;
    return stop > from &&
           ((stop - from == 1 && is_ascii_upper(t.ptr[from])) || word_in(abbreviations, plain_word(t, from, word)));
}

/* Does a sentence end at `at`? *next: where the one behind it begins. */
static bool sentence_ends(struct text t, size_t at, uint32_t point, size_t *next)
{
    size_t end;

    if (point == '\n') {
        *next = skip_space(t, at);
        return true;
    }
    if (!is_stop(point) || (point == '.' && is_abbreviation(t, at)))
        return false;
    end = skip(t, skip(t, at, is_stop), closes);
    *next = skip_space(t, end);
    return *next > end && begins_upper(t, skip(t, *next, opens));
}

uint32_t *sentences_find(struct text body, struct arena *mem, size_t *n)
{
    size_t room = 0, next;
    uint32_t *begins = arena_grow(mem, NULL, 0, &room, sizeof *begins);
    unsigned size;

    if (!begins)
        return NULL;
    *n = 1;
    begins[0] = 0;
    for (size_t at = 0; at < body.len; at += size) {
        uint32_t point = utf8_at(body, at, &size);

        if (!sentence_ends(body, at, point, &next) || next >= body.len)
            continue;
        if (!(begins = arena_grow(mem, begins, *n, &room, sizeof *begins)))
            return NULL;
        begins[(*n)++] = (uint32_t)next;
        size = (unsigned)(next - at);
    }
    return begins;
}

/* The last sentence that begins at or before `at`. */
static size_t sentence_at(const uint32_t *begins, size_t n, uint32_t at)
{
    size_t low = 0, high = n;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (begins[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* ---- clauses -------------------------------------------------------------------------------- */

static bool is_dash(uint32_t point)
{
    return point == 0x2013 || point == 0x2014;
}

/* "he said and" + "they left": the word that joins, and one that begins a clause. */
static bool joined_clause(struct text t, size_t at)
{
    char word[16];
    struct text first = plain_word(t, at, word);

    if (!word_in(joins, first))
        return false;
    at += first.len;
    return at < t.len && skip_space(t, at) > at && word_in(subjects, plain_word(t, skip_space(t, at), word));
}

/* May a clause begin at `at`, with a blank before it? */
static bool clause_begins(struct text t, size_t before, size_t at)
{
    char word[16];
    uint32_t last = point_before(t, before);
    unsigned size;
    uint32_t point = utf8_at(t, at, &size);

    if (last == ';' || is_dash(last))
        return true;
    if (last == ',' && word_in(after_comma, plain_word(t, at, word)))
        return true;
    if (joined_clause(t, at))
        return true;
    /* 'Not mine,' It began ...; on the city "We are grateful */
    if ((last == 0x2019 || last == '\'') && before > 3 && t.ptr[before - (last == 0x2019 ? 4 : 2)] == ',')
        return begins_upper(t, at);
    return (point == 0x201C || point == '"') && point_is_letter(last) && begins_upper(t, at + size);
}

static struct span trimmed(struct text body, struct span s)
{
    struct text t = text_trim(text_in(body, s));

    return t.len ? (struct span){ (uint32_t)(t.ptr - body.ptr), (uint32_t)(t.ptr - body.ptr + t.len) }
                 : (struct span){ s.begin, s.begin };
}

static void add_part(struct text body, struct span span, uint32_t sentence, struct part *out, size_t *n, size_t most)
{
    span = trimmed(body, span);
    if (!span_empty(span) && *n < most)
        out[(*n)++] = (struct part){ span, sentence };
}

static bool says_enough(const struct language *language, struct text body, struct span span)
{
    return terms_count(language, text_in(body, span), WORDS_MIN) == WORDS_MIN;
}

static void cut_clauses(const struct language *language, struct text body, struct span s, uint32_t sentence,
                        struct part *out, size_t *n, size_t most)
{
    struct text t = text_of(body.ptr, s.end);
    uint32_t from = s.begin;
    unsigned size;

    for (size_t at = s.begin; at < s.end; at += size) {
        uint32_t point = utf8_at(t, at, &size);
        size_t next = point_is_space(point) ? skip_space(t, at) : 0;

        if (next <= at || next >= s.end)
            continue;
        size = (unsigned)(next - at);
        if (clause_begins(t, at, next) && says_enough(language, body, (struct span){ from, (uint32_t)next }) &&
            says_enough(language, body, (struct span){ (uint32_t)next, s.end })) {
            add_part(body, (struct span){ from, (uint32_t)next }, sentence, out, n, most);
            from = (uint32_t)next;
        }
    }
    add_part(body, (struct span){ from, s.end }, sentence, out, n, most);
}

size_t parts_of(const struct language *language, struct text body, const uint32_t *sentences, size_t n_sentences,
                struct span whole, struct part *out, size_t most)
{
    size_t n = 0;

    if (whole.end > body.len || span_empty(whole))
        return 0;
    for (size_t k = sentence_at(sentences, n_sentences, whole.begin);
         k < n_sentences && sentences[k] < whole.end && n < most; k++) {
        uint32_t end = k + 1 < n_sentences ? sentences[k + 1] : (uint32_t)body.len;
        struct span s = { sentences[k] > whole.begin ? sentences[k] : whole.begin, end < whole.end ? end : whole.end };

        if (!span_empty(s))
            cut_clauses(language, body, s, (uint32_t)k, out, &n, most);
    }
    return n;
}

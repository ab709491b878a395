/* sentence_stop.c - see sentence_stop.h.
 *
 * The treebanks have a few dozen places where an abbreviation meets a capital, too few to learn them from, and the
 * network guesses. What a reader goes by is not the abbreviation but what follows it:
 *
 *     the U.S. The talks failed      "the" has no capital but where a sentence begins
 *     at 5 p.m. Tuesday              an hour has its day behind it
 *     J. K. Rowling                  an initial behind an initial
 *     Washington, D.C. Mayor Bowser  nothing was said yet that could have ended
 *
 *     “... the boat https://t.example/V1”    a link inside of a quotation begins no sentence
 *
 * All that the network decides without such a sign stays as it is. Headlines, which give a capital to every word, show
 * nothing by theirs. */
#include "language/sentence_stop.h"

#include "base/utf8.h"
#include "page/date/calendar.h"
#include "page/date/piece.h"

enum { LOOK_AHEAD = 24 }; /* words of the sentence that may begin */

enum stop_kind {
    STOP_NONE,
    STOP_LETTERS, /* U.S. */
    STOP_LETTER,  /* B.   */
    STOP_HOUR     /* p.m. */
};

/* "U.S." 2, "B" and "B." 1, "p.m." 2 with *small; anything else 0. */
static size_t letters_of(struct text form, bool *small)
{
    size_t n = 0;

    for (size_t i = 0; i < form.len; i += 2, n++) {
        char c = form.ptr[i];

        if (!is_ascii_alpha(c) || (i + 1 < form.len && form.ptr[i + 1] != '.'))
            return 0;
        if (i == 0)
            *small = !is_ascii_upper(c);
        else if (*small == is_ascii_upper(c))
            return 0;
    }
    return n;
}

/* The abbreviation whose stop is or is in word i; *at: where it begins. */
static enum stop_kind stop_at(const struct parsed_word *words, size_t i, size_t *at)
{
    bool small = false;
    size_t n;

    *at = i;
    if (text_is(words[i].form, ".")) {
        if (i == 0 || !words[i].glued)
            return STOP_NONE;
        *at = i - 1;
    } else if (!text_ends(words[i].form, "."))
        return STOP_NONE;
    n = letters_of(words[*at].form, &small);
    if (small)
        return n == 2 && *at > 0 && is_ascii_digit(words[*at - 1].form.ptr[0]) ? STOP_HOUR : STOP_NONE;
    return n == 0 ? STOP_NONE : n == 1 ? STOP_LETTER : STOP_LETTERS;
}

static uint32_t first_of(struct text form)
{
    unsigned size;

    return form.len ? utf8_at(form, 0, &size) : 0;
}

/* A capital and small letters, or a capital alone: "The", "A", not "EST". */
static bool is_title(struct text form)
{
    unsigned size;

    if (!point_is_upper(first_of(form)))
        return false;
    utf8_at(form, 0, &size);
    return size >= form.len || (!point_is_upper(utf8_at(form, size, &size)) && form.ptr[size] != '.');
}

static bool is_small(struct text form)
{
    uint32_t point = first_of(form);

    return point_is_letter(point) && !point_is_upper(point);
}

static bool has_tag(const struct language *l, const struct parsed_word *w, const char *list)
{
    struct text upos = language_upos(l, w->tag), rest = text_c(list);

    while (rest.ptr)
        if (text_eq(text_cut(&rest, ' '), upos))
            return true;
    return false;
}

static bool has_verb(const struct language *l, const struct parsed_word *words, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (has_tag(l, &words[i], "VERB AUX"))
            return true;
    return false;
}

static bool is_day(struct text form)
{
    struct place s = place_at(form, 0);

    return s.p.type == PIECE_WORD && (calendar_month(s.p.word) >= 0 || calendar_weekday(&s) >= 0);
}

static bool is_mark(const struct parsed_word *w)
{
    return point_quote(first_of(w->form)) != QUOTE_NONE;
}

/* Is word i a link in quotation marks: they have been opened, or are closed right behind it? */
static bool is_quoted_link(const struct parsed_word *words, size_t n, size_t first, size_t i)
{
    bool open = false;

    if (!text_starts_fold(words[i].form, "www.") && text_find(words[i].form, text_c("://"), 0) == NOWHERE)
        return false;
    if (i + 1 < n && words[i + 1].glued && is_mark(&words[i + 1]))
        return true;
    for (size_t k = first; k < i; k++)
        if (is_mark(&words[k]))
            open = !words[k].glued || k == first;
    return open;
}

/* Words of a grammar, which have no capital inside of a sentence. English "I" has one anywhere. */
static bool is_grammar(const struct language *l, const struct parsed_word *w)
{
    return !text_is(w->form, "I") && has_tag(l, w, "DET PRON ADP SCONJ CCONJ AUX PART ADV");
}

/* Is there a small word in the sentence so far, or right behind word i? Else it may be a headline. */
static bool is_prose(const struct parsed_word *words, size_t n, size_t first, size_t i)
{
    if (i + 1 < n && is_small(words[i + 1].form))
        return true;
    for (size_t k = first; k < i; k++)
        if (is_small(words[k].form) && !text_ends(words[k].form, "."))
            return true;
    return false;
}

bool sentence_stops(const struct language *l, const struct parsed_word *words, size_t n, size_t first, size_t i,
                    bool ended, const float *ends)
{
    const struct parsed_word *next = &words[i];
    size_t last = i - 1, at, before, to;
    bool quoted = last > first && words[last].glued && is_mark(&words[last]);
    enum stop_kind kind;

    if (ended && is_quoted_link(words, n, first, i) && !quoted && !has_tag(l, &words[last], "PUNCT"))
        return false;
    /* "... to the U.S." He left. */
    kind = stop_at(words, last - quoted, &at);
    if (kind == STOP_NONE || at < first || !is_title(next->form))
        return ended;
    if (is_grammar(l, next))
        return is_prose(words, n, first, i) || ended;
    if (quoted)
        return ended;
    if (kind == STOP_HOUR)
        return is_day(next->form) ? false : ended || !has_tag(l, next, "PROPN");
    /* An initial: "J. K. Rowling", "George W. Bush". */
    if (kind == STOP_LETTER && at > first && stop_at(words, at - 1, &before) == STOP_LETTER)
        return false;
    if (kind == STOP_LETTER && text_find(language_feats(l, next->tag), text_c("Number=Plur"), 0) != NOWHERE &&
        has_tag(l, next, "NOUN"))
        return true;
    ended = ended && has_verb(l, words, first, at);
    if (!ended || kind == STOP_LETTERS)
        return ended;
    for (to = i + 1; to < n && to < i + LOOK_AHEAD && !words[to].paragraph && ends[to - 1] <= 0;)
        to++;
    return has_verb(l, words, i, to);
}

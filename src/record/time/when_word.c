/* when_word.c - the words that dates are made of. Months and weekdays count only with a capital: "may" and
 * "march" are verbs, "sun" is none of ours. */
#include "page/words/vocabulary.h"
#include "record/time/when_scan.h"

#define WORD_BYTES_MAX 12 /* of the name of a month or a weekday: "September" */

struct text scan_word(const struct scan *s, int k)
{
    struct text w;

    if ((int64_t)s->at + k < 0 || (int64_t)s->at + k >= s->end)
        return text_of("", 0);
    w = s->doc->tokens[s->at + (uint32_t)k].norm;
    if (w.len > 2 && w.ptr[w.len - 1] == '.') /* Aug. */
        w.len--;
    return w;
}

static bool capital(const struct scan *s, int k)
{
    return (int64_t)s->at + k < s->end && s->doc->tokens[s->at + (uint32_t)k].feats & FEAT_CAPITAL;
}

bool word_in(struct text w, const char *list)
{
    for (const char *at = list; w.len && *at; at += *at == ' ') { /* in one pass: each word is looked for in many lists */
        size_t n = 0;

        while (n < w.len && at[n] == w.ptr[n] && at[n] && at[n] != ' ')
            n++;
        if (n == w.len && (!at[n] || at[n] == ' '))
            return true;
        for (at += n; *at && *at != ' ';)
            at++;
    }
    return false;
}

bool scan_is(const struct scan *s, int k, const char *list)
{
    return word_in(scan_word(s, k), list);
}

bool scan_step(struct scan *s, const char *list)
{
    if (!scan_is(s, 0, list))
        return false;
    s->at++;
    return true;
}

int word_index(struct text w, const char *const *lists, int n)
{
    for (int i = 0; i < n; i++)
        if (word_in(w, lists[i]))
            return i;
    return -1;
}

/* "Monday's" may be one token. */
static struct text without_s(struct text w)
{
    return w.len > 2 && text_ends(w, "'s") ? text_of(w.ptr, w.len - 2) : w;
}

/* The number of a word in a table; -1: it has none. */
static int number_in(const struct vocabulary_table *table, struct text w)
{
    char word[WORD_BYTES_MAX + 1];

    if (w.len == 0 || w.len > WORD_BYTES_MAX)
        return -1;
    memcpy(word, w.ptr, w.len);
    word[w.len] = '\0';
    return vocabulary_number(table, word);
}

int scan_weekday(const struct scan *s, int k)
{
    return capital(s, k) ? number_in(&vocabulary_english_weekdays, without_s(scan_word(s, k))) : -1;
}

int scan_month(const struct scan *s, int k)
{
    struct text w = scan_word(s, k);
    int month;

    if (w.len > 4 && text_starts(w, "mid-")) {
        size_t at = s->doc->tokens[s->at + (uint32_t)k].span.begin + 4;

        if (at >= s->doc->body.len || !is_ascii_upper(s->doc->body.ptr[at]))
            return 0;
        w = text_of(w.ptr + 4, w.len - 4);
    } else if (!capital(s, k))
        return 0;
    month = number_in(&vocabulary_english_months, w);
    return month > 0 ? month : 0;
}

/* A number of at most four digits, -1 otherwise. "14th" is 14 if ordinals may be. */
static int number_of(struct text w, bool ordinal)
{
    int value = 0;
    size_t n = 0;

    while (n < w.len && is_ascii_digit(w.ptr[n]) && n < 5)
        value = value * 10 + (w.ptr[n++] - '0');
    if (n == 0 || n > 4)
        return -1;
    if (n == w.len)
        return value;
    if (ordinal && word_in(text_of(w.ptr + n, w.len - n), "st nd rd th"))
        return value;
    return -1;
}

int scan_day(const struct scan *s, int k)
{
    int n = number_of(scan_word(s, k), true);

    return n >= 1 && n <= 31 ? n : 0;
}

bool scan_ordinal(const struct scan *s, int k)
{
    return number_of(scan_word(s, k), true) > 0 && number_of(scan_word(s, k), false) < 0;
}

int scan_year(const struct scan *s, int k)
{
    struct text w = scan_word(s, k);
    int n = w.len == 4 ? number_of(w, false) : -1;

    return n >= 1900 && n <= 2100 ? n : 0;
}

int scan_count(struct scan *s)
{
    static const char *const names[] = { "one a an", "two",   "three", "four", "five",   "six",
                                         "seven",    "eight", "nine",  "ten",  "eleven", "twelve" };
    int n;

    if (scan_is(s, 0, "a") && scan_is(s, 1, "few couple")) {
        s->at += 2;
        scan_step(s, "of");
        return -2;
    }
    if (scan_step(s, "few several many some couple"))
        return -2;
    n = word_index(scan_word(s, 0), names, 12);
    if (n >= 0) {
        s->at++;
        return n + 1;
    }
    n = number_of(scan_word(s, 0), false);
    if (n < 0 || n > 999)
        return -1;
    s->at++;
    return n;
}

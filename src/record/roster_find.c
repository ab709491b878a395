/* roster_find.c - what a roster is asked: who goes by a last name, who holds an office when.
 *
 *     person  Idris al-Kadem | president | 2025-01-29 |
 *
 * is found by al-Kadem, Al-Kadem and Kadem; no term lets him speak in 2024, one does in June 2025.
 *
 * Last names stand in one array by hash, then actor, so that all who bear a name lie side by side and
 * a search by halves finds the first. Apostrophes count as plain in hash and comparison.
 *
 * Of the terms that hold at a date the latest begun is taken. One that is `last known` holds
 * on behind its end until a later term of the person begins, and gives way to any that is sure. */
#include "record/roster_index.h"

#include <stdlib.h>

/* ---- last names ---- */

static struct text last_word(struct text name, struct text *before)
{
    size_t i = name.len;

    while (i > 0 && !is_ascii_space(name.ptr[i - 1]))
        i--;
    *before = text_trim(text_of(name.ptr, i));
    return text_of(name.ptr + i, name.len - i);
}

static struct text last_name_of(struct text name)
{
    static const char *const suffixes[] = { "Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV" };
    struct text before, word = last_word(name, &before);

    for (size_t i = 0; i < COUNT_OF(suffixes); i++)
        if (before.len && text_is(word, suffixes[i])) {
            word = last_word(before, &before);
            if (word.len > 1 && word.ptr[word.len - 1] == ',')
                word.len--;
            break;
        }
    return word;
}

/* Bytes of a curly apostrophe at i, which counts as a plain one; 0: it is none. */
static size_t curly_at(struct text t, size_t i)
{
    return t.len - i >= 3 &&
                   (memcmp(t.ptr + i, "\xE2\x80\x99", 3) == 0 || memcmp(t.ptr + i, "\xE2\x80\x98", 3) == 0)
               ? 3
               : 0;
}

/* FNV-1a with apostrophes plain. */
static uint32_t plain_hash(struct text t)
{
    uint64_t h = 0xCBF29CE484222325u;

    for (size_t i = 0, n; i < t.len; i += n ? n : 1) {
        n = curly_at(t, i);
        h = (h ^ (n ? (unsigned char)'\'' : (unsigned char)t.ptr[i])) * 0x100000001B3u;
    }
    return (uint32_t)(h ^ h >> 32);
}

static bool plain_eq(struct text a, struct text b)
{
    size_t i = 0, j = 0;

    while (i < a.len && j < b.len) {
        size_t n = curly_at(a, i), m = curly_at(b, j);

        if ((n ? '\'' : a.ptr[i]) != (m ? '\'' : b.ptr[j]))
            return false;
        i += n ? n : 1;
        j += m ? m : 1;
    }
    return i == a.len && j == b.len;
}

static bool add_last_name(struct roster_index *x, struct arena *mem, struct text word, uint32_t actor)
{
    struct last_name *larger =
        arena_grow(mem, x->last_names, x->n_last_names, &x->last_names_room, sizeof *larger);

    if (!larger)
        return false;
    x->last_names = larger;
    x->last_names[x->n_last_names++] = (struct last_name){
        .word = word.ptr, .len = (uint32_t)word.len, .hash = plain_hash(word), .actor = actor
    };
    return true;
}

bool roster_add_last_names(struct roster_index *x, struct arena *mem, struct text name, uint32_t actor)
{
    struct text word = last_name_of(name), bare;
    const char *hyphen = memchr(word.ptr, '-', word.len);
    size_t article = hyphen ? (size_t)(hyphen - word.ptr) : 0;
    char *other;

    if (!add_last_name(x, mem, word, actor))
        return false;
    bare = text_of(word.ptr + article, word.len - article);
    if (article != 2 || bare.len < 4) /* al-, el-, as-, Ed-: the article before a name */
        return true;
    if (!memchr("aAeE", word.ptr[0], 4))
        return true;
    other = arena_copy(mem, word.ptr, word.len);
    if (!other)
        return false;
    other[0] = (char)(is_ascii_upper(other[0]) ? ascii_lower(other[0]) : other[0] - 32);
    return add_last_name(x, mem, text_of(other, word.len), actor) &&
           add_last_name(x, mem, text_of(bare.ptr + 1, bare.len - 1), actor);
}

static int by_hash(const void *a, const void *b)
{
    const struct last_name *x = a, *y = b;

    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->actor > y->actor) - (x->actor < y->actor);
}

void roster_sort_last_names(struct roster_index *x)
{
    if (x->n_last_names)
        qsort(x->last_names, x->n_last_names, sizeof *x->last_names, by_hash);
}

size_t roster_by_last_name(const struct roster *roster, struct text last_name, size_t from)
{
    const struct roster_index *x = roster->index;
    uint32_t hash = plain_hash(last_name);
    size_t low = 0, high = x ? x->n_last_names : 0;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct last_name *l = &x->last_names[middle];

        if (l->hash < hash || (l->hash == hash && l->actor < from))
            low = middle + 1;
        else
            high = middle;
    }
    for (; x && low < x->n_last_names && x->last_names[low].hash == hash; low++)
        if (plain_eq(text_of(x->last_names[low].word, x->last_names[low].len), last_name))
            return x->last_names[low].actor;
    return SIZE_MAX;
}

/* ---- terms ---- */

static bool begun_by(const struct term *t, long last)
{
    return !date_known(t->from) || date_to_days(t->from) <= last;
}

/* 0: does not hold; 1: held last, as far as is known; 2: holds. */
static int holds(const struct actor *actor, const struct term *t, struct date date)
{
    long first = date_to_days(date), last = date_last_days(date), end;

    if (!begun_by(t, last))
        return 0;
    if (!date_known(t->to))
        return 2;
    end = date_last_days(t->to);
    if (first <= end)
        return 2;
    if (!t->last_known)
        return 0;
    for (size_t i = 0; i < actor->n_terms; i++) {
        const struct term *other = &actor->terms[i];

        if (other != t && date_known(other->from) && date_compare(other->from, t->from) > 0 &&
            date_to_days(other->from) >= date_to_days(t->to) && begun_by(other, last))
            return 0;
    }
    return 1;
}

const struct term *roster_term(const struct roster *roster, const struct actor *actor, struct date date)
{
    const struct term *best = NULL;
    int best_rank = 0;

    (void)roster;
    for (size_t i = 0; i < actor->n_terms; i++) {
        const struct term *t = &actor->terms[i];
        int rank, order;

        if (date_known(date))
            rank = holds(actor, t, date);
        else
            rank = t->last_known || !date_known(t->to) ? 2 : 1;
        if (rank == 0)
            continue;
        order = best ? date_compare(t->from, best->from) : 1;
        if (rank > best_rank || (rank == best_rank && order > 0)) {
            best = t;
            best_rank = rank;
        }
    }
    return best;
}

size_t roster_party(const struct roster *roster, struct text code)
{
    const uint32_t *party = roster->index ? lookup_find(&roster->index->names, code, SCOPE_CODE) : NULL;

    return party ? *party : SIZE_MAX;
}

/* roster_find.c - what a roster is asked: who goes by a last name, who holds an office when.
 *
 *     person  Idris al-Kadem | president | 2025-01-29 |
 *
 * is found by al-Kadem, Kadem and Kadhem; no term lets him speak in 2024, one does in June 2025.
 *
 * Last names stand in one array by hash, then actor, so that all who bear a name lie side by side and
 * a binary search finds the first. Spellings of one name have one hash (record/knowledge/spelling.h).
 *
 * Of the terms that hold at a date the latest begun is taken. One that is `last known` holds
 * on behind its end until a later term of the person begins, and gives way to any that is sure. */
#include "record/knowledge/roster_reader.h"
#include "record/knowledge/spelling.h"

#include <stdlib.h>

/* ---- last names ---- */

priscus_status roster_add_last_name(struct roster_index *x, struct arena *mem, struct text name, uint32_t actor)
{
    struct text before, word = spelling_last_name(name, &before);
    struct last_name *larger = arena_grow(mem, x->last_names, x->n_last_names, &x->last_names_room, sizeof *larger);

    if (!larger)
        return PRISCUS_ENOMEM;
    x->last_names = larger;
    x->last_names[x->n_last_names++] = (struct last_name){ .name = name.ptr,
                                                           .len = (uint32_t)name.len,
                                                           .word = (uint32_t)(word.ptr - name.ptr),
                                                           .word_len = (uint32_t)word.len,
                                                           .hash = spelling_hash(word),
                                                           .actor = actor };
    return PRISCUS_OK;
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

/* The first actor from `from` on who has `last` for a last name and, if `whole` is one, may bear that name. */
static size_t find(const struct roster *roster, struct text last, struct text whole, size_t from)
{
    const struct roster_index *x = roster->index;
    uint32_t hash = spelling_hash(last);
    size_t low = 0, high = x ? x->n_last_names : 0;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct last_name *l = &x->last_names[middle];

        if (l->hash < hash || (l->hash == hash && l->actor < from))
            low = middle + 1;
        else
            high = middle;
    }
    for (; x && low < x->n_last_names && x->last_names[low].hash == hash; low++) {
        const struct last_name *l = &x->last_names[low];

        if (spelling_meets(text_of(l->name + l->word, l->word_len), last) &&
            (!whole.ptr || (l->word > 0 && spelling_person_meets(text_of(l->name, l->len), whole))))
            return l->actor;
    }
    return SIZE_MAX;
}

size_t roster_by_last_name(const struct roster *roster, struct text last_name, size_t from)
{
    return find(roster, last_name, (struct text){ 0 }, from);
}

size_t roster_by_name(const struct roster *roster, struct text name, size_t from)
{
    struct text before, last = spelling_last_name(name, &before);

    return before.len ? find(roster, last, name, from) : SIZE_MAX;
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

const struct term *roster_term(const struct actor *actor, struct date date)
{
    const struct term *best = NULL;
    int best_rank = 0;

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

/* copy_way.c - see copy_way.h. */
#include "story/copies/copy_way.h"

#include "page/name/source_line.h"
#include "story/sources/medium.h"

#define PART_MOST .75 /* of the other's size */

/* ---- whose text it says it is -------------------------------------------------------------- */

struct medium {
    char bytes[MEDIUM_KEY_MAX];
    struct text key;
};

static void medium_of(struct text name, struct text address, struct medium *out)
{
    out->key = medium_key(name, address, out->bytes);
}

static bool same_medium(const struct medium *a, const struct medium *b)
{
    return a->key.len && text_eq(a->key, b->key);
}

static bool is_named(struct text name, const struct medium *by)
{
    struct medium named;

    medium_of(name, (struct text){ 0 }, &named);
    return name.len && same_medium(&named, by);
}

/* Does `it` say that its text is from the outlet `from`, whose page the other is? */
static bool takes_from(const struct article *it, const struct medium *own, const struct article *other,
                       const struct medium *from)
{
    if (same_medium(own, from))
        return it->republished_by.ptr && !other->republished_by.ptr;
    for (size_t i = 0; i < it->n_agencies; i++)
        if (is_named(it->agencies[i], from))
            return true;
    for (size_t i = 0; i < it->n_cited; i++)
        if (is_named(it->cited[i].name, from))
            return true;
    return is_named(text_in(it->body, source_line_find(it->body)), from);
}

/* ---- dates -------------------------------------------------------------------------------- */

static bool has_time(struct date d)
{
    return d.precision == PRECISION_MINUTE || d.precision == PRECISION_SECOND;
}

static long minutes_of(struct date d)
{
    return date_to_days(d) * 1440 + d.hour * 60 + d.minute - (d.zone == DATE_NO_ZONE ? 0 : d.zone);
}

static int order(long a, long b)
{
    return a < b ? -1 : a > b;
}

/* Below 0: a is before b; 0: nobody can tell, or they are of the same minute. */
static int date_order(struct date a, struct date b)
{
    if (!date_known(a) || !date_known(b) || a.precision >= PRECISION_BEFORE || b.precision >= PRECISION_BEFORE)
        return 0;
    if (has_time(a) && has_time(b) && (a.zone == DATE_NO_ZONE) == (b.zone == DATE_NO_ZONE))
        return order(minutes_of(a), minutes_of(b));
    if (date_last_days(a) < date_to_days(b))
        return -1;
    return date_last_days(b) < date_to_days(a);
}

/* When this text was published: a page that was changed since says so. */
static struct date version_of(const struct article *it)
{
    return date_order(it->published, it->modified) < 0 ? it->modified : it->published;
}

/* ---- both --------------------------------------------------------------------------------- */

static struct text behind_headline(const struct article *it)
{
    uint32_t from = 0;

    for (size_t i = 0; i < it->n_paragraphs && it->paragraphs[i].role == ROLE_HEADLINE; i++)
        from = it->paragraphs[i].body.end;
    return text_trim(text_of(it->body.ptr + from, it->body.len - from));
}

/* A new headline makes no new version. */
static bool texts_differ(const struct article *a, const struct article *b, const struct overlap *overlap)
{
    return (overlap->shared < overlap->mine || overlap->shared < overlap->theirs) &&
           !text_eq(behind_headline(a), behind_headline(b));
}

/* Is the smaller text a part of the other, and not, but for some words, all of it? */
static bool is_part(const struct overlap *overlap)
{
    size_t smaller = overlap->mine < overlap->theirs ? overlap->mine : overlap->theirs;
    size_t larger = overlap->mine < overlap->theirs ? overlap->theirs : overlap->mine;

    return overlap_jaccard(overlap) < .5 || (double)smaller < PART_MOST * (double)larger;
}

struct copy_way copy_way_of(const struct article *later, const struct article *earlier, const struct overlap *overlap)
{
    struct medium new_medium, old_medium;
    bool part = is_part(overlap), new_is_smaller = overlap->mine < overlap->theirs;
    bool same_address = later->address.len && text_eq(later->address, earlier->address);
    bool same, new_takes, old_takes, new_is_copy;
    int by_date;

    medium_of(later->outlet, later->address, &new_medium);
    medium_of(earlier->outlet, earlier->address, &old_medium);
    same = same_address || same_medium(&new_medium, &old_medium);
    by_date = date_order(earlier->published, later->published);
    if (!by_date && same)
        by_date = date_order(version_of(earlier), version_of(later));
    if (!by_date && same_address)
        by_date = -1; /* fetched again */
    new_takes = takes_from(later, &new_medium, earlier, &old_medium);
    old_takes = takes_from(earlier, &old_medium, later, &new_medium);
    if (new_takes != old_takes)
        new_is_copy = new_takes;
    else if (by_date)
        new_is_copy = by_date < 0;
    else
        new_is_copy = !part || new_is_smaller;
    if (part && new_is_copy == new_is_smaller && !same_address)
        return (struct copy_way){ new_is_copy, COPY_EXCERPT };
    return (struct copy_way){ new_is_copy,
                              same && by_date && texts_differ(later, earlier, overlap) ? COPY_UPDATE : COPY_WHOLE };
}

/* roster_person.c - the persons of a roster, and their terms of office.
 *
 *     person  Ilse Brandt; Ilsa Brandt | president | 2019-05-02 |
 *     person  Ilse Brandt | envoy | 2015 | last known 2016-03
 *
 * is one person with two terms, found under both spellings. The first name says who it is; a
 * variant does too if it is more than one word, since two people may both be "Kim" for short. */
#include "record/knowledge/roster_reader.h"

static bool full_name(struct text name)
{
    for (size_t i = 0; i < name.len; i++)
        if (is_ascii_space(name.ptr[i]))
            return true;
    return false;
}

/* The person of the open party who goes by one of these names, or a new one. */
static priscus_status find_person(struct roster_reader *r, struct text names, uint32_t *actor)
{
    uint32_t scope = roster_actor_scope(r->party, ACTOR_PERSON);
    struct text rest = names, name, first = { 0 };

    while (config_value(&rest, &name)) {
        uint32_t *known = lookup_find(&r->index->names, name, scope);

        if (known && (!first.ptr || full_name(name))) {
            *actor = *known;
            return PRISCUS_OK;
        }
        if (!first.ptr)
            first = name;
    }
    return roster_new_actor(r, ACTOR_PERSON, first, actor);
}

static priscus_status name_person(struct roster_reader *r, struct text names, uint32_t actor)
{
    uint32_t scope = roster_actor_scope(r->party, ACTOR_PERSON);
    struct text rest = names, name;

    for (bool first = true; config_value(&rest, &name); first = false) {
        uint32_t *known = lookup_find(&r->index->names, name, scope);
        priscus_status status;

        if ((known && *known == actor) || lookup_find(&r->index->variants, name, actor))
            continue;
        /* Two people may both be called "Kim" for short; a full name is one person's. */
        if (known || (!first && !full_name(name)))
            status = lookup_add(&r->index->variants, r->mem, name, actor, actor);
        else
            status = lookup_add(&r->index->names, r->mem, name, scope, actor);
        if (status == PRISCUS_OK)
            status = roster_add_last_name(r->index, r->mem, name, actor);
        if (status == PRISCUS_OK)
            status = roster_add_phrase(r, name, actor);
        if (status != PRISCUS_OK)
            return status;
    }
    return PRISCUS_OK;
}

/* 2024, 2024-06 or 2024-06-01, and empty for unknown. False: it is none, a mistake. */
static bool read_date(struct roster_reader *r, struct text value, bool is_end, struct date *out)
{
    char shown[CONFIG_SHOW];
    struct date d = { .zone = DATE_NO_ZONE };

    if (value.len && ((value.len != 4 && value.len != 7 && value.len != 10) || !date_parse_iso(value, &d) ||
                      d.precision > PRECISION_DAY)) {
        config_mistake(&r->config, "there is no date \"%s\"; a date is 2024, 2024-06 or 2024-06-01%s",
                       config_show(value, shown), is_end ? ", or \"last known\" and a date" : "");
        return false;
    }
    *out = d;
    return true;
}

/* False: a mistake. */
static bool read_term(struct roster_reader *r, struct text office, struct text from, struct text to, struct term *out)
{
    struct term term = { .office = office, .party = r->party, .at = { r->config.file, r->config.line } };
    char begins[DATE_TEXT_MAX], ends[DATE_TEXT_MAX];
    bool good;

    if (text_starts(to, "last known")) {
        to = text_trim(text_of(to.ptr + 10, to.len - 10));
        term.last_known = true;
        if (to.len == 0) {
            config_mistake(&r->config, "\"last known\" needs a date behind it, as in last known 2024-06");
            return false;
        }
    }
    good = read_date(r, from, false, &term.from);
    good = read_date(r, to, true, &term.to) && good;
    if (!good)
        return false;
    if (date_known(term.from) && date_known(term.to) && date_last_days(term.to) < date_to_days(term.from)) {
        config_mistake(&r->config, "the term ends (%s) before it begins (%s)", date_format(term.to, ends),
                       date_format(term.from, begins));
        return false;
    }
    *out = term;
    return true;
}

static priscus_status add_term(struct roster_reader *r, uint32_t actor, struct term term)
{
    struct actor *a = &r->roster->actors[actor];

    /* The array doubles from 1 on: it is full whenever n_terms is 0 or a power of two. */
    if ((a->n_terms & (a->n_terms - 1)) == 0) {
        struct term *larger = arena_alloc(r->mem, (a->n_terms ? a->n_terms * 2 : 1) * sizeof *larger);

        if (!larger)
            return PRISCUS_ENOMEM;
        if (a->n_terms)
            memcpy(larger, a->terms, a->n_terms * sizeof *larger);
        a->terms = larger;
    }
    a->terms[a->n_terms++] = term;
    return PRISCUS_OK;
}

priscus_status roster_put_person(struct roster_reader *r, struct text names, struct term term)
{
    uint32_t actor;
    priscus_status status = find_person(r, names, &actor);

    if (status == PRISCUS_OK)
        status = name_person(r, names, actor);
    if (status == PRISCUS_OK)
        status = add_term(r, actor, term);
    return status;
}

priscus_status roster_add_person(struct roster_reader *r, struct text value)
{
    struct text fields[4], rest = value, names, name;
    struct term term;
    size_t n = 0;
    char shown[CONFIG_SHOW];

    for (; rest.ptr; n++) {
        struct text field = config_field(&rest, '|');

        if (n < COUNT_OF(fields))
            fields[n] = field;
    }
    if (n != COUNT_OF(fields)) {
        config_mistake(&r->config,
                       "a person is written NAME; VARIANT | office | from | to, with three \"|\"; here %s %zu",
                       n == 2 ? "is" : "are", n - 1);
        return PRISCUS_OK;
    }
    names = fields[0];
    for (rest = names; config_value(&rest, &name);)
        if (name.len == 0) {
            config_mistake(&r->config, names.len ? "a name is missing beside a \";\"" : "the person has no name");
            return PRISCUS_OK;
        }
    if (fields[1].len == 0) {
        config_mistake(&r->config, "\"%s\" has no office; write it between the first two \"|\"",
                       config_show(names, shown));
        return PRISCUS_OK;
    }
    if (!read_term(r, fields[1], fields[2], fields[3], &term))
        return PRISCUS_OK;
    return roster_put_person(r, names, term);
}

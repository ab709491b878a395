/* shares.c - see shares.h. */
#include "export/table/shares.h"

#include <stdio.h>
#include <stdlib.h>

#include "ledger/gather.h"
#include "record/record.h"

/* Pairs on their way: a table of hash chains, since there are few of them and many positions. */
struct counting {
    struct arena *mem;
    struct share *items;
    size_t n, room;
    uint32_t *slots; /* of the pairs by hash: index + 1; 0: free. A power of two of them, at most half full */
    size_t n_slots;
    size_t party, issue, stance, day; /* columns */
    bool failed;
};

enum { PAIRS_FIRST = 64 };

static size_t slot_of(const struct counting *c, struct text party, struct text issue)
{
    size_t at;

    for (at = (text_hash(party) ^ 3 * text_hash(issue)) & (c->n_slots - 1); c->slots[at];
         at = (at + 1) & (c->n_slots - 1)) {
        const struct share *s = &c->items[c->slots[at] - 1];

        if (text_eq(s->party, party) && text_eq(s->issue, issue))
            break;
    }
    return at;
}

/* Room for twice as many. */
static bool grow(struct counting *c)
{
    size_t room = c->room ? 2 * c->room : PAIRS_FIRST;
    struct share *items = arena_alloc(c->mem, room * sizeof *items);
    uint32_t *slots = arena_alloc(c->mem, 2 * room * sizeof *slots);

    if (!items || !slots)
        return false;
    if (c->n)
        memcpy(items, c->items, c->n * sizeof *items);
    memset(slots, 0, 2 * room * sizeof *slots);
    c->items = items;
    c->slots = slots;
    c->room = room;
    c->n_slots = 2 * room;
    for (size_t i = 0; i < c->n; i++)
        c->slots[slot_of(c, items[i].party, items[i].issue)] = (uint32_t)i + 1;
    return true;
}

static struct text kept(struct counting *c, struct text t)
{
    const char *copy = arena_copy(c->mem, t.ptr, t.len);

    c->failed |= !copy;
    return copy ? text_of(copy, t.len) : (struct text){ 0 };
}

static struct text value(const struct ledger_row *row, size_t column)
{
    return text_c(row->values[column] ? row->values[column] : "");
}

static void find_columns(struct counting *c, const struct ledger_row *row)
{
    for (size_t i = 0; i < row->n; i++) {
        if (strcmp(row->names[i], "party") == 0)
            c->party = i;
        else if (strcmp(row->names[i], "issue") == 0)
            c->issue = i;
        else if (strcmp(row->names[i], "stance") == 0)
            c->stance = i;
        else if (strcmp(row->names[i], "day") == 0)
            c->day = i;
    }
}

static int count(void *context, const struct ledger_row *row)
{
    struct counting *c = context;
    struct text party, issue, stance, day;
    struct share *s;
    size_t at;

    if (!row->values) {
        find_columns(c, row);
        return 0;
    }
    party = value(row, c->party);
    issue = value(row, c->issue);
    stance = value(row, c->stance);
    day = value(row, c->day);
    if (c->n == c->room && !grow(c)) {
        c->failed = true;
        return 1;
    }
    at = slot_of(c, party, issue);
    if (!c->slots[at]) {
        c->items[c->n] = (struct share){ .party = kept(c, party), .issue = kept(c, issue) };
        c->slots[at] = (uint32_t)++c->n;
    }
    s = &c->items[c->slots[at] - 1];
    if (text_is(stance, stance_text(STANCE_REJECTS)))
        s->against++;
    else if (text_is(stance, stance_text(STANCE_CONDITIONAL)))
        s->conditional++;
    else
        s->in_favour++;
    if (day.len && (!*s->first || text_compare(day, text_c(s->first)) < 0))
        snprintf(s->first, sizeof s->first, "%.*s", (int)day.len, day.ptr);
    if (day.len && (!*s->last || text_compare(day, text_c(s->last)) > 0))
        snprintf(s->last, sizeof s->last, "%.*s", (int)day.len, day.ptr);
    return c->failed;
}

static int compare(const void *left, const void *right)
{
    const struct share *a = left, *b = right;
    int party = text_compare(a->party, b->party);

    return party ? party : text_compare(a->issue, b->issue);
}

priscus_status shares_find(struct ledger *ledger, const struct ledger_filter *filter, struct arena *mem,
                           struct share_list *out, struct priscus_error *err)
{
    struct counting c = { .mem = mem };
    priscus_status status = grow(&c) ? ledger_ask(ledger, LEDGER_POSITIONS, filter, count, &c, err) : error_memory(err);

    if (status == PRISCUS_OK && c.failed)
        status = error_memory(err);
    if (status != PRISCUS_OK)
        return status;
    qsort(c.items, c.n, sizeof *c.items, compare);
    *out = (struct share_list){ c.items, c.n };
    return PRISCUS_OK;
}

/* ---- rows ------------------------------------------------------------------------------------ */

static const char *const names[] = { "party",   "issue",     "positions",     "for",   "conditional",
                                     "against", "share_for", "share_against", "first", "last" };
static const enum ledger_type types[] = { LEDGER_TEXT,   LEDGER_TEXT,   LEDGER_NUMBER, LEDGER_NUMBER, LEDGER_NUMBER,
                                          LEDGER_NUMBER, LEDGER_NUMBER, LEDGER_NUMBER, LEDGER_TEXT,   LEDGER_TEXT };

static int put_row(const struct share *s, ledger_row_fn *each, void *context)
{
    char numbers[6][32];
    const char *values[COUNT_OF(names)];
    size_t all = s->in_favour + s->conditional + s->against;

    snprintf(numbers[0], sizeof numbers[0], "%zu", all);
    snprintf(numbers[1], sizeof numbers[1], "%zu", s->in_favour);
    snprintf(numbers[2], sizeof numbers[2], "%zu", s->conditional);
    snprintf(numbers[3], sizeof numbers[3], "%zu", s->against);
    snprintf(numbers[4], sizeof numbers[4], "%.2f", (double)s->in_favour / (double)all);
    snprintf(numbers[5], sizeof numbers[5], "%.2f", (double)s->against / (double)all);
    values[0] = s->party.ptr;
    values[1] = s->issue.ptr;
    for (size_t i = 0; i < 6; i++)
        values[2 + i] = numbers[i];
    values[8] = *s->first ? s->first : NULL;
    values[9] = *s->last ? s->last : NULL;
    return each(context, &(struct ledger_row){ COUNT_OF(names), names, types, values });
}

priscus_status shares_ask(struct ledger *ledger, const struct ledger_filter *filter, ledger_row_fn *each, void *context,
                          struct priscus_error *err)
{
    struct arena mem = { 0 };
    struct share_list list;
    priscus_status status = shares_find(ledger, filter, &mem, &list, err);

    if (status == PRISCUS_OK && each(context, &(struct ledger_row){ COUNT_OF(names), names, types, NULL }) == 0)
        for (size_t i = 0; i < list.n && put_row(&list.items[i], each, context) == 0; i++)
            ;
    arena_release(&mem);
    return status;
}

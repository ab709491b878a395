/* kept_make.c - what days tell is packed and kept; see kept_days.h. */
#include <stdlib.h>

#include "story/changes/kept_bytes.h"
#include "story/changes/kept_loading.h"

#define COMPARE(a, b)                                                                                                  \
    if ((a) != (b))                                                                                                    \
    return (a) < (b) ? -1 : 1

static int compare_cell_number(const void *left, const void *right)
{
    const struct cell_day *a = left, *b = right;

    COMPARE(kept_number_of(a), kept_number_of(b));
    return cell_day_compare(a, b);
}

static priscus_status end_month(struct loading *l, int64_t month, struct buffer *bytes, struct month **packed, size_t *n,
                                size_t *room)
{
    struct month *grown = arena_grow(&l->mem, *packed, *n, room, sizeof *grown);
    struct text copy;

    if (!grown || bytes->failed || arena_text(&l->mem, buffer_as_text(bytes), &copy) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    *packed = grown;
    grown[(*n)++] = (struct month){ month, copy };
    buffer_reset(bytes);
    return PRISCUS_OK;
}

/* How many of the days behind each other have that number? */
static size_t count_cell(const struct cell_day *days, size_t n, long number)
{
    size_t same = 0;

    while (same < n && kept_number_of(&days[same]) == number)
        same++;
    return same;
}

static size_t count_history(const struct history_day *days, size_t n, long number)
{
    size_t same = 0;

    while (same < n && days[same].day == number)
        same++;
    return same;
}

/* The pair's days as they are now. The cell's are in the order of their numbers from here on. */
static priscus_status pack(struct loading *l, struct buffer *bytes, struct month **packed, size_t *n)
{
    struct kept_pair *p = &l->pair;
    size_t room = 0, cells = 0, histories = 0;
    int64_t month = 0;
    priscus_status status = PRISCUS_OK;

    *packed = NULL;
    *n = 0;
    if (p->n_cell)
        qsort(p->cell, p->n_cell, sizeof *p->cell, compare_cell_number);
    for (size_t c = 0, h = 0; (c < p->n_cell || h < p->n_history) && status == PRISCUS_OK; c += cells, h += histories) {
        long in_cell = c < p->n_cell ? kept_number_of(&p->cell[c]) : NO_DATE;
        long in_history = h < p->n_history ? p->history[h].day : NO_DATE;
        long day = in_cell < in_history ? in_cell : in_history;

        if (bytes->len && kept_month_of(day) != month)
            status = end_month(l, month, bytes, packed, n, &room);
        month = kept_month_of(day);
        if (!bytes->len)
            buffer_char(bytes, KEPT_VERSION);
        cells = count_cell(p->cell + c, p->n_cell - c, day);
        histories = count_history(p->history + h, p->n_history - h, day);
        buffer_char(bytes, (char)(day == NO_DATE ? 0 : day - kept_before_month(month)));
        buffer_char(bytes, (char)cells);
        buffer_char(bytes, (char)histories);
        for (size_t i = 0; i < cells; i++)
            kept_put_cell(&p->cell[c + i], bytes);
        for (size_t i = 0; i < histories; i++)
            kept_put_history(&p->history[h + i], bytes);
    }
    if (bytes->len && status == PRISCUS_OK)
        status = end_month(l, month, bytes, packed, n, &room);
    return status;
}

/* No ptr: it is not there. */
static struct text bytes_of(const struct month *months, size_t n, int64_t number)
{
    for (size_t i = 0; i < n; i++)
        if (months[i].number == number)
            return months[i].bytes;
    return text_of(NULL, 0);
}

/* Does every month have the same in `a` as in `b`? Where `keeps`, it is made the same as in `a`. */
static priscus_status compare_packed(struct loading *l, const struct month *a, size_t n_a, const struct month *b, size_t n_b,
                                     bool keeps, bool *same)
{
    static const char nothing = KEPT_VERSION;
    priscus_status status = PRISCUS_OK;

    *same = true;
    for (size_t i = 0; i < n_a + n_b && status == PRISCUS_OK; i++) {
        int64_t number = i < n_a ? a[i].number : b[i - n_a].number;
        struct text now = i < n_a ? a[i].bytes : text_of(&nothing, 1);

        if (i < n_a ? text_eq(now, bytes_of(b, n_b, number)) : bytes_of(a, n_a, number).ptr || text_eq(now, b[i - n_a].bytes))
            continue;
        *same = false;
        if (keeps)
            status = ledger_days_keep(l->days, number, now);
    }
    return status;
}

priscus_status kept_days_make(struct ledger *ledger, volatile sig_atomic_t *stop, struct priscus_error *err)
{
    struct loading l = { 0 };
    struct buffer bytes = { 0 };
    struct text party, issue;
    size_t waiting = 0;
    priscus_status status = ledger_counts_keep(ledger, stop, err);

    if (status == PRISCUS_OK)
        status = ledger_days_version(ledger, KEPT_VERSION, err);
    if (status == PRISCUS_OK)
        status = ledger_days_waiting(ledger, 1, &waiting, err);
    if (status != PRISCUS_OK || !waiting)
        return status;
    status = ledger_days_open(ledger, NULL, true, &l.days, err);
    kept_set_bounds(&l, NULL);
    while (status == PRISCUS_OK && !(stop && *stop) && ledger_days_next(l.days, &party, &issue)) {
        struct month *packed;
        size_t n;
        bool same;

        status = kept_load_pair(&l);
        if (status == PRISCUS_OK && l.unfit) /* it waits on, and is made from its reports each time */
            continue;
        buffer_reset(&bytes);
        if (status == PRISCUS_OK)
            status = pack(&l, &bytes, &packed, &n);
        if (status == PRISCUS_OK)
            status = compare_packed(&l, packed, n, l.months, l.n_months, true, &same);
        if (status == PRISCUS_OK)
            status = ledger_days_done(l.days);
    }
    if (status == PRISCUS_ENOMEM)
        error_memory(err);
    buffer_release(&bytes);
    kept_release(&l);
    return status;
}

priscus_status kept_days_check(struct ledger *ledger, size_t *pairs, struct priscus_error *err)
{
    struct loading l = { 0 };
    struct buffer bytes = { 0 };
    struct text party, issue;
    priscus_status status = ledger_days_open(ledger, NULL, false, &l.days, err);

    kept_set_bounds(&l, NULL);
    *pairs = 0;
    while (status == PRISCUS_OK && ledger_days_next(l.days, &party, &issue)) {
        struct month *kept, *made;
        size_t n_kept, n_made;
        bool same = true;

        status = kept_load_pair(&l);
        buffer_reset(&bytes);
        if (status == PRISCUS_OK)
            status = pack(&l, &bytes, &kept, &n_kept);
        buffer_reset(&bytes);
        if (status == PRISCUS_OK)
            status = kept_pair_again(&l.pair);
        if (status == PRISCUS_OK)
            status = pack(&l, &bytes, &made, &n_made);
        if (status == PRISCUS_OK)
            status = compare_packed(&l, made, n_made, kept, n_kept, false, &same);
        *pairs += !same;
    }
    if (status == PRISCUS_ENOMEM)
        error_memory(err);
    buffer_release(&bytes);
    kept_release(&l);
    return status;
}

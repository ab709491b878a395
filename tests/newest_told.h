/* newest_told.h - what pairs_newest() tells, as text: of the days that are kept and of all reports it has to be the same. */
#ifndef NEWEST_TOLD_H
#define NEWEST_TOLD_H

#include "drawn.h"
#include "story/changes/stance_changes.h"

static void put_end(struct buffer *out, const struct change_end *end)
{
    buffer_format(out, "%lld %s %zu %zu %.*s|", (long long)end->report.id, stance_text(end->report.stance), end->sources,
                  end->reports, (int)end->words.words.len, end->words.words.ptr);
}

struct newest_told {
    const struct newest_few *few;
    struct buffer out, changes; /* the latter a line each */
};

static int compare_lines(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* In the order of the lines; those of the last `few` days they begin with, where that is not 0. */
static void put_sorted(struct buffer *lines, size_t few, struct buffer *out)
{
    char *sorted[2000], *rest, *line;
    size_t n = 0, from = 0;

    for (line = lines->len ? strtok_r(lines->ptr, "\n", &rest) : NULL; line && n < COUNT_OF(sorted); line = strtok_r(NULL, "\n", &rest))
        sorted[n++] = line;
    qsort(sorted, n, sizeof *sorted, compare_lines);
    for (from = few && n > few ? n - few : 0; few && from && strncmp(sorted[from - 1], sorted[from], 8) == 0;)
        from--;
    for (size_t i = from; i < n; i++)
        buffer_format(out, "%s\n", sorted[i]);
    buffer_release(lines);
}

static int newer_report(const void *left, const void *right)
{
    const struct stance_report *a = left, *b = right;
    int order = date_compare(b->date, a->date);

    return order ? order : a->id != b->id ? (a->id < b->id ? -1 : 1) : a->article < b->article ? -1 : 1;
}

static priscus_status keep_newest(void *context, const struct newest_of_pair *pair, struct arena *mem)
{
    struct newest_told *told = context;
    struct stance_report *reports = arena_alloc(mem, pair->n_read * sizeof *reports);
    size_t n = pair->history->n_periods, counted = n > told->few->periods ? n - told->few->periods : 0;

    assert_true(pair->n_read > 0 && reports && pair->from <= counted);
    memcpy(reports, pair->reports, pair->n_read * sizeof *reports);
    qsort(reports, pair->n_read, sizeof *reports, newer_report);
    buffer_format(&told->out, "%.*s %.*s: %zu reports, %zu changes\n", (int)reports->party.len, reports->party.ptr,
                  (int)reports->issue.len, reports->issue.ptr, pair->n_reports, pair->n_changes);
    for (size_t i = 0; i < pair->n_read && i < told->few->reports; i++)
        buffer_format(&told->out, " %lld", (long long)reports[i].id);
    for (size_t i = 0; i < pair->n_days; i++)
        buffer_format(&told->out, " %ld:%zu/%zu/%zu", pair->days[i].day, pair->days[i].reports[0], pair->days[i].reports[1],
                      pair->days[i].reports[2]);
    for (size_t i = 0; i < n; i++) {
        const struct stance_period *p = &pair->history->periods[i];

        buffer_format(&told->out, "\n%s %ld %ld", side_text(p->side), p->first_day, p->last_day);
        if (i >= counted)
            buffer_format(&told->out, " %lld %lld %zu %zu", (long long)p->first->id, (long long)p->last->id, p->reports, p->sources);
    }
    buffer_char(&told->out, '\n');
    for (size_t i = 0; i < pair->n_changes_read; i++) {
        const struct change *c = &pair->changes[i];

        buffer_format(&told->changes, "%8ld %.*s %.*s %d ", c->last_day, (int)c->party.len, c->party.ptr, (int)c->issue.len,
                      c->issue.ptr, c->kind);
        put_end(&told->changes, &c->from);
        put_end(&told->changes, &c->to);
        buffer_char(&told->changes, '\n');
    }
    return PRISCUS_OK;
}

static char *newest(struct ledger *ledger, struct ledger_filter filter, struct newest_few few, unsigned sure)
{
    struct newest_told told = { .few = &few };
    struct priscus_error err = { 0 };

    filter.sure = sure;
    if (pairs_newest(ledger, &filter, &few, keep_newest, &told, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    put_sorted(&told.changes, few.changes, &told.out);
    buffer_char(&told.out, '\n');
    return told.out.ptr;
}

static void assert_same_newest(struct ledger *ledger, struct ledger_filter filter)
{
    static const struct newest_few fews[] = { { 1, 1, 1, 0 }, { 2, 5, 3, 0 }, { 1, 3, 2, 9 }, { 50, 9, 500, 0 } };

    for (size_t i = 0; i < COUNT_OF(fews); i++) {
        char *kept = newest(ledger, filter, fews[i], 0), *whole = newest(ledger, filter, fews[i], 1);

        assert_string_equal(kept, whole);
        free(kept);
        free(whole);
    }
}

#endif

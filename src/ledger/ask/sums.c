/* sums.c - see sums.h. */
#include "ledger/ask/sums.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- what is asked for --------------------------------------------------------------------- */

priscus_status sums_no_memory(const struct sums *s)
{
    return error_memory(s->ask->err);
}

bool ask_is_summed(const struct asking *ask)
{
    const struct ledger_filter *f = ask->filter;
    const struct date *const bounds[] = { &f->as_of, &f->since };

    for (size_t i = 0; i < COUNT_OF(bounds); i++)
        if (date_known(*bounds[i]) && (f->by == LEDGER_RECORDED || ask_is_moment(*bounds[i])))
            return false;
    return !ask->readings && !ask->story && !f->entry;
}

/* "1, 7", in order; "NULL": none; a NULL pointer: any. */
static priscus_status read_numbers(struct sums *s, const char *list, struct number_list *out)
{
    size_t room = 0;

    *out = (struct number_list){ .any = !list };
    for (const char *at = list; at && is_ascii_digit(*at);) {
        char *end;
        int64_t *grown = arena_grow(&s->mem, out->numbers, out->n, &room, sizeof *grown);

        if (!grown)
            return sums_no_memory(s);
        out->numbers = grown;
        grown[out->n++] = strtoll(at, &end, 10);
        at = *end == ',' ? end + 2 : end;
    }
    return PRISCUS_OK;
}

static int compare_numbers(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

    return (a > b) - (a < b);
}

bool is_in(const struct number_list *list, int64_t number)
{
    return list->any || (list->n && bsearch(&number, list->numbers, list->n, sizeof number, compare_numbers));
}

/* Words with the filter's speaker in them. */
static priscus_status find_names(struct sums *s)
{
    sqlite3_str *sql = sqlite3_str_new(NULL);
    struct query *stmt;
    size_t room = 0;
    bool found;
    priscus_status status;

    sqlite3_str_appendall(sql, "SELECT id FROM word WHERE instr(fold(text), fold(:speaker)) > 0 ORDER BY id");
    status = ask_prepare(s->ask, sql, NULL, &stmt);
    while (status == PRISCUS_OK && (status = ledger_step(s->ask->ledger, stmt, &found, s->ask->err)) == PRISCUS_OK && found) {
        int64_t *grown = arena_grow(&s->mem, s->names.numbers, s->names.n, &room, sizeof *grown);

        if (!grown) {
            status = sums_no_memory(s);
            break;
        }
        s->names.numbers = grown;
        grown[s->names.n++] = query_number(stmt, 0);
    }
    query_close(stmt);
    return status;
}

static block_date date_number(struct date d)
{
    return (block_date)((unsigned)d.year * 10000 + (unsigned)d.month * 100 + (unsigned)d.day);
}

priscus_status sums_open(const struct asking *ask, struct sums *s)
{
    const struct ledger_filter *f = ask->filter;
    priscus_status status;

    *s = (struct sums){ .ask = ask, .words = { .ledger = ask->ledger, .err = ask->err }, .names.any = !f->speaker };
    if (date_known(f->since))
        s->first = date_number(date_from_days(date_to_days(f->since)));
    if (date_known(f->as_of))
        s->last = date_number(date_from_days(date_last_days(f->as_of)));
    status = read_numbers(s, ask->outlets, &s->outlets);
    if (status == PRISCUS_OK)
        status = read_numbers(s, ask->parties, &s->parties);
    return status == PRISCUS_OK && f->speaker ? find_names(s) : status;
}

void sums_close(struct sums *s)
{
    known_words_forget(&s->words);
    arena_release(&s->mem);
}

bool sums_in_time(const struct sums *s, block_date d)
{
    if (!s->first && !s->last)
        return true;
    return d && (!s->last || d <= s->last) && block_date_end(d) >= s->first;
}

priscus_status sums_each_block(struct sums *s, article_block_fn *each, void *context)
{
    return article_blocks_each(s->ask->ledger, s->first, s->last ? s->last : UINT32_MAX, each, context, s->ask->err);
}

priscus_status sums_row(struct sums *s, struct key key, size_t size, size_t *at)
{
    bool is_new;
    void *grown;

    if (key_table_add(&s->rows, &s->mem, key, at, &is_new) != PRISCUS_OK ||
        !(grown = arena_grow(&s->mem, s->list, *at, &s->room, size)))
        return sums_no_memory(s);
    s->list = grown;
    if (is_new)
        memset((char *)grown + *at * size, 0, size);
    return PRISCUS_OK;
}

/* ---- the answer ---------------------------------------------------------------------------- */

static int compare_texts(struct text a, struct text b)
{
    return !a.ptr || !b.ptr ? (a.ptr != NULL) - (b.ptr != NULL) : text_compare(a, b);
}

static int compare_ranked(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    int order = a->n == b->n ? 0 : a->n > b->n ? -1 : 1;

    if (!order)
        order = compare_texts(a->a, b->a);
    return order ? order : compare_texts(a->b, b->b);
}

priscus_status sums_words(struct sums *s, struct ranked *rows, size_t n, bool second)
{
    for (size_t i = 0; i < n; i++) {
        const struct key *key = &s->rows.keys[rows[i].row];

        rows[i].a = known_word(&s->words, key->a)->text;
        if (second)
            rows[i].b = known_word(&s->words, key->b)->text;
    }
    return s->words.status;
}

void sums_rank(struct ranked *rows, size_t n)
{
    if (n)
        qsort(rows, n, sizeof *rows, compare_ranked);
}

/* Those that have fewer than the last one within the limit: their words need not be looked up. */
static void leave_out(struct ranked *rows, size_t *n, size_t limit)
{
    sums_rank(rows, *n);
    while (*n > limit && rows[*n - 1].n < rows[limit - 1].n)
        (*n)--;
}

priscus_status sums_in_order(struct sums *s, size_t size, size_t count_at, bool second, struct ranked **out, size_t *n)
{
    size_t limit = s->ask->filter->limit;
    struct ranked *rows = arena_alloc(&s->mem, s->rows.n * sizeof *rows);
    priscus_status status;

    if (!rows)
        return sums_no_memory(s);
    for (*n = 0; *n < s->rows.n; (*n)++) {
        rows[*n] = (struct ranked){ .row = *n };
        memcpy(&rows[*n].n, (const char *)s->list + *n * size + count_at, sizeof rows->n);
    }
    if (limit && limit < *n)
        leave_out(rows, n, limit);
    status = sums_words(s, rows, *n, second);
    sums_rank(rows, *n);
    if (limit && limit < *n)
        *n = limit;
    *out = rows;
    return status;
}

struct telling telling_begin(const struct asking *ask, const char *const *names, const enum ledger_type *types, size_t n)
{
    struct telling t = { .ask = ask, .row = { .n = n, .names = names, .types = types } };

    t.ended = ask->each(ask->context, &t.row) != 0;
    t.row.n = 0;
    return t;
}

void tell_text(struct telling *t, struct text text)
{
    t->values[t->row.n++] = text.ptr; /* words end with a NUL */
}

void tell_number(struct telling *t, size_t number)
{
    snprintf(t->texts[t->row.n], sizeof t->texts[0], "%zu", number);
    t->values[t->row.n] = t->texts[t->row.n];
    t->row.n++;
}

void tell_day(struct telling *t, block_date day)
{
    snprintf(t->texts[t->row.n], sizeof t->texts[0], "%04u-%02u-%02u", day / 10000 % 10000, day / 100 % 100, day % 100);
    t->values[t->row.n] = day ? t->texts[t->row.n] : NULL;
    t->row.n++;
}

void tell_row(struct telling *t)
{
    t->row.values = t->values;
    t->ended = t->ask->each(t->ask->context, &t->row) != 0;
    t->row.n = 0;
}

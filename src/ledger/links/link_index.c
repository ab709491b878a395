/* link_index.c - lists of numbers under keys, in levels. See link_index.h.
 *
 * Keys are as good as random, and in one tree each entry would have a leaf of its own to write: a page with fifty keys
 * would write fifty leaves of 8 KiB. So there are levels, each LEVEL_RATIO times as large as the one above it (a log-structured merge
 * tree: P. O'Neil, E. Cheng, D. Gawlick, E. O'Neil, Acta Informatica 33, 1996). Entries go to level 0, which is small, so that
 * entries of many pages share a leaf there. A level that is full hands its next LEVEL_SLICE entries in the order of the
 * keys down to the level below, where entries that lie beside each other share leaves again; the next slice begins
 * where that one ended, round and round. No step is larger than a slice. All levels are one table sorted by level, key and value.
 *
 *     level 0      262,144 entries      some 5,000 pages
 *     level 1    4,194,304                80,000
 *     level 2   67,108,864             1,300,000
 *     level 3   the rest
 *
 * All entries of a key in a level are older than those in the levels above it, since they go down together. */
#include "ledger/link_index.h"

#include "ledger/columns.h"
#include "ledger/sqlite/row.h"

#define LEVELS        4
#define LEVEL_ENTRIES ((int64_t)1 << 18)
#define LEVEL_RATIO   16
#define LEVEL_SLICE   16384
#define SLICES_MAX    4 /* of a level, for one page: also where its count is wrong, in a ledger that somebody changed */

struct level {
    int64_t entries, cursor; /* the next slice begins at that key */
};

/* *n: how many there are. */
static priscus_status read_levels(struct ledger *ledger, struct level levels[LEVELS], int *n, struct priscus_error *err)
{
    struct row row = row_of_kept(ledger, SQL_LINK_LEVELS, err);
    bool found;
    priscus_status status;

    *n = 0;
    while ((status = row_next(&row, &found)) == PRISCUS_OK && found && *n < LEVELS)
        levels[(*n)++] =
            (struct level){ .entries = query_number(row.stmt, 0), .cursor = query_number(row.stmt, 1) };
    query_reset(row.stmt);
    return status;
}

static priscus_status write_level(struct ledger *ledger, int level, const struct level *is, struct priscus_error *err)
{
    struct row row = row_of_table(ledger, TABLE_LINK_LEVEL, err);

    LINK_LEVEL_COLUMNS(PUT);
    return row_run(&row);
}

/* ---- asking ------------------------------------------------------------------------------- */

/* Add to `values`, up to `most`, what the level has under the key. */
static priscus_status find_in_level(struct ledger *ledger, int level, int64_t key, size_t most, bool newest,
                                    int64_t *values, size_t *n, struct priscus_error *err)
{
    struct row row = row_of_kept(ledger, newest ? SQL_LINK_LIST_NEWEST : SQL_LINK_LIST, err);
    bool found;
    priscus_status status;

    put_number(&row, level);
    put_number(&row, key);
    put_number(&row, (int64_t)(most - *n));
    while ((status = row_next(&row, &found)) == PRISCUS_OK && found && *n < most)
        values[(*n)++] = query_number(row.stmt, 0);
    query_reset(row.stmt);
    return status;
}

/* Lists are short, and come nearly sorted. */
static void sort_values(int64_t *values, size_t n)
{
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k && values[k - 1] > values[k]; k--) {
            int64_t value = values[k];

            values[k] = values[k - 1];
            values[k - 1] = value;
        }
}

priscus_status ledger_link_index_find(struct ledger *ledger, const int64_t *keys, size_t n, size_t most, bool newest,
                                      struct arena *mem, struct link_list *lists, struct priscus_error *err)
{
    struct level levels[LEVELS];
    int n_levels;
    priscus_status status = read_levels(ledger, levels, &n_levels, err);

    for (size_t i = 0; status == PRISCUS_OK && i < n; i++) {
        int64_t *values = arena_alloc(mem, most * sizeof *values);
        size_t count = 0;

        if (!values)
            return error_memory(err);
        for (int k = 0; status == PRISCUS_OK && k < n_levels && count < most; k++)
            status = find_in_level(ledger, newest ? k : n_levels - 1 - k, keys[i], most, newest, values, &count, err);
        sort_values(values, count);
        arena_trim(mem, values, most * sizeof *values, count * sizeof *values);
        lists[i] = (struct link_list){ values, count };
    }
    return status;
}

/* ---- adding ------------------------------------------------------------------------------- */

static priscus_status add_key(struct ledger *ledger, int64_t key, int64_t value, int64_t *added,
                              struct priscus_error *err)
{
    struct row row = row_of_table(ledger, TABLE_LINK_KEY, err);
    priscus_status status;

    LINK_KEY_COLUMNS(PUT);
    status = row_run(&row);
    if (status == PRISCUS_OK && *added < INT64_MAX) /* a number that somebody else has put there may be any */
        *added += ledger_changes(ledger);
    return status;
}

static priscus_status run_slice(struct ledger *ledger, enum statement_name name, int level, int64_t from, int64_t to,
                                int64_t *changed, struct priscus_error *err)
{
    struct row row = row_of_kept(ledger, name, err);
    priscus_status status;

    put_number(&row, level);
    put_number(&row, from);
    put_number(&row, to);
    status = row_run(&row);
    *changed = status == PRISCUS_OK ? ledger_changes(ledger) : 0;
    return status;
}

/* The level's next slice goes down. */
static priscus_status move_slice(struct ledger *ledger, int level, struct level *is, struct level *below,
                                 struct priscus_error *err)
{
    struct row row = row_of_kept(ledger, SQL_LINK_SLICE_END, err);
    int64_t end = 0, gone, come;
    bool found;
    priscus_status status;

    put_number(&row, level);
    put_number(&row, is->cursor);
    put_number(&row, LEVEL_SLICE);
    status = row_next(&row, &found);
    end = status == PRISCUS_OK && found ? query_number(row.stmt, 0) : INT64_MAX;
    query_reset(row.stmt);
    if (status != PRISCUS_OK ||
        (status = run_slice(ledger, SQL_LINK_SLICE_DOWN, level, is->cursor, end, &come, err)) != PRISCUS_OK ||
        (status = run_slice(ledger, SQL_LINK_SLICE_AWAY, level, is->cursor, end, &gone, err)) != PRISCUS_OK)
        return status;
    is->entries -= gone;
    is->cursor = end == INT64_MAX ? 0 : end + 1;
    below->entries += come;
    return PRISCUS_OK;
}

static priscus_status make_room(struct ledger *ledger, struct level levels[LEVELS], int *n, struct priscus_error *err)
{
    int64_t room = LEVEL_ENTRIES;
    priscus_status status = PRISCUS_OK;

    for (int k = 0; status == PRISCUS_OK && k < *n && k + 1 < LEVELS; k++, room *= LEVEL_RATIO)
        for (int i = 0; status == PRISCUS_OK && i < SLICES_MAX && levels[k].entries > room; i++) {
            if (k + 1 == *n)
                levels[(*n)++] = (struct level){ 0 };
            status = move_slice(ledger, k, &levels[k], &levels[k + 1], err);
        }
    return status;
}

priscus_status ledger_link_index_add(struct ledger *ledger, const int64_t *keys, size_t n, int64_t value,
                                     struct priscus_error *err)
{
    struct level levels[LEVELS] = { 0 };
    int n_levels;
    priscus_status status = read_levels(ledger, levels, &n_levels, err);

    if (status == PRISCUS_OK && n_levels == 0)
        n_levels = 1;
    for (size_t i = 0; status == PRISCUS_OK && i < n; i++)
        status = add_key(ledger, keys[i], value, &levels[0].entries, err);
    if (status == PRISCUS_OK)
        status = make_room(ledger, levels, &n_levels, err);
    for (int k = 0; status == PRISCUS_OK && n && k < n_levels; k++)
        status = write_level(ledger, k, &levels[k], err);
    return status;
}

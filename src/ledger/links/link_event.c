/* link_event.c - see link_event.h. */
#include "ledger/link_event.h"

#include "ledger/columns.h"
#include "ledger/sqlite/row.h"

#define KEY_MASK (((int64_t)1 << 48) - 1)

static const char *const move_names[] = { "move", "merge", "split" };

const char *story_move_text(enum story_move move)
{
    return move_names[move];
}

static void put_day(struct row *row, int64_t day)
{
    if (day == EVENT_NO_DAY)
        put_row_number(row, 0);
    else
        put_number(row, day);
}

static int64_t take_day(struct query *stmt, int at)
{
    return query_is_null(stmt, at) ? EVENT_NO_DAY : query_number(stmt, at);
}

static priscus_status take_bytes(struct query *stmt, int at, struct arena *mem, struct text *out,
                                 struct priscus_error *err)
{
    const char *bytes = query_bytes(stmt, at);
    size_t n = bytes ? query_size(stmt, at) : 0;
    char *copy = arena_copy(mem, n ? bytes : "", n);

    if (!copy)
        return error_memory(err);
    *out = text_of(copy, n);
    return PRISCUS_OK;
}

/* ---- stories ------------------------------------------------------------------------------- */

priscus_status ledger_link_story_key(struct ledger *ledger, int64_t page, int64_t *key, struct priscus_error *err)
{
    struct row row = row_of_kept(ledger, SQL_LINK_PAGE_KEY, err);
    bool found;
    priscus_status status;

    put_number(&row, page);
    status = row_next(&row, &found);
    if (status == PRISCUS_OK && found)
        *key = query_number(row.stmt, 0);
    query_reset(row.stmt);
    if (status == PRISCUS_OK && !found)
        status =
            error_set(err, PRISCUS_ELEDGER, NOWHERE, "the ledger %s lacks a page that is in a story", ledger->path);
    return status;
}

priscus_status ledger_link_story(struct ledger *ledger, int64_t story, struct arena *mem, struct link_story *out,
                                 bool *found, struct priscus_error *err)
{
    struct row row = row_of_kept(ledger, SQL_LINK_STORY, err);
    priscus_status status;

    put_number(&row, story);
    status = row_next(&row, found);
    if (status == PRISCUS_OK && *found) {
        *out = (struct link_story){ .story = story,
                                    .key = query_number(row.stmt, 0),
                                    .into = query_number(row.stmt, 1),
                                    .weighed = query_number(row.stmt, 2),
                                    .near = query_number(row.stmt, 3),
                                    .first_day = take_day(row.stmt, 4),
                                    .last_day = take_day(row.stmt, 5) };
        status = take_bytes(row.stmt, 6, mem, &out->terms, err);
    }
    query_reset(row.stmt);
    return status;
}

static priscus_status find_story(struct ledger *ledger, enum statement_name name, int64_t key, int64_t *id,
                                 struct priscus_error *err)
{
    struct row row = row_of_kept(ledger, name, err);

    *id = 0;
    if (name == SQL_LINK_STORY_KEY)
        put_number(&row, key);
    return row_find(&row, id);
}

static priscus_status give_row(struct ledger *ledger, struct link_story *story, struct priscus_error *err)
{
    int64_t taken, last;
    priscus_status status;

    while ((status = find_story(ledger, SQL_LINK_STORY_KEY, story->key, &taken, err)) == PRISCUS_OK && taken)
        story->key = (story->key + 1) & KEY_MASK; /* a story began with that page, and lost it */
    if (status == PRISCUS_OK && (status = find_story(ledger, SQL_LINK_STORY_LAST, 0, &last, err)) == PRISCUS_OK)
        story->story = last + 1;
    return status;
}

priscus_status ledger_link_story_keep(struct ledger *ledger, struct link_story *story, struct priscus_error *err)
{
    priscus_status status = story->story ? PRISCUS_OK : give_row(ledger, story, err);
    struct row row;

    if (status != PRISCUS_OK)
        return status;
    row = row_of_table(ledger, TABLE_LINK_STORY, err);
    LINK_STORY_COLUMNS(PUT);
    return row_run(&row);
}

/* ---- pages in stories ------------------------------------------------------------------------ */

static priscus_status take_event(struct query *stmt, struct arena *mem, struct link_event *out,
                                 struct priscus_error *err)
{
    *out = (struct link_event){ .page = query_number(stmt, 0),
                                .story = query_number(stmt, 1),
                                .beside = query_number(stmt, 2),
                                .near = query_number(stmt, 3),
                                .day = take_day(stmt, 4) };
    return take_bytes(stmt, 5, mem, &out->terms, err);
}

priscus_status ledger_link_event(struct ledger *ledger, int64_t page, struct arena *mem, struct link_event *out,
                                 bool *found, struct priscus_error *err)
{
    struct row row = row_of_kept(ledger, SQL_LINK_EVENT, err);
    priscus_status status;

    put_number(&row, page);
    status = row_next(&row, found);
    if (status == PRISCUS_OK && *found)
        status = take_event(row.stmt, mem, out, err);
    query_reset(row.stmt);
    return status;
}

priscus_status ledger_link_events(struct ledger *ledger, int64_t story, size_t most, struct arena *mem,
                                  struct link_event **out, size_t *n, struct priscus_error *err)
{
    struct link_event *events = arena_alloc(mem, most * sizeof *events);
    struct row row = row_of_kept(ledger, SQL_LINK_EVENTS, err);
    size_t count = 0;
    bool found;
    priscus_status status;

    if (!events)
        return error_memory(err);
    put_number(&row, story);
    put_number(&row, (int64_t)most);
    while ((status = row_next(&row, &found)) == PRISCUS_OK && found && count < most)
        if ((status = take_event(row.stmt, mem, &events[count++], err)) != PRISCUS_OK)
            break;
    query_reset(row.stmt);
    *out = events;
    *n = count;
    return status;
}

priscus_status ledger_link_event_keep(struct ledger *ledger, const struct link_event *event, struct priscus_error *err)
{
    struct row row = row_of_table(ledger, TABLE_LINK_EVENT, err);

    LINK_EVENT_COLUMNS(PUT);
    return row_run(&row);
}

priscus_status ledger_link_move_add(struct ledger *ledger, int64_t page, int64_t was, int64_t story,
                                    enum story_move move, struct priscus_error *err)
{
    struct row row = row_of_table(ledger, TABLE_LINK_MOVE, err);

    LINK_MOVE_COLUMNS(PUT);
    return row_run(&row);
}

/* ---- counts ---------------------------------------------------------------------------------- */

priscus_status ledger_link_counts(struct ledger *ledger, int64_t number, struct arena *mem, int64_t *articles,
                                  struct text *out, struct priscus_error *err)
{
    struct row row = row_of_kept(ledger, SQL_LINK_COUNTS, err);
    bool found;
    priscus_status status;

    *articles = 0;
    *out = text_of("", 0);
    put_number(&row, number);
    status = row_next(&row, &found);
    if (status == PRISCUS_OK && found) {
        *articles = query_number(row.stmt, 0);
        status = take_bytes(row.stmt, 1, mem, out, err);
    }
    query_reset(row.stmt);
    return status;
}

priscus_status ledger_link_counts_keep(struct ledger *ledger, int64_t number, int64_t articles, struct text counts,
                                       struct priscus_error *err)
{
    struct row row = row_of_table(ledger, TABLE_LINK_COUNT, err);

    LINK_COUNT_COLUMNS(PUT);
    return row_run(&row);
}

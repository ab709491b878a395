/* ask_days.c - what is kept of the days of each party and issue; see ledger/stance_days.h. */
#include <stdio.h>
#include <stdlib.h>

#include "ledger/ask/asking_stances.h"
#include "ledger/sqlite/row.h"
#include "ledger/stance_days.h"

#include "ledger/views.h"

struct stance_days {
    struct asking_stances a;
    size_t at; /* 1 + pair; 0: before the first */
    bool waiting;
    struct query *kept, *all, *dated, *between;
};

priscus_status ledger_days_open(struct ledger *ledger, const struct ledger_filter *filter, bool waiting,
                                struct stance_days **out, struct priscus_error *err)
{
    struct stance_days *d = calloc(1, sizeof *d);
    bool others = false;
    priscus_status status;

    if (!d)
        return error_memory(err);
    d->waiting = waiting;
    d->a.words = (struct known_words){ .ledger = ledger, .err = err };
    d->a.ask = (struct asking){ .ledger = ledger, .err = err };
    d->a.articles = (struct told_articles){ .ask = &d->a.ask, .few = !waiting };
    status = waiting ? ledger_begin(ledger, err) : asking_hold_moment(&d->a);
    if (status == PRISCUS_OK)
        status = ask_open(ledger, filter, err, &d->a.ask);
    if (status == PRISCUS_OK && d->a.ask.outlets)
        status = ask_has_other_outlets(&d->a.ask, &others);
    if (status == PRISCUS_OK && others)
        status = PRISCUS_DONE;
    if (status == PRISCUS_OK)
        status = asking_find_pairs(&d->a, waiting ? "shown_waiting" : "shown_report");
    if (status != PRISCUS_OK) {
        ledger_days_close(d);
        return status;
    }
    *out = d;
    return PRISCUS_OK;
}

void ledger_days_close(struct stance_days *d)
{
    if (!d)
        return;
    query_close(d->kept);
    query_close(d->all);
    query_close(d->dated);
    query_close(d->between);
    asking_end(&d->a);
    free(d);
}

void ledger_days_again(struct stance_days *d)
{
    d->at = 0;
}

bool ledger_days_next(struct stance_days *d, struct text *party, struct text *issue)
{
    if (d->at == d->a.n)
        return false;
    *party = d->a.pairs[d->at].party_text;
    *issue = d->a.pairs[d->at].issue_text;
    d->at++;
    return true;
}

static const struct pair *pair_of(const struct stance_days *d)
{
    return &d->a.pairs[d->at - 1];
}

priscus_status ledger_days_kept(struct stance_days *d, kept_month_fn *month, waiting_date_fn *date, void *context)
{
    /* One statement, so that no date begins to wait between the two. */
    static const char sql[] =
        "SELECT month, days, NULL FROM shown_days WHERE party = :pair_party AND issue = :pair_issue"
        " UNION ALL SELECT 0, NULL, date FROM shown_waiting WHERE party = :pair_party AND issue = :pair_issue";
    struct ledger *ledger = d->a.ask.ledger;
    bool found;
    priscus_status status;

    if (d->waiting && !ledger_in_transaction(ledger)) /* somebody may have linked pages since the last one */
        told_articles_forget(&d->a.articles);
    status = d->waiting ? ledger_begin(ledger, d->a.ask.err) : PRISCUS_OK;
    if (status == PRISCUS_OK && !d->kept)
        status = ledger_prepare(ledger, sql, &d->kept, d->a.ask.err);
    if (status != PRISCUS_OK)
        return status;
    query_reset(d->kept);
    asking_bind_pair(d->kept, pair_of(d));
    while (status == PRISCUS_OK && (status = ledger_step(ledger, d->kept, &found, d->a.ask.err)) == PRISCUS_OK && found) {
        if (query_is_null(d->kept, 1)) {
            status = date(context, column_text(d->kept, 2));
        } else {
            const char *bytes = query_bytes(d->kept, 1);

            status = month(context, query_number(d->kept, 0), text_of(bytes, bytes ? query_size(d->kept, 1) : 0));
        }
    }
    query_reset(d->kept);
    return status;
}

/* `sort` is the date, in UTC where that is known: a day more or less. */
static priscus_status bind_dated(struct stance_days *d, const char *date)
{
    char first[DATE_TEXT_MAX], last[DATE_TEXT_MAX];
    struct date day;

    snprintf(first, sizeof first, "%.10s", *date ? date : "~");
    memcpy(last, first, sizeof last);
    if (date_parse_iso(text_c(date), &day) && day.precision == PRECISION_DAY) {
        date_format(date_from_days(date_to_days(day) - 1), first);
        date_format(date_from_days(date_to_days(day) + 2), last);
    }
    return query_bind_copy(d->dated, query_parameter(d->dated, ":first_sort"), text_c(first)) &&
                   query_bind_copy(d->dated, query_parameter(d->dated, ":last_sort"), text_c(last)) &&
                   query_bind_copy(d->dated, query_parameter(d->dated, ":dated"), text_c(date))
               ? PRISCUS_OK
               : error_memory(d->a.ask.err);
}

static priscus_status each_of_pair(struct stance_days *d, struct query *stmt, stance_report_fn *each, void *context)
{
    priscus_status status;

    d->a.each = each;
    d->a.context = context;
    d->a.ended = false;
    status = asking_each_report(&d->a, stmt);
    query_reset(stmt);
    return status;
}

priscus_status ledger_days_reports(struct stance_days *d, const char *date, stance_report_fn *each, void *context)
{
    static const char dated[] = " AND shown_report.sort >= :first_sort AND shown_report.sort <= :last_sort"
                                " AND " WAITING_DATE("shown_report.date") " = :dated";
    struct query **stmt = date ? &d->dated : &d->all;
    priscus_status status = *stmt ? PRISCUS_OK : asking_prepare_pair(&d->a, date ? dated : "", stmt);

    if (status != PRISCUS_OK)
        return status;
    query_reset(*stmt);
    asking_bind_pair(*stmt, pair_of(d));
    if (date)
        status = bind_dated(d, date);
    return status == PRISCUS_OK ? each_of_pair(d, *stmt, each, context) : status;
}

priscus_status ledger_days_between(struct stance_days *d, long first, long last, stance_report_fn *each, void *context)
{
    static const char between[] = " AND shown_report.sort >= :first_sort AND shown_report.sort <= :last_sort"
                                  " AND substr(shown_report.date, 1, 10) >= :first_day AND substr(shown_report.date, 1, 10) <= :last_day"
                                  " AND length(shown_report.date) >= 10";
    const struct {
        const char *name;
        long day;
    } bounds[] = { { ":first_sort", first - 1 }, { ":last_sort", last + 2 }, { ":first_day", first }, { ":last_day", last } };
    priscus_status status = d->between ? PRISCUS_OK : asking_prepare_pair(&d->a, between, &d->between);

    if (status != PRISCUS_OK)
        return status;
    query_reset(d->between);
    asking_bind_pair(d->between, pair_of(d));
    for (size_t i = 0; i < COUNT_OF(bounds); i++) {
        char day[DATE_TEXT_MAX];

        date_format(date_from_days(bounds[i].day), day);
        if (!query_bind_copy(d->between, query_parameter(d->between, bounds[i].name), text_c(day)))
            return error_memory(d->a.ask.err);
    }
    return each_of_pair(d, d->between, each, context);
}

priscus_status ledger_days_keep(struct stance_days *d, int64_t month, struct text bytes)
{
    const struct pair *pair = pair_of(d);
    struct row row = row_of_table(d->a.ask.ledger, TABLE_SHOWN_DAYS, d->a.ask.err);

    SHOWN_DAYS_COLUMNS(PUT);
    return row_run(&row);
}

priscus_status ledger_days_done(struct stance_days *d)
{
    const struct pair *pair = pair_of(d);
    struct row row = row_of_kept(d->a.ask.ledger, SQL_WAIT_NO_MORE, d->a.ask.err);
    priscus_status status;

    put_number(&row, pair->party);
    put_number(&row, pair->issue);
    status = row_run(&row);
    return status == PRISCUS_OK ? ledger_page_done(d->a.ask.ledger, d->a.ask.err) : status;
}

priscus_status ledger_days_version(struct ledger *ledger, int version, struct priscus_error *err)
{
    struct row row = row_of_kept(ledger, SQL_DAYS_VERSION, err);
    int64_t kept;
    priscus_status status = row_find(&row, &kept);

    if (status != PRISCUS_OK || kept == version)
        return status;
    if ((status = ledger_begin(ledger, err)) == PRISCUS_OK)
        status = ledger_run_kept(ledger, SQL_WAIT_KEPT, err);
    row = row_of_kept(ledger, SQL_DAYS_VERSION_IS, err);
    if (status == PRISCUS_OK) {
        put_number(&row, version);
        status = row_run(&row);
    }
    return status == PRISCUS_OK ? ledger_commit(ledger, err) : status;
}

priscus_status ledger_days_waiting(struct ledger *ledger, size_t most, size_t *n, struct priscus_error *err)
{
    struct query *stmt;
    bool found;
    priscus_status status =
        ledger_prepare(ledger, "SELECT count(*) FROM (SELECT 1 FROM shown_waiting LIMIT ?1)", &stmt, err);

    *n = 0;
    if (status == PRISCUS_OK) {
        query_bind_number(stmt, 1, (int64_t)most);
        status = ledger_step(ledger, stmt, &found, err);
    }
    if (status == PRISCUS_OK && found)
        *n = (size_t)query_number(stmt, 0);
    query_close(stmt);
    return status;
}

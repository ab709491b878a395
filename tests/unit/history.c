/* The stances of a party, folded from reports: tests/cases/history.txt. */
#include "story/changes/history.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/file.h"
#include "story/changes/evidence.h"

#define REPORTS_MAX 40

struct history_case {
    char title[200];
    struct stance_report reports[REPORTS_MAX];
    size_t n;
    struct buffer expected;
};

/* ---- cases ------------------------------------------------------------------------------- */

static struct date date_of(struct text word, struct stance_report *r)
{
    struct date d = { .zone = DATE_NO_ZONE };

    if (text_is(word, "-"))
        return d;
    r->told_before = word.ptr[0] == '<';
    if (r->told_before)
        word = text_of(word.ptr + 1, word.len - 1);
    if (!date_parse_iso(word, &d))
        fail_msg("no date: %.*s", (int)word.len, word.ptr);
    if (r->told_before)
        d.precision = PRECISION_BEFORE;
    return d;
}

/* "2031-05-03 rejects Post others .80"; texts stay the file's, but for the chain. */
static void read_report(struct text line, struct history_case *c, struct arena *mem)
{
    struct stance_report *r = &c->reports[c->n];
    struct text word = text_cut(&line, ' ');
    bool by = text_is(word, "by");

    assert_true(c->n < REPORTS_MAX);
    *r = (struct stance_report){ .party = text_c("VEL"), .issue = text_c("quota"), .sure = 80 };
    r->article = r->page = r->copy_of = r->page_key = r->id = (int64_t)++c->n;
    r->date = date_of(by ? text_cut(&line, ' ') : word, r);
    if (by)
        r->date.precision = PRECISION_BEFORE;
    assert_true(stance_parse(text_cut(&line, ' '), &r->stance));
    r->outlet = text_cut(&line, ' ');
    while (line.len) {
        word = text_cut(&line, ' ');
        if (text_is(word, "page") || text_is(word, "others"))
            r->told_by = text_is(word, "page") ? TOLD_BY_PAGE : TOLD_BY_OTHERS;
        else if (text_is(word, "with"))
            r->counterpart = text_cut(&line, ' ');
        else if (text_is(word, "same"))
            r->page = r->page_key = r->copy_of = 1;
        else if (text_is(word, "copy"))
            r->copy_of = 1;
        else if (word.ptr[0] == '.')
            r->sure = (unsigned)(atoi(word.ptr + 1) * (word.len == 2 ? 10 : 1));
        else
            assert_true(text_is(word, "party"));
    }
    if (text_find(r->outlet, text_c("<-"), 0) != NOWHERE) {
        struct text outlet = text_of(r->outlet.ptr, text_find(r->outlet, text_c("<-"), 0));
        struct text agency = text_of(outlet.ptr + outlet.len + 2, r->outlet.len - outlet.len - 2);
        char chain[100];

        snprintf(chain, sizeof chain, "%.*s <- %.*s News Agency", (int)outlet.len, outlet.ptr, (int)agency.len,
                 agency.ptr);
        assert_int_equal(arena_text(mem, text_c(chain), &r->chain), PRISCUS_OK);
        r->outlet = outlet;
    } else {
        r->chain = r->outlet;
    }
}

/* ---- what came of it ------------------------------------------------------------------------- */

static void put_day(struct date d, struct buffer *out)
{
    char text[DATE_TEXT_MAX];

    buffer_format(out, "%.10s", date_format(d, text));
}

static void put_end(const struct stance_report *r, struct buffer *out)
{
    buffer_format(out, "%s %.*s", stance_text(r->stance), (int)r->outlet.len, r->outlet.ptr);
}

static void put_history(const struct history *h, struct buffer *out)
{
    for (size_t i = 0; i < h->n_periods; i++) {
        buffer_format(out, "= %s ", side_text(h->periods[i].side));
        put_day(h->periods[i].first->date, out);
        buffer_c(out, " .. ");
        put_day(h->periods[i].last->date, out);
        buffer_format(out, ", %zu from %zu", h->periods[i].reports, h->periods[i].sources);
        if (h->periods[i].from == HISTORY_NONE)
            buffer_c(out, i ? ", beside\n" : "\n");
        else if (h->periods[i].from != i - 1)
            buffer_format(out, ", after %zu\n", h->periods[i].from + 1);
        else
            buffer_c(out, "\n");
    }
    for (size_t i = 0; i < h->n_conflicts; i++) {
        buffer_c(out, "! ");
        put_end(h->conflicts[i].one, out);
        buffer_c(out, " | ");
        put_end(h->conflicts[i].other, out);
        if (h->conflicts[i].denied)
            buffer_c(out, ", denied\n");
        else
            buffer_format(out, ", %u days\n", h->conflicts[i].days);
    }
    for (size_t i = 0; i < h->n_undated; i++)
        buffer_format(out, "~ %s\n", side_text(h->undated[i].side));
}

static bool fold_is(const struct history_case *c, const struct stance_report *reports, const char *order)
{
    struct arena mem = { 0 };
    struct buffer got = { 0 };
    struct history history;
    bool same;

    assert_int_equal(history_fold(reports, c->n, &mem, &history), PRISCUS_OK);
    put_history(&history, &got);
    same = text_eq(buffer_as_text(&got), buffer_as_text(&c->expected));
    if (!same)
        print_error("%s (%s)\nexpected:\n%sgot:\n%s\n", c->title, order, c->expected.ptr ? c->expected.ptr : "",
                    got.ptr ? got.ptr : "");
    buffer_release(&got);
    arena_release(&mem);
    return same;
}

/* The k-th allocation fails, for each k; nothing else does. */
static void fold_without_memory(const struct history_case *c)
{
    for (long k = 1;; k++) {
        struct arena mem = { .fail_after = k };
        struct history history;
        priscus_status status = history_fold(c->reports, c->n, &mem, &history);

        arena_release(&mem);
        if (status == PRISCUS_OK)
            break;
        assert_int_equal(status, PRISCUS_ENOMEM);
    }
}

static bool check_case(struct history_case *c)
{
    struct stance_report backwards[REPORTS_MAX];
    bool good = fold_is(c, c->reports, "in order");

    for (size_t i = 0; i < c->n; i++)
        backwards[c->n - 1 - i] = c->reports[i];
    good &= fold_is(c, backwards, "backwards");
    fold_without_memory(c);
    return good;
}

static void reports_become_stances_changes_and_conflicts(void **state)
{
    struct arena mem = { 0 };
    struct history_case c = { .title = "" };
    struct text file, rest;
    size_t wrong = 0, cases = 0;

    (void)state;
    assert_int_equal(file_read(TEST_FOLDER "/cases/history.txt", (size_t)1 << 20, &mem, &file, NULL), PRISCUS_OK);
    for (rest = file; rest.len || *c.title;) {
        struct text line = text_cut(&rest, '\n');

        if (line.len && line.ptr[0] == '#')
            continue;
        if (!line.len) {
            if (*c.title) {
                wrong += !check_case(&c);
                cases++;
            }
            buffer_release(&c.expected);
            c = (struct history_case){ .title = "" };
        } else if (!*c.title) {
            snprintf(c.title, sizeof c.title, "%.*s", (int)line.len, line.ptr);
        } else if (line.ptr[0] == '=' || line.ptr[0] == '!' || line.ptr[0] == '~') {
            buffer_text(&c.expected, line);
            buffer_char(&c.expected, '\n');
        } else {
            read_report(line, &c, &mem);
        }
    }
    arena_release(&mem);
    assert_true(cases > 20);
    if (wrong)
        fail_msg("%zu of %zu cases are wrong", wrong, cases);
}

/* ---- many ------------------------------------------------------------------------------------ */

/* Every day another side, and on each fifth day both: time and memory stay those of a sort. */
static void many_reports_are_folded_in_the_time_of_a_sort(void **state)
{
    enum { MANY = 60000 };
    struct stance_report *reports = calloc(MANY, sizeof *reports);
    struct arena mem = { 0 };
    struct history history;

    (void)state;
    assert_non_null(reports);
    for (size_t i = 0; i < MANY; i++) {
        reports[i] = (struct stance_report){ .stance = i / 3 % 2 ? STANCE_REJECTS : STANCE_OPEN,
                                             .sure = 90,
                                             .told_by = i % 3 ? TOLD_BY_PAGE : TOLD_BY_PARTY,
                                             .date = date_from_days((long)(i / 15 * 2)),
                                             .outlet = text_c("Post"),
                                             .chain = text_c("Post") };
        reports[i].page = reports[i].copy_of = reports[i].page_key = reports[i].id = (int64_t)i + 1;
        if (i / 15 % 5)
            reports[i].stance = i / 15 % 2 ? STANCE_REJECTS : STANCE_OPEN;
    }
    assert_int_equal(history_fold(reports, MANY, &mem, &history), PRISCUS_OK);
    assert_true(history.n_periods > 100 && history.n_conflicts > 500);
    assert_true(mem.held < (size_t)MANY * 1000);
    arena_release(&mem);
    free(reports);
}

/* A party that changes once in sixty days, and so many reports a day that are as often right as they are sure: how many
 * changes are told, of twenty such histories together? */
static size_t changes_told(unsigned a_day)
{
    enum { DAYS = 60, RUNS = 20, A_DAY_MAX = 30 };
    static struct stance_report reports[DAYS * A_DAY_MAX];
    static char outlets[A_DAY_MAX][16];
    size_t told = 0;
    uint64_t chance = 1;

    for (unsigned run = 0; run < RUNS; run++) {
        struct arena mem = { 0 };
        struct history history;

        for (unsigned i = 0; i < DAYS * a_day; i++) {
            unsigned sure, day = i / a_day;
            bool right;

            chance = chance * 6364136223846793005u + 1442695040888963407u;
            sure = 50 + (unsigned)(chance >> 33) % 48;
            right = (unsigned)(chance >> 45) % 100 < sure;
            snprintf(outlets[i % a_day], sizeof *outlets, "Post %u", i % a_day);
            reports[i] = (struct stance_report){ .stance = (day < DAYS / 2) == right ? STANCE_REJECTS : STANCE_ACCEPTS,
                                                 .sure = sure,
                                                 .told_by = TOLD_BY_PAGE,
                                                 .date = date_from_days(22000 + day),
                                                 .outlet = text_c(outlets[i % a_day]),
                                                 .chain = text_c(outlets[i % a_day]) };
            reports[i].page = reports[i].copy_of = reports[i].page_key = reports[i].id = i + 1;
        }
        assert_int_equal(history_fold(reports, (size_t)DAYS * a_day, &mem, &history), PRISCUS_OK);
        told += history.n_periods ? history.n_periods - 1 : 0;
        arena_release(&mem);
    }
    return told;
}

static void reports_that_are_read_wrong_make_few_changes(void **state)
{
    static const unsigned a_day[] = { 1, 2, 5, 10, 30 };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(a_day); i++) {
        size_t told = changes_told(a_day[i]);

        print_message("%u reports a day: %zu changes told of 20\n", a_day[i], told);
        assert_true(told >= 18 && told <= 70);
    }
}

static void nothing_has_no_history(void **state)
{
    struct arena mem = { 0 };
    struct history history;
    struct evidence e;

    (void)state;
    assert_int_equal(history_fold(NULL, 0, &mem, &history), PRISCUS_OK);
    assert_int_equal(history.n_periods + history.n_conflicts + history.n_undated, 0);
    assert_int_equal(evidence_of(NULL, 0, &mem, &e), PRISCUS_OK);
    assert_true(e.sure == 0 && e.mass == 0 && e.sources == 0);
    arena_release(&mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reports_become_stances_changes_and_conflicts),
        cmocka_unit_test(many_reports_are_folded_in_the_time_of_a_sort),
        cmocka_unit_test(reports_that_are_read_wrong_make_few_changes),
        cmocka_unit_test(nothing_has_no_history),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

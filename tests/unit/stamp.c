/* Dates on pages: the cases are in tests/cases/stamps.txt, which needs no C to add to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/utf8.h"
#include "page/date/stamp.h"

static const char *const kinds[] = { "plain", "published", "modified", "relative" };

/* The next line that is not a comment; the blanks at its beginning stay. */
static bool next_line(struct text *rest, struct text *line)
{
    while (rest->ptr) {
        *line = text_cut(rest, '\n');
        if (!text_starts(*line, "#"))
            return true;
    }
    return false;
}

static void every_case_of_the_file(void **state)
{
    struct arena mem = { 0 };
    struct priscus_error err;
    struct text rest, line;
    struct date fetched = { 0 };
    int cases = 0, wrong = 0;

    (void)state;
    assert_int_equal(file_read(TEST_FOLDER "/cases/stamps.txt", 1 << 20, &mem, &rest, &err), PRISCUS_OK);
    while (next_line(&rest, &line)) {
        struct text want, words = { 0 };
        struct stamp got = { 0 };
        char made[100], date[DATE_TEXT_MAX];
        bool found;

        if (text_trim(line).len == 0)
            continue;
        if (text_starts(line, "crawled ")) {
            assert_true(date_parse_iso(text_of(line.ptr + 8, line.len - 8), &fetched));
            continue;
        }
        assert_true(next_line(&rest, &want));
        if (!text_is(want, "none"))
            assert_true(next_line(&rest, &words));
        found = stamp_find(line, 0, fetched, &got);
        if (found)
            snprintf(made, sizeof(made), "%s, %s%s", kinds[got.kind],
                     got.date.precision == PRECISION_BEFORE ? "before " : "",
                     date_known(got.date) ? date_format(got.date, date) : "unknown");
        else
            snprintf(made, sizeof(made), "none");
        cases++;
        if (!text_is(want, made) || (found && !text_eq(text_in(line, got.words), words))) {
            print_error("%.*s\n  want %.*s [%.*s]\n  got  %s [%.*s]\n", (int)line.len, line.ptr, (int)want.len,
                        want.ptr, (int)words.len, words.ptr ? words.ptr : "", made,
                        found ? (int)(got.words.end - got.words.begin) : 0, line.ptr + got.words.begin);
            wrong++;
        }
        fetched = (struct date){ 0 };
    }
    assert_int_equal(wrong, 0);
    assert_true(cases > 50);
    arena_release(&mem);
}

static void numbers_over_twelve_prove_the_order(void **state)
{
    struct stamp got;

    (void)state;
    assert_true(stamp_find(text_c("21/8/2031"), 0, (struct date){ 0 }, &got));
    assert_true(got.day_first_proven);
    assert_false(got.month_first_proven);
    assert_true(stamp_find(text_c("8/21/2031"), 0, (struct date){ 0 }, &got));
    assert_true(got.month_first_proven);
    assert_true(stamp_find(text_c("2/9/2031"), 0, (struct date){ 0 }, &got));
    assert_false(got.day_first_proven || got.month_first_proven);
    assert_false(date_known(got.date));
}

static void months_of_every_language_are_looked_up(void **state)
{
    /* One or more of each month and language: a table that is out of order loses words. */
    static const char *const names[12][24] = {
        { "January", "ocak", "января", "січня", "stycznia", "Januar", "janvier", "enero", "janeiro", "gennaio",
          "يناير" },
        { "Feb", "şubat", "февраля", "лютого", "lutego", "Februar", "février", "febrero", "fevereiro", "febbraio" },
        { "March", "mart", "марта", "березня", "marca", "März", "mars", "marzo", "março", "مارس" },
        { "April", "nisan", "апреля", "квітня", "kwietnia", "avril", "abril", "aprile", "أبريل" },
        { "May", "mayıs", "мая", "травня", "maja", "Mai", "mayo", "maio", "maggio", "مايو" },
        { "June", "haziran", "июня", "червня", "czerwca", "Juni", "juin", "junio", "junho", "giugno" },
        { "Jul", "temmuz", "июля", "липня", "lipca", "juillet", "julio", "julho", "luglio", "يوليو" },
        { "Aug", "ağustos", "августа", "серпня", "sierpnia", "août", "agosto", "أغسطس" },
        { "Sept", "eylül", "сентября", "вересня", "września", "septembre", "septiembre", "setembro", "settembre" },
        { "October", "ekim", "октября", "жовтня", "października", "Oktober", "octubre", "outubro", "ottobre" },
        { "Nov", "kasım", "ноября", "листопада", "listopada", "novembre", "noviembre", "novembro", "نوفمبر" },
        { "Dec", "aralık", "декабря", "грудня", "grudnia", "Dezember", "décembre", "diciembre", "dezembro",
          "dicembre" },
    };

    (void)state;
    for (int month = 0; month < 12; month++)
        for (size_t i = 0; i < 24 && names[month][i]; i++) {
            char line[80];
            struct stamp got;

            snprintf(line, sizeof(line), "7 %s 2031", names[month][i]);
            if (!stamp_find(text_c(line), 0, (struct date){ 0 }, &got) || got.date.month != month + 1)
                fail_msg("not read: %s", line);
        }
}

static void long_lines_are_read_in_one_pass(void **state)
{
    static const char *const units[] = { "1 ", "1.", "a ", "a", "1", "12/", "May ", "1 May ", "10:10 ", "\xD0\xB0" };
    size_t n = 1 << 20;
    char *line = malloc(n);

    (void)state;
    for (size_t u = 0; u < COUNT_OF(units); u++) {
        struct stamp got;
        size_t unit = strlen(units[u]);

        for (size_t i = 0; i + unit <= n; i += unit)
            memcpy(line + i, units[u], unit);
        assert_false(stamp_find(text_of(line, n / unit * unit), 0, (struct date){ 0 }, &got));
    }
    free(line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_of_the_file),
        cmocka_unit_test(numbers_over_twelve_prove_the_order),
        cmocka_unit_test(months_of_every_language_are_looked_up),
        cmocka_unit_test(long_lines_are_read_in_one_pass),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

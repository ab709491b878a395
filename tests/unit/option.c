/* Tests of cli/option/option.h: the table agrees with itself, and command lines are read as meant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "cli/option/option.h"

#define WORDS_MAX 16

/* Parse "read --jobs 2 pages", cut at blanks. The texts stay until the next call. */
static priscus_status parse(const char *line, struct options *out, struct priscus_error *err)
{
    static char copy[300];
    static char *argv[WORDS_MAX + 1];
    int argc = 0;

    assert_true(strlen(line) < sizeof copy);
    strcpy(copy, line);
    for (char *word = strtok(copy, " "); word && argc < WORDS_MAX; word = strtok(NULL, " "))
        argv[argc++] = word;
    argv[argc] = NULL;
    return option_parse(command_find(argv[0]), argc, argv, out, err);
}

static void check_wrong(const char *line, const char *message)
{
    struct options o;
    struct priscus_error err;

    assert_int_equal(parse(line, &o, &err), PRISCUS_EUSAGE);
    assert_string_equal(err.message, message);
}

static void the_table_agrees_with_itself(void **state)
{
    (void)state;
    for (int c = 0; c < COMMAND_COUNT; c++) {
        const struct option_row *row;
        bool letters[256] = { 0 };
        size_t at = 0, n = 0;

        assert_non_null(commands[c].name);
        assert_non_null(commands[c].examples[0].line);
        assert_null(commands[c].examples[COMMAND_EXAMPLES_MAX - 1].line);
        assert_true(commands[c].least == 0 || commands[c].missing);
        while ((row = option_next((enum command_id)c, &at))) {
            assert_false(row->letter && letters[(unsigned char)row->letter]);
            letters[(unsigned char)row->letter] = true;
            n++;
        }
        assert_true(n >= 1 && n < 24);
    }
    for (size_t i = 0; i < option_rows_n; i++) {
        struct text rest = text_c(option_rows[i].values);

        assert_true(option_rows[i].help[strlen(option_rows[i].help) - 1] != '.');
        while (rest.ptr) /* the help names every value */
            assert_true(text_find(text_c(option_rows[i].help), text_cut(&rest, '|'), 0) != NOWHERE);
        for (size_t j = 0; j < i; j++) /* one letter means one thing everywhere, though its values may differ */
            assert_false(option_rows[i].letter && option_rows[i].letter == option_rows[j].letter &&
                         strcmp(option_rows[i].name, option_rows[j].name) != 0);
    }
}

static void every_option_of_read_arrives(void **state)
{
    struct options o;
    char date[DATE_TEXT_MAX];

    (void)state;
    assert_int_equal(parse("read --from html --ledger l.db --to jsonl -a a.agenda --agenda b.agenda -r r.roster "
                           "-j 3 -q --fetched 2031-05-03",
                           &o, NULL),
                     PRISCUS_EUSAGE); /* no input */
    assert_int_equal(parse("read --from html -l l.db --to jsonl -a a.agenda one --agenda b.agenda -r r.roster "
                           "-j3 two",
                           &o, NULL),
                     PRISCUS_OK);
    assert_int_equal(o.from, PRISCUS_FROM_HTML);
    assert_string_equal(o.ledger, "l.db");
    assert_true(o.to_jsonl);
    assert_int_equal(o.n_agendas, 2);
    assert_string_equal(o.agendas[1], "b.agenda");
    assert_int_equal(o.n_rosters, 1);
    assert_int_equal(o.jobs, 3);
    assert_int_equal(o.n_arguments, 2);
    assert_string_equal(o.arguments[0], "one");
    assert_string_equal(o.arguments[1], "two");
    assert_int_equal(parse("read -q --fetched 2031-05-03 -- -odd-", &o, NULL), PRISCUS_OK);
    assert_true(o.quiet);
    assert_string_equal(date_format(o.fetched, date), "2031-05-03");
    assert_string_equal(o.arguments[0], "-odd-");
    assert_int_equal(parse("read -", &o, NULL), PRISCUS_OK);
    assert_string_equal(o.arguments[0], "-");
    assert_string_equal(o.ledger, "priscus.db");
}

static void every_option_of_asking_arrives(void **state)
{
    static const struct {
        const char *word;
        unsigned hundredths;
    } sure[] = { { ".8", 80 }, { "0.85", 85 }, { "1", 100 }, { "1.00", 100 }, { "0", 0 }, { ".05", 5 } };
    struct options o;

    (void)state;
    assert_int_equal(parse("statements -p RUS -i talks -s Lavrov --as-of 2031-05 -n 20 -F csv -e", &o, NULL),
                     PRISCUS_OK);
    assert_string_equal(o.party, "RUS");
    assert_string_equal(o.issue, "talks");
    assert_string_equal(o.speaker, "Lavrov");
    assert_int_equal(o.as_of.precision, PRECISION_MONTH);
    assert_int_equal(o.limit, 20);
    assert_int_equal(o.format, FORMAT_CSV);
    assert_true(o.exit_status);
    for (size_t i = 0; i < COUNT_OF(sure); i++) {
        char line[40];

        snprintf(line, sizeof line, "positions --sure %s", sure[i].word);
        assert_int_equal(parse(line, &o, NULL), PRISCUS_OK);
        assert_int_equal(o.sure, sure[i].hundredths);
    }
    assert_int_equal(
        parse("search --since 2031-05-03 --until 2031-06 --by recorded --outlet Post --story e-3fa94c12d0b7 talks", &o,
              NULL),
        PRISCUS_OK);
    assert_int_equal(o.since.precision, PRECISION_DAY);
    assert_int_equal(o.as_of.precision, PRECISION_MONTH);
    assert_int_equal(o.by, 2);
    assert_string_equal(o.outlet, "Post");
    assert_string_equal(o.story, "e-3fa94c12d0b7");
    assert_int_equal(parse("positions --list --format=json", &o, NULL), PRISCUS_OK);
    assert_true(o.list);
    assert_int_equal(o.format, FORMAT_JSON);
}

static void help_is_given_whatever_else_is_wrong(void **state)
{
    struct options o;

    (void)state;
    assert_int_equal(parse("read --help", &o, NULL), PRISCUS_OK);
    assert_true(o.help);
    assert_int_equal(parse("verify --nonsense a b c -h", &o, NULL), PRISCUS_OK);
    assert_true(o.help);
}

static void mistakes_are_said_with_what_to_do(void **state)
{
    (void)state;
    check_wrong("read", "no input; name files or folders, or - for standard input");
    check_wrong("read --ledgr x", "no option --ledgr; did you mean --ledger?");
    check_wrong("read --ledgr=x y", "no option --ledgr; did you mean --ledger?");
    check_wrong("read --xyzzy y", "no option --xyzzy; see: priscus help read");
    check_wrong("read -qz y", "no option -z; see: priscus help read");
    check_wrong("read y --ledger", "--ledger wants a value: --ledger FILE");
    check_wrong("read y -l", "--ledger wants a value: --ledger FILE");
    check_wrong("read --quiet=yes y", "--quiet takes no value");
    check_wrong("read --from pdf y",
                "--from pdf: there is no such form; it may be auto, page, text, html, feed, warc or jsonl");
    check_wrong("read --to csv y", "--to csv: there is no such form; it may be jsonl or plover");
    check_wrong("read --jobs 0 y", "--jobs 0: give a number from 1 to 64");
    check_wrong("read --jobs 9999999999999999999999 y", "--jobs 9999999999999999999999: give a number from 1 to 64");
    check_wrong("read --fetched yesterday y", "--fetched yesterday: that is no date; write it as 2024-06-30");
    check_wrong("positions --as-of 2031-02-30", "--as-of 2031-02-30: that is no date; write it as 2024-06-30");
    check_wrong("positions --sure 80", "--sure 80: give a number from 0 to 1, as .8 or 0.85");
    check_wrong("positions --sure 1.01", "--sure 1.01: give a number from 0 to 1, as .8 or 0.85");
    check_wrong("positions --sure .", "--sure .: give a number from 0 to 1, as .8 or 0.85");
    check_wrong("positions --sure 0.8x", "--sure 0.8x: give a number from 0 to 1, as .8 or 0.85");
    check_wrong("statements --limit -3", "--limit -3: give a number from 1 up");
    check_wrong("stats now", "what is \"now\" for? This command takes options alone; see: priscus help stats");
    check_wrong("positions --speaker X", "no option --speaker; see: priscus help positions");
}

static void the_nearest_name_is_suggested(void **state)
{
    const char *names[] = { "positions", "read", "search", "statements", "stats" };
    size_t n = COUNT_OF(names);

    (void)state;
    assert_string_equal(option_nearest("raed", names, n), "read");
    assert_string_equal(option_nearest("postions", names, n), "positions");
    assert_string_equal(option_nearest("pos", names, n), "positions");
    assert_string_equal(option_nearest("STATS", names, n), "stats");
    assert_string_equal(option_nearest("serach", names, n), "search");
    assert_null(option_nearest("frobnicate", names, n));
    assert_null(option_nearest("x", names, n));
    assert_null(option_nearest("", names, n));
    assert_null(option_nearest("a-word-longer-than-any-name-that-there-is-or-will-be", names, n));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_agrees_with_itself),      cmocka_unit_test(every_option_of_read_arrives),
        cmocka_unit_test(every_option_of_asking_arrives),    cmocka_unit_test(help_is_given_whatever_else_is_wrong),
        cmocka_unit_test(mistakes_are_said_with_what_to_do), cmocka_unit_test(the_nearest_name_is_suggested),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

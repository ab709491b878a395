/* Commands with the k-th allocation failing, for every k: what is printed is whole, or the exit status says that it
 * is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/command.h"
#include "failing.h"

#define WORDS_MAX 16
#define LEDGER    "cli-memory-test.db"
#define PRINTED   "cli-memory-test.out"
#define PARSED    "cli-memory-test.txt"

typedef int command_fn(const struct options *options);

/* "positions --list", cut at blanks, run with the k-th allocation failing (k < 0: none). Standard output goes to PRINTED,
 * standard error nowhere. Returns the exit status; *failed: there was a k-th allocation. */
static int run(command_fn *command, const char *line, long k, bool *failed)
{
    char copy[4096], *argv[WORDS_MAX + 1];
    int argc = 0, status, out = dup(STDOUT_FILENO), err = dup(STDERR_FILENO);
    int printed = open(PRINTED, O_WRONLY | O_CREAT | O_TRUNC, 0600), nowhere = open("/dev/null", O_WRONLY);
    struct options options;

    assert_true(out >= 0 && err >= 0 && printed >= 0 && nowhere >= 0);
    assert_true(strlen(line) < sizeof copy);
    strcpy(copy, line);
    for (char *word = strtok(copy, " "); word && argc < WORDS_MAX; word = strtok(NULL, " "))
        argv[argc++] = word;
    argv[argc] = NULL;
    assert_int_equal(option_parse(command_find(argv[0]), argc, argv, &options, NULL), PRISCUS_OK);
    fflush(stdout);
    dup2(printed, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    left = k;
    status = command(&options);
    *failed = k >= 0 && left < 0;
    left = -1;
    fflush(stdout);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    close(out);
    close(err);
    close(printed);
    close(nowhere);
    return status;
}

static struct text printed(struct arena *mem)
{
    struct priscus_error err;
    struct text bytes;

    assert_int_equal(file_read(PRINTED, SIZE_MAX / 2, mem, &bytes, &err), PRISCUS_OK);
    return bytes;
}

static void each_allocation_fails(command_fn *command, const char *line)
{
    struct arena mem = { 0 };
    struct text whole;
    bool failed = true;
    long k;

    assert_int_equal(run(command, line, -1, &failed), EXIT_DONE);
    whole = printed(&mem);
    assert_true(whole.len > 0);
    failed = true;
    for (k = 0; failed && k < 10000; k++) {
        int status = run(command, line, k, &failed);

        if (status == EXIT_DONE && !text_eq(printed(&mem), whole))
            fail_msg("%s: allocation %ld fails, and what is printed is not whole", line, k);
        if (status != EXIT_DONE && status != EXIT_LEDGER)
            fail_msg("%s: allocation %ld fails: exit status %d", line, k, status);
    }
    print_message("%s: %ld allocations\n", line, k - 1);
    assert_true(k > 1 && k < 10000);
    arena_release(&mem);
}

static int make_ledger(void **state)
{
    bool failed;

    (void)state;
    unlink(LEDGER);
    return run(command_read,
               "read --quiet --jobs 1 --ledger " LEDGER " --agenda " SAMPLES_FOLDER
               "/world.agenda --roster " SAMPLES_FOLDER "/world.roster " SAMPLES_FOLDER
               "/pages/01-the-ferry-post-talks-open.html " SAMPLES_FOLDER "/pages/03-orlune-press-no-truce.txt",
               -1, &failed);
}

static int remove_files(void **state)
{
    (void)state;
    unlink(LEDGER);
    unlink(LEDGER "-wal");
    unlink(LEDGER "-shm");
    unlink(PRINTED);
    unlink(PARSED);
    return 0;
}

static void help(void **state)
{
    (void)state;
    each_allocation_fails(command_help, "help");
    each_allocation_fails(command_help, "help read");
    each_allocation_fails(command_help, "help --man");
    each_allocation_fails(command_help, "help --man read");
    each_allocation_fails(command_help, "help --markdown");
    each_allocation_fails(command_help, "help --completions bash");
    each_allocation_fails(command_help, "help --completions zsh");
    each_allocation_fails(command_help, "help --completions fish");
}

static void positions(void **state)
{
    (void)state;
    each_allocation_fails(command_positions, "positions --ledger " LEDGER);
    each_allocation_fails(command_positions, "positions --list --ledger " LEDGER);
    each_allocation_fails(command_positions, "positions --list --format json --ledger " LEDGER);
    each_allocation_fails(command_positions, "positions --format csv --ledger " LEDGER);
}

static void export_events(void **state)
{
    (void)state;
    each_allocation_fails(command_export, "export plover --ledger " LEDGER);
    each_allocation_fails(command_export, "export phoenix --ledger " LEDGER);
}

static void changes(void **state)
{
    (void)state;
    each_allocation_fails(command_changes, "changes --history --ledger " LEDGER);
    each_allocation_fails(command_changes, "changes --history --format csv --ledger " LEDGER);
    each_allocation_fails(command_changes, "changes --format csv --ledger " LEDGER);
}

static void stories(void **state)
{
    (void)state;
    each_allocation_fails(command_stories, "stories --pages 1 --ledger " LEDGER);
    each_allocation_fails(command_stories, "stories --format json --ledger " LEDGER);
    each_allocation_fails(command_stories, "stories --format csv --ledger " LEDGER);
}

static void utterances(void **state)
{
    (void)state;
    each_allocation_fails(command_utterances, "utterances --pages 1 --ledger " LEDGER);
    each_allocation_fails(command_utterances, "utterances --format json --ledger " LEDGER);
    each_allocation_fails(command_utterances, "utterances --format csv --ledger " LEDGER);
}

static void statements(void **state)
{
    (void)state;
    each_allocation_fails(command_statements, "statements --ledger " LEDGER);
    each_allocation_fails(command_statements, "statements --format csv --ledger " LEDGER);
}

static void export(void **state)
{
    (void)state;
    each_allocation_fails(command_export, "export csv --ledger " LEDGER);
    each_allocation_fails(command_export, "export jsonl --table shares --ledger " LEDGER);
    each_allocation_fails(command_export, "export csv --table codebook --ledger " LEDGER);
    each_allocation_fails(command_export, "export annotations --ledger " LEDGER);
    each_allocation_fails(command_export, "export datapackage --limit 2 --ledger " LEDGER);
    each_allocation_fails(command_export, "export graphml --ledger " LEDGER);
    each_allocation_fails(command_export, "export graphml --network parties --ledger " LEDGER);
    each_allocation_fails(command_export, "export graphml --network outlets --ledger " LEDGER);
    each_allocation_fails(command_export, "export atom --ledger " LEDGER);
    each_allocation_fails(command_export, "export csv --ledger " LEDGER " --output " PRINTED);
}

static void search(void **state)
{
    (void)state;
    each_allocation_fails(command_search, "search --ledger " LEDGER " ceasefire");
}

static void stats(void **state)
{
    (void)state;
    each_allocation_fails(command_stats, "stats --ledger " LEDGER);
    each_allocation_fails(command_stats, "stats --format json --ledger " LEDGER);
}

static void explain(void **state)
{
    (void)state;
    each_allocation_fails(command_read, "read --explain " SAMPLES_FOLDER "/pages/03-orlune-press-no-truce.txt");
}

/* A command line that ends in the first position that is listed. */
static void line_of_position(const char *begin, char line[100])
{
    struct arena mem = { 0 };
    struct text id;
    bool failed;

    assert_int_equal(run(command_positions, "positions --list --ledger " LEDGER, -1, &failed), EXIT_DONE);
    id = printed(&mem);
    text_cut(&id, '[');
    id = text_cut(&id, ']');
    snprintf(line, 100, "%s --ledger " LEDGER " %.*s", begin, (int)id.len, id.ptr);
    arena_release(&mem);
}

static void trace(void **state)
{
    char line[100];

    (void)state;
    line_of_position("trace", line);
    each_allocation_fails(command_trace, line);
}

static void who(void **state)
{
    char line[100];

    (void)state;
    line_of_position("who", line);
    each_allocation_fails(command_who, line);
    line_of_position("who --format json", line);
    each_allocation_fails(command_who, line);
    line_of_position("who --format csv", line);
    each_allocation_fails(command_who, line);
}

static void parse(void **state)
{
    FILE *file = fopen(PARSED, "w");

    (void)state;
    assert_non_null(file);
    fputs("The coast waits.\n", file);
    fclose(file);
    each_allocation_fails(command_parse, "parse " PARSED);
    each_allocation_fails(command_parse, "parse --to json " PARSED);
    each_allocation_fails(command_parse, "parse --to iob2 " PARSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help),       cmocka_unit_test(positions), cmocka_unit_test(changes),
        cmocka_unit_test(statements), cmocka_unit_test(export), cmocka_unit_test(search),    cmocka_unit_test(stats),
        cmocka_unit_test(explain),    cmocka_unit_test(trace),     cmocka_unit_test(utterances),
        cmocka_unit_test(stories),    cmocka_unit_test(parse),     cmocka_unit_test(who),
        cmocka_unit_test(export_events),
    };

    return cmocka_run_group_tests_name("cli_memory", tests, make_ledger, remove_files);
}

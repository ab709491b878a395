/* main.c - the program `priscus`: finds the command and hands it its options. */
#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/option/help.h"
#include "cli/screen/terminal.h"

typedef int command_fn(const struct options *options);

static command_fn *const runs[COMMAND_COUNT] = {
    [COMMAND_READ] = command_read,       [COMMAND_WATCH] = command_watch,
    [COMMAND_LINK] = command_link,       [COMMAND_POSITIONS] = command_positions,
    [COMMAND_CHANGES] = command_changes, [COMMAND_STATEMENTS] = command_statements,
    [COMMAND_SEARCH] = command_search,   [COMMAND_WHO] = command_who,
    [COMMAND_TRACE] = command_trace,     [COMMAND_VERIFY] = command_verify,
    [COMMAND_STATS] = command_stats,     [COMMAND_AGENDA] = command_agenda,
    [COMMAND_PARSE] = command_parse,     [COMMAND_TRAIN] = command_train,
    [COMMAND_SERVE] = command_serve,     [COMMAND_UTTERANCES] = command_utterances,
    [COMMAND_AMEND] = command_amend,     [COMMAND_STORIES] = command_stories,
    [COMMAND_EXPORT] = command_export,   [COMMAND_IMPORT] = command_import,
    [COMMAND_ROSTER] = command_roster,   [COMMAND_COPY] = command_copy,
    [COMMAND_COMPACT] = command_compact,
    [COMMAND_ENQUEUE] = command_enqueue, [COMMAND_WORK] = command_work,
    [COMMAND_HELP] = command_help,
};

static int run(enum command_id id, int argc, char **argv)
{
    struct options options;
    struct priscus_error err;
    struct buffer out = { 0 };

    if (option_parse(id, argc, argv, &options, &err) != PRISCUS_OK) {
        error_prefix(&err, "%s", commands[id].name);
        return command_failed(&err);
    }
    if (options.help) {
        help_command(id, terminal_width(STDOUT_FILENO), &out);
        return command_write(&out);
    }
    return runs[id](&options);
}

int main(int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : "help";
    char *help[] = { "help", argc > 1 ? argv[1] : NULL, NULL };
    enum command_id id = command_find(word);

    /* Names in archives are text to libarchive, and of no letters but ASCII's without this. */
    setlocale(LC_CTYPE, "C.UTF-8");
    /* A reader that has had enough (head) ends us quietly, whatever our parent set. */
    signal(SIGPIPE, SIG_DFL);
    /* A file that may not grow any more is a full disk, not a reason to die. */
    signal(SIGXFSZ, SIG_IGN);
#ifdef M_MMAP_THRESHOLD
    /* What a large page took goes back when it is read: glibc would keep it from the second such page on. */
    mallopt(M_MMAP_THRESHOLD, 128 << 10);
    /* What a question to the ledger takes and gives back (160 KB), the next takes again: not from the system each time. */
    mallopt(M_TRIM_THRESHOLD, 2 << 20);
#endif

    /* Nobody asks SQLite how much memory it has; to count it took a lock and a tenth of all that a short question takes. */
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);

    if (id != COMMAND_COUNT)
        return run(id, argc > 1 ? argc - 1 : 1, argc > 1 ? argv + 1 : help);
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
        return run(COMMAND_HELP, argc - 1, argv + 1);
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
        struct buffer out = { 0 };

        buffer_format(&out, "priscus %s\n", PRISCUS_VERSION);
        return command_write(&out);
    }
    if (word[0] == '-') {
        complain("no command before \"%s\"; the command comes first, as in: priscus read %s", word, word);
        return EXIT_USAGE;
    }
    return run(COMMAND_HELP, 2, help); /* says that there is none, and which was meant */
}

/* option.h - the commands and their options: two tables, from which come the parsing, `--help`,
 * the man page, docs/commands.md and the completions of three shells.
 *
 *     struct options options;
 *     if (option_parse(COMMAND_READ, argc, argv, &options, &err) != PRISCUS_OK)
 *         return command_failed(&err);
 *
 * To add a command: a name below, its texts in command_table.c, its function in command.h and main.c.
 * To add an option: a row in option_table.c, a field below, a case in option_set(). */
#ifndef OPTION_H
#define OPTION_H

#include "base/base.h"
#include "base/date.h"

enum command_id {
    COMMAND_READ,
    COMMAND_WATCH,
    COMMAND_LINK,
    COMMAND_POSITIONS,
    COMMAND_CHANGES,
    COMMAND_STATEMENTS,
    COMMAND_UTTERANCES,
    COMMAND_STORIES,
    COMMAND_SEARCH,
    COMMAND_WHO,
    COMMAND_TRACE,
    COMMAND_AMEND,
    COMMAND_EXPORT,
    COMMAND_IMPORT,
    COMMAND_SERVE,
    COMMAND_VERIFY,
    COMMAND_COPY,
    COMMAND_COMPACT,
    COMMAND_ENQUEUE,
    COMMAND_WORK,
    COMMAND_STATS,
    COMMAND_AGENDA,
    COMMAND_ROSTER,
    COMMAND_PARSE,
    COMMAND_TRAIN,
    COMMAND_HELP,
    COMMAND_COUNT
};

struct example {
    const char *line; /* what is typed; NULL behind the last                    */
    const char *what; /* what it does, in a few words                           */
};

#define COMMAND_EXAMPLES_MAX 6

struct command {
    const char *name, *arguments; /* "read", "INPUT..."                          */
    const char *summary;          /* one line, no stop at its end                */
    const char *about;            /* paragraphs, a blank line between            */
    const char *verb;             /* what the first argument must be; NULL: anything */
    int least, most;              /* arguments; most < 0: any number             */
    const char *missing;          /* said where there are fewer than `least`     */
    struct example examples[COMMAND_EXAMPLES_MAX];
};
extern const struct command commands[COMMAND_COUNT];

/* By name; COMMAND_COUNT: none. */
enum command_id command_find(const char *name);

enum option_id {
    OPTION_FROM,
    OPTION_LEDGER,
    OPTION_RECEIPT,
    OPTION_SINCE_RECEIPT,
    OPTION_TO,
    OPTION_AGENDA,
    OPTION_ROSTER,
    OPTION_FETCHED,
    OPTION_PUBLISHED,
    OPTION_ADDRESS,
    OPTION_FOLLOW,
    OPTION_MAP,
    OPTION_PAGE_LIMIT,
    OPTION_EXPLAIN,
    OPTION_NO_LINK,
    OPTION_AGAIN,
    OPTION_TIMEOUT,
    OPTION_DELAY,
    OPTION_ALLOW_PRIVATE,
    OPTION_EVERY,
    OPTION_ONCE,
    OPTION_SAMPLE,
    OPTION_PORT,
    OPTION_CONFIRM,
    OPTION_NOT,
    OPTION_STANCE,
    OPTION_NOTE,
    OPTION_WHO,
    OPTION_WORDS,
    OPTION_SAID_ON,
    OPTION_REVIEWED,
    OPTION_STATUS,
    OPTION_QUALITY,
    OPTION_JOBS,
    OPTION_QUIET,
    OPTION_AS_OF,
    OPTION_SINCE,
    OPTION_UNTIL,
    OPTION_BY,
    OPTION_OUTLET,
    OPTION_STORY,
    OPTION_PARTY,
    OPTION_PARTIES,
    OPTION_ISSUE,
    OPTION_SURE,
    OPTION_SPEAKER,
    OPTION_PAGES,
    OPTION_LIST,
    OPTION_HISTORY,
    OPTION_LIMIT,
    OPTION_FORMAT,
    OPTION_RAW,
    OPTION_EXIT_STATUS,
    OPTION_PARSE_FROM,
    OPTION_PARSE_TO,
    OPTION_MODEL,
    OPTION_CHECK_MODEL,
    OPTION_FAST,
    OPTION_ONLY,
    OPTION_OUTPUT,
    OPTION_TABLE,
    OPTION_NETWORK,
    OPTION_IMPORT_TO,
    OPTION_DEV,
    OPTION_NAMES,
    OPTION_VECTORS,
    OPTION_ROWS,
    OPTION_EPOCHS,
    OPTION_SEED,
    OPTION_MAN,
    OPTION_MARKDOWN,
    OPTION_COMPLETIONS,
    OPTION_HELP
};

struct option_row {
    enum option_id id;
    unsigned commands;    /* 1 << COMMAND_READ | ...                             */
    const char *name;     /* "ledger", for --ledger                              */
    char letter;          /* 'l', for -l; 0: none                                */
    const char *argument; /* "FILE"; NULL: takes none                            */
    const char *values;   /* "table|json|csv": nothing else is taken; NULL: any  */
    const char *help;     /* one line, no stop at its end; names all values      */
};
extern const struct option_row option_rows[];
extern const size_t option_rows_n;

/* The rows of a command, in the table's order: start with *at = 0. NULL: no more. */
const struct option_row *option_next(enum command_id command, size_t *at);

enum format { FORMAT_TABLE, FORMAT_JSON, FORMAT_CSV, FORMAT_JSONL }; /* as in the option's row */
enum parse_from { PARSE_AUTO, PARSE_TEXT, PARSE_JSONL, PARSE_CONLLU };

#define OPTION_FILES_MAX      32
#define OPTION_LEDGER_DEFAULT "priscus.db"

/* What was asked for. The texts are the command line's own. */
enum import_to { IMPORT_LEDGER, IMPORT_GOLD, IMPORT_ARTICLES };

struct options {
    bool help;
    const char *ledger, *receipt; /* receipt NULL: none                        */
    const char *since_receipt;    /* of verify; NULL: all                      */
    enum priscus_from from;
    bool to_jsonl;  /* no ledger: lines on standard output */
    bool to_plover; /* those of events; then to_jsonl too  */
    const char *agendas[OPTION_FILES_MAX], *rosters[OPTION_FILES_MAX];
    size_t n_agendas, n_rosters;
    struct date fetched;       /* unknown where not given                              */
    bool follow;               /* links in folders                                     */
    struct date published;     /* likewise: of pages that do not say it                */
    const char *address, *map; /* NULL: not given                                */
    size_t page_limit;         /* bytes; 0: not given                                    */
    bool explain, no_link, again;
    bool confirm, not_a_position, reviewed, quality, status;
    const char *stance, *note, *who, *words; /* NULL: not given */
    struct date said_on;
    unsigned timeout, delay, every; /* seconds, seconds, minutes                 */
    bool allow_private, once;
    size_t sample; /* 0: not given                                           */
    unsigned port; /* SERVER_PORT where not given */
    size_t pages;  /* the same                                               */
    unsigned jobs; /* 0: one a core                                        */
    bool quiet;
    struct date as_of, since;            /* unknown where not given; --until is as_of              */
    unsigned by;                         /* enum ledger_clock                                      */
    const char *story;                   /* NULL: any */
    const char *outlet;                  /* NULL: any                                              */
    const char *party, *issue, *speaker; /* NULL: any                            */
    unsigned sure;                       /* hundredths; 0: any                                     */
    bool list, history;
    size_t limit; /* 0: all                                                      */
    enum format format;
    bool raw; /* CSV: cells as they are                                      */
    bool exit_status;
    enum parse_from parse_from;
    bool to_json, to_iob2; /* parse: not CoNLL-U                                 */
    const char *model;     /* NULL: the usual places                                 */
    bool check_model;
    bool fast;
    unsigned only; /* LANGUAGE_TAGS | ...; 0: all                            */
    const char *output, *vectors, *rows;
    const char *table; /* NULL: not given */
    unsigned network;  /* enum export_network */
    enum import_to import_to;
    const char *devs[OPTION_FILES_MAX], *names[OPTION_FILES_MAX];
    size_t n_devs, n_names;
    unsigned epochs, seed; /* 0: as training.h has them                            */
    bool man, markdown;
    const char *completions; /* "bash"; NULL: not asked for                      */
    const char *const *arguments;
    size_t n_arguments;
};

/* Read the command line of `command`; argv[0] is the command's name, and argv is put in
 * order: options first. Not for several threads (getopt_long). EUSAGE: `err` says what is wrong
 * and what to do. With --help anywhere, out->help is set and the rest is not checked. */
priscus_status option_parse(enum command_id command, int argc, char **argv, struct options *out,
                            struct priscus_error *err);

/* The name that `word` was probably meant to be, or NULL: at most a third of it is wrong.
 * Letters left out, added, changed or swapped. */
const char *option_nearest(const char *word, const char *const *names, size_t n);

#endif

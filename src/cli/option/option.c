/* option.c - see option.h. */
#include "cli/option/option.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>

#include "language/language.h"
#include "page/format.h"
#include "page/source/json_map.h"
#include "reader/reader.h"

#define FORMAT_VALUE(from, name, ...)      "|" name
#define FORMAT_HELP(from, name, help, ...) ", " name " is " help

/* Tables to be read by people, as they stand: */
/* clang-format off */

const struct command commands[COMMAND_COUNT] = {
    [COMMAND_READ] = {
        .name = "read", .arguments = "INPUT...", .least = 1, .most = -1,
        .summary = "read pages and keep what they say in the ledger",
        .about =
            "An INPUT is a file, a folder (read to the bottom), an address (https://...) or - for standard input: web "
            "pages, plain text, or JSON lines with one article each. Every page is kept as it came, with each "
            "statement and each position found in it tied to its exact words.\n\n"
            "A page that is in the ledger already is passed over, so a run that was broken off is simply "
            "repeated. An input that cannot be read is named on standard error; all others are kept.\n\n"
            "Control-C ends the run behind the page being written and says how to go on.",
        .missing = "no input; name files or folders, or - for standard input",
        .examples = {
            { "priscus read pages/", "every page in the folder, into priscus.db" },
            { "priscus read --ledger talks.db --agenda talks.agenda *.html", "other issues, another ledger" },
            { "priscus read https://example.org/news", "a page from the web" },
            { "priscus read --to jsonl pages/ | jq .statements", "no ledger: JSON for other programs" },
        },
    },
    [COMMAND_WATCH] = {
        .name = "watch", .arguments = "FEED...", .least = 1, .most = -1,
        .summary = "keep the ledger up to date with feeds",
        .about =
            "A FEED is the address of a feed or a news sitemap, or a file that lists some (OPML, or an address a "
            "line). Each is looked at again and again; pages it lists that the ledger has not seen are fetched and "
            "read, one request a host at a time, and robots.txt is obeyed. What was seen is kept in the ledger, so "
            "that a watch that was broken off goes on where it was. Pages that cannot be had are tried again, 6 times "
            "in all, with growing pauses; feeds that fail are looked at less often.\n\n"
            "Control-C ends it behind the page being written.",
        .missing = "no feed; name the address of a feed, or a file that lists some",
        .examples = {
            { "priscus watch https://example.org/rss.xml", "every quarter of an hour, until stopped" },
            { "priscus watch --once feeds.opml", "from a timer (cron, systemd)" },
        },
    },
    [COMMAND_POSITIONS] = {
        .name = "positions", .arguments = "",
        .summary = "show where the parties stand",
        .about =
            "A grid of issues and parties with the latest stance of each and the day it was taken. A ! marks "
            "a stance on which reports of that day disagree, a * one that is known only by another party's "
            "account. The stances are demands, proposes, accepts and open (for), conditional, and rejects "
            "(against). Parties are in the order of their codes.\n\n"
            "With --list every position is a row of its own, oldest first, with the words that carry it.",
        .examples = {
            { "priscus positions", "the grid" },
            { "priscus positions --as-of 2024-06-30", "as it stood at the end of that day" },
            { "priscus positions --list --party UKR --issue talks", "how one stance came about" },
            { "priscus positions --list --format csv > positions.csv", "for a spreadsheet" },
        },
    },
    [COMMAND_STATEMENTS] = {
        .name = "statements", .arguments = "",
        .summary = "list who said what, when, and by whose account",
        .about =
            "One row a statement, oldest first: who is quoted, whom they speak for, what was said, in whose "
            "report. A speaker's own words stand between quotation marks.",
        .examples = {
            { "priscus statements --speaker Guterres", "everything from one speaker" },
            { "priscus statements --party RUS --limit 20", "the first twenty of a party" },
            { "priscus statements --format json | jq -r '.[].speaker' | sort | uniq -c",
              "who is quoted how often" },
        },
    },
    [COMMAND_SEARCH] = {
        .name = "search", .arguments = "WORDS...", .least = 1, .most = -1,
        .summary = "find paragraphs with all of these words",
        .about =
            "Looks in the bodies of all articles, oldest first; capitals and accents do not matter. talk* "
            "finds what begins so. Words in quotation marks are a phrase (the marks are put in quotes of the "
            "shell's own, as below).",
        .missing = "nothing to look for; name one or more words",
        .examples = {
            { "priscus search prisoners exchange", "both words" },
            { "priscus search '\"security guarantees\"'", "the phrase" },
            { "priscus search --exit-status ultimatum > found.txt && mail -s found me < found.txt",
              "in a script" },
        },
    },
    [COMMAND_TRACE] = {
        .name = "trace", .arguments = "ID", .least = 1, .most = 1,
        .summary = "show how an entry came about, and what would mend it",
        .about =
            "ID is a statement (s-...) or a position (p-...), as the lists have them. Its page is read again as it is "
            "stored, with the agenda and roster that made the entry, and everything is shown that the entry was made "
            "of: the page and the sentence, its words with tags and arcs, who was taken for the speaker and why, the "
            "agenda's phrase with its line, the rows of the stance table that fired, the words of the date, and by "
            "whose account it is known. The last lines say what to change where one of these is wrong.",
        .missing = "no entry; name a statement (s-...) or a position (p-...)",
        .examples = {
            { "priscus trace p-3fa94c12d0b7", "one position, from its page to its stance" },
            { "priscus trace --format json s-0c2b7f10e9aa | jq .words", "the words and arcs, for a program" },
        },
    },
    [COMMAND_VERIFY] = {
        .name = "verify", .arguments = "[ID]", .most = 1,
        .summary = "make the record again from the stored pages and compare",
        .about =
            "Checks each page against its hash and each entry against the words of its page, and makes every "
            "entry again from the stored page, agenda and roster. What differs is named, one a line. ID is one "
            "entry or one page; without it the whole ledger is checked.",
        .examples = {
            { "priscus verify", "the whole ledger" },
            { "priscus verify p-3fa94c12d0b7", "one entry" },
        },
    },
    [COMMAND_STATS] = {
        .name = "stats", .arguments = "",
        .summary = "count what is in the ledger",
        .about = "Pages, articles, statements, positions, and what is not known of them.",
        .examples = {
            { "priscus stats", "the numbers" },
            { "priscus stats --format json", "the same for a program" },
        },
    },
    [COMMAND_PARSE] = {
        .name = "parse", .arguments = "[INPUT...]", .most = -1,
        .summary = "text into words, tags, lemmas, names and trees (CoNLL-U)",
        .about =
            "An INPUT is a file or - for standard input, which is also read when none is named: plain text, a "
            "line a paragraph; JSON lines, with the text under \"text\" or \"body\" and perhaps an \"id\"; or "
            "CoNLL-U, whose tokens and sentences are taken as given and tagged and parsed anew. No ledger is "
            "used.\n\n"
            "The answer is CoNLL-U, names in the last column as NER=B-PER, or a line of JSON a sentence. Spans "
            "are in bytes: of the input for text, of its text for a JSON line, of the sentence for CoNLL-U.\n\n"
            "A line of text longer than 1 MiB is cut, as is a sentence longer than 300 words.",
        .examples = {
            { "priscus parse story.txt > story.conllu", "a text, a line a paragraph" },
            { "echo 'They left early.' | priscus parse", "a sentence" },
            { "priscus parse --to json --only tags news.jsonl | jq -r '.words[].lemma'", "the lemmas of many articles" },
        },
    },
    [COMMAND_TRAIN] = {
        .name = "train", .arguments = "CORPUS...", .least = 1, .most = -1,
        .summary = "learn a model from treebanks, or who said what from articles",
        .about =
            "A CORPUS is a treebank, a CoNLL-U file. Words, sentences, tags, lemmas and trees are learnt from all of them "
            "together, names from the files of --names; after each round the figures on the files of --dev are "
            "said on standard error. The same files, options and seed give the same model on the same machine.\n\n"
            "Or it is articles with their attributions, a .jsonl file (docs/attribution.md): from these, what is source, cue "
            "and content of a statement is learnt on top of a --model, which --output is then a copy of.",
        .missing = "no corpus; name one or more CoNLL-U files, or a .jsonl file, to learn from",
        .examples = {
            { "priscus train --output my.model --dev dev.conllu train.conllu", "a model of your own" },
            { "priscus train --model my.model --output with-statements.model articles.jsonl",
              "the same model, and who said what" },
            { "priscus parse --model my.model story.txt", "the same at work" },
        },
    },
    [COMMAND_HELP] = {
        .name = "help", .arguments = "[COMMAND]", .most = 1,
        .summary = "explain a command",
        .about =
            "Without COMMAND, names the commands. The options write the manual page, docs/commands.md and what "
            "a shell needs to complete commands and options with the tab key.",
        .examples = {
            { "priscus help read", "all about read" },
            { "priscus help --man | man -l -", "the manual page" },
            { "priscus help --completions bash > ~/.local/share/bash-completion/completions/priscus",
              "completions for yourself" },
        },
    },
};

#define READ (1u << COMMAND_READ)
#define WATCH (1u << COMMAND_WATCH)
#define POSITIONS (1u << COMMAND_POSITIONS)
#define STATEMENTS (1u << COMMAND_STATEMENTS)
#define SEARCH (1u << COMMAND_SEARCH)
#define TRACE (1u << COMMAND_TRACE)
#define VERIFY (1u << COMMAND_VERIFY)
#define STATS (1u << COMMAND_STATS)
#define PARSE (1u << COMMAND_PARSE)
#define TRAIN (1u << COMMAND_TRAIN)
#define HELP (1u << COMMAND_HELP)
#define ASKING (POSITIONS | STATEMENTS | SEARCH | STATS)
#define ALL ((1u << COMMAND_COUNT) - 1)

const struct option_row option_rows[] = {
    { OPTION_FROM, READ, "from", 'f', "FORM", "auto" FORMAT_MAP(FORMAT_VALUE),
      "what the inputs are: auto (the default) goes by name and content" FORMAT_MAP(FORMAT_HELP) },
    { OPTION_LEDGER, READ | WATCH | ASKING | TRACE | VERIFY, "ledger", 'l', "FILE", NULL,
      "the ledger; default: " OPTION_LEDGER_DEFAULT " in the current folder" },
    { OPTION_TO, READ, "to", 't', "FORM", "jsonl",
      "with jsonl, no ledger: each article is a line of JSON on standard output" },
    { OPTION_AGENDA, READ | WATCH, "agenda", 'a', "FILE", NULL,
      "the issues to look for, in place of the built-in ones; may be repeated" },
    { OPTION_ROSTER, READ | WATCH, "roster", 'r', "FILE", NULL,
      "the parties and who speaks for them, in place of the built-in ones; may be repeated" },
    { OPTION_FETCHED, READ, "fetched", 0, "DATE", NULL,
      "when the pages were fetched, to make dates of \"15 hours ago\"" },
    { OPTION_ADDRESS, READ, "address", 0, "URL", NULL,
      "where a page that is read from a file or standard input came from" },
    { OPTION_MAP, READ, "map", 0, "PAIRS", NULL,
      "JSON lines: which key is which field, as in title=headline,text=content.main" },
    { OPTION_EXPLAIN, READ, "explain", 0, NULL, NULL,
      "no ledger: what each part of a page was taken for, and by which rule, on standard output" },
    { OPTION_TIMEOUT, READ | WATCH, "timeout", 0, "SECONDS", NULL,
      "how long one page may take to come over the network; default: 60" },
    { OPTION_DELAY, READ | WATCH, "delay", 0, "SECONDS", NULL,
      "how long to wait between two requests to one host; default: 1" },
    { OPTION_ALLOW_PRIVATE, READ | WATCH, "allow-private", 0, NULL, NULL,
      "also fetch from this computer and from private networks" },
    { OPTION_EVERY, WATCH, "every", 0, "MINUTES", NULL, "how often to look at each feed; default: 15" },
    { OPTION_ONCE, WATCH, "once", 0, NULL, NULL, "look at each feed once, then end" },
    { OPTION_JOBS, READ | WATCH, "jobs", 'j', "N", NULL,
      "threads to read with; default: one a core" },
    { OPTION_QUIET, READ | WATCH | VERIFY | TRAIN, "quiet", 'q', NULL, NULL,
      "no progress and no summary; errors are still said" },
    { OPTION_LIST, POSITIONS, "list", 0, NULL, NULL, "one row a position, with its words" },
    { OPTION_AS_OF, POSITIONS | STATEMENTS, "as-of", 0, "DATE", NULL,
      "only what had been said by the end of DATE (2024, 2024-06 or 2024-06-30)" },
    { OPTION_PARTY, POSITIONS | STATEMENTS, "party", 'p', "CODE", NULL, "only this party" },
    { OPTION_ISSUE, POSITIONS | STATEMENTS, "issue", 'i', "NAME", NULL,
      "only this issue; talks takes in talks.summit" },
    { OPTION_SPEAKER, STATEMENTS, "speaker", 's', "NAME", NULL,
      "only speakers whose name has NAME in it" },
    { OPTION_LIMIT, POSITIONS | STATEMENTS | SEARCH, "limit", 'n', "N", NULL, "no more than N rows" },
    { OPTION_FORMAT, ASKING, "format", 'F', "FORM", "table|json|csv",
      "table (the default) for people, json (an array of objects) and csv for programs" },
    { OPTION_FORMAT, TRACE, "format", 'F', "FORM", "table|json",
      "table (the default) for people, json (one object) for programs" },
    { OPTION_EXIT_STATUS, POSITIONS | STATEMENTS | SEARCH, "exit-status", 'e', NULL, NULL,
      "exit with 1 if nothing was found" },
    { OPTION_PARSE_FROM, PARSE, "from", 0, "FORM", "auto|text|jsonl|conllu",
      "what the inputs are: auto (the default) goes by the file's name and takes standard input for text, "
      "text is a paragraph a line, jsonl is one JSON object a line, conllu is CoNLL-U" },
    { OPTION_PARSE_TO, PARSE, "to", 0, "FORM", "conllu|json|iob2",
      "what is written: conllu (the default) is CoNLL-U, json is one JSON object a sentence, iob2 is words with "
      "the tags of names (PER, ORG, LOC, NORP for peoples, OTH)" },
    { OPTION_MODEL, READ | WATCH | TRACE | VERIFY | PARSE | TRAIN, "model", 'm', "FILE", NULL,
      "the model; default: $PRISCUS_MODEL, or else the one installed with this program" },
    { OPTION_ONLY, PARSE, "only", 0, "PARTS", NULL,
      "what is wanted, with commas between: tags (with lemmas), names, trees or all (the default); "
      "without trees it is faster" },
    { OPTION_OUTPUT, TRAIN, "output", 'o', "FILE", NULL, "the model to write" },
    { OPTION_DEV, TRAIN, "dev", 0, "FILE", NULL,
      "a CoNLL-U file to measure on, which is not learnt from; may be repeated" },
    { OPTION_NAMES, TRAIN, "names", 0, "FILE", NULL,
      "the names in the treebanks' sentences (IOB2), matched by # sent_id; may be repeated" },
    { OPTION_VECTORS, TRAIN, "vectors", 0, "FILE", NULL,
      "word vectors: a line each, the word and its numbers, commonest first" },
    { OPTION_EPOCHS, TRAIN, "epochs", 0, "N", NULL, "rounds of training; default: 40" },
    { OPTION_SEED, TRAIN, "seed", 0, "N", NULL, "what chance begins with; default: 0" },
    { OPTION_MAN, HELP, "man", 0, NULL, NULL, "write the manual page priscus(1)" },
    { OPTION_MARKDOWN, HELP, "markdown", 0, NULL, NULL, "write all of the help as Markdown" },
    { OPTION_COMPLETIONS, HELP, "completions", 0, "SHELL", "bash|zsh|fish",
      "write completions for bash, zsh or fish" },
    { OPTION_HELP, ALL, "help", 'h', NULL, NULL, "explain the command" },
};
/* clang-format on */

const size_t option_rows_n = COUNT_OF(option_rows);

enum command_id command_find(const char *name)
{
    for (int i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i].name, name) == 0)
            return (enum command_id)i;
    return COMMAND_COUNT;
}

const struct option_row *option_next(enum command_id command, size_t *at)
{
    while (*at < option_rows_n) {
        const struct option_row *row = &option_rows[(*at)++];

        if (row->commands & 1u << command)
            return row;
    }
    return NULL;
}

/* ---- what was probably meant ---------------------------------------------------------- */

#define WORD_MAX 31

/* Edits between two words, a swap of neighbours counting as one. */
static size_t edits(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    size_t d[WORD_MAX + 1][WORD_MAX + 1];

    if (n > WORD_MAX || m > WORD_MAX)
        return SIZE_MAX;
    for (size_t i = 0; i <= n; i++)
        d[i][0] = i;
    for (size_t j = 0; j <= m; j++)
        d[0][j] = j;
    for (size_t i = 1; i <= n; i++)
        for (size_t j = 1; j <= m; j++) {
            size_t best = d[i - 1][j - 1] + (ascii_lower(a[i - 1]) != ascii_lower(b[j - 1]));

            if (d[i - 1][j] + 1 < best)
                best = d[i - 1][j] + 1;
            if (d[i][j - 1] + 1 < best)
                best = d[i][j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && d[i - 2][j - 2] + 1 < best)
                best = d[i - 2][j - 2] + 1;
            d[i][j] = best;
        }
    return d[n][m];
}

const char *option_nearest(const char *word, const char *const *names, size_t n)
{
    const char *nearest = NULL;
    size_t best = SIZE_MAX, length = strlen(word);

    for (size_t i = 0; i < n; i++) {
        size_t distance = edits(word, names[i]);

        if (length >= 3 && strncmp(word, names[i], length) == 0)
            distance = 1; /* "pos": cut short rather than misspelt */
        if (distance < best) {
            best = distance;
            nearest = names[i];
        }
    }
    return best <= (length + 2) / 3 ? nearest : NULL;
}

/* ---- parsing -------------------------------------------------------------------------- */

/* Is `word` one of "a|b|c"? Its place in *which. */
static bool one_of(const char *values, const char *word, unsigned *which)
{
    struct text rest = text_c(values);

    for (unsigned i = 0; rest.ptr; i++)
        if (text_is(text_cut(&rest, '|'), word)) {
            *which = i;
            return true;
        }
    return false;
}

/* "auto, page, text, html or jsonl" */
static const char *values_in_words(const char *values, char *out, size_t room)
{
    struct text rest = text_c(values);
    size_t n = 0;

    while (rest.ptr) {
        struct text value = text_cut(&rest, '|');
        const char *glue = !rest.ptr || n == 0 ? "" : ", ";

        if (!rest.ptr && n)
            glue = " or ";
        for (const char *c = glue; *c && n + 1 < room; c++)
            out[n++] = *c;
        for (size_t i = 0; i < value.len && n + 1 < room; i++)
            out[n++] = value.ptr[i];
    }
    out[n] = '\0';
    return out;
}

static bool number(const char *word, unsigned long most, unsigned long *out)
{
    char *end;

    if (!is_ascii_digit(word[0]))
        return false;
    errno = 0;
    *out = strtoul(word, &end, 10);
    return errno == 0 && *end == '\0' && *out <= most;
}

/* One more file of a kind that may be repeated. */
static priscus_status file_add(const char **files, size_t *n, const struct option_row *row, const char *word,
                               struct priscus_error *err)
{
    if (*n == OPTION_FILES_MAX)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "more than %d files for --%s; join some of them",
                         OPTION_FILES_MAX, row->name);
    files[(*n)++] = word;
    return PRISCUS_OK;
}

/* "tags,names" */
static bool parts(const char *word, unsigned *out)
{
    static const unsigned bits[] = { LANGUAGE_TAGS | LANGUAGE_LEMMAS, LANGUAGE_NAMES, LANGUAGE_TREES, LANGUAGE_ALL };
    struct text rest = text_c(word);

    while (rest.ptr) {
        struct text part = text_cut(&rest, ',');
        char name[WORD_MAX + 1];
        unsigned which;

        if (part.len > WORD_MAX)
            return false;
        memcpy(name, part.ptr, part.len);
        name[part.len] = '\0';
        if (!one_of("tags|names|trees|all", name, &which))
            return false;
        *out |= bits[which];
    }
    return true;
}

static priscus_status option_set(struct options *o, const struct option_row *row, const char *word,
                                 struct priscus_error *err)
{
    unsigned long n;
    unsigned which = 0;
    char words[200];

    if (row->values && !one_of(row->values, word, &which))
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "--%s %s: there is no such %s; it may be %s", row->name, word,
                         row->id == OPTION_COMPLETIONS ? "shell" : "form",
                         values_in_words(row->values, words, sizeof words));
    switch (row->id) {
    case OPTION_FROM:
        if (!format_parse(text_c(word), &o->from))
            return error_set(err, PRISCUS_EUSAGE, NOWHERE, "--from %s: this Priscus cannot read it", word);
        break;
    case OPTION_LEDGER:
        o->ledger = word;
        break;
    case OPTION_TO:
        o->to_jsonl = true;
        break;
    case OPTION_AGENDA:
        if (o->n_agendas == OPTION_FILES_MAX)
            return error_set(err, PRISCUS_EUSAGE, NOWHERE, "more than %d agendas; join some of them", OPTION_FILES_MAX);
        o->agendas[o->n_agendas++] = word;
        break;
    case OPTION_ROSTER:
        if (o->n_rosters == OPTION_FILES_MAX)
            return error_set(err, PRISCUS_EUSAGE, NOWHERE, "more than %d rosters; join some of them", OPTION_FILES_MAX);
        o->rosters[o->n_rosters++] = word;
        break;
    case OPTION_FETCHED:
    case OPTION_AS_OF:
        if (!date_parse_iso(text_c(word), row->id == OPTION_AS_OF ? &o->as_of : &o->fetched))
            return error_set(err, PRISCUS_EUSAGE, NOWHERE, "--%s %s: that is no date; write it as 2024-06-30",
                             row->name, word);
        break;
    case OPTION_ADDRESS:
        o->address = word;
        break;
    case OPTION_MAP:
        o->map = word;
        return map_check(text_c(word), err);
    case OPTION_EXPLAIN:
        o->explain = true;
        break;
    case OPTION_TIMEOUT:
    case OPTION_EVERY:
        if (!number(word, 100000, &n) || n == 0)
            return error_set(err, PRISCUS_EUSAGE, NOWHERE, "--%s %s: give a number from 1 to 100000", row->name, word);
        *(row->id == OPTION_EVERY ? &o->every : &o->timeout) = (unsigned)n;
        break;
    case OPTION_DELAY:
        if (!number(word, 3600, &n))
            return error_set(err, PRISCUS_EUSAGE, NOWHERE, "--delay %s: give a number from 0 to 3600", word);
        o->delay = (unsigned)n;
        break;
    case OPTION_ALLOW_PRIVATE:
        o->allow_private = true;
        break;
    case OPTION_ONCE:
        o->once = true;
        break;
    case OPTION_JOBS:
        if (!number(word, READER_JOBS_MAX, &n) || n == 0)
            return error_set(err, PRISCUS_EUSAGE, NOWHERE, "--jobs %s: give a number from 1 to %d", word,
                             READER_JOBS_MAX);
        o->jobs = (unsigned)n;
        break;
    case OPTION_LIMIT:
        if (!number(word, INT32_MAX, &n) || n == 0)
            return error_set(err, PRISCUS_EUSAGE, NOWHERE, "--limit %s: give a number from 1 up", word);
        o->limit = n;
        break;
    case OPTION_QUIET:
        o->quiet = true;
        break;
    case OPTION_PARTY:
        o->party = word;
        break;
    case OPTION_ISSUE:
        o->issue = word;
        break;
    case OPTION_SPEAKER:
        o->speaker = word;
        break;
    case OPTION_LIST:
        o->list = true;
        break;
    case OPTION_FORMAT:
        o->format = (enum format)which;
        break;
    case OPTION_EXIT_STATUS:
        o->exit_status = true;
        break;
    case OPTION_PARSE_FROM:
        o->parse_from = (enum parse_from)which;
        break;
    case OPTION_PARSE_TO:
        o->to_json = which == 1;
        o->to_iob2 = which == 2;
        break;
    case OPTION_MODEL:
        o->model = word;
        break;
    case OPTION_ONLY:
        o->only = 0;
        if (!parts(word, &o->only))
            return error_set(err, PRISCUS_EUSAGE, NOWHERE,
                             "--only %s: give tags, names, trees or all, with commas between", word);
        break;
    case OPTION_OUTPUT:
        o->output = word;
        break;
    case OPTION_DEV:
        return file_add(o->devs, &o->n_devs, row, word, err);
    case OPTION_NAMES:
        return file_add(o->names, &o->n_names, row, word, err);
    case OPTION_VECTORS:
        o->vectors = word;
        break;
    case OPTION_EPOCHS:
    case OPTION_SEED:
        if (!number(word, INT32_MAX, &n) || (n == 0 && row->id == OPTION_EPOCHS))
            return error_set(err, PRISCUS_EUSAGE, NOWHERE, "--%s %s: give a number from %d up", row->name, word,
                             row->id == OPTION_EPOCHS);
        *(row->id == OPTION_EPOCHS ? &o->epochs : &o->seed) = (unsigned)n;
        break;
    case OPTION_MAN:
        o->man = true;
        break;
    case OPTION_MARKDOWN:
        o->markdown = true;
        break;
    case OPTION_COMPLETIONS:
        o->completions = word;
        break;
    case OPTION_HELP:
        o->help = true;
        break;
    }
    return PRISCUS_OK;
}

#define ROWS_MAX 24

/* What getopt_long could not make sense of: the letter optopt, or `word` where that is 0. */
static priscus_status complain_option(const struct command *command, const struct option_row *const *rows, size_t n,
                                      const char *word, bool lacks_argument, struct priscus_error *err)
{
    const char *names[ROWS_MAX], *nearest;
    char name[WORD_MAX + 1];
    size_t length;

    if (lacks_argument) {
        for (size_t i = 0; i < n; i++)
            if (optopt == (int)rows[i]->id + 256 || (rows[i]->letter && optopt == rows[i]->letter))
                return error_set(err, PRISCUS_EUSAGE, NOWHERE, "--%s wants a value: --%s %s", rows[i]->name,
                                 rows[i]->name, rows[i]->argument);
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "%s wants a value", word);
    }
    if (optopt > 0 && optopt < 256)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "no option -%c; see: priscus help %s", optopt, command->name);
    length = strcspn(word + 2, "=");
    if (length > WORD_MAX)
        length = WORD_MAX;
    memcpy(name, word + 2, length);
    name[length] = '\0';
    for (size_t i = 0; i < n; i++) {
        names[i] = rows[i]->name;
        if (strcmp(name, names[i]) == 0)
            return error_set(err, PRISCUS_EUSAGE, NOWHERE, "--%s takes no value", name);
    }
    nearest = option_nearest(name, names, n);
    if (nearest)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "no option --%s; did you mean --%s?", name, nearest);
    return error_set(err, PRISCUS_EUSAGE, NOWHERE, "no option --%s; see: priscus help %s", name, command->name);
}

priscus_status option_parse(enum command_id id, int argc, char **argv, struct options *out, struct priscus_error *err)
{
    const struct command *command = &commands[id];
    const struct option_row *rows[ROWS_MAX];
    struct option longs[ROWS_MAX + 1] = { 0 };
    char letters[2 * ROWS_MAX + 2] = ":"; /* ':' tells a missing value from an unknown option */
    size_t n = 0, at = 0, n_letters = 1;
    priscus_status status = PRISCUS_OK;
    int got;

    *out = (struct options){ .ledger = OPTION_LEDGER_DEFAULT, .timeout = 60, .delay = 1, .every = 15 };
    while ((rows[n] = option_next(id, &at))) {
        longs[n] = (struct option){ rows[n]->name, rows[n]->argument ? required_argument : no_argument, NULL,
                                    (int)rows[n]->id + 256 };
        if (rows[n]->letter) {
            letters[n_letters++] = rows[n]->letter;
            if (rows[n]->argument)
                letters[n_letters++] = ':';
        }
        n++;
    }
    letters[n_letters] = '\0';

    optind = 0; /* start anew: glibc's way */
    opterr = 0;
    while ((got = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
        const struct option_row *row = NULL;

        for (size_t i = 0; i < n && !row; i++)
            if (got == (int)rows[i]->id + 256 || (rows[i]->letter && got == rows[i]->letter))
                row = rows[i];
        if (row && row->id == OPTION_HELP) {
            out->help = true;
            return PRISCUS_OK;
        }
        if (status != PRISCUS_OK)
            continue; /* the first mistake is said, unless --help comes later */
        status = row ? option_set(out, row, optarg, err)
                     : complain_option(command, rows, n, argv[optind - 1], got == ':', err);
    }
    if (status != PRISCUS_OK)
        return status;
    out->arguments = (const char *const *)argv + optind;
    out->n_arguments = (size_t)(argc - optind);
    if (argc - optind < command->least)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "%s", command->missing);
    if (command->most >= 0 && argc - optind > command->most)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "what is \"%s\" for? %s; see: priscus help %s",
                         argv[optind + command->most],
                         command->most ? "One argument is enough" : "This command takes options alone", command->name);
    return PRISCUS_OK;
}

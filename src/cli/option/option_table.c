/* option_table.c - a row for each option, with the commands that take it. See option.h. */
#include "cli/option/option.h"

#include "page/format.h"

#define FORMAT_VALUE(from, name, ...)      "|" name
#define FORMAT_HELP(from, name, help, ...) ", " name " is " help

/* To be read as it stands: */
/* clang-format off */
#define READ (1u << COMMAND_READ)
#define WATCH (1u << COMMAND_WATCH)
#define LINK (1u << COMMAND_LINK)
#define POSITIONS (1u << COMMAND_POSITIONS)
#define CHANGES (1u << COMMAND_CHANGES)
#define STATEMENTS (1u << COMMAND_STATEMENTS)
#define UTTERANCES (1u << COMMAND_UTTERANCES)
#define STORIES (1u << COMMAND_STORIES)
#define SEARCH (1u << COMMAND_SEARCH)
#define WHO (1u << COMMAND_WHO)
#define TRACE (1u << COMMAND_TRACE)
#define AMEND (1u << COMMAND_AMEND)
#define EXPORT (1u << COMMAND_EXPORT)
#define IMPORT (1u << COMMAND_IMPORT)
#define SERVE (1u << COMMAND_SERVE)
#define VERIFY (1u << COMMAND_VERIFY)
#define COPY (1u << COMMAND_COPY)
#define COMPACT (1u << COMMAND_COMPACT)
#define ENQUEUE (1u << COMMAND_ENQUEUE)
#define WORK (1u << COMMAND_WORK)
#define STATS (1u << COMMAND_STATS)
#define AGENDA (1u << COMMAND_AGENDA)
#define ROSTER (1u << COMMAND_ROSTER)
#define PARSE (1u << COMMAND_PARSE)
#define TRAIN (1u << COMMAND_TRAIN)
#define HELP (1u << COMMAND_HELP)
#define ASKING (POSITIONS | CHANGES | STATEMENTS | UTTERANCES | STORIES | SEARCH | STATS)
#define DATED (POSITIONS | CHANGES | STATEMENTS | UTTERANCES | STORIES | SEARCH)
#define ALL ((1u << COMMAND_COUNT) - 1)

const struct option_row option_rows[] = {
    { OPTION_FROM, READ | ENQUEUE, "from", 'f', "FORM", "auto" FORMAT_MAP(FORMAT_VALUE),
      "what the inputs are: auto (the default) goes by name and content" FORMAT_MAP(FORMAT_HELP) },
    { OPTION_LEDGER, READ | WATCH | LINK | AMEND | EXPORT | IMPORT | SERVE | ASKING | WHO | TRACE | VERIFY | COMPACT | AGENDA, "ledger", 'l', "FILE", NULL,
      "the ledger, a file or a database (postgresql://...); default: " OPTION_LEDGER_DEFAULT " in the current folder" },
    { OPTION_LEDGER, ENQUEUE | WORK, "ledger", 'l', "ADDRESS", NULL,
      "the ledger: a database of a PostgreSQL server, as postgresql:///name" },
    { OPTION_RECEIPT, READ, "receipt", 0, "FILE", NULL,
      "write to FILE what the ledger is afterwards: how many commits, and the hash that stands for all of them" },
    { OPTION_RECEIPT, VERIFY, "receipt", 0, "FILE", NULL,
      "check that the ledger goes on from this receipt of read --receipt: nothing was cut off or made anew" },
    { OPTION_SINCE_RECEIPT, VERIFY, "since", 0, "FILE", NULL,
      "only what came behind this receipt; what was before is taken for as good as it was then" },
    { OPTION_TO, READ, "to", 't', "FORM", "jsonl|plover",
      "no ledger, but lines of JSON on standard output: with jsonl one an article, with plover one an event of PLOVER 2.0, deeds "
      "too (docs/events.md)" },
    { OPTION_AGENDA, READ | WATCH | WORK, "agenda", 'a', "FILE", NULL,
      "the issues to look for, in place of the built-in ones; may be repeated" },
    { OPTION_AGENDA, ASKING | EXPORT, "agenda", 'a', "NAME", NULL,
      "only what was read with this agenda (its name, or a file that has its text)" },
    { OPTION_ROSTER, READ | WATCH | WORK | AGENDA | ROSTER, "roster", 'r', "FILE", NULL,
      "the parties and who speaks for them, in place of the built-in ones: a roster, a dictionary of actors or agents "
      "(PETRARCH), a table in CSV; may be repeated" },
    { OPTION_FETCHED, READ | ENQUEUE, "fetched", 0, "DATE", NULL,
      "when the pages were fetched, to make dates of \"15 hours ago\"" },
    { OPTION_PUBLISHED, READ | ENQUEUE, "published", 0, "DATE", NULL,
      "when pages that do not say it were published (2024, 2024-06 or 2024-06-30)" },
    { OPTION_ADDRESS, READ | ENQUEUE, "address", 0, "URL", NULL,
      "where a page that is read from a file or standard input came from" },
    { OPTION_FOLLOW, READ | ENQUEUE, "follow", 0, NULL, NULL,
      "in folders, also follow links to folders and out of the folder" },
    { OPTION_MAP, READ | ENQUEUE, "map", 0, "PAIRS", NULL,
      "JSON lines: which key is which field, as in title=headline,text=content.main" },
    { OPTION_PAGE_LIMIT, READ | WATCH | ENQUEUE, "page-limit", 0, "SIZE", NULL,
      "how much text of a page is read (500K, 4M; at most 32M); what is behind it is left out, and that is said; "
      "default: 1M" },
    { OPTION_EXPLAIN, READ, "explain", 0, NULL, NULL,
      "no ledger: what each part of a page was taken for, and by which rule, on standard output" },
    { OPTION_NO_LINK, READ | WATCH | WORK, "no-link", 0, NULL, NULL,
      "give pages no place among the others (copies, stories, utterances); priscus link does it later" },
    { OPTION_AGAIN, LINK, "again", 0, NULL, NULL, "forget all places first" },
    { OPTION_AGAIN, WORK, "again", 0, NULL, NULL, "read nothing; let the pages that were set aside wait again" },
    { OPTION_TIMEOUT, READ | WATCH | WORK, "timeout", 0, "SECONDS", NULL,
      "how long one page may take to come over the network; default: 60" },
    { OPTION_DELAY, READ | WATCH | WORK, "delay", 0, "SECONDS", NULL,
      "how long to wait between two requests to one host; default: 1" },
    { OPTION_ALLOW_PRIVATE, READ | WATCH | WORK, "allow-private", 0, NULL, NULL,
      "also fetch from this computer and from private networks" },
    { OPTION_EVERY, WATCH, "every", 0, "MINUTES", NULL, "how often to look at each feed; default: 15" },
    { OPTION_ONCE, WATCH, "once", 0, NULL, NULL, "look at each feed once, then end" },
    { OPTION_ONCE, WORK, "once", 0, NULL, NULL, "end when nothing waits any more" },
    { OPTION_STATUS, WORK, "status", 0, NULL, NULL, "read nothing; show what waits, what is being read, and what was set aside" },
    { OPTION_SAMPLE, AGENDA, "sample", 0, "N", NULL,
      "how many pages to read, picked by chance and each time the same; default: 1000" },
    { OPTION_CONFIRM, AMEND, "confirm", 0, NULL, NULL, "the entry is right as it is" },
    { OPTION_NOT, AMEND, "not-a-position", 0, NULL, NULL, "it is none, and is not shown any more" },
    { OPTION_STANCE, AMEND, "stance", 0, "STANCE", "demands|proposes|accepts|open|conditional|rejects",
      "the stance is demands, proposes, accepts, open, conditional or rejects" },
    { OPTION_PARTY, AMEND, "party", 'p', "CODE", NULL, "it is the stance of this party" },
    { OPTION_ISSUE, AMEND, "issue", 'i', "NAME", NULL, "it is on this issue" },
    { OPTION_SPEAKER, AMEND, "speaker", 's', "NAME", NULL, "this one says it" },
    { OPTION_NOTE, AMEND, "note", 0, "TEXT", NULL, "why, or what is unclear" },
    { OPTION_WHO, AMEND, "who", 0, "NAME", NULL, "who corrects; default: $PRISCUS_WHO, or else $USER" },
    { OPTION_WORDS, AMEND, "words", 0, "TEXT", NULL, "add: the words that carry the position, as they stand in the article" },
    { OPTION_SAID_ON, AMEND, "said-on", 0, "DATE", NULL, "add: when it was said (2024, 2024-06 or 2024-06-30)" },
    { OPTION_REVIEWED, AMEND, "reviewed", 0, NULL, NULL, "of a page: all of it was read, and what was missing is added" },
    { OPTION_QUALITY, STATS, "quality", 0, NULL, NULL,
      "precision and recall by the corrections in the ledger, and how far readers agree" },
    { OPTION_PORT, SERVE, "port", 0, "N", NULL, "where to listen; 0: where there is room; default: 7007" },
    { OPTION_JOBS, SERVE, "jobs", 'j', "N", NULL, "threads to answer with; default: one a core" },
    { OPTION_JOBS, VERIFY, "jobs", 'j', "N", NULL, "threads to read pages again with; default: one a core" },
    { OPTION_JOBS, READ | WATCH | WORK | AGENDA, "jobs", 'j', "N", NULL,
      "threads to read with; default: one a core" },
    { OPTION_QUIET, READ | WATCH | COPY | COMPACT | ENQUEUE | WORK | LINK | SERVE | VERIFY | AGENDA | TRAIN, "quiet", 'q', NULL, NULL,
      "no progress and no summary; errors are still said" },
    { OPTION_LIST, POSITIONS, "list", 0, NULL, NULL, "one row a position, with its words" },
    { OPTION_HISTORY, POSITIONS, "history", 0, NULL, NULL,
      "one row a position by each reading that ever was, replaced ones too" },
    { OPTION_HISTORY, CHANGES, "history", 0, NULL, NULL,
      "one row a stance, from when it was first said to when it was last" },
    { OPTION_AS_OF, POSITIONS | CHANGES | STATEMENTS | UTTERANCES | EXPORT, "as-of", 0, "DATE", NULL,
      "only what had been said by the end of DATE (2024, 2024-06 or 2024-06-30)" },
    { OPTION_AS_OF, ROSTER, "as-of", 0, "DATE", NULL, "only the term of office that counts on that day" },
    { OPTION_SINCE, DATED | EXPORT, "since", 0, "DATE", NULL, "only what was said from the beginning of DATE on" },
    { OPTION_UNTIL, DATED | EXPORT, "until", 0, "DATE", NULL, "only what was said by the end of DATE; the same as --as-of" },
    { OPTION_BY, DATED | EXPORT, "by", 0, "CLOCK", "said|published|recorded",
      "which date these are about: when it was said (the default; else published), published, or recorded here (UTC)" },
    { OPTION_STORY, DATED | EXPORT, "story", 0, "ID", NULL, "only the articles of this story (e-...)" },
    { OPTION_OUTLET, DATED | EXPORT, "outlet", 0, "NAME", NULL, "only outlets whose name has NAME in it" },
    { OPTION_PARTY, POSITIONS | CHANGES | STATEMENTS | UTTERANCES | EXPORT, "party", 'p', "CODE", NULL, "only this party" },
    { OPTION_PARTIES, POSITIONS | CHANGES | STATEMENTS | UTTERANCES | EXPORT, "parties", 0, "CODES", NULL,
      "only these parties, with commas between" },
    { OPTION_ISSUE, POSITIONS | CHANGES | STATEMENTS | EXPORT, "issue", 'i', "NAME", NULL,
      "only this issue; talks takes in talks.summit" },
    { OPTION_SURE, POSITIONS | CHANGES | EXPORT, "sure", 0, "LEAST", NULL,
      "only positions that are right so likely, from 0 to 1 (.8), and those that have no number" },
    { OPTION_SPEAKER, CHANGES | STATEMENTS | UTTERANCES | EXPORT, "speaker", 's', "NAME", NULL,
      "only speakers whose name has NAME in it" },
    { OPTION_PAGES, UTTERANCES | STORIES, "pages", 0, "N", NULL,
      "only what at least N pages report; default: 2 in a table, 1 for programs" },
    { OPTION_LIMIT, POSITIONS | CHANGES | STATEMENTS | UTTERANCES | STORIES | SEARCH | EXPORT, "limit", 'n', "N", NULL, "no more than N rows" },
    { OPTION_LIMIT, AMEND, "limit", 'n', "N", NULL, "list: no more than N rows" },
    { OPTION_LIMIT, AGENDA, "limit", 'n', "N", NULL,
      "no more than N rows of each kind; default: 20 in a table, all for programs" },
    { OPTION_FORMAT, (ASKING & ~CHANGES & ~UTTERANCES & ~STORIES) | AGENDA | ROSTER, "format", 'F', "FORM", "table|json|csv",
      "table (the default) for people, json (an array of objects) and csv for programs" },
    { OPTION_FORMAT, CHANGES, "format", 'F', "FORM", "table|json|csv|jsonl",
      "table (the default) for people, json (an array of objects) and csv for programs; jsonl is a line a change, "
      "with places in the texts of the articles" },
    { OPTION_FORMAT, UTTERANCES, "format", 'F', "FORM", "table|json|csv|jsonl",
      "table (the default) for people, json (an array of objects, each with its reports) and csv (a row a report) for programs; "
      "jsonl is json with a line an utterance" },
    { OPTION_FORMAT, STORIES, "format", 'F', "FORM", "table|json|csv|jsonl",
      "table (the default) for people, json (an array of objects, each with its articles) and csv (a row an article) for programs; "
      "jsonl is json with a line a story" },
    { OPTION_RAW, ASKING | WHO | AGENDA | ROSTER | EXPORT, "raw", 0, NULL, NULL,
      "csv: cells as they are, without the apostrophe before what a spreadsheet would compute (= + - @)" },
    { OPTION_FORMAT, WHO, "format", 'F', "FORM", "table|json|csv",
      "table (the default) for people, json (one object) and csv (a row a step) for programs" },
    { OPTION_FORMAT, AMEND, "format", 'F', "FORM", "table|json|csv",
      "list: table (the default) for people, json (an array of objects) and csv for programs" },
    { OPTION_FORMAT, TRACE, "format", 'F', "FORM", "table|json",
      "table (the default) for people, json (one object) for programs" },
    { OPTION_EXIT_STATUS, POSITIONS | CHANGES | STATEMENTS | UTTERANCES | STORIES | SEARCH | ROSTER, "exit-status", 'e', NULL, NULL,
      "exit with 1 if nothing was found" },
    { OPTION_PARSE_FROM, PARSE, "from", 0, "FORM", "auto|text|jsonl|conllu",
      "what the inputs are: auto (the default) goes by the file's name and takes standard input for text, "
      "text is a paragraph a line, jsonl is one JSON object a line, conllu is CoNLL-U" },
    { OPTION_PARSE_TO, PARSE, "to", 0, "FORM", "conllu|json|iob2",
      "what is written: conllu (the default) is CoNLL-U, json is one JSON object a sentence, iob2 is words with "
      "the tags of names (PER, ORG, LOC, NORP for peoples, OTH)" },
    { OPTION_MODEL, READ | WATCH | WORK | LINK | SERVE | TRACE | VERIFY | EXPORT | AGENDA | PARSE | TRAIN, "model", 'm', "FILE", NULL,
      "the model; default: $PRISCUS_MODEL, or else the one installed with this program" },
    { OPTION_CHECK_MODEL, READ | WATCH | WORK | LINK | SERVE | TRACE | EXPORT | AGENDA | PARSE, "check-model", 0, NULL, NULL,
      "hash the model and the encoder again; without it a file that was hashed before and has not changed since is taken as it is (verify always hashes)" },
    { OPTION_FAST, READ | WATCH | WORK | AGENDA, "fast", 0, NULL, NULL,
      "without the encoder: with the small networks alone, for archives; the same as $PRISCUS_FAST=1" },
    { OPTION_ONLY, PARSE, "only", 0, "PARTS", NULL,
      "what is wanted, with commas between: tags (with lemmas), names, trees or all (the default); "
      "without trees it is faster" },
    { OPTION_TABLE, EXPORT, "table", 0, "NAME", "positions|matrix|changes|stances|statements|utterances|stories|articles|speakers|outlets|history|corrections|citations|shares|codebook",
      "csv, jsonl (and annotations, of positions or statements): which rows: positions (the default), matrix (the latest stances), changes, stances (each from when to when), "
      "statements, utterances (a row a report), stories (a row an article), articles, speakers, outlets, history (positions of all readings), corrections, citations (which medium has it from which), shares (for and against, by party and issue) or "
      "codebook (what the codes mean)" },
    { OPTION_NETWORK, EXPORT, "network", 0, "KIND", "issues|parties|outlets",
      "graphml: issues (the default; parties and issues), parties (by how far they agree) or outlets (who has it from whom)" },
    { OPTION_IMPORT_TO, IMPORT, "to", 't', "WHAT", "ledger|gold|articles",
      "ledger (the default): what was coded, as corrections; or, as JSON lines on standard output, gold: the codings with their "
      "texts, to measure against; articles: the texts alone, for priscus read --from jsonl" },
    { OPTION_NAMES, IMPORT, "names", 0, "FILE", NULL,
      "what issues, parties and persons are called in the file that is imported (docs/dna.md)" },
    { OPTION_ROSTER, IMPORT, "roster", 'r', "FILE", NULL, "further names of parties; may be repeated" },
    { OPTION_WHO, IMPORT, "who", 0, "NAME", NULL, "who says all of it; default: of dna who coded it, as the file has it, of csv $PRISCUS_WHO, or else $USER" },
    { OPTION_REVIEWED, IMPORT, "reviewed", 0, NULL, NULL,
      "articles with a coding were read whole: what the machine has beside the codings is no position" },
    { OPTION_OUTPUT, IMPORT, "output", 'o', "FILE", NULL, "gold, articles: the file to write; default: standard output" },
    { OPTION_OUTPUT, EXPORT, "output", 'o', "FILE", NULL, "the file to write; default: standard output" },
    { OPTION_OUTPUT, TRAIN, "output", 'o', "FILE", NULL, "the model to write" },
    { OPTION_DEV, TRAIN, "dev", 0, "FILE", NULL,
      "a CoNLL-U file to measure on, which is not learnt from; may be repeated" },
    { OPTION_NAMES, TRAIN, "names", 0, "FILE", NULL,
      "the names in the treebanks' sentences (IOB2), matched by # sent_id; may be repeated" },
    { OPTION_VECTORS, TRAIN, "vectors", 0, "FILE", NULL,
      "word vectors: a line each, the word and its numbers, commonest first" },
    { OPTION_ROWS, TRAIN, "rows", 0, "FOLDER", NULL,
      "learn nothing; write what would be learnt from articles there, for training elsewhere" },
    { OPTION_EPOCHS, TRAIN, "epochs", 0, "N", NULL, "rounds of training; default: 40" },
    { OPTION_SEED, TRAIN, "seed", 0, "N", NULL, "what chance begins with; default: 0" },
    { OPTION_MAN, HELP, "man", 0, NULL, NULL, "write the manual page priscus(1), or that of COMMAND" },
    { OPTION_MARKDOWN, HELP, "markdown", 0, NULL, NULL, "write all of the help as Markdown" },
    { OPTION_COMPLETIONS, HELP, "completions", 0, "SHELL", "bash|zsh|fish",
      "write completions for bash, zsh or fish" },
    { OPTION_HELP, ALL, "help", 'h', NULL, NULL, "explain the command" },
};
/* clang-format on */

const size_t option_rows_n = COUNT_OF(option_rows);

const struct option_row *option_next(enum command_id command, size_t *at)
{
    while (*at < option_rows_n) {
        const struct option_row *row = &option_rows[(*at)++];

        if (row->commands & 1u << command)
            return row;
    }
    return NULL;
}

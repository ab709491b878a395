/* command_table.c - the commands, as help, man page and completions tell of them. See option.h. */
#include <string.h>

#include "cli/option/option.h"

/* The rows of export_formats (export/formats.c), which the tests hold against this. */
#define EXPORT_FORMATS_HELP \
    "csv - a table, for spreadsheets\n\n" \
    "jsonl - the same, one object of JSON a line\n\n" \
    "datapackage - tables as CSV with their columns described: a Frictionless Data Package, as ZIP\n\n" \
    "annotations - positions or statements as W3C Web Annotations (JSON-LD)\n\n" \
    "graphml - a network of parties and issues, of parties among each other, or of outlets\n\n" \
    "atom - a feed of changes (Atom), the newest first\n\n" \
    "dna - articles and positions for the Discourse Network Analyzer 3.1\n\n" \
    "plover - events of PLOVER 2.0, one object of JSON a line\n\n" \
    "phoenix - events with CAMEO codes, in the 26 columns of Phoenix"

/* To be read as it stands: */
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
            "Pages are read with a pretrained encoder if one is installed beside the model (english.encoder beside "
            "english.model). With --fast, or without that file, small networks alone read them: more pages a minute, for "
            "archives, and more speakers mistaken. The ledger keeps how each entry was made; the same pages read at the other "
            "speed are another reading beside the first.\n\n"
            "Control-C ends the run, also within a page, keeps what was written and says how to go on.",
        .missing = "no input; name files or folders, or - for standard input",
        .examples = {
            { "priscus read pages/", "every page in the folder, into priscus.db" },
            { "priscus read --ledger talks.db --agenda talks.agenda *.html", "other issues, another ledger" },
            { "priscus read https://example.org/news", "a page from the web" },
            { "priscus read --fast archive/*.warc.gz", "years of pages, by the small networks" },
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
            "Control-C ends it, also within a page; what was written is kept.",
        .missing = "no feed; name the address of a feed, or a file that lists some",
        .examples = {
            { "priscus watch https://example.org/rss.xml", "every quarter of an hour, until stopped" },
            { "priscus watch --once feeds.opml", "from a timer (cron, systemd)" },
        },
    },
    [COMMAND_LINK] = {
        .name = "link", .arguments = "",
        .summary = "place pages that have no place yet: copies, stories, utterances",
        .about =
            "`read` and `watch` place each page among those before it as it comes. This is for the others: of a ledger "
            "that an older Priscus made, or read with --no-link. It can be broken off at any moment and goes on where it "
            "was. With --again all places are found anew, by this version of Priscus; entries stay as they are.",
        .examples = {
            { "priscus link", "what has no place yet" },
            { "priscus link --again", "all pages, from the first" },
        },
    },
    [COMMAND_POSITIONS] = {
        .name = "positions", .arguments = "",
        .summary = "show where the parties stand",
        .about =
            "A grid of issues and parties with the latest stance of each and the day it was taken. A ! marks "
            "a contested stance, on which reports of that day disagree, a * one that is known only by another party's "
            "account. Where not all parties fit beside each other, those of whom most is known are shown, and the rest is counted. The stances are demands, proposes, accepts and open (for), conditional, and rejects "
            "(against). Parties are in the order of their codes.\n\n"
            "With --list every position is a row of its own, oldest first, with the words that carry it and, "
            "under SURE, how likely it is that it is right. Of pages that were read again, the newest reading with "
            "each agenda is shown; --history shows all readings. A date like 2031-11-19/20~ is not the page's own: the dated "
            "pages of its story put it there.",
        .examples = {
            { "priscus positions", "the grid" },
            { "priscus positions --as-of 2024-06-30", "as it stood at the end of that day" },
            { "priscus positions --parties RUS,UKR,USA", "these parties, however wide that is" },
            { "priscus positions --list --party UKR --issue talks", "how one stance came about" },
            { "priscus positions --list --format csv > positions.csv", "for a spreadsheet" },
        },
    },
    [COMMAND_CHANGES] = {
        .name = "changes", .arguments = "",
        .summary = "show where a stance changed, and where reports disagree",
        .about =
            "One row a change: the last sentence in which a party was for something (or against it, or for it if ...) and the "
            "first in which it was not, with their days, and by whose account each is known. A change counts where both "
            "are sure enough; what others say of a party changes nothing. What is told again of an earlier day stands at that day.\n\n"
            "Below it, reports of one day that disagree about a stance, and stances that the party denied: the stance then "
            "goes on as it was.\n\n"
            "With --history, every stance that was held, from when it was first said to when it was last.",
        .examples = {
            { "priscus changes --since 2025-05-21", "what changed since that day" },
            { "priscus changes --party RUS --issue talks --history", "the stances of one party, one after the other" },
            { "priscus changes --by recorded --since 2025-05-21 --format csv", "what this ledger learnt since then" },
        },
    },
    [COMMAND_STATEMENTS] = {
        .name = "statements", .arguments = "",
        .summary = "list who said what, when, and by whose account",
        .about =
            "One row a statement, oldest first: who is quoted, whom they speak for, what was said, in whose "
            "report. A speaker's own words stand between quotation marks. A date like 2031-11-19/20~ is not the page's own: the "
            "dated pages of its story put it there.",
        .examples = {
            { "priscus statements --speaker Guterres", "everything from one speaker" },
            { "priscus statements --party RUS --limit 20", "the first twenty of a party" },
            { "priscus statements --format json | jq -r '.[].speaker' | sort | uniq -c",
              "who is quoted how often" },
        },
    },
    [COMMAND_UTTERANCES] = {
        .name = "utterances", .arguments = "",
        .summary = "list what was said once, however many pages report it",
        .about =
            "Statements of one speaker on one occasion with one content, in several articles, wordings and translations, are "
            "one utterance. One row an utterance, oldest first: how many pages report it, how many independent sources stand "
            "behind them (ten outlets with one agency behind them are one), and its wordings; words in which a wording differs "
            "from the first are marked \xe2\x9f\xa6so\xe2\x9f\xa7. --speaker and the like choose utterances of which a report fits; all "
            "its reports are shown.",
        .examples = {
            { "priscus utterances --speaker Lavrov", "what he said, each thing once" },
            { "priscus utterances --pages 5 --since 2025-05-21", "what was reported most since that day" },
            { "priscus utterances --format json | jq '.[] | select(.sources == 1)'", "what rests on one source" },
        },
    },
    [COMMAND_STORIES] = {
        .name = "stories", .arguments = "",
        .summary = "list events, with the articles on each",
        .about =
            "Articles on one event are a story; two events of one kind are two. One row a story, the latest first: the days of its "
            "articles, how many pages and outlets it has, how many independent sources stand behind them, and the title of the "
            "article that is most like the others. --since, --outlet and the like choose stories of which an article fits (by when it "
            "was published); all its articles are shown.",
        .examples = {
            { "priscus stories --since 2025-05-21", "what happened since that day" },
            { "priscus stories --pages 5", "what five pages or more are about" },
            { "priscus stories --format jsonl | jq -r '.files[]'", "articles, story by story" },
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
    [COMMAND_WHO] = {
        .name = "who", .arguments = "ID", .least = 1, .most = 1,
        .summary = "show who has it from whom",
        .about =
            "ID is a statement (s-...), a position (p-...), an utterance (u-...), a story (e-...) or a page (g-...). One row "
            "a step, by report, oldest first: which outlet has it from which agency, broadcaster or other outlet, by the "
            "words of its page; whose copy its page is; whom they quote. Below, the first report known, and how many "
            "independent sources there are: ten outlets with one agency behind them are one.",
        .missing = "nothing to ask about; name a statement (s-...), utterance (u-...), story (e-...) or page (g-...)",
        .examples = {
            { "priscus who u-3fa94c12d0b7", "from whom the reports of an utterance have it" },
            { "priscus who --format json g-0c2b7f10e9aa | jq .steps", "whom a page cites, for a program" },
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
    [COMMAND_AMEND] = {
        .name = "amend", .arguments = "ID | add PAGE | undo ID | list | gold", .least = 1, .most = 2,
        .summary = "confirm or correct an entry, beside the machine's reading",
        .about =
            "ID is a position (p-...), a statement (s-...) or a page (g-...). What is said of it is added to the ledger with "
            "who said it and when, and every view shows it; the machine's reading stays as it was, and a later reading of the "
            "page keeps the correction.\n\n"
            "add makes a position that the machine did not find: --words, as they stand in the article of PAGE, with --party, "
            "--issue and --stance. undo takes a correction back (its ID is c-...). list shows all that was said; gold "
            "writes the pages that were reviewed whole (--reviewed) as JSON lines, to measure with and to train on.\n\n"
            "How good the machine is by all this: priscus stats --quality.",
        .missing = "no entry; name a position (p-...), a statement (s-...) or a page (g-...), or: list",
        .examples = {
            { "priscus amend p-3fa94c12d0b7 --confirm", "it is right" },
            { "priscus amend p-3fa94c12d0b7 --stance open --note 'she only may'", "it is not" },
            { "priscus amend add g-0c2b7f10e9aa --words 'no truce' --party VSK --issue ceasefire --stance rejects",
              "it was missed" },
            { "priscus amend undo c-81d0a7f3e2b9", "that was wrong" },
            { "priscus amend gold > gold.jsonl", "what was reviewed, as gold" },
        },
    },
    [COMMAND_EXPORT] = {
        .name = "export", .arguments = "FORMAT", .least = 1, .most = 1,
        .summary = "write the record in a format of other programs",
        .about =
            "FORMAT is one of\n\n" EXPORT_FORMATS_HELP "\n\n"
            "With --output the file is there when all of it is written, and not before: a run that fails leaves nothing under "
            "its name. Options that choose entries are those of positions. What a format cannot hold is counted on standard "
            "error; docs/exchange.md says format by format what is written, and what reads it.",
        .missing = "no format; name one, as in: priscus export csv",
        .examples = {
            { "priscus export csv --party RUS > russia.csv", "the positions of a party, for a spreadsheet" },
            { "priscus export graphml --network parties --output parties.graphml", "who agrees with whom, for Gephi" },
            { "priscus export datapackage --output talks.zip", "all tables, described" },
            { "priscus export jsonl --table statements | jq -r .speaker", "all statements, a line each" },
        },
    },
    [COMMAND_IMPORT] = {
        .name = "import", .arguments = "FORMAT FILE", .least = 2, .most = 2,
        .summary = "bring in what people coded in other programs",
        .about =
            "With csv, FILE is a table of positions as priscus export csv writes it, edited in a spreadsheet: a party, issue, stance or "
            "speaker that was changed becomes a correction, confirmed or not in the column review a verdict, and a row without id, with "
            "page and words, a position that was missed. docs/exchange.md has all of it.\n\n"
            "With dna, it is a file of the Discourse Network Analyzer 3.1. Its statements become corrections, signed with the names "
            "of their coders: of the position that the ledger has at those words for that party and issue, that it is right or what "
            "it should be; where it has none, a position is added. Articles are found by their text, else by title and day; "
            "those that the ledger does not have are told, and --to articles writes them for priscus read. The same file once "
            "more adds nothing. docs/dna.md has all of it.",
        .missing = "no format or no file; name both, as in: priscus import dna coded.dna",
        .examples = {
            { "priscus import csv mended.csv --who Ada", "a table that was edited" },
            { "priscus import dna coded.dna --names desk.names", "codings into the ledger" },
            { "priscus import dna coded.dna --to articles | priscus read --from jsonl -", "its articles first" },
            { "priscus import dna coded.dna --to gold > gold.jsonl", "codings to measure against" },
        },
    },
    [COMMAND_SERVE] = {
        .name = "serve", .arguments = "",
        .summary = "show the ledger in a browser, and to programs (REST)",
        .about =
            "Web pages and a REST API (/api/v1/openapi.json) on 127.0.0.1, for this machine alone. The ledger is only "
            "read, so that `read` and `watch` can write meanwhile. The address that is printed has a token in it: "
            "whoever opens that one can write corrections, all others can look.",
        .examples = {
            { "priscus serve", "then open the address that it prints" },
            { "priscus serve --ledger talks.db --port 8080", "another ledger, another port" },
        },
    },
    [COMMAND_VERIFY] = {
        .name = "verify", .arguments = "[ID]", .most = 1,
        .summary = "check that the record is what was committed, and what the stored pages say",
        .about =
            "Checks that the file is whole (tables, views, triggers, indexes, full text) and that its rows are those that were "
            "committed, by the chain of hashes over all commits; checks each page against its hash and each entry against "
            "the words of its page, and makes every entry again from the stored page, agenda and roster. What is wrong is "
            "named, one a line. ID is one entry or one page: that one is checked, and nothing else.\n\n"
            "With --since the ledger must go on from a receipt, and what came behind it is checked: commits from there on, the "
            "pages that they brought, read again or corrected, with all entries of these, and which positions of them are shown. It says "
            "nothing of rows from before the receipt, and nothing of the file's structure and the full text: for these, "
            "check all of it now and then.",
        .examples = {
            { "priscus verify", "the whole ledger" },
            { "priscus verify --since yesterday.receipt", "what came since that receipt was written" },
            { "priscus verify p-3fa94c12d0b7", "one entry" },
        },
    },
    [COMMAND_COMPACT] = {
        .name = "compact", .arguments = "",
        .summary = "give back room that is free in the file of a ledger",
        .about =
            "Pages that come one by one leave the full text in many parts and the file half full here and there. This writes "
            "all of it anew and says how large the file was and is. Nothing in it changes: identifiers, commits and what asking gives "
            "stay. Others may read meanwhile; where somebody writes, it says so and does nothing. It needs twice the "
            "ledger's size on the disk. A run that is ended in the middle, also by a kill, leaves the ledger as it was.",
        .examples = {
            { "priscus compact", "priscus.db in this folder" },
            { "priscus compact --ledger talks.db", "another ledger" },
        },
    },
    [COMMAND_COPY] = {
        .name = "copy", .arguments = "FROM TO", .least = 2, .most = 2,
        .summary = "copy a ledger, from a file into a database or back",
        .about =
            "Each of FROM and TO is a file or a database of a PostgreSQL server (postgresql:///name). Commit by commit the rows go over with the "
            "numbers and identifiers they have, and what has arrived must give the hash that the commit has; so both end with the same "
            "head (priscus stats), and what is damaged is found. TO is new, or an older copy of FROM: then what it lacks is added. A copy "
            "that was broken off goes on where it was.",
        .missing = "name two ledgers: copy FROM TO",
        .examples = {
            { "priscus copy priscus.db postgresql:///negotiations", "from a file into a database" },
            { "priscus copy postgresql://reader@db.example/negotiations mine.db", "a copy to take along" },
        },
    },
    [COMMAND_ENQUEUE] = {
        .name = "enqueue", .arguments = "INPUT...", .least = 1, .most = -1,
        .summary = "put pages into the queue of a ledger in PostgreSQL",
        .about =
            "INPUT is as for `read`: files, folders, archives, crawls, - for standard input; pages go into the queue with their bytes and what "
            "they came with. An address (https://...) goes in as it is, and who takes it fetches it. priscus work, on any number of "
            "machines, reads what waits there.",
        .missing = "no input; name files, folders or addresses",
        .examples = {
            { "priscus enqueue --ledger postgresql:///negotiations crawl-*.warc.gz", "all pages of crawls" },
            { "xargs priscus enqueue --ledger postgresql:///negotiations < addresses.txt", "a list of addresses" },
        },
    },
    [COMMAND_WORK] = {
        .name = "work", .arguments = "",
        .summary = "read what waits in the queue; on as many machines as you like",
        .about =
            "Takes pages from the queue that `enqueue` fills, reads them, and puts what they say into the ledger, with the word that it is done in the "
            "same transaction: a worker that is killed loses nothing and doubles nothing. What it had taken waits again, and is "
            "then read alone; a page whose worker ended three times is set aside, and so is one that cannot be read. What fails for the network's "
            "sake is tried again later. One of the workers places pages among each other (stories), the others never wait for it.\n\n"
            "It goes on until stopped (Control-C), unless with --once. docs/postgresql.md says how to run many.",
        .examples = {
            { "priscus work --ledger postgresql://worker@db.example/negotiations", "until stopped" },
            { "priscus work --ledger postgresql:///negotiations --status", "how it stands" },
        },
    },
    [COMMAND_STATS] = {
        .name = "stats", .arguments = "",
        .summary = "count what is in the ledger",
        .about = "Pages, articles, statements, positions, and what is not known of them; how many commits there were, and the head of "
                 "their chain: the last hash, which stands for all that was committed.",
        .examples = {
            { "priscus stats", "the numbers" },
            { "priscus stats --format json", "the same for a program" },
        },
    },
    [COMMAND_AGENDA] = {
        .name = "agenda", .arguments = "check [FILE...]", .verb = "check", .least = 1, .most = 1 + OPTION_FILES_MAX,
        .summary = "hold an agenda against the pages of the ledger",
        .about =
            "FILE is an agenda, perhaps one that no page was read with yet; without it, the built-in one. Pages of the ledger "
            "are read again with it, a thousand of them (ten seconds or so; --sample), and the ledger stays as it is.\n\n"
            "Shown are: phrases that name no issue anywhere, with their lines; each issue with the number of sentences that "
            "speak of it, and of those in which a party takes a stance; and on what else parties take a stance, in sentences "
            "without an issue, as phrases that an agenda could have, the most frequent first.\n\n"
            "For programs (json, csv) there is a row for each phrase, issue and such topic: how often it was found, and "
            "how often used: to name an issue, or with a stance.",
        .missing = "what to do with it? There is: priscus agenda check [FILE...]",
        .examples = {
            { "priscus agenda check fish.agenda", "what it finds in priscus.db, and what not" },
            { "priscus agenda check fish.agenda --format csv | grep ^topic", "candidates for more issues" },
        },
    },
    [COMMAND_ROSTER] = {
        .name = "roster", .arguments = "NAME...", .least = 1, .most = -1,
        .summary = "show whom a roster takes a name for",
        .about =
            "A NAME is looked up as it would be in a page: names of parties, and persons in whatever spelling, also by their last "
            "name alone. A person has a row for each term of office; with --as-of only the one that counts on that day. "
            "CODE is what a dictionary of actors has for the name on that day, or else on the first day of the term.\n\n"
            "All that is wrong in the rosters is said first, so that this also checks a dictionary or a table of "
            "another program. No ledger is used.",
        .missing = "whom to look for? There is: priscus roster NAME...",
        .examples = {
            { "priscus roster 'Sergey Lavrov'", "in the built-in roster, all terms of office" },
            { "priscus roster --roster countries.actors.txt --as-of 2010-03-01 'Vladimir Putin'", "in a dictionary, on a day" },
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
        .summary = "learn a model from treebanks, or who said what and positions from articles",
        .about =
            "A CORPUS is a treebank, a CoNLL-U file. Words, sentences, tags, lemmas and trees are learnt from all of them "
            "together, names from the files of --names; after each round the figures on the files of --dev are "
            "said on standard error. The same files, options and seed give the same model on the same machine.\n\n"
            "Or it is articles with their attributions, a .jsonl file (docs/attribution.md): from these, what is source, cue "
            "and content of a statement is learnt on top of a --model, which --output is then a copy of. Articles with their "
            "positions instead (\"positions\" where those have \"attributions\") teach such a model who is for or against what; "
            "one that has not learnt it finds positions by rules alone, which `priscus read` says.",
        .missing = "no corpus; name one or more CoNLL-U files, or a .jsonl file, to learn from",
        .examples = {
            { "priscus train --output my.model --dev dev.conllu train.conllu", "a model of your own" },
            { "priscus train --model my.model --output with-statements.model articles.jsonl",
              "the same model, and who said what" },
            { "priscus train --model with-statements.model --output whole.model positions.jsonl", "and who is for what" },
            { "priscus parse --model my.model story.txt", "the same at work" },
        },
    },
    [COMMAND_HELP] = {
        .name = "help", .arguments = "[COMMAND]", .most = 1,
        .summary = "explain a command",
        .about =
            "Without COMMAND, names the commands. The options write the manual pages, docs/commands.md and "
            "what a shell needs to complete commands and options with the tab key.",
        .examples = {
            { "priscus help read", "all about read" },
            { "priscus help --man read | man -l -", "the manual page priscus-read(1)" },
            { "priscus help --completions bash > ~/.local/share/bash-completion/completions/priscus",
              "completions for yourself" },
        },
    },
};
/* clang-format on */

enum command_id command_find(const char *name)
{
    for (int i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i].name, name) == 0)
            return (enum command_id)i;
    return COMMAND_COUNT;
}

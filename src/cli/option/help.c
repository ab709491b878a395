/* help.c - see help.h. Here: for a terminal, and as Markdown. */
#include "cli/option/help.h"

#include <unistd.h>

#include "cli/command.h"
#include "cli/screen/table.h"
#include "cli/screen/terminal.h"

#define HELP_WIDTH_MOST 100 /* longer lines are hard to read */
#define OPTION_COLUMN   24

const struct help_line help_formats[] = {
    { "table", "for people: fits the terminal, or $COLUMNS, or 100 columns in a file; shows a part of what the "
               "others have" },
    { "json", "an array of objects, a row each; numbers are numbers, what is not known is null" },
    { "csv",
      "a line of column names, then a line a row; what is not known is empty. An apostrophe stands before a text that "
      "begins with = + - @, which a spreadsheet would compute, and U+FFFD for what a terminal would obey; --raw "
      "leaves both out, and json has all signs, those as escapes" },
    { NULL, NULL },
};
const struct help_line help_exits[] = {
    { "0", "done" },
    { "1", "the answer is no: verify found a mismatch, an entry to trace is not made again, or nothing was found and "
           "--exit-status was given" },
    { "2", "wrong use, or a mistake in an agenda or a roster" },
    { "3", "some inputs could not be read; which and why was said, and the rest is kept" },
    { "4", "the ledger cannot be opened or written, or the output cannot be written" },
    { "5", "some addresses could not be fetched, and nothing else was wrong; the rest is kept" },
    { "128+N", "ended by signal N: 130 after Control-C, 143 after kill; what was read is kept" },
    { NULL, NULL },
};
const struct help_line help_environment[] = {
    { "COLUMNS", "the width of tables, where the terminal does not say" },
    { "NO_COLOR", "if not empty, no bold and no dim text" },
    { "TERM", "if it is dumb, no bold and no dim text and no progress" },
    { "PRISCUS_MODEL", "the model to read and parse with, where --model does not name one" },
    { "PRISCUS_FAST", "if not empty, pages are read as with --fast" },
    { "XDG_CACHE_HOME", "where it is remembered that the model was checked; default: ~/.cache" },
    { "PRISCUS_WEB",
      "the folder in which serve finds Observable Plot (d3.js, plot.js), where make web did not put it" },
    { "PRISCUS_CONTACT", "who is asking, for the sites that pages are fetched from: a mail address, say" },
    { "http_proxy, https_proxy, all_proxy",
      "a proxy, used with --allow-private alone (it goes where Priscus cannot look)" },
    { "SSL_CERT_FILE", "the certificates that are trusted, where the system's are not meant" },
    { "PRISCUS_NOW", "a date and time taken for the present, for runs that must repeat exactly" },
    { NULL, NULL },
};
const struct help_line help_files[] = {
    { OPTION_LEDGER_DEFAULT,
      "the ledger, an SQLite file; while it is in use, -wal and -shm lie beside it and belong to it" },
    { "~/.cache/priscus/models",
      "which model files were found whole, by device, inode, size and times; may be removed, and is made again" },
    { NULL, NULL },
};

static size_t narrow(size_t width)
{
    return width > HELP_WIDTH_MOST ? HELP_WIDTH_MOST : width;
}

/* A name at the left, its text to the right of `column`, wrapped. */
static void two_columns(const char *left, const char *right, size_t column, size_t width, struct buffer *out)
{
    struct text rest = text_c(right);
    size_t used = 2 + text_width(text_c(left));

    buffer_format(out, "  %s", left);
    if (used + 2 > column) {
        buffer_char(out, '\n');
        used = 0;
    }
    for (; used < column; used++)
        buffer_char(out, ' ');
    while (rest.ptr) {
        buffer_text(out, text_wrap(rest, width > column + 10 ? width - column : 10, &rest));
        buffer_char(out, '\n');
        for (used = 0; rest.ptr && used < column; used++)
            buffer_char(out, ' ');
    }
}

/* Paragraphs, a blank line between them. */
static void paragraphs(const char *about, size_t width, struct buffer *out)
{
    const char *gap;

    for (; (gap = strstr(about, "\n\n")); about = gap + 2) {
        text_fill(text_of(about, (size_t)(gap - about)), width, 0, out);
        buffer_char(out, '\n');
    }
    text_fill(text_c(about), width, 0, out);
}

/* What `priscus` alone says: what it is, one example, the commands. */
static void help_program(size_t width, struct buffer *out)
{
    width = narrow(width);
    text_fill(text_c("Priscus reads news pages about a negotiation and keeps the record: who said what, on which "
                     "issue, taking which position, when, and by whose account."),
              width, 0, out);
    buffer_c(out, "\n  priscus read pages/ && priscus positions\n\nCommands:\n");
    for (int i = 0; i < COMMAND_COUNT; i++)
        two_columns(commands[i].name, commands[i].summary, 14, width, out);
    buffer_c(out, "\nMore on each: priscus help COMMAND\n");
}

/* "-l, --ledger FILE" */
static void help_option(const struct option_row *row, struct buffer *out)
{
    if (row->letter)
        buffer_format(out, "-%c, ", row->letter);
    buffer_format(out, "--%s", row->name);
    if (row->argument)
        buffer_format(out, " %s", row->argument);
}

void help_command(enum command_id id, size_t width, struct buffer *out)
{
    const struct command *command = &commands[id];
    const struct option_row *row;
    struct buffer left = { 0 };
    size_t at = 0;

    width = narrow(width);
    buffer_format(out, "priscus %s - %s\n\n  priscus %s [OPTION...]%s%s\n\n", command->name, command->summary,
                  command->name, *command->arguments ? " " : "", command->arguments);
    paragraphs(command->about, width, out);
    buffer_c(out, "\nExamples:\n");
    for (const struct example *e = command->examples; e->line; e++)
        buffer_format(out, "  %s\n      %s\n", e->line, e->what);
    buffer_c(out, "\nOptions:\n");
    while ((row = option_next(id, &at))) {
        buffer_reset(&left);
        if (!row->letter)
            buffer_c(&left, "    ");
        help_option(row, &left);
        two_columns(left.ptr ? left.ptr : "", row->help, OPTION_COLUMN, width, out);
        out->failed |= left.failed; /* the next row's buffer_reset() forgets it */
    }
    buffer_release(&left);
    buffer_c(out, "\nExit status: 0 done, 1 no, 2 wrong use, 3 an input could not be read,\n"
                  "4 the ledger or the output failed, 5 the network.\n");
}

/* ---- Markdown -------------------------------------------------------------------------- */

static void markdown_lines(const char *heading, const struct help_line *lines, struct buffer *out)
{
    buffer_format(out, "\n## %s\n\n| | |\n|---|---|\n", heading);
    for (; lines->name; lines++)
        buffer_format(out, "| `%s` | %s |\n", lines->name, lines->what);
}

/* docs/commands.md */
static void help_markdown(struct buffer *out)
{
    buffer_c(out, "# The commands\n\n"
                  "<!-- Written by `priscus help --markdown` from the tables in src/cli/option; a test compares "
                  "the two. Do not edit by hand. -->\n\n"
                  "Answers go to standard output, everything else to standard error.\n\n");
    for (int i = 0; i < COMMAND_COUNT; i++)
        buffer_format(out, "- [`priscus %s`](#priscus-%s): %s\n", commands[i].name, commands[i].name,
                      commands[i].summary);
    for (int i = 0; i < COMMAND_COUNT; i++) {
        const struct command *command = &commands[i];
        const struct option_row *row;
        size_t at = 0;

        buffer_format(out, "\n## priscus %s\n\n    priscus %s [OPTION...]%s%s\n\n", command->name, command->name,
                      *command->arguments ? " " : "", command->arguments);
        paragraphs(command->about, 120, out);
        buffer_c(out, "\n```sh\n");
        for (const struct example *e = command->examples; e->line; e++)
            buffer_format(out, "%s# %s\n%s\n", e == command->examples ? "" : "\n", e->what, e->line);
        buffer_c(out, "```\n\n| option | |\n|---|---|\n");
        while ((row = option_next((enum command_id)i, &at))) {
            buffer_c(out, "| `");
            help_option(row, out);
            buffer_format(out, "` | %s |\n", row->help);
        }
    }
    markdown_lines("Formats", help_formats, out);
    buffer_c(out, "\nDates are ISO 8601, as exactly as they are known: 2024, 2024-06, 2024-06-30. The columns "
                  "are explained in "
                  "[ledger.md](ledger.md), the lines of `read --to jsonl` in [jsonl.md](jsonl.md).\n");
    markdown_lines("Exit status", help_exits, out);
    markdown_lines("Environment", help_environment, out);
    markdown_lines("Files", help_files, out);
}

/* ---- the command ----------------------------------------------------------------------- */

int command_help(const struct options *options)
{
    const char *name = options->n_arguments ? options->arguments[0] : NULL, *names[COMMAND_COUNT], *nearest;
    enum command_id id = name ? command_find(name) : COMMAND_COUNT;
    struct buffer out = { 0 };

    if (name && id == COMMAND_COUNT) {
        for (int i = 0; i < COMMAND_COUNT; i++)
            names[i] = commands[i].name;
        nearest = option_nearest(name, names, COMMAND_COUNT);
        if (nearest)
            complain("no command \"%s\"; did you mean %s?", name, nearest);
        else
            complain("no command \"%s\"; see: priscus help", name);
        return EXIT_USAGE;
    }
    if (options->man && name)
        help_man_command(id, &out);
    else if (options->man)
        help_man(&out);
    else if (options->markdown)
        help_markdown(&out);
    else if (options->completions)
        help_completions(options->completions, &out);
    else if (name)
        help_command(id, terminal_width(STDOUT_FILENO), &out);
    else
        help_program(terminal_width(STDOUT_FILENO), &out);
    return command_write(&out);
}

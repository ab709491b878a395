/* manual.c - the man pages, in roff with the macros of man(7): see help.h.
 *
 *     priscus(1)       what there is: the commands, formats, exit statuses, environment, files
 *     priscus-read(1)  one command: what it does, its options, its examples; and so for each command
 *
 * All of it comes from the tables of option.h. Checked by groff, mandoc and lexgrog in tests/commands/man.sh. */
#include <ctype.h>
#include <stdio.h>

#include "cli/option/help.h"
#include "cli/screen/table.h"

#define MANUAL_DATE "2026-11-24" /* of the last change to the text of a page */

/* A hyphen inside a word may be printed as a longer one; any other ("--fast", "-wal") will be typed as it stands. */
static bool is_typed_hyphen(const char *text, const char *c)
{
    return *c == '-' && !(c > text && isalnum((unsigned char)c[-1]) && isalnum((unsigned char)c[1]));
}

/* Text as roff: a backslash is \e, a hyphen that is to be typed \-, and no line begins with a dot. */
static void roff(const char *text, bool typed, struct buffer *out)
{
    for (const char *c = text; *c; c++) {
        if (c == text && (*c == '.' || *c == '\''))
            buffer_c(out, "\\&");
        if (*c == '\\')
            buffer_c(out, "\\e");
        else if ((*c == '-' && typed) || is_typed_hyphen(text, c))
            buffer_c(out, "\\-");
        else if (*c == '\'' && typed)
            buffer_c(out, "\\(aq");
        else if (*c == '"' && typed)
            buffer_c(out, "\\(dq");
        else if (*c == '~' && typed)
            buffer_c(out, "\\(ti");
        else
            buffer_char(out, *c);
    }
}

/* The same in lines of a length that people can edit and mandoc does not mind. */
static void roff_lines(struct text text, struct buffer *out)
{
    struct buffer lines = { 0 };
    struct text rest;

    text_fill(text, 76, 0, &lines);
    rest = buffer_as_text(&lines);
    while (rest.len) {
        struct text line = text_cut(&rest, '\n');

        lines.ptr[line.ptr + line.len - lines.ptr] = '\0';
        roff(line.ptr, false, out);
        buffer_char(out, '\n');
    }
    out->failed |= lines.failed;
    buffer_release(&lines);
}

static void roff_paragraphs(const char *about, struct buffer *out)
{
    const char *gap;

    for (; (gap = strstr(about, "\n\n")); about = gap + 2) {
        roff_lines(text_of(about, (size_t)(gap - about)), out);
        buffer_c(out, ".PP\n");
    }
    roff_lines(text_c(about), out);
}

static void roff_option(const struct option_row *row, struct buffer *out)
{
    buffer_c(out, ".TP\n");
    if (row->letter)
        buffer_format(out, "\\fB\\-%c\\fR, ", row->letter);
    buffer_c(out, "\\fB\\-\\-");
    roff(row->name, true, out);
    buffer_c(out, "\\fR");
    if (row->argument)
        buffer_format(out, " \\fI%s\\fR", row->argument);
    buffer_c(out, "\n");
    roff_lines(text_c(row->help), out);
}

/* "add PAGE" or "[COMMAND]": what is typed as it stands is bold, what stands for something else is italic. */
static void roff_arguments(const char *arguments, struct buffer *out)
{
    for (size_t n; *arguments; arguments += n) {
        n = strspn(arguments, "abcdefghijklmnopqrstuvwxyz");
        if (n) {
            buffer_format(out, "\\fB%.*s\\fR", (int)n, arguments);
            continue;
        }
        n = strspn(arguments, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        if (n) {
            buffer_format(out, "\\fI%.*s\\fR", (int)n, arguments);
            continue;
        }
        buffer_char(out, *arguments);
        n = 1;
    }
}

static void roff_list(const char *heading, const struct help_line *lines, struct buffer *out)
{
    buffer_format(out, ".SH %s\n", heading);
    for (; lines->name; lines++) {
        buffer_c(out, ".TP\n.B ");
        roff(lines->name, true, out);
        buffer_c(out, "\n");
        roff_lines(text_c(lines->what), out);
    }
}

static void roff_formats(struct buffer *out)
{
    roff_list("FORMATS", help_formats, out);
    buffer_c(out, ".PP\nDates are ISO 8601, as exactly as they are known: 2024, 2024-06, 2024-06-30.\n");
}

/* The examples of a command, or only the first of them; the first begins a paragraph of its own already. */
static void roff_examples(const struct command *command, bool all, struct buffer *out)
{
    for (const struct example *e = command->examples; e->line && (all || e == command->examples); e++) {
        if (e != command->examples)
            buffer_c(out, ".PP\n");
        roff(e->what, false, out);
        buffer_c(out, ":\n.PP\n.RS 4\n.nf\n");
        roff(e->line, true, out);
        buffer_c(out, "\n.fi\n.RE\n");
    }
}

/* What every page begins with. `name` is "priscus" or "priscus-read". */
static void roff_top(const char *name, const char *tagline, struct buffer *out)
{
    buffer_c(out, ".\\\" Written by `priscus help --man` from the tables in src/cli/option.\n.TH ");
    for (const char *c = name; *c; c++)
        buffer_char(out, (char)toupper((unsigned char)*c));
    buffer_format(out, " 1 \"%s\" \"priscus %s\" \"User Commands\"\n.SH NAME\n", MANUAL_DATE, PRISCUS_VERSION);
    roff(name, true, out);
    buffer_c(out, " \\-\n");
    roff_lines(text_c(tagline), out);
    buffer_c(out, ".SH SYNOPSIS\n");
}

void help_man(struct buffer *out)
{
    roff_top("priscus", HELP_TAGLINE, out);
    buffer_c(out, ".B priscus\n\\fICOMMAND\\fR [\\fIOPTION\\fR...] [\\fIARGUMENT\\fR...]\n"
                  ".br\n.B priscus help\n[\\fICOMMAND\\fR]\n"
                  ".br\n.B priscus \\-\\-version\n"
                  ".SH DESCRIPTION\n"
                  "Reads news pages about a negotiation and keeps the record: who said what,\n"
                  "on which issue, taking which position, when, and by whose account.\n"
                  "Every entry is tied to the exact words of the page it comes from,\n"
                  "and the page is kept with it.\nNothing is ever overwritten.\n"
                  ".PP\nAnswers go to standard output, everything else to standard error.\n"
                  ".SH COMMANDS\nEach has a page of its own, with its options.\n");
    for (int i = 0; i < COMMAND_COUNT; i++) {
        buffer_format(out, ".TP\n.BR priscus\\-%s (1)\n%c", commands[i].name,
                      toupper((unsigned char)commands[i].summary[0]));
        roff(commands[i].summary + 1, false, out);
        buffer_c(out, ".\n");
    }
    roff_formats(out);
    roff_list("EXIT STATUS", help_exits, out);
    roff_list("ENVIRONMENT", help_environment, out);
    roff_list("FILES", help_files, out);
    buffer_c(out, ".SH EXAMPLES\n");
    for (int i = 0; i < COMMAND_COUNT; i++) {
        if (i)
            buffer_c(out, ".PP\n");
        roff_examples(&commands[i], false, out);
    }
    buffer_c(out, ".SH SEE ALSO\n.BR sqlite3 (1),\n.BR jq (1)\n");
}

void help_man_command(enum command_id id, struct buffer *out)
{
    const struct command *command = &commands[id];
    const struct option_row *row;
    bool has_formats = false;
    char name[40];

    snprintf(name, sizeof name, "priscus-%s", command->name);
    roff_top(name, command->summary, out);
    buffer_format(out, ".B priscus %s\n[\\fIOPTION\\fR...]\n", command->name);
    if (*command->arguments) {
        roff_arguments(command->arguments, out);
        buffer_char(out, '\n');
    }
    buffer_c(out, ".SH DESCRIPTION\n");
    roff_paragraphs(command->about, out);
    buffer_c(out, ".SH OPTIONS\n");
    for (size_t at = 0; (row = option_next(id, &at));) {
        roff_option(row, out);
        has_formats |= row->id == OPTION_FORMAT;
    }
    if (has_formats)
        roff_formats(out);
    roff_list("EXIT STATUS", help_exits, out);
    buffer_c(out, ".SH EXAMPLES\n");
    roff_examples(command, true, out);
    buffer_c(out, ".SH SEE ALSO\n.BR priscus (1):\nall commands, the environment, files\n");
}

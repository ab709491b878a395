/* manual.c - the man page priscus(1): see help.h. Checked by `mandoc -T lint` in tests/commands/help.sh. */
#include "cli/option/help.h"
#include "cli/screen/table.h"

#define MANUAL_DATE "2026-11-24" /* of the last change to this page's text */

/* Text as roff: a backslash is \e, a hyphen that is to be typed \-, and no line begins with a dot. */
static void roff(const char *text, bool typed, struct buffer *out)
{
    for (const char *c = text; *c; c++) {
        if (c == text && (*c == '.' || *c == '\''))
            buffer_c(out, "\\&");
        if (*c == '\\')
            buffer_c(out, "\\e");
        else if (*c == '-' && typed)
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

static void roff_example(const struct example *example, struct buffer *out)
{
    roff(example->what, false, out);
    buffer_c(out, ":\n.PP\n.RS 4\n.nf\n");
    roff(example->line, true, out);
    buffer_c(out, "\n.fi\n.RE\n");
}

void help_man(struct buffer *out)
{
    buffer_format(out,
                  ".\\\" Written by `priscus help --man` from the tables in src/cli/option.\n"
                  ".TH PRISCUS 1 \"%s\" \"priscus %s\" \"User Commands\"\n"
                  ".SH NAME\npriscus \\- %s\n.SH SYNOPSIS\n",
                  MANUAL_DATE, PRISCUS_VERSION, HELP_TAGLINE);
    for (int i = 0; i < COMMAND_COUNT; i++) {
        buffer_format(out, "%s.B priscus %s\n.RI [ OPTION ...]\n", i ? ".br\n" : "", commands[i].name);
        if (*commands[i].arguments)
            buffer_format(out, commands[i].arguments[0] == '[' ? ".RI %s\n" : ".I %s\n", commands[i].arguments);
    }
    buffer_c(out, ".SH DESCRIPTION\n"
                  "Reads news pages about a negotiation and keeps the record: who said what,\n"
                  "on which issue, taking which position, when, and by whose account.\n"
                  "Every entry is tied to the exact words of the page it comes from,\n"
                  "and the page is kept with it.\nNothing is ever overwritten.\n"
                  ".PP\nAnswers go to standard output, everything else to standard error.\n"
                  ".SH COMMANDS\n");
    for (int i = 0; i < COMMAND_COUNT; i++) {
        const struct option_row *row;
        size_t at = 0;

        buffer_format(out, ".SS priscus %s [OPTION...]%s%s\n", commands[i].name, *commands[i].arguments ? " " : "",
                      commands[i].arguments);
        buffer_char(out, (char)(commands[i].summary[0] - 'a' + 'A'));
        roff(commands[i].summary + 1, false, out);
        buffer_c(out, ".\n.PP\n");
        roff_paragraphs(commands[i].about, out);
        while ((row = option_next((enum command_id)i, &at)))
            roff_option(row, out);
    }
    buffer_c(out, ".SH EXAMPLES\n");
    for (int i = 0; i < COMMAND_COUNT; i++)
        for (const struct example *e = commands[i].examples; e->line; e++) {
            if (i || e != commands[i].examples)
                buffer_c(out, ".PP\n");
            roff_example(e, out);
        }
    roff_list("FORMATS", help_formats, out);
    buffer_c(out, ".PP\nDates are ISO 8601, as exactly as they are known: 2024, 2024-06, 2024-06-30.\n");
    roff_list("EXIT STATUS", help_exits, out);
    roff_list("ENVIRONMENT", help_environment, out);
    roff_list("FILES", help_files, out);
    buffer_c(out, ".SH SEE ALSO\n.BR sqlite3 (1),\n.BR jq (1)\n");
}

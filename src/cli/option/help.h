/* help.h - the table of option.h as text: for a terminal, as a man page, as Markdown, for shells. */
#ifndef HELP_H
#define HELP_H

#include "base/buffer.h"
#include "cli/option/option.h"

void help_command(enum command_id command, size_t width, struct buffer *out);

/* priscus(1), and priscus-COMMAND(1). manual.c */
void help_man(struct buffer *out);
void help_man_command(enum command_id command, struct buffer *out);

/* `shell` is bash, zsh or fish. completion.c */
void help_completions(const char *shell, struct buffer *out);

/* What the man page and docs/commands.md have in common. */
struct help_line {
    const char *name, *what;
};
extern const struct help_line help_formats[], help_exits[], help_environment[], help_files[]; /* up to a NULL name */

#define HELP_TAGLINE "reads news about a negotiation and keeps the record: who said what"

#endif

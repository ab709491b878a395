/* completion.c - what bash, zsh and fish need to complete commands and options: see help.h. */
#include "cli/option/help.h"

/* What an option's argument is completed with. */
static bool takes_file(const struct option_row *row)
{
    return row->argument && strcmp(row->argument, "FILE") == 0;
}

static bool takes_inputs(enum command_id id)
{
    return id == COMMAND_READ || id == COMMAND_AGENDA || id == COMMAND_PARSE || id == COMMAND_TRAIN;
}

/* ---- bash ------------------------------------------------------------------------------ */

/* "a|b|c" as "a b c" */
static void spaced(const char *values, struct buffer *out)
{
    for (const char *c = values; *c; c++)
        buffer_char(out, *c == '|' ? ' ' : *c);
}

static void bash(struct buffer *out)
{
    buffer_c(out, "# bash completion for priscus; written by `priscus help --completions bash`\n"
                  "_priscus()\n{\n"
                  "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n"
                  "    COMPREPLY=()\n"
                  "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                  "        COMPREPLY=($(compgen -W '");
    for (int i = 0; i < COMMAND_COUNT; i++)
        buffer_format(out, "%s ", commands[i].name);
    buffer_c(out, "--help --version' -- \"$cur\"))\n        return\n    fi\n    case $prev in\n");
    for (size_t i = 0; i < option_rows_n; i++) {
        const struct option_row *row = &option_rows[i];

        if (!row->argument)
            continue;
        buffer_format(out, "    --%s", row->name);
        if (row->letter)
            buffer_format(out, "|-%c", row->letter);
        buffer_c(out, ")\n");
        if (row->values) {
            buffer_c(out, "        COMPREPLY=($(compgen -W '");
            spaced(row->values, out);
            buffer_c(out, "' -- \"$cur\"))\n");
        } else if (takes_file(row)) {
            buffer_c(out, "        compopt -o filenames\n        COMPREPLY=($(compgen -f -- \"$cur\"))\n");
        }
        buffer_c(out, "        return;;\n");
    }
    buffer_c(out, "    esac\n    case $command in\n");
    for (int i = 0; i < COMMAND_COUNT; i++) {
        const struct option_row *row;
        size_t at = 0;

        buffer_format(out, "    %s)\n        case $cur in\n        -*) COMPREPLY=($(compgen -W '", commands[i].name);
        while ((row = option_next((enum command_id)i, &at)))
            buffer_format(out, "%s--%s", at > 1 && out->len && out->ptr[out->len - 1] != '\'' ? " " : "", row->name);
        buffer_c(out, "' -- \"$cur\"));;\n");
        if (takes_inputs((enum command_id)i))
            buffer_format(out, "        *) compopt -o filenames; COMPREPLY=($(compgen -f%s%s -- \"$cur\"));;\n",
                          commands[i].verb ? " -W " : "", commands[i].verb ? commands[i].verb : "");
        if (i == COMMAND_HELP) {
            buffer_c(out, "        *) COMPREPLY=($(compgen -W '");
            for (int j = 0; j < COMMAND_COUNT; j++)
                buffer_format(out, "%s%s", j ? " " : "", commands[j].name);
            buffer_c(out, "' -- \"$cur\"));;\n");
        }
        buffer_c(out, "        esac;;\n");
    }
    buffer_c(out, "    esac\n}\ncomplete -F _priscus priscus\n");
}

/* ---- zsh ------------------------------------------------------------------------------- */

/* Inside '...' and _arguments' own brackets and colons. */
static void zsh_text(const char *text, struct buffer *out)
{
    for (const char *c = text; *c; c++) {
        if (*c == '\'')
            buffer_c(out, "'\\''");
        else if (*c == '[' || *c == ']' || *c == ':' || *c == '\\')
            buffer_format(out, "\\%c", *c);
        else
            buffer_char(out, *c);
    }
}

static void zsh(struct buffer *out)
{
    buffer_c(out, "#compdef priscus\n# written by `priscus help --completions zsh`\n\n"
                  "_priscus() {\n  local -a commands\n  commands=(\n");
    for (int i = 0; i < COMMAND_COUNT; i++) {
        buffer_format(out, "    '%s:", commands[i].name);
        zsh_text(commands[i].summary, out);
        buffer_c(out, "'\n");
    }
    buffer_c(out, "  )\n  if (( CURRENT == 2 )); then\n    _describe 'command' commands\n    return\n  fi\n"
                  "  local command=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $command in\n");
    for (int i = 0; i < COMMAND_COUNT; i++) {
        const struct option_row *row;
        size_t at = 0;

        buffer_format(out, "  %s)\n    _arguments", commands[i].name);
        while ((row = option_next((enum command_id)i, &at))) {
            bool again = row->id == OPTION_AGENDA || row->id == OPTION_ROSTER || row->id == OPTION_DEV ||
                         row->id == OPTION_NAMES;

            for (int letter = row->letter ? 0 : 1; letter < 2; letter++) {
                buffer_format(out, " \\\n      '%s", again ? "*" : "");
                if (letter == 0)
                    buffer_format(out, "-%c[", row->letter);
                else
                    buffer_format(out, "--%s[", row->name);
                zsh_text(row->help, out);
                buffer_char(out, ']');
                if (row->argument) {
                    buffer_format(out, ":%s:", row->argument);
                    if (row->values) {
                        buffer_char(out, '(');
                        spaced(row->values, out);
                        buffer_char(out, ')');
                    } else if (takes_file(row)) {
                        buffer_c(out, "_files");
                    }
                }
                buffer_char(out, '\'');
            }
        }
        if (commands[i].verb)
            buffer_format(out, " \\\n      '1:what:(%s)'", commands[i].verb);
        if (takes_inputs((enum command_id)i))
            buffer_c(out, " \\\n      '*:input:_files'");
        if (i == COMMAND_HELP) {
            buffer_c(out, " \\\n      '1:command:(");
            for (int j = 0; j < COMMAND_COUNT; j++)
                buffer_format(out, "%s%s", j ? " " : "", commands[j].name);
            buffer_c(out, ")'");
        }
        buffer_c(out, "\n    ;;\n");
    }
    buffer_c(out, "  esac\n}\n\n_priscus \"$@\"\n");
}

/* ---- fish ------------------------------------------------------------------------------ */

static void fish_text(const char *text, struct buffer *out)
{
    for (const char *c = text; *c; c++) {
        if (*c == '\'' || *c == '\\')
            buffer_char(out, '\\');
        buffer_char(out, *c);
    }
}

static void fish(struct buffer *out)
{
    buffer_c(out, "# fish completion for priscus; written by `priscus help --completions fish`\n"
                  "complete -c priscus -f\n");
    for (int i = 0; i < COMMAND_COUNT; i++) {
        buffer_format(out, "complete -c priscus -n __fish_use_subcommand -a %s -d '", commands[i].name);
        fish_text(commands[i].summary, out);
        buffer_c(out, "'\n");
    }
    for (int i = 0; i < COMMAND_COUNT; i++) {
        const struct option_row *row;
        size_t at = 0;

        while ((row = option_next((enum command_id)i, &at))) {
            buffer_format(out, "complete -c priscus -n '__fish_seen_subcommand_from %s' -l %s", commands[i].name,
                          row->name);
            if (row->letter)
                buffer_format(out, " -s %c", row->letter);
            if (row->values) {
                buffer_c(out, " -x -a '");
                spaced(row->values, out);
                buffer_c(out, "'");
            } else if (takes_file(row)) {
                buffer_c(out, " -r -F");
            } else if (row->argument) {
                buffer_c(out, " -x");
            }
            buffer_c(out, " -d '");
            fish_text(row->help, out);
            buffer_c(out, "'\n");
        }
        if (takes_inputs((enum command_id)i))
            buffer_format(out, "complete -c priscus -n '__fish_seen_subcommand_from %s' -F\n", commands[i].name);
        if (commands[i].verb)
            buffer_format(out, "complete -c priscus -n '__fish_seen_subcommand_from %s' -a %s\n", commands[i].name,
                          commands[i].verb);
        if (i == COMMAND_HELP) {
            buffer_format(out, "complete -c priscus -n '__fish_seen_subcommand_from %s' -a '", commands[i].name);
            for (int j = 0; j < COMMAND_COUNT; j++)
                buffer_format(out, "%s%s", j ? " " : "", commands[j].name);
            buffer_c(out, "'\n");
        }
    }
}

void help_completions(const char *shell, struct buffer *out)
{
    if (strcmp(shell, "bash") == 0)
        bash(out);
    else if (strcmp(shell, "zsh") == 0)
        zsh(out);
    else
        fish(out);
}

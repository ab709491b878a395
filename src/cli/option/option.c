/* option.c - a command line into struct options, or what is wrong with it. See option.h. */
#include "cli/option/option.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>

#include "language/language.h"
#include "page/format.h"
#include "page/source/json_map.h"
#include "reader/reader.h"

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

/* "0.8", ".85", "1" */
static bool hundredths(const char *word, unsigned *out)
{
    const char *at = word;
    size_t n;

    *out = 0;
    if (*at == '0' || *at == '1')
        *out = *at++ == '1' ? 100 : 0;
    else if (*at != '.')
        return false;
    if (*at == '.') {
        n = strspn(++at, "0123456789");
        if (n == 0 || n > 2)
            return false;
        *out += (unsigned)(at[0] - '0') * 10 + (n == 2 ? (unsigned)(at[1] - '0') : 0);
        at += n;
    }
    return *at == '\0' && *out <= 100;
}

/* "300000", "500K", "4M" */
static bool size(const char *word, size_t *out)
{
    char digits[12];
    size_t n = strspn(word, "0123456789"), unit = 1;
    unsigned long value;

    if (n == 0 || n >= sizeof digits)
        return false;
    if (word[n])
        unit = ascii_lower(word[n]) == 'k' ? 1 << 10 : ascii_lower(word[n]) == 'm' ? 1 << 20 : 0;
    memcpy(digits, word, n);
    digits[n] = '\0';
    if (!unit || (word[n] && word[n + 1]) || !number(digits, PAGE_MAX / unit, &value) ||
        value * unit < PAGE_LIMIT_LEAST)
        return false;
    *out = value * unit;
    return true;
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
        o->to_plover = which == 1;
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
    case OPTION_PUBLISHED:
    case OPTION_AS_OF:
    case OPTION_SINCE:
    case OPTION_UNTIL:
    case OPTION_SAID_ON:
        if (!date_parse_iso(text_c(word), row->id == OPTION_PUBLISHED ? &o->published
                                          : row->id == OPTION_FETCHED ? &o->fetched
                                          : row->id == OPTION_SINCE   ? &o->since
                                          : row->id == OPTION_SAID_ON ? &o->said_on
                                                                      : &o->as_of))
            return error_set(err, PRISCUS_EUSAGE, NOWHERE, "--%s %s: that is no date; write it as 2024-06-30",
                             row->name, word);
        break;
    case OPTION_BY:
        o->by = which;
        break;
    case OPTION_STORY:
        o->story = word;
        break;
    case OPTION_OUTLET:
        o->outlet = word;
        break;
    case OPTION_RECEIPT:
        o->receipt = word;
        break;
    case OPTION_SINCE_RECEIPT:
        o->since_receipt = word;
        break;
    case OPTION_ADDRESS:
        o->address = word;
        break;
    case OPTION_FOLLOW:
        o->follow = true;
        break;
    case OPTION_MAP:
        o->map = word;
        return map_check(text_c(word), err);
    case OPTION_PAGE_LIMIT:
        if (!size(word, &o->page_limit))
            return error_set(err, PRISCUS_EUSAGE, NOWHERE,
                             "--page-limit %s: give a size from 1K to 32M, as in 500K, 4M or 300000 (bytes)", word);
        break;
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
    case OPTION_PORT:
        if (!number(word, 65535, &n))
            return error_set(err, PRISCUS_EUSAGE, NOWHERE, "--port %s: give a number from 0 to 65535", word);
        o->port = (unsigned)n;
        break;
    case OPTION_CONFIRM:
        o->confirm = true;
        break;
    case OPTION_NOT:
        o->not_a_position = true;
        break;
    case OPTION_REVIEWED:
        o->reviewed = true;
        break;
    case OPTION_STATUS:
        o->status = true;
        break;
    case OPTION_QUALITY:
        o->quality = true;
        break;
    case OPTION_STANCE:
        o->stance = word;
        break;
    case OPTION_NOTE:
        o->note = word;
        break;
    case OPTION_WHO:
        o->who = word;
        break;
    case OPTION_WORDS:
        o->words = word;
        break;
    case OPTION_NO_LINK:
        o->no_link = true;
        break;
    case OPTION_AGAIN:
        o->again = true;
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
    case OPTION_SAMPLE:
        if (!number(word, INT32_MAX, &n) || n == 0)
            return error_set(err, PRISCUS_EUSAGE, NOWHERE, "--sample %s: give a number from 1 up", word);
        o->sample = n;
        break;
    case OPTION_PAGES:
        if (!number(word, INT32_MAX, &n) || n == 0)
            return error_set(err, PRISCUS_EUSAGE, NOWHERE, "--pages %s: give a number from 1 up", word);
        o->pages = n;
        break;
    case OPTION_QUIET:
        o->quiet = true;
        break;
    case OPTION_PARTY:
    case OPTION_PARTIES:
        o->party = word;
        break;
    case OPTION_ISSUE:
        o->issue = word;
        break;
    case OPTION_SURE:
        if (!hundredths(word, &o->sure))
            return error_set(err, PRISCUS_EUSAGE, NOWHERE, "--sure %s: give a number from 0 to 1, as .8 or 0.85", word);
        break;
    case OPTION_SPEAKER:
        o->speaker = word;
        break;
    case OPTION_HISTORY:
        o->history = true;
        break;
    case OPTION_LIST:
        o->list = true;
        break;
    case OPTION_FORMAT:
        o->format = (enum format)which;
        break;
    case OPTION_RAW:
        o->raw = true;
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
    case OPTION_CHECK_MODEL:
        o->check_model = true;
        break;
    case OPTION_FAST:
        o->fast = true;
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
    case OPTION_NETWORK:
        o->network = which;
        break;
    case OPTION_TABLE:
        o->table = word;
        break;
    case OPTION_IMPORT_TO:
        o->import_to = (enum import_to)which;
        break;
    case OPTION_VECTORS:
        o->vectors = word;
        break;
    case OPTION_ROWS:
        o->rows = word;
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

    *out = (struct options){ .ledger = OPTION_LEDGER_DEFAULT, .timeout = 60, .delay = 1, .every = 15, .port = 7007 };
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
    if (command->verb && strcmp(out->arguments[0], command->verb) != 0)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "what is \"%s\" for? There is: priscus %s %s", out->arguments[0],
                         command->name, command->arguments);
    return PRISCUS_OK;
}

/* command.c - see command.h. */
#include "cli/command.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/screen/table.h"
#include "record/record.h"

#define LINE_MAX_BYTES ((size_t)2000)

static void say(const char *prefix, const char *format, va_list args)
{
    struct buffer clean = { 0 };
    char line[LINE_MAX_BYTES];

    vsnprintf(line, sizeof line, format, args);
    text_clean(text_c(line), &clean);
    fprintf(stderr, "%s%s\n", prefix, clean.ptr ? clean.ptr : "");
    buffer_release(&clean);
}

void complain(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    say("priscus: ", format, args);
    va_end(args);
}

void remark(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    say("", format, args);
    va_end(args);
}

void remark_cut(size_t pages)
{
    if (pages)
        remark("%zu page%s longer than --page-limit: only the beginning of the text was read.", pages,
               pages == 1 ? " is" : "s are");
}

priscus_status remark_networks(const struct language *language, bool quiet, struct priscus_error *err)
{
    struct record_networks networks = { 0 };
    priscus_status status = record_networks_open(language, &networks, err);

    if (status == PRISCUS_OK && !quiet && !networks.attributor)
        remark("The model has not learnt who says what: no statements will be found.");
    if (status == PRISCUS_OK && !quiet && !networks.position_reader)
        remark("The model has not learnt positions: they are found by rules alone.");
    record_networks_close(&networks);
    return status;
}

int command_failed(const struct priscus_error *err)
{
    complain("%s", err->message);
    switch (err->code) {
    case PRISCUS_EUSAGE:
    case PRISCUS_ECONFIG:
        return EXIT_USAGE;
    case PRISCUS_EINPUT:
    case PRISCUS_ELIMIT:
        return EXIT_INPUTS;
    case PRISCUS_ENETWORK:
        return EXIT_NETWORK;
    default:
        return EXIT_LEDGER;
    }
}

struct text command_signed(const struct options *options)
{
    const char *name = options->who;

    if (!name)
        name = getenv("PRISCUS_WHO");
    if (!name || !*name)
        name = getenv("USER");
    return text_c(name);
}

int command_write(struct buffer *out)
{
    int status = EXIT_DONE;

    if (out->failed) {
        complain("out of memory; ask for less, or with --format csv");
        status = EXIT_LEDGER;
    } else if (fwrite(out->ptr ? out->ptr : "", 1, out->len, stdout) != out->len || fflush(stdout) != 0) {
        if (errno != EPIPE) /* whoever read it has had enough: no news to them */
            complain("standard output: cannot be written: %s", strerror(errno));
        status = EXIT_LEDGER;
    }
    buffer_release(out);
    return status;
}

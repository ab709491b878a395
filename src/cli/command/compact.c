/* compact.c - `priscus compact`: room that is free in a ledger's file goes back to the disk. */
#include <stdio.h>

#include "cli/command.h"
#include "ledger/ledger.h"

static double megabytes(uint64_t bytes)
{
    return (double)bytes / (1 << 20);
}

int command_compact(const struct options *options)
{
    struct ledger *ledger = NULL, *there = NULL;
    struct ledger_compacted size;
    struct priscus_error err, closing;
    /* One that is not there is not made. */
    priscus_status status = ledger_open(options->ledger, LEDGER_READ, &there, &err);

    ledger_close(there, NULL);
    if (status == PRISCUS_OK)
        status = ledger_open(options->ledger, LEDGER_WRITE, &ledger, &err);
    if (status == PRISCUS_OK)
        status = ledger_compact(ledger, &size, &err);
    if (ledger_close(ledger, &closing) != PRISCUS_OK && status == PRISCUS_OK) {
        status = PRISCUS_ELEDGER;
        err = closing;
    }
    if (status != PRISCUS_OK)
        return command_failed(&err);
    if (!options->quiet)
        remark("%s: %.1f MB before, %.1f MB now.", options->ledger, megabytes(size.before), megabytes(size.after));
    return EXIT_DONE;
}

/* watch.c - `priscus watch`: keep the ledger up to date with feeds. */
#include "cli/command.h"

int command_watch(const struct options *options)
{
    (void)options;
    complain("watch: not yet");
    return EXIT_USAGE;
}

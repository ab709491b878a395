/* fuzz_dna.c - any bytes as a file of the Discourse Network Analyzer: all of it read, as gold. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "export/dna/import_dna.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct ledger *ledger;
    static char path[] = "/tmp/priscus-dna.XXXXXX";
    static int file = -1, nowhere = -1;
    const struct dna_import import = { .names = NULL };
    struct dna_counts counts;
    struct priscus_error err = { 0 };
    struct sink sink;
    priscus_status status;

    if (!ledger && (ledger_open(NULL, LEDGER_WRITE, &ledger, &err) != PRISCUS_OK || (file = mkstemp(path)) < 0 ||
                    (nowhere = open("/dev/null", O_WRONLY)) < 0))
        abort();
    if (ftruncate(file, 0) != 0 || pwrite(file, data, size, 0) != (ssize_t)size)
        abort();
    sink = sink_to(nowhere, "nowhere");
    status = dna_gold(ledger, path, &import, &sink, &counts, &err);
    if (status != PRISCUS_OK && status != PRISCUS_EINPUT && status != PRISCUS_EVERSION && status != PRISCUS_EIO)
        abort();
    status = import_dna(ledger, path, &import, &counts, &err);
    if (status != PRISCUS_OK && status != PRISCUS_EINPUT && status != PRISCUS_EVERSION && status != PRISCUS_EIO)
        abort();
    return sink_end(&sink, &err) == PRISCUS_OK ? 0 : (abort(), 0);
}

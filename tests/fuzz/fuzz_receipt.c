/* fuzz_receipt.c - any bytes as the receipt that `priscus verify --receipt` is given. */
#include <stdlib.h>
#include <unistd.h>

#include "ledger/ledger.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct ledger *ledger;
    static char path[] = "/tmp/priscus-receipt.XXXXXX";
    static int file = -1;
    struct priscus_error err = { 0 };
    priscus_status status;
    bool good;

    if (!ledger && (ledger_open(NULL, LEDGER_WRITE, &ledger, &err) != PRISCUS_OK || (file = mkstemp(path)) < 0))
        abort();
    if (ftruncate(file, 0) != 0 || pwrite(file, data, size, 0) != (ssize_t)size)
        abort();
    status = ledger_receipt_check(ledger, path, NULL, NULL, &good, &err);
    if (status != PRISCUS_OK && status != PRISCUS_EINPUT && status != PRISCUS_EVERSION)
        abort();
    return 0;
}

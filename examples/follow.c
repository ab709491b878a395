/* follow.c - read pages into a ledger, say where the parties stand, and how the first entry came about.
 *
 *     cc follow.c -o follow $(pkg-config --cflags --libs priscus)
 *     ./follow talks.db pages/
 *
 * Run it again tomorrow with the new pages: what the ledger has is not read twice, and nothing in it is overwritten. */
#include <priscus.h>
#include <stdio.h>
#include <string.h>

static void complain(void *context, const struct priscus_error *why)
{
    (void)context;
    fprintf(stderr, "%s\n", why->message);
}

static int print(void *context, const char *json, size_t size)
{
    (void)context;
    return fwrite(json, 1, size, stdout) != size || putchar('\n') == EOF;
}

/* "id": "p-3fa94c12d0b7" out of a row: enough for an example; a program has a JSON library. */
static int first_id(void *context, const char *json, size_t size)
{
    static const char key[] = "\"id\": \"";
    char *id = context;

    for (size_t i = 0; i + sizeof key + 14 <= size; i++)
        if (memcmp(json + i, key, sizeof key - 1) == 0) {
            memcpy(id, json + i + sizeof key - 1, 14);
            id[14] = '\0';
            break;
        }
    return 1;
}

int main(int argc, char **argv)
{
    struct priscus_input input = { .struct_size = sizeof input, .name = argc > 2 ? argv[2] : NULL, .jobs = 2 };
    struct priscus_counts counts = { .struct_size = sizeof counts };
    struct priscus *priscus = NULL;
    struct priscus_ledger *ledger = NULL;
    struct priscus_error err = { PRISCUS_OK, PRISCUS_NOWHERE, "" };
    char id[15] = "";
    priscus_status status;

    if (argc != 3) {
        fprintf(stderr, "usage: follow LEDGER FILE-OR-FOLDER\n");
        return 2;
    }
    status = priscus_open(NULL, &priscus, &err);
    if (status == PRISCUS_OK)
        status = priscus_ledger_open(argv[1], PRISCUS_LEDGER_WRITE, &ledger, &err);
    if (status == PRISCUS_OK)
        status = priscus_ledger_read(ledger, priscus, &input, complain, NULL, &counts, &err);
    if (status == PRISCUS_OK) {
        fprintf(stderr, "%zu pages, %zu new, %zu could not be read\n", counts.pages, counts.added, counts.failed);
        status = priscus_ledger_ask(ledger, PRISCUS_MATRIX, NULL, print, NULL, &err);
    }
    if (status == PRISCUS_OK)
        status = priscus_ledger_ask(ledger, PRISCUS_POSITIONS, NULL, first_id, id, &err);
    if (status == PRISCUS_OK && id[0])
        status = priscus_ledger_trace(ledger, priscus, id, print, NULL, &err);
    if (status != PRISCUS_OK)
        fprintf(stderr, "%s\n", err.message);
    priscus_ledger_close(ledger, NULL);
    priscus_close(priscus);
    return status != PRISCUS_OK;
}

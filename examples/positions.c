/* positions.c - print what Priscus reads off a page: one line of JSON an article (docs/jsonl.md).
 *
 *     cc positions.c -o positions $(pkg-config --cflags --libs priscus)
 *     ./positions page.html 2031-05-03
 *
 * The date, when the page was fetched, may be left out; "15 hours ago" then has no day. */
#include <priscus.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    struct priscus_input input = { .struct_size = sizeof input,
                                   .name = argc > 1 ? argv[1] : NULL,
                                   .fetched = argc > 2 ? argv[2] : NULL };
    struct priscus *priscus;
    struct priscus_reader *reader;
    struct priscus_error err;
    priscus_status status;
    const char *json;
    int failed = 0;

    if (!input.name) {
        fprintf(stderr, "usage: positions PAGE [DAY]\n");
        return 2;
    }
    if (priscus_open(NULL, &priscus, &err) != PRISCUS_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    status = priscus_reader_open(priscus, &input, &reader, &err);
    if (status == PRISCUS_OK) {
        while ((status = priscus_reader_next(reader, &json, NULL, &err)) != PRISCUS_DONE) {
            if (status == PRISCUS_OK)
                puts(json);
            else
                failed = fprintf(stderr, "%s\n", err.message); /* one page; the next call goes on */
            if (status == PRISCUS_ENOMEM)
                break;
        }
        priscus_reader_close(reader);
    } else
        failed = fprintf(stderr, "%s\n", err.message);
    priscus_close(priscus);
    return failed != 0;
}

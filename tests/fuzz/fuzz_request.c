/* fuzz_request.c - any first line, and any body of a form, before a server of one small ledger.
 *
 * The input is a target, and behind a newline the body of a form that is posted with the token. What comes back must be
 * one of the statuses there are; a page must have no word of the request between its tags as it was sent. */
#include <stdlib.h>
#include <unistd.h>

#include "server/amendment.h"
#include "server/ledger_pool.h"
#include "server/reply_cache.h"
#include "server/view/view.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct site site;

static void open_site(void)
{
    static char path[] = "/tmp/priscus-request.XXXXXX";
    struct ledger *ledger = NULL;
    int file = mkstemp(path);

    if (file < 0 || close(file) != 0 || ledger_open(path, LEDGER_WRITE, &ledger, NULL) != PRISCUS_OK ||
        ledger_close(ledger, NULL) != PRISCUS_OK || ledger_pool_open(path, &site.pool, NULL) != PRISCUS_OK ||
        !(site.cache = reply_cache_open(1 << 20)))
        abort();
    site.ledger_name = path;
    site.amend = amend_post;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text rest = text_of((const char *)data, size), line = text_cut(&rest, '\n');
    struct arena mem = { 0 };
    struct request request = { .method = rest.ptr ? METHOD_POST : METHOD_GET,
                               .may_write = rest.ptr != NULL,
                               .mem = &mem };
    struct reply reply = { 0 };
    struct priscus_error err;

    if (!site.pool)
        open_site();
    if (target_read(line, &mem, &request.target, &err) == PRISCUS_OK &&
        (!rest.ptr || target_read_params(rest, &mem, &request.target, &err) == PRISCUS_OK)) {
        view_answer(&site, &request, &reply);
        bool page = reply.type && text_starts(text_c(reply.type), "text/html");

        if (reply.body.failed || reply.status == HTTP_SERVER_ERROR ||
            (page && text_find(buffer_as_text(&reply.body), text_c("<script>alert"), 0) != NOWHERE) ||
            memchr(reply.location, '\n', sizeof reply.location) || memchr(reply.cookie, '\n', sizeof reply.cookie))
            abort();
    }
    buffer_release(&reply.body);
    arena_release(&mem);
    return 0;
}

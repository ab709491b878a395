/* fuzz_robots.c - a robots.txt from anybody, asked about targets that are cut out of it; and its lines as addresses. */
#include "net/robots.h"

#include <assert.h>

#include "net/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_url(struct text line)
{
    struct url url, again;

    if (url_parse(line, &url, NULL) != PRISCUS_OK)
        return;
    assert(url.origin_len == url.target_at && url.target_at < strlen(url.text));
    assert(url_target(&url)[0] == '/' && url.host[0]);
    /* In order once, in order for good. */
    if (url_parse(text_c(url.text), &again, NULL) == PRISCUS_OK)
        assert(strcmp(url.text, again.text) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const agents[] = { "priscus", "*" };
    struct text bytes = text_of((const char *)data, size), rest;

    for (size_t i = 0; i < COUNT_OF(agents); i++) {
        struct robots robots;
        priscus_status status = robots_read(bytes, agents[i], &robots);

        assert(status == PRISCUS_OK && robots.delay <= ROBOTS_DELAY_MAX);
        assert(robots_allow(&robots, text_c("/robots.txt")));
        rest = bytes;
        for (int n = 0; rest.ptr && n < 64; n++) {
            struct text line = text_cut(&rest, '\n');
            size_t at = text_find(line, text_c("/"), 0);

            robots_allow(&robots, at == NOWHERE ? line : text_of(line.ptr + at, line.len - at));
            if (i == 0)
                check_url(line);
        }
        robots_release(&robots);
    }
    return 0;
}

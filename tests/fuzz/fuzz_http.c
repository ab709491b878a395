/* fuzz_http.c - any bytes as an HTTP response: its head points into it, its body keeps to the limit. */
#include <stdlib.h>

#include "page/container/http.h"

#define LIMIT ((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text message = { (const char *)data, size };
    struct http_head head;
    struct arena mem = { 0 };
    struct http_body out = { 0 };

    if (!http_head_read(message, &head))
        return 0;
    if (head.body > size || head.status < 0 || head.status > 999)
        abort();
    if (http_body_read(&head, text_of(message.ptr + head.body, size - head.body), LIMIT, &mem, &out) == PRISCUS_OK &&
        !out.brotli && out.bytes.len > LIMIT)
        abort();
    arena_release(&mem);
    return 0;
}

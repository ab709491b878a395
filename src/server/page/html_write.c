/* html_write.c - see html_write.h. */
#include "server/page/html_write.h"

void html_text(struct buffer *out, struct text t)
{
    size_t plain = 0;

    for (size_t i = 0; i < t.len; i++) {
        const char *entity = t.ptr[i] == '&'    ? "&amp;"
                             : t.ptr[i] == '<'  ? "&lt;"
                             : t.ptr[i] == '>'  ? "&gt;"
                             : t.ptr[i] == '"'  ? "&quot;"
                             : t.ptr[i] == '\'' ? "&#39;"
                                                : NULL;

        if (!entity)
            continue;
        buffer_add(out, t.ptr + plain, i - plain);
        buffer_c(out, entity);
        plain = i + 1;
    }
    buffer_add(out, t.ptr + plain, t.len - plain);
}

void html_c(struct buffer *out, const char *nul_terminated)
{
    html_text(out, text_c(nul_terminated ? nul_terminated : ""));
}

void html_short(struct buffer *out, struct text t, size_t most)
{
    size_t n = most;

    if (t.len <= most) {
        html_text(out, t);
        return;
    }
    while (n > most / 2 && t.ptr[n] != ' ')
        n--;
    while (n && (t.ptr[n] & 0xc0) == 0x80)
        n--;
    html_text(out, text_of(t.ptr, n));
    buffer_c(out, "\xe2\x80\xa6");
}

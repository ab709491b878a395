/* html_write.c - see html_write.h. */
#include "server/page/html_write.h"

/* What a mark of direction opens (+1) or closes (-1), and whether it is an isolate: U+202A to U+202E, U+2066 to U+2069. */
static int direction_mark(struct text t, size_t i, bool *isolate)
{
    unsigned char second, third;

    if (t.len - i < 3 || (unsigned char)t.ptr[i] != 0xe2)
        return 0;
    second = (unsigned char)t.ptr[i + 1];
    third = (unsigned char)t.ptr[i + 2];
    *isolate = second == 0x81;
    if (second == 0x80 && third >= 0xaa && third <= 0xae)
        return third == 0xac ? -1 : 1;
    if (second == 0x81 && third >= 0xa6 && third <= 0xa9)
        return third == 0xa9 ? -1 : 1;
    return 0;
}

/* A text may turn the direction of writing for itself, not for what stands behind it: what it left open is closed. */
static void close_directions(struct buffer *out, struct text t)
{
    size_t open[2] = { 0 };

    for (size_t i = 0; i < t.len; i++) {
        bool isolate = false;
        int step = direction_mark(t, i, &isolate);

        if (step > 0)
            open[isolate]++;
        else if (step < 0 && open[isolate])
            open[isolate]--;
    }
    for (; open[true]; open[true]--)
        buffer_c(out, "\xe2\x81\xa9");
    for (; open[false]; open[false]--)
        buffer_c(out, "\xe2\x80\xac");
}

void html_text(struct buffer *out, struct text t)
{
    size_t plain = 0;

    if (!t.len) /* its ptr may be NULL */
        return;
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
    close_directions(out, t);
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

/* xml_write.c - see xml_write.h. */
#include "export/xml_write.h"

static const char *entity_of(char c)
{
    return c == '&'    ? "&amp;"
           : c == '<'  ? "&lt;"
           : c == '>'  ? "&gt;"
           : c == '"'  ? "&quot;"
           : c == '\'' ? "&#39;"
                       : NULL;
}

void xml_put(struct buffer *out, struct text t)
{
    size_t plain = 0;

    for (size_t i = 0; i < t.len; i++) {
        unsigned char c = (unsigned char)t.ptr[i];
        bool noncharacter = c == 0xef && t.len - i > 2 && (unsigned char)t.ptr[i + 1] == 0xbf &&
                            ((unsigned char)t.ptr[i + 2] & 0xfe) == 0xbe;
        const char *instead =
            noncharacter || (c < ' ' && c != '\t' && c != '\n') ? "\xef\xbf\xbd" : entity_of(t.ptr[i]);

        if (!instead)
            continue;
        buffer_add(out, t.ptr + plain, i - plain);
        buffer_c(out, instead);
        i += noncharacter ? 2 : 0;
        plain = i + 1;
    }
    if (t.len)
        buffer_add(out, t.ptr + plain, t.len - plain);
}

/* search_words.c - see search_words.h. */
#include "ledger/database/search_words.h"

#include "base/utf8.h"

/* An accent of its own, behind its letter. */
static bool is_combining(uint32_t point)
{
    return point >= 0x300 && point < 0x370;
}

/* The next word from *at on, into `out` without anything before it; false: there is none. */
static bool next_word(struct text text, size_t *at, struct buffer *out)
{
    bool any = false;
    unsigned size;

    for (; *at < text.len; *at += size) {
        uint32_t point = utf8_at(text, *at, &size);
        char bytes[4];

        if (is_combining(point))
            continue;
        if (point_is_letter(point) || point_is_digit(point)) {
            buffer_add(out, bytes, utf8_put(point_lower(point_plain(point)), bytes));
            any = true;
        } else if (any) {
            break;
        }
    }
    return any;
}

void search_words(struct text text, struct buffer *out)
{
    size_t at = 0, begin = out->len;

    for (;;) {
        size_t before = out->len;

        if (before > begin)
            buffer_char(out, ' ');
        if (!next_word(text, &at, out)) {
            if (out->ptr)
                out->ptr[out->len = before] = '\0';
            return;
        }
    }
}

bool search_phrase(struct text text, bool prefix, struct buffer *out)
{
    struct buffer word = { 0 };
    size_t at = 0;
    bool any = false;

    for (; next_word(text, &at, &word); any = true) {
        buffer_format(out, "%s'%.*s'", any ? " <-> " : "", (int)word.len, word.ptr);
        buffer_reset(&word);
    }
    out->failed |= word.failed;
    buffer_release(&word);
    if (any && prefix)
        buffer_c(out, ":*");
    return any;
}

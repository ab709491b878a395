/* http.c - the head; see http.h. */
#include "page/container/http.h"

#include "net/media_type.h"

/* A line without its end; *rest goes behind it. */
static struct text take_line(struct text *rest)
{
    struct text line = text_cut(rest, '\n');

    if (line.len && line.ptr[line.len - 1] == '\r')
        line.len--;
    return line;
}

bool http_field(struct text *rest, struct text *name, struct text *value)
{
    while (rest->ptr) {
        struct text line = take_line(rest);
        const char *colon;

        if (line.len == 0)
            return false;
        /* A line that begins with a blank goes on with the one before. */
        while (rest->ptr && rest->len && (rest->ptr[0] == ' ' || rest->ptr[0] == '\t')) {
            struct text more = take_line(rest);

            line.len = (size_t)(more.ptr + more.len - line.ptr);
        }
        colon = memchr(line.ptr, ':', line.len);
        if (!colon)
            continue;
        *name = text_trim(text_of(line.ptr, (size_t)(colon - line.ptr)));
        *value = text_trim(text_of(colon + 1, line.len - (size_t)(colon + 1 - line.ptr)));
        return true;
    }
    return false;
}

static bool has_word(struct text list, const char *word)
{
    while (list.ptr)
        if (text_eq_fold(text_trim(text_cut(&list, ',')), text_c(word)))
            return true;
    return false;
}

/* "HTTP/1.1 200 OK", "HTTP/2 200", "HTTP/1.1 200 ": the number, or 0. */
static int status_of(struct text line)
{
    struct text rest = line, number;

    if (!text_starts_fold(line, "HTTP/") && !text_starts_fold(line, "ICY "))
        return 0;
    text_cut(&rest, ' ');
    if (!rest.ptr)
        return 0;
    number = text_trim(rest);
    if (number.len < 3 || !is_ascii_digit(number.ptr[0]) || !is_ascii_digit(number.ptr[1]) ||
        !is_ascii_digit(number.ptr[2]) || (number.len > 3 && is_ascii_digit(number.ptr[3])))
        return 0;
    return (number.ptr[0] - '0') * 100 + (number.ptr[1] - '0') * 10 + (number.ptr[2] - '0');
}

bool http_head_read(struct text message, struct http_head *out)
{
    struct text rest = message, name, value;
    struct http_head head = { 0 };

    if (rest.len > HTTP_HEAD_MAX)
        rest.len = HTTP_HEAD_MAX;
    head.status = status_of(take_line(&rest));
    if (!head.status)
        return false;
    while (http_field(&rest, &name, &value)) {
        /* What was unpacked by the crawler has its header renamed: then the plain name is gone. */
        if (text_starts_fold(name, "X-Crawler-"))
            name = text_of(name.ptr + 10, name.len - 10);
        if (text_eq_fold(name, text_c("Content-Type")) && !head.type.len)
            media_type_read(value, &head.type, &head.charset);
        else if (text_eq_fold(name, text_c("Content-Encoding")))
            head.encoding = value;
        else if (text_eq_fold(name, text_c("Transfer-Encoding")))
            head.chunked = has_word(value, "chunked");
    }
    if (!rest.ptr) {
        if (message.len > HTTP_HEAD_MAX)
            return false;
        head.body = message.len; /* the head is all there is */
    } else {
        head.body = (size_t)(rest.ptr - message.ptr);
    }
    *out = head;
    return true;
}

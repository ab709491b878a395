/* source_line.c - see source_line.h. */
#include "page/name/source_line.h"

#include "base/utf8.h"

static const char *const cues[] = { "source:", "sources:", "source :", "via:" };

/* The length of the cue that begins there; 0: none. */
static size_t cue_at(struct text t)
{
    for (size_t i = 0; i < COUNT_OF(cues); i++)
        if (text_starts_fold(t, cues[i]))
            return strlen(cues[i]);
    return 0;
}

/* Without blanks and no-break spaces before it, and blanks and full stops behind. */
static struct span name_in(struct text body, size_t begin, size_t end)
{
    unsigned size;

    while (begin < end && point_is_space(utf8_at(body, begin, &size)))
        begin += size;
    while (begin < end && (is_ascii_space(body.ptr[end - 1]) || body.ptr[end - 1] == '.'))
        end--;
    if (begin >= end || end - begin > SOURCE_NAME_MAX)
        return (struct span){ 0 };
    return (struct span){ (uint32_t)begin, (uint32_t)end };
}

struct span source_line_find(struct text body)
{
    size_t from = body.len > SOURCE_LINE_TAIL ? body.len - SOURCE_LINE_TAIL : 0;
    struct span found = { 0 };

    for (size_t at = from; at < body.len; at++) {
        bool bracket = at > 0 && body.ptr[at - 1] == '(', line = at == 0 || body.ptr[at - 1] == '\n';
        size_t begin, end;
        struct span name;

        if ((!bracket && !line) || !(begin = cue_at(text_of(body.ptr + at, body.len - at))))
            continue;
        begin = end = begin + at;
        while (end < body.len && body.ptr[end] != '\n' && !(bracket && body.ptr[end] == ')'))
            end++;
        name = name_in(body, begin, end);
        if (!span_empty(name))
            found = name;
    }
    return found;
}

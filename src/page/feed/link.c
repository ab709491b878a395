/* link.c - see link.h. */
#include "page/feed/link.h"

static size_t scheme_end(struct text link)
{
    if (text_starts_fold(link, "http://"))
        return 7;
    if (text_starts_fold(link, "https://"))
        return 8;
    return 0;
}

static size_t host_end(struct text link)
{
    size_t i = scheme_end(link);

    while (i < link.len && !strchr("/?#", link.ptr[i] ? link.ptr[i] : '/'))
        i++;
    return i;
}

struct text link_host(struct text link)
{
    size_t begin = scheme_end(link), end = host_end(link);
    const char *at;

    if (begin == 0)
        return (struct text){ 0 };
    at = memchr(link.ptr + begin, '@', end - begin);
    if (at)
        begin = (size_t)(at + 1 - link.ptr);
    at = memchr(link.ptr + begin, ':', end - begin);
    if (at)
        end = (size_t)(at - link.ptr);
    return text_of(link.ptr + begin, end - begin);
}

bool link_is_absolute(struct text link)
{
    return scheme_end(link) && host_end(link) > scheme_end(link);
}

/* "mailto:", "tag:", "urn:" */
static bool has_scheme(struct text link)
{
    size_t i = 0;

    while (i < link.len &&
           (is_ascii_alpha(link.ptr[i]) || (i && (is_ascii_digit(link.ptr[i]) || strchr("+-.", link.ptr[i])))))
        i++;
    return i && i < link.len && link.ptr[i] == ':';
}

/* Append a piece; blanks become %20, control characters go. */
static size_t put(char *out, size_t n, struct text piece)
{
    for (size_t i = 0; i < piece.len; i++) {
        if (piece.ptr[i] == ' ') {
            memcpy(out + n, "%20", 3);
            n += 3;
        } else if ((unsigned char)piece.ptr[i] > 0x20 && piece.ptr[i] != 0x7F)
            out[n++] = piece.ptr[i];
    }
    return n;
}

/* Take "." and ".." out of the path that begins at out[root], in place. */
static size_t without_dots(char *out, size_t root, size_t n)
{
    size_t query = root, to = root, i = root;

    while (query < n && out[query] != '?' && out[query] != '#')
        query++;
    while (i < query) { /* out[i] is '/' */
        size_t end = i + 1;

        while (end < query && out[end] != '/')
            end++;
        if (end - i == 2 && out[i + 1] == '.') {
            if (end == query)
                out[to++] = '/';
        } else if (end - i == 3 && out[i + 1] == '.' && out[i + 2] == '.') {
            while (to > root && out[--to] != '/')
                ;
            if (end == query)
                out[to++] = '/';
        } else {
            memmove(out + to, out + i, end - i);
            to += end - i;
        }
        i = end;
    }
    memmove(out + to, out + query, n - query);
    return to + (n - query);
}

bool link_resolve(struct text base, struct text link, struct arena *mem, struct text *out)
{
    size_t n = 0, root, keep = 0;
    char *room;

    *out = (struct text){ 0 };
    base = text_trim(base);
    link = text_trim(link);
    if (link.len == 0 || (has_scheme(link) && !link_is_absolute(link)))
        return true;
    if (!link_is_absolute(link)) {
        if (!link_is_absolute(base))
            return true;
        if (text_starts(link, "//"))
            keep = scheme_end(base) - 2;
        else if (link.ptr[0] == '/')
            keep = host_end(base);
        else {
            size_t path = host_end(base);

            while (path < base.len && base.ptr[path] != '#' && (base.ptr[path] != '?' || link.ptr[0] == '#'))
                path++;
            if (link.ptr[0] != '?' && link.ptr[0] != '#')
                while (path > host_end(base) && base.ptr[path - 1] != '/')
                    path--;
            keep = path;
        }
    }
    room = arena_alloc(mem, 3 * (keep + link.len) + 2);
    if (!room)
        return false;
    n = put(room, 0, text_of(base.ptr, keep));
    if (keep == host_end(base) && keep && link.ptr[0] != '/')
        room[n++] = '/';
    n = put(room, n, link);
    root = host_end(text_of(room, n));
    if (root < n && room[root] == '/')
        n = without_dots(room, root, n);
    if (link_is_absolute(text_of(room, n)))
        *out = text_of(room, n);
    return true;
}

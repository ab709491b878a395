/* dictionary_name.c - see dictionary_name.h. */
#include "record/import/dictionary_name.h"

#include "base/utf8.h"

static bool has_small_letter(struct text name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] >= 'a' && name.ptr[i] <= 'z')
            return true;
    return false;
}

static bool one_word(struct text name)
{
    return !memchr(name.ptr, ' ', name.len);
}

/* Words that stay small inside a name. */
static bool is_small(struct text word)
{
    static const char *const words[] = { "of",  "the", "and", "for", "in",  "on",  "to",  "de",  "del", "la",
                                         "los", "las", "do",  "da",  "dos", "bin", "ibn", "von", "van" };

    for (size_t i = 0; word.len <= 3 && i < COUNT_OF(words); i++)
        if (text_eq_fold(word, text_c(words[i])))
            return true;
    return false;
}

/* One word in ordinary case to out, which has room for as many bytes. */
static size_t put_word(struct text word, bool small, char *out)
{
    bool begins = !small;
    size_t n = 0;

    for (size_t i = 0; i < word.len;) {
        unsigned size;
        uint32_t point = utf8_at(word, i, &size);
        char lower[4];
        unsigned lower_size = utf8_put(point_lower(point), lower);

        if (begins || lower_size > size)
            memcpy(out + n, word.ptr + i, lower_size = size);
        else
            memcpy(out + n, lower, lower_size);
        n += lower_size;
        i += size;
        /* "Ki-Moon", "O'Brien"; but "People's" */
        begins = point == '-' || (point == '\'' && word.len - i > 2);
    }
    return n;
}

struct text dictionary_name_plain(struct text name, struct arena *mem)
{
    char *out = arena_alloc(mem, name.len + 1);
    size_t n = 0;
    bool inside = false;
    struct text rest;

    if (!out)
        return (struct text){ 0 };
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];

        inside = c == '(' || (inside && c != ')');
        if (inside || c == ')' || (c == ' ' && (n == 0 || out[n - 1] == ' ')))
            continue;
        out[n++] = c == ';' || c == '|' ? ' ' : c;
    }
    while (n && out[n - 1] == ' ')
        n--;
    rest = text_of(out, n);
    if (has_small_letter(rest) || (one_word(rest) && (n <= 3 || memchr(out, '.', n))))
        return rest;
    n = 0;
    for (bool first = true; rest.ptr; first = false) {
        struct text word = text_cut(&rest, ' ');

        if (!first)
            out[n++] = ' ';
        n += put_word(word, !first && is_small(word), out + n);
    }
    return text_of(out, n);
}

bool dictionary_name_adjective(struct text name, struct text of)
{
    static const char *const endings[] = { "an", "ish", "ese", "i", "ic", "ch", "er" };

    if (text_eq(name, of) || !one_word(name) || name.len < 4 || of.len < 4 || text_ends(name, "stan") ||
        !text_eq_fold(text_of(name.ptr, 3), text_of(of.ptr, 3)))
        return false;
    for (size_t i = 0; i < COUNT_OF(endings); i++)
        if (text_ends(name, endings[i]))
            return true;
    return false;
}

bool dictionary_name_ends_with(struct text name, struct text other)
{
    size_t before = name.len > other.len ? name.len - other.len : 0;

    return before > 1 && other.len && name.ptr[before - 1] == ' ' &&
           text_eq_fold(text_of(name.ptr + before, other.len), other);
}

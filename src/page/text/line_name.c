/* line_name.c - names in lines, told by their capitals and by lists of words. See line_name.h.
 *
 * Known gaps: scripts without capitals (Arabic, Chinese), where nobody is a person here. */
#include "page/text/line_name.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "base/visible.h"
#include "page/name/agency.h"
#include "page/words/vocabulary.h"

#define NAME_BYTES_MAX 400 /* of a list of names                   */
#define CAPITALS_BYTES 80  /* of one name                          */
#define PERSON_WORDS   4
#define INITIALS_MAX   8 /* as agencies and photo agencies sign  */

/* "STRANA", "TG", "RIA" */
bool line_name_is_initials(struct text t)
{
    size_t letters = 0;
    unsigned size;

    for (size_t i = 0; i < t.len; i += size) {
        uint32_t c = utf8_at(t, i, &size);

        if (point_is_upper(c))
            letters++;
        else if (c != '-' && c != '.')
            return false;
    }
    return letters >= 2 && letters <= INITIALS_MAX;
}

/* "Reuters", "Theo Reuters", "via AFP": an agency, behind a word at most. */
struct text line_name_wire_inside(struct text t)
{
    size_t space = text_find(t, text_c(" "), 0);

    if (agency_wire(t).ptr || line_name_is_initials(t))
        return t;
    if (space != NOWHERE && agency_wire(text_of(t.ptr + space, t.len - space)).ptr)
        return text_trim(text_of(t.ptr + space, t.len - space));
    return (struct text){ 0 };
}

/* How many words, all with a capital (particles aside)? 0: they have not, or other things stand in it. */
int line_name_capitals(struct text t)
{
    int n = 0;
    unsigned size;

    t = text_trim(t);
    if (t.len == 0 || t.len > CAPITALS_BYTES)
        return 0;
    for (size_t i = 0; i < t.len;) {
        size_t begin = i;
        uint32_t first = utf8_at(t, i, &size);

        for (; i < t.len; i += size) {
            uint32_t c = utf8_at(t, i, &size);

            if (point_is_space(c))
                break;
            if (!point_is_letter(c) && c != '-' && c != '.' && c != '\'' && c != 0x2019)
                return 0;
        }
        if (point_is_upper(first))
            n++;
        else if (!fold_word_in(vocabulary_name_particles, text_of(t.ptr + begin, i - begin)) || begin == 0)
            return 0;
        while (i < t.len && point_is_space(utf8_at(t, i, &size)))
            i += size;
    }
    return n;
}

/* Folded, in room for 3 * NAME_BYTES_MAX bytes. What is longer is no name, and its end is not looked at. */
static struct text fold_name(struct text t, char *room)
{
    if (t.len > NAME_BYTES_MAX)
        t.len = NAME_BYTES_MAX;
    return text_of(room, fold_into(t, room));
}

static bool has_word_of(struct text t, const char *list)
{
    char room[3 * NAME_BYTES_MAX];

    for (struct text rest = fold_name(t, room); rest.ptr;)
        if (fold_word_in(list, fold_strip(text_cut(&rest, ' '), ".,:;&/-()")))
            return true;
    return false;
}

bool line_name_has_job(struct text t)
{
    char room[3 * NAME_BYTES_MAX];

    return fold_has_any(fold_name(t, room), vocabulary_jobs);
}

bool line_name_has_paper(struct text t)
{
    return has_word_of(t, vocabulary_paper_words);
}

bool line_name_is_section(struct text t)
{
    char room[3 * NAME_BYTES_MAX];
    struct text rest = fold_name(t, room);
    bool all = rest.len > 0;

    while (all && rest.ptr) {
        struct text word = fold_strip(text_cut(&rest, ' '), ".,:;&/-");

        all = word.len == 0 || fold_word_in(vocabulary_section_words, word);
    }
    return all;
}

bool line_name_is_person(struct text t)
{
    int n;

    t = fold_strip(t, ",;:|");
    n = text_starts(t, "The ") ? 0 : line_name_capitals(t);
    return n >= 2 && n <= PERSON_WORDS && !agency_wire(t).ptr && !line_name_has_job(t) && !line_name_is_section(t) &&
           !line_name_has_paper(t) && !has_word_of(t, vocabulary_not_in_names);
}

/* Cut the next piece of a list of names off: at , ; & / | and "and" in some languages. */
struct text line_name_cut(struct text *rest)
{
    size_t at = rest->len, skip = 0;
    struct text piece;

    for (size_t i = 0; i < rest->len; i++)
        if (strchr(",;&/|", rest->ptr[i]) && rest->ptr[i]) {
            at = i;
            skip = 1;
            break;
        }
    for (const char *const *separator = vocabulary_name_separators; *separator; separator++) {
        size_t hit = text_find(*rest, text_c(*separator), 0);

        if (hit != NOWHERE && hit < at) {
            at = hit;
            skip = strlen(*separator);
        }
    }
    piece = text_of(rest->ptr, at);
    *rest = at + skip >= rest->len ? (struct text){ 0 } : text_of(rest->ptr + at + skip, rest->len - at - skip);
    return text_trim(piece);
}

priscus_status line_name_seen(struct text t, struct arena *mem, struct text *out)
{
    struct visible seen;
    char *bytes;
    size_t n = 0;

    if (visible_of(t, mem, &seen) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    *out = t = seen.text;
    if (!memchr(t.ptr, '*', t.len) && !memchr(t.ptr, '[', t.len))
        return PRISCUS_OK;
    bytes = arena_alloc(mem, t.len + 1);
    if (!bytes)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < t.len; i++) {
        if (t.ptr[i] == ']' && i + 1 < t.len && t.ptr[i + 1] == '(') {
            const char *close = memchr(t.ptr + i, ')', t.len - i);

            i = close ? (size_t)(close - t.ptr) : t.len - 1;
        } else if (t.ptr[i] != '*' && t.ptr[i] != '[' && t.ptr[i] != ']')
            bytes[n++] = t.ptr[i];
    }
    *out = text_of(bytes, n);
    return PRISCUS_OK;
}

bool line_name_are_persons(struct text t)
{
    size_t n = 0;

    for (; t.ptr && t.len; n++)
        if (!line_name_is_person(line_name_cut(&t)))
            return false;
    return n > 0;
}

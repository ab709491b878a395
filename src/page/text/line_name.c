/* line_name.c - names in lines, told by their capitals and by lists of words. See line_name.h.
 *
 * What it gives up: scripts without capitals (Arabic, Chinese), where nobody is a person here. */
#include "page/text/line_name.h"

#include "base/utf8.h"
#include "page/name/agency.h"
#include "page/words/vocabulary.h"

/* STRANA, TG, RIA: two to eight capitals, as agencies and photo agencies sign. */
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
    return letters >= 2 && letters <= 8;
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
    if (t.len == 0 || t.len > 80)
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

static bool in_list_of_words(struct plain *p, struct text t, const char *list)
{
    struct text folded = plain_fold(p, t);
    bool all = folded.len > 0;

    for (struct text rest = folded; all && rest.ptr;) {
        struct text word = fold_strip(text_cut(&rest, ' '), ".,:;&/-");

        all = word.len == 0 || fold_word_in(list, word);
    }
    return all;
}

bool line_name_has_job(struct plain *p, struct text t)
{
    struct text folded = plain_fold(p, t);

    return folded.ptr && fold_has_any(folded, vocabulary_jobs);
}

static bool has_word_of(struct plain *p, struct text t, const char *list)
{
    for (struct text rest = plain_fold(p, t); rest.ptr;)
        if (fold_word_in(list, fold_strip(text_cut(&rest, ' '), ".,:;&/-()")))
            return true;
    return false;
}

bool line_name_is_section(struct plain *p, struct text t)
{
    return in_list_of_words(p, t, vocabulary_section_words);
}

bool line_name_has_paper(struct plain *p, struct text t)
{
    return has_word_of(p, t, vocabulary_paper_words);
}

/* Two to four words with capitals that are neither a section nor an agency nor a job. */
bool line_name_is_person(struct plain *p, struct text t)
{
    int n;

    t = fold_strip(t, ",;:|");
    n = text_starts(t, "The ") ? 0 : line_name_capitals(t);
    return n >= 2 && n <= 4 && !agency_wire(t).ptr && !line_name_has_job(p, t) && !line_name_is_section(p, t) &&
           !line_name_has_paper(p, t) && !has_word_of(p, t, vocabulary_not_in_names);
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

/* Without Markdown's stars and link targets: "By **[Ana Brook](https://...)**". */
struct text line_name_unmarked(struct plain *p, struct text t)
{
    char *out;
    size_t n = 0;

    if (!memchr(t.ptr, '*', t.len) && !memchr(t.ptr, '[', t.len))
        return t;
    out = arena_alloc(p->mem, t.len + 1);
    if (!out) {
        p->out_of_memory = true;
        return t;
    }
    for (size_t i = 0; i < t.len; i++) {
        if (t.ptr[i] == ']' && i + 1 < t.len && t.ptr[i + 1] == '(') {
            const char *close = memchr(t.ptr + i, ')', t.len - i);

            i = close ? (size_t)(close - t.ptr) : t.len - 1;
        } else if (t.ptr[i] != '*' && t.ptr[i] != '[' && t.ptr[i] != ']')
            out[n++] = t.ptr[i];
    }
    return text_of(out, n);
}

bool line_name_are_persons(struct plain *p, struct text t)
{
    size_t n = 0;

    for (struct text rest = t; rest.ptr && rest.len; n++)
        if (!line_name_is_person(p, line_name_cut(&rest)))
            return false;
    return n > 0;
}

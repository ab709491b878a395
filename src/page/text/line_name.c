/* line_name.c - names in lines, told by their capitals and by lists of words. See line_name.h.
 *
 * What it gives up: scripts without capitals (Arabic, Chinese), where nobody is a person here. */
#include "page/text/line_name.h"

#include "base/utf8.h"
#include "page/name/agency.h"

static const char section_words[] = "news world politics business economy opinion international national local "
                                    "region regional europe asia africa americas america "
                                    "middle east war conflict sports sport culture science technology tech "
                                    "health society analysis breaking latest home video top "
                                    "stories english global affairs defence defense security diplomacy foreign "
                                    "policy editorial features lifestyle finance markets "
                                    "monde politique économie welt politik wirtschaft mundo política "
                                    "internacional мир политика новости экономика світ політика новини "
                                    "świat polska polityka wiadomości dünya gündem siyaset haber haberler thế "
                                    "giới chính trị ukraine russia israel gaza energy live";

static const char *const role_words[] = {
    "correspondent", "correspondents", "reporter",  "reporters",     "editor",  "editors",   "writer",   "writers",
    "journalist",    "journalists",    "bureau",    "desk",          "staff",   "columnist", "chief",    "contributor",
    "producer",      "agencies",       "agency",    "news agencies", "wire",    "wires",     "newsroom", "team",
    "redaktion",     "redakcja",       "redacción", "rédaction",     "muhabir", "special",   "guest",
};

static const char particles[] = "de da do dos das del della der den di du la le van von zu bin ibn al el ben e y of";

/* One of these makes a line with capitals the name of a paper, or a button, and no person's. */
static const char paper_words[] = "times post herald tribune journal gazette telegraph observer chronicle "
                                  "courier press daily tv radio online bbc cnn news "
                                  "guardian mirror independent standard monitor digest bulletin";

static const char button_words[] =
    "read comments comment view share follow all more about contact us privacy policy terms page pages current "
    "issue new big subscribe "
    "newsletter newsletters latest watch listen sign log menu search photos photo gallery copy link print "
    "email show hide load next previous getty images";

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
        else if (!fold_word_in(particles, text_of(t.ptr + begin, i - begin)) || begin == 0)
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

    for (size_t i = 0; folded.ptr && i < COUNT_OF(role_words); i++)
        if (fold_find(folded, role_words[i]) != NOWHERE)
            return true;
    return false;
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
    return in_list_of_words(p, t, section_words);
}

bool line_name_has_paper(struct plain *p, struct text t)
{
    return has_word_of(p, t, paper_words);
}

/* Two to four words with capitals that are neither a section nor an agency nor a job. */
bool line_name_is_person(struct plain *p, struct text t)
{
    int n;

    t = fold_strip(t, ",;:|");
    n = text_starts(t, "The ") ? 0 : line_name_capitals(t);
    return n >= 2 && n <= 4 && !agency_wire(t).ptr && !line_name_has_job(p, t) && !line_name_is_section(p, t) &&
           !line_name_has_paper(p, t) && !has_word_of(p, t, button_words);
}

/* Cut the next piece of a list of names off: at , ; & / | and "and" in some languages. */
struct text line_name_cut(struct text *rest)
{
    static const char *const ands[] = { " and ",
                                        " with ",
                                        " mit ",
                                        " avec ",
                                        " con ",
                                        " und ",
                                        " et ",
                                        " y ",
                                        " e ",
                                        " ve ",
                                        " i ",
                                        " и ",
                                        " та ",
                                        " - ",
                                        " \xE2\x80\x93 ",
                                        " \xE2\x80\x94 ",
                                        " \xE2\x80\xA2 ",
                                        " \xC2\xB7 " };
    size_t at = rest->len, skip = 0;
    struct text piece;

    for (size_t i = 0; i < rest->len; i++)
        if (strchr(",;&/|", rest->ptr[i]) && rest->ptr[i]) {
            at = i;
            skip = 1;
            break;
        }
    for (size_t i = 0; i < COUNT_OF(ands); i++) {
        size_t hit = text_find(*rest, text_c(ands[i]), 0);

        if (hit != NOWHERE && hit < at) {
            at = hit;
            skip = strlen(ands[i]);
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

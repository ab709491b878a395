/* plain.c - an article out of crawled plain text, boilerplate and all.
 *
 *     FerryTalks resume after a year          a section glued to the headline: dropped
 *     Talks resume after a year               headline
 *     Ana Brook | 3 May 2031 07:10            byline and stamp: read, then dropped
 *     NORTHPORT, May 3 (Reuters) - The two    body; the dateline is cut off, its agency kept
 *     ...
 *     See also                                promotion
 *
 * The idea: a page has a head, a body and a tail, and the body is prose (line.h says what that
 * is). Lines are labelled where they stand and never rewritten. In the head and tail one signal
 * drops a line; between the first and the last paragraph it takes two (short and a known
 * phrase, a repeat and a bar). What is dropped gives up its metadata first.
 *
 * The order of the steps matters: form first (links, bars, stamps, credits), then repeats,
 * pleas, the end of the article, the headline, and last what is left in each zone.
 *
 * What it gives up: a teaser with a summary of its own that stands in mid-article looks like a
 * paragraph and is kept; so is a caption without a credit. Losing a paragraph is worse. Bytes that
 * are not UTF-8 become U+FFFD; other charsets are not guessed at. */
#include "page/agency.h"
#include "page/line.h"
#include "page/stamp.h"

#include "base/utf8.h"

#define AGENCIES_MAX 12
#define DROP_LIMIT_PERCENT 40

struct plain {
    const struct page *page;
    struct arena *mem;
    struct article *out;
    struct line *lines;
    size_t n;
    size_t head_end; /* the first line of prose             */
    size_t headline; /* or n                                */
    bool out_of_memory;
    bool full;            /* "Read entire article" was seen  */
    struct span cut_title; /* of the page: a stamp behind the headline */
    struct span cut_head; /* of the page: a dateline         */
    struct span cut_tail; /* of the page: "(AFP)" at the end */
    const char *cut_tail_rule;
};

/* --- names --- */

static const char section_words[] =
    "news world politics business economy opinion international national local region regional europe asia africa americas america "
    "middle east war conflict sports sport culture science technology tech health society analysis breaking latest home video top "
    "stories english global affairs defence defense security diplomacy foreign policy editorial features lifestyle finance markets "
    "monde politique économie welt politik wirtschaft mundo política internacional мир политика новости экономика світ політика новини "
    "świat polska polityka wiadomości dünya gündem siyaset haber haberler thế giới chính trị ukraine russia israel gaza energy live";

static const char *const role_words[] = {
    "correspondent", "correspondents", "reporter", "reporters", "editor", "editors", "writer", "writers", "journalist", "journalists", "bureau", "desk", "staff", "columnist", "chief", "contributor", "producer", "agencies", "agency", "news agencies", "wire", "wires", "newsroom", "team", "redaktion", "redakcja", "redacción", "rédaction", "muhabir", "special", "guest",
};

static const char particles[] = "de da do dos das del della der den di du la le van von zu bin ibn al el ben e y of";

static struct text fold_of(struct plain *p, struct text t)
{
    struct text folded = line_fold(t, p->mem);

    if (!folded.ptr) {
        p->out_of_memory = true;
        return text_of("", 0);
    }
    return folded;
}

/* Bytes of the page as a field: valid UTF-8. */
static struct text field_of(struct plain *p, struct text t)
{
    struct text out = { 0 };

    t = text_trim(t);
    if (t.len == 0)
        return (struct text){ 0 };
    if (!utf8_repair(t, p->mem, &out, NULL)) {
        p->out_of_memory = true;
        return (struct text){ 0 };
    }
    return out;
}

static struct text line_text(const struct plain *p, size_t i)
{
    return text_in(p->page->bytes, p->lines[i].page);
}

static void decide(struct line *line, enum role role, const char *rule)
{
    line->role = role;
    line->rule = rule;
}

static struct text strip(struct text t, const char *marks)
{
    t = text_trim(t);
    while (t.len && t.ptr[0] && strchr(marks, t.ptr[0]))
        t = text_trim(text_of(t.ptr + 1, t.len - 1));
    while (t.len && t.ptr[t.len - 1] && strchr(marks, t.ptr[t.len - 1]))
        t = text_trim(text_of(t.ptr, t.len - 1));
    return t;
}

static bool add_agency(struct plain *p, struct text name)
{
    struct article *a = p->out;
    struct text known = agency_wire(name);

    name = known.ptr ? known : field_of(p, agency_bare(name));
    if (!name.ptr || a->n_agencies == AGENCIES_MAX)
        return false;
    for (size_t i = 0; i < a->n_agencies; i++)
        if (text_eq_fold(a->agencies[i], name))
            return true;
    if (!a->agencies) {
        a->agencies = arena_alloc(p->mem, AGENCIES_MAX * sizeof(*a->agencies));
        if (!a->agencies) {
            p->out_of_memory = true;
            return false;
        }
    }
    a->agencies[a->n_agencies++] = name;
    return true;
}

/* STRANA, TG, RIA: two to eight capitals, as agencies and photo agencies sign. */
static bool is_initials(struct text t)
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
static struct text wire_inside(struct plain *p, struct text t)
{
    size_t space = text_find(t, text_c(" "), 0);

    if (agency_wire(t).ptr || is_initials(t))
        return t;
    if (space != NOWHERE && agency_wire(text_of(t.ptr + space, t.len - space)).ptr)
        return text_trim(text_of(t.ptr + space, t.len - space));
    return (struct text){ 0 };
}

/* How many words, all with a capital (particles aside)? 0: they have not, or other things stand in it. */
static int capital_words(struct text t)
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
        else if (!line_word_in(particles, text_of(t.ptr + begin, i - begin)) || begin == 0)
            return 0;
        while (i < t.len && point_is_space(utf8_at(t, i, &size)))
            i += size;
    }
    return n;
}

static bool in_list_of_words(struct plain *p, struct text t, const char *list)
{
    struct text folded = fold_of(p, t);
    bool all = folded.len > 0;

    for (struct text rest = folded; all && rest.ptr;) {
        struct text word = strip(text_cut(&rest, ' '), ".,:;&/-");

        all = word.len == 0 || line_word_in(list, word);
    }
    return all;
}

static bool has_role_word(struct plain *p, struct text t)
{
    struct text folded = fold_of(p, t);

    for (size_t i = 0; folded.ptr && i < COUNT_OF(role_words); i++)
        if (line_find_words(folded, role_words[i]) != NOWHERE)
            return true;
    return false;
}

/* One of these makes a line with capitals the name of a paper, or a button, and no person's. */
static const char paper_words[] =
    "times post herald tribune journal gazette telegraph observer chronicle courier press daily tv radio online bbc cnn news "
    "guardian mirror independent standard monitor digest bulletin";
static const char button_words[] =
    "read comments comment view share follow all more about contact us privacy policy terms page pages current issue new big subscribe "
    "newsletter newsletters latest watch listen sign log menu search photos photo gallery copy link print email show hide load next previous getty images";

static bool has_word_of(struct plain *p, struct text t, const char *list)
{
    for (struct text rest = fold_of(p, t); rest.ptr;)
        if (line_word_in(list, strip(text_cut(&rest, ' '), ".,:;&/-()")))
            return true;
    return false;
}

/* Two to four words with capitals that are neither a section nor an agency nor a job. */
static bool is_person(struct plain *p, struct text t)
{
    int n;

    t = strip(t, ",;:|");
    n = capital_words(t);
    return n >= 2 && n <= 4 && !agency_wire(t).ptr && !has_role_word(p, t) && !in_list_of_words(p, t, section_words) &&
           !has_word_of(p, t, paper_words) && !has_word_of(p, t, button_words);
}

/* Cut the next piece of a list of names off: at , ; & / | and "and" in some languages. */
static struct text cut_name(struct text *rest)
{
    static const char *const ands[] = { " and ", " und ", " et ", " y ", " e ", " ve ", " i ", " и ", " та ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xE2\x80\xA2 ", " \xC2\xB7 " };
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
static struct text unmarked(struct plain *p, struct text t)
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

/* Who wrote it, out of "Ana Brook in Northport and Tom Lake, Reuters". Names become the byline (the
 * first that the page gives), agencies agencies. False if neither was there. */
static bool read_names(struct plain *p, struct text t, bool take_single)
{
    struct text rest = strip(t, " .:|-"), names = { 0 };
    bool any = false, over = false;

    while (rest.ptr && rest.len) {
        struct text piece = cut_name(&rest);
        size_t in = NOWHERE, paren;

        if (piece.len == 0)
            continue;
        paren = text_find(piece, text_c("("), 0);
        if (paren != NOWHERE) { /* Ana Brook (AFP) */
            struct text inner = wire_inside(p, strip(text_of(piece.ptr + paren, piece.len - paren), "()"));

            if (inner.len)
                any |= add_agency(p, inner);
            piece = text_trim(text_of(piece.ptr, paren));
            if (piece.len == 0)
                continue;
        }
        if (agency_wire(piece).ptr) {
            any |= add_agency(p, piece);
            over = over || names.ptr;
            continue;
        }
        in = text_find(piece, text_c(" in "), 0);
        if (in == NOWHERE)
            in = text_find(piece, text_c(" for "), 0);
        if (in != NOWHERE)
            piece.len = in;
        if (!over && (is_person(p, piece) || (take_single && !names.ptr && capital_words(piece) == 1 && !has_role_word(p, piece)))) {
            if (!names.ptr)
                names = piece;
            else
                names.len = (size_t)(piece.ptr + piece.len - names.ptr);
            if (in != NOWHERE && rest.ptr)
                over = true; /* "in Northport and ...": the rest is not contiguous */
            any = true;
        } else if (names.ptr) {
            over = true;
        }
    }
    if (names.ptr && !p->out->byline.ptr)
        p->out->byline = field_of(p, names);
    return any;
}

/* --- stamps --- */

/* Without a mark of its own the order of "02/09/2031" is the page's: if the page proves that
 * days come first, the line is read again with points, which say so. */
static struct date date_by_page(struct plain *p, struct text words, struct date fetched)
{
    char copy[96];
    struct stamp again;

    if (!p->out->day_first || words.len >= sizeof(copy))
        return (struct date){ .zone = DATE_NO_ZONE };
    for (size_t i = 0; i < words.len; i++)
        copy[i] = (words.ptr[i] == '/' || words.ptr[i] == '-') && i < 6 ? '.' : words.ptr[i];
    if (stamp_find(text_of(copy, words.len), 0, fetched, &again))
        return again.date;
    return (struct date){ .zone = DATE_NO_ZONE };
}

static void take_stamp(struct plain *p, struct text line, const struct stamp *s)
{
    struct article *a = p->out;
    struct date date = s->date, latest = p->page->fetched;
    struct text words = text_in(line, s->words);

    if (!date_known(date) && s->kind != STAMP_RELATIVE)
        date = date_by_page(p, words, p->page->fetched);
    /* a page is not younger than the crawl that found it; a day for the zones */
    if (date_known(date) && latest.precision >= PRECISION_DAY && date.precision >= PRECISION_DAY &&
        date_to_days(date) > date_to_days(latest) + 1)
        return;
    if (s->kind == STAMP_MODIFIED) {
        if (!date_known(a->modified))
            a->modified = date;
        return;
    }
    if (!date_known(a->published)) {
        if (date_known(date)) {
            a->published = date;
            a->published_words = field_of(p, words);
        } else if (!a->published_words.ptr) {
            a->published_words = field_of(p, words);
        }
    }
}

/* What stands between stamps: "Ana Brook |", " / English News", " 5 min read". */
static bool read_leftover(struct plain *p, struct text t, bool take, bool *byline)
{
    struct text folded;
    bool person, lists = memchr(t.ptr, '/', t.len) || memchr(t.ptr, '|', t.len);

    t = strip(t, " ,;:|/-()[]");
    while (t.len >= 3 && (text_starts(t, "\xE2\x80\xA2") || text_starts(t, "\xE2\x80\x93") || text_starts(t, "\xE2\x80\x94")))
        t = strip(text_of(t.ptr + 3, t.len - 3), " ,;:|/-");
    while (t.len >= 3 && (text_ends(t, "\xE2\x80\xA2") || text_ends(t, "\xE2\x80\x93") || text_ends(t, "\xE2\x80\x94")))
        t = strip(text_of(t.ptr, t.len - 3), " ,;:|/-");
    if (text_starts(t, "\xC2\xB7"))
        t = strip(text_of(t.ptr + 2, t.len - 2), " ,;:|/-");
    if (t.len == 0)
        return true;
    if (t.len > 90)
        return false;
    folded = fold_of(p, t);
    if (p->out_of_memory)
        return true;
    if (text_starts(folded, "by ") && t.len > 3) {
        t = text_of(t.ptr + 3, t.len - 3);
        if (text_ends(t, " on") || text_ends(t, " at"))
            t = text_of(t.ptr, t.len - 3);
        *byline |= capital_words(t) > 0;
        if (take)
            read_names(p, t, true);
        return true;
    }
    person = is_person(p, t);
    if (person || agency_wire(t).ptr) {
        *byline |= person;
        if (take)
            read_names(p, t, false);
        return true;
    }
    if (capital_words(t) >= 1 && capital_words(t) <= 3) {
        if (take && !p->out->section.ptr && (lists || in_list_of_words(p, t, section_words)))
            p->out->section = field_of(p, t);
        return true;
    }
    {
        int words = 1;

        for (size_t i = 0; i < folded.len; i++)
            words += folded.ptr[i] == ' ';
        if (words > 5)
            return false;
        if (take)
            *byline |= read_names(p, t, false);
        return true;
    }
}

/* Is a line one or more stamps and little else? With `take`, read it into the article. */
static bool read_stamp_line(struct plain *p, size_t i, bool take, bool *relative, bool *byline)
{
    struct text line = line_text(p, i);
    struct stamp s;
    size_t at = 0;
    bool any = false, all_relative = true;

    *relative = *byline = false;
    if (line.len > 300)
        return false;
    while (stamp_find(line, at, p->page->fetched, &s)) {
        struct text before = text_of(line.ptr + at, s.words.begin - at);

        if (s.kind == STAMP_PLAIN || s.kind == STAMP_RELATIVE) {
            struct text folded = fold_of(p, strip(before, " :,|/-"));

            /* "Updated 5 hours ago", "on", "am", "date" */
            if (!line_word_in("updated published posted on at date am le el il em vom from last aktualisiert", folded) &&
                !read_leftover(p, before, take, byline))
                return false;
        } else {
            struct text folded = fold_of(p, before);
            size_t by = line_find_words(folded, "by");

            if (before.len > 100)
                return false;
            if (by != NOWHERE && take) {
                size_t raw = text_find(before, text_c("by "), 0);

                if (raw == NOWHERE)
                    raw = text_find(before, text_c("By "), 0);
                if (raw != NOWHERE && !read_leftover(p, text_of(before.ptr + raw, before.len - raw), take, byline))
                    return false;
            }
        }
        if (take)
            take_stamp(p, line, &s);
        all_relative &= s.kind == STAMP_RELATIVE;
        any = true;
        at = s.words.end;
    }
    if (!any || p->out_of_memory)
        return false;
    if (at < line.len) {
        struct text rest = text_of(line.ptr + at, line.len - at);
        int pieces = 0;

        while (rest.ptr && rest.len && pieces++ < 6) {
            size_t bar = 0;
            struct text piece;

            while (bar < rest.len && rest.ptr[bar] != '|' && !(rest.ptr[bar] == '/' && bar > 0))
                bar++;
            piece = text_of(rest.ptr, bar < rest.len ? bar + 1 : bar);
            if (!read_leftover(p, piece, take, byline))
                return false;
            rest = bar + 1 < rest.len ? text_of(rest.ptr + bar, rest.len - bar) : (struct text){ 0 };
            if (rest.ptr && rest.len <= 1)
                break;
        }
    }
    *relative = all_relative;
    return true;
}

/* --- bylines and credits --- */

static const char *const byline_starts[] = {
    "by ", "by: ", "written by ", "story by ", "words by ", "text by ", "report by ", "author: ", "authors: ", "author ", "reporter: ", "writer: ",
    "автор: ", "авторы: ", "автори: ", "von ", "autor: ", "autorin: ", "par ", "por ", "tekst: ", "opracowanie: ", "oprac. ", "opr. ", "autorzy: ", "yazar: ", "muhabir: ", "haber: ", "a cura di ", "di ",
    "texto: ", "redacción: ", "reportage: ", "tác giả: ", "بقلم ", "بقلم: ", "كتب ",
};
static const char *const credit_starts[] = {
    "reporting by ", "additional reporting by ", "edited by ", "editing by ", "compiled by ", "translated by ", "(reporting by ", "writing by ",
    "with reporting by ", "with additional reporting", "with input from ", "with inputs from ", "(with input", "with files from ", "with agency inputs", "with agencies", "based on reporting by ", "editor: ", "editors: ", "editing: ", "producer: ",
    "- with ", "with information from ", "source: ", "sources: ", "kaynak: ", "источник: ", "джерело: ", "quelle: ", "quellen: ", "źródło: ", "źródła: ", "fuente: ", "fonte: ", "nguồn: ", "المصدر: ", "المصدر : ", "via ",
};

/* Known agencies anywhere in a short line. */
static bool read_wires(struct plain *p, struct text t)
{
    bool any = false;

    for (struct text rest = t; rest.ptr && rest.len;) {
        struct text piece = cut_name(&rest);
        static const char *const before[] = { "with ", "by ", "from ", "source: ", "sources: ", "on " };

        for (size_t i = 0; i < COUNT_OF(before); i++)
            for (size_t at = 0, n = strlen(before[i]); at + n < piece.len; at++)
                if (text_starts_fold(text_of(piece.ptr + at, piece.len - at), before[i]) &&
                    (at == 0 || piece.ptr[at - 1] == ' ')) {
                    piece = text_of(piece.ptr + at + n, piece.len - at - n);
                    break;
                }
        if (agency_wire(piece).ptr)
            any |= add_agency(p, piece);
    }
    return any;
}

/* "By Ana Brook", "Linh Tran (AFP)", "Reporting by ...", "Source: AFP". Not the name alone,
 * which needs a neighbour to tell. */
static bool read_byline_line(struct plain *p, size_t i)
{
    struct line *line = &p->lines[i];
    struct text t = line_text(p, i), fold = line->fold;

    if (line->words > 40 || line->chars > 300)
        return false;
    t = unmarked(p, t);
    fold = t.ptr == line_text(p, i).ptr ? fold : fold_of(p, t);
    if (p->out_of_memory)
        return false;
    if (fold.len && fold.ptr[0] == '(' && fold.ptr[fold.len - 1] == ')' && line->words <= 30) {
        /* "(AFP)", "(Reporting by ...)" on a line of its own */
        struct text inner = strip(t, "()");

        if (agency_wire(inner).ptr || is_initials(inner)) {
            add_agency(p, inner);
            decide(line, ROLE_CREDIT, "agency-line");
            return true;
        }
    }
    for (size_t k = 0; k < COUNT_OF(credit_starts); k++) {
        size_t n = strlen(credit_starts[k]);
        bool source = strchr(credit_starts[k], ':') != NULL && !text_starts(text_c(credit_starts[k]), "edit") && !text_starts(text_c(credit_starts[k]), "prod");

        if (!text_starts(fold, credit_starts[k]))
            continue;
        if (text_is(text_c(credit_starts[k]), "via ") && !(line->words <= 4 && !line->stop))
            continue;
        if (line->point && line->words > 12 && text_find(fold, text_c("editing by"), 0) == NOWHERE && source)
            continue;
        /* offsets of folded and raw text agree for ASCII starts alone; else look from the colon */
        {
            struct text rest = text_of(t.ptr + (n < t.len ? n : t.len), n < t.len ? t.len - n : 0);
            const char *colon = source ? memchr(t.ptr, ':', t.len) : NULL;

            if (colon)
                rest = text_of(colon + 1, (size_t)(t.ptr + t.len - colon - 1));
            if (source) {
                bool any = false;

                for (struct text list = rest; list.ptr && list.len;) {
                    struct text piece = strip(cut_name(&list), " .");

                    if (agency_wire(piece).ptr || is_initials(piece))
                        any |= add_agency(p, piece);
                    else if (!any && capital_words(piece) > 0 && !has_role_word(p, piece) && !p->out->outlet.ptr) {
                        p->out->outlet = field_of(p, piece);
                        p->out->outlet_inferred = true;
                    }
                }
                decide(line, ROLE_CREDIT, "source-line");
            } else if (text_starts(fold, "reporting by") || text_starts(fold, "(reporting by")) {
                size_t semi = text_find(rest, text_c(";"), 0);

                read_wires(p, rest);
                if (semi != NOWHERE)
                    rest.len = semi;
                read_names(p, rest, false);
                decide(line, ROLE_BYLINE, "reporting-by");
            } else {
                read_wires(p, t);
                decide(line, text_starts(fold, "edit") || text_starts(fold, "producer") || text_starts(fold, "compiled") || text_starts(fold, "translated") || text_starts(fold, "writing") ? ROLE_BYLINE : ROLE_CREDIT, "credit-line");
            }
            return true;
        }
    }
    if (line->words <= 40 && (text_find(fold, text_c("contributed to this"), 0) != NOWHERE ||
                              text_find(fold, text_c("contributed reporting"), 0) != NOWHERE)) {
        struct text who = t;
        size_t at = text_find(t, text_c(" contributed"), 0);

        if (at != NOWHERE)
            who.len = at;
        decide(line, read_wires(p, who) ? ROLE_CREDIT : ROLE_BYLINE, "contributed");
        return true;
    }
    for (size_t k = 0; k < COUNT_OF(byline_starts); k++) {
        struct text rest;
        bool sure = strchr(byline_starts[k], ':') || text_starts(text_c(byline_starts[k]), "written") ||
                    text_starts(text_c(byline_starts[k]), "oprac") || text_starts(text_c(byline_starts[k]), "a cura");
        const char *space;
        int words = 0;

        if (!text_starts(fold, byline_starts[k]))
            continue;
        if (line->words > 20 || (line->point && line->words > 8))
            return false;
        space = strchr(byline_starts[k], ':') ? memchr(t.ptr, ':', t.len) : NULL;
        if (!space) {
            const char *list = byline_starts[k];

            for (const char *c = list; *c; c++)
                words += *c == ' ';
            space = t.ptr;
            for (int w = 0; w < words && space; w++) {
                while (space < t.ptr + t.len && !is_ascii_space(*space))
                    space++;
                while (space < t.ptr + t.len && is_ascii_space(*space))
                    space++;
            }
            space--;
        }
        rest = text_of(space + 1, (size_t)(t.ptr + t.len - space - 1));
        {
            /* a date behind the name */
            struct stamp s;

            if (stamp_find(rest, 0, p->page->fetched, &s)) {
                take_stamp(p, rest, &s);
                rest.len = s.words.begin;
            }
        }
        if (!sure && line->words > 3) {
            struct text probe = rest, first = cut_name(&probe);
            size_t in = text_find(first, text_c(" in "), 0), paren = text_find(first, text_c("("), 0);

            if (in != NOWHERE)
                first.len = in;
            if (paren != NOWHERE && paren < first.len)
                first.len = paren;
            if (!capital_words(text_trim(first)) && !has_role_word(p, first))
                return false;
        } else if (!sure && !capital_words(strip(rest, " .,|")) && !has_role_word(p, rest)) {
            return false;
        }
        read_names(p, rest, true);
        decide(line, !p->out->byline.ptr && p->out->n_agencies ? ROLE_CREDIT : ROLE_BYLINE, "by");
        return true;
    }
    return false;
}

/* "Linh Tran (AFP)", "AFP, Reuters", "Ana Brook | AFP": names and agencies and nothing else. */
static bool read_signature(struct plain *p, size_t i)
{
    struct line *line = &p->lines[i];
    struct text t = line_text(p, i);
    bool wire = false, person = false;
    size_t initials = 0, pieces = 0;

    if (line->words > 12 || line->chars > 100)
        return false;
    t = unmarked(p, t);
    {
        size_t dash = t.len && (t.ptr[0] == '-') ? 1 : text_starts(t, "\xE2\x80\x93") || text_starts(t, "\xE2\x80\x94") ? 3 : 0;

        t = strip(text_of(t.ptr + dash, t.len - dash), " -.");
    }
    for (struct text rest = t; rest.ptr && rest.len;) {
        struct text piece = cut_name(&rest), inner = { 0 };
        size_t paren = text_find(piece, text_c("("), 0);

        if (paren != NOWHERE) {
            inner = strip(text_of(piece.ptr + paren, piece.len - paren), "()");
            piece = text_trim(text_of(piece.ptr, paren));
        }
        if (piece.len == 0 && inner.len == 0)
            continue;
        pieces++;
        if (inner.len) {
            if (wire_inside(p, inner).len)
                wire = true;
            else
                return false;
        }
        if (piece.len == 0)
            continue;
        if (agency_wire(piece).ptr)
            wire = true;
        else if (is_person(p, piece))
            person = true;
        else if (is_initials(piece) && pieces > 1)
            initials++;
        else
            return false;
    }
    if (!wire)
        return false;
    if (person) {
        read_names(p, t, false);
        decide(line, ROLE_BYLINE, "name-and-agency");
    } else {
        read_wires(p, t);
        decide(line, ROLE_CREDIT, "agency-line");
    }
    return true;
}

/* --- steps --- */

/* "21/8" proves for the whole page that days come first; "24/7" proves nothing. */
static void find_order_of_dates(struct plain *p)
{
    bool day = false, month = false;

    for (size_t i = 0; i < p->n; i++) {
        struct text f = p->lines[i].fold;

        for (size_t k = 1; k + 1 < f.len; k++) {
            size_t b = k, e = k + 1;
            int first = 0, second = 0;

            if (f.ptr[k] != '/')
                continue;
            while (b > 0 && is_ascii_digit(f.ptr[b - 1]) && k - b < 3)
                b--;
            while (e < f.len && is_ascii_digit(f.ptr[e]) && e - k < 4)
                e++;
            if (b == k || k - b > 2 || e == k + 1 || e - k - 1 > 2)
                continue;
            if (b > 0 && f.ptr[b - 1] != ' ' && f.ptr[b - 1] != '(')
                continue;
            if (e < f.len && (is_ascii_alpha(f.ptr[e]) || f.ptr[e] == '%'))
                continue;
            for (size_t x = b; x < k; x++)
                first = first * 10 + (f.ptr[x] - '0');
            for (size_t x = k + 1; x < e; x++)
                second = second * 10 + (f.ptr[x] - '0');
            if (first == 24 && second == 7)
                continue;
            if (first > 12 && first <= 31 && second >= 1 && second <= 12)
                day = true;
            if (second > 12 && second <= 31 && first >= 1 && first <= 12)
                month = true;
        }
    }
    p->out->day_first = day && !month;
}

static bool zone_edge(const struct plain *p, size_t i, size_t first_prose, size_t last_prose)
{
    (void)p;
    return i < first_prose || i > last_prose;
}

static bool keeps(const struct line *line)
{
    return !line->rule || role_kept(line->role);
}

/* The first and last line that look like paragraphs and are not yet something else. */
static void find_prose(const struct plain *p, size_t *first, size_t *last)
{
    *first = *last = p->n;
    for (size_t i = 0; i < p->n; i++)
        if (!p->lines[i].rule && p->lines[i].prose && !(p->lines[i].cues & (CUE_CREDIT | CUE_PROMO))) {
            if (*first == p->n && (p->lines[i].chars >= 120 || p->lines[i].stop))
                *first = i;
            *last = i;
        }
    if (*first == p->n)
        *first = *last;
}

/* "Title: ...", "URL: ...": what a crawler wrote above the text. The offsets of folded and raw
 * text agree, for the labels are ASCII. */
static bool read_front_matter(struct plain *p, size_t i)
{
    static const struct {
        const char *label;
        char what;
    } labels[] = {
        { "title:", 't' }, { "headline:", 't' }, { "url:", 'u' }, { "link:", 'u' }, { "permalink:", 'u' }, { "source url:", 'u' },
        { "original url:", 'u' }, { "outlet:", 'o' }, { "publisher:", 'o' }, { "publication:", 'o' }, { "newspaper:", 'o' }, { "site:", 'o' },
        { "website:", 'o' }, { "section:", 's' }, { "category:", 's' }, { "rubric:", 's' },
    };
    struct line *line = &p->lines[i];
    struct text t = line_text(p, i), rest;

    if (i >= 12 || line->chars > 300)
        return false;
    for (size_t k = 0; k < COUNT_OF(labels); k++) {
        size_t n = strlen(labels[k].label);

        if (!text_starts(line->fold, labels[k].label) || !text_starts_fold(t, labels[k].label))
            continue;
        rest = text_trim(text_of(t.ptr + n, t.len - n));
        if (rest.len == 0)
            return false;
        switch (labels[k].what) {
        case 't':
            line->page.begin = (uint32_t)(rest.ptr - p->page->bytes.ptr);
            line->fold = text_trim(text_of(line->fold.ptr + n, line->fold.len - n));
            line->key = text_trim(text_of(line->key.ptr + n - 1, line->key.len - (n - 1)));
            line->cues |= CUE_HASH;
            return false; /* the headline, most likely */
        case 'u':
            p->out->address = field_of(p, rest);
            break;
        case 'o':
            p->out->outlet = field_of(p, rest);
            p->out->outlet_inferred = false;
            break;
        default:
            p->out->section = field_of(p, rest);
        }
        decide(line, ROLE_STAMP, "front-matter");
        return true;
    }
    return false;
}

/* What its form alone gives away. */
static void label_forms(struct plain *p)
{
    size_t first, last;

    find_prose(p, &first, &last);
    for (size_t i = 0; i < p->n && !p->out_of_memory; i++) {
        struct line *line = &p->lines[i];
        bool edge = zone_edge(p, i, first, last), relative, byline;
        unsigned c = line->cues;

        if (read_front_matter(p, i))
            continue;
        if (c & (CUE_EMPTY | CUE_LINKS)) {
            struct text whole = text_in(p->page->bytes, line->whole);

            if ((c & CUE_LINKS) && !p->out->address.ptr && i < first && (text_starts(whole, "http://") || text_starts(whole, "https://")) &&
                !memchr(whole.ptr, ' ', whole.len))
                p->out->address = field_of(p, whole);
            decide(line, ROLE_CRUMB, c & CUE_EMPTY ? "no-words" : "links-only");
        } else if (c & CUE_COOKIE)
            decide(line, ROLE_FOOTER, "cookies");
        else if (c & CUE_FULL) {
            p->full = true;
            decide(line, ROLE_PROMO, "read-entire-article");
        } else if (c & CUE_SHARE)
            decide(line, ROLE_CRUMB, "share-bar");
        else if ((c & CUE_TRAIL) && edge)
            decide(line, ROLE_CRUMB, "trail");
        else if (c & (CUE_LABEL | CUE_END | CUE_PLEA_OPEN))
            continue; /* later steps */
        else if (c & CUE_FOOTER)
            decide(line, ROLE_FOOTER, "footer");
        else if (c & CUE_NOTE)
            continue;
        else if ((c & CUE_NEWSLETTER) && (c & CUE_VOICE || !line->prose))
            decide(line, ROLE_PROMO, "newsletter");
        else if ((c & CUE_PROMO) && !(c & CUE_PLEA))
            decide(line, ROLE_PROMO, "see-also");
        else if (c & CUE_CREDIT_ALL)
            decide(line, ROLE_PHOTO_CREDIT, "photo-credit");
        else if ((c & CUE_CREDIT) && (!line->point || edge || (c & CUE_BAR) || line->chars <= 200))
            decide(line, ROLE_CAPTION, "ends-in-photo-credit");
        else if ((c & CUE_PHOTO) && (line->chars <= 300))
            decide(line, ROLE_CAPTION, "says-photo");
        else if (read_stamp_line(p, i, false, &relative, &byline) && (edge || line->words <= 8 || !line->point)) {
            read_stamp_line(p, i, true, &relative, &byline);
            decide(line, byline ? ROLE_BYLINE : relative ? ROLE_RELATIVE_STAMP : ROLE_STAMP, "stamp");
        } else if (c & CUE_COUNTER)
            decide(line, ROLE_CRUMB, "counter");
        else if ((edge || line->words <= 8) && read_byline_line(p, i))
            continue;
        else if ((edge || line->words <= 5) && read_signature(p, i))
            continue;
    }
}

static int words_of(struct text key)
{
    int n = key.len > 0;

    for (size_t i = 0; i < key.len; i++)
        n += key.ptr[i] == ' ';
    return n;
}

static bool key_starts(struct text a, struct text prefix)
{
    return a.len >= prefix.len && memcmp(a.ptr, prefix.ptr, prefix.len) == 0 && (a.len == prefix.len || a.ptr[prefix.len] == ' ');
}

/* Neighbours that say the same are an image's text and its caption. */
static void label_captions_by_repeat(struct plain *p)
{
    for (size_t i = 0; i + 1 < p->n; i++) {
        struct line *a = &p->lines[i], *b = &p->lines[i + 1];
        bool undecided = (!a->rule || a->role == ROLE_CAPTION) && (!b->rule || b->role == ROLE_CAPTION);
        bool same = text_eq(a->key, b->key);
        bool prefix = (key_starts(a->key, b->key) || key_starts(b->key, a->key)) && (a->role == ROLE_CAPTION || b->role == ROLE_CAPTION || ((a->cues | b->cues) & (CUE_BAR | CUE_CREDIT)));

        if (!undecided || words_of(a->key) < 3 || words_of(b->key) < 3 || !(same || prefix))
            continue;
        /* the headline may be doubled; a long paragraph doubled is a paragraph */
        if (a->chars > 400 || (p->headline < p->n && text_eq(a->key, p->lines[p->headline].key)))
            continue;
        decide(a, ROLE_CAPTION, "caption-repeated");
        decide(b, ROLE_CAPTION, "caption-repeated");
    }
}

/* "> We owe them no apology", and a paragraph near by that has it too: a quote pulled out. */
static void label_pull_quotes(struct plain *p)
{
    for (size_t i = 0; i < p->n; i++) {
        struct line *line = &p->lines[i];

        if (line->rule || !(line->cues & CUE_BAR) || line->words < 3 || line->chars > 300)
            continue;
        for (size_t k = i > 8 ? i - 8 : 0; k < p->n && k <= i + 8; k++)
            if (k != i && !p->lines[k].rule && p->lines[k].key.len > line->key.len &&
                text_find(p->lines[k].key, line->key, 0) != NOWHERE) {
                decide(line, ROLE_REPEAT, "pulled-quote");
                break;
            }
    }
}

/* A table of what was said: prose that comes a second time, word for word, is dropped. */
static bool label_repeats(struct plain *p)
{
    size_t room = 16, mask;
    uint32_t *table;

    while (room < p->n * 2)
        room *= 2;
    mask = room - 1;
    table = arena_alloc(p->mem, room * sizeof(*table));
    if (!table)
        return false;
    for (size_t i = 0; i < p->n; i++) {
        struct line *line = &p->lines[i];
        size_t slot;
        int probes = 0;

        if (line->rule || line->words < 4 || line->page.end - line->page.begin > LINE_FOLD_MAX)
            continue;
        slot = text_hash(line->key) & mask;
        while (table[slot] && probes++ < 64 && !text_eq(p->lines[table[slot] - 1].key, line->key))
            slot = (slot + 1) & mask;
        if (!table[slot])
            table[slot] = (uint32_t)i + 1;
        else if (probes < 64 && table[slot] - 1 != p->headline)
            decide(line, ROLE_REPEAT, "said-before");
        else if (probes < 64)
            decide(line, ROLE_REPEAT, "headline-again");
    }
    return true;
}

/* Name the outlet out of "A message from X:", "By supporting X,". */
static void outlet_from_plea(struct plain *p, size_t first, size_t last)
{
    static const char *const before[] = { "A Message from ", "A message from ", "A note from ", "A Note from ", "By supporting ", "Support ", "journalists of ", "journalists at ", "the team at " };

    if (p->out->outlet.ptr && !p->out->outlet_inferred)
        return;
    for (size_t k = 0; k < COUNT_OF(before); k++)
        for (size_t i = first; i < last; i++) {
            struct text t = line_text(p, i);
            size_t at = text_find(t, text_c(before[k]), 0), end;
            struct text name;

            if (at == NOWHERE || t.len > 2000)
                continue;
            at += strlen(before[k]);
            for (end = at; end < t.len && !strchr(":,;.!?\n\r", t.ptr[end]); end++)
                ;
            name = text_trim(text_of(t.ptr + at, end - at));
            if (text_starts(name, "the ") || text_starts(name, "our "))
                name = text_of(name.ptr + 4, name.len - 4);
            if (text_ends(name, " today") || text_ends(name, " Today"))
                name.len -= 6;
            if (capital_words(name) >= 1 && capital_words(name) <= 5 && !has_role_word(p, name) && !is_person(p, text_of(name.ptr, 0))) {
                p->out->outlet = field_of(p, name);
                p->out->outlet_inferred = true;
                return;
            }
        }
}

/* A plea is one block wherever it stands: from what opens it through its buttons. Its paragraphs
 * speak to the reader; the block ends where that voice does. */
static void label_pleas(struct plain *p)
{
    for (size_t i = 0; i < p->n; i++) {
        struct line *line = &p->lines[i];
        size_t end, sure = 0, k, since = 0;
        bool opens = (line->cues & CUE_PLEA_OPEN) && (!line->prose || (line->cues & CUE_VOICE));

        if ((line->rule && line->role != ROLE_PROMO) || !(opens || (line->cues & CUE_PLEA)))
            continue;
        for (end = i; end < p->n; end++) {
            struct line *l = &p->lines[end];
            unsigned c = l->cues;

            if (c & (CUE_FULL | CUE_FOOTER | CUE_END))
                break;
            if (c & CUE_PLEA)
                sure = end + 1;
            if (l->prose && !(c & (CUE_PLEA | CUE_VOICE | CUE_PLEA_OPEN)))
                break;
            /* an essay says "we" too: after its last appeal a plea has one paragraph more at most */
            since = c & CUE_PLEA ? 0 : since + l->prose;
            if (end - i > 40 || since > (sure ? 1 : 6))
                break;
        }
        if (!sure)
            continue; /* a salutation and no plea: not ours to drop */
        /* short lines before prose that goes on: a button belongs to the plea, else it is a subhead */
        if (end < p->n && p->lines[end].prose && !p->lines[end].rule)
            while (end > sure && !p->lines[end - 1].prose && !(p->lines[end - 1].cues & (CUE_BUTTON | CUE_PLEA | CUE_PLEA_OPEN)))
                end--;
        else
            /* at the foot: stop at the first line that is something else by its form */
            for (k = sure; k < end; k++)
                if (p->lines[k].cues & (CUE_LABEL | CUE_SHARE)) {
                    end = k;
                    break;
                }
        outlet_from_plea(p, i, end);
        for (k = i; k < end; k++)
            decide(&p->lines[k], ROLE_PLEA, line->cues & CUE_PLEA_OPEN ? "plea-opened" : "plea");
        i = end - 1;
    }
}

static bool is_teaser(const struct line *line)
{
    return !line->rule && !line->point && line->words >= 3 && line->words <= 25 && line->chars <= 180;
}

/* Labels of other articles, and where this one is over. */
static void label_promotion(struct plain *p)
{
    size_t prose_before = 0, prose_all = 0;

    for (size_t i = 0; i < p->n; i++)
        prose_all += !p->lines[i].rule && p->lines[i].prose ? p->lines[i].chars : 0;
    for (size_t i = 0; i < p->n; i++) {
        struct line *line = &p->lines[i];
        bool label = (line->cues & CUE_LABEL) && !line->rule, over = (line->cues & CUE_END) && !line->rule;

        if (!line->rule && line->prose)
            prose_before += line->chars;
        if (!label && !over && !(line->rule && line->role == ROLE_PROMO && (line->cues & CUE_FULL)))
            continue;
        if (line->cues & CUE_FULL)
            over = true;
        if (!line->rule)
            decide(line, ROLE_PROMO, over ? "end-label" : "label");
        if (over && prose_before > 0 &&
            prose_before * 10 >= prose_all * (line_find_words(line->fold, "comments") != NOWHERE ? 3 : 7)) {
            for (size_t k = i + 1; k < p->n; k++)
                if (!p->lines[k].rule && !(p->lines[k].cues & CUE_NOTE))
                    decide(&p->lines[k], ROLE_PROMO, "after-the-end");
            return;
        }
        if (prose_before == 0)
            continue; /* in the head: a menu */
        for (size_t k = i + 1, taken = 0; k < p->n && taken < 8; k++) {
            struct line *t = &p->lines[k];
            bool next_prose = k + 1 < p->n && p->lines[k + 1].prose && !p->lines[k + 1].rule;

            if (t->rule && !role_kept(t->role))
                continue;
            if (!is_teaser(t) || (t->prose && t->chars > 160))
                break;
            /* one short line before a paragraph is the next subhead */
            if (t->words <= 5 && next_prose && !(t->cues & CUE_BULLET) && (t->gap || taken))
                break;
            decide(t, ROLE_PROMO, "teaser");
            taken++;
        }
    }
}

/* How much of a line's words the article speaks of. */
static int overlap(const struct plain *p, const struct line *line, const size_t *prose, size_t n_prose)
{
    int hits = 0;

    for (struct text rest = line->key; rest.ptr && hits < 3;) {
        struct text word = text_cut(&rest, ' ');

        if (word.len < 5)
            continue;
        if (word.len > 6)
            word.len = 6;
        for (size_t i = 0; i < n_prose; i++) {
            size_t at = text_find(p->lines[prose[i]].key, word, 0);

            if (at != NOWHERE && (at == 0 || p->lines[prose[i]].key.ptr[at - 1] == ' ')) {
                hits++;
                break;
            }
        }
    }
    return hits;
}

static bool like_headline(const struct line *line)
{
    return !line->rule && !line->point && line->words >= 2 && line->words <= 32 && line->chars >= 8 && line->chars <= 220 &&
           !(line->cues & (CUE_BULLET | CUE_LABEL | CUE_END | CUE_NOTE | CUE_PLEA_OPEN | CUE_COUNTER | CUE_CREDIT | CUE_PHOTO)) &&
           line->fold.len && line->fold.ptr[0] != '(' && line->fold.ptr[line->fold.len - 1] != ':' && line->fold.ptr[line->fold.len - 1] != ',';
}

/* "Talks resume - Coast News", "Talks resume | World | Coast News": what is behind the headline. */
static struct text behind_headline(struct plain *p, size_t i, struct text headline_key)
{
    struct text t = line_text(p, i), best = { 0 };

    for (size_t k = 1; k + 1 < t.len; k++) {
        size_t n = t.ptr[k] == '|' ? 1 : t.ptr[k] == '-' && t.ptr[k - 1] == ' ' && t.ptr[k + 1] == ' ' ? 1 : 0;

        if (k + 3 < t.len && t.ptr[k - 1] == ' ' && (memcmp(t.ptr + k, "\xE2\x80\x93", 3) == 0 || memcmp(t.ptr + k, "\xE2\x80\x94", 3) == 0))
            n = 3;
        if (k + 2 < t.len && memcmp(t.ptr + k, "\xC2\xBB", 2) == 0)
            n = 2;
        if (n)
            best = text_trim(text_of(t.ptr + k + n, t.len - k - n));
    }
    (void)headline_key;
    return best;
}

static void find_headline(struct plain *p)
{
    size_t prose[5], n_prose = 0, last, limit, begin;
    int best = -1;

    find_prose(p, &p->head_end, &last);
    p->headline = p->n;
    /* the head ends at the first paragraph that cannot be a headline */
    begin = p->n;
    for (size_t i = 0; i < p->n; i++)
        if (!p->lines[i].rule && p->lines[i].prose && !like_headline(&p->lines[i])) {
            size_t seen = 0, others = 0;

            if (begin == p->n)
                begin = p->head_end = i;
            for (size_t k = i + 1; k < p->n && k < i + 30 && seen < 5; k++)
                if (!p->lines[k].rule) {
                    seen++;
                    others += p->lines[k].prose;
                }
            if (others >= 2) { /* a teaser in a menu stands alone, paragraphs do not */
                p->head_end = i;
                break;
            }
        }
    for (size_t i = p->head_end; i < p->n && n_prose < COUNT_OF(prose); i++)
        if (!p->lines[i].rule && p->lines[i].prose)
            prose[n_prose++] = i;
    if (n_prose == 0)
        return;
    /* menus may be long; the headline is near the text */
    limit = p->head_end;
    begin = limit > 80 ? limit - 80 : 0;
    for (size_t i = begin; i < limit; i++) {
        struct line *line = &p->lines[i];
        struct text t = line_text(p, i);
        int score;

        if (!like_headline(line))
            continue;
        score = (line->words >= 5) * 2 + (line->words >= 4) + (line->words >= 3) + ((line->cues & CUE_HASH) != 0) * 4;
        {
            int o = overlap(p, line, prose, n_prose);

            score += o > 2 ? 6 : o * 3;
        }
        if (is_person(p, t) || in_list_of_words(p, t, section_words))
            score -= 5;
        if (line->cues & CUE_SCENE)
            score -= 2;
        if (line->words < 3 && !(line->cues & CUE_HASH))
            score -= 1;
        /* said twice in the head: the page means it */
        for (size_t k = begin; k < limit; k++)
            if (k != i && !p->lines[k].rule && words_of(line->key) >= 3) {
                struct text other = p->lines[k].key;

                if (key_starts(other, line->key) ||
                    (other.len > line->key.len && other.len - line->key.len <= 30 &&
                     memcmp(other.ptr + other.len - line->key.len, line->key.ptr, line->key.len) == 0)) {
                    score += 4;
                    break;
                }
            }
        if (score > best && score >= 3) {
            best = score;
            p->headline = i;
        }
    }
}

/* With the headline known: its doubles, the section, what stands around it. */
static void label_head(struct plain *p)
{
    struct article *a = p->out;
    struct line *head = &p->lines[p->headline];
    size_t first_stamp = p->n, prose_before = 0, prose_after = 0;

    if (p->headline < p->n) {
        struct text title = line_text(p, p->headline), behind;

        decide(head, ROLE_HEADLINE, "headline");
        for (size_t i = 0; i < p->head_end; i++) {
            struct line *line = &p->lines[i];
            struct text t = line_text(p, i);

            if (i == p->headline || (line->rule && role_kept(line->role) == false && line->role != ROLE_CAPTION))
                continue;
            if (text_eq(line->key, head->key)) {
                decide(line, ROLE_REPEAT, "headline-again");
            } else if (line->rule) {
                continue;
            } else if (line->fold.len > head->fold.len && line->fold.len - head->fold.len <= 30 &&
                       memcmp(line->fold.ptr + line->fold.len - head->fold.len, head->fold.ptr, head->fold.len) == 0) {
                /* a section glued to it: "WorldTalks resume" */
                size_t n = t.len > title.len ? t.len - title.len : 0;

                if (!a->section.ptr && n)
                    a->section = field_of(p, strip(text_of(t.ptr, n), " :|-/>"));
                decide(line, ROLE_CRUMB, "section-glued");
            } else if (words_of(head->key) >= 3 && key_starts(line->key, head->key) && line->key.len - head->key.len <= 60) {
                struct text name = behind_headline(p, i, head->key);

                if (name.len && !a->outlet.ptr)
                    a->outlet = field_of(p, name);
                decide(line, ROLE_REPEAT, "page-title");
            } else if (words_of(line->key) >= 4 && key_starts(head->key, line->key)) {
                decide(line, ROLE_REPEAT, "headline-cut");
            }
        }
        /* "Talks resume | Coast News", once */
        behind = behind_headline(p, p->headline, head->key);
        if (behind.len && behind.len < 40 && capital_words(behind) >= 1 && capital_words(behind) <= 4) {
            size_t bar = (size_t)(behind.ptr - title.ptr);
            bool is_bar = false;
            for (size_t k = bar; k > 0 && bar - k < 4; k--)
                is_bar |= title.ptr[k - 1] == '|';
            is_bar |= has_word_of(p, behind, paper_words);
            if (agency_wire(behind).ptr) {
                add_agency(p, behind);
                is_bar = true;
            } else if (is_bar && !a->outlet.ptr) {
                a->outlet = field_of(p, behind);
            }
            if (is_bar) {
                struct text kept = text_of(title.ptr, bar);

                while (kept.len && (strchr(" |-", kept.ptr[kept.len - 1]) || ((unsigned char)kept.ptr[kept.len - 1] >= 0x80 && (text_ends(kept, "\xE2\x80\x93") || text_ends(kept, "\xE2\x80\x94") || text_ends(kept, "\xC2\xBB")))))
                    kept.len -= (unsigned char)kept.ptr[kept.len - 1] < 0x80 ? 1 : text_ends(kept, "\xC2\xBB") ? 2 : 3;
                if (kept.len > 7) {
                    head->page.end = head->page.begin + (uint32_t)kept.len;
                    title = kept;
                }
            }
        }
        {
            /* "Talks resume - 3 May 2031, 07:10": a stamp behind the headline */
            struct stamp s;

            for (size_t at = 0; stamp_find(title, at, p->page->fetched, &s); at = s.words.end) {
                struct text kept = text_trim(text_of(title.ptr, s.words.begin));

                if (s.words.end != title.len || kept.len < 10 ||
                    !(text_ends(kept, " -") || text_ends(kept, "|") || text_ends(kept, "\xE2\x80\x93") || text_ends(kept, "\xE2\x80\x94")))
                    continue;
                take_stamp(p, title, &s);
                title = strip(text_of(kept.ptr, kept.len - ((unsigned char)kept.ptr[kept.len - 1] >= 0x80 ? 3 : 1)), " ");
                p->cut_title = (struct span){ (uint32_t)(title.ptr + title.len - p->page->bytes.ptr), head->page.end };
                head->page.end = p->cut_title.begin;
                break;
            }
        }
        a->title = field_of(p, title);
        for (size_t i = 0; i < p->headline; i++) {
            struct line *line = &p->lines[i];

            if (line->rule)
                continue;
            if (!a->section.ptr && line->words <= 3 && in_list_of_words(p, line_text(p, i), section_words))
                a->section = field_of(p, strip(line_text(p, i), " :|-/>"));
            decide(line, ROLE_CRUMB, "before-the-headline");
        }
    }
    /* A paragraph or two between the headline and the stamps is the standfirst. */
    for (size_t i = 0; i < p->n && i < p->head_end + 8; i++) {
        struct line *line = &p->lines[i];

        if (line->rule && (line->role == ROLE_STAMP || line->role == ROLE_RELATIVE_STAMP || line->role == ROLE_BYLINE) &&
            i > p->head_end) {
            first_stamp = i;
            break;
        }
        if (!line->rule && line->prose)
            prose_before++;
    }
    for (size_t i = first_stamp; i < p->n; i++)
        prose_after += !p->lines[i].rule && p->lines[i].prose;
    if (p->headline < p->n && first_stamp < p->n && prose_before <= 2 && prose_after >= 2) {
        for (size_t i = p->headline + 1; i < first_stamp; i++)
            if (!p->lines[i].rule && p->lines[i].prose)
                decide(&p->lines[i], ROLE_STANDFIRST, "before-the-stamp");
        p->head_end = first_stamp;
        while (p->head_end < p->n && (p->lines[p->head_end].rule || !p->lines[p->head_end].prose))
            p->head_end++;
    }
}

static bool neighbour_signs(const struct plain *p, size_t i)
{
    for (size_t k = i > 2 ? i - 2 : 0; k <= i + 2 && k < p->n; k++)
        if (k != i && p->lines[k].rule &&
            (p->lines[k].role == ROLE_STAMP || p->lines[k].role == ROLE_RELATIVE_STAMP || p->lines[k].role == ROLE_PHOTO_CREDIT ||
             p->lines[k].role == ROLE_BYLINE || p->lines[k].role == ROLE_CREDIT || p->lines[k].role == ROLE_HEADLINE ||
             p->lines[k].role == ROLE_STANDFIRST))
            return true;
    return false;
}

/* Between headline and text nothing but furniture and a summary. */
static void label_rest_of_head(struct plain *p)
{
    size_t begin = p->headline < p->n ? p->headline + 1 : 0;

    for (size_t i = begin; i < p->head_end && i < p->n; i++) {
        struct line *line = &p->lines[i];
        struct text t = line_text(p, i);

        if (line->rule)
            continue;
        if (line->cues & CUE_NOTE)
            decide(line, ROLE_EDITOR_NOTE, "note");
        else if (line->cues & CUE_SCENE && !line->point)
            decide(line, ROLE_CAPTION, "scene");
        else if (line->words <= 6 && is_person(p, t) && neighbour_signs(p, i)) {
            read_names(p, t, false);
            decide(line, ROLE_BYLINE, "name-alone");
        } else if (line->words <= 5 && capital_words(t) >= 2 && has_word_of(p, t, paper_words) && neighbour_signs(p, i)) {
            if (!p->out->outlet.ptr) {
                p->out->outlet = field_of(p, t);
                p->out->outlet_inferred = true;
            }
            decide(line, ROLE_CRUMB, "a-paper's-name");
        } else if (line->words <= 8 && has_role_word(p, t) && !line->stop) {
            read_names(p, t, false);
            decide(line, ROLE_BYLINE, "job");
        } else if (line->prose || line->words >= 6 || line->stop)
            decide(line, ROLE_STANDFIRST, "under-the-headline");
        else {
            if (!p->out->section.ptr && line->words <= 3 && in_list_of_words(p, t, section_words))
                p->out->section = field_of(p, t);
            decide(line, ROLE_CRUMB, "short-line-in-the-head");
        }
    }
}

/* A sentence, though a short one: "He declined." */
static bool is_sentence(const struct line *line)
{
    return line->prose || (line->point && line->words >= 3);
}

static void label_body_and_tail(struct plain *p)
{
    size_t last = p->n, begin = p->head_end;

    for (size_t i = begin; i < p->n; i++)
        if (keeps(&p->lines[i]) && is_sentence(&p->lines[i]))
            last = i;
    if (last == p->n)
        return;
    for (size_t i = begin; i <= last; i++) {
        struct line *line = &p->lines[i];
        bool next_prose = false;

        if (line->rule)
            continue;
        for (size_t k = i + 1; k <= last; k++)
            if (!p->lines[k].rule) {
                next_prose = p->lines[k].prose || is_sentence(&p->lines[k]) || p->lines[k].words <= 12;
                break;
            }
        if (line->cues & CUE_NOTE)
            decide(line, ROLE_EDITOR_NOTE, "note");
        else if (!line->prose && !line->point && line->words <= 14 && next_prose && !(line->cues & CUE_BULLET) && i > begin)
            decide(line, ROLE_SUBHEAD, "short-line-between-paragraphs");
        else
            decide(line, ROLE_BODY, "text");
    }
    for (size_t i = last + 1; i < p->n; i++) {
        struct line *line = &p->lines[i];
        struct text t = line_text(p, i);

        if (line->rule)
            continue;
        if (line->cues & CUE_NOTE)
            decide(line, ROLE_EDITOR_NOTE, "note");
        else if (line->words <= 6 && i <= last + 3 && is_person(p, t)) {
            read_names(p, t, false);
            decide(line, ROLE_BYLINE, "name-alone");
        } else if (line->words <= 10 && i <= last + 4 && has_role_word(p, t)) {
            read_names(p, t, false);
            decide(line, ROLE_BYLINE, "job");
        } else
            decide(line, line->words >= 5 ? ROLE_PROMO : ROLE_CRUMB, "after-the-text");
    }
}

/* "Ana Brook is a reporter covering the coasts." after the text */
static void label_biography(struct plain *p)
{
    static const char *const jobs[] = { "is a journalist", "is a reporter", "is a correspondent", "is an editor", "is a senior", "is a staff", "is the", "is an associate", "is a freelance", "is chief", "covers", "is a fellow", "is a columnist", "is a writer", "reports on" };
    size_t seen = 0;

    for (size_t i = p->n; i-- > p->head_end && seen < 2;) {
        struct line *line = &p->lines[i];
        struct text name = p->out->byline;

        if (line->rule)
            continue;
        if (!line->prose)
            continue;
        seen++;
        if (!name.ptr || line->chars > 400 || !text_starts(line_text(p, i), "") || line_text(p, i).len < name.len ||
            memcmp(line_text(p, i).ptr, name.ptr, name.len) != 0)
            continue;
        for (size_t k = 0; k < COUNT_OF(jobs); k++)
            if (line_find_words(line->fold, jobs[k]) != NOWHERE) {
                decide(line, ROLE_BYLINE, "biography");
                break;
            }
    }
}

/* --- what the text itself says of its origin --- */

/* "(Reuters) - ", "NORTHPORT, May 3 (AFP) -- ", "NORTHPORT, May 3. /TASS/. " */
static void cut_dateline(struct plain *p)
{
    for (size_t i = p->head_end; i < p->n; i++) {
        struct line *line = &p->lines[i];
        struct text t = line_text(p, i), names = { 0 }, place;
        size_t open = 0, close, at;
        char shut;

        if (!line->rule || line->role != ROLE_BODY)
            continue;
        for (open = 0; open < t.len && open < 90; open++)
            if (t.ptr[open] == '(' || t.ptr[open] == '/' || t.ptr[open] == '[')
                if (t.ptr[open] != '/' || open == 0 || t.ptr[open - 1] == ' ')
                    break;
        if (open >= t.len || open >= 90)
            return;
        shut = t.ptr[open] == '(' ? ')' : t.ptr[open] == '[' ? ']' : '/';
        for (close = open + 1; close < t.len && close - open < 50 && t.ptr[close] != shut; close++)
            ;
        if (close >= t.len || t.ptr[close] != shut)
            return;
        names = text_of(t.ptr + open + 1, close - open - 1);
        at = close + 1;
        if (shut == '/' && at < t.len && t.ptr[at] == '.')
            at++;
        else if (at < t.len && t.ptr[at] == ':')
            at++;
        else {
            while (at < t.len && (t.ptr[at] == ' ' || text_starts(text_of(t.ptr + at, t.len - at), "\xC2\xA0")))
                at += t.ptr[at] == ' ' ? 1 : 2;
            if (at < t.len && t.ptr[at] == '-') {
                while (at < t.len && t.ptr[at] == '-')
                    at++;
            } else if (at + 3 <= t.len && (memcmp(t.ptr + at, "\xE2\x80\x93", 3) == 0 || memcmp(t.ptr + at, "\xE2\x80\x94", 3) == 0 || memcmp(t.ptr + at, "\xE2\x80\x95", 3) == 0))
                at += 3;
            else
                return;
        }
        /* before it a place and a date: capitals, few words */
        place = text_of(t.ptr, open);
        if (place.len) {
            int words = 0, capitals = 0;

            for (struct text rest = place; rest.ptr && rest.len;) {
                struct text word = text_trim(text_cut(&rest, ' '));
                unsigned size;

                if (word.len == 0)
                    continue;
                words++;
                if (point_is_upper(utf8_at(word, 0, &size)) || is_ascii_digit(word.ptr[0]) || words > 1)
                    capitals++;
            }
            if (words > 9 || capitals != words)
                return;
        }
        {
            bool any = false;

            for (struct text rest = names; rest.ptr && rest.len;) {
                struct text piece = cut_name(&rest);

                if (agency_wire(piece).ptr || is_initials(piece) || (capital_words(piece) >= 1 && capital_words(piece) <= 3))
                    any |= add_agency(p, piece);
            }
            if (!any)
                return;
        }
        {
            struct stamp s;

            if (stamp_find(place, 0, p->page->fetched, &s) && date_known(s.date) && !date_known(p->out->published))
                take_stamp(p, place, &s);
        }
        while (at < t.len && is_ascii_space(t.ptr[at]))
            at++;
        while (at + 1 < t.len && memcmp(t.ptr + at, "\xC2\xA0", 2) == 0)
            at += 2;
        if (at >= t.len)
            return;
        p->cut_head = (struct span){ line->page.begin, line->page.begin + (uint32_t)at };
        line->page.begin += (uint32_t)at;
        return;
    }
}

/* "... talks. (STRANA)", "... (Reporting by A; Editing by B)", "... - AFP" */
static void cut_signature(struct plain *p)
{
    static const char *const not_names[] = { "photo", "video", "pictured", "ed", "end", "ends", "updated", "update", "sic", "more", "advertisement", "laughs", "laughter", "applause", "opinion", "sponsored" };

    for (int round = 0; round < 2; round++) {
        size_t i = p->n;
        struct line *line = NULL;
        struct text t, inner, before;
        size_t open;
        bool any = false, reporting;

        while (i-- > 0)
            if (p->lines[i].rule && p->lines[i].role == ROLE_BODY) {
                line = &p->lines[i];
                break;
            }
        if (!line)
            return;
        t = line_text(p, i);
        if (t.len < 12)
            return;
        if (t.ptr[t.len - 1] == ')' || t.ptr[t.len - 1] == ']' || (t.ptr[t.len - 1] == '.' && t.len > 2 && t.ptr[t.len - 2] == ')')) {
            char mark = memchr(t.ptr + t.len - 2, ']', 2) ? '[' : '(';

            for (open = t.len - 2; open > 0 && t.len - open < 250 && t.ptr[open] != mark; open--)
                ;
            if (t.ptr[open] != mark || open == 0)
                return;
            inner = strip(text_of(t.ptr + open, t.len - open), "()[]. ");
        } else {
            /* a dash and a wire */
            size_t dash = NOWHERE;

            for (open = t.len - 1; open > 0 && t.len - open < 30; open--)
                if ((t.ptr[open] == '-' && (t.ptr[open - 1] == ' ' || t.ptr[open - 1] == '-')) ||
                    (open + 3 < t.len && (memcmp(t.ptr + open, "\xE2\x80\x93", 3) == 0 || memcmp(t.ptr + open, "\xE2\x80\x94", 3) == 0))) {
                    dash = open;
                    break;
                }
            if (dash == NOWHERE)
                return;
            inner = text_trim(text_of(t.ptr + dash + (t.ptr[dash] == '-' ? 1 : 3), t.len - dash - (t.ptr[dash] == '-' ? 1 : 3)));
            if (!agency_wire(inner).ptr)
                return;
            open = dash;
        }
        before = text_trim(text_of(t.ptr, open));
        while (before.len && before.ptr[before.len - 1] == '-')
            before = text_trim(text_of(before.ptr, before.len - 1));
        if (before.len < 10 || (!strchr(".!?\"", before.ptr[before.len - 1]) && !text_ends(before, "\xE2\x80\x9D") && !text_ends(before, "\xE2\x80\xA6") && !text_ends(before, "\xC2\xBB")))
            return;
        {
            struct text folded = fold_of(p, inner);

            if (p->out_of_memory)
                return;
            reporting = text_starts(folded, "reporting by") || text_starts(folded, "writing by") || text_starts(folded, "editing by") || text_starts(folded, "additional reporting") || text_starts(folded, "with ");
            for (size_t k = 0; k < COUNT_OF(not_names); k++)
                if (text_is(folded, not_names[k]))
                    return;
        }
        if (reporting) {
            size_t semi = text_find(inner, text_c(";"), 0);
            struct text names = inner;

            any = true;
            read_wires(p, inner);
            if (semi != NOWHERE)
                names.len = semi;
            if (text_starts_fold(names, "reporting by "))
                read_names(p, text_of(names.ptr + 13, names.len - 13), false);
        } else {
            size_t found = 0;
            bool unknown_alone = false;

            for (struct text rest = inner; rest.ptr && rest.len;) {
                struct text piece = cut_name(&rest);
                bool wire = agency_wire(piece).ptr != NULL, initials = is_initials(piece);

                if (piece.len == 0)
                    continue;
                if (!wire && !initials && !(capital_words(piece) >= 1 && capital_words(piece) <= 3))
                    return;
                found++;
                unknown_alone = !wire && initials && found == 1;
            }
            if (found == 0)
                return;
            for (struct text rest = inner; rest.ptr && rest.len;)
                any |= add_agency(p, cut_name(&rest));
            /* who signs its own text and sells to nobody we know is the outlet */
            if (unknown_alone && found == 1 && !p->out->outlet.ptr) {
                p->out->outlet = field_of(p, inner);
                p->out->outlet_inferred = true;
            }
        }
        if (!any)
            return;
        p->cut_tail.begin = line->page.begin + (uint32_t)(before.ptr + before.len - t.ptr);
        if (p->cut_tail.end < line->page.end)
            p->cut_tail.end = line->page.end;
        p->cut_tail_rule = reporting ? "reporting-by" : "signed-at-the-end";
        line->page.end = p->cut_tail.begin;
    }
}

/* "..., Coast.News reports citing ..." in the first paragraphs: the outlet names itself. */
static void find_self_naming(struct plain *p)
{
    static const char *const citing[] = { " reports citing ", " reports, citing ", " reports with reference to ", " reports, with reference to ", " reports referring to ", " reports, referring to ", " reported, citing ", " reported citing ", " reports with a reference to " };
    size_t seen = 0;

    if (p->out->outlet.ptr && !p->out->outlet_inferred)
        return;
    for (size_t i = 0; i < p->n && seen < 4; i++) {
        struct text t = line_text(p, i);

        if (!keeps(&p->lines[i]) || !p->lines[i].prose || p->lines[i].role == ROLE_HEADLINE)
            continue;
        seen++;
        if (t.len > 3000)
            t.len = 3000;
        for (size_t k = 0; k < COUNT_OF(citing) + 1; k++) {
            size_t at = text_find(t, k < COUNT_OF(citing) ? text_c(citing[k]) : text_c(" reports"), 0), begin;
            struct text name;
            bool domain;

            if (at == NOWHERE)
                continue;
            /* back over capitalised words to the comma or the line's beginning */
            for (begin = at; begin > 0 && at - begin < 60 && t.ptr[begin - 1] != ','; begin--)
                ;
            name = text_trim(text_of(t.ptr + begin, at - begin));
            if (text_starts(name, "as ") || text_starts(name, "As "))
                name = text_trim(text_of(name.ptr + 3, name.len - 3));
            domain = name.len > 4 && memchr(name.ptr + 1, '.', name.len - 2) && !memchr(name.ptr, ' ', name.len);
            if (capital_words(name) < 1 || capital_words(name) > 3 || agency_wire(name).ptr || begin == 0)
                continue;
            if (k == COUNT_OF(citing) && !domain)
                continue;
            p->out->outlet = field_of(p, name);
            p->out->outlet_inferred = true;
            return;
        }
    }
}

/* "© 2031 Coast News", "Coast News @2031", "The post ... appeared first on Coast News." */
static void read_footers(struct plain *p)
{
    struct article *a = p->out;

    for (size_t i = 0; i < p->n; i++) {
        struct line *line = &p->lines[i];
        struct text t = line_text(p, i), name = { 0 };
        size_t at;

        if (!line->rule || role_kept(line->role) || t.len > 400)
            continue;
        if (line->role == ROLE_PROMO) {
            static const char *const sources[] = { "appeared first on ", "originally published on ", "originally published by ", "originally appeared on ", "originally appeared in ", "originally published in " };

            for (size_t k = 0; k < COUNT_OF(sources); k++) {
                at = text_find(t, text_c(sources[k]), 0);
                if (at != NOWHERE && (!a->outlet.ptr || a->outlet_inferred)) {
                    name = strip(text_of(t.ptr + at + strlen(sources[k]), t.len - at - strlen(sources[k])), " .,");
                    if (capital_words(name) >= 1 && capital_words(name) <= 5) {
                        a->outlet = field_of(p, name);
                        a->outlet_inferred = false;
                    }
                }
            }
            continue;
        }
        if (line->role != ROLE_FOOTER)
            continue;
        {
            /* the name before or behind the sign and the year */
            size_t sign = NOWHERE, year = NOWHERE;

            for (size_t k = 0; k < t.len && sign == NOWHERE; k++)
                if (t.ptr[k] == '@' || text_starts(text_of(t.ptr + k, t.len - k), "\xC2\xA9") || text_starts_fold(text_of(t.ptr + k, t.len - k), "(c)") ||
                    text_starts_fold(text_of(t.ptr + k, t.len - k), "copyright"))
                    sign = k;
            if (sign == NOWHERE)
                continue;
            for (size_t k = sign; k + 4 <= t.len; k++)
                if ((memcmp(t.ptr + k, "20", 2) == 0 || memcmp(t.ptr + k, "19", 2) == 0) && is_ascii_digit(t.ptr[k + 2]) && is_ascii_digit(t.ptr[k + 3])) {
                    year = k;
                    break;
                }
            name = strip(text_of(t.ptr, sign), " .,|-");
            if (capital_words(name) < 1 && year != NOWHERE) {
                size_t end = year + 4;

                while (end < t.len && (strchr(" -,0123456789", t.ptr[end]) || text_starts(text_of(t.ptr + end, t.len - end), "\xE2\x80\x93")))
                    end += (unsigned char)t.ptr[end] >= 0x80 ? 3 : 1;
                name = text_of(t.ptr + (end < t.len ? end : t.len), end < t.len ? t.len - end : 0);
                for (at = 0; at < name.len && !strchr(".,|;", name.ptr[at]); at++)
                    ;
                if (at + 1 < name.len && name.ptr[at] == '.' && name.ptr[at + 1] != ' ')
                    for (at++; at < name.len && !strchr(" ,|;", name.ptr[at]); at++)
                        ;
                name.len = at;
                name = strip(name, " .,|-");
                at = text_find(name, text_c(" All rights"), 0);
                if (at == NOWHERE)
                    at = text_find(name, text_c(" All Rights"), 0);
                if (at != NOWHERE)
                    name.len = at;
                if (text_starts_fold(name, "by "))
                    name = text_of(name.ptr + 3, name.len - 3);
            }
        }
        if (capital_words(name) < 1 || capital_words(name) > 6)
            continue;
        if (agency_wire(name).ptr)
            add_agency(p, name);
        else if (p->full || (a->outlet.ptr && a->outlet_inferred && !text_eq_fold(a->outlet, name))) {
            if (!a->republished_by.ptr)
                a->republished_by = field_of(p, name);
        } else if (!a->outlet.ptr || a->outlet_inferred) {
            a->outlet = field_of(p, name);
            a->outlet_inferred = false;
        }
    }
}

/* --- the whole --- */

static void guard(struct plain *p)
{
    size_t kept = 0, dropped = 0;

    for (size_t i = 0; i < p->n; i++) {
        struct line *line = &p->lines[i];

        if (!line->prose)
            continue;
        if (keeps(line))
            kept += line->chars;
        else if (line->role != ROLE_REPEAT && line->role != ROLE_CAPTION && line->role != ROLE_FOOTER &&
                 strcmp(line->rule, "plea-opened") != 0) /* sure, however short the article is beside it */
            dropped += line->chars;
    }
    if (dropped * 100 <= (kept + dropped) * DROP_LIMIT_PERCENT)
        return;
    for (size_t i = 0; i < p->n; i++)
        if (!keeps(&p->lines[i]) && p->lines[i].prose)
            decide(&p->lines[i], ROLE_BODY, "kept-by-the-guard");
    p->out->unsure = true;
    p->out->unsure_why = "over 40 % of its prose looked like boilerplate, so all of it was kept";
}

static bool assemble(struct plain *p)
{
    struct article *a = p->out;
    struct text page = p->page->bytes;
    size_t room = 0, n_kept = 0, n_dropped = 3, bad = 0;
    char *body;

    for (size_t i = 0; i < p->n; i++) {
        if (keeps(&p->lines[i])) {
            struct text t = line_text(p, i);

            n_kept++;
            room += 2 + (utf8_check(t) == NOWHERE ? t.len : t.len * 3);
        } else
            n_dropped++;
    }
    body = arena_alloc(p->mem, room + 1);
    a->paragraphs = arena_alloc(p->mem, n_kept * sizeof(*a->paragraphs));
    a->dropped = arena_alloc(p->mem, n_dropped * sizeof(*a->dropped));
    if (!body || !a->paragraphs || !a->dropped)
        return false;
    a->body.ptr = body;
    for (size_t i = 0; i < p->n; i++) {
        struct line *line = &p->lines[i];
        struct paragraph *q;
        unsigned size;

        if (!keeps(line)) {
            a->dropped[a->n_dropped++] = (struct dropped){ line->role, line->whole, line->rule };
            continue;
        }
        if (!span_empty(p->cut_head) && p->cut_head.end == line->page.begin)
            a->dropped[a->n_dropped++] = (struct dropped){ ROLE_CREDIT, p->cut_head, "dateline" };
        q = &a->paragraphs[a->n_paragraphs++];
        if (a->body.len) {
            memcpy(body + a->body.len, "\n\n", 2);
            a->body.len += 2;
        }
        q->role = line->rule ? line->role : ROLE_BODY;
        q->page = line->page;
        q->body.begin = (uint32_t)a->body.len;
        for (size_t k = line->page.begin; k < line->page.end;) {
            struct text rest = text_of(page.ptr + k, line->page.end - k);
            size_t good = utf8_check(rest);

            if (good == NOWHERE)
                good = rest.len;
            memcpy(body + a->body.len, rest.ptr, good);
            a->body.len += good;
            k += good;
            if (good < rest.len) {
                /* one U+FFFD a run of bad bytes */
                bad++;
                while (k < line->page.end && utf8_at(page, k, &size) == UTF8_REPLACEMENT && size == 1)
                    k++;
                a->body.len += utf8_put(UTF8_REPLACEMENT, body + a->body.len);
            }
        }
        q->body.end = (uint32_t)a->body.len;
        if (!span_empty(p->cut_title) && p->cut_title.begin == line->page.end)
            a->dropped[a->n_dropped++] = (struct dropped){ ROLE_STAMP, p->cut_title, "behind-the-headline" };
        if (!span_empty(p->cut_tail) && p->cut_tail.begin == line->page.end)
            a->dropped[a->n_dropped++] = (struct dropped){ ROLE_CREDIT, p->cut_tail, p->cut_tail_rule };
    }
    if (bad && !a->unsure) {
        a->unsure = true;
        a->unsure_why = "it is not valid UTF-8: what could not be read is U+FFFD in the text";
    }
    return true;
}

priscus_status article_read_plain(const struct page *page, struct arena *mem, struct article *out,
                                  struct priscus_error *err)
{
    struct article article = { 0 };
    struct plain p = { .page = page, .mem = mem, .out = &article };

    article.published.zone = article.modified.zone = DATE_NO_ZONE;
    if (page->bytes.len > PAGE_MAX)
        return error_set(err, PRISCUS_ELIMIT, PAGE_MAX, "the page is larger than %zu MiB, which no news page is", PAGE_MAX >> 20);
    if (!line_cut(page->bytes, mem, &p.lines, &p.n))
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "no memory left to cut the page into lines");
    if (p.n == 0)
        return error_set(err, PRISCUS_EINPUT, 0, "there is nothing but white space in it");
    p.headline = p.n;
    find_order_of_dates(&p);
    label_forms(&p);
    find_headline(&p);
    label_captions_by_repeat(&p);
    label_pleas(&p);
    label_promotion(&p);
    find_headline(&p);
    label_head(&p);
    label_pull_quotes(&p);
    if (!label_repeats(&p))
        p.out_of_memory = true;
    label_rest_of_head(&p);
    label_biography(&p);
    label_body_and_tail(&p);
    cut_dateline(&p);
    cut_signature(&p);
    find_self_naming(&p);
    read_footers(&p);
    /* "Stand: 3. Mai 2031" alone: the text as it stands was published then */
    if (!date_known(article.published) && date_known(article.modified) && !article.published_words.ptr)
        article.published = article.modified;
    guard(&p);
    if (p.out_of_memory || !assemble(&p) || p.out_of_memory)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "no memory left to read the page's %zu lines", p.n);
    if (article.n_paragraphs == 0)
        return error_set(err, PRISCUS_EINPUT, 0, "no line of it is text of an article");
    *out = article;
    return PRISCUS_OK;
}

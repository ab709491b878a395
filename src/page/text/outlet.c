/* outlet.c - see outlet.h. */
#include "page/text/outlet.h"

#include "page/name/agency.h"
#include "page/text/byline.h"
#include "page/text/line_name.h"
#include "page/words/vocabulary.h"

#define PLEA_BYTES      2000 /* of a paragraph of a plea                           */
#define NAME_WORDS      5
#define SELF_PARAGRAPHS 4    /* in which an outlet names itself                    */
#define SELF_BYTES      3000 /* of such a paragraph                                */
#define SELF_WORDS      3
#define SELF_BEFORE     60 /* bytes from the comma before the name to "reports"  */
#define FOOTER_BYTES    400
#define FOOTER_WORDS    6

static bool has_words(struct text name, int most)
{
    int capitals = line_name_capitals(name);

    return capitals >= 1 && capitals <= most;
}

static void set_outlet(struct plain *p, struct text name, bool inferred)
{
    p->out->outlet = plain_field(name);
    p->out->outlet_inferred = inferred;
}

static bool is_stated(const struct article *a)
{
    return a->outlet.ptr && !a->outlet_inferred;
}

/* "A message from Coast Herald:", "By supporting Coast Herald today," */
void outlet_find_in_plea(struct plain *p, size_t first, size_t last)
{
    if (is_stated(p->out))
        return;
    for (const char *const *cue = vocabulary_plea_outlet_cues; *cue; cue++)
        for (size_t i = first; i < last; i++) {
            struct text t = plain_line(p, i), name;
            size_t at = text_find(t, text_c(*cue), 0), end;

            if (at == NOWHERE || t.len > PLEA_BYTES)
                continue;
            at += strlen(*cue);
            for (end = at; end < t.len && !strchr(":,;.!?\n\r", t.ptr[end]); end++)
                ;
            name = text_trim(text_of(t.ptr + at, end - at));
            if (text_starts(name, "the ") || text_starts(name, "our "))
                name = text_of(name.ptr + 4, name.len - 4);
            if (text_ends(name, " today") || text_ends(name, " Today"))
                name.len -= strlen(" today");
            if (has_words(name, NAME_WORDS) && !line_name_has_job(name)) {
                set_outlet(p, name, true);
                return;
            }
        }
}

/* The name before byte `at`, back to a comma. Empty: it begins the line, or is an agency's or no name. */
static struct text name_before(struct text t, size_t at)
{
    size_t begin = at;
    struct text name;

    while (begin > 0 && at - begin < SELF_BEFORE && t.ptr[begin - 1] != ',')
        begin--;
    name = text_trim(text_of(t.ptr + begin, at - begin));
    if (text_starts(name, "as ") || text_starts(name, "As "))
        name = text_trim(text_of(name.ptr + 3, name.len - 3));
    return begin > 0 && has_words(name, SELF_WORDS) && !agency_wire(name).ptr ? name : text_of("", 0);
}

/* "Coast.News" */
static bool is_domain(struct text name)
{
    return name.len > 4 && memchr(name.ptr + 1, '.', name.len - 2) && !memchr(name.ptr, ' ', name.len);
}

/* "..., Coast Herald reports citing ..."; "..., Coast.News reports": a domain needs nothing behind it. */
static struct text self_named(struct text t)
{
    struct text name = { 0 };
    size_t at;

    for (const char *const *cue = vocabulary_self_naming_cues; *cue && !name.len; cue++) {
        at = text_find(t, text_c(*cue), 0);
        if (at != NOWHERE)
            name = name_before(t, at);
    }
    at = text_find(t, text_c(" reports"), 0);
    if (!name.len && at != NOWHERE && is_domain(name_before(t, at)))
        name = name_before(t, at);
    return name;
}

void outlet_find_self_naming(struct plain *p)
{
    size_t seen = 0;

    for (size_t i = 0; i < p->n && seen < SELF_PARAGRAPHS && !is_stated(p->out); i++) {
        struct text t = plain_line(p, i), name;

        if (!line_kept(&p->lines[i]) || !p->lines[i].prose || p->lines[i].role == ROLE_HEADLINE)
            continue;
        seen++;
        name = self_named(text_of(t.ptr, t.len < SELF_BYTES ? t.len : SELF_BYTES));
        if (name.len) {
            set_outlet(p, name, true);
            return;
        }
    }
}

/* "The post ... appeared first on Coast News." */
static void read_first_published(struct plain *p, struct text t)
{
    for (const char *const *cue = vocabulary_line_published_first; *cue; cue++) {
        size_t at = text_find(t, text_c(*cue), 0), n = strlen(*cue);
        struct text name;

        if (at == NOWHERE || is_stated(p->out))
            continue;
        name = fold_strip(text_of(t.ptr + at + n, t.len - at - n), " .,");
        if (has_words(name, NAME_WORDS))
            set_outlet(p, name, false);
    }
}

/* The bytes of a copyright sign at the beginning, or 0. */
static size_t sign_at(struct text t)
{
    static const char *const signs[] = { "@", "\xC2\xA9", "(c)", "copyright" };

    for (size_t i = 0; i < COUNT_OF(signs); i++)
        if (text_starts_fold(t, signs[i]))
            return strlen(signs[i]);
    return 0;
}

static bool is_year_at(struct text t, size_t at)
{
    return at + 4 <= t.len && (memcmp(t.ptr + at, "20", 2) == 0 || memcmp(t.ptr + at, "19", 2) == 0) &&
           is_ascii_digit(t.ptr[at + 2]) && is_ascii_digit(t.ptr[at + 3]);
}

/* "2031-2032 by Coast News. All rights reserved": the name, without the point that ends it. */
static struct text name_behind_year(struct text t)
{
    struct text name;
    size_t at = 0;

    while (at < t.len &&
           (strchr(" -,0123456789", t.ptr[at]) || text_starts(text_of(t.ptr + at, t.len - at), "\xE2\x80\x93")))
        at += (unsigned char)t.ptr[at] >= 0x80 ? 3 : 1;
    name = at < t.len ? text_of(t.ptr + at, t.len - at) : text_of("", 0);
    for (at = 0; at < name.len && !strchr(".,|;", name.ptr[at]); at++)
        ;
    if (at + 1 < name.len && name.ptr[at] == '.' && name.ptr[at + 1] != ' ') /* "Coast.News" */
        for (at++; at < name.len && !strchr(" ,|;", name.ptr[at]); at++)
            ;
    name.len = at;
    name = fold_strip(name, " .,|-");
    at = text_find(name, text_c(" All rights"), 0);
    if (at == NOWHERE)
        at = text_find(name, text_c(" All Rights"), 0);
    if (at != NOWHERE)
        name.len = at;
    return text_starts_fold(name, "by ") ? text_of(name.ptr + 3, name.len - 3) : name;
}

/* "Coast News @2031", "(c) Coast News 2031", "(c) 2031 Coast News": the name before, between or behind sign and year. */
static struct text copyright_holder(struct text t)
{
    struct text name;
    size_t sign = 0, size = 0, year;

    for (; sign < t.len; sign++) {
        size = sign_at(text_of(t.ptr + sign, t.len - sign));
        if (size)
            break;
    }
    if (sign == t.len)
        return text_of("", 0);
    for (year = sign; year < t.len && !is_year_at(t, year); year++)
        ;
    name = fold_strip(text_of(t.ptr, sign), " .,|-");
    if (name.len == 0 && year < t.len && sign + size < year)
        name = fold_strip(text_of(t.ptr + sign + size, year - sign - size), " .,|-");
    if (line_name_capitals(name) < 1 && year < t.len)
        name = name_behind_year(text_of(t.ptr + year, t.len - year));
    return name;
}

static void read_copyright(struct plain *p, struct text t)
{
    struct text name = copyright_holder(t);
    struct article *a = p->out;

    if (!has_words(name, FOOTER_WORDS))
        return;
    if (agency_wire(name).ptr)
        byline_add_agency(p, name);
    else if (p->is_copy || (a->outlet.ptr && a->outlet_inferred && !text_eq_fold(a->outlet, name))) {
        if (!a->republished_by.ptr)
            a->republished_by = plain_field(name);
    } else if (!is_stated(a))
        set_outlet(p, name, false);
}

void outlet_read_footers(struct plain *p)
{
    for (size_t i = 0; i < p->n; i++) {
        const struct line *line = &p->lines[i];
        struct text t = plain_line(p, i);

        for (size_t k = 0; k < line->n_cuts && line_kept(line); k++)
            if (line->cuts[k].role == ROLE_PROMO)
                read_first_published(p, text_in(p->page->bytes, line->cuts[k].page));
        if (!line->rule || t.len > FOOTER_BYTES)
            continue;
        if (line->role == ROLE_PROMO)
            read_first_published(p, t);
        else if (line->role == ROLE_FOOTER)
            read_copyright(p, t);
    }
}

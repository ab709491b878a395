/* outlet.c - see outlet.h. */
#include "page/text/outlet.h"

#include "page/name/agency.h"
#include "page/text/byline.h"
#include "page/text/line_name.h"
#include "page/words/vocabulary.h"

/* Name the outlet out of "A message from X:", "By supporting X,". */
void outlet_find_in_plea(struct plain *p, size_t first, size_t last)
{
    if (p->out->outlet.ptr && !p->out->outlet_inferred)
        return;
    for (const char *const *cue = vocabulary_plea_outlet_cues; *cue; cue++)
        for (size_t i = first; i < last; i++) {
            struct text t = plain_line(p, i);
            size_t at = text_find(t, text_c(*cue), 0), end;
            struct text name;

            if (at == NOWHERE || t.len > 2000)
                continue;
            at += strlen(*cue);
            for (end = at; end < t.len && !strchr(":,;.!?\n\r", t.ptr[end]); end++)
                ;
            name = text_trim(text_of(t.ptr + at, end - at));
            if (text_starts(name, "the ") || text_starts(name, "our "))
                name = text_of(name.ptr + 4, name.len - 4);
            if (text_ends(name, " today") || text_ends(name, " Today"))
                name.len -= 6;
            if (line_name_capitals(name) >= 1 && line_name_capitals(name) <= 5 && !line_name_has_job(name) &&
                !line_name_is_person(text_of(name.ptr, 0))) {
                p->out->outlet = plain_field(name);
                p->out->outlet_inferred = true;
                return;
            }
        }
}

/* "..., Coast.News reports citing ..." in the first paragraphs: the outlet names itself. */
void outlet_find_self_naming(struct plain *p)
{
    size_t seen = 0;

    if (p->out->outlet.ptr && !p->out->outlet_inferred)
        return;
    for (size_t i = 0; i < p->n && seen < 4; i++) {
        struct text t = plain_line(p, i);

        if (!line_kept(&p->lines[i]) || !p->lines[i].prose || p->lines[i].role == ROLE_HEADLINE)
            continue;
        seen++;
        if (t.len > 3000)
            t.len = 3000;
        for (const char *const *cue = vocabulary_self_naming_cues; cue; cue = *cue ? cue + 1 : NULL) {
            size_t at = text_find(t, text_c(*cue ? *cue : " reports"), 0), begin;
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
            if (line_name_capitals(name) < 1 || line_name_capitals(name) > 3 || agency_wire(name).ptr || begin == 0)
                continue;
            if (!*cue && !domain)
                continue;
            p->out->outlet = plain_field(name);
            p->out->outlet_inferred = true;
            return;
        }
    }
}

/* "© 2031 Coast News", "Coast News @2031", "The post ... appeared first on Coast News." */
void outlet_read_footers(struct plain *p)
{
    struct article *a = p->out;

    for (size_t i = 0; i < p->n; i++) {
        struct line *line = &p->lines[i];
        struct text t = plain_line(p, i), name = { 0 };
        size_t at;

        if (!line->rule || role_kept(line->role) || t.len > 400)
            continue;
        if (line->role == ROLE_PROMO) {
            for (const char *const *cue = vocabulary_line_published_first; *cue; cue++) {
                at = text_find(t, text_c(*cue), 0);
                if (at != NOWHERE && (!a->outlet.ptr || a->outlet_inferred)) {
                    name = fold_strip(text_of(t.ptr + at + strlen(*cue), t.len - at - strlen(*cue)), " .,");
                    if (line_name_capitals(name) >= 1 && line_name_capitals(name) <= 5) {
                        a->outlet = plain_field(name);
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
                if (t.ptr[k] == '@' || text_starts(text_of(t.ptr + k, t.len - k), "\xC2\xA9") ||
                    text_starts_fold(text_of(t.ptr + k, t.len - k), "(c)") ||
                    text_starts_fold(text_of(t.ptr + k, t.len - k), "copyright"))
                    sign = k;
            if (sign == NOWHERE)
                continue;
            for (size_t k = sign; k + 4 <= t.len; k++)
                if ((memcmp(t.ptr + k, "20", 2) == 0 || memcmp(t.ptr + k, "19", 2) == 0) &&
                    is_ascii_digit(t.ptr[k + 2]) && is_ascii_digit(t.ptr[k + 3])) {
                    year = k;
                    break;
                }
            name = fold_strip(text_of(t.ptr, sign), " .,|-");
            if (name.len == 0 && year != NOWHERE) { /* "© Coast News 2031" */
                size_t after = sign + (t.ptr[sign] == '@' ? 1 : t.ptr[sign] == '(' ? 3 : 2);

                if ((unsigned char)t.ptr[sign] < 0x80 && is_ascii_alpha(t.ptr[sign]))
                    after = sign + strlen("copyright");
                if (after < year)
                    name = fold_strip(text_of(t.ptr + after, year - after), " .,|-");
            }
            if (line_name_capitals(name) < 1 && year != NOWHERE) {
                size_t end = year + 4;

                while (end < t.len && (strchr(" -,0123456789", t.ptr[end]) ||
                                       text_starts(text_of(t.ptr + end, t.len - end), "\xE2\x80\x93")))
                    end += (unsigned char)t.ptr[end] >= 0x80 ? 3 : 1;
                name = text_of(t.ptr + (end < t.len ? end : t.len), end < t.len ? t.len - end : 0);
                for (at = 0; at < name.len && !strchr(".,|;", name.ptr[at]); at++)
                    ;
                if (at + 1 < name.len && name.ptr[at] == '.' && name.ptr[at + 1] != ' ')
                    for (at++; at < name.len && !strchr(" ,|;", name.ptr[at]); at++)
                        ;
                name.len = at;
                name = fold_strip(name, " .,|-");
                at = text_find(name, text_c(" All rights"), 0);
                if (at == NOWHERE)
                    at = text_find(name, text_c(" All Rights"), 0);
                if (at != NOWHERE)
                    name.len = at;
                if (text_starts_fold(name, "by "))
                    name = text_of(name.ptr + 3, name.len - 3);
            }
        }
        if (line_name_capitals(name) < 1 || line_name_capitals(name) > 6)
            continue;
        if (agency_wire(name).ptr)
            byline_add_agency(p, name);
        else if (p->is_copy || (a->outlet.ptr && a->outlet_inferred && !text_eq_fold(a->outlet, name))) {
            if (!a->republished_by.ptr)
                a->republished_by = plain_field(name);
        } else if (!a->outlet.ptr || a->outlet_inferred) {
            a->outlet = plain_field(name);
            a->outlet_inferred = false;
        }
    }
}

/* form.c - see form.h. The order of the questions is the order of their certainty: what has no
 * words first, what might be a paragraph last. */
#include "page/form.h"

#include "page/byline.h"
#include "page/dating.h"

/* "Title: ...", "URL: ...": what a crawler wrote above the text. The offsets of folded and raw
 * text agree, for the labels are ASCII. */
static bool read_front_matter(struct plain *p, size_t i)
{
    static const struct {
        const char *label;
        char what;
    } labels[] = {
        { "title:", 't' },     { "headline:", 't' },    { "url:", 'u' },          { "link:", 'u' },
        { "permalink:", 'u' }, { "source url:", 'u' },  { "original url:", 'u' }, { "outlet:", 'o' },
        { "publisher:", 'o' }, { "publication:", 'o' }, { "newspaper:", 'o' },    { "site:", 'o' },
        { "website:", 'o' },   { "section:", 's' },     { "category:", 's' },     { "rubric:", 's' },
    };
    struct line *line = &p->lines[i];
    struct text t = plain_line(p, i), rest;

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
            p->out->address = plain_field(p, rest);
            break;
        case 'o':
            p->out->outlet = plain_field(p, rest);
            p->out->outlet_inferred = false;
            break;
        default:
            p->out->section = plain_field(p, rest);
        }
        line_decide(line, ROLE_STAMP, "front-matter");
        return true;
    }
    return false;
}

/* "Source: Strait Pravda, citing its interview with ...": no sentence, however many words. */
static bool names_source(const struct line *line)
{
    return !line->stop && line->words <= 20 && text_starts(line->fold, "source: ") &&
           (fold_find(line->fold, "citing") != NOWHERE ||
            fold_find(line->fold, "with reference to") != NOWHERE);
}

/* What its form alone gives away. */
void form_label(struct plain *p)
{
    size_t first, last;

    plain_find_prose(p, &first, &last);
    for (size_t i = 0; i < p->n && !p->out_of_memory; i++) {
        struct line *line = &p->lines[i];
        bool edge = i < first || i > last, relative, byline;
        unsigned c = line->cues;

        if (read_front_matter(p, i))
            continue;
        if (c & (CUE_EMPTY | CUE_LINKS)) {
            struct text whole = text_in(p->page->bytes, line->whole);

            if ((c & CUE_LINKS) && !p->out->address.ptr && i < first &&
                (text_starts(whole, "http://") || text_starts(whole, "https://")) &&
                !memchr(whole.ptr, ' ', whole.len))
                p->out->address = plain_field(p, whole);
            line_decide(line, ROLE_CRUMB, c & CUE_EMPTY ? "no-words" : "links-only");
        } else if (c & CUE_COOKIE)
            line_decide(line, ROLE_FOOTER, "cookies");
        else if (c & CUE_FULL) {
            p->full = true;
            line_decide(line, ROLE_PROMO, "read-entire-article");
        } else if (c & CUE_SHARE)
            line_decide(line, ROLE_CRUMB, "share-bar");
        else if ((c & CUE_TRAIL) && edge)
            line_decide(line, ROLE_CRUMB, "trail");
        else if (c & (CUE_LABEL | CUE_END | CUE_PLEA_OPEN))
            continue; /* later steps */
        else if (c & CUE_FOOTER)
            line_decide(line, ROLE_FOOTER, "footer");
        else if (c & CUE_NOTE)
            continue;
        else if ((c & CUE_NEWSLETTER) && (c & CUE_VOICE || !line->prose))
            line_decide(line, ROLE_PROMO, "newsletter");
        else if ((c & CUE_PROMO) && !(c & CUE_PLEA))
            line_decide(line, ROLE_PROMO, "see-also");
        else if (c & CUE_CREDIT_ALL)
            line_decide(line, ROLE_PHOTO_CREDIT, "photo-credit");
        else if ((c & CUE_CREDIT) && (!line->point || edge || (c & CUE_BAR) || line->chars <= 200))
            line_decide(line, ROLE_CAPTION, "ends-in-photo-credit");
        else if ((c & CUE_PHOTO) && (line->chars <= 300))
            line_decide(line, ROLE_CAPTION, "says-photo");
        else if (dating_read_line(p, i, false, &relative, &byline) &&
                 (edge || line->words <= 8 || !line->point)) {
            dating_read_line(p, i, true, &relative, &byline);
            line_decide(line, byline ? ROLE_BYLINE : relative ? ROLE_RELATIVE_STAMP : ROLE_STAMP, "stamp");
        } else if (c & CUE_COUNTER)
            line_decide(line, ROLE_CRUMB, "counter");
        else if ((edge || line->words <= 8 || names_source(line)) && byline_read_line(p, i))
            continue;
        else if ((edge || line->words <= 5) && byline_read_signature(p, i))
            continue;
    }
}

/* provenance.c - see provenance.h. */
#include "page/html/provenance.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "base/visible.h"
#include "page/name/title.h"
#include "page/words/vocabulary.h"

#define SIGNATURE_MAX 40  /* bytes of a last "(AFP)"                                  */
#define NOTE_MAX      300 /* bytes: a note about who had it first is shorter          */
#define NOTE_LEAD     60  /* bytes before "originally published": "This article was"  */
#define NOTE_BEHIND   12  /* blocks behind the text that may be such a note           */
#define NAME_WORDS    6   /* of an outlet                                             */

/* --- agencies --- */

/* An author whom the text, too, has where agencies stand is an agency, though not one of data/page/agencies.txt. */
static void take_author(struct html *h, struct text name)
{
    if (!title_same_words(name, h->meta.byline) || title_same_words(name, h->meta.outlet))
        return;
    agency_add(&h->meta, h->meta.byline);
    h->meta.byline = (struct text){ 0 };
    h->meta.from.byline = NULL;
}

/* "(Reporting by Ana Brook; editing by Jo Hill, Meridian)" */
static void read_credit(struct html *h, struct text t)
{
    size_t at;

    t = fold_strip(t, "()[].");
    for (at = t.len; at > 0 && t.ptr[at - 1] != ','; at--)
        ;
    if (at > 0)
        take_author(h, text_trim(text_of(t.ptr + at, t.len - at)));
}

/* "KYIV, May 3 (Reuters) - The two ..." */
static priscus_status read_dateline(struct html *h, struct text t)
{
    const char *open, *close;
    struct visible seen;
    struct text behind;

    if (visible_of(t, h->mem, &seen) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    t = seen.text;
    open = memchr(t.ptr, '(', t.len < 80 ? t.len : 80);
    close = open ? memchr(open, ')', t.len - (size_t)(open - t.ptr)) : NULL;
    if (!close)
        return PRISCUS_OK;
    behind = text_trim(text_of(close + 1, t.len - (size_t)(close + 1 - t.ptr)));
    if (text_starts(behind, "-") || text_starts(behind, "\xE2\x80\x93") || text_starts(behind, "\xE2\x80\x94")) {
        struct text name = text_of(open + 1, (size_t)(close - open) - 1), agency = agency_named(name);

        if (agency.len)
            agency_add(&h->meta, agency);
        else
            take_author(h, name);
    }
    return PRISCUS_OK;
}

/* A last "(AFP)": the agency is taken. If a sentence ends before it and the page's bytes end in the same brackets (no
 * tags between them), the place where it is to be cut off is kept. Is it? */
static bool cut_signature(struct html *h, const struct block *b)
{
    const struct outline *o = &h->outline;
    struct text t = block_text(o, b), agency, before, page = text_in(o->page, b->page);
    size_t at = t.len, tail;

    if (!text_ends(t, ")"))
        return false;
    while (at > 0 && t.len - at < SIGNATURE_MAX && t.ptr[at - 1] != '(')
        at--;
    if (at == 0 || t.ptr[at - 1] != '(')
        return false;
    agency = agency_named(text_of(t.ptr + at, t.len - at - 1));
    agency_add(&h->meta, agency);
    tail = t.len - at + 1;
    before = text_trim(text_of(t.ptr, at - 1));
    if (!agency.len || !ends_sentence(before) || page.len <= tail ||
        memcmp(page.ptr + page.len - tail, t.ptr + at - 1, tail) != 0)
        return false;
    h->signed_text = b->text.begin + (uint32_t)before.len;
    h->signed_page = b->page.end - (uint32_t)tail;
    while (h->signed_page > b->page.begin && is_ascii_space(o->page.ptr[h->signed_page - 1]))
        h->signed_page--;
    return true;
}

static priscus_status find_agencies(struct html *h)
{
    const struct outline *o = &h->outline;
    bool first = true;

    h->signed_block = UINT32_MAX;
    for (uint32_t i = h->first; i < h->last; i++) {
        const struct block *b = &o->blocks[i];
        struct text t = block_text(o, b);

        if (b->role == ROLE_CREDIT) {
            agency_add(&h->meta, agency_named(t));
            read_credit(h, t);
            continue;
        }
        if (b->role != ROLE_BODY)
            continue;
        if (first && read_dateline(h, t) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        first = false;
        h->signed_block = i;
    }
    if (h->signed_block != UINT32_MAX && !cut_signature(h, &o->blocks[h->signed_block]))
        h->signed_block = UINT32_MAX;
    return PRISCUS_OK;
}

/* --- outlets --- */

/* The words with capitals that a text begins with: "Coast Herald under a licence" gives
 * "Coast Herald". NULL ptr: fewer than `least`, or a number follows, as behind "May". */
static struct text name_at(struct text t, size_t least)
{
    size_t end = 0, words = 0, i = 0;

    while (i < t.len && words < NAME_WORDS) {
        size_t begin = i;

        while (i < t.len && t.ptr[i] != ' ')
            i++;
        if (is_ascii_digit(t.ptr[begin]))
            return (struct text){ 0 };
        /* Letters beyond ASCII may be capitals: names of outlets there are rarely followed by prose. */
        if (!is_ascii_upper(t.ptr[begin]) && (unsigned char)t.ptr[begin] < 0xC3)
            break;
        end = i;
        words++;
        if (strchr(".,;:|)", t.ptr[i - 1])) {
            end--;
            break;
        }
        i += i < t.len;
    }
    return words >= least && end ? text_of(t.ptr, end) : (struct text){ 0 };
}

/* "This article was originally published by Coast Herald." */
static struct text first_outlet(struct text t)
{
    if (t.len > NOTE_MAX)
        return (struct text){ 0 };
    for (size_t at = 0; at < t.len && at <= NOTE_LEAD; at++) {
        struct text rest = text_of(t.ptr + at, t.len - at);

        if (at && is_ascii_alpha(t.ptr[at - 1]))
            continue;
        for (const char *const *note = vocabulary_html_published_first; *note; note++)
            if (text_starts_fold(rest, *note))
                return name_at(text_of(rest.ptr + strlen(*note), rest.len - strlen(*note)), 2);
    }
    return (struct text){ 0 };
}

static void find_first_outlet(struct html *h)
{
    const struct outline *o = &h->outline;

    for (uint32_t i = h->first; i < o->n_blocks && i < h->last + NOTE_BEHIND; i++) {
        struct text name = first_outlet(block_text(o, &o->blocks[i]));

        if (!name.len || title_same_words(name, h->meta.outlet))
            continue;
        if (agency_named(name).len) {
            agency_add(&h->meta, agency_named(name));
            continue;
        }
        h->republished_by = h->meta.outlet;
        h->meta.outlet = name;
        h->outlet_inferred = true;
        return;
    }
}

/* "(c) 2031 The Tern. All rights reserved.": with a year, else it may be a photo's. */
static struct text copyright_holder(struct text t)
{
    const char *const *found;
    bool year = false, mark = false;

    if (t.len > NOTE_MAX)
        return (struct text){ 0 };
    do {
        t = text_trim(t);
        for (found = vocabulary_copyright_marks; *found; found++) {
            size_t n = strlen(*found);

            if (text_starts_fold(t, *found) && (mark || strcmp(*found, "by ") != 0)) {
                t = text_of(t.ptr + n, t.len - n);
                mark = true;
                break;
            }
        }
        while (mark && t.len && (is_ascii_digit(t.ptr[0]) || (year && strchr(" -,.", t.ptr[0])))) {
            year |= is_ascii_digit(t.ptr[0]);
            t = text_of(t.ptr + 1, t.len - 1);
        }
    } while (*found);
    return year ? name_at(text_trim(t), 1) : (struct text){ 0 };
}

/* What stands behind the last separator of the title, if the address holds its letters. */
static struct text site_of_title(struct text title, struct text address)
{
    struct text left = title_without_site(title, (struct text){ 0 }), right, host;
    char letters[32];
    size_t n = 0, i = left.len;
    unsigned size;

    if (left.len == title.len || !address.len)
        return (struct text){ 0 };
    while (i < title.len) {
        uint32_t point = utf8_at(title, i, &size);

        if (point_is_letter(point) || point_is_digit(point))
            break;
        i += size;
    }
    right = text_trim(text_of(title.ptr + i, title.len - i));
    for (i = text_starts_fold(right, "the ") ? 4 : 0; i < right.len && n < sizeof letters; i++)
        if (is_ascii_alpha(right.ptr[i]) || is_ascii_digit(right.ptr[i]))
            letters[n++] = ascii_lower(right.ptr[i]);
    i = text_find(address, text_c("://"), 0);
    host = i == NOWHERE ? address : text_of(address.ptr + i + 3, address.len - i - 3);
    for (i = 0; i < host.len && host.ptr[i] != '/'; i++)
        ;
    host.len = i;
    return n >= 4 && text_find(host, text_of(letters, n), 0) != NOWHERE ? right : (struct text){ 0 };
}

static void find_outlet(struct html *h)
{
    const struct outline *o = &h->outline;
    struct metadata *m = &h->meta;
    uint32_t i = h->last;

    for (; i < o->n_blocks && !m->outlet.len; i++) {
        struct text name = copyright_holder(block_text(o, &o->blocks[i]));

        if (name.len && !agency_named(name).len)
            m->outlet = name;
    }
    if (!m->outlet.len && m->title.len)
        m->outlet = site_of_title(m->title, m->address);
    h->outlet_inferred = m->outlet.len > 0;
}

priscus_status provenance_find(struct html *h)
{
    priscus_status status = find_agencies(h);

    if (status != PRISCUS_OK)
        return status;
    if (!h->meta.outlet.len)
        find_outlet(h);
    find_first_outlet(h);
    return PRISCUS_OK;
}

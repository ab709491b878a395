/* visible.c - see visible.h.
 *
 * Three kinds of characters are not seen. Some mean nothing to a reader wherever they stand: the soft hyphen, the word
 * joiner, the byte order mark, marks of direction. The joiners (U+200C, U+200D) are spelling in Persian and make one
 * picture of several, so they go only where neither is near. The zero-width space (U+200B) says where a line may be
 * broken: inside of a word or behind its hyphen it goes; behind the end of a sentence it is the only blank there is,
 * and in scripts that write no blanks it parts the words, so there it stays. */
#include "base/visible.h"

#include <assert.h>

#include "base/arena.h"
#include "base/utf8.h"

enum sight { SIGHT_SEEN, SIGHT_NONE, SIGHT_BLANK };

/* Latin, Greek, Cyrillic, Armenian, and the marks they use: scripts whose words have blanks between them. */
static bool of_blanks(uint32_t point)
{
    return point < 0x590 || (point >= 0x1E00 && point < 0x2070);
}

static bool parts_sentence(uint32_t point)
{
    return (point < 0x80 && strchr(".!?,;:)]\"", (int)point)) || point == 0x2026 || point_quote(point) == QUOTE_CLOSE;
}

/* `before` is the last character that was seen; 0: none. */
static enum sight sight_of(uint32_t point, uint32_t before)
{
    switch (point) {
    case 0xAD:
    case 0x34F:
    case 0x61C:
    case 0x180E:
    case 0x200E:
    case 0x200F:
    case 0xFEFF:
        return SIGHT_NONE;
    case 0x200B:
        return before && !point_is_space(before) && of_blanks(before) && !parts_sentence(before) ? SIGHT_NONE
                                                                                                 : SIGHT_SEEN;
    case 0x200C:
    case 0x200D:
        return of_blanks(before) ? SIGHT_NONE : SIGHT_SEEN;
    }
    if ((point >= 0x202A && point <= 0x202E) || (point >= 0x2060 && point <= 0x206F))
        return SIGHT_NONE;
    return point != ' ' && point >= 0xA0 && point != 0x200B && point != 0x2028 && point != 0x2029 &&
                   point_is_space(point)
               ? SIGHT_BLANK
               : SIGHT_SEEN;
}

/* All of those begin with one of these bytes, and the most of a page's other characters do not. */
static bool may_hide(unsigned char c)
{
    return c == 0xC2 || c == 0xCD || c == 0xD8 || (c >= 0xE1 && c <= 0xE3) || c == 0xEF;
}

/* Walk the text: how many losses it has, and, with `text`, the bytes that are seen and the losses. */
static size_t walk(struct text t, char *text, struct visible_loss *losses, size_t *len)
{
    size_t n = 0, out = 0;
    uint32_t before = 0;
    unsigned size;

    for (size_t i = 0; i < t.len; i += size) {
        unsigned char c = (unsigned char)t.ptr[i];
        enum sight sight = SIGHT_SEEN;

        size = 1;
        if (c < 0x80) {
            before = c;
        } else {
            uint32_t point = utf8_at(t, i, &size);

            if (may_hide(c))
                sight = sight_of(point, before);
            if (sight != SIGHT_NONE)
                before = point;
        }
        if (sight == SIGHT_SEEN) {
            if (text)
                memcpy(text + out, t.ptr + i, size);
            out += size;
            continue;
        }
        if (sight == SIGHT_BLANK) {
            if (text)
                text[out] = ' ';
            out++;
        }
        if (text) { /* several in a row are one loss */
            if (n && losses[n - 1].at == out)
                n--;
            losses[n].at = (uint32_t)out;
            losses[n].lost = (uint32_t)(i + size - out);
        }
        n++;
    }
    *len = out;
    return n;
}

priscus_status visible_of(struct text whole, struct arena *mem, struct visible *out)
{
    struct visible v = { .whole = whole, .text = whole };
    struct visible_loss *losses;
    size_t len, n = walk(whole, NULL, NULL, &len);
    char *text;

    if (n) {
        text = arena_alloc(mem, len + 1);
        losses = arena_alloc(mem, n * sizeof *losses);
        if (!text || !losses)
            return PRISCUS_ENOMEM;
        v.n = walk(whole, text, losses, &len);
        v.text = text_of(text, len);
        v.losses = losses;
    }
    *out = v;
    return PRISCUS_OK;
}

/* Bytes missing before byte `at` of the visible text, those right at it counted or not. */
static uint32_t lost_before(const struct visible *v, uint32_t at, bool here)
{
    size_t lo = 0, hi = v->n;

    while (lo < hi) {
        size_t mid = (lo + hi) / 2;

        if (v->losses[mid].at < at || (here && v->losses[mid].at == at))
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo ? v->losses[lo - 1].lost : 0;
}

/* Is it a byte inside of a character? A wide blank is one byte of the visible text and several of the whole. */
static bool inside(struct text t, uint32_t at)
{
    return at < t.len && ((unsigned char)t.ptr[at] & 0xC0) == 0x80;
}

struct span visible_back(const struct visible *v, struct span seen)
{
    struct span back;

    if (!v->n)
        return seen;
    back.begin = seen.begin + lost_before(v, seen.begin, true);
    if (span_empty(seen))
        return (struct span){ back.begin, back.begin };
    back.end = seen.end + lost_before(v, seen.end, false);
    while (inside(v->whole, back.end))
        back.end++;
    return back;
}

/* The first byte of the visible text that stands at or behind byte `at` of the whole. */
static uint32_t seen_at(const struct visible *v, uint32_t at)
{
    size_t lo = 0, hi = v->n;
    uint32_t lost, seen;

    while (lo < hi) { /* the losses that end at or before `at` */
        size_t mid = (lo + hi) / 2;

        if (v->losses[mid].at + v->losses[mid].lost <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    lost = lo ? v->losses[lo - 1].lost : 0;
    seen = at - lost;
    return lo < v->n && seen > v->losses[lo].at ? v->losses[lo].at : seen; /* amid what is missing */
}

struct span visible_place(const struct visible *v, struct span place)
{
    struct span seen = place;

    if (v->n) {
        seen.begin = seen_at(v, place.begin);
        seen.end = seen_at(v, place.end);
        assert(seen.end <= v->text.len);
    }
    return seen;
}

/* dna_text.c - see dna_text.h. */
#include "export/dna/dna_text.h"

#include "base/utf8.h"

#define MARK_EVERY 256 /* units */

priscus_status dna_lines_plain(struct text t, struct arena *mem, struct text *out)
{
    char *copy;
    size_t n = 0;

    *out = t;
    if (!t.len || !memchr(t.ptr, '\r', t.len))
        return PRISCUS_OK;
    copy = arena_alloc(mem, t.len);
    if (!copy)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < t.len; i++)
        if (t.ptr[i] != '\r')
            copy[n++] = t.ptr[i];
        else if (i + 1 == t.len || t.ptr[i + 1] != '\n')
            copy[n++] = '\n';
    *out = text_of(copy, n);
    return PRISCUS_OK;
}

/* Go over one character. A CR before an LF is no unit. */
static void step(struct text text, struct dna_mark *at)
{
    unsigned size;
    uint32_t point = utf8_at(text, at->byte, &size);

    if (point != '\r' || at->byte + 1 >= text.len || text.ptr[at->byte + 1] != '\n')
        at->unit += point > 0xFFFF ? 2 : 1;
    at->byte += size;
}

priscus_status dna_places_of(struct text text, struct arena *mem, struct dna_places *out)
{
    struct dna_mark at = { 0 };
    size_t room = text.len / MARK_EVERY + 1;

    *out = (struct dna_places){ .text = text, .marks = arena_alloc(mem, room * sizeof *out->marks), .n = 1 };
    if (!out->marks)
        return PRISCUS_ENOMEM;
    while (at.byte < text.len) { /* a unit is one byte or more, so there is room */
        step(text, &at);
        if (at.unit - out->marks[out->n - 1].unit >= MARK_EVERY && out->n < room)
            out->marks[out->n++] = at;
    }
    out->end = at;
    return PRISCUS_OK;
}

/* The last mark that is not behind that byte (unit). */
static struct dna_mark before(const struct dna_places *places, bool by_unit, uint32_t place)
{
    size_t low = 0, high = places->n;

    while (high - low > 1) {
        size_t middle = (low + high) / 2;

        if ((by_unit ? places->marks[middle].unit : places->marks[middle].byte) <= place)
            low = middle;
        else
            high = middle;
    }
    return places->marks[low];
}

uint32_t dna_unit_of(const struct dna_places *places, uint32_t byte)
{
    struct dna_mark at = before(places, false, byte);

    while (at.byte < byte && at.byte < places->text.len)
        step(places->text, &at);
    return at.unit;
}

/* The byte of the character that the unit is in. */
static uint32_t byte_of(const struct dna_places *places, uint32_t unit)
{
    struct dna_mark at = before(places, true, unit), next = at;

    while (next.byte < places->text.len) {
        step(places->text, &next);
        if (next.unit > unit)
            break;
        at = next;
    }
    return at.byte;
}

bool dna_span_of(const struct dna_places *places, int64_t start, int64_t stop, struct span *out)
{
    struct text text = places->text;
    struct span s;

    if (start < 0 || stop <= start || stop > places->end.unit)
        return false;
    s.begin = byte_of(places, (uint32_t)start);
    s.end = byte_of(places, (uint32_t)stop);
    while (s.begin < s.end && text.ptr[s.end - 1] == '\r' && s.end < text.len && text.ptr[s.end] == '\n')
        s.end--; /* a line end that is not marked is not in it by half */
    *out = s;
    return s.begin < s.end;
}

/* origin.c - see origin.h. Runs are in the order of the text; a place is found by halving. */
#include "page/markup/origin.h"

#include "base/error.h"

#define ORIGIN_TEXT_MAX ((size_t)1 << 30) /* bytes; spans are of 32 bits */

static bool add_bytes(struct origin *o, struct text bytes)
{
    if (o->failed)
        return false;
    if (o->len + bytes.len > o->room) {
        size_t room = o->room ? o->room * 2 : 1024;
        char *moved;

        while (room < o->len + bytes.len)
            room *= 2;
        moved = room > ORIGIN_TEXT_MAX ? NULL : arena_alloc(o->mem, room);
        if (!moved) {
            o->failed = true;
            return false;
        }
        if (o->len)
            memcpy(moved, o->ptr, o->len);
        o->ptr = moved;
        o->room = room;
    }
    if (bytes.len)
        memcpy(o->ptr + o->len, bytes.ptr, bytes.len);
    o->len += bytes.len;
    return true;
}

static void add_run(struct origin *o, struct text bytes, size_t page, size_t size, bool same)
{
    struct origin_run *last = o->n_runs ? &o->runs[o->n_runs - 1] : NULL, *grown;

    if (bytes.len == 0 || o->failed)
        return;
    if (same && last && last->same && last->page + last->size == page) {
        if (add_bytes(o, bytes))
            last->size += (uint32_t)size;
        return;
    }
    grown = arena_grow(o->mem, o->runs, o->n_runs, &o->room_runs, sizeof *grown);
    if (!grown) {
        o->failed = true;
        return;
    }
    o->runs = grown;
    grown[o->n_runs] = (struct origin_run){ (uint32_t)o->len, (uint32_t)page, (uint32_t)size, same };
    if (add_bytes(o, bytes))
        o->n_runs++;
}

void origin_same(struct origin *o, struct text page, size_t begin, size_t end)
{
    add_run(o, text_of(page.ptr + begin, end - begin), begin, end - begin, true);
}

void origin_instead(struct origin *o, struct text bytes, size_t begin, size_t end)
{
    add_run(o, bytes, begin, end - begin, false);
}

void origin_made(struct origin *o, struct text bytes)
{
    const struct origin_run *last = o->n_runs ? &o->runs[o->n_runs - 1] : NULL;

    add_run(o, bytes, last ? last->page + last->size : 0, 0, false);
}

/* The last run that begins at or before `at`; the text must not be empty. */
static size_t run_at(const struct origin *o, size_t at)
{
    size_t low = 0, high = o->n_runs;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (o->runs[middle].text <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static size_t run_end(const struct origin *o, size_t i)
{
    return i + 1 < o->n_runs ? o->runs[i + 1].text : o->len;
}

void origin_through(struct origin *o, const struct origin *from, size_t begin, size_t end)
{
    for (size_t i = begin < end ? run_at(from, begin) : 0; begin < end; i++) {
        const struct origin_run *run = &from->runs[i];
        size_t stop = run_end(from, i) < end ? run_end(from, i) : end;
        struct text bytes = text_of(from->ptr + begin, stop - begin);

        if (run->same)
            add_run(o, bytes, run->page + (begin - run->text), stop - begin, true);
        else
            add_run(o, bytes, run->page, run->size, false);
        begin = stop;
    }
}

void origin_instead_through(struct origin *o, const struct origin *from, struct text bytes, size_t begin, size_t end)
{
    struct span page = origin_back(from, (struct span){ (uint32_t)begin, (uint32_t)end });

    add_run(o, bytes, page.begin, page.end - page.begin, false);
}

struct span origin_back(const struct origin *o, struct span text)
{
    const struct origin_run *first, *last;
    struct span page;

    if (o->n_runs == 0)
        return (struct span){ 0 };
    first = &o->runs[run_at(o, text.begin)];
    page.begin = first->page;
    if (first->same && text.begin > first->text)
        page.begin += text.begin - first->text < first->size ? text.begin - first->text : first->size;
    if (text.end <= text.begin)
        return (struct span){ page.begin, page.begin };
    last = &o->runs[run_at(o, text.end - 1)];
    page.end = last->page + last->size;
    if (last->same && text.end - last->text < last->size)
        page.end = last->page + (text.end - last->text);
    if (page.end < page.begin)
        page.end = page.begin;
    return page;
}

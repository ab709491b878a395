/* arena.c - see arena.h.
 *
 * A chain of blocks; `now` walks along it. After a reset the chain is walked
 * again from the start, so a long run settles at the size of its largest
 * document. Blocks far larger than usual are given back at the reset: one
 * 30 MB page must not cost 30 MB for the rest of the day.
 *
 * Large blocks are whole huge pages where the system has these: one fault in place of 512, each of which costs a start
 * of the program 4 microseconds. */
#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define ALIGN       ((size_t)16)
#define BLOCK_FIRST ((size_t)64 << 10)
#define BLOCK_KEEP  ((size_t)4 << 20) /* larger ones go at the reset */
#define BLOCK_MOST  (BLOCK_KEEP - sizeof(struct arena_block)) /* two huge pages, unless more is asked for at once */
#define BLOCK_ZERO  ((size_t)128 << 10) /* from here on the system gives pages that are zero already */
#define BLOCK_HUGE  ((size_t)512 << 10) /* from here on blocks are made of huge pages                */
#define HUGE_PAGE   ((size_t)2 << 20)

struct arena_block {
    struct arena_block *next;
    size_t size, used;
    size_t touched; /* bytes that may not be zero: those behind them are, and cost no memory yet */
    _Alignas(16) char bytes[];
};

static bool must_fail(struct arena *mem)
{
    if (mem->fail_after < 0 || arena_stopped(mem))
        return true;
    if (mem->fail_after > 0 && --mem->fail_after == 0) {
        mem->fail_after = -1;
        return true;
    }
    return false;
}

/* Does the block have pages of its own? */
static bool is_huge(size_t size)
{
#ifdef ARENA_MALLOC
    (void)size;
    return false;
#else
    return size >= BLOCK_HUGE;
#endif
}

/* All of them for a block of that size. */
static size_t pages_of(size_t size)
{
    return (sizeof(struct arena_block) + size + HUGE_PAGE - 1) & ~(HUGE_PAGE - 1);
}

/* They begin where a huge page can; what was mapped before and behind that goes back at once. */
static void *pages_new(size_t n)
{
    char *mapped = mmap(NULL, n + HUGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    size_t before;

    if (mapped == MAP_FAILED)
        return NULL;
    before = -(uintptr_t)mapped & (HUGE_PAGE - 1);
    if (before)
        munmap(mapped, before);
    munmap(mapped + before + n, HUGE_PAGE - before);
    madvise(mapped + before, n, MADV_HUGEPAGE); /* where there are none, small ones do */
    return mapped + before;
}

static struct arena_block *block_new(struct arena *mem, size_t size)
{
    size_t limit = mem->limit ? mem->limit : ARENA_LIMIT;
    struct arena_block *block;

    if (size > limit || mem->held > limit - size)
        return NULL;
    /* Of a small one only what is handed out is made zero: most of a short arena is not. */
    block = is_huge(size)       ? pages_new(pages_of(size))
            : size < BLOCK_ZERO ? malloc(sizeof *block + size)
                                : calloc(1, sizeof *block + size);
    if (!block)
        return NULL;
    *block = (struct arena_block){ .size = size, .touched = size < BLOCK_ZERO ? size : 0 };
    mem->held += size;
    return block;
}

static void block_free(struct arena_block *block)
{
    if (is_huge(block->size))
        munmap(block, pages_of(block->size));
    else
        free(block);
}

void *arena_alloc(struct arena *mem, size_t size)
{
    struct arena_block *block = mem->now;
    void *p;

    if (must_fail(mem) || size > SIZE_MAX / 2)
        return NULL;
    size = (size + ALIGN - 1) & ~(ALIGN - 1);
    if (size == 0)
        size = ALIGN;
#ifdef ARENA_MALLOC
    block = NULL; /* a block for each, exactly as large */
#else
    while (block && block->size - block->used < size && block->next) {
        block = block->next;
        block->used = 0;
    }
#endif
    if (!block || block->size - block->used < size) {
        size_t want = size;
        struct arena_block *fresh;

#ifndef ARENA_MALLOC
        want = mem->held ? (mem->held < BLOCK_MOST ? mem->held : BLOCK_MOST) : BLOCK_FIRST;
        if (want < size)
            want = size;
        if (is_huge(want)) /* up to the end of its pages */
            want = pages_of(want) - sizeof *fresh;
#endif
        fresh = block_new(mem, want);
        if (!fresh && want > size)
            fresh = block_new(mem, size);
        if (!fresh)
            return NULL;
        /* At the end of the chain: what lies between is too small for this
         * one but will be found again after the reset. */
        if (!mem->first)
            mem->first = fresh;
        else {
            block = mem->now;
            while (block->next)
                block = block->next;
            block->next = fresh;
        }
        block = fresh;
    }
    mem->now = block;
    p = block->bytes + block->used;
    if (block->touched > block->used) {
        size_t dirty = block->touched - block->used;

        memset(p, 0, dirty < size ? dirty : size);
    }
    block->used += size;
    if (block->touched < block->used)
        block->touched = block->used;
    return p;
}

char *arena_copy(struct arena *mem, const char *bytes, size_t n)
{
    char *copy = arena_alloc(mem, n + 1);

    if (copy && n)
        memcpy(copy, bytes, n);
    return copy;
}

priscus_status arena_text(struct arena *mem, struct text t, struct text *out)
{
    char *copy = t.len ? arena_copy(mem, t.ptr, t.len) : NULL;

    *out = text_of(copy, copy ? t.len : 0);
    return copy || !t.len ? PRISCUS_OK : PRISCUS_ENOMEM;
}

void *arena_grow(struct arena *mem, void *array, size_t n, size_t *capacity, size_t size)
{
    size_t room;
    void *moved;

    if (n < *capacity)
        return array;
    room = *capacity ? *capacity * 2 : 8;
    if (room > SIZE_MAX / 2 / size)
        return NULL;
    moved = arena_alloc(mem, room * size);
    if (!moved)
        return NULL;
    if (n)
        memcpy(moved, array, n * size);
    *capacity = room;
    return moved;
}

void arena_trim(struct arena *mem, void *last, size_t size, size_t used)
{
#ifdef ARENA_MALLOC
    (void)mem, (void)last, (void)size, (void)used;
#else
    struct arena_block *block = mem->now;
    size_t rounded = (size + ALIGN - 1) & ~(ALIGN - 1);
    size_t keep = (used + ALIGN - 1) & ~(ALIGN - 1);

    if (block && rounded <= block->used && (char *)last == block->bytes + block->used - rounded)
        block->used -= rounded - keep;
#endif
}

void arena_reset(struct arena *mem)
{
#ifdef ARENA_MALLOC
    arena_release(mem);
#else
    struct arena_block **link = &mem->first;

    while (*link) {
        struct arena_block *block = *link;

        if (block->size > BLOCK_KEEP) {
            *link = block->next;
            mem->held -= block->size;
            block_free(block);
        } else {
            block->used = 0;
            link = &block->next;
        }
    }
    mem->now = mem->first;
#endif
}

void arena_release(struct arena *mem)
{
    struct arena_block *block = mem->first;

    while (block) {
        struct arena_block *next = block->next;

        block_free(block);
        block = next;
    }
    *mem = (struct arena){ .limit = mem->limit, .stop = mem->stop, .fail_after = mem->fail_after };
}

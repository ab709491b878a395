/* arena.h - the memory of one document, freed at once.
 *
 * A function with a `struct arena *mem` parameter allocates from it and
 * nowhere else; one without it does not allocate. NULL means out of memory.
 *
 *     struct arena mem = {0};
 *     char *copy = arena_copy(&mem, "words", 5);
 *     arena_reset(&mem);      all that came from it is gone, blocks are kept
 *     arena_release(&mem);    the blocks go back too
 *
 * Blocks double from 64 KiB, so a document costs a handful of malloc() calls and
 * the next one none. What of a block was never handed out costs no memory, so room may be asked for that is perhaps not used. Built with ARENA_MALLOC, every allocation is a malloc()
 * of its own, so that ASan and valgrind see the edges of each. */
#ifndef ARENA_H
#define ARENA_H

#include <signal.h>
#include <stddef.h>

#include "base/text.h"
#include "priscus.h"

struct arena_block;

struct arena {
    struct arena_block *first;   /* all blocks, oldest first                    */
    struct arena_block *now;     /* the one being filled                        */
    size_t held;                 /* bytes in all blocks                         */
    size_t limit;                /* no more than this in all; 0: ARENA_LIMIT    */
    volatile sig_atomic_t *stop; /* set by Ctrl-C: nothing is to be had any more, so that all work in it ends within
                                    moments; what fails so was stopped, not out of memory. May be NULL */
    long fail_after;             /* tests: > 0, that allocation and all after it fail;
                                  counted down to -1. 0: never               */
};

#define ARENA_LIMIT ((size_t)4 << 30)

/* `size` bytes, zeroed, aligned for any type. size 0 gives a valid pointer. */
void *arena_alloc(struct arena *mem, size_t size);

/* A copy of n bytes with a NUL after them. */
char *arena_copy(struct arena *mem, const char *bytes, size_t n);

/* A copy of `t` in *out; a NULL ptr if there is nothing in it. ENOMEM. */
priscus_status arena_text(struct arena *mem, struct text t, struct text *out);

/* Room for one more element in an array of `size`-byte elements that holds n
 * and has room for *capacity. Returns the array, moved if need be (the old
 * place stays valid until the reset); NULL, with nothing changed, when memory is out. */
void *arena_grow(struct arena *mem, void *array, size_t n, size_t *capacity, size_t size);

/* Take back the last allocation's unused tail: after a buffer was sized for
 * the worst case and came out smaller. A no-op where it was not the last. */
void arena_trim(struct arena *mem, void *last, size_t size, size_t used);

/* Is whoever works in it asked to stop? For loops that go on long without an allocation. */
static inline bool arena_stopped(const struct arena *mem)
{
    return mem->stop && *mem->stop;
}

void arena_reset(struct arena *mem);
void arena_release(struct arena *mem);

#endif

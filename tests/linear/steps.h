/* steps.h - how much work the house has done, counted instead of timed: the same on any machine, at any load.
 *
 * A step is a basic block of the house entered (the library is compiled for this a second time, with a call at the
 * head of each block), or 16 bytes passed over by a function of the C library, such as memchr(). Not counted are
 * the network's products, whose work is so much a word, and what happens inside other libraries. */
#ifndef STEPS_H
#define STEPS_H

#include <stddef.h>
#include <stdint.h>

/* Since the last steps_forget(). */
uint64_t steps_taken(void);
void steps_forget(void);

/* planted.c: n steps in each place of n, written in three ways. They show that the counter sees what it must. */
size_t planted_loop(const char *bytes, size_t n);
size_t planted_search(const char *bytes, size_t n);
struct arena;
size_t planted_copies(const char *bytes, size_t n, struct arena *mem);

#endif

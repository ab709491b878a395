/* steps.c - see steps.h. The linker puts __wrap_NAME in the place of NAME (tests/meson.build names them). */
#include "steps.h"

#include <string.h>

static uint64_t blocks, bytes;

uint64_t steps_taken(void)
{
    return blocks + bytes / 16;
}

void steps_forget(void)
{
    blocks = bytes = 0;
}

void __sanitizer_cov_trace_pc(void);

void __sanitizer_cov_trace_pc(void)
{
    blocks++;
}

/* NAME, and of its arguments; how many bytes it passed over, where `got` is what it returned. */
#define COUNTED(type, NAME, parameters, arguments, passed_over)                                                        \
    type __real_##NAME parameters;                                                                                     \
    type __wrap_##NAME parameters;                                                                                     \
    type __wrap_##NAME parameters                                                                                      \
    {                                                                                                                  \
        type got = __real_##NAME arguments;                                                                            \
                                                                                                                       \
        bytes += (passed_over);                                                                                        \
        return got;                                                                                                    \
    }

#define UP_TO(found, begin, otherwise) ((found) ? (size_t)((const char *)(found) - (const char *)(begin)) : (otherwise))

COUNTED(void *, memcpy, (void *to, const void *from, size_t n), (to, from, n), n)
COUNTED(void *, memmove, (void *to, const void *from, size_t n), (to, from, n), n)
COUNTED(void *, memset, (void *to, int c, size_t n), (to, c, n), n)
COUNTED(int, memcmp, (const void *a, const void *b, size_t n), (a, b, n), got == 0 ? n : 1)
COUNTED(void *, memchr, (const void *s, int c, size_t n), (s, c, n), UP_TO(got, s, n))
COUNTED(void *, memrchr, (const void *s, int c, size_t n), (s, c, n), got ? n - UP_TO(got, s, n) : n)
COUNTED(void *, memmem, (const void *s, size_t n, const void *w, size_t m), (s, n, w, m), UP_TO(got, s, n))
COUNTED(size_t, strlen, (const char *s), (s), got)
COUNTED(char *, strchr, (const char *s, int c), (s, c), UP_TO(got, s, strlen(s)))
COUNTED(char *, strstr, (const char *s, const char *w), (s, w), UP_TO(got, s, strlen(s)))
COUNTED(char *, strpbrk, (const char *s, const char *set), (s, set), UP_TO(got, s, strlen(s)))
COUNTED(size_t, strspn, (const char *s, const char *set), (s, set), got)
COUNTED(size_t, strcspn, (const char *s, const char *set), (s, set), got)

/* check.h - what unit tests ask of texts, and of the messages of a reader of text files. */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/buffer.h"

static inline void assert_text(struct text got, const char *want)
{
    if (!text_is(got, want))
        fail_msg("got  \"%.*s\"\n      want \"%s\"", (int)got.len, got.ptr ? got.ptr : "NULL", want);
}

/* A config_mistake_fn that puts the messages into a struct buffer, one a line. */
static inline void collect_mistakes(void *buffer, const char *message)
{
    buffer_c(buffer, message);
    buffer_char(buffer, '\n');
}

#endif

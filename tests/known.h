/* known.h - the model beside the sources, opened once for all tests of a program, and what reads with it. */
#ifndef TESTS_KNOWN_H
#define TESTS_KNOWN_H

#include <stdio.h>
#include <stdlib.h>

#include "language/document.h"
#include "record/statement/attribution.h"

static inline const struct language *test_language(void)
{
    static struct language *language;
    struct priscus_error err;

    if (!language && language_find(NULL, &language, &err) != PRISCUS_OK) {
        fprintf(stderr, "%s\n", err.message);
        abort();
    }
    return language;
}

static inline struct document_reader *test_reader(void)
{
    static struct document_reader *reader;

    if (!reader && !(reader = document_reader_new(test_language())))
        abort();
    return reader;
}

static inline struct attributor *test_attributor(void)
{
    static struct attributor *attributor;

    if (!attributor && (attributor_new(test_language(), &attributor, NULL) != PRISCUS_OK || !attributor))
        abort();
    return attributor;
}

#endif

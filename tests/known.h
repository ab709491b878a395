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

    if (!language && language_find(NULL, LANGUAGE_FAST, false, &language, &err) != PRISCUS_OK) {
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

static inline const struct record_networks *test_networks(void)
{
    static struct record_networks networks;

    if (!networks.attributor &&
        (record_networks_open(test_language(), &networks, NULL) != PRISCUS_OK || !networks.attributor))
        abort();
    return &networks;
}

static inline struct attributor *test_attributor(void)
{
    return test_networks()->attributor;
}

/* Statements by networks, positions by rules alone. */
static inline const struct record_networks *test_rules(void)
{
    static struct record_networks networks;

    networks.attributor = test_attributor();
    return &networks;
}

#endif

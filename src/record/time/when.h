/* when.h - date phrases in sentences, resolved against the publication date.
 *
 *     published 2025-02-27, a Thursday:   "on Thursday"  -> 2025-02-27
 *                                         "late Wednesday" -> 2025-02-26
 *                                         "last month" -> 2025-01      "on 21/8" -> 2024-08-21
 *
 * A date that cannot be resolved is unknown, never guessed: without a publication date only phrases with a year of
 * their own ("on 14 June 2024") give a date. */
#ifndef WHEN_H
#define WHEN_H

#include "language/document.h"

struct when {
    uint32_t first, end; /* tokens of the phrase, with its preposition            */
    struct date date;    /* unknown where it cannot be resolved                   */
};

/* The first date phrase in tokens [first, end). `published` may be unknown; `day_first` as in
 * struct article decides "2/9" where the numbers do not. False: none. */
bool when_find(const struct document *doc, uint32_t first, uint32_t end, struct date published, bool day_first,
               struct when *out);

#endif

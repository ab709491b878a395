/* stamp.h - dates on pages: "01.09.2024 00:05:48", "20 August 2024 05:12", "15 hours ago".
 *
 * Reads one date in a line of a page's furniture or metadata. Phrases inside sentences
 * ("on Thursday") are record/time/when.h's business. Day or month first is decided
 * by evidence, and where there is none the answer is unknown. */
#ifndef STAMP_H
#define STAMP_H

#include "base/date.h"

enum stamp_kind { STAMP_PLAIN, STAMP_PUBLISHED, STAMP_MODIFIED, STAMP_RELATIVE };

struct stamp {
    enum stamp_kind kind; /* by the word before it, in a dozen languages: Ekleme, Published,
                             Updated, Aktualisiert, Opublikowano, Обновлено ...   */
    struct date date;     /* unknown for a relative stamp without `fetched`       */
    struct span words;    /* in the line                                          */
    bool day_first_proven, month_first_proven;
    struct date day_first, month_first; /* "02/09/2031" with no evidence: both readings, `date` unknown */
};

/* The first stamp in line at or after `from`. False: none. `fetched` may be unknown. */
bool stamp_find(struct text line, size_t from, struct date fetched, struct stamp *out);

#endif

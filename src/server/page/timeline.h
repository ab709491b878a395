/* timeline.h - stances in time, as SVG that prints, and that a reader without eyes for it can pass over.
 *
 *     VSK  ----x--x-------o----o-----
 *     DRV  --o-----------------------
 *          Mar   Apr   May   Jun
 *
 * One track a row, a mark a day and side: its shape and its colour tell the side, its size how many reports. A mark is a
 * link to its day below the picture, where the words stand. */
#ifndef TIMELINE_H
#define TIMELINE_H

#include "base/buffer.h"
#include "story/changes/history.h"

struct timeline_mark {
    long day; /* since 1970 */
    enum side side;
    unsigned reports;
    bool contested;
    char anchor[32]; /* what it links to, without the # */
};

struct timeline_track {
    struct text label;
    const struct timeline_mark *marks;
    size_t n;
};

/* Append the picture; nothing where no track has a mark. `id` names it among others on its page. */
void timeline_svg(const struct timeline_track *tracks, size_t n, const char *id, struct buffer *out);

/* A side held, in days since 1970. */
struct timeline_period {
    enum side side;
    long first, last;
};

/* A small picture of one track, without words: for a cell. */
void timeline_spark(const struct timeline_period *periods, size_t n, long first_day, long last_day, struct buffer *out);

#endif

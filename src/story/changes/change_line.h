/* change_line.h - a change or a conflict in one plain line, with what it rests on.
 *
 *     From rejects to open since 6 May 2031: 3 reports, 2 independent sources */
#ifndef CHANGE_LINE_H
#define CHANGE_LINE_H

#include "base/buffer.h"
#include "story/changes/stance_changes.h"

/* How its stances and days are written, where plain text will not do. */
struct change_style {
    void (*stance)(struct buffer *out, enum stance stance);
    void (*day)(struct buffer *out, struct date day);
};

/* Append it; `style` NULL: as plain text. The words of its ends are not looked at. */
void change_line(struct buffer *out, const struct change *change, const struct change_style *style);

/* "2031-05-06"; "no date". */
void change_day(struct buffer *out, struct date date);

/* What it is known by, a UUID: a change by the report that it began with, a conflict by the day that it began on, so that it keeps
 * its identifier while more reports of it come in. */
#define CHANGE_ID_MAX 48
void change_id(const struct change *change, char out[CHANGE_ID_MAX]);

/* The change to a period, which has one that it changed from; and a conflict: as changes_find() finds them, but without words. They
 * point into the history's reports. */
struct change change_of_period(const struct history *history, size_t period);
struct change change_of_conflict(const struct stance_conflict *conflict);

#endif

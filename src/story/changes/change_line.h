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

/* The changes and conflicts of a history, one after the other, each as if changes_find() had found it, but without words
 * and in no order. They point into the history's reports. */
typedef priscus_status change_fn(void *context, const struct change *change);
priscus_status changes_of(const struct history *history, change_fn *each, void *context);

#endif

/* change_line.h - a change or a conflict in one plain line, with what it rests on.
 *
 *     From rejects to open since 6 May 2031: 3 reports, 2 independent sources */
#ifndef CHANGE_LINE_H
#define CHANGE_LINE_H

#include "base/buffer.h"
#include "story/changes/stance_changes.h"

/* Append it. `plain`: without tags. The words of its ends are not looked at. */
void change_line(struct buffer *out, const struct change *change, bool plain);

/* "2031-05-06"; "no date". */
void change_day(struct buffer *out, struct date date);

/* The changes and conflicts of a history, one after the other, each as if changes_find() had found it, but without words
 * and in no order. They point into the history's reports. */
typedef priscus_status change_fn(void *context, const struct change *change);
priscus_status changes_of(const struct history *history, change_fn *each, void *context);

#endif

/* kept_bytes.h - a day of the cell (cell_day.h) and of the history (history.h) in a few bytes, and back.
 *
 *     of a month:      day of the month (0: without a date), number of days of the cell, number of days of the history, and these:
 *     of the cell:     class, exact, by others, digits; stance; positions; reports of each side (7 bits a byte)
 *     of the history:  two bytes of flags; where a side is believed, how sure (a double) and the ends of the day
 *
 * The numbers of days and what is to be counted from reports are not in it. Bytes are the same on every machine. */
#ifndef KEPT_BYTES_H
#define KEPT_BYTES_H

#include "base/buffer.h"
#include "story/changes/cell_day.h"
#include "story/changes/history.h"

void kept_put_cell(const struct cell_day *d, struct buffer *out);
void kept_put_history(const struct history_day *d, struct buffer *out);

/* What is left of the bytes; past their end all is 0, and `bad`. */
struct kept_bytes {
    const unsigned char *at, *end;
    bool bad;
};

unsigned kept_take_byte(struct kept_bytes *b);
/* Of the day with that number. */
struct cell_day kept_take_cell(struct kept_bytes *b, long day);
/* *d is all zeros; its texts are those of the bytes. */
void kept_take_history(struct kept_bytes *b, long day, struct history_day *d);

#endif

/* reading_events.h - the events of one page, deeds among them: what `priscus read --to plover` writes.
 *
 *     The navy of Karvia shelled the port of Norhaven on Sunday.       ASSAULT, which is nobody's statement
 *
 * Such events are no entries of a ledger: they are found along the trees of the whole page (record/event/event.h), which a ledger
 * does not keep. Those that are statements name the statement that they lie in. */
#ifndef READING_EVENTS_H
#define READING_EVENTS_H

#include "base/buffer.h"
#include "reading/reading.h"
#include "record/event/event_table.h"

/* Append a line for each (event_line.h); *left_out is raised for those that PLOVER has no event or no date for. ENOMEM. */
priscus_status reading_events(const struct reading *reading, const struct event_table *table, struct arena *mem,
                              struct buffer *out, size_t *left_out, struct priscus_error *err);

#endif

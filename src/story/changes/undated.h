/* undated.h - stances of which nobody can say when they were taken. */
#ifndef UNDATED_H
#define UNDATED_H

#include "story/changes/history.h"

/* Fill in `undated` and `n_undated` of a history. Works in `mem`; ENOMEM. */
priscus_status history_undated(const struct stance_report *reports, size_t n, struct arena *mem, struct history *out);

#endif

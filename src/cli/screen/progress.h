/* progress.h - a line on standard error that says how far a long run is.
 *
 * Nothing is shown in the first second, nor ever where standard error is not a terminal;
 * the line is gone when the run ends. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include "base/base.h"

struct progress {
    bool shown, silent;
    double began, last; /* seconds of a clock that never goes back */
};

void progress_begin(struct progress *p, bool silent);
void progress_show(struct progress *p, size_t pages, struct text name);
/* Take the line away: before anything else is said, and at the end. */
void progress_clear(struct progress *p);
double progress_seconds(const struct progress *p);

#endif

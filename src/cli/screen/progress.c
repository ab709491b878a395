/* progress.c - see progress.h. */
#include "cli/screen/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/buffer.h"
#include "cli/screen/table.h"
#include "cli/screen/terminal.h"

#define DELAY 1.0 /* seconds before the first */
#define PAUSE 0.1 /* between two              */

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void progress_begin(struct progress *p, bool silent)
{
    *p = (struct progress){ .silent = silent || !terminal_is(STDERR_FILENO), .began = now() };
}

double progress_seconds(const struct progress *p)
{
    return now() - p->began;
}

void progress_show(struct progress *p, size_t pages, struct text name)
{
    struct buffer line = { 0 }, clean = { 0 };
    double t;

    if (p->silent)
        return;
    t = now();
    if (t - p->began < DELAY || t - p->last < PAUSE)
        return;
    p->last = t;
    p->shown = true;
    buffer_format(&line, "%zu pages, %.0f a second: ", pages, (double)pages / (t - p->began));
    text_clean(name, &line);
    text_shorten(buffer_as_text(&line), terminal_width(STDERR_FILENO) - 1, &clean);
    fprintf(stderr, "\r%s\033[K", clean.ptr ? clean.ptr : "");
    buffer_release(&line);
    buffer_release(&clean);
}

void progress_clear(struct progress *p)
{
    if (p->shown)
        fputs("\r\033[K", stderr);
    p->shown = false;
}

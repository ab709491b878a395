/* inputs.h - INPUT... of `read` and `enqueue` as a source of pages. */
#ifndef INPUTS_H
#define INPUTS_H

#include <pthread.h>

#include "base/buffer.h"
#include "cli/option/option.h"
#include "net/fetch.h"
#include "page/source/source.h"

/* What the source remarks comes from the thread that reads it; it is printed by the one that writes. */
struct input_remarks {
    pthread_mutex_t lock;
    struct buffer lines;
    bool quiet;
};

/* Behind the run, line by line. */
void inputs_tell_remarks(struct input_remarks *remarks);

/* The inputs that can be looked for. What is not there is complained of here, so that a
 * mistyped name does not leave an empty ledger behind. Returns how many are left in `kept`. */
size_t inputs_look_for(const struct options *options, const char **kept, size_t *missing);

/* The source, with a fetcher for it where one of the inputs is an address. */
priscus_status inputs_open(const struct options *options, const char *const *inputs, size_t n,
                           struct input_remarks *remarks, struct fetcher **fetcher, struct page_source **source,
                           struct priscus_error *err);

#endif

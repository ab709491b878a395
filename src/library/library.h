/* library.h - what the files of the library share. */
#ifndef LIBRARY_H
#define LIBRARY_H

#include <stdatomic.h>

#include "page/source/source.h"
#include "record/knowledge/knowledge.h"

struct priscus {
    struct language *language;
    struct knowledge *knowledge;
};

#define LIBRARY_STRUCT_MAX 4096 /* bytes; a struct_size beyond it was never set */

/* Copy a structure of the caller's, which begins with its size, into *out of `known` bytes. What an older program
 * does not know is zero. EUSAGE: it is smaller than any that there was; EVERSION: it says more than we know. */
priscus_status library_take(const char *what, const void *from, void *out, size_t known, struct priscus_error *err);
/* Is there a structure to be filled in, and of a size that can be? EUSAGE: no. */
priscus_status library_room(const char *what, const void *out, struct priscus_error *err);
/* Fill it in, as much as the caller has room for; its own size stays. */
void library_give(const void *from, void *out, size_t known);

/* One thread at a time: EUSAGE while another call is running. Leave what was entered. */
priscus_status library_enter(atomic_flag *busy, const char *what, struct priscus_error *err);

/* A date of the caller's; NULL and "" are none. */
priscus_status library_date(const char *what, const char *text, struct date *out, struct priscus_error *err);

/* An input as the caller described it, checked and opened. *path is room that must outlive the source. */
priscus_status library_source(const struct priscus_input *input, const char **path, struct page_source **out,
                              struct priscus_error *err);

#endif

/* grid.h - rows of the matrix looked at by issue and party. */
#ifndef GRID_H
#define GRID_H

#include "ledger/gather.h"

/* The values of a column, sorted, each once. */
struct grid_names {
    struct text *at;
    size_t n;
};

/* In `mem`, pointing into the rows. False: memory is out. */
bool grid_names(const struct gathered *rows, const char *column, struct arena *mem, struct grid_names *out);
/* The index of a name; SIZE_MAX: it is none of them. */
size_t grid_find(const struct grid_names *names, struct text name);

/* The row of a party and issue, of rows that are by party, then issue; SIZE_MAX: there is none. */
size_t grid_row(const struct gathered *rows, struct text party, struct text issue);

#endif

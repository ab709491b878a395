/* average_link.h - things into groups: those that are most alike first, by the mean over their pairs.
 *
 *           b    c    d
 *      a   .40  .30  .02        least .14:  a b (.40), then a b c (the mean of .30 and .20), and d alone
 *      b        .20  .01
 *
 * Agglomerative clustering with average linkage (UPGMA: R. Sokal, C. Michener, 1958). */
#ifndef AVERAGE_LINK_H
#define AVERAGE_LINK_H

#include <stddef.h>

#define AVERAGE_LINK_MAX 40 /* things: it takes the cube of that many steps at most */

/* alike[i][k], the same as alike[k][i], is overwritten. groups[i]: the first thing of the group that i is in. */
void average_link(double alike[][AVERAGE_LINK_MAX], size_t n, double least, size_t *groups);

#endif

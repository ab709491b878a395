/* source_graph.h - who has it from whom, as SVG that prints, and whose edges stand in a list below it.
 *
 *     Pia Holm  <-  Radio Skarr  <-  Coast Herald  <-  The Tern
 *                                <-  The Ferry Post
 *
 * Whoever has it from nobody stands on the left; an arrow goes from a name to whom it has it from. */
#ifndef SOURCE_GRAPH_H
#define SOURCE_GRAPH_H

#include "base/arena.h"
#include "base/buffer.h"
#include "story/sources/citation.h"

#define GRAPH_NAMES_MAX 40 /* a picture of more would not be read */

/* Append the picture; *drawn false: there are no steps, or too many names. `id` names it among others on its page. Works in `mem`;
 * ENOMEM. */
priscus_status source_graph(const struct citations *found, const char *id, struct arena *mem, struct buffer *out,
                            bool *drawn);

#endif

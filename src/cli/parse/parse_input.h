/* parse_input.h - of a line of JSON, its text and its id: for `priscus parse`. */
#ifndef PARSE_INPUT_H
#define PARSE_INPUT_H

#include "base/base.h"

/* EINPUT: no JSON, or no string "text", "body" or "content"; the message says which. *id empty: none ("id",
 * "file"). */
priscus_status parse_input_read(struct text line, struct arena *mem, struct text *id, struct text *body,
                                struct priscus_error *err);

#endif

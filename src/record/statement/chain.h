/* chain.h - by whose account we know a statement: outlet, agency, who quotes, who speaks. */
#ifndef CHAIN_H
#define CHAIN_H

#include "record/knowledge/knowledge.h"

/* Fill the chain of every statement, whose places, speakers and settings are known. Fails only with ENOMEM. */
priscus_status chain_fill(const struct document *doc, const struct knowledge *knowledge, struct arena *mem,
                          struct record *record);

#endif

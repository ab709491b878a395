/* open_api.h - the API described: OpenAPI 3.1, made from the table of views and from the columns that a ledger answers
 * with, so that it says what is so. */
#ifndef OPEN_API_H
#define OPEN_API_H

#include "server/http/reply.h"

void open_api(struct reply *reply);

#endif

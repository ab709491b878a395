/* amendment.h - corrections that are posted: from the forms of the pages, and by programs.
 *
 *     POST /amend          id=p-3fa94c12d0b7&what=stance&value=open&who=Ada&back=/review
 *     POST /api/v1/amend   the same; the answer is {"ok": true, "id": "c-81d0a7f3e2b9"}
 *
 * `what` is as in ledger/correction.h; of an added position `id` is the page, with words, party, issue, stance and perhaps speaker,
 * said-on. A page is answered by the way back (a path of this server), which remembers the name; a failure by what is wrong. Only requests
 * with the token get here (http/guard.h). */
#ifndef AMENDMENT_H
#define AMENDMENT_H

#include "server/view/view.h"

void amend_post(const struct site *site, const struct request *request, bool as_json, struct reply *reply);

#endif

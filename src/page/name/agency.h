/* agency.h - news agencies: whose reports other papers print.
 *
 *     "AFP", "(Agence France-Presse)", "by the AP,"      AFP, AFP, AP
 *
 * A name in this table, in a credit or for an author, is no person's and not the page's own
 * outlet. One table serves crawled text (line_name.h) and markup (meta.h), so that an
 * agency is spelt the same wherever it was read. */
#ifndef AGENCY_H
#define AGENCY_H

#include "base/base.h"

/* The agency that a text names and nothing else, marks around it aside, in its usual
 * spelling (a constant), or NULL ptr. Does not allocate. */
struct text agency_named(struct text name);

/* The same, without the few whose own sites are read as well. In crawled text, where a
 * signature may be the outlet's own, only these are taken for somebody else. */
struct text agency_wire(struct text name);

/* A name without the marks and blanks around it: "(AFP)." gives "AFP". */
struct text agency_bare(struct text t);

#endif

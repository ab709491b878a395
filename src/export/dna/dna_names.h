/* dna_names.h - DNA's concepts, organizations and persons, and what they are here.
 *
 *     concept "ceasefire"            ceasefire      an issue of the ledger is called so
 *     concept "No truce this year"   not ceasefire  the file of names says so: who agrees with it rejects that issue
 *     organization "Veshkar"         VSK            the ledger's codebook, or the roster, has a party of that name
 *
 * A file of names is text, a line each; a person writes it where names differ:
 *
 *     # the desk's words; its variable "concept" is called claim
 *     variable: concept = claim
 *     concept: No truce this year = not ceasefire
 *     organization: Government of Veshkar = VSK
 *     person: R. Volshin = Rada Volshin
 *
 * Names are compared without regard to case. What stands for nothing is counted, and told at the end. */
#ifndef DNA_NAMES_H
#define DNA_NAMES_H

#include "export/dna/dna_file.h"
#include "ledger/ledger.h"
#include "record/knowledge/roster.h"

#define DNA_NAMES_BYTES_MAX ((size_t)4 << 20)

struct dna_names;

/* `file` is the path of a file of names; NULL: there is none. `roster` may be NULL. ECONFIG: the first mistake in the file, and how
 * many more there are. */
priscus_status dna_names_open(const char *file, struct ledger *ledger, const struct roster *roster,
                              struct dna_names **out, struct priscus_error *err);
void dna_names_close(struct dna_names *names); /* NULL is allowed */

/* What the file of names says of variables, for dna_open(). */
void dna_names_variables(const struct dna_names *names, const char *variables[DNA_VARIABLE_END]);

/* *known false: there is none. *opposite: agreeing with the concept is rejecting the issue. ENOMEM. */
priscus_status dna_names_issue(struct dna_names *names, struct text concept, struct text *issue, bool *opposite,
                               bool *known);
priscus_status dna_names_party(struct dna_names *names, struct text organization, struct text *party, bool *known);
/* A person that no line is about is himself. */
priscus_status dna_names_speaker(struct dna_names *names, struct text person, struct text *speaker);

/* Tell each concept and organization that stands for nothing, once, and how many statements have it. */
void dna_names_tell(const struct dna_names *names, const struct dna_file_options *to);

#endif

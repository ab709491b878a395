/* line_name.h - whose name stands in a line: a person's, an agency's, a paper's, a section's?
 *
 *     "Ana Brook in Northport and Tom Lake, AFP"     cut: a person in a place, a person, an agency
 *     "Coast Herald"                                 two capitals, but a paper
 *     "World News"                                   a section
 *     "STRANA"                                       initials: an agency that signs
 *
 * For the readers of crawled text (plain.h). Nobody knows all names, so a name is what is
 * written as one and has no word in it that speaks against it. Nothing here allocates, but for the last. */
#ifndef LINE_NAME_H
#define LINE_NAME_H

#include "base/base.h"

/* How many words, all with a capital, particles aside ("van", "de")? 0: they have not, or
 * something else stands in it. */
int line_name_capitals(struct text t);

/* Two to eight capitals, as agencies sign. */
bool line_name_is_initials(struct text t);

/* Two to four words with capitals that are neither a section nor an agency, a job or a button. */
bool line_name_is_person(struct text t);

/* "Ana Brook and Tom Lake": one or more, and nothing else. */
bool line_name_are_persons(struct text t);

/* Nothing but words of sections: "World / Politics". */
bool line_name_is_section(struct text t);

/* Has it a word of a job ("correspondent"), a word of papers ("Herald")? */
bool line_name_has_job(struct text t);
bool line_name_has_paper(struct text t);

/* The agency in "Reuters", "Theo Reuters" or "via AFP"; NULL ptr if there is none. */
struct text line_name_wire_inside(struct text t);

/* Cut the next piece off a list of names: at , ; & / | and at "and" in some languages. */
struct text line_name_cut(struct text *rest);

/* As its reader sees it (visible.h), without the stars and link targets of Markdown: "By **[Ana Brook](https://...)**".
 * Text that has none of it is not copied. */
priscus_status line_name_seen(struct text t, struct arena *mem, struct text *out);

#endif

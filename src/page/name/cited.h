/* cited.h - other outlets on whose word the head of a text says it rests.
 *
 *     Coast.News reports citing the newspaper Norhaven Herald.     Norhaven Herald
 *     ..., the ministry said, as first reported by Radio Skarr.    Radio Skarr
 *     ..., according to Minister Brook.                            nobody: a person, who is a source
 *
 * Only what is surely an outlet is taken: an agency, a name with a word of the press in it ("Herald",
 * "Radio"), a domain, or what the text itself calls a newspaper, a broadcaster, a channel. */
#ifndef CITED_H
#define CITED_H

#include "page/article.h"

#define CITED_MAX        8
#define CITED_PARAGRAPHS 5 /* paragraphs behind the headline that are looked at */

/* Fill in article->cited, spans in its body. The article's own outlet is not cited by itself.
 * article_read() calls it. */
priscus_status cited_find(struct arena *mem, struct article *article);

/* Where in a phrase an outlet is named: "the newspaper Norhaven Herald", "in an interview with the Tern daily". Empty:
 * nowhere. */
struct span cited_in(struct text phrase);

/* Does the phrase mean the outlet that it names: not "a Reuters correspondent", "the Herald's owner"? */
bool cited_is(struct text phrase);

#endif

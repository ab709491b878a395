/* medium.h - outlets, agencies and broadcasters by name: which names mean the same one.
 *
 *     "The Ferry Post", "Ferry Post", https://www.ferrypost.example/talks     ferrypost
 *     "skarr-world", "skarr-eu", "Skarr"                                      skarr: feeds of one outlet
 *     "Agence France-Presse", "AFP"                                           afp
 *
 * The key of a name is its letters and digits, without "the" before and "News", "Online" behind it; of a domain, the
 * label that is registered. A name in the way of feeds, words with hyphens and no blank, loses what says which feed it is: the
 * words of sections (data/page/bylines.txt, outlets.txt), or whatever stands behind the label of the page's own host.
 * Known gap: "DW" and "Deutsche Welle" are two. */
#ifndef MEDIUM_H
#define MEDIUM_H

#include "base/base.h"

#define MEDIUM_KEY_MAX 64 /* bytes; of a longer key the rest is left out */

/* The key, in `out`. `address` is where its page stands, if it has one: it names an outlet that has no name. Empty: it
 * is not known. Does not allocate. */
struct text medium_key(struct text name, struct text address, char out[MEDIUM_KEY_MAX]);

/* The host of an address, without "www."; empty: it is none. */
struct text medium_host(struct text address);

/* The medium that a phrase means, by what page/name/cited.h says: "Radio Skarr", "a document seen by Meridian Radio"; of a
 * name that is no more than a platform's ("Telegram"), nothing. NULL ptr: it means none. */
struct text medium_in(struct text phrase);

/* Is it where people publish themselves, "his Telegram channel"? Then it is no medium. */
bool medium_is_platform(struct text name);

/* Is `name` what pages of `outlet` call themselves: "the Dispatch" in the Skarrvik Dispatch, "Skarr News Privacy Policy" on
 * skarr's, "the Skarrvik Post" on spost's? */
bool medium_is_own(struct text name, struct text outlet);

#endif

/* events.h - a page finds the story it belongs to: articles on the same event.
 *
 *     The Ferry Post     "Ferry strike ends in Orlune"        5 May    e-3fa94c12d0b7, a new story
 *     Skarrvik Dispatch  "Orlune's ferries sail again"        5 May    the same
 *     The Ferry Post     "Ferry strike begins in Skarrvik"    9 May    another strike: another story
 *
 * An article is as near to a story as it is to its articles in the mean (average linkage), less what a gap in time costs, and less what it shares with
 * other stories anyway: in a ledger on one negotiation all pages are alike. From EVENT_LEAST on it joins the nearest story; else it begins one.
 * Then the articles around it are looked at once more (second_look.h), so that an early mistake does not stay. */
#ifndef EVENTS_H
#define EVENTS_H

#include "story/place.h"

#define EVENT_TERMS      12 /* of an article, its heaviest: stories that have one of them are candidates          */
#define EVENT_LIST_MAX   64 /* stories looked up under one term: of more, those that began last                    */
#define EVENT_CANDIDATES 24 /* stories that are compared: those that share most of that weight                     */
#define EVENT_COPIES     16 /* links to copies that are looked at                                                 */

/* Keep in which story the page is. It goes beside the page that it is a copy of, which must have been placed by copy_place() before. A page that
 * was placed before is passed over. */
priscus_status event_place(const struct placing *placing, struct priscus_error *err);

#endif

/* plea.h - appeals for money.
 *
 *     A message from Coast Herald:             opens it, and names the outlet
 *     Our journalism needs your help. ...      asks, in the paper's voice
 *     Give monthly    Give once                its buttons
 *     The two coasts will meet again, ...      no voice, no appeal: the article goes on
 *
 * A plea may stand in mid-article, in long paragraphs; losing the article behind it is what
 * must not happen, so it ends early when in doubt. */
#ifndef PLEA_H
#define PLEA_H

#include "page/text/plain.h"

void plea_label(struct plain *p);

#endif

/* provenance.h - whose report a page has, and who prints it.
 *
 *     NORHAVEN, May 3 (Reuters) - The two ...     agency Reuters
 *     ... will not come to any talks. (AFP)       agency AFP; the credit is cut off the text
 *     Originally published by Coast Herald        outlet Coast Herald, inferred; republished by
 *                                                 whoever the page says it is
 *     (c) 2031 The Tern. All rights reserved.     outlet The Tern, inferred, if nothing else names it
 *     <title>Talks resume | The Tern</title>      the same, inferred, if the address agrees:
 *                                                 https://www.thetern.example/
 */
#ifndef PROVENANCE_H
#define PROVENANCE_H

#include "page/html/html.h"

/* Needs the blocks' roles. Fills agencies, outlet, outlet_inferred, republished_by and
 * the signature to be cut. ENOMEM. */
priscus_status provenance_find(struct html *h);

#endif

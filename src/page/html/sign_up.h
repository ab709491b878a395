/* sign_up.h - boxes and paragraphs that ask readers to sign up for letters, wherever they stand.
 *
 *     <div><p>Sign up for our daily letter from the harbour, in your inbox every morning.
 *          <p>By signing up you agree that we keep your address.</div>            a box: promo, "sign-up"
 *     <p>Get our newsletter: all that happens in Lind, in your inbox.</p>          promo, "sign-up"
 *     <p>"You will sign up to the treaty," she said.</p>                           speech
 *     <p>You can sign up for the census at the town hall.</p>                      prose
 *
 * A box is told by its voice: its prose speaks to the reader, quotes nobody, and half of it is about signing up,
 * or there is a field to write in. */
#ifndef SIGN_UP_H
#define SIGN_UP_H

#include "page/html/html.h"

/* Give the boxes CLASS_SIGN_UP and take their prose out of h->prose; needs the sums of the nodes and who has a vote. ENOMEM. */
priscus_status sign_up_find(struct html *h);

/* A paragraph that stands among others. */
bool sign_up_is(struct text t);

#endif

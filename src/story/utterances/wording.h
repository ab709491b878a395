/* wording.h - where one report words it otherwise than another.
 *
 *     the locks stay shut until the levy is paid
 *     the locks stay [closed] until the [toll] is paid */
#ifndef WORDING_H
#define WORDING_H

#include "base/base.h"

#define WORDING_MAX 200 /* words of a report that are compared */

/* Runs of words of `words` that `first` does not have there, in the order of the text, at most `most`; returns how many. Words
 * are equal whatever their case and accents; a longest common subsequence decides. */
size_t wording_differs(struct text first, struct text words, struct span *out, size_t most);

/* Do both have the same words? */
bool wording_same(struct text a, struct text b);

#endif

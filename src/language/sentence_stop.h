/* sentence_stop.h - does the full stop of an abbreviation end the sentence, too?
 *
 *     He flew to the U.S. | The talks failed.     the U.S. Treasury     Plan B. | It failed.     J. K. Rowling
 *
 * Between language_read.c and sentence_stop.c. */
#ifndef SENTENCE_STOP_H
#define SENTENCE_STOP_H

#include "language/language.h"

/* Words[0, n) have tags; the sentence that is being read begins at `first`. Does it end before word i (first < i < n)?
 * `ended` is what the network says of it; ends[k] > 0: it sees an end behind word k. */
bool sentence_stops(const struct language *language, const struct parsed_word *words, size_t n, size_t first, size_t i,
                    bool ended, const float *ends);

#endif

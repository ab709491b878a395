/* base.h - what every floor stands on: text, spans, errors, the arena.
 *
 * Knows nothing of news. Included by all other headers, so that a newcomer
 * finds the words used everywhere in one place. */
#ifndef BASE_H
#define BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "priscus.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif

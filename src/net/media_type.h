/* media_type.h - what a Content-Type says (RFC 9110, 8.3), as forgivingly as browsers read it.
 *
 *     Text/HTML; charset="iso-8859-2"        type "Text/HTML", charset "iso-8859-2"
 */
#ifndef MEDIA_TYPE_H
#define MEDIA_TYPE_H

#include "base/base.h"

/* The type without its parameters, trimmed, in the case it has, and the charset without quotation marks (a NULL
 * ptr: none). Both lie in `value`. */
void media_type_read(struct text value, struct text *type, struct text *charset);

#endif

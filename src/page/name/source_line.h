/* source_line.h - whose text it is, where its last line says so.
 *
 *     ... the ferries will sail again in June. (Source: The Tern)     The Tern */
#ifndef SOURCE_LINE_H
#define SOURCE_LINE_H

#include "base/base.h"

/* Only so many bytes at the end of a text are looked at: behind the line may stand a licence, or the site's foot. */
#define SOURCE_LINE_TAIL 600
#define SOURCE_NAME_MAX  80

/* Where the name stands in the body: of the last "(Source: X)", or line that begins "Source: X", near its end. Empty:
 * there is none. Does not allocate. */
struct span source_line_find(struct text body);

#endif

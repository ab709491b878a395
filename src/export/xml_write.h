/* xml_write.h - text in XML 1.0, for feeds and GraphML. */
#ifndef XML_WRITE_H
#define XML_WRITE_H

#include "base/buffer.h"

/* Append text for between tags or within the double quotes of an attribute: & < > " ' are escaped; what XML cannot hold (control
 * characters, U+FFFE, U+FFFF) comes as U+FFFD. A NULL ptr: nothing. */
void xml_put(struct buffer *out, struct text t);

#endif

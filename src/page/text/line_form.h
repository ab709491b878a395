/* line_form.h - label the lines that can be told by their own form, whatever stands around them.
 *
 *     Title: Talks resume                what a crawler wrote above the text
 *     Share  Tweet  WhatsApp             a share bar
 *     Photo: Ana Brook/AFP               a photo credit
 *     3 May 2031 07:10                   a stamp
 *
 * The first step of plain.c: it needs no other line's role. line.h has the signs. */
#ifndef LINE_FORM_H
#define LINE_FORM_H

#include "page/text/plain.h"

/* Only memory can fail. */
priscus_status line_form_label(struct plain *p);

#endif

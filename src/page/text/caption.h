/* caption.h - the words under a photo, and whose photo it is.
 *
 *     A ferry leaves Northport. [Ana Brook/AFP]       ends in a credit
 *     Photo: Ana Brook                                is nothing else
 *     Ana Brook (left) shakes hands with ...          a scene: weak
 *     ... at noon. (Reuters/AFP)                      agencies: signs a text, and no photo */
#ifndef CAPTION_H
#define CAPTION_H

#include "page/text/line.h"

/* Add SIGN_CREDIT, SIGN_CREDIT_ALL, SIGN_PHOTO and SIGN_SCENE to a line that is measured and folded. */
void caption_signs(struct line *line);

#endif

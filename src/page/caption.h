/* caption.h - the words under a photo, and whose photo it is.
 *
 *     A ferry leaves Northport. [Ana Brook/AFP]       ends in a credit
 *     Photo: Ana Brook                                is nothing else
 *     Ana Brook (left) shakes hands with ...          a scene: weak
 *     ... at noon. (Reuters/AFP)                      agencies: signs a text, and no photo */
#ifndef CAPTION_H
#define CAPTION_H

#include "page/line.h"

/* Add CUE_CREDIT, CUE_CREDIT_ALL, CUE_PHOTO and CUE_SCENE to a line that is measured and folded. */
void caption_cues(struct line *line);

#endif

/* attribution_train.h - the two networks of record/statement/attribution.h, learnt from articles with their attributions.
 *
 * A corpus is JSON lines: {"text", "attributions": [{"source": [[b, e], ...], "cue": [[b, e]], "content": [[b, e], ...]}],
 * "discard": [[b, e], ...]}, offsets in bytes of the text. The text is read as `priscus read --from jsonl` reads it,
 * by the model whose sections the new model keeps; "discard" spans teach nothing. */
#ifndef ATTRIBUTION_TRAIN_H
#define ATTRIBUTION_TRAIN_H

#include "train/label_train.h"

enum { ATTRIBUTION_EPOCHS = 12, ATTRIBUTION_WIDTH = 96, ATTRIBUTION_LAYERS = 2 };

priscus_status attribution_train(const struct article_options *options, train_progress *progress, void *at,
                                 struct priscus_error *err);

#endif

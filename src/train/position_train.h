/* position_train.h - the network of record/position/position_reader.h, learnt from articles with their positions.
 *
 * A corpus is JSON lines: {"text", "positions": [{"sentence": [b, e], "issue", "stance", "party", "holder": [[b, e], ...],
 * "cue": [[b, e], ...], "target": [[b, e], ...]}, ...]}, offsets in bytes of the text; `target` are the words that name the
 * issue. The text is read as `priscus read --from jsonl` reads it, by the model whose sections the new model keeps, with
 * the agenda and roster that are built in. Each mention of an issue is one row of words, its sentence: those that a
 * position is about, and those that nobody takes a position on. */
#ifndef POSITION_TRAIN_H
#define POSITION_TRAIN_H

#include "train/label_train.h"

/* The model must have learnt attributions already. */
enum { POSITION_EPOCHS = 12, POSITION_WIDTH = 96, ISSUE_WIDTH = 64, POSITION_LAYERS = 2 };

priscus_status position_train(const struct article_options *options, train_progress *progress, void *at,
                              struct priscus_error *err);

#endif

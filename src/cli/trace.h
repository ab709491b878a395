/* trace.h - the trace of an entry as JSON, for trace.c (docs/trace.md). */
#ifndef CLI_TRACE_H
#define CLI_TRACE_H

#include "base/buffer.h"
#include "ledger/ledger.h"
#include "record/trace.h"

/* One object and a newline. `trace` is NULL where the entry is not made again. False: memory is out. */
bool trace_json(const struct ledger_trace *entry, const struct trace *trace, struct arena *mem,
                struct buffer *out);

#endif

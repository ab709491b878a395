/* trace_output.h - the trace of an entry as JSON, for trace_text.c (docs/trace.md). */
#ifndef TRACE_OUTPUT_H
#define TRACE_OUTPUT_H

#include "base/buffer.h"
#include "ledger/ledger.h"
#include "reading/trace.h"

/* One object and a newline. `trace` is NULL where the entry is not made again. False: memory is out. */
bool trace_json(const struct ledger_trace *entry, const struct trace *trace, struct arena *mem, struct buffer *out);

#endif

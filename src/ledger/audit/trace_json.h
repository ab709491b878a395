/* trace_json.h - how an entry came about, as JSON (docs/trace.md). */
#ifndef TRACE_JSON_H
#define TRACE_JSON_H

#include "base/buffer.h"
#include "ledger/ledger.h"

/* One object, no newline. ENOMEM alone; `mem` is for what is only needed meanwhile. */
priscus_status ledger_trace_json(const struct ledger_trace *entry, struct arena *mem, struct buffer *out,
                                 struct priscus_error *err);

#endif

/* reply_cache.h - replies that took long to work out, kept for whoever asks the same next.
 *
 *     switch (reply_cache_find(cache, key, &mark, now, &reply, &ticket)) {
 *     case CACHE_FRESH:      the ledger is as it was: the reply is that of a moment ago
 *     case CACHE_STALE:      the ledger was written since: the last reply, while another is worked out (reply_cache_next())
 *     case CACHE_NONE:       work it out, and reply_cache_keep() it
 *     }
 *
 * A ledger that is written each second would otherwise make everybody wait each second. What was quick to work out is never
 * stale, nor is anything for longer than CACHE_STALE_MS. Bounded in bytes and in number: what was not asked for the longest
 * time goes first. All functions may be called from any thread. Times are milliseconds of a clock that never goes back. */
#ifndef REPLY_CACHE_H
#define REPLY_CACHE_H

#include "ledger/ledger.h"
#include "server/http/reply.h"

#define CACHE_BYTES_MAX ((size_t)64 << 20)
#define CACHE_REPLIES   512
#define CACHE_STALE_MS  60000 /* since the ledger was as in the reply, at least */
#define CACHE_QUICK_MS  10    /* what takes less is worked out anew             */

struct reply_cache;
enum cache_found { CACHE_NONE, CACHE_FRESH, CACHE_STALE };

struct reply_cache *reply_cache_open(size_t bytes); /* NULL: memory is out */
void reply_cache_close(struct reply_cache *cache);  /* NULL is allowed */

/* The reply to `key` as it is of `mark`, copied to *out (its body is the caller's). CACHE_NONE also where memory is out. */
enum cache_found reply_cache_find(struct reply_cache *cache, struct text key, const struct ledger_mark *mark,
                                  int64_t now, struct reply *out, unsigned *ticket);

/* The ticket alone. */
unsigned reply_cache_ticket(struct reply_cache *cache);

/* Keep a copy of the reply, which took so long to work out. Only plain ones (HTTP_OK, no cookie) are kept, and none of a
 * ticket from before reply_cache_forget(). */
void reply_cache_keep(struct reply_cache *cache, struct text key, const struct ledger_mark *mark, int64_t now,
                      int64_t took, unsigned ticket, const struct reply *reply);

/* Everything: the ledger was corrected here, and whoever did it wants to see that. */
void reply_cache_forget(struct reply_cache *cache);

/* Wait for a key whose reply was stale when it was asked for; each is given out once until it was kept or passed over.
 * False: reply_cache_stop() was called. *key lives in `mem`; empty where memory is out. */
bool reply_cache_next(struct reply_cache *cache, struct arena *mem, struct text *key);
/* That key could not be worked out. */
void reply_cache_pass(struct reply_cache *cache, struct text key);
void reply_cache_stop(struct reply_cache *cache);

#endif

/* reply_cache.c - see reply_cache.h. A short list under one lock: it is walked in less time than any reply takes. */
#include "server/reply_cache.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/hash.h"

enum wanted { WANTED_NOT, WANTED, WANTED_TAKEN };

struct kept_reply {
    uint64_t hash; /* of the key */
    char *key;
    size_t key_len;
    struct ledger_mark mark;
    int64_t true_at; /* when the ledger was last seen to be as in the reply */
    int64_t took;
    uint64_t used; /* a count of questions: what was asked for last is the highest */
    enum wanted wanted;
    struct reply reply;
};

struct reply_cache {
    pthread_mutex_t lock;
    pthread_cond_t news; /* something is wanted, or it is the end */
    struct kept_reply kept[CACHE_REPLIES];
    size_t n, bytes, bytes_max;
    uint64_t questions;
    unsigned generation;
    bool stopped;
};

struct reply_cache *reply_cache_open(size_t bytes)
{
    struct reply_cache *cache = calloc(1, sizeof *cache);

    if (!cache)
        return NULL;
    pthread_mutex_init(&cache->lock, NULL);
    pthread_cond_init(&cache->news, NULL);
    cache->bytes_max = bytes;
    return cache;
}

static size_t bytes_of(const struct kept_reply *kept)
{
    return kept->key_len + kept->reply.body.len;
}

static void drop(struct reply_cache *cache, size_t at)
{
    struct kept_reply *kept = &cache->kept[at];

    cache->bytes -= bytes_of(kept);
    free(kept->key);
    buffer_release(&kept->reply.body);
    *kept = cache->kept[--cache->n];
}

static void drop_all(struct reply_cache *cache)
{
    while (cache->n)
        drop(cache, cache->n - 1);
    cache->generation++;
}

void reply_cache_close(struct reply_cache *cache)
{
    if (!cache)
        return;
    drop_all(cache);
    pthread_mutex_destroy(&cache->lock);
    pthread_cond_destroy(&cache->news);
    free(cache);
}

static struct kept_reply *look(struct reply_cache *cache, struct text key)
{
    uint64_t hash = text_hash(key);

    for (size_t i = 0; i < cache->n; i++)
        if (cache->kept[i].hash == hash && text_eq(text_of(cache->kept[i].key, cache->kept[i].key_len), key))
            return &cache->kept[i];
    return NULL;
}

static bool copy_reply(const struct reply *from, struct reply *to)
{
    *to = *from;
    to->body = (struct buffer){ 0 };
    buffer_text(&to->body, buffer_as_text(&from->body));
    if (!to->body.failed)
        return true;
    buffer_release(&to->body);
    *to = (struct reply){ 0 };
    return false;
}

static bool same_mark(const struct ledger_mark *a, const struct ledger_mark *b)
{
    return a->first == b->first && a->seal == b->seal && a->linked == b->linked && a->moved == b->moved;
}

enum cache_found reply_cache_find(struct reply_cache *cache, struct text key, const struct ledger_mark *mark,
                                  int64_t now, struct reply *out, unsigned *ticket)
{
    enum cache_found found = CACHE_NONE;
    struct kept_reply *kept;

    pthread_mutex_lock(&cache->lock);
    if ((kept = look(cache, key))) {
        if (same_mark(&kept->mark, mark)) {
            kept->true_at = now;
            found = CACHE_FRESH;
        } else if (kept->mark.first != mark->first) {
            drop_all(cache); /* another ledger has taken the name */
        } else if (kept->took >= CACHE_QUICK_MS && now - kept->true_at <= CACHE_STALE_MS) {
            found = CACHE_STALE;
        }
    }
    if (found != CACHE_NONE && !copy_reply(&kept->reply, out))
        found = CACHE_NONE;
    if (found != CACHE_NONE)
        kept->used = ++cache->questions;
    if (found == CACHE_STALE && kept->wanted == WANTED_NOT) {
        kept->wanted = WANTED;
        pthread_cond_signal(&cache->news);
    }
    *ticket = cache->generation;
    pthread_mutex_unlock(&cache->lock);
    return found;
}

unsigned reply_cache_ticket(struct reply_cache *cache)
{
    unsigned ticket;

    pthread_mutex_lock(&cache->lock);
    ticket = cache->generation;
    pthread_mutex_unlock(&cache->lock);
    return ticket;
}

static bool make_room(struct reply_cache *cache, size_t bytes)
{
    if (bytes > cache->bytes_max / 4) /* one reply shall not push out all others */
        return false;
    while (cache->n && (cache->n == CACHE_REPLIES || cache->bytes + bytes > cache->bytes_max)) {
        size_t oldest = 0;

        for (size_t i = 1; i < cache->n; i++)
            if (cache->kept[i].used < cache->kept[oldest].used)
                oldest = i;
        drop(cache, oldest);
    }
    return true;
}

void reply_cache_keep(struct reply_cache *cache, struct text key, const struct ledger_mark *mark, int64_t now,
                      int64_t took, unsigned ticket, const struct reply *reply)
{
    struct kept_reply *old, new = { .hash = text_hash(key),
                                    .key = malloc(key.len + 1),
                                    .key_len = key.len,
                                    .mark = *mark,
                                    .true_at = now,
                                    .took = took };
    bool plain =
        (!reply->status || reply->status == HTTP_OK) && !*reply->cookie && !*reply->location && !reply->body.failed;

    if (!new.key || !plain || !copy_reply(reply, &new.reply)) {
        free(new.key);
        reply_cache_pass(cache, key);
        return;
    }
    memcpy(new.key, key.ptr, key.len);
    reply_set_tag(&new.reply); /* once, not at each request */
    pthread_mutex_lock(&cache->lock);
    old = look(cache, key);
    new.used = old ? old->used : ++cache->questions; /* what works it out anew does not ask for it */
    if (old && ticket == cache->generation)
        drop(cache, (size_t)(old - cache->kept));
    if (ticket == cache->generation && make_room(cache, bytes_of(&new))) {
        cache->bytes += bytes_of(&new);
        cache->kept[cache->n++] = new;
        new.key = NULL;
    }
    pthread_mutex_unlock(&cache->lock);
    if (new.key) {
        free(new.key);
        buffer_release(&new.reply.body);
    }
}

void reply_cache_forget(struct reply_cache *cache)
{
    pthread_mutex_lock(&cache->lock);
    drop_all(cache);
    pthread_mutex_unlock(&cache->lock);
}

/* ---- what is to be worked out anew ---------------------------------------------------------- */

bool reply_cache_next(struct reply_cache *cache, struct arena *mem, struct text *key)
{
    struct kept_reply *found = NULL;
    bool stopped;

    pthread_mutex_lock(&cache->lock);
    while (!cache->stopped && !found) {
        for (size_t i = 0; i < cache->n; i++) /* what was asked for last */
            if (cache->kept[i].wanted == WANTED && (!found || cache->kept[i].used > found->used))
                found = &cache->kept[i];
        if (!found)
            pthread_cond_wait(&cache->news, &cache->lock);
    }
    if (found) {
        char *copy = arena_copy(mem, found->key, found->key_len);

        *key = text_of(copy, copy ? found->key_len : 0);
        found->wanted = copy ? WANTED_TAKEN : WANTED_NOT;
    }
    stopped = cache->stopped;
    pthread_mutex_unlock(&cache->lock);
    return !stopped;
}

void reply_cache_pass(struct reply_cache *cache, struct text key)
{
    struct kept_reply *kept;

    pthread_mutex_lock(&cache->lock);
    if ((kept = look(cache, key)))
        kept->wanted = WANTED_NOT;
    pthread_mutex_unlock(&cache->lock);
}

void reply_cache_stop(struct reply_cache *cache)
{
    pthread_mutex_lock(&cache->lock);
    cache->stopped = true;
    pthread_cond_broadcast(&cache->news);
    pthread_mutex_unlock(&cache->lock);
}

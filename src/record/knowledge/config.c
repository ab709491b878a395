/* config.c - see config.h. */
#include "record/knowledge/config.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

void config_mistake(struct config *c, int line, const char *format, ...)
{
    char message[sizeof c->first];
    va_list args;
    int n = snprintf(message, sizeof message, "%s:%d: ", c->file, line);

    if (n > 0 && (size_t)n < sizeof message) {
        va_start(args, format);
        vsnprintf(message + n, sizeof message - (size_t)n, format, args);
        va_end(args);
    }
    if (c->mistakes++ == 0)
        memcpy(c->first, message, sizeof message);
    if (c->each)
        c->each(c->context, message);
}

priscus_status config_status(const struct config *c, struct priscus_error *err)
{
    /* A file name may be so long that the count finds no room: cut the message, not the count. */
    const int room = (int)sizeof c->first - 40;

    if (c->mistakes == 0)
        return PRISCUS_OK;
    if (c->mistakes == 1)
        return error_set(err, PRISCUS_ECONFIG, NOWHERE, "%s", c->first);
    return error_set(err, PRISCUS_ECONFIG, NOWHERE, "%.*s (and %zu more mistake%s)", room, c->first, c->mistakes - 1,
                     c->mistakes == 2 ? "" : "s");
}

bool config_text(struct config *c, struct text text, struct arena *mem, struct text *out)
{
    struct text rest = text;

    *out = text.len ? text : text_of("", 0);
    if (utf8_check(*out) == NOWHERE)
        return true;
    for (int line = 1; rest.ptr; line++) {
        struct text one = text_cut(&rest, '\n');
        size_t bad = utf8_check(one);

        if (bad != NOWHERE)
            config_mistake(c, line, "byte %zu of the line (0x%02X) is not UTF-8; save the file as UTF-8", bad + 1,
                           (unsigned char)one.ptr[bad]);
    }
    return utf8_repair(text, mem, out, NULL);
}

const char *config_show(struct text value, char out[CONFIG_SHOW])
{
    static const char more[] = "...";
    size_t n = 0, i = 0, whole = 0;

    while (i < value.len) {
        unsigned size;
        uint32_t point = utf8_at(value, i, &size);

        if (n + 4 + sizeof more > CONFIG_SHOW) {
            memcpy(out + whole, more, sizeof more);
            return out;
        }
        /* C0, DEL, C1 and what turns the writing direction could disguise a message in a terminal. */
        if (point < 0x20 || (point >= 0x7F && point < 0xA0) || (point >= 0x202A && point <= 0x202E) ||
            (point >= 0x2066 && point <= 0x2069))
            point = '?';
        n += utf8_put(point, out + n);
        i += size;
        whole = n;
    }
    out[n] = '\0';
    return out;
}

/* How many letters must be changed, added, left out or swapped with their neighbour. */
enum { NEAR_MAX = 16 };

static unsigned distance(struct text a, struct text b)
{
    unsigned d[NEAR_MAX + 1][NEAR_MAX + 1];

    for (unsigned i = 0; i <= a.len; i++)
        for (unsigned j = 0; j <= b.len; j++) {
            unsigned best;

            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            best = d[i - 1][j - 1] + (ascii_lower(a.ptr[i - 1]) != ascii_lower(b.ptr[j - 1]));
            if (d[i - 1][j] + 1 < best)
                best = d[i - 1][j] + 1;
            if (d[i][j - 1] + 1 < best)
                best = d[i][j - 1] + 1;
            if (i > 1 && j > 1 && ascii_lower(a.ptr[i - 1]) == ascii_lower(b.ptr[j - 2]) &&
                ascii_lower(a.ptr[i - 2]) == ascii_lower(b.ptr[j - 1]) && d[i - 2][j - 2] + 1 < best)
                best = d[i - 2][j - 2] + 1;
            d[i][j] = best;
        }
    return d[a.len][b.len];
}

const char *config_nearest(struct text word, const char *const *words, size_t n)
{
    unsigned best = word.len <= 3 ? 2 : 3; /* must be under it */
    const char *nearest = NULL;

    if (word.len > NEAR_MAX)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        unsigned d = distance(word, text_c(words[i]));

        if (d < best) {
            best = d;
            nearest = words[i];
        }
    }
    return nearest;
}

void config_unknown_key(struct config *c, int line, struct text key, const char *const *keys, size_t n)
{
    const char *nearest = config_nearest(key, keys, n);
    char shown[CONFIG_SHOW], all[200];
    size_t used = 0;

    config_show(key, shown);
    if (nearest) {
        config_mistake(c, line, "there is no key \"%s\"; did you mean \"%s\"?", shown, nearest);
        return;
    }
    all[0] = '\0';
    for (size_t i = 0; i < n && used < sizeof all; i++)
        used += (size_t)snprintf(all + used, sizeof all - used, "%s%s", i ? ", " : "", keys[i]);
    config_mistake(c, line, "there is no key \"%s\"; the keys are %s", shown, all);
}

bool config_name(struct text name)
{
    bool sign = true; /* a dot or hyphen was last, or nothing */

    if (name.len == 0 || name.len > CONFIG_NAME_MAX)
        return false;
    for (size_t i = 0; i < name.len;) {
        unsigned size;
        uint32_t point = utf8_at(name, i, &size);
        bool letter = point_is_letter(point) || point_is_digit(point);

        if (!letter && (sign || (point != '.' && point != '-')))
            return false;
        sign = !letter;
        i += size;
    }
    return !sign;
}

struct text config_field(struct text *rest, char separator)
{
    struct text t = text_cut(rest, separator);

    /* A roster has thirty thousand fields, and most have a blank or none at each end. */
    if (t.len > 1 && t.ptr[0] == ' ')
        t = text_of(t.ptr + 1, t.len - 1);
    if (t.len > 1 && t.ptr[t.len - 1] == ' ')
        t.len--;
    if (t.len && t.ptr[0] > ' ' && t.ptr[t.len - 1] > ' ')
        return t;
    return text_trim(t);
}

bool config_value(struct text *rest, struct text *value)
{
    if (!rest->ptr)
        return false;
    *value = config_field(rest, ';');
    /* What is behind the last `;` counts as nothing if it is empty. */
    if (rest->ptr && !(rest->len && rest->ptr[0] > ' ') && text_trim(*rest).len == 0)
        rest->ptr = NULL;
    return true;
}

struct lookup_entry {
    const char *key; /* NULL: a free place */
    uint32_t len, hash, scope, value;
};

static uint32_t lookup_hash(struct text key, uint32_t scope)
{
    uint64_t h = text_hash(key) ^ (uint64_t)scope * 0x9E3779B97F4A7C15u;

    return (uint32_t)(h ^ h >> 32);
}

static struct lookup_entry *lookup_place(struct lookup_entry *entries, size_t room, struct text key, uint32_t scope,
                                         uint32_t hash)
{
    size_t at = (size_t)hash & (room - 1);

    while (entries[at].key && !(entries[at].hash == hash && entries[at].scope == scope &&
                                text_eq(text_of(entries[at].key, entries[at].len), key)))
        at = (at + 1) & (room - 1);
    return &entries[at];
}

uint32_t *lookup_find(const struct lookup *l, struct text key, uint32_t scope)
{
    struct lookup_entry *e;

    if (l->n == 0)
        return NULL;
    e = lookup_place(l->entries, l->room, key, scope, lookup_hash(key, scope));
    return e->key ? &e->value : NULL;
}

bool lookup_reserve(struct lookup *l, struct arena *mem, size_t n)
{
    struct lookup_entry *larger;
    size_t room = l->room ? l->room : 64;

    while (room / 4 * 3 < n)
        room *= 2;
    if (room == l->room)
        return true;
    larger = arena_alloc(mem, room * sizeof *larger);
    if (!larger)
        return false;
    for (size_t i = 0; i < l->room; i++) {
        const struct lookup_entry *e = &l->entries[i];

        if (e->key)
            *lookup_place(larger, room, text_of(e->key, e->len), e->scope, e->hash) = *e;
    }
    l->entries = larger;
    l->room = room;
    return true;
}

bool lookup_add(struct lookup *l, struct arena *mem, struct text key, uint32_t scope, uint32_t value)
{
    uint32_t hash = lookup_hash(key, scope);

    if (!lookup_reserve(l, mem, l->n + 1))
        return false;
    *lookup_place(l->entries, l->room, key, scope, hash) = (struct lookup_entry){
        .key = key.ptr ? key.ptr : "", .len = (uint32_t)key.len, .hash = hash, .scope = scope, .value = value
    };
    l->n++;
    return true;
}

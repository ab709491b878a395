/* config.c - see config.h. */
#include "record/knowledge/config.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

static void note(struct config *c, int line, const char *format, va_list args)
{
    char message[sizeof c->first];
    int n = snprintf(message, sizeof message, "%s:%d: ", c->file, line);

    if (n > 0 && (size_t)n < sizeof message)
        vsnprintf(message + n, sizeof message - (size_t)n, format, args);
    if (!c->lenient && c->mistakes++ == 0)
        memcpy(c->first, message, sizeof message);
    if (c->each)
        c->each(c->context, message);
}

void config_mistake(struct config *c, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    note(c, c->line, format, args);
    va_end(args);
}

void config_mistake_at(struct config *c, int line, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    note(c, line, format, args);
    va_end(args);
}

priscus_status config_end(const struct config *c, priscus_status status, struct priscus_error *err)
{
    /* A file name may be so long that the count finds no room: cut the message, not the count. */
    const int room = (int)sizeof c->first - 40;

    if (status == PRISCUS_ENOMEM)
        return error_set(err, status, NOWHERE, "%s: out of memory", c->file);
    if (status < 0 || c->mistakes == 0)
        return status < 0 ? status : PRISCUS_OK;
    if (c->mistakes == 1)
        return error_set(err, PRISCUS_ECONFIG, NOWHERE, "%s", c->first);
    return error_set(err, PRISCUS_ECONFIG, NOWHERE, "%.*s (and %zu more mistake%s)", room, c->first, c->mistakes - 1,
                     c->mistakes == 2 ? "" : "s");
}

/* ---- lines ---- */

priscus_status config_begin(struct config *c, struct text text, struct arena *mem)
{
    struct text whole = text.len ? text : text_of("", 0), rest = whole;

    if (utf8_check(whole) != NOWHERE) {
        for (int line = 1; rest.ptr; line++) {
            struct text one = text_cut(&rest, '\n');
            size_t bad = utf8_check(one);

            if (bad != NOWHERE)
                config_mistake_at(c, line, "byte %zu of the line (0x%02X) is not UTF-8; save the file as UTF-8",
                                  bad + 1, (unsigned char)one.ptr[bad]);
        }
        if (utf8_repair(text, mem, &whole, NULL) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
    }
    lines_init(&c->lines, whole, mem);
    return PRISCUS_OK;
}

/* The next line that is neither blank nor a remark. DONE, ENOMEM. */
static priscus_status next_line(struct config *c, struct text *line)
{
    priscus_status status = lines_next(&c->lines, line);

    if (status == PRISCUS_OK)
        c->line = c->lines.number;
    return status;
}

size_t config_index(struct text word, const char *const *words, size_t n)
{
    size_t i = 0;

    while (i < n && !text_is(word, words[i]))
        i++;
    return i;
}

void config_unknown(struct config *c, const char *what, struct text word, const char *const *words, size_t n)
{
    const char *nearest = config_nearest(word, words, n);
    char shown[CONFIG_SHOW], all[200];
    size_t used = 0;

    config_show(word, shown);
    if (nearest) {
        config_mistake(c, "there is no %s \"%s\"; did you mean \"%s\"?", what, shown, nearest);
        return;
    }
    all[0] = '\0';
    for (size_t i = 0; i < n && used < sizeof all; i++)
        used += (size_t)snprintf(all + used, sizeof all - used, "%s%s", i ? ", " : "", words[i]);
    config_mistake(c, "there is no %s \"%s\"; the %ss are %s", what, shown, what, all);
}

priscus_status config_next_kind(struct config *c, const char *const *kinds, size_t n, size_t *kind,
                                struct text *phrases)
{
    priscus_status status;

    while ((status = next_line(c, phrases)) == PRISCUS_OK) {
        struct text name = text_trim(text_cut(phrases, ':'));

        *kind = config_index(name, kinds, n);
        if (*kind < n)
            return PRISCUS_OK;
        config_unknown(c, "kind", name, kinds, n);
    }
    return status;
}

/* A key of the head: may it stand here? Its value is taken even where it may not stand so low or is no name. */
static bool head_fits(struct config *c, const struct config_format *f, size_t key, struct text value)
{
    char shown[CONFIG_SHOW];

    if (c->head[key]) {
        config_mistake(c, "\"%s\" comes once; it was given on line %d", f->keys[key], c->head[key]);
        return false;
    }
    if (key == 0 && !config_name(value))
        config_mistake(c, "\"%s\" is no name for %s; use letters, digits, dots and hyphens", config_show(value, shown),
                       f->a_file);
    if (key > 0 && c->first_block)
        config_mistake(c, "\"%s\" stands above the first %s, which is on line %d", f->keys[key], f->keys[f->n_head],
                       c->first_block);
    c->head[key] = c->line;
    return true;
}

/* A known key with a value: may it stand here? */
static bool key_fits(struct config *c, const struct config_format *f, size_t key, struct text value)
{
    if (key < f->n_head)
        return head_fits(c, f, key, value);
    if (key == f->n_head) {
        if (!c->first_block)
            c->first_block = c->line;
        c->block = CONFIG_BLOCK;
        return true;
    }
    if (c->block == CONFIG_NO_BLOCK)
        config_mistake(c, "\"%s\" belongs to %s; \"%s\" comes before it", f->keys[key], f->a_block, f->new_block);
    return c->block == CONFIG_BLOCK;
}

priscus_status config_next_key(struct config *c, const struct config_format *f, size_t *key, struct text *value)
{
    priscus_status status;
    struct text line;

    while ((status = next_line(c, &line)) == PRISCUS_OK) {
        struct text name = line_key(line, value);

        *key = config_index(name, f->keys, f->n_keys);
        if (*key == f->n_keys) {
            config_unknown(c, "key", name, f->keys, f->n_keys);
            continue;
        }
        if (f->n_head && *key > 0 && !c->head[0] && !c->told_order) {
            config_mistake(c, "\"%s\" stands before \"%s NAME\", which comes first", f->keys[*key], f->keys[0]);
            c->told_order = true;
        }
        if (value->len == 0) {
            config_mistake(c, "\"%s\" has nothing behind it; %s wanted", f->keys[*key], f->wanted[*key]);
            /* The head or the block is there, though broken: one mistake is enough, the lines behind it get none. */
            if (*key == f->n_head)
                c->block = CONFIG_BROKEN_BLOCK;
            else if (*key == 0)
                c->told_order = true;
            return PRISCUS_OK;
        }
        if (key_fits(c, f, *key, *value))
            return PRISCUS_OK;
    }
    if (status != PRISCUS_DONE || f->n_head == 0)
        return status;
    if (!c->head[0] && !c->told_order)
        config_mistake_at(c, 1, "the file has no %s; it begins with \"%s NAME\"", f->keys[0], f->keys[0]);
    else if (!c->first_block && c->mistakes == 0)
        config_mistake_at(c, c->head[0], "the %s has no %s; add one with \"%s\"", f->keys[0], f->keys[f->n_head],
                          f->new_block);
    return status;
}

/* ---- values ---- */

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

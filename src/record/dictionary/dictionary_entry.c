/* dictionary_entry.c - the actors of a dictionary while it is read: their names and roles, with their limits.
 *
 *     ILMAR_TESSOV_              dictionary_open_entry
 *     +I._TESSOV_                dictionary_add_name
 *         [VSKGOV >270504]       dictionary_add_role   */
#include "record/dictionary/dictionary_reading.h"

#include <stdarg.h>
#include <stdio.h>

void dictionary_tell(struct dictionary_reading *r, const char *format, ...)
{
    char message[300];
    va_list args;

    if (!r->told)
        return;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    r->told(r->context, r->line, message);
}

int dictionary_shown(struct text t)
{
    size_t n = t.len < 40 ? t.len : 40;

    while (n && n < t.len && ((unsigned char)t.ptr[n] & 0xC0) == 0x80)
        n--;
    return (int)n;
}

/* ---- names ---- */

struct text dictionary_tidy(struct dictionary_reading *r, struct text name)
{
    char *out = arena_alloc(r->mem, name.len + 1);
    size_t n = 0;
    bool stray = false;

    if (!out)
        return (struct text){ 0 };
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i] == '_' || is_ascii_space(name.ptr[i]) ? ' ' : name.ptr[i];

        stray |= c == ']' || c == '}';
        if (c != ']' && c != '}' && !(c == ' ' && (n == 0 || out[n - 1] == ' ')))
            out[n++] = c;
    }
    while (n && out[n - 1] == ' ')
        n--;
    if (stray)
        dictionary_tell(r, "a bracket that nothing opens is left out of the name \"%.*s\"",
                        dictionary_shown(text_of(out, n)), out);
    return text_of(out, n);
}

bool dictionary_has_room(struct dictionary_reading *r, size_t n)
{
    if (n < DICTIONARY_TOTAL_MAX)
        return true;
    if (!r->too_many)
        dictionary_tell(r, "more than %d names or roles; what comes behind is left out: split the file",
                        DICTIONARY_TOTAL_MAX);
    r->too_many = true;
    return false;
}

bool dictionary_name_fits(struct dictionary_reading *r, struct text name)
{
    if (name.len > 0 && name.len <= DICTIONARY_NAME_MAX)
        return true;
    if (name.len == 0)
        dictionary_tell(r, "a name is missing before its code");
    else
        dictionary_tell(r, "the name \"%.*s...\" is longer than %d bytes, and left out", dictionary_shown(name),
                        name.ptr, DICTIONARY_NAME_MAX);
    return false;
}

void dictionary_close_entry(struct dictionary_reading *r)
{
    const struct dictionary_entry *e = r->open ? &r->d->entries[r->d->n_entries - 1] : NULL;
    int here = r->line;

    r->open = false;
    if (!e || e->end_role > e->first_role || r->lost)
        return;
    r->line = e->line;
    dictionary_tell(r, "\"%.*s\" has no code; give it one, as in NAME [CODE]",
                    dictionary_shown(r->d->names[e->first_name].text), r->d->names[e->first_name].text.ptr);
    r->line = here;
}

priscus_status dictionary_add_name(struct dictionary_reading *r, struct text name)
{
    struct dictionary *d = r->d;
    struct dictionary_entry *e = &d->entries[d->n_entries - 1];
    struct dictionary_name *larger;

    if (!dictionary_has_room(r, d->n_names))
        return PRISCUS_OK;
    if (e->end_name - e->first_name == DICTIONARY_NAMES_MAX) {
        dictionary_tell(r, "an actor has at most %d names; \"%.*s\" is left out", DICTIONARY_NAMES_MAX,
                        dictionary_shown(name), name.ptr);
        return PRISCUS_OK;
    }
    larger = arena_grow(r->mem, d->names, d->n_names, &d->names_room, sizeof *larger);
    if (!larger)
        return PRISCUS_ENOMEM;
    d->names = larger;
    larger[d->n_names++] =
        (struct dictionary_name){ .text = name, .entry = (uint32_t)(d->n_entries - 1), .line = r->line };
    e->end_name++;
    return PRISCUS_OK;
}

priscus_status dictionary_open_entry(struct dictionary_reading *r, struct text name)
{
    struct dictionary *d = r->d;
    struct dictionary_entry *larger;

    dictionary_close_entry(r);
    if (!dictionary_has_room(r, d->n_names))
        return PRISCUS_OK;
    larger = arena_grow(r->mem, d->entries, d->n_entries, &d->entries_room, sizeof *larger);
    if (!larger)
        return PRISCUS_ENOMEM;
    d->entries = larger;
    larger[d->n_entries++] = (struct dictionary_entry){ .first_name = (uint32_t)d->n_names,
                                                        .end_name = (uint32_t)d->n_names,
                                                        .first_role = (uint32_t)d->n_roles,
                                                        .end_role = (uint32_t)d->n_roles,
                                                        .line = r->line };
    r->open = true;
    r->lost = false;
    return dictionary_add_name(r, name);
}

/* ---- roles ---- */

priscus_status dictionary_add_role(struct dictionary_reading *r, struct text inside)
{
    struct dictionary *d = r->d;
    struct dictionary_role role = { .line = r->line }, *larger;
    char why[160];

    if (!dictionary_role_read(inside, &role, why)) {
        r->lost = true;
        dictionary_tell(r, "[%.*s]: %s; the role is left out", dictionary_shown(inside), inside.ptr, why);
        return PRISCUS_OK;
    }
    if (memchr(role.code.ptr, '~', role.code.len)) {
        r->lost = true;
        dictionary_tell(r, "[%.*s]: an agent's code stands on the line of its name", dictionary_shown(inside),
                        inside.ptr);
        return PRISCUS_OK;
    }
    if (!dictionary_has_room(r, d->n_roles))
        return PRISCUS_OK;
    if (d->entries[d->n_entries - 1].end_role - d->entries[d->n_entries - 1].first_role == DICTIONARY_ROLES_MAX) {
        dictionary_tell(r, "an actor has at most %d roles; [%.*s] is left out", DICTIONARY_ROLES_MAX,
                        dictionary_shown(inside), inside.ptr);
        return PRISCUS_OK;
    }
    larger = arena_grow(r->mem, d->roles, d->n_roles, &d->roles_room, sizeof *larger);
    if (!larger)
        return PRISCUS_ENOMEM;
    d->roles = larger;
    larger[d->n_roles++] = role;
    d->entries[d->n_entries - 1].end_role++;
    return PRISCUS_OK;
}

/* library.c - include/priscus.h over the floors: what is known beforehand, and what all its calls share.
 *
 * A struct priscus holds nothing but what never changes, so that threads may share it. What is exported is named in
 * priscus.map. */
#include "library/library.h"

#include <stdlib.h>

const char *priscus_version(void)
{
    return PRISCUS_VERSION;
}

static size_t size_of(const void *structure)
{
    size_t size;

    memcpy(&size, structure, sizeof size);
    return size;
}

priscus_status library_room(const char *what, const void *out, struct priscus_error *err)
{
    if (!out)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "%s must not be NULL", what);
    if (size_of(out) <= sizeof(size_t) || size_of(out) > LIBRARY_STRUCT_MAX)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "%s: struct_size is %zu; set it to sizeof the structure", what,
                         size_of(out));
    return PRISCUS_OK;
}

priscus_status library_take(const char *what, const void *from, void *out, size_t known, struct priscus_error *err)
{
    const unsigned char *bytes = from;
    priscus_status status = library_room(what, from, err);
    size_t size;

    memset(out, 0, known);
    if (status != PRISCUS_OK)
        return status;
    size = size_of(from);
    for (size_t i = known; i < size; i++)
        if (bytes[i])
            return error_set(err, PRISCUS_EVERSION, NOWHERE,
                             "%s asks for something that this library (" PRISCUS_VERSION ") does not know", what);
    memcpy(out, from, size < known ? size : known);
    return PRISCUS_OK;
}

void library_give(const void *from, void *out, size_t known)
{
    size_t size = size_of(out) < known ? size_of(out) : known;

    memcpy((char *)out + sizeof size, (const char *)from + sizeof size, size - sizeof size);
}

priscus_status library_enter(atomic_flag *busy, const char *what, struct priscus_error *err)
{
    if (atomic_flag_test_and_set(busy))
        return error_set(err, PRISCUS_EUSAGE, NOWHERE,
                         "the %s is in use: a call of another thread, or the one whose callback this is, is running",
                         what);
    return PRISCUS_OK;
}

/* The caller's list of agendas or rosters as the record floor has them. */
static priscus_status files_take(const char *what, const struct priscus_file *from, size_t n, struct arena *mem,
                                 struct knowledge_file **out, struct priscus_error *err)
{
    *out = arena_alloc(mem, n * sizeof **out);
    if (n && !from)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "priscus_open: %zu %s and no list of them", n, what);
    if (!*out)
        return error_memory(err);
    for (size_t i = 0; i < n; i++) {
        if (!from[i].name)
            return error_set(err, PRISCUS_EUSAGE, NOWHERE, "priscus_open: one of the %s has no name", what);
        (*out)[i] = (struct knowledge_file){ from[i].name, text_of(from[i].bytes, from[i].bytes ? from[i].size : 0) };
    }
    return PRISCUS_OK;
}

static priscus_status open_with(const struct priscus_config *config, struct priscus *p, struct arena *mem,
                                struct priscus_error *err)
{
    struct knowledge_file *agendas, *rosters;
    priscus_status status = files_take("agendas", config->agendas, config->n_agendas, mem, &agendas, err);

    if (status == PRISCUS_OK)
        status = files_take("rosters", config->rosters, config->n_rosters, mem, &rosters, err);
    if (status == PRISCUS_OK)
        status = language_find(config->model, config->fast ? LANGUAGE_FAST : LANGUAGE_FULL, true, &p->language, err);
    if (status == PRISCUS_OK)
        status =
            knowledge_open(p->language, agendas, config->n_agendas, rosters, config->n_rosters, &p->knowledge, err);
    return status;
}

priscus_status priscus_open(const struct priscus_config *asked, struct priscus **out, struct priscus_error *err)
{
    struct priscus_config config = { 0 };
    struct arena mem = { 0 };
    struct priscus *p;
    priscus_status status = PRISCUS_OK;

    if (!out)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "priscus_open: `out` must not be NULL");
    *out = NULL;
    if (asked)
        status = library_take("priscus_open: `config`", asked, &config, sizeof config, err);
    if (status != PRISCUS_OK)
        return status;
    p = calloc(1, sizeof *p);
    if (!p)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory before anything was read");
    status = open_with(&config, p, &mem, err);
    arena_release(&mem);
    if (status != PRISCUS_OK) {
        priscus_close(p);
        return status;
    }
    *out = p;
    return PRISCUS_OK;
}

void priscus_close(struct priscus *p)
{
    if (!p)
        return;
    knowledge_close(p->knowledge);
    language_close(p->language);
    free(p);
}

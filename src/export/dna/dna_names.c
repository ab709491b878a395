/* dna_names.c - see dna_names.h. */
#include "export/dna/dna_names.h"

#include "base/file.h"
#include "base/fold.h"
#include "record/knowledge/config.h"
#include "record/knowledge/lookup.h"

/* Whose names: those of the file of names, which come first; then those of the codebook and the roster. */
enum scope {
    MAP_CONCEPT,
    MAP_ORGANIZATION,
    MAP_PERSON,
    MAP_VARIABLE,
    ISSUE,
    PARTY,
    UNKNOWN_CONCEPT,
    UNKNOWN_ORGANIZATION
};

struct meaning {
    struct text name, is; /* `name` as it was written */
    bool opposite;
    size_t times; /* unknown ones: how often it was asked for */
    enum scope scope;
};

struct dna_names {
    struct arena mem, work; /* work: of one question */
    struct lookup lookup;   /* folded names to meanings */
    struct meaning *meanings;
    size_t n, room;
};

static struct meaning *find(struct dna_names *names, struct text folded, enum scope scope)
{
    uint32_t *at = lookup_find(&names->lookup, folded, scope);

    return at ? &names->meanings[*at] : NULL;
}

/* The first of a name stands. */
static priscus_status add(struct dna_names *names, enum scope scope, struct text name, struct text is, bool opposite)
{
    struct text folded = fold_text(name, &names->mem);
    struct meaning m = { .opposite = opposite, .scope = scope }, *grown;

    if (!folded.ptr)
        return PRISCUS_ENOMEM;
    if (!folded.len || find(names, folded, scope))
        return PRISCUS_OK;
    grown = arena_grow(&names->mem, names->meanings, names->n, &names->room, sizeof *grown);
    if (!grown || arena_text(&names->mem, name, &m.name) != PRISCUS_OK ||
        arena_text(&names->mem, is, &m.is) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    names->meanings = grown;
    grown[names->n] = m;
    return lookup_add(&names->lookup, &names->mem, folded, scope, (uint32_t)names->n++);
}

/* ---- the file of names ---------------------------------------------------------------------------- */

static priscus_status read_line(struct dna_names *names, struct config *c, enum scope scope, struct text line)
{
    size_t at = NOWHERE, next = 0;
    struct text name, is;
    bool opposite = false;
    char shown[CONFIG_SHOW];

    while ((next = text_find(line, text_c("="), next)) != NOWHERE) /* the last: a name may have one */
        at = next++;
    name = text_trim(text_of(line.ptr, at == NOWHERE ? line.len : at));
    is = at == NOWHERE ? text_of("", 0) : text_trim(text_of(line.ptr + at + 1, line.len - at - 1));
    if (!name.len || !is.len) {
        config_mistake(c, "%s: write DNA's name, then = and what it is here", config_show(text_trim(line), shown));
        return PRISCUS_OK;
    }
    if (scope == MAP_CONCEPT && text_starts(is, "not ")) {
        opposite = true;
        is = text_trim(text_of(is.ptr + 4, is.len - 4));
    }
    if (scope == MAP_VARIABLE) {
        int v = 1;

        while (v < DNA_VARIABLE_END && !text_eq_fold(name, text_c(dna_variables[v].name)))
            v++;
        if (v == DNA_VARIABLE_END)
            config_mistake(
                c, "there is no variable %s; there are person, organization, concept, agreement, stance, said, entry",
                config_show(name, shown));
    }
    return add(names, scope, name, is, opposite);
}

static priscus_status read_map(struct dna_names *names, const char *path, struct priscus_error *err)
{
    static const char *const kinds[] = { "concept", "organization", "person", "variable" };
    struct config c = { .file = path };
    struct text text, line;
    size_t kind;
    priscus_status status = file_read(path, DNA_NAMES_BYTES_MAX, &names->mem, &text, err);

    if (status != PRISCUS_OK)
        return status;
    status = config_begin(&c, text, &names->mem);
    while (status == PRISCUS_OK && (status = config_next_kind(&c, kinds, COUNT_OF(kinds), &kind, &line)) == PRISCUS_OK)
        status = read_line(names, &c, (enum scope)(MAP_CONCEPT + kind), line);
    return config_end(&c, status, err);
}

void dna_names_variables(const struct dna_names *names, const char *variables[DNA_VARIABLE_END])
{
    for (size_t i = 0; i < names->n; i++)
        for (int v = 1; v < DNA_VARIABLE_END; v++)
            if (names->meanings[i].scope == MAP_VARIABLE &&
                text_eq_fold(names->meanings[i].name, text_c(dna_variables[v].name)))
                variables[v] = names->meanings[i].is.ptr; /* arena_text() ends it with a NUL */
}

/* ---- the codebook and the roster --------------------------------------------------------------------- */

struct taking {
    struct dna_names *names;
    priscus_status status;
};

static int each_code(void *context, const struct ledger_row *row)
{
    struct taking *t = context;
    struct text kind = { 0 }, code = { 0 }, means = { 0 };

    for (size_t i = 0; i < row->n && row->values; i++) {
        struct text value = text_c(row->values[i]);

        if (strcmp(row->names[i], "kind") == 0)
            kind = value;
        else if (strcmp(row->names[i], "code") == 0)
            code = value;
        else if (strcmp(row->names[i], "means") == 0)
            means = value;
    }
    if (text_is(kind, "issue"))
        t->status = add(t->names, ISSUE, code, code, false);
    if (text_is(kind, "party")) {
        t->status = add(t->names, PARTY, code, code, false);
        if (t->status == PRISCUS_OK && means.len)
            t->status = add(t->names, PARTY, means, code, false);
    }
    return t->status != PRISCUS_OK;
}

static priscus_status take_roster(struct dna_names *names, const struct roster *roster)
{
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < roster->n_parties && status == PRISCUS_OK; i++)
        status = add(names, PARTY, roster->parties[i].code, roster->parties[i].code, false);
    for (size_t i = 0; i < roster->n_actors && status == PRISCUS_OK; i++) {
        const struct actor *a = &roster->actors[i];

        if (a->kind == ACTOR_NAME || a->kind == ACTOR_CAPITAL || a->kind == ACTOR_SEAT || a->kind == ACTOR_BODY)
            status = add(names, PARTY, a->name, roster->parties[a->party].code, false);
    }
    return status;
}

void dna_names_close(struct dna_names *names)
{
    struct arena mem;

    if (!names)
        return;
    arena_release(&names->work);
    mem = names->mem; /* it lies in its own arena */
    arena_release(&mem);
}

priscus_status dna_names_open(const char *file, struct ledger *ledger, const struct roster *roster,
                              struct dna_names **out, struct priscus_error *err)
{
    struct arena mem = { 0 };
    struct dna_names *names = arena_alloc(&mem, sizeof *names);
    struct taking t = { .names = names };
    priscus_status status;

    if (!names)
        return error_memory(err);
    names->mem = mem;
    status = file ? read_map(names, file, err) : PRISCUS_OK;
    if (status == PRISCUS_OK)
        status = ledger_ask(ledger, LEDGER_CODEBOOK, NULL, each_code, &t, err);
    if (status == PRISCUS_OK && t.status == PRISCUS_OK && roster)
        t.status = take_roster(names, roster);
    if (status == PRISCUS_OK && t.status != PRISCUS_OK)
        status = error_memory(err);
    if (status == PRISCUS_OK)
        *out = names;
    else
        dna_names_close(names);
    return status;
}

/* ---- asking --------------------------------------------------------------------------------------------- */

/* A name as it is looked up. NULL ptr: memory is out. */
static struct text asked(struct dna_names *names, struct text name)
{
    arena_reset(&names->work);
    return fold_text(name, &names->work);
}

/* By the file of names, else by what the ledger has; what is in neither is counted. */
static priscus_status ask(struct dna_names *names, struct text name, enum scope map, enum scope own, enum scope unknown,
                          struct meaning *out, bool *known)
{
    struct text folded = asked(names, name);
    struct meaning *m;
    priscus_status status = PRISCUS_OK;

    if (!folded.ptr)
        return PRISCUS_ENOMEM;
    m = find(names, folded, map);
    if (!m)
        m = find(names, folded, own);
    *known = m != NULL;
    if (m) {
        *out = *m;
        return PRISCUS_OK;
    }
    if (!find(names, folded, unknown))
        status = add(names, unknown, name, text_of("", 0), false);
    m = find(names, folded, unknown);
    if (m)
        m->times++;
    return status;
}

priscus_status dna_names_issue(struct dna_names *names, struct text concept, struct text *issue, bool *opposite,
                               bool *known)
{
    struct meaning m = { 0 };
    priscus_status status = ask(names, concept, MAP_CONCEPT, ISSUE, UNKNOWN_CONCEPT, &m, known);

    *issue = m.is;
    *opposite = m.opposite;
    return status;
}

priscus_status dna_names_party(struct dna_names *names, struct text organization, struct text *party, bool *known)
{
    struct meaning m = { 0 };
    priscus_status status = ask(names, organization, MAP_ORGANIZATION, PARTY, UNKNOWN_ORGANIZATION, &m, known);

    *party = m.is;
    return status;
}

priscus_status dna_names_speaker(struct dna_names *names, struct text person, struct text *speaker)
{
    struct text folded = asked(names, person);
    struct meaning *m = folded.ptr ? find(names, folded, MAP_PERSON) : NULL;

    *speaker = m ? m->is : person;
    return folded.ptr ? PRISCUS_OK : PRISCUS_ENOMEM;
}

void dna_names_tell(const struct dna_names *names, const struct dna_file_options *to)
{
    for (size_t i = 0; i < names->n; i++) {
        const struct meaning *m = &names->meanings[i];
        bool concept = m->scope == UNKNOWN_CONCEPT;
        char shown[CONFIG_SHOW];

        if (!concept && m->scope != UNKNOWN_ORGANIZATION)
            continue;
        dna_tell(to, "%s \"%s\": %s (%zu statement%s left out); say what it is in a file of names, as \"%s: ... = %s\"",
                 concept ? "concept" : "organization", config_show(m->name, shown),
                 concept ? "no issue is called so" : "no party is called so", m->times, m->times == 1 ? "" : "s",
                 concept ? "concept" : "organization", concept ? "ISSUE" : "CODE");
    }
}

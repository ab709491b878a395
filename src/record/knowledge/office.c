/* office.c - reads data/record/offices.txt; see office.h.
 *
 *     role: foreign minister; secretary of state; top ... diplomat
 *     covers: diplomat = foreign minister; envoy
 *     woman: spokeswoman
 *
 * A line of roles is one role under several names. What a line adds to phrases that stand elsewhere ("woman")
 * is noted on them; such a word that stands nowhere else is a title ("mrs"). */
#include "record/knowledge/office.h"

#include "base/file.h"

static struct office *known(const struct offices *o, struct text phrase)
{
    for (size_t i = 0; i < o->n; i++)
        if (text_eq(o->at[i].phrase, phrase))
            return &o->at[i];
    return NULL;
}

static priscus_status add(struct offices *o, struct arena *mem, struct office office, struct priscus_error *err)
{
    struct office *grown = arena_grow(mem, o->at, o->n, &o->room, sizeof *grown);

    if (!grown)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    o->at = grown;
    grown[o->n] = office;
    return phrase_set_add(o->phrases, mem, office.phrase, 0, (uint32_t)o->n++, err);
}

static priscus_status wrong(struct priscus_error *err, const char *file, int line, const char *what, struct text word)
{
    return error_set(err, PRISCUS_ECONFIG, NOWHERE, "%s:%d: %s \"%.*s\"", file, line, what, (int)word.len, word.ptr);
}

/* What a kind of line makes of its phrases. */
static const struct line_kind {
    const char *name;
    int kind; /* enum office_kind; -1: it adds to phrases of other lines */
    uint8_t flags, gender;
} line_kinds[] = {
    { "role", OFFICE_ROLE, 0, 0 },
    { "bars", OFFICE_BARS, 0, 0 },
    { "body", OFFICE_BODY, 0, 0 },
    { "group", OFFICE_BODY, OFFICE_GROUP, 0 },
    { "union", OFFICE_BODY, OFFICE_UNION, 0 },
    { "paper", OFFICE_PAPER, 0, 0 },
    { "former", OFFICE_FORMER, 0, 0 },
    { "anonymous", OFFICE_ANONYMOUS, 0, 0 },
    { "title", OFFICE_TITLE, 0, 0 },
    { "man", -1, 0, GENDER_MAN },
    { "woman", -1, 0, GENDER_WOMAN },
    { "for", -1, OFFICE_FOR, 0 },
    { "to", -1, OFFICE_TO, 0 },
    { "nameless", -1, OFFICE_NAMELESS, 0 },
    { "other", -1, OFFICE_OTHER, 0 },
};

static priscus_status read_phrases(struct offices *o, struct arena *mem, const char *file, int line,
                                   const struct line_kind *kind, struct text rest, struct priscus_error *err)
{
    uint8_t role = 0;

    if (kind->kind == OFFICE_ROLE)
        role = (uint8_t)++o->n_roles;
    while (rest.ptr) {
        struct text phrase = text_trim(text_cut(&rest, ';'));
        struct office *old = known(o, phrase);
        priscus_status status;

        if (!phrase.len)
            continue;
        if (old) {
            old->flags |= kind->flags;
            old->gender = kind->gender ? kind->gender : old->gender;
            continue;
        }
        if (kind->kind == OFFICE_BARS)
            role = (uint8_t)++o->n_roles;
        if (o->n_roles >= ROLES_MAX)
            return wrong(err, file, line, "there is no room for one more office:", phrase);
        status = add(o, mem,
                     (struct office){ phrase, (uint8_t)(kind->kind < 0 ? OFFICE_TITLE : kind->kind), role, kind->gender,
                                      kind->flags },
                     err);
        if (status != PRISCUS_OK) {
            error_prefix(err, "%s:%d", file, line);
            return status;
        }
    }
    return PRISCUS_OK;
}

/* covers: leader = president; prime minister */
static priscus_status read_covers(struct offices *o, const char *file, int line, struct text rest,
                                  struct priscus_error *err)
{
    struct text name = text_trim(text_cut(&rest, '='));
    const struct office *outer = known(o, name);

    if (!outer || !rest.ptr)
        return wrong(err, file, line, "there is no role", name);
    while (rest.ptr) {
        struct text word = text_trim(text_cut(&rest, ';'));
        const struct office *inner = known(o, word);

        if (!word.len)
            continue;
        if (!inner)
            return wrong(err, file, line, "there is no role", word);
        role_add(&o->meets[outer->role], inner->role);
        role_add(&o->meets[inner->role], outer->role);
    }
    return PRISCUS_OK;
}

priscus_status offices_read(const char *file, struct text text, struct arena *mem, struct offices *out,
                            struct priscus_error *err)
{
    struct lines it;
    struct text line;

    *out = (struct offices){ 0 };
    out->phrases = phrase_set_new(mem);
    if (!out->phrases)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    lines_init(&it, text, mem);
    while (lines_next(&it, &line)) {
        struct text rest = line, name = text_trim(text_cut(&rest, ':'));
        size_t k = 0;
        priscus_status status;

        if (text_is(name, "covers")) {
            status = read_covers(out, file, it.number, rest, err);
            if (status != PRISCUS_OK)
                return status;
            continue;
        }
        while (k < COUNT_OF(line_kinds) && !text_is(name, line_kinds[k].name))
            k++;
        if (k == COUNT_OF(line_kinds))
            return wrong(err, file, it.number, "there is no kind", name);
        status = read_phrases(out, mem, file, it.number, &line_kinds[k], rest, err);
        if (status != PRISCUS_OK)
            return status;
    }
    if (it.out_of_memory)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    for (size_t r = 0; r < ROLES_MAX; r++)
        role_add(&out->meets[r], (uint8_t)r);
    return PRISCUS_OK;
}

void offices_in(const struct offices *offices, struct text office, struct role_set *out)
{
    for (size_t i = 0; i < offices->n; i++) {
        struct text phrase = offices->at[i].phrase;
        size_t at = text_find(office, phrase, 0), end = at + phrase.len;

        if (offices->at[i].kind != OFFICE_ROLE || at == NOWHERE || (at > 0 && office.ptr[at - 1] != ' ') ||
            (end < office.len && is_ascii_alpha(office.ptr[end])))
            continue;
        role_add(out, offices->at[i].role);
    }
}

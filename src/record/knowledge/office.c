/* office.c - reads data/record/offices.txt; see office.h.
 *
 *     role: foreign minister; secretary of state; top ... diplomat
 *     covers: diplomat = foreign minister; envoy
 *     woman: spokeswoman
 *
 * A line of roles is one role under several names. What a line adds to phrases that stand elsewhere ("woman")
 * is noted on them; such a word that stands nowhere else is a title ("mrs"). */
#include "record/knowledge/office.h"

#include "record/knowledge/config.h"

static struct office *known(const struct offices *o, struct text phrase)
{
    for (size_t i = 0; i < o->n; i++)
        if (text_eq(o->at[i].phrase, phrase))
            return &o->at[i];
    return NULL;
}

priscus_status offices_add(struct offices *o, struct arena *mem, struct office office, unsigned flags,
                           struct priscus_error *why)
{
    struct office *grown = arena_grow(mem, o->at, o->n, &o->room, sizeof *grown);

    if (!grown)
        return PRISCUS_ENOMEM;
    o->at = grown;
    grown[o->n] = office;
    return phrase_set_add(o->phrases, mem, office.phrase, flags, (uint32_t)o->n++, why);
}

static const char *const kinds[] = { "role",  "bars", "body",  "group", "union", "paper",    "former", "anonymous",
                                     "title", "man",  "woman", "for",   "to",    "nameless", "other",  "covers" };

/* What a kind of line makes of its phrases; "covers" is read by itself. */
static const struct line_kind {
    int kind; /* enum office_kind; -1: it adds to phrases of other lines */
    uint8_t flags, gender;
} line_kinds[] = {
    { OFFICE_ROLE, 0, 0 },
    { OFFICE_BARS, 0, 0 },
    { OFFICE_BODY, 0, 0 },
    { OFFICE_BODY, OFFICE_GROUP, 0 },
    { OFFICE_BODY, OFFICE_UNION, 0 },
    { OFFICE_PAPER, 0, 0 },
    { OFFICE_FORMER, 0, 0 },
    { OFFICE_ANONYMOUS, 0, 0 },
    { OFFICE_TITLE, 0, 0 },
    { -1, 0, GENDER_MAN },
    { -1, 0, GENDER_WOMAN },
    { -1, OFFICE_FOR, 0 },
    { -1, OFFICE_TO, 0 },
    { -1, OFFICE_NAMELESS, 0 },
    { -1, OFFICE_OTHER, 0 },
};

_Static_assert(COUNT_OF(kinds) == COUNT_OF(line_kinds) + 1, "every kind but \"covers\" has its row");

static priscus_status read_phrases(struct offices *o, struct arena *mem, struct config *config,
                                   const struct line_kind *kind, struct text rest)
{
    char shown[CONFIG_SHOW];
    struct text phrase;
    uint8_t role = 0;

    if (kind->kind == OFFICE_ROLE)
        role = (uint8_t)++o->n_roles;
    while (config_value(&rest, &phrase)) {
        struct office *old = known(o, phrase);
        struct priscus_error why;
        priscus_status status;

        if (old) {
            old->flags |= kind->flags;
            old->gender = kind->gender ? kind->gender : old->gender;
            continue;
        }
        if (kind->kind == OFFICE_BARS)
            role = (uint8_t)++o->n_roles;
        if (o->n_roles >= ROLES_MAX) {
            config_mistake(config, "there is no room for one more office: \"%s\"", config_show(phrase, shown));
            return PRISCUS_OK;
        }
        status = offices_add(o, mem,
                             (struct office){ phrase, (uint8_t)(kind->kind < 0 ? OFFICE_TITLE : kind->kind), role,
                                              kind->gender, kind->flags },
                             0, &why);
        if (status == PRISCUS_EINPUT)
            config_mistake(config, "in \"%s\": %s", config_show(phrase, shown), why.message);
        else if (status != PRISCUS_OK)
            return status;
    }
    return PRISCUS_OK;
}

/* covers: leader = president; prime minister */
static void read_covers(struct offices *o, struct config *config, struct text rest)
{
    struct text name = text_trim(text_cut(&rest, '=')), word;
    const struct office *outer = known(o, name);
    char shown[CONFIG_SHOW];

    if (!outer || !rest.ptr) {
        config_mistake(config, "there is no role \"%s\"", config_show(name, shown));
        return;
    }
    while (config_value(&rest, &word)) {
        const struct office *inner = known(o, word);

        if (!inner) {
            config_mistake(config, "there is no role \"%s\"", config_show(word, shown));
            continue;
        }
        role_add(&o->meets[outer->role], inner->role);
        role_add(&o->meets[inner->role], outer->role);
    }
}

static priscus_status read_all(struct offices *o, struct config *config, struct text text, struct arena *mem)
{
    priscus_status status;
    struct text rest;
    size_t kind;

    o->phrases = phrase_set_new(mem);
    if (!o->phrases)
        return PRISCUS_ENOMEM;
    for (size_t r = 0; r < ROLES_MAX; r++)
        role_add(&o->meets[r], (uint8_t)r);
    status = config_begin(config, text, mem);
    while (status == PRISCUS_OK &&
           (status = config_next_kind(config, kinds, COUNT_OF(kinds), &kind, &rest)) == PRISCUS_OK) {
        if (kind < COUNT_OF(line_kinds))
            status = read_phrases(o, mem, config, &line_kinds[kind], rest);
        else
            read_covers(o, config, rest);
    }
    return status;
}

priscus_status offices_read(const char *file, struct text text, struct arena *mem, struct offices *out,
                            struct priscus_error *err)
{
    struct config config = { .file = file };

    *out = (struct offices){ 0 };
    return config_end(&config, read_all(out, &config, text, mem), err);
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

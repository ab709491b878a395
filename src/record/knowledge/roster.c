/* roster.c - parties, and who speaks for them when (docs/roster.md has the format).
 *
 *     party     VEL state
 *       name    Velmark; Republic of Velmark
 *       person  Ilse Brandt; Ilsa Brandt | president | 2019-05-02 |
 *
 * becomes one party and three actors: a name each for Velmark and the Republic of Velmark, and one person, found under
 * both spellings, with one term.
 *
 * Names are phrases, taken as written. The name of a party belongs to that party alone, and inside it to one actor of
 * each kind. A person's name may come in several parties: two countries may each have a Kim Jong Su.
 *
 * This file reads the lines, the parties and their names; roster_person.c reads persons, and roster_find.c answers who
 * is meant and who holds an office when. */
#include "record/knowledge/roster_reader.h"

enum key {
    KEY_ROSTER,
    KEY_VERSION,
    KEY_PARTY,
    KEY_NAME,
    KEY_ADJECTIVE,
    KEY_PEOPLE,
    KEY_CAPITAL,
    KEY_SEAT,
    KEY_BODY,
    KEY_ELSEWHERE,
    KEY_PERSON
};

static const char *const keys[] = { "roster",  "version", "party", "name",      "adjective", "people",
                                    "capital", "seat",    "body",  "elsewhere", "person" };

static const struct config_format format = {
    .a_file = "a roster",
    .a_block = "a party",
    .new_block = "party CODE KIND",
    .n_head = KEY_PARTY,
    .n_keys = COUNT_OF(keys),
    .keys = keys,
    .wanted = (const char *const[]){ "a name is", "a version is", "a code and a kind are", "names are",
                                     "adjectives are", "words are", "cities are", "names are", "names are", "names are",
                                     "NAME | office | from | to are" },
};

static const char *const kinds[] = { "state", "body", "group" }; /* enum party_kind */

/* ---- names ---- */

/* Whether a name is written with "the" makes no difference: it is found with and without. */
static struct text without_the(struct text name)
{
    struct text rest;

    if (!text_starts(name, "the ") && !text_starts(name, "The "))
        return name;
    rest = text_trim(text_of(name.ptr + 4, name.len - 4));
    return rest.len ? rest : name;
}

priscus_status roster_new_actor(struct roster_reader *r, enum actor_kind kind, struct text name, uint32_t *out)
{
    struct roster *ro = r->roster;
    struct actor *larger = arena_grow(r->mem, ro->actors, ro->n_actors, &ro->actors_room, sizeof *larger);

    if (!larger)
        return PRISCUS_ENOMEM;
    ro->actors = larger;
    *out = (uint32_t)ro->n_actors;
    ro->actors[ro->n_actors++] =
        (struct actor){ .kind = kind, .name = name, .party = r->party, .at = { r->config.file, r->config.line } };
    return PRISCUS_OK;
}

priscus_status roster_add_phrase(struct roster_reader *r, struct text name, uint32_t actor)
{
    struct priscus_error why;
    char shown[CONFIG_SHOW];
    struct text bare = without_the(name);
    /* "UN" and "WHO" are no "un" and "Who", whatever the case of a dictionary. */
    bool exact = !r->any_case || bare.len <= 3;
    priscus_status status = phrase_set_add(r->roster->phrases, r->mem, bare,
                                           (exact ? PHRASE_EXACT_CASE : 0u) | PHRASE_LITERAL, actor, &why);

    if (status != PRISCUS_EINPUT)
        return status;
    config_mistake(&r->config, "in \"%s\": %s", config_show(name, shown), why.message);
    return PRISCUS_OK;
}

/* Note that the party goes by this name. *mine is false where another one does. */
static priscus_status claim(struct roster_reader *r, struct text name, bool *mine)
{
    struct roster_index *x = r->index;
    uint32_t *earlier = lookup_find(&x->names, name, SCOPE_CLAIM);
    struct place *larger;
    char shown[CONFIG_SHOW];

    if (earlier) {
        const struct place *p = &x->claims[*earlier];
        const struct party *theirs = &r->roster->parties[p->party], *ours = &r->roster->parties[r->party];

        *mine = p->party == r->party;
        r->twice += !*mine;
        if (!*mine && !r->config.lenient)
            config_mistake(&r->config, "\"%s\" stands for %.*s here and for %.*s in %s:%d; leave it to one of them",
                           config_show(name, shown), (int)ours->code.len, ours->code.ptr, (int)theirs->code.len,
                           theirs->code.ptr, p->file, p->line);
        return PRISCUS_OK;
    }
    *mine = true;
    larger = arena_grow(r->mem, x->claims, x->n_claims, &x->claims_room, sizeof *larger);
    if (!larger)
        return PRISCUS_ENOMEM;
    x->claims = larger;
    x->claims[x->n_claims] = (struct place){ .file = r->config.file, .line = r->config.line, .party = r->party };
    return lookup_add(&x->names, r->mem, name, SCOPE_CLAIM, (uint32_t)x->n_claims++);
}

priscus_status roster_add_name(struct roster_reader *r, enum actor_kind kind, struct text name)
{
    struct text bare = without_the(name);
    uint32_t actor, scope = roster_actor_scope(r->party, kind);
    bool mine;
    priscus_status status = claim(r, bare, &mine);

    if (status != PRISCUS_OK || !mine || lookup_find(&r->index->names, bare, scope))
        return status;
    status = roster_new_actor(r, kind, name, &actor);
    if (status == PRISCUS_OK)
        status = lookup_add(&r->index->names, r->mem, bare, scope, actor);
    return status == PRISCUS_OK ? roster_add_phrase(r, name, actor) : status;
}

size_t roster_party_named(const struct roster_reader *r, struct text name)
{
    const uint32_t *claimed = lookup_find(&r->index->names, without_the(name), SCOPE_CLAIM);

    return claimed ? r->index->claims[*claimed].party : SIZE_MAX;
}

static priscus_status add_names(struct roster_reader *r, enum actor_kind kind, struct text value)
{
    struct text name;

    while (config_value(&value, &name)) {
        char shown[CONFIG_SHOW];
        priscus_status status;

        if (name.len == 0) {
            config_mistake(&r->config, "a name is missing beside a \";\"");
            continue;
        }
        if (memchr(name.ptr, '|', name.len)) {
            config_mistake(&r->config, "\"%s\": names are parted by \";\", only a person has fields parted by \"|\"",
                           config_show(name, shown));
            continue;
        }
        if (kind == ACTOR_NAME) {
            struct party *party = &r->roster->parties[r->party];

            r->named = true;
            if (party->name.len == 0)
                party->name = name;
        }
        status = roster_add_name(r, kind, name);
        if (status != PRISCUS_OK)
            return status;
    }
    return PRISCUS_OK;
}

/* ---- parties and the head ---- */

static void close_party(struct roster_reader *r)
{
    const struct party *p;

    if (!r->open)
        return;
    r->open = false;
    p = &r->roster->parties[r->party];
    if (!r->named && !r->party_old)
        config_mistake_at(&r->config, r->party_line, "party %.*s has no name; give it a line \"name\"",
                          (int)p->code.len, p->code.ptr);
}

bool roster_code_ok(struct text code)
{
    if (code.len == 0 || code.len > 30)
        return false;
    for (size_t i = 0; i < code.len; i++)
        if (!is_ascii_upper(code.ptr[i]) && !is_ascii_digit(code.ptr[i]) && code.ptr[i] != '-')
            return false;
    return code.ptr[0] != '-' && code.ptr[code.len - 1] != '-';
}

/* "VEL state"; false after a mistake. */
static bool read_party(struct roster_reader *r, struct text value, struct text *code, enum party_kind *kind)
{
    struct text word;
    char shown[CONFIG_SHOW];
    const char *nearest;

    *code = line_key(value, &word);
    if (!roster_code_ok(*code)) {
        config_mistake(&r->config, "\"%s\" is no code for a party; use capitals, digits and hyphens",
                       config_show(*code, shown));
        return false;
    }
    if (word.len == 0) {
        config_mistake(&r->config, "party %.*s needs a kind behind it: state, body or group", (int)code->len,
                       code->ptr);
        return false;
    }
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (text_is(word, kinds[i])) {
            *kind = (enum party_kind)i;
            return true;
        }
    nearest = config_nearest(word, kinds, COUNT_OF(kinds));
    if (nearest)
        config_mistake(&r->config, "\"%s\" is no kind of party; did you mean \"%s\"?", config_show(word, shown),
                       nearest);
    else
        config_mistake(&r->config, "\"%s\" is no kind of party; the kinds are state, body and group",
                       config_show(word, shown));
    return false;
}

priscus_status roster_new_party(struct roster_reader *r, struct text code, enum party_kind kind)
{
    struct roster *ro = r->roster;
    struct roster_index *x = r->index;
    struct party *larger = arena_grow(r->mem, ro->parties, ro->n_parties, &ro->parties_room, sizeof *larger);
    struct place *begun;

    if (!larger)
        return PRISCUS_ENOMEM;
    ro->parties = larger;
    begun = arena_grow(r->mem, x->begun, ro->n_parties, &x->begun_room, sizeof *begun);
    if (!begun)
        return PRISCUS_ENOMEM;
    x->begun = begun;
    r->party = (uint32_t)ro->n_parties++;
    larger[r->party] = (struct party){ .code = code, .kind = kind };
    begun[r->party] = (struct place){ .file = r->config.file, .line = r->config.line, .party = r->party };
    return lookup_add(&x->names, r->mem, code, SCOPE_CODE, r->party);
}

static priscus_status open_party(struct roster_reader *r, struct text value)
{
    struct roster *ro = r->roster;
    struct roster_index *x = r->index;
    struct place here = { .file = r->config.file, .line = r->config.line }, *begun;
    priscus_status status = PRISCUS_OK;
    enum party_kind kind;
    struct text code;
    uint32_t *known;

    if (!read_party(r, value, &code, &kind)) {
        r->config.block = CONFIG_BROKEN_BLOCK;
        return PRISCUS_OK;
    }
    known = lookup_find(&x->names, code, SCOPE_CODE);
    if (known) {
        r->party = here.party = *known;
        begun = &x->begun[r->party];
        if (begun->file == r->config.file)
            config_mistake(&r->config, "party %.*s comes twice; its first place is line %d", (int)code.len, code.ptr,
                           begun->line);
        else if (ro->parties[r->party].kind != kind)
            config_mistake(&r->config, "party %.*s is a %s here and a %s in %s:%d", (int)code.len, code.ptr,
                           kinds[kind], kinds[ro->parties[r->party].kind], begun->file, begun->line);
        else
            *begun = here;
    } else {
        status = roster_new_party(r, code, kind);
    }
    r->party_old = known != NULL;
    r->party_line = r->config.line;
    r->open = true;
    r->named = false;
    return status;
}

/* ---- the file ---- */

static priscus_status read_key(struct roster_reader *r, enum key key, struct text value)
{
    switch (key) {
    case KEY_ROSTER:
    case KEY_VERSION:
        if (!r->old)
            *(key == KEY_ROSTER ? &r->roster->name : &r->roster->version) = value;
        return PRISCUS_OK;
    case KEY_PARTY:
        close_party(r);
        return value.len ? open_party(r, value) : PRISCUS_OK;
    case KEY_PERSON:
        return value.len ? roster_add_person(r, value) : PRISCUS_OK;
    default:
        r->named |= key == KEY_NAME;
        return value.len ? add_names(r, (enum actor_kind)(ACTOR_NAME + (key - KEY_NAME)), value) : PRISCUS_OK;
    }
}

/* Make room for the names of a file in one go: growing leaves the old arrays behind. */
static priscus_status reserve(struct roster_reader *r, size_t names)
{
    struct roster *ro = r->roster;
    struct roster_index *x = r->index;
    priscus_status status = lookup_reserve(&x->names, r->mem, x->names.n + names);

    if (status != PRISCUS_OK || ro->actors || names == 0)
        return status;
    ro->actors = arena_alloc(r->mem, names * sizeof *ro->actors);
    x->last_names = arena_alloc(r->mem, names * sizeof *x->last_names);
    if (!ro->actors || !x->last_names)
        return PRISCUS_ENOMEM;
    ro->actors_room = x->last_names_room = names;
    return PRISCUS_OK;
}

static priscus_status read_own(struct roster_reader *r, struct text text)
{
    priscus_status status = config_begin(&r->config, text, r->mem);
    struct text value;
    size_t key;

    while (status == PRISCUS_OK && (status = config_next_key(&r->config, &format, &key, &value)) == PRISCUS_OK)
        status = read_key(r, (enum key)key, value);
    if (status == PRISCUS_DONE)
        close_party(r);
    return status;
}

static priscus_status read_all(struct roster_reader *r, struct text text)
{
    struct roster *ro = r->roster;
    enum roster_form form = roster_form_of(text);
    priscus_status status;

    if (!ro->phrases && !(ro->phrases = phrase_set_new(r->mem)))
        return PRISCUS_ENOMEM;
    if (!ro->index && !(ro->index = arena_alloc(r->mem, sizeof *ro->index)))
        return PRISCUS_ENOMEM;
    r->index = ro->index;
    r->config.lenient = form == ROSTER_DICTIONARY || form == ROSTER_CSV;
    r->any_case = form == ROSTER_DICTIONARY;
    status = reserve(r, text.len / 60);
    if (status != PRISCUS_OK)
        return status;
    switch (form) {
    case ROSTER_DICTIONARY:
        status = roster_read_dictionary(r, text);
        break;
    case ROSTER_CSV:
        status = roster_read_csv(r, text);
        break;
    case ROSTER_VERBS:
        config_mistake_at(&r->config, 1,
                          "this is a dictionary of verbs, which says nothing of who speaks for whom; give "
                          "the dictionaries of actors and agents");
        break;
    default:
        status = read_own(r, text);
    }
    roster_sort_last_names(r->index);
    return status;
}

priscus_status roster_read(const char *file, struct text text, struct arena *mem, struct roster *roster,
                           config_mistake_fn *each, void *context, struct priscus_error *err)
{
    /* A copy of its own also tells this reading from another of the same file. */
    const char *name = arena_copy(mem, file, strlen(file));
    struct roster_reader r = { .config = { .file = name ? name : file, .each = each, .context = context },
                               .roster = roster,
                               .mem = mem,
                               .old = roster->index != NULL };

    return config_end(&r.config, name ? read_all(&r, text) : PRISCUS_ENOMEM, err);
}

/* roster.c - parties, and who speaks for them when (docs/roster.md has the format).
 *
 *     party     VEL state
 *       name    Velmark; Republic of Velmark
 *       person  Ilse Brandt; Ilsa Brandt | president | 2019-05-02 |
 *
 * becomes one party and three actors: a name each for Velmark and the Republic of Velmark, and one
 * person, found under both spellings, with one term.
 *
 * Names are phrases, taken as written. What keeps them apart: a name belongs to one party (a person's
 * does not: two countries may each have a Kim Jong Su), and within a party it is one actor of each kind.
 *
 * Here are the lines of the file, the parties and their names; persons are read in roster_person.c,
 * and roster_find.c answers who is meant and who holds an office when. */
#include "record/knowledge/roster_reader.h"

#include "base/file.h"

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
    KEY_PERSON
};

static const char *const keys[] = { "roster", "version", "party", "name", "adjective",
                                    "people", "capital", "seat",  "body", "person" };

static const char *const wanted[] = { "a name is",
                                      "a version is",
                                      "a code and a kind are",
                                      "names are",
                                      "adjectives are",
                                      "words are",
                                      "cities are",
                                      "names are",
                                      "names are",
                                      "NAME | office | from | to are" };

_Static_assert(COUNT_OF(((struct roster_reader *)0)->lines) == KEY_PARTY, "a line for each key of the head");

static const char *const kinds[] = { "state", "body", "group" }; /* enum party_kind */

priscus_status roster_out_of_memory(struct roster_reader *r)
{
    return error_set(r->err, PRISCUS_ENOMEM, NOWHERE, "%s: out of memory", r->config.file);
}

/* ---- names ---- */

/* "the" before a name is no matter. */
static struct text without_the(struct text name)
{
    struct text rest;

    if (!text_starts(name, "the ") && !text_starts(name, "The "))
        return name;
    rest = text_trim(text_of(name.ptr + 4, name.len - 4));
    return rest.len ? rest : name;
}

bool roster_new_actor(struct roster_reader *r, int line, enum actor_kind kind, struct text name, uint32_t *out)
{
    struct roster *ro = r->roster;
    struct actor *larger = arena_grow(r->mem, ro->actors, ro->n_actors, &ro->actors_room, sizeof *larger);

    if (!larger)
        return false;
    ro->actors = larger;
    *out = (uint32_t)ro->n_actors;
    ro->actors[ro->n_actors++] =
        (struct actor){ .kind = kind, .name = name, .party = r->party, .at = { r->config.file, line } };
    return true;
}

priscus_status roster_add_phrase(struct roster_reader *r, int line, struct text name, uint32_t actor)
{
    struct priscus_error why;
    char shown[CONFIG_SHOW];
    priscus_status status =
        phrase_set_add(r->roster->phrases, r->mem, without_the(name), PHRASE_EXACT_CASE | PHRASE_LITERAL, actor, &why);

    if (status == PRISCUS_ENOMEM)
        return roster_out_of_memory(r);
    if (status != PRISCUS_OK)
        config_mistake(&r->config, line, "in \"%s\": %s", config_show(name, shown), why.message);
    return PRISCUS_OK;
}

/* Note that the party goes by this name. *mine is false where another one does. */
static priscus_status claim(struct roster_reader *r, int line, struct text name, bool *mine)
{
    struct roster_index *x = r->index;
    uint32_t *earlier = lookup_find(&x->names, name, SCOPE_CLAIM);
    struct place *larger;
    char shown[CONFIG_SHOW];

    if (earlier) {
        const struct place *p = &x->claims[*earlier];
        const struct party *theirs = &r->roster->parties[p->party], *ours = &r->roster->parties[r->party];

        *mine = p->party == r->party;
        if (!*mine)
            config_mistake(&r->config, line,
                           "\"%s\" stands for %.*s here and for %.*s in %s:%d; leave it to one of them",
                           config_show(name, shown), (int)ours->code.len, ours->code.ptr, (int)theirs->code.len,
                           theirs->code.ptr, p->file, p->line);
        return PRISCUS_OK;
    }
    *mine = true;
    larger = arena_grow(r->mem, x->claims, x->n_claims, &x->claims_room, sizeof *larger);
    if (!larger)
        return roster_out_of_memory(r);
    x->claims = larger;
    x->claims[x->n_claims] = (struct place){ .file = r->config.file, .line = line, .party = r->party };
    if (!lookup_add(&x->names, r->mem, name, SCOPE_CLAIM, (uint32_t)x->n_claims))
        return roster_out_of_memory(r);
    x->n_claims++;
    return PRISCUS_OK;
}

static priscus_status add_names(struct roster_reader *r, int line, enum actor_kind kind, struct text value)
{
    struct text name;

    while (config_value(&value, &name)) {
        struct text bare = without_the(name);
        uint32_t actor, scope = roster_actor_scope(r->party, kind);
        char shown[CONFIG_SHOW];
        priscus_status status;
        bool mine;

        if (name.len == 0) {
            config_mistake(&r->config, line, "a name is missing beside a \";\"");
            continue;
        }
        if (memchr(name.ptr, '|', name.len)) {
            config_mistake(&r->config, line,
                           "\"%s\": names are parted by \";\", only a person has fields parted by \"|\"",
                           config_show(name, shown));
            continue;
        }
        if (kind == ACTOR_NAME) {
            struct party *party = &r->roster->parties[r->party];

            r->named = true;
            if (party->name.len == 0)
                party->name = name;
        }
        status = claim(r, line, bare, &mine);
        if (status != PRISCUS_OK)
            return status;
        if (!mine || lookup_find(&r->index->names, bare, scope))
            continue;
        if (!roster_new_actor(r, line, kind, name, &actor) || !lookup_add(&r->index->names, r->mem, bare, scope, actor))
            return roster_out_of_memory(r);
        status = roster_add_phrase(r, line, name, actor);
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
        config_mistake(&r->config, r->party_line, "party %.*s has no name; give it a line \"name\"", (int)p->code.len,
                       p->code.ptr);
}

static bool code_ok(struct text code)
{
    if (code.len == 0 || code.len > 30)
        return false;
    for (size_t i = 0; i < code.len; i++)
        if (!is_ascii_upper(code.ptr[i]) && !is_ascii_digit(code.ptr[i]) && code.ptr[i] != '-')
            return false;
    return code.ptr[0] != '-' && code.ptr[code.len - 1] != '-';
}

/* "VEL state"; false after a mistake. */
static bool read_party(struct roster_reader *r, int line, struct text value, struct text *code, enum party_kind *kind)
{
    struct text word;
    char shown[CONFIG_SHOW];
    const char *nearest;

    *code = line_key(value, &word);
    if (!code_ok(*code)) {
        config_mistake(&r->config, line, "\"%s\" is no code for a party; use capitals, digits and hyphens",
                       config_show(*code, shown));
        return false;
    }
    if (word.len == 0) {
        config_mistake(&r->config, line, "party %.*s needs a kind behind it: state, body or group", (int)code->len,
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
        config_mistake(&r->config, line, "\"%s\" is no kind of party; did you mean \"%s\"?", config_show(word, shown),
                       nearest);
    else
        config_mistake(&r->config, line, "\"%s\" is no kind of party; the kinds are state, body and group",
                       config_show(word, shown));
    return false;
}

static priscus_status open_party(struct roster_reader *r, int line, struct text value)
{
    struct roster *ro = r->roster;
    struct roster_index *x = r->index;
    struct place *begun;
    enum party_kind kind;
    struct text code;
    uint32_t *known;

    close_party(r);
    r->party_line = line;
    r->broken = !read_party(r, line, value, &code, &kind);
    if (r->broken)
        return PRISCUS_OK;
    known = lookup_find(&x->names, code, SCOPE_CODE);
    if (known) {
        r->party = *known;
        begun = &x->begun[r->party];
        r->party_old = true;
        if (begun->file == r->config.file)
            config_mistake(&r->config, line, "party %.*s comes twice; its first place is line %d", (int)code.len,
                           code.ptr, begun->line);
        else if (ro->parties[r->party].kind != kind)
            config_mistake(&r->config, line, "party %.*s is a %s here and a %s in %s:%d", (int)code.len, code.ptr,
                           kinds[kind], kinds[ro->parties[r->party].kind], begun->file, begun->line);
        else
            *begun = (struct place){ .file = r->config.file, .line = line, .party = r->party };
    } else {
        struct party *larger = arena_grow(r->mem, ro->parties, ro->n_parties, &ro->parties_room, sizeof *larger);

        if (!larger)
            return roster_out_of_memory(r);
        ro->parties = larger;
        begun = arena_grow(r->mem, x->begun, ro->n_parties, &x->begun_room, sizeof *begun);
        if (!begun)
            return roster_out_of_memory(r);
        x->begun = begun;
        r->party = (uint32_t)ro->n_parties;
        r->party_old = false;
        if (!lookup_add(&x->names, r->mem, code, SCOPE_CODE, r->party))
            return roster_out_of_memory(r);
        ro->parties[r->party] = (struct party){ .code = code, .kind = kind };
        x->begun[r->party] = (struct place){ .file = r->config.file, .line = line, .party = r->party };
        ro->n_parties++;
    }
    r->open = true;
    r->named = false;
    return PRISCUS_OK;
}

/* roster, version: once each, above the first party. */
static void read_head(struct roster_reader *r, int line, enum key key, struct text value)
{
    char shown[CONFIG_SHOW];

    if (r->lines[key]) {
        config_mistake(&r->config, line, "\"%s\" comes once; it was given on line %d", keys[key], r->lines[key]);
        return;
    }
    if (key == KEY_ROSTER && !config_name(value))
        config_mistake(&r->config, line, "\"%s\" is no name for a roster; use letters, digits, dots and hyphens",
                       config_show(value, shown));
    if (key == KEY_VERSION && r->party_line)
        config_mistake(&r->config, line, "\"%s\" stands above the first party, which is on line %d", keys[key],
                       r->party_line);
    r->lines[key] = line;
    if (r->old)
        return;
    if (key == KEY_ROSTER)
        r->roster->name = value;
    else
        r->roster->version = value;
}

static priscus_status read_line(struct roster_reader *r, int line, struct text name, struct text value)
{
    size_t key = 0;

    while (key < COUNT_OF(keys) && !text_is(name, keys[key]))
        key++;
    if (key == COUNT_OF(keys)) {
        config_unknown_key(&r->config, line, name, keys, COUNT_OF(keys));
        return PRISCUS_OK;
    }
    if (key != KEY_ROSTER && !r->lines[KEY_ROSTER] && !r->told_order) {
        config_mistake(&r->config, line, "\"%s\" stands before \"roster NAME\", which comes first", keys[key]);
        r->told_order = true;
    }
    if (value.len == 0) {
        config_mistake(&r->config, line, "\"%s\" has nothing behind it; %s wanted", keys[key], wanted[key]);
        /* What was begun is known well enough not to complain of the lines behind it. */
        if (key == KEY_ROSTER)
            r->told_order = true;
        else if (key == KEY_PARTY) {
            close_party(r);
            r->broken = true;
        } else if (key == KEY_NAME)
            r->named = true;
        return PRISCUS_OK;
    }
    if (key < KEY_PARTY) {
        read_head(r, line, key, value);
        return PRISCUS_OK;
    }
    if (key == KEY_PARTY)
        return open_party(r, line, value);
    if (!r->open) {
        if (!r->broken)
            config_mistake(&r->config, line, "\"%s\" belongs to a party; \"party CODE KIND\" comes before it",
                           keys[key]);
        return PRISCUS_OK;
    }
    if (key == KEY_PERSON)
        return roster_add_person(r, line, value);
    return add_names(r, line, (enum actor_kind)(ACTOR_NAME + (key - KEY_NAME)), value);
}

/* Make room for the names of a file in one go: growing leaves the old arrays behind. */
static bool reserve(struct roster_reader *r, size_t names)
{
    struct roster *ro = r->roster;
    struct roster_index *x = r->index;

    if (!lookup_reserve(&x->names, r->mem, x->names.n + names))
        return false;
    if (ro->actors || names == 0)
        return true;
    ro->actors = arena_alloc(r->mem, names * sizeof *ro->actors);
    x->last_names = arena_alloc(r->mem, names * sizeof *x->last_names);
    if (!ro->actors || !x->last_names)
        return false;
    ro->actors_room = x->last_names_room = names;
    return true;
}

priscus_status roster_read(const char *file, struct text text, struct arena *mem, struct roster *roster,
                           config_mistake_fn *each, void *context, struct priscus_error *err)
{
    struct roster_reader r = { .config = { .each = each, .context = context },
                               .roster = roster,
                               .mem = mem,
                               .err = err,
                               .old = roster->index != NULL };
    struct lines it;
    struct text line;

    /* A copy of its own also tells this reading from another of the same file. */
    r.config.file = arena_copy(mem, file, strlen(file));
    if (!r.config.file) {
        r.config.file = file;
        return roster_out_of_memory(&r);
    }
    if (!roster->phrases && !(roster->phrases = phrase_set_new(mem)))
        return roster_out_of_memory(&r);
    if (!roster->index && !(roster->index = arena_alloc(mem, sizeof *roster->index)))
        return roster_out_of_memory(&r);
    r.index = roster->index;
    if (!config_text(&r.config, text, mem, &text))
        return roster_out_of_memory(&r);

    if (!reserve(&r, text.len / 60))
        return roster_out_of_memory(&r);
    lines_init(&it, text, mem);
    while (lines_next(&it, &line)) {
        struct text value, key = line_key(line, &value);
        priscus_status status = read_line(&r, it.number, key, value);

        if (status != PRISCUS_OK)
            return status;
    }
    if (it.out_of_memory)
        return roster_out_of_memory(&r);
    close_party(&r);
    roster_sort_last_names(r.index);
    if (!r.lines[KEY_ROSTER] && !r.told_order)
        config_mistake(&r.config, 1, "the file has no roster; it begins with \"roster NAME\"");
    else if (!r.party_line && r.config.mistakes == 0)
        config_mistake(&r.config, r.lines[KEY_ROSTER], "the roster has no party; add one with \"party CODE KIND\"");
    return config_status(&r.config, err);
}

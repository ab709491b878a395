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
 * does not: two countries may each have a Kim Jong Su), and within a party it is one actor of each kind. */
#include "record/roster.h"

#include "base/file.h"

#include <stdlib.h>

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

static const char *const kinds[] = { "state", "body", "group" }; /* enum party_kind */

/* Who claimed a name first, and where a party was begun. */
struct place {
    const char *file;
    int line;
    uint32_t party;
};

struct last_name {
    const char *word;
    uint32_t len, hash, actor;
};

/* Scopes of roster_index.names; actors have (party, kind) from SCOPE_ACTOR on. */
enum { SCOPE_CODE, SCOPE_CLAIM, SCOPE_ACTOR };

struct roster_index {
    struct lookup names;    /* codes to parties, names to claims, names to actors */
    struct lookup variants; /* names of persons in one word, scope: the actor     */
    struct place *claims;
    size_t n_claims, claims_room;
    struct place *begun; /* of each party, as its last file has it               */
    size_t begun_room;
    struct last_name *last_names; /* by hash, then actor, after each roster_read */
    size_t n_last_names, last_names_room;
};

struct reader {
    struct config config;
    struct roster *roster;
    struct roster_index *index;
    struct arena *mem;
    struct priscus_error *err;
    int lines[KEY_PARTY]; /* where roster and version were given; 0: not yet  */
    bool told_order;      /* that roster comes first: said once               */
    bool old;             /* the first roster has been read already           */
    /* the party that is open: */
    bool open, broken; /* broken: its line had a mistake; nothing is kept of it */
    bool party_old;    /* an earlier file has it                              */
    uint32_t party;
    int party_line;
    bool named;
};

static priscus_status out_of_memory(struct reader *r)
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

static uint32_t actor_scope(uint32_t party, enum actor_kind kind)
{
    return SCOPE_ACTOR + party * (ACTOR_PERSON + 1) + (uint32_t)kind;
}

static bool new_actor(struct reader *r, enum actor_kind kind, struct text name, uint32_t *out)
{
    struct roster *ro = r->roster;
    struct actor *larger = arena_grow(r->mem, ro->actors, ro->n_actors, &ro->actors_room, sizeof *larger);

    if (!larger)
        return false;
    ro->actors = larger;
    *out = (uint32_t)ro->n_actors;
    ro->actors[ro->n_actors++] = (struct actor){ .kind = kind, .name = name, .party = r->party };
    return true;
}

/* Make the name findable. A name that is no phrase is a mistake, and no failure. */
static priscus_status add_phrase(struct reader *r, int line, struct text name, uint32_t actor)
{
    struct priscus_error why;
    char shown[CONFIG_SHOW];
    priscus_status status = phrase_set_add(r->roster->phrases, r->mem, without_the(name),
                                           PHRASE_EXACT_CASE | PHRASE_LITERAL, actor, &why);

    if (status == PRISCUS_ENOMEM)
        return out_of_memory(r);
    if (status != PRISCUS_OK)
        config_mistake(&r->config, line, "in \"%s\": %s", config_show(name, shown), why.message);
    return PRISCUS_OK;
}

/* Note that the party goes by this name. *mine is false where another one does. */
static priscus_status claim(struct reader *r, int line, struct text name, bool *mine)
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
        return out_of_memory(r);
    x->claims = larger;
    x->claims[x->n_claims] = (struct place){ .file = r->config.file, .line = line, .party = r->party };
    if (!lookup_add(&x->names, r->mem, name, SCOPE_CLAIM, (uint32_t)x->n_claims))
        return out_of_memory(r);
    x->n_claims++;
    return PRISCUS_OK;
}

static priscus_status add_names(struct reader *r, int line, enum actor_kind kind, struct text value)
{
    struct text name;

    while (config_value(&value, &name)) {
        struct text bare = without_the(name);
        uint32_t actor, scope = actor_scope(r->party, kind);
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
        if (!new_actor(r, kind, name, &actor) || !lookup_add(&r->index->names, r->mem, bare, scope, actor))
            return out_of_memory(r);
        status = add_phrase(r, line, name, actor);
        if (status != PRISCUS_OK)
            return status;
    }
    return PRISCUS_OK;
}

/* ---- persons ---- */

static struct text last_word(struct text name, struct text *before)
{
    size_t i = name.len;

    while (i > 0 && !is_ascii_space(name.ptr[i - 1]))
        i--;
    *before = text_trim(text_of(name.ptr, i));
    return text_of(name.ptr + i, name.len - i);
}

static struct text last_name_of(struct text name)
{
    static const char *const suffixes[] = { "Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV" };
    struct text before, word = last_word(name, &before);

    for (size_t i = 0; i < COUNT_OF(suffixes); i++)
        if (before.len && text_is(word, suffixes[i])) {
            word = last_word(before, &before);
            if (word.len > 1 && word.ptr[word.len - 1] == ',')
                word.len--;
            break;
        }
    return word;
}

/* Bytes of a curly apostrophe at i, which counts as a plain one; 0: it is none. */
static size_t curly_at(struct text t, size_t i)
{
    return t.len - i >= 3 &&
                   (memcmp(t.ptr + i, "\xE2\x80\x99", 3) == 0 || memcmp(t.ptr + i, "\xE2\x80\x98", 3) == 0)
               ? 3
               : 0;
}

/* FNV-1a with apostrophes plain. */
static uint32_t plain_hash(struct text t)
{
    uint64_t h = 0xCBF29CE484222325u;

    for (size_t i = 0, n; i < t.len; i += n ? n : 1) {
        n = curly_at(t, i);
        h = (h ^ (n ? (unsigned char)'\'' : (unsigned char)t.ptr[i])) * 0x100000001B3u;
    }
    return (uint32_t)(h ^ h >> 32);
}

static bool plain_eq(struct text a, struct text b)
{
    size_t i = 0, j = 0;

    while (i < a.len && j < b.len) {
        size_t n = curly_at(a, i), m = curly_at(b, j);

        if ((n ? '\'' : a.ptr[i]) != (m ? '\'' : b.ptr[j]))
            return false;
        i += n ? n : 1;
        j += m ? m : 1;
    }
    return i == a.len && j == b.len;
}

static bool add_last_name(struct reader *r, struct text word, uint32_t actor)
{
    struct roster_index *x = r->index;
    struct last_name *larger =
        arena_grow(r->mem, x->last_names, x->n_last_names, &x->last_names_room, sizeof *larger);

    if (!larger)
        return false;
    x->last_names = larger;
    x->last_names[x->n_last_names++] = (struct last_name){
        .word = word.ptr, .len = (uint32_t)word.len, .hash = plain_hash(word), .actor = actor
    };
    return true;
}

/* The last name, and what newspapers make of "al-Sharaa": Al-Sharaa, Sharaa. */
static bool add_last_names(struct reader *r, struct text name, uint32_t actor)
{
    struct text word = last_name_of(name), bare;
    const char *hyphen = memchr(word.ptr, '-', word.len);
    size_t article = hyphen ? (size_t)(hyphen - word.ptr) : 0;
    char *other;

    if (!add_last_name(r, word, actor))
        return false;
    bare = text_of(word.ptr + article, word.len - article);
    if (article != 2 || bare.len < 4) /* al-, el-, as-, Ed-: the article before a name */
        return true;
    if (!memchr("aAeE", word.ptr[0], 4))
        return true;
    other = arena_copy(r->mem, word.ptr, word.len);
    if (!other)
        return false;
    other[0] = (char)(is_ascii_upper(other[0]) ? ascii_lower(other[0]) : other[0] - 32);
    return add_last_name(r, text_of(other, word.len), actor) &&
           add_last_name(r, text_of(bare.ptr + 1, bare.len - 1), actor);
}

static bool full_name(struct text name)
{
    for (size_t i = 0; i < name.len; i++)
        if (is_ascii_space(name.ptr[i]))
            return true;
    return false;
}

/* The person of the open party who goes by one of these names, or a new one. */
static bool find_person(struct reader *r, struct text names, uint32_t *actor)
{
    uint32_t scope = actor_scope(r->party, ACTOR_PERSON);
    struct text rest = names, name, first = { 0 };

    while (config_value(&rest, &name)) {
        uint32_t *known = lookup_find(&r->index->names, name, scope);

        /* The first name says who it is; a variant does if it is more than "Kim". */
        if (known && (!first.ptr || full_name(name))) {
            *actor = *known;
            return true;
        }
        if (!first.ptr)
            first = name;
    }
    return new_actor(r, ACTOR_PERSON, first, actor);
}

static priscus_status name_person(struct reader *r, int line, struct text names, uint32_t actor)
{
    uint32_t scope = actor_scope(r->party, ACTOR_PERSON);
    struct text rest = names, name;

    for (bool first = true; config_value(&rest, &name); first = false) {
        uint32_t *known = lookup_find(&r->index->names, name, scope);
        priscus_status status;

        if ((known && *known == actor) || lookup_find(&r->index->variants, name, actor))
            continue;
        /* Two people may both be called "Kim" for short; a full name is one person's. */
        if (known || (!first && !full_name(name)) ? !lookup_add(&r->index->variants, r->mem, name, actor, actor)
                                                  : !lookup_add(&r->index->names, r->mem, name, scope, actor))
            return out_of_memory(r);
        if (!add_last_names(r, name, actor))
            return out_of_memory(r);
        status = add_phrase(r, line, name, actor);
        if (status != PRISCUS_OK)
            return status;
    }
    return PRISCUS_OK;
}

/* 2024, 2024-06 or 2024-06-01, and empty for unknown. */
static bool read_date(struct reader *r, int line, struct text value, bool is_end, struct date *out)
{
    char shown[CONFIG_SHOW];
    struct date d = { .zone = DATE_NO_ZONE };

    if (value.len && ((value.len != 4 && value.len != 7 && value.len != 10) || !date_parse_iso(value, &d) ||
                      d.precision > PRECISION_DAY)) {
        config_mistake(&r->config, line, "there is no date \"%s\"; a date is 2024, 2024-06 or 2024-06-01%s",
                       config_show(value, shown), is_end ? ", or \"last known\" and a date" : "");
        return false;
    }
    *out = d;
    return true;
}

static bool read_term(struct reader *r, int line, struct text office, struct text from, struct text to,
                      struct term *out)
{
    struct term term = { .office = office, .party = r->party };
    char begins[DATE_TEXT_MAX], ends[DATE_TEXT_MAX];
    bool good;

    if (text_starts(to, "last known")) {
        to = text_trim(text_of(to.ptr + 10, to.len - 10));
        term.last_known = true;
        if (to.len == 0) {
            config_mistake(&r->config, line, "\"last known\" needs a date behind it, as in last known 2024-06");
            return false;
        }
    }
    good = read_date(r, line, from, false, &term.from);
    good = read_date(r, line, to, true, &term.to) && good;
    if (!good)
        return false;
    if (date_known(term.from) && date_known(term.to) && date_last_days(term.to) < date_to_days(term.from)) {
        config_mistake(&r->config, line, "the term ends (%s) before it begins (%s)", date_format(term.to, ends),
                       date_format(term.from, begins));
        return false;
    }
    *out = term;
    return true;
}

static bool add_term(struct reader *r, uint32_t actor, struct term term)
{
    struct actor *a = &r->roster->actors[actor];

    /* Room for 1, 2, 4, ... terms: there is more than that whenever n is a power of two. */
    if ((a->n_terms & (a->n_terms - 1)) == 0) {
        struct term *larger = arena_alloc(r->mem, (a->n_terms ? a->n_terms * 2 : 1) * sizeof *larger);

        if (!larger)
            return false;
        if (a->n_terms)
            memcpy(larger, a->terms, a->n_terms * sizeof *larger);
        a->terms = larger;
    }
    a->terms[a->n_terms++] = term;
    return true;
}

static priscus_status add_person(struct reader *r, int line, struct text value)
{
    struct text fields[4], rest = value, names, name;
    struct term term;
    size_t n = 0;
    char shown[CONFIG_SHOW];
    priscus_status status;
    uint32_t actor;

    for (; rest.ptr; n++) {
        struct text field = config_field(&rest, '|');

        if (n < COUNT_OF(fields))
            fields[n] = field;
    }
    if (n != COUNT_OF(fields)) {
        config_mistake(&r->config, line,
                       "a person is written NAME; VARIANT | office | from | to, with three \"|\"; here %s %zu",
                       n == 2 ? "is" : "are", n - 1);
        return PRISCUS_OK;
    }
    names = fields[0];
    for (rest = names; config_value(&rest, &name);)
        if (name.len == 0) {
            config_mistake(&r->config, line,
                           names.len ? "a name is missing beside a \";\"" : "the person has no name");
            return PRISCUS_OK;
        }
    if (fields[1].len == 0) {
        config_mistake(&r->config, line, "\"%s\" has no office; write it between the first two \"|\"",
                       config_show(names, shown));
        return PRISCUS_OK;
    }
    if (!read_term(r, line, fields[1], fields[2], fields[3], &term))
        return PRISCUS_OK;
    if (!find_person(r, names, &actor))
        return out_of_memory(r);
    status = name_person(r, line, names, actor);
    if (status != PRISCUS_OK)
        return status;
    return add_term(r, actor, term) ? PRISCUS_OK : out_of_memory(r);
}

/* ---- parties and the head ---- */

static void close_party(struct reader *r)
{
    const struct party *p;

    if (!r->open)
        return;
    r->open = false;
    p = &r->roster->parties[r->party];
    if (!r->named && !r->party_old)
        config_mistake(&r->config, r->party_line, "party %.*s has no name; give it a line \"name\"",
                       (int)p->code.len, p->code.ptr);
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
static bool read_party(struct reader *r, int line, struct text value, struct text *code, enum party_kind *kind)
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
        config_mistake(&r->config, line, "party %.*s needs a kind behind it: state, body or group",
                       (int)code->len, code->ptr);
        return false;
    }
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (text_is(word, kinds[i])) {
            *kind = (enum party_kind)i;
            return true;
        }
    nearest = config_nearest(word, kinds, COUNT_OF(kinds));
    if (nearest)
        config_mistake(&r->config, line, "\"%s\" is no kind of party; did you mean \"%s\"?",
                       config_show(word, shown), nearest);
    else
        config_mistake(&r->config, line, "\"%s\" is no kind of party; the kinds are state, body and group",
                       config_show(word, shown));
    return false;
}

static priscus_status open_party(struct reader *r, int line, struct text value)
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
            config_mistake(&r->config, line, "party %.*s comes twice; its first place is line %d",
                           (int)code.len, code.ptr, begun->line);
        else if (ro->parties[r->party].kind != kind)
            config_mistake(&r->config, line, "party %.*s is a %s here and a %s in %s:%d", (int)code.len,
                           code.ptr, kinds[kind], kinds[ro->parties[r->party].kind], begun->file, begun->line);
        else
            *begun = (struct place){ .file = r->config.file, .line = line, .party = r->party };
    } else {
        struct party *larger =
            arena_grow(r->mem, ro->parties, ro->n_parties, &ro->parties_room, sizeof *larger);

        if (!larger)
            return out_of_memory(r);
        ro->parties = larger;
        begun = arena_grow(r->mem, x->begun, ro->n_parties, &x->begun_room, sizeof *begun);
        if (!begun)
            return out_of_memory(r);
        x->begun = begun;
        r->party = (uint32_t)ro->n_parties;
        r->party_old = false;
        if (!lookup_add(&x->names, r->mem, code, SCOPE_CODE, r->party))
            return out_of_memory(r);
        ro->parties[r->party] = (struct party){ .code = code, .kind = kind };
        x->begun[r->party] = (struct place){ .file = r->config.file, .line = line, .party = r->party };
        ro->n_parties++;
    }
    r->open = true;
    r->named = false;
    return PRISCUS_OK;
}

/* roster, version: once each, above the first party. */
static void read_head(struct reader *r, int line, enum key key, struct text value)
{
    char shown[CONFIG_SHOW];

    if (r->lines[key]) {
        config_mistake(&r->config, line, "\"%s\" comes once; it was given on line %d", keys[key],
                       r->lines[key]);
        return;
    }
    if (key == KEY_ROSTER && !config_name(value))
        config_mistake(&r->config, line,
                       "\"%s\" is no name for a roster; use letters, digits, dots and hyphens",
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

static priscus_status read_line(struct reader *r, int line, struct text name, struct text value)
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
        return add_person(r, line, value);
    return add_names(r, line, (enum actor_kind)(ACTOR_NAME + (key - KEY_NAME)), value);
}

static int by_hash(const void *a, const void *b)
{
    const struct last_name *x = a, *y = b;

    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->actor > y->actor) - (x->actor < y->actor);
}

/* Make room for the names of a file in one go: growing leaves the old arrays behind. */
static bool reserve(struct reader *r, size_t names)
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
    struct reader r = { .config = { .each = each, .context = context },
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
        return out_of_memory(&r);
    }
    if (!roster->phrases && !(roster->phrases = phrase_set_new(mem)))
        return out_of_memory(&r);
    if (!roster->index && !(roster->index = arena_alloc(mem, sizeof *roster->index)))
        return out_of_memory(&r);
    r.index = roster->index;
    if (!config_text(&r.config, text, mem, &text))
        return out_of_memory(&r);

    if (!reserve(&r, text.len / 60))
        return out_of_memory(&r);
    lines_init(&it, text, mem);
    while (lines_next(&it, &line)) {
        struct text value, key = line_key(line, &value);
        priscus_status status = read_line(&r, it.number, key, value);

        if (status != PRISCUS_OK)
            return status;
    }
    if (it.out_of_memory)
        return out_of_memory(&r);
    close_party(&r);
    if (r.index->n_last_names)
        qsort(r.index->last_names, r.index->n_last_names, sizeof *r.index->last_names, by_hash);
    if (!r.lines[KEY_ROSTER] && !r.told_order)
        config_mistake(&r.config, 1, "the file has no roster; it begins with \"roster NAME\"");
    else if (!r.party_line && r.config.mistakes == 0)
        config_mistake(&r.config, r.lines[KEY_ROSTER],
                       "the roster has no party; add one with \"party CODE KIND\"");
    return config_status(&r.config, err);
}

/* ---- asking ---- */

static bool begun_by(const struct term *t, long last)
{
    return !date_known(t->from) || date_to_days(t->from) <= last;
}

/* 0: does not hold; 1: held last, as far as is known; 2: holds. */
static int holds(const struct actor *actor, const struct term *t, struct date date)
{
    long first = date_to_days(date), last = date_last_days(date), end;

    if (!begun_by(t, last))
        return 0;
    if (!date_known(t->to))
        return 2;
    end = date_last_days(t->to);
    if (first <= end)
        return 2;
    if (!t->last_known)
        return 0;
    for (size_t i = 0; i < actor->n_terms; i++) {
        const struct term *other = &actor->terms[i];

        if (other != t && date_known(other->from) && date_compare(other->from, t->from) > 0 &&
            date_to_days(other->from) >= date_to_days(t->to) && begun_by(other, last))
            return 0;
    }
    return 1;
}

const struct term *roster_term(const struct roster *roster, const struct actor *actor, struct date date)
{
    const struct term *best = NULL;
    int best_rank = 0;

    (void)roster;
    for (size_t i = 0; i < actor->n_terms; i++) {
        const struct term *t = &actor->terms[i];
        int rank, order;

        if (date_known(date))
            rank = holds(actor, t, date);
        else
            rank = t->last_known || !date_known(t->to) ? 2 : 1;
        if (rank == 0)
            continue;
        order = best ? date_compare(t->from, best->from) : 1;
        if (rank > best_rank || (rank == best_rank && order > 0)) {
            best = t;
            best_rank = rank;
        }
    }
    return best;
}

size_t roster_by_last_name(const struct roster *roster, struct text last_name, size_t from)
{
    const struct roster_index *x = roster->index;
    uint32_t hash = plain_hash(last_name);
    size_t low = 0, high = x ? x->n_last_names : 0;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct last_name *l = &x->last_names[middle];

        if (l->hash < hash || (l->hash == hash && l->actor < from))
            low = middle + 1;
        else
            high = middle;
    }
    for (; x && low < x->n_last_names && x->last_names[low].hash == hash; low++)
        if (plain_eq(text_of(x->last_names[low].word, x->last_names[low].len), last_name))
            return x->last_names[low].actor;
    return SIZE_MAX;
}

size_t roster_party(const struct roster *roster, struct text code)
{
    const uint32_t *party = roster->index ? lookup_find(&roster->index->names, code, SCOPE_CODE) : NULL;

    return party ? *party : SIZE_MAX;
}

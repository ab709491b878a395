/* roster_dictionary.c - a roster out of a dictionary of actors (record/dictionary).
 *
 *     VESHKAR_ [VSK]                            a name of the state VSK
 *     +VESHKARI_                                an adjective of it
 *     VESHKARI_RAILWAYS [VSKGOV]                a body of VSK
 *     ILMAR_TESSOV_                             a person, since his roles have days and are in a part of the state:
 *         [VSKELI <270503]                          no term, for a member of an elite is nobody's voice
 *         [VSKGOV >270504]                          a term, "government"; last known on the day that the file is of
 *     TESMARI_FRONT [VSKREBTLF]                 a name of the group VSKREBTLF
 *
 * Which party a code is: actor_code.h. A state or an organisation that goes by the name of one that an earlier roster has under
 * another code is that one. Of names that two parties have, the first in the file keeps it.
 *
 * A dictionary does not say what is a person. Where we are wrong, a council with days of its own is taken for somebody called
 * so, and an official without days for a body; both speak for the right party. Names have no days, so that of a state
 * whose code changed the role without days counts, else the last. */
#include "record/dictionary/actor_code.h"
#include "record/dictionary/dictionary.h"
#include "record/import/dictionary_name.h"
#include "record/knowledge/office.h"
#include "record/knowledge/roster_reader.h"
#include "record/knowledge/spelling.h"

enum { NAMES_TRIED = 60 }; /* names of a person that are kept, and compared with each other */

static void on_told(void *context, int line, const char *message)
{
    struct roster_reader *r = context;

    config_mistake_at(&r->config, line, "%s", message);
}

/* ---- parties ---- */

/* The party's code in capitals. A NULL ptr: memory is out. */
static struct text capitals(struct text code, struct arena *mem)
{
    char *out = arena_copy(mem, code.ptr, code.len);

    for (size_t i = 0; out && i < code.len; i++)
        if (out[i] >= 'a' && out[i] <= 'z')
            out[i] = (char)(out[i] - 32);
    return text_of(out, code.len);
}

/* r->party is the code's: one that is there, the one that `name` (may be empty) is claimed by, or a new one. ENOMEM. */
static priscus_status use_party(struct roster_reader *r, struct actor_code code, struct text name)
{
    struct text party = capitals(code.party, r->mem);
    size_t known, named;

    if (!party.ptr)
        return PRISCUS_ENOMEM;
    known = roster_party(r->roster, party);
    if (known == SIZE_MAX && name.len && !code.shared && (named = roster_party_named(r, name)) != SIZE_MAX) {
        r->party = (uint32_t)named;
        return lookup_add(&r->index->names, r->mem, party, SCOPE_CODE, r->party);
    }
    if (known != SIZE_MAX) {
        r->party = (uint32_t)known;
        return PRISCUS_OK;
    }
    return roster_new_party(r, party,
                            code.kind == ACTOR_CODE_STATE  ? PARTY_STATE
                            : code.kind == ACTOR_CODE_BODY ? PARTY_BODY
                                                           : PARTY_GROUP);
}

/* ---- names ---- */

/* All that our list of offices has, in `out`. */
static priscus_status read_offices(struct arena *mem, struct lookup *out)
{
    static const char file[] = "record/offices.txt";
    struct offices *offices = arena_alloc(mem, sizeof *offices);
    priscus_status status = offices ? offices_read(file, builtin_file(file), mem, offices, NULL) : PRISCUS_ENOMEM;

    for (size_t i = 0; status == PRISCUS_OK && i < offices->n; i++)
        status = lookup_add(out, mem, offices->at[i].phrase, 0, (uint32_t)i);
    return status;
}

/* "SECRETARY_OF_STATE [USAGOV]": an office is no name. Whose it is, the page says. */
static bool is_office(const struct lookup *offices, struct text name)
{
    char small[DICTIONARY_NAME_MAX];

    if (name.len > sizeof small)
        return false;
    for (size_t i = 0; i < name.len; i++)
        small[i] = ascii_lower(name.ptr[i]);
    return lookup_find(offices, text_of(small, name.len), 0) != NULL;
}

static priscus_status add_party_names(struct roster_reader *r, const struct dictionary *d, const struct lookup *offices,
                                      const struct dictionary_entry *e, struct actor_code code)
{
    struct text first = dictionary_name_plain(d->names[e->first_name].text, r->mem);
    struct party *party;
    priscus_status status;

    if (!first.ptr)
        return PRISCUS_ENOMEM;
    status = use_party(r, code, code.part ? text_of("", 0) : first);
    if (status != PRISCUS_OK)
        return status;
    party = &r->roster->parties[r->party];
    if (party->name.len == 0 && !code.part && !code.shared)
        party->name = first;
    for (uint32_t i = e->first_name; i < e->end_name; i++) {
        struct text name = dictionary_name_plain(d->names[i].text, r->mem);
        enum actor_kind kind = ACTOR_NAME;

        if (!name.ptr)
            return PRISCUS_ENOMEM;
        if (code.part || code.shared)
            kind = ACTOR_BODY;
        else if (code.kind == ACTOR_CODE_STATE && dictionary_name_adjective(name, first))
            kind = ACTOR_ADJECTIVE;
        r->config.line = d->names[i].line;
        if (name.len && !is_office(offices, name) && (status = roster_add_name(r, kind, name)) != PRISCUS_OK)
            return status;
    }
    return PRISCUS_OK;
}

/* ---- persons ---- */

/* Is a title or nothing new in this name beside the others: "President Brandt", "Secretary Ilse Brandt", "Brandt"? Last names
 * are found by themselves, and titles too. */
static bool is_more(const struct text *names, size_t n, size_t i)
{
    struct text before, last = spelling_last_name(names[i], &before), first_before;

    if (before.len == 0)
        return false;
    for (size_t k = 0; k < n; k++)
        if (k != i && memchr(names[k].ptr, ' ', names[k].len) && dictionary_name_ends_with(names[i], names[k]))
            return false;
    return i == 0 || !spelling_meets(last, spelling_last_name(names[0], &first_before)) || first_before.len == 0 ||
           spelling_person_meets(names[0], names[i]);
}

/* "Ilse Brandt; Ilsa Brandt". A NULL ptr: memory is out; empty: no name is left. */
static struct text person_names(struct roster_reader *r, const struct dictionary *d, const struct dictionary_entry *e)
{
    struct text names[NAMES_TRIED];
    size_t n = 0, room = 0, len = 0;
    char *out;

    for (uint32_t i = e->first_name; i < e->end_name && n < NAMES_TRIED; i++) {
        names[n] = dictionary_name_plain(d->names[i].text, r->mem);
        if (!names[n].ptr)
            return (struct text){ 0 };
        room += names[n].len + 1;
        n += names[n].len > 0;
    }
    out = arena_alloc(r->mem, room);
    for (size_t pass = 0; out && pass < 2 && len == 0; pass++) /* all are titles, or one word: the first is the name */
        for (size_t i = 0; i < (pass ? n > 0 : n); i++)
            if (pass || is_more(names, n, i)) {
                out[len] = ';';
                len += len > 0;
                memcpy(out + len, names[i].ptr, names[i].len);
                len += names[i].len;
            }
    return text_of(out, len);
}

static struct date date_of(int32_t day)
{
    return day ? date_day(day / 10000, day / 100 % 100, day % 100) : (struct date){ .zone = DATE_NO_ZONE };
}

static priscus_status add_term(struct roster_reader *r, const struct dictionary *d, const struct dictionary_role *role,
                               struct text names)
{
    struct actor_code code = actor_code_read(role->code);
    struct term term = { .from = date_of(role->from), .to = date_of(role->to) };
    char office[ACTOR_CODE_OFFICE_MAX];
    priscus_status status = use_party(r, code, text_of("", 0));

    if (status != PRISCUS_OK)
        return status;
    r->config.line = role->line;
    term.party = r->party;
    term.at = (struct written){ r->config.file, role->line };
    if (role->from && !role->to && role->from <= d->as_of) {
        term.to = date_of(d->as_of);
        term.last_known = true;
    }
    actor_code_office(role->code, office);
    term.office = text_of(arena_copy(r->mem, office, strlen(office)), strlen(office));
    return term.office.ptr ? roster_put_person(r, names, term) : PRISCUS_ENOMEM;
}

static priscus_status add_person(struct roster_reader *r, const struct dictionary *d, const struct dictionary_entry *e)
{
    struct text names = person_names(r, d, e);

    if (!names.ptr)
        return PRISCUS_ENOMEM;
    for (uint32_t i = e->first_role; names.len && i < e->end_role; i++) {
        priscus_status status;

        if (actor_code_read(d->roles[i].code).kind == ACTOR_CODE_NOBODY)
            continue;
        r->config.line = e->line;
        status = add_term(r, d, &d->roles[i], names);
        if (status != PRISCUS_OK)
            return status;
    }
    return PRISCUS_OK;
}

/* ---- entries ---- */

/* A role with days, in a part of something: an office. */
static bool is_person(const struct dictionary *d, const struct dictionary_entry *e)
{
    for (uint32_t i = e->first_role; i < e->end_role; i++) {
        const struct dictionary_role *role = &d->roles[i];
        struct actor_code code = actor_code_read(role->code);

        if ((role->from || role->to) && (code.kind != ACTOR_CODE_STATE || code.part))
            return true;
    }
    return false;
}

static priscus_status add_entry(struct roster_reader *r, const struct dictionary *d, const struct lookup *offices,
                                const struct dictionary_entry *e)
{
    const struct dictionary_role *role = NULL;
    struct actor_code code;

    if (e->end_role == e->first_role)
        return PRISCUS_OK;
    if (is_person(d, e))
        return add_person(r, d, e);
    for (uint32_t i = e->first_role; i < e->end_role && !(role && !role->from && !role->to); i++)
        role = &d->roles[i];
    code = actor_code_read(role->code);
    if (code.kind == ACTOR_CODE_NOBODY || code.media)
        return PRISCUS_OK;
    return add_party_names(r, d, offices, e, code);
}

static priscus_status keep(struct roster_reader *r, struct dictionary *d)
{
    struct roster_source *source = arena_alloc(r->mem, sizeof *source);

    if (!source)
        return PRISCUS_ENOMEM;
    *source = (struct roster_source){ .file = r->config.file, .dictionary = d, .next = r->roster->sources };
    r->roster->sources = source;
    return PRISCUS_OK;
}

priscus_status roster_read_dictionary(struct roster_reader *r, struct text text)
{
    struct dictionary *d = arena_alloc(r->mem, sizeof *d);
    priscus_status status = d ? dictionary_read(text, r->mem, d, on_told, r) : PRISCUS_ENOMEM;
    struct lookup offices = { 0 };

    if (status == PRISCUS_OK)
        status = read_offices(r->mem, &offices);
    for (size_t i = 0; status == PRISCUS_OK && i < d->n_entries; i++)
        status = add_entry(r, d, &offices, &d->entries[i]);
    if (status == PRISCUS_OK)
        status = keep(r, d);
    for (size_t i = 0; status == PRISCUS_OK && i < r->roster->n_parties; i++)
        if (r->roster->parties[i].name.len == 0)
            r->roster->parties[i].name = r->roster->parties[i].code;
    if (status == PRISCUS_OK && r->twice)
        config_mistake_at(&r->config, 1, "names that stand for two parties: %zu; the first in the rosters keeps each",
                          r->twice);
    return status;
}

/* office_agents.c - the agents of a dictionary as offices.
 *
 *     GENDARME [~COP]     speaks for the state whose gendarme he is: police are the state's (actor_code.h)
 *     RANCHER [~AGR]      speaks for nobody, whosever rancher he is
 *
 * Only agents whose last word is no office already: what "defence minister" and "rebel troops" are, data/record/offices.txt knows
 * better, with what covers what. Agents of one code are one office. */
#include "record/dictionary/actor_code.h"
#include "record/dictionary/dictionary.h"
#include "record/knowledge/lookup.h"
#include "record/knowledge/office.h"
#include "record/knowledge/roster.h"

enum { AGENTS_MAX = 5000 }; /* spellings that are taken */
enum { SCOPE_OFFICE, SCOPE_ROLE };

static struct text last_word(struct text words)
{
    size_t at = words.len;

    while (at > 0 && words.ptr[at - 1] != ' ')
        at--;
    return text_of(words.ptr + at, words.len - at);
}

/* Is it the state's voice? */
static bool speaks(const struct dictionary_agent *agent)
{
    char code[3 + DICTIONARY_CODE_MAX];

    memcpy(code, "AAA", 3); /* any country */
    memcpy(code + 3, agent->code.ptr, agent->code.len);
    return !agent->before && actor_code_read(text_of(code, 3 + agent->code.len)).kind == ACTOR_CODE_STATE;
}

static priscus_status add_agent(struct offices *o, struct lookup *known, const struct dictionary_agent *agent,
                                struct arena *mem)
{
    char *words = arena_copy(mem, agent->words.ptr, agent->words.len);
    struct office office = { .phrase = text_of(words, agent->words.len) };
    uint32_t *role = lookup_find(known, agent->code, SCOPE_ROLE);
    struct priscus_error why;
    priscus_status status;

    if (!words)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < office.phrase.len; i++)
        words[i] = ascii_lower(words[i]);
    if (lookup_find(known, last_word(office.phrase), SCOPE_OFFICE) || lookup_find(known, office.phrase, SCOPE_OFFICE))
        return PRISCUS_OK;
    if (!role) {
        if (o->n_roles + 1 >= ROLES_MAX)
            return PRISCUS_OK;
        if ((status = lookup_add(known, mem, agent->code, SCOPE_ROLE, (uint32_t)++o->n_roles)) != PRISCUS_OK)
            return status;
        role = lookup_find(known, agent->code, SCOPE_ROLE);
    }
    office.role = (uint8_t)*role;
    office.kind = speaks(agent) ? OFFICE_ROLE : OFFICE_BARS;
    status = offices_add(o, mem, office, PHRASE_LITERAL, &why);
    return status == PRISCUS_EINPUT ? PRISCUS_OK : status; /* too long for a phrase: it cannot be in a text */
}

priscus_status offices_add_agents(struct offices *o, const struct roster *roster, struct arena *mem)
{
    struct lookup known = { 0 };
    priscus_status status = PRISCUS_OK;
    size_t taken = 0;

    if (!roster->sources)
        return PRISCUS_OK;
    for (size_t i = 0; status == PRISCUS_OK && i < o->n; i++)
        if (!lookup_find(&known, o->at[i].phrase, SCOPE_OFFICE))
            status = lookup_add(&known, mem, o->at[i].phrase, SCOPE_OFFICE, (uint32_t)i);
    for (const struct roster_source *s = roster->sources; s; s = s->next)
        for (size_t i = 0; status == PRISCUS_OK && i < s->dictionary->n_agents && taken < AGENTS_MAX; i++, taken++)
            if (!s->dictionary->agents[i].plural) /* phrases are found in the plural, too */
                status = add_agent(o, &known, &s->dictionary->agents[i], mem);
    return status;
}

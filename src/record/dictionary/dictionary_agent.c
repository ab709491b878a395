/* dictionary_agent.c - an agent under all its spellings.
 *
 *     !PERSON! = MAN, MEN         CONGRESS!PERSON! [~LEG]      CONGRESSMAN, CONGRESSMEN
 *     MINISTRY [~GOV]             MINISTRY, MINISTRIES         the regular plural: Y becomes IES, S takes ES
 *     LAWMAN {LAWMEN} [~COP]      LAWMAN, LAWMEN
 *     POLICE {} [~COP]            POLICE
 *
 * Words of a set are singular or plural as they are listed, so that an agent with a set in it takes no other plural. */
#include "record/dictionary/dictionary_reading.h"

static priscus_status add(struct dictionary *d, struct arena *mem, struct dictionary_agent agent)
{
    struct dictionary_agent *larger = arena_grow(mem, d->agents, d->n_agents, &d->agents_room, sizeof *larger);

    if (!larger)
        return PRISCUS_ENOMEM;
    d->agents = larger;
    larger[d->n_agents++] = agent;
    return PRISCUS_OK;
}

static priscus_status add_plural(struct dictionary *d, struct arena *mem, struct dictionary_agent agent)
{
    size_t n = agent.words.len;
    char *words = arena_alloc(mem, n + 4);
    char last = n ? agent.words.ptr[n - 1] : ' ';

    if (!words)
        return PRISCUS_ENOMEM;
    memcpy(words, agent.words.ptr, n);
    if (ascii_lower(last) == 'y')
        n--;
    memcpy(words + n, ascii_lower(last) == 'y' ? "IES" : "ES", 3);
    if (ascii_lower(last) == 'y')
        n += 3;
    else if (ascii_lower(last) == 's')
        n += 2;
    else
        words[n++] = 'S';
    agent.words = text_of(words, n);
    agent.plural = true;
    return add(d, mem, agent);
}

static const struct dictionary_set *set_of(const struct dictionary_sets *sets, struct text name)
{
    for (size_t i = 0; i < sets->n; i++)
        if (text_eq_fold(sets->at[i].name, name))
            return &sets->at[i];
    return NULL;
}

/* Each word of the first set of *agent in its place: as many agents as the set has words, at the end of `list`. */
static priscus_status put_in(struct arena *mem, struct dictionary_sets *sets, const struct dictionary_set *set,
                             struct text words, size_t from, size_t end, struct text *list, size_t *n, bool *fits)
{
    struct text rest = set->words;

    while (rest.ptr) {
        struct text word = text_trim(text_cut(&rest, ','));
        size_t len = from + word.len + (words.len - end);
        char *out;

        if (*n == DICTIONARY_SPELLINGS_MAX || len > DICTIONARY_NAME_MAX || sets->made == DICTIONARY_TOTAL_MAX) {
            *fits = false;
            return PRISCUS_OK;
        }
        out = arena_alloc(mem, len);
        if (!out)
            return PRISCUS_ENOMEM;
        memcpy(out, words.ptr, from);
        memcpy(out + from, word.ptr ? word.ptr : "", word.len);
        memcpy(out + from + word.len, words.ptr + end, words.len - end);
        list[(*n)++] = text_of(out, len);
        sets->made++;
    }
    return PRISCUS_OK;
}

priscus_status dictionary_add_agent(struct dictionary *d, struct arena *mem, struct dictionary_sets *sets,
                                    struct text words, struct text plural, struct dictionary_agent agent, bool *known)
{
    struct text list[DICTIONARY_SPELLINGS_MAX];
    size_t n = 1, done = 0, before = d->n_agents;
    priscus_status status = PRISCUS_OK;
    bool fits = true, with_set = false;

    list[0] = words;
    *known = true;
    while (done < n) {
        struct text t = list[done++];
        size_t from = text_find(t, text_c("!"), 0);
        size_t end = from == NOWHERE ? NOWHERE : text_find(t, text_c("!"), from + 1);

        if (from != NOWHERE) {
            const struct dictionary_set *set =
                end == NOWHERE ? NULL : set_of(sets, text_of(t.ptr + from + 1, end - from - 1));

            with_set = true;
            if (set)
                status = put_in(mem, sets, set, t, from, end + 1, list, &n, &fits);
            if (!set || !fits || status != PRISCUS_OK) {
                *known = set && fits;
                d->n_agents = before;
                return status;
            }
            continue;
        }
        agent.words = t;
        status = add(d, mem, agent);
        if (status == PRISCUS_OK && !with_set && plural.ptr == NULL)
            status = add_plural(d, mem, agent);
        if (status != PRISCUS_OK)
            return status;
    }
    if (plural.ptr && plural.len) {
        agent.words = plural;
        return add(d, mem, agent);
    }
    return PRISCUS_OK;
}

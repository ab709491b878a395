/* dictionary_find.c - what code a name has on a day.
 *
 *     [VSKELI 200101-270503] [VSKGOV >270504] [VSK]     on 2030-01-01 VSKGOV, in 1999 VSK
 *
 * Names stand in one array in the order of their folded letters; of two entries of one name the first in the file counts. */
#include "record/dictionary/dictionary_reading.h"

enum {
    WORDS_MAX = 24, /* of a name that is looked up as an actor's and an agent's    */
    STEM_LEAST = 5, /* letters of the last word of an agent that is a stem          */
    STEM_MORE = 4   /* letters that may come behind it: DEFENCE_MINIST and MINISTRIES */
};

int dictionary_compare(struct text a, struct text b)
{
    size_t n = a.len < b.len ? a.len : b.len;

    for (size_t i = 0; i < n; i++) {
        unsigned char x = (unsigned char)ascii_lower(a.ptr[i]), y = (unsigned char)ascii_lower(b.ptr[i]);

        if (x != y)
            return x < y ? -1 : 1;
    }
    return (a.len > b.len) - (a.len < b.len);
}

static const struct dictionary_entry *entry_of(const struct dictionary *d, struct text name)
{
    size_t low = 0, high = d->n_names;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (dictionary_compare(d->names[d->by_name[middle]].text, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == d->n_names || dictionary_compare(d->names[d->by_name[low]].text, name) != 0)
        return NULL;
    return &d->entries[d->names[d->by_name[low]].entry];
}

static const struct dictionary_agent *exact_agent(const struct dictionary *d, struct text words)
{
    size_t low = 0, high = d->n_agents;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (dictionary_compare(d->agents[d->by_agent[middle]].words, words) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == d->n_agents || dictionary_compare(d->agents[d->by_agent[low]].words, words) != 0)
        return NULL;
    return &d->agents[d->by_agent[low]];
}

/* The agent of these words, or the longest that is a stem of them. */
static const struct dictionary_agent *agent_of(const struct dictionary *d, struct text words)
{
    const struct dictionary_agent *agent = exact_agent(d, words);
    size_t last = words.len;

    while (last > 0 && words.ptr[last - 1] != ' ')
        last--;
    for (size_t more = 1; !agent && more <= STEM_MORE && words.len - last >= STEM_LEAST + more; more++)
        agent = exact_agent(d, text_of(words.ptr, words.len - more));
    return agent;
}

static const struct dictionary_role *role_on(const struct dictionary *d, const struct dictionary_entry *e, int32_t day)
{
    const struct dictionary_role *always = NULL;

    for (uint32_t i = e->first_role; i < e->end_role; i++) {
        const struct dictionary_role *r = &d->roles[i];

        if (!r->from && !r->to)
            always = always ? always : r;
        else if (day && (!r->from || r->from <= day) && (!r->to || day <= r->to))
            return r;
    }
    return always;
}

/* Blanks for "_", one between words. */
static struct text tidy(struct text name, char out[DICTIONARY_NAME_MAX])
{
    size_t n = 0;

    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i] == '_' || is_ascii_space(name.ptr[i]) ? ' ' : name.ptr[i];

        if (c == ' ' && (n == 0 || out[n - 1] == ' '))
            continue;
        if (n == DICTIONARY_NAME_MAX)
            return text_of(out, 0);
        out[n++] = c;
    }
    while (n && out[n - 1] == ' ')
        n--;
    return text_of(out, n);
}

static void put(char *code, size_t *n, const char *bytes, size_t len)
{
    memcpy(code + *n, bytes, len);
    *n += len;
    code[*n] = '\0';
}

/* Three letters of it at a time, those left out that are there: RUSGOV and GOVMIL are RUSGOVMIL. */
static void put_pieces(char *code, size_t *n, struct text more)
{
    for (size_t i = 0; i < more.len; i += 3) {
        size_t len = more.len - i < 3 ? more.len - i : 3;
        bool there = false;

        for (size_t k = 0; len == 3 && k + 3 <= *n; k += 3)
            there |= memcmp(code + k, more.ptr + i, 3) == 0;
        if (!there)
            put(code, n, more.ptr + i, len);
    }
}

static void write_code(struct dictionary_answer *a)
{
    struct text actor = a->role->code;
    size_t n = 0;

    a->code[0] = '\0';
    if (a->agent && a->agent->before)
        put_pieces(a->code, &n, a->agent->code);
    if (a->agent)
        put_pieces(a->code, &n, actor);
    else
        put(a->code, &n, actor.ptr, actor.len);
    if (a->agent && !a->agent->before)
        put_pieces(a->code, &n, a->agent->code);
}

struct dictionary_answer dictionary_find(const struct dictionary *d, const struct dictionary *agents, struct text name,
                                         struct date date)
{
    struct dictionary_answer a = { 0 };
    char tidied[DICTIONARY_NAME_MAX];
    struct text t = tidy(name, tidied);
    int32_t day =
        date_known(date) ? date.year * 10000 + (date.month ? date.month : 1) * 100 + (date.day ? date.day : 1) : 0;

    a.entry = t.len ? entry_of(d, t) : NULL;
    for (size_t end = t.len, words = 0; !a.entry && end > 0 && words < WORDS_MAX; words++) {
        for (end--; end > 0 && t.ptr[end] != ' '; end--)
            ;
        if (end > 0 && (a.agent = agent_of(agents ? agents : d, text_of(t.ptr + end + 1, t.len - end - 1))))
            a.entry = entry_of(d, text_of(t.ptr, end));
    }
    if (!a.entry)
        a.agent = NULL;
    else
        a.role = role_on(d, a.entry, day);
    if (!a.role)
        return a;
    a.last_known = a.role->from && !a.role->to && d->as_of && day > d->as_of;
    write_code(&a);
    return a;
}

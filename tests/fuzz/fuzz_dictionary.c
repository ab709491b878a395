/* fuzz_dictionary.c - a dictionary of actors and agents from anybody, and every name of it looked up on every day that it has. */
#include "record/dictionary/dictionary.h"

#include <assert.h>

#include "record/dictionary/actor_code.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LOOKED_UP = 300 }; /* names and days */

static void count(void *context, int line, const char *message)
{
    assert(line > 0 && message[0] != '\0');
    ++*(size_t *)context;
}

static struct date day_of(int32_t day)
{
    return day ? date_day(day / 10000, day / 100 % 100, day % 100) : (struct date){ .zone = DATE_NO_ZONE };
}

static void look_up(const struct dictionary *d, const struct dictionary_name *name)
{
    const struct dictionary_entry *e = &d->entries[name->entry];

    for (uint32_t i = e->first_role; i < e->end_role; i++) {
        const struct dictionary_role *role = &d->roles[i];
        struct dictionary_answer a = dictionary_find(d, NULL, name->text, day_of(role->from ? role->from : role->to));
        char office[ACTOR_CODE_OFFICE_MAX];

        assert(role->code.len > 0 && role->code.len <= DICTIONARY_CODE_MAX);
        assert(!role->from || !role->to || role->from <= role->to);
        assert(a.entry && !a.agent); /* perhaps an earlier one of that name */
        assert(a.entry != e || (a.role && a.code[0]));
        assert(actor_code_read(role->code).party.len <= role->code.len);
        actor_code_office(role->code, office);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena mem = { 0 };
    struct dictionary d;
    size_t told = 0;

    assert(dictionary_read(text_of((const char *)data, size), &mem, &d, count, &told) == PRISCUS_OK);
    for (size_t i = 0; i < d.n_names && i < LOOKED_UP; i++) {
        assert(d.names[i].text.len > 0 && d.names[i].text.len <= DICTIONARY_NAME_MAX);
        assert(d.names[i].entry < d.n_entries);
        look_up(&d, &d.names[i]);
    }
    for (size_t i = 0; i < d.n_agents && i < LOOKED_UP; i++) {
        char both[2 * DICTIONARY_NAME_MAX + 8];
        size_t n = 0;

        if (d.n_names == 0 || d.names[0].text.len + d.agents[i].words.len + 1 > sizeof both)
            break;
        memcpy(both, d.names[0].text.ptr, n = d.names[0].text.len);
        both[n++] = ' ';
        memcpy(both + n, d.agents[i].words.ptr, d.agents[i].words.len);
        (void)dictionary_find(&d, NULL, text_of(both, n + d.agents[i].words.len), date_day(2010, 1, 1));
    }
    arena_release(&mem);
    return 0;
}

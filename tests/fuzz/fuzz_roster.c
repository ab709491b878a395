/* fuzz_roster.c - a roster from anybody, in whatever form, and everybody in it asked for. */
#include "record/knowledge/roster.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void count(void *context, const char *message)
{
    assert(message[0] == 'f');
    ++*(size_t *)context;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena mem = { 0 };
    struct roster roster = { 0 };
    struct priscus_error err = { 0 };
    struct text text = text_of((const char *)data, size);
    enum roster_form form = roster_form_of(text);
    bool lenient = form == ROSTER_DICTIONARY || form == ROSTER_CSV; /* what is wrong is told, and no failure */
    size_t mistakes = 0;
    priscus_status status = roster_read("f", text, &mem, &roster, count, &mistakes, &err);

    assert(status == PRISCUS_OK || status == PRISCUS_ECONFIG);
    assert(lenient ? status == PRISCUS_OK : (status == PRISCUS_OK) == (mistakes == 0));
    assert((status == PRISCUS_OK) == (err.message[0] == '\0'));
    for (size_t i = 0; i < roster.n_parties; i++)
        assert(roster_party(&roster, roster.parties[i].code) == i);
    for (size_t i = 0; i < roster.n_actors; i++) {
        const struct actor *a = &roster.actors[i];
        struct text name = a->name;
        size_t blank = name.len, found;

        assert(a->party < roster.n_parties);
        assert((a->kind == ACTOR_PERSON) == (a->n_terms > 0));
        if (a->kind != ACTOR_PERSON)
            continue;
        for (size_t k = 0; k < a->n_terms; k++) {
            const struct term *t = roster_term(a, a->terms[k].to);

            assert(t && t >= a->terms && t < a->terms + a->n_terms && t->party == a->party);
            (void)roster_term(a, a->terms[k].from);
        }
        while (blank > 0 && !is_ascii_space(name.ptr[blank - 1]))
            blank--;
        found = roster_by_last_name(&roster, text_of(name.ptr + blank, name.len - blank), 0);
        assert(found == SIZE_MAX || (found < roster.n_actors && roster.actors[found].kind == ACTOR_PERSON));
    }
    /* Once more on top: parties are there already. */
    (void)roster_read("f", text, &mem, &roster, NULL, NULL, NULL);
    arena_release(&mem);
    return 0;
}

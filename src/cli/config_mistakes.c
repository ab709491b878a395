/* config_mistakes.c - see config_mistakes.h. */
#include "cli/config_mistakes.h"

#include "base/file.h"
#include "record/knowledge/agenda.h"
#include "record/knowledge/roster.h"

#define CONFIG_BYTES_MAX ((size_t)16 << 20) /* of one file */

static void on_mistake(void *context, const char *message)
{
    size_t *told = context;

    complain("%s", message);
    (*told)++;
}

typedef priscus_status config_read_fn(const char *path, struct text text, struct arena *mem, void *into, size_t *told);

static priscus_status agenda_tell(const char *path, struct text text, struct arena *mem, void *into, size_t *told)
{
    return agenda_read(path, text, mem, into, on_mistake, told, NULL);
}

static priscus_status roster_tell(const char *path, struct text text, struct arena *mem, void *into, size_t *told)
{
    /* Those of other programs have no mistakes that are failures, but for what is no roster at all. */
    return roster_form_of(text) == ROSTER_OWN ? roster_read(path, text, mem, into, on_mistake, told, NULL) : PRISCUS_OK;
}

/* Up to the first file with mistakes, as the knowledge was read: those behind it may lean on it. */
static void tell_mistakes(const char *const *paths, size_t n, config_read_fn *read_config, void *into,
                          struct arena *mem, size_t *told)
{
    struct text text;

    for (size_t i = 0; i < n && !*told; i++)
        if (file_read(paths[i], CONFIG_BYTES_MAX, mem, &text, NULL) == PRISCUS_OK)
            read_config(paths[i], text, mem, into, told);
}

void config_notes(const struct knowledge *knowledge)
{
    size_t n = knowledge->n_notes < KNOWLEDGE_NOTES_MAX ? knowledge->n_notes : KNOWLEDGE_NOTES_MAX;

    for (size_t i = 0; i < n; i++)
        if (knowledge->notes[i])
            complain("%s", knowledge->notes[i]);
    if (knowledge->n_notes > n)
        complain("and %zu more lines of rosters that are wrong; the others are used", knowledge->n_notes - n);
}

int config_failed(const char *const *agendas, size_t n_agendas, const char *const *rosters, size_t n_rosters,
                  const struct priscus_error *err)
{
    struct arena mem = { 0 };
    struct agenda agenda = { 0 };
    struct roster roster = { 0 };
    size_t told = 0;

    if (err->code == PRISCUS_ECONFIG) {
        tell_mistakes(agendas, n_agendas, agenda_tell, &agenda, &mem, &told);
        tell_mistakes(rosters, n_rosters, roster_tell, &roster, &mem, &told);
    }
    arena_release(&mem);
    if (!told)
        complain("%s", err->message);
    return err->code == PRISCUS_ENOMEM ? EXIT_LEDGER : EXIT_USAGE;
}

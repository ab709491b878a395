/* knowledge.c - see knowledge.h: reads all that is known beforehand, once. */
#include "record/knowledge/knowledge.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/hash.h"

#define CONFIG_FILE_MAX ((size_t)16 << 20)
#define BUILTIN_ROSTER  "rosters/world.roster"

/* To be raised when the code of page, language or record begins to read pages differently while the word lists stay
 * as they are. */
#define ANALYSIS_VERSION 10
/* From this one on pages are read with an encoder, but where the engine says otherwise. */
#define ENCODER_SINCE    8

static const char *const rule_files[] = { "language/words.txt", "record/offices.txt", "record/stance.table",
                                          "record/occasions.txt" };

/* In the order of enum occasion_kind. */
static const char *const occasions[] = { "event",    "channel", "audience", "tells",
                                         "speaking", "where",   "after",    "through" };

static priscus_status read_occasions(struct knowledge *k, struct priscus_error *err)
{
    struct config config = { .file = "record/occasions.txt" };
    priscus_status status = config_begin(&config, builtin_file(config.file), &k->mem);
    struct text words;
    size_t kind;

    k->occasions = phrase_set_new(&k->mem);
    if (!k->occasions)
        status = PRISCUS_ENOMEM;
    while (status == PRISCUS_OK &&
           (status = config_next_kind(&config, occasions, COUNT_OF(occasions), &kind, &words)) == PRISCUS_OK)
        status = phrase_set_add_all(k->occasions, &k->mem, &config, words, (uint32_t)kind);
    return config_end(&config, status, err);
}

/* Copies of the texts and contents of the files, so that callers may let go of theirs and ledgers can keep ours. */
static priscus_status copy_files(struct arena *mem, const struct knowledge_file *from, size_t n, const char *builtin,
                                 struct knowledge_file **files, size_t *n_files, struct priscus_error *err)
{
    struct knowledge_file standard = { builtin, builtin_file(builtin) };

    if (n == 0) {
        from = &standard;
        n = 1;
    }
    *files = arena_alloc(mem, n * sizeof **files);
    if (!*files)
        return error_memory(err);
    for (size_t i = 0; i < n; i++) {
        struct knowledge_file file = { arena_copy(mem, from[i].name, strlen(from[i].name)), { 0 } };
        priscus_status status;

        if (from[i].text.ptr) {
            file.text = text_of(arena_copy(mem, from[i].text.ptr, from[i].text.len), from[i].text.len);
        } else {
            status = file_read(from[i].name, CONFIG_FILE_MAX, mem, &file.text, err);
            if (status != PRISCUS_OK)
                return status;
        }
        if (!file.name || !file.text.ptr)
            return error_memory(err);
        (*files)[i] = file;
    }
    *n_files = n;
    return PRISCUS_OK;
}

static void on_note(void *context, const char *message)
{
    struct knowledge *k = context;

    if (k->n_notes < KNOWLEDGE_NOTES_MAX)
        k->notes[k->n_notes] = arena_copy(&k->mem, message, strlen(message));
    k->n_notes++;
}

/* Ours first: what people wrote for Priscus goes before the names of a dictionary. `own` and `each` are told the mistakes in
 * ours and in those of other programs. */
static priscus_status read_rosters(const struct knowledge_file *files, size_t n, struct arena *mem,
                                   struct roster *roster, config_mistake_fn *own, config_mistake_fn *each,
                                   void *context, struct priscus_error *err)
{
    priscus_status status = PRISCUS_OK;

    for (int others = 0; others < 2; others++)
        for (size_t i = 0; status == PRISCUS_OK && i < n; i++)
            if ((roster_form_of(files[i].text) != ROSTER_OWN) == others)
                status = roster_read(files[i].name, files[i].text, mem, roster, others ? each : own, context, err);
    return status;
}

static priscus_status load(struct knowledge *k, const struct knowledge_file *agendas, size_t n_agendas,
                           const struct knowledge_file *rosters, size_t n_rosters, struct priscus_error *err)
{
    priscus_status status;
    struct text rules[COUNT_OF(rule_files) + 1];
    struct sha256 model = language_hash(k->language);
    char hex[65];

    status = copy_files(&k->mem, agendas, n_agendas, "agendas/armed-conflict.agenda", &k->agendas, &k->n_agendas, err);
    if (status == PRISCUS_OK)
        status = copy_files(&k->mem, rosters, n_rosters, BUILTIN_ROSTER, &k->rosters, &k->n_rosters, err);
    for (size_t i = 0; status == PRISCUS_OK && i < k->n_agendas; i++)
        status = agenda_read(k->agendas[i].name, k->agendas[i].text, &k->mem, &k->agenda, NULL, NULL, err);
    if (status == PRISCUS_OK)
        status = read_rosters(k->rosters, k->n_rosters, &k->mem, &k->roster, NULL, on_note, k, err);
    if (status == PRISCUS_OK && agenda_sets_find(&k->agenda, &k->mem) != PRISCUS_OK)
        return error_memory(err);
    if (status == PRISCUS_OK)
        status = offices_read("record/offices.txt", builtin_file("record/offices.txt"), &k->mem, &k->offices, err);
    if (status == PRISCUS_OK && offices_add_agents(&k->offices, &k->roster, &k->mem) != PRISCUS_OK)
        return error_memory(err);
    if (status == PRISCUS_OK)
        status = read_occasions(k, err);
    if (status == PRISCUS_OK)
        status =
            stance_table_read("record/stance.table", builtin_file("record/stance.table"), &k->mem, &k->stance, err);
    if (status != PRISCUS_OK)
        return status;
    for (size_t i = 0; i < COUNT_OF(rule_files); i++)
        rules[i] = builtin_file(rule_files[i]);
    rules[COUNT_OF(rule_files)] = text_of((const char *)model.bytes, sizeof model.bytes);
    sha256_hex(sha256_of_all(rules, COUNT_OF(rules)), hex);
    snprintf(k->engine, sizeof k->engine, "%s/%d+%.8s%s", PRISCUS_VERSION, ANALYSIS_VERSION, hex,
             language_encoder(k->language) ? "" : ENGINE_FAST);
    return PRISCUS_OK;
}

priscus_status knowledge_open(const struct language *language, const struct knowledge_file *agendas, size_t n_agendas,
                              const struct knowledge_file *rosters, size_t n_rosters, struct knowledge **out,
                              struct priscus_error *err)
{
    struct knowledge *k = calloc(1, sizeof *k);
    priscus_status status;

    *out = NULL;
    if (!k)
        return error_memory(err);
    k->language = language;
    status = load(k, agendas, n_agendas, rosters, n_rosters, err);
    if (status != PRISCUS_OK) {
        knowledge_close(k);
        return status;
    }
    *out = k;
    return PRISCUS_OK;
}

/* Paths as files whose text is still to be read. NULL: memory is out. */
static struct knowledge_file *files_of(const char *const *paths, size_t n, struct arena *mem)
{
    struct knowledge_file *files = arena_alloc(mem, n * sizeof *files);

    for (size_t i = 0; files && i < n; i++)
        files[i] = (struct knowledge_file){ .name = paths[i] };
    return files;
}

priscus_status knowledge_open_paths(const struct language *language, const char *const *agendas, size_t n_agendas,
                                    const char *const *rosters, size_t n_rosters, struct knowledge **out,
                                    struct priscus_error *err)
{
    struct arena mem = { 0 };
    struct knowledge_file *a = files_of(agendas, n_agendas, &mem), *r = files_of(rosters, n_rosters, &mem);
    priscus_status status;

    *out = NULL;
    if (a && r)
        status = knowledge_open(language, a, n_agendas, r, n_rosters, out, err);
    else
        status = error_memory(err);
    arena_release(&mem);
    return status;
}

priscus_status knowledge_rosters_read(const char *const *paths, size_t n, struct arena *mem, struct roster *roster,
                                      config_mistake_fn *each, void *context, struct priscus_error *err)
{
    struct knowledge_file *given = files_of(paths, n, mem), *files;
    priscus_status status = given ? copy_files(mem, given, n, BUILTIN_ROSTER, &files, &n, err) : error_memory(err);

    return status == PRISCUS_OK ? read_rosters(files, n, mem, roster, each, each, context, err) : status;
}

void knowledge_close(struct knowledge *k)
{
    if (!k)
        return;
    arena_release(&k->mem);
    free(k);
}

const struct language *knowledge_language(const struct knowledge *k)
{
    return k->language;
}

const struct roster *knowledge_roster(const struct knowledge *k)
{
    return &k->roster;
}

size_t knowledge_files(const struct knowledge *k, const struct knowledge_file **agendas, size_t *n_agendas,
                       const struct knowledge_file **rosters)
{
    *agendas = k->agendas;
    *n_agendas = k->n_agendas;
    *rosters = k->rosters;
    return k->n_rosters;
}

const char *knowledge_engine(const struct knowledge *k)
{
    return k->engine;
}

bool engine_is_fast(struct text engine)
{
    return text_ends(engine, ENGINE_FAST);
}

enum language_speed engine_speed(struct text engine)
{
    size_t slash = text_find(engine, text_c("/"), 0);
    unsigned analysis = 0;

    for (size_t i = slash == NOWHERE ? engine.len : slash + 1;
         i < engine.len && is_ascii_digit(engine.ptr[i]) && analysis < ENCODER_SINCE; i++)
        analysis = analysis * 10 + (unsigned)(engine.ptr[i] - '0');
    return analysis < ENCODER_SINCE || engine_is_fast(engine) ? LANGUAGE_FAST : LANGUAGE_FULL;
}

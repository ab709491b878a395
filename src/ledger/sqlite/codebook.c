/* codebook.c - what the codes in a ledger mean, as a table in it: `codebook`.
 *
 *     issue   talks      direct talks between the parties     talks; negotiation; sit down with ...
 *     stance  open       does not say no
 *     party   VSK        Vesk
 *
 * The texts of agendas and rosters that pages were read with are in the ledger (`knowledge`). Their codes are written beside
 * them once, when a text comes in, so that other programs need not read our files. The table is no part of the record: it can
 * be made again from the texts. */
#include "ledger/sqlite/codebook.h"
#include "ledger/columns.h"
#include "ledger/sqlite/row.h"
#include "record/knowledge/agenda.h"
#include "record/knowledge/roster.h"

#define PHRASES_N (AGENDA_NOT + 1)

/* As docs/stance.md says it. */
static const char *const stance_means[STANCE_COUNT] = {
    [STANCE_DEMANDS] = "for: says that it must be",
    [STANCE_PROPOSES] = "for: puts it forward",
    [STANCE_ACCEPTS] = "for: agrees, does it or says that it will",
    [STANCE_OPEN] = "for: does not say no",
    [STANCE_CONDITIONAL] = "says yes to it under a condition",
    [STANCE_REJECTS] = "against: says no",
};

/* Rows of one text on their way in. */
struct entering {
    struct ledger *ledger;
    int64_t knowledge, ordinal;
    struct priscus_error *err;
};

static priscus_status enter(struct entering *e, const char *kind, struct text code, struct text means,
                            const struct text phrases[PHRASES_N])
{
    struct row row = row_of_table(e->ledger, TABLE_CODEBOOK, e->err);
    int64_t knowledge = e->knowledge, ordinal = e->ordinal++;

    CODEBOOK_COLUMNS(PUT);
    return row_add(&row, NULL);
}

/* An issue with its phrases, each list with "; " between. */
static priscus_status enter_issue(struct entering *e, const struct agenda *agenda, uint32_t issue)
{
    struct buffer lists[PHRASES_N] = { 0 };
    struct text phrases[PHRASES_N] = { 0 };
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < agenda->n_entries; i++) {
        const struct agenda_phrase *p = &agenda->entries[i];

        if (p->issue == issue) {
            buffer_c(&lists[p->key], lists[p->key].len ? "; " : "");
            buffer_text(&lists[p->key], p->words);
        }
    }
    for (size_t k = 0; k < PHRASES_N; k++) {
        if (lists[k].failed)
            status = error_memory(e->err);
        if (lists[k].len)
            phrases[k] = buffer_as_text(&lists[k]);
    }
    if (status == PRISCUS_OK)
        status = enter(e, "issue", agenda->issues[issue].name, agenda->issues[issue].meaning, phrases);
    for (size_t k = 0; k < PHRASES_N; k++)
        buffer_release(&lists[k]);
    return status;
}

static priscus_status enter_agenda(struct entering *e, const struct agenda *agenda)
{
    static const struct text none[PHRASES_N];
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; status == PRISCUS_OK && i < agenda->n_issues; i++)
        status = enter_issue(e, agenda, (uint32_t)i);
    for (int s = STANCE_NONE + 1; status == PRISCUS_OK && s < STANCE_COUNT; s++)
        status = enter(e, "stance", text_c(stance_text((enum stance)s)), text_c(stance_means[s]), none);
    return status;
}

static priscus_status enter_roster(struct entering *e, const struct roster *roster)
{
    static const struct text none[PHRASES_N];
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; status == PRISCUS_OK && i < roster->n_parties; i++)
        status = enter(e, "party", roster->parties[i].code, roster->parties[i].name, none);
    return status;
}

priscus_status codebook_add(struct ledger *ledger, int64_t knowledge, bool is_agenda, const char *name,
                            struct text text, struct priscus_error *err)
{
    struct entering e = { .ledger = ledger, .knowledge = knowledge, .err = err };
    struct arena mem = { 0 };
    struct agenda agenda = { 0 };
    struct roster roster = { 0 };
    priscus_status status = is_agenda ? agenda_read(name, text, &mem, &agenda, NULL, NULL, err)
                                      : roster_read(name, text, &mem, &roster, NULL, NULL, err);

    if (status == PRISCUS_ECONFIG) /* written for another version of Priscus: it has no codebook */
        status = PRISCUS_OK;
    else if (status == PRISCUS_OK)
        status = is_agenda ? enter_agenda(&e, &agenda) : enter_roster(&e, &roster);
    arena_release(&mem);
    return status;
}

priscus_status codebook_make(struct ledger *ledger, struct priscus_error *err)
{
    static const char sql[] = "SELECT knowledge.id, min(used.kind), min(used.name), knowledge.text FROM knowledge"
                              " JOIN reading_knowledge AS used ON used.knowledge = knowledge.id GROUP BY knowledge.id, knowledge.text";
    struct query *stmt;
    bool found = false;
    priscus_status status = ledger_prepare(ledger, sql, &stmt, err);

    while (status == PRISCUS_OK && (status = ledger_step(ledger, stmt, &found, err)) == PRISCUS_OK && found) {
        const char *kind = query_text(stmt, 1),
                   *name = query_text(stmt, 2),
                   *text = query_text(stmt, 3);

        if (!kind || !name || !text)
            status = error_memory(err);
        else
            status = codebook_add(ledger, query_number(stmt, 0), strcmp(kind, "agenda") == 0, name,
                                  text_of(text, query_size(stmt, 3)), err);
    }
    query_close(stmt);
    return status;
}

/* add_reading.c - with what pages are read: the engine, and the texts of agendas and rosters, each kept once. */
#include "ledger/columns.h"
#include "ledger/sqlite/codebook.h"
#include "ledger/sqlite/row.h"

static priscus_status find_or_add_text(struct ledger *ledger, const struct knowledge_file *file, bool is_agenda, int64_t *id,
                                       struct priscus_error *err)
{
    struct sha256 hash = sha256_of(file->text);
    struct row row = row_of_kept(ledger, SQL_FIND_KNOWLEDGE, err);
    priscus_status status;

    put_hash(&row, &hash);
    if ((status = row_find(&row, id)) != PRISCUS_OK || *id)
        return status;
    row = row_of_table(ledger, TABLE_KNOWLEDGE, err);
    KNOWLEDGE_COLUMNS(PUT);
    status = row_add(&row, id);
    return status == PRISCUS_OK ? codebook_add(ledger, *id, is_agenda, file->name, text_or_empty(file->text), err) : status;
}

static priscus_status add_knowledge(struct ledger *ledger, int64_t reading_id, struct text kind,
                                    const struct knowledge_file *files, size_t n, struct priscus_error *err)
{
    for (size_t i = 0; i < n; i++) {
        const struct knowledge_file *file = &files[i];
        int64_t ordinal = (int64_t)i, text_id;
        priscus_status status = find_or_add_text(ledger, file, text_is(kind, "agenda"), &text_id, err);
        struct row row;

        if (status != PRISCUS_OK)
            return status;
        row = row_of_table(ledger, TABLE_READING_KNOWLEDGE, err);
        READING_KNOWLEDGE_COLUMNS(PUT);
        if ((status = row_add(&row, NULL)) != PRISCUS_OK)
            return status;
    }
    return PRISCUS_OK;
}

/* What a reading is known by: engine and texts, not the names of their files. */
static struct sha256 reading_key(const struct knowledge *knowledge)
{
    const struct knowledge_file *agendas, *rosters;
    size_t n_agendas, n_rosters = knowledge_files(knowledge, &agendas, &n_agendas, &rosters);
    struct sha256 key = sha256_of(text_c(knowledge_engine(knowledge)));

    for (size_t i = 0; i < n_agendas + n_rosters; i++) {
        struct text parts[] = { text_of((const char *)key.bytes, sizeof key.bytes),
                                text_c(i < n_agendas ? "agenda" : "roster"),
                                i < n_agendas ? agendas[i].text : rosters[i - n_agendas].text };

        key = sha256_of_all(parts, COUNT_OF(parts));
    }
    return key;
}

static priscus_status find_or_add_reading(struct ledger *ledger, const struct knowledge *knowledge, int64_t *id,
                                          struct priscus_error *err)
{
    const struct knowledge_file *agendas, *rosters;
    size_t n_agendas, n_rosters = knowledge_files(knowledge, &agendas, &n_agendas, &rosters);
    struct sha256 key = reading_key(knowledge);
    struct row row = row_of_kept(ledger, SQL_FIND_READING, err);
    priscus_status status;

    put_hash(&row, &key);
    if ((status = row_find(&row, id)) != PRISCUS_OK || *id)
        return status;
    row = row_of_table(ledger, TABLE_READING, err);
    READING_COLUMNS(PUT);
    status = row_add(&row, id);
    if (status == PRISCUS_OK)
        status = add_knowledge(ledger, *id, text_c("agenda"), agendas, n_agendas, err);
    if (status == PRISCUS_OK)
        status = add_knowledge(ledger, *id, text_c("roster"), rosters, n_rosters, err);
    return status;
}

priscus_status ledger_use(struct ledger *ledger, const struct knowledge *knowledge, struct priscus_error *err)
{
    priscus_status status;
    int64_t id = 0;

    if (!ledger->writable)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "the ledger %s was opened for reading only", ledger->path);
    if ((status = ledger_commit(ledger, err)) != PRISCUS_OK || (status = ledger_begin(ledger, err)) != PRISCUS_OK)
        return status;
    status = find_or_add_reading(ledger, knowledge, &id, err);
    /* Committed at once, so that no page's failure can take the reading away. */
    if (status == PRISCUS_OK)
        status = ledger_commit(ledger, err);
    if (status != PRISCUS_OK) {
        ledger_rollback(ledger);
        return status;
    }
    ledger->reading = id;
    return PRISCUS_OK;
}

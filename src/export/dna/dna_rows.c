/* dna_rows.c - see dna_rows.h. Entities are found again through the file itself, so that none are held in memory. */
#include "export/dna/dna_rows.h"

#include <errno.h>
#include <stdarg.h>

#include "base/utf8.h"

/* clang-format off */
static const char *const inserts[DNA_INSERTS_N] = {
    [DNA_ADD_SETTING] = "INSERT INTO SETTINGS VALUES (?, ?)",
    [DNA_ADD_DOCUMENT] = "INSERT INTO DOCUMENTS (Title, Text, Author, Source, Section, Notes, Date, Coder)"
                     " VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
    [DNA_ADD_VARIABLE] = "INSERT INTO VARIABLES VALUES (?, ?, ?, 1)",
    [DNA_ADD_STATEMENT] = "INSERT INTO STATEMENTS (DocumentId, Start, Stop, StatementTypeId, Coder) VALUES (?, ?, ?, 1, 1)",
    [DNA_ADD_ENTITY] = "INSERT INTO ENTITIES (VariableId, Value, Red, Green, Blue) VALUES (?, ?, ?, ?, ?)",
    [DNA_FIND_ENTITY] = "SELECT ID FROM ENTITIES WHERE VariableId = ? AND Value = ?",
    [DNA_ADD_BOOLEAN] = "INSERT INTO DATABOOLEAN (StatementId, VariableId, Value) VALUES (?, ?, ?)",
    [DNA_ADD_SHORT] = "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (?, ?, ?)",
    [DNA_ADD_LONG] = "INSERT INTO DATALONGTEXT (StatementId, VariableId, Value) VALUES (?, ?, ?)",
    [DNA_ADD_ATTRIBUTE] = "INSERT INTO ATTRIBUTEVARIABLES (VariableId, AttributeVariable) VALUES (?, ?)",
    /* an empty value of each attribute that entities of the variable have, as DNA adds them */
    [DNA_ADD_ATTRIBUTES] = "INSERT INTO ATTRIBUTEVALUES (EntityId, AttributeVariableId)"
                       " SELECT ?1, ID FROM ATTRIBUTEVARIABLES WHERE VariableId = ?2",
    [DNA_SET_ATTRIBUTE] = "UPDATE ATTRIBUTEVALUES SET AttributeValue = ?4 WHERE EntityId ="
                      " (SELECT ID FROM ENTITIES WHERE VariableId = ?1 AND Value = ?2) AND AttributeVariableId ="
                      " (SELECT ID FROM ATTRIBUTEVARIABLES WHERE VariableId = ?1 AND AttributeVariable = ?3)",
};
/* clang-format on */

priscus_status dna_write_failed(struct dna_writing *w)
{
    int code = w->db ? sqlite3_errcode(w->db) & 0xff : SQLITE_NOMEM;
    int why = errno; /* SQLite keeps it for files that cannot be opened, and not for writes */

    if (code == SQLITE_NOMEM)
        return error_memory(w->err);
    if (code == SQLITE_FULL || (code == SQLITE_IOERR && (why == EFBIG || why == ENOSPC || why == EDQUOT)))
        return error_set(w->err, PRISCUS_EIO, NOWHERE,
                         "no room is left on the disk: make room, or name a file elsewhere");
    return error_set(w->err, PRISCUS_EIO, NOWHERE, "the file for DNA cannot be written (SQLite: %s)",
                     sqlite3_errmsg(w->db));
}

priscus_status dna_put(struct dna_writing *w, enum dna_insert which, int64_t *id, bool *row, const char *kinds, ...)
{
    sqlite3_stmt *stmt = w->statements[which];
    int rc = stmt ? SQLITE_OK : sqlite3_prepare_v3(w->db, inserts[which], -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
    va_list values;

    w->statements[which] = stmt;
    va_start(values, kinds);
    for (int i = 0; kinds[i] && rc == SQLITE_OK; i++) {
        struct text t;

        if (kinds[i] == 'n') {
            rc = sqlite3_bind_int64(stmt, i + 1, va_arg(values, int64_t));
            continue;
        }
        t = va_arg(values, struct text);
        rc = sqlite3_bind_text64(stmt, i + 1, t.len ? t.ptr : "", t.len, SQLITE_STATIC, SQLITE_UTF8);
    }
    va_end(values);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(stmt);
    if (row)
        *row = rc == SQLITE_ROW;
    if (id)
        *id = rc == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : sqlite3_last_insert_rowid(w->db);
    if (rc != SQLITE_DONE && rc != SQLITE_ROW)
        return dna_write_failed(w);
    sqlite3_reset(stmt);
    return PRISCUS_OK;
}

/* ---- short texts ------------------------------------------------------------------------------ */

priscus_status dna_shorten(struct dna_writing *w, struct text t, struct text *out)
{
    static const char dots[] = " ...";
    size_t at = 0, cut = 0, units = 0;
    char *copy;

    *out = t.ptr ? t : text_of("", 0);
    for (unsigned size; at < t.len; at += size) {
        units += utf8_at(t, at, &size) > 0xFFFF ? 2 : 1;
        if (units <= DNA_SHORT_MAX - (sizeof dots - 1))
            cut = at + size;
        if (units > DNA_SHORT_MAX)
            break;
    }
    if (at >= t.len)
        return PRISCUS_OK;
    copy = arena_alloc(&w->mem, cut + sizeof dots);
    if (!copy)
        return error_memory(w->err);
    memcpy(copy, t.ptr, cut);
    memcpy(copy + cut, dots, sizeof dots - 1);
    *out = text_of(copy, cut + sizeof dots - 1);
    w->e->shortened++;
    return PRISCUS_OK;
}

/* ---- entities ---------------------------------------------------------------------------------- */

/* A colour for the n-th entity: hues a golden section of the circle apart, so that neighbours differ; dark enough to read on
 * white. Stances have those of the sides: green, amber, red. */
static void colour_of(enum dna_variable variable, struct text value, int64_t n, int64_t colour[3])
{
    static const struct {
        const char *stance;
        unsigned char colour[3];
    } sides[] = { { "conditional", { 178, 112, 0 } }, { "rejects", { 176, 32, 32 } } };
    int hue = (int)(n * 222 % 360), rest = hue % 60 * 130 / 60, up = 40 + rest, down = 170 - rest;
    const int parts[6][3] = { { 170, up, 40 },   { down, 170, 40 }, { 40, 170, up },
                              { 40, down, 170 }, { up, 40, 170 },   { 170, 40, down } };

    for (int i = 0; i < 3; i++)
        colour[i] = value.len ? parts[hue / 60][i] : 0;
    if (variable != DNA_STANCE || !value.len)
        return;
    colour[0] = 24, colour[1] = 120, colour[2] = 56;
    for (size_t s = 0; s < COUNT_OF(sides); s++)
        for (int i = 0; i < 3 && text_is(value, sides[s].stance); i++)
            colour[i] = sides[s].colour[i];
}

priscus_status dna_entity(struct dna_writing *w, enum dna_variable variable, struct text value, int64_t *id)
{
    int64_t colour[3];
    bool found;
    priscus_status status = dna_put(w, DNA_FIND_ENTITY, id, &found, "nt", (int64_t)variable, value);

    if (status != PRISCUS_OK || found)
        return status;
    colour_of(variable, value, sqlite3_total_changes(w->db), colour);
    status = dna_put(w, DNA_ADD_ENTITY, id, NULL, "ntnnn", (int64_t)variable, value, colour[0], colour[1], colour[2]);
    if (status == PRISCUS_OK)
        status = dna_put(w, DNA_ADD_ATTRIBUTES, NULL, NULL, "nn", *id, (int64_t)variable);
    return status;
}

priscus_status dna_put_short(struct dna_writing *w, int64_t statement, enum dna_variable variable, struct text value)
{
    int64_t id;
    struct text cut;
    priscus_status status = dna_shorten(w, value, &cut);

    if (status == PRISCUS_OK)
        status = dna_entity(w, variable, cut, &id);
    if (status == PRISCUS_OK)
        status = dna_put(w, DNA_ADD_SHORT, NULL, NULL, "nnn", statement, (int64_t)variable, id);
    return status;
}

/* dna_open.c - a file of DNA, opened warily: see dna_file.h.
 *
 * Whoever made it may have put anything into it: views and triggers under the names of tables, columns that are worked out,
 * values of any type and size, rows without end. So: nothing is run but our own SELECTs over tables, with one function; sizes
 * are limited; and SQLite's steps are counted against the size of the file. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "export/dna/dna_reading.h"

#define STEPS_AT_ONCE 10000 /* of SQLite's virtual machine, between two looks at the sum */

/* ---- opened warily ------------------------------------------------------------------------------ */

static priscus_status failed(struct dna_file *file, struct priscus_error *err)
{
    int code = file->db ? sqlite3_extended_errcode(file->db) : SQLITE_NOMEM;

    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return error_memory(err);
    case SQLITE_NOTADB:
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "%s is no SQLite file, so no file of DNA %s", file->name,
                         DNA_SERIES);
    case SQLITE_CORRUPT:
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "%s is damaged (SQLite: %s); take a copy that DNA opens",
                         file->name, sqlite3_errmsg(file->db));
    case SQLITE_INTERRUPT:
        return error_set(
            err, PRISCUS_EINPUT, NOWHERE,
            "%s takes far more work to read than a file of DNA of its size; it is damaged, or made to do harm",
            file->name);
    case SQLITE_TOOBIG:
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "%s has a text of more than %d MB", file->name,
                         DNA_VALUE_BYTES_MAX >> 20);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set(err, PRISCUS_EIO, NOWHERE, "%s is being written; close it in DNA first", file->name);
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
        return error_set(err, PRISCUS_EIO, NOWHERE,
                         "%s cannot be read (SQLite: %s); if DNA has it open, close it there first", file->name,
                         sqlite3_errmsg(file->db));
    default:
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "%s has not the tables of DNA %s (SQLite: %s)", file->name,
                         DNA_SERIES, sqlite3_errmsg(file->db));
    }
}

static int count_steps(void *context)
{
    struct dna_file *file = context;

    file->steps += STEPS_AT_ONCE;
    return file->steps > file->steps_max;
}

/* Reading and nothing else, and no function but the one that we call. */
static int only_reading(void *context, int action, const char *a, const char *function, const char *c, const char *d)
{
    (void)context, (void)a, (void)c, (void)d;
    return action == SQLITE_SELECT || action == SQLITE_READ ||
                   (action == SQLITE_FUNCTION && function && strcmp(function, "substr") == 0)
               ? SQLITE_OK
               : SQLITE_DENY;
}

static priscus_status look_at_file(struct dna_file *file, const char *path, struct priscus_error *err)
{
    char head[16] = "";
    struct stat st;
    FILE *f;

    if (stat(path, &st) != 0)
        return input_error_io(text_c(path), errno, err);
    if (!S_ISREG(st.st_mode))
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "%s is no file", file->name);
    f = fopen(path, "rb");
    if (!f)
        return input_error_io(text_c(path), errno, err);
    if (fread(head, 1, sizeof head - 1, f) < 5)
        head[0] = '\0';
    fclose(f);
    if (strncmp(head, "<?xml", 5) == 0)
        return error_set(
            err, PRISCUS_EVERSION, NOWHERE,
            "%s is XML, as DNA 1 wrote it; Priscus reads the SQLite files of DNA %s: import it there and save it",
            file->name, DNA_SERIES);
    file->steps_max = DNA_STEPS_LEAST + (int64_t)st.st_size * DNA_STEPS_PER_BYTE;
    return PRISCUS_OK;
}

static priscus_status open_file(struct dna_file *file, const char *path, struct priscus_error *err)
{
    static const struct {
        int what, value;
    } settings[] = { { SQLITE_DBCONFIG_DEFENSIVE, 1 },      { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
                     { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 }, { SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
                     { SQLITE_DBCONFIG_ENABLE_FKEY, 0 },    { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 } };
    static const struct {
        int what, value;
    } limits[] = { { SQLITE_LIMIT_LENGTH, DNA_VALUE_BYTES_MAX },
                   { SQLITE_LIMIT_ATTACHED, 0 },
                   { SQLITE_LIMIT_WORKER_THREADS, 0 } };
    char *name = sqlite3_mprintf("%s%s", *path == '/' ? "" : "./", path); /* never ":memory:" or "file:..." */
    int rc = name ? sqlite3_open_v2(name, &file->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) : SQLITE_NOMEM;

    sqlite3_free(name);
    for (size_t i = 0; i < COUNT_OF(settings) && rc == SQLITE_OK; i++)
        rc = sqlite3_db_config(file->db, settings[i].what, settings[i].value, NULL);
    for (size_t i = 0; i < COUNT_OF(limits) && rc == SQLITE_OK; i++)
        sqlite3_limit(file->db, limits[i].what, limits[i].value);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(file->db,
                          "PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA cell_size_check = ON;"
                          "PRAGMA mmap_size = 0; PRAGMA cache_size = -8192; PRAGMA temp_store = FILE",
                          NULL, NULL, NULL);
    if (rc != SQLITE_OK)
        return failed(file, err);
    sqlite3_extended_result_codes(file->db, 1);
    sqlite3_progress_handler(file->db, STEPS_AT_ONCE, count_steps, file);
    return PRISCUS_OK;
}

/* ---- small questions ------------------------------------------------------------------------------ */

static priscus_status prepare(struct dna_file *file, const char *sql, sqlite3_stmt **stmt, struct priscus_error *err)
{
    *stmt = NULL;
    return sqlite3_prepare_v2(file->db, sql, -1, stmt, NULL) == SQLITE_OK ? PRISCUS_OK : failed(file, err);
}

priscus_status dna_step(struct dna_file *file, sqlite3_stmt *stmt, bool *found, struct priscus_error *err)
{
    int rc = sqlite3_step(stmt);

    *found = rc == SQLITE_ROW;
    return rc == SQLITE_ROW || rc == SQLITE_DONE ? PRISCUS_OK : failed(file, err);
}

void dna_show(struct text t, char *out, size_t room)
{
    size_t n = 0;

    for (size_t i = 0; i < t.len && n + 1 < room; i++)
        out[n++] = t.ptr[i] > ' ' && t.ptr[i] < 127 ? t.ptr[i] : ' ';
    out[n] = '\0';
}

/* Columns that are worked out, and tables of modules, may cost what they like at each row: DNA has none. */
static priscus_status check_tables(struct dna_file *file, struct priscus_error *err)
{
    static const char *const questions[] = {
        "SELECT substr(name, 1, 40) FROM sqlite_schema WHERE type = 'table' AND rootpage = 0 LIMIT 1",
        "SELECT substr(t.name, 1, 40) FROM sqlite_schema AS t, pragma_table_xinfo(t.name) AS c WHERE t.type = 'table'"
        " AND c.hidden <> 0 LIMIT 1",
    };
    char name[48];
    sqlite3_stmt *stmt;
    bool found = false;
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < COUNT_OF(questions) && status == PRISCUS_OK && !found; i++) {
        status = prepare(file, questions[i], &stmt, err);
        if (status == PRISCUS_OK)
            status = dna_step(file, stmt, &found, err);
        if (status == PRISCUS_OK && found)
            dna_show(dna_column(stmt, 0), name, sizeof name);
        sqlite3_finalize(stmt);
    }
    if (status == PRISCUS_OK && found)
        return error_set(err, PRISCUS_EINPUT, NOWHERE,
                         "%s is no file of DNA: it has a table %s whose rows are worked out, and DNA makes none", file->name, name);
    sqlite3_set_authorizer(file->db, only_reading, NULL);
    return status;
}

static priscus_status check_version(struct dna_file *file, struct priscus_error *err)
{
    sqlite3_stmt *stmt;
    char version[40] = "";
    bool found;
    priscus_status status =
        prepare(file, "SELECT substr(Value, 1, 40) FROM SETTINGS WHERE Property = 'version' LIMIT 1", &stmt, err);

    if (status == PRISCUS_EINPUT)
        return error_set(err, PRISCUS_EINPUT, NOWHERE,
                         "%s is no file of DNA: it has no table SETTINGS with a version; wanted is one of DNA %s",
                         file->name, DNA_SERIES);
    if (status == PRISCUS_OK)
        status = dna_step(file, stmt, &found, err);
    if (status == PRISCUS_OK && found)
        dna_show(dna_column(stmt, 0), version, sizeof version);
    sqlite3_finalize(stmt);
    if (status != PRISCUS_OK)
        return status;
    if (strcmp(version, DNA_SERIES) == 0 || strncmp(version, DNA_SERIES ".", strlen(DNA_SERIES) + 1) == 0)
        return PRISCUS_OK;
    return error_set(err, PRISCUS_EVERSION, NOWHERE,
                     "%s is of DNA %s, and wanted is one of DNA %s; open it in DNA %s and save it in a new file",
                     file->name, version[0] ? version : "(no version is given)", DNA_SERIES, DNA_SERIES);
}

/* "1, 5": the rows of the variables that go for each of ours, in whatever statement type. */
static priscus_status find_variables(struct dna_file *file, struct buffer rows[DNA_VARIABLE_END],
                                     struct priscus_error *err)
{
    struct buffer there = { .limit = 400 };
    sqlite3_stmt *stmt;
    bool found;
    int n = 0;
    priscus_status status =
        prepare(file, "SELECT ID, substr(Variable, 1, 60), DataType FROM VARIABLES ORDER BY ID", &stmt, err);

    while (status == PRISCUS_OK && (status = dna_step(file, stmt, &found, err)) == PRISCUS_OK && found) {
        char name[64];

        if (++n > DNA_VARIABLES_MAX) {
            status =
                error_set(err, PRISCUS_EINPUT, NOWHERE, "%s has more than %d variables", file->name, DNA_VARIABLES_MAX);
            break;
        }
        dna_show(dna_column(stmt, 1), name, sizeof name);
        buffer_format(&there, "%s%s", n > 1 ? ", " : "", name);
        for (int v = 1; v < DNA_VARIABLE_END; v++) {
            const char *wanted = file->options->variables[v] ? file->options->variables[v] : dna_variables[v].name;

            if (text_eq_fold(dna_column(stmt, 1), text_c(wanted)) &&
                text_is(dna_column(stmt, 2), dna_type_text(dna_variables[v].type)))
                buffer_format(&rows[v], "%s%lld", rows[v].len ? ", " : "", (long long)sqlite3_column_int64(stmt, 0));
        }
    }
    sqlite3_finalize(stmt);
    if (status == PRISCUS_OK && !rows[DNA_CONCEPT].len)
        status = error_set(
            err, PRISCUS_EINPUT, NOWHERE,
            "%s has no variable \"%s\" of short text; its variables are %.200s: say which one it is in a file "
            "of names (--names)",
            file->name,
            file->options->variables[DNA_CONCEPT] ? file->options->variables[DNA_CONCEPT]
                                                  : dna_variables[DNA_CONCEPT].name,
            there.ptr ? there.ptr : "none");
    buffer_release(&there);
    return status;
}

/* ---- the two queries ------------------------------------------------------------------------------- */

/* The value that a statement has of one of these variables. */
static void put_value(struct buffer *sql, enum dna_variable v, const struct buffer *rows)
{
    static const char *const selects[] = {
        [DNA_BOOLEAN] = "d.Value FROM DATABOOLEAN AS d",
        [DNA_SHORT_TEXT] = "substr(e.Value, 1, %d) FROM DATASHORTTEXT AS d JOIN ENTITIES AS e ON e.ID = d.Entity",
        [DNA_LONG_TEXT] = "substr(d.Value, 1, %d) FROM DATALONGTEXT AS d",
    };
    enum dna_type type = dna_variables[v].type;
    const char *select = selects[type], *number = strstr(select, "%d");

    if (!rows[v].len) {
        buffer_c(sql, ", NULL");
        return;
    }
    buffer_c(sql, ", (SELECT ");
    buffer_add(sql, select, number ? (size_t)(number - select) : strlen(select));
    if (number)
        buffer_format(sql, "%d%s", type == DNA_SHORT_TEXT ? DNA_SHORT_READ_MAX : DNA_LONG_READ_MAX, number + 2);
    buffer_format(sql, " WHERE d.StatementId = s.ID AND d.VariableId IN (%s) LIMIT 1)", rows[v].ptr);
}

static priscus_status prepare_queries(struct dna_file *file, struct priscus_error *err)
{
    struct buffer rows[DNA_VARIABLE_END] = { 0 }, sql = { 0 };
    bool found, out_of_memory = false;
    priscus_status status = find_variables(file, rows, err);

    buffer_format(
        &sql,
        "SELECT s.ID, s.DocumentId, s.Start, s.Stop, (SELECT substr(Name, 1, %d) FROM CODERS WHERE CODERS.ID ="
        " s.Coder LIMIT 1)",
        DNA_SHORT_READ_MAX);
    for (int v = 1; v < DNA_VARIABLE_END; v++) {
        put_value(&sql, (enum dna_variable)v, rows);
        out_of_memory |= rows[v].failed;
        buffer_release(&rows[v]);
    }
    buffer_c(&sql, " FROM STATEMENTS AS s ORDER BY s.DocumentId, s.Start, s.Stop, s.ID");
    if (status == PRISCUS_OK && (out_of_memory || sql.failed))
        status = error_memory(err);
    if (status == PRISCUS_OK)
        status = prepare(file, sql.ptr, &file->statements, err);
    if (status == PRISCUS_OK)
        status =
            prepare(file, "SELECT ID, Text, Title, Author, Source, Section, Notes, Date FROM DOCUMENTS ORDER BY ID",
                    &file->documents, err);
    if (status == PRISCUS_OK)
        status = dna_step(file, file->statements, &found, err);
    if (status == PRISCUS_OK)
        file->pending = found;
    buffer_release(&sql);
    return status;
}

void dna_close(struct dna_file *file)
{
    if (!file)
        return;
    sqlite3_finalize(file->documents);
    sqlite3_finalize(file->statements);
    sqlite3_close(file->db);
    sqlite3_free(file);
}

priscus_status dna_open(const char *path, const struct dna_file_options *options, struct dna_file **out,
                        struct priscus_error *err)
{
    struct dna_file *file = sqlite3_malloc(sizeof *file);
    priscus_status status;

    if (!file)
        return error_memory(err);
    *file = (struct dna_file){ .options = options };
    input_error_name(text_c(path), file->name);
    if ((status = look_at_file(file, path, err)) == PRISCUS_OK && (status = open_file(file, path, err)) == PRISCUS_OK &&
        (status = check_tables(file, err)) == PRISCUS_OK && (status = check_version(file, err)) == PRISCUS_OK)
        status = prepare_queries(file, err);
    if (status == PRISCUS_OK)
        *out = file;
    else
        dna_close(file);
    return status;
}

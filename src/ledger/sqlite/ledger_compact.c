/* ledger_compact.c - room that is free in a ledger's file goes back to the disk; see ledger.h.
 *
 *     full text     many small parts, as pages came        one
 *     file          pages in the order of writing,         tables one behind the other, full pages
 *                   half full, and free ones between
 *
 * In place: SQLite writes all of it into a temporary file beside the ledger, then through the log into the file, in one transaction.
 * Whoever reads goes on reading the old state; a kill leaves a transaction that was not committed. A new file under
 * the old name would need all others to let go of the old one first. */
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "ledger/sqlite/seal.h"

#define COMPACT_PATIENCE_MS 1000 /* who writes all the time does not let go within ten seconds either */

/* The folder of the ledger, SQLite's memory. */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return !slash ? sqlite3_mprintf(".") : sqlite3_mprintf("%.*s", (int)(slash == path ? 1 : slash - path), path);
}

static uint64_t size_of(const struct ledger *ledger)
{
    struct stat st;

    return stat(ledger->path, &st) == 0 ? (uint64_t)st.st_size : 0;
}

/* The file once more, and the log of all of it. */
static priscus_status check_room(const struct ledger *ledger, const char *folder, struct priscus_error *err)
{
    uint64_t size = size_of(ledger);
    struct statvfs fs;

    if (statvfs(folder, &fs) != 0 || (uint64_t)fs.f_bavail * fs.f_frsize >= 2 * size)
        return PRISCUS_OK;
    return error_set(err, PRISCUS_ELEDGER, NOWHERE,
                     "the ledger %s has %llu MB, and compacting it needs twice that on the disk, where %llu MB are free: make room, or copy "
                     "it to another disk (priscus copy), which makes a compact one too",
                     ledger->path, (unsigned long long)(size >> 20),
                     (unsigned long long)((uint64_t)fs.f_bavail * fs.f_frsize >> 20));
}

/* What the log has goes into the file, and the log's room back. Where somebody reads it stays until they have ended. */
static void take_log_in(struct ledger *ledger)
{
    sqlite3_wal_checkpoint_v2(ledger->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
}

/* Is it whole, and does it end with the commit that it ended with? */
static priscus_status check_whole(struct ledger *ledger, const struct seal *before, struct priscus_error *err)
{
    struct query *row;
    struct seal after;
    bool found;
    priscus_status status = ledger_prepare(ledger, "PRAGMA quick_check(1)", &row, err);

    if (status == PRISCUS_OK)
        status = ledger_step(ledger, row, &found, err);
    if (status == PRISCUS_OK && !(found && text_is(column_text(row, 0), "ok")))
        status = error_set(err, PRISCUS_ELEDGER, NOWHERE, "the ledger %s is damaged: \"priscus verify\" says where", ledger->path);
    query_close(row);
    if (status == PRISCUS_OK)
        status = seal_last(ledger, &after, err);
    if (status == PRISCUS_OK && (after.id < before->id || (after.id == before->id && memcmp(&after.hash, &before->hash,
                                                                                            sizeof after.hash) != 0)))
        status = error_set(err, PRISCUS_ELEDGER, NOWHERE, "the ledger %s does not end as it did: \"priscus verify\" says why",
                           ledger->path);
    return status;
}

static priscus_status make_compact(struct ledger *ledger, struct priscus_error *err)
{
    struct seal last;
    priscus_status status;

    /* What is damaged stays as it is: somebody may want to save it. */
    if ((status = seal_last(ledger, &last, err)) != PRISCUS_OK || (status = check_whole(ledger, &last, err)) != PRISCUS_OK ||
        (status = ledger_exec(ledger, "INSERT INTO search (search) VALUES ('optimize')", err)) != PRISCUS_OK)
        return status;
    take_log_in(ledger);
    if ((status = ledger_exec(ledger, "VACUUM", err)) != PRISCUS_OK)
        return status;
    take_log_in(ledger);
    return check_whole(ledger, &last, err);
}

priscus_status ledger_compact(struct ledger *ledger, struct ledger_compacted *out, struct priscus_error *err)
{
    char *folder, *others = sqlite3_temp_directory;
    priscus_status status;

    if (ledger->postgres)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE,
                         "the ledger %s is a database of a server, which gives back room by itself (autovacuum); compact is for files",
                         ledger->path);
    if ((status = ledger_commit(ledger, err)) != PRISCUS_OK)
        return status;
    if (!(folder = folder_of(ledger->path)))
        return error_memory(err);
    take_log_in(ledger);
    out->before = size_of(ledger);
    status = check_room(ledger, folder, err);
    if (status == PRISCUS_OK) {
        sqlite3_temp_directory = folder; /* another disk may be small */
        ledger_set_patience(ledger, COMPACT_PATIENCE_MS);
        status = make_compact(ledger, err);
        ledger_set_patience(ledger, LEDGER_PATIENCE_MS);
        sqlite3_temp_directory = others;
    }
    sqlite3_free(folder);
    out->after = size_of(ledger);
    return status;
}

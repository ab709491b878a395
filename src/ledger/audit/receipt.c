/* receipt.c - what a ledger was at some time, kept outside of it (ledger.h).
 *
 *     receipt 1
 *     ledger priscus.db
 *     seal 12
 *     sealed 2032-03-01T12:00:00Z
 *     rows 20311
 *     engine 0.1.0+7a3e
 *     head 7247581bb2083c98...
 *
 * Who can write the ledger can also cut its last commits off, or make the whole chain again; who has a receipt sees that the
 * seal of that number is not there, or has another hash. Everything but `seal` and `head` is for people. */
#include <sys/stat.h>

#include "base/buffer.h"
#include "base/file.h"
#include "ledger/audit/verify.h"

#define RECEIPT_VERSION   "1"
#define RECEIPT_BYTES_MAX ((size_t)64 << 10)

/* ---- reading ----------------------------------------------------------------------------- */

struct receipt {
    int64_t seal;
    struct text version, head; /* 64 digits */
    bool has_seal;
};

static bool is_digits(struct text t, const char *digits)
{
    for (size_t i = 0; i < t.len; i++)
        if (!t.ptr[i] || !strchr(digits, t.ptr[i]))
            return false;
    return t.len > 0;
}

static bool take_line(struct text key, struct text value, struct receipt *out)
{
    if (text_is(key, "receipt"))
        out->version = value;
    else if (text_is(key, "head") && value.len == 64 && is_digits(value, "0123456789abcdef"))
        out->head = value;
    else if (text_is(key, "seal") && value.len < 19 && is_digits(value, "0123456789")) {
        out->has_seal = true;
        out->seal = 0; /* of two lines the second holds */
        for (size_t i = 0; i < value.len; i++)
            out->seal = 10 * out->seal + (value.ptr[i] - '0');
    } else
        return !text_is(key, "head") && !text_is(key, "seal");
    return true;
}

static priscus_status read_receipt(const char *file, struct arena *mem, struct receipt *out, struct priscus_error *err)
{
    struct lines lines;
    struct text bytes, line;
    priscus_status status = file_read(file, RECEIPT_BYTES_MAX, mem, &bytes, err);

    if (status != PRISCUS_OK)
        return status;
    lines_init(&lines, bytes, mem);
    while ((status = lines_next(&lines, &line)) == PRISCUS_OK) {
        struct text value, key = line_key(line, &value);

        if (!take_line(key, value, out))
            return error_set(err, PRISCUS_EINPUT, NOWHERE, "%s:%d: \"%.*s\" of a receipt is a number; is it whole?",
                             file, lines.number, (int)(key.len < 40 ? key.len : 40), key.ptr);
    }
    if (status != PRISCUS_DONE)
        return error_memory(err);
    if (!out->version.ptr || !out->has_seal || !out->head.ptr)
        return error_set(err, PRISCUS_EINPUT, NOWHERE,
                         "%s: no receipt of Priscus: it must have lines that begin with receipt, seal and head", file);
    if (!text_is(out->version, RECEIPT_VERSION))
        return error_set(err, PRISCUS_EVERSION, NOWHERE, "%s: the receipt was written by a newer Priscus: use that one",
                         file);
    return PRISCUS_OK;
}

priscus_status receipt_seal(const char *file, int64_t *seal, struct priscus_error *err)
{
    struct arena mem = { 0 };
    struct receipt receipt = { 0 };
    priscus_status status = read_receipt(file, &mem, &receipt, err);

    *seal = receipt.seal;
    arena_release(&mem);
    return status;
}

/* ---- writing ----------------------------------------------------------------------------- */

static void put_line(const char *key, struct query *row, int at, struct buffer *out)
{
    struct text value = column_text(row, at);

    if (!query_is_null(row, at))
        buffer_format(out, "%s %.*s\n", key, (int)value.len, value.ptr ? value.ptr : "");
}

/* When the last commit was, how many rows there were, and who read them. */
static priscus_status put_about(struct ledger *ledger, struct buffer *out, struct priscus_error *err)
{
    struct query *row;
    bool found = false;
    priscus_status status =
        ledger_prepare(ledger,
                       "SELECT max(sealed) FILTER (WHERE id = (SELECT max(id) FROM seal)), sum(rows),"
                       " (SELECT engine FROM reading ORDER BY id DESC LIMIT 1) FROM seal",
                       &row, err);

    if (status == PRISCUS_OK)
        status = ledger_step(ledger, row, &found, err);
    if (found) {
        put_line("sealed", row, 0, out);
        put_line("rows", row, 1, out);
        put_line("engine", row, 2, out);
    }
    query_close(row);
    return status;
}

/* A file that is no receipt is left alone: a ledger, say, that was named by mistake. */
static bool is_something_else(const char *file)
{
    struct arena mem = { 0 };
    struct receipt receipt = { 0 };
    struct stat st;
    bool other = stat(file, &st) == 0 && st.st_size > 0 && read_receipt(file, &mem, &receipt, NULL) != PRISCUS_OK;

    arena_release(&mem);
    return other;
}

priscus_status ledger_receipt_write(struct ledger *ledger, const char *file, struct priscus_error *err)
{
    struct buffer out = { 0 };
    struct seal last;
    char hex[65];
    priscus_status status;

    if (is_something_else(file))
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "%s is there, and is no receipt: name another file", file);
    if ((status = ledger_commit(ledger, err)) != PRISCUS_OK || (status = seal_last(ledger, &last, err)) != PRISCUS_OK)
        return status;
    buffer_format(&out,
                  "# What the ledger was; \"priscus verify --receipt FILE\" says whether it goes on from here.\n"
                  "receipt " RECEIPT_VERSION "\nledger %s\nseal %lld\n",
                  ledger->path, (long long)last.id);
    status = put_about(ledger, &out, err);
    buffer_format(&out, "head %s\n", sha256_hex(last.hash, hex));
    if (status == PRISCUS_OK)
        status = out.failed ? error_memory(err) : file_replace(file, buffer_as_text(&out), err);
    buffer_release(&out);
    return status;
}

/* ---- checking ---------------------------------------------------------------------------- */

/* *hex "": there is no such seal. */
static priscus_status find_head(struct ledger *ledger, int64_t id, char hex[65], struct priscus_error *err)
{
    struct query *row;
    bool found = false;
    priscus_status status = ledger_prepare(ledger, "SELECT lower(hex(hash)) FROM seal WHERE id = ?1", &row, err);

    if (status == PRISCUS_OK) {
        query_bind_number(row, 1, id);
        status = ledger_step(ledger, row, &found, err);
    }
    sqlite3_snprintf(65, hex, "%s", found ? query_text(row, 0) : "");
    query_close(row);
    return status;
}

priscus_status ledger_receipt_check(struct ledger *ledger, const char *file, ledger_mismatch_fn *each, void *context,
                                    bool *good, struct priscus_error *err)
{
    struct arena mem = { 0 };
    struct receipt receipt = { 0 };
    char id[40], hex[65] = "";
    priscus_status status = read_receipt(file, &mem, &receipt, err);

    if (status == PRISCUS_OK)
        status = find_head(ledger, receipt.seal, hex, err);
    if (status == PRISCUS_OK) {
        *good = receipt.seal == 0 || text_is(receipt.head, hex);
        sqlite3_snprintf(sizeof id, id, "seal %lld", (long long)receipt.seal);
        if (!*good && each)
            each(context, id,
                 *hex ? "has another hash than the receipt: what was committed up to it was written anew"
                      : "is in the receipt, and no longer in the ledger: the last commits were taken out");
    }
    arena_release(&mem);
    return status;
}

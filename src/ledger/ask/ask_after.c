/* ask_after.c - the order of rows, and how to go on behind one of them.
 *
 *     ORDER BY date, page, place              the first hundred
 *     WHERE (date, page, place) > (...)       those behind the last of them
 *
 * A cursor holds what a row is ordered by, so that it costs the same wherever it stands, and stays right while others are
 * added: its date, its page, and the entry, whose place in the page is looked up. */
#include "base/buffer.h"
#include "ledger/ask/ask.h"
#include "ledger/views.h"

#define PARTS      3
#define PART_BYTES 200
#define SEPARATOR  '\x1f'

#define TERMS_MAX   7
#define HASH_DIGITS 64

/* What the rows of a question are ordered by, and the same of the row that a cursor stands on. `columns`: of a row, what its
 * cursor holds. */
struct order {
    enum ledger_question question;
    const char *columns[PARTS];
    const char *terms[TERMS_MAX];
    const char *after[TERMS_MAX]; /* fewer: what comes last only tells apart what is the same otherwise */
};

#define AFTER_SORT SORT_OF("nullif(:after_date, '')")
#define OF_ENTRY(column, table)                                                                                        \
    "(SELECT " column " FROM " table " WHERE id = :after_entry ORDER BY article DESC LIMIT 1)"

static const struct order orders[] = {
    { LEDGER_POSITIONS,
      { "date", "page", "id" },
      { "shown.sort", "shown.page_key", "shown.\"begin\"", "shown.\"end\"", "shown.id", "shown.article",
        "shown.ordinal" },
      { AFTER_SORT, ":after_page", OF_ENTRY("words_begin", "position"), OF_ENTRY("words_end", "position"),
        ":after_entry" } },
    { LEDGER_STATEMENTS,
      { "date", "page", "id" },
      { "shown_statement.sort", "shown_statement.page_key", "shown_statement.ordinal", "shown_statement.id",
        "shown_statement.article" },
      { AFTER_SORT, ":after_page", OF_ENTRY("ordinal", "statement"), ":after_entry" } },
    { LEDGER_PAGES,
      { "published", "id", "sha256" },
      { "shown_page.sort", "shown_page.sha256" },
      { AFTER_SORT } }, /* and its hash */
    { LEDGER_SEARCH,
      { "date", "page", "begin" },
      { "found.sort", "found.page_key", "found.\"begin\"" },
      { AFTER_SORT, ":after_page", "cast(:after_text AS INTEGER)" } },
};

static const struct order *order_of(enum ledger_question question)
{
    for (size_t i = 0; i < COUNT_OF(orders); i++)
        if (orders[i].question == question)
            return &orders[i];
    return NULL;
}

/* ---- cursors ------------------------------------------------------------------------------- */

static void put_hex(struct buffer *out, struct text t)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < t.len; i++) {
        buffer_char(out, digits[(unsigned char)t.ptr[i] >> 4]);
        buffer_char(out, digits[(unsigned char)t.ptr[i] & 15]);
    }
}

bool ledger_cursor(const struct ledger_row *row, enum ledger_question question, struct buffer *out)
{
    const struct order *order = order_of(question);

    if (!order || !row->values)
        return false;
    for (size_t p = 0; p < PARTS; p++) {
        if (p)
            put_hex(out, text_of((const char[]){ SEPARATOR }, 1));
        for (size_t c = 0; c < row->n; c++)
            if (strcmp(row->names[c], order->columns[p]) == 0 && row->values[c])
                put_hex(out, text_c(row->values[c]));
    }
    return true;
}

static int digit_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The parts of a cursor, each ended with a NUL; false: it is none. */
static bool read_cursor(const char *cursor, char parts[PARTS][PART_BYTES])
{
    size_t part = 0, n = 0;

    for (; *cursor; cursor += 2) {
        int high = digit_of(cursor[0]), low = high < 0 ? -1 : digit_of(cursor[1]), c = high * 16 + low;

        if (low < 0 || (c < ' ' && c != SEPARATOR))
            return false;
        if (c == SEPARATOR) {
            parts[part][n] = '\0';
            n = 0;
            if (++part == PARTS)
                return false;
        } else if (n + 1 < PART_BYTES) {
            parts[part][n++] = (char)c;
        } else {
            return false;
        }
    }
    parts[part][n] = '\0';
    return part + 1 == PARTS;
}

/* ---- SQL ----------------------------------------------------------------------------------- */

static priscus_status no_cursor(const struct asking *ask)
{
    return error_set(ask->err, PRISCUS_EINPUT, NOWHERE, "that is no place in a list: begin at its first page");
}

static void add_list(sqlite3_str *sql, const char *const *terms, size_t n, const char *way)
{
    for (size_t i = 0; i < n; i++)
        sqlite3_str_appendf(sql, "%s%s%s", i ? ", " : "", terms[i], way);
}

static size_t count_terms(const char *const terms[TERMS_MAX])
{
    size_t n = 0;

    while (n < TERMS_MAX && terms[n])
        n++;
    return n;
}

void ask_add_order_by(const struct asking *ask, enum ledger_question question, sqlite3_str *sql)
{
    const struct order *order = order_of(question);

    sqlite3_str_appendall(sql, " ORDER BY ");
    add_list(sql, order->terms, count_terms(order->terms), ask->filter->backwards ? " DESC" : "");
}

priscus_status ask_add_order(const struct asking *ask, enum ledger_question question, sqlite3_str *sql)
{
    const struct order *order = order_of(question);
    const struct ledger_filter *f = ask->filter;
    char parts[PARTS][PART_BYTES];

    if (f->after) {
        size_t n = count_terms(order->after);
        bool by_hash = question == LEDGER_PAGES; /* which is no number, and no text */

        if (!read_cursor(f->after, parts))
            return no_cursor(ask);
        if (by_hash && (strlen(parts[2]) != HASH_DIGITS || strspn(parts[2], "0123456789abcdef") != HASH_DIGITS))
            return no_cursor(ask);
        sqlite3_str_appendall(sql, " AND (");
        add_list(sql, order->terms, n + by_hash, "");
        sqlite3_str_appendf(sql, ") %s (", f->backwards ? "<" : ">");
        add_list(sql, order->after, n, "");
        sqlite3_str_appendf(sql, by_hash ? ", x'%s')" : ")", parts[2]);
    }
    ask_add_order_by(ask, question, sql);
    ask_add_limit(ask, sql);
    return PRISCUS_OK;
}

/* The number behind the letter of an identifier, where the statement asks for it. */
static priscus_status bind_id(const struct asking *ask, struct query *stmt, const char *name, const char *text)
{
    int at = query_parameter(stmt, name);
    char letter;
    int64_t id;

    if (!at)
        return PRISCUS_OK;
    if (!id_parse(text, &letter, &id))
        return no_cursor(ask);
    return query_bind_number(stmt, at, id) ? PRISCUS_OK : error_memory(ask->err);
}

static priscus_status bind_text(const struct asking *ask, struct query *stmt, const char *name, const char *text)
{
    int at = query_parameter(stmt, name);

    return !at || query_bind_copy(stmt, at, text_c(text)) ? PRISCUS_OK
                                                                                       : error_memory(ask->err);
}

priscus_status ask_bind_after(const struct asking *ask, struct query *stmt)
{
    char parts[PARTS][PART_BYTES];
    priscus_status status;

    if (!ask->filter->after || !query_parameter(stmt, ":after_date"))
        return PRISCUS_OK;
    if (!read_cursor(ask->filter->after, parts))
        return no_cursor(ask);
    status = bind_text(ask, stmt, ":after_date", parts[0]);
    if (status == PRISCUS_OK)
        status = bind_id(ask, stmt, ":after_page", parts[1]);
    if (status == PRISCUS_OK)
        status = bind_id(ask, stmt, ":after_entry", parts[2]);
    return status == PRISCUS_OK ? bind_text(ask, stmt, ":after_text", parts[2]) : status;
}

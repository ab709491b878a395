/* link_read.c - articles and records back out of their rows, for the rooms that place them. See link_store.h.
 *
 * What comes back is what was added (add_article.c, add_record.c), as far as it is kept. A place that does not lie in
 * the body, in a ledger that somebody changed, comes back empty. */
#include "ledger/link_store.h"
#include "ledger/sqlite/row.h"

/* ---- values of a row ---------------------------------------------------------------------- */

struct reading_back {
    struct ledger *ledger;
    struct arena *mem;
    struct text body;
    struct query *stmt;
    bool out_of_memory;
    struct priscus_error *err;
};

static struct text take_text(struct reading_back *r, int at)
{
    struct text t = { 0 };

    if (column_copy(r->stmt, at, r->mem, &t) != PRISCUS_OK)
        r->out_of_memory = true;
    return t;
}

/* The places in the columns `at` and `at + 1`. */
static struct span take_span(const struct reading_back *r, int at)
{
    int64_t begin = query_number(r->stmt, at), end = query_number(r->stmt, at + 1);

    if (query_is_null(r->stmt, at) || begin < 0 || end < begin || end > (int64_t)r->body.len)
        return (struct span){ 0 };
    return (struct span){ (uint32_t)begin, (uint32_t)end };
}

/* The same, of a page, whose size is not known here. */
static struct span take_place(const struct reading_back *r, int at)
{
    int64_t begin = query_number(r->stmt, at), end = query_number(r->stmt, at + 1);

    if (begin < 0 || end < begin || end > UINT32_MAX)
        return (struct span){ 0 };
    return (struct span){ (uint32_t)begin, (uint32_t)end };
}

/* The date and its precision. */
static struct date take_date(const struct reading_back *r, int at)
{
    struct date date = { .zone = DATE_NO_ZONE };
    struct text precision = column_text(r->stmt, at + 1);

    if (!date_parse_iso(column_text(r->stmt, at), &date))
        return (struct date){ .zone = DATE_NO_ZONE };
    if (text_is(precision, precision_text(PRECISION_BEFORE)))
        date.precision = PRECISION_BEFORE;
    else if (text_is(precision, precision_text(PRECISION_AFTER)))
        date.precision = PRECISION_AFTER;
    return date;
}

static int32_t take_ordinal(const struct reading_back *r, int at)
{
    return query_is_null(r->stmt, at) ? -1 : (int32_t)query_number(r->stmt, at);
}

/* The kept statement `name`, asked of `number`. */
static priscus_status ask(struct reading_back *r, enum statement_name name, int64_t number)
{
    struct row row = row_of_kept(r->ledger, name, r->err);

    put_number(&row, number);
    r->stmt = row.stmt;
    return row.status;
}

static priscus_status next(struct reading_back *r, bool *found)
{
    return r->out_of_memory ? error_memory(r->err) : ledger_step(r->ledger, r->stmt, found, r->err);
}

/* ---- the article -------------------------------------------------------------------------- */

static void take_article(struct reading_back *r, struct linked_page *out)
{
    struct article *it = &out->it;
    const void *hash = query_bytes(r->stmt, 2);

    out->article = query_number(r->stmt, 0);
    out->page = query_number(r->stmt, 1);
    if (hash && (int)query_size(r->stmt, 2) == (int)sizeof out->hash.bytes)
        memcpy(out->hash.bytes, hash, sizeof out->hash.bytes);
    out->placed = (int)query_number(r->stmt, 3) != 0;
    out->name = take_text(r, 4);
    it->body = take_text(r, 5);
    it->id = take_text(r, 6);
    it->title = take_text(r, 7);
    it->outlet = take_text(r, 8);
    it->outlet_inferred = (int)query_number(r->stmt, 9) != 0;
    it->byline = take_text(r, 10);
    it->section = take_text(r, 11);
    it->language = take_text(r, 12);
    it->address = take_text(r, 13);
    it->republished_by = take_text(r, 14);
    it->published = take_date(r, 15);
    it->modified = take_date(r, 17);
    it->unsure = (int)query_number(r->stmt, 19) != 0;
    it->published_given = (int)query_number(r->stmt, 20) != 0;
    r->body = it->body = text_or_empty(it->body);
}

static priscus_status take_agency(struct reading_back *r, struct article *it, size_t *room, size_t *credits_room)
{
    struct text name = take_text(r, 0), what = column_text(r->stmt, 1);

    if (text_is(what, CREDIT_REPORT_TEXT)) {
        struct text *grown = arena_grow(r->mem, it->agencies, it->n_agencies, room, sizeof *grown);

        if (!grown)
            return error_memory(r->err);
        it->agencies = grown;
        grown[it->n_agencies++] = name;
    } else {
        struct credit *grown = arena_grow(r->mem, it->credits, it->n_credits, credits_room, sizeof *grown);

        if (!grown)
            return error_memory(r->err);
        it->credits = grown;
        grown[it->n_credits++] =
            (struct credit){ name, text_is(what, credit_text(CREDIT_HEARD)) ? CREDIT_HEARD : CREDIT_PHOTO };
    }
    return PRISCUS_OK;
}

static priscus_status read_agencies(struct reading_back *r, int64_t article, struct article *it)
{
    size_t room = 0, credits_room = 0;
    bool found;
    priscus_status status = ask(r, SQL_LINK_AGENCIES, article);

    while (status == PRISCUS_OK && (status = next(r, &found)) == PRISCUS_OK && found)
        status = take_agency(r, it, &room, &credits_room);
    query_reset(r->stmt);
    return status;
}

static priscus_status read_paragraphs(struct reading_back *r, int64_t article, struct article *it)
{
    size_t room = 0;
    bool found;
    priscus_status status = ask(r, SQL_LINK_PARAGRAPHS, article);

    while (status == PRISCUS_OK && (status = next(r, &found)) == PRISCUS_OK && found) {
        struct paragraph *grown = arena_grow(r->mem, it->paragraphs, it->n_paragraphs, &room, sizeof *grown);
        struct text role = column_text(r->stmt, 0);
        enum role kept = ROLE_BODY;

        if (!grown) {
            status = error_memory(r->err);
            break;
        }
        for (int i = 0; role_kept((enum role)i); i++)
            if (text_is(role, role_text((enum role)i)))
                kept = (enum role)i;
        it->paragraphs = grown;
        grown[it->n_paragraphs++] =
            (struct paragraph){ .role = kept, .body = take_span(r, 1), .page = take_place(r, 3) };
    }
    query_reset(r->stmt);
    return status;
}

/* ---- the record --------------------------------------------------------------------------- */

static enum statement_kind kind_of(struct text word)
{
    for (int i = 0; i <= STATEMENT_MIXED; i++)
        if (text_is(word, statement_kind_text((enum statement_kind)i)))
            return (enum statement_kind)i;
    return STATEMENT_INDIRECT;
}

static enum chain_role role_of(struct text word)
{
    for (int i = 0; i < CHAIN_SPEAKER; i++)
        if (text_is(word, chain_role_text((enum chain_role)i)))
            return (enum chain_role)i;
    return CHAIN_SPEAKER;
}

static void take_statement(struct reading_back *r, struct statement *out)
{
    *out = (struct statement){
        .kind = kind_of(column_text(r->stmt, 0)),
        .source = take_span(r, 1),
        .cue = take_span(r, 3),
        .speaker = take_text(r, 5),
        .party = take_text(r, 6),
        .last_known = (int)query_number(r->stmt, 7) != 0,
        .occasion = take_span(r, 8),
        .said_on = take_date(r, 10),
        .said_words = take_span(r, 12),
        .inside = take_ordinal(r, 14),
        .addressee = take_span(r, 15),
        .posted = take_date(r, 17),
        .person = take_text(r, 19),
    };
}

static priscus_status read_statements(struct reading_back *r, int64_t article, struct record *record)
{
    size_t room = 0;
    bool found;
    priscus_status status = ask(r, SQL_LINK_STATEMENTS, article);

    while (status == PRISCUS_OK && (status = next(r, &found)) == PRISCUS_OK && found) {
        struct statement *grown = arena_grow(r->mem, record->statements, record->n_statements, &room, sizeof *grown);

        if (!grown) {
            status = error_memory(r->err);
            break;
        }
        record->statements = grown;
        take_statement(r, &grown[record->n_statements++]);
    }
    query_reset(r->stmt);
    return status;
}

/* The statement that a row of `content` or `chain` belongs to; NULL: there is none. */
static struct statement *statement_of(const struct reading_back *r, const struct record *record)
{
    int64_t ordinal = query_number(r->stmt, 0);

    return ordinal >= 0 && ordinal < (int64_t)record->n_statements ? &record->statements[ordinal] : NULL;
}

static priscus_status read_contents(struct reading_back *r, int64_t article, struct record *record)
{
    bool found;
    priscus_status status = ask(r, SQL_LINK_CONTENTS, article);

    while (status == PRISCUS_OK && (status = next(r, &found)) == PRISCUS_OK && found) {
        struct statement *statement = statement_of(r, record);

        if (statement && statement->n_content < STATEMENT_PIECES_MAX)
            statement->content[statement->n_content++] = take_span(r, 1);
    }
    query_reset(r->stmt);
    return status;
}

static priscus_status read_chains(struct reading_back *r, int64_t article, struct record *record)
{
    bool found;
    priscus_status status = ask(r, SQL_LINK_CHAINS, article);

    while (status == PRISCUS_OK && (status = next(r, &found)) == PRISCUS_OK && found) {
        struct statement *statement = statement_of(r, record);

        if (statement && statement->n_chain < CHAIN_MAX)
            statement->chain[statement->n_chain++] = (struct chain_link){ .role = role_of(column_text(r->stmt, 1)),
                                                                          .name = take_text(r, 2),
                                                                          .words = take_span(r, 3) };
    }
    query_reset(r->stmt);
    return status;
}

static void take_position(struct reading_back *r, const struct record *record, struct position *out)
{
    *out = (struct position){
        .statement = take_ordinal(r, 0),
        .sentence = take_span(r, 1),
        .words = take_span(r, 3),
        .speaker = take_text(r, 5),
        .party = take_text(r, 6),
        .issue = take_text(r, 7),
        .condition = take_span(r, 9),
        .counterpart = take_text(r, 11),
        .said_on = take_date(r, 12),
        .said_words = take_span(r, 14),
        .last_known = (int)query_number(r->stmt, 16) != 0,
        .by_other = (int)query_number(r->stmt, 17) != 0,
        .posted = take_date(r, 18),
        .person = take_text(r, 20),
        .sure = (float)(int)query_number(r->stmt, 21) / 100.0f,
    };
    if (!stance_parse(column_text(r->stmt, 8), &out->stance))
        out->stance = STANCE_NONE;
    if (out->statement >= (int32_t)record->n_statements)
        out->statement = -1;
}

static priscus_status read_positions(struct reading_back *r, int64_t article, struct record *record)
{
    size_t room = 0;
    bool found;
    priscus_status status = ask(r, SQL_LINK_POSITIONS, article);

    while (status == PRISCUS_OK && (status = next(r, &found)) == PRISCUS_OK && found) {
        struct position *grown = arena_grow(r->mem, record->positions, record->n_positions, &room, sizeof *grown);

        if (!grown) {
            status = error_memory(r->err);
            break;
        }
        record->positions = grown;
        take_position(r, record, &grown[record->n_positions++]);
    }
    query_reset(r->stmt);
    return status;
}

/* ---- all of it ---------------------------------------------------------------------------- */

/* The article that the kept statement `name` finds at `number`. */
static priscus_status read_article(struct reading_back *r, enum statement_name name, int64_t number,
                                   struct linked_page *out, bool *found)
{
    priscus_status status = ask(r, name, number);

    *out = (struct linked_page){ 0 };
    *found = false;
    if (status == PRISCUS_OK)
        status = next(r, found);
    if (status == PRISCUS_OK && *found)
        take_article(r, out);
    query_reset(r->stmt);
    if (status == PRISCUS_OK && *found && (status = read_agencies(r, out->article, &out->it)) == PRISCUS_OK)
        status = read_paragraphs(r, out->article, &out->it);
    return status == PRISCUS_OK && r->out_of_memory ? error_memory(r->err) : status;
}

static priscus_status read_record(struct reading_back *r, int64_t article, struct record *out)
{
    priscus_status status = read_statements(r, article, out);

    if (status == PRISCUS_OK && (status = read_contents(r, article, out)) == PRISCUS_OK &&
        (status = read_chains(r, article, out)) == PRISCUS_OK)
        status = read_positions(r, article, out);
    return status == PRISCUS_OK && r->out_of_memory ? error_memory(r->err) : status;
}

static priscus_status read_page(struct ledger *ledger, enum statement_name name, int64_t number, struct arena *mem,
                                struct linked_page *out, bool *found, struct priscus_error *err)
{
    struct reading_back r = { .ledger = ledger, .mem = mem, .err = err };
    priscus_status status = read_article(&r, name, number, out, found);

    return status == PRISCUS_OK && *found ? read_record(&r, out->article, &out->record) : status;
}

priscus_status ledger_link_next(struct ledger *ledger, struct arena *mem, struct linked_page *out, bool *found,
                                struct priscus_error *err)
{
    struct reading_back r = { .ledger = ledger, .mem = mem, .err = err };

    return read_article(&r, SQL_LINK_NEXT, 0, out, found);
}

priscus_status ledger_link_record(struct ledger *ledger, struct arena *mem, struct linked_page *page,
                                  struct priscus_error *err)
{
    struct reading_back r = { .ledger = ledger, .mem = mem, .body = page->it.body, .err = err };

    return read_record(&r, page->article, &page->record);
}

priscus_status ledger_link_page(struct ledger *ledger, int64_t page, struct arena *mem, struct linked_page *out,
                                bool *found, struct priscus_error *err)
{
    return read_page(ledger, SQL_LINK_PAGE, page, mem, out, found, err);
}

priscus_status ledger_link_article(struct ledger *ledger, int64_t page, struct arena *mem, struct linked_page *out,
                                   bool *found, struct priscus_error *err)
{
    struct reading_back r = { .ledger = ledger, .mem = mem, .err = err };

    return read_article(&r, SQL_LINK_PAGE, page, out, found);
}

priscus_status ledger_link_body(struct ledger *ledger, int64_t page, struct arena *mem, struct text *out, bool *found,
                                struct priscus_error *err)
{
    struct reading_back r = { .ledger = ledger, .mem = mem, .err = err };
    priscus_status status = ask(&r, SQL_LINK_BODY, page);

    *found = false;
    if (status == PRISCUS_OK)
        status = next(&r, found);
    if (status == PRISCUS_OK && *found)
        *out = text_or_empty(take_text(&r, 0));
    query_reset(r.stmt);
    return status == PRISCUS_OK && r.out_of_memory ? error_memory(err) : status;
}

/* ---- one entry ---------------------------------------------------------------------------- */

/* Where the entry stands in the record; false: nowhere. */
static bool find_entry(const struct linked_page *page, char letter, int64_t id, struct linked_entry *out)
{
    out->statement = out->position = -1;
    for (size_t i = 0; letter == ID_POSITION && i < page->record.n_positions; i++)
        if (id_of_position(page->hash, &page->record.positions[i]) == id) {
            out->position = (int32_t)i;
            out->statement = page->record.positions[i].statement;
            return true;
        }
    for (size_t i = 0; letter == ID_STATEMENT && i < page->record.n_statements; i++)
        if (id_of_statement(page->hash, &page->record.statements[i]) == id) {
            out->statement = (int32_t)i;
            return true;
        }
    return false;
}

/* An identifier is the beginning of the page's hash, by which pages are found. */
static priscus_status find_page(struct ledger *ledger, int64_t id, struct arena *mem, struct linked_entry *out,
                                bool *found, struct priscus_error *err)
{
    struct sha256 first, last;
    int64_t page = 0;
    struct row row;
    priscus_status status;

    memset(&first, 0, sizeof first);
    memset(&last, 0xff, sizeof last);
    for (int i = 0; i < ID_DIGITS / 2; i++)
        first.bytes[i] = last.bytes[i] = (unsigned char)(id >> 8 * (ID_DIGITS / 2 - 1 - i));
    row = row_of_kept(ledger, SQL_LINK_OF_KEY, err);
    put_hash(&row, &first);
    put_hash(&row, &last);
    out->statement = out->position = -1;
    if ((status = row_find(&row, &page)) != PRISCUS_OK || !page)
        return status;
    return read_page(ledger, SQL_LINK_PAGE, page, mem, &out->page, found, err);
}

priscus_status ledger_link_entry(struct ledger *ledger, const char *id, struct arena *mem, struct linked_entry *out,
                                 bool *found, struct priscus_error *err)
{
    char letter;
    int64_t number, article = 0;
    struct row row;
    priscus_status status;

    *found = false;
    if (id_parse(id, &letter, &number) && letter == ID_PAGE)
        return find_page(ledger, number, mem, out, found, err);
    if (!id_parse(id, &letter, &number) || (letter != ID_STATEMENT && letter != ID_POSITION))
        return PRISCUS_OK;
    row = row_of_kept(ledger, letter == ID_STATEMENT ? SQL_LINK_OF_STATEMENT : SQL_LINK_OF_POSITION, err);
    put_number(&row, number);
    if ((status = row_find(&row, &article)) != PRISCUS_OK || !article)
        return status;
    status = read_page(ledger, SQL_LINK_ARTICLE, article, mem, &out->page, found, err);
    if (status == PRISCUS_OK && *found)
        *found = find_entry(&out->page, letter, number, out);
    return status;
}

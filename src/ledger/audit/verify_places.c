/* verify_places.c - of what another version of Priscus made: do places lie in the body, and do identifiers fit?
 *
 * It cannot be made again by this version, but an identifier can be worked out again from the places it stands for. */
#include "ledger/audit/verify.h"

/* On the border of a character of the body. */
static bool is_border(struct text body, int64_t at)
{
    return at >= 0 && at <= (int64_t)body.len && (at == (int64_t)body.len || (body.ptr[at] & 0xc0) != 0x80);
}

/* The place in the columns `at` and `at + 1`; empty where they are NULL. False: there is no such place in the body. */
static bool take_place(struct text body, struct query *row, int at, struct span *out)
{
    int64_t begin = query_number(row, at), end = query_number(row, at + 1);

    *out = (struct span){ 0 };
    if (query_is_null(row, at))
        return true;
    if (end < begin || !is_border(body, begin) || !is_border(body, end))
        return false;
    *out = (struct span){ (uint32_t)begin, (uint32_t)end };
    return true;
}

static void check_id(struct verifying *v, char letter, int64_t stored, int64_t fits, bool stands)
{
    char id[ID_TEXT_MAX];

    id_format(letter, stored, id);
    if (!stands)
        verify_tell(v, id, "a place lies outside the body");
    else if (stored != fits)
        verify_tell(v, id, "the identifier does not fit the entry's places");
}

/* One statement is as many rows as it has pieces of content. */
static priscus_status check_statements(struct verifying *v, int64_t article, struct text body, struct sha256 page)
{
    struct statement st = { 0 };
    int64_t id = 0, ordinal = -1;
    bool stands = true, found;
    struct query *row;
    priscus_status status = ledger_prepare(
        v->ledger,
        "SELECT statement.id, source_begin, source_end, cue_begin, cue_end, content.\"begin\", content.\"end\","
        " statement.ordinal FROM statement LEFT JOIN content ON content.article = statement.article"
        " AND content.statement = statement.ordinal WHERE statement.article = ?1"
        " ORDER BY statement.ordinal, content.ordinal",
        &row, v->err);

    if (status == PRISCUS_OK)
        query_bind_number(row, 1, article);
    while (status == PRISCUS_OK && (status = ledger_step(v->ledger, row, &found, v->err)) == PRISCUS_OK && found) {
        if (query_number(row, 7) != ordinal) {
            if (ordinal >= 0)
                check_id(v, ID_STATEMENT, id, id_of_statement(page, &st), stands);
            st = (struct statement){ 0 };
            id = query_number(row, 0);
            ordinal = query_number(row, 7);
            stands = take_place(body, row, 1, &st.source);
            stands &= take_place(body, row, 3, &st.cue);
        }
        if (!query_is_null(row, 5) && st.n_content < STATEMENT_PIECES_MAX)
            stands &= take_place(body, row, 5, &st.content[st.n_content++]);
    }
    if (status == PRISCUS_OK && ordinal >= 0)
        check_id(v, ID_STATEMENT, id, id_of_statement(page, &st), stands);
    query_close(row);
    return status;
}

static void check_position(struct verifying *v, struct query *row, struct text body, struct sha256 page)
{
    struct position p = { .party = column_text(row, 5), .issue = column_text(row, 6) };
    int64_t id = query_number(row, 0);
    bool stands = take_place(body, row, 1, &p.sentence);
    char text[ID_TEXT_MAX];

    stands &= take_place(body, row, 3, &p.words);
    if (stance_parse(column_text(row, 7), &p.stance))
        check_id(v, ID_POSITION, id, id_of_position(page, &p), stands);
    else
        verify_tell(v, id_format(ID_POSITION, id, text), "the stance is none that this version knows");
}

static priscus_status check_positions(struct verifying *v, int64_t article, struct text body, struct sha256 page)
{
    struct query *row;
    bool found;
    priscus_status status =
        ledger_prepare(v->ledger,
                       "SELECT position.id, sentence_begin, sentence_end, words_begin, words_end, party.text,"
                       " issue.text, stance.text FROM position LEFT JOIN word AS party ON party.id = position.party"
                       " LEFT JOIN word AS issue ON issue.id = position.issue"
                       " LEFT JOIN word AS stance ON stance.id = position.stance"
                       " WHERE article = ?1 ORDER BY ordinal",
                       &row, v->err);

    if (status == PRISCUS_OK)
        query_bind_number(row, 1, article);
    while (status == PRISCUS_OK && (status = ledger_step(v->ledger, row, &found, v->err)) == PRISCUS_OK && found)
        check_position(v, row, body, page);
    query_close(row);
    return status;
}

priscus_status verify_places(struct verifying *v, int64_t article, struct text body, struct sha256 page)
{
    priscus_status status = check_statements(v, article, body, page);

    return status == PRISCUS_OK ? check_positions(v, article, body, page) : status;
}

/* import_table.c - see import_table.h. */
#include "export/table/import_table.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/csv.h"
#include "base/date.h"
#include "base/file.h"
#include "base/utf8.h"
#include "ledger/correction.h"
#include "ledger/gather.h"
#include "record/record.h"

enum column { ID, PARTY, ISSUE, STANCE, SPEAKER, REVIEW, NOTE, PAGE, WORDS, WORDS_BEGIN, DATE, COLUMNS_N };
static const char *const names[COLUMNS_N] = { "id",   "party", "issue", "stance",      "speaker", "review",
                                              "note", "page",  "words", "words_begin", "date" };

struct importing {
    struct ledger *ledger;
    const char *path;
    const struct table_import *import;
    struct table_counts *counts;
    struct priscus_error *err;
    size_t at[COLUMNS_N]; /* which field; SIZE_MAX: there is none */
    int line;             /* of the row */
    struct text fields[CSV_FIELDS_MAX];
    size_t n_fields;
};

static void leave_out(struct importing *in, const char *why)
{
    char message[600];

    in->counts->left_out++;
    if (!in->import->tell)
        return;
    snprintf(message, sizeof message, "%s:%d: %s", in->path, in->line, why);
    in->import->tell(in->import->context, message);
}

/* The row's cell; empty: it says nothing. The apostrophe that an export puts before what a spreadsheet would compute goes. */
static struct text cell(const struct importing *in, enum column column)
{
    struct text t = in->at[column] < in->n_fields ? text_trim(in->fields[in->at[column]]) : (struct text){ 0 };

    if (t.len > 1 && t.ptr[0] == '\'' && strchr("=+-@", t.ptr[1]))
        t = text_of(t.ptr + 1, t.len - 1);
    return t;
}

/* What is wrong with the row's values, by themselves; NULL: nothing. */
static const char *mistake(const struct importing *in)
{
    struct text stance = cell(in, STANCE), review = cell(in, REVIEW), note = cell(in, NOTE), words = cell(in, WORDS);
    enum stance known;

    if (stance.len && !stance_parse(stance, &known))
        return "stance: give demands, proposes, accepts, open, conditional or rejects";
    if (review.len && !text_is(review, "confirmed") && !text_is(review, "corrected") && !text_is(review, "added") &&
        !text_is(review, "not"))
        return "review: give confirmed (it is right), not (it is no position), or nothing";
    if (note.len > CORRECTION_TEXT_MAX || words.len > CORRECTION_TEXT_MAX)
        return "a note or words of more than 2,000 bytes";
    return NULL;
}

/* What the ledger would not have is told; memory and the ledger itself end the run. */
static priscus_status said(struct importing *in, priscus_status status, const struct priscus_error *why)
{
    if (status != PRISCUS_EUSAGE && status != PRISCUS_EINPUT) {
        if (status != PRISCUS_OK && in->err)
            *in->err = *why;
        return status;
    }
    leave_out(in, why->message);
    return PRISCUS_OK;
}

static priscus_status correct(struct importing *in, const char *id, enum correction_what what, struct text value,
                              size_t *counter)
{
    struct text note = cell(in, NOTE);
    struct correction c = { .what = what, .value = value, .who = in->import->who };
    struct priscus_error why = { 0 };
    char made[16];
    priscus_status status;

    if (note.len)
        c.note = note;
    status = ledger_correct(in->ledger, id, &c, made, &why);
    if (status == PRISCUS_OK)
        ++*counter;
    return said(in, status, &why);
}

/* A position that the ledger has: what the row says otherwise. */
static priscus_status mend(struct importing *in, const char *id, const struct gathered *is)
{
    static const struct {
        enum column column;
        enum correction_what what;
    } values[] = { { PARTY, CORRECTION_PARTY },
                   { ISSUE, CORRECTION_ISSUE },
                   { STANCE, CORRECTION_STANCE },
                   { SPEAKER, CORRECTION_SPEAKER } };
    static const struct text nothing;
    struct text review = cell(in, REVIEW);
    bool changed = false;
    priscus_status status = PRISCUS_OK;

    if (text_is(review, "not"))
        return correct(in, id, CORRECTION_NOT, nothing, &in->counts->taken_out);
    for (size_t i = 0; i < COUNT_OF(values) && status == PRISCUS_OK; i++) {
        struct text value = cell(in, values[i].column);

        if (!value.len || text_eq(value, gathered_get(is, 0, names[values[i].column])))
            continue;
        changed = true;
        status = correct(in, id, values[i].what, value, &in->counts->corrected);
    }
    if (status == PRISCUS_OK && !changed && text_is(review, "confirmed") && !gathered_get(is, 0, "review").len)
        status = correct(in, id, CORRECTION_CONFIRM, nothing, &in->counts->confirmed);
    return status;
}

/* Does the ledger have a position of that party, issue and stance at those words already? */
static bool is_there(const struct gathered *page, const struct added_position *add, struct text stance)
{
    for (size_t r = 0; r < page->n_rows; r++)
        if (text_eq(gathered_get(page, r, "party"), add->party) &&
            text_eq(gathered_get(page, r, "issue"), add->issue) && text_eq(gathered_get(page, r, "stance"), stance) &&
            text_eq(gathered_get(page, r, "words"), add->words))
            return true;
    return false;
}

static priscus_status add(struct importing *in, const char *page, const struct gathered *is)
{
    struct text date = cell(in, DATE), begin = cell(in, WORDS_BEGIN), note = cell(in, NOTE),
                speaker = cell(in, SPEAKER);
    struct added_position position = { .page = page,
                                       .words = cell(in, WORDS),
                                       .party = cell(in, PARTY),
                                       .issue = cell(in, ISSUE),
                                       .said_on = { .zone = DATE_NO_ZONE },
                                       .who = in->import->who };
    struct priscus_error why = { 0 };
    char id[16], made[16];
    priscus_status status;

    if (!position.words.len || !position.party.len || !position.issue.len || !cell(in, STANCE).len) {
        leave_out(in, "a row without an id is a position that was missed: give page, words, party, issue and stance");
        return PRISCUS_OK;
    }
    if (is_there(is, &position, cell(in, STANCE)))
        return PRISCUS_OK;
    stance_parse(cell(in, STANCE), &position.stance);
    if (speaker.len)
        position.speaker = speaker;
    if (note.len)
        position.note = note;
    if (date.len && !date_parse_iso(date, &position.said_on)) {
        leave_out(in, "date: give 2031, 2031-05 or 2031-05-03");
        return PRISCUS_OK;
    }
    for (size_t i = 0; i < begin.len && i < 9 && begin.ptr[i] >= '0' && begin.ptr[i] <= '9'; i++)
        position.from = 10 * position.from + (size_t)(begin.ptr[i] - '0');
    status = ledger_correct_add(in->ledger, &position, id, made, &why);
    if (status == PRISCUS_OK)
        in->counts->added++;
    return said(in, status, &why);
}

/* The rows of a question about one entry, or about a page's. */
static priscus_status ask(struct importing *in, enum ledger_question question, const char *entry, struct gathered *out)
{
    struct ledger_filter filter = { .as_of = { .zone = DATE_NO_ZONE },
                                    .since = { .zone = DATE_NO_ZONE },
                                    .entry = entry };
    priscus_status status = ledger_ask(in->ledger, question, &filter, gather_row, out, in->err);

    return status == PRISCUS_OK && out->failed ? error_memory(in->err) : status;
}

/* A position of no id, or of one that only another ledger has: somebody added it there. */
static priscus_status take_missed(struct importing *in, const char *page)
{
    struct gathered is = { 0 };
    priscus_status status = ask(in, LEDGER_POSITIONS, page, &is);

    if (status == PRISCUS_OK)
        status = add(in, page, &is);
    gathered_release(&is);
    return status;
}

static priscus_status take_position(struct importing *in, const char *id, const char *page)
{
    struct gathered is = { 0 }, ever = { 0 };
    priscus_status status = ask(in, LEDGER_POSITIONS, id, &is);

    if (status == PRISCUS_OK && is.n_rows)
        status = mend(in, id, &is);
    else if (status == PRISCUS_OK && !text_is(cell(in, REVIEW), "not") &&
             (status = ask(in, LEDGER_HISTORY, id, &ever)) == PRISCUS_OK) {
        if (!ever.n_rows && *page)
            status = take_missed(in, page);
        else
            leave_out(
                in, ever.n_rows
                        ? "somebody said that this is no position; priscus amend list has it, and undo takes that back"
                        : "the ledger has no such position");
    }
    gathered_release(&is);
    gathered_release(&ever);
    return status;
}

static priscus_status take_row(struct importing *in, struct arena *mem)
{
    struct text id = cell(in, ID), page = cell(in, PAGE);
    const char *wrong = mistake(in), *entry, *of;

    in->counts->rows++;
    if (!wrong && ((id.len && *id.ptr != 'p') || (!id.len && !page.len)))
        wrong = "give the id of a position (p-...), or a page (g-...)";
    if (wrong) {
        leave_out(in, wrong);
        return PRISCUS_OK;
    }
    entry = arena_copy(mem, id.ptr ? id.ptr : "", id.len);
    of = arena_copy(mem, page.ptr ? page.ptr : "", page.len);
    if (!entry || !of)
        return error_memory(in->err);
    return id.len ? take_position(in, entry, of) : take_missed(in, of);
}

static priscus_status take_head(struct importing *in)
{
    for (size_t c = 0; c < COLUMNS_N; c++) {
        in->at[c] = SIZE_MAX;
        for (size_t i = 0; i < in->n_fields; i++)
            if (text_is(text_trim(in->fields[i]), names[c]))
                in->at[c] = i;
    }
    if (in->at[ID] == SIZE_MAX)
        return error_set(in->err, PRISCUS_EINPUT, 0,
                         "%s:1: no column id; the first line names the columns, as priscus export csv writes it",
                         in->path);
    return PRISCUS_OK;
}

static priscus_status check_encoding(const char *path, struct text text, struct priscus_error *err)
{
    size_t good = utf8_check(text);
    int line = 1;

    if (good >= text.len)
        return PRISCUS_OK;
    for (size_t i = 0; i < good; i++)
        line += text.ptr[i] == '\n';
    return error_set(err, PRISCUS_EINPUT, good,
                     "%s:%d: byte %zu is no UTF-8; save the table as \"CSV UTF-8\" and try again", path, line, good);
}

priscus_status import_table(struct ledger *ledger, const char *path, const struct table_import *import,
                            struct table_counts *counts, struct priscus_error *err)
{
    struct importing in = { .ledger = ledger, .path = path, .import = import, .counts = counts, .err = err };
    struct arena file = { 0 }, mem = { 0 };
    struct text text;
    struct csv csv;
    bool head = true;
    priscus_status status = file_read(path, TABLE_BYTES_MAX, &file, &text, err);

    if (status == PRISCUS_OK)
        status = check_encoding(path, text, err);
    if (status == PRISCUS_OK)
        csv_init(&csv, text);
    while (status == PRISCUS_OK) {
        const char *why = NULL;

        arena_reset(&mem);
        status = csv_next(&csv, &mem, in.fields, &in.n_fields, &why);
        in.line = csv.line;
        if (status == PRISCUS_EINPUT) {
            leave_out(&in, why ? why : "no record of CSV");
            status = PRISCUS_OK;
        } else if (status == PRISCUS_OK) {
            status = head ? take_head(&in) : take_row(&in, &mem);
            head = false;
        }
    }
    if (status == PRISCUS_DONE)
        status = head ? error_set(err, PRISCUS_EINPUT, 0, "%s: it is empty", path) : PRISCUS_OK;
    else if (status == PRISCUS_ENOMEM)
        error_memory(err);
    arena_release(&mem);
    arena_release(&file);
    return status;
}

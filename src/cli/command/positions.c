/* positions.c - `priscus positions`: where the parties stand, as a grid or as a list.
 *
 *     ISSUE        DRV         VSK
 *     dam.filling  demands !   rejects
 *                  2031-05-04  2031-05-03
 *
 * A cell that fits is one line. Issues and parties change places where that makes fewer blocks of columns. A grid wider
 * than the screen has the parties of whom most is known, and a line for the rest; parties that were asked for are all
 * shown, in several blocks if they must. */
#include <stdlib.h>

#include "cli/answer/answer.h"

/* ---- the grid -------------------------------------------------------------------------- */

/* The names along one side, sorted; the ledger's rows at their crossings. */
struct side {
    const char **names;
    size_t n;
    const char *heading;
};

struct grid {
    struct side rows, columns;
    const struct gathered *answer;
    size_t *at; /* rows.n x columns.n: row of the answer; SIZE_MAX: none */
    bool two_lines;
    bool disagree, others; /* a mark was set */
    size_t stance, marks_disagree, marks_others, date, precision, by_story; /* columns of the answer */
    struct arena mem;
};

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static priscus_status side_fill(struct side *side, const struct gathered *answer, size_t column, struct arena *mem)
{
    size_t kept = 0;

    side->names = arena_alloc(mem, answer->n_rows * sizeof *side->names);
    if (!side->names)
        return PRISCUS_ENOMEM;
    for (size_t r = 0; r < answer->n_rows; r++)
        side->names[r] = gathered_text(answer, r, column).ptr;
    qsort(side->names, answer->n_rows, sizeof *side->names, compare_names);
    for (size_t r = 0; r < answer->n_rows; r++)
        if (!kept || strcmp(side->names[kept - 1], side->names[r]) != 0)
            side->names[kept++] = side->names[r];
    side->n = kept;
    return PRISCUS_OK;
}

static size_t side_find(const struct side *side, const char *name)
{
    const char **found = bsearch(&name, side->names, side->n, sizeof *side->names, compare_names);

    return (size_t)(found - side->names);
}

static priscus_status grid_fill(struct grid *grid, const struct gathered *answer, bool parties_down)
{
    size_t party = gathered_column(answer, "party"), issue = gathered_column(answer, "issue");
    size_t down = parties_down ? party : issue, across = parties_down ? issue : party;

    *grid = (struct grid){ .answer = answer,
                           .rows.heading = parties_down ? "PARTY" : "ISSUE",
                           .stance = gathered_column(answer, "stance"),
                           .marks_disagree = gathered_column(answer, "disagree"),
                           .marks_others = gathered_column(answer, "by_other"),
                           .date = gathered_column(answer, "date"),
                           .precision = gathered_column(answer, "precision"),
                           .by_story = gathered_column(answer, "by_story") };
    if (side_fill(&grid->rows, answer, down, &grid->mem) != PRISCUS_OK ||
        side_fill(&grid->columns, answer, across, &grid->mem) != PRISCUS_OK ||
        !(grid->at = arena_alloc(&grid->mem, grid->rows.n * grid->columns.n * sizeof *grid->at)))
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < grid->rows.n * grid->columns.n; i++)
        grid->at[i] = SIZE_MAX;
    for (size_t r = 0; r < answer->n_rows; r++) {
        size_t i = side_find(&grid->rows, gathered_text(answer, r, down).ptr);
        size_t j = side_find(&grid->columns, gathered_text(answer, r, across).ptr);

        grid->at[i * grid->columns.n + j] = r;
    }
    return PRISCUS_OK;
}

static bool is_set(const struct gathered *answer, size_t row, size_t column)
{
    const char *value = gathered_value(answer, row, column);

    return value && strcmp(value, "0") != 0;
}

static void add_cell(struct grid *grid, struct table *table, size_t row)
{
    char shown[ANSWER_DAY_MAX];
    struct buffer cell = { 0 };
    struct text day;

    if (row == SIZE_MAX) {
        table_add(table, text_c(""));
        return;
    }
    buffer_text(&cell, gathered_text(grid->answer, row, grid->stance));
    if (is_set(grid->answer, row, grid->marks_others)) {
        buffer_c(&cell, " *");
        grid->others = true;
    }
    if (is_set(grid->answer, row, grid->marks_disagree)) {
        buffer_c(&cell, " !");
        grid->disagree = true;
    }
    day = day_text(gathered_text(grid->answer, row, grid->date), gathered_text(grid->answer, row, grid->precision),
                   gathered_text(grid->answer, row, grid->by_story), shown);
    if (!grid->two_lines) {
        buffer_char(&cell, ' ');
        buffer_text(&cell, day);
    }
    table_add(table, buffer_as_text(&cell));
    if (grid->two_lines)
        table_add_line(table, day, true);
    table->failed |= cell.failed;
    buffer_release(&cell);
}

static bool row_empty(const struct grid *grid, size_t i, size_t first, size_t end)
{
    for (size_t j = first; j < end; j++)
        if (grid->at[i * grid->columns.n + j] != SIZE_MAX)
            return false;
    return true;
}

/* A table of the columns [first, end), without the rows that have nothing to say there. */
static void block_fill(struct grid *grid, size_t first, size_t end, struct table_column *columns, struct table *table)
{
    size_t n = 0;

    columns[n++] = (struct table_column){ .heading = grid->rows.heading, .least = 10 };
    for (size_t j = first; j < end; j++)
        columns[n++] = (struct table_column){ .heading = grid->columns.names[j], .least = 10 };
    table_init(table, columns, n);
    for (size_t i = 0; i < grid->rows.n; i++) {
        if (row_empty(grid, i, first, end))
            continue;
        table_add(table, text_c(grid->rows.names[i]));
        for (size_t j = first; j < end; j++)
            add_cell(grid, table, grid->at[i * grid->columns.n + j]);
    }
}

/* How many columns fit from `first` on: at least one. The table is made, to be released. */
static size_t block_fit(struct grid *grid, size_t first, size_t width, struct table_column *columns,
                        struct table *table)
{
    size_t end = grid->columns.n, fit = first + 1, over;

    if (end > first + TABLE_COLUMNS_MAX - 1)
        end = first + TABLE_COLUMNS_MAX - 1;
    over = end + 1;
    for (;;) { /* a table of more columns is wider: halve what is in question */
        bool good;

        block_fill(grid, first, end, columns, table);
        good = end == first + 1 || table_wants(table) <= width;
        if (table->failed || (good && over == end + 1))
            return end;
        *(good ? &fit : &over) = end;
        end = over - fit > 1 ? fit + (over - fit) / 2 : fit;
        table_release(table);
    }
}

static priscus_status count_blocks(struct grid *grid, size_t width, size_t *blocks)
{
    struct table_column columns[TABLE_COLUMNS_MAX];
    struct table table;
    priscus_status status = PRISCUS_OK;

    *blocks = 0;
    for (size_t first = 0; first < grid->columns.n && status == PRISCUS_OK; ++*blocks) {
        first = block_fit(grid, first, width, columns, &table);
        status = table.failed ? PRISCUS_ENOMEM : PRISCUS_OK;
        table_release(&table);
    }
    return status;
}

/* Do all columns stand beside each other? */
static priscus_status is_one_block(struct grid *grid, size_t width, bool *out)
{
    struct table_column columns[TABLE_COLUMNS_MAX];
    struct table table;
    bool failed;

    *out = grid->columns.n < TABLE_COLUMNS_MAX;
    if (!*out)
        return PRISCUS_OK;
    block_fill(grid, 0, grid->columns.n, columns, &table);
    failed = table.failed;
    *out = !failed && (grid->columns.n == 1 || table_wants(&table) <= width);
    table_release(&table);
    return failed ? PRISCUS_ENOMEM : PRISCUS_OK;
}

static priscus_status grid_print(struct grid *grid, size_t width, bool styled, struct buffer *out)
{
    struct table_column columns[TABLE_COLUMNS_MAX];
    struct table table;
    priscus_status status = PRISCUS_OK;

    for (size_t first = 0; first < grid->columns.n && status == PRISCUS_OK;) {
        if (first)
            buffer_char(out, '\n');
        first = block_fit(grid, first, width, columns, &table);
        status = table_print(&table, width, styled, out);
        table_release(&table);
    }
    return status;
}

static void legend(const struct grid *grid, const struct options *options, size_t width, struct buffer *out)
{
    struct buffer line = { 0 };
    char date[DATE_TEXT_MAX];

    buffer_c(&line, "Latest stance and its date");
    if (date_known(options->as_of))
        buffer_format(&line, ", as of %s", date_format(options->as_of, date));
    if (grid->disagree)
        buffer_c(&line, "; ! contested: reports of that day disagree");
    if (grid->others)
        buffer_c(&line, "; * only by another party's account");
    buffer_char(out, '\n');
    text_fill(buffer_as_text(&line), width, 0, out);
    text_fill(text_c("For: demands, proposes, accepts, open. For, if: conditional. Against: rejects."), width, 0, out);
    out->failed |= line.failed;
    buffer_release(&line);
}

/* One line a cell, or two; issues down, or parties. */
#define WAYS 4
static priscus_status grid_way(struct grid *grid, const struct gathered *answer, int way)
{
    priscus_status status = grid_fill(grid, answer, way >= 2);

    grid->two_lines = way % 2;
    return status;
}

/* The way that makes the fewest blocks; of those with the same number the first. Release the grid also after a failure. */
static priscus_status grid_choose(const struct gathered *answer, size_t width, struct grid *best)
{
    struct grid grid;
    size_t fewest = SIZE_MAX;
    priscus_status status = PRISCUS_OK;

    *best = (struct grid){ 0 };
    for (int way = 0; way < WAYS && status == PRISCUS_OK && fewest > 1; way++) {
        size_t blocks;

        status = grid_way(&grid, answer, way);
        if (status == PRISCUS_OK)
            status = count_blocks(&grid, width, &blocks);
        if (status == PRISCUS_OK && blocks < fewest) {
            fewest = blocks;
            arena_release(&best->mem);
            *best = grid;
        } else {
            arena_release(&grid.mem);
        }
    }
    return status;
}

/* ---- which parties -------------------------------------------------------------------------- */

struct weighed {
    const char *name;
    size_t weight; /* of its cells, positions times independent sources */
};

static int compare_parties(const void *left, const void *right)
{
    const struct weighed *a = left, *b = right;

    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return strcmp(a->name, b->name);
}

/* Those of the answer, the weightiest first. The rows are by party. */
static priscus_status weigh_parties(const struct gathered *answer, struct arena *mem, struct weighed **out, size_t *n)
{
    struct weighed *parties = arena_alloc(mem, answer->n_rows * sizeof *parties);
    size_t party = gathered_column(answer, "party"), positions = gathered_column(answer, "positions");
    size_t sources = gathered_column(answer, "sources");

    if (!parties)
        return PRISCUS_ENOMEM;
    *n = 0;
    for (size_t r = 0; r < answer->n_rows; r++) {
        const char *name = gathered_value(answer, r, party);

        if (!*n || strcmp(parties[*n - 1].name, name) != 0)
            parties[(*n)++] = (struct weighed){ name, 0 };
        parties[*n - 1].weight += (size_t)strtoull(gathered_text(answer, r, positions).ptr, NULL, 10) *
                                  (size_t)strtoull(gathered_text(answer, r, sources).ptr, NULL, 10);
    }
    qsort(parties, *n, sizeof *parties, compare_parties);
    *out = parties;
    return PRISCUS_OK;
}

/* The rows of the first n parties; texts stay the answer's. */
static priscus_status rows_of(const struct gathered *answer, const struct weighed *parties, size_t n, struct arena *mem,
                              struct gathered *out)
{
    size_t party = gathered_column(answer, "party"), width = answer->n_columns;

    *out = *answer;
    out->n_rows = 0;
    out->values = arena_alloc(mem, answer->n_rows * width * sizeof *out->values);
    if (!out->values)
        return PRISCUS_ENOMEM;
    for (size_t r = 0; r < answer->n_rows; r++)
        for (size_t i = 0; i < n; i++)
            if (strcmp(parties[i].name, gathered_value(answer, r, party)) == 0)
                memcpy(out->values + out->n_rows++ * width, answer->values + r * width, width * sizeof *out->values);
    return PRISCUS_OK;
}

/* "7 more parties: --parties BHT,CRV,..." */
static void tell_rest(const struct weighed *parties, size_t n, size_t width, struct buffer *out)
{
    struct buffer line = { 0 };

    buffer_format(&line, "%zu more part%s: --parties ", n, n == 1 ? "y" : "ies");
    for (size_t i = 0; i < n && i < 12; i++)
        buffer_format(&line, "%s%s", i ? "," : "", parties[i].name);
    if (n > 12)
        buffer_c(&line, ",...");
    buffer_char(out, '\n');
    text_fill(buffer_as_text(&line), width, 0, out);
    out->failed |= line.failed;
    buffer_release(&line);
}

static priscus_status fits(const struct gathered *answer, const struct weighed *parties, size_t n, size_t width,
                           bool *out)
{
    struct arena mem = { 0 };
    struct gathered part;
    priscus_status status = rows_of(answer, parties, n, &mem, &part);

    *out = false;
    for (int way = 0; way < WAYS && status == PRISCUS_OK && !*out; way++) {
        struct grid grid;

        status = grid_way(&grid, &part, way);
        if (status == PRISCUS_OK)
            status = is_one_block(&grid, width, out);
        arena_release(&grid.mem);
    }
    arena_release(&mem);
    return status;
}

/* How many of the weightiest fit beside each other: at least one. */
static priscus_status count_fitting(const struct gathered *answer, const struct weighed *parties, size_t n, size_t width,
                                    size_t *out)
{
    size_t fit = 1, over = n;
    priscus_status status = PRISCUS_OK;

    while (status == PRISCUS_OK && over - fit > 1) {
        size_t middle = fit + (over - fit) / 2;
        bool good = false;

        status = fits(answer, parties, middle, width, &good);
        *(good ? &fit : &over) = middle;
    }
    *out = fit;
    return status;
}

/* All parties, if they fit beside each other or were asked for; else the weightiest that do. */
static priscus_status matrix_table(const struct gathered *answer, const struct options *options, size_t width,
                                   bool styled, struct buffer *out)
{
    struct arena mem = { 0 };
    struct grid grid = { 0 };
    struct gathered part;
    struct weighed *parties = NULL;
    size_t n, shown;
    bool all = true;
    priscus_status status = weigh_parties(answer, &mem, &parties, &n);

    shown = n;
    if (status == PRISCUS_OK && !options->party && n > 1)
        status = fits(answer, parties, n, width, &all);
    if (status == PRISCUS_OK && !all) {
        status = count_fitting(answer, parties, n, width, &shown);
        if (status == PRISCUS_OK)
            status = rows_of(answer, parties, shown, &mem, &part);
    }
    if (status == PRISCUS_OK)
        status = grid_choose(all ? answer : &part, width, &grid);
    if (status == PRISCUS_OK)
        status = grid_print(&grid, width, styled, out);
    if (status == PRISCUS_OK && shown < n)
        tell_rest(parties + shown, n - shown, width, out);
    if (status == PRISCUS_OK)
        legend(&grid, options, width, out);
    arena_release(&grid.mem);
    arena_release(&mem);
    return status;
}

/* ---- the list -------------------------------------------------------------------------- */

/* "2 talks.agenda", and below it when. */
static void add_reading(const struct gathered *answer, size_t row, struct table *table)
{
    struct buffer reading = { 0 };

    buffer_format(&reading, "%s %s", gathered_text(answer, row, gathered_column(answer, "reading")).ptr,
                  gathered_text(answer, row, gathered_column(answer, "agenda")).ptr);
    table_add(table, buffer_as_text(&reading));
    table_add_line(table, gathered_text(answer, row, gathered_column(answer, "recorded")), true);
    table->failed |= reading.failed;
    buffer_release(&reading);
}

/* Does any of them say how likely it is right? Those that rules alone made do not. */
static bool is_sure(const struct gathered *answer)
{
    for (size_t r = 0; r < answer->n_rows; r++)
        if (gathered_value(answer, r, gathered_column(answer, "sure")))
            return true;
    return false;
}

/* ".83" for the ledger's 0.83, ".50" for its 0.5 */
static void add_sure(const struct gathered *answer, size_t row, struct table *table)
{
    struct text sure = gathered_text(answer, row, gathered_column(answer, "sure"));
    struct buffer cell = { 0 };

    if (sure.len && sure.ptr[0] == '0')
        sure = text_of(sure.ptr + 1, sure.len - 1);
    buffer_text(&cell, sure);
    if (sure.len == 2)
        buffer_char(&cell, '0');
    table_add(table, buffer_as_text(&cell));
    table->failed |= cell.failed;
    buffer_release(&cell);
}

/* `history`: also by which reading. */
static priscus_status rows_table(const struct gathered *answer, bool history, size_t width, bool styled,
                                 struct buffer *out)
{
    char day_text[ANSWER_DAY_MAX];
    static const struct table_column words = { .heading = "WORDS, AND BY WHOSE ACCOUNT", .wrap = true, .least = 20 },
                                     reading = { .heading = "READING", .wrap = true, .least = 10 };
    static const char *const names[] = { "party", "issue", "stance" };
    struct table_column columns[7] = {
        { .heading = "DATE" },
        { .heading = "PARTY" },
        { .heading = "ISSUE", .least = 12 },
        { .heading = "STANCE" },
    };
    bool sure = is_sure(answer);
    struct table table;
    priscus_status status;
    size_t n = 4;

    if (sure)
        columns[n++] = (struct table_column){ .heading = "SURE" };
    columns[n++] = words;
    if (history)
        columns[n++] = reading;
    table_init(&table, columns, n);
    for (size_t r = 0; r < answer->n_rows; r++) {
        table_add(&table, answer_day(answer, r, "date", day_text));
        for (size_t c = 0; c < COUNT_OF(names); c++)
            table_add(&table, gathered_text(answer, r, gathered_column(answer, names[c])));
        if (sure)
            add_sure(answer, r, &table);
        answer_add_words(answer, r, gathered_text(answer, r, gathered_column(answer, "words")), text_c(""), &table);
        if (history)
            add_reading(answer, r, &table);
    }
    status = table_print(&table, width, styled, out);
    table_release(&table);
    return status;
}

static priscus_status list_table(const struct gathered *answer, const struct options *options, size_t width, bool styled,
                                 struct buffer *out)
{
    (void)options;
    return rows_table(answer, false, width, styled, out);
}

static priscus_status history_table(const struct gathered *answer, const struct options *options, size_t width,
                                    bool styled, struct buffer *out)
{
    (void)options;
    return rows_table(answer, true, width, styled, out);
}

int command_positions(const struct options *options)
{
    if (options->history)
        return ask(options, LEDGER_HISTORY, NULL, history_table);
    if (options->limit && !options->list) {
        complain("positions: --limit goes with --list; a grid has no first rows");
        return EXIT_USAGE;
    }
    return options->list ? ask(options, LEDGER_POSITIONS, NULL, list_table)
                         : ask_of(options, matrix_rows, matrix_table);
}

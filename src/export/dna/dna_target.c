/* dna_target.c - see dna_target.h. */
#include "export/dna/dna_target.h"

/* ---- which article ------------------------------------------------------------------------------- */

struct keeping {
    struct arena *mem;
    struct text wanted; /* with plain line ends */
    struct dna_target *out;
    priscus_status status;
};

static priscus_status keep_position(struct arena *mem, const struct coded_position *from, struct coded_position *to)
{
    *to = *from;
    if (arena_text(mem, from->party, &to->party) != PRISCUS_OK ||
        arena_text(mem, from->issue, &to->issue) != PRISCUS_OK ||
        arena_text(mem, from->stance, &to->stance) != PRISCUS_OK ||
        arena_text(mem, from->speaker, &to->speaker) != PRISCUS_OK ||
        arena_text(mem, from->person, &to->person) != PRISCUS_OK ||
        arena_text(mem, from->review, &to->review) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    return arena_text(mem, from->judged_by, &to->judged_by);
}

/* Of several texts of a page the same one, else the first. */
static int keep_article(void *context, const struct coded_article *article)
{
    struct keeping *k = context;
    struct coded_position *positions = arena_alloc(k->mem, (article->n_positions + 1) * sizeof *positions);
    struct text plain;
    bool same;

    k->status = positions ? dna_lines_plain(article->text, k->mem, &plain) : PRISCUS_ENOMEM;
    if (k->status != PRISCUS_OK)
        return 1;
    same = text_eq(plain, k->wanted);
    if (k->out->text.ptr && !same)
        return 0;
    *k->out = (struct dna_target){
        .same = same, .positions = positions, .n = article->n_positions, .room = article->n_positions
    };
    memcpy(k->out->page, article->page, sizeof article->page);
    k->status = arena_text(k->mem, article->text, &k->out->text);
    for (size_t i = 0; i < article->n_positions && k->status == PRISCUS_OK; i++)
        k->status = keep_position(k->mem, &article->positions[i], &positions[i]);
    return k->status != PRISCUS_OK || same;
}

static priscus_status take_page(struct ledger *ledger, const char *page, struct text wanted, struct arena *mem,
                                struct dna_target *out, struct priscus_error *err)
{
    const struct ledger_filter filter = { .entry = page };
    struct keeping keeping = { .mem = mem, .wanted = wanted, .out = out };
    priscus_status status;

    *out = (struct dna_target){ 0 };
    if (!page[0])
        return PRISCUS_OK;
    status = ledger_coded_articles(ledger, &filter, true, keep_article, &keeping, err);
    if (status == PRISCUS_OK && keeping.status != PRISCUS_OK)
        status = error_memory(err);
    if (status != PRISCUS_OK || !out->text.ptr)
        return status;
    return dna_places_of(out->text, mem, &out->places) == PRISCUS_OK ? PRISCUS_OK : error_memory(err);
}

/* "g-3fa94c12d0b7", the first line of the notes that an export writes; else "". */
static void page_in_notes(struct text notes, char page[ID_TEXT_MAX])
{
    struct text line = text_trim(text_cut(&notes, '\n'));
    char letter;
    int64_t id;

    page[0] = '\0';
    if (line.len >= ID_TEXT_MAX)
        return;
    memcpy(page, line.ptr, line.len);
    page[line.len] = '\0';
    if (!id_parse(page, &letter, &id) || letter != ID_PAGE)
        page[0] = '\0';
}

priscus_status dna_target_find(struct ledger *ledger, struct article_finder *finder, const struct dna_document *d,
                               struct arena *mem, struct dna_target *out, struct priscus_error *err)
{
    char page[ID_TEXT_MAX], day[DATE_TEXT_MAX];
    struct text plain;
    priscus_status status;

    if (dna_lines_plain(d->text, mem, &plain) != PRISCUS_OK)
        return error_memory(err);
    status = article_finder_by_text(finder, sha256_of(d->text), page, err);
    if (status == PRISCUS_OK)
        status = take_page(ledger, page, plain, mem, out, err);
    if (status != PRISCUS_OK || out->text.ptr)
        return status;
    page_in_notes(d->notes, page);
    status = take_page(ledger, page, plain, mem, out, err);
    if (status != PRISCUS_OK || out->text.ptr)
        return status;
    status = article_finder_by_title(finder, d->title, dna_day_of(d->date, day), page, err);
    return status == PRISCUS_OK ? take_page(ledger, page, plain, mem, out, err) : status;
}

/* ---- where in it ----------------------------------------------------------------------------------- */

/* Of the places where the words stand, the one nearest to `at`. */
static size_t find_nearest(struct text text, struct text words, size_t at)
{
    size_t best = NOWHERE, here = 0;

    while ((here = text_find(text, words, here)) != NOWHERE) {
        size_t far = here > at ? here - at : at - here, best_far = best > at ? best - at : at - best;

        if (best == NOWHERE || far < best_far)
            best = here;
        if (here >= at)
            break; /* those behind it are farther */
        here++;
    }
    return best;
}

/* The statement's words in the article. False: they do not stand there. */
bool dna_target_place(const struct dna_target *t, const struct dna_document *d, const struct dna_places *places,
                      struct span words, struct span *out)
{
    size_t at;

    if (t->same)
        return dna_span_of(&t->places, dna_unit_of(places, words.begin), dna_unit_of(places, words.end), out);
    at = find_nearest(t->text, text_in(d->text, words),
                      (size_t)((double)words.begin / (double)d->text.len * (double)t->text.len));
    if (at == NOWHERE)
        return false;
    *out = (struct span){ (uint32_t)at, (uint32_t)(at + words.end - words.begin) };
    return true;
}

/* ---- which position -------------------------------------------------------------------------------- */

static bool is_used(const struct dna_target *t, size_t position, struct text who)
{
    return lookup_find(&t->used, who, (uint32_t)position) != NULL;
}

bool dna_target_used(const struct dna_target *t, size_t position)
{
    return is_used(t, position, text_of("", 0));
}

priscus_status dna_target_use(struct dna_target *t, size_t position, struct text who, struct arena *mem)
{
    const struct text by[] = { who, text_of("", 0) };

    for (size_t i = 0; i < COUNT_OF(by); i++)
        if (!is_used(t, position, by[i]) && lookup_add(&t->used, mem, by[i], (uint32_t)position, 1) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
    return PRISCUS_OK;
}

priscus_status dna_target_add(struct dna_target *t, const struct coded_position *position, struct arena *mem)
{
    struct coded_position *grown = arena_grow(mem, t->positions, t->n, &t->room, sizeof *grown);

    if (!grown)
        return PRISCUS_ENOMEM;
    t->positions = grown;
    grown[t->n++] = *position;
    return PRISCUS_OK;
}

/* By the first line of the variable `entry`, as an export writes it. */
static size_t by_entry(const struct dna_target *t, struct text entry, struct text who)
{
    struct text line = text_trim(text_cut(&entry, '\n'));

    for (size_t i = 0; i < t->n && line.len; i++)
        if (text_is(line, t->positions[i].id) && !is_used(t, i, who))
            return i;
    return t->n;
}

static size_t by_place(const struct dna_target *t, struct span words, const struct dna_coding *c, struct text who)
{
    size_t best = t->n;
    int best_fit = 0;

    for (size_t i = 0; i < t->n; i++) {
        const struct coded_position *p = &t->positions[i];
        bool stance = text_is(p->stance, stance_text(c->stance));
        int fit = 1 + 2 * stance + (p->words.begin == words.begin && p->words.end == words.end);

        if (fit > best_fit && text_eq(p->party, c->party) && text_eq(p->issue, c->issue) &&
            p->words.begin < words.end && words.begin < p->words.end && (stance || !text_is(p->review, "added")) &&
            !is_used(t, i, who)) {
            best = i;
            best_fit = fit;
        }
    }
    return best;
}

size_t dna_target_position(const struct dna_target *t, struct text entry, struct span words, const struct dna_coding *c,
                           struct text who)
{
    size_t found = by_entry(t, entry, who);

    return found < t->n ? found : by_place(t, words, c, who);
}

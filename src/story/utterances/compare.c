/* compare.c - see compare.h.
 *
 *     mine      "The locks stay shut", Orvane          speaker Orvane, days 5 to 20; words lock, shut, stay
 *     others    48 newest of Orvane in those days; of the 24 newest with "lock" ...,
 *               those that have two of these words                               find_voices(), find_words()
 *     habit     Orvane says "levy" in each second of them: it counts little            fill_voices()
 *     pairs     the 10 that share most with it                                          compare_report() */
#include "story/utterances/compare.h"

#include <stdlib.h>

#include "ledger/link_index.h"

#define PERIOD           16   /* days that share a list of a speaker                                  */
#define SPEAKER_NEWEST   48   /* reports that are looked at, of a speaker in a period                  */
#define WORD_NEWEST      24   /* and of a word                                                        */
#define OTHERS_MAX       2000 /* of a page: beyond them the newest                                    */
#define COMPARED_MAX     10   /* of a report                                                          */
#define BESIDE_LOOKED_AT 24   /* reports of the page before it */
#define SHARE_MIN        .1f  /* of the lighter one's words, or it is not compared                    */
#define SHARE_OPPOSED    .8f  /* of the words of both, where somebody of another party speaks           */
#define SHARE_OTHER      .5f  /* of the words of both, where somebody else speaks: as good as the same words */

/* A speaker of the page, or a party's bodies: the reports of it. */
struct voice {
    int64_t speaker;
    struct link_list lists[2]; /* this period, and the nearer one beside it */
    struct habit habit;
};

struct looking {
    const struct placing *placing;
    struct comparing *out;
    comparison_fn *each;
    void *context;
    struct voice *voices;
    size_t n_voices;
    struct link_list *words; /* of each report: who has two of its heaviest words */
    int64_t *rows;           /* of the others */
    uint32_t *seen;          /* of each of the others: 1 + the last report of mine that looked at it */
    size_t pairs_room;
    struct priscus_error *err;
};

static priscus_status no_memory(struct looking *l)
{
    return error_memory(l->err);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static int64_t key_of(uint64_t kind, int64_t a, int64_t b)
{
    int64_t numbers[3] = { (int64_t)kind, a, b };

    return link_key_of(hash64_of(text_of((const char *)numbers, sizeof numbers)));
}

static int64_t speaker_key(int64_t speaker, int64_t period)
{
    return key_of(0x5359454B41455053u, speaker, period);
}

static int64_t period_of(int64_t published)
{
    return published / PERIOD;
}

/* The period beside it that is nearer to the day; where that is not known, one that has none. */
static int64_t period_beside(int64_t published)
{
    int64_t period = period_of(published);

    return !published ? INT64_MAX : published % PERIOD < PERIOD / 2 ? period - 1 : period + 1;
}

/* Keys of the heaviest words; returns how many. */
static size_t heavy_keys(const struct report *r, int64_t keys[KEYS_HEAVY])
{
    size_t chosen[KEYS_HEAVY], n = 0;

    for (size_t i = 0; i < r->n_bag; i++) {
        size_t at = n < KEYS_HEAVY ? n++ : KEYS_HEAVY;

        for (; at && r->bag[chosen[at - 1]].weight < r->bag[i].weight; at--)
            if (at < KEYS_HEAVY)
                chosen[at] = chosen[at - 1];
        if (at < KEYS_HEAVY)
            chosen[at] = i;
    }
    for (size_t i = 0; i < n; i++)
        keys[i] = key_of(0x44524F5745564148u, r->bag[chosen[i]].key, 0);
    return n;
}

size_t report_keys(const struct report *r, int64_t keys[KEYS_MAX])
{
    size_t n = heavy_keys(r, keys);

    if (r->it.speaker)
        keys[n++] = speaker_key(r->it.speaker, period_of(r->it.published));
    return n;
}

/* ---- looking up ------------------------------------------------------------------------------ */

static struct voice *voice_find(struct looking *l, int64_t speaker)
{
    for (size_t i = 0; i < l->n_voices && speaker; i++)
        if (l->voices[i].speaker == speaker)
            return &l->voices[i];
    return NULL;
}

static void add_voice(struct looking *l, int64_t speaker)
{
    if (speaker && !voice_find(l, speaker))
        l->voices[l->n_voices++] = (struct voice){ .speaker = speaker };
}

static priscus_status find_voices(struct looking *l)
{
    const struct comparing *c = l->out;
    struct link_list *lists;
    int64_t *keys, published = c->n_mine ? c->mine[0].it.published : 0;
    priscus_status status;

    if (!(l->voices = arena_alloc(l->placing->mem, 2 * c->n_mine * sizeof *l->voices)))
        return no_memory(l);
    for (size_t i = 0; i < c->n_mine; i++) {
        add_voice(l, c->mine[i].it.speaker);
        add_voice(l, speaker_of_body(c->mine[i].it.party));
    }
    keys = arena_alloc(l->placing->mem, 2 * l->n_voices * sizeof *keys);
    lists = arena_alloc(l->placing->mem, 2 * l->n_voices * sizeof *lists);
    if (!keys || !lists)
        return no_memory(l);
    for (size_t i = 0; i < l->n_voices; i++) {
        keys[2 * i] = speaker_key(l->voices[i].speaker, period_of(published));
        keys[2 * i + 1] = speaker_key(l->voices[i].speaker, period_beside(published));
    }
    status = ledger_link_index_find(l->placing->ledger, keys, 2 * l->n_voices, SPEAKER_NEWEST, true, l->placing->mem,
                                    lists, l->err);
    for (size_t i = 0; i < l->n_voices && status == PRISCUS_OK; i++)
        memcpy(l->voices[i].lists, lists + 2 * i, sizeof l->voices[i].lists);
    return status;
}

static bool list_has(const struct link_list *list, int64_t value)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->values[i] == value)
            return true;
    return false;
}

/* Of the lists of a report's words, what stands in more than one, in *out. */
static priscus_status find_shared(struct looking *l, const struct link_list *lists, struct link_list *out)
{
    int64_t *values;
    size_t n = 0, most = 0;

    for (size_t k = 0; k < KEYS_HEAVY; k++)
        most += lists[k].n;
    if (!(values = arena_alloc(l->placing->mem, most * sizeof *values)))
        return no_memory(l);
    out->values = values;
    for (size_t k = 1; k < KEYS_HEAVY; k++)
        for (size_t i = 0; i < lists[k].n; i++) {
            int64_t value = lists[k].values[i];
            bool met = false;

            for (size_t j = 0; j < k && !met; j++)
                met = list_has(&lists[j], value);
            out->n = n;
            if (met && !list_has(out, value))
                values[n++] = value;
        }
    out->n = n;
    return PRISCUS_OK;
}

static int compare_rows(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

/* The keys, each once. */
static size_t unique(int64_t *keys, size_t n)
{
    size_t kept = 0;

    if (n)
        qsort(keys, n, sizeof *keys, compare_rows);
    for (size_t i = 0; i < n; i++)
        if (!kept || keys[kept - 1] != keys[i])
            keys[kept++] = keys[i];
    return kept;
}

static priscus_status find_words(struct looking *l)
{
    const struct comparing *c = l->out;
    size_t n = KEYS_HEAVY * c->n_mine, n_sorted;
    int64_t *keys = arena_alloc(l->placing->mem, n * sizeof *keys);
    int64_t *sorted = arena_alloc(l->placing->mem, n * sizeof *sorted);
    struct link_list *lists = arena_alloc(l->placing->mem, n * sizeof *lists), own[KEYS_HEAVY];
    priscus_status status;

    l->words = arena_alloc(l->placing->mem, c->n_mine * sizeof *l->words);
    if (!keys || !sorted || !lists || !l->words)
        return no_memory(l);
    for (size_t i = 0; i < c->n_mine; i++)
        heavy_keys(&c->mine[i], keys + KEYS_HEAVY * i); /* of too few, 0 remains, which no hash is */
    memcpy(sorted, keys, n * sizeof *keys);
    n_sorted = unique(sorted, n);
    status =
        ledger_link_index_find(l->placing->ledger, sorted, n_sorted, WORD_NEWEST, true, l->placing->mem, lists, l->err);
    for (size_t i = 0; i < c->n_mine && status == PRISCUS_OK; i++) {
        for (size_t k = 0; k < KEYS_HEAVY; k++) {
            int64_t *at = bsearch(&keys[KEYS_HEAVY * i + k], sorted, n_sorted, sizeof *sorted, compare_rows);

            own[k] = lists[at - sorted];
        }
        status = find_shared(l, own, &l->words[i]);
    }
    return status;
}

static size_t list_sizes(const struct looking *l)
{
    size_t n = 0;

    for (size_t i = 0; i < l->n_voices; i++)
        n += l->voices[i].lists[0].n + l->voices[i].lists[1].n;
    for (size_t i = 0; i < l->out->n_mine; i++)
        n += l->words[i].n;
    return n;
}

static void add_list(int64_t *rows, size_t *n, const struct link_list *list)
{
    memcpy(rows + *n, list->values, list->n * sizeof *rows);
    *n += list->n;
}

/* All rows that a list has, each once; of too many the newest. */
static priscus_status gather_rows(struct looking *l, size_t *n)
{
    size_t count = 0, kept;
    int64_t *rows = arena_alloc(l->placing->mem, list_sizes(l) * sizeof *rows);

    if (!rows)
        return no_memory(l);
    for (size_t i = 0; i < l->n_voices; i++) {
        add_list(rows, &count, &l->voices[i].lists[0]);
        add_list(rows, &count, &l->voices[i].lists[1]);
    }
    for (size_t i = 0; i < l->out->n_mine; i++)
        add_list(rows, &count, &l->words[i]);
    kept = unique(rows, count);
    l->rows = kept > OTHERS_MAX ? rows + kept - OTHERS_MAX : rows;
    *n = kept > OTHERS_MAX ? OTHERS_MAX : kept;
    return PRISCUS_OK;
}

static priscus_status read_others(struct looking *l)
{
    struct comparing *c = l->out;
    struct utterance_report *read;
    size_t n = 0;
    priscus_status status = gather_rows(l, &n);

    if (status != PRISCUS_OK)
        return status;
    read = arena_alloc(l->placing->mem, n * sizeof *read);
    c->others = arena_alloc(l->placing->mem, n * sizeof *c->others);
    l->seen = arena_alloc(l->placing->mem, n * sizeof *l->seen);
    if (!read || !c->others || !l->seen)
        return no_memory(l);
    status = ledger_utterance_rows(l->placing->ledger, l->rows, n, l->placing->mem, read, l->err);
    for (size_t i = 0; i < n && status == PRISCUS_OK; i++) {
        bool usable = read[i].row && read[i].page != l->placing->page->page && read[i].terms.len >= TERM_BYTES;

        if (!usable)
            continue;
        if (!report_from(&read[i], l->placing->mem, &c->others[c->n_others++]))
            return no_memory(l);
        l->rows[c->n_others - 1] = read[i].row;
    }
    return status;
}

/* Its index; SIZE_MAX: it was not read. */
static size_t other_find(const struct looking *l, int64_t row)
{
    const int64_t *found = l->out->n_others ? bsearch(&row, l->rows, l->out->n_others, sizeof row, compare_rows) : NULL;

    return found ? (size_t)(found - l->rows) : SIZE_MAX;
}

/* What each speaker says, there and on this page. */
static priscus_status fill_voices(struct looking *l)
{
    struct comparing *c = l->out;

    for (size_t v = 0; v < l->n_voices; v++) {
        struct voice *voice = &l->voices[v];
        size_t room = 0;

        for (int k = 0; k < 2; k++)
            for (size_t i = 0; i < voice->lists[k].n; i++) {
                size_t at = other_find(l, voice->lists[k].values[i]);

                if (at != SIZE_MAX && !habit_add(&voice->habit, &c->others[at], &room, l->placing->mem))
                    return no_memory(l);
            }
        for (size_t i = 0; i < c->n_mine; i++)
            if (c->mine[i].it.speaker == voice->speaker &&
                !habit_add(&voice->habit, &c->mine[i], &room, l->placing->mem))
                return no_memory(l);
        habit_sort(&voice->habit);
    }
    return PRISCUS_OK;
}

/* ---- comparing ------------------------------------------------------------------------------- */

struct choice {
    uint32_t other;
    float share;
};

struct choices {
    struct choice best[COMPARED_MAX]; /* the best first */
    size_t n;
};

/* The share of all words without which they are not compared: a name may be read wrong, hardly a party with it. */
static float share_wanted(const struct report *a, const struct report *b)
{
    if (report_voices(a, b) != VOICES_DIFFERENT)
        return 0;
    return a->it.party && b->it.party && a->it.party != b->it.party ? SHARE_OPPOSED : SHARE_OTHER;
}

static void consider(struct looking *l, size_t mine, size_t other, struct choices *choices)
{
    const struct report *a = &l->out->others[other], *b = &l->out->mine[mine];
    struct overlap_of o;
    struct choice choice;
    size_t at;

    if (other == SIZE_MAX || l->seen[other] == mine + 1)
        return;
    l->seen[other] = (uint32_t)mine + 1;
    o = report_overlap(a, b);
    if (o.of_smaller < SHARE_MIN || o.of_all < share_wanted(a, b))
        return;
    choice = (struct choice){ (uint32_t)other, o.of_all + .3f * o.of_smaller };
    at = choices->n < COMPARED_MAX ? choices->n++ : COMPARED_MAX;
    for (; at; at--) {
        const struct choice *before = &choices->best[at - 1];

        if (before->share > choice.share || (before->share == choice.share && before->other > choice.other))
            break;
        if (at < COMPARED_MAX)
            choices->best[at] = *before;
    }
    if (at < COMPARED_MAX)
        choices->best[at] = choice;
}

static void consider_list(struct looking *l, size_t mine, const struct link_list *list, struct choices *choices)
{
    for (size_t i = 0; i < list->n; i++) {
        size_t other = other_find(l, list->values[i]);

        if (other != SIZE_MAX)
            consider(l, mine, other, choices);
    }
}

static bool add_pair(struct arena *mem, struct pair **pairs, size_t *n, size_t *room, struct pair pair)
{
    struct pair *grown = arena_grow(mem, *pairs, *n, room, sizeof *grown);

    if (!grown)
        return false;
    *pairs = grown;
    grown[(*n)++] = pair;
    return true;
}

static priscus_status compare_report(struct looking *l, size_t mine)
{
    struct comparing *c = l->out;
    struct report *m = &c->mine[mine];
    struct voice *own = voice_find(l, m->it.speaker), *body = voice_find(l, speaker_of_body(m->it.party));
    struct choices choices = { .n = 0 };
    float numbers[LIKE_N];

    for (int k = 0; k < 2; k++) {
        if (own)
            consider_list(l, mine, &own->lists[k], &choices);
        if (body && body != own)
            consider_list(l, mine, &body->lists[k], &choices);
    }
    consider_list(l, mine, &l->words[mine], &choices);
    for (size_t k = 0; k < choices.n; k++) {
        struct report *other = &c->others[choices.best[k].other];

        if (!likeness_of(l->placing->language, m, other, own ? &own->habit : NULL, l->placing->mem, numbers) ||
            !add_pair(l->placing->mem, &c->pairs, &c->n_pairs, &l->pairs_room,
                      (struct pair){ (uint32_t)mine, choices.best[k].other, likeness_odds(numbers) }))
            return no_memory(l);
        if (l->each)
            l->each(l->context, m, other, false, numbers);
    }
    return PRISCUS_OK;
}

priscus_status compare_page(const struct placing *placing, comparison_fn *each, void *context, struct comparing *out,
                            struct priscus_error *err)
{
    struct looking l = { .placing = placing, .out = out, .each = each, .context = context, .err = err };
    priscus_status status;

    if (!out->n_mine)
        return PRISCUS_OK;
    if ((status = find_voices(&l)) != PRISCUS_OK || (status = find_words(&l)) != PRISCUS_OK ||
        (status = read_others(&l)) != PRISCUS_OK || (status = fill_voices(&l)) != PRISCUS_OK)
        return status;
    for (size_t i = 0; i < out->n_mine && status == PRISCUS_OK; i++)
        status = compare_report(&l, i);
    return status;
}

/* ---- of one page ----------------------------------------------------------------------------- */

static bool overlap(struct span a, struct span b)
{
    return a.begin < b.end && b.begin < a.end;
}

priscus_status compare_beside(const struct language *language, comparison_fn *each, void *context, struct arena *mem,
                              struct own_reports *own)
{
    size_t room = 0;
    float numbers[BESIDE_N];

    own->beside = NULL;
    own->n_beside = 0;
    for (size_t i = 0; i < own->n; i++)
        for (size_t k = i; k-- > 0 && i - k <= BESIDE_LOOKED_AT;) {
            struct report *mine = &own->reports[i], *other = &own->reports[k];
            int64_t apart = mine->it.sentence - other->it.sentence;

            if (apart > BESIDE_SENTENCES || apart < -BESIDE_SENTENCES || overlap(mine->it.words, other->it.words) ||
                report_voices(mine, other) == VOICES_DIFFERENT)
                continue;
            if (!beside_of(language, mine, other, mem, numbers) ||
                !add_pair(mem, &own->beside, &own->n_beside, &room,
                          (struct pair){ (uint32_t)i, (uint32_t)k, beside_odds(numbers) }))
                return PRISCUS_ENOMEM;
            if (each)
                each(context, mine, other, true, numbers);
        }
    return PRISCUS_OK;
}

priscus_status own_reports_of(const struct language *language, const struct linked_page *page, comparison_fn *each,
                              void *context, struct arena *mem, struct own_reports *out)
{
    struct own_reports own = { 0 };
    priscus_status status = reports_of_page(language, page, mem, &own.reports, &own.n);

    for (size_t i = 0; i < own.n && status == PRISCUS_OK; i++)
        if (!report_vectors(language, &own.reports[i], mem))
            status = PRISCUS_ENOMEM;
    if (status == PRISCUS_OK)
        status = compare_beside(language, each, context, mem, &own);
    if (status == PRISCUS_OK)
        *out = own;
    return status;
}

/* agenda_check.c - see agenda_check.h: the reader's pipeline over a ledger's pages, and sums of what it finds. */
#include "reader/agenda_check.h"

#include <stdlib.h>

#include "reader/reader.h"
#include "record/knowledge/lookup.h"
#include "record/survey/survey.h"

/* While pages are counted. */
struct tally {
    const struct agenda_check_options *options;
    const struct knowledge *knowledge;
    struct agenda_check *out;
    struct lookup topics; /* by phrase: index into out->topics */
    size_t topics_room;
    size_t *parents; /* of each topic: 1 + index of its shortest phrase, or 0 */
    size_t parents_room;
};

static priscus_status take_place(struct tally *t, const struct reading *r, struct span sentence,
                                 struct check_place *out)
{
    out->span = sentence;
    return arena_text(&t->out->mem, r->page.name, &out->page) == PRISCUS_OK &&
                   arena_text(&t->out->mem, text_in(r->article.body, sentence), &out->sentence) == PRISCUS_OK
               ? PRISCUS_OK
               : PRISCUS_ENOMEM;
}

/* ---- issues ------------------------------------------------------------------------------ */

/* Is there a sight of the same issue before it in its sentence? */
static bool seen_before(const struct survey *survey, size_t sight)
{
    const struct sight *s = &survey->sights[sight];

    for (size_t k = sight; k-- > 0 && survey->sights[k].sentence.begin == s->sentence.begin;)
        if (survey->sights[k].issue == s->issue)
            return true;
    return false;
}

/* Positions from *at on are those of the sentence, or behind it. */
static bool has_stance(const struct record *record, size_t *at, struct span sentence, struct text issue)
{
    while (*at < record->n_positions && record->positions[*at].sentence.begin < sentence.begin)
        (*at)++;
    for (size_t k = *at; k < record->n_positions && record->positions[k].sentence.begin == sentence.begin; k++)
        if (text_eq(record->positions[k].issue, issue))
            return true;
    return false;
}

static priscus_status count_issues(struct tally *t, const struct reading *r, const struct survey *survey)
{
    size_t at = 0;

    for (size_t k = 0; k < survey->n_sights; k++) {
        const struct sight *s = &survey->sights[k];
        struct checked_issue *issue = &t->out->issues[s->issue];

        if (s->entry)
            t->out->phrases[s->entry - 1].named++;
        if (seen_before(survey, k))
            continue;
        issue->sentences++;
        if (has_stance(&r->record, &at, s->sentence, t->knowledge->agenda.issues[s->issue].name))
            issue->stances++;
        else if (!issue->example.sentence.ptr && take_place(t, r, s->sentence, &issue->example) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
    }
    return PRISCUS_OK;
}

/* ---- topics ------------------------------------------------------------------------------ */

static priscus_status add_topic(struct tally *t, const struct reading *r, const struct topic *topic, struct text phrase,
                                size_t *index)
{
    struct agenda_check *out = t->out;
    struct checked_topic *grown = arena_grow(&out->mem, out->topics, out->n_topics, &t->topics_room, sizeof *grown);
    size_t *parents = arena_grow(&out->mem, t->parents, out->n_topics, &t->parents_room, sizeof *parents);

    if (!grown || !parents)
        return PRISCUS_ENOMEM;
    out->topics = grown;
    t->parents = parents;
    grown[out->n_topics] = (struct checked_topic){ 0 };
    parents[out->n_topics] = 0;
    if (arena_text(&out->mem, phrase, &grown[out->n_topics].phrase) != PRISCUS_OK ||
        take_place(t, r, topic->sentence, &grown[out->n_topics].example) != PRISCUS_OK ||
        lookup_add(&t->topics, &out->mem, grown[out->n_topics].phrase, 0, (uint32_t)out->n_topics) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    *index = out->n_topics++;
    return PRISCUS_OK;
}

static priscus_status count_topic(struct tally *t, const struct reading *r, const struct topic *topic)
{
    size_t parent = 0;

    for (size_t f = 0; f < topic->n_phrases; f++) {
        const uint32_t *known = lookup_find(&t->topics, topic->phrases[f], 0);
        size_t index;

        if (known)
            index = *known;
        else if (t->out->n_topics == CHECK_TOPICS_MAX)
            continue;
        else if (add_topic(t, r, topic, topic->phrases[f], &index) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        t->out->topics[index].times++;
        if (f == 0)
            parent = index + 1;
        else
            t->parents[index] = parent;
    }
    return PRISCUS_OK;
}

static int by_times(const void *x, const void *y)
{
    const struct checked_topic *a = x, *b = y;

    return a->times != b->times ? (a->times < b->times) - (a->times > b->times) : text_compare(a->phrase, b->phrase);
}

/* "limit" goes where it is a "catch limit" each time. */
static void sort_topics(struct tally *t)
{
    struct agenda_check *out = t->out;
    size_t n = 0;

    for (size_t k = 0; k < out->n_topics; k++)
        if (t->parents[k] && out->topics[t->parents[k] - 1].times == out->topics[k].times)
            out->topics[t->parents[k] - 1].phrase.len = 0;
    for (size_t k = 0; k < out->n_topics; k++)
        if (out->topics[k].phrase.len)
            out->topics[n++] = out->topics[k];
    out->n_topics = n;
    if (n)
        qsort(out->topics, n, sizeof *out->topics, by_times);
}

/* ---- pages ------------------------------------------------------------------------------- */

static priscus_status on_made(void *context, const struct reading *r, struct arena *mem, struct priscus_error *err)
{
    struct tally *t = context;
    struct survey survey;
    priscus_status status = survey_make(&r->document, &r->record, t->knowledge, mem, &survey);

    for (size_t i = 0; status == PRISCUS_OK && i < t->knowledge->agenda.n_entries; i++)
        t->out->phrases[i].found += survey.matched[i];
    if (status == PRISCUS_OK)
        status = count_issues(t, r, &survey);
    for (size_t i = 0; status == PRISCUS_OK && i < survey.n_topics; i++)
        status = count_topic(t, r, &survey.topics[i]);
    return status == PRISCUS_OK ? PRISCUS_OK : error_memory(err);
}

static void on_failed(void *context, const struct priscus_error *err)
{
    struct tally *t = context;

    if (t->options->failed)
        t->options->failed(t->options->context, err);
}

static void on_progress(void *context, size_t pages, struct text name)
{
    struct tally *t = context;

    if (t->options->progress)
        t->options->progress(t->options->context, pages, name);
}

static priscus_status read_pages(struct tally *t, struct ledger *ledger, struct priscus_error *err)
{
    struct agenda_check *out = t->out;
    struct reader_options reader = { .jobs = t->options->jobs,
                                     .knowledge = t->knowledge,
                                     .made = on_made,
                                     .failed = on_failed,
                                     .progress = on_progress,
                                     .context = t,
                                     .stop = t->options->stop };
    const struct page_source_options how = { 0 };
    struct reader_result result = { 0 };
    struct ledger_pages *pages;
    struct page_source *source;
    priscus_status status = ledger_pages_open(ledger, t->options->sample, &pages, &out->total, err);

    if (status != PRISCUS_OK)
        return status;
    status = page_source_open_pages(&how, ledger_pages_next, pages, &source, err);
    if (status == PRISCUS_OK) {
        status = reader_run(source, &reader, &result, err);
        page_source_close(source);
    }
    ledger_pages_close(pages);
    out->pages = result.pages;
    out->failed = result.failed;
    out->positions = result.positions;
    out->stopped = result.stopped;
    return status;
}

priscus_status agenda_check_run(struct ledger *ledger, const struct knowledge *knowledge,
                                const struct agenda_check_options *options, struct agenda_check *out,
                                struct priscus_error *err)
{
    struct tally t = { .options = options, .knowledge = knowledge, .out = out };
    priscus_status status;

    *out = (struct agenda_check){ 0 };
    out->phrases = arena_alloc(&out->mem, knowledge->agenda.n_entries * sizeof *out->phrases);
    out->issues = arena_alloc(&out->mem, knowledge->agenda.n_issues * sizeof *out->issues);
    status = out->phrases && out->issues ? read_pages(&t, ledger, err) : error_memory(err);
    if (status == PRISCUS_OK)
        sort_topics(&t);
    else
        agenda_check_release(out);
    return status;
}

void agenda_check_release(struct agenda_check *check)
{
    arena_release(&check->mem);
    *check = (struct agenda_check){ 0 };
}

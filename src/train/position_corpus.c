/* position_corpus.c - articles with their positions into rows of words with labels.
 *
 *     Norhaven's cabinet gave the truce short shrift.      of "the truce"
 *     H-rejects-------   C    O   O     C     C       (C is short for C-rejects)
 *
 * A mention of an issue that a position of the corpus is about is labelled by it, one that no position is about is "O" from
 * end to end. A position whose issue the agenda's phrases do not find is learnt from all the same, seen from its target:
 * who is for or against something does not depend on the agenda. */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "record/position/party_features.h"
#include "record/position/position_reader.h"
#include "record/statement/attribution.h"
#include "train/label_rows.h"
#include "train/position_rows.h"

enum { GIVEN_MAX = 1000, COMPOSED_MAX = 8 };

/* A position of the corpus. */
struct given {
    struct text issue;
    enum stance stance;
    struct text party; /* code; NULL ptr: not said */
    const json_t *holder, *cue, *target;
    struct span words; /* the shortest run that carries it */
    bool required;     /* would a careful reader certainly enter it */
    bool named;        /* a mention of the agenda was found for it */
};

struct article_rows {
    struct position_training *training;
    struct walk *walk;
    struct position_view view;
    struct party_view parties;
    struct given given[GIVEN_MAX];
    size_t n_given;
    const float **vectors; /* per token; NULL: not worked out */
    char (*labels)[24];    /* per word of a sentence */
};

static struct span place(const json_t *pair)
{
    return (struct span){ (uint32_t)json_integer_value(json_array_get(pair, 0)),
                          (uint32_t)json_integer_value(json_array_get(pair, 1)) };
}

static bool is_place(const json_t *pair, size_t len)
{
    const json_t *begin = json_array_get(pair, 0), *end = json_array_get(pair, 1);

    return json_array_size(pair) == 2 && json_is_integer(begin) && json_is_integer(end) &&
           json_integer_value(begin) >= 0 && json_integer_value(begin) <= json_integer_value(end) &&
           (uint64_t)json_integer_value(end) <= len;
}

/* One of a position's lists of places; it may be missing. */
static bool are_places(const json_t *places, size_t len)
{
    if (places && !json_is_null(places) && !json_is_array(places))
        return false;
    for (size_t i = 0; i < json_array_size(places); i++)
        if (!is_place(json_array_get(places, i), len))
            return false;
    return true;
}

static bool overlap(struct span a, struct span b)
{
    return a.begin < b.end && b.begin < a.end;
}

static bool touches(const json_t *places, struct span at)
{
    for (size_t i = 0; i < json_array_size(places); i++)
        if (overlap(place(json_array_get(places, i)), at))
            return true;
    return false;
}

static uint32_t issue_index(const struct agenda *agenda, struct text name)
{
    for (uint32_t i = 0; i < agenda->n_issues; i++)
        if (text_eq(agenda->issues[i].name, name))
            return i;
    return 0;
}

static struct span mention_place(const struct walk *w, const struct issue_mention *m)
{
    return (struct span){ w->doc->tokens[m->first].span.begin, w->doc->tokens[m->end - 1].span.end };
}

/* What a stance on the issue is on words for its contrary. */
static enum stance turned(enum stance stance, bool opposite)
{
    if (!opposite || stance == STANCE_CONDITIONAL)
        return stance;
    return stance == STANCE_REJECTS ? STANCE_ACCEPTS : STANCE_REJECTS;
}

static void mark(const struct article_rows *a, const json_t *places, uint8_t part, enum stance stance)
{
    const struct sentence *s = a->walk->sentence;

    for (uint32_t t = s->first; t < s->end; t++)
        if (touches(places, a->walk->doc->tokens[t].span) &&
            !(part == POSITION_CUE && a->labels[t - s->first][0] == POSITION_HOLDER))
            snprintf(a->labels[t - s->first], sizeof *a->labels, "%c-%s", part, stance_text(stance));
}

static const float *vector_of(struct article_rows *a, uint32_t t)
{
    if (!a->vectors[t]) {
        float *v = arena_alloc(&a->training->mem, position_vector_width(a->training->language, true) * sizeof *v);

        if (v)
            position_vector(&a->view, t, true, v);
        a->vectors[t] = v;
    }
    return a->vectors[t];
}

/* One row: the walk's sentence, seen from a mention. Labels are filled in. */
static priscus_status add_row(struct article_rows *a, const struct issue_mention *m)
{
    struct walk *w = a->walk;
    const struct sentence *s = w->sentence;
    struct position composed[COMPOSED_MAX];
    size_t before = w->record->n_positions, n;
    priscus_status status = position_compose(w, m);

    if (status != PRISCUS_OK)
        return status;
    n = w->record->n_positions - before;
    n = n < COMPOSED_MAX ? n : COMPOSED_MAX;
    if (n)
        memcpy(composed, w->record->positions + before, n * sizeof *composed);
    position_turn(&a->view, m, composed, n);
    for (uint32_t i = 0; i < 2 * (s->end - s->first); i++) {
        /* the sentence twice: as it is, and as if the issue were one of another agenda, in words never seen */
        bool nameless = i >= s->end - s->first;
        uint32_t t = s->first + i % (s->end - s->first);
        uint64_t hashes[POSITION_FEATURES_MAX];
        unsigned n_form, k;
        const float *vector = vector_of(a, t);
        int16_t label;

        if (t - s->first >= SENTENCE_MAX)
            continue;
        k = position_word(&a->view, t, hashes, &n_form);
        if (nameless && t >= m->first && t < m->end) {
            memmove(hashes, hashes + n_form, (k - n_form) * sizeof *hashes);
            k -= n_form;
            n_form = 0;
        }
        a->view.nameless = nameless;
        k += position_pair(&a->view, t, hashes + k);
        if (!vector ||
            label_number(&a->training->rows, a->labels[t - s->first], &a->training->mem, &label) != PRISCUS_OK ||
            label_word(&a->training->rows, hashes, k, n_form, t == s->first, label, a->training->tokens + t, vector) !=
                PRISCUS_OK)
            return PRISCUS_ENOMEM;
    }
    a->view.nameless = false;
    a->training->mentions++;
    return PRISCUS_OK;
}

static void clear_labels(struct article_rows *a)
{
    for (size_t i = 0; i <= SENTENCE_MAX; i++)
        strcpy(a->labels[i], "O");
}

/* The sentence as a row of the network that finds issues: each word of a target is labelled with the issue. */
static priscus_status add_issue_row(struct article_rows *a)
{
    struct walk *w = a->walk;
    const struct sentence *s = w->sentence;

    for (uint32_t t = s->first; t < s->end && t - s->first < SENTENCE_MAX; t++) {
        uint64_t hashes[POSITION_FEATURES_MAX];
        unsigned n_form, k = position_word(&a->view, t, hashes, &n_form);
        const float *vector = vector_of(a, t);
        char name[64] = "O";
        int16_t label;

        k += position_issue(&a->view, t, hashes + k);
        for (unsigned required = 0; required < 2; required++)
            for (size_t i = 0; i < a->n_given; i++)
                if (a->given[i].required >= required && touches(a->given[i].target, w->doc->tokens[t].span))
                    snprintf(name, sizeof name, "%.*s", (int)a->given[i].issue.len, a->given[i].issue.ptr);
        if (!vector || label_number(&a->training->issues, name, &a->training->mem, &label) != PRISCUS_OK ||
            label_word(&a->training->issues, hashes, k, n_form, t == s->first, label, a->training->tokens + t,
                       vector) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
    }
    return PRISCUS_OK;
}

/* A free word of the walk's sentence for a position: of its target, else of the words that carry it, else any. SENTENCE_MAX: there is
 * none. */
static uint32_t free_word(const struct article_rows *a, const struct given *g, const bool *taken)
{
    const struct sentence *s = a->walk->sentence;

    for (unsigned round = 0; round < 3; round++)
        for (uint32_t t = s->first; t < s->end && t - s->first < SENTENCE_MAX; t++) {
            struct span at = a->walk->doc->tokens[t].span;

            if (!taken[t - s->first] && (round == 0   ? touches(g->target, at)
                                         : round == 1 ? overlap(g->words, at)
                                                      : true))
                return t - s->first;
        }
    return SENTENCE_MAX;
}

enum { PARTY_LABEL_BYTES = 128 };

/* Behind the label of each word the issues that the agenda has it name, and "!" before one that it names by its opposite. */
static void name_issues(const struct walk *w, char (*labels)[PARTY_LABEL_BYTES])
{
    for (size_t k = 0; k < w->n_mentions; k++) {
        const struct issue_mention *m = &w->mentions[k];
        struct text issue = w->agenda->issues[m->issue].name;

        for (uint32_t t = m->first; t < m->end && t - w->sentence->first < SENTENCE_MAX; t++) {
            char *label = labels[t - w->sentence->first];
            size_t n = strlen(label);

            if (n + issue.len + 3 <= PARTY_LABEL_BYTES)
                snprintf(label + n, PARTY_LABEL_BYTES - n, " %s%.*s", m->opposite ? "!" : "", (int)issue.len,
                         issue.ptr);
        }
    }
}

/* The sentence as rows of the network that reads it for a party: what the party holds is said at one word each,
 * "talks/rejects", and with "~" behind it where a reader may leave it out. */
static priscus_status add_party_rows(struct article_rows *a)
{
    struct walk *w = a->walk;
    const struct sentence *s = w->sentence;
    size_t before = w->record->n_positions;
    char(*names)[PARTY_LABEL_BYTES];

    party_look(&a->parties, &a->view);
    if (!a->parties.n_parties || !position_is_looked_for(w->doc, s))
        return PRISCUS_OK;
    for (size_t k = 0; k < w->n_mentions; k++) {
        if (w->voices->unsaid[w->mentions[k].first])
            continue;
        if (position_compose(w, &w->mentions[k]) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        party_take_composed(&a->parties, w->record, before);
        w->record->n_positions = before;
    }
    names = arena_alloc(w->mem, (SENTENCE_MAX + 1) * sizeof *names);
    if (!names)
        return PRISCUS_ENOMEM;
    for (size_t p = 0; p < a->parties.n_parties; p++) {
        struct text code = w->actors->knowledge->roster.parties[a->parties.parties[p].party].code;
        bool taken[SENTENCE_MAX + 1] = { false };

        party_turn(&a->parties, p);
        for (uint32_t i = 0; i <= SENTENCE_MAX; i++)
            strcpy(names[i], "O");
        for (size_t i = 0; i < a->n_given; i++) {
            const struct given *g = &a->given[i];
            uint32_t at;

            if (!text_eq(g->party, code) || g->words.begin < s->span.begin || g->words.begin >= s->span.end ||
                (at = free_word(a, g, taken)) == SENTENCE_MAX)
                continue;
            taken[at] = true;
            snprintf(names[at], sizeof names[at], "%.*s/%s%s", (int)g->issue.len, g->issue.ptr, stance_text(g->stance),
                     g->required ? "" : "~");
        }
        name_issues(w, names);
        for (uint32_t t = s->first; t < s->end && t - s->first < SENTENCE_MAX; t++) {
            uint64_t hashes[2 * POSITION_FEATURES_MAX];
            unsigned n_form, k = position_word(&a->view, t, hashes, &n_form);
            int16_t label;

            k += position_issue(&a->view, t, hashes + k);
            k += party_pair(&a->parties, t, hashes + k);
            if (label_number(&a->training->parties, names[t - s->first], &a->training->mem, &label) != PRISCUS_OK ||
                label_word(&a->training->parties, hashes, k, n_form, t == s->first, label, a->training->tokens + t,
                           NULL) != PRISCUS_OK)
                return PRISCUS_ENOMEM;
        }
    }
    return PRISCUS_OK;
}

/* The mentions of the agenda in the walk's sentence, then the targets that it does not name. */
static priscus_status add_sentence(struct article_rows *a)
{
    struct walk *w = a->walk;
    priscus_status status = PRISCUS_OK;

    for (size_t k = 0; k < w->n_mentions && status == PRISCUS_OK; k++) {
        const struct issue_mention *m = &w->mentions[k];
        struct span at = mention_place(w, m);
        bool held = false, of_another = false;

        clear_labels(a);
        for (size_t i = 0; i < a->n_given; i++) {
            struct given *g = &a->given[i];

            if (!overlap(g->words, w->sentence->span))
                continue;
            if (!text_eq(g->issue, w->agenda->issues[m->issue].name)) {
                of_another |= touches(g->target, at);
                continue;
            }
            if (!touches(g->target, at) && !overlap(g->words, at))
                continue;
            g->named = held = true;
            mark(a, g->cue, POSITION_CUE, turned(g->stance, m->opposite));
        }
        for (size_t i = 0; i < a->n_given; i++)
            if (text_eq(a->given[i].issue, w->agenda->issues[m->issue].name) &&
                overlap(a->given[i].words, w->sentence->span) &&
                (touches(a->given[i].target, at) || overlap(a->given[i].words, at)))
                mark(a, a->given[i].holder, POSITION_HOLDER, turned(a->given[i].stance, m->opposite));
        a->training->held += held;
        if (held || !of_another)
            status = add_row(a, m);
    }
    for (size_t i = 0; i < a->n_given && status == PRISCUS_OK; i++) {
        struct given *g = &a->given[i];
        struct issue_mention m = { .deed = true, .how = ISSUE_LEARNT, .named_in = UINT32_MAX };
        struct token_range tokens;

        if (g->named || !json_array_size(g->target) ||
            !span_holds(w->sentence->span, place(json_array_get(g->target, 0))))
            continue;
        tokens = tokens_in(w->doc, place(json_array_get(g->target, 0)));
        if (tokens.first >= tokens.end || tokens.first < w->sentence->first || tokens.end > w->sentence->end)
            continue;
        m.first = tokens.first;
        m.end = tokens.end;
        m.verb = issue_verb_in(w, m.first, m.end);
        m.issue = issue_index(w->agenda, g->issue);
        m.words = tokens.end - tokens.first;
        clear_labels(a);
        for (size_t k = i; k < a->n_given; k++) { /* all who have a stance on the same words */
            struct given *other = &a->given[k];

            if (other->named || !text_eq(other->issue, g->issue) || !touches(other->target, mention_place(w, &m)))
                continue;
            mark(a, other->cue, POSITION_CUE, other->stance);
        }
        for (size_t k = i; k < a->n_given; k++) {
            struct given *other = &a->given[k];

            if (other->named || !text_eq(other->issue, g->issue) || !touches(other->target, mention_place(w, &m)))
                continue;
            mark(a, other->holder, POSITION_HOLDER, other->stance);
            if (k > i)
                other->named = true;
        }
        a->training->held++;
        status = add_row(a, &m);
    }
    return status;
}

static priscus_status add_sentences(struct article_rows *a)
{
    struct walk *w = a->walk;
    uint32_t last_issue = UINT32_MAX;

    for (size_t s = 0; s < w->doc->n_sentences; s++) {
        priscus_status status = walk_sentence(w, &w->doc->sentences[s], last_issue);

        if (status == PRISCUS_OK)
            status = add_issue_row(a);
        if (status == PRISCUS_OK)
            status = add_sentence(a);
        if (status == PRISCUS_OK && a->training->options->rows)
            status = add_party_rows(a);
        position_named(&a->view);
        if (status != PRISCUS_OK)
            return status;
        for (size_t k = 0; k < w->n_mentions; k++)
            if (!w->mentions[k].anaphor)
                last_issue = w->mentions[k].issue;
    }
    return PRISCUS_OK;
}

/* The positions of a line; false: one of them is not as it should be, *why says which. */
static bool take_given(const json_t *positions, size_t len, struct article_rows *a, size_t *which)
{
    a->n_given = 0;
    for (*which = 0; *which < json_array_size(positions); ++*which) {
        const json_t *p = json_array_get(positions, *which);
        struct given *g = &a->given[a->n_given];
        const char *keys[] = { "holder", "cue", "target" };
        const char *issue = json_string_value(json_object_get(p, "issue")),
                   *stance = json_string_value(json_object_get(p, "stance"));

        if (!issue || !*issue || !stance || !stance_parse(text_c(stance), &g->stance) || g->stance == STANCE_NONE ||
            !is_place(json_object_get(p, "span"), len))
            return false;
        for (size_t k = 0; k < COUNT_OF(keys); k++)
            if (!are_places(json_object_get(p, keys[k]), len))
                return false;
        g->issue = text_c(issue);
        g->words = place(json_object_get(p, "span"));
        g->party = (struct text){ 0 };
        if (json_is_string(json_object_get(p, "party")))
            g->party = text_c(json_string_value(json_object_get(p, "party")));
        g->holder = json_object_get(p, "holder");
        g->cue = json_object_get(p, "cue");
        g->target = json_object_get(p, "target");
        g->required = json_is_true(json_object_get(p, "required"));
        g->named = false;
        a->n_given++;
    }
    return true;
}

static priscus_status add_article(struct position_training *t, struct text line, const json_t *json, struct arena *mem,
                                  struct article_rows *a, struct priscus_error *err)
{
    struct page page = { .name = text_c("corpus"), .bytes = line, .from = PRISCUS_FROM_JSONL };
    struct article *article = arena_alloc(mem, sizeof *article);
    struct actors *actors = arena_alloc(mem, sizeof *actors);
    struct document doc;
    struct quote_list quotes;
    struct attribution_list attributions;
    struct voice_list voices = { 0 };
    struct record record = { 0 };
    priscus_status status;

    if (!article || !actors)
        return error_memory(err);
    *article = (struct article){ 0 };
    if ((status = article_read(&page, mem, article, err)) != PRISCUS_OK ||
        (status = document_read(t->reader, article, mem, &doc, err)) != PRISCUS_OK)
        return status;
    if (article->body.len != json_string_length(json_object_get(json, "text"))) {
        train_tell(t->progress, t->progress_at, "an article whose body is not its text is left out");
        return PRISCUS_OK;
    }
    a->training = t;
    a->walk = arena_alloc(mem, sizeof *a->walk);
    a->vectors = arena_alloc(mem, (doc.n_tokens + 1) * sizeof *a->vectors);
    a->labels = arena_alloc(mem, (SENTENCE_MAX + 1) * sizeof *a->labels);
    if (!a->walk || !a->vectors || !a->labels || quote_find(&doc, mem, &quotes) != PRISCUS_OK ||
        attribution_find(t->attributor, &doc, &quotes, mem, &attributions) != PRISCUS_OK ||
        actors_find(&doc, t->knowledge, &quotes, mem, actors) != PRISCUS_OK ||
        statement_find(&doc, actors, &quotes, &attributions, mem, &record, &voices) != PRISCUS_OK)
        return error_memory(err);
    memset(a->vectors, 0, (doc.n_tokens + 1) * sizeof *a->vectors);
    walk_begin(a->walk, &doc, actors, &voices, mem, &record);
    if (position_look(a->walk, t->language, &quotes, mem, &a->view) != PRISCUS_OK || add_sentences(a) != PRISCUS_OK)
        return error_memory(err);
    for (size_t i = 0; i < a->n_given; i++)
        t->named += a->given[i].named;
    t->given += a->n_given;
    if (t->options->rows)
        status = label_rows_document(t->options->rows, "positions", t->articles == 0, &doc, err);
    t->tokens += (uint32_t)doc.n_tokens;
    t->articles++;
    return status;
}

priscus_status position_corpus(struct position_training *t, const char *path, struct priscus_error *err)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0, number = 0, which = 0;
    ssize_t len;
    struct arena mem = { 0 };
    struct article_rows *a = calloc(1, sizeof *a);
    priscus_status status = a ? PRISCUS_OK : error_memory(err);

    if (a && !file)
        status = error_set(err, PRISCUS_EINPUT, NOWHERE, "%s: cannot be opened: %s", path, strerror(errno));
    while (status == PRISCUS_OK && (len = getline(&line, &room, file)) > 0) {
        json_error_t why;
        json_t *json = json_loadb(line, (size_t)len, 0, &why), *positions = json_object_get(json, "positions");

        number++;
        if (!json_is_string(json_object_get(json, "text")) || !json_is_array(positions))
            status = error_set(err, PRISCUS_EINPUT, NOWHERE, "%s:%zu: no object with \"text\" and \"positions\": %s",
                               path, number, json ? "a key is missing" : why.text);
        else if (json_array_size(positions) > GIVEN_MAX)
            status = error_set(err, PRISCUS_EINPUT, NOWHERE, "%s:%zu: %zu positions; an article may have %d", path,
                               number, json_array_size(positions), GIVEN_MAX);
        else if (!take_given(positions, json_string_length(json_object_get(json, "text")), a, &which))
            status = error_set(err, PRISCUS_EINPUT, NOWHERE,
                               "%s:%zu: position %zu: it needs an \"issue\", a \"stance\" (demands, proposes, accepts, "
                               "open, conditional, rejects) and a \"span\"; places are [begin, end] within the text",
                               path, number, which + 1);
        else
            status = add_article(t, text_of(line, (size_t)len), json, &mem, a, err);
        json_decref(json);
        arena_reset(&mem);
    }
    arena_release(&mem);
    free(a);
    free(line);
    if (file)
        fclose(file);
    return status;
}

/* attribution_corpus.c - articles with their attributions into rows of words with labels. */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "record/statement/attribution_features.h"
#include "train/attribution_rows.h"
#include "train/label_rows.h"

enum part { PART_SOURCE, PART_CUE, PART_CONTENT, PARTS_OF_ONE };
static const char *const role_labels[PARTS_OF_ONE] = { ATTRIBUTION_SOURCE, ATTRIBUTION_CUE, ATTRIBUTION_CONTENT };

/* Labels "O", "B-X", "I-X" for X of the roles that a network knows. */
priscus_status attribution_label(struct attribution_training *t, unsigned network, const char *role, bool begins,
                                 int16_t *number)
{
    char text[32] = "O";

    if (role)
        snprintf(text, sizeof text, "%c-%s", begins ? 'B' : 'I', role);
    return label_number(&t->of[network], text, &t->mem, number);
}

struct example { /* per token of a document, for one attribution or for all: role + 1, and does a span begin there */
    uint8_t *role;
    bool *begins;
};

/* Mark the tokens that the spans of a role overlap. */
static void mark(const struct document *doc, const json_t *spans, enum part role, struct example *e)
{
    size_t i;
    json_t *pair;

    json_array_foreach(spans, i, pair)
    {
        size_t begin = (size_t)json_integer_value(json_array_get(pair, 0)),
               end = (size_t)json_integer_value(json_array_get(pair, 1)), lo = 0, hi = doc->n_tokens;
        bool first = true;

        while (lo < hi) {
            size_t mid = (lo + hi) / 2;

            if (doc->tokens[mid].span.end <= begin)
                lo = mid + 1;
            else
                hi = mid;
        }
        for (; lo < doc->n_tokens && doc->tokens[lo].span.begin < end; lo++) {
            if (e->role[lo] && e->role[lo] != role + 1u) {
                first = true;
                continue;
            }
            e->role[lo] = (uint8_t)(role + 1);
            e->begins[lo] = first;
            first = false;
        }
    }
}

/* Where the row that begins at `first` ends: whole sentences of one paragraph. */
static uint32_t row_end(const struct document *doc, size_t *sentence)
{
    size_t s = *sentence;
    uint32_t first = doc->sentences[s].first;

    do
        s++;
    while (s < doc->n_sentences && doc->sentences[s].paragraph == doc->sentences[s - 1].paragraph &&
           doc->sentences[s].end - first <= ATTRIBUTION_ROW_MAX);
    *sentence = s;
    return doc->sentences[s - 1].end;
}

static priscus_status add_rows(struct attribution_training *t, const struct attribution_view *v,
                               const struct example *all, const uint8_t *discard, float *const *vectors)
{
    const struct document *doc = v->doc;

    for (size_t s = 0; s < doc->n_sentences;) {
        uint32_t first = doc->sentences[s].first, end = row_end(doc, &s);

        for (uint32_t k = first; k < end; k++) {
            uint64_t hashes[ATTRIBUTION_FEATURES_MAX];
            unsigned n_form, n = attribution_word(v, k, hashes, &n_form);
            const char *role = all->role[k] ? role_labels[all->role[k] - 1] : NULL;
            int16_t name = -1;

            if ((!discard[k] && attribution_label(t, CUE, role, all->begins[k], &name) != PRISCUS_OK) ||
                label_word(&t->of[CUE], hashes, n, n_form, k == first, name, t->tokens + k, vectors[k]) != PRISCUS_OK)
                return PRISCUS_ENOMEM;
        }
    }
    return PRISCUS_OK;
}

static priscus_status add_pairs(struct attribution_training *t, const struct attribution_view *v,
                                const json_t *attributions, struct example *one, const uint8_t *cues,
                                float *const *vectors)
{
    const struct document *doc = v->doc;
    size_t i;
    json_t *at;

    json_array_foreach(attributions, i, at)
    {
        struct token_range cue = { 0 }, within, window;
        struct attribution_place place = { .cues = cues };
        size_t paragraph, s, e;

        memset(one->role, 0, doc->n_tokens);
        mark(doc, json_object_get(at, "cue"), PART_CUE, one);
        while (cue.first < doc->n_tokens && !one->role[cue.first])
            cue.first++;
        for (cue.end = cue.first; cue.end < doc->n_tokens && one->role[cue.end];)
            cue.end++;
        if (cue.first == cue.end) {
            t->strange++;
            continue;
        }
        mark(doc, json_object_get(at, "source"), PART_SOURCE, one);
        mark(doc, json_object_get(at, "content"), PART_CONTENT, one);
        s = e = v->sentence[cue.first];
        paragraph = doc->sentences[s].paragraph;
        while (s && doc->sentences[s - 1].paragraph == paragraph)
            s--;
        while (e < doc->n_sentences && doc->sentences[e].paragraph == paragraph)
            e++;
        within = (struct token_range){ doc->sentences[s].first, doc->sentences[e - 1].end };
        window = attribution_window(within, cue, ATTRIBUTION_WINDOW);
        place.cue = cue;
        place.head = attribution_head(v, cue);
        for (uint32_t k = window.first; k < window.end; k++) {
            uint64_t hashes[ATTRIBUTION_FEATURES_MAX];
            unsigned n_form, n = attribution_seen(v, k, hashes, &n_form);
            uint8_t part = one->role[k];
            const char *role = part && part != PART_CUE + 1 ? role_labels[part - 1] : NULL;
            int16_t name;

            n += attribution_pair(v, &place, k, hashes + n);
            if (attribution_label(t, SPAN, role, one->begins[k], &name) != PRISCUS_OK ||
                label_word(&t->of[SPAN], hashes, n, n_form, k == window.first, name, t->tokens + k, vectors[k]) !=
                    PRISCUS_OK)
                return PRISCUS_ENOMEM;
        }
        t->attributions++;
    }
    return PRISCUS_OK;
}

static priscus_status add_article(struct attribution_training *t, struct text line, const json_t *json,
                                  struct arena *mem, struct priscus_error *err)
{
    const json_t *attributions = json_object_get(json, "attributions");
    struct page page = { .name = text_c("corpus"), .bytes = line, .from = PRISCUS_FROM_JSONL };
    struct article *article = arena_alloc(mem, sizeof *article);
    struct document doc;
    struct attribution_view view;
    struct quote_list quotes;
    struct example all, one, discard;
    uint8_t *cues;
    float **vectors;
    size_t width = attribution_vector_width(t->language, true), i;
    json_t *at;
    priscus_status status;

    if (!article)
        return error_memory(err);
    *article = (struct article){ 0 };
    if ((status = article_read(&page, mem, article, err)) != PRISCUS_OK ||
        (status = document_read(t->reader, article, mem, &doc, err)) != PRISCUS_OK)
        return status;
    if (article->body.len != json_string_length(json_object_get(json, "text"))) {
        train_tell(t->progress, t->progress_at, "an article whose body is not its text is left out");
        return PRISCUS_OK;
    }
    all.role = arena_alloc(mem, doc.n_tokens + 1);
    one.role = arena_alloc(mem, doc.n_tokens + 1);
    discard.role = arena_alloc(mem, doc.n_tokens + 1);
    cues = arena_alloc(mem, doc.n_tokens + 1);
    all.begins = arena_alloc(mem, doc.n_tokens + 1);
    one.begins = arena_alloc(mem, doc.n_tokens + 1);
    vectors = arena_alloc(mem, (doc.n_tokens + 1) * sizeof *vectors);
    if (!all.role || !one.role || !discard.role || !cues || !all.begins || !one.begins || !vectors ||
        quote_find(&doc, mem, &quotes) != PRISCUS_OK ||
        attribution_look(&doc, t->language, &quotes, mem, &view) != PRISCUS_OK)
        return error_memory(err);
    memset(all.role, 0, doc.n_tokens + 1);
    memset(discard.role, 0, doc.n_tokens + 1);
    memset(cues, 0, doc.n_tokens + 1);
    discard.begins = one.begins;
    mark(&doc, json_object_get(json, "discard"), PART_SOURCE, &discard);
    json_array_foreach(attributions, i, at)
    {
        memset(one.role, 0, doc.n_tokens + 1);
        mark(&doc, json_object_get(at, "cue"), PART_CUE, &one);
        for (size_t k = 0; k < doc.n_tokens; k++)
            if (one.role[k])
                cues[k] = (uint8_t)(1 + i % 254);
        mark(&doc, json_object_get(at, "cue"), PART_CUE, &all);
    }
    json_array_foreach(attributions, i, at)
    {
        mark(&doc, json_object_get(at, "source"), PART_SOURCE, &all);
        mark(&doc, json_object_get(at, "content"), PART_CONTENT, &all);
    }
    for (size_t k = 0; k < doc.n_tokens; k++) {
        vectors[k] = arena_alloc(&t->mem, width * sizeof **vectors);
        if (!vectors[k])
            return error_memory(err);
        attribution_vector(&view, (uint32_t)k, true, vectors[k]);
    }
    if (add_rows(t, &view, &all, discard.role, vectors) != PRISCUS_OK ||
        add_pairs(t, &view, attributions, &one, cues, vectors) != PRISCUS_OK)
        return error_memory(err);
    if (t->options->rows)
        status = label_rows_document(t->options->rows, "attributions", t->articles == 0, &doc, err);
    t->tokens += (uint32_t)doc.n_tokens;
    t->articles++;
    return status;
}

priscus_status attribution_corpus(struct attribution_training *t, const char *path, struct priscus_error *err)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0, number = 0;
    ssize_t len;
    struct arena mem = { 0 };
    priscus_status status = PRISCUS_OK;

    if (!file)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "%s: cannot be opened: %s", path, strerror(errno));
    while (status == PRISCUS_OK && (len = getline(&line, &room, file)) > 0) {
        json_error_t why;
        json_t *json = json_loadb(line, (size_t)len, 0, &why);

        number++;
        if (!json_is_string(json_object_get(json, "text")) || !json_is_array(json_object_get(json, "attributions")))
            status = error_set(err, PRISCUS_EINPUT, NOWHERE, "%s:%zu: no object with \"text\" and \"attributions\": %s",
                               path, number, json ? "a key is missing" : why.text);
        else
            status = add_article(t, text_of(line, (size_t)len), json, &mem, err);
        json_decref(json);
        arena_reset(&mem);
    }
    arena_release(&mem);
    free(line);
    fclose(file);
    return status;
}

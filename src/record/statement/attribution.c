/* attribution.c - see attribution.h: the two networks at work. */
#include "record/statement/attribution.h"

#include <stdlib.h>

#include "record/statement/attribution_features.h"

enum {
    WORK = LABELLER_MAX,
    INNER_LEAST = 5,       /* words of a content that may hold another statement      */
    BLOCK = 64,            /* words that are looked at together                       */
    LOOKS = 2,             /* words that cues may look at, a byte of text; prose: 0.3 */
    LOOKS_SAVED = 1 << 15, /* and what a text may save of it                    */
    REACH_LEAST = 12       /* words on both sides; a cue that cannot have them has none */
};
_Static_assert((int)ATTRIBUTION_ROW_MAX <= (int)WORK && 3 * (int)ATTRIBUTION_WINDOW <= (int)WORK, "rows fit the room");

/* Which label says what, in each network. */
struct roles {
    uint8_t role[NAMES_MAX];
    bool begins[NAMES_MAX];
};
enum { IN_NOTHING, IN_SOURCE, IN_CUE, IN_CONTENT };

/* Sums over those features of a word that are the same for every cue: they are worked out once. Kept for the last
 * WORK words, token t in row t % WORK. */
struct word_sums {
    const struct labeller *labeller;
    unsigned (*features)(const struct attribution_view *view, uint32_t t, uint64_t *out, unsigned *n_form);
    float *x;
    uint32_t token[WORK]; /* 1 + which it is; 0: none */
};

/* A pair of networks, and the room to run them. */
struct networks {
    struct labeller cue, span;
    struct labeller_room *cue_room, *span_room;
    struct roles cue_roles, span_roles;
    struct word_sums cue_sums, span_sums;
    size_t vector; /* numbers of a word's vector, as they were taught with */
    bool small;    /* that vector is none of the encoder's                 */
    uint8_t cue_labels[NAMES_MAX],
        span_labels[NAMES_MAX]; /* of the second pair: which labels of the first are which here */
};

/* With an encoder both pairs read the text together. Contents are read as texts of their own by the small networks alone: in
 * the encoder's vector a word is what it is in the whole sentence, where "had said" inside of what Holm said is no cue. */
struct attributor {
    const struct language *language;
    struct networks of, beside;
    bool two;
    float *vectors, *x, *other; /* of a block, of a row, of a row of the second pair */
    int16_t labels[WORK];
    float sure[WORK];
};

static void read_roles(const struct labeller *l, struct roles *out)
{
    static const char *const names[] = { "", ATTRIBUTION_SOURCE, ATTRIBUTION_CUE, ATTRIBUTION_CONTENT };

    for (size_t i = 0; i < l->weights.shape.names; i++) {
        struct text label = l->labels[i].upos;

        for (uint8_t k = IN_SOURCE; k <= IN_CONTENT; k++)
            if (label.len > 2 && text_is(text_of(label.ptr + 2, label.len - 2), names[k])) {
                out->role[i] = k;
                out->begins[i] = label.ptr[0] == 'B';
            }
    }
}

static void networks_close(struct networks *n)
{
    labeller_close(&n->cue);
    labeller_close(&n->span);
    labeller_room_free(n->cue_room);
    labeller_room_free(n->span_room);
    free(n->cue_sums.x);
    free(n->span_sums.x);
}

/* What fails leaves what networks_close() frees. */
static priscus_status networks_open(const struct model *model, size_t vector, struct networks *n,
                                    struct priscus_error *err)
{
    priscus_status status;

    if ((status = labeller_open(model, "cue.", &n->cue, err)) != PRISCUS_OK ||
        (status = labeller_open(model, "span.", &n->span, err)) != PRISCUS_OK)
        return status;
    n->vector = vector;
    if (n->cue.weights.shape.vector != vector || n->span.weights.shape.vector != vector)
        return section_bad(err, "cue.shape");
    read_roles(&n->cue, &n->cue_roles);
    read_roles(&n->span, &n->span_roles);
    n->cue_room = labeller_room_new(&n->cue);
    n->span_room = labeller_room_new(&n->span);
    n->cue_sums = (struct word_sums){ .labeller = &n->cue, .features = attribution_word };
    n->span_sums = (struct word_sums){ .labeller = &n->span, .features = attribution_seen };
    n->cue_sums.x = malloc(WORK * n->cue.weights.shape.width * sizeof *n->cue_sums.x);
    n->span_sums.x = malloc(WORK * n->span.weights.shape.width * sizeof *n->span_sums.x);
    return n->cue_room && n->span_room && n->cue_sums.x && n->span_sums.x ? PRISCUS_OK : error_memory(err);
}

priscus_status attributor_new(const struct language *language, struct attributor **out, struct priscus_error *err)
{
    const struct model *heads = language_heads(language), *model = language_model(language);
    size_t width = attribution_vector_width(language, false), small = attribution_vector_width(language, true);
    struct attributor *a;
    priscus_status status;

    *out = NULL;
    if (!model_section(heads, "cue.shape").ptr)
        return PRISCUS_OK;
    a = calloc(1, sizeof *a);
    if (!a)
        return error_memory(err);
    a->language = language;
    a->two = heads != model && model_section(model, "cue.shape").ptr;
    a->beside.small = true;
    status = networks_open(heads, width, &a->of, err);
    if (status == PRISCUS_OK && a->two)
        status = networks_open(model, small, &a->beside, err);
    if (status == PRISCUS_OK && a->two &&
        !(labeller_match(&a->of.cue, &a->beside.cue, a->beside.cue_labels) &&
          labeller_match(&a->of.span, &a->beside.span, a->beside.span_labels)))
        status = section_bad(err, "cue.names");
    a->vectors = malloc(BLOCK * (width > small ? width : small) * sizeof *a->vectors);
    a->x = malloc(WORK * WIDTH_MAX * sizeof *a->x);
    a->other = malloc(WORK * WIDTH_MAX * sizeof *a->other);
    if (status == PRISCUS_OK && !(a->vectors && a->x && a->other))
        status = error_memory(err);
    if (status == PRISCUS_OK)
        *out = a;
    else
        attributor_free(a);
    return status;
}

void attributor_free(struct attributor *a)
{
    if (!a)
        return;
    networks_close(&a->of);
    networks_close(&a->beside);
    free(a->vectors);
    free(a->x);
    free(a->other);
    free(a);
}

struct search {
    struct attributor *a;
    struct networks *networks, *beside; /* at work; NULL: no second pair */
    struct attribution_view *view;
    struct attribution_list *list;
    struct arena *mem;
    uint8_t *cues;
    size_t looks;   /* words that cues may still look at (earn_looks()) */
    uint32_t reach; /* of a cue, on both sides                          */
};

/* Each cue makes the second network read up to 241 words. In prose that is a third of a word for each byte of
 * text; where each second word is a cue ("he said, he said, ...") it would be thirty. Cues see less of such a text, and
 * the last of them nothing: what has no content is no statement. */
static void earn_looks(struct search *f, size_t bytes)
{
    f->looks = (f->looks < LOOKS_SAVED ? f->looks : LOOKS_SAVED) + LOOKS * bytes;
}

/* Narrow the reach of the cues from `begin` on, so that there is enough for all of them. */
static void share_looks(struct search *f, size_t begin, struct token_range within)
{
    size_t wanted = 0;

    f->reach = ATTRIBUTION_WINDOW;
    for (size_t i = begin; i < f->list->n; i++) {
        struct token_range w = attribution_window(within, f->list->at[i].cue, ATTRIBUTION_WINDOW);

        wanted += w.end - w.first;
    }
    if (wanted > f->looks)
        f->reach = (uint32_t)(ATTRIBUTION_WINDOW * f->looks / wanted);
    if (f->reach < REACH_LEAST)
        f->reach = REACH_LEAST;
}

static void forget_sums(struct networks *n)
{
    memset(n->cue_sums.token, 0, sizeof n->cue_sums.token);
    memset(n->span_sums.token, 0, sizeof n->span_sums.token);
}

/* The sums of tokens [first, end), at most WORK, into out. */
static void take_sums(const struct search *f, const struct networks *of, struct word_sums *sums, uint32_t first,
                      uint32_t end, float *out)
{
    struct attributor *a = f->a;
    size_t width = of->vector, d = sums->labeller->weights.shape.width;

    for (uint32_t t = first, n; t < end; t += n) {
        float *x = sums->x + t % WORK * d;

        for (n = 0; t + n < end && n < BLOCK && t % WORK + n < WORK && sums->token[(t + n) % WORK] != t + n + 1; n++)
            attribution_vector(f->view, t + n, of->small, a->vectors + n * width);
        if (n)
            labeller_vectors(sums->labeller, a->vectors, n, x);
        for (uint32_t i = 0; i < n; i++) {
            uint64_t hashes[ATTRIBUTION_FEATURES_MAX];
            unsigned n_form, m = sums->features(f->view, t + i, hashes, &n_form);

            labeller_add(sums->labeller, hashes, m, x + i * d);
            sums->token[(t + i) % WORK] = t + i + 1;
        }
        if (!n)
            n = 1;
        memcpy(out + (t - first) * d, x, n * d * sizeof *x);
    }
}

/* The cues of tokens [first, end), at most a row. */
static priscus_status find_cues(struct search *f, uint32_t first, uint32_t end, int32_t inside)
{
    struct attributor *a = f->a;
    struct networks *of = f->networks;
    struct labeller_beside beside;
    size_t n = end - first;

    take_sums(f, of, &of->cue_sums, first, end, a->x);
    if (f->beside) {
        take_sums(f, f->beside, &f->beside->cue_sums, first, end, a->other);
        beside = (struct labeller_beside){ &f->beside->cue, f->beside->cue_room, a->other, f->beside->cue_labels };
    }
    labeller_run(&of->cue, of->cue_room, a->x, f->beside ? &beside : NULL, n, a->labels, a->sure);
    for (size_t i = 0; i < n;) {
        struct attribution *grown;
        size_t begin = i++;

        if (of->cue_roles.role[a->labels[begin]] != IN_CUE)
            continue;
        while (i < n && of->cue_roles.role[a->labels[i]] == IN_CUE && !of->cue_roles.begins[a->labels[i]])
            i++;
        grown = arena_grow(f->mem, f->list->at, f->list->n, &f->list->room, sizeof *grown);
        if (!grown)
            return PRISCUS_ENOMEM;
        f->list->at = grown;
        grown[f->list->n++] = (struct attribution){ .cue = { first + (uint32_t)begin, first + (uint32_t)i },
                                                    .sure = a->sure[begin],
                                                    .inside = inside };
    }
    return PRISCUS_OK;
}

/* Mark the cues [first, end) of those from `begin` on, and nothing else of `within`. */
static void mark_cues(struct search *f, size_t begin, size_t first, size_t end, struct token_range within)
{
    memset(f->cues + within.first, 0, within.end - within.first);
    for (size_t i = first; i < end; i++) {
        struct token_range cue = f->list->at[i].cue;

        if (cue.first >= within.first && cue.end <= within.end)
            memset(f->cues + cue.first, (int)(1 + (i - begin) % 254), cue.end - cue.first);
    }
}

/* The cues from `begin` on that may stand in the window of the i-th: they are in the order of the text. */
static struct token_range cues_near(const struct search *f, size_t i, size_t begin)
{
    size_t end = i + ATTRIBUTION_WINDOW < f->list->n ? i + ATTRIBUTION_WINDOW : f->list->n;

    return (struct token_range){ (uint32_t)(i > begin + ATTRIBUTION_WINDOW ? i - ATTRIBUTION_WINDOW : begin),
                                 (uint32_t)end };
}

static bool covers(struct token_range content, struct token_range cue)
{
    return cue.first >= content.first && cue.end <= content.end;
}

static bool is_inside_others(const struct search *f, size_t i, size_t begin)
{
    const struct attribution *at = &f->list->at[i];
    struct token_range near = cues_near(f, i, begin);

    for (size_t j = near.first; j < near.end; j++)
        for (uint8_t k = 0; j != i && k < f->list->at[j].n_content; k++)
            if (covers(f->list->at[j].content[k], at->cue))
                return true;
    return false;
}

static void add_piece(struct token_range *pieces, uint8_t *n, uint32_t t, bool begins)
{
    if (*n && pieces[*n - 1].end == t && !begins)
        pieces[*n - 1].end = t + 1;
    else if (*n < ATTRIBUTION_PIECES_MAX)
        pieces[(*n)++] = (struct token_range){ t, t + 1 };
}

/* Source and content of one cue among tokens of `within`. */
static void find_spans(struct search *f, struct attribution *at, struct token_range within)
{
    struct attributor *a = f->a;
    struct networks *of = f->networks;
    struct labeller_beside beside;
    struct token_range w = attribution_window(within, at->cue, f->reach);
    struct attribution_place place = { .cue = at->cue, .head = attribution_head(f->view, at->cue), .cues = f->cues };
    size_t n = w.end - w.first, d = of->span.weights.shape.width;

    if (n > f->looks)
        return;
    f->looks -= n;
    take_sums(f, of, &of->span_sums, w.first, w.end, a->x);
    if (f->beside) {
        take_sums(f, f->beside, &f->beside->span_sums, w.first, w.end, a->other);
        beside = (struct labeller_beside){ &f->beside->span, f->beside->span_room, a->other, f->beside->span_labels };
    }
    for (size_t i = 0; i < n; i++) {
        uint64_t hashes[ATTRIBUTION_FEATURES_MAX];
        unsigned m = attribution_pair(f->view, &place, w.first + (uint32_t)i, hashes);

        labeller_add(&of->span, hashes, m, a->x + i * d);
        if (f->beside)
            labeller_add(&f->beside->span, hashes, m, a->other + i * f->beside->span.weights.shape.width);
    }
    labeller_run(&of->span, of->span_room, a->x, f->beside ? &beside : NULL, n, a->labels, NULL);
    for (size_t i = 0; i < n; i++) {
        uint8_t role = of->span_roles.role[a->labels[i]];
        bool begins = of->span_roles.begins[a->labels[i]];

        if (role == IN_SOURCE)
            add_piece(at->source, &at->n_source, w.first + (uint32_t)i, begins);
        else if (role == IN_CONTENT)
            add_piece(at->content, &at->n_content, w.first + (uint32_t)i, begins);
    }
}

/* "The US would prefer not to, but may, the secretary said": "prefer" has taken the content, and nothing is left for
 * "said". Asked again as if it were the only cue, "said" has all of it, with "prefer" inside. */
static void take_all(struct search *f, size_t i, size_t begin, struct token_range within)
{
    struct attribution *at = &f->list->at[i], again = *at;
    struct token_range w = attribution_window(within, at->cue, f->reach), near = cues_near(f, i, begin);

    memset(f->cues + w.first, 0, w.end - w.first);
    memset(f->cues + at->cue.first, 1, at->cue.end - at->cue.first);
    again.n_content = again.n_source = 0;
    find_spans(f, &again, within);
    mark_cues(f, begin, near.first, near.end, w);
    for (size_t j = near.first; j < near.end; j++)
        for (uint8_t k = 0; k < again.n_content; k++)
            if (j != i && covers(again.content[k], f->list->at[j].cue)) {
                *at = again;
                return;
            }
}

/* Is what was found inside another's content a statement by somebody else? Not "Veshkar has accepted a ceasefire",
 * which is no clause that somebody says, and not "I think that ...", which is still the same speaker. */
static bool is_another(const struct document *doc, const struct attribution *at)
{
    bool clause = false, somebody = false;

    for (uint8_t k = 0; k < at->n_content; k++)
        for (uint32_t t = at->content[k].first; t < at->content[k].end; t++)
            clause |= doc->tokens[t].upos == UPOS_VERB || doc->tokens[t].upos == UPOS_AUX;
    for (uint8_t k = 0; k < at->n_source; k++)
        for (uint32_t t = at->source[k].first; t < at->source[k].end; t++)
            somebody |= doc->tokens[t].upos == UPOS_NOUN || doc->tokens[t].upos == UPOS_PROPN ||
                        token_is(doc, t, "he") || token_is(doc, t, "she") || token_is(doc, t, "they");
    return clause && somebody;
}

/* The attributions of tokens [first, end), rows of one paragraph. */
static priscus_status read_range(struct search *f, struct token_range within, int32_t inside)
{
    size_t begin = f->list->n, kept = begin;
    priscus_status status;

    for (uint32_t at = within.first, end; at < within.end; at = end) {
        end = within.end - at <= ATTRIBUTION_ROW_MAX ? within.end : at + ATTRIBUTION_ROW_MAX;
        /* at the end of a sentence, where there is one */
        for (uint32_t t = end; t < within.end && t > at + ATTRIBUTION_ROW_MAX / 2; t--)
            if (f->view->sentence[t] != f->view->sentence[t - 1]) {
                end = t;
                break;
            }
        status = arena_stopped(f->mem) ? PRISCUS_ENOMEM : find_cues(f, at, end, inside);
        if (status != PRISCUS_OK)
            return status;
    }
    mark_cues(f, begin, begin, f->list->n, within);
    share_looks(f, begin, within);
    for (size_t i = begin; i < f->list->n && !arena_stopped(f->mem); i++)
        find_spans(f, &f->list->at[i], within);
    for (size_t i = begin; i < f->list->n && !arena_stopped(f->mem); i++)
        if (!f->list->at[i].n_content && f->list->at[i].n_source && f->list->n > begin + 1)
            take_all(f, i, begin, within);
    for (size_t i = begin; i < f->list->n; i++) {
        struct attribution at = f->list->at[i];

        if (is_inside_others(f, i, begin))
            continue;
        attribution_mend(f->view, &at, within);
        if (inside >= 0 && !is_another(f->view->doc, &at))
            continue;
        if (at.n_content || at.cue.end + 2 >= within.end) /* "The minister said:" and a new paragraph */
            f->list->at[kept++] = at;
    }
    f->list->n = kept;
    return PRISCUS_OK;
}

/* "quoted [Brook, who had said that ...]", if the networks found nothing there. */
static priscus_status add_relative(struct search *f, struct token_range piece, size_t begin, int32_t outer)
{
    struct attribution at, *grown;

    if (f->list->n > begin || !attribution_relative(f->view->doc, piece, &at))
        return PRISCUS_OK;
    grown = arena_grow(f->mem, f->list->at, f->list->n, &f->list->room, sizeof *grown);
    if (!grown)
        return PRISCUS_ENOMEM;
    at.inside = outer;
    f->list->at = grown;
    grown[f->list->n++] = at;
    return PRISCUS_OK;
}

/* Read each content as a text of its own: "Holm said [that Brook had said she would go]". */
static priscus_status read_inner(struct search *f, int32_t outer, unsigned depth)
{
    for (uint8_t k = 0; k < f->list->at[outer].n_content; k++) {
        struct token_range piece = f->list->at[outer].content[k];
        size_t begin = f->list->n;
        priscus_status status;
        bool verb = false;

        while (piece.first < piece.end &&
               (f->view->quoted[piece.first] == 3 || f->view->doc->tokens[piece.first].upos == UPOS_SCONJ))
            piece.first++;
        while (piece.first < piece.end && f->view->quoted[piece.end - 1] == 3)
            piece.end--;
        for (uint32_t t = piece.first; t < piece.end; t++)
            verb |= f->view->doc->tokens[t].upos == UPOS_VERB || f->view->doc->tokens[t].upos == UPOS_NOUN;
        if (piece.end < piece.first + INNER_LEAST || !verb)
            continue;
        f->view->cut = piece;
        forget_sums(f->networks);
        status = read_range(f, piece, outer);
        if (status == PRISCUS_OK)
            status = add_relative(f, piece, begin, outer);
        if (status != PRISCUS_OK)
            return status;
        attribution_order(f->list, begin);
        for (size_t i = begin, n = f->list->n; depth < ATTRIBUTION_DEPTH_MAX && i < n; i++)
            if ((status = read_inner(f, (int32_t)i, depth + 1)) != PRISCUS_OK)
                return status;
    }
    return PRISCUS_OK;
}

/* The outermost attributions of the whole document, in the order of their cues. */
static priscus_status find_outer(struct search *f, const struct quote_list *quotes)
{
    const struct document *doc = f->view->doc;
    priscus_status status;

    for (size_t s = 0, e; s < doc->n_sentences; s = e) {
        for (e = s + 1; e < doc->n_sentences && doc->sentences[e].paragraph == doc->sentences[s].paragraph; e++)
            ;
        earn_looks(f, doc->sentences[e - 1].span.end - doc->sentences[s].span.begin);
        status = read_range(f, (struct token_range){ doc->sentences[s].first, doc->sentences[e - 1].end }, -1);
        if (status != PRISCUS_OK)
            return status;
    }
    status = attribution_complete(doc, quotes, f->mem, f->list);
    if (status == PRISCUS_OK)
        attribution_order(f->list, 0);
    return status;
}

priscus_status attribution_find(struct attributor *a, const struct document *doc, const struct quote_list *quotes,
                                struct arena *mem, struct attribution_list *out)
{
    struct attribution_view view;
    struct attribution_list outer = { 0 }, all = { 0 };
    struct search f = { .a = a, .view = &view, .list = &outer, .mem = mem, .looks = LOOKS_SAVED };
    priscus_status status;

    if (!a) {
        *out = all;
        return PRISCUS_OK;
    }
    f.networks = &a->of;
    f.beside = a->two ? &a->beside : NULL;
    forget_sums(&a->of);
    if (a->two)
        forget_sums(&a->beside);
    f.cues = arena_alloc(mem, doc->n_tokens + 1);
    if (!f.cues)
        return PRISCUS_ENOMEM;
    if ((status = attribution_look(doc, a->language, quotes, mem, &view)) != PRISCUS_OK ||
        (status = find_outer(&f, quotes)) != PRISCUS_OK)
        return status;
    f.list = &all;
    f.looks = LOOKS_SAVED;
    if (a->two)
        f.networks = &a->beside;
    f.beside = NULL;
    for (size_t i = 0, seen = 0; i < outer.n; i++) {
        struct attribution *grown = arena_grow(mem, all.at, all.n, &all.room, sizeof *grown);
        size_t cue = doc->tokens[outer.at[i].cue.first].span.begin;

        if (!grown)
            return PRISCUS_ENOMEM;
        all.at = grown;
        if (cue > seen) {
            earn_looks(&f, cue - seen);
            seen = cue;
        }
        grown[all.n++] = outer.at[i];
        status = read_inner(&f, (int32_t)all.n - 1, 1);
        if (status != PRISCUS_OK)
            return status;
    }
    *out = all;
    return PRISCUS_OK;
}

/* attribution_features.c - see attribution_features.h.
 *
 *     "We will talk," said the minister.     from the cue "said":
 *         talk      ccomp down from it, before, inside the marks that close beside it
 *         minister  nsubj down from it, behind, one word between, no other cue between
 *
 * Each thing that is shown is one hash; tables in the model say what it weighs. */
#include "record/statement/attribution_features.h"

#include "language/encoder/encoder.h"
#include "language/model/feature.h"

enum {
    F_LEMMA = 1,
    F_TAG,
    F_RELATION,
    F_HEAD_LEMMA,
    F_DEPENDENTS,
    F_DEPENDENTS_LEMMA,
    F_QUOTE,
    F_QUOTE_NEAR,
    F_NAME,
    F_GRANDPARENT,
    F_PLACE,
    F_NEXT,
    F_BEFORE,
    P_WHERE,
    P_WHERE_TAG,
    P_SENTENCE,
    P_MARKS,
    P_PATH,
    P_BRANCH,
    P_BRANCH_CUE,
    P_LENGTH,
    P_OTHERS,
    P_HEAD,
    P_CUE_TAG,
    P_NEXT_PATH
};

static uint64_t of2(unsigned kind, uint64_t a, uint64_t b)
{
    return feature_mix((kind * 0x9e3779b97f4a7c15u) ^ feature_mix(a + 0x632be59bd9b4e019u) ^
                       feature_mix(b * 0x8cb92ba72f3d8dd7u + 1));
}

/* Dependents that tell what a word governs. */
static uint32_t dependent_bit(uint8_t relation)
{
    switch ((enum relation)relation) {
    case RELATION_NSUBJ:
    case RELATION_NSUBJ_OUTER:
        return 1;
    case RELATION_NSUBJ_PASS:
        return 2;
    case RELATION_OBJ:
        return 4;
    case RELATION_IOBJ:
        return 8;
    case RELATION_CCOMP:
        return 16;
    case RELATION_XCOMP:
        return 32;
    case RELATION_PARATAXIS:
        return 64;
    case RELATION_ADVCL:
        return 128;
    case RELATION_ACL:
        return 256;
    case RELATION_ACL_RELCL:
        return 512;
    case RELATION_OBL:
        return 1024;
    case RELATION_OBL_AGENT:
        return 2048;
    case RELATION_NMOD:
        return 4096;
    case RELATION_NMOD_POSS:
        return 8192;
    case RELATION_AUX:
    case RELATION_AUX_PASS:
        return 16384;
    case RELATION_COP:
        return 32768;
    case RELATION_MARK:
        return 65536;
    case RELATION_CSUBJ:
        return 131072;
    case RELATION_EXPL:
        return 262144;
    case RELATION_COMPOUND_PRT:
        return 524288;
    default:
        return 0;
    }
}

priscus_status attribution_look(const struct document *doc, const struct language *language,
                                const struct quote_list *quotes, struct arena *mem, struct attribution_view *out)
{
    size_t n = doc->n_tokens + 1;

    *out = (struct attribution_view){ .doc = doc, .language = language, .cut = { 0, (uint32_t)doc->n_tokens } };
    out->quoted = arena_alloc(mem, n);
    out->depth = arena_alloc(mem, n);
    out->marks = arena_alloc(mem, n * sizeof *out->marks);
    out->dependents = arena_alloc(mem, n * sizeof *out->dependents);
    out->sentence = arena_alloc(mem, n * sizeof *out->sentence);
    if (!out->quoted || !out->depth || !out->marks || !out->dependents || !out->sentence)
        return PRISCUS_ENOMEM;
    for (size_t s = 0, marks = 0, open = 0, single = 0; s < doc->n_sentences; s++) {
        const struct sentence *at = &doc->sentences[s];

        if (s == 0 || at->paragraph != at[-1].paragraph)
            marks = open = single = 0;
        for (uint32_t t = at->first; t < at->end; t++) {
            const struct token *token = &doc->tokens[t];
            bool one = token->norm.len == 1 && token->norm.ptr[0] == '\'';

            out->sentence[t] = (uint32_t)s;
            out->marks[t] = (uint32_t)marks;
            if (token->head != DOCUMENT_NO_HEAD)
                out->dependents[token->head] |= dependent_bit(token->relation);
            if (token->feats & (FEAT_OPENS | FEAT_CLOSES)) {
                *(one ? &single : &open) = token->feats & FEAT_OPENS ? 1 : 0;
                out->quoted[t] = 3;
                marks++;
            } else
                out->quoted[t] = open ? 1 : single ? 2 : 0;
            for (uint32_t up = t; out->depth[t] < 60 && (up = doc->tokens[up].head) != DOCUMENT_NO_HEAD;)
                out->depth[t]++;
        }
    }
    for (size_t q = 0; q < quotes->n; q++) {
        const struct quote *at = &quotes->at[q];

        if (!at->dash) /* "- We will talk, - said the minister": no token of these is a mark by itself */
            continue;
        memset(out->quoted + at->first, 1, at->end - at->first);
        out->quoted[at->first - 1] = out->quoted[at->end] = 3;
        for (uint32_t t = at->first; t < at->end; t++)
            out->marks[t] = 1;
        for (uint32_t t = at->end; t < doc->n_tokens && t < at->end + ATTRIBUTION_WINDOW; t++)
            if (doc->sentences[out->sentence[t]].paragraph == doc->sentences[out->sentence[at->first]].paragraph)
                out->marks[t] = 2;
    }
    return PRISCUS_OK;
}

size_t attribution_vector_width(const struct language *language, bool small)
{
    const struct encoder *encoder = small ? NULL : language_encoder(language);

    return encoder ? encoder_width(encoder) : language_vector_width(language) + language_state_width(language);
}

void attribution_vector(const struct attribution_view *v, uint32_t t, bool small, float *out)
{
    const struct token *token = &v->doc->tokens[t];
    const struct parsed *p = &v->doc->states;
    size_t width = language_vector_width(v->language);
    float by;

    if (v->doc->encoded && !small) {
        small_numbers(v->doc->encoded + t * v->doc->width, v->doc->scales[t], out, v->doc->width);
        return;
    }
    by = p->scales[token->word] * 0.25f; /* about as large as word vectors are */
    language_vector(v->language, p->words[token->word].form, out);
    small_numbers(p->states + token->word * p->width, by, out + width, p->width);
}

/* The head of a word; none if it lies outside of the content that is read as a text of its own. */
static uint32_t head_of(const struct attribution_view *v, uint32_t t)
{
    uint32_t head = v->doc->tokens[t].head;

    return head >= v->cut.first && head < v->cut.end ? head : DOCUMENT_NO_HEAD;
}

static uint8_t arc_of(const struct attribution_view *v, uint32_t t)
{
    uint32_t head = v->doc->tokens[t].head;

    return head != head_of(v, t) ? RELATION_ROOT : v->doc->tokens[t].relation;
}

/* Is the word quoted? The marks around a content that is read as a text of its own do not count. */
static uint8_t quoted_of(const struct attribution_view *v, uint32_t t)
{
    return v->cut.first && v->quoted[t] == v->quoted[v->cut.first] && v->quoted[t] != 3 ? 0 : v->quoted[t];
}

static uint32_t marks_of(const struct attribution_view *v, uint32_t t)
{
    return v->marks[t] - (v->cut.first ? v->marks[v->cut.first] : 0);
}

static uint64_t lemma_hash(const struct attribution_view *v, uint32_t t)
{
    return t == DOCUMENT_NO_HEAD ? 7 : text_hash(v->doc->tokens[t].lemma);
}

static unsigned forms_of(const struct token *t)
{
    return t->feats & (FEAT_PAST | FEAT_PARTICIPLE | FEAT_GERUND | FEAT_THIRD | FEAT_BASE | FEAT_PLURAL);
}

static unsigned tag_of(const struct attribution_view *v, uint32_t t)
{
    const struct token *token = &v->doc->tokens[t];

    return token->upos | forms_of(token) << 5;
}

/* Relation of a word and the part of speech it hangs on. */
static unsigned relation_of(const struct attribution_view *v, uint32_t t)
{
    uint32_t head = head_of(v, t);

    return arc_of(v, t) | (unsigned)(head == DOCUMENT_NO_HEAD ? UPOS_NONE : v->doc->tokens[head].upos) << 8 |
           (head != DOCUMENT_NO_HEAD && head < t) << 16;
}

static unsigned bucket(uint32_t n)
{
    return n <= 4 ? n : n <= 6 ? 5 : n <= 10 ? 6 : n <= 16 ? 7 : n <= 28 ? 8 : n <= 50 ? 9 : 10;
}

/* Words to the nearest quotation mark on each side, within the same sentence. */
static unsigned mark_near(const struct attribution_view *v, uint32_t t)
{
    unsigned left = 6, right = 6;

    for (unsigned k = 1; k <= 4; k++) {
        if (left == 6 && t >= v->cut.first + k && v->sentence[t - k] == v->sentence[t] && v->quoted[t - k] == 3)
            left = k;
        if (right == 6 && t + k < v->cut.end && v->sentence[t + k] == v->sentence[t] && v->quoted[t + k] == 3)
            right = k;
    }
    return left * 8 + right;
}

unsigned attribution_word(const struct attribution_view *v, uint32_t t, uint64_t *out, unsigned *n_form)
{
    const struct document *doc = v->doc;
    const struct token *token = &doc->tokens[t];
    const struct sentence *s = &doc->sentences[v->sentence[t]];
    unsigned n = feature_hashes(text_in(doc->body, token->span), out);
    uint64_t lemma = lemma_hash(v, t);
    uint32_t head = head_of(v, t);
    uint32_t first = s->first < v->cut.first ? v->cut.first : s->first, end = s->end > v->cut.end ? v->cut.end : s->end;

    out[n++] = of2(F_LEMMA, lemma, token->upos);
    out[n++] = of2(F_DEPENDENTS_LEMMA, lemma, v->dependents[t] & 0x7f);
    *n_form = n;
    out[n++] = of2(F_HEAD_LEMMA, lemma_hash(v, head), arc_of(v, t));
    out[n++] = of2(F_GRANDPARENT, arc_of(v, t),
                   head == DOCUMENT_NO_HEAD ? 0 : arc_of(v, head) + (lemma_hash(v, head_of(v, head)) << 8));
    out[n++] = of2(F_TAG, tag_of(v, t), 0);
    out[n++] = of2(F_RELATION, relation_of(v, t), 0);
    out[n++] = of2(F_DEPENDENTS, v->dependents[t], token->upos);
    out[n++] =
        of2(F_QUOTE, quoted_of(v, t) | (unsigned)(token->feats & (FEAT_OPENS | FEAT_CLOSES)) << 2, marks_of(v, t) & 1);
    out[n++] = of2(F_QUOTE_NEAR, mark_near(v, t), quoted_of(v, t));
    out[n++] = of2(F_NAME, token->name, (token->feats & (FEAT_CAPITAL | FEAT_SPACE_BEFORE)) + (t == first));
    out[n++] = of2(F_PLACE, v->sentence[t] == 0, bucket(t - first) + 16 * bucket(end - t));
    return n;
}

/* ---- seen from a cue --------------------------------------------------------------------- */

struct token_range attribution_window(struct token_range within, struct token_range cue, uint32_t reach)
{
    struct token_range w = within;

    if (cue.end > cue.first + ATTRIBUTION_WINDOW)
        cue.end = cue.first + ATTRIBUTION_WINDOW; /* no window is longer than a row of the network */
    if (cue.first > within.first + reach)
        w.first = cue.first - reach;
    if (cue.end + reach < within.end)
        w.end = cue.end + reach;
    return w;
}

uint32_t attribution_head(const struct attribution_view *v, struct token_range cue)
{
    uint32_t best = cue.first;

    for (uint32_t t = cue.first; t < cue.end; t++) {
        uint32_t head = v->doc->tokens[t].head;

        if ((head == DOCUMENT_NO_HEAD || head < cue.first || head >= cue.end) &&
            (v->doc->tokens[t].upos == UPOS_VERB || t == cue.first || v->depth[t] < v->depth[best]) &&
            v->doc->tokens[t].upos != UPOS_PUNCT)
            best = t;
    }
    return best;
}

/* The arcs from the cue up to what governs both, and down to t: relations hashed in order. */
struct path {
    uint64_t hash;
    unsigned up, down;
    uint8_t branch;  /* the first arc down                    */
    uint8_t up_last; /* the last arc up; RELATION_NONE: none  */
    bool apart;      /* in another sentence                   */
};

static struct path path_to(const struct attribution_view *v, uint32_t from, uint32_t to)
{
    const struct token *tokens = v->doc->tokens;
    struct path p = { .hash = 0x51ed270b, .branch = RELATION_NONE, .up_last = RELATION_NONE };
    uint32_t a = from, b = to;
    uint8_t down[64];

    if (v->sentence[from] != v->sentence[to]) {
        p.apart = true;
        return p;
    }
    while (a != b) {
        if (v->depth[a] >= v->depth[b]) {
            if (head_of(v, a) == DOCUMENT_NO_HEAD)
                break;
            p.up_last = tokens[a].relation;
            if (p.up++ < 4)
                p.hash = feature_mix(p.hash ^ tokens[a].relation);
            a = tokens[a].head;
        } else {
            if (head_of(v, b) == DOCUMENT_NO_HEAD)
                break;
            p.branch = tokens[b].relation;
            if (p.down < COUNT_OF(down))
                down[p.down++] = tokens[b].relation;
            b = tokens[b].head;
        }
        if (p.up > 60)
            break;
    }
    for (unsigned k = 0; k < 3 && k < p.down; k++)
        p.hash = feature_mix(p.hash ^ (down[p.down - 1 - k] + 100u));
    return p;
}

unsigned attribution_seen(const struct attribution_view *v, uint32_t t, uint64_t *out, unsigned *n_form)
{
    const struct token *token = &v->doc->tokens[t];
    uint64_t forms[FEATURES_MAX];
    unsigned n = 0, shown = feature_hashes(text_in(v->doc->body, token->span), forms);

    out[n++] = forms[0];
    out[n++] = of2(F_LEMMA, lemma_hash(v, t), token->upos);
    *n_form = n;
    out[n++] = forms[shown - 1];
    out[n++] = of2(F_TAG, tag_of(v, t), 0);
    out[n++] = of2(F_RELATION, relation_of(v, t), 0);
    out[n++] = of2(F_NAME, token->name, token->feats & FEAT_CAPITAL);
    return n;
}

unsigned attribution_pair(const struct attribution_view *v, const struct attribution_place *place, uint32_t t,
                          uint64_t *out)
{
    const struct token *token = &v->doc->tokens[t];
    uint32_t head = place->head;
    struct path p = path_to(v, head, t);
    uint64_t cue = lemma_hash(v, head);
    bool in = t >= place->cue.first && t < place->cue.end, before = t < place->cue.first;
    uint32_t gap = in ? 0 : before ? place->cue.first - t : t - place->cue.end + 1;
    uint32_t a = before ? t : place->cue.end, b = before ? place->cue.first : t, between = 0;
    unsigned n = 0, where, marks;
    int apart = (int)v->sentence[t] - (int)v->sentence[head];
    uint8_t last = 0;

    apart = apart < -2 ? -2 : apart > 2 ? 2 : apart;
    for (uint32_t k = a; k < b && k < a + 2 * ATTRIBUTION_WINDOW; k++) {
        if (place->cues[k] && place->cues[k] != last)
            between++;
        last = place->cues[k];
    }
    where = in ? 0 : before ? 16 + bucket(gap) : 32 + bucket(gap);
    marks = v->marks[t] > v->marks[head] ? v->marks[t] - v->marks[head] : v->marks[head] - v->marks[t];
    marks = marks > 4 ? 4 : marks;

    out[n++] =
        of2(F_QUOTE, quoted_of(v, t) | (unsigned)(token->feats & (FEAT_OPENS | FEAT_CLOSES)) << 2, quoted_of(v, head));
    out[n++] = of2(P_WHERE, where, in ? tag_of(v, t) : 0);
    out[n++] = of2(P_WHERE_TAG, bucket(gap) + (before ? 16 : 0), tag_of(v, t));
    out[n++] = of2(P_SENTENCE, (uint64_t)(apart + 2), before);
    out[n++] = of2(P_MARKS, marks + (before ? 8 : 0), quoted_of(v, t) + 4u * quoted_of(v, head));
    out[n++] = of2(P_OTHERS, between > 3 ? 3 : between, (in ? 0 : place->cues[t] ? 1 : 2) + (before ? 4u : 0));
    out[n++] = of2(P_HEAD, head_of(v, t) == head ? token->relation : 200u, cue);
    out[n++] = of2(P_CUE_TAG, tag_of(v, head) + (before ? 0x10000u : 0), p.branch + 256u * (p.up > 2 ? 2 : p.up));
    if (p.apart)
        return n;
    out[n++] = of2(P_PATH, p.hash, before);
    out[n++] = of2(P_BRANCH, p.branch + 256u * p.up_last, (p.up > 3 ? 3 : p.up) + (before ? 8u : 0));
    out[n++] = of2(P_BRANCH_CUE, p.branch + 256u * (p.up > 1 ? 1 : p.up) + (before ? 1024u : 0), cue);
    out[n++] = of2(P_LENGTH, bucket(p.up) * 16 + bucket(p.down), token->upos);
    return n;
}

/* document.c - see document.h: what the model says of the paragraphs, in the form that the record reads.
 *
 *     "The cease-fire can't hold,"      model    ["][The][cease][-][fire][ca][n't][hold][,]["]
 *                                       document ["][The][cease-fire][ca][n't][hold][,]["]
 *
 * Words that a hyphen joins are one token here, with the head of the part that governs the others: agendas and
 * rosters name them so. */
#include "language/document.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "language/encoder/encoder.h"
#include "language/lexicon.h"
#include "language/sentence/arcs.h"
#include "language/token_form.h"

const char *upos_text(enum upos tag)
{
    static const char *const names[] = {
#define UPOS_NAME(name) #name,
        UPOS_MAP(UPOS_NAME)
#undef UPOS_NAME
    };
    return names[tag];
}

const char *relation_text(enum relation relation)
{
    static const char *const names[] = {
#define RELATION_NAME(name, text) text,
        RELATION_MAP(RELATION_NAME)
#undef RELATION_NAME
    };
    return names[relation];
}

/* What a number of the model stands for here. */
struct tag_meaning {
    uint8_t upos;
    uint16_t feats;
    bool hyphen, possessive;
};

struct document_reader {
    const struct language *language;
    struct language_reader *words;
    struct encoder_room *room; /* NULL: there is no encoder */
    struct tag_meaning *tags;
    uint8_t *relations; /* enum relation */
    uint8_t *names;     /* enum name_kind */
    bool *begins;       /* is the name's label a B-? */
};

static struct tag_meaning meaning_of(struct text upos, struct text xpos)
{
    static const struct {
        const char *xpos;
        uint16_t feats;
    } table[] = {
        { "VBD", FEAT_PAST },   { "VBN", FEAT_PARTICIPLE }, { "VBG", FEAT_GERUND },
        { "VBZ", FEAT_THIRD },  { "VB", FEAT_BASE },        { "VBP", FEAT_BASE },
        { "NNS", FEAT_PLURAL }, { "NNPS", FEAT_PLURAL },    { "NN", FEAT_BASE },
    };
    struct tag_meaning m = { .hyphen = text_is(xpos, "HYPH"), .possessive = text_is(xpos, "POS") };

    for (size_t i = 0; upos.len && i <= UPOS_X; i++)
        if (text_is(upos, upos_text((enum upos)i)))
            m.upos = (uint8_t)i;
    for (size_t i = 0; i < COUNT_OF(table); i++)
        if (text_is(xpos, table[i].xpos))
            m.feats = table[i].feats;
    return m;
}

static uint8_t relation_of(struct text relation)
{
    size_t colon;

    for (size_t i = 1; i < RELATION_COUNT; i++)
        if (text_is(relation, relation_text((enum relation)i)))
            return (uint8_t)i;
    colon = text_find(relation, text_c(":"), 0);
    return colon == NOWHERE ? RELATION_NONE : relation_of(text_of(relation.ptr, colon));
}

static uint8_t kind_of(struct text label)
{
    static const struct {
        const char *label;
        uint8_t kind;
    } table[] = { { "PER", NAME_PERSON }, { "ORG", NAME_BODY }, { "LOC", NAME_PLACE }, { "NORP", NAME_PEOPLE } };

    if (label.len < 3)
        return NAME_NONE;
    for (size_t i = 0; i < COUNT_OF(table); i++)
        if (text_is(text_of(label.ptr + 2, label.len - 2), table[i].label))
            return table[i].kind;
    return NAME_OTHER;
}

struct document_reader *document_reader_new(const struct language *language)
{
    struct document_reader *r = calloc(1, sizeof *r);
    const struct encoder *encoder = language_encoder(language);
    size_t tags = language_tags(language), relations = language_relations(language), names = language_names(language);

    if (!r)
        return NULL;
    r->language = language;
    r->words = language_reader_new(language);
    r->room = encoder ? encoder_room_new(encoder) : NULL;
    r->tags = calloc(tags, sizeof *r->tags);
    r->relations = calloc(relations, sizeof *r->relations);
    r->names = calloc(names, sizeof *r->names);
    r->begins = calloc(names, sizeof *r->begins);
    if (!r->words || (encoder && !r->room) || !r->tags || !r->relations || !r->names || !r->begins) {
        document_reader_free(r);
        return NULL;
    }
    for (size_t i = 0; i < tags; i++)
        r->tags[i] = meaning_of(language_upos(language, (int)i), language_xpos(language, (int)i));
    for (size_t i = 0; i < relations; i++)
        r->relations[i] = relation_of(language_relation(language, (int)i));
    for (size_t i = 0; i < names; i++) {
        r->names[i] = kind_of(language_name(language, (int)i));
        r->begins[i] = language_name(language, (int)i).ptr[0] == 'B';
    }
    return r;
}

void document_reader_free(struct document_reader *r)
{
    if (!r)
        return;
    language_reader_free(r->words);
    if (r->room)
        encoder_room_free(r->room);
    free(r->tags);
    free(r->relations);
    free(r->names);
    free(r->begins);
    free(r);
}

/* ---- words into tokens ------------------------------------------------------------------- */

struct filling {
    const struct document_reader *reader;
    struct document *doc;
    struct arena *mem;
    uint32_t *of; /* a word's token */
};

/* A hyphen, whatever the model has met of them. */
static bool is_hyphen(const struct document_reader *r, const struct parsed_word *w)
{
    return r->tags[w->tag].hyphen || text_is(w->form, "\xE2\x80\x90") || text_is(w->form, "\xE2\x80\x91");
}

/* Is word i the hyphen of a joined word, or what stands behind it? */
static bool joins(const struct document_reader *r, const struct parsed *p, size_t i)
{
    const struct parsed_word *w = p->words;

    if (!w[i].glued || w[i].starts || w[i].joined)
        return false;
    if (is_hyphen(r, &w[i]))
        return i + 1 < p->n && w[i + 1].glued && !w[i + 1].starts && w[i].form.len <= 3 &&
               r->tags[w[i + 1].tag].upos != UPOS_PUNCT && !is_hyphen(r, &w[i - 1]) &&
               r->tags[w[i - 1].tag].upos != UPOS_PUNCT;
    return is_hyphen(r, &w[i - 1]) && joins(r, p, i - 1);
}

static priscus_status add_tokens(struct filling *f, const struct parsed *p)
{
    struct document *doc = f->doc;
    struct quote_marks marks = { 0 };
    size_t room = 1;
    char *norms;

    for (size_t i = 0; i < doc->article->n_paragraphs;
         i++) /* a piece of a long body (reading/pieces.h) has few of it */
        room += doc->article->paragraphs[i].body.end - doc->article->paragraphs[i].body.begin;
    norms = arena_alloc(f->mem, room);
    doc->tokens = arena_alloc(f->mem, (p->n + 1) * sizeof *doc->tokens);
    f->of = arena_alloc(f->mem, (p->n + 1) * sizeof *f->of);
    if (!norms || !doc->tokens || !f->of)
        return PRISCUS_ENOMEM;
    for (size_t i = 0, end; i < p->n; i = end) {
        const struct parsed_word *w = &p->words[i];
        const struct tag_meaning *tag = &f->reader->tags[w->tag];
        struct token *t = &doc->tokens[doc->n_tokens];
        unsigned size;

        if (w->paragraph)
            marks = (struct quote_marks){ 0 };
        for (end = i + 1; end < p->n && joins(f->reader, p, end);)
            end++;
        /* A word that is no part of the text ("zum" is "zu dem") lies in the token before. */
        if (doc->n_tokens && w->span.begin < doc->tokens[doc->n_tokens - 1].span.end) {
            for (size_t k = i; k < end; k++)
                f->of[k] = (uint32_t)doc->n_tokens - 1;
            continue;
        }
        *t = (struct token){ .span = { w->span.begin, p->words[end - 1].span.end },
                             .head = DOCUMENT_NO_HEAD,
                             .word = (uint32_t)i,
                             .upos = tag->upos,
                             .feats = tag->feats };
        t->norm = token_norm(text_in(doc->body, t->span), &norms);
        t->lemma =
            end == i + 1 ? w->lemma : token_joined_lemma(t, p->words[end - 1].form, p->words[end - 1].lemma, f->mem);
        if (t->lemma.ptr)
            t->lemma = token_lemma_with_e(t, t->lemma, f->mem);
        if (!t->lemma.ptr)
            return PRISCUS_ENOMEM;
        /* Some plurals are their own dictionary form in treebanks ("troops"); lists of words have them without s. */
        if (tag->feats & FEAT_PLURAL && t->lemma.len > 4 && text_eq(t->lemma, t->norm) && text_ends(t->lemma, "s") &&
            !text_ends(t->lemma, "ss"))
            t->lemma.len--;
        if (!w->glued)
            t->feats |= FEAT_SPACE_BEFORE;
        if (point_is_upper(utf8_at(doc->body, t->span.begin, &size)))
            t->feats |= FEAT_CAPITAL;
        if (tag->upos == UPOS_PUNCT || tag->possessive)
            t->feats |= token_mark(doc, &marks, doc->n_tokens, w->paragraph, tag->possessive);
        for (size_t k = i; k < end; k++)
            f->of[k] = (uint32_t)doc->n_tokens;
        doc->n_tokens++;
    }
    return PRISCUS_OK;
}

/* Does the way from word i to the root lead through its own token again? ("-" hung on a word far away.) */
static bool comes_back(const struct filling *f, const struct parsed *p, size_t first, size_t i)
{
    size_t at = i;

    for (unsigned hops = 0; hops < SENTENCE_MAX && p->words[at].head && p->words[at].head != PARSED_NO_HEAD; hops++) {
        at = first + p->words[at].head - 1;
        if (f->of[at] == f->of[i])
            return true;
    }
    return false;
}

/* Heads, and what is told by the part that governs the others of a joined word. */
static void add_trees(struct filling *f, const struct parsed *p)
{
    for (size_t i = 0, first = 0; i < p->n; i++) {
        const struct parsed_word *w = &p->words[i];
        struct token *t = &f->doc->tokens[f->of[i]];
        uint32_t head;

        if (w->starts)
            first = i;
        head = w->head == 0 || w->head == PARSED_NO_HEAD ? DOCUMENT_NO_HEAD : f->of[first + w->head - 1];
        if (head == f->of[i] || (head != DOCUMENT_NO_HEAD && comes_back(f, p, first, i)))
            continue;
        t->head = head;
        t->word = (uint32_t)i;
        t->relation = w->relation < 0 ? RELATION_NONE : f->reader->relations[w->relation];
        t->upos = f->reader->tags[w->tag].upos;
        t->feats = (uint16_t)((t->feats &
                               ~(FEAT_PAST | FEAT_PARTICIPLE | FEAT_GERUND | FEAT_THIRD | FEAT_PLURAL | FEAT_BASE)) |
                              f->reader->tags[w->tag].feats);
    }
}

static void add_words(struct filling *f)
{
    const struct lexicon *lexicon = language_lexicon(f->reader->language);

    for (size_t i = 0; i < f->doc->n_tokens; i++)
        f->doc->tokens[i].feats |= lexicon_feats(lexicon, f->doc->tokens[i].lemma) &
                                   (f->doc->tokens[i].upos == UPOS_VERB ? UINT16_MAX : FEAT_UNSAYS | FEAT_MINDED);
}

static priscus_status add_sentences(struct filling *f, const struct parsed *p)
{
    struct document *doc = f->doc;
    size_t n = 0, paragraph = 0;

    for (size_t i = 0; i < p->n; i++)
        n += p->words[i].starts;
    doc->sentences = arena_alloc(f->mem, (n + 1) * sizeof *doc->sentences);
    if (!doc->sentences)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < p->n; i++) {
        struct sentence *s;
        uint32_t token = f->of[i];

        if (!p->words[i].starts || (doc->n_sentences && doc->sentences[doc->n_sentences - 1].first == token))
            continue;
        while (doc->tokens[token].span.begin >= doc->article->paragraphs[paragraph].body.end)
            paragraph++;
        s = &doc->sentences[doc->n_sentences++];
        *s = (struct sentence){ .first = token, .paragraph = (uint32_t)paragraph };
        if (doc->n_sentences > 1)
            s[-1].end = token;
    }
    if (doc->n_sentences)
        doc->sentences[doc->n_sentences - 1].end = (uint32_t)doc->n_tokens;
    for (size_t i = 0; i < doc->n_sentences; i++) {
        struct sentence *s = &doc->sentences[i];

        s->span = (struct span){ doc->tokens[s->first].span.begin, doc->tokens[s->end - 1].span.end };
    }
    return PRISCUS_OK;
}

static priscus_status add_names(struct filling *f, const struct parsed *p)
{
    struct document *doc = f->doc;
    const struct document_reader *r = f->reader;
    size_t room = 0;

    for (size_t i = 0, end; i < p->n; i = end) {
        struct name *grown;
        uint8_t kind;

        end = i + 1;
        if (p->words[i].name < 0 || (kind = r->names[p->words[i].name]) == NAME_NONE)
            continue;
        while (end < p->n && !p->words[end].starts && p->words[end].name >= 0 && r->names[p->words[end].name] == kind &&
               !r->begins[p->words[end].name])
            end++;
        if (doc->n_names && doc->names[doc->n_names - 1].end > f->of[i])
            continue;
        grown = arena_grow(f->mem, doc->names, doc->n_names, &room, sizeof *grown);
        if (!grown)
            return PRISCUS_ENOMEM;
        doc->names = grown;
        grown[doc->n_names++] = (struct name){ f->of[i], f->of[end - 1] + 1, (enum name_kind)kind };
        for (uint32_t k = f->of[i]; k <= f->of[end - 1]; k++)
            doc->tokens[k].name = kind;
    }
    return PRISCUS_OK;
}

/* What the encoder makes of the tokens. */
static priscus_status encode(struct filling *f)
{
    struct document *doc = f->doc;
    const struct encoder *encoder = language_encoder(f->reader->language);
    struct encoder_word *words;

    if (!encoder)
        return PRISCUS_OK;
    words = arena_alloc(f->mem, (doc->n_tokens + 1) * sizeof *words);
    if (!words)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < doc->n_tokens; i++)
        words[i] = (struct encoder_word){ .span = doc->tokens[i].span };
    for (size_t i = 0; i < doc->n_sentences; i++) {
        struct encoder_word *first = &words[doc->sentences[i].first];

        first->sentence = true;
        first->paragraph = i == 0 || doc->sentences[i].paragraph != doc->sentences[i - 1].paragraph;
    }
    doc->width = encoder_width(encoder);
    return encoder_read(encoder, f->reader->room, doc->body, words, doc->n_tokens, f->mem, &doc->encoded, &doc->scales);
}

priscus_status document_read(struct document_reader *reader, const struct article *article, struct arena *mem,
                             struct document *out, struct priscus_error *err)
{
    struct document doc = { .article = article, .body = article->body };
    struct filling f = { .reader = reader, .doc = &doc, .mem = mem };
    struct parsed parsed;
    struct span *ranges = arena_alloc(mem, (article->n_paragraphs + 1) * sizeof *ranges);
    priscus_status status;

    if (!ranges)
        goto no_memory;
    for (size_t i = 0; i < article->n_paragraphs; i++)
        ranges[i] = article->paragraphs[i].body;
    status = language_read(reader->words, doc.body, ranges, article->n_paragraphs, LANGUAGE_ALL | LANGUAGE_STATES, NULL,
                           mem, &parsed, err);
    if (status != PRISCUS_OK)
        return status;
    if (add_tokens(&f, &parsed) != PRISCUS_OK)
        goto no_memory;
    add_trees(&f, &parsed);
    add_words(&f);
    if (arcs_find(&doc, mem) != PRISCUS_OK || add_sentences(&f, &parsed) != PRISCUS_OK ||
        add_names(&f, &parsed) != PRISCUS_OK || encode(&f) != PRISCUS_OK)
        goto no_memory;
    doc.states = parsed;
    *out = doc;
    return PRISCUS_OK;
no_memory:
    return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory for a text of %zu bytes", article->body.len);
}

size_t sentence_at(const struct document *doc, uint32_t token)
{
    size_t lo = 0, hi = doc->n_sentences;

    while (lo + 1 < hi) {
        size_t mid = (lo + hi) / 2;

        if (doc->sentences[mid].first <= token)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

uint32_t token_at(const struct document *doc, uint32_t byte)
{
    size_t lo = 0, hi = doc->n_tokens;

    while (lo < hi) {
        size_t mid = (lo + hi) / 2;

        if (doc->tokens[mid].span.end <= byte)
            lo = mid + 1;
        else
            hi = mid;
    }
    return (uint32_t)lo;
}

struct token_range tokens_in(const struct document *doc, struct span place)
{
    struct token_range in = { token_at(doc, place.begin), token_at(doc, place.end) };

    in.end += in.end < doc->n_tokens && doc->tokens[in.end].span.begin < place.end;
    return in;
}

static bool wrong(const char **why, const char *what)
{
    if (why)
        *why = what;
    return false;
}

bool document_check(const struct document *doc, const char **why)
{
    size_t at = 0, token = 0;

    for (size_t i = 0; i < doc->n_tokens; i++) {
        struct span s = doc->tokens[i].span;

        if (s.begin < at || s.end <= s.begin || s.end > doc->body.len)
            return wrong(why, "a token is empty, out of order or out of the body");
        at = s.end;
    }
    for (size_t i = 0; i < doc->n_sentences; i++) {
        const struct sentence *s = &doc->sentences[i];

        if (s->first != token || s->end <= s->first || s->end > doc->n_tokens)
            return wrong(why, "sentences do not cover the tokens one after the other");
        if (s->paragraph >= doc->article->n_paragraphs ||
            !span_holds(doc->article->paragraphs[s->paragraph].body, s->span))
            return wrong(why, "a sentence leaves its paragraph");
        for (uint32_t t = s->first; t < s->end; t++) {
            uint32_t head = doc->tokens[t].head;

            if (head != DOCUMENT_NO_HEAD && (head < s->first || head >= s->end))
                return wrong(why, "a head lies out of its sentence");
            if (doc->tokens[t].relation >= RELATION_COUNT)
                return wrong(why, "a relation that there is not");
            for (uint32_t hops = 0; head != DOCUMENT_NO_HEAD; head = doc->tokens[head].head)
                if (hops++ > s->end - s->first || head < s->first || head >= s->end)
                    return wrong(why, "a token governs itself");
        }
        token = s->end;
    }
    if (token != doc->n_tokens)
        return wrong(why, "tokens behind the last sentence");
    for (size_t i = 0; i < doc->n_names; i++)
        if (doc->names[i].end <= doc->names[i].first || doc->names[i].end > doc->n_tokens)
            return wrong(why, "a name is empty or out of the tokens");
    return true;
}

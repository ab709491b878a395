/* pieces.c - see pieces.h. */
#include "reading/pieces.h"

#include "language/sentence/quote.h"

/* What is kept of a piece until all are there. Numbers of tokens and paragraphs are the whole document's already. */
struct piece {
    struct token *tokens;
    struct dependents *dependents;
    struct sentence *sentences;
    struct name *names;
    size_t n_tokens, n_sentences, n_names;
    struct piece *next;
};

struct pieces {
    struct document_reader *reader;
    struct attributor *attributor;
    const struct article *article;
    struct arena *mem;            /* texts of tokens, attributions: what stays         */
    struct arena scratch;         /* one piece as a document of its own                */
    struct arena kept;            /* struct piece                                      */
    struct paragraph *paragraphs; /* of the piece, in `scratch`                        */
    uint32_t *numbers;            /* which of the article's each of them is            */
    size_t n_paragraphs;
    struct piece *first, **end;
    size_t n_tokens, n_sentences, n_names;
    struct attribution_list list;
};

/* Where a piece of a long paragraph ends, at most at `most`: behind the last sentence or line, or else the last word. */
static uint32_t cut_at(struct text body, uint32_t begin, uint32_t most)
{
    uint32_t least = begin + (most - begin) / 2, word = 0, at = most;

    for (; at > least; at--) {
        char c = body.ptr[at - 1];

        if (c != ' ' && c != '\n')
            continue;
        if (c == '\n' || memchr(".!?\"", body.ptr[at - 2], 4))
            return at;
        if (!word)
            word = at;
    }
    if (word)
        return word;
    for (at = most; at > least && ((unsigned char)body.ptr[at] & 0xC0) == 0x80;) /* not inside a character */
        at--;
    return at;
}

/* The paragraphs of the next piece, from byte `at` of paragraph `number` on; both are moved behind it. */
static priscus_status take(struct pieces *p, size_t *number, uint32_t *at)
{
    const struct article *a = p->article;
    size_t left = PIECES_BYTES, n = 1;

    while (*number + n < a->n_paragraphs && a->paragraphs[*number + n].body.end < *at + PIECES_BYTES)
        n++;
    p->paragraphs = arena_alloc(&p->scratch, n * sizeof *p->paragraphs);
    p->numbers = arena_alloc(&p->scratch, n * sizeof *p->numbers);
    if (!p->paragraphs || !p->numbers)
        return PRISCUS_ENOMEM;
    for (p->n_paragraphs = 0; p->n_paragraphs < n && left; p->n_paragraphs++) {
        struct paragraph *to = &p->paragraphs[p->n_paragraphs];
        uint32_t end = a->paragraphs[*number].body.end;

        *to = a->paragraphs[*number];
        p->numbers[p->n_paragraphs] = (uint32_t)*number;
        if (*at > to->body.begin)
            to->body.begin = *at;
        if (end - to->body.begin > left && p->n_paragraphs) /* it begins the next piece */
            break;
        if (end - to->body.begin > left)
            end = cut_at(a->body, to->body.begin, to->body.begin + (uint32_t)left);
        to->body.end = end;
        left -= end - to->body.begin;
        *at = end;
        if (end < a->paragraphs[*number].body.end) {
            p->n_paragraphs++;
            break;
        }
        (*number)++;
    }
    return PRISCUS_OK;
}

static bool in_text(struct text body, struct text t)
{
    return t.ptr >= body.ptr && t.ptr + t.len <= body.ptr + body.len;
}

/* Norms and lemmas move from the piece's memory to the page's; where both are the same they are kept once. */
static priscus_status keep_texts(struct pieces *p, struct token *tokens, size_t n)
{
    struct text body = p->article->body;
    size_t room = 1;
    char *to;

    for (size_t i = 0; i < n; i++) {
        room += in_text(body, tokens[i].norm) ? 0 : tokens[i].norm.len;
        room += text_eq(tokens[i].lemma, tokens[i].norm) ? 0 : tokens[i].lemma.len;
    }
    to = arena_alloc(p->mem, room);
    if (!to)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < n; i++) {
        struct token *t = &tokens[i];
        bool same = text_eq(t->lemma, t->norm);

        if (!in_text(body, t->norm)) {
            memcpy(to, t->norm.ptr, t->norm.len);
            t->norm.ptr = to;
            to += t->norm.len;
        }
        if (same)
            t->lemma = t->norm;
        else {
            memcpy(to, t->lemma.ptr, t->lemma.len);
            t->lemma.ptr = to;
            to += t->lemma.len;
        }
    }
    return PRISCUS_OK;
}

static void *copy(struct arena *mem, const void *array, size_t n, size_t size)
{
    void *to = arena_alloc(mem, n * size + 1);

    if (to && n)
        memcpy(to, array, n * size);
    return to;
}

static uint32_t moved(uint32_t token, size_t by)
{
    return token == DOCUMENT_NO_HEAD ? token : token + (uint32_t)by;
}

static priscus_status keep_document(struct pieces *p, const struct document *doc)
{
    struct piece *piece = arena_alloc(&p->kept, sizeof *piece);

    if (!piece)
        return PRISCUS_ENOMEM;
    *piece = (struct piece){ .tokens = copy(&p->kept, doc->tokens, doc->n_tokens, sizeof *doc->tokens),
                             .dependents = copy(&p->kept, doc->dependents, doc->n_tokens, sizeof *doc->dependents),
                             .sentences = copy(&p->kept, doc->sentences, doc->n_sentences, sizeof *doc->sentences),
                             .names = copy(&p->kept, doc->names, doc->n_names, sizeof *doc->names),
                             .n_tokens = doc->n_tokens,
                             .n_sentences = doc->n_sentences,
                             .n_names = doc->n_names };
    if (!piece->tokens || !piece->dependents || !piece->sentences || !piece->names ||
        keep_texts(p, piece->tokens, piece->n_tokens) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < piece->n_tokens; i++) {
        piece->tokens[i].head = moved(piece->tokens[i].head, p->n_tokens);
        piece->tokens[i].word = 0; /* there are no states any more */
        piece->dependents[i].first = moved(piece->dependents[i].first, p->n_tokens);
        piece->dependents[i].next = moved(piece->dependents[i].next, p->n_tokens);
    }
    for (size_t i = 0; i < piece->n_sentences; i++) {
        piece->sentences[i].first += (uint32_t)p->n_tokens;
        piece->sentences[i].end += (uint32_t)p->n_tokens;
        piece->sentences[i].paragraph = p->numbers[piece->sentences[i].paragraph];
    }
    for (size_t i = 0; i < piece->n_names; i++) {
        piece->names[i].first += (uint32_t)p->n_tokens;
        piece->names[i].end += (uint32_t)p->n_tokens;
    }
    *p->end = piece;
    p->end = &piece->next;
    return PRISCUS_OK;
}

static void move(struct token_range *ranges, size_t n, size_t by)
{
    for (size_t i = 0; i < n; i++) {
        ranges[i].first += (uint32_t)by;
        ranges[i].end += (uint32_t)by;
    }
}

static priscus_status keep_attributions(struct pieces *p, const struct attribution_list *list)
{
    int32_t before = (int32_t)p->list.n;

    for (size_t i = 0; i < list->n; i++) {
        struct attribution *grown = arena_grow(p->mem, p->list.at, p->list.n, &p->list.room, sizeof *grown), *at;

        if (!grown)
            return PRISCUS_ENOMEM;
        p->list.at = grown;
        at = &grown[p->list.n++];
        *at = list->at[i];
        move(&at->cue, 1, p->n_tokens);
        move(at->source, at->n_source, p->n_tokens);
        move(at->content, at->n_content, p->n_tokens);
        if (at->inside >= 0)
            at->inside += before;
    }
    return PRISCUS_OK;
}

/* One piece to its attributions. */
static priscus_status read_piece(struct pieces *p, struct priscus_error *err)
{
    struct article article = *p->article;
    struct document doc;
    struct quote_list quotes;
    struct attribution_list list;
    priscus_status status;

    article.paragraphs = p->paragraphs;
    article.n_paragraphs = p->n_paragraphs;
    if ((status = document_read(p->reader, &article, &p->scratch, &doc, err)) != PRISCUS_OK)
        return status;
    if (quote_find(&doc, &p->scratch, &quotes) != PRISCUS_OK ||
        attribution_find(p->attributor, &doc, &quotes, &p->scratch, &list) != PRISCUS_OK ||
        keep_document(p, &doc) != PRISCUS_OK || keep_attributions(p, &list) != PRISCUS_OK)
        return error_memory(err);
    p->n_tokens += doc.n_tokens;
    p->n_sentences += doc.n_sentences;
    p->n_names += doc.n_names;
    return PRISCUS_OK;
}

/* All pieces behind one another. */
static priscus_status join(struct pieces *p, struct document *doc)
{
    *doc = (struct document){ .article = p->article, .body = p->article->body };
    doc->tokens = arena_alloc(p->mem, (p->n_tokens + 1) * sizeof *doc->tokens);
    doc->dependents = arena_alloc(p->mem, (p->n_tokens + 1) * sizeof *doc->dependents);
    doc->sentences = arena_alloc(p->mem, (p->n_sentences + 1) * sizeof *doc->sentences);
    doc->names = arena_alloc(p->mem, (p->n_names + 1) * sizeof *doc->names);
    if (!doc->tokens || !doc->dependents || !doc->sentences || !doc->names)
        return PRISCUS_ENOMEM;
    for (const struct piece *piece = p->first; piece; piece = piece->next) {
        memcpy(doc->tokens + doc->n_tokens, piece->tokens, piece->n_tokens * sizeof *doc->tokens);
        memcpy(doc->dependents + doc->n_tokens, piece->dependents, piece->n_tokens * sizeof *doc->dependents);
        memcpy(doc->sentences + doc->n_sentences, piece->sentences, piece->n_sentences * sizeof *doc->sentences);
        memcpy(doc->names + doc->n_names, piece->names, piece->n_names * sizeof *doc->names);
        doc->n_tokens += piece->n_tokens;
        doc->n_sentences += piece->n_sentences;
        doc->n_names += piece->n_names;
    }
    return PRISCUS_OK;
}

priscus_status pieces_read(struct document_reader *reader, struct attributor *attributor, const struct article *article,
                           struct arena *mem, struct document *out, struct attribution_list *attributions,
                           struct priscus_error *err)
{
    struct pieces p = { .reader = reader, .attributor = attributor, .article = article, .mem = mem };
    struct document doc;
    uint32_t at = 0;
    priscus_status status = PRISCUS_OK;

    p.scratch.stop = p.kept.stop = mem->stop;
    p.end = &p.first;
    for (size_t number = 0; number < article->n_paragraphs && status == PRISCUS_OK;) {
        arena_reset(&p.scratch);
        status = take(&p, &number, &at) == PRISCUS_OK ? read_piece(&p, err) : error_memory(err);
    }
    arena_release(&p.scratch);
    if (status == PRISCUS_OK && join(&p, &doc) != PRISCUS_OK)
        status = error_memory(err);
    arena_release(&p.kept);
    if (status != PRISCUS_OK)
        return status;
    *out = doc;
    *attributions = p.list;
    return PRISCUS_OK;
}

/* pieces.c - see pieces.h. */
#include "reading/pieces.h"

#include "language/sentence/quote.h"

struct pieces {
    struct document_reader *reader;
    struct attributor *attributor;
    const struct article *article;
    struct arena *mem;            /* what stays: all of `doc`, texts of its tokens, attributions */
    struct arena scratch;         /* one piece as a document of its own                */
    struct paragraph *paragraphs; /* of the piece, in `scratch`                        */
    uint32_t *numbers;            /* which of the article's each of them is            */
    size_t n_paragraphs;
    uint32_t read; /* bytes of the body, this piece with them */
    struct document doc;
    size_t token_room, dependent_room, sentence_room, name_room;
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

/* Put n more elements behind an array. Where they find no room it becomes as large as it will be if the rest of the body is
 * like what was read, and an eighth: an array that doubled would be there twice, and half empty. */
static void *append(struct pieces *p, void *array, size_t have, size_t *room, const void *more, size_t n, size_t size)
{
    size_t wanted = have + n;
    void *to = array;

    if (!array || wanted > *room) {
        double rest = (double)p->article->body.len / (p->read ? p->read : 1);

        *room = rest > 1 ? (size_t)((double)wanted * rest * 1.125) + 1 : wanted + 1;
        to = arena_alloc(p->mem, *room * size);
        if (to && have)
            memcpy(to, array, have * size);
    }
    if (to && n)
        memcpy((char *)to + have * size, more, n * size);
    return to;
}

static uint32_t moved(uint32_t token, size_t by)
{
    return token == DOCUMENT_NO_HEAD ? token : token + (uint32_t)by;
}

/* The piece's document behind those before it. */
static priscus_status keep_document(struct pieces *p, const struct document *piece)
{
    struct document *doc = &p->doc;
    size_t before = doc->n_tokens;

    doc->tokens = append(p, doc->tokens, before, &p->token_room, piece->tokens, piece->n_tokens, sizeof *doc->tokens);
    doc->dependents = append(p, doc->dependents, before, &p->dependent_room, piece->dependents, piece->n_tokens,
                             sizeof *doc->dependents);
    doc->sentences = append(p, doc->sentences, doc->n_sentences, &p->sentence_room, piece->sentences,
                            piece->n_sentences, sizeof *doc->sentences);
    doc->names = append(p, doc->names, doc->n_names, &p->name_room, piece->names, piece->n_names, sizeof *doc->names);
    if (!doc->tokens || !doc->dependents || !doc->sentences || !doc->names ||
        keep_texts(p, doc->tokens + before, piece->n_tokens) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    for (size_t i = before; i < before + piece->n_tokens; i++) {
        doc->tokens[i].head = moved(doc->tokens[i].head, before);
        doc->tokens[i].word = 0; /* there are no states any more */
        doc->dependents[i].first = moved(doc->dependents[i].first, before);
        doc->dependents[i].next = moved(doc->dependents[i].next, before);
    }
    for (size_t i = 0; i < piece->n_sentences; i++) {
        struct sentence *sentence = &doc->sentences[doc->n_sentences++];

        sentence->first += (uint32_t)before;
        sentence->end += (uint32_t)before;
        sentence->paragraph = p->numbers[sentence->paragraph];
    }
    for (size_t i = 0; i < piece->n_names; i++) {
        struct name *name = &doc->names[doc->n_names++];

        name->first += (uint32_t)before;
        name->end += (uint32_t)before;
    }
    doc->n_tokens += piece->n_tokens;
    return PRISCUS_OK;
}

static void move(struct token_range *ranges, size_t n, size_t by)
{
    for (size_t i = 0; i < n; i++) {
        ranges[i].first += (uint32_t)by;
        ranges[i].end += (uint32_t)by;
    }
}

/* `first`: the number of the piece's first token. */
static priscus_status keep_attributions(struct pieces *p, const struct attribution_list *list, size_t first)
{
    int32_t before = (int32_t)p->list.n;

    for (size_t i = 0; i < list->n; i++) {
        struct attribution *grown = arena_grow(p->mem, p->list.at, p->list.n, &p->list.room, sizeof *grown), *at;

        if (!grown)
            return PRISCUS_ENOMEM;
        p->list.at = grown;
        at = &grown[p->list.n++];
        *at = list->at[i];
        move(&at->cue, 1, first);
        move(at->source, at->n_source, first);
        move(at->content, at->n_content, first);
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
    size_t first = p->doc.n_tokens;
    priscus_status status;

    article.paragraphs = p->paragraphs;
    article.n_paragraphs = p->n_paragraphs;
    if ((status = document_read(p->reader, &article, &p->scratch, &doc, err)) != PRISCUS_OK)
        return status;
    if (quote_find(&doc, &p->scratch, &quotes) != PRISCUS_OK ||
        attribution_find(p->attributor, &doc, &quotes, &p->scratch, &list) != PRISCUS_OK ||
        keep_document(p, &doc) != PRISCUS_OK || keep_attributions(p, &list, first) != PRISCUS_OK)
        return error_memory(err);
    return PRISCUS_OK;
}

priscus_status pieces_read(struct document_reader *reader, struct attributor *attributor, const struct article *article,
                           struct arena *mem, struct document *out, struct attribution_list *attributions,
                           struct priscus_error *err)
{
    struct pieces p = { .reader = reader,
                        .attributor = attributor,
                        .article = article,
                        .mem = mem,
                        .scratch = { .stop = mem->stop, .fail_after = mem->fail_after },
                        .doc = { .article = article, .body = article->body } };
    priscus_status status = PRISCUS_OK;

    for (size_t number = 0; number < article->n_paragraphs && status == PRISCUS_OK;) {
        arena_reset(&p.scratch);
        status = take(&p, &number, &p.read) == PRISCUS_OK ? read_piece(&p, err) : error_memory(err);
    }
    arena_release(&p.scratch);
    if (status != PRISCUS_OK)
        return status;
    *out = p.doc;
    *attributions = p.list;
    return PRISCUS_OK;
}

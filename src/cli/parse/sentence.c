/* sentence.c - a sentence that was parsed, as CoNLL-U's fields, as JSON or as IOB2. */
#include "cli/parse/parse.h"

#include <stdio.h>

#include "base/json_write.h"

/* One root, and all words below it: else none has a head. Marks as in conllu.c, so linear. */
static bool is_tree(const struct conllu_sentence *s, uint32_t *mark)
{
    size_t roots = 0;

    for (size_t i = 0; i < s->n_words; i++) {
        if (s->words[i].head > s->n_words || s->words[i].head == i + 1)
            return false;
        roots += s->words[i].head == 0;
    }
    for (uint32_t i = 0; i < s->n_words; i++)
        for (uint32_t at = i; !mark[at];) {
            mark[at] = i + 1;
            if (s->words[at].head == 0)
                break;
            at = s->words[at].head - 1;
            if (mark[at] == i + 1)
                return false;
        }
    return roots == 1;
}

/* Heads count from the start of what the model took for a sentence; a given one that is longer than
 * SENTENCE_MAX is several to it, whose roots are hung below the first. */
static priscus_status hang(struct parser *p, const struct parsed_word *w, struct conllu_sentence *s)
{
    uint32_t first_root = 0, begin = 0, *mark = arena_alloc(&p->mem, s->n_words * sizeof *mark);

    if (!mark)
        return PRISCUS_ENOMEM;
    for (uint32_t i = 0; i < s->n_words; i++) {
        struct conllu_word *word = &s->words[i];

        if (i && w[i].starts)
            begin = i;
        word->head = w[i].head == PARSED_NO_HEAD ? CONLLU_NO_HEAD : w[i].head ? w[i].head + begin : 0;
        word->deprel = language_relation(p->language, w[i].relation);
        if (word->head == 0 && first_root && begin) {
            word->head = first_root;
            word->deprel = text_c("parataxis");
        } else if (word->head == 0) {
            first_root = i + 1;
        }
    }
    if (!is_tree(s, mark))
        for (size_t i = 0; i < s->n_words; i++) {
            s->words[i].head = CONLLU_NO_HEAD;
            s->words[i].deprel = (struct text){ 0 };
        }
    return PRISCUS_OK;
}

/* `misc` with NER=name in place of one that was there. */
static priscus_status name_into(struct arena *mem, struct text name, struct text *misc)
{
    bool none = name.len == 0 || text_is(name, "O");
    size_t n = 0;
    char *out;

    if (none && text_find(*misc, text_c("NER="), 0) == NOWHERE)
        return PRISCUS_OK;
    out = arena_alloc(mem, misc->len + name.len + sizeof "|NER=");
    if (!out)
        return PRISCUS_ENOMEM;
    for (struct text rest = misc->len ? *misc : (struct text){ 0 }; rest.ptr;) {
        struct text item = text_cut(&rest, '|');

        if (text_starts(item, "NER="))
            continue;
        if (n)
            out[n++] = '|';
        memcpy(out + n, item.ptr, item.len);
        n += item.len;
    }
    if (!none) {
        if (n)
            out[n++] = '|';
        memcpy(out + n, "NER=", 4);
        memcpy(out + n + 4, name.ptr, name.len);
        n += 4 + name.len;
    }
    *misc = text_of(out, n);
    return PRISCUS_OK;
}

priscus_status parse_fill(struct parser *p, const struct parsed_word *w, struct conllu_sentence *s)
{
    for (size_t i = 0; i < s->n_words; i++) {
        struct conllu_word *word = &s->words[i];

        if (p->want & LANGUAGE_TAGS) {
            word->upos = language_upos(p->language, w[i].tag);
            word->xpos = language_xpos(p->language, w[i].tag);
            word->feats = language_feats(p->language, w[i].tag);
        }
        if (p->want & LANGUAGE_LEMMAS)
            word->lemma = w[i].lemma;
        if (p->want & LANGUAGE_NAMES &&
            name_into(&p->mem, language_name(p->language, w[i].name), &word->misc) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
    }
    return p->want & LANGUAGE_TREES ? hang(p, w, s) : PRISCUS_OK;
}

static void json_field(struct buffer *out, const char *key, struct text t)
{
    json_put_text(out, key, t.len && !text_is(t, "_") ? t : (struct text){ 0 });
}

static void json_span(struct parser *p, uint64_t base, struct span seen)
{
    struct span span = visible_back(&p->visible, seen);

    json_put_key(&p->out, "span");
    buffer_format(&p->out, "[%llu,%llu]", (unsigned long long)base + span.begin, (unsigned long long)base + span.end);
}

void parse_write_json(struct parser *p, const struct parsed_word *w, const struct conllu_sentence *s, struct text text,
                      uint64_t base)
{
    struct buffer *out = &p->out;
    struct span all = { w[0].span.begin, w[s->n_words - 1].span.end };
    char number[32];

    snprintf(number, sizeof number, "%zu", p->n_sentences);
    buffer_char(out, '{');
    if (p->document.len)
        json_field(out, "document", p->document);
    json_field(out, "id", s->id.len ? s->id : text_c(number));
    json_put_words(out, "text", text, all);
    json_span(p, base, all);
    json_put_open(out, "words", '[');
    for (size_t i = 0; i < s->n_words; i++) {
        const struct conllu_word *word = &s->words[i];
        struct text name = p->want & LANGUAGE_NAMES ? language_name(p->language, w[i].name) : (struct text){ 0 };

        buffer_c(out, i ? ",{" : "{");
        json_put_text(out, "form", word->form);
        json_put_text(out, "lemma", word->lemma.len ? word->lemma : (struct text){ 0 });
        json_field(out, "upos", word->upos);
        json_field(out, "xpos", word->xpos);
        json_field(out, "feats", word->feats);
        if (word->head == CONLLU_NO_HEAD)
            json_put_null(out, "head");
        else
            json_put_number(out, "head", word->head);
        json_field(out, "deprel", word->deprel);
        json_field(out, "name", text_is(name, "O") ? (struct text){ 0 } : name);
        json_span(p, base, w[i].span);
        buffer_char(out, '}');
    }
    buffer_c(out, "]}\n");
}

void parse_write_iob2(struct parser *p, const struct parsed_word *w, const struct conllu_sentence *s)
{
    struct buffer *out = &p->out;

    buffer_c(out, "# sent_id = ");
    if (s->id.len)
        buffer_text(out, s->id);
    else
        buffer_format(out, "%zu", p->n_sentences);
    buffer_char(out, '\n');
    for (size_t i = 0; i < s->n_words; i++) {
        struct text name = language_name(p->language, w[i].name);

        buffer_format(out, "%zu\t", i + 1);
        conllu_put(out, s->words[i].form, false);
        buffer_char(out, '\t');
        buffer_text(out, name.len ? name : text_c("O"));
        buffer_char(out, '\n');
    }
    buffer_char(out, '\n');
}

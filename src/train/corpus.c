/* corpus.c - CoNLL-U and IOB2 files into one run of words. */
#include "train/corpus.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "language/conllu.h"

/* Where the label is, or has its place. */
static size_t slot_of(const struct labels *labels, struct text text)
{
    size_t i = text_hash(text) & (labels->n_slots - 1);

    while (labels->slots[i] && !text_eq(labels->at[labels->slots[i] - 1], text))
        i = (i + 1) & (labels->n_slots - 1);
    return i;
}

int32_t label_find(const struct labels *labels, struct text text)
{
    return labels->n ? (int32_t)labels->slots[slot_of(labels, text)] - 1 : -1;
}

priscus_status label_add(struct labels *labels, struct text text, struct arena *mem, int32_t *number)
{
    struct text *grown;
    char *copy;

    *number = label_find(labels, text);
    if (*number >= 0)
        return PRISCUS_OK;
    if (labels->n * 2 >= labels->n_slots) {
        size_t n = labels->n_slots ? labels->n_slots * 2 : 256;
        uint32_t *slots = arena_alloc(mem, n * sizeof *slots);

        if (!slots)
            return PRISCUS_ENOMEM;
        labels->slots = slots;
        labels->n_slots = n;
        for (uint32_t k = 0; k < labels->n; k++)
            slots[slot_of(labels, labels->at[k])] = k + 1;
    }
    copy = arena_copy(mem, text.ptr, text.len);
    grown = copy ? arena_grow(mem, labels->at, labels->n, &labels->room, sizeof *grown) : NULL;
    if (!grown)
        return PRISCUS_ENOMEM;
    labels->at = grown;
    *number = (int32_t)labels->n;
    labels->slots[slot_of(labels, text)] = (uint32_t)labels->n + 1;
    labels->at[labels->n++] = text_of(copy, text.len);
    return PRISCUS_OK;
}

/* With `grow`, a label that is new is added; else its number is -1. */
static priscus_status label_number(struct labels *labels, struct text text, bool grow, struct arena *mem,
                                   int16_t *number)
{
    int32_t found = label_find(labels, text);
    priscus_status status = grow ? label_add(labels, text, mem, &found) : PRISCUS_OK;

    *number = (int16_t)found;
    return status;
}

/* The names of an IOB2 file, by sentence id: one tag a word, blanks between. */
struct name_lines {
    struct labels ids;
    struct text *tags;
    size_t room;
};

static priscus_status names_read(const char *path, struct arena *mem, struct name_lines *out, struct priscus_error *err)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0, number = 0;
    struct buffer tags = { 0 };
    int32_t id = -1;
    priscus_status status = PRISCUS_OK;
    ssize_t n;

    if (!file)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "%s: cannot be opened: %s", path, strerror(errno));
    while (status == PRISCUS_OK && (n = getline(&line, &room, file)) >= 0) {
        static const char key[] = "# sent_id = ";

        number++;
        while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
            line[--n] = 0;
        if (n == 0) {
            if (id >= 0) {
                out->tags[id] = text_of(arena_copy(mem, buffer_as_text(&tags).ptr, tags.len), tags.len);
                if (tags.failed || !out->tags[id].ptr)
                    status = PRISCUS_ENOMEM;
            }
            id = -1;
            buffer_reset(&tags);
        } else if (!strncmp(line, key, sizeof key - 1)) {
            struct text *grown;
            size_t before = out->ids.n;

            status = label_add(&out->ids, text_c(line + sizeof key - 1), mem, &id);
            if (status != PRISCUS_OK || out->ids.n == before)
                continue;
            grown = arena_grow(mem, out->tags, before, &out->room, sizeof *grown);
            if (!grown) {
                status = PRISCUS_ENOMEM;
                continue;
            }
            out->tags = grown;
            out->tags[id] = (struct text){ 0 };
        } else if (line[0] != '#' || strchr(line, '\t')) {
            char *cols[4] = { 0 };
            unsigned k = 0;

            for (char *at = line; k < 4 && at; k++) {
                cols[k] = at;
                at = strchr(at, '\t');
                if (at)
                    *at++ = 0;
            }
            if (k < 3) {
                status = error_set(err, PRISCUS_EINPUT, NOWHERE,
                                   "%s:%zu: %u columns where number, form and tag should be", path, number, k);
                continue;
            }
            if (strspn(cols[0], "0123456789") != strlen(cols[0]))
                continue; /* a range */
            /* Peoples and the like are in a column of their own, where no name is. */
            buffer_c(&tags,
                     !strcmp(cols[2], "O") && cols[3] && (cols[3][0] == 'B' || cols[3][0] == 'I') && cols[3][1] == '-'
                         ? cols[3]
                         : cols[2]);
            buffer_char(&tags, ' ');
        }
    }
    buffer_release(&tags);
    free(line);
    fclose(file);
    return status == PRISCUS_ENOMEM ? error_memory(err) : status;
}

static priscus_status add_word(struct corpus *out, const struct conllu_word *w, bool grow, struct inventory *inv,
                               struct arena *mem, struct corpus_word **made)
{
    struct corpus_word *grown = arena_grow(mem, out->words, out->n, &out->room, sizeof *grown), *to;
    char joint[1024];
    int n;

    if (!grown)
        return PRISCUS_ENOMEM;
    out->words = grown;
    to = *made = &grown[out->n++];
    *to = (struct corpus_word){ .relation = -1, .name = -1 };
    n = snprintf(joint, sizeof joint, "%.*s\t%.*s\t%.*s", (int)w->upos.len, w->upos.ptr, (int)w->xpos.len, w->xpos.ptr,
                 (int)w->feats.len, w->feats.ptr);
    if (label_number(&inv->tags, text_of(joint, n < (int)sizeof joint ? (size_t)n : sizeof joint - 1), grow, mem,
                     &to->tag) != PRISCUS_OK ||
        (w->deprel.len && label_number(&inv->relations, w->deprel, grow, mem, &to->relation) != PRISCUS_OK))
        return PRISCUS_ENOMEM;
    to->head = w->head == CONLLU_NO_HEAD ? -1 : (int32_t)w->head;
    to->form = text_of(arena_copy(mem, w->form.ptr, w->form.len), w->form.len);
    to->xpos = text_of(arena_copy(mem, w->xpos.ptr, w->xpos.len), w->xpos.len);
    to->upos = text_of(arena_copy(mem, w->upos.ptr, w->upos.len), w->upos.len);
    to->lemma = text_of(arena_copy(mem, w->lemma.ptr, w->lemma.len), w->lemma.len);
    return to->form.ptr && to->xpos.ptr && to->upos.ptr && to->lemma.ptr ? PRISCUS_OK : PRISCUS_ENOMEM;
}

/* Universal NER has peoples, nationalities and religions together with products and events, as OTH. Those that
 * are said by an adjective or of many (Iraqi, Sunnis) become NORP, the field's word for them. */
static priscus_status name_peoples(struct corpus_word *words, const struct conllu_sentence *s, bool grow,
                                   struct inventory *inv, struct arena *mem)
{
    for (size_t i = 0, end; i < s->n_words; i = end) {
        bool people = false;

        end = i + 1;
        if (words[i].name < 0 || !text_is(inv->names.at[words[i].name], "B-OTH"))
            continue;
        while (end < s->n_words && words[end].name >= 0 && text_is(inv->names.at[words[end].name], "I-OTH"))
            end++;
        for (size_t k = i; k < end; k++) {
            const struct conllu_word *w = &s->words[k];

            people |=
                text_is(w->upos, "ADJ") || (w->feats.len && memmem(w->feats.ptr, w->feats.len, "Number=Plur", 11) &&
                                            (text_is(w->upos, "PROPN") || text_is(w->upos, "NOUN")));
        }
        for (size_t k = i; people && k < end; k++)
            if (label_number(&inv->names, text_c(k == i ? "B-NORP" : "I-NORP"), grow, mem, &words[k].name) !=
                PRISCUS_OK)
                return PRISCUS_ENOMEM;
    }
    return PRISCUS_OK;
}

priscus_status corpus_read(const char *path, const char *const *names, size_t n_names, bool grow, struct inventory *inv,
                           struct arena *mem, struct corpus *out, corpus_also *also, void *at,
                           struct priscus_error *err)
{
    struct name_lines lines = { 0 };
    struct arena scratch = { 0 };
    struct conllu_reader reader = { .name = path };
    priscus_status status = PRISCUS_OK;
    bool more = true, before_glued = false; /* the word before has no space behind it */

    for (size_t i = 0; i < n_names; i++)
        if ((status = names_read(names[i], mem, &lines, err)) != PRISCUS_OK)
            return status;
    reader.file = fopen(path, "r");
    if (!reader.file)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "%s: cannot be opened: %s", path, strerror(errno));
    while (status == PRISCUS_OK) {
        struct conllu_sentence s;
        struct text tags = { 0 };
        int32_t id;

        arena_reset(&scratch);
        status = conllu_next(&reader, &scratch, &s, &more, err);
        if (status != PRISCUS_OK || !more)
            break;
        id = label_find(&lines.ids, s.id);
        if (id >= 0)
            tags = lines.tags[id];
        for (size_t i = 0; i < s.n_words && status == PRISCUS_OK; i++) {
            struct corpus_word *w;

            status = add_word(out, &s.words[i], grow, inv, mem, &w);
            if (status != PRISCUS_OK)
                break;
            w->starts = i == 0;
            w->paragraph = i == 0 && (s.newpar || s.newdoc || out->n == 1);
            w->ends = i + 1 == s.n_words;
            w->glued = !w->paragraph && (i > s.tokens[s.words[i].token].first || before_glued);
            before_glued = !s.tokens[s.words[i].token].space_after;
            if (tags.len)
                status = label_number(&inv->names, text_cut(&tags, ' '), grow, mem, &w->name);
        }
        if (status == PRISCUS_OK)
            status = name_peoples(out->words + out->n - s.n_words, &s, grow, inv, mem);
        if (status == PRISCUS_OK && also)
            status = also(at, &s);
        if (status != PRISCUS_OK)
            status = error_memory(err);
    }
    conllu_reader_release(&reader);
    fclose(reader.file);
    arena_release(&scratch);
    return status;
}

/* event_coder.c - what an entry of the ledger is coded as (event_entry.h).
 *
 * A position has a stance on an issue: the event table says which code that is. Two stances say too little there: `open`, since
 * "is ready to negotiate" agrees and "has not ruled out talks" does not, and `accepts`, since "will release" agrees and "has
 * released" is a deed. There the position's sentence is looked at. A statement is read once more, its words alone:
 *
 *     source "Iran", cue "condemned", content "the shelling"     Iran condemned the shelling.
 *     source "Holm", cue "said", content "We will not talk"      Holm said "We will not talk".
 */
#include "export/event/event_entry.h"

#include <stdlib.h>

/* So much of a statement is looked at: what its verb governs stands at its beginning. */
#define CONTENT_MOST 800

struct event_coder {
    struct arena mem; /* the table                            */
    struct event_table table;
    struct document_reader *reader;
    struct arena work; /* one sentence                         */
    struct buffer words;
};

priscus_status event_coder_open(const struct language *language, struct event_coder **out, struct priscus_error *err)
{
    struct event_coder *coder = calloc(1, sizeof *coder);
    priscus_status status;

    *out = NULL;
    if (!coder)
        return error_memory(err);
    status = event_table_builtin(&coder->mem, &coder->table, err);
    if (status == PRISCUS_OK && !(coder->reader = document_reader_new(language)))
        status = error_memory(err);
    if (status != PRISCUS_OK) {
        event_coder_close(coder);
        return status;
    }
    *out = coder;
    return PRISCUS_OK;
}

void event_coder_close(struct event_coder *coder)
{
    if (!coder)
        return;
    document_reader_free(coder->reader);
    buffer_release(&coder->words);
    arena_release(&coder->work);
    arena_release(&coder->mem);
    free(coder);
}

/* ---- a sentence ---- */

static priscus_status read_sentence(struct event_coder *coder, struct text words, struct document *doc,
                                    struct event_list *events, struct priscus_error *err)
{
    struct page page = { .name = text_c("statement"), .bytes = words, .from = PRISCUS_FROM_TEXT };
    struct article *article;
    priscus_status status;

    arena_reset(&coder->work);
    article = arena_alloc(&coder->work, sizeof *article);
    if (!article)
        return error_memory(err);
    status = article_read(&page, &coder->work, article, err);
    if (status == PRISCUS_OK)
        status = document_read(coder->reader, article, &coder->work, doc, err);
    if (status == PRISCUS_OK && event_find(doc, &coder->table, NULL, &coder->work, events) != PRISCUS_OK)
        status = error_memory(err);
    return status;
}

static struct span bytes_of(const struct document *doc, struct token_range range)
{
    if (range.first >= range.end)
        return (struct span){ 0, 0 };
    return (struct span){ doc->tokens[range.first].span.begin, doc->tokens[range.end - 1].span.end };
}

static priscus_status take(struct event_coder *coder, const struct document *doc, const struct event *event,
                           struct event_entry *entry, struct arena *mem)
{
    entry->code = &coder->table.codes[event->code];
    entry->conditional = !span_empty(event->condition) && event_code_needs_its_condition(entry->code);
    if (!span_empty(event->condition) && !entry->values[ENTRY_CONDITION].ptr &&
        arena_text(mem, text_in(doc->body, event->condition), &entry->values[ENTRY_CONDITION]) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    return arena_text(mem, text_in(doc->body, bytes_of(doc, event->target)), &entry->target);
}

/* ---- a statement ---- */

/* Cut behind a word. */
static struct text shortened(struct text t, size_t most)
{
    if (t.len <= most)
        return t;
    while (most > 0 && t.ptr[most] != ' ')
        most--;
    return text_of(t.ptr, most);
}

static void put_line(struct buffer *out, struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        buffer_char(out, t.ptr[i] == '\n' || t.ptr[i] == '\r' ? ' ' : t.ptr[i]);
}

/* Its words in the order of a plain sentence. Returns how many bytes the source takes. */
static size_t put_statement(struct buffer *out, const struct event_entry *entry)
{
    struct text source = entry_value(entry, ENTRY_SOURCE), cue = text_trim(entry_value(entry, ENTRY_CUE));
    struct text content = shortened(entry_value(entry, ENTRY_CONTENT), CONTENT_MOST);
    bool direct = text_is(entry_value(entry, ENTRY_KIND), "direct"),
         says = !cue.len || text_starts_fold(cue, "according");
    size_t n;

    if (!source.len)
        source = entry_value(entry, ENTRY_SPEAKER);
    put_line(out, source);
    n = out->len;
    buffer_char(out, ' ');
    if (says)
        buffer_c(out, direct ? "said:" : "said that");
    else
        put_line(out, cue);
    buffer_c(out, direct ? " \"" : " ");
    put_line(out, content);
    if (content.len && content.ptr[content.len - 1] != '.')
        buffer_char(out, '.');
    if (direct)
        buffer_char(out, '"');
    return n;
}

static priscus_status code_statement(struct event_coder *coder, struct event_entry *entry, struct arena *mem,
                                     struct priscus_error *err)
{
    struct event_list events = { 0 };
    struct document doc;
    priscus_status status;
    size_t source;

    if (!entry_value(entry, ENTRY_SOURCE).len && !entry_value(entry, ENTRY_SPEAKER).len)
        return PRISCUS_OK;
    buffer_reset(&coder->words);
    source = put_statement(&coder->words, entry);
    if (coder->words.failed)
        return error_memory(err);
    status = read_sentence(coder, buffer_as_text(&coder->words), &doc, &events, err);
    for (size_t i = 0; status == PRISCUS_OK && i < events.n && events.at[i].sentence == 0; i++)
        if (bytes_of(&doc, events.at[i].source).begin < source)
            return take(coder, &doc, &events.at[i], entry, mem) == PRISCUS_OK ? PRISCUS_OK : error_memory(err);
    return status;
}

/* ---- a position ---- */

/* May the event at a position's words stand for it? What is open is agreed to, or it is not; what is accepted is agreed to or
 * done ("has released"), on the same side as the issue's code. */
static bool says_more(enum stance stance, const struct event_code *issue, const struct event_code *code)
{
    if (stance == STANCE_OPEN)
        return code->root == EVENT_AGREE;
    return code->root != EVENT_STATEMENT && issue &&
           (event_root_quad((enum event_root)code->root) > 2) == (event_root_quad((enum event_root)issue->root) > 2);
}

static priscus_status code_by_sentence(struct event_coder *coder, struct event_entry *entry, enum stance stance,
                                       struct priscus_error *err)
{
    struct text sentence = entry_value(entry, ENTRY_SENTENCE), words = entry_value(entry, ENTRY_WORDS);
    size_t at = words.len ? text_find(sentence, words, 0) : NOWHERE;
    struct event_list events = { 0 };
    struct document doc;
    priscus_status status;

    if (at == NOWHERE)
        return PRISCUS_OK;
    buffer_reset(&coder->words);
    put_line(&coder->words, sentence);
    if (coder->words.failed)
        return error_memory(err);
    status = read_sentence(coder, buffer_as_text(&coder->words), &doc, &events, err);
    for (size_t i = 0; status == PRISCUS_OK && i < events.n; i++) {
        struct span place = bytes_of(&doc, events.at[i].words);
        const struct event_code *code = &coder->table.codes[events.at[i].code];

        if (place.begin < at + words.len && place.end > at && span_empty(events.at[i].condition) &&
            says_more(stance, entry->code, code)) {
            entry->code = code;
            return PRISCUS_OK;
        }
    }
    return status;
}

priscus_status event_coder_code(struct event_coder *coder, struct event_entry *entry, struct arena *mem,
                                struct priscus_error *err)
{
    enum stance stance;
    uint16_t code;

    entry->code = NULL;
    if (!entry->is_position)
        return code_statement(coder, entry, mem, err);
    if (!entry_value(entry, ENTRY_ISSUE).len || !stance_parse(entry_value(entry, ENTRY_STANCE), &stance))
        return PRISCUS_OK; /* a stance of a newer Priscus */
    code = event_table_stance(&coder->table, entry_value(entry, ENTRY_ISSUE), stance);
    if (code != EVENT_NO_CODE)
        entry->code = &coder->table.codes[code];
    entry->conditional = stance == STANCE_CONDITIONAL;
    return stance == STANCE_OPEN || stance == STANCE_ACCEPTS ? code_by_sentence(coder, entry, stance, err) : PRISCUS_OK;
}

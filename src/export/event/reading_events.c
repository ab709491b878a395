/* reading_events.c - see reading_events.h. */
#include "export/event/reading_events.h"

#include <stdio.h>

#include "export/event/event_line.h"
#include "record/event/event.h"
#include "record/id.h"

static struct span bytes_of(const struct document *doc, struct token_range range)
{
    if (range.first >= range.end)
        return (struct span){ 0, 0 };
    return (struct span){ doc->tokens[range.first].span.begin, doc->tokens[range.end - 1].span.end };
}

/* Those that a noun phrase stands for; one of no party by its words. */
static void put_who(const struct reading *r, struct token_range words, struct event_who *list, size_t *n)
{
    const struct actors *actors = r->record.actors;
    struct actor_ref refs[ACTORS_MAX];
    struct text text = text_in(r->document.body, bytes_of(&r->document, words));
    size_t found = words.first < words.end ? actors_resolve(actors, words.first, words.end, NULL, refs) : 0;

    for (size_t i = 0; i < found; i++)
        event_who_add(list, n,
                      refs[i].party == NO_PARTY ? (struct text){ 0 }
                                                : knowledge_roster(actors->knowledge)->parties[refs[i].party].code,
                      refs[i].person.ptr ? refs[i].person : text);
    if (!found)
        event_who_add(list, n, (struct text){ 0 }, text);
}

/* Per token: 1 + index of the innermost statement whose cue or content it is a word of, or 0. NULL: memory. */
static uint32_t *statement_at(const struct reading *r, struct arena *mem)
{
    const struct document *doc = &r->document;
    uint32_t *at = arena_alloc(mem, (doc->n_tokens + 1) * sizeof *at);

    /* One that lies in another comes behind it. */
    for (size_t i = 0; at && i < r->record.n_statements; i++) {
        const struct statement *st = &r->record.statements[i];

        for (size_t k = 0; k <= st->n_content; k++) {
            struct token_range words = tokens_in(doc, k < st->n_content ? st->content[k] : st->cue);

            for (uint32_t t = words.first; t < words.end; t++)
                at[t] = (uint32_t)i + 1;
        }
    }
    return at;
}

static void put_event(const struct reading *r, const struct event_table *table, const struct event *event,
                      const struct statement *st, struct buffer *out, size_t *left_out)
{
    const struct document *doc = &r->document;
    struct span words = bytes_of(doc, event->words);
    char page[ID_TEXT_MAX], statement[ID_TEXT_MAX], id[ID_TEXT_MAX + 24];
    bool said = st && date_known(st->said_on);
    struct event_line line = {
        .code = &table->codes[event->code],
        .date = said ? st->said_on : r->article.published,
        .words = text_in(doc->body, words),
        .text = text_in(doc->body, doc->sentences[event->sentence].span),
        .sequence = event->sentence + 1,
        .place = doc->sentences[event->sentence].span,
        .condition = text_in(doc->body, event->condition),
        .address = r->article.address,
        .title = r->article.title,
        .outlet = r->article.outlet,
        .language = r->article.language,
    };

    line.conditional = line.condition.len && event_code_needs_its_condition(line.code);
    put_who(r, event->source, line.actors, &line.n_actors);
    put_who(r, event->target, line.recipients, &line.n_recipients);
    if (!event_line_can(&line)) {
        (*left_out)++;
        return;
    }
    id_format(ID_PAGE, id_of_page(page_hash(&r->page)), page);
    snprintf(id, sizeof id, "%s-%u-%u", page, words.begin, words.end);
    line.id = text_c(id);
    event_line_own(&line, "kind", text_c("event"), false);
    if (st)
        event_line_own(&line, "statement",
                       text_c(id_format(ID_STATEMENT, id_of_statement(page_hash(&r->page), st), statement)), false);
    if (event->told)
        event_line_own(&line, "by_other", text_c("1"), true);
    event_line_own(&line, "dated_by", text_c(said ? "said" : "published"), false);
    event_line_own(&line, "page", text_c(page), false);
    event_line_own(&line, "file", r->article.id.len ? r->article.id : r->page.name, false);
    event_line_put(out, &line);
}

priscus_status reading_events(const struct reading *reading, const struct event_table *table, struct arena *mem,
                              struct buffer *out, size_t *left_out, struct priscus_error *err)
{
    struct event_list events = { 0 };
    uint32_t *statement = statement_at(reading, mem);

    if (!statement)
        return error_memory(err);
    if (reading->record.actors &&
        event_find(&reading->document, table, reading->record.actors, mem, &events) != PRISCUS_OK)
        return error_memory(err);
    for (size_t i = 0; i < events.n; i++) {
        uint32_t st = statement[events.at[i].words.first];

        put_event(reading, table, &events.at[i], st ? &reading->record.statements[st - 1] : NULL, out, left_out);
    }
    return out->failed ? error_memory(err) : PRISCUS_OK;
}

/* record.c - see record.h: actors, statements, dates, positions, chains, one after the other. */
#include "record/record.h"

#include "language/sentence/quote.h"
#include "record/position/position.h"
#include "record/position/position_reader.h"
#include "record/statement/attribution.h"
#include "record/statement/chain.h"
#include "record/statement/statement.h"
#include "record/time/said.h"

const char *issue_how_text(enum issue_how how)
{
    static const char *const texts[] = { "phrase", "set", "near", "reference", "learnt" };

    return texts[how];
}

const char *statement_kind_text(enum statement_kind kind)
{
    static const char *const names[] = { "direct", "indirect", "mixed" };

    return names[kind];
}

const char *chain_role_text(enum chain_role role)
{
    static const char *const names[] = { "outlet", "agency", "cited", "quoter", "speaker" };

    return names[role];
}

priscus_status record_networks_open(const struct language *language, struct record_networks *out,
                                    struct priscus_error *err)
{
    priscus_status status = attributor_new(language, &out->attributor, err);

    out->position_reader = NULL;
    if (status == PRISCUS_OK)
        status = position_reader_new(language, &out->position_reader, err);
    if (status != PRISCUS_OK)
        record_networks_close(out);
    return status;
}

void record_networks_close(struct record_networks *networks)
{
    attributor_free(networks->attributor);
    position_reader_free(networks->position_reader);
    *networks = (struct record_networks){ 0 };
}

static priscus_status read_into(const struct document *doc, const struct knowledge *knowledge,
                                const struct record_networks *networks, const struct quote_list *quotes,
                                const struct attribution_list *attributions, struct arena *mem, struct actors *actors,
                                struct voice_list *voices, struct record *record)
{
    priscus_status status;

    if ((status = actors_find(doc, knowledge, quotes, mem, actors)) != PRISCUS_OK ||
        (status = statement_find(doc, actors, quotes, attributions, mem, record, voices)) != PRISCUS_OK)
        return status;
    said_fill(doc, knowledge->occasions, record); /* positions have the date of their statement */
    if ((status = position_find(doc, actors, voices, quotes, networks->position_reader, mem, record)) != PRISCUS_OK)
        return status;
    said_fill_positions(doc, knowledge->occasions, record);
    return chain_fill(doc, knowledge, mem, record);
}

static priscus_status no_memory(const struct document *doc, struct priscus_error *err)
{
    return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory for the record of a text of %zu bytes",
                     doc->body.len);
}

priscus_status record_read_attributed(const struct document *doc, const struct knowledge *knowledge,
                                      const struct record_networks *networks, const struct quote_list *quotes,
                                      const struct attribution_list *attributions, struct arena *mem,
                                      struct record *out, struct priscus_error *err)
{
    struct record record = { 0 };
    struct actors *actors = arena_alloc(mem, sizeof *actors);
    struct voice_list *voices = arena_alloc(mem, sizeof *voices);

    if (!actors || !voices)
        return no_memory(doc, err);
    if (doc->n_tokens) {
        if (read_into(doc, knowledge, networks, quotes, attributions, mem, actors, voices, &record) != PRISCUS_OK)
            return no_memory(doc, err);
        record.actors = actors;
        record.voices = voices;
    }
    *out = record;
    return PRISCUS_OK;
}

priscus_status record_read(const struct document *doc, const struct knowledge *knowledge,
                           const struct record_networks *networks, struct arena *mem, struct record *out,
                           struct priscus_error *err)
{
    struct quote_list quotes;
    struct attribution_list attributions;

    if (doc->article->is_index) { /* "she" and "on Tuesday" are nobody's and no day's there */
        *out = (struct record){ 0 };
        return PRISCUS_OK;
    }
    if (quote_find(doc, mem, &quotes) != PRISCUS_OK ||
        attribution_find(networks->attributor, doc, &quotes, mem, &attributions) != PRISCUS_OK)
        return no_memory(doc, err);
    return record_read_attributed(doc, knowledge, networks, &quotes, &attributions, mem, out, err);
}

static bool wrong(const char **why, const char *what)
{
    if (why)
        *why = what;
    return false;
}

static bool span_ok(struct span s, struct text body)
{
    return s.begin <= s.end && s.end <= body.len;
}

bool record_check(const struct record *record, const struct document *doc, const char **why)
{
    for (size_t i = 0; i < record->n_statements; i++) {
        const struct statement *st = &record->statements[i];
        uint32_t at = 0;

        if (!span_ok(st->source, doc->body) || !span_ok(st->cue, doc->body) || !span_ok(st->occasion, doc->body) ||
            !span_ok(st->addressee, doc->body) || !span_ok(st->said_words, doc->body))
            return wrong(why, "a statement's span leaves the body");
        if (st->n_content == 0 || st->n_content > STATEMENT_PIECES_MAX || st->n_chain > CHAIN_MAX)
            return wrong(why, "a statement without content, or with too much of it");
        for (size_t k = 0; k < st->n_content; k++) {
            if (span_empty(st->content[k]) || !span_ok(st->content[k], doc->body) || st->content[k].begin < at)
                return wrong(why, "a statement's content is empty, out of order or out of the body");
            at = st->content[k].end;
        }
        for (size_t k = 0; k < st->n_chain; k++)
            if (!span_ok(st->chain[k].words, doc->body) || !st->chain[k].name.ptr)
                return wrong(why, "a step of a chain without a name, or with words out of the body");
        if (st->inside >= (int32_t)record->n_statements)
            return wrong(why, "a statement lies inside one that is not there");
        for (size_t hops = 0, o = (size_t)st->inside; st->inside >= 0 && record->statements[o].inside >= 0; hops++) {
            o = (size_t)record->statements[o].inside;
            if (hops > record->n_statements)
                return wrong(why, "statements lie inside one another in a circle");
        }
    }
    for (size_t i = 0; i < record->n_positions; i++) {
        const struct position *p = &record->positions[i];

        if (!span_ok(p->sentence, doc->body) || span_empty(p->words) || !span_holds(p->sentence, p->words) ||
            !span_ok(p->condition, doc->body) || !span_ok(p->issue_words, doc->body) ||
            !span_ok(p->issue_named, doc->body) || !span_ok(p->holder, doc->body) || !span_ok(p->scores.cue, doc->body))
            return wrong(why, "a position's words do not lie in its sentence");
        if (p->statement >= (int32_t)record->n_statements)
            return wrong(why, "a position's statement is not there");
        if (p->stance <= STANCE_NONE || p->stance >= STANCE_COUNT || !p->party.ptr || !p->issue.ptr)
            return wrong(why, "a position without party, issue or stance");
    }
    return true;
}

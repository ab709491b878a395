/* trace_json.c - see trace_json.h; the keys are told in docs/trace.md. */
#include "ledger/audit/trace_json.h"

#include "base/json_write.h"
#include "reading/trace.h"
#include "record/id.h"

/* A place, or null where there is none. */
static void put_place(struct buffer *b, const char *key, struct span s)
{
    if (span_empty(s))
        json_put_null(b, key);
    else
        json_put_span(b, key, s);
}

static void put_written(struct buffer *b, struct written at)
{
    json_put_text(b, "file", text_c(at.file));
    json_put_number(b, "line", (unsigned long)at.line);
}

static void put_article(struct buffer *b, const struct ledger_trace *entry)
{
    const struct article *a = &entry->reading->article;

    json_put_open(b, "page", '{');
    json_put_text(b, "id", entry->page);
    json_put_text(b, "name", entry->name);
    json_put_text(b, "title", a->title);
    json_put_text(b, "outlet", a->outlet);
    json_put_date(b, "published", a->published);
    buffer_char(b, '}');
}

static void put_words(struct buffer *b, const struct trace *t)
{
    struct text body = t->reading->document.body;

    json_put_open(b, "words", '[');
    for (size_t i = 0; i < t->n_words; i++) {
        const struct trace_word *w = &t->words[i];

        json_put_open(b, NULL, '{');
        json_put_number(b, "number", w->number);
        json_put_text(b, "word", text_in(body, w->token->span));
        json_put_text(b, "lemma", w->token->lemma);
        json_put_text(b, "tag", text_c(upos_text((enum upos)w->token->upos)));
        json_put_number(b, "head", w->head);
        json_put_text(b, "relation", text_c(relation_text((enum relation)w->token->relation)));
        json_put_span(b, "span", w->token->span);
        json_put_open(b, "part", '[');
        for (unsigned bit = 0; bit < TRACE_MARKS_N; bit++)
            if (w->marks >> bit & 1)
                json_put_text(b, NULL, text_c(trace_mark_text(bit)));
        buffer_c(b, "]}");
    }
    buffer_char(b, ']');
}

static void put_who(struct buffer *b, const char *key, const struct trace *t, const struct trace_who *who)
{
    struct text body = t->reading->document.body;

    json_put_open(b, key, '{');
    json_put_text(b, "how", text_c(trace_how_text(who->how)));
    json_put_words(b, "words", body, who->words);
    json_put_words(b, "mention", body, who->mention);
    put_place(b, "span", who->mention);
    json_put_text(b, "name", who->name);
    json_put_text(b, "party", who->party);
    json_put_bool(b, "barred", who->barred);
    if (who->actor) {
        json_put_open(b, "roster", '{');
        json_put_text(b, "name", who->actor->name);
        json_put_text(b, "office", who->term ? who->term->office : (struct text){ 0 });
        json_put_date(b, "from", who->term ? who->term->from : (struct date){ 0 });
        json_put_date(b, "to", who->term ? who->term->to : (struct date){ 0 });
        put_written(b, who->term ? who->term->at : who->actor->at);
        buffer_char(b, '}');
    } else
        json_put_null(b, "roster");
    buffer_char(b, '}');
}

static void put_phrase(struct buffer *b, const struct trace *t)
{
    if (!t->phrase) {
        json_put_null(b, "agenda");
        return;
    }
    json_put_open(b, "agenda", '{');
    json_put_text(b, "phrase", t->phrase->words);
    json_put_text(b, "key", text_c(agenda_key_text(t->phrase->key)));
    json_put_words(b, "words", t->reading->document.body, t->position->issue_words);
    put_written(b, t->phrase->at);
    buffer_char(b, '}');
}

static void put_rows(struct buffer *b, const char *key, const struct trace_row *rows, size_t n)
{
    json_put_open(b, key, '[');
    for (size_t i = 0; i < n; i++) {
        json_put_open(b, NULL, '{');
        json_put_text(b, "row", rows[i].id);
        json_put_text(b, "is", rows[i].is);
        put_written(b, (struct written){ "record/stance.table", rows[i].line });
        buffer_char(b, '}');
    }
    buffer_char(b, ']');
}

static void put_advice(struct buffer *b, const struct trace *t)
{
    json_put_open(b, "mend", '[');
    for (size_t i = 0; i < t->n_advice; i++) {
        json_put_open(b, NULL, '{');
        json_put_text(b, "what", text_c(t->advice[i].what));
        json_put_text(b, "how", t->advice[i].sentence);
        buffer_char(b, '}');
    }
    buffer_char(b, ']');
}

/* Below 0: the network was not taught it. */
static void put_odds(struct buffer *b, const char *key, float odds)
{
    json_put_key(b, key);
    if (odds < 0)
        buffer_c(b, "null");
    else
        buffer_format(b, "%.2f", (double)odds);
}

static void put_learnt(struct buffer *b, const struct trace *t)
{
    json_put_hundredths(b, "attribution_sure", t->statement ? sure_hundredths(t->statement->sure) : 0);
    if (!t->learnt) {
        json_put_null(b, "learnt");
        return;
    }
    json_put_open(b, "learnt", '{');
    put_odds(b, "party", t->position->scores.read_for_party);
    put_odds(b, "named", t->position->scores.named_for_party);
    put_odds(b, "holder", t->position->scores.holder);
    put_odds(b, "issue", t->position->scores.issue);
    put_odds(b, "other", t->position->scores.other);
    json_put_text(b, "rules", text_c(trace_rules_text(t->said_by_rules)));
    json_put_words(b, "cue", t->reading->document.body, t->position->scores.cue);
    put_place(b, "span", t->position->scores.cue);
    put_rows(b, "near", t->near, t->n_near);
    buffer_char(b, '}');
}

/* What is made of the sentence now, where the stored entry is not. */
static void put_instead(struct buffer *b, const struct ledger_trace *entry)
{
    const struct record *r = &entry->reading->record;

    json_put_open(b, "made_now", '[');
    for (size_t i = 0; entry->issue.ptr && i < r->n_positions; i++)
        if (r->positions[i].sentence.begin < entry->sentence.end &&
            entry->sentence.begin < r->positions[i].sentence.end)
            reading_position_json(entry->reading, i, b);
    for (size_t i = 0; !entry->issue.ptr && i < r->n_statements; i++)
        if (r->statements[i].cue.begin < entry->sentence.end && entry->sentence.begin < r->statements[i].cue.end)
            reading_statement_json(entry->reading, i, b);
    buffer_char(b, ']');
}

priscus_status ledger_trace_json(const struct ledger_trace *entry, struct arena *mem, struct buffer *out,
                                 struct priscus_error *err)
{
    bool again = entry->statement >= 0 || entry->position >= 0;
    struct trace made, *trace = again ? &made : NULL;

    if (again &&
        trace_make(entry->reading, entry->knowledge, entry->statement, entry->position, mem, &made) != PRISCUS_OK)
        return error_memory(err);
    buffer_char(out, '{');
    json_put_text(out, "id", entry->id);
    json_put_text(out, "engine", text_c(entry->engine));
    json_put_text(out, "engine_now", text_c(knowledge_engine(entry->knowledge)));
    json_put_bool(out, "made_again", again);
    put_article(out, entry);
    json_put_text(out, "text", entry->words);
    json_put_text(out, "party", entry->party);
    json_put_text(out, "issue", entry->issue);
    json_put_text(out, "stance", entry->stance);
    if (trace) {
        struct text body = trace->reading->document.body;

        json_put_words(out, "sentence", body, trace->sentence);
        put_place(out, "span", trace->sentence);
        put_words(out, trace);
        if (entry->statement >= 0) {
            json_put_key(out, "statement");
            reading_statement_json(entry->reading, (size_t)entry->statement, out);
        } else
            json_put_null(out, "statement");
        put_who(out, "speaker", trace, &trace->speaker);
        if (trace->position) {
            json_put_key(out, "position");
            reading_position_json(entry->reading, (size_t)entry->position, out);
            put_who(out, "holder", trace, &trace->holder);
            put_phrase(out, trace);
            json_put_text(out, "issue_found", text_c(issue_how_text(trace->position->issue_how)));
            json_put_words(out, "issue_named", body, trace->position->issue_named);
            put_rows(out, "rows", trace->rows, trace->n_rows);
        } else {
            json_put_null(out, "position");
            json_put_null(out, "holder");
            json_put_null(out, "agenda");
            json_put_null(out, "issue_found");
            json_put_null(out, "issue_named");
            put_rows(out, "rows", NULL, 0);
        }
        put_advice(out, trace);
        put_learnt(out, trace);
    } else
        put_instead(out, entry);
    buffer_char(out, '}');
    return !out->failed ? PRISCUS_OK : error_memory(err);
}

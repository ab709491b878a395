/* trace_json.c - see trace_output.h; the keys are told in docs/trace.md. */
#include "cli/command/trace_output.h"

#include "record/id.h"

static void put_text(struct buffer *b, const char *key, struct text t)
{
    json_key(b, key);
    json_string(b, t);
}

static void put_bool(struct buffer *b, const char *key, bool value)
{
    json_key(b, key);
    buffer_c(b, value ? "true" : "false");
}

static void put_number(struct buffer *b, const char *key, unsigned long n)
{
    json_key(b, key);
    buffer_format(b, "%lu", n);
}

static void put_span(struct buffer *b, const char *key, struct span s)
{
    json_key(b, key);
    if (span_empty(s))
        buffer_c(b, "null");
    else
        buffer_format(b, "[%u, %u]", s.begin, s.end);
}

static void put_date(struct buffer *b, const char *key, struct date d)
{
    char text[DATE_TEXT_MAX];

    put_text(b, key, date_known(d) ? text_c(date_format(d, text)) : (struct text){ 0 });
}

static void put_words_at(struct buffer *b, const char *key, struct text body, struct span s)
{
    put_text(b, key, span_empty(s) ? (struct text){ 0 } : text_in(body, s));
}

static void put_written(struct buffer *b, struct written at)
{
    put_text(b, "file", text_c(at.file));
    put_number(b, "line", (unsigned long)at.line);
}

static void put_article(struct buffer *b, const struct ledger_trace *entry)
{
    const struct article *a = &entry->reading->article;

    json_key(b, "page");
    buffer_char(b, '{');
    put_text(b, "id", entry->page);
    put_text(b, "name", entry->name);
    put_text(b, "title", a->title);
    put_text(b, "outlet", a->outlet);
    put_date(b, "published", a->published);
    buffer_char(b, '}');
}

static void put_words(struct buffer *b, const struct trace *t)
{
    struct text body = t->reading->document.body;

    json_key(b, "words");
    buffer_char(b, '[');
    for (size_t i = 0; i < t->n_words; i++) {
        const struct trace_word *w = &t->words[i];
        bool first = true;

        buffer_c(b, i ? ", {" : "{");
        put_number(b, "number", w->number);
        put_text(b, "word", text_in(body, w->token->span));
        put_text(b, "lemma", w->token->lemma);
        put_text(b, "tag", text_c(upos_text((enum upos)w->token->upos)));
        put_number(b, "head", w->head);
        put_text(b, "relation", text_c(relation_text((enum relation)w->token->relation)));
        put_span(b, "span", w->token->span);
        json_key(b, "part");
        buffer_char(b, '[');
        for (unsigned bit = 0; bit < TRACE_MARKS_N; bit++)
            if (w->marks >> bit & 1) {
                buffer_c(b, first ? "" : ", ");
                json_string(b, text_c(trace_mark_text(bit)));
                first = false;
            }
        buffer_c(b, "]}");
    }
    buffer_char(b, ']');
}

static void put_who(struct buffer *b, const char *key, const struct trace *t, const struct trace_who *who)
{
    struct text body = t->reading->document.body;

    json_key(b, key);
    buffer_char(b, '{');
    put_text(b, "how", text_c(trace_how_text(who->how)));
    put_words_at(b, "words", body, who->words);
    put_words_at(b, "mention", body, who->mention);
    put_span(b, "span", who->mention);
    put_text(b, "name", who->name);
    put_text(b, "party", who->party);
    put_bool(b, "barred", who->barred);
    json_key(b, "roster");
    if (who->actor) {
        buffer_char(b, '{');
        put_text(b, "name", who->actor->name);
        put_text(b, "office", who->term ? who->term->office : (struct text){ 0 });
        put_date(b, "from", who->term ? who->term->from : (struct date){ 0 });
        put_date(b, "to", who->term ? who->term->to : (struct date){ 0 });
        put_written(b, who->term ? who->term->at : who->actor->at);
        buffer_char(b, '}');
    } else
        buffer_c(b, "null");
    buffer_char(b, '}');
}

static void put_phrase(struct buffer *b, const struct trace *t)
{
    json_key(b, "agenda");
    if (!t->phrase) {
        buffer_c(b, "null");
        return;
    }
    buffer_char(b, '{');
    put_text(b, "phrase", t->phrase->words);
    put_text(b, "key", text_c(agenda_key_text(t->phrase->key)));
    put_words_at(b, "words", t->reading->document.body, t->position->issue_words);
    put_written(b, t->phrase->at);
    buffer_char(b, '}');
}

static void put_rows(struct buffer *b, const struct trace *t)
{
    json_key(b, "rows");
    buffer_char(b, '[');
    for (size_t i = 0; i < t->n_rows; i++) {
        buffer_c(b, i ? ", {" : "{");
        put_text(b, "row", t->rows[i].id);
        put_text(b, "is", t->rows[i].is);
        put_written(b, (struct written){ "record/stance.table", t->rows[i].line });
        buffer_char(b, '}');
    }
    buffer_char(b, ']');
}

static bool put_advice(struct buffer *b, const struct trace *t, struct arena *mem)
{
    struct trace_advice advice[TRACE_ADVICE_MAX];
    size_t n = trace_advise(t, mem, advice);

    json_key(b, "mend");
    buffer_char(b, '[');
    for (size_t i = 0; i < n; i++) {
        buffer_c(b, i ? ", {" : "{");
        put_text(b, "what", text_c(advice[i].what));
        put_text(b, "how", advice[i].sentence);
        buffer_char(b, '}');
    }
    buffer_char(b, ']');
    return n > 0;
}

/* What is made of the sentence now, where the stored entry is not. */
static void put_instead(struct buffer *b, const struct ledger_trace *entry)
{
    const struct record *r = &entry->reading->record;
    bool first = true;

    json_key(b, "made_now");
    buffer_char(b, '[');
    for (size_t i = 0; entry->issue.ptr && i < r->n_positions; i++)
        if (r->positions[i].sentence.begin < entry->sentence.end &&
            entry->sentence.begin < r->positions[i].sentence.end) {
            buffer_c(b, first ? "" : ", ");
            reading_position_json(entry->reading, i, b);
            first = false;
        }
    for (size_t i = 0; !entry->issue.ptr && i < r->n_statements; i++)
        if (r->statements[i].cue.begin < entry->sentence.end && entry->sentence.begin < r->statements[i].cue.end) {
            buffer_c(b, first ? "" : ", ");
            reading_statement_json(entry->reading, i, b);
            first = false;
        }
    buffer_char(b, ']');
}

bool trace_json(const struct ledger_trace *entry, const struct trace *trace, struct arena *mem, struct buffer *out)
{
    bool done = true;

    buffer_char(out, '{');
    put_text(out, "id", entry->id);
    put_text(out, "engine", text_c(entry->engine));
    put_text(out, "engine_now", text_c(knowledge_engine(entry->knowledge)));
    put_bool(out, "made_again", trace != NULL);
    put_article(out, entry);
    put_text(out, "text", entry->words);
    put_text(out, "party", entry->party);
    put_text(out, "issue", entry->issue);
    put_text(out, "stance", entry->stance);
    if (trace) {
        struct text body = trace->reading->document.body;

        put_words_at(out, "sentence", body, trace->sentence);
        put_span(out, "span", trace->sentence);
        put_words(out, trace);
        json_key(out, "statement");
        if (entry->statement >= 0)
            reading_statement_json(entry->reading, (size_t)entry->statement, out);
        else
            buffer_c(out, "null");
        put_who(out, "speaker", trace, &trace->speaker);
        json_key(out, "position");
        if (trace->position) {
            reading_position_json(entry->reading, (size_t)entry->position, out);
            put_who(out, "holder", trace, &trace->holder);
            put_phrase(out, trace);
            put_rows(out, trace);
        } else
            buffer_c(out, "null, \"holder\": null, \"agenda\": null, \"rows\": []");
        done = put_advice(out, trace, mem);
    } else
        put_instead(out, entry);
    buffer_c(out, "}\n");
    return done && !out->failed;
}

/* trace_text.c - `priscus trace`: how an entry came about, from its page to its stance.
 *
 *     p-3fa94c12d0b7: VSK ceasefire rejects
 *       page      samples/pages/talks.html (g-0123456789ab)
 *       sentence  We will not stop the shelling, Brook told reporters in Garn on Monday.
 *
 *          N  WORD     TAG   RELATION   HEAD       PART
 *          1  We       PRON  nsubj      4 stop     content, stance
 *     ...
 *     STANCE: rejects
 *       rows      record/stance.table:210: act-will-not, act will+not rejects
 *
 *     TO MEND IT
 *       issue     wrong issue: samples/world.agenda:12 has ...
 *
 *     FROM WHOM
 *     2031-04-15  OPA  quotes  Ana Brook   Brook told reporters
 *
 * Nothing here decides anything: reading/trace.h says all of it. */
#include "ledger/audit/trace_json.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "base/json_write.h"
#include "cli/command.h"
#include "cli/answer/who_text.h"
#include "cli/screen/table.h"
#include "cli/screen/terminal.h"
#include "reading/trace.h"
#include "record/id.h"

#define LABEL       2  /* where labels begin */
#define VALUE       14 /* where values begin */
#define VALUE_LEAST 30
#define SHOWN_MAX   4096 /* bytes of a value that are shown */

struct show {
    struct buffer *out;
    struct buffer scratch;
    size_t width;
    bool styled;
    struct text body;
};

static void heading(struct show *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void line(struct show *s, const char *label, const char *format, ...) __attribute__((format(printf, 3, 4)));

static void heading(struct show *s, const char *format, ...)
{
    char text[400];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (s->out->len)
        buffer_char(s->out, '\n');
    buffer_c(s->out, s->styled ? "\033[1m" : "");
    text_clean(text_c(text), s->out);
    buffer_c(s->out, s->styled ? "\033[0m\n" : "\n");
}

/* "  label     the value, in as many lines as it needs" */
static void value(struct show *s, const char *label, struct text text)
{
    size_t begin = s->out->len, at;
    struct buffer clean = { 0 };

    if (text.len > SHOWN_MAX)
        text.len = SHOWN_MAX;
    text_clean(text, &clean);
    if (clean.len)
        text_fill(buffer_as_text(&clean), s->width > VALUE + VALUE_LEAST ? s->width : VALUE + VALUE_LEAST, VALUE,
                  s->out);
    else
        buffer_format(s->out, "%*s-\n", VALUE, "");
    for (at = 0; !s->out->failed && label[at] && at < VALUE - LABEL - 1; at++)
        s->out->ptr[begin + LABEL + at] = label[at];
    s->out->failed |= clean.failed || s->scratch.failed; /* the next buffer_reset() forgets it */
    buffer_release(&clean);
}

static void line(struct show *s, const char *label, const char *format, ...)
{
    char small[1000];
    va_list args;
    int n;

    va_start(args, format);
    n = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    value(s, label, text_of(small, n < 0 ? 0 : (size_t)n < sizeof small ? (size_t)n : sizeof small - 1));
}

static void words_at(struct show *s, const char *label, struct span at)
{
    if (span_empty(at))
        return;
    buffer_reset(&s->scratch);
    buffer_char(&s->scratch, '"');
    buffer_text(&s->scratch, text_in(s->body, at));
    buffer_format(&s->scratch, "\" (%u-%u)", at.begin, at.end);
    value(s, label, buffer_as_text(&s->scratch));
}

#define SHOW(t) (int)((t).len < 200 ? (t).len : 200), (t).ptr ? (t).ptr : ""

/* ---- the parts ------------------------------------------------------------------------------- */

static void show_page(struct show *s, const struct ledger_trace *entry)
{
    const struct article *a = &entry->reading->article;
    char date[DATE_TEXT_MAX];
    const struct knowledge_file *agendas, *rosters;
    size_t n_agendas, n_rosters = knowledge_files(entry->knowledge, &agendas, &n_agendas, &rosters);
    const char *missing = language_missing(knowledge_language(entry->knowledge));

    line(s, "page", "%.*s (%.*s)", SHOW(entry->name), SHOW(entry->page));
    if (a->address.len)
        value(s, "address", a->address);
    if (a->title.len)
        value(s, "title", a->title);
    line(s, "outlet", "%.*s", a->outlet.len ? (int)a->outlet.len : 12, a->outlet.len ? a->outlet.ptr : "(not stated)");
    line(s, "published", "%s%s", date_known(a->published) ? date_format(a->published, date) : "(not stated)",
         a->published_given ? ", as was given with --published; the page does not say it" : "");
    line(s, "made by", "%s%s%s%s", entry->engine,
         engine_is_fast(text_c(entry->engine)) ? ", the small networks alone (--fast)" : "",
         !entry->other_engine ? ""
         : missing            ? ", with an encoder that is not there: "
                              : ", another version of Priscus than this one",
         entry->other_engine && missing ? missing : "");
    for (size_t i = 0; i < n_agendas; i++)
        line(s, "agenda", "%s", agendas[i].name);
    for (size_t i = 0; i < n_rosters; i++)
        line(s, "roster", "%s", rosters[i].name);
    if (entry->other_knowledge)
        line(s, "", "the stored agenda or roster cannot be read by this version: its own are used");
}

static void show_words(struct show *s, const struct trace *t)
{
    static const struct table_column columns[] = {
        { .heading = "N", .right = true }, { .heading = "WORD", .least = 8 }, { .heading = "TAG" },
        { .heading = "RELATION" },         { .heading = "HEAD", .least = 8 }, { .heading = "PART", .least = 8 }
    };
    struct table table;
    struct buffer lines = { 0 };
    struct text rest;

    table_init(&table, columns, COUNT_OF(columns));
    for (size_t i = 0; i < t->n_words; i++) {
        const struct trace_word *w = &t->words[i];
        char number[16];

        snprintf(number, sizeof number, "%u", w->number);
        table_add(&table, text_c(number));
        table_add(&table, text_in(s->body, w->token->span));
        table_add(&table, text_c(upos_text((enum upos)w->token->upos)));
        table_add(&table, text_c(relation_text((enum relation)w->token->relation)));
        buffer_reset(&s->scratch);
        if (w->head) {
            buffer_format(&s->scratch, "%u ", w->head);
            buffer_text(&s->scratch, text_in(s->body, t->words[w->head - 1].token->span));
        }
        table_add(&table, buffer_as_text(&s->scratch));
        table.failed |= s->scratch.failed;
        buffer_reset(&s->scratch);
        for (unsigned bit = 0; bit < TRACE_MARKS_N; bit++)
            if (w->marks >> bit & 1)
                buffer_format(&s->scratch, "%s%s", s->scratch.len ? ", " : "", trace_mark_text(bit));
        table_add(&table, buffer_as_text(&s->scratch));
        table.failed |= s->scratch.failed;
    }
    if (table_print(&table, s->width > 2 * LABEL ? s->width - LABEL : s->width, s->styled, &lines) != PRISCUS_OK)
        s->out->failed = true;
    table_release(&table);
    buffer_char(s->out, '\n');
    for (rest = buffer_as_text(&lines); rest.len;) {
        struct text one = text_cut(&rest, '\n');

        buffer_format(s->out, "%*s", one.len ? LABEL : 0, "");
        buffer_text(s->out, one);
        buffer_char(s->out, '\n');
    }
    buffer_release(&lines);
}

static void show_date(struct show *s, struct date said, struct span words, const struct article *a)
{
    char date[DATE_TEXT_MAX];

    if (!date_known(said) && !span_empty(words))
        line(s, "said on", "not known from the words for it%s",
             date_known(a->published) ? "" : " alone: the page does not say when it was published");
    else if (!date_known(said))
        line(s, "said on", "not said%s", date_known(a->published) ? "; goes by the day of publication" : "");
    else
        line(s, "said on", "%s (%s)", date_format(said, date), precision_text(said.precision));
    words_at(s, "date from", words);
}

static void show_statement(struct show *s, const struct trace *t, const char *id, const char *inside)
{
    const struct statement *st = t->statement;

    heading(s, "STATEMENT: %s, %s", id, statement_kind_text(st->kind));
    words_at(s, "source", st->source);
    words_at(s, "cue", st->cue);
    for (size_t i = 0; i < st->n_content; i++)
        words_at(s, i ? "" : "content", st->content[i]);
    if (inside[0])
        line(s, "inside", "%s", inside);
    if (st->sure > 0)
        line(s, "sure", "%.2f", (double)st->sure);
    words_at(s, "occasion", st->occasion);
    words_at(s, "addressee", st->addressee);
    show_date(s, st->said_on, st->said_words, &t->reading->article);
    for (size_t i = 0; i < st->n_chain; i++) {
        const struct chain_link *link = &st->chain[i];

        buffer_reset(&s->scratch);
        buffer_format(&s->scratch, "%s: ", chain_role_text(link->role));
        buffer_text(&s->scratch, link->name);
        if (!span_empty(link->words)) {
            buffer_c(&s->scratch, ", by \"");
            buffer_text(&s->scratch, text_in(s->body, link->words));
            buffer_format(&s->scratch, "\" (%u-%u)", link->words.begin, link->words.end);
        }
        value(s, i ? "" : "chain", buffer_as_text(&s->scratch));
    }
}

static void show_who(struct show *s, const char *title, const struct trace *t, const struct trace_who *who)
{
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
    const struct roster *roster = knowledge_roster(t->knowledge);

    heading(s, "%s: %.*s%s%.*s", title,
            SHOW(who->name.ptr ? who->name : text_c(who->party.ptr ? "" : "nobody that is known")),
            who->party.ptr && who->name.ptr ? ", for "
            : who->name.ptr                 ? ", for no party that is known"
                                            : "",
            SHOW(who->party));
    words_at(s, "words", who->words);
    if (who->how != TRACE_NOBODY)
        line(s, "taken for", "%s", trace_how_text(who->how));
    if (!span_empty(who->mention) && !(who->mention.begin == who->words.begin && who->mention.end == who->words.end))
        words_at(s, "mention", who->mention);
    if (who->barred)
        line(s, "barred", "a former one, or in no office that the roster knows at that date: speaks for nobody");
    if (who->term)
        line(s, "roster", "%s:%d: %.*s, %.*s of %.*s, from %s %s %s", who->term->at.file, who->term->at.line,
             SHOW(who->actor->name), SHOW(who->term->office), SHOW(roster->parties[who->term->party].code),
             date_known(who->term->from) ? date_format(who->term->from, from) : "the beginning",
             who->term->last_known ? "last known" : "to",
             date_known(who->term->to) ? date_format(who->term->to, to) : "now");
    else if (who->actor)
        line(s, "roster", "%s:%d: %.*s, of %.*s", who->actor->at.file, who->actor->at.line, SHOW(who->actor->name),
             SHOW(roster->parties[who->actor->party].code));
    else if (who->how == TRACE_BY_NAME || who->how == TRACE_BEFORE)
        line(s, "roster", "not there: known from this page alone");
}

static void row_at(struct show *s, const char *label, const struct trace_row *row)
{
    line(s, label, "record/stance.table:%d: %.*s, %.*s", row->line, SHOW(row->id), SHOW(row->is));
}

/* What the networks say, and the rules. */
static void show_learnt(struct show *s, const struct trace *t)
{
    static const char *const rules[] = {
        [TRACE_RULES_NOTHING] = "nothing of it: the networks alone found it",
        [TRACE_RULES_SAME] = "the same",
        [TRACE_RULES_CONTRARY] = "the contrary: the networks went before",
        [TRACE_RULES_ALONE] = "so, and they alone: the networks did not see it",
    };
    const struct position_scores *scores = &t->position->scores;

    heading(s, "SURE: %.2f", (double)t->position->sure);
    line(s, "rules say", "%s", rules[t->said_by_rules]);
    if (scores->read_for_party >= 0)
        line(s, "party", "%.2f, that the sentence, read for %.*s, has it so", (double)scores->read_for_party,
             SHOW(t->position->party));
    if (scores->named_for_party >= 0)
        line(s, "named", "%.2f, by the words that name the issue alone", (double)scores->named_for_party);
    if (scores->by_party) {
        line(s, "", "no other network has seen it");
        return;
    }
    if (scores->holder < 0)
        line(s, "holder",
             "the networks did not look at it: there are more mentions of issues in the sentence than they read");
    else
        line(s, "holder", "%.2f, that these words, or whoever speaks, hold that stance", (double)scores->holder);
    if (scores->issue < 0)
        line(s, "issue", "the networks were not taught %.*s: they take the phrase's word for it",
             SHOW(t->position->issue));
    else {
        line(s, "issue", "%.2f, that somebody is for or against %.*s in its words", (double)scores->issue,
             SHOW(t->position->issue));
        line(s, "other issue", "%.2f, that it is another issue there", (double)scores->other);
    }
    words_at(s, "cue", scores->cue);
    for (size_t i = 0; i < t->n_near; i++)
        row_at(s, i ? "" : "near rows", &t->near[i]);
    if (t->n_near)
        line(s, "", "whose words stand there; they did not decide");
}

static void show_position(struct show *s, const struct trace *t)
{
    const struct position *p = t->position;

    heading(s, "ISSUE: %.*s", SHOW(p->issue));
    if (t->issue && t->issue->meaning.len)
        value(s, "for means", t->issue->meaning);
    words_at(s, "words", p->issue_words);
    if (t->phrase)
        line(s, "phrase", "%s:%d: %s: %.*s", t->phrase->at.file, t->phrase->at.line, agenda_key_text(t->phrase->key),
             SHOW(t->phrase->words));
    else if (p->issue_how == ISSUE_LEARNT)
        line(s, "phrase", "none: a network took these words for the issue");
    else
        line(s, "phrase", "none: stands for what was spoken of before");
    if (p->issue_how == ISSUE_SET)
        line(s, "found", "by the phrase's words in another order or form");
    if (p->issue_how == ISSUE_NEAR)
        line(s, "found", "by a near word in the place of one of the phrase's, cosine %.2f", (double)p->issue_near);
    words_at(s, "named in", p->issue_named);
    heading(s, "STANCE: %s", stance_text(p->stance));
    words_at(s, "words", p->words);
    for (size_t i = 0; i < t->n_rows; i++)
        row_at(s, i ? "" : "rows", &t->rows[i]);
    if (t->learnt && !p->scores.composed)
        line(s, "rows", "none decided: networks found it, see SURE");
    else if (!t->n_rows)
        line(s, "rows", "none fired: the words of the issue carry it themselves");
    words_at(s, "condition", p->condition);
    if (p->counterpart.ptr)
        line(s, "counterpart", "%.*s", SHOW(p->counterpart));
    show_date(s, p->said_on, p->said_words, &t->reading->article);
    if (p->by_other)
        line(s, "note", "only another party's account has it");
    if (p->last_known)
        line(s, "note", "the roster does not know whether the speaker was still in office");
}

static void show_advice(struct show *s, const struct trace *t)
{
    const struct trace_advice *advice = t->advice;

    heading(s, "TO MEND IT");
    for (size_t i = 0; i < t->n_advice; i++)
        value(s, i && strcmp(advice[i].what, advice[i - 1].what) == 0 ? "" : advice[i].what, advice[i].sentence);
    line(s, "then",
         "read the page again with --agenda or --roster: the new reading stands beside this one, and lists "
         "show the newest");
}

/* The stored entry is not what this version makes of its page. */
static void show_instead(struct show *s, const struct ledger_trace *entry, struct sha256 page)
{
    const struct record *r = &entry->reading->record;
    char id[ID_TEXT_MAX];
    size_t n = 0;

    line(s, "words", "\"%.*s\"", SHOW(entry->words));
    line(s, "note", "%s",
         entry->other_engine ? "this version does not make this entry of the page: how it came about cannot be shown"
                             : "the page read again does not give this entry; \"priscus verify\" says what differs");
    for (size_t i = 0; entry->issue.ptr && i < r->n_positions; i++) {
        const struct position *p = &r->positions[i];

        if (p->sentence.begin >= entry->sentence.end || entry->sentence.begin >= p->sentence.end)
            continue;
        line(s, n++ ? "" : "made now", "%s: %.*s %.*s %s", id_format(ID_POSITION, id_of_position(page, p), id),
             SHOW(p->party), SHOW(p->issue), stance_text(p->stance));
    }
    for (size_t i = 0; !entry->issue.ptr && i < r->n_statements; i++) {
        const struct statement *st = &r->statements[i];

        if (st->cue.begin >= entry->sentence.end || entry->sentence.begin >= st->cue.end)
            continue;
        line(s, n++ ? "" : "made now", "%s: %.*s", id_format(ID_STATEMENT, id_of_statement(page, st), id),
             SHOW(st->speaker));
    }
    if (!n)
        line(s, "made now", "nothing of these words");
}

static priscus_status trace_text(const struct ledger_trace *entry, const struct trace *t, struct buffer *out)
{
    struct show s = { .out = out,
                      .width = terminal_width(STDOUT_FILENO),
                      .styled = terminal_styled(STDOUT_FILENO),
                      .body = entry->reading->document.body };
    struct sha256 page = page_hash(&entry->reading->page);

    if (entry->issue.ptr)
        heading(&s, "%.*s: %.*s %.*s %.*s", SHOW(entry->id), SHOW(entry->party), SHOW(entry->issue),
                SHOW(entry->stance));
    else
        heading(&s, "%.*s", SHOW(entry->id));
    show_page(&s, entry);
    if (!t)
        show_instead(&s, entry, page);
    else {
        char id[ID_TEXT_MAX] = "", inside[ID_TEXT_MAX] = "";

        words_at(&s, "sentence", t->sentence);
        show_words(&s, t);
        if (t->statement) {
            id_format(ID_STATEMENT, id_of_statement(page, t->statement), id);
            if (t->statement->inside >= 0)
                id_format(ID_STATEMENT, id_of_statement(page, &entry->reading->record.statements[t->statement->inside]),
                          inside);
            show_statement(&s, t, id, inside);
            show_who(&s, "SPEAKER", t, &t->speaker);
        } else
            heading(&s, "STATEMENT: none, the narrator's own voice");
        if (t->position) {
            show_position(&s, t);
            if (t->learnt)
                show_learnt(&s, t);
            show_who(&s, "HELD BY", t, &t->holder);
        }
        show_advice(&s, t);
    }
    buffer_release(&s.scratch);
    return out->failed ? PRISCUS_ENOMEM : PRISCUS_OK;
}

/* The way back to the oldest report of the same. */
static priscus_status add_way_back(struct ledger *ledger, const struct options *options,
                                   const struct ledger_trace *entry, struct arena *mem, struct buffer *out,
                                   struct priscus_error *err)
{
    struct sha256 page = page_hash(&entry->reading->page);
    struct show s = { .out = out, .styled = terminal_styled(STDOUT_FILENO) };
    int32_t statement =
        entry->position >= 0 ? entry->reading->record.positions[entry->position].statement : entry->statement;
    struct who who;
    bool *shown;
    priscus_status status = who_find(ledger, options->arguments[0], mem, &who, err);

    if (status != PRISCUS_OK)
        return status;
    if (options->format == FORMAT_JSON) {
        out->len -= out->len > 0; /* the last bracket */
        json_put_key(out, "who");
        who_json(&who, options->arguments[0], out);
        buffer_char(out, '}');
        return PRISCUS_OK;
    }
    if (!(shown = arena_alloc(mem, who.n * sizeof *shown)))
        return error_memory(err);
    who_way_back(&who, page, statement < 0 ? 0 : id_of_statement(page, &entry->reading->record.statements[statement]),
                 shown);
    heading(&s, "FROM WHOM");
    return who_table(&who, shown, out) == PRISCUS_OK ? PRISCUS_OK : error_memory(err);
}

int command_trace(const struct options *options)
{
    struct language *language = NULL;
    struct ledger *ledger = NULL;
    struct ledger_trace *entry = NULL;
    struct arena mem = { 0 };
    struct buffer out = { 0 };
    struct priscus_error err;
    priscus_status status = ledger_open(options->ledger, LEDGER_READ, &ledger, &err);
    int answer = EXIT_DONE;

    if (status == PRISCUS_OK)
        status = language_find(options->model, LANGUAGE_FAST, options->check_model, &language, &err);
    if (status == PRISCUS_OK)
        status = ledger_trace_open(ledger, language, options->arguments[0], &entry, &err);
    if (status == PRISCUS_OK) {
        bool again = entry->statement >= 0 || entry->position >= 0;
        struct trace trace;

        if (options->format == FORMAT_JSON) {
            status = ledger_trace_json(entry, &mem, &out, &err);
        } else if ((again && trace_make(entry->reading, entry->knowledge, entry->statement, entry->position, &mem,
                                        &trace) != PRISCUS_OK) ||
                   trace_text(entry, again ? &trace : NULL, &out) != PRISCUS_OK)
            status = error_memory(&err);
        if (status == PRISCUS_OK)
            status = add_way_back(ledger, options, entry, &mem, &out, &err);
        if (options->format == FORMAT_JSON)
            buffer_char(&out, '\n');
        if (status == PRISCUS_OK)
            answer = command_write(&out) != EXIT_DONE ? EXIT_LEDGER : again ? EXIT_DONE : EXIT_NO;
    }
    buffer_release(&out);
    arena_release(&mem);
    ledger_trace_close(entry);
    language_close(language);
    ledger_close(ledger, NULL);
    return status == PRISCUS_OK ? answer : command_failed(&err);
}

/* How entries came about: traced to the lines of agenda and roster that made them, and out of a ledger. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "failing_sqlite.h"
#include "known.h"
#include "ledger/audit/trace_json.h"
#include "ledger/ledger.h"
#include "reading/trace.h"
#include "record/id.h"

/* Lines are counted by the tests. */
static const char agenda_text[] = "agenda fisheries\n"
                                  "issue quota\n"
                                  "  for a yearly catch\n"
                                  "  words fishing limit; catch quota\n"
                                  "issue access\n"
                                  "  words access to ... waters\n";
static const char roster_text[] = "roster coasts\n"
                                  "party VEL state\n"
                                  "  name Velmark\n"
                                  "  adjective Velmarkian\n"
                                  "  person Ilse Brandt | president | 2019 |\n"
                                  "party SOR state\n"
                                  "  name Sorland\n"
                                  "  adjective Sorlandic\n";
static const char body[] = "Velmark rejects a catch quota, President Ilse Brandt told reporters in Garn on Monday.\n\n"
                           "Sorland has demanded access to the waters of Velmark, she said.\n\n"
                           "The quota is dead, according to a fisherman.";

static struct knowledge *knowledge;
static struct analyst *analyst;
static struct arena mem;
static struct reading reading;

static int open_all(void **state)
{
    struct knowledge_file agenda = { "fish.agenda", text_c(agenda_text) },
                          roster = { "coasts.roster", text_c(roster_text) };
    struct page page = {
        .name = text_c("told.txt"), .bytes = text_c(body), .from = PRISCUS_FROM_TEXT, .fetched = date_day(2031, 5, 7)
    };
    struct priscus_error err = { 0 };

    (void)state;
    if (knowledge_open(test_language(), &agenda, 1, &roster, 1, &knowledge, &err) != PRISCUS_OK ||
        !(analyst = analyst_new(knowledge)) || reading_make(&page, analyst, &mem, &reading, &err) != PRISCUS_OK) {
        print_error("%s\n", err.message);
        return -1;
    }
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    analyst_free(analyst);
    knowledge_close(knowledge);
    arena_release(&mem);
    return 0;
}

static int32_t position_of(const char *party, const char *issue)
{
    for (size_t i = 0; i < reading.record.n_positions; i++)
        if (text_is(reading.record.positions[i].party, party) && text_is(reading.record.positions[i].issue, issue))
            return (int32_t)i;
    fail_msg("no position %s %s", party, issue);
    return -1;
}

static int32_t statement_by(const char *source)
{
    for (size_t i = 0; i < reading.record.n_statements; i++)
        if (text_find(text_in(reading.document.body, reading.record.statements[i].source), text_c(source), 0) !=
            NOWHERE)
            return (int32_t)i;
    fail_msg("nobody \"%s\" says anything", source);
    return -1;
}

static struct trace traced(int32_t statement, int32_t position)
{
    struct trace t;

    assert_int_equal(trace_make(&reading, knowledge, statement, position, &mem, &t), PRISCUS_OK);
    return t;
}

static bool says(const struct trace *t, const char *what, const char *words)
{
    for (size_t i = 0; i < t->n_advice; i++)
        if (strcmp(t->advice[i].what, what) == 0 && text_find(t->advice[i].sentence, text_c(words), 0) != NOWHERE)
            return true;
    return false;
}

/* ---- a reading -------------------------------------------------------------------------------- */

static void a_position_leads_to_the_lines_that_made_it(void **state)
{
    struct trace t = traced(-1, position_of("VEL", "quota"));

    (void)state;
    assert_non_null(t.statement);
    assert_non_null(t.phrase);
    assert_true(text_is(t.phrase->words, "catch quota"));
    assert_string_equal(t.phrase->at.file, "fish.agenda");
    assert_int_equal(t.phrase->at.line, 4);
    assert_int_equal(t.phrase->key, AGENDA_WORDS);
    assert_true(text_is(t.issue->meaning, "a yearly catch"));
    assert_true(t.n_rows > 0);
    for (size_t i = 0; i < t.n_rows; i++)
        assert_true(t.rows[i].id.len > 0 && t.rows[i].is.len > 0 && t.rows[i].line > 0);
    assert_int_equal(t.holder.how, TRACE_BY_NAME);
    assert_non_null(t.holder.actor);
    assert_int_equal(t.holder.actor->at.line, 3);
    assert_true(says(&t, "issue", "fish.agenda:4"));
    assert_true(says(&t, "speaker", "coasts.roster:"));
    assert_true(says(&t, "stance", "stance.table"));
}

static void a_speaker_leads_to_a_term_of_the_roster(void **state)
{
    struct trace t = traced(statement_by("Ilse Brandt"), -1);

    (void)state;
    assert_null(t.position);
    assert_int_equal(t.speaker.how, TRACE_BY_NAME);
    assert_true(text_is(text_in(reading.document.body, t.speaker.mention), "Ilse Brandt"));
    assert_non_null(t.speaker.term);
    assert_string_equal(t.speaker.term->at.file, "coasts.roster");
    assert_int_equal(t.speaker.term->at.line, 5);
    assert_true(text_is(t.speaker.term->office, "president"));
}

static void a_pronoun_leads_to_who_was_mentioned_before(void **state)
{
    struct trace t = traced(statement_by("she"), -1);

    (void)state;
    assert_int_equal(t.speaker.how, TRACE_BEFORE);
    assert_true(text_is(text_in(reading.document.body, t.speaker.mention), "Ilse Brandt"));
}

static void whom_nobody_knows_is_said_to_be_nobody(void **state)
{
    struct trace t = traced(statement_by("fisherman"), -1);

    (void)state;
    assert_null(t.speaker.actor);
    assert_true(span_empty(t.speaker.mention));
    assert_true(says(&t, "speaker", "coasts.roster does not have"));
}

static void words_have_their_arcs_and_parts(void **state)
{
    struct trace t = traced(-1, position_of("VEL", "quota"));
    unsigned seen = 0;
    size_t roots = 0;

    (void)state;
    assert_true(t.n_words > 10);
    for (size_t i = 0; i < t.n_words; i++) {
        assert_int_equal(t.words[i].number, i + 1);
        assert_true(t.words[i].head <= t.n_words && t.words[i].head != t.words[i].number);
        assert_true(span_holds(t.sentence, t.words[i].token->span));
        roots += t.words[i].head == 0;
        seen |= t.words[i].marks;
    }
    assert_int_equal(roots, 1);
    for (unsigned bit = TRACE_BIT_SOURCE; bit <= TRACE_BIT_HOLDER; bit++)
        if (!(seen >> bit & 1))
            fail_msg("no word is %s", trace_mark_text(bit));
}

static bool has_near(const struct trace *t, const char *id)
{
    for (size_t i = 0; i < t->n_near; i++)
        if (text_is(t->near[i].id, id))
            return true;
    return false;
}

/* As networks would have found it: what they said, what the rules said. */
static void a_learnt_position_says_how_sure_and_from_what(void **state)
{
    static const struct {
        bool composed, opposed, alone;
        enum trace_rules rules;
        const char *text;
    } cases[] = { { false, false, false, TRACE_RULES_NOTHING, "nothing" },
                  { true, false, false, TRACE_RULES_SAME, "same" },
                  { false, true, false, TRACE_RULES_CONTRARY, "contrary" },
                  { true, false, true, TRACE_RULES_ALONE, "alone" } };
    int32_t at = position_of("VEL", "quota");
    struct position *p = &reading.record.positions[at], kept = *p;
    uint32_t cue = (uint32_t)text_find(reading.document.body, text_c("rejects"), 0);
    struct trace t;

    (void)state;
    p->sure = 0;
    assert_false(traced(-1, at).learnt);
    p->sure = 0.83f;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        p->scores = (struct position_scores){ .holder = 0.9f,
                                              .issue = 0.8f,
                                              .other = 0.1f,
                                              .composed = cases[i].composed,
                                              .opposed = cases[i].opposed,
                                              .alone = cases[i].alone,
                                              .cue = { cue, cue + 7 } };
        p->n_rules = cases[i].composed ? kept.n_rules : 0;
        t = traced(-1, at);
        assert_true(t.learnt);
        assert_int_equal(t.said_by_rules, cases[i].rules);
        assert_string_equal(trace_rules_text(t.said_by_rules), cases[i].text);
        /* Where the rules did not decide it, the row that has the word is shown all the same. */
        assert_int_equal(has_near(&t, "refuse"), !cases[i].composed);
        assert_true(says(&t, "stance", cases[i].composed ? "the rows above" : "the networks did"));
        assert_true(says(&t, "sure", "--sure"));
    }
    p->issue_how = ISSUE_LEARNT;
    p->agenda_entry = 0;
    p->scores.cue = (struct span){ 0 }; /* the words that carry it are looked through */
    p->scores.composed = p->scores.alone = false;
    t = traced(-1, at);
    assert_null(t.phrase);
    assert_true(has_near(&t, "refuse"));
    assert_true(says(&t, "issue", "a network took them for quota"));
    *p = kept;
}

static void every_entry_can_be_traced(void **state)
{
    (void)state;
    for (size_t i = 0; i < reading.record.n_statements; i++)
        (void)traced((int32_t)i, -1);
    for (size_t i = 0; i < reading.record.n_positions; i++)
        (void)traced(-1, (int32_t)i);
}

static void memory_may_run_out_while_tracing(void **state)
{
    struct arena few = { 0 };
    priscus_status status = PRISCUS_ENOMEM;

    (void)state;
    for (long k = 1; status != PRISCUS_OK; k++) {
        struct trace t = { .n_words = 77 };

        arena_reset(&few);
        few.fail_after = k;
        status = trace_make(&reading, knowledge, -1, position_of("VEL", "quota"), &few, &t);
        assert_true(status == PRISCUS_OK || (status == PRISCUS_ENOMEM && t.n_words == 77));
        assert_true(k < 100);
    }
    arena_release(&few);
}

/* ---- a ledger --------------------------------------------------------------------------------- */

static char folder[200], path[250];

static struct ledger *filled(void)
{
    struct ledger *ledger = NULL;
    struct priscus_error err = { 0 };

    snprintf(folder, sizeof folder, "%s/priscus-trace.XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/x.db", folder);
    if (ledger_open(path, LEDGER_WRITE, &ledger, &err) != PRISCUS_OK ||
        ledger_use(ledger, knowledge, &err) != PRISCUS_OK ||
        ledger_add(ledger, &reading.page, &reading.article, &reading.record, NULL, &err) != PRISCUS_OK ||
        ledger_commit(ledger, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    return ledger;
}

static void emptied(struct ledger *ledger)
{
    char command[300];

    ledger_close(ledger, NULL);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    assert_int_equal(system(command), 0);
}

static void position_id(char out[ID_TEXT_MAX])
{
    int32_t at = position_of("VEL", "quota");

    id_format(ID_POSITION, id_of_position(sha256_of(reading.page.bytes), &reading.record.positions[at]), out);
}

static void a_stored_entry_is_made_again_and_found(void **state)
{
    struct ledger *ledger = filled();
    struct ledger_trace *trace;
    struct priscus_error err = { 0 };
    char id[ID_TEXT_MAX];

    (void)state;
    position_id(id);
    if (ledger_trace_open(ledger, test_language(), id, &trace, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    assert_true(text_is(trace->id, id));
    assert_true(text_is(trace->name, "told.txt"));
    assert_true(text_is(trace->party, "VEL") && text_is(trace->issue, "quota") && text_is(trace->stance, "rejects"));
    assert_false(trace->other_engine || trace->other_knowledge);
    assert_true(trace->position >= 0);
    assert_int_equal(trace->statement, trace->reading->record.positions[trace->position].statement);
    ledger_trace_close(trace);
    id_format(ID_STATEMENT, id_of_statement(sha256_of(reading.page.bytes), &reading.record.statements[0]), id);
    assert_int_equal(ledger_trace_open(ledger, test_language(), id, &trace, &err), PRISCUS_OK);
    assert_int_equal(trace->statement, 0);
    assert_int_equal(trace->position, -1);
    ledger_trace_close(trace);
    ledger_trace_close(NULL);
    emptied(ledger);
}

static char *json_of(const struct ledger_trace *entry)
{
    struct arena few = { 0 };
    struct buffer out = { 0 };

    assert_int_equal(ledger_trace_json(entry, &few, &out, NULL), PRISCUS_OK);
    buffer_char(&out, '\0');
    arena_release(&few);
    return out.ptr;
}

static void json_has_what_the_networks_say(void **state)
{
    struct ledger *ledger = filled();
    struct ledger_trace *entry;
    struct position *p;
    char id[ID_TEXT_MAX], *json;

    (void)state;
    position_id(id);
    assert_int_equal(ledger_trace_open(ledger, test_language(), id, &entry, NULL), PRISCUS_OK);
    p = &entry->reading->record.positions[entry->position];
    p->sure = 0;
    json = json_of(entry);
    assert_non_null(strstr(json, "\"learnt\": null}"));
    free(json);
    p->sure = 0.834f;
    p->scores = (struct position_scores){ .read_for_party = 0.25f, .holder = 0.9f, .issue = 0.004f, .other = 0.12f };
    json = json_of(entry);
    if (!strstr(json, "\"sure\": 0.83") ||
        !strstr(json, "\"learnt\": {\"party\": 0.25, \"named\": 0.00, \"holder\": 0.90, \"issue\": 0.00, \"other\": "
                      "0.12, \"rules\": \"nothing\", "
                      "\"cue\": null, \"span\": null, \"near\": [{\"row\": \"refuse\", "))
        fail_msg("%s", json);
    free(json);
    p->scores.issue = p->scores.other = ISSUE_NOT_TAUGHT;
    p->scores.read_for_party = p->scores.named_for_party = PARTY_NOT_ASKED;
    json = json_of(entry);
    assert_non_null(strstr(
        json, "\"learnt\": {\"party\": null, \"named\": null, \"holder\": 0.90, \"issue\": null, \"other\": null, "));
    free(json);
    ledger_trace_close(entry);
    emptied(ledger);
}

static void what_is_not_there_is_said(void **state)
{
    static const struct {
        const char *id, *message;
    } cases[] = { { "p-000000000000", "there is no p-000000000000" },
                  { "g-000000000000", "is a page or an article" },
                  { "a-000000000000", "is a page or an article" },
                  { "x", "is no identifier" },
                  { "", "is no identifier" } };
    struct ledger *ledger = filled();

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct priscus_error err = { 0 };
        struct ledger_trace *trace = (void *)cases;

        assert_int_equal(ledger_trace_open(ledger, test_language(), cases[i].id, &trace, &err), PRISCUS_EUSAGE);
        assert_null(trace);
        if (!strstr(err.message, cases[i].message))
            fail_msg("%s: %s", cases[i].id, err.message);
    }
    emptied(ledger);
}

static void memory_may_run_out_while_a_ledger_is_asked(void **state)
{
    struct ledger *ledger = filled();
    char id[ID_TEXT_MAX];
    bool through = false;

    (void)state;
    position_id(id);
    for (long at = 1; !through; at += 1 + at / 20) {
        struct ledger_trace *trace;
        struct priscus_error err = { 0 };
        priscus_status status;

        start_failing(at);
        status = ledger_trace_open(ledger, test_language(), id, &trace, &err);
        through = stop_failing(status, &err);
        ledger_trace_close(trace);
    }
    emptied(ledger);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_position_leads_to_the_lines_that_made_it),
        cmocka_unit_test(a_speaker_leads_to_a_term_of_the_roster),
        cmocka_unit_test(a_pronoun_leads_to_who_was_mentioned_before),
        cmocka_unit_test(whom_nobody_knows_is_said_to_be_nobody),
        cmocka_unit_test(words_have_their_arcs_and_parts),
        cmocka_unit_test(a_learnt_position_says_how_sure_and_from_what),
        cmocka_unit_test(every_entry_can_be_traced),
        cmocka_unit_test(memory_may_run_out_while_tracing),
        cmocka_unit_test(a_stored_entry_is_made_again_and_found),
        cmocka_unit_test(json_has_what_the_networks_say),
        cmocka_unit_test(what_is_not_there_is_said),
        cmocka_unit_test(memory_may_run_out_while_a_ledger_is_asked),
    };

    hook_memory();
    return cmocka_run_group_tests(tests, open_all, close_all);
}

/* The record: short texts in, statements and positions out, as one line each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "known.h"
#include "record/knowledge/knowledge.h"

static struct knowledge *knowledge;
static struct arena mem;

struct read {
    struct article article;
    struct document doc;
    struct record record;
};

static priscus_status read_into(struct text body, struct arena *arena, struct read *out)
{
    struct priscus_error err;
    priscus_status status;

    out->article =
        (struct article){ .body = body, .published = date_day(2024, 8, 22), .outlet = text_c("The Ferry Post") };
    if (article_split_paragraphs(body, 0, arena, &out->article) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    status = document_read(test_reader(), &out->article, arena, &out->doc, &err);
    if (status == PRISCUS_OK)
        status = record_read(&out->doc, knowledge, test_rules(), arena, &out->record, &err);
    return status;
}

static void check(const struct read *r)
{
    const char *why = "";

    if (!document_check(&r->doc, &why) || !record_check(&r->record, &r->doc, &why))
        fail_msg("%s", why);
    /* Nothing lies inside itself, however far one follows. */
    for (size_t i = 0; i < r->record.n_statements; i++) {
        size_t hops = 0;

        for (int32_t k = r->record.statements[i].inside; k >= 0; k = r->record.statements[k].inside)
            assert_true(hops++ <= r->record.n_statements);
    }
    for (size_t i = 0; i < r->record.n_positions; i++) {
        assert_true(roster_party(knowledge_roster(knowledge), r->record.positions[i].party) != SIZE_MAX);
        assert_true(r->record.positions[i].n_rules == 0 || r->record.positions[i].rules != NULL);
    }
}

static struct read *read_text(const char *text)
{
    static struct read r;

    arena_reset(&mem);
    assert_int_equal(read_into(text_c(text), &mem, &r), PRISCUS_OK);
    check(&r);
    return &r;
}

/* ---- a line for each -------------------------------------------------------------------------- */

#define LINE 1000

static size_t put(char *out, size_t n, struct text t)
{
    return n + (size_t)snprintf(out + n, n < LINE ? LINE - n : 0, "%.*s", (int)t.len, t.ptr ? t.ptr : "");
}

static struct text words(const struct read *r, struct span s)
{
    return span_empty(s) ? text_c("-") : text_in(r->doc.body, s);
}

static struct text or_dash(struct text t)
{
    return t.ptr && t.len ? t : text_c("-");
}

/* "direct | source | cue | content / content | party" */
static const char *statement_line(const struct read *r, size_t i, char out[LINE])
{
    const struct statement *st = &r->record.statements[i];
    size_t n = 0;

    n = put(out, n, text_c(statement_kind_text(st->kind)));
    n = put(out, n, text_c(" | "));
    n = put(out, n, words(r, st->source));
    n = put(out, n, text_c(" | "));
    n = put(out, n, words(r, st->cue));
    n = put(out, n, text_c(" | "));
    for (size_t k = 0; k < st->n_content; k++) {
        n = put(out, n, text_c(k ? " / " : ""));
        n = put(out, n, words(r, st->content[k]));
    }
    n = put(out, n, text_c(" | "));
    put(out, n, or_dash(st->party));
    return out;
}

/* "RUS talks open" */
static const char *position_line(const struct read *r, size_t i, char out[LINE])
{
    const struct position *p = &r->record.positions[i];
    size_t n = 0;

    n = put(out, n, p->party);
    n = put(out, n, text_c(" "));
    n = put(out, n, p->issue);
    n = put(out, n, text_c(" "));
    put(out, n, text_c(stance_text(p->stance)));
    return out;
}

/* `want` lists the lines in order, NULL at its end. */
static void statements_are(const char *text, const char *const *want)
{
    struct read *r = read_text(text);
    char line[LINE];
    bool same = true;
    size_t n = 0;

    while (want[n]) {
        same = same && n < r->record.n_statements && strcmp(want[n], statement_line(r, n, line)) == 0;
        n++;
    }
    if (same && n == r->record.n_statements)
        return;
    print_error("%s\n", text);
    for (size_t i = 0; i < n; i++)
        print_error("  want %s\n", want[i]);
    for (size_t i = 0; i < r->record.n_statements; i++)
        print_error("  got  %s\n", statement_line(r, i, line));
    fail();
}

static void positions_are(const char *text, const char *const *want)
{
    struct read *r = read_text(text);
    char line[LINE];
    size_t n = 0;
    bool same = true;

    while (want[n]) {
        bool there = false;

        for (size_t i = 0; i < r->record.n_positions; i++)
            there |= strcmp(want[n], position_line(r, i, line)) == 0;
        same = same && there;
        n++;
    }
    if (same && n == r->record.n_positions)
        return;
    print_error("%s\n", text);
    for (size_t i = 0; i < n; i++)
        print_error("  want %s\n", want[i]);
    for (size_t i = 0; i < r->record.n_positions; i++)
        print_error("  got  %s\n", position_line(r, i, line));
    fail();
}

#define STATEMENTS(text, ...) statements_are(text, (const char *const[]){ __VA_ARGS__, NULL })
#define POSITIONS(text, ...)  positions_are(text, (const char *const[]){ __VA_ARGS__, NULL })
#define NO_STATEMENTS(text)   statements_are(text, (const char *const[]){ NULL })
#define NO_POSITIONS(text)    positions_are(text, (const char *const[]){ NULL })

/* ---- statements ---------------------------------------------------------------------------------- */

static void what_was_not_said_is_nobodys(void **state)
{
    static const char *const texts[] = {
        "Zelenskyy never said \"We reject talks\".",
        "Lavrov did not say that Russia accepts a ceasefire.",
        "\"We accept a ceasefire,\" Lavrov never said.",
        "\"We accept a ceasefire\" is not what Lavrov said.",
        "Araghchi denied having said that Iran rejects talks.",
        "Erdogan stopped short of saying that Turkey would accept a truce.",
        "Netanyahu refused to say that Israel would accept a ceasefire.",
        "It is not true that Putin said Russia rejects a ceasefire.",
        "Nobody said that Russia accepts a ceasefire.",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct read *r = read_text(texts[i]);

        assert_int_equal(r->record.n_positions, 0);
        for (size_t k = 0; k < r->record.n_statements; k++)
            if (r->record.statements[k].speaker.ptr || r->record.statements[k].party.ptr)
                fail_msg("%s: said by %.*s", texts[i], (int)r->record.statements[k].speaker.len,
                         r->record.statements[k].speaker.ptr);
    }
    /* The denial itself is his; and what was not denied was said. */
    assert_true(text_is(
        read_text("Peskov denied reports saying that Russia rejects talks.")->record.statements[0].party, "RUS"));
    POSITIONS("Putin did not deny saying that Russia rejects a ceasefire.", "RUS ceasefire rejects");
    POSITIONS("Lavrov denied the report after saying that Russia rejects a ceasefire.", "RUS ceasefire rejects");
}

static void indirect_speech_is_the_clause_behind_the_verb(void **state)
{
    (void)state;
    STATEMENTS("Sergey Lavrov said that Russia would not negotiate.",
               "indirect | Sergey Lavrov | said | that Russia would not negotiate | RUS");
    STATEMENTS("The Iranian foreign ministry said Tehran was open to talks.",
               "indirect | The Iranian foreign ministry | said | Tehran was open to talks | IRN");
}

static void direct_speech_is_in_quotation_marks(void **state)
{
    (void)state;
    STATEMENTS("\"We will not negotiate with anybody,\" Sergey Lavrov said.",
               "direct | Sergey Lavrov | said | \"We will not negotiate with anybody,\" | RUS");
    STATEMENTS("Sergey Lavrov said: \"We will not negotiate with anybody.\"",
               "direct | Sergey Lavrov | said: | \"We will not negotiate with anybody.\" | RUS");
    STATEMENTS("\xE2\x80\x9CWe will not negotiate,\xE2\x80\x9D Sergey Lavrov said.",
               "direct | Sergey Lavrov | said | \xE2\x80\x9CWe will not negotiate,\xE2\x80\x9D | RUS");
}

static void a_quotation_goes_on_behind_its_cue(void **state)
{
    (void)state;
    STATEMENTS("\"We will talk,\" Sergey Lavrov said, \"when the time has come.\"",
               "direct | Sergey Lavrov | said | \"We will talk,\" / \"when the time has come.\" | RUS");
}

static void whom_an_agency_quotes_is_the_source(void **state)
{
    (void)state;
    STATEMENTS(
        "\"We will not negotiate with anybody,\" TASS quoted Sergey Lavrov as saying.",
        "direct | Sergey Lavrov | quoted Sergey Lavrov as saying | \"We will not negotiate with anybody,\" | RUS");
}

static void a_clause_with_quoted_words_is_mixed(void **state)
{
    (void)state;
    STATEMENTS("Sergey Lavrov said that the offer was \"a trap for fools\".",
               "mixed | Sergey Lavrov | said | that the offer was \"a trap for fools\" | RUS");
}

static void the_speaker_may_stand_behind_the_verb(void **state)
{
    (void)state;
    STATEMENTS("\"We will not negotiate,\" said Sergey Lavrov.",
               "direct | Sergey Lavrov | said | \"We will not negotiate,\" | RUS");
}

static void what_stands_before_the_cue_is_said_too(void **state)
{
    (void)state;
    STATEMENTS("Talks with Kyiv will resume in May, Sergey Lavrov said.",
               "indirect | Sergey Lavrov | said | Talks with Kyiv will resume in May | RUS");
}

static void dashes_are_quotation_marks_where_a_paragraph_begins_with_one(void **state)
{
    (void)state;
    STATEMENTS("- We will not negotiate with anybody - said Sergey Lavrov.",
               "direct | Sergey Lavrov | said | We will not negotiate with anybody | RUS");
}

static void a_quotation_that_is_never_closed_ends_with_its_paragraph(void **state)
{
    (void)state;
    STATEMENTS("Sergey Lavrov said: \"We will not negotiate.\n\nIt rained.",
               "direct | Sergey Lavrov | said: | \"We will not negotiate. | RUS");
}

static void a_bare_quotation_is_the_last_speakers_or_nobodys(void **state)
{
    (void)state;
    STATEMENTS(
        "\"We will not negotiate,\" Sergey Lavrov said. \"There is nothing to talk about.\"",
        "direct | Sergey Lavrov | said | \"We will not negotiate,\" / \"There is nothing to talk about.\" | RUS");
    STATEMENTS("It rained in Orlune. \"There is nothing to talk about today.\"",
               "direct | - | - | \"There is nothing to talk about today.\" | -");
}

static void statements_lie_inside_one_another(void **state)
{
    struct read *r = read_text("Sergey Lavrov said that Vladimir Putin had told him that Russia was ready for talks.");

    (void)state;
    assert_int_equal(r->record.n_statements, 2);
    assert_int_equal(r->record.statements[0].inside, -1);
    assert_int_equal(r->record.statements[1].inside, 0);
    assert_true(text_is(words(r, r->record.statements[1].content[0]), "that Russia was ready for talks"));
    assert_int_equal(r->record.statements[1].n_chain, 3);
    assert_int_equal(r->record.statements[1].chain[0].role, CHAIN_OUTLET);
    assert_int_equal(r->record.statements[1].chain[1].role, CHAIN_QUOTER);
    assert_int_equal(r->record.statements[1].chain[2].role, CHAIN_SPEAKER);
    assert_true(text_is(r->record.statements[1].chain[1].name, "Sergey Lavrov"));
    assert_true(text_is(r->record.statements[1].chain[2].name, "Vladimir Putin"));
    assert_true(text_is(r->record.statements[0].chain[0].name, "The Ferry Post"));
}

static void according_to_names_its_source(void **state)
{
    (void)state;
    STATEMENTS("Talks with Kyiv will resume in May, according to the Kremlin.",
               "indirect | the Kremlin | according to | Talks with Kyiv will resume in May | RUS");
    STATEMENTS("According to the Kremlin, talks with Kyiv will resume in May.",
               "indirect | the Kremlin | According to | talks with Kyiv will resume in May | RUS");
}

static void a_day_in_the_frame_is_when_it_was_said(void **state)
{
    struct read *r = read_text("Sergey Lavrov said on Tuesday that talks would resume on Friday.");
    char day[DATE_TEXT_MAX];

    (void)state;
    assert_int_equal(r->record.n_statements, 1);
    assert_string_equal(date_format(r->record.statements[0].said_on, day), "2024-08-20");
    assert_true(text_is(words(r, r->record.statements[0].said_words), "on Tuesday"));
    r = read_text("Sergey Lavrov said that talks would resume on Friday.");
    assert_false(date_known(r->record.statements[0].said_on));
}

static void an_interview_is_an_occasion(void **state)
{
    struct read *r = read_text("Sergey Lavrov said in an interview with Ferry Radio that Russia was open to talks.");

    (void)state;
    assert_int_equal(r->record.n_statements, 1);
    assert_true(text_is(words(r, r->record.statements[0].occasion), "in an interview with Ferry Radio"));
}

static void narration_quotes_nobody(void **state)
{
    (void)state;
    NO_STATEMENTS("It rained in Orlune. The boats stayed in the harbour.");
    NO_STATEMENTS("He sold the \"Gull\" and the \"Tern\".");
}

/* ---- who --------------------------------------------------------------------------------------- */

static void pronouns_are_whoever_was_spoken_of(void **state)
{
    (void)state;
    STATEMENTS("Sergey Lavrov arrived in Ankara. He said that Russia was open to talks.",
               "indirect | He | said | that Russia was open to talks | RUS");
    POSITIONS("Sergey Lavrov arrived. \"We are ready for talks,\" he said.", "RUS talks open");
    POSITIONS("Tehran has changed its mind. It is ready for talks, a spokesman said.", "IRN talks open");
}

static void a_page_teaches_who_speaks_for_whom(void **state)
{
    struct read *r;

    (void)state;
    r = read_text(
        "Norwegian foreign minister Tarvo Lindqvistsen arrived. \"We are ready for talks,\" Lindqvistsen said.");
    assert_int_equal(r->record.n_statements, 1);
    assert_true(text_is(r->record.statements[0].party, "NOR"));
    assert_true(text_is(r->record.statements[0].speaker, "Tarvo Lindqvistsen"));
    r = read_text("Mira Ossberg, a spokeswoman for the Finnish government, arrived. Ossberg said that Finland rejected "
                  "a ceasefire.");
    assert_int_equal(r->record.n_statements, 1);
    assert_true(text_is(r->record.statements[0].party, "FIN"));
    assert_true(text_is(r->record.statements[0].speaker, "Mira Ossberg"));
}

static void a_former_official_speaks_for_nobody(void **state)
{
    struct read *r =
        read_text("Former Norwegian foreign minister Tarvo Lindqvistsen said that Norway was ready for talks.");

    (void)state;
    assert_int_equal(r->record.n_statements, 1);
    assert_null(r->record.statements[0].party.ptr);
    NO_POSITIONS(
        "\"We are ready for talks with Moscow,\" said Tarvo Lindqvistsen, a former Norwegian foreign minister.");
    NO_POSITIONS("\"We are ready for talks,\" an Iranian journalist said.");
}

/* Who held an office at a known end is taken at his word as of then, and marked so. */
static void a_term_whose_end_is_not_known_is_marked(void **state)
{
    static const struct knowledge_file roster = {
        "r",
        { "roster r\nversion 1\n\nparty NOR state\n  name Norway\n  adjective Norwegian\n"
          "  person Tarvo Lindqvistsen | foreign minister | 2019 | last known 2021\n",
          0 }
    };
    struct knowledge_file with = roster;
    struct knowledge *own = NULL, *kept = knowledge;
    struct priscus_error err = { 0 };
    struct read *r;

    (void)state;
    with.text.len = strlen(with.text.ptr);
    if (knowledge_open(test_language(), NULL, 0, &with, 1, &own, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    knowledge = own;
    r = read_text("\"Norway is ready for talks,\" Tarvo Lindqvistsen said.");
    knowledge = kept;
    assert_int_equal(r->record.n_statements, 1);
    assert_true(text_is(r->record.statements[0].party, "NOR"));
    assert_true(r->record.statements[0].last_known);
    knowledge_close(own);
}

/* ---- positions ------------------------------------------------------------------------------------- */

static void a_headline_may_leave_out_its_verb(void **state)
{
    (void)state;
    POSITIONS("Tehran ready for talks with Washington", "IRN talks open");
    POSITIONS("Iran Rejects Talks With Washington", "IRN talks rejects");
}

static void parties_joined_hold_it_each(void **state)
{
    (void)state;
    POSITIONS("France and Germany rejected a ceasefire.", "FRA ceasefire rejects", "DEU ceasefire rejects");
}

static void the_other_party_is_the_counterpart(void **state)
{
    struct read *r = read_text("Iran refused talks with Iraq.");

    (void)state;
    assert_int_equal(r->record.n_positions, 1);
    assert_true(text_is(r->record.positions[0].counterpart, "IRQ"));
    assert_int_equal(r->record.positions[0].statement, -1);
    r = read_text("Iran refused talks.");
    assert_int_equal(r->record.n_positions, 1);
    assert_null(r->record.positions[0].counterpart.ptr);
}

static void a_condition_keeps_its_words(void **state)
{
    struct read *r = read_text("Ukraine will negotiate with Russia only if the shelling stops.");

    (void)state;
    assert_int_equal(r->record.n_positions, 1);
    assert_int_equal(r->record.positions[0].stance, STANCE_CONDITIONAL);
    assert_true(text_starts(words(r, r->record.positions[0].condition), "only if the shelling stops"));
}

static void a_position_lies_in_its_statement(void **state)
{
    struct read *r = read_text("Russia has never ruled out talks with Kyiv, Lavrov told reporters on Tuesday.");
    char day[DATE_TEXT_MAX];
    const struct position *p;

    (void)state;
    assert_int_equal(r->record.n_statements, 1);
    assert_int_equal(r->record.n_positions, 1);
    p = &r->record.positions[0];
    assert_int_equal(p->statement, 0);
    assert_int_equal(p->stance, STANCE_OPEN);
    assert_true(text_is(p->party, "RUS"));
    assert_true(text_is(p->issue, "talks"));
    assert_string_equal(date_format(p->said_on, day), "2024-08-20");
    assert_true(text_is(words(r, p->said_words), "on Tuesday"));
    assert_false(p->by_other);
    assert_true(p->n_rules >= 2);
}

static void what_another_says_of_a_party_is_marked(void **state)
{
    struct read *r = read_text("Iran rejected a ceasefire, the Israeli foreign minister said.");

    (void)state;
    assert_int_equal(r->record.n_positions, 1);
    assert_true(text_is(r->record.positions[0].party, "IRN"));
    assert_true(r->record.positions[0].by_other);
}

static void a_person_has_one_name_on_all_pages(void **state)
{
    static const char *const texts[] = {
        "\"We reject talks,\" Sergei Lavrov said.",
        "\"We reject talks,\" Lavrov said.",
        "Russian Foreign Minister Sergey Lavrov rejected talks.",
    };

    (void)state;
    for (size_t t = 0; t < COUNT_OF(texts); t++) {
        struct read *r = read_text(texts[t]);

        assert_int_equal(r->record.n_positions, 1);
        assert_true(text_is(r->record.positions[0].person, "Sergey Lavrov"));
        assert_true(text_is(r->record.statements[0].person, "Sergey Lavrov"));
    }
    assert_null(read_text("The Russian foreign ministry rejected talks.")->record.positions[0].person.ptr);
}

static void an_official_without_a_name_is_still_another_s(void **state)
{
    (void)state;
    assert_true(read_text("A Qatari official said that Iran had accepted a ceasefire.")->record.positions[0].by_other);
    assert_false(
        read_text("An Iranian official said that Iran had accepted a ceasefire.")->record.positions[0].by_other);
}

static void where_they_talk_is_no_counterpart(void **state)
{
    static const char *const texts[][2] = {
        { "Iran is ready for talks in Qatar with Iraq.", "IRQ" },
        { "Iran is ready for talks in Doha.", NULL },
        { "Iran rejects talks, according to Iraq.", NULL },
        { "Iran rejects talks near Qatar with Iraq.", "IRQ" },
    };

    (void)state;
    for (size_t t = 0; t < COUNT_OF(texts); t++) {
        struct read *r = read_text(texts[t][0]);
        struct text got = r->record.positions[0].counterpart;

        assert_int_equal(r->record.n_positions, 1);
        if (texts[t][1] ? !text_is(got, texts[t][1]) : got.ptr != NULL)
            fail_msg("%s\n  got %.*s", texts[t][0], (int)got.len, got.ptr ? got.ptr : "");
    }
}

static void those_who_speak_together_tell_their_own(void **state)
{
    static const char *const texts[] = {
        "Norway, Denmark and others said in a joint statement that they support a ceasefire.",
        "Egypt, the two envoys and Oman called for a truce.",
        "Lavrov met his Turkish counterpart Hakan Fidan. The two ministers called for a ceasefire.",
    };

    (void)state;
    for (size_t t = 0; t < COUNT_OF(texts); t++) {
        struct read *r = read_text(texts[t]);

        assert_int_equal(r->record.n_positions, 2);
        assert_false(r->record.positions[0].by_other);
        assert_false(r->record.positions[1].by_other);
    }
}

static void a_subhead_takes_no_position(void **state)
{
    struct read r;

    (void)state;
    arena_reset(&mem);
    assert_int_equal(read_into(text_c("Iran refused talks with Iraq.\n\nIran refused a ceasefire."), &mem, &r),
                     PRISCUS_OK);
    r.article.paragraphs[1].role = ROLE_SUBHEAD;
    assert_int_equal(record_read(&r.doc, knowledge, test_rules(), &mem, &r.record, NULL), PRISCUS_OK);
    assert_int_equal(r.record.n_positions, 1);
    assert_true(text_is(r.record.positions[0].issue, "talks"));
}

static void what_the_parties_did_is_no_position(void **state)
{
    (void)state;
    NO_POSITIONS("The Iranian and the Iraqi delegations met for talks in Muscat on Friday.");
    NO_POSITIONS("Iran did not say whether it would hold talks with Iraq.");
}

static void nothing_is_a_record(void **state)
{
    (void)state;
    assert_int_equal(read_text("")->record.n_statements, 0);
    assert_int_equal(read_text("\n\n \n\n")->record.n_positions, 0);
    assert_int_equal(read_text(".")->record.n_positions, 0);
    assert_int_equal(read_text("\"")->record.n_statements, 0);
}

static void the_check_finds_what_is_wrong(void **state)
{
    struct read *r = read_text("Russia has never ruled out talks with Kyiv, Lavrov told reporters on Tuesday.");
    struct statement st = r->record.statements[0];
    struct position p = r->record.positions[0];
    struct record bad = { &st, 1, &p, 1 };
    const char *why;

    (void)state;
    assert_true(record_check(&bad, &r->doc, &why));
#define BREAK(change)                                                                                                  \
    do {                                                                                                               \
        st = r->record.statements[0];                                                                                  \
        p = r->record.positions[0];                                                                                    \
        change;                                                                                                        \
        why = NULL;                                                                                                    \
        assert_false(record_check(&bad, &r->doc, &why));                                                               \
        assert_non_null(why);                                                                                          \
        assert_false(record_check(&bad, &r->doc, NULL));                                                               \
    } while (0)
    BREAK(st.source.end = 999);
    BREAK(st.cue.begin = st.cue.end + 1);
    BREAK(st.occasion.end = 999);
    BREAK(st.said_words.end = 999);
    BREAK(st.n_content = 0);
    BREAK(st.n_content = STATEMENT_PIECES_MAX + 1);
    BREAK(st.n_chain = CHAIN_MAX + 1);
    BREAK(st.content[0].end = st.content[0].begin);
    BREAK(st.content[1] = st.content[0]; st.n_content = 2);
    BREAK(st.inside = 0);
    BREAK(st.inside = 1);
    BREAK(p.words.end = p.words.begin);
    BREAK(p.words.end = p.sentence.end + 1);
    BREAK(p.condition.end = 999);
    BREAK(p.statement = 1);
    BREAK(p.stance = STANCE_NONE);
    BREAK(p.stance = STANCE_COUNT);
    BREAK(p.party.ptr = NULL);
    BREAK(p.issue.ptr = NULL);
#undef BREAK
}

static void names_of_kinds_are_known(void **state)
{
    (void)state;
    assert_string_equal(statement_kind_text(STATEMENT_MIXED), "mixed");
    assert_string_equal(chain_role_text(CHAIN_OUTLET), "outlet");
    assert_string_equal(chain_role_text(CHAIN_SPEAKER), "speaker");
}

/* ---- memory and what nobody would print --------------------------------------------------------------- */

static const char *const page =
    "Tehran ready for talks\n\n"
    "Norwegian foreign minister Tarvo Lindqvistsen said on Tuesday that Iran had ruled out a ceasefire. \"We are ready "
    "for talks,\" he "
    "said, \"if the shelling stops.\" \"There is nothing to add.\"\n\n"
    "France and Germany rejected the sanctions against Russia, according to Mira Ossberg, a spokeswoman for the "
    "Finnish government, who "
    "said Sergey Lavrov had told her that Russia would not rule out an exchange of prisoners. This proposal was "
    "rejected by Kyiv.\n\n"
    "- We cannot lift the sanctions - said the minister. The sanctions must be lifted, Tehran said.";

static void every_allocation_may_fail(void **state)
{
    long k;

    (void)state;
    for (k = 1; k < 5000; k++) {
        struct read r = { .record.n_statements = 77 };
        priscus_status status;

        arena_reset(&mem);
        mem.fail_after = k;
        status = read_into(text_c(page), &mem, &r);
        mem.fail_after = 0;
        if (status == PRISCUS_OK)
            break;
        assert_int_equal(status, PRISCUS_ENOMEM);
        assert_int_equal(r.record.n_statements, 77);
    }
    print_message("%ld allocations\n", k - 1);
    assert_true(k > 20 && k < 5000);
}

static int know(void **state)
{
    struct priscus_error err = { 0 };

    (void)state;
    if (knowledge_open(test_language(), NULL, 0, NULL, 0, &knowledge, &err) == PRISCUS_OK)
        return 0;
    print_error("%s\n", err.message);
    return -1;
}

static int let_go(void **state)
{
    (void)state;
    knowledge_close(knowledge);
    arena_release(&mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_not_said_is_nobodys),
        cmocka_unit_test(indirect_speech_is_the_clause_behind_the_verb),
        cmocka_unit_test(direct_speech_is_in_quotation_marks),
        cmocka_unit_test(a_quotation_goes_on_behind_its_cue),
        cmocka_unit_test(whom_an_agency_quotes_is_the_source),
        cmocka_unit_test(a_clause_with_quoted_words_is_mixed),
        cmocka_unit_test(the_speaker_may_stand_behind_the_verb),
        cmocka_unit_test(what_stands_before_the_cue_is_said_too),
        cmocka_unit_test(dashes_are_quotation_marks_where_a_paragraph_begins_with_one),
        cmocka_unit_test(a_quotation_that_is_never_closed_ends_with_its_paragraph),
        cmocka_unit_test(a_bare_quotation_is_the_last_speakers_or_nobodys),
        cmocka_unit_test(statements_lie_inside_one_another),
        cmocka_unit_test(those_who_speak_together_tell_their_own),
        cmocka_unit_test(a_person_has_one_name_on_all_pages),
        cmocka_unit_test(an_official_without_a_name_is_still_another_s),
        cmocka_unit_test(where_they_talk_is_no_counterpart),
        cmocka_unit_test(according_to_names_its_source),
        cmocka_unit_test(a_day_in_the_frame_is_when_it_was_said),
        cmocka_unit_test(an_interview_is_an_occasion),
        cmocka_unit_test(narration_quotes_nobody),
        cmocka_unit_test(pronouns_are_whoever_was_spoken_of),
        cmocka_unit_test(a_page_teaches_who_speaks_for_whom),
        cmocka_unit_test(a_former_official_speaks_for_nobody),
        cmocka_unit_test(a_term_whose_end_is_not_known_is_marked),
        cmocka_unit_test(a_headline_may_leave_out_its_verb),
        cmocka_unit_test(parties_joined_hold_it_each),
        cmocka_unit_test(the_other_party_is_the_counterpart),
        cmocka_unit_test(a_condition_keeps_its_words),
        cmocka_unit_test(a_position_lies_in_its_statement),
        cmocka_unit_test(what_another_says_of_a_party_is_marked),
        cmocka_unit_test(a_subhead_takes_no_position),
        cmocka_unit_test(what_the_parties_did_is_no_position),
        cmocka_unit_test(nothing_is_a_record),
        cmocka_unit_test(the_check_finds_what_is_wrong),
        cmocka_unit_test(names_of_kinds_are_known),
        cmocka_unit_test(every_allocation_may_fail),
    };

    return cmocka_run_group_tests(tests, know, let_go);
}

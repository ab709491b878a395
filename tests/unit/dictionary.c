/* dictionary.c - actor and agent dictionaries, their slips, and what code a name has on a day. */
#include "record/dictionary/dictionary.h"

#include "check.h"
#include "record/dictionary/actor_code.h"

#include <stdio.h>

static struct arena mem;
static struct buffer told;

static void on_told(void *context, int line, const char *message)
{
    (void)context;
    buffer_format(&told, "%d: %s\n", line, message);
}

static struct dictionary read_text(struct text text)
{
    struct dictionary d;

    arena_reset(&mem);
    buffer_reset(&told);
    assert_int_equal(dictionary_read(text, &mem, &d, on_told, NULL), PRISCUS_OK);
    return d;
}

static struct dictionary read_good(const char *text)
{
    struct dictionary d = read_text(text_c(text));

    assert_text(buffer_as_text(&told), "");
    return d;
}

/* The code on a day, "2031-05-03"; "": an unknown day. */
static const char *code_on(const struct dictionary *d, const char *name, const char *iso)
{
    static struct dictionary_answer answer;
    struct date day = { .zone = DATE_NO_ZONE };

    if (*iso)
        assert_true(date_parse_iso(text_c(iso), &day));
    answer = dictionary_find(d, NULL, text_c(name), day);
    return answer.code;
}

static const char actors[] = "# Actors of the invented world. As of no day.\n"
                             "; a remark in the old manner\n"
                             "<!-- and one\n   # over lines -->\n"
                             "VESHKAR_  [VSK]\n"
                             "+VESHKARI_\n"
                             "+REPUBLIC_OF_VESHKAR\n"
                             "\n"
                             "ILMAR_TESSOV_  # president\n"
                             "+ILMAR_TESSOFF_\n"
                             "\t[VSKELI 200101-261129]\n"
                             "\t[VSKGOV >20261130]\n"
                             "\t[VSK]\n"
                             "RADA VOLSHIN [VSKOPP] \n"
                             "\t[VSKGOV 270504-20310914]\n"
                             "\t[VSKGOVMIL 20310914 - 20310920] ; overlaps by a day\n"
                             "HALMASZ [OLD < 991231][DRV >000101] [OLDX 991231]\n"
                             "SEVEN_RIVERS_COUNCIL_ [IGOSRC]\n"
                             "NOBODY_ [---]\n";

static void a_name_has_the_code_of_its_day(void **state)
{
    static const struct {
        const char *name, *day, *code;
    } cases[] = {
        { "VESHKAR", "2031-01-01", "VSK" },
        { "Veshkari", "", "VSK" },
        { "republic of veshkar", "1950-01-01", "VSK" },
        { "ILMAR_TESSOV_", "2020-01-01", "VSKELI" },
        { "Ilmar Tessoff", "2026-11-29", "VSKELI" },
        { "Ilmar  Tessov ", "2026-11-30", "VSKGOV" },
        { "Ilmar Tessov", "2050-01-01", "VSKGOV" },
        { "Ilmar Tessov", "2019-12-31", "VSK" },
        { "Ilmar Tessov", "", "VSK" },
        { "Rada Volshin", "2027-05-03", "VSKOPP" },
        { "Rada Volshin", "2031-09-14", "VSKGOV" }, /* the first in the file */
        { "Rada Volshin", "2031-09-20", "VSKGOVMIL" },
        { "Rada Volshin", "2031-09-21", "VSKOPP" },
        { "Halmasz", "1999-12-31", "OLD" },
        { "Halmasz", "2000-01-01", "DRV" },
        { "Halmasz", "", "" },
        { "Nobody", "2031-01-01", "---" },
        { "Somebody", "2031-01-01", "" },
        { "Ilmar", "2031-01-01", "" },
        { "", "2031-01-01", "" },
    };
    struct dictionary d = read_good(actors);

    (void)state;
    assert_int_equal(d.n_entries, 6);
    assert_int_equal(d.n_names, 9);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        if (strcmp(code_on(&d, cases[i].name, cases[i].day), cases[i].code) != 0)
            fail_msg("%s on %s: %s, not %s", cases[i].name, cases[i].day, code_on(&d, cases[i].name, cases[i].day),
                     cases[i].code);
}

static void two_digits_are_years_from_1931_to_2030(void **state)
{
    struct dictionary d = read_good("A [OLD <301231]\nB [OLD <310101]\n");

    (void)state;
    assert_int_equal(d.roles[0].to, 20301231);
    assert_int_equal(d.roles[1].to, 19310101);
}

static void a_role_without_an_end_is_last_known_on_the_day_of_the_file(void **state)
{
    struct dictionary d = read_good("A [XXX >200101]\nB [XXX 210101-220101]\n");
    struct dictionary_answer answer;

    (void)state;
    assert_int_equal(d.as_of, 20210101); /* the last day on which a role begins */
    answer = dictionary_find(&d, NULL, text_c("A"), date_day(2021, 1, 1));
    assert_false(answer.last_known);
    answer = dictionary_find(&d, NULL, text_c("A"), date_day(2021, 1, 2));
    assert_true(answer.last_known);
    assert_string_equal(answer.code, "XXX");
    assert_int_equal(answer.role->line, 1);

    d = read_good("# as of 2020-06-30\nA [XXX >200101]\nB [XXX 210101-220101]\n");
    assert_true(dictionary_find(&d, NULL, text_c("A"), date_day(2020, 7, 1)).last_known);
    assert_false(dictionary_find(&d, NULL, text_c("B"), date_day(2021, 7, 1)).last_known);
    (void)read_text(text_c("# as of yesterday\nA [XXX]"));
    assert_text(buffer_as_text(&told), "1: there is no day \"yesterday\"; write \"as of 2014-01-30\"\n");
}

static void an_agent_goes_behind_an_actor(void **state)
{
    struct dictionary d = read_good("!PERSON! = MAN, MEN, WOMAN\n"
                                    "VESHKAR [VSK]\n+VESHKARI\n"
                                    "VESHKARI_ARMY [VSKMIL]\n"
                                    "VESHKARI_ARMY_COUNCIL [VSKGOVMIL]\n"
                                    "DEFENCE_MINIST [~GOVMIL]\n"
                                    "CHIEF [~GOV]\n"
                                    "AGENCY [ ~SPY ]\n"
                                    "LAW!PERSON! [~LEG]\n"
                                    "GOLDEN_GOOSE {GOLDEN_GEESE} [~GGS]\n"
                                    "POLICE {} [~COP]\n"
                                    "RED_CROSS[  NGO~]\n"
                                    "ARMY_CHIEF [~MIL]\n");

    (void)state;
    assert_string_equal(code_on(&d, "Veshkari defence minister", ""), "VSKGOVMIL");
    assert_string_equal(code_on(&d, "Veshkari defence ministries", ""), "VSKGOVMIL");
    assert_string_equal(code_on(&d, "Veshkari defence ministerialist", ""), "");
    assert_string_equal(code_on(&d, "Veshkari chiefs", ""), "VSKGOV");
    assert_string_equal(code_on(&d, "Veshkari agencies", ""), "VSKSPY");
    assert_string_equal(code_on(&d, "Veshkari lawwoman", ""), "VSKLEG");
    assert_string_equal(code_on(&d, "Veshkari golden geese", ""), "VSKGGS");
    assert_string_equal(code_on(&d, "Veshkari police", ""), "VSKCOP");
    assert_string_equal(code_on(&d, "Veshkari red cross", ""), "NGOVSK");
    /* the actor's name as long as can be; what is there already is not said twice */
    assert_string_equal(code_on(&d, "Veshkari army chief", ""), "VSKMILGOV");
    assert_string_equal(code_on(&d, "Veshkari army council chief", ""), "VSKGOVMIL");
    assert_string_equal(code_on(&d, "chief", ""), "");
    assert_string_equal(code_on(&d, "Dorvenian chief", ""), "");
}

static void slips_are_told_and_the_rest_is_kept(void **state)
{
    struct dictionary d = read_text(text_c("[VSK]\n"
                                           "+TESSOV\n"
                                           "A [VSK 2004017-20061201] [VSKGOV]\n"
                                           "B [VSK >201005011]\n"
                                           "C [VSK 310431-310601]\n"
                                           "D [VSK 20121207-20120802] [VSK]\n"
                                           "E [VSK950601-990815] [VSK]\n"
                                           "F [950601-990815] [VSK]\n"
                                           "G [VSK 950601 or so] [VSK]\n"
                                           "H [VSK\n"
                                           "FAEROYENE]_ [VSK]\n"
                                           "J\n"
                                           "  [] [VSK]\n"
                                           "K [VSK] {L\n"
                                           "M {N [~GOV]\n"
                                           "O [GOV~MIL]\n"
                                           "P!NOSET! [~GOV]\n"
                                           "!SET = A\n"
                                           "Q [VSK]\n\t[~GOV]\n"
                                           " [VSK >]\n"
                                           "R\n"
                                           "S [VSK]\n<!-- to the end\nT [VSK]\n"));

    (void)state;
    assert_text(
        buffer_as_text(&told),
        "1: [VSK] belongs to no name; a name comes before it\n"
        "2: \"+TESSOV\" belongs to no name; the first name of an actor has no \"+\"\n"
        "3: [VSK 2004017-20061201]: there is no day \"2004017\"; write YYMMDD or YYYYMMDD; the role is left out\n"
        "4: [VSK >201005011]: there is no day \"201005011\"; write YYMMDD or YYYYMMDD; the role is left out\n"
        "5: [VSK 310431-310601]: there is no day \"310431\"; write YYMMDD or YYYYMMDD; the role is left out\n"
        "6: [VSK 20121207-20120802]: the role ends (20120802) before it begins (20121207); the role is left out\n"
        "7: [VSK950601-990815]: a blank is wanted between the code and its days; the role is left out\n"
        "8: [950601-990815]: a code is wanted behind \"[\", of letters, at most 48; the role is left out\n"
        "9: [VSK 950601 or so]: \"or so\" behind the days has no meaning; write YYMMDD-YYMMDD; the role is left out\n"
        "10: \"[\" without \"]\"; the role is left out\n"
        "11: a bracket that nothing opens is left out of the name \"FAEROYENE\"\n"
        "13: []: a code is wanted behind \"[\", of letters, at most 48; the role is left out\n"
        "15: \"{\" without \"}\"; the line is left out\n"
        "16: [GOV~MIL]: an agent's code is [~CODE], or [CODE~] to stand before the actor's\n"
        "17: \"P!NOSET!\": there is no such set above it, or it makes more than 200 words; the agent is left out\n"
        "18: a set is written !NAME! = WORD, WORD\n"
        "20: [~GOV]: an agent's code stands on the line of its name\n"
        "21: [VSK >]: a day is wanted behind the code; write YYMMDD-YYMMDD, <YYMMDD or >YYMMDD; the role is left out\n"
        "22: \"R\" has no code; give it one, as in NAME [CODE]\n"
        "24: the remark that \"<!--\" begins here has no end; write \"-->\" behind it\n");
    assert_string_equal(code_on(&d, "A", "2005-01-01"), "VSKGOV");
    assert_string_equal(code_on(&d, "B", "2011-01-01"), "");
    for (const char *name = "DEFGJKQS"; *name; name++)
        assert_string_equal(code_on(&d, (char[]){ *name, '\0' }, "1997-01-01"), "VSK");
    assert_string_equal(code_on(&d, "Faeroyene", ""), "VSK");
}

static void bytes_that_are_no_text_cost_their_line(void **state)
{
    static const char text[] = "A [VSK]\nB\0 [VSK]\nC\xE9 [VSK]\nD # caf\xE9\n\t[VSK]\r\n";
    struct dictionary d = read_text(text_of(text, sizeof text - 1));

    (void)state;
    assert_text(buffer_as_text(&told),
                "2: the line has a byte 0; save the file as plain text in UTF-8. The line is left out\n"
                "3: byte 0xE9 is not UTF-8; save the file as UTF-8. The line is left out\n");
    assert_int_equal(d.n_names, 2);
    assert_string_equal(code_on(&d, "D", ""), "VSK");
}

static void what_is_too_long_or_too_many_is_left_out(void **state)
{
    struct buffer text = { 0 };
    struct dictionary d;

    (void)state;
    for (int i = 0; i < 1 << 20; i++)
        buffer_char(&text, 'A');
    buffer_c(&text, " [VSK]\nB [VSK]\n+");
    for (int i = 0; i <= DICTIONARY_NAME_MAX; i++)
        buffer_char(&text, 'C');
    for (int i = 0; i < DICTIONARY_NAMES_MAX; i++)
        buffer_format(&text, "\n+N%d", i);
    buffer_char(&text, '\n');
    for (int i = 0; i < DICTIONARY_ROLES_MAX; i++)
        buffer_c(&text, "[VSK 200101-200102]");
    d = read_text(buffer_as_text(&text));
    buffer_release(&text);
    assert_int_equal(d.n_entries, 1);
    assert_int_equal(d.n_names, DICTIONARY_NAMES_MAX);
    assert_int_equal(d.n_roles, DICTIONARY_ROLES_MAX);
    assert_text(buffer_as_text(&told),
                "1: the line has 1048582 bytes, and at most 65536 are read; it is left out\n"
                "3: the name \"CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC...\" is longer than 200 bytes, and left out\n"
                "2003: an actor has at most 2000 names; \"N1999\" is left out\n"
                "2004: an actor has at most 200 roles; [VSK 200101-200102] is left out\n");

    d = read_text(text_c("!A! = A, B, C, D, E, F, G\nX!A!!A!!A! [~GOV]\n!B! = !B!, !B!\n!B! [~GOV]\nY [~GOV]\n"));
    assert_int_equal(d.n_agents, 2);
}

static void memory_may_run_out_anywhere(void **state)
{
    static const char text[] = "!PERSON! = MAN, MEN\nLAW!PERSON! [~LEG]\nMINISTRY {MINISTRIES} [~GOV]\nCHIEF [~GOV]\n"
                               "A [VSK 200101-210101]\n+B\n\t[VSK]\n";
    struct dictionary d;

    (void)state;
    for (long k = 1;; k++) {
        priscus_status status;

        arena_reset(&mem);
        mem.fail_after = k;
        status = dictionary_read(text_c(text), &mem, &d, NULL, NULL);
        if (mem.fail_after > 0) {
            mem.fail_after = 0;
            assert_int_equal(status, PRISCUS_OK);
            assert_true(k > 10);
            break;
        }
        mem.fail_after = 0;
        assert_int_equal(status, PRISCUS_ENOMEM);
    }
}

static void a_code_says_whose_voice_it_is(void **state)
{
    static const struct {
        const char *code;
        enum actor_code_kind kind;
        const char *party, *office;
    } cases[] = {
        { "USA", ACTOR_CODE_STATE, "USA", "USA" },
        { "USAGOVMIL", ACTOR_CODE_STATE, "USA", "government, military" },
        { "VSKCOP", ACTOR_CODE_STATE, "VSK", "police" },
        { "GBRFLKGOV", ACTOR_CODE_STATE, "GBR", "government" },
        { "YUGSRB", ACTOR_CODE_STATE, "YUG", "YUGSRB" },
        { "VSKGOVMED", ACTOR_CODE_STATE, "VSK", "government, media" },
        { "VSKELI", ACTOR_CODE_NOBODY, "", "elite" },
        { "VSKMED", ACTOR_CODE_NOBODY, "", "media" },
        { "VSKOPP", ACTOR_CODE_GROUP, "VSKOPP", "opposition" },
        { "VSKREBTLF", ACTOR_CODE_GROUP, "VSKREBTLF", "rebels" },
        { "IGOUNO", ACTOR_CODE_BODY, "IGOUNO", "IGOUNO" },
        { "IGOUNOREFHCR", ACTOR_CODE_BODY, "IGOUNO", "refugees" },
        { "IGOEUREEC", ACTOR_CODE_BODY, "IGOEUREEC", "IGOEUREEC" },
        { "NGOHRIAMN", ACTOR_CODE_BODY, "NGOHRIAMN", "human rights" },
        { "MNCUSABUS", ACTOR_CODE_BODY, "MNCUSA", "business" },
        { "IMGMUSALQ", ACTOR_CODE_GROUP, "IMGMUSALQ", "IMGMUSALQ" },
        { "INTREB", ACTOR_CODE_BODY, "INTREB", "rebels" },
        { "IGO", ACTOR_CODE_BODY, "IGO", "IGO" },
        { "ELR/GAL", ACTOR_CODE_STATE, "ELR", NULL },
        { "G77", ACTOR_CODE_STATE, "G77", NULL },
        { "GOV", ACTOR_CODE_NOBODY, "", NULL },
        { "---", ACTOR_CODE_NOBODY, "", NULL },
        { "+++", ACTOR_CODE_NOBODY, "", NULL },
        { "VS", ACTOR_CODE_NOBODY, "", NULL },
        { "", ACTOR_CODE_NOBODY, "", NULL },
    };
    char office[ACTOR_CODE_OFFICE_MAX];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct actor_code got = actor_code_read(text_c(cases[i].code));

        if (got.kind != cases[i].kind || !text_is(got.party, cases[i].party))
            fail_msg("%s: %d %.*s", cases[i].code, got.kind, (int)got.party.len, got.party.ptr);
        if (cases[i].office)
            assert_string_equal(actor_code_office(text_c(cases[i].code), office), cases[i].office);
    }
    assert_true(actor_code_read(text_c("FRAREB")).shared);
    assert_false(actor_code_read(text_c("FRA")).shared);
    assert_false(actor_code_read(text_c("IGOUNO")).part);
    assert_true(actor_code_read(text_c("IGOUNOREFHCR")).part);
}

static int release(void **state)
{
    (void)state;
    buffer_release(&told);
    arena_release(&mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_has_the_code_of_its_day),
        cmocka_unit_test(two_digits_are_years_from_1931_to_2030),
        cmocka_unit_test(a_role_without_an_end_is_last_known_on_the_day_of_the_file),
        cmocka_unit_test(an_agent_goes_behind_an_actor),
        cmocka_unit_test(slips_are_told_and_the_rest_is_kept),
        cmocka_unit_test(bytes_that_are_no_text_cost_their_line),
        cmocka_unit_test(what_is_too_long_or_too_many_is_left_out),
        cmocka_unit_test(memory_may_run_out_anywhere),
        cmocka_unit_test(a_code_says_whose_voice_it_is),
    };

    return cmocka_run_group_tests(tests, NULL, release);
}

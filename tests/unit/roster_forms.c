/* roster_forms.c - rosters in the forms of other programs: dictionaries of actors, tables. */
#include "record/knowledge/roster.h"

#include "base/file.h"
#include "check.h"
#include "record/dictionary/dictionary.h"
#include "record/import/dictionary_name.h"
#include "record/knowledge/office.h"

static struct arena mem;
static struct buffer told;

static void add(struct roster *roster, const char *file, const char *text)
{
    struct priscus_error err = { 0 };

    if (roster_read(file, text_c(text), &mem, roster, collect_mistakes, &told, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
}

static struct roster read_roster(const char *text)
{
    struct roster roster = { 0 };

    arena_reset(&mem);
    buffer_reset(&told);
    add(&roster, "f", text);
    return roster;
}

/* The party that a name of several words, or a last name, has on a day. "": nobody's. */
static struct text party_on(const struct roster *roster, const char *name, int year, int month, int day)
{
    size_t at =
        strchr(name, ' ') ? roster_by_name(roster, text_c(name), 0) : roster_by_last_name(roster, text_c(name), 0);
    const struct term *term = at == SIZE_MAX ? NULL : roster_term(&roster->actors[at], date_day(year, month, day));

    return term ? roster->parties[term->party].code : text_of("", 0);
}

static const struct actor *actor_named(const struct roster *roster, const char *name)
{
    for (size_t i = 0; i < roster->n_actors; i++)
        if (text_is(roster->actors[i].name, name))
            return &roster->actors[i];
    return NULL;
}

static void a_form_is_told_by_the_content(void **state)
{
    static const struct {
        enum roster_form form;
        const char *text;
    } cases[] = {
        { ROSTER_OWN, "roster x\nparty VEL state\n" },
        { ROSTER_OWN, "# [VEL]\nparty VEL state\n  name Velmark [VEL]\n" },
        { ROSTER_OWN, "prty VEL state\n" },
        { ROSTER_OWN, "" },
        { ROSTER_OWN, "name [Velmark]\n" },
        { ROSTER_OWN, "party,office\nVEL,x\n" },
        { ROSTER_DICTIONARY, "# x\n<!-- y -->\nVELMARK_\n+VELMARKIAN_\n\t[VEL]\n" },
        { ROSTER_DICTIONARY, "MINISTER [~GOV]\n" },
        { ROSTER_DICTIONARY, "!PERSON! = MAN, MEN\n" },
        { ROSTER_CSV, "party,office,person,from,to\n" },
        { ROSTER_CSV, "\xEF\xBB\xBF\"Party Code\";Holder\r\nVEL;X Y\r\n" },
        { ROSTER_VERBS, "# verbs\n&MEANS_\n+WAYS\n--- LEAVE [080] ---\n" },
        { ROSTER_VERBS, "--- LEAVE [080] ---\n" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        if (roster_form_of(text_c(cases[i].text)) != cases[i].form)
            fail_msg("%s", cases[i].text);
}

static void a_dictionary_of_verbs_is_refused(void **state)
{
    struct roster roster = { 0 };
    struct priscus_error err = { 0 };

    (void)state;
    arena_reset(&mem);
    assert_int_equal(roster_read("v", text_c("&MEANS\n"), &mem, &roster, NULL, NULL, &err), PRISCUS_ECONFIG);
    assert_text(text_c(err.message),
                "v:1: this is a dictionary of verbs, which says nothing of who speaks for whom; give the "
                "dictionaries of actors and agents");
}

static void a_dictionary_becomes_parties_and_persons(void **state)
{
    struct roster r = read_roster("# as of 2031-12-01\n"
                                  "VESHKAR_ [VSK]\n"
                                  "+VESHKARI_\n"
                                  "+REPUBLIC_OF_VESHKAR\n"
                                  "VESHKARI_RAILWAYS [VSKGOV]\n+FOREIGN_MINISTER\n"
                                  "ONDREL_POST [VSKMED]\n"
                                  "ILMAR_TESSOV_\n+PRESIDENT_TESSOV\n+PRESIDENT_ILMAR_TESSOV\n+TESSOV\n+ILMAR_TESSOFF\n"
                                  "\t[VSKELI <261129]\n\t[VSKGOV >261130]\n"
                                  "RADA_VOLSHIN\n\t[VSKGOV 270504-300914]\n\t[IGOSRC 300915-301231]\n"
                                  "TESMARI_FRONT [VSKREBTLF]\n"
                                  "SEVEN_RIVERS_COUNCIL [IGOSRC]\n+S.R.C.\n"
                                  "ONE_BAND [VSKREB]\nOTHER_BAND [VSKREB]\n"
                                  "OLD_VESHKAR [OLD <991231][VSK >000101]\n"
                                  "JUST_RICH\n\t[VSKELI 200101-210101]\n"
                                  "UNKNOWN_ [---]\n");
    const struct actor *actor;

    (void)state;
    assert_text(buffer_as_text(&told), "");
    assert_int_equal(r.n_parties, 4);
    assert_text(r.parties[0].code, "VSK");
    assert_text(r.parties[0].name, "Veshkar");
    assert_int_equal(r.parties[0].kind, PARTY_STATE);
    assert_int_equal(actor_named(&r, "Veshkari")->kind, ACTOR_ADJECTIVE);
    assert_int_equal(actor_named(&r, "Republic of Veshkar")->kind, ACTOR_NAME);
    assert_int_equal(actor_named(&r, "Veshkari Railways")->kind, ACTOR_BODY);
    assert_null(actor_named(&r, "Foreign Minister"));
    assert_null(actor_named(&r, "Ondrel Post"));
    assert_null(actor_named(&r, "Just Rich"));
    assert_int_equal(actor_named(&r, "Old Veshkar")->party, 0);

    /* titles are no part of a name, and an elite is nobody's voice */
    actor = actor_named(&r, "Ilmar Tessov");
    assert_int_equal(actor->kind, ACTOR_PERSON);
    assert_int_equal(actor->n_terms, 1);
    assert_text(actor->terms[0].office, "government");
    assert_true(actor->terms[0].last_known);
    assert_int_equal(actor->terms[0].at.line, 14);
    assert_text(party_on(&r, "Tessov", 2026, 11, 29), "");
    assert_text(party_on(&r, "Ilmar Tessoff", 2026, 11, 30), "VSK");
    assert_text(party_on(&r, "Tessov", 2040, 1, 1), "VSK");
    assert_text(party_on(&r, "Rada Volshin", 2030, 9, 14), "VSK");
    assert_int_equal(r.parties[roster_party(&r, text_c("IGOSRC"))].kind, PARTY_BODY);
    assert_text(r.parties[roster_party(&r, text_c("IGOSRC"))].name, "Seven Rivers Council");
    assert_int_equal(r.parties[roster_party(&r, text_c("VSKREBTLF"))].kind, PARTY_GROUP);
    /* two bands have one code: neither's name is its */
    assert_text(r.parties[roster_party(&r, text_c("VSKREB"))].name, "VSKREB");
}

static void our_own_roster_goes_before_a_dictionary(void **state)
{
    struct roster r =
        read_roster("roster own\nparty SRC body\n name Seven Rivers Council\nparty VSK state\n name Veshkar\n"
                    " person Ilmar Tessov | president | 2026-11-30 |\n");

    (void)state;
    add(&r, "d",
        "SEVEN_RIVERS_COUNCIL [IGOSRC]\n+RIVERS_COUNCIL\nHANNE_RUVOLO [IGOSRC 300101-301231]\n"
        "VESHKAR [VSK]\n+ONDREL\nILMAR_TESSOV [VSKGOV 210101-230101]\nDORVENIA [DRV]\n+VESHKAR\n");
    assert_text(buffer_as_text(&told), "d:1: names that stand for two parties: 1; the first in the rosters keeps each\n");
    assert_int_equal(r.n_parties, 3);
    assert_int_equal(roster_party(&r, text_c("IGOSRC")), 0);
    assert_int_equal(actor_named(&r, "Rivers Council")->party, 0);
    assert_text(party_on(&r, "Hanne Ruvolo", 2030, 5, 5), "SRC");
    assert_int_equal(actor_named(&r, "Ondrel")->party, 1);
    assert_int_equal(actor_named(&r, "Ilmar Tessov")->n_terms, 2);
    assert_int_equal(actor_named(&r, "Veshkar")->party, 1);
}

static void a_table_becomes_terms(void **state)
{
    struct roster r = read_roster(
        "Country;Name;Position;Start date;End date;Also;as_of 2031-12-01\n"
        "VSK;\"Rada Volshin, Baroness Volshin\";Minister of Foreign Affairs;2027-05-04;2031-09-14T00:00:00Z;\n"
        "VSK;\"Tessov, Ilmar\";President;2026;;\"I. Tessov; Ilmar Tessoff\"\n"
        "IGOSRC;Hanne Ruvolo;Envoy;;;\n");
    const struct actor *actor;

    (void)state;
    assert_text(buffer_as_text(&told), "");
    assert_int_equal(r.n_parties, 2);
    assert_int_equal(r.parties[0].kind, PARTY_STATE);
    assert_int_equal(r.parties[1].kind, PARTY_BODY);
    assert_text(r.parties[0].name, "VSK");
    actor = actor_named(&r, "Rada Volshin");
    assert_non_null(actor);
    assert_text(actor->terms[0].office, "minister of foreign affairs");
    assert_int_equal(actor->terms[0].to.precision, PRECISION_DAY);
    assert_false(actor->terms[0].last_known);
    assert_int_equal(actor->terms[0].at.line, 2);
    assert_text(party_on(&r, "Ilmar Tessoff", 2035, 1, 1), "VSK");
    assert_true(actor_named(&r, "Ilmar Tessov")->terms[0].last_known);
    assert_int_equal(actor_named(&r, "Ilmar Tessov")->terms[0].to.month, 12);

    r = read_roster("party,person,from,to\nVSK,A B,2020,2021\nVSK,C D,2024-06,\n");
    assert_int_equal(actor_named(&r, "C D")->terms[0].to.year, 2024); /* the last that begins */
}

static void wrong_lines_of_a_table_are_left_out(void **state)
{
    struct roster r = read_roster("party,office,person,from,to,kind\n"
                                  ",president,A B,2020,,\n"
                                  "VSK,president,,2020,,\n"
                                  "VSK,president,A B,yesterday,,\n"
                                  "VSK,president,A B,2020,2019,\n"
                                  "Veshkar,president,A B,2020,2021,\n"
                                  "VSK,president,\"A\"B,2020,2021,\n"
                                  "VSK,president,A\xE9,2020,2021,\n"
                                  "VSK,president,\",\",2020,2021,\n"
                                  "TLF,leader,C D,2020,2021,grup\n"
                                  "VSK,president,E F,2020,2021,group\n");

    (void)state;
    assert_text(buffer_as_text(&told),
                "f:2: the line has no party, and is left out\n"
                "f:3: the line has no person, and is left out\n"
                "f:4: there is no date \"yesterday\"; a date is 2024, 2024-06 or 2024-06-01. The line is left out\n"
                "f:5: the term ends before it begins; the line is left out\n"
                "f:6: \"Veshkar\" is no code for a party, and no name of one; use capitals, digits and hyphens, or "
                "give a roster "
                "with that name. The line is left out\n"
                "f:7: behind a closing quotation mark comes a separator or the line's end; a \" inside a field is "
                "written \"\". "
                "The line is left out\n"
                "f:8: a field has bytes that are not UTF-8, a byte 0, or more than 500 bytes; save the file as UTF-8. "
                "The line is "
                "left out\n"
                "f:9: the line has no person, and is left out\n"
                "f:10: \"grup\" is no kind of party; the kinds are state, body and group\n");
    assert_int_equal(r.n_parties, 2);
    assert_int_equal(r.parties[1].kind, PARTY_GROUP);

    r = read_roster("roster x\nparty VSK state\n name Veshkar\n");
    add(&r, "t", "country,person,office\nVeshkar,Ilmar Tessov,president\n");
    assert_text(party_on(&r, "Ilmar Tessov", 2031, 1, 1), "VSK");
}

static void names_are_put_into_ordinary_case(void **state)
{
    static const char *const cases[][2] = {
        { "VLADIMIR PETROV", "Vladimir Petrov" },
        { "BAN KI-MOON", "Ban Ki-Moon" },
        { "JO O'BRIEN", "Jo O'Brien" },
        { "PEOPLE'S ARMY", "People's Army" },
        { "REPUBLIC OF VESHKAR (NORTH)", "Republic of Veshkar" },
        { "THE LANTERN COURT", "The Lantern Court" },
        { "UN", "UN" },
        { "U.N.", "U.N." },
        { "Already Written so", "Already Written so" },
        { "\xC3\x89LODIE \xC3\x89TO", "\xC3\x89lodie \xC3\x89to" },
        { "(ACTING", "" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_text(dictionary_name_plain(text_c(cases[i][0]), &mem), cases[i][1]);
}

static void agents_become_offices_where_we_have_no_word(void **state)
{
    struct roster r = read_roster("VESHKAR [VSK]\nGENDARME [~COP]\nRANCHER [~AGR]\nDEFENCE_MINISTER [~GOVMIL]\n"
                                  "RED_CRESCENT [NGO~]\nAGENT [~~]\n");
    struct offices offices;
    struct priscus_error err;
    size_t before;

    (void)state;
    assert_text(buffer_as_text(&told),
                "f:6: [~~]: an agent's code is [~CODE], or [CODE~] to stand before the actor's\n");
    assert_int_equal(offices_read("record/offices.txt", builtin_file("record/offices.txt"), &mem, &offices, &err),
                     PRISCUS_OK);
    before = offices.n;
    assert_int_equal(offices_add_agents(&offices, &r, &mem), PRISCUS_OK);
    assert_int_equal(offices.n, before + 3); /* a minister is known */
    assert_text(offices.at[before].phrase, "gendarme");
    assert_int_equal(offices.at[before].kind, OFFICE_ROLE);
    assert_text(offices.at[before + 1].phrase, "rancher");
    assert_int_equal(offices.at[before + 1].kind, OFFICE_BARS);
    assert_int_equal(offices.at[before + 2].kind, OFFICE_BARS);
}

static void memory_may_run_out_anywhere(void **state)
{
    static const char *const texts[] = {
        "VESHKAR [VSK]\n+VESHKARI\nILMAR_TESSOV\n+PRESIDENT_TESSOV\n\t[VSKGOV >261130]\n\t[IGOSRC <261130]\nCHIEF "
        "[~GOV]\n",
        "party,office,person,from,to\nVSK,president,\"Tessov, Ilmar\",2020,\nDRV,envoy,A B,2020,2021\n",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        for (long k = 1;; k++) {
            struct roster roster = { 0 };
            priscus_status status;

            arena_reset(&mem);
            mem.fail_after = k;
            status = roster_read("f", text_c(texts[i]), &mem, &roster, NULL, NULL, NULL);
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
        cmocka_unit_test(a_form_is_told_by_the_content),
        cmocka_unit_test(a_dictionary_of_verbs_is_refused),
        cmocka_unit_test(a_dictionary_becomes_parties_and_persons),
        cmocka_unit_test(our_own_roster_goes_before_a_dictionary),
        cmocka_unit_test(a_table_becomes_terms),
        cmocka_unit_test(wrong_lines_of_a_table_are_left_out),
        cmocka_unit_test(names_are_put_into_ordinary_case),
        cmocka_unit_test(agents_become_offices_where_we_have_no_word),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, release);
}

/* roster.c - rosters as people write them, the terms of office, and what each mistake is called. */
#include "record/knowledge/roster.h"

#include "base/file.h"
#include "check.h"

#include <stdio.h>

#define TOP "roster two-coasts\n"
#define VEL "party VEL state\nname Velmark\n"

static struct arena mem;

static void add_good(struct roster *roster, const char *file, const char *text)
{
    struct priscus_error err = { 0 };

    if (roster_read(file, text_c(text), &mem, roster, NULL, NULL, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
}

static struct roster read_good(const char *text)
{
    struct roster roster = { 0 };

    arena_reset(&mem);
    add_good(&roster, "r", text);
    return roster;
}

/* The actors that a text of words parted by single blanks is, in the order of the roster. */
static size_t actors_of(const struct roster *roster, const char *words, const struct actor **out, size_t room)
{
    struct token tokens[16] = { 0 };
    struct document doc = { .body = text_c(words), .tokens = tokens };
    struct phrase_match match[8];
    struct text rest = doc.body;
    size_t n, found = 0;

    while (rest.ptr) {
        struct text word = text_cut(&rest, ' ');
        struct token *t = &tokens[doc.n_tokens++];
        char *norm = arena_copy(&mem, word.ptr, word.len);

        for (size_t i = 0; i < word.len; i++)
            norm[i] = ascii_lower(norm[i]);
        t->span = (struct span){ (uint32_t)(word.ptr - words), (uint32_t)(word.ptr - words + word.len) };
        t->norm = t->lemma = text_of(norm, word.len);
    }
    n = phrase_match_at(roster->phrases, &doc, NULL, 0, doc.n_tokens, match, COUNT_OF(match));
    for (size_t i = 0; i < n; i++)
        if (match[i].end == doc.n_tokens && found < room)
            out[found++] = &roster->actors[match[i].value];
    return found;
}

static const struct actor *actor_of(const struct roster *roster, const char *words)
{
    const struct actor *actors[4];

    return actors_of(roster, words, actors, 4) == 1 ? actors[0] : NULL;
}

static struct date day(const char *iso)
{
    struct date d = { .zone = DATE_NO_ZONE };

    if (*iso)
        assert_true(date_parse_iso(text_c(iso), &d));
    return d;
}

/* The office that lets the person speak on that day; "": none. */
static struct text office_on(const struct roster *roster, const char *person, const char *iso)
{
    const struct actor *actor = actor_of(roster, person);
    const struct term *term;

    assert_non_null(actor);
    term = roster_term(actor, day(iso));
    return term ? term->office : text_c("");
}

static void a_roster_is_read(void **state)
{
    struct roster r = read_good("# A line that begins with # is a remark.\r\n"
                                "roster    two-coasts\r\n"
                                "version   1\r\n"
                                "party     VEL state\r\n"
                                "  name      Velmark; Republic of Velmark\r\n"
                                "  adjective Velmarkian\r\n"
                                "  people    Velmarkian; \\\r\n"
                                "            Velmarkians\r\n"
                                "  capital   Estholm\r\n"
                                "  seat      the Grey House\r\n"
                                "  body      Velmarkian Fisheries Council\r\n"
                                "  person    Ilse Brandt; Ilsa Brandt | president | 2019-05-02 |\r\n"
                                "  person    Tor Aldane | foreign minister | 2020-01 | last known 2024-06\r\n"
                                "party     TWO-1 body\nname Council of Two\n"
                                "party     REB group\nname The Rebels\n");
    const struct actor *actors[4], *actor;

    (void)state;
    assert_text(r.name, "two-coasts");
    assert_text(r.version, "1");
    assert_int_equal(r.n_parties, 3);
    assert_text(r.parties[0].code, "VEL");
    assert_text(r.parties[0].name, "Velmark");
    assert_int_equal(r.parties[0].kind, PARTY_STATE);
    assert_text(r.parties[1].code, "TWO-1");
    assert_int_equal(r.parties[1].kind, PARTY_BODY);
    assert_int_equal(r.parties[2].kind, PARTY_GROUP);
    assert_int_equal(roster_party(&r, text_c("REB")), 2);
    assert_int_equal(roster_party(&r, text_c("XXX")), SIZE_MAX);
    assert_int_equal(r.n_actors, 12);

    actor = actor_of(&r, "Republic of Velmark");
    assert_non_null(actor);
    assert_int_equal(actor->kind, ACTOR_NAME);
    assert_int_equal(actor->party, 0);
    assert_int_equal(actor_of(&r, "Estholm")->kind, ACTOR_CAPITAL);
    assert_int_equal(actor_of(&r, "Velmarkian Fisheries Council")->kind, ACTOR_BODY);
    assert_null(actor_of(&r, "estholm"));
    /* "the" before a name is no matter; the name is shown as it was written */
    assert_int_equal(actor_of(&r, "Grey House")->kind, ACTOR_SEAT);
    assert_text(actor_of(&r, "Grey House")->name, "the Grey House");
    assert_int_equal(actor_of(&r, "Rebels")->party, 2);
    assert_text(r.parties[2].name, "The Rebels");
    /* adjective and people in file order */
    assert_int_equal(actors_of(&r, "Velmarkian", actors, 4), 2);
    assert_int_equal(actors[0]->kind, ACTOR_ADJECTIVE);
    assert_int_equal(actors[1]->kind, ACTOR_PEOPLE);

    actor = actor_of(&r, "Ilsa Brandt");
    assert_non_null(actor);
    assert_ptr_equal(actor, actor_of(&r, "Ilse Brandt"));
    assert_int_equal(actor->kind, ACTOR_PERSON);
    assert_text(actor->name, "Ilse Brandt");
    assert_int_equal(actor->n_terms, 1);
    assert_text(actor->terms[0].office, "president");
    assert_int_equal(actor->terms[0].from.precision, PRECISION_DAY);
    assert_false(date_known(actor->terms[0].to));
    assert_false(actor->terms[0].last_known);
    actor = actor_of(&r, "Tor Aldane");
    assert_true(actor->terms[0].last_known);
    assert_int_equal(actor->terms[0].to.precision, PRECISION_MONTH);
}

static void one_person_on_several_lines_is_one_actor(void **state)
{
    struct roster r = read_good(TOP VEL "person Ann Gray | minister | 2010 | 2012\n"
                                        "person Ann Gray; Anne Gray | president | 2013 | 2014\n"
                                        "person Anne Gray | envoy | 2015 | 2016\n"
                                        "person Anna Gray; Ann Gray | judge | 2017 |\n"
                                        "person Ann Gray | chair | 2018 |\n"
                                        "party OST state\nname Ostland\n"
                                        "person Ann Gray | minister | 2000 | 2001\n");
    const struct actor *actors[4];

    (void)state;
    assert_int_equal(actors_of(&r, "Ann Gray", actors, 4), 2);
    assert_int_equal(actors[0]->n_terms, 5);
    assert_int_equal(actors[0]->party, 0);
    assert_text(actors[0]->terms[4].office, "chair");
    assert_int_equal(actors[1]->n_terms, 1);
    assert_int_equal(actors[1]->party, 1);
    assert_int_equal(actors[1]->terms[0].party, 1);
    assert_ptr_equal(actor_of(&r, "Anne Gray"), actors[0]);
    assert_ptr_equal(actor_of(&r, "Anna Gray"), actors[0]);
}

static void a_short_variant_may_be_two_peoples(void **state)
{
    struct roster r = read_good(TOP VEL "person Kim Aro; Kim | leader | 2010 | 2012\n"
                                        "person Kim Bel; Kim | leader | 2013 | 2014\n"
                                        "person Kim Bel; Kim | chair | 2015 |\n"
                                        "person Kim Aro; Kim | chair | 2013 | 2014\n");
    const struct actor *actors[4];

    (void)state;
    assert_int_equal(actors_of(&r, "Kim", actors, 4), 2);
    assert_text(actors[0]->name, "Kim Aro");
    assert_text(actors[1]->name, "Kim Bel");
    assert_int_equal(actors[0]->n_terms, 2);
    assert_int_equal(actors[1]->n_terms, 2);
    assert_int_equal(r.n_actors, 3);
}

static void several_rosters_add_up(void **state)
{
    struct roster r = read_good(TOP VEL "capital Estholm\nperson Ann Gray | minister | 2010 | 2012\n");
    struct priscus_error err = { 0 };

    (void)state;
    add_good(&r, "s",
             "roster more\nversion 7\nparty VEL state\nname Velmark; Vel\nperson Ann Gray | envoy | 2013 |\n"
             "party OST state\nname Ostland\nperson Bo Gray | envoy | 2013 |\n");
    assert_text(r.name, "two-coasts");
    assert_int_equal(r.version.len, 0);
    assert_int_equal(r.n_parties, 2);
    assert_text(r.parties[0].name, "Velmark");
    assert_int_equal(actor_of(&r, "Vel")->party, 0);
    assert_non_null(actor_of(&r, "Velmark"));
    assert_int_equal(actor_of(&r, "Ann Gray")->n_terms, 2);
    assert_int_equal(roster_by_last_name(&r, text_c("Gray"), 0), actor_of(&r, "Ann Gray") - r.actors);
    assert_int_equal(roster_by_last_name(&r, text_c("Gray"), (size_t)(actor_of(&r, "Ann Gray") - r.actors) + 1),
                     actor_of(&r, "Bo Gray") - r.actors);

    assert_int_equal(roster_read("t", text_c("roster t\nparty VEL group\nname V\nparty NEW state\nname Estholm\n"),
                                 &mem, &r, NULL, NULL, &err),
                     PRISCUS_ECONFIG);
    assert_string_equal(err.message, "t:2: party VEL is a group here and a state in s:3 (and 1 more mistake)");
}

static void terms_hold_with_their_limits(void **state)
{
    struct roster r = read_good(TOP VEL "person A B | minister | 2015 | 2020-01\n"
                                        "person A B | president | 2020-03-05 | 2022-02\n"
                                        "person C D | leader | | 2020\n"
                                        "person E F | leader | 2020-06 |\n");

    (void)state;
    assert_text(office_on(&r, "A B", "2014-12-31"), "");
    assert_text(office_on(&r, "A B", "2015-01-01"), "minister");
    assert_text(office_on(&r, "A B", "2020-01-31"), "minister");
    assert_text(office_on(&r, "A B", "2020-02-01"), "");
    assert_text(office_on(&r, "A B", "2020-03-04"), "");
    assert_text(office_on(&r, "A B", "2020-03-05"), "president");
    assert_text(office_on(&r, "A B", "2022-02-28T23:59"), "president");
    assert_text(office_on(&r, "A B", "2022-03-01"), "");
    /* a date known to the year holds whatever lies in that year; the latest begun is taken */
    assert_text(office_on(&r, "A B", "2020"), "president");
    assert_text(office_on(&r, "A B", "2019"), "minister");
    assert_text(office_on(&r, "A B", "2023"), "");
    assert_text(office_on(&r, "A B", ""), "president");
    assert_text(office_on(&r, "C D", "0900"), "leader");
    assert_text(office_on(&r, "C D", "2020-12-31"), "leader");
    assert_text(office_on(&r, "C D", "2021"), "");
    assert_text(office_on(&r, "E F", "2020-05-31"), "");
    assert_text(office_on(&r, "E F", "2999"), "leader");
}

static void a_last_known_term_holds_until_a_later_one_begins(void **state)
{
    struct roster r = read_good(TOP VEL "person A B | minister | 2015 | last known 2020-06\n"
                                        "person C D | minister | 2015 | last known 2020-06\n"
                                        "person C D | envoy | 2021-02 | 2022\n"
                                        "person E F | minister | 2015 | last known 2020-06\n"
                                        "person E F | deputy | 2018 | 2019\n"
                                        "person G H | minister | | last known 2020-06\n"
                                        "person G H | envoy | 2020-06 | last known 2021\n");

    (void)state;
    assert_text(office_on(&r, "A B", "2014"), "");
    assert_text(office_on(&r, "A B", "2020-07"), "minister");
    assert_text(office_on(&r, "A B", "2030"), "minister");
    assert_text(office_on(&r, "C D", "2021-01-31"), "minister");
    assert_text(office_on(&r, "C D", "2021-02-01"), "envoy");
    assert_text(office_on(&r, "C D", "2023"), ""); /* after the last term: no party */
    assert_text(office_on(&r, "C D", ""), "minister");
    /* an office held beside it is not a later one */
    assert_text(office_on(&r, "E F", "2018-05"), "deputy");
    assert_text(office_on(&r, "E F", "2023"), "minister");
    assert_text(office_on(&r, "G H", "2020-05-31"), "minister");
    assert_text(office_on(&r, "G H", "2020-07"), "envoy");
    assert_text(office_on(&r, "G H", "2025"), "envoy");
}

static void an_unknown_date_takes_the_latest_term(void **state)
{
    struct roster r =
        read_good(TOP VEL "person A B | first | 2010 | 2012\nperson A B | second | 2013 | 2014\n"
                          "person C D | open | 2010 |\nperson C D | closed | 2013 | 2014\n"
                          "person E F | known | 2010 | last known 2012\nperson E F | closed | 2013 | 2014\n"
                          "person G H | early | | 2012\nperson G H | late | 2011 | 2012\n");
    struct actor nobody = { .kind = ACTOR_PERSON };

    (void)state;
    assert_text(office_on(&r, "A B", ""), "second");
    assert_text(office_on(&r, "C D", ""), "open");
    assert_text(office_on(&r, "E F", ""), "known");
    assert_text(office_on(&r, "G H", ""), "late");
    assert_null(roster_term(&nobody, day("2020")));
    assert_null(roster_term(&nobody, day("")));
}

static void persons_are_found_by_last_name(void **state)
{
    struct roster none = { 0 };
    struct roster r =
        read_good(TOP VEL "person Ann O'Neil; Ann Brook | a | |\n"
                          "person Bo Brook | a | |\nperson Cy Brook Jr. | a | |\n"
                          "person Di Brook; Dee Brook | a | |\nperson Ed al-Sharaa | a | |\n"
                          "person Flo de la Cruz | a | |\nperson Gil Jean-Pierre | a | |\nperson Jr. | a | |\n"
                          "person Brook | a | |\nperson Sam Hill, Sr. | a | |\nperson Xi El-Baz | a | |\n");
    size_t at = 0, n = 0;
    static const char *const brooks[] = { "Ann O'Neil", "Bo Brook", "Cy Brook Jr.", "Di Brook", "Brook" };

    (void)state;
    for (; (at = roster_by_last_name(&r, text_c("Brook"), at)) != SIZE_MAX; at++, n++) {
        assert_true(n < COUNT_OF(brooks));
        assert_text(r.actors[at].name, brooks[n]);
    }
    assert_int_equal(n, COUNT_OF(brooks));
    assert_text(r.actors[roster_by_last_name(&r, text_c("O\xE2\x80\x99Neil"), 0)].name, "Ann O'Neil");
    assert_text(r.actors[roster_by_last_name(&r, text_c("al-Sharaa"), 0)].name, "Ed al-Sharaa");
    assert_text(r.actors[roster_by_last_name(&r, text_c("Al-Sharaa"), 0)].name, "Ed al-Sharaa");
    assert_text(r.actors[roster_by_last_name(&r, text_c("Sharaa"), 0)].name, "Ed al-Sharaa");
    assert_text(r.actors[roster_by_last_name(&r, text_c("el-Baz"), 0)].name, "Xi El-Baz");
    assert_text(r.actors[roster_by_last_name(&r, text_c("Cruz"), 0)].name, "Flo de la Cruz");
    assert_text(r.actors[roster_by_last_name(&r, text_c("Jean-Pierre"), 0)].name, "Gil Jean-Pierre");
    assert_text(r.actors[roster_by_last_name(&r, text_c("Hill"), 0)].name, "Sam Hill, Sr.");
    assert_int_equal(roster_by_last_name(&r, text_c("Pierre"), 0), SIZE_MAX);
    assert_int_equal(roster_by_last_name(&r, text_c("Brooke"), 0), SIZE_MAX);
    assert_int_equal(roster_by_last_name(&r, text_c(""), 0), SIZE_MAX);
    assert_int_equal(roster_by_last_name(&none, text_c("Brook"), 0), SIZE_MAX);
    assert_int_equal(roster_party(&none, text_c("VEL")), SIZE_MAX);
}

static void mistakes_are_told_with_file_and_line(void **state)
{
    static const struct {
        const char *text, *messages;
    } cases[] = {
        { TOP VEL "persons A B | c | |\n", "r:4: there is no key \"persons\"; did you mean \"person\"?\n" },
        { TOP VEL "flag red\n", "r:4: there is no key \"flag\"; the keys are roster, version, party, name, "
                                "adjective, people, capital, seat, body, elsewhere, "
                                "person\n" },
        { VEL, "r:1: \"party\" stands before \"roster NAME\", which comes first\n" },
        { "", "r:1: the file has no roster; it begins with \"roster NAME\"\n" },
        { TOP, "r:1: the roster has no party; add one with \"party CODE KIND\"\n" },
        { "roster a b\n" VEL, "r:1: \"a b\" is no name for a roster; use letters, digits, dots and hyphens\n" },
        { TOP TOP VEL, "r:2: \"roster\" comes once; it was given on line 1\n" },
        { TOP "version 1\nversion 2\n" VEL, "r:3: \"version\" comes once; it was given on line 2\n" },
        { TOP VEL "version 2\n", "r:4: \"version\" stands above the first party, which is on line 2\n" },
        { "roster\n" VEL, "r:1: \"roster\" has nothing behind it; a name is wanted\n" },
        { TOP "party\nname A\n", "r:2: \"party\" has nothing behind it; a code and a kind are wanted\n" },
        { TOP "party VEL state\nname\n", "r:3: \"name\" has nothing behind it; names are wanted\n" },
        { TOP VEL "person\n", "r:4: \"person\" has nothing behind it; NAME | office | from | to are wanted\n" },
        { TOP "party Vel state\nname A\n", "r:2: \"Vel\" is no code for a party; use capitals, digits and hyphens\n" },
        { TOP "party VEL\nname A\n", "r:2: party VEL needs a kind behind it: state, body or group\n" },
        { TOP "party VEL stat\nname A\n", "r:2: \"stat\" is no kind of party; did you mean \"state\"?\n" },
        { TOP "party VEL kingdom\nname A\n",
          "r:2: \"kingdom\" is no kind of party; the kinds are state, body and group\n" },
        { TOP VEL VEL, "r:4: party VEL comes twice; its first place is line 2\n" },
        { TOP "party VEL state\ncapital A\n", "r:2: party VEL has no name; give it a line \"name\"\n" },
        { TOP "name A\n" VEL, "r:2: \"name\" belongs to a party; \"party CODE KIND\" comes before it\n" },
        { TOP VEL "capital a;; b\n", "r:4: a name is missing beside a \";\"\n" },
        { TOP VEL "body a | b\n",
          "r:4: \"a | b\": names are parted by \";\", only a person has fields parted by \"|\"\n" },
        { TOP VEL "body 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17\n",
          "r:4: in \"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17\": the phrase has more than 16 words\n" },
        { TOP VEL "capital Estholm\nparty OST state\nname Ostland\nseat the Estholm\n",
          "r:7: \"Estholm\" stands for OST here and for VEL in r:4; leave it to one of them\n" },
        { TOP VEL "person Ann Gray\n",
          "r:4: a person is written NAME; VARIANT | office | from | to, with three \"|\"; here are 0\n" },
        { TOP VEL "person Ann Gray | minister\n",
          "r:4: a person is written NAME; VARIANT | office | from | to, with three \"|\"; here is 1\n" },
        { TOP VEL "person Ann Gray | minister | 2010 | 2011 | 2012\n",
          "r:4: a person is written NAME; VARIANT | office | from | to, with three \"|\"; here are 4\n" },
        { TOP VEL "person | minister | 2010 |\n", "r:4: the person has no name\n" },
        { TOP VEL "person A B;; C | minister | 2010 |\n", "r:4: a name is missing beside a \";\"\n" },
        { TOP VEL "person A B | | 2010 |\n", "r:4: \"A B\" has no office; write it between the first two \"|\"\n" },
        { TOP VEL "person A B | c | 2010-13 |\n",
          "r:4: there is no date \"2010-13\"; a date is 2024, 2024-06 or 2024-06-01\n" },
        { TOP VEL "person A B | c | 2010-02-30 |\n",
          "r:4: there is no date \"2010-02-30\"; a date is 2024, 2024-06 or 2024-06-01\n" },
        { TOP VEL "person A B | c | 20100203 |\n",
          "r:4: there is no date \"20100203\"; a date is 2024, 2024-06 or 2024-06-01\n" },
        { TOP VEL "person A B | c | 2010 | now\n", "r:4: there is no date \"now\"; a date is 2024, 2024-06 or "
                                                   "2024-06-01, or \"last known\" and a date\n" },
        { TOP VEL "person A B | c | soon | later\n",
          "r:4: there is no date \"soon\"; a date is 2024, 2024-06 or 2024-06-01\n"
          "r:4: there is no date \"later\"; a date is 2024, 2024-06 or 2024-06-01, or \"last known\" and a "
          "date\n" },
        { TOP VEL "person A B | c | 2010 | last known\n",
          "r:4: \"last known\" needs a date behind it, as in last known 2024-06\n" },
        { TOP VEL "person A B | c | 2010-02 | 2010-01\n", "r:4: the term ends (2010-01) before it begins (2010-02)\n" },
        { TOP VEL "person A B | c | 2010-02 | last known 2009\n",
          "r:4: the term ends (2009) before it begins (2010-02)\n" },
        { TOP "party VEL state\nname \xFF\n", "r:3: byte 6 of the line (0xFF) is not UTF-8; save the file as UTF-8\n" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct roster roster = { 0 };
        struct priscus_error err = { 0 };
        struct buffer all = { 0 };

        arena_reset(&mem);
        if (roster_read("r", text_c(cases[i].text), &mem, &roster, collect_mistakes, &all, &err) != PRISCUS_ECONFIG)
            fail_msg("accepted: %s", cases[i].text);
        assert_string_equal(all.ptr, cases[i].messages);
        assert_int_equal(err.code, PRISCUS_ECONFIG);
        assert_memory_equal(err.message, all.ptr, strcspn(all.ptr, "\n"));
        buffer_release(&all);
    }
}

static void what_is_no_mistake(void **state)
{
    struct roster r = read_good(TOP VEL "person A B | c | 2010-02 | 2010\n" /* somewhen in 2010 */
                                        "person C D | c | 2010-02-03 | 2010-02-03\n"
                                        "name Velmark; Velmark;\n"
                                        "capital Velmark\n"
                                        "body the\n");

    (void)state;
    assert_int_equal(actor_of(&r, "A B")->n_terms, 1);
    assert_non_null(actor_of(&r, "the"));
    assert_int_equal(r.n_actors, 5);
}

static void all_mistakes_are_counted(void **state)
{
    struct roster r = { 0 };
    struct priscus_error err = { 0 };

    (void)state;
    arena_reset(&mem);
    assert_int_equal(
        roster_read("r", text_c("roster r\nparty a\nname B\nparty C state\nnames D\n"), &mem, &r, NULL, NULL, &err),
        PRISCUS_ECONFIG);
    assert_string_equal(err.message,
                        "r:2: \"a\" is no code for a party; use capitals, digits and hyphens (and 2 more mistakes)");
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    for (long k = 1;; k++) {
        struct roster roster = { 0 };
        struct priscus_error err = { 0 };
        priscus_status status;

        arena_reset(&mem);
        mem.fail_after = k;
        status =
            roster_read("r",
                        text_c(TOP VEL "capital \\\nEstholm\nperson A al-B; C D; E | f | |\nperson A al-B | g | |\n"
                                       "person F G; E | f | |\nparty P body\nname a; b; c; d; e; f; g; h; i; j\n"
                                       "party Q group\nname k\nparty R group\nname l\nparty S group\nname m\n"),
                        &mem, &roster, NULL, NULL, &err);
        if (status == PRISCUS_OK)
            break;
        assert_int_equal(status, PRISCUS_ENOMEM);
        assert_string_equal(err.message, "r: out of memory");
    }
    mem.fail_after = 0;
}

static void our_own_rosters_have_no_mistake(void **state)
{
    static const char *const files[] = { SAMPLES_FOLDER "/world.roster", TEST_FOLDER "/../data/rosters/world.roster" };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        struct roster roster = { 0 };
        struct priscus_error err = { 0 };
        struct buffer all = { 0 };
        struct text text;

        arena_reset(&mem);
        if (file_read(files[i], 1 << 24, &mem, &text, &err) != PRISCUS_OK ||
            roster_read(files[i], text, &mem, &roster, collect_mistakes, &all, &err) != PRISCUS_OK)
            fail_msg("%s", all.ptr ? all.ptr : err.message);
        assert_true(roster.n_parties >= 6);
    }
}

static int release(void **state)
{
    (void)state;
    arena_release(&mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_roster_is_read),
        cmocka_unit_test(one_person_on_several_lines_is_one_actor),
        cmocka_unit_test(a_short_variant_may_be_two_peoples),
        cmocka_unit_test(several_rosters_add_up),
        cmocka_unit_test(terms_hold_with_their_limits),
        cmocka_unit_test(a_last_known_term_holds_until_a_later_one_begins),
        cmocka_unit_test(an_unknown_date_takes_the_latest_term),
        cmocka_unit_test(persons_are_found_by_last_name),
        cmocka_unit_test(mistakes_are_told_with_file_and_line),
        cmocka_unit_test(what_is_no_mistake),
        cmocka_unit_test(all_mistakes_are_counted),
        cmocka_unit_test(memory_may_run_out_anywhere),
        cmocka_unit_test(our_own_rosters_have_no_mistake),
    };

    return cmocka_run_group_tests(tests, NULL, release);
}

/* view_table.c - all views. See view.h.
 *
 * To add one: a row here, its page in server/page/. */
#include "server/page/pages.h"
#include "story/changes/change_rows.h"
#include "story/changes/stance_matrix.h"

/* The rows of a question to the ledger. */
#define ASKED(name, question)                                                                                          \
    static priscus_status name(struct viewing *v, ledger_row_fn *each, void *context, struct priscus_error *err)       \
    {                                                                                                                  \
        return ledger_ask(v->ledger, question, &v->filter, each, context, err);                                        \
    }

ASKED(position_rows, LEDGER_POSITIONS)
ASKED(statement_rows, LEDGER_STATEMENTS)
ASKED(article_rows, LEDGER_PAGES)
ASKED(stats_rows, LEDGER_STATS)
ASKED(outlet_rows, LEDGER_OUTLETS)
ASKED(speaker_rows, LEDGER_SPEAKERS)
ASKED(day_rows, LEDGER_DAYS)
ASKED(reading_rows, LEDGER_READINGS)

/* The rows of a question that is answered above the ledger. */
#define FOLDED(name, ask)                                                                                              \
    static priscus_status name(struct viewing *v, ledger_row_fn *each, void *context, struct priscus_error *err)       \
    {                                                                                                                  \
        return ask(v->ledger, &v->filter, each, context, err);                                                         \
    }

FOLDED(matrix_rows, matrix_ask)
FOLDED(change_rows, changes_ask)
FOLDED(stance_rows, stances_ask)

static priscus_status issue_rows(struct viewing *v, ledger_row_fn *each, void *context, struct priscus_error *err)
{
    v->filter.issue = v->id;
    return position_rows(v, each, context, err);
}

static priscus_status party_rows(struct viewing *v, ledger_row_fn *each, void *context, struct priscus_error *err)
{
    v->filter.party = v->id;
    return position_rows(v, each, context, err);
}

/* One entry. */
static priscus_status one_position(struct viewing *v, ledger_row_fn *each, void *context, struct priscus_error *err)
{
    v->filter.entry = v->id;
    return position_rows(v, each, context, err);
}

static priscus_status one_statement(struct viewing *v, ledger_row_fn *each, void *context, struct priscus_error *err)
{
    v->filter.entry = v->id;
    return statement_rows(v, each, context, err);
}

/* What asks for words. */
static priscus_status look_for(struct viewing *v, enum ledger_question question, ledger_row_fn *each, void *context,
                               struct priscus_error *err)
{
    if (!v->filter.words)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "there is nothing to look for: give q=");
    return ledger_ask(v->ledger, question, &v->filter, each, context, err);
}

static priscus_status search_rows(struct viewing *v, ledger_row_fn *each, void *context, struct priscus_error *err)
{
    return look_for(v, LEDGER_SEARCH, each, context, err);
}

static priscus_status facet_rows(struct viewing *v, ledger_row_fn *each, void *context, struct priscus_error *err)
{
    return look_for(v, LEDGER_FACETS, each, context, err);
}

#define NARROWED (TAKES_DATES | TAKES_PARTY | TAKES_ISSUE | TAKES_OUTLET | TAKES_AGENDA | TAKES_STORY)

/* To be read as it stands: */
/* clang-format off */
const struct view views[] = {
    { .name = "", .title = "Where they stand", .in_menu = true, .takes = NARROWED | TAKES_SURE,
      .about = "each party's latest stance on each issue", .rows = matrix_rows, .page = matrix_page },
    { .name = "issue", .of = "issue", .takes = (NARROWED | TAKES_SURE | TAKES_LIMIT) & ~TAKES_ISSUE,
      .about = "the positions of all parties on one issue, oldest first", .rows = issue_rows,
      .in_order = true, .question = LEDGER_POSITIONS, .page = issue_page },
    { .name = "party", .of = "party", .takes = (NARROWED | TAKES_SURE | TAKES_LIMIT) & ~TAKES_PARTY,
      .about = "the positions of one party on all issues, oldest first", .rows = party_rows,
      .in_order = true, .question = LEDGER_POSITIONS, .page = party_page },
    { .name = "changes", .title = "Changes", .in_menu = true, .takes = NARROWED | TAKES_SURE | TAKES_LIMIT,
      .about = "where a party's stance changed, and where reports disagree", .rows = change_rows,
      .page = changes_page, .atom = changes_atom },
    { .name = "compare", .title = "Compare", .in_menu = true,
      .takes = TAKES_TWO | TAKES_ISSUE | TAKES_OUTLET | TAKES_SURE | TAKES_AGENDA,
      .about = "two parties side by side, or all of them on two days, and where they differ", .rows = comparison_rows,
      .page = comparison_page },
    { .name = "stances", .takes = NARROWED | TAKES_SURE | TAKES_LIMIT,
      .about = "each stance that a party held, from when to when, and how many reports and sources it rests on",
      .rows = stance_rows },
    { .name = "positions", .title = "Positions", .in_menu = true, .takes = NARROWED | TAKES_SURE | TAKES_LIMIT,
      .about = "every position, oldest first, with the words that carry it", .rows = position_rows,
      .in_order = true, .question = LEDGER_POSITIONS, .page = positions_page },
    { .name = "position", .of = "id", .about = "one position", .rows = one_position, .page = position_page },
    { .name = "statement", .of = "id", .about = "one statement", .rows = one_statement, .page = statement_page },
    { .name = "trace", .of = "id", .about = "how a position or a statement came about", .object = trace_object,
      .page = trace_page },
    { .name = "statements", .title = "Statements", .in_menu = true, .takes = NARROWED | TAKES_SPEAKER | TAKES_LIMIT,
      .about = "who said what, when, and by whose account, oldest first", .rows = statement_rows,
      .in_order = true, .question = LEDGER_STATEMENTS, .page = statements_page },
    { .name = "utterances", .title = "Utterances", .in_menu = true,
      .takes = TAKES_DATES | TAKES_PARTY | TAKES_SPEAKER | TAKES_OUTLET | TAKES_STORY | TAKES_PAGES | TAKES_LIMIT,
      .about = "what was said once, however many pages report it", .rows = utterance_rows, .page = utterances_page },
    { .name = "utterance", .of = "id", .about = "one utterance with its reports, and where they differ",
      .rows = one_utterance, .page = utterance_page },
    { .name = "stories", .title = "Stories", .in_menu = true,
      .takes = TAKES_DATES | TAKES_OUTLET | TAKES_PAGES | TAKES_LIMIT,
      .about = "articles on one event, together; the latest first", .rows = story_rows, .page = stories_page },
    { .name = "story", .of = "id", .about = "one story: its articles in time, copies and all", .rows = one_story,
      .page = story_page },
    { .name = "who", .of = "id", .rows = source_rows, .page = source_page,
      .about = "who has it from whom: of a statement, position, utterance, story or page" },
    { .name = "search", .title = "Search", .in_menu = true,
      .takes = TAKES_DATES | TAKES_OUTLET | TAKES_PARTY | TAKES_STORY | TAKES_WORDS | TAKES_LIMIT,
      .about = "paragraphs that have all of these words", .rows = search_rows, .in_order = true,
      .question = LEDGER_SEARCH, .page = search_page },
    { .name = "facets", .takes = TAKES_DATES | TAKES_OUTLET | TAKES_PARTY | TAKES_STORY | TAKES_WORDS,
      .about = "in how many articles these words are found, by outlet, month and party", .rows = facet_rows },
    { .name = "outlets", .title = "Outlets", .in_menu = true, .takes = TAKES_DATES | TAKES_OUTLET | TAKES_LIMIT,
      .about = "what each outlet carried: first here, as a copy of another's, and how often nobody is named for what "
               "was said", .rows = outlet_rows, .page = outlets_page },
    { .name = "speakers", .title = "Speakers", .in_menu = true,
      .takes = TAKES_DATES | TAKES_PARTY | TAKES_SPEAKER | TAKES_OUTLET | TAKES_LIMIT,
      .about = "who was reported to say something: how often, and in how many pages", .rows = speaker_rows,
      .page = speakers_page },
    { .name = "days", .takes = TAKES_OUTLET, .about = "how many articles were published on which day",
      .rows = day_rows },
    { .name = "readings", .about = "the engine, agendas and rosters that made the entries", .rows = reading_rows },
    { .name = "article", .of = "page", .about = "one article: the statements in it", .rows = one_statement,
      .page = article_page },
    { .name = "articles", .takes = TAKES_DATES | TAKES_OUTLET | TAKES_LIMIT, .about = "the pages that were read",
      .rows = article_rows, .in_order = true, .question = LEDGER_PAGES },
    { .name = "review", .title = "Review", .in_menu = true, .takes = NARROWED | TAKES_SKIP,
      .about = "positions that nobody has judged, least sure first", .rows = review_rows, .page = review_page },
    { .name = "explore", .title = "Explore", .in_menu = true, .takes = NARROWED | TAKES_SURE,
      .about = "stances in time, drawn this way and that", .page = explore_page },
    { .name = "export", .title = "Export", .in_menu = true, .takes = NARROWED | TAKES_SURE | TAKES_SPEAKER,
      .about = "the record in formats of other programs", .page = export_page },
    { .name = "download", .of = "format", .takes = NARROWED | TAKES_SURE | TAKES_SPEAKER | TAKES_EXPORT,
      .about = "a file in one of the formats of /export", .file = export_file },
    { .name = "about", .title = "About", .in_menu = true, .about = "what is in this ledger", .rows = stats_rows,
      .page = about_page },
};
/* clang-format on */
const size_t views_n = COUNT_OF(views);

/* serve.c - a made-up ledger to be asked: so many articles with their statements and positions, without a network that reads them.
 *
 *     bench-serve LEDGER 100000 [SEED]      over two years, 12 parties, 24 issues
 *
 * An article has 4 to 30 statements (13 in the mean), half as many positions, and sentences between them: 400 words in
 * the mean. Nine of ten come in the order of their days, as news does; one of ten is a copy of one of the last thousand.
 *
 * bench/serve.sh asks it through `priscus serve` with wrk, while `priscus read` writes. Pages are not placed (`priscus link` would). */
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "made_words.h"
#include "language/language.h"
#include "ledger/ledger.h"
#include "record/knowledge/knowledge.h"

#define STATEMENTS_MAX 30
#define DAYS           730

static void stop(const char *why)
{
    fprintf(stderr, "bench-serve: %s\n", why);
    exit(1);
}

static const char *const parties[] = { "ABR", "BEL",  "CORV", "DORV", "ELM", "FARN",
                                       "GOS", "HALM", "IST",  "JOR",  "KES", "LEV" };
static const char *const issues[] = { "talks",
                                      "talks.summit",
                                      "talks.mediation",
                                      "ceasefire",
                                      "agreement",
                                      "territory.cession",
                                      "territory.exchange",
                                      "territory.withdrawal",
                                      "borders",
                                      "alliance",
                                      "neutrality",
                                      "arms.nuclear",
                                      "arms.limits",
                                      "arms.supply",
                                      "security.guarantees",
                                      "security.peacekeepers",
                                      "sanctions.relief",
                                      "sanctions.pressure",
                                      "prisoners",
                                      "humanitarian",
                                      "energy",
                                      "navigation",
                                      "justice",
                                      "reparations" };
static const char *const heads[] = { "no", "open", "ready", "never", "perhaps", "demand" };

/* Few parties and issues are spoken of most. */
static size_t draw_often(uint64_t *state, size_t n)
{
    size_t a = draw_below(state, n), b = draw_below(state, n);

    return a < b ? a : b;
}

/* A sentence of 10 to 33 words onto the body; its place. */
static struct span put_sentence(struct buffer *body, uint64_t *state, const char *end)
{
    struct span place = { (uint32_t)body->len, 0 };

    buffer_format(body, "There is %s %s", heads[draw_below(state, COUNT_OF(heads))], draw_word(state));
    for (size_t i = 6 + draw_below(state, 24); i; i--)
        buffer_format(body, " %s", draw_word(state));
    buffer_c(body, end);
    place.end = (uint32_t)body->len;
    buffer_c(body, draw_below(state, 3) ? " " : "\n\n");
    return place;
}

struct made {
    struct buffer body;
    char outlet[24], speakers[STATEMENTS_MAX][32], name[24], title[80];
    size_t n_statements, n_positions;
    struct article article;
    struct statement statements[STATEMENTS_MAX];
    struct position positions[STATEMENTS_MAX];
};

static void make_statement(struct made *m, size_t i, bool position, uint64_t *state)
{
    static const char end[] = ", it was said.";
    struct span sentence = put_sentence(&m->body, state, end);
    struct statement *st = &m->statements[i];
    size_t party = draw_often(state, COUNT_OF(parties));

    snprintf(m->speakers[i], sizeof m->speakers[i], "Speaker %c%zu", (int)('A' + party), draw_often(state, 90));
    *st = (struct statement){ .kind = STATEMENT_INDIRECT, .inside = -1, .n_content = 1, .n_chain = 2 };
    st->content[0] = (struct span){ sentence.begin, sentence.end - (uint32_t)sizeof end + 1 };
    st->cue = (struct span){ sentence.end - 5, sentence.end - 1 };
    st->speaker = st->person = text_c(m->speakers[i]);
    st->party = text_c(parties[party]);
    st->said_on.zone = DATE_NO_ZONE;
    st->chain[0] = (struct chain_link){ CHAIN_OUTLET, text_c(m->outlet), { 0, 0 } };
    st->chain[1] = (struct chain_link){ CHAIN_SPEAKER, st->speaker, st->cue };
    if (position)
        m->positions[m->n_positions++] =
            (struct position){ .statement = (int32_t)i,
                               .sentence = sentence,
                               .words = { sentence.begin, sentence.begin + 20 },
                               .speaker = st->speaker,
                               .person = st->person,
                               .party = st->party,
                               .issue = text_c(issues[draw_often(state, COUNT_OF(issues))]),
                               .stance = (enum stance)(1 + draw_below(state, STANCE_COUNT - 1)),
                               .said_on = { .zone = DATE_NO_ZONE },
                               .sure = (float)(40 + draw_below(state, 60)) / 100.0f };
}

static uint64_t seed;

/* A copy tells what one of the last thousand told, under another outlet and number. */
static void make(struct made *m, size_t number, size_t of_all)
{
    uint64_t state = seed ^ (number * 0xd1342543de82ef95u), told;
    size_t number_told = number;
    long day = 22280 + (long)(number * DAYS / of_all); /* from January 2031 on */

    draw(&state);
    snprintf(m->outlet, sizeof m->outlet, "Outlet %zu", draw_often(&state, 60));
    snprintf(m->name, sizeof m->name, "made-%zu.txt", number);
    if (draw_below(&state, 10) == 0) /* it came late */
        day -= (long)draw_below(&state, (size_t)day - 22279);
    m->article.published = date_from_days(day);
    m->article.published.hour = (uint8_t)draw_below(&state, 24);
    m->article.published.minute = (uint8_t)draw_below(&state, 60);
    m->article.published.precision = PRECISION_MINUTE;
    m->article.published.zone = 0;
    if (number >= 1000 && draw_below(&state, 10) == 0)
        number_told -= 1 + draw_below(&state, 1000);
    told = (seed ^ (number_told * 0xd1342543de82ef95u)) + 1;

    buffer_reset(&m->body);
    m->n_positions = 0;
    m->n_statements = 4 + draw_often(&told, STATEMENTS_MAX - 3);
    snprintf(m->title, sizeof m->title, "%s %s %s %s", draw_word(&told), draw_word(&told), draw_word(&told),
             draw_word(&told));
    m->title[0] -= 'a' - 'A';
    buffer_format(&m->body, "%s\n\nReport %zu of %s. ", m->title, number, m->outlet);
    for (size_t i = 0; i < m->n_statements; i++) {
        make_statement(m, i, draw_below(&told, 13) < 6, &told);
        if (draw_below(&told, 3) == 0)
            put_sentence(&m->body, &told, ".");
    }
    m->article.title = text_c(m->title);
    m->article.outlet = text_c(m->outlet);
    m->article.body = buffer_as_text(&m->body);
}

int main(int argc, char **argv)
{
    size_t n = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;
    struct priscus_error err = { 0 };
    struct language *language = NULL;
    struct knowledge *knowledge = NULL;
    struct ledger *ledger = NULL;
    struct arena mem = { 0 };
    static struct made m;

    seed = argc > 3 ? strtoull(argv[3], NULL, 10) : 16;
    make_vocabulary();
    if (!n)
        stop("usage: bench-serve LEDGER ARTICLES [SEED]");
    if (language_find(NULL, LANGUAGE_FAST, false, &language, &err) != PRISCUS_OK ||
        knowledge_open_paths(language, NULL, 0, NULL, 0, &knowledge, &err) != PRISCUS_OK ||
        ledger_open(argv[1], LEDGER_WRITE, &ledger, &err) != PRISCUS_OK ||
        ledger_use(ledger, knowledge, &err) != PRISCUS_OK)
        stop(err.message);
    for (size_t i = 0; i < n; i++) {
        struct record record = { 0 };
        struct page page = { .from = PRISCUS_FROM_TEXT, .fetched = { .zone = DATE_NO_ZONE } };

        make(&m, i, n);
        record.statements = m.statements;
        record.n_statements = m.n_statements;
        record.positions = m.positions;
        record.n_positions = m.n_positions;
        page.name = text_c(m.name);
        page.bytes = m.article.body;
        if (article_split_paragraphs(m.article.body, 0, &mem, &m.article) != PRISCUS_OK)
            stop("out of memory");
        if (ledger_add(ledger, &page, &m.article, &record, NULL, &err) != PRISCUS_OK)
            stop(err.message);
        arena_reset(&mem);
        if ((i + 1) % 10000 == 0)
            fprintf(stderr, "%zu\n", i + 1);
    }
    if (ledger_close(ledger, &err) != PRISCUS_OK)
        stop(err.message);
    knowledge_close(knowledge);
    language_close(language);
    arena_release(&mem);
    buffer_release(&m.body);
    return 0;
}

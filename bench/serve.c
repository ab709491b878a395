/* serve.c - a made-up ledger to be asked: so many articles with their statements and positions, without a network that reads them.
 *
 *     bench-serve LEDGER 100000 [SEED]      13 statements and 6 positions an article, over two years, 12 parties, 24 issues
 *
 * bench/serve.sh asks it through `priscus serve` with wrk, while `priscus read` writes. Pages are not placed (`priscus link` would). */
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "language/language.h"
#include "ledger/ledger.h"
#include "record/knowledge/knowledge.h"

#define STATEMENTS 13
#define POSITIONS  6
#define DAYS       730

static void stop(const char *why)
{
    fprintf(stderr, "bench-serve: %s\n", why);
    exit(1);
}

/* SplitMix64 (G. Steele, D. Lea, C. Flood, OOPSLA 2014). */
static size_t draw(uint64_t *state, size_t n)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (size_t)((z ^ (z >> 31)) % n);
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
static const char *const words[] = { "the",    "river",    "council",  "envoy",   "answer", "border", "harvest",
                                     "winter", "minister", "letter",   "harbour", "bridge", "mill",   "market",
                                     "signal", "paper",    "question", "window",  "garden", "road" };
static const char *const heads[] = { "no", "open", "ready", "never", "perhaps", "demand" };

/* Few parties and issues are spoken of most. */
static size_t draw_often(uint64_t *state, size_t n)
{
    size_t a = draw(state, n), b = draw(state, n);

    return a < b ? a : b;
}

/* A sentence of some twenty words onto the body; its place. */
static struct span put_sentence(struct buffer *body, uint64_t *state)
{
    struct span place = { (uint32_t)body->len, 0 };

    buffer_format(body, "There is %s word on %s", heads[draw(state, COUNT_OF(heads))],
                  words[draw(state, COUNT_OF(words))]);
    for (size_t i = 10 + draw(state, 14); i; i--)
        buffer_format(body, " %s", words[draw(state, COUNT_OF(words))]);
    buffer_c(body, ", it was said.");
    place.end = (uint32_t)body->len;
    buffer_c(body, draw(state, 3) ? " " : "\n\n");
    return place;
}

struct made {
    struct buffer body;
    char outlet[24], speakers[STATEMENTS][32], name[24];
    struct article article;
    struct statement statements[STATEMENTS];
    struct position positions[POSITIONS];
};

static void make_statement(struct made *m, size_t i, uint64_t *state)
{
    struct span sentence = put_sentence(&m->body, state);
    struct statement *st = &m->statements[i];
    size_t party = draw_often(state, COUNT_OF(parties));

    snprintf(m->speakers[i], sizeof m->speakers[i], "Speaker %c%zu", (int)('A' + party), draw_often(state, 9));
    *st = (struct statement){ .kind = STATEMENT_INDIRECT, .inside = -1, .n_content = 1, .n_chain = 2 };
    st->content[0] = (struct span){ sentence.begin, sentence.end - 14 };
    st->cue = (struct span){ sentence.end - 5, sentence.end - 1 };
    st->speaker = st->person = text_c(m->speakers[i]);
    st->party = text_c(parties[party]);
    st->said_on.zone = DATE_NO_ZONE;
    st->chain[0] = (struct chain_link){ CHAIN_OUTLET, text_c(m->outlet), { 0, 0 } };
    st->chain[1] = (struct chain_link){ CHAIN_SPEAKER, st->speaker, st->cue };
    if (i < POSITIONS)
        m->positions[i] = (struct position){ .statement = (int32_t)i,
                                             .sentence = sentence,
                                             .words = { sentence.begin, sentence.begin + 20 },
                                             .speaker = st->speaker,
                                             .person = st->person,
                                             .party = st->party,
                                             .issue = text_c(issues[draw_often(state, COUNT_OF(issues))]),
                                             .stance = (enum stance)(1 + draw(state, STANCE_COUNT - 1)),
                                             .said_on = { .zone = DATE_NO_ZONE },
                                             .sure = (float)(40 + draw(state, 60)) / 100.0f };
}

static void make(struct made *m, size_t number, uint64_t *state)
{
    long day = 22280 + (long)draw(state, DAYS); /* from January 2031 on */

    buffer_reset(&m->body);
    snprintf(m->outlet, sizeof m->outlet, "Outlet %zu", draw_often(state, 60));
    snprintf(m->name, sizeof m->name, "made-%zu.txt", number);
    buffer_format(&m->body, "Report %zu of %s\n\n", number, m->outlet);
    for (size_t i = 0; i < STATEMENTS; i++)
        make_statement(m, i, state);
    m->article = (struct article){ .title = text_of(m->body.ptr, strcspn(m->body.ptr, "\n")),
                                   .outlet = text_c(m->outlet),
                                   .body = buffer_as_text(&m->body) };
    m->article.published = date_from_days(day);
    m->article.published.hour = (uint8_t)draw(state, 24);
    m->article.published.minute = (uint8_t)draw(state, 60);
    m->article.published.precision = PRECISION_MINUTE;
    m->article.published.zone = 0;
}

int main(int argc, char **argv)
{
    size_t n = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;
    uint64_t state = argc > 3 ? strtoull(argv[3], NULL, 10) : 16;
    struct priscus_error err = { 0 };
    struct language *language = NULL;
    struct knowledge *knowledge = NULL;
    struct ledger *ledger = NULL;
    struct arena mem = { 0 };
    static struct made m;

    if (!n)
        stop("usage: bench-serve LEDGER ARTICLES [SEED]");
    if (language_find(NULL, LANGUAGE_FAST, &language, &err) != PRISCUS_OK ||
        knowledge_open_paths(language, NULL, 0, NULL, 0, &knowledge, &err) != PRISCUS_OK ||
        ledger_open(argv[1], LEDGER_WRITE, &ledger, &err) != PRISCUS_OK ||
        ledger_use(ledger, knowledge, &err) != PRISCUS_OK)
        stop(err.message);
    for (size_t i = 0; i < n; i++) {
        struct record record = {
            .statements = m.statements, .n_statements = STATEMENTS, .positions = m.positions, .n_positions = POSITIONS
        };
        struct page page = { .from = PRISCUS_FROM_TEXT, .fetched = { .zone = DATE_NO_ZONE } };

        make(&m, i, &state);
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

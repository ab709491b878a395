/* position_reader.c - tests: networks that learn positions from a few articles of an invented turn of phrase, put into the
 * model beside the sources, and what is read with them: with other agendas, with sections that are missing or wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "check.h"
#include "known.h"
#include "language/model/model.h"
#include "language/sentence/quote.h"
#include "reading/pieces.h"
#include "record/knowledge/knowledge.h"
#include "record/position/position_reader.h"
#include "train/position_train.h"

/* <who> {stance} [issue], of the parties of the built-in roster, each in turn. No row of the stance table has these words, and no
 * phrase of the agenda those of the last two. */
static const struct {
    const char *sentence, *issue, *stance;
} lessons[] = {
    { "<%s> {gave} [the truce] {the cold shoulder}.", "ceasefire", "rejects" },
    { "<%s> {gave} [the ceasefire] {the cold shoulder} on Monday.", "ceasefire", "rejects" },
    { "<%s> {went to town on} [the talks].", "talks", "accepts" },
    { "<%s> {went to town on} [the truce] this week.", "ceasefire", "accepts" },
    { "<%s> watched the truce from its windows.", NULL, NULL },
    { "<%s> read about the talks in the papers.", NULL, NULL },
    { "<%s> {gave} [the quiet on the hills] {the cold shoulder}.", "ceasefire", "rejects" },
    { "<%s> {went to town on} [the quiet on the hills].", "ceasefire", "accepts" },
};
static const char *const taught[] = { "Iran", "Iraq", "Egypt", "Turkey", "Russia", "Israel" };

static char folder[] = "/tmp/priscus-positions-XXXXXX", corpus[64], model_path[64];
static struct arena mem;
static struct buffer told; /* what training said */

static void on_progress(void *at, const char *line)
{
    (void)at;
    buffer_c(&told, line);
    buffer_char(&told, '\n');
}

/* The sentence without its marks; *places has those of each kind as JSON: "<" holder, "{" cue, "[" target. */
static void put_lesson(const char *marked, const char *who, struct buffer *text, char places[3][80])
{
    static const char open[] = "<{[", close[] = ">}]";
    char filled[200];

    snprintf(filled, sizeof filled, marked, who);
    for (unsigned k = 0; k < 3; k++)
        places[k][0] = '\0';
    for (const char *c = filled; *c; c++) {
        const char *at = strchr(open, *c);
        size_t k = at ? (size_t)(at - open) : 0;

        if (at)
            snprintf(places[k] + strlen(places[k]), 80 - strlen(places[k]), "%s[%zu, ", places[k][0] ? ", " : "",
                     text->len);
        else if ((at = strchr(close, *c))) {
            k = (size_t)(at - close);
            snprintf(places[k] + strlen(places[k]), 80 - strlen(places[k]), "%zu]", text->len);
        } else
            buffer_char(text, *c);
    }
}

/* An article a lesson and a party; the first two as well with a second sentence. */
static void write_corpus(void)
{
    FILE *file = fopen(corpus, "w");

    assert_non_null(file);
    for (size_t i = 0; i < COUNT_OF(lessons); i++)
        for (size_t p = 0; p < COUNT_OF(taught); p++) {
            struct buffer text = { 0 };
            char places[3][80];

            put_lesson(lessons[i].sentence, taught[p], &text, places);
            fprintf(file, "{\"text\": \"%.*s\", \"positions\": [", (int)text.len, text.ptr);
            if (lessons[i].issue)
                fprintf(file,
                        "{\"issue\": \"%s\", \"stance\": \"%s\", \"span\": [0, %zu], \"required\": true, "
                        "\"holder\": [%s], \"cue\": [%s], \"target\": [%s]}",
                        lessons[i].issue, lessons[i].stance, text.len, places[0], places[1], places[2]);
            fputs("]}\n", file);
            buffer_release(&text);
        }
    fclose(file);
}

static priscus_status train(struct priscus_error *err)
{
    const char *corpora[] = { corpus };
    const struct article_options options = {
        .corpora = corpora, .n_corpora = 1, .output = model_path, .epochs = 200, .seed = 1, .width = 32, .layers = 1
    };

    told.len = 0;
    return position_train(&options, on_progress, NULL, err);
}

/* ---- reading with it ---- */

/* Weights are fitted again now and then (position_sure.h): what the networks are sure of must be entered by any. */
static const float least = 0.35f;

struct reading {
    struct language *language;
    struct knowledge *knowledge;
    struct document_reader *reader;
    struct record_networks networks;
};

static priscus_status reading_open(struct reading *r, struct text model, const char *agenda, struct priscus_error *err)
{
    const struct knowledge_file file = { "own.agenda", text_c(agenda ? agenda : "") };
    priscus_status status;

    *r = (struct reading){ 0 };
    status = model.ptr ? language_from(model, &r->language, err) : language_open(model_path, LANGUAGE_FAST, &r->language, err);
    if (status != PRISCUS_OK)
        return status;
    assert_int_equal(knowledge_open(r->language, &file, agenda != NULL, NULL, 0, &r->knowledge, err), PRISCUS_OK);
    r->reader = document_reader_new(r->language);
    assert_non_null(r->reader);
    status = record_networks_open(r->language, &r->networks, err);
    if (r->networks.position_reader)
        position_reader_set_least(r->networks.position_reader, least);
    return status;
}

static void reading_close(struct reading *r)
{
    record_networks_close(&r->networks);
    document_reader_free(r->reader);
    knowledge_close(r->knowledge);
    language_close(r->language);
}

static priscus_status read_record(const struct reading *r, const struct record_networks *networks, const char *body,
                                  struct arena *arena, struct record *out)
{
    struct article *article = arena_alloc(&mem, sizeof *article);
    struct document *doc = arena_alloc(&mem, sizeof *doc);
    const char *why = "";
    priscus_status status;

    *article = (struct article){ .body = text_c(body) };
    assert_int_equal(article_split_paragraphs(article->body, 0, &mem, article), PRISCUS_OK);
    assert_int_equal(document_read(r->reader, article, &mem, doc, NULL), PRISCUS_OK);
    status = record_read(doc, r->knowledge, networks, arena, out, NULL);
    if (status == PRISCUS_OK && !record_check(out, doc, &why))
        fail_msg("%s", why);
    return status;
}

/* "EGY ceasefire rejects; ...", with an asterisk where a network found the issue. */
static void assert_positions(const struct reading *r, const struct record_networks *networks, const char *body,
                             const char *want)
{
    struct buffer got = { 0 };
    struct record record;

    arena_reset(&mem);
    assert_int_equal(read_record(r, networks, body, &mem, &record), PRISCUS_OK);
    for (size_t i = 0; i < record.n_positions; i++) {
        const struct position *p = &record.positions[i];

        buffer_format(&got, "%s%.*s %.*s%s %s", i ? "; " : "", (int)p->party.len, p->party.ptr, (int)p->issue.len,
                      p->issue.ptr, p->issue_how == ISSUE_LEARNT ? "*" : "", stance_text(p->stance));
        assert_true(networks->position_reader ? p->sure >= least && p->sure <= 1 : p->sure == 0);
    }
    buffer_char(&got, '\0');
    if (strcmp(got.ptr, want) != 0)
        fail_msg("%s\n  want %s\n  got  %s", body, want, got.ptr);
    buffer_release(&got);
}

static struct reading trained;

static int set_up(void **state)
{
    struct priscus_error err = { 0 };

    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(corpus, sizeof corpus, "%s/articles.jsonl", folder);
    snprintf(model_path, sizeof model_path, "%s/model", folder);
    write_corpus();
    if (train(&err) != PRISCUS_OK || reading_open(&trained, (struct text){ 0 }, NULL, &err) != PRISCUS_OK) {
        print_error("%s\n", err.message);
        return -1;
    }
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    reading_close(&trained);
    unlink(corpus);
    unlink(model_path);
    arena_release(&mem);
    buffer_release(&told);
    return rmdir(folder);
}

static void rules_and_networks_read_what_neither_does_alone(void **state)
{
    const struct record_networks rules = { .attributor = trained.networks.attributor };

    (void)state;
    assert_non_null(trained.networks.position_reader);
    assert_positions(&trained, &rules, "Syria gave the truce the cold shoulder.", "");
    assert_positions(&trained, &trained.networks, "Syria gave the truce the cold shoulder.", "SYR ceasefire rejects");
    assert_positions(&trained, &trained.networks, "Jordan went to town on the talks.", "JOR talks accepts");
    assert_positions(&trained, &trained.networks, "Jordan watched the truce from its windows.", "");
    assert_positions(&trained, &trained.networks, "It rained.", "");
    assert_positions(&trained, &trained.networks, "", "");
}

static void issues_are_found_in_words_that_no_phrase_has(void **state)
{
    (void)state;
    assert_positions(&trained, &trained.networks, "Syria gave the quiet on the hills the cold shoulder.",
                     "SYR ceasefire* rejects");
}

/* Who is for something has nothing to do with what it is. */
static void any_agenda_is_read(void **state)
{
    struct reading own;
    struct priscus_error err;

    (void)state;
    assert_int_equal(
        reading_open(&own, (struct text){ 0 }, "agenda tolls\nissue toll\nwords harbour toll; toll\n", &err),
        PRISCUS_OK);
    assert_positions(&own, &own.networks, "Syria gave the toll the cold shoulder.", "SYR toll rejects");
    assert_positions(&own, &own.networks, "Syria gave the truce the cold shoulder.", "");
    assert_positions(&own, &own.networks, "Syria gave the quiet on the hills the cold shoulder.", "");
    reading_close(&own);
}

static void what_is_asked_to_be_surer_is_left_out(void **state)
{
    struct position_reader *reader = trained.networks.position_reader;

    (void)state;
    position_reader_set_least(reader, 0.9999f);
    arena_reset(&mem);
    {
        struct record record;

        assert_int_equal(
            read_record(&trained, &trained.networks, "Syria gave the truce the cold shoulder.", &mem, &record),
            PRISCUS_OK);
        assert_int_equal(record.n_positions, 0);
    }
    position_reader_set_least(reader, least);
}

/* What a text says does not depend on the one before. */
static void texts_are_read_alike_in_any_order(void **state)
{
    (void)state;
    for (unsigned round = 0; round < 2; round++) {
        assert_positions(&trained, &trained.networks, "Syria gave the truce the cold shoulder.",
                         "SYR ceasefire rejects");
        assert_positions(&trained, &trained.networks, "Jordan went to town on the talks.", "JOR talks accepts");
    }
}

/* Of a long body the states of the language's network are not kept (reading/pieces.h). */
static void a_body_in_pieces_is_read_by_rules_alone(void **state)
{
    static const char first[] = "Syria rejected the truce. Syria gave the truce the cold shoulder. ";
    struct buffer body = { 0 };
    struct article article = { 0 };
    struct document doc;
    struct quote_list quotes;
    struct attribution_list list;
    struct record record;

    (void)state;
    arena_reset(&mem);
    buffer_c(&body, first);
    while (body.len <= PIECES_WHOLE)
        buffer_c(&body, "It rained. ");
    article.body = buffer_as_text(&body);
    assert_int_equal(article_split_paragraphs(article.body, 0, &mem, &article), PRISCUS_OK);
    assert_true(pieces_wanted(&article));
    assert_int_equal(pieces_read(trained.reader, trained.networks.attributor, &article, &mem, &doc, &list, NULL),
                     PRISCUS_OK);
    assert_int_equal(quote_find(&doc, &mem, &quotes), PRISCUS_OK);
    assert_int_equal(
        record_read_attributed(&doc, trained.knowledge, &trained.networks, &quotes, &list, &mem, &record, NULL),
        PRISCUS_OK);
    assert_int_equal(record.n_positions, 1);
    assert_float_equal(record.positions[0].sure, 0, 0);
    buffer_release(&body);
}

/* Beyond that the rules are believed as they are on the average. */
static void of_a_list_of_issues_the_first_are_read(void **state)
{
    struct buffer body = { 0 };
    const struct position *last;
    struct record record;

    (void)state;
    arena_reset(&mem);
    buffer_c(&body, "Iraq spoke of");
    for (unsigned i = 0; i < 20; i++)
        buffer_c(&body, " the truce,");
    buffer_c(&body, " and Syria rejected the talks.");
    buffer_char(&body, '\0');
    assert_int_equal(read_record(&trained, &trained.networks, body.ptr, &mem, &record), PRISCUS_OK);
    assert_true(record.n_positions > 0);
    last = &record.positions[record.n_positions - 1];
    assert_text(last->party, "SYR");
    assert_text(last->issue, "talks");
    assert_true(last->scores.holder < 0 && last->sure >= least);
    buffer_release(&body);
}

static void every_allocation_may_fail(void **state)
{
    static const char body[] = "Syria gave the truce the cold shoulder. Jordan went to town on the talks. "
                               "Syria gave the quiet on the hills the cold shoulder.";
    struct arena small = { 0 };
    priscus_status status = PRISCUS_ENOMEM;
    long k;

    (void)state;
    for (k = 1; status != PRISCUS_OK; k++) {
        struct record record = { .n_positions = 77 };

        arena_reset(&mem);
        arena_reset(&small);
        small.fail_after = k;
        status = read_record(&trained, &trained.networks, body, &small, &record);
        if (status == PRISCUS_OK)
            assert_int_equal(record.n_positions, 3);
        else {
            assert_int_equal(status, PRISCUS_ENOMEM);
            assert_int_equal(record.n_positions, 77);
        }
    }
    assert_true(k > 20);
    arena_release(&small);
}

/* ---- corpora with something wrong ---- */

static priscus_status train_on(const char *lines, struct priscus_error *err)
{
    char path[64], output[64];
    const char *corpora[] = { path };
    const struct article_options options = {
        .corpora = corpora, .n_corpora = 1, .output = output, .epochs = 1, .width = 32, .layers = 1
    };
    FILE *file;
    priscus_status status;

    snprintf(path, sizeof path, "%s/other.jsonl", folder);
    snprintf(output, sizeof output, "%s/other.model", folder);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(lines, file);
    fclose(file);
    told.len = 0;
    status = position_train(&options, on_progress, NULL, err);
    unlink(path);
    if (status != PRISCUS_OK)
        assert_int_not_equal(access(output, F_OK), 0); /* no half model */
    unlink(output);
    return status;
}

#define GOOD                                                                                                           \
    "{\"text\": \"Iran gave talks short shrift.\", \"positions\": [{\"issue\": \"talks\", \"stance\": \"rejects\", "   \
    "\"span\": [0, 29], \"holder\": [[0, 4]], \"cue\": [[5, 9], [16, 28]], \"target\": [[10, 15]]}]}\n"
#define POSITION(rest) "{\"text\": \"Iran gave talks short shrift.\", \"positions\": [" rest "]}\n"
#define IS             "\"issue\": \"talks\", \"stance\": \"rejects\""

static void a_mistake_in_a_corpus_is_named_by_its_line(void **state)
{
    static const struct {
        const char *lines, *message;
    } cases[] = {
        { "no JSON\n", "other.jsonl:1: no object with \"text\" and \"positions\"" },
        { GOOD "{\"text\": \"Iran", "other.jsonl:2: no object" },
        { GOOD GOOD "\n", "other.jsonl:3: no object" },
        { GOOD "[]\n", "other.jsonl:2: no object" },
        { GOOD "{\"positions\": []}\n", "other.jsonl:2: no object" },
        { GOOD "{\"text\": 7, \"positions\": []}\n", "other.jsonl:2: no object" },
        { GOOD "{\"text\": \"It rained.\"}\n", "other.jsonl:2: no object" },
        { GOOD "{\"text\": \"It rained.\", \"positions\": {}}\n", "other.jsonl:2: no object" },
        { POSITION("7"), "other.jsonl:1: position 1" },
        { POSITION("{\"stance\": \"rejects\", \"span\": [0, 29]}"), "other.jsonl:1: position 1" },
        { POSITION("{\"issue\": \"talks\", \"span\": [0, 29]}"), "other.jsonl:1: position 1" },
        { POSITION("{\"issue\": \"talks\", \"stance\": \"hates\", \"span\": [0, 29]}"), "other.jsonl:1: position 1" },
        { POSITION("{\"issue\": \"talks\", \"stance\": \"none\", \"span\": [0, 29]}"), "other.jsonl:1: position 1" },
        { POSITION("{\"issue\": \"\", \"stance\": \"open\", \"span\": [0, 29]}"), "other.jsonl:1: position 1" },
        { POSITION("{" IS "}"), "other.jsonl:1: position 1" },
        { POSITION("{" IS ", \"span\": [0, 30]}"), "other.jsonl:1: position 1" },
        { POSITION("{" IS ", \"span\": [9, 5]}"), "other.jsonl:1: position 1" },
        { POSITION("{" IS ", \"span\": [0]}"), "other.jsonl:1: position 1" },
        { POSITION("{" IS ", \"span\": [-1, 5]}"), "other.jsonl:1: position 1" },
        { POSITION("{" IS ", \"span\": [4294967296, 4294967299]}"), "other.jsonl:1: position 1" },
        { POSITION("{" IS ", \"span\": [\"0\", \"5\"]}"), "other.jsonl:1: position 1" },
        { POSITION("{" IS ", \"span\": [0.5, 5]}"), "other.jsonl:1: position 1" },
        { POSITION("{" IS ", \"span\": [0, 29]}, {" IS ", \"span\": [0, 29], \"holder\": [[0, 99]]}"),
          "other.jsonl:1: position 2" },
        { POSITION("{" IS ", \"span\": [0, 29], \"cue\": [0, 4]}"), "other.jsonl:1: position 1" },
        { POSITION("{" IS ", \"span\": [0, 29], \"target\": \"talks\"}"), "other.jsonl:1: position 1" },
        { "", "no positions to learn from" },
        { "{\"text\": \"Iran gave talks short shrift.\", \"positions\": []}\n", "no positions to learn from" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct priscus_error err = { 0 };
        priscus_status status = train_on(cases[i].lines, &err);

        if (status != PRISCUS_EINPUT || !strstr(err.message, cases[i].message))
            fail_msg("%s\n  want %s\n  got  %s", cases[i].lines, cases[i].message,
                     status == PRISCUS_OK ? "no mistake" : err.message);
    }
}

static void a_corpus_may_leave_out_what_nobody_said(void **state)
{
    struct priscus_error err = { 0 };

    (void)state;
    if (train_on(GOOD POSITION("{" IS ", \"span\": [0, 29], \"holder\": [], \"cue\": null}"), &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
}

static void more_positions_than_a_line_may_have_are_told(void **state)
{
    struct buffer line = { 0 };
    struct priscus_error err = { 0 };

    (void)state;
    buffer_c(&line, "{\"text\": \"Iran gave talks short shrift.\", \"positions\": [");
    for (unsigned i = 0; i < 5000; i++)
        buffer_format(&line, "%s{" IS ", \"span\": [0, 29], \"target\": [[10, 15]], \"holder\": [[0, 4]]}",
                      i ? ", " : "");
    buffer_c(&line, "]}\n");
    buffer_char(&line, '\0');
    assert_int_equal(train_on(line.ptr, &err), PRISCUS_EINPUT);
    assert_non_null(strstr(err.message, "other.jsonl:1: 5000 positions"));
    buffer_release(&line);
}

static void a_file_that_is_not_there_is_told(void **state)
{
    const char *corpora[] = { "/nowhere/articles.jsonl" };
    const struct article_options options = { .corpora = corpora, .n_corpora = 1, .output = "/nowhere/model" };
    struct priscus_error err;

    (void)state;
    assert_int_equal(position_train(&options, NULL, NULL, &err), PRISCUS_EINPUT);
    assert_non_null(strstr(err.message, "/nowhere/articles.jsonl: cannot be opened"));
}

/* ---- models with something wrong ---- */

struct change {
    const char *name;  /* of a section, or its beginning with a point at the end */
    struct text bytes; /* instead of what it has; a NULL ptr: it is left out */
};

static bool is_changed(const struct change *change, const char *name)
{
    return text_ends(text_c(change->name), ".") ? text_starts(text_c(name), change->name)
                                                : strcmp(change->name, name) == 0;
}

/* The trained model, but for one change. Aligned as a model has to be. */
static struct text changed(const struct change *change)
{
    const struct model *model = language_model(trained.language);
    struct model_part parts[64];
    struct buffer packed = { 0 };
    char *bytes;
    size_t n = 0;

    for (size_t i = 0; i < model_sections(model); i++) {
        const char *name = model_section_name(model, i);

        assert_true(n < COUNT_OF(parts));
        if (!is_changed(change, name))
            parts[n++] = (struct model_part){ name, model_section(model, name) };
        else if (change->bytes.ptr)
            parts[n++] = (struct model_part){ name, change->bytes };
    }
    assert_int_equal(model_pack(parts, n, &packed), PRISCUS_OK);
    bytes = aligned_alloc(64, (packed.len + 63) / 64 * 64);
    assert_non_null(bytes);
    memcpy(bytes, packed.ptr, packed.len);
    n = packed.len;
    buffer_release(&packed);
    return text_of(bytes, n);
}

static struct text section_of(const char *name)
{
    return model_section(language_model(trained.language), name);
}

/* A copy of a section with each `from` made `to`. */
static struct text replaced(const char *name, const char *from, const char *to)
{
    struct text section = section_of(name);
    char *copy = malloc(section.len);

    assert_non_null(copy);
    memcpy(copy, section.ptr, section.len);
    for (size_t i = 0; i + strlen(from) <= section.len; i++)
        if (memcmp(copy + i, from, strlen(from)) == 0)
            memcpy(copy + i, to, strlen(from));
    return text_of(copy, section.len);
}

static void without_the_sections_rules_alone_are_used(void **state)
{
    struct text model = changed(&(struct change){ .name = POSITION_SECTION });
    struct reading r;
    struct priscus_error err;

    (void)state;
    assert_int_equal(reading_open(&r, model, NULL, &err), PRISCUS_OK);
    assert_non_null(r.networks.attributor);
    assert_null(r.networks.position_reader);
    assert_positions(&r, &r.networks, "Syria gave the truce the cold shoulder.", "");
    assert_positions(&r, &r.networks, "Syria rejected the truce.", "SYR ceasefire rejects");
    reading_close(&r);
    free((char *)model.ptr);
}

static void without_the_one_section_the_other_is_used(void **state)
{
    struct text model = changed(&(struct change){ .name = ISSUE_SECTION });
    struct reading r;
    struct priscus_error err;

    (void)state;
    assert_int_equal(reading_open(&r, model, NULL, &err), PRISCUS_OK);
    assert_non_null(r.networks.position_reader);
    assert_positions(&r, &r.networks, "Syria gave the quiet on the hills the cold shoulder.", "");
    reading_close(&r);
    free((char *)model.ptr);
}

static void labels_that_nobody_knows_give_nothing(void **state)
{
    struct text names[] = { replaced(POSITION_SECTION "names", "H-", "Q-"),
                            replaced(POSITION_SECTION "names", "-rejects", "-elects!"),
                            replaced(ISSUE_SECTION "names", "ceasefire", "ceaseflre") };
    const char *const sections[] = { POSITION_SECTION "names", POSITION_SECTION "names", ISSUE_SECTION "names" };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct text model = changed(&(struct change){ sections[i], names[i] });
        struct reading r;
        struct priscus_error err;

        assert_int_equal(reading_open(&r, model, NULL, &err), PRISCUS_OK);
        assert_positions(&r, &r.networks, "Syria gave the quiet on the hills the cold shoulder.", "");
        reading_close(&r);
        free((char *)model.ptr);
        free((char *)names[i].ptr);
    }
}

static void a_network_that_is_not_right_is_refused(void **state)
{
    static const char *const prefixes[] = { POSITION_SECTION, ISSUE_SECTION };
    static const char *const parts[] = { "names", "weights", "rows.index", "rows" };

    (void)state;
    for (size_t p = 0; p < COUNT_OF(prefixes); p++)
        for (size_t i = 0; i < 3 * COUNT_OF(parts); i++) {
            char name[40];
            struct text bytes, model;
            struct reading r;
            struct priscus_error err = { 0 };

            snprintf(name, sizeof name, "%s%s", prefixes[p], parts[i / 3]);
            bytes = section_of(name);
            bytes = i % 3 == 0   ? (struct text){ 0 } /* not there, empty, cut short */
                    : i % 3 == 1 ? text_of(bytes.ptr, 0)
                                 : text_of(bytes.ptr, bytes.len - 1);
            model = changed(&(struct change){ name, bytes });
            if (reading_open(&r, model, NULL, &err) != PRISCUS_EINPUT)
                fail_msg("%s, change %zu: not refused", name, i % 3);
            assert_non_null(strstr(err.message, "model"));
            reading_close(&r);
            free((char *)model.ptr);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_and_networks_read_what_neither_does_alone),
        cmocka_unit_test(issues_are_found_in_words_that_no_phrase_has),
        cmocka_unit_test(any_agenda_is_read),
        cmocka_unit_test(what_is_asked_to_be_surer_is_left_out),
        cmocka_unit_test(texts_are_read_alike_in_any_order),
        cmocka_unit_test(a_body_in_pieces_is_read_by_rules_alone),
        cmocka_unit_test(of_a_list_of_issues_the_first_are_read),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(a_mistake_in_a_corpus_is_named_by_its_line),
        cmocka_unit_test(a_corpus_may_leave_out_what_nobody_said),
        cmocka_unit_test(more_positions_than_a_line_may_have_are_told),
        cmocka_unit_test(a_file_that_is_not_there_is_told),
        cmocka_unit_test(without_the_sections_rules_alone_are_used),
        cmocka_unit_test(without_the_one_section_the_other_is_used),
        cmocka_unit_test(labels_that_nobody_knows_give_nothing),
        cmocka_unit_test(a_network_that_is_not_right_is_refused),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}

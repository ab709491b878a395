/* sightings.c - all that is seen of positions, entered or not, with what the networks and the rules say of each: from which
 * the weights of record/position/position_sure.c are fitted (models/positions/fit.py).
 *
 *     bench-sightings MODEL ARTICLES.jsonl [AGENDA]
 *
 * A line an article: {"file", "positions": [{"sentence", "text", "party", "issue", "stance", "speaker", "sure", "scores":
 * [holder, issue, other, how the issue was found, composed, opposed, alone, dropped, others, bytes of the sentence, rows that fired, read for the party, by that alone, share of the issue,
 * read for the party by the words that name the issue, by these alone]}]}. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/json_write.h"
#include "record/knowledge/knowledge.h"
#include "record/position/position_reader.h"

static void stop(const struct priscus_error *err)
{
    fprintf(stderr, "bench-sightings: %s\n", err->message);
    exit(1);
}

static void put_position(struct buffer *b, struct text body, const struct position *p)
{
    const struct position_scores *s = &p->scores;

    json_put_open(b, NULL, '{');
    json_put_words(b, "sentence", body, p->sentence);
    json_put_words(b, "text", body, p->words);
    json_put_text(b, "party", p->party);
    json_put_text(b, "issue", p->issue);
    json_put_text(b, "stance", text_c(stance_text(p->stance)));
    json_put_text(b, "speaker", p->speaker);
    buffer_format(b, ",\"sure\":%.6g,\"scores\":[%.6g,%.6g,%.6g,%d,%d,%d,%d,%d,%d,%u,%zu,%.6g,%d,%.6g,%.6g,%d]}",
                  p->sure, s->holder, s->issue, s->other, p->issue_how, s->composed, s->opposed, s->alone, s->dropped,
                  s->others, p->sentence.end - p->sentence.begin, p->n_rules, s->read_for_party, s->by_party,
                  s->issue_share, s->named_for_party, s->by_name);
}

int main(int argc, char **argv)
{
    struct language *language;
    struct knowledge *knowledge;
    struct record_networks networks;
    struct document_reader *reader;
    struct priscus_error err;
    struct arena mem = { 0 };
    FILE *file = argc == 3 || argc == 4 ? fopen(argv[2], "r") : NULL;
    char *line = NULL;
    size_t room = 0;
    ssize_t len;

    if (!file) {
        fprintf(stderr, "usage: bench-sightings MODEL ARTICLES.jsonl [AGENDA]\n");
        return 2;
    }
    if (language_find(argv[1], LANGUAGE_FULL, false, &language, &err) != PRISCUS_OK ||
        knowledge_open_paths(language, (const char *const *)&argv[3], (size_t)argc - 3, NULL, 0, &knowledge, &err) !=
            PRISCUS_OK ||
        record_networks_open(language, &networks, &err) != PRISCUS_OK)
        stop(&err);
    reader = document_reader_new(language);
    if (!reader || !networks.position_reader)
        return 1;
    position_reader_set_least(networks.position_reader, 0);
    while ((len = getline(&line, &room, file)) > 0) {
        struct page page = { .name = text_c("line"), .bytes = text_of(line, (size_t)len), .from = PRISCUS_FROM_JSONL };
        struct article article = { 0 };
        struct document doc;
        struct record record;
        struct buffer out = { 0 };
        json_t *json = json_loadb(line, (size_t)len, 0, NULL);

        arena_reset(&mem);
        if (article_read(&page, &mem, &article, &err) != PRISCUS_OK ||
            document_read(reader, &article, &mem, &doc, &err) != PRISCUS_OK ||
            record_read(&doc, knowledge, &networks, &mem, &record, &err) != PRISCUS_OK)
            stop(&err);
        json_put_open(&out, NULL, '{');
        json_put_text(&out, "file", text_c(json_string_value(json_object_get(json, "file"))));
        json_put_open(&out, "positions", '[');
        for (size_t i = 0; i < record.n_positions; i++)
            put_position(&out, doc.body, &record.positions[i]);
        buffer_text(&out, text_c("]}\n"));
        fwrite(out.ptr, 1, out.len, stdout);
        buffer_release(&out);
        json_decref(json);
    }
    arena_release(&mem);
    free(line);
    fclose(file);
    document_reader_free(reader);
    record_networks_close(&networks);
    knowledge_close(knowledge);
    language_close(language);
    return 0;
}

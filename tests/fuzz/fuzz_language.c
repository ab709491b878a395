/* fuzz_language.c - text for a small model, and that model with bytes changed and its hash made right again.
 *
 * The first byte says which. Even: the rest is text. Odd: the rest is changes, and a model that is still taken must read a text
 * as the headers of language.h, attribution.h and record.h promise; they are of five bytes each, anywhere (where, what), or, by the
 * first byte's second bit, of three in one section of the networks that label words: which, how many bytes are cut off its
 * end (two bytes), and then where (two), what. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"
#include "language/language.h"
#include "language/model/model.h"
#include "language/sentence/quote.h"
#include "record/knowledge/knowledge.h"
#include "record/position/position_reader.h"
#include "record/statement/attribution.h"
#include "train/attribution_train.h"
#include "train/position_train.h"
#include "train/training.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char treebank[] =
    "1\tRomi\tRomi\tPROPN\tNAM\t_\t2\tnsubj\t_\t_\n2\tfelo\tfelo\tVERB\tVRB\t_\t0\troot\t_\tSpaceAfter=No\n"
    "3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n"
    "1-2\tnadu\t_\t_\t_\t_\t_\t_\t_\t_\n1\tna\tna\tDET\tART\t_\t2\tdet\t_\t_\n"
    "2\tdu\tdu\tNOUN\tNOM\tNumber=Sing\t3\tnsubj\t_\t_\n3\tsivo\tsivo\tVERB\tVRB\t_\t0\troot\t_\t_\n\n";

/* So often that its features are learnt. */
static const char article[] = "{\"text\": \"Romi felo. nadu sivo.\", \"attributions\": [{\"source\": [[0, 4]], "
                              "\"cue\": [[5, 9]], \"content\": [[11, 20]]}]}\n";
static const char positions[] =
    "{\"text\": \"Romi felo sivo.\", \"positions\": [{\"issue\": \"sivo\", \"stance\": \"rejects\", \"required\": "
    "true, "
    "\"span\": [0, 14], \"holder\": [[0, 4]], \"cue\": [[5, 9]], \"target\": [[10, 14]]}]}\n"
    "{\"text\": \"nadu felo gamo.\", \"positions\": [{\"issue\": \"gamo\", \"stance\": \"demands\", \"required\": "
    "true, "
    "\"span\": [0, 14], \"holder\": [[0, 4]], \"cue\": [[5, 9]], \"target\": [[10, 14]]}]}\n";
enum { ARTICLES = 12 };

/* Who is known, and what is spoken of. */
static const char agenda_text[] = "agenda a\nissue sivo\nwords sivo\nissue gamo\nwords gamo; felo ... gamo\n";
static const char roster_text[] = "roster r\nparty ROM state\nname Romi\nparty NAD state\nname nadu\n";

/* Read by models that were changed. */
#define TEXT "Romi felo sivo. Romi felo. nadu sivo, \xff 12 (Romi) \"nadu\"! nadu felo gamo."

static struct arena mem;
static struct text model;
static struct model sections;       /* of it */
static struct knowledge *knowledge; /* of its language */

static void must(bool right, const char *what)
{
    if (right)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static void write_file(const char *path, const char *bytes, unsigned times)
{
    FILE *file = fopen(path, "w");

    must(file, "no file");
    while (times-- > 0)
        fputs(bytes, file);
    fclose(file);
}

/* Words and trees of a treebank; who said what, and who is for what, of articles. */
static void make_model(void)
{
    char folder[] = "/tmp/fuzz-language-XXXXXX", bank[64], articles[64], stances[64], words[64], said[64], output[64];
    const char *banks[] = { bank }, *corpora[] = { articles }, *taken[] = { stances };
    const struct train_options options = {
        .treebanks = banks, .n_treebanks = 1, .output = words, .epochs = 2, .width = 32, .layers = 2, .low = 1
    };
    const struct article_options attributions = {
        .corpora = corpora, .n_corpora = 1, .model = words, .output = said, .epochs = 2, .width = 32, .layers = 1
    };
    const struct article_options position = {
        .corpora = taken, .n_corpora = 1, .model = said, .output = output, .epochs = 60, .width = 32, .layers = 1
    };
    const struct knowledge_file agenda = { "a", text_c(agenda_text) }, roster = { "r", text_c(roster_text) };
    static struct language *language;
    struct priscus_error err;
    struct text bytes;

    must(mkdtemp(folder), "no folder");
    snprintf(bank, sizeof bank, "%s/treebank", folder);
    snprintf(articles, sizeof articles, "%s/articles", folder);
    snprintf(stances, sizeof stances, "%s/positions", folder);
    snprintf(said, sizeof said, "%s/said", folder);
    snprintf(words, sizeof words, "%s/words", folder);
    snprintf(output, sizeof output, "%s/model", folder);
    write_file(bank, treebank, 1);
    write_file(articles, article, ARTICLES);
    write_file(stances, positions, ARTICLES);
    must(train_run(&options, NULL, NULL, &err) == PRISCUS_OK, err.message);
    must(attribution_train(&attributions, NULL, NULL, &err) == PRISCUS_OK, err.message);
    must(position_train(&position, NULL, NULL, &err) == PRISCUS_OK, err.message);
    must(file_read(output, 1 << 24, &mem, &bytes, &err) == PRISCUS_OK, err.message);
    model.ptr = aligned_alloc(64, (bytes.len + 63) / 64 * 64);
    model.len = bytes.len;
    memcpy((char *)model.ptr, bytes.ptr, bytes.len);
    unlink(bank);
    unlink(articles);
    unlink(stances);
    unlink(words);
    unlink(said);
    unlink(output);
    rmdir(folder);
    must(model_from(model, &sections, NULL) == PRISCUS_OK && language_from(model, &language, NULL) == PRISCUS_OK &&
             knowledge_open(language, &agenda, 1, &roster, 1, &knowledge, NULL) == PRISCUS_OK,
         "the model is refused");
}

/* One root a sentence, heads in it, words in order. */
static void read_text(const struct language *language, struct text text)
{
    struct language_reader *reader = language_reader_new(language);
    struct arena room = { 0 };
    struct span range = { 0, (uint32_t)text.len };
    struct parsed parsed;
    uint32_t upto = 0;

    must(reader && language_read(reader, text, &range, 1, LANGUAGE_ALL, NULL, &room, &parsed, NULL) == PRISCUS_OK,
         "not read");
    for (size_t at = 0, n; at < parsed.n; at += n) {
        size_t roots = 0;

        must(parsed.words[at].starts, "a sentence does not start");
        for (n = 1; at + n < parsed.n && !parsed.words[at + n].starts; n++)
            ;
        must(n <= SENTENCE_MAX, "a sentence is too long");
        for (size_t i = at; i < at + n; i++) {
            const struct parsed_word *w = &parsed.words[i];

            must(w->head <= n, "a head is outside");
            roots += w->head == 0;
            must(w->span.begin < w->span.end && w->span.end <= text.len && w->span.begin >= (w->joined ? 0 : upto),
                 "a span is wrong");
            upto = w->span.end;
        }
        must(roots == 1, "not one root");
    }
    arena_release(&room);
    language_reader_free(reader);
}

static void range_holds(struct token_range range, size_t n)
{
    must(range.first < range.end && range.end <= n, "a source, cue or content is empty or outside");
}

/* The sections "cue." and "span.": either refused, or used without harm. */
static void read_attributions(const struct language *language, struct text text)
{
    struct attributor *attributor;
    struct document_reader *reader;
    struct arena room = { 0 };
    struct article read = { .body = text };
    struct document doc;
    struct quote_list quotes;
    struct attribution_list list = { 0 };

    if (attributor_new(language, &attributor, NULL) != PRISCUS_OK || !attributor)
        return;
    reader = document_reader_new(language);
    must(reader && article_split_paragraphs(text, 0, &room, &read) == PRISCUS_OK &&
             document_read(reader, &read, &room, &doc, NULL) == PRISCUS_OK &&
             quote_find(&doc, &room, &quotes) == PRISCUS_OK &&
             attribution_find(attributor, &doc, &quotes, &room, &list) == PRISCUS_OK,
         "no attributions");
    for (size_t i = 0; i < list.n; i++) {
        range_holds(list.at[i].cue, doc.n_tokens);
        for (size_t k = 0; k < list.at[i].n_source; k++)
            range_holds(list.at[i].source[k], doc.n_tokens);
        for (size_t k = 0; k < list.at[i].n_content; k++)
            range_holds(list.at[i].content[k], doc.n_tokens);
        must(list.at[i].inside < (int32_t)i, "an attribution is inside a later one");
    }
    arena_release(&room);
    document_reader_free(reader);
    attributor_free(attributor);
}

/* The sections "position." and "issue.": the same. */
static void read_positions(const struct language *language, struct text text)
{
    struct knowledge known = *knowledge; /* what it says of words is the agenda's; the networks are the language's */
    struct record_networks networks;
    struct document_reader *reader;
    struct arena room = { 0 };
    struct article read = { .body = text };
    struct document doc;
    struct record record;
    const char *why = "";

    if (record_networks_open(language, &networks, NULL) != PRISCUS_OK)
        return;
    known.language = language;
    if (networks.position_reader)
        position_reader_set_least(networks.position_reader, 1e-6f);
    reader = document_reader_new(language);
    must(reader && article_split_paragraphs(text, 0, &room, &read) == PRISCUS_OK &&
             document_read(reader, &read, &room, &doc, NULL) == PRISCUS_OK &&
             record_read(&doc, &known, &networks, &room, &record, NULL) == PRISCUS_OK,
         "no record");
    must(record_check(&record, &doc, &why), why);
    for (size_t i = 0; i < record.n_positions; i++)
        must(!networks.position_reader || (record.positions[i].sure >= 0 && record.positions[i].sure <= 1),
             "how sure is no share");
    arena_release(&room);
    document_reader_free(reader);
    record_networks_close(&networks);
}

static void read_all(struct text bytes, struct text text)
{
    struct language *language;

    if (language_from(bytes, &language, NULL) != PRISCUS_OK)
        return;
    read_text(language, text);
    read_attributions(language, text);
    read_positions(language, text);
    language_close(language);
}

/* The model with one section of a labeller changed; see above. */
static void read_with_section(const uint8_t *data, size_t size)
{
    static const char *const prefixes[] = { POSITION_SECTION, ISSUE_SECTION, "cue.", "span." };
    struct model_part parts[MODEL_SECTIONS_MAX];
    size_t ours[MODEL_SECTIONS_MAX], n = model_sections(&sections), n_ours = 0;
    struct model_part *part;
    struct buffer packed = { 0 };
    char *bytes, *forged;

    for (size_t i = 0; i < n; i++) {
        const char *name = model_section_name(&sections, i);

        parts[i] = (struct model_part){ name, model_section(&sections, name) };
        for (size_t k = 0; k < COUNT_OF(prefixes); k++)
            if (text_starts(text_c(name), prefixes[k]))
                ours[n_ours++] = i;
    }
    part = &parts[ours[data[0] % n_ours]];
    bytes = malloc(part->bytes.len + 1);
    must(bytes, "out of memory");
    memcpy(bytes, part->bytes.ptr, part->bytes.len);
    part->bytes = text_of(bytes, part->bytes.len - (data[1] | data[2] << 8) % (part->bytes.len + 1));
    for (size_t i = 3; i + 3 <= size && part->bytes.len; i += 3)
        bytes[(data[i] | data[i + 1] << 8) % part->bytes.len] = (char)data[i + 2];
    must(model_pack(parts, n, &packed) == PRISCUS_OK, "model_pack fails");
    forged = aligned_alloc(64, (packed.len + 63) / 64 * 64);
    must(forged, "out of memory");
    memcpy(forged, packed.ptr, packed.len);
    read_all(text_of(forged, packed.len), text_c(TEXT));
    free(forged);
    free(bytes);
    buffer_release(&packed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct language *language;

    if (!model.ptr)
        make_model();
    if (size == 0)
        return 0;
    if (data[0] % 2 == 0) {
        must(language_from(model, &language, NULL) == PRISCUS_OK, "the model is refused");
        read_text(language, text_of((const char *)data + 1, size - 1));
        read_attributions(language, text_of((const char *)data + 1, size - 1));
        read_positions(language, text_of((const char *)data + 1, size - 1));
        language_close(language);
    } else if (data[0] & 2) {
        if (size >= 4)
            read_with_section(data + 1, size - 1);
    } else {
        enum { HEADER = 128, HASH = 24 };
        char *forged = aligned_alloc(64, (model.len + 63) / 64 * 64);
        struct sha256 hash;

        memcpy(forged, model.ptr, model.len);
        for (size_t i = 1; i + 5 <= size; i += 5) {
            uint32_t where;

            memcpy(&where, data + i, sizeof where);
            forged[HEADER + where % (model.len - HEADER)] = (char)data[i + 4];
        }
        hash = sha256_of(text_of(forged + HEADER, model.len - HEADER));
        memcpy(forged + HASH, &hash, sizeof hash);
        read_all(text_of(forged, model.len), text_c(TEXT));
        free(forged);
    }
    return 0;
}

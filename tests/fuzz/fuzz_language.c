/* fuzz_language.c - text for a small model, and that model with bytes changed and its hash made right again.
 *
 * The first byte says which: even, the rest is text; odd, the rest is changes of five bytes each (where, what),
 * and a model that is still taken must read a text as the headers of language.h and attribution.h promise. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "language/language.h"
#include "language/model/model.h"
#include "language/sentence/quote.h"
#include "record/statement/attribution.h"
#include "train/attribution_train.h"
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
enum { ARTICLES = 12 };

/* Read by models that were changed. */
#define TEXT "Romi felo. nadu sivo, \xff 12 (Romi) \"nadu\"!"

static struct arena mem;
static struct text model;

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

/* Words and trees of a treebank, and who said what of articles. */
static void make_model(void)
{
    char folder[] = "/tmp/fuzz-language-XXXXXX", bank[64], articles[64], words[64], output[64];
    const char *banks[] = { bank }, *corpora[] = { articles };
    const struct train_options options = {
        .treebanks = banks, .n_treebanks = 1, .output = words, .epochs = 2, .width = 32, .layers = 2, .low = 1
    };
    const struct attribution_options attributions = { .corpora = corpora,
                                                      .n_corpora = 1,
                                                      .model = words,
                                                      .output = output,
                                                      .epochs = 2,
                                                      .cue_width = 32,
                                                      .span_width = 32,
                                                      .cue_layers = 1,
                                                      .span_layers = 1 };
    struct priscus_error err;
    struct text bytes;

    must(mkdtemp(folder), "no folder");
    snprintf(bank, sizeof bank, "%s/treebank", folder);
    snprintf(articles, sizeof articles, "%s/articles", folder);
    snprintf(words, sizeof words, "%s/words", folder);
    snprintf(output, sizeof output, "%s/model", folder);
    write_file(bank, treebank, 1);
    write_file(articles, article, ARTICLES);
    must(train_run(&options, NULL, NULL, &err) == PRISCUS_OK, err.message);
    must(attribution_train(&attributions, NULL, NULL, &err) == PRISCUS_OK, err.message);
    must(file_read(output, 1 << 24, &mem, &bytes, &err) == PRISCUS_OK, err.message);
    model.ptr = aligned_alloc(64, (bytes.len + 63) / 64 * 64);
    model.len = bytes.len;
    memcpy((char *)model.ptr, bytes.ptr, bytes.len);
    unlink(bank);
    unlink(articles);
    unlink(words);
    unlink(output);
    rmdir(folder);
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
        language_close(language);
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
        if (language_from(text_of(forged, model.len), &language, NULL) == PRISCUS_OK) {
            read_text(language, text_c(TEXT));
            read_attributions(language, text_c(TEXT));
            language_close(language);
        }
        free(forged);
    }
    return 0;
}

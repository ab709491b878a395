/* label_rows.c - see label_rows.h. */
#include "train/label_rows.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/json_write.h"
#include "train/network/network_train.h"

enum { PATH_ROOM = 4096 };

static FILE *open_in(const char *folder, const char *prefix, const char *name, const char *mode,
                     struct priscus_error *err)
{
    char path[PATH_ROOM];
    FILE *file = NULL;

    if (snprintf(path, sizeof path, "%s/%s%s", folder, prefix, name) < (int)sizeof path)
        file = fopen(path, mode);
    if (!file)
        error_set(err, PRISCUS_EIO, NOWHERE, "%s: cannot be written: %s", path, strerror(errno));
    return file;
}

static priscus_status done(FILE *file, const char *folder, struct priscus_error *err)
{
    bool bad = ferror(file) != 0;

    return fclose(file) || bad
               ? error_set(err, PRISCUS_EIO, NOWHERE, "%s: cannot be written: %s", folder, strerror(errno))
               : PRISCUS_OK;
}

static void write_features(const struct label_learning *l, FILE *file, uint64_t *by_number)
{
    for (size_t i = 0; i < l->features.slots; i++)
        if (l->features.keys[i] && l->features.values[i] != UINT32_MAX)
            by_number[l->features.values[i]] = l->features.keys[i];
    fwrite(by_number, sizeof *by_number, l->rows, file);
}

static void write_words(const struct label_rows *r, FILE *file)
{
    for (size_t i = 0; i < r->learning->n; i++) {
        const struct seen *w = &r->learning->words[i];
        const struct sample *s = &r->samples[i];
        uint8_t counts[2] = { w->first, s->n_features };

        fwrite(&w->token, sizeof w->token, 1, file);
        fwrite(&w->label, sizeof w->label, 1, file);
        fwrite(counts, 1, sizeof counts, file);
        fwrite(s->features, sizeof *s->features, s->n_features, file);
    }
}

priscus_status label_rows_write(const struct label_rows *r, struct priscus_error *err)
{
    const struct label_learning *l = r->learning;
    uint64_t *by_number = calloc((size_t)l->rows + 1, sizeof *by_number);
    priscus_status status = by_number ? PRISCUS_OK : error_memory(err);
    FILE *file;

    if (status == PRISCUS_OK) {
        if (!(file = open_in(r->folder, r->prefix, "labels", "w", err)))
            status = PRISCUS_EIO;
        else {
            for (size_t i = 0; i < l->labels.n; i++)
                fprintf(file, "%.*s\n", (int)l->labels.at[i].len, l->labels.at[i].ptr);
            status = done(file, r->folder, err);
        }
    }
    if (status == PRISCUS_OK) {
        if (!(file = open_in(r->folder, r->prefix, "features", "w", err)))
            status = PRISCUS_EIO;
        else {
            write_features(l, file, by_number);
            status = done(file, r->folder, err);
        }
    }
    if (status == PRISCUS_OK) {
        if (!(file = open_in(r->folder, r->prefix, "rows", "w", err)))
            status = PRISCUS_EIO;
        else {
            write_words(r, file);
            status = done(file, r->folder, err);
        }
    }
    free(by_number);
    return status;
}

priscus_status label_rows_document(const char *folder, const char *name, bool begin, const struct document *doc,
                                   struct priscus_error *err)
{
    FILE *file = open_in(folder, name, ".documents.jsonl", begin ? "w" : "a", err);
    struct buffer out = { .limit = SIZE_MAX };
    size_t s = 0;

    if (!file)
        return PRISCUS_EIO;
    buffer_char(&out, '{');
    json_put_text(&out, "body", doc->body);
    json_put_open(&out, "tokens", '[');
    for (uint32_t t = 0; t < doc->n_tokens; t++) {
        unsigned starts = 0;

        if (s < doc->n_sentences && doc->sentences[s].first == t) {
            starts = s == 0 || doc->sentences[s].paragraph != doc->sentences[s - 1].paragraph ? 3 : 1;
            s++;
        }
        buffer_format(&out, "%s[%u,%u,%u]", t ? "," : "", doc->tokens[t].span.begin, doc->tokens[t].span.end, starts);
    }
    buffer_c(&out, "]}\n");
    fwrite(out.ptr, 1, out.len, file);
    buffer_release(&out);
    return out.failed ? (fclose(file), error_memory(err)) : done(file, folder, err);
}

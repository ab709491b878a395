/* train.c - `priscus train`: treebanks into a model, articles with their attributions into one on top of it. */
#include "train/attribution_train.h"
#include "train/position_train.h"
#include "train/training.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/command.h"

static void on_progress(void *at, const char *line)
{
    const struct options *options = at;

    if (!options->quiet)
        remark("%s", line);
}

/* Are the articles of a file with their positions, and not with their attributions? Its first line says. */
static bool has_positions(const char *path)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    ssize_t len = file ? getline(&line, &room, file) : 0;
    json_t *json = len > 0 ? json_loadb(line, (size_t)len, 0, NULL) : NULL;
    bool positions = json_object_get(json, "positions") && !json_object_get(json, "attributions");

    json_decref(json);
    free(line);
    if (file)
        fclose(file);
    return positions;
}

int command_train(const struct options *options)
{
    const struct train_options how = {
        .treebanks = options->arguments,
        .n_treebanks = options->n_arguments,
        .dev = options->devs,
        .n_dev = options->n_devs,
        .names = options->names,
        .n_names = options->n_names,
        .vectors = options->vectors,
        .output = options->output,
        .epochs = options->epochs,
        .seed = options->seed,
    };
    const struct article_options with = {
        .corpora = options->arguments,
        .n_corpora = options->n_arguments,
        .model = options->model,
        .output = options->output,
        .rows = options->rows,
        .epochs = options->epochs,
        .seed = options->seed,
    };
    struct options progress = *options;
    struct priscus_error err;
    size_t articles = 0;

    for (size_t i = 0; i < options->n_arguments; i++)
        articles += text_ends(text_c(options->arguments[i]), ".jsonl");
    if (!options->output && !options->rows) {
        complain("train: no model to write; name it with --output MODEL");
        return EXIT_USAGE;
    }
    if (options->rows && !articles) {
        complain("train: --rows writes what is learnt from articles, not from treebanks");
        return EXIT_USAGE;
    }
    if (articles && articles < options->n_arguments) {
        complain("train: treebanks and articles at once; learn from the treebanks first, then from the articles with "
                 "--model");
        return EXIT_USAGE;
    }
    if (articles && has_positions(options->arguments[0]))
        return position_train(&with, on_progress, &progress, &err) == PRISCUS_OK ? EXIT_DONE : command_failed(&err);
    if (articles)
        return attribution_train(&with, on_progress, &progress, &err) == PRISCUS_OK ? EXIT_DONE : command_failed(&err);
    if (!options->n_devs) {
        complain("train: nothing to measure on; name a treebank that is not learnt from with --dev FILE");
        return EXIT_USAGE;
    }
    return train_run(&how, on_progress, &progress, &err) == PRISCUS_OK ? EXIT_DONE : command_failed(&err);
}

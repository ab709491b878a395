/* inputs.c - see inputs.h. */
#include "cli/command/inputs.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/command.h"
#include "cli/interruptible_stdin.h"
#include "cli/signals.h"
#include "reader/web.h"

static void on_remark(void *context, const char *sentence)
{
    struct input_remarks *remarks = context;

    if (remarks->quiet)
        return;
    pthread_mutex_lock(&remarks->lock);
    buffer_c(&remarks->lines, sentence);
    buffer_char(&remarks->lines, '\n');
    pthread_mutex_unlock(&remarks->lock);
}

void inputs_tell_remarks(struct input_remarks *remarks)
{
    struct text rest = buffer_as_text(&remarks->lines), line;

    while (rest.len) {
        line = text_cut(&rest, '\n');
        remark("%.*s", (int)line.len, line.ptr);
    }
    buffer_release(&remarks->lines);
}

size_t inputs_look_for(const struct options *options, const char **kept, size_t *missing)
{
    size_t n = 0;

    for (size_t i = 0; i < options->n_arguments; i++) {
        const char *name = options->arguments[i];
        struct stat st;

        if (strcmp(name, "-") == 0 || url_looks_so(text_c(name)) || stat(name, &st) == 0) {
            kept[n++] = name;
            if (strcmp(name, "-") == 0)
                interruptible_stdin_open();
            continue;
        }
        (*missing)++;
        if (errno == ENOENT && *name)
            complain("%s: no such file or folder; is the name right?", name);
        else
            complain("\"%s\": cannot be opened: %s", name, strerror(errno));
    }
    return n;
}

priscus_status inputs_open(const struct options *options, const char *const *inputs, size_t n,
                           struct input_remarks *remarks, struct fetcher **fetcher, struct page_source **source,
                           struct priscus_error *err)
{
    const struct fetch_options net = { .timeout = options->timeout,
                                       .delay = options->delay,
                                       .allow_private = options->allow_private,
                                       .contact = getenv("PRISCUS_CONTACT"),
                                       .stop = &signals_caught };
    struct page_source_options how = { .from = options->from,
                                       .fetched = options->fetched,
                                       .published = options->published,
                                       .follow = options->follow,
                                       .address = options->address,
                                       .map = options->map,
                                       .page_limit = options->page_limit,
                                       .remark = on_remark,
                                       .remark_context = remarks };
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < n && !*fetcher && status == PRISCUS_OK; i++)
        if (url_looks_so(text_c(inputs[i])))
            status = fetcher_open(&net, fetcher, err);
    if (status != PRISCUS_OK)
        return status;
    if (*fetcher) {
        how.fetch = web_fetch;
        how.fetch_context = *fetcher;
    }
    return page_source_open(&how, inputs, n, source, err);
}

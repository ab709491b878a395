/* measure.c - see measure.h. */
#include "train/measure.h"

#include <stdio.h>

#include "train/rounds.h"

#define MEASURED_MAX 2200 /* words of one piece; longer ones are not measured on */

static struct text to_colon(struct text t)
{
    const char *colon = memchr(t.ptr, ':', t.len);

    return colon ? text_of(t.ptr, (size_t)(colon - t.ptr)) : t;
}

struct name_count {
    size_t gold, said, right;
};

/* Is there a name's first word at i? Up to which word? */
static size_t name_end(const struct inventory *inventory, const struct sample *samples, const int16_t *labels, size_t i,
                       size_t n)
{
    const struct labels *all = &inventory->names;
    size_t end = i + 1;

    if (labels[i] < 0 || all->at[labels[i]].ptr[0] != 'B')
        return 0;
    while (end < n && !samples[end].starts && labels[end] >= 0 && all->at[labels[end]].ptr[0] == 'I' &&
           !strcmp(all->at[labels[end]].ptr + 1, all->at[labels[i]].ptr + 1))
        end++;
    return end;
}

static void count_names(const struct inventory *inventory, const struct sample *samples, const int16_t *said, size_t n,
                        struct name_count *count)
{
    int16_t gold[MEASURED_MAX];

    for (size_t i = 0; i < n; i++)
        gold[i] = samples[i].name;
    for (size_t i = 0; i < n; i++) {
        size_t a = name_end(inventory, samples, gold, i, n), b = name_end(inventory, samples, said, i, n);

        if (gold[i] < 0)
            continue;
        count->gold += a != 0;
        count->said += b != 0;
        count->right += a && a == b && gold[i] == said[i];
    }
}

static double percent(size_t right, size_t all)
{
    return 100.0 * (double)right / (double)all;
}

static double f1(size_t right, size_t gold, size_t said)
{
    return gold + said ? 200.0 * (double)right / (double)(gold + said) : 0.0;
}

priscus_status measure(struct network *net, const struct inventory *inventory, const struct corpus *corpus,
                       struct sample *samples, char *line, size_t room)
{
    size_t tag = 0, upos = 0, head = 0, las = 0, ends = 0, ends_said = 0, ends_right = 0;
    struct name_count count = { 0 };
    int16_t tags[MEASURED_MAX], names[MEASURED_MAX], relations[MEASURED_MAX];
    int32_t heads[MEASURED_MAX];
    float end[MEASURED_MAX];

    for (size_t at = 0, n; at < corpus->n; at += n) {
        struct network_prediction answer = { end, tags, names, relations, heads };

        n = rounds_piece(samples + at, corpus->n - at);
        if (n > MEASURED_MAX)
            continue;
        samples[at].paragraph = true;
        if (network_predict(net, samples + at, n, &answer) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        count_names(inventory, samples + at, names, n, &count);
        for (size_t i = 0; i < n; i++) {
            const struct sample *s = &samples[at + i];
            struct text said = inventory->tags.at[tags[i]];
            bool ended = i + 1 == n || end[i] > 0;

            tag += tags[i] == s->tag;
            upos += text_eq(text_of(said.ptr, strcspn(said.ptr, "\t")), corpus->words[at + i].upos);
            head += heads[i] == s->head;
            las += heads[i] == s->head && s->relation >= 0 &&
                   text_eq(to_colon(inventory->relations.at[relations[i]]),
                           to_colon(inventory->relations.at[s->relation]));
            ends += s->ends;
            ends_said += ended;
            ends_right += ended && s->ends;
        }
    }
    snprintf(line, room, "UPOS %.2f, whole tag %.2f, UAS %.2f, LAS %.2f; ends of sentences F1 %.2f; names F1 %.2f",
             percent(upos, corpus->n), percent(tag, corpus->n), percent(head, corpus->n), percent(las, corpus->n),
             f1(ends_right, ends, ends_said), f1(count.right, count.gold, count.said));
    return PRISCUS_OK;
}

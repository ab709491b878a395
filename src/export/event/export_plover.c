/* export_plover.c - the record as events of PLOVER 2.0, one entry a line (event_line.h, docs/events.md).
 *
 * Each report is a line of its own, copies too: "utterance" names what was said, so that whoever counts it once can, and whoever
 * asks how often it was printed can too. */
#include "base/json_write.h"
#include "export/event/event_entry.h"
#include "export/event/event_line.h"
#include "record/id.h"

static uint32_t number_of(struct text digits)
{
    uint32_t n = 0;

    for (size_t i = 0; i < digits.len && is_ascii_digit(digits.ptr[i]); i++)
        n = n * 10 + (uint32_t)(digits.ptr[i] - '0');
    return n;
}

/* ["u-1c09...", ...] */
static struct text list_utterances(struct buffer *out, const struct event_entry *entry)
{
    char id[ID_TEXT_MAX];

    buffer_reset(out);
    if (!entry->n_utterances)
        return (struct text){ 0 };
    buffer_char(out, '[');
    for (size_t i = 0; i < entry->n_utterances; i++)
        json_put_text(out, NULL, text_c(id_format(ID_UTTERANCE, entry->utterances[i], id)));
    buffer_char(out, ']');
    return buffer_as_text(out);
}

/* What is PLOVER's. */
static struct event_line line_of(const struct event_entry *entry)
{
    const struct text *v = entry->values;
    struct event_line line = {
        .code = entry->code,
        .id = v[ENTRY_ID],
        .conditional = entry->conditional,
        .condition = v[ENTRY_CONDITION],
        .address = v[ENTRY_ADDRESS],
        .title = v[ENTRY_TITLE],
        .outlet = v[ENTRY_OUTLET],
    };

    event_who_add(line.actors, &line.n_actors, v[ENTRY_PARTY],
                  v[ENTRY_PERSON].len    ? v[ENTRY_PERSON]
                  : v[ENTRY_SPEAKER].len ? v[ENTRY_SPEAKER]
                                         : v[ENTRY_SOURCE]);
    event_who_add(line.recipients, &line.n_recipients, v[ENTRY_COUNTERPART], entry->target);
    date_parse_iso(v[ENTRY_DATE], &line.date);
    if (entry->is_position) {
        line.words = v[ENTRY_WORDS];
        line.text = v[ENTRY_SENTENCE];
        line.place = (struct span){ number_of(v[ENTRY_SENTENCE_BEGIN]), number_of(v[ENTRY_SENTENCE_END]) };
    } else {
        line.words = v[ENTRY_CUE];
        line.text = v[ENTRY_CONTENT];
    }
    return line;
}

static void put_own(struct event_line *line, const struct event_entry *entry, struct text utterances)
{
    static const struct {
        const char *name;
        enum entry_column column;
        bool json;
    } own[] = {
        { "issue", ENTRY_ISSUE, false },
        { "stance", ENTRY_STANCE, false },
        { "sure", ENTRY_SURE, true },
        { "statement", ENTRY_STATEMENT, false },
        { "speaker", ENTRY_SPEAKER, false },
        { "chain", ENTRY_CHAIN, false },
        { "by_other", ENTRY_BY_OTHER, true },
        { "occasion", ENTRY_OCCASION, false },
        { "addressee", ENTRY_ADDRESSEE, false },
        { "said", ENTRY_DATE, false },
        { "precision", ENTRY_PRECISION, false },
        { "dated_by", ENTRY_DATED_BY, false },
        { "page", ENTRY_PAGE, false },
        { "file", ENTRY_NAME, false },
        { "agenda", ENTRY_AGENDA, false },
        { "review", ENTRY_REVIEW, false },
        { "words_begin", ENTRY_WORDS_BEGIN, true },
        { "words_end", ENTRY_WORDS_END, true },
        { "cue_begin", ENTRY_CUE_BEGIN, true },
        { "cue_end", ENTRY_CUE_END, true },
        { "content_spans", ENTRY_CONTENT_SPANS, true },
    };

    event_line_own(line, "kind", text_c(entry->is_position ? "position" : "statement"), false);
    event_line_own(line, "utterance", utterances, true);
    for (size_t i = 0; i < COUNT_OF(own); i++)
        event_line_own(line, own[i].name, entry_value(entry, own[i].column), own[i].json);
}

static priscus_status put_batch(void *context, struct event_entry *entries, size_t n, struct priscus_error *err)
{
    struct export *e = context;
    struct buffer utterances = { 0 };
    bool failed = false;

    for (size_t i = 0; i < n && sink_more(e->out); i++) {
        struct event_line line = line_of(&entries[i]);

        if (!event_line_can(&line)) {
            e->left_out++;
            continue;
        }
        put_own(&line, &entries[i], list_utterances(&utterances, &entries[i]));
        failed |= utterances.failed;
        event_line_put(&e->out->out, &line);
    }
    buffer_release(&utterances);
    return failed ? error_memory(err) : PRISCUS_OK;
}

priscus_status export_plover(struct export *e, struct priscus_error *err)
{
    return event_entries(e, put_batch, e, err);
}

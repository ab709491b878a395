/* event_entry.h - an entry of the ledger on its way to a table of events, and what it is coded as.
 *
 *     position   VSK  ceasefire  rejects             1246 (REJECT, yield)   by its stance and issue
 *     statement  "condemned" "the shelling"          111 (ACCUSE)           along the tree of its own words
 *
 * A statement that has a position is not handed out as well: it is one event, not two. */
#ifndef EVENT_ENTRY_H
#define EVENT_ENTRY_H

#include "export/export.h"
#include "record/event/event.h"

/* The columns of the views `positions` and `statements` that are taken; those that a view lacks are NULL. */
/* clang-format off */
#define ENTRY_COLUMNS(X)                                                                                               \
    X(ID, "id") X(DATE, "date") X(DATE_AT, "date_at") X(DAY, "day") X(PRECISION, "precision") X(DATED_BY, "dated_by")  \
    X(PARTY, "party") X(SPEAKER, "speaker") X(PERSON, "person") X(ISSUE, "issue") X(STANCE, "stance") X(SURE, "sure")  \
    X(WORDS, "words") X(SENTENCE, "sentence") X(CONDITION, "condition") X(COUNTERPART, "counterpart")                  \
    X(STATEMENT, "statement") X(BY_OTHER, "by_other") X(KIND, "kind") X(SOURCE, "source") X(CUE, "cue")                \
    X(CONTENT, "content") X(OCCASION, "occasion") X(ADDRESSEE, "addressee") X(OUTLET, "outlet") X(TITLE, "title")      \
    X(PAGE, "page") X(NAME, "name") X(ADDRESS, "address") X(CHAIN, "chain") X(AGENDA, "agenda") X(REVIEW, "review")    \
    X(WORDS_BEGIN, "words_begin") X(WORDS_END, "words_end") X(SENTENCE_BEGIN, "sentence_begin")                        \
    X(SENTENCE_END, "sentence_end") X(SOURCE_BEGIN, "source_begin") X(CUE_BEGIN, "cue_begin")                          \
    X(CUE_END, "cue_end") X(CONTENT_SPANS, "content_spans")
/* clang-format on */
enum entry_column {
#define ENTRY_COLUMN(name, text) ENTRY_##name,
    ENTRY_COLUMNS(ENTRY_COLUMN)
#undef ENTRY_COLUMN
        ENTRY_COLUMN_COUNT
};

#define ENTRY_UTTERANCES_MAX 8

struct event_entry {
    bool is_position;
    struct text values[ENTRY_COLUMN_COUNT]; /* a NULL ptr: not known                               */
    const struct event_code *code;          /* NULL: none                                          */
    bool conditional;                       /* only if something else comes about                  */
    struct text target;                     /* of a statement: the words for whom it is done to    */
    int64_t utterances[ENTRY_UTTERANCES_MAX];
    size_t n_utterances;
};

static inline struct text entry_value(const struct event_entry *entry, enum entry_column column)
{
    return entry->values[column];
}

/* Codes entries; one a thread. */
struct event_coder;
/* The language must outlive it. ENOMEM, ECONFIG. */
priscus_status event_coder_open(const struct language *language, struct event_coder **out, struct priscus_error *err);
void event_coder_close(struct event_coder *coder); /* NULL is allowed */
/* Fill in code, conditional and target; what it writes down lives in `mem`. */
priscus_status event_coder_code(struct event_coder *coder, struct event_entry *entry, struct arena *mem,
                                struct priscus_error *err);

/* The entries of one day, by how the ledger orders them; of a busy one, so many at a time. Gone after the callback. */
#define EVENT_BATCH_MAX 8192
typedef priscus_status event_batch_fn(void *context, struct event_entry *entries, size_t n, struct priscus_error *err);

/* Hand out all positions and statements that e->filter lets through, coded, a day after the other; those without a date last.
 * Memory is that of a batch. */
priscus_status event_entries(struct export *e, event_batch_fn *each, void *context, struct priscus_error *err);

#endif

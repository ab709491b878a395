/* tokenizer.c - see tokenizer.h; the section's layout is in tokenizer_layout.h, the features are in char_run.h.
 *
 * A few places are no matter of learning: where a web address ends, and whose the stop of "U.S." is.
 * Two runs of three are letters alone: one pass over their bytes gives the hash by which the table knows tokens
 * of several words, and nothing else is asked. */
#include "language/parser/tokenizer.h"

#include "base/utf8.h"
#include "language/parser/char_run.h"
#include "language/parser/tokenizer_layout.h"

_Static_assert(TOKENIZER_WORD_MAX == CHAR_RUN_MAX, "a word is at most a run");

static priscus_status refuse(struct priscus_error *err, const char *what)
{
    return error_set(err, PRISCUS_EINPUT, NOWHERE, "the tokenizer of this model is damaged: %s", what);
}

static bool power_of_two(uint32_t n)
{
    return n > 0 && (n & (n - 1)) == 0;
}

priscus_status tokenizer_open(struct text section, struct tokenizer *out, struct priscus_error *err)
{
    struct tokens_head head;
    struct tokenizer t = { .bytes = section };
    size_t sizes[TOKENS_PARTS], at = sizeof head;
    const struct tokens_entry *table;
    const struct tokens_rule *rules;
    const struct tokens_piece *pieces;

    if (section.len < sizeof head)
        return refuse(err, "it is cut short");
    if ((uintptr_t)section.ptr % 8)
        return refuse(err, "it is not aligned");
    memcpy(&head, section.ptr, sizeof head);
    if (head.magic != TOKENS_MAGIC)
        return refuse(err, "it is not what it should be");
    if (head.bits < 4 || head.bits > TOKENS_BITS_MAX || !power_of_two(head.table) || head.table > TOKENS_SLOTS_MAX ||
        !power_of_two(head.rules) || head.rules > TOKENS_SLOTS_MAX || head.pieces > TOKENS_SLOTS_MAX ||
        head.pool > TOKENS_SLOTS_MAX || head.plain > 1)
        return refuse(err, "a count is out of bounds");
    tokens_sizes(&head, sizes);
    for (int i = 0; i < TOKENS_PARTS; i++) {
        t.parts[i] = section.ptr + at;
        at += sizes[i];
    }
    if (at != section.len)
        return refuse(err, "its size is not the sum of its parts");
    table = t.parts[TOKENS_TABLE];
    rules = t.parts[TOKENS_RULES];
    pieces = t.parts[TOKENS_PIECES];
    for (uint32_t i = 0; i < head.table; i++) {
        if (table[i].hash == 0)
            continue;
        if (table[i].n == 0 || table[i].n > TOKENS_WORDS || table[i].pieces > TOKENS_APART ||
            table[i].first > head.pieces || table[i].n > head.pieces - table[i].first)
            return refuse(err, "a token's words are out of bounds");
        for (uint32_t k = 0; k < table[i].n; k++) {
            const struct tokens_piece *piece = &pieces[table[i].first + k];

            if (piece->n == 0 || piece->n > CHAR_RUN_MAX)
                return refuse(err, "a word is empty or too long");
            if (table[i].pieces == TOKENS_FORMS &&
                (piece->at > head.pool || piece->n > head.pool - piece->at ||
                 utf8_check(text_of((const char *)t.parts[TOKENS_POOL] + piece->at, piece->n)) != NOWHERE))
                return refuse(err, "a word's form is out of bounds");
        }
    }
    for (uint32_t i = 0; i < head.rules; i++)
        if (rules[i].cut > TOKENS_ENDING)
            return refuse(err, "an ending is out of bounds");
    t.counts[0] = head.bits;
    t.counts[1] = (uint32_t)head.bias;
    t.counts[2] = head.table;
    t.counts[3] = head.rules;
    t.counts[4] = head.plain;
    *out = t;
    return PRISCUS_OK;
}

static const struct tokens_entry *entry_of(const struct tokenizer *t, uint64_t hash)
{
    const struct tokens_entry *table = t->parts[TOKENS_TABLE];
    uint32_t mask = t->counts[2] - 1;

    for (uint32_t i = 0, at = (uint32_t)hash & mask; i < TOKENS_PROBES; i++, at = (at + 1) & mask) {
        if (table[at].hash == hash)
            return &table[at];
        if (table[at].hash == 0)
            return NULL;
    }
    return NULL;
}

static const struct tokens_rule *rule_of(const struct tokenizer *t, uint64_t hash)
{
    const struct tokens_rule *rules = t->parts[TOKENS_RULES];
    uint32_t mask = t->counts[3] - 1;

    for (uint32_t i = 0, at = (uint32_t)hash & mask; i < TOKENS_PROBES; i++, at = (at + 1) & mask) {
        if (rules[at].hash == hash)
            return &rules[at];
        if (rules[at].hash == 0)
            return NULL;
    }
    return NULL;
}

static priscus_status emit(struct cuts *out, struct arena *mem, size_t begin, size_t end, struct text form, bool joined)
{
    struct cut *at = arena_grow(mem, out->at, out->n, &out->room, sizeof *out->at);

    if (!at)
        return PRISCUS_ENOMEM;
    out->at = at;
    at[out->n++] = (struct cut){ { (uint32_t)begin, (uint32_t)end }, form, joined };
    return PRISCUS_OK;
}

/* The words of an entry whose forms are its own: "zum" is "zu", "dem"; "Zum" begins with "Zu". */
static priscus_status emit_forms(const struct tokenizer *t, const struct tokens_entry *entry, struct text token,
                                 size_t begin, struct arena *mem, struct cuts *out)
{
    const struct tokens_piece *pieces = t->parts[TOKENS_PIECES];
    unsigned size;
    bool capital = point_is_upper(utf8_at(token, 0, &size));

    for (uint32_t i = 0; i < entry->n; i++) {
        const struct tokens_piece *piece = &pieces[entry->first + i];
        struct text form = text_of((const char *)t->parts[TOKENS_POOL] + piece->at, piece->n);

        if (i == 0 && capital && form.ptr[0] >= 'a' && form.ptr[0] <= 'z') {
            char *copy = arena_copy(mem, form.ptr, form.len);

            if (!copy)
                return PRISCUS_ENOMEM;
            copy[0] = (char)(copy[0] - 32);
            form.ptr = copy;
        }
        if (emit(out, mem, begin, begin + token.len, form, i > 0) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
    }
    return PRISCUS_OK;
}

/* A token of letters alone, found by the hash of all of it, which the caller has. */
static priscus_status emit_entry(const struct tokenizer *t, const struct tokens_entry *entry, struct text text,
                                 size_t begin, size_t end, struct arena *mem, struct cuts *out)
{
    const struct tokens_piece *pieces = t->parts[TOKENS_PIECES];
    size_t at = begin;
    uint32_t i;

    if (entry->pieces == TOKENS_FORMS)
        return emit_forms(t, entry, text_of(text.ptr + begin, end - begin), begin, mem, out);
    for (i = 0; i + 1 < entry->n; i++) {
        size_t to = at;

        for (uint32_t k = 0; k < pieces[entry->first + i].n && to < end; k++) {
            unsigned size;

            utf8_at(text_of(text.ptr, end), to, &size);
            to += size;
        }
        if (to >= end) /* the entry is of a longer token: not this one's */
            break;
        if (emit(out, mem, at, to, (struct text){ 0 }, i > 0 && entry->pieces != TOKENS_APART) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        at = to;
    }
    return emit(out, mem, at, end, (struct text){ 0 }, i > 0 && entry->pieces != TOKENS_APART);
}

/* Characters of the last word by the longest known ending of [first, end); 0: no cut. */
static size_t ending(const struct tokenizer *t, const struct char_run *run, size_t first, size_t end)
{
    uint64_t hash = CHAR_RUN_HASH_BEGIN;
    size_t cut = 0;

    for (size_t n = 1; n <= TOKENS_ENDING && n < end - first; n++) {
        const struct tokens_rule *rule;

        hash = char_run_hash_step(hash, char_run_point_at(run, end - n));
        rule = rule_of(t, char_run_hash_end(hash));
        if (rule)
            cut = rule->cut;
    }
    return cut < end - first ? cut : 0;
}

/* The token of characters [first, end) of a run: one word or several. */
static priscus_status emit_token(const struct tokenizer *t, const struct char_run *run, struct text text, size_t first,
                                 size_t end, struct arena *mem, struct cuts *out)
{
    size_t cuts[TOKENS_WORDS], n = 0, to = end;
    const struct tokens_entry *entry = NULL;
    size_t begin = run->begin + run->at[first];
    bool joined = false, plain = true;

    for (size_t i = first; plain && i < end; i++)
        plain = char_run_is_letter(char_run_kind_at(run, i));
    while (to - first >= 2) {
        uint64_t hash = CHAR_RUN_HASH_BEGIN;
        size_t cut;

        for (size_t i = first; i < to; i++)
            hash = char_run_hash_step(hash, char_run_point_at(run, i));
        entry = entry_of(t, char_run_hash_end(hash));
        if (entry || (plain && !t->counts[4]) || n + 1 >= TOKENS_WORDS)
            break;
        cut = ending(t, run, first, to);
        if (cut == 0)
            break;
        to -= cut;
        cuts[n++] = to;
    }
    if (entry) {
        if (emit_entry(t, entry, text, begin, run->begin + run->at[to], mem, out) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
    } else if (emit(out, mem, begin, run->begin + run->at[to], (struct text){ 0 }, joined) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    while (n > 0) {
        size_t next = n > 1 ? cuts[n - 2] : end;

        if (emit(out, mem, run->begin + run->at[cuts[n - 1]], run->begin + run->at[next], (struct text){ 0 }, true) !=
            PRISCUS_OK)
            return PRISCUS_ENOMEM;
        n--;
    }
    return PRISCUS_OK;
}

/* The last stop of "p.m." and "U.S." is theirs, whether or not the sentence goes on, and so is that of an initial behind
 * an initial ("J. K. Rowling"); at the end of a paragraph treebanks differ. */
static bool stop_belongs(const struct char_run *run, size_t first, size_t i)
{
    if (char_run_kind_at(run, i) != '.' || run->after == CHAR_RUN_EDGE)
        return false;
    for (size_t k = first; k < i; k++)
        if ((k - first) % 2 ? char_run_kind_at(run, k) != '.' : !char_run_is_letter(char_run_kind_at(run, k)))
            return false;
    return i - first >= 3 ? (i - first) % 2 == 1
                          : i == 1 && run->n == 2 && char_run_kind_at(run, 0) == CHAR_RUN_CAPITAL &&
                                run->before == '.' && run->after == CHAR_RUN_CAPITAL;
}

/* "@quayside88", "@a_b": a handle is its letters, digits and low lines, and no shorter. */
static bool is_of_handle(const struct char_run *run, size_t first, size_t i)
{
    if (char_run_kind_at(run, first) != '@' || i == first + 1)
        return false;
    for (size_t k = first + 1; k <= i; k++) {
        uint8_t kind = char_run_kind_at(run, k);

        if (!char_run_is_letter(kind) && kind != CHAR_RUN_DIGIT && kind != '_')
            return false;
    }
    return true;
}

static bool ends_here(const struct tokenizer *t, const struct char_run *run, const struct char_run_state *state,
                      size_t i)
{
    const int16_t *weights = t->parts[TOKENS_WEIGHTS];
    uint32_t features[CHAR_RUN_FEATURES], shift = 32 - t->counts[0];
    int64_t sum = (int32_t)t->counts[1];

    if (i == run->address.end && i > 0 && !span_empty(run->address))
        return true; /* whatever a link is stuck to: a mark, a handle */
    if (stop_belongs(run, state->first, i) || is_of_handle(run, state->first, i))
        return false;
    char_run_features(run, state, i, features);
    for (size_t k = 0; k < CHAR_RUN_FEATURES; k++)
        sum += weights[features[k] >> shift];
    return sum >= 0;
}

static priscus_status cut_run(const struct tokenizer *t, const struct char_run *run, struct text text,
                              struct arena *mem, struct cuts *out)
{
    struct char_run_state state;
    size_t first = 0;

    char_run_state_begin(&state, 0);
    char_run_state_take(&state, run, 0);
    for (size_t i = 1; i < run->n; i++) {
        if (char_run_candidate(run, i)) {
            bool broken = ends_here(t, run, &state, i);

            if (broken) {
                if (emit_token(t, run, text, first, i, mem, out) != PRISCUS_OK)
                    return PRISCUS_ENOMEM;
                first = i;
                char_run_state_begin(&state, i);
            }
            state.broken = broken;
        }
        char_run_state_take(&state, run, i);
    }
    return emit_token(t, run, text, first, run->n, mem, out);
}

priscus_status tokenizer_cut(const struct tokenizer *tokenizer, struct text text, struct span range, struct arena *mem,
                             struct cuts *out)
{
    size_t at = range.begin, end = range.end < text.len ? range.end : text.len;
    uint8_t before = CHAR_RUN_EDGE;
    struct char_run run;

    while (at < end) {
        size_t size = char_run_space(text, at, end), to = at;
        uint64_t hash = CHAR_RUN_HASH_BEGIN;
        uint8_t kind = CHAR_RUN_EDGE, last = CHAR_RUN_EDGE;

        if (size > 0) {
            if (text.ptr[at] == '\n' && at + 1 < end && text.ptr[at + 1] == '\n')
                before = CHAR_RUN_EDGE;
            at += size;
            continue;
        }
        while (to < end && to - at <= CHAR_RUN_MAX) {
            unsigned char c = (unsigned char)text.ptr[to];

            kind = c < 0x80 ? run_ascii_kind[c] : CHAR_RUN_OTHER;
            if (!char_run_is_letter(kind))
                break;
            last = kind;
            hash = char_run_hash_step(hash, c | 0x20);
            to++;
        }
        if ((to == end || kind == CHAR_RUN_EDGE) && to - at <= CHAR_RUN_MAX && !tokenizer->counts[4]) {
            const struct tokens_entry *entry = entry_of(tokenizer, char_run_hash_end(hash));

            if ((entry ? emit_entry(tokenizer, entry, text, at, to, mem, out)
                       : emit(out, mem, at, to, (struct text){ 0 }, false)) != PRISCUS_OK)
                return PRISCUS_ENOMEM;
            before = last;
            at = to;
            continue;
        }
        char_run_read(&run, text, at, end, before);
        if (cut_run(tokenizer, &run, text, mem, out) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        before = char_run_kind_at(&run, run.n - 1);
        at = run.end;
    }
    return PRISCUS_OK;
}

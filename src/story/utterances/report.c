/* report.c - see report.h. */
#include "story/utterances/report.h"

#include <math.h>
#include <stdlib.h>

#include "base/fold.h"
#include "language/model/network.h"
#include "record/id.h"
#include "record/knowledge/spelling.h"
#include "story/utterances/cut.h"

/* What a speaker who is no person is called by: "the defence ministry", "Skarrvik's air force". */
static const char bodies[] =
    "administration agency army authority bureau cabinet command commission committee council department directorate "
    "embassy force forces government group guard headquarters house kremlin military ministry mission movement navy "
    "office official officials organisation organization parliament party police presidency service services source "
    "sources staff state union";

/* ---- who speaks ------------------------------------------------------------------------------ */

/* Positive, and small enough for four bytes of a row; never 0. */
static int64_t hash_of(const char *kind, struct text text)
{
    return (int64_t)((hash64_of(text) ^ hash64_of(text_c(kind))) >> 33) | 1;
}

static int64_t text_number(const char *kind, struct text text)
{
    return text.len ? hash_of(kind, text) : 0;
}

int64_t speaker_of_body(int64_t party)
{
    return party ? (party ^ 0x2AAAAAAA) | 1 : 0;
}

/* A body speaks, if no person of the roster does, and its name ends in the word for one or begins with "the"; or if nobody is
 * named ("its defence ministry said"), but a party. */
static bool is_body(const struct statement *s)
{
    char folded[3 * 64];
    struct text before, last = spelling_last_name(s->speaker, &before);

    if (s->person.len)
        return false;
    if (!s->speaker.len)
        return s->party.len > 0;
    return text_starts_fold(s->speaker, "the ") ||
           (last.len < 64 && fold_word_in(bodies, text_of(folded, fold_into(last, folded))));
}

static int64_t speaker_of(const struct statement *s, int64_t party, bool body)
{
    struct text before, last = spelling_last_name(s->person.len ? s->person : s->speaker, &before);
    uint32_t hash;

    if (body && party)
        return speaker_of_body(party);
    if (!last.len)
        return 0;
    hash = spelling_hash(last);
    return hash_of("speaker", text_of((const char *)&hash, sizeof hash));
}

static bool has_word(const struct report *r, int64_t key)
{
    size_t low = 0, high = r->n_bag;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (r->bag[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return key && low < r->n_bag && r->bag[low].key == key;
}

enum voices report_voices(const struct report *a, const struct report *b)
{
    const struct utterance_report *x = &a->it, *y = &b->it;

    if (!x->speaker || !y->speaker)
        return VOICES_UNKNOWN;
    if (x->person && y->person ? x->person == y->person
                               : x->speaker == y->speaker && !(x->party && y->party && x->party != y->party))
        return VOICES_SAME;
    if (has_word(a, y->name) || has_word(b, x->name))
        return VOICES_NAMED;
    return x->party && x->party == y->party && !(x->person && y->person) && ((x->traits | y->traits) & REPORT_BODY)
               ? VOICES_BODY
               : VOICES_DIFFERENT;
}

/* ---- terms ----------------------------------------------------------------------------------- */

static int compare_weighed(const void *a, const void *b)
{
    const struct weighed *x = a, *y = b;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

static bool fill_bag(struct report *r, struct arena *mem)
{
    size_t kept = 0;

    if (!(r->bag = arena_alloc(mem, r->n_terms * sizeof *r->bag)))
        return false;
    for (size_t i = 0; i < r->n_terms; i++)
        r->bag[i] = (struct weighed){ r->terms[i].key, r->terms[i].weight, (uint16_t)i };
    qsort(r->bag, r->n_terms, sizeof *r->bag, compare_weighed);
    for (size_t i = 0; i < r->n_terms; i++) {
        if (kept && r->bag[kept - 1].key == r->bag[i].key)
            continue;
        r->bag[kept++] = r->bag[i];
        r->weight += r->bag[i].weight;
    }
    r->n_bag = kept;
    return true;
}

static bool keep_terms(struct report *r, const struct said_word *terms, size_t n, struct arena *mem)
{
    if (!(r->terms = arena_alloc(mem, n * sizeof *terms)))
        return false;
    memcpy(r->terms, terms, n * sizeof *terms);
    r->n_terms = n;
    return fill_bag(r, mem);
}

bool report_from(const struct utterance_report *it, struct arena *mem, struct report *out)
{
    struct said_word terms[TERMS_MAX];
    size_t n = terms_unpack(it->terms, terms);

    *out = (struct report){ .it = *it, .statement = -1 };
    return keep_terms(out, terms, n, mem);
}

bool report_vectors(const struct language *language, struct report *r, struct arena *mem)
{
    size_t width = language_vector_width(language), kept = width < VECTOR_ROOM ? width : VECTOR_ROOM;
    float whole[WIDTH_MAX];

    if (r->vectors)
        return true;
    if (!(r->vectors = arena_alloc(mem, r->n_bag * VECTOR_ROOM * sizeof *r->vectors)))
        return false;
    for (size_t i = 0; i < r->n_bag && width; i++) {
        float *v = r->vectors + i * VECTOR_ROOM;
        float length;

        if (r->terms[r->bag[i].at].place == VECTOR_NONE)
            continue;
        language_vector_at(language, r->terms[r->bag[i].at].place, whole);
        memcpy(v, whole, kept * sizeof *v);
        length = sqrtf(network_dot(v, v, VECTOR_ROOM));
        for (size_t k = 0; k < kept && length > 0; k++)
            v[k] /= length;
    }
    return true;
}

/* ---- of a page ------------------------------------------------------------------------------- */

struct listing {
    const struct language *language;
    const struct linked_page *page;
    struct arena *mem;
    struct text body;
    uint32_t *sentences;
    size_t n_sentences;
    struct report *reports;
    size_t n, room;
    int64_t published;
};

static int64_t day_of(struct date date)
{
    return date_known(date) && date.precision >= PRECISION_DAY && date.precision <= PRECISION_SECOND
               ? (int64_t)date_to_days(date)
               : 0;
}

/* Does a quotation begin in it, or right before it? */
static bool is_quoted(struct text body, struct span s)
{
    static const char *const marks[] = { "\"", "\xe2\x80\x9c" };
    struct text in = text_in(body, (struct span){ s.begin > 3 ? s.begin - 3 : 0, s.end });

    return text_find(in, text_c(marks[0]), 0) != NOWHERE || text_find(in, text_c(marks[1]), 0) != NOWHERE;
}

/* The speaker's last name, as it is among the words of a report that names him. */
static int64_t name_of(const struct language *language, const struct statement *s)
{
    struct text before, last = spelling_last_name(s->person.len ? s->person : s->speaker, &before);
    struct said_word words[TERMS_MAX];
    size_t n = last.len ? terms_of(language, last, words) : 0;

    return n ? words[n - 1].key : 0;
}

static priscus_status add_report(struct listing *l, size_t statement, const struct part *part)
{
    const struct linked_page *page = l->page;
    const struct statement *s = &page->record.statements[statement];
    struct said_word terms[TERMS_MAX];
    size_t n = terms_of(l->language, text_in(l->body, part->span), terms);
    bool body = is_body(s);
    struct report *grown;

    if (!n || l->n == REPORTS_MAX)
        return PRISCUS_OK;
    if (!(grown = arena_grow(l->mem, l->reports, l->n, &l->room, sizeof *grown)))
        return PRISCUS_ENOMEM;
    l->reports = grown;
    grown += l->n;
    *grown = (struct report){ .statement = (int32_t)statement };
    grown->it = (struct utterance_report){ .page = page->page,
                                           .statement = id_of_statement(page->hash, s),
                                           .words = part->span,
                                           .sentence = part->sentence,
                                           .person = text_number("person", s->person),
                                           .party = text_number("party", s->party),
                                           .said_on = day_of(s->said_on),
                                           .published = l->published,
                                           .traits = (body ? REPORT_BODY : 0) |
                                                     (is_quoted(l->body, part->span) ? REPORT_QUOTED : 0) };
    grown->it.speaker = speaker_of(s, grown->it.party, body);
    grown->it.name = body ? 0 : name_of(l->language, s);
    if (!keep_terms(grown, terms, n, l->mem))
        return PRISCUS_ENOMEM;
    l->n++;
    return PRISCUS_OK;
}

#define PARTS_MAX 64 /* of one piece of a statement */

static priscus_status add_statement(struct listing *l, size_t statement)
{
    const struct statement *s = &l->page->record.statements[statement];
    struct part parts[PARTS_MAX];
    priscus_status status = PRISCUS_OK;

    for (size_t k = 0; k < s->n_content && status == PRISCUS_OK; k++) {
        size_t n =
            parts_of(l->language, l->body, l->sentences, l->n_sentences, s->content[k], parts, PARTS_MAX);

        for (size_t i = 0; i < n && status == PRISCUS_OK; i++)
            status = add_report(l, statement, &parts[i]);
    }
    return status;
}

priscus_status reports_of_page(const struct language *language, const struct linked_page *page, struct arena *mem,
                               struct report **out, size_t *n)
{
    struct listing l = {
        .language = language, .page = page, .mem = mem, .body = page->it.body, .published = day_of(page->it.published)
    };
    priscus_status status = PRISCUS_OK;

    if (page->record.n_statements && !(l.sentences = sentences_find(l.body, mem, &l.n_sentences)))
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < page->record.n_statements && status == PRISCUS_OK; i++)
        status = add_statement(&l, i);
    if (status != PRISCUS_OK)
        return status;
    *out = l.reports;
    *n = l.n;
    return PRISCUS_OK;
}

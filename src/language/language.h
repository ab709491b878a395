/* language.h - a language as a model knows it: text into words, sentences, tags, lemmas, names and trees.
 *
 *     struct language *language;
 *     language_open("models/english.model", LANGUAGE_FULL, &language, &err);
 *     struct language_reader *reader = language_reader_new(language);     one a thread
 *     language_read(reader, text, paragraphs, n, LANGUAGE_ALL, NULL, &mem, &parsed, &err);
 *
 *     They do n't know .      heads 4 4 4 0 4      nsubj aux advmod root punct
 *
 * The language is read-only and may be shared by threads; a reader holds one thread's room and its memory of
 * forms it has met. Everything is linear in the text, but trees, which are quadratic in a sentence of at most
 * SENTENCE_MAX words.
 *
 * There are two speeds. Tokens, tags, names and trees are the same at both; who says what, and who is for or against what, is
 * read off the vectors of a transformer encoder (encoder/encoder.h) at the full one, and off this model's own small
 * networks at the fast one. The encoder and the networks that stand on it are in a file beside the model:
 * english.encoder beside english.model. */
#ifndef LANGUAGE_H
#define LANGUAGE_H

#include "base/base.h"
#include "base/hash.h"

struct language;
struct language_reader;

enum language_speed { LANGUAGE_FULL, LANGUAGE_FAST };

/* The model in that file and, for LANGUAGE_FULL, the encoder beside it. Without an encoder's file it is the fast language
 * (language_missing()). EINPUT: a file is damaged, or the encoder was made for another model. */
priscus_status language_open(const char *path, enum language_speed speed, struct language **out,
                             struct priscus_error *err);
/* The same, but files that were hashed before are not hashed again (model/hashed.h). */
priscus_status language_open_remembered(const char *path, enum language_speed speed, struct language **out,
                                        struct priscus_error *err);
/* The model that was asked for; NULL: the one that $PRISCUS_MODEL names, or else the one that was installed, or
 * the one beside the sources that this program was built from. EUSAGE: there is none. With $PRISCUS_FAST set (and
 * not empty) LANGUAGE_FULL is LANGUAGE_FAST. `check`: hash it, whether it was hashed before or not. */
priscus_status language_find(const char *asked, enum language_speed speed, bool check, struct language **out,
                             struct priscus_error *err);
/* A model's bytes in memory, which must outlive it: the fast language. */
priscus_status language_from(struct text model, struct language **out, struct priscus_error *err);
void language_close(struct language *language);
/* The same language at a speed, whichever it was opened with: what makes an entry of a ledger again goes by how it was
 * made. *out goes with `language`, and is not to be closed. The encoder's file is opened when it is first asked for, by whatever
 * thread; if it is not there *out is the fast language. Errors as language_open()'s. */
priscus_status language_at(const struct language *language, enum language_speed speed, const struct language **out,
                           struct priscus_error *err);
/* The encoder's file that was asked for and is not there; NULL: none was missed. */
const char *language_missing(const struct language *language);
/* NULL: it is the fast language. */
struct encoder;
const struct encoder *language_encoder(const struct language *language);
/* SHA-256 of what the model holds; with an encoder, of both hashes. */
struct sha256 language_hash(const struct language *language);

struct language_reader *language_reader_new(const struct language *language); /* NULL: memory */
void language_reader_free(struct language_reader *reader);

struct parsed_word {
    struct span span;            /* in the text; of its token where the word is no part of it (zum = zu dem)        */
    struct text form;            /* into the text, or a word that a token stands for                               */
    struct text lemma;           /* empty: not asked for                                                           */
    uint32_t head;               /* number in its sentence from 1; 0: the root; PARSED_NO_HEAD: no tree             */
    int16_t tag, relation, name; /* for language_tag() and the rest; -1: none                               */
    bool glued;                  /* no white space before it; so is a joined one                                   */
    bool joined;                 /* of the same token as the word before                                           */
    bool starts;                 /* the first of its sentence                                                      */
    bool paragraph;              /* the first of its paragraph                                                     */
};
#define PARSED_NO_HEAD UINT32_MAX
#define SENTENCE_MAX   300 /* words; a longer sentence is cut */

struct parsed {
    struct parsed_word *words;
    size_t n;
    /* What the upper layers hold of each word, made small: states[i * width] times scales[i]. NULL: not asked for. */
    int8_t *states;
    float *scales;
    size_t width;
};

enum {
    LANGUAGE_TAGS = 1,
    LANGUAGE_NAMES = 2,
    LANGUAGE_TREES = 4,
    LANGUAGE_LEMMAS = 8,
    LANGUAGE_ALL = 15,
    LANGUAGE_STATES = 16 /* only of words that get a tree */
};

/* Is this sentence (tagged already) worth a tree and names? NULL in its place: all are. */
typedef bool language_chosen(void *at, const struct parsed_word *words, size_t n);
struct language_choice {
    language_chosen *chosen;
    void *at;
};

/* Read the paragraphs text[ranges[i]) ; sentences never cross them. PRISCUS_ENOMEM alone. */
priscus_status language_read(struct language_reader *reader, struct text text, const struct span *ranges, size_t n,
                             unsigned want, const struct language_choice *choice, struct arena *mem, struct parsed *out,
                             struct priscus_error *err);

/* The same of words that are given: form, glued, joined, paragraph and, with `sentences`, starts are read; the
 * rest is filled in. */
priscus_status language_fill(struct language_reader *reader, bool sentences, unsigned want,
                             const struct language_choice *choice, struct arena *mem, struct parsed *parsed,
                             struct priscus_error *err);

/* The word vector of a form into out[language_vector_width()]; false: it has none, and out is zero. */
size_t language_vector_width(const struct language *language);
bool language_vector(const struct language *language, struct text form, float *out);
/* Its place in the list of vectors, which begins with the commonest words, or LANGUAGE_NO_VECTOR; and the vector in a place,
 * which may be any number: zero where the list is shorter. */
#define LANGUAGE_NO_VECTOR UINT32_MAX
uint32_t language_vector_place(const struct language *language, struct text form);
void language_vector_at(const struct language *language, uint32_t place, float *out);
/* Numbers a word of `states`. */
size_t language_state_width(const struct language *language);
/* The sections of the model, for networks that stand on this one (language/model/labeller.h). */
struct model;
const struct model *language_model(const struct language *language);
/* The model with the networks "cue.", "span.", "position." and "issue.": the encoder's if there is one, else the language's. */
const struct model *language_heads(const struct language *language);

/* The verbs that the record asks of (language/lexicon.h). */
struct lexicon;
const struct lexicon *language_lexicon(const struct language *language);

/* How many tags, relations and labels of names there are. */
size_t language_tags(const struct language *language);
size_t language_relations(const struct language *language);
size_t language_names(const struct language *language);

/* What the numbers of a word stand for; empty: none, or "_". */
struct text language_upos(const struct language *language, int tag);
struct text language_xpos(const struct language *language, int tag);
struct text language_feats(const struct language *language, int tag);
struct text language_relation(const struct language *language, int relation);
struct text language_name(const struct language *language, int name); /* IOB2: "B-PER", "O" */

#endif

/* conllu.h - CoNLL-U, read sentence by sentence and written.
 *
 *     # text = They don't know.
 *     1    They  they  PRON   PRP  Case=Nom|...  4  nsubj  _  _
 *     2-3  don't _     _      _    _             _  _      _  _
 *     2    do    do    AUX    ...
 *     3    n't   not   PART   ...
 *     4    know  know  VERB   ...
 *     5    .     .     PUNCT  ...
 *
 * A *word* has a line of its own with a number; a *token* is what stands in the text: one word, or
 * the words of a range (2-3). Empty nodes (8.1) are passed over. The format:
 * universaldependencies.org/format.html. */
#ifndef CONLLU_H
#define CONLLU_H

#include <stdio.h>

#include "base/base.h"

/* Fields that are "_" are empty texts, but for a form or lemma of a word that is "_" itself. */
struct conllu_word {
    struct text form, lemma, upos, xpos, feats, deprel, misc;
    uint32_t head;  /* 1-based number of the head; 0: root; CONLLU_NO_HEAD: "_"          */
    uint32_t token; /* index of the token it is in                                         */
};

#define CONLLU_NO_HEAD UINT32_MAX

struct conllu_token {
    struct text form, misc;
    uint32_t first, end; /* words [first, end), 0-based; end - first > 1 (or a range line): a multiword token */
    bool multiword;
    bool space_after; /* no SpaceAfter=No in misc */
};

struct conllu_sentence {
    struct conllu_word *words;
    size_t n_words;
    struct conllu_token *tokens;
    size_t n_tokens;
    struct text comments; /* the comment lines, each with its newline            */
    struct text id;       /* of # sent_id = ...; empty: none                       */
    bool newdoc, newpar;  /* as its comments say                                  */
    size_t line;          /* number of its first line, from 1                    */
};

/* Limits: a line longer, or a sentence with more words, is an error. */
#define CONLLU_LINE_MAX  ((size_t)1 << 20)
#define CONLLU_WORDS_MAX 100000

struct conllu_reader {
    FILE *file;       /* the caller's                                              */
    const char *name; /* for messages: "NAME:LINE: ..."                            */
    size_t line;      /* lines read so far                                          */
    char *buffer;     /* getline()'s                                                 */
    size_t room;
};

/* The next sentence into *out, its texts in `mem` (the caller resets it between sentences).
 * *more false: there is none. A sentence that is not well formed (columns, numbers out of order, a
 * head out of range, a cycle, more than one root, invalid UTF-8, an empty form) is PRISCUS_EINPUT with file, line
 * and what is wrong; the reader then stands behind that sentence, so the caller may go on. */
priscus_status conllu_next(struct conllu_reader *reader, struct arena *mem, struct conllu_sentence *out, bool *more,
                           struct priscus_error *err);
void conllu_reader_release(struct conllu_reader *reader); /* not the file */

struct buffer;
/* The sentence in CoNLL-U, with a blank line after it: comments, then lines; what is empty is "_". Bytes that would
 * break the format (tab, newline in a field; a blank at a form's edge) are written as U+FFFD or left out. SpaceAfter=No is
 * taken from the tokens' `space_after`, other misc from `misc`. */
void conllu_write(struct buffer *out, const struct conllu_sentence *sentence);
/* The text with U+FFFD for what would break the line or be obeyed by a terminal, and for bytes that are not UTF-8; `tabs`
 * may stay. */
void conllu_put(struct buffer *out, struct text t, bool tabs);

#endif

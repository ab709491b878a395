/* vocabulary.h - words and phrases of a page's furniture, in a dozen languages.
 *
 * Plain lists, asked by line_signs.c and caption.c with the questions of fold.h. Lists of phrases end in
 * NULL; lists of words are one string with blanks between them. All are folded: lower
 * case, plain quotation marks, dotless i as i. */
#ifndef VOCABULARY_H
#define VOCABULARY_H

/* The whole line is one of these, colons and arrows aside: teasers may follow; nothing of the
 * article comes after; an aggregator's link to the article; furniture without a name. */
extern const char *const vocabulary_labels[];
extern const char *const vocabulary_ends[];
extern const char *const vocabulary_fulls[];
extern const char *const vocabulary_counters[];

/* The line starts with one of these: promotion if it is short, or a colon follows. */
extern const char *const vocabulary_promos[];

/* Anywhere in a line that is short or stands outside the text; of the footers, those that are
 * sentences with a full stop. */
extern const char *const vocabulary_newsletters[];
extern const char *const vocabulary_footers[];
extern const char *const vocabulary_footer_sentences[];
extern const char *const vocabulary_cookies[];

/* A share bar is nothing but the words, and at least one of the heads. */
extern const char vocabulary_share_words[];
extern const char vocabulary_share_heads[];

/* Trails begin with one of these. */
extern const char *const vocabulary_homes[];

/* Before or above a caption, above a credit: "Image caption, ...". */
extern const char *const vocabulary_caption_labels[];
extern const char *const vocabulary_credit_labels[];

/* "The post ... appeared first on Coast News." */
extern const char *const vocabulary_first_elsewhere[];

/* Before a photo's credit; in a caption; in what a caption describes. */
extern const char *const vocabulary_photo_marks[];
extern const char *const vocabulary_photo_phrases[];
extern const char *const vocabulary_scenes[];

/* An editor's note begins so. A disclaimer in the paper's own voice has an object and a doubt
 * and nobody else's voice. */
extern const char *const vocabulary_notes[];
extern const char *const vocabulary_note_objects[];
extern const char *const vocabulary_note_doubts[];
extern const char *const vocabulary_voices_of_others[];

/* A plea opens so; it turns to the reader and asks, for the press or for money. */
extern const char *const vocabulary_plea_opens[];
extern const char *const vocabulary_plea_asks[];
extern const char *const vocabulary_plea_presses[];

/* The first and second person (not "us": folded, it is the United States too), the reader, and
 * what stands on buttons. */
extern const char vocabulary_voice_words[];
extern const char vocabulary_reader_words[];
extern const char vocabulary_button_words[];

#endif

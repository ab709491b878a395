/* vocabulary.h - the words of pages, in some thirty languages: labels, appeals, bylines, outlets, dates.
 *
 * The lists stand in data/page/, each with a remark that says what it means; data/vocabulary.py turns them into
 * tables when the program is built. A new word is a line there and needs no other change. A list of
 *
 *     phrases   ends in NULL                            fold_is_any(), fold_has_any(), fold_starts_any()
 *     words     is one string with blanks between       fold_word_in(), piece_among()
 *     numbers   gives the number of a word              vocabulary_number()
 *     names     gives the usual spelling of a name      vocabulary_find()
 *
 * All are folded (base/fold.h), but for those that data/page/ lists "as written". */
#ifndef VOCABULARY_H
#define VOCABULARY_H

#include <stddef.h>

struct vocabulary_entry {
    const char *word;
    int number;       /* in a table of numbers */
    const char *name; /* in a table of names   */
};

struct vocabulary_table {
    const struct vocabulary_entry *entries; /* by bytes of the word */
    size_t n;
};

/* The entry of a word, or NULL. */
const struct vocabulary_entry *vocabulary_find(const struct vocabulary_table *table, const char *word);

/* The number of a word, or -1. */
int vocabulary_number(const struct vocabulary_table *table, const char *word);

/* --- furniture.txt --- */

extern const char *const vocabulary_teaser_labels[];
extern const char *const vocabulary_end_labels[];
extern const char *const vocabulary_full_article_labels[];
extern const char *const vocabulary_furniture_labels[];
extern const char *const vocabulary_home_labels[];
extern const char vocabulary_counted_things[];
extern const char *const vocabulary_html_gallery_things[];
extern const char *const vocabulary_calls[];
extern const char *const vocabulary_promo_starts[];
extern const char *const vocabulary_html_promo_starts[];
extern const char *const vocabulary_html_advert_starts[];
extern const char *const vocabulary_html_call_starts[];
extern const char *const vocabulary_html_end_nouns[];
extern const char *const vocabulary_follow_verbs[];
extern const char *const vocabulary_follow_places[];
extern const char *const vocabulary_newsletter_phrases[];
extern const char *const vocabulary_this_page[];
extern const char *const vocabulary_link_notes[];
extern const char *const vocabulary_sign_up_phrases[];
extern const char *const vocabulary_sign_up_starts[];
extern const char *const vocabulary_first_elsewhere[];
extern const char vocabulary_share_words[];
extern const char vocabulary_share_heads[];
extern const char vocabulary_trail_heads[];
extern const char *const vocabulary_footer_phrases[];
extern const char *const vocabulary_footer_sentences[];
extern const char *const vocabulary_html_footer_starts[];
extern const char *const vocabulary_html_legal_starts[];
extern const char *const vocabulary_copyright_marks[];
extern const char *const vocabulary_cookie_phrases[];
extern const char *const vocabulary_plea_starts[];
extern const char *const vocabulary_plea_asks[];
extern const char *const vocabulary_plea_subjects[];
extern const char *const vocabulary_html_plea_starts[];
extern const char vocabulary_button_words[];
extern const char vocabulary_we_and_you[];
extern const char vocabulary_reader_words[];
extern const char *const vocabulary_note_starts[];
extern const char *const vocabulary_html_note_starts[];
extern const char *const vocabulary_note_objects[];
extern const char *const vocabulary_note_doubts[];
extern const char *const vocabulary_reporting_verbs[];

/* --- alphabets.txt --- */

extern const char *const vocabulary_alphabets[];

/* --- captions.txt --- */

extern const char *const vocabulary_photo_marks[];
extern const char *const vocabulary_html_photo_starts[];
extern const char *const vocabulary_html_bracket_marks[];
extern const char *const vocabulary_photo_phrases[];
extern const char *const vocabulary_scenes[];
extern const char *const vocabulary_caption_labels[];
extern const char *const vocabulary_credit_labels[];

/* --- bylines.txt --- */

extern const char *const vocabulary_byline_starts[];
extern const char *const vocabulary_credit_starts[];
extern const char *const vocabulary_reporter_starts[];
extern const char *const vocabulary_signature_starts[];
extern const char *const vocabulary_html_credit_starts[];
extern const char *const vocabulary_contributed[];
extern const char *const vocabulary_html_contributed[];
extern const char *const vocabulary_agency_cues[];
extern const char *const vocabulary_name_separators[];
extern const char vocabulary_name_particles[];
extern const char *const vocabulary_jobs[];
extern const char vocabulary_not_in_names[];
extern const char *const vocabulary_not_signatures[];
extern const char *const vocabulary_biography_phrases[];
extern const char *const vocabulary_html_biography_starts[];
extern const char *const vocabulary_html_byline_starts[];
extern const char *const vocabulary_html_byline_starts_capital[];
extern const char *const vocabulary_html_byline_ends[];
extern const char *const vocabulary_html_byline_jobs[];
extern const char *const vocabulary_html_nobody[];
extern const char vocabulary_section_words[];

/* --- outlets.txt, agencies.txt --- */

extern const char vocabulary_paper_words[];
extern const char vocabulary_press_words[];
extern const char vocabulary_feed_words[];
extern const char *const vocabulary_platforms[];
extern const char *const vocabulary_known_outlets[];
extern const char *const vocabulary_outlet_kinds[];
extern const char *const vocabulary_citing_cues[];
extern const char *const vocabulary_heard_cues[];
extern const char *const vocabulary_self_naming_cues[];
extern const char *const vocabulary_plea_outlet_cues[];
extern const char *const vocabulary_published_first[];
extern const char *const vocabulary_line_published_first[];
extern const char *const vocabulary_html_published_first[];
extern const struct vocabulary_table vocabulary_agencies;
extern const struct vocabulary_table vocabulary_publishing_agencies;

/* --- dates.txt --- */

extern const struct vocabulary_table vocabulary_english_months;
extern const struct vocabulary_table vocabulary_months;
extern const struct vocabulary_table vocabulary_english_weekdays;
extern const struct vocabulary_table vocabulary_weekdays;
extern const struct vocabulary_table vocabulary_vietnamese_weekdays;
extern const struct vocabulary_table vocabulary_units;
extern const struct vocabulary_table vocabulary_zones;
extern const char vocabulary_ambiguous_zones[];
extern const char vocabulary_before_ages[];
extern const char vocabulary_behind_ages[];
extern const char vocabulary_ones[];
extern const char vocabulary_today[];
extern const char vocabulary_yesterday[];
extern const char vocabulary_before_clocks[];
extern const char vocabulary_behind_clocks[];
extern const char vocabulary_clock_lines[];
extern const char vocabulary_stamp_joints[];
extern const char vocabulary_before_months[];
extern const char vocabulary_before_years[];
extern const char vocabulary_behind_years[];
extern const char vocabulary_ordinals[];
extern const char *const vocabulary_published_stamps[];
extern const char *const vocabulary_modified_stamps[];
extern const char *const vocabulary_published_stamps_day_first[];
extern const char *const vocabulary_modified_stamps_day_first[];
extern const char vocabulary_day_first_countries[];
extern const char vocabulary_month_first_countries[];
extern const char vocabulary_day_first_regions[];
extern const char vocabulary_month_first_regions[];
extern const char vocabulary_no_order_languages[];

#endif

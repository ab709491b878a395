/* headline.c - see headline.h. Candidates are scored: by length, a Markdown hash, being said twice,
 * and most of all by how many of their words the first paragraphs speak of. Menus and teasers
 * in the head fail the last. */
#include "page/text/headline.h"

#include "page/name/agency.h"
#include "page/text/byline.h"
#include "page/text/line_date.h"
#include "page/text/line_name.h"
#include "page/text/line_pattern.h"
#include "page/words/vocabulary.h"

/* What a headline may look like. */
#define WORDS_MIN 2
#define WORDS_MAX 32
#define CHARS_MIN 8
#define CHARS_MAX 220

#define HEAD_LINES   80 /* before the text: a headline is near it, menus may be longer       */
#define TRAIL_LINES  4  /* of "Home", "News", "World" on lines of their own                  */
#define SIGNED_LINES 3  /* below a headline, with its stamp or byline                        */
#define PROSE_LINES  5  /* of the text that are asked what it is about                       */
#define AHEAD_LINES  30 /* behind a paragraph, in which others must follow                   */
#define SECTION_MAX  30 /* bytes of a section that is glued to the headline                  */
#define SITE_MAX     60 /* bytes behind the headline in a page's title: "| World | The Tern" */
#define OUTLET_BYTES 40
#define OUTLET_WORDS 4
#define STEM_MIN     5 /* bytes: shorter words are in every text                            */
#define STEM_MAX     6 /* longer words are compared by their beginnings                     */
#define HITS_MAX     3 /* words that are in the text: more say nothing more                 */
#define LEAD_LINES   8 /* behind the head, where a stamp below the standfirst may stand     */

/* Points of a candidate. Tried on pages with known headlines; the sum must be POINTS_MIN at least. */
#define POINTS_MIN    3
#define POINTS_HASH   4 /* "# "                                             */
#define POINTS_WORD   3 /* for each word that the text has ...              */
#define POINTS_WORDS  6 /* ... up to this                                   */
#define POINTS_TWICE  4 /* said twice in the head: the page means it        */
#define POINTS_SIGNED 2
#define POINTS_SCENE  -2
#define POINTS_NAME   -5 /* a person's or a section's name                  */
#define POINTS_TWO    -1 /* of two words                                    */

/* How many words of a line the text has too, HITS_MAX at most. */
static int shared_words(const struct plain *p, const struct line *line, const size_t *prose, size_t n_prose)
{
    int hits = 0;

    for (struct text rest = line->key; rest.ptr && hits < HITS_MAX;) {
        struct text word = text_cut(&rest, ' ');

        if (word.len < STEM_MIN)
            continue;
        if (word.len > STEM_MAX)
            word.len = STEM_MAX;
        for (size_t i = 0; i < n_prose; i++) {
            size_t at = text_find(p->lines[prose[i]].key, word, 0);

            if (at != NOWHERE && (at == 0 || p->lines[prose[i]].key.ptr[at - 1] == ' ')) {
                hits++;
                break;
            }
        }
    }
    return hits;
}

static bool like_headline(const struct line *line)
{
    return !line->rule && !line->point && line->words >= WORDS_MIN && line->words <= WORDS_MAX &&
           line->chars >= CHARS_MIN && line->chars <= CHARS_MAX &&
           !(line->signs & (SIGN_BULLET | SIGN_LABEL | SIGN_END | SIGN_NOTE | SIGN_PLEA_OPEN | SIGN_COUNTER |
                            SIGN_CREDIT | SIGN_PHOTO)) &&
           line->fold.len && line->fold.ptr[0] != '(' && line->fold.ptr[line->fold.len - 1] != ':' &&
           line->fold.ptr[line->fold.len - 1] != ',';
}

/* A stamp or a byline below, within two lines that are no picture's. */
static bool signed_below(const struct plain *p, size_t i)
{
    for (size_t k = i + 1; k < p->n && k <= i + SIGNED_LINES; k++) {
        const struct line *line = &p->lines[k];

        if (!line->rule)
            continue;
        if (line->role == ROLE_BYLINE || (line->role == ROLE_STAMP && strcmp(line->rule, "stamp") == 0))
            return true;
        if (line->role == ROLE_CAPTION || line->role == ROLE_PHOTO_CREDIT)
            return false; /* what stands above is the picture's */
    }
    return false;
}

/* The crumbs "Home", "News", "World" on lines of their own: the last that names a section. */
static size_t trail_end(struct plain *p)
{
    size_t found = p->n;

    for (size_t i = p->headline; i-- > 0 && p->headline - i <= TRAIL_LINES;) {
        struct line *line = &p->lines[i];

        if (fold_is_any(line->fold, vocabulary_home_labels))
            return found;
        if (line->words > 3 || line->stop)
            break;
        if (found == p->n && line_name_is_section(plain_line(p, i)))
            found = i;
    }
    return p->n;
}

/* "Talks resume - Coast News", "Talks resume | World | Coast News": what is behind the headline. */
static struct text behind_headline(struct plain *p, size_t i)
{
    struct text t = plain_line(p, i), best = { 0 };

    for (size_t k = 1; k + 1 < t.len; k++) {
        size_t n = t.ptr[k] == '|' ? 1 : t.ptr[k] == '-' && t.ptr[k - 1] == ' ' && t.ptr[k + 1] == ' ' ? 1 : 0;

        if (k + 3 < t.len && t.ptr[k - 1] == ' ' &&
            (memcmp(t.ptr + k, "\xE2\x80\x93", 3) == 0 || memcmp(t.ptr + k, "\xE2\x80\x94", 3) == 0))
            n = 3;
        if (k + 2 < t.len && memcmp(t.ptr + k, "\xC2\xBB", 2) == 0)
            n = 2;
        if (n)
            best = text_trim(text_of(t.ptr + k + n, t.len - k - n));
    }
    return best;
}

/* Is b a with a few letters more before it, as "WorldTalks resume" is? */
static bool ends_in(struct text b, struct text a)
{
    return b.len > a.len && b.len - a.len <= SECTION_MAX && memcmp(b.ptr + b.len - a.len, a.ptr, a.len) == 0;
}

/* The head ends at the first paragraph that cannot be a headline and has others behind it: a teaser in a menu stands
 * alone. */
static void find_head_end(struct plain *p)
{
    bool first = true;

    for (size_t i = 0; i < p->n; i++) {
        size_t seen = 0, prose = 0;

        if (p->lines[i].rule || !p->lines[i].prose || like_headline(&p->lines[i]))
            continue;
        if (first)
            p->head_end = i;
        first = false;
        for (size_t k = i + 1; k < p->n && k < i + AHEAD_LINES && seen < PROSE_LINES; k++)
            if (!p->lines[k].rule) {
                seen++;
                prose += p->lines[k].prose;
            }
        if (prose >= 2) {
            p->head_end = i;
            return;
        }
    }
}

static bool said_twice(const struct plain *p, size_t i, size_t begin)
{
    struct text key = p->lines[i].key;

    for (size_t k = begin; k < p->head_end && pattern_words(key) >= 3; k++)
        if (k != i && !p->lines[k].rule && (pattern_starts(p->lines[k].key, key) || ends_in(p->lines[k].key, key)))
            return true;
    return false;
}

static int points_of(const struct plain *p, size_t i, size_t begin, const size_t *prose, size_t n_prose)
{
    const struct line *line = &p->lines[i];
    struct text t = plain_line(p, i);
    int shared = shared_words(p, line, prose, n_prose) * POINTS_WORD;
    int points = (line->words >= 5) * 2 + (line->words >= 4) + (line->words >= 3);

    points += shared < POINTS_WORDS ? shared : POINTS_WORDS;
    if (line->signs & SIGN_HASH)
        points += POINTS_HASH;
    else if (line->words < 3)
        points += POINTS_TWO;
    if (line_name_is_person(t) || line_name_is_section(t))
        points += POINTS_NAME;
    if (line->signs & SIGN_SCENE)
        points += POINTS_SCENE;
    if (signed_below(p, i))
        points += POINTS_SIGNED;
    if (said_twice(p, i, begin))
        points += POINTS_TWICE;
    return points;
}

void headline_find(struct plain *p)
{
    size_t prose[PROSE_LINES], n_prose = 0, last, begin;
    int best = POINTS_MIN - 1;

    plain_find_prose(p, &p->head_end, &last);
    p->headline = p->n;
    find_head_end(p);
    for (size_t i = p->head_end; i < p->n && n_prose < COUNT_OF(prose); i++)
        if (!p->lines[i].rule && p->lines[i].prose)
            prose[n_prose++] = i;
    if (n_prose == 0)
        return;
    begin = p->head_end > HEAD_LINES ? p->head_end - HEAD_LINES : 0;
    for (size_t i = begin; i < p->head_end; i++) {
        int points = like_headline(&p->lines[i]) ? points_of(p, i, begin, prose, n_prose) : best;

        if (points > best) {
            best = points;
            p->headline = i;
        }
    }
}

/* Lines of the head that say the headline again, with something before or behind it or cut. */
static void label_doubles(struct plain *p)
{
    const struct line *head = &p->lines[p->headline];
    size_t title = plain_line(p, p->headline).len;
    struct article *a = p->out;

    for (size_t i = 0; i < p->head_end; i++) {
        struct line *line = &p->lines[i];
        struct text t = plain_line(p, i);

        if (i == p->headline || (line->rule && !role_kept(line->role) && line->role != ROLE_CAPTION))
            continue;
        if (text_eq(line->key, head->key)) {
            line_decide(line, ROLE_REPEAT, "headline-again");
        } else if (line->rule) {
            continue;
        } else if (ends_in(line->fold, head->fold)) {
            if (!a->section.ptr && t.len > title)
                a->section = plain_field(fold_strip(text_of(t.ptr, t.len - title), " :|-/>"));
            line_decide(line, ROLE_CRUMB, "section-glued");
        } else if (pattern_words(head->key) >= 3 && pattern_starts(line->key, head->key) &&
                   line->key.len - head->key.len <= SITE_MAX) {
            struct text name = behind_headline(p, i);

            if (name.len && !a->outlet.ptr)
                a->outlet = plain_field(name);
            line_decide(line, ROLE_REPEAT, "page-title");
        } else if (pattern_words(line->key) >= 4 && pattern_starts(head->key, line->key)) {
            line_decide(line, ROLE_REPEAT, "headline-cut");
        }
    }
}

/* The bytes of the separator that a title ends in: " |-", a long dash, ">>". 0: it ends in none. */
static size_t separator_behind(struct text title)
{
    if (title.len && strchr(" |-", title.ptr[title.len - 1]))
        return 1;
    if (text_ends(title, "\xC2\xBB"))
        return 2;
    return text_ends(title, "\xE2\x80\x93") || text_ends(title, "\xE2\x80\x94") ? 3 : 0;
}

/* "Talks resume | Coast News": without the outlet, which is read. */
static struct text without_outlet(struct plain *p, struct text title)
{
    struct text behind = behind_headline(p, p->headline), kept;
    struct article *a = p->out;
    int capitals = line_name_capitals(behind);
    bool outlet = line_name_has_paper(behind);

    if (!behind.len || behind.len >= OUTLET_BYTES || capitals < 1 || capitals > OUTLET_WORDS)
        return title;
    kept = text_of(title.ptr, (size_t)(behind.ptr - title.ptr));
    for (size_t k = kept.len; k > 0 && kept.len - k < 4; k--)
        outlet |= title.ptr[k - 1] == '|';
    if (agency_wire(behind).ptr) {
        byline_add_agency(p, behind);
        outlet = true;
    } else if (outlet && !a->outlet.ptr) {
        a->outlet = plain_field(behind);
    }
    while (separator_behind(kept))
        kept.len -= separator_behind(kept);
    return outlet && kept.len >= CHARS_MIN ? kept : title;
}

/* "Talks resume - 3 May 2031, 07:10": without the stamp, which is read. */
static struct text without_stamp(struct plain *p, struct text title)
{
    struct stamp s;

    for (size_t at = 0; stamp_find(title, at, p->page->fetched, &s); at = s.words.end) {
        struct text kept = text_trim(text_of(title.ptr, s.words.begin));

        if (s.words.end != title.len || kept.len < 10 ||
            !(text_ends(kept, " -") || text_ends(kept, "|") || text_ends(kept, "\xE2\x80\x93") ||
              text_ends(kept, "\xE2\x80\x94")))
            continue;
        line_date_take(p, title, &s);
        return fold_strip(text_of(kept.ptr, kept.len - separator_behind(kept)), " ");
    }
    return title;
}

/* The title, and all that stands above it: crumbs, a section. */
static void label_above(struct plain *p)
{
    struct article *a = p->out;
    struct line *head = &p->lines[p->headline];
    struct text title = plain_line(p, p->headline), kept;
    size_t section;

    line_decide(head, ROLE_HEADLINE, "headline");
    label_doubles(p);
    title = without_outlet(p, title);
    head->page.end = head->page.begin + (uint32_t)title.len;
    kept = without_stamp(p, title);
    if (kept.len < title.len) {
        p->cut_title = (struct span){ head->page.begin + (uint32_t)kept.len, head->page.end };
        head->page.end = p->cut_title.begin;
    }
    a->title = plain_field(kept);
    section = trail_end(p);
    if (section < p->n && !a->section.ptr)
        a->section = plain_field(plain_line(p, section));
    for (size_t i = 0; i < p->headline; i++) {
        struct line *line = &p->lines[i];

        if (line->rule)
            continue;
        if (!a->section.ptr && line->words <= 3 && line_name_is_section(plain_line(p, i)))
            a->section = plain_field(fold_strip(plain_line(p, i), " :|-/>"));
        line_decide(line, ROLE_CRUMB, "before-the-headline");
    }
}

/* A paragraph or two between the headline and the stamps is the standfirst. */
static void label_standfirst(struct plain *p)
{
    size_t stamp = p->n, before = 0, after = 0;

    for (size_t i = 0; i < p->n && i < p->head_end + LEAD_LINES; i++) {
        const struct line *line = &p->lines[i];

        if (line->rule &&
            (line->role == ROLE_STAMP || line->role == ROLE_RELATIVE_STAMP || line->role == ROLE_BYLINE) &&
            strcmp(line->rule, "clock") != 0 && i > p->head_end) {
            stamp = i;
            break;
        }
        before += !line->rule && line->prose;
    }
    for (size_t i = stamp; i < p->n; i++)
        after += !p->lines[i].rule && p->lines[i].prose;
    if (p->headline == p->n || stamp == p->n || before > 2 || after < 2)
        return;
    for (size_t i = p->headline + 1; i < stamp; i++)
        if (!p->lines[i].rule && p->lines[i].prose)
            line_decide(&p->lines[i], ROLE_STANDFIRST, "before-the-stamp");
    p->head_end = stamp;
    while (p->head_end < p->n && (p->lines[p->head_end].rule || !p->lines[p->head_end].prose))
        p->head_end++;
}

void headline_label(struct plain *p)
{
    if (p->headline < p->n)
        label_above(p);
    label_standfirst(p);
}

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

#define TRAIL_LINES 4

/* How much of a line's words the article speaks of. */
static int overlap(const struct plain *p, const struct line *line, const size_t *prose, size_t n_prose)
{
    int hits = 0;

    for (struct text rest = line->key; rest.ptr && hits < 3;) {
        struct text word = text_cut(&rest, ' ');

        if (word.len < 5)
            continue;
        if (word.len > 6)
            word.len = 6;
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
    return !line->rule && !line->point && line->words >= 2 && line->words <= 32 && line->chars >= 8 &&
           line->chars <= 220 &&
           !(line->signs & (SIGN_BULLET | SIGN_LABEL | SIGN_END | SIGN_NOTE | SIGN_PLEA_OPEN | SIGN_COUNTER |
                            SIGN_CREDIT | SIGN_PHOTO)) &&
           line->fold.len && line->fold.ptr[0] != '(' && line->fold.ptr[line->fold.len - 1] != ':' &&
           line->fold.ptr[line->fold.len - 1] != ',';
}

/* A stamp or a byline below, within two lines that are no picture's. */
static bool signed_below(const struct plain *p, size_t i)
{
    for (size_t k = i + 1; k < p->n && k <= i + 3; k++) {
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

void headline_find(struct plain *p)
{
    size_t prose[5], n_prose = 0, last, limit, begin;
    int best = -1;

    plain_find_prose(p, &p->head_end, &last);
    p->headline = p->n;
    /* the head ends at the first paragraph that cannot be a headline */
    begin = p->n;
    for (size_t i = 0; i < p->n; i++)
        if (!p->lines[i].rule && p->lines[i].prose && !like_headline(&p->lines[i])) {
            size_t seen = 0, others = 0;

            if (begin == p->n)
                begin = p->head_end = i;
            for (size_t k = i + 1; k < p->n && k < i + 30 && seen < 5; k++)
                if (!p->lines[k].rule) {
                    seen++;
                    others += p->lines[k].prose;
                }
            if (others >= 2) { /* a teaser in a menu stands alone, paragraphs do not */
                p->head_end = i;
                break;
            }
        }
    for (size_t i = p->head_end; i < p->n && n_prose < COUNT_OF(prose); i++)
        if (!p->lines[i].rule && p->lines[i].prose)
            prose[n_prose++] = i;
    if (n_prose == 0)
        return;
    /* menus may be long; the headline is near the text */
    limit = p->head_end;
    begin = limit > 80 ? limit - 80 : 0;
    for (size_t i = begin; i < limit; i++) {
        struct line *line = &p->lines[i];
        struct text t = plain_line(p, i);
        int score;

        if (!like_headline(line))
            continue;
        score = (line->words >= 5) * 2 + (line->words >= 4) + (line->words >= 3) + ((line->signs & SIGN_HASH) != 0) * 4;
        {
            int o = overlap(p, line, prose, n_prose);

            score += o > 2 ? 6 : o * 3;
        }
        if (line_name_is_person(t) || line_name_is_section(t))
            score -= 5;
        if (line->signs & SIGN_SCENE)
            score -= 2;
        if (line->words < 3 && !(line->signs & SIGN_HASH))
            score -= 1;
        if (signed_below(p, i))
            score += 2;
        /* said twice in the head: the page means it */
        for (size_t k = begin; k < limit; k++)
            if (k != i && !p->lines[k].rule && pattern_words(line->key) >= 3) {
                struct text other = p->lines[k].key;

                if (pattern_starts(other, line->key) ||
                    (other.len > line->key.len && other.len - line->key.len <= 30 &&
                     memcmp(other.ptr + other.len - line->key.len, line->key.ptr, line->key.len) == 0)) {
                    score += 4;
                    break;
                }
            }
        if (score > best && score >= 3) {
            best = score;
            p->headline = i;
        }
    }
}

/* With the headline known: its doubles, the section, what stands around it. */
void headline_label(struct plain *p)
{
    struct article *a = p->out;
    struct line *head = &p->lines[p->headline];
    size_t first_stamp = p->n, prose_before = 0, prose_after = 0;

    if (p->headline < p->n) {
        struct text title = plain_line(p, p->headline), behind;

        line_decide(head, ROLE_HEADLINE, "headline");
        for (size_t i = 0; i < p->head_end; i++) {
            struct line *line = &p->lines[i];
            struct text t = plain_line(p, i);

            if (i == p->headline || (line->rule && role_kept(line->role) == false && line->role != ROLE_CAPTION))
                continue;
            if (text_eq(line->key, head->key)) {
                line_decide(line, ROLE_REPEAT, "headline-again");
            } else if (line->rule) {
                continue;
            } else if (line->fold.len > head->fold.len && line->fold.len - head->fold.len <= 30 &&
                       memcmp(line->fold.ptr + line->fold.len - head->fold.len, head->fold.ptr, head->fold.len) == 0) {
                /* a section glued to it: "WorldTalks resume" */
                size_t n = t.len > title.len ? t.len - title.len : 0;

                if (!a->section.ptr && n)
                    a->section = plain_field(fold_strip(text_of(t.ptr, n), " :|-/>"));
                line_decide(line, ROLE_CRUMB, "section-glued");
            } else if (pattern_words(head->key) >= 3 && pattern_starts(line->key, head->key) &&
                       line->key.len - head->key.len <= 60) {
                struct text name = behind_headline(p, i);

                if (name.len && !a->outlet.ptr)
                    a->outlet = plain_field(name);
                line_decide(line, ROLE_REPEAT, "page-title");
            } else if (pattern_words(line->key) >= 4 && pattern_starts(head->key, line->key)) {
                line_decide(line, ROLE_REPEAT, "headline-cut");
            }
        }
        /* "Talks resume | Coast News", once */
        behind = behind_headline(p, p->headline);
        if (behind.len && behind.len < 40 && line_name_capitals(behind) >= 1 && line_name_capitals(behind) <= 4) {
            size_t bar = (size_t)(behind.ptr - title.ptr);
            bool is_bar = false;
            for (size_t k = bar; k > 0 && bar - k < 4; k--)
                is_bar |= title.ptr[k - 1] == '|';
            is_bar |= line_name_has_paper(behind);
            if (agency_wire(behind).ptr) {
                byline_add_agency(p, behind);
                is_bar = true;
            } else if (is_bar && !a->outlet.ptr) {
                a->outlet = plain_field(behind);
            }
            if (is_bar) {
                struct text kept = text_of(title.ptr, bar);

                while (kept.len && (strchr(" |-", kept.ptr[kept.len - 1]) ||
                                    ((unsigned char)kept.ptr[kept.len - 1] >= 0x80 &&
                                     (text_ends(kept, "\xE2\x80\x93") || text_ends(kept, "\xE2\x80\x94") ||
                                      text_ends(kept, "\xC2\xBB")))))
                    kept.len -= (unsigned char)kept.ptr[kept.len - 1] < 0x80 ? 1 : text_ends(kept, "\xC2\xBB") ? 2 : 3;
                if (kept.len > 7) {
                    head->page.end = head->page.begin + (uint32_t)kept.len;
                    title = kept;
                }
            }
        }
        {
            /* "Talks resume - 3 May 2031, 07:10": a stamp behind the headline */
            struct stamp s;

            for (size_t at = 0; stamp_find(title, at, p->page->fetched, &s); at = s.words.end) {
                struct text kept = text_trim(text_of(title.ptr, s.words.begin));

                if (s.words.end != title.len || kept.len < 10 ||
                    !(text_ends(kept, " -") || text_ends(kept, "|") || text_ends(kept, "\xE2\x80\x93") ||
                      text_ends(kept, "\xE2\x80\x94")))
                    continue;
                line_date_take(p, title, &s);
                title = fold_strip(
                    text_of(kept.ptr, kept.len - ((unsigned char)kept.ptr[kept.len - 1] >= 0x80 ? 3 : 1)), " ");
                p->cut_title = (struct span){ (uint32_t)(title.ptr + title.len - p->page->bytes.ptr), head->page.end };
                head->page.end = p->cut_title.begin;
                break;
            }
        }
        a->title = plain_field(title);
        {
            size_t section = trail_end(p);

            if (section < p->n && !a->section.ptr)
                a->section = plain_field(plain_line(p, section));
        }
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
    for (size_t i = 0; i < p->n && i < p->head_end + 8; i++) {
        struct line *line = &p->lines[i];

        if (line->rule &&
            (line->role == ROLE_STAMP || line->role == ROLE_RELATIVE_STAMP || line->role == ROLE_BYLINE) &&
            strcmp(line->rule, "clock") != 0 && i > p->head_end) {
            first_stamp = i;
            break;
        }
        if (!line->rule && line->prose)
            prose_before++;
    }
    for (size_t i = first_stamp; i < p->n; i++)
        prose_after += !p->lines[i].rule && p->lines[i].prose;
    if (p->headline < p->n && first_stamp < p->n && prose_before <= 2 && prose_after >= 2) {
        for (size_t i = p->headline + 1; i < first_stamp; i++)
            if (!p->lines[i].rule && p->lines[i].prose)
                line_decide(&p->lines[i], ROLE_STANDFIRST, "before-the-stamp");
        p->head_end = first_stamp;
        while (p->head_end < p->n && (p->lines[p->head_end].rule || !p->lines[p->head_end].prose))
            p->head_end++;
    }
}

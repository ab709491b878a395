/* sentence.c - where sentences end.
 *
 *     "We met Gen. J. Marr in the U.S. The talks failed." He left... and came back.
 *                                    |                  |                        |
 *
 * A stop ends a sentence if what follows can begin one. Marks that close after the stop (quotation
 * marks, brackets) belong to the sentence before. A point that is part of an abbreviation ends a
 * sentence only if the next word is one that begins sentences and is seldom part of a name
 * ("the U.S. The", not "the U.S. President"). */
#include "base/utf8.h"
#include "language/floor.h"

static bool is_stop(struct text norm)
{
    return norm.len && (norm.ptr[0] == '.' || norm.ptr[0] == '!' || norm.ptr[0] == '?') &&
           (norm.len == 1 || norm.ptr[0] == '.');
}

static bool is_ellipsis(struct text norm)
{
    return (norm.len >= 2 && norm.ptr[0] == '.' && norm.ptr[1] == '.') || text_is(norm, "\xE2\x80\xA6");
}

static bool closes(const struct token *t)
{
    return (t->feats & FEAT_CLOSES) || text_is(t->norm, ")") || text_is(t->norm, "]");
}

static bool begins_sentence(const struct document *doc, uint32_t i, uint32_t end)
{
    const struct token *t;
    unsigned size;
    uint32_t point;

    /* Over marks that open: "(, (, -, bullets. */
    while (i < end && !(doc->tokens[i].feats & FEAT_CAPITAL)) {
        t = &doc->tokens[i];
        point = utf8_at(doc->body, t->span.begin, &size);
        if (point_is_digit(point))
            return true;
        if (!(t->feats & FEAT_OPENS) && !strchr("([-*", (int)(t->norm.len == 1 ? t->norm.ptr[0] : 'x')) &&
            point != 0x2014 && point != 0x2013 && point != 0x2022)
            return point > 0x2E80; /* scripts without capitals */
        i++;
    }
    return i < end;
}

bool sentence_split(struct sentence_list *list, const struct document *doc, uint32_t first, uint32_t end,
                    uint32_t paragraph)
{
    uint32_t start = first;

    for (uint32_t i = first; i < end; i++) {
        const struct token *t = &doc->tokens[i];
        uint32_t next = i + 1;
        bool ends = false;

        if (is_stop(t->norm) || is_ellipsis(t->norm)) {
            while (next < end && (is_stop(doc->tokens[next].norm) || closes(&doc->tokens[next])) &&
                   !(doc->tokens[next].feats & FEAT_SPACE_BEFORE))
                next++;
            ends =
                next < end && (doc->tokens[next].feats & FEAT_SPACE_BEFORE) && begins_sentence(doc, next, end);
            i = next - 1; /* the marks of one run all see the same: look once */
        } else if (t->norm.len > 1 && t->norm.ptr[t->norm.len - 1] == '.') {
            const struct word *word = lexicon_find(text_of(t->norm.ptr, t->norm.len - 1)), *after;

            while (next < end && closes(&doc->tokens[next]) && !(doc->tokens[next].feats & FEAT_SPACE_BEFORE))
                next++;
            if (next < end && !(word && (word->kinds & WORD_TITLE)) &&
                (doc->tokens[next].feats & FEAT_CAPITAL)) {
                after = lexicon_find(doc->tokens[next].norm);
                ends = after && (after->kinds & WORD_STARTER) && t->norm.len > 2;
            } else if (next < end && !(word && (word->kinds & WORD_TITLE)) &&
                       (doc->tokens[next].feats & FEAT_OPENS) && next + 1 < end &&
                       (doc->tokens[next + 1].feats & FEAT_CAPITAL))
                ends = t->norm.len > 2;
        }
        if (ends || i + 1 == end) {
            struct sentence *grown = arena_grow(list->mem, list->at, list->n, &list->room, sizeof *grown);

            if (ends)
                i = next - 1;
            if (!grown)
                return false;
            list->at = grown;
            grown[list->n++] = (struct sentence){
                .span = { doc->tokens[start].span.begin, doc->tokens[i].span.end },
                .first = start,
                .end = i + 1,
                .paragraph = paragraph,
            };
            start = i + 1;
        }
    }
    return true;
}

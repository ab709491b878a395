/* word_piece.c - see word_piece.h.
 *
 *     "Norhaven's"   letters n o r h a v e n, cut into nor ##haven; the sign '; the letter s
 *
 * Pieces are found by a hash of their bytes that goes on from letter to letter, so that those of all beginnings of what is left
 * of a run are known after one walk; the longest is asked for first. */
#include "language/encoder/word_piece.h"

#include <stdlib.h>

#include <utf8proc.h>

#include "base/utf8.h"

enum { PROBES_MAX = 256 }; /* of a free slot: a table half empty has it much sooner, whatever words a language has */

struct slot {
    uint32_t check; /* the high half of the hash */
    uint32_t piece; /* and one more; 0: free */
};

struct vocabulary {
    struct slot *slots; /* a power of two of them, at least twice as many as pieces */
    size_t mask;
    struct text lines;
    uint32_t *at; /* where each piece begins in lines; n + 1 of them */
    size_t n, longest;
    struct piece_marks marks;
};

/* FNV-1a, from two beginnings: a word's and, for "##", what continues it. */
#define HASH_WORD     UINT64_C(14695981039346656037)
#define HASH_CONTINUE UINT64_C(7809847782465536322)

static inline uint64_t hash_on(uint64_t hash, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
    return hash;
}

static inline uint64_t hash_end(uint64_t hash)
{
    hash = (hash ^ hash >> 32) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

struct text vocabulary_piece(const struct vocabulary *v, uint16_t piece)
{
    return text_of(v->lines.ptr + v->at[piece], v->at[piece + 1] - v->at[piece] - 1);
}

/* What is left of it without "##"; *more: it had that. A piece that is nothing else is a word. */
static struct text bare(struct text piece, bool *more)
{
    *more = piece.len > 2 && piece.ptr[0] == '#' && piece.ptr[1] == '#';
    return *more ? text_of(piece.ptr + 2, piece.len - 2) : piece;
}

/* The number and one more of the piece with these bytes; 0: there is none. */
static uint32_t find(const struct vocabulary *v, struct text bytes, bool continues, uint64_t hash)
{
    hash = hash_end(hash);
    for (size_t i = hash & v->mask; v->slots[i].piece; i = (i + 1) & v->mask) {
        bool more;

        if (v->slots[i].check == (uint32_t)(hash >> 32) &&
            text_eq(bare(vocabulary_piece(v, (uint16_t)(v->slots[i].piece - 1)), &more), bytes) && more == continues)
            return v->slots[i].piece;
    }
    return 0;
}

static uint32_t find_whole(const struct vocabulary *v, struct text bytes)
{
    return find(v, bytes, false, hash_on(HASH_WORD, bytes.ptr, bytes.len));
}

static priscus_status fill(struct vocabulary *v, struct priscus_error *err)
{
    size_t at = 0;

    for (size_t i = 0; i < v->n; i++) {
        struct text piece, part;
        uint64_t hash;
        size_t probes = 0, slot;
        bool more;

        v->at[i] = (uint32_t)at;
        while (at < v->lines.len && v->lines.ptr[at] != '\n')
            at++;
        if (at == v->lines.len)
            return error_set(err, PRISCUS_EINPUT, at, "the encoder's vocabulary ends in piece %zu of %zu", i + 1, v->n);
        piece = text_of(v->lines.ptr + v->at[i], at - v->at[i]);
        v->at[i + 1] = (uint32_t)++at;
        if (piece.len == 0 || piece.len > PIECE_BYTES_MAX)
            return error_set(err, PRISCUS_EINPUT, v->at[i], "piece %zu of the encoder's vocabulary has %zu bytes",
                             i + 1, piece.len);
        part = bare(piece, &more);
        hash = hash_on(more ? HASH_CONTINUE : HASH_WORD, part.ptr, part.len);
        if (find(v, part, more, hash))
            return error_set(err, PRISCUS_EINPUT, v->at[i], "piece %zu of the encoder's vocabulary is there twice",
                             i + 1);
        hash = hash_end(hash);
        for (slot = hash & v->mask; v->slots[slot].piece; slot = (slot + 1) & v->mask)
            if (++probes > PROBES_MAX)
                return error_set(err, PRISCUS_EINPUT, v->at[i], "the encoder's vocabulary is none of a language");
        v->slots[slot] = (struct slot){ (uint32_t)(hash >> 32), (uint32_t)i + 1 };
        if (part.len > v->longest)
            v->longest = part.len;
    }
    if (at != v->lines.len)
        return error_set(err, PRISCUS_EINPUT, at, "the encoder's vocabulary has more than its %zu pieces", v->n);
    return PRISCUS_OK;
}

static priscus_status find_marks(struct vocabulary *v, struct priscus_error *err)
{
    const struct {
        const char *name;
        uint16_t *to;
    } marks[] = { { "[UNK]", &v->marks.unknown }, { "[CLS]", &v->marks.first }, { "[SEP]", &v->marks.last } };

    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        uint32_t found = find_whole(v, text_c(marks[i].name));

        if (!found)
            return error_set(err, PRISCUS_EINPUT, NOWHERE, "the encoder's vocabulary has no %s", marks[i].name);
        *marks[i].to = (uint16_t)(found - 1);
    }
    return PRISCUS_OK;
}

priscus_status vocabulary_open(struct text lines, size_t n, struct vocabulary **out, struct priscus_error *err)
{
    struct vocabulary *v;
    size_t slots = 64;
    priscus_status status;

    if (n == 0 || n > VOCABULARY_MAX || lines.len > (size_t)VOCABULARY_MAX * (PIECE_BYTES_MAX + 1))
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "the encoder's vocabulary has %zu pieces in %zu bytes", n,
                         lines.len);
    while (slots < 2 * n)
        slots *= 2;
    v = calloc(1, sizeof *v);
    if (!v)
        return error_memory(err);
    *v = (struct vocabulary){ .lines = lines, .n = n, .mask = slots - 1 };
    v->slots = calloc(slots, sizeof *v->slots);
    v->at = calloc(n + 1, sizeof *v->at);
    status = v->slots && v->at ? fill(v, err) : error_memory(err);
    if (status == PRISCUS_OK)
        status = find_marks(v, err);
    if (status == PRISCUS_OK)
        *out = v;
    else
        vocabulary_close(v);
    return status;
}

void vocabulary_close(struct vocabulary *v)
{
    if (!v)
        return;
    free(v->slots);
    free(v->at);
    free(v);
}

struct piece_marks vocabulary_marks(const struct vocabulary *v)
{
    return v->marks;
}

/* Letters that are cut into pieces together, and the pieces found so far. */
struct cutting {
    const struct vocabulary *v;
    uint16_t *out;
    size_t n, most;
    size_t letters, len; /* of the run: more than RUN_MAX letters are counted, not kept */
    char run[PIECE_BYTES_MAX];
};

static void add(struct cutting *c, uint32_t piece)
{
    if (c->n < c->most)
        c->out[c->n] = (uint16_t)piece;
    c->n++;
}

/* The number and one more of the longest piece that stands at `from`, whose end is *end; 0: none does. */
static uint32_t longest_at(const struct cutting *c, size_t from, size_t *end)
{
    uint64_t hashes[RUN_MAX], hash = from ? HASH_CONTINUE : HASH_WORD;
    uint16_t ends[RUN_MAX];
    size_t n = 0, upto = from;

    while (upto < c->len && upto - from < c->v->longest) {
        size_t next = upto + 1;

        while (next < c->len && ((unsigned char)c->run[next] & 0xC0) == 0x80)
            next++;
        hash = hash_on(hash, c->run + upto, next - upto);
        hashes[n] = hash;
        ends[n++] = (uint16_t)(upto = next);
    }
    while (n--) {
        uint32_t found = find(c->v, text_of(c->run + from, ends[n] - from), from > 0, hashes[n]);

        *end = ends[n];
        if (found)
            return found;
    }
    return 0;
}

/* The run is over. */
static void end_run(struct cutting *c)
{
    size_t before = c->n;

    if (c->letters > RUN_MAX)
        add(c, c->v->marks.unknown);
    for (size_t at = 0; c->letters <= RUN_MAX && at < c->len;) {
        uint32_t found = longest_at(c, at, &at);

        if (!found) {
            c->n = before;
            add(c, c->v->marks.unknown);
            break;
        }
        add(c, found - 1);
    }
    c->letters = c->len = 0;
}

static void add_letter(struct cutting *c, const char *bytes, size_t n)
{
    if (c->letters++ < RUN_MAX) {
        memcpy(c->run + c->len, bytes, n);
        c->len += n;
    }
}

static void add_alone(struct cutting *c, const char *bytes, size_t n)
{
    end_run(c);
    add_letter(c, bytes, n);
    end_run(c);
}

static bool is_chinese(uint32_t p)
{
    return (p >= 0x4E00 && p <= 0x9FFF) || (p >= 0x3400 && p <= 0x4DBF) || (p >= 0x20000 && p <= 0x2A6DF) ||
           (p >= 0x2A700 && p <= 0x2CEAF) || (p >= 0xF900 && p <= 0xFAFF) || (p >= 0x2F800 && p <= 0x2FA1F);
}

/* A sign of ASCII: 's' letters and digits, 'p' what stands alone, ' ' white space, 0 dropped. */
static inline char ascii_kind(unsigned char c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
        return 's';
    if (c > ' ' && c < 0x7F)
        return 'p';
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' ? ' ' : 0;
}

static void add_ascii(struct cutting *c, char sign)
{
    char low = ascii_lower(sign);

    switch (ascii_kind((unsigned char)sign)) {
    case 's':
        add_letter(c, &low, 1);
        break;
    case 'p':
        add_alone(c, &sign, 1);
        break;
    case ' ':
        end_run(c);
        break;
    default:
        break;
    }
}

/* A character that is left of another one: of a mark nothing is. */
static void add_part(struct cutting *c, uint32_t point)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)point);
    char bytes[4];

    if (point < 0x80) {
        add_ascii(c, (char)point);
        return;
    }
    if (category == UTF8PROC_CATEGORY_MN)
        return;
    if (category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO)
        add_alone(c, bytes, utf8_put(point, bytes));
    else
        add_letter(c, bytes, utf8_put(point, bytes));
}

static void add_point(struct cutting *c, uint32_t point)
{
    enum { PARTS_MAX = 8 };
    utf8proc_int32_t parts[PARTS_MAX];
    utf8proc_ssize_t n;
    int boundary = 0;

    switch (utf8proc_category((utf8proc_int32_t)point)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
        return;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        end_run(c);
        return;
    default:
        break;
    }
    if (point == UTF8_REPLACEMENT)
        return;
    n = utf8proc_decompose_char(utf8proc_tolower((utf8proc_int32_t)point), parts, PARTS_MAX, UTF8PROC_DECOMPOSE,
                                &boundary);
    if (is_chinese(point))
        end_run(c);
    for (utf8proc_ssize_t i = 0; i < n && i < PARTS_MAX; i++)
        add_part(c, (uint32_t)parts[i]);
    if (is_chinese(point))
        end_run(c);
}

size_t word_pieces(const struct vocabulary *v, struct text word, uint16_t *out, size_t most)
{
    struct cutting c;
    unsigned size;

    c.v = v, c.out = out, c.most = most; /* the run's letters are not worth clearing */
    c.n = c.letters = c.len = 0;
    for (size_t i = 0; i < word.len && c.n < most; i += size) {
        size = 1;
        if ((unsigned char)word.ptr[i] < 0x80)
            add_ascii(&c, word.ptr[i]);
        else
            add_point(&c, utf8_at(word, i, &size));
    }
    end_run(&c);
    if (c.n == 0)
        add(&c, v->marks.unknown);
    return c.n < most ? c.n : most;
}

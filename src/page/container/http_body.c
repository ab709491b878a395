/* http_body.c - a body without its chunks and its packing; see http.h.
 *
 * gzip is what begins 1F 8B 08, zstd what begins 28 B5 2F FD; no page begins so. Chunks are chunks if their
 * lines add up: "1f4 CRLF 500 bytes CRLF ... 0 CRLF". "deflate" has no such mark that a page could not have by
 * chance, and is tried only where the header says it. Brotli (RFC 7932) has no mark at all: where the header
 * says so and the bytes are not plainly text, it is brotli. */
#include <libdeflate.h>
#include <zlib.h>
#include <zstd.h>

#include "page/container/http.h"

#define TEXT_BY ((size_t)256) /* bytes that tell text from packed bytes */

/* A chunk-size line at the start: the size, and in *line the bytes of the line. */
static bool chunk_line(struct text t, uint64_t *size, size_t *line)
{
    uint64_t n = 0;
    size_t i = 0, digits;

    for (; i < t.len && i < 16; i++) {
        char c = ascii_lower(t.ptr[i]);

        if (is_ascii_digit(c))
            n = n * 16 + (uint64_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            n = n * 16 + (uint64_t)(c - 'a' + 10);
        else
            break;
    }
    digits = i;
    while (i < t.len && (t.ptr[i] == ' ' || t.ptr[i] == '\t'))
        i++;
    if (i < t.len && t.ptr[i] == ';') /* an extension, of any length a line has */
        while (i < t.len && t.ptr[i] != '\n' && t.ptr[i] != '\r' && i < 4096)
            i++;
    if (i < t.len && t.ptr[i] == '\r')
        i++;
    if (digits == 0 || i >= t.len || t.ptr[i] != '\n')
        return false;
    *size = n;
    *line = i + 1;
    return true;
}

/* Walk the chunks; copy them to `into` if there is one. Returns whether they add up. Where the header does not
 * say that there are any (`told`), they must be all there is: a page may begin with a line "0". */
static bool walk_chunks(struct text body, bool told, char *into, size_t *total, bool *cut)
{
    struct text rest = body;
    uint64_t size;
    size_t line, chunks = 0;

    *total = 0;
    *cut = false;
    while (chunk_line(rest, &size, &line)) {
        rest = text_of(rest.ptr + line, rest.len - line);
        if (size == 0)
            return told || (chunks > 0 && text_trim(rest).len == 0);
        *cut = size > rest.len;
        if (*cut)
            size = rest.len;
        if (into)
            memcpy(into + *total, rest.ptr, (size_t)size);
        *total += (size_t)size;
        rest = text_of(rest.ptr + size, rest.len - (size_t)size);
        chunks++;
        if (*cut)
            return true;
        if (text_starts(rest, "\r\n"))
            rest = text_of(rest.ptr + 2, rest.len - 2);
        else if (text_starts(rest, "\n"))
            rest = text_of(rest.ptr + 1, rest.len - 1);
        else if (rest.len == 0)
            break;
        else
            return false;
    }
    *cut = true;
    return chunks > 0 && rest.len < 16; /* the end falls into a chunk's line */
}

static priscus_status unchunk(const struct http_head *head, struct http_body *body, struct arena *mem)
{
    size_t total;
    bool cut;
    char *into;

    if (!walk_chunks(body->bytes, head->chunked, NULL, &total, &cut) || (cut && !head->chunked))
        return PRISCUS_OK; /* not in chunks */
    into = arena_alloc(mem, total);
    if (!into)
        return PRISCUS_ENOMEM;
    walk_chunks(body->bytes, head->chunked, into, &total, &cut);
    *body = (struct http_body){ .bytes = text_of(into, total), .cut = cut };
    return PRISCUS_OK;
}

/* What came out, of which the end may be missing. EINPUT: nothing did. */
static priscus_status take(struct http_body *body, const char *bytes, size_t n, bool whole)
{
    if (!whole && n == 0)
        return PRISCUS_EINPUT;
    body->bytes = text_of(bytes, n);
    body->cut |= !whole;
    return PRISCUS_OK;
}

/* As far as it goes, by zlib: for what libdeflate finds bad, because it is cut or has damage in it. */
static priscus_status salvage(struct http_body *body, size_t limit, bool gzip, struct arena *mem)
{
    struct text packed = body->bytes;
    z_stream z = { .next_in = (Bytef *)(uintptr_t)packed.ptr, .avail_in = (uInt)packed.len };
    size_t room = packed.len * 8 + 4096;
    priscus_status status = PRISCUS_OK;
    char *into;
    int result;

    if (room > limit)
        room = limit;
    into = arena_alloc(mem, room);
    if (!into || inflateInit2(&z, gzip ? 15 + 16 : 15) != Z_OK)
        return PRISCUS_ENOMEM;
    for (;;) {
        char *moved;

        z.next_out = (Bytef *)into + z.total_out;
        z.avail_out = (uInt)(room - z.total_out);
        result = inflate(&z, Z_NO_FLUSH);
        if (z.avail_out || result == Z_STREAM_END || (result != Z_OK && result != Z_BUF_ERROR))
            break;
        if (room == limit) {
            status = PRISCUS_ELIMIT;
            goto done;
        }
        room = room > limit / 2 ? limit : room * 2;
        moved = arena_alloc(mem, room);
        if (!moved) {
            status = PRISCUS_ENOMEM;
            goto done;
        }
        memcpy(moved, into, z.total_out);
        into = moved;
    }
    arena_trim(mem, into, room, z.total_out);
    status = take(body, into, z.total_out, result == Z_STREAM_END);
done:
    inflateEnd(&z);
    return status;
}

static priscus_status inflate_body(struct http_body *body, size_t limit, bool gzip, struct arena *mem)
{
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    struct text packed = body->bytes;
    size_t room = packed.len * 8 + 4096, in, n;
    priscus_status status = PRISCUS_ENOMEM;

    while (d) {
        enum libdeflate_result result;
        char *into;

        if (room > limit)
            room = limit;
        into = arena_alloc(mem, room);
        if (!into)
            break;
        result = gzip ? libdeflate_gzip_decompress_ex(d, packed.ptr, packed.len, into, room, &in, &n)
                      : libdeflate_zlib_decompress_ex(d, packed.ptr, packed.len, into, room, &in, &n);
        if (result == LIBDEFLATE_SUCCESS) {
            arena_trim(mem, into, room, n);
            status = take(body, into, n, true);
        } else if (result == LIBDEFLATE_INSUFFICIENT_SPACE && room < limit) {
            arena_trim(mem, into, room, 0);
            room *= 4;
            continue;
        } else if (result == LIBDEFLATE_INSUFFICIENT_SPACE) {
            status = PRISCUS_ELIMIT;
        } else {
            arena_trim(mem, into, room, 0);
            status = salvage(body, limit, gzip, mem);
        }
        break;
    }
    libdeflate_free_decompressor(d);
    return status;
}

static priscus_status unzstd_body(struct http_body *body, size_t limit, struct arena *mem)
{
    ZSTD_DCtx *context = ZSTD_createDCtx();
    ZSTD_inBuffer in = { body->bytes.ptr, body->bytes.len, 0 };
    ZSTD_outBuffer to = { NULL, body->bytes.len * 8 + 4096, 0 };
    priscus_status status = PRISCUS_ENOMEM;

    if (to.size > limit)
        to.size = limit;
    to.dst = context ? arena_alloc(mem, to.size) : NULL;
    while (to.dst) {
        size_t result = ZSTD_decompressStream(context, &to, &in);

        if (ZSTD_isError(result) || (in.pos == in.size && (result == 0 || to.pos < to.size))) {
            arena_trim(mem, to.dst, to.size, to.pos);
            status = take(body, to.dst, to.pos, result == 0);
            break;
        }
        if (to.pos == to.size) {
            size_t room = to.size > limit / 2 ? limit : to.size * 2;
            char *moved = to.size < limit ? arena_alloc(mem, room) : NULL;

            if (!moved) {
                status = to.size < limit ? PRISCUS_ENOMEM : PRISCUS_ELIMIT;
                break;
            }
            memcpy(moved, to.dst, to.pos);
            to.dst = moved;
            to.size = room;
        }
    }
    ZSTD_freeDCtx(context);
    return status;
}

/* No byte that text has not, in any character set. */
static bool like_text(struct text t)
{
    for (size_t i = 0; i < t.len && i < TEXT_BY; i++) {
        unsigned char c = (unsigned char)t.ptr[i];

        if (c < 0x20 && !is_ascii_space((char)c) && c != 0x1B)
            return false;
    }
    return true;
}

static bool is_zlib(struct text t)
{
    return t.len > 6 && (t.ptr[0] & 0x0F) == 8 &&
           (((unsigned)(unsigned char)t.ptr[0] << 8) | (unsigned char)t.ptr[1]) % 31 == 0;
}

priscus_status http_body_read(const struct http_head *head, struct text body, size_t limit, struct arena *mem,
                              struct http_body *out)
{
    struct http_body made = { .bytes = body };
    priscus_status status = unchunk(head, &made, mem);

    for (int codings = 0; status == PRISCUS_OK && codings < HTTP_CODINGS_MAX; codings++) {
        if (text_starts(made.bytes, "\x1F\x8B\x08"))
            status = inflate_body(&made, limit, true, mem);
        else if (text_starts(made.bytes, "\x28\xB5\x2F\xFD"))
            status = unzstd_body(&made, limit, mem);
        else if (codings == 0 && text_starts_fold(head->encoding, "deflate") && is_zlib(made.bytes))
            status = inflate_body(&made, limit, false, mem);
        else
            break;
    }
    if (status != PRISCUS_OK)
        return status;
    made.brotli = text_eq_fold(head->encoding, text_c("br")) && !like_text(made.bytes);
    if (!made.brotli && made.bytes.len > limit)
        return PRISCUS_ELIMIT;
    *out = made;
    return PRISCUS_OK;
}

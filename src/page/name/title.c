/* title.c - see title.h. */
#include "page/name/title.h"

#include "base/utf8.h"

static size_t next_word(struct text t, size_t i, uint32_t *point)
{
    unsigned size;

    while (i < t.len) {
        uint32_t p = utf8_at(t, i, &size);

        i += size;
        if (point_is_letter(p) || point_is_digit(p)) {
            *point = point_lower(p);
            return i;
        }
    }
    *point = 0;
    return i;
}

bool title_same_words(struct text a, struct text b)
{
    size_t i = 0, k = 0;
    uint32_t p, q;

    if (a.len == 0 || b.len == 0)
        return false;
    do {
        i = next_word(a, i, &p);
        k = next_word(b, k, &q);
        if (p != q)
            return false;
    } while (p);
    return true;
}

struct text title_without_site(struct text title, struct text site)
{
    static const char *const separators[] = {
        " | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xB7 ", " \xC2\xBB ", " / ", " :: "
    };
    size_t cut = NOWHERE, behind = 0;

    for (size_t i = 0; i < COUNT_OF(separators); i++) {
        size_t n = strlen(separators[i]);

        for (size_t at = title.len > n ? title.len - n : 0; at > 0; at--) {
            if (memcmp(title.ptr + at, separators[i], n) == 0) {
                if (cut == NOWHERE || at > cut) {
                    cut = at;
                    behind = at + n;
                }
                break;
            }
        }
    }
    if (cut == NOWHERE)
        return title;
    {
        struct text left = text_trim(text_of(title.ptr, cut));
        struct text right = text_trim(text_of(title.ptr + behind, title.len - behind));

        if (site.len ? title_same_words(right, site) : (right.len <= 30 && left.len >= 2 * right.len))
            return left;
        /* "Talks resume | World | The Tern" */
        if (site.len && left.len >= 20 && right.len <= 30 && right.len < left.len / 2 &&
            strchr("|", title.ptr[cut + 1]))
            return left;
    }
    return title;
}

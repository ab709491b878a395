/* medium.c - see medium.h. */
#include "story/sources/medium.h"

#include "base/fold.h"
#include "page/name/agency.h"
#include "page/name/cited.h"
#include "page/words/vocabulary.h"

#define NAME_MAX         120 /* bytes of a name that are looked at                         */
#define OWN_LEAST        4   /* letters of a name that the end of the outlet's may be      */
#define ABBREVIATION_MAX 8   /* letters of an outlet's name that may stand for longer words */

/* "edition.skarr.co.uk" is skarr's: the label before the public suffix. Without the Public Suffix List: of two labels
 * with two letters in the last ("co.uk", "com.au"), both are suffix. */
static struct text label_of(struct text host)
{
    size_t end = host.len, begin;
    size_t dots = 0;

    for (size_t i = 0; i < host.len; i++)
        dots += host.ptr[i] == '.';
    for (int cut = 0; cut < 2 && dots; cut++) {
        size_t last = end;

        while (last && host.ptr[last - 1] != '.')
            last--;
        /* "co", "com", "org" before a country's two letters */
        if (cut && (host.len - end != 3 || end - last > 3 || !last))
            break;
        if (!last)
            break;
        end = last - 1;
        dots--;
    }
    begin = end;
    while (begin && host.ptr[begin - 1] != '.')
        begin--;
    return text_of(host.ptr + begin, end - begin);
}

static struct text host_of(struct text address)
{
    size_t at = text_find(address, text_c("://"), 0);
    struct text host;

    if (at == NOWHERE)
        return (struct text){ 0 };
    address = text_of(address.ptr + at + 3, address.len - at - 3);
    host = text_cut(&address, '/');
    at = text_find(host, text_c("@"), 0);
    if (at != NOWHERE)
        host = text_of(host.ptr + at + 1, host.len - at - 1);
    return text_cut(&host, ':');
}

struct text medium_host(struct text address)
{
    struct text host = host_of(address);

    return text_starts(host, "www.") ? text_of(host.ptr + 4, host.len - 4) : host;
}

static bool is_domain(struct text name)
{
    return name.len > 3 && memchr(name.ptr + 1, '.', name.len - 2) && !memchr(name.ptr, ' ', name.len);
}

/* "skarr-world", folded. */
static bool is_feed_name(struct text name)
{
    bool hyphen = false;

    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] != '-' && !is_ascii_digit(name.ptr[i]) && (name.ptr[i] < 'a' || name.ptr[i] > 'z'))
            return false;
        hyphen |= name.ptr[i] == '-';
    }
    return hyphen;
}

static struct text without_feed(struct text name, struct text label)
{
    if (label.len && label.len < name.len && text_eq(text_of(name.ptr, label.len), label) && name.ptr[label.len] == '-')
        return label;
    for (;;) {
        size_t last = name.len;

        while (last && name.ptr[last - 1] != '-')
            last--;
        if (last < 2)
            return name;
        if (!fold_word_in(vocabulary_section_words, text_of(name.ptr + last, name.len - last)) &&
            !fold_word_in(vocabulary_feed_words, text_of(name.ptr + last, name.len - last)))
            return name;
        name.len = last - 1;
    }
}

/* "Skarr News Online" is Skarr's, but "News" stays what it is. */
static struct text without_kind(struct text name)
{
    for (;;) {
        size_t last = name.len;

        while (last && name.ptr[last - 1] != ' ')
            last--;
        if (last < 2 || !fold_word_in("news online english website", text_of(name.ptr + last, name.len - last)))
            return name;
        name = text_trim(text_of(name.ptr, last));
    }
}

struct text medium_key(struct text name, struct text address, char out[MEDIUM_KEY_MAX])
{
    char folded[NAME_MAX * 3], letters[NAME_MAX * 3];
    struct text agency = agency_named(name), host = host_of(address), key;
    size_t n = 0;

    if (name.len > NAME_MAX)
        name.len = NAME_MAX;
    name = agency.ptr ? agency : text_trim(name);
    if (!name.len)
        name = host.len < NAME_MAX ? host : (struct text){ 0 };
    key = text_of(folded, fold_into(name, folded));
    if (text_starts(key, "the "))
        key = text_of(key.ptr + 4, key.len - 4);
    if (is_domain(key))
        key = label_of(key);
    else if (is_feed_name(key))
        key = without_feed(key, label_of(host));
    else
        key = without_kind(key);
    key = text_of(letters, fold_key(key, letters));
    for (size_t i = 0; i < key.len && n < MEDIUM_KEY_MAX; i++)
        if (key.ptr[i] != ' ')
            out[n++] = key.ptr[i];
    return text_of(out, n);
}

bool medium_is_platform(struct text name)
{
    char folded[NAME_MAX * 3];

    if (!name.len || name.len > NAME_MAX)
        return false;
    return fold_is_any(text_of(folded, fold_into(name, folded)), vocabulary_platforms);
}

struct text medium_in(struct text phrase)
{
    struct span at = cited_in(phrase);
    struct text name = text_in(phrase, at);

    if (agency_named(phrase).len)
        return phrase;
    if (span_empty(at) || !cited_is(phrase) || medium_is_platform(name))
        return (struct text){ 0 };
    return name;
}

/* Is `key` made of beginnings of all words of the name, in order: "jpost" of "Jarrow Post", "dw" of "Dalgo Welle"? */
static bool abbreviates(const char *key, size_t n_key, struct text name)
{
    struct text rest = name, word = text_cut(&rest, ' ');
    size_t most = 0;

    if (!word.len)
        return n_key == 0 && !rest.len;
    while (most < word.len && most < n_key && word.ptr[most] == key[most])
        most++;
    for (size_t n = most; n > 0; n--)
        if (rest.len ? abbreviates(key + n, n_key - n, rest) : n == n_key)
            return true;
    return false;
}

bool medium_is_own(struct text name, struct text outlet)
{
    char ours[MEDIUM_KEY_MAX], theirs[MEDIUM_KEY_MAX], folded[NAME_MAX * 3];
    struct text key = medium_key(name, (struct text){ 0 }, ours),
                whole = medium_key(outlet, (struct text){ 0 }, theirs);

    if (!key.len || !whole.len || name.len > NAME_MAX)
        return false;
    if (key.len >= whole.len ? text_eq(whole, text_of(key.ptr, whole.len))
                             : key.len >= OWN_LEAST && text_eq(key, text_of(whole.ptr + whole.len - key.len, key.len)))
        return true;
    name = text_of(folded, fold_into(name, folded));
    if (text_starts(name, "the "))
        name = text_of(name.ptr + 4, name.len - 4);
    return whole.len <= ABBREVIATION_MAX && memchr(name.ptr, ' ', name.len) && abbreviates(whole.ptr, whole.len, name);
}

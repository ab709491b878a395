/* known_accounts.c - see known_accounts.h. */
#include "story/changes/known_accounts.h"

#include "story/sources/medium.h"

struct known_account {
    struct text chain, speaker, outlet, host;
    struct account *account; /* entries move when there are more */
};

/* A name that was looked at before. */
struct known_name {
    uint64_t hash;
    unsigned len;
    char text[52]; /* longer ones are looked at each time */
    bool is_medium, there;
};

static priscus_status is_medium(struct known_accounts *known, struct text name, bool *out)
{
    uint64_t hash = text_hash(name);
    struct known_name *seen;

    if (!known->names && !(known->names = arena_alloc(&known->mem, KNOWN_NAMES * sizeof *known->names)))
        return PRISCUS_ENOMEM;
    seen = &known->names[hash % KNOWN_NAMES];
    if (!seen->there || seen->hash != hash || !text_eq(name, text_of(seen->text, seen->len))) {
        *out = medium_in(name).len > 0;
        if (name.len > sizeof seen->text)
            return PRISCUS_OK;
        *seen = (struct known_name){ .hash = hash, .len = (unsigned)name.len, .is_medium = *out, .there = true };
        memcpy(seen->text, name.ptr, name.len);
    }
    *out = seen->is_medium;
    return PRISCUS_OK;
}

/* The chain down to its speaker, who is no medium: "The Ferry Post <- Meridian" is the same whoever speaks. */
static struct text before_speaker(struct text chain, struct text speaker)
{
    static const char arrow[] = " <- ";
    size_t begin = 0, end;

    do {
        end = text_find(chain, text_c(arrow), begin);
        if (text_eq(text_of(chain.ptr + begin, (end == NOWHERE ? chain.len : end) - begin), speaker))
            return text_of(chain.ptr, begin ? begin - strlen(arrow) : 0);
        begin = end + strlen(arrow);
    } while (end != NOWHERE);
    return chain;
}

static size_t place_of(const struct known_accounts *known, const struct known_account *entry)
{
    size_t at = (size_t)(text_hash(entry->chain) ^ text_hash(entry->host) * 31 ^ text_hash(entry->outlet) * 17) & (known->size - 1);

    for (; known->table[at]; at = (at + 1) & (known->size - 1)) {
        const struct known_account *e = &known->entries[known->table[at] - 1];

        if (text_eq(e->chain, entry->chain) && text_eq(e->speaker, entry->speaker) && text_eq(e->outlet, entry->outlet) &&
            text_eq(e->host, entry->host))
            break;
    }
    return at;
}

static priscus_status grow(struct known_accounts *known)
{
    size_t size = known->size ? 2 * known->size : 256;
    size_t *table = arena_alloc(&known->mem, size * sizeof *table);

    if (!table)
        return PRISCUS_ENOMEM;
    known->table = table;
    known->size = size;
    for (size_t i = 0; i < known->n; i++)
        known->table[place_of(known, &known->entries[i])] = i + 1;
    return PRISCUS_OK;
}

static priscus_status work_out(struct known_accounts *known, struct known_account *entry)
{
    struct arena *mem = &known->mem;
    struct account *account = arena_alloc(mem, sizeof *account);

    if (!account || arena_text(mem, entry->chain, &entry->chain) != PRISCUS_OK ||
        arena_text(mem, entry->speaker, &entry->speaker) != PRISCUS_OK ||
        arena_text(mem, entry->outlet, &entry->outlet) != PRISCUS_OK || arena_text(mem, entry->host, &entry->host) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    account_of_chain(entry->chain, entry->speaker, entry->outlet, account);
    account->address = entry->host;
    entry->account = account;
    return account_keys(account, mem);
}

priscus_status known_account(struct known_accounts *known, const struct stance_report *report,
                             const struct account **out)
{
    struct known_account entry = { report->chain, report->speaker, report->outlet, report->host, NULL };
    size_t at;
    bool keeps = false;

    if (entry.speaker.len && is_medium(known, entry.speaker, &keeps) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    if (entry.speaker.len && !keeps) {
        entry.chain = before_speaker(entry.chain, entry.speaker);
        entry.speaker = text_of("", 0);
    }
    if (2 * known->n >= known->size && grow(known) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    at = place_of(known, &entry);
    if (!known->table[at]) {
        struct known_account *grown = arena_grow(&known->mem, known->entries, known->n, &known->room, sizeof *grown);

        if (!grown)
            return PRISCUS_ENOMEM;
        known->entries = grown;
        if (work_out(known, &entry) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        known->entries[known->n++] = entry;
        known->table[at] = known->n;
    }
    *out = known->entries[known->table[at] - 1].account;
    return PRISCUS_OK;
}

void known_accounts_forget(struct known_accounts *known)
{
    arena_release(&known->mem);
    *known = (struct known_accounts){ 0 };
}

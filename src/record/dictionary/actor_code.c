/* actor_code.c - see actor_code.h.
 *
 *     IGO EUR EEC     an organisation: IGO, then what only describes it (a region), up to the piece that names it
 *     IGO UNO REF HCR the piece UNO names it; REF and HCR are parts of it
 *     COL REB FRC     a country, and the first sector behind it says whose voice it is: rebels are not the state's
 *     GBR FLK GOV     FLK is no sector that we know; GOV is the state's
 */
#include "record/dictionary/actor_code.h"

#include <stdio.h>

enum piece {
    PIECE_OTHER,        /* a country, or a name                                       */
    PIECE_ORGANISATION, /* the first piece of those who are no country's              */
    PIECE_STATE,        /* a sector that speaks for its state                         */
    PIECE_NOBODY,       /* a sector that speaks for nobody                            */
    PIECE_SECTOR,       /* any other sector: not the state's voice                    */
    PIECE_PLACE         /* a region, religion or people: only describes               */
};

static const struct known_piece {
    const char *code;
    enum piece piece;
    const char *word;
} pieces[] = {
    { "IGO", PIECE_ORGANISATION, NULL },
    { "NGO", PIECE_ORGANISATION, NULL },
    { "NGM", PIECE_ORGANISATION, NULL },
    { "MNC", PIECE_ORGANISATION, NULL },
    { "IMG", PIECE_ORGANISATION, NULL },
    { "INT", PIECE_ORGANISATION, NULL },
    { "GOV", PIECE_STATE, "government" },
    { "MIL", PIECE_STATE, "military" },
    { "LEG", PIECE_STATE, "parliament" },
    { "JUD", PIECE_STATE, "judiciary" },
    { "COP", PIECE_STATE, "police" },
    { "SPY", PIECE_STATE, "intelligence" },
    { "ELI", PIECE_NOBODY, "elite" },
    { "MED", PIECE_NOBODY, "media" },
    { "REB", PIECE_SECTOR, "rebels" },
    { "SEP", PIECE_SECTOR, "separatists" },
    { "INS", PIECE_SECTOR, "insurgents" },
    { "UAF", PIECE_SECTOR, "armed forces of nobody known" },
    { "OPP", PIECE_SECTOR, "opposition" },
    { "PTY", PIECE_SECTOR, "party" },
    { "RAD", PIECE_SECTOR, "radicals" },
    { "MOD", PIECE_SECTOR, "moderates" },
    { "AGR", PIECE_SECTOR, "agriculture" },
    { "BUS", PIECE_SECTOR, "business" },
    { "CRM", PIECE_SECTOR, "crime" },
    { "CVL", PIECE_SECTOR, "civilians" },
    { "DEV", PIECE_SECTOR, "development" },
    { "EDU", PIECE_SECTOR, "education" },
    { "ENV", PIECE_SECTOR, "environment" },
    { "HLH", PIECE_SECTOR, "health" },
    { "HRI", PIECE_SECTOR, "human rights" },
    { "LAB", PIECE_SECTOR, "labour" },
    { "REF", PIECE_SECTOR, "refugees" },
    { "REL", PIECE_SECTOR, "religion" },
    { "SET", PIECE_SECTOR, "settlers" },
    { "AFR", PIECE_PLACE, NULL },
    { "ASA", PIECE_PLACE, NULL },
    { "BLK", PIECE_PLACE, NULL },
    { "CAS", PIECE_PLACE, NULL },
    { "CAU", PIECE_PLACE, NULL },
    { "CEU", PIECE_PLACE, NULL },
    { "CFR", PIECE_PLACE, NULL },
    { "CRB", PIECE_PLACE, NULL },
    { "EAF", PIECE_PLACE, NULL },
    { "EEU", PIECE_PLACE, NULL },
    { "EIN", PIECE_PLACE, NULL },
    { "EUR", PIECE_PLACE, NULL },
    { "LAM", PIECE_PLACE, NULL },
    { "MDE", PIECE_PLACE, NULL },
    { "MDT", PIECE_PLACE, NULL },
    { "MEA", PIECE_PLACE, NULL },
    { "NAF", PIECE_PLACE, NULL },
    { "NMR", PIECE_PLACE, NULL },
    { "PGS", PIECE_PLACE, NULL },
    { "SAF", PIECE_PLACE, NULL },
    { "SAM", PIECE_PLACE, NULL },
    { "SAS", PIECE_PLACE, NULL },
    { "SCN", PIECE_PLACE, NULL },
    { "SEA", PIECE_PLACE, NULL },
    { "WAF", PIECE_PLACE, NULL },
    { "WST", PIECE_PLACE, NULL },
    { "ARB", PIECE_PLACE, NULL },
    { "BUD", PIECE_PLACE, NULL },
    { "CHR", PIECE_PLACE, NULL },
    { "CTH", PIECE_PLACE, NULL },
    { "HIN", PIECE_PLACE, NULL },
    { "JEW", PIECE_PLACE, NULL },
    { "MOS", PIECE_PLACE, NULL },
    { "MUS", PIECE_PLACE, NULL },
    { "PRO", PIECE_PLACE, NULL },
    { "SHI", PIECE_PLACE, NULL },
    { "SIK", PIECE_PLACE, NULL },
    { "SUN", PIECE_PLACE, NULL },
};

static struct text piece_at(struct text code, size_t i)
{
    size_t n = code.len - i;

    return text_of(code.ptr + i, n < 3 ? n : 3);
}

static const struct known_piece *known_at(struct text code, size_t i)
{
    static const struct known_piece other = { "", PIECE_OTHER, NULL };
    char piece[3];

    if (code.len - i < sizeof piece)
        return &other;
    for (size_t k = 0; k < sizeof piece; k++) {
        char c = code.ptr[i + k];

        piece[k] = c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
    }
    for (size_t k = 0; k < COUNT_OF(pieces); k++)
        if (memcmp(piece, pieces[k].code, sizeof piece) == 0)
            return &pieces[k];
    return &other;
}

/* Up to and with the piece that names it: the first that does more than describe. All of it where none does. */
static void organisation(struct text code, struct actor_code *out)
{
    size_t i = 3;

    while (i < code.len && known_at(code, i)->piece != PIECE_OTHER)
        i += 3;
    i = i + 3 < code.len ? i + 3 : code.len;
    out->kind = text_starts_fold(code, "IMG") ? ACTOR_CODE_GROUP : ACTOR_CODE_BODY;
    out->party = text_of(code.ptr, i);
    out->part = i < code.len;
    out->shared = !text_starts_fold(code, "IGO");
}

static void country(struct text code, struct actor_code *out)
{
    out->kind = ACTOR_CODE_STATE;
    out->party = text_of(code.ptr, 3);
    for (size_t i = 3; i < code.len; i += 3) {
        enum piece piece = known_at(code, i)->piece;

        if (piece == PIECE_OTHER || piece == PIECE_PLACE)
            continue;
        out->part = true;
        if (piece == PIECE_NOBODY) {
            out->kind = ACTOR_CODE_NOBODY;
            out->party = text_of(code.ptr, 0);
        } else if (piece != PIECE_STATE) {
            out->kind = ACTOR_CODE_GROUP;
            out->party = code;
            out->shared = true;
        }
        return;
    }
}

struct actor_code actor_code_read(struct text code)
{
    struct actor_code out = { 0 };
    size_t n = 0;

    while (n < code.len && (is_ascii_alpha(code.ptr[n]) || is_ascii_digit(code.ptr[n])))
        n++;
    code.len = n;
    if (n < 3 || !is_ascii_alpha(code.ptr[0]))
        return out;
    for (size_t i = 0; i < n; i += 3)
        out.media |= text_eq_fold(piece_at(code, i), text_c("MED"));
    switch (known_at(code, 0)->piece) {
    case PIECE_ORGANISATION:
        organisation(code, &out);
        break;
    case PIECE_OTHER:
        country(code, &out);
        break;
    default: /* a sector of no country */
        break;
    }
    return out;
}

const char *actor_code_office(struct text code, char out[ACTOR_CODE_OFFICE_MAX])
{
    size_t n = 0;

    out[0] = '\0';
    for (size_t i = 3; i < code.len && n + 40 < ACTOR_CODE_OFFICE_MAX; i += 3) {
        const struct known_piece *k = known_at(code, i);

        if (k->word)
            n += (size_t)snprintf(out + n, ACTOR_CODE_OFFICE_MAX - n, "%s%s", n ? ", " : "", k->word);
    }
    if (n == 0)
        snprintf(out, ACTOR_CODE_OFFICE_MAX, "%.*s", (int)(code.len < 48 ? code.len : 48), code.ptr);
    return out;
}

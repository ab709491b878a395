/* agency.c - the table of agencies, and the one spelling of each. See agency.h.
 *
 * A row is a name as pages write it, folded (fold.h: lower case, dotless i as i), and the
 * name that the article gets. Adding a row needs no other change; "the" before a name and marks
 * around it are taken off before it is looked up.
 *
 * What it gives up: "PA", "UNI" and "AA" are words too, so a text is an agency only as a whole. */
#include "page/name/agency.h"

#include "base/fold.h"

#define NAME_BYTES_MAX 40 /* no name is longer; folding may make one half as long again */

struct agency {
    const char *name, *usual;
};

static const struct agency wires[] = {
    { "reuters", "Reuters" },
    { "thomson reuters", "Reuters" },
    { "afp", "AFP" },
    { "agence france-presse", "AFP" },
    { "agence france presse", "AFP" },
    { "ap", "AP" },
    { "associated press", "AP" },
    { "tass", "TASS" },
    { "itar-tass", "TASS" },
    { "тасс", "TASS" },
    { "ria", "RIA Novosti" },
    { "ria novosti", "RIA Novosti" },
    { "риа новости", "RIA Novosti" },
    { "interfax", "Interfax" },
    { "интерфакс", "Interfax" },
    { "interfax-ukraine", "Interfax-Ukraine" },
    { "ukrinform", "Ukrinform" },
    { "укринформ", "Ukrinform" },
    { "укрінформ", "Ukrinform" },
    { "unian", "UNIAN" },
    { "pap", "PAP" },
    { "dpa", "dpa" },
    { "ansa", "ANSA" },
    { "efe", "EFE" },
    { "europa press", "Europa Press" },
    { "anadolu", "Anadolu" },
    { "anadolu agency", "Anadolu" },
    { "anadolu ajansi", "Anadolu" },
    { "aa", "Anadolu" },
    { "dha", "DHA" },
    { "iha", "İHA" },
    { "i\xCC\x87ha", "İHA" },
    { "xinhua", "Xinhua" },
    { "kyodo", "Kyodo" },
    { "kyodo news", "Kyodo" },
    { "jiji", "Jiji" },
    { "jiji press", "Jiji" },
    { "yonhap", "Yonhap" },
    { "yonhap news", "Yonhap" },
    { "pti", "PTI" },
    { "press trust of india", "PTI" },
    { "ani", "ANI" },
    { "ians", "IANS" },
    { "uni", "UNI" },
    { "upi", "UPI" },
    { "bloomberg", "Bloomberg" },
    { "bloomberg news", "Bloomberg" },
    { "belta", "BelTA" },
    { "azertac", "AZERTAC" },
    { "sputnik", "Sputnik" },
    { "cnn wire", "CNN Wire" },
    { "cnn newsource", "CNN Newsource" },
    { "spa", "SPA" },
    { "wam", "WAM" },
    { "qna", "QNA" },
    { "kuna", "KUNA" },
    { "mena", "MENA" },
    { "petra", "Petra" },
    { "irna", "IRNA" },
    { "isna", "ISNA" },
    { "tasnim", "Tasnim" },
    { "vna", "VNA" },
    { "bernama", "Bernama" },
    { "antara", "Antara" },
    { "aap", "AAP" },
    { "pa", "PA" },
    { "pa media", "PA" },
    { "press association", "PA" },
    { "canadian press", "The Canadian Press" },
    { "apa", "APA" },
    { "ats", "ATS" },
    { "keystone-sda", "Keystone-SDA" },
    { "belga", "Belga" },
    { "anp", "ANP" },
    { "lusa", "Lusa" },
    { "ntb", "NTB" },
    { "ritzau", "Ritzau" },
    { "mti", "MTI" },
    { "ctk", "ČTK" },
    { "čtk", "ČTK" },
    { "tasr", "TASR" },
    { "hina", "HINA" },
    { "tanjug", "Tanjug" },
    { "bta", "BTA" },
    { "agerpres", "Agerpres" },
    { "bns", "BNS" },
    { "stt", "STT" },
    { "epd", "epd" },
    { "kna", "KNA" },
    { "cna", "CNA" },
    { "afp-jiji", "AFP-Jiji" },
    { "dow jones", "Dow Jones" },
    { "rfe/rl", "RFE/RL" },
    { "tribune news service", "Tribune News Service" },
    { "dpa international", "dpa" },
    { "agencia efe", "EFE" },
};

/* Read on their own sites as much as on others': crawled text that they sign is theirs. */
static const struct agency publishers[] = {
    { "leta", "LETA" },
    { "sana", "SANA" },
    { "ilkha", "ILKHA" },
};

struct text agency_bare(struct text t)
{
    return fold_strip(t, ".,:;-|/()[]");
}

static struct text find(struct text name, const struct agency *table, size_t n)
{
    char bytes[NAME_BYTES_MAX * 3];
    struct text folded;

    name = agency_bare(name);
    if (name.len == 0 || name.len > NAME_BYTES_MAX)
        return (struct text){ 0 };
    folded = text_of(bytes, fold_into(name, bytes));
    if (text_starts(folded, "the "))
        folded = text_of(folded.ptr + 4, folded.len - 4);
    for (size_t i = 0; i < n; i++)
        if (text_is(folded, table[i].name))
            return text_c(table[i].usual);
    return (struct text){ 0 };
}

struct text agency_wire(struct text name)
{
    return find(name, wires, COUNT_OF(wires));
}

struct text agency_named(struct text name)
{
    struct text wire = agency_wire(name);

    return wire.ptr ? wire : find(name, publishers, COUNT_OF(publishers));
}

/* stamp.c - find one date in a line of a page's furniture.
 *
 *     "Ekleme: 01.09.2031 00:05:48 / World"       published, 2031-09-01T00:05:48
 *     "Updated 3:07 pm EST, May 3, 2031"          modified, 2031-05-03T15:07-05:00
 *     "15 hours ago"                              relative: unknown without a crawl date
 *
 * The line is cut into pieces (numbers, words, marks), and at each piece that may begin a date
 * the few shapes that pages use are tried. A try looks at some twenty pieces of at
 * most WORD_MAX bytes, so a line of any length is read in linear time.
 *
 * Order of day and month in "02/09/2031": a number over 12 decides; so do points between the
 * numbers (nobody writes month first with points), a weekday that fits only one reading, and a
 * stamp word of a language that always puts the day first. Else the stamp is found and its
 * date is unknown: the reader of the page may know more ("21/8" elsewhere) and ask again.
 *
 * What it gives up: dates in words of other languages, Roman months, lunar calendars, zones by
 * ambiguous letters (CST, IST) or by city: the date is read, its zone left unknown. */
#include "page/date/stamp.h"

#include "base/utf8.h"
#include "page/date/age.h"
#include "page/date/clock.h"
#include "page/date/day.h"
#include "page/date/piece.h"

/* Before a date; a blank at the end of a folded window stands for any separator. */
static const struct {
    const char *word;
    enum stamp_kind kind;
    bool day_first; /* of a language that never puts the month first */
} kinds[] = {
    { "published", STAMP_PUBLISHED, false },
    { "posted", STAMP_PUBLISHED, false },
    { "publication date", STAMP_PUBLISHED, false },
    { "issued", STAMP_PUBLISHED, false },
    { "created", STAMP_PUBLISHED, false },
    { "released", STAMP_PUBLISHED, false },
    { "first published", STAMP_PUBLISHED, false },
    { "updated", STAMP_MODIFIED, false },
    { "modified", STAMP_MODIFIED, false },
    { "last update", STAMP_MODIFIED, false },
    { "update", STAMP_MODIFIED, false },
    { "edited", STAMP_MODIFIED, false },
    { "ekleme", STAMP_PUBLISHED, true },
    { "eklenme", STAMP_PUBLISHED, true },
    { "yayinlanma", STAMP_PUBLISHED, true },
    { "yayinlandi", STAMP_PUBLISHED, true },
    { "yayin tarihi", STAMP_PUBLISHED, true },
    { "yayinlama", STAMP_PUBLISHED, true },
    { "giriş tarihi", STAMP_PUBLISHED, true },
    { "giriş", STAMP_PUBLISHED, true },
    { "oluşturulma", STAMP_PUBLISHED, true },
    { "haber tarihi", STAMP_PUBLISHED, true },
    { "güncelleme", STAMP_MODIFIED, true },
    { "güncellenme", STAMP_MODIFIED, true },
    { "güncellendi", STAMP_MODIFIED, true },
    { "опубликовано", STAMP_PUBLISHED, true },
    { "опубликован", STAMP_PUBLISHED, true },
    { "дата публикации", STAMP_PUBLISHED, true },
    { "обновлено", STAMP_MODIFIED, true },
    { "обновлён", STAMP_MODIFIED, true },
    { "изменено", STAMP_MODIFIED, true },
    { "опубліковано", STAMP_PUBLISHED, true },
    { "дата публікації", STAMP_PUBLISHED, true },
    { "оновлено", STAMP_MODIFIED, true },
    { "opublikowano", STAMP_PUBLISHED, true },
    { "opublikowany", STAMP_PUBLISHED, true },
    { "data publikacji", STAMP_PUBLISHED, true },
    { "publikacja", STAMP_PUBLISHED, true },
    { "dodano", STAMP_PUBLISHED, true },
    { "utworzono", STAMP_PUBLISHED, true },
    { "aktualizacja", STAMP_MODIFIED, true },
    { "zaktualizowano", STAMP_MODIFIED, true },
    { "aktualizowano", STAMP_MODIFIED, true },
    { "veröffentlicht", STAMP_PUBLISHED, true },
    { "erstellt", STAMP_PUBLISHED, true },
    { "erschienen", STAMP_PUBLISHED, true },
    { "aktualisiert", STAMP_MODIFIED, true },
    { "aktualisierung", STAMP_MODIFIED, true },
    { "stand", STAMP_MODIFIED, true },
    { "publié", STAMP_PUBLISHED, true },
    { "publiée", STAMP_PUBLISHED, true },
    { "publication", STAMP_PUBLISHED, false },
    { "mis à jour", STAMP_MODIFIED, true },
    { "mise à jour", STAMP_MODIFIED, true },
    { "modifié", STAMP_MODIFIED, true },
    { "actualisé", STAMP_MODIFIED, true },
    { "publicado", STAMP_PUBLISHED, true },
    { "publicada", STAMP_PUBLISHED, true },
    { "creado", STAMP_PUBLISHED, true },
    { "actualizado", STAMP_MODIFIED, true },
    { "actualizada", STAMP_MODIFIED, true },
    { "atualizado", STAMP_MODIFIED, true },
    { "atualizada", STAMP_MODIFIED, true },
    { "modificado", STAMP_MODIFIED, true },
    { "pubblicato", STAMP_PUBLISHED, true },
    { "pubblicata", STAMP_PUBLISHED, true },
    { "aggiornato", STAMP_MODIFIED, true },
    { "aggiornata", STAMP_MODIFIED, true },
    { "aggiornamento", STAMP_MODIFIED, true },
    { "đăng", STAMP_PUBLISHED, true },
    { "đăng lúc", STAMP_PUBLISHED, true },
    { "xuất bản", STAMP_PUBLISHED, true },
    { "cập nhật", STAMP_MODIFIED, true },
    { "gepubliceerd", STAMP_PUBLISHED, true },
    { "bijgewerkt", STAMP_MODIFIED, true },
    { "publicerad", STAMP_PUBLISHED, true },
    { "uppdaterad", STAMP_MODIFIED, true },
    { "نشر", STAMP_PUBLISHED, true },
    { "تاريخ النشر", STAMP_PUBLISHED, true },
    { "نشرت", STAMP_PUBLISHED, true },
    { "posted on", STAMP_PUBLISHED, false },
    { "last edited", STAMP_MODIFIED, false },
    { "first posted", STAMP_PUBLISHED, false },
    { "revised", STAMP_MODIFIED, false },
    { "changed", STAMP_MODIFIED, false },
    { "written", STAMP_PUBLISHED, false },
    { "uploaded", STAMP_PUBLISHED, false },
    { "geplaatst", STAMP_PUBLISHED, true },
    { "aangemaakt", STAMP_PUBLISHED, true },
    { "laatste update", STAMP_MODIFIED, true },
    { "gewijzigd", STAMP_MODIFIED, true },
    { "publicat", STAMP_PUBLISHED, true },
    { "publicada el", STAMP_PUBLISHED, true },
    { "actualitzat", STAMP_MODIFIED, true },
    { "data publicării", STAMP_PUBLISHED, true },
    { "actualizat", STAMP_MODIFIED, true },
    { "publikováno", STAMP_PUBLISHED, true },
    { "zveřejněno", STAMP_PUBLISHED, true },
    { "vydáno", STAMP_PUBLISHED, true },
    { "vytvořeno", STAMP_PUBLISHED, true },
    { "aktualizováno", STAMP_MODIFIED, true },
    { "upraveno", STAMP_MODIFIED, true },
    { "publikované", STAMP_PUBLISHED, true },
    { "zverejnené", STAMP_PUBLISHED, true },
    { "aktualizované", STAMP_MODIFIED, true },
    { "terbit", STAMP_PUBLISHED, true },
    { "diterbitkan", STAMP_PUBLISHED, true },
    { "dipublikasikan", STAMP_PUBLISHED, true },
    { "tayang", STAMP_PUBLISHED, true },
    { "diperbarui", STAMP_MODIFIED, true },
    { "δημοσιεύτηκε", STAMP_PUBLISHED, true },
    { "δημοσιεύθηκε", STAMP_PUBLISHED, true },
    { "δημοσίευση", STAMP_PUBLISHED, true },
    { "ημερομηνία δημοσίευσης", STAMP_PUBLISHED, true },
    { "αναρτήθηκε", STAMP_PUBLISHED, true },
    { "ενημερώθηκε", STAMP_MODIFIED, true },
    { "τελευταία ενημέρωση", STAMP_MODIFIED, true },
    { "publicerat", STAMP_PUBLISHED, true },
    { "publisert", STAMP_PUBLISHED, true },
    { "udgivet", STAMP_PUBLISHED, true },
    { "offentliggjort", STAMP_PUBLISHED, true },
    { "oppdatert", STAMP_MODIFIED, true },
    { "opdateret", STAMP_MODIFIED, true },
    { "uppdaterat", STAMP_MODIFIED, true },
    { "julkaistu", STAMP_PUBLISHED, true },
    { "päivitetty", STAMP_MODIFIED, true },
    { "közzétéve", STAMP_PUBLISHED, true },
    { "megjelent", STAMP_PUBLISHED, true },
    { "létrehozva", STAMP_PUBLISHED, true },
    { "frissítve", STAMP_MODIFIED, true },
    { "módosítva", STAMP_MODIFIED, true },
    { "objavljeno", STAMP_PUBLISHED, true },
    { "objavljen", STAMP_PUBLISHED, true },
    { "objava", STAMP_PUBLISHED, true },
    { "ažurirano", STAMP_MODIFIED, true },
    { "azurirano", STAMP_MODIFIED, true },
    { "објављено", STAMP_PUBLISHED, true },
    { "ажурирано", STAMP_MODIFIED, true },
    { "публикувано", STAMP_PUBLISHED, true },
    { "публикувана", STAMP_PUBLISHED, true },
    { "обновена", STAMP_MODIFIED, true },
    { "обновено", STAMP_MODIFIED, true },
    { "создано", STAMP_PUBLISHED, true },
    { "добавлено", STAMP_PUBLISHED, true },
    { "размещено", STAMP_PUBLISHED, true },
    { "обновлена", STAMP_MODIFIED, true },
    { "створено", STAMP_PUBLISHED, true },
    { "додано", STAMP_PUBLISHED, true },
    { "змінено", STAMP_MODIFIED, true },
    { "发布时间", STAMP_PUBLISHED, true },
    { "发布于", STAMP_PUBLISHED, true },
    { "发表于", STAMP_PUBLISHED, true },
    { "發布時間", STAMP_PUBLISHED, true },
    { "發佈", STAMP_PUBLISHED, true },
    { "公開", STAMP_PUBLISHED, true },
    { "公開日", STAMP_PUBLISHED, true },
    { "投稿日", STAMP_PUBLISHED, true },
    { "掲載", STAMP_PUBLISHED, true },
    { "入力", STAMP_PUBLISHED, true },
    { "更新", STAMP_MODIFIED, true },
    { "更新日", STAMP_MODIFIED, true },
    { "更新时间", STAMP_MODIFIED, true },
    { "最終更新", STAMP_MODIFIED, true },
    { "입력", STAMP_PUBLISHED, true },
    { "등록", STAMP_PUBLISHED, true },
    { "게시", STAMP_PUBLISHED, true },
    { "승인", STAMP_PUBLISHED, true },
    { "수정", STAMP_MODIFIED, true },
    { "업데이트", STAMP_MODIFIED, true },
    { "تاریخ انتشار", STAMP_PUBLISHED, true },
    { "انتشار", STAMP_PUBLISHED, true },
    { "نُشر", STAMP_PUBLISHED, true },
    { "تم النشر", STAMP_PUBLISHED, true },
    { "حُدث", STAMP_MODIFIED, true },
    { "פורסם", STAMP_PUBLISHED, true },
    { "עודכן", STAMP_MODIFIED, true },
    { "gepostet", STAMP_PUBLISHED, true },
    { "eingestellt", STAMP_PUBLISHED, true },
    { "letzte änderung", STAMP_MODIFIED, true },
    { "geändert", STAMP_MODIFIED, true },
    { "zuletzt aktualisiert", STAMP_MODIFIED, true },
    { "artikel wurde am", STAMP_PUBLISHED, true },
    { "online seit", STAMP_PUBLISHED, true },
    { "fecha de publicación", STAMP_PUBLISHED, true },
    { "fecha", STAMP_PUBLISHED, true },
    { "última actualización", STAMP_MODIFIED, true },
    { "data de publicação", STAMP_PUBLISHED, true },
    { "postado", STAMP_PUBLISHED, true },
    { "postada", STAMP_PUBLISHED, true },
    { "última atualização", STAMP_MODIFIED, true },
    { "notizia del", STAMP_PUBLISHED, true },
    { "inserito", STAMP_PUBLISHED, true },
    { "inserita", STAMP_PUBLISHED, true },
    { "scritto", STAMP_PUBLISHED, true },
    { "ultimo aggiornamento", STAMP_MODIFIED, true },
    { "ultima modifica", STAMP_MODIFIED, true },
    { "posté", STAMP_PUBLISHED, true },
    { "mis en ligne", STAMP_PUBLISHED, true },
    { "mise en ligne", STAMP_PUBLISHED, true },
    { "paru", STAMP_PUBLISHED, true },
    { "créé", STAMP_PUBLISHED, true },
    { "dernière modification", STAMP_MODIFIED, true },
    { "yayim", STAMP_PUBLISHED, true },
    { "yayimlanma", STAMP_PUBLISHED, true },
    { "yayinlanma tarihi", STAMP_PUBLISHED, true },
    { "son güncelleme", STAMP_MODIFIED, true },
    { "eklenme tarihi", STAMP_PUBLISHED, true },
    { "haber giriş", STAMP_PUBLISHED, true },
    { "data dodania", STAMP_PUBLISHED, true },
    { "data utworzenia", STAMP_PUBLISHED, true },
    { "ostatnia aktualizacja", STAMP_MODIFIED, true },
    { "ngày đăng", STAMP_PUBLISHED, true },
    { "آخر تحديث", STAMP_MODIFIED, true },
    { "تحديث", STAMP_MODIFIED, true },
};

/* What kind of stamp: the last known word in the 80 bytes before it. */
static enum stamp_kind kind_before(struct text line, size_t from, size_t at, bool *day_first)
{
    char window[3 * 80 + 8];
    size_t n = 0, best = 0, best_end = 0;
    size_t begin = at - from > 80 ? at - 80 : from;
    enum stamp_kind kind = STAMP_PLAIN;

    while (begin < at && ((unsigned char)line.ptr[begin] & 0xC0) == 0x80)
        begin++;
    for (unsigned size; begin < at; begin += size) {
        uint32_t c = utf8_at(line, begin, &size);

        n += utf8_put(point_is_space(c) ? ' ' : piece_fold(c), window + n);
    }
    *day_first = false;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        struct text word = text_c(kinds[i].word), in = text_of(window, n);

        for (size_t hit = 0; (hit = text_find(in, word, hit)) != NOWHERE; hit++) {
            size_t end = hit + word.len;
            unsigned size;

            /* whole words: "stand", not "standoff" */
            if (hit > 0) {
                size_t back = hit - 1;

                while (back > 0 && ((unsigned char)window[back] & 0xC0) == 0x80)
                    back--;
                if (point_is_letter(utf8_at(in, back, &size)))
                    continue;
            }
            if (end < n && point_is_letter(utf8_at(in, end, &size)))
                continue;
            if (end > best_end || (end == best_end && word.len > best)) {
                best = word.len;
                best_end = end;
                kind = kinds[i].kind;
                *day_first = kinds[i].day_first;
            }
        }
    }
    return kind;
}

static struct date at_clock(struct date day, struct date clock)
{
    if (date_known(day) && clock.precision > PRECISION_DAY) {
        day.hour = clock.hour;
        day.minute = clock.minute;
        day.second = clock.second;
        day.zone = clock.zone;
        day.precision = clock.precision;
    }
    return day;
}

static bool stamp_at(struct text line, size_t from, size_t at, struct date fetched, struct stamp *out)
{
    struct place s = place_at(line, at), t = s;
    struct reading r;
    struct date clock = { .zone = DATE_NO_ZONE };
    bool day_first, clock_first = false;
    enum stamp_kind kind;

    if (age_read(&t, fetched, out)) {
        out->words = (struct span){ (uint32_t)at, (uint32_t)t.end };
        return true;
    }
    t = s;
    if (!day_read(&t, &r)) {
        t = s;
        if (!clock_read_before(&t, &clock) || !day_read(&t, &r))
            return false;
        clock_first = true;
    }
    kind = kind_before(line, from, at, &day_first);
    if (r.yearless) {
        struct date probe = date_day(2000, 1, 1);
        struct place u = t;
        int none = -1;

        /* without a year it is no more than a place where a date stands, and only if it looks like
         * a stamp: with a time, or after "Published" */
        clock_read_after(&u, &probe, &none);
        if (probe.precision == PRECISION_DAY && !clock_first && kind == STAMP_PLAIN)
            return false;
        t = u;
        r.date = (struct date){ .zone = DATE_NO_ZONE };
    } else {
        if (!clock_first) {
            clock = date_day(2000, 1, 1);
            clock_read_after(&t, &clock, &r.weekday);
        }
        day_settle(&r, day_first); /* a weekday may stand behind */
        if (date_known(r.date)) {
            r.date = at_clock(r.date, clock);
        } else {
            out->day_first = at_clock(date_day(r.year, r.second, r.first), clock);
            out->month_first = at_clock(date_day(r.year, r.first, r.second), clock);
        }
    }
    out->kind = kind;
    out->date = r.date;
    out->day_first_proven = r.day_first_proven;
    out->month_first_proven = r.month_first_proven;
    out->words = (struct span){ (uint32_t)at, (uint32_t)t.end };
    return true;
}

bool stamp_find(struct text line, size_t from, struct date fetched, struct stamp *out)
{
    size_t at = from;
    bool after_number = false; /* the piece before was a number, or a mark glued to one */

    while (at < line.len) {
        struct piece p = piece_next(line, at);
        bool may;

        if (p.type == PIECE_END)
            return false;
        /* A number after "12." or "/" goes on with something that has been tried already. */
        may = p.type == PIECE_NUMBER ? p.digits <= 4 && (p.space_before || !after_number) : p.word[0] != '\0';
        if (p.type == PIECE_WORD && !p.space_before && after_number)
            may = false;
        if (p.type != PIECE_MARK && may) {
            struct stamp got = { 0 };

            if (stamp_at(line, from, p.begin, fetched, &got)) {
                *out = got;
                return true;
            }
        }
        if (p.type == PIECE_NUMBER)
            after_number = true;
        else if (p.type == PIECE_WORD)
            after_number = !p.ideograph;
        else
            after_number = (p.mark == '.' || p.mark == '/' || p.mark == '-') ? after_number && !p.space_before : false;
        /* the first piece of the line may follow a slash: the path of an address */
        if (p.type == PIECE_MARK && p.mark == '/' && !p.space_before && p.begin > 0)
            after_number = true;
        at = p.end;
    }
    return false;
}

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
#include "page/stamp.h"

#include "base/utf8.h"

#define WORD_MAX 48

struct entry {
    const char *word; /* folded: lower case, dotless i as i */
    int value;
};

enum unit { UNIT_SECOND, UNIT_MINUTE, UNIT_HOUR, UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR };

/* Each table is sorted by bytes for bsearch; the unit test looks up every language. */
static const struct entry months[] = {
    { "abr", 4 }, { "abril", 4 }, { "ago", 8 }, { "agosto", 8 }, { "aoû", 8 }, { "août", 8 },
    { "apr", 4 }, { "april", 4 }, { "aprile", 4 }, { "ara", 12 }, { "aralik", 12 }, { "aug", 8 },
    { "august", 8 }, { "avr", 4 }, { "avril", 4 }, { "ağu", 8 }, { "ağustos", 8 }, { "cze", 6 },
    { "czerwca", 6 }, { "czerwiec", 6 }, { "dec", 12 }, { "december", 12 }, { "dez", 12 },
    { "dezember", 12 }, { "dezembro", 12 }, { "dic", 12 }, { "dicembre", 12 }, { "diciembre", 12 },
    { "déc", 12 }, { "décembre", 12 }, { "eki", 10 }, { "ekim", 10 }, { "ene", 1 }, { "enero", 1 },
    { "eyl", 9 }, { "eylül", 9 }, { "feb", 2 }, { "febbraio", 2 }, { "febr", 2 }, { "febrero", 2 },
    { "februar", 2 }, { "february", 2 }, { "fev", 2 }, { "fevereiro", 2 }, { "fév", 2 },
    { "févr", 2 }, { "février", 2 }, { "gen", 1 }, { "gennaio", 1 }, { "giu", 6 }, { "giugno", 6 },
    { "gru", 12 }, { "grudnia", 12 }, { "grudzień", 12 }, { "haz", 6 }, { "haziran", 6 },
    { "jan", 1 }, { "janeiro", 1 }, { "januar", 1 }, { "january", 1 }, { "janv", 1 },
    { "janvier", 1 }, { "juil", 7 }, { "juillet", 7 }, { "juin", 6 }, { "jul", 7 }, { "julho", 7 },
    { "juli", 7 }, { "julio", 7 }, { "july", 7 }, { "jun", 6 }, { "june", 6 }, { "junho", 6 },
    { "juni", 6 }, { "junio", 6 }, { "jänner", 1 }, { "kas", 11 }, { "kasim", 11 }, { "kwi", 4 },
    { "kwiecień", 4 }, { "kwietnia", 4 }, { "lip", 7 }, { "lipca", 7 }, { "lipiec", 7 },
    { "lis", 11 }, { "listopad", 11 }, { "listopada", 11 }, { "lug", 7 }, { "luglio", 7 },
    { "lut", 2 }, { "lutego", 2 }, { "luty", 2 }, { "mag", 5 }, { "maggio", 5 }, { "mai", 5 },
    { "maio", 5 }, { "maj", 5 }, { "maja", 5 }, { "mar", 3 }, { "marca", 3 }, { "march", 3 },
    { "mars", 3 }, { "mart", 3 }, { "marzec", 3 }, { "marzo", 3 }, { "março", 3 }, { "may", 5 },
    { "mayis", 5 }, { "mayo", 5 }, { "mrz", 3 }, { "mär", 3 }, { "märz", 3 }, { "nis", 4 },
    { "nisan", 4 }, { "nov", 11 }, { "november", 11 }, { "novembre", 11 }, { "novembro", 11 },
    { "noviembre", 11 }, { "oca", 1 }, { "ocak", 1 }, { "oct", 10 }, { "october", 10 },
    { "octobre", 10 }, { "octubre", 10 }, { "okt", 10 }, { "oktober", 10 }, { "ott", 10 },
    { "ottobre", 10 }, { "out", 10 }, { "outubro", 10 }, { "paź", 10 }, { "październik", 10 },
    { "października", 10 }, { "sep", 9 }, { "sept", 9 }, { "september", 9 }, { "septembre", 9 },
    { "septiembre", 9 }, { "set", 9 }, { "setembro", 9 }, { "sett", 9 }, { "settembre", 9 },
    { "sie", 8 }, { "sierpień", 8 }, { "sierpnia", 8 }, { "sty", 1 }, { "styczeń", 1 },
    { "stycznia", 1 }, { "tem", 7 }, { "temmuz", 7 }, { "wrz", 9 }, { "wrzesień", 9 },
    { "września", 9 }, { "şub", 2 }, { "şubat", 2 }, { "авг", 8 }, { "август", 8 },
    { "августа", 8 }, { "апр", 4 }, { "апрель", 4 }, { "апреля", 4 }, { "бер", 3 },
    { "березень", 3 }, { "березня", 3 }, { "вер", 9 }, { "вересень", 9 }, { "вересня", 9 },
    { "груд", 12 }, { "грудень", 12 }, { "грудня", 12 }, { "дек", 12 }, { "декабрь", 12 },
    { "декабря", 12 }, { "жовт", 10 }, { "жовтень", 10 }, { "жовтня", 10 }, { "июл", 7 },
    { "июль", 7 }, { "июля", 7 }, { "июн", 6 }, { "июнь", 6 }, { "июня", 6 }, { "квіт", 4 },
    { "квітень", 4 }, { "квітня", 4 }, { "лип", 7 }, { "липень", 7 }, { "липня", 7 },
    { "лист", 11 }, { "листопад", 11 }, { "листопада", 11 }, { "лют", 2 }, { "лютий", 2 },
    { "лютого", 2 }, { "май", 5 }, { "мар", 3 }, { "март", 3 }, { "марта", 3 }, { "мая", 5 },
    { "ноя", 11 }, { "нояб", 11 }, { "ноябрь", 11 }, { "ноября", 11 }, { "окт", 10 },
    { "октябрь", 10 }, { "октября", 10 }, { "сен", 9 }, { "сент", 9 }, { "сентябрь", 9 },
    { "сентября", 9 }, { "серп", 8 }, { "серпень", 8 }, { "серпня", 8 }, { "січ", 1 },
    { "січень", 1 }, { "січня", 1 }, { "трав", 5 }, { "травень", 5 }, { "травня", 5 }, { "фев", 2 },
    { "февраль", 2 }, { "февраля", 2 }, { "черв", 6 }, { "червень", 6 }, { "червня", 6 },
    { "янв", 1 }, { "январь", 1 }, { "января", 1 }, { "آب", 8 }, { "آذار", 3 }, { "أبريل", 4 },
    { "أغسطس", 8 }, { "أكتوبر", 10 }, { "أيار", 5 }, { "أيلول", 9 }, { "ابريل", 4 }, { "اغسطس", 8 },
    { "اكتوبر", 10 }, { "تموز", 7 }, { "حزيران", 6 }, { "ديسمبر", 12 }, { "سبتمبر", 9 },
    { "شباط", 2 }, { "فبراير", 2 }, { "مارس", 3 }, { "مايو", 5 }, { "نوفمبر", 11 }, { "نيسان", 4 },
    { "يناير", 1 }, { "يوليو", 7 }, { "يونيو", 6 },
};

static const struct entry weekdays[] = {
    { "cuma", 4 }, { "cumartesi", 5 }, { "czwartek", 3 }, { "di", 1 }, { "dienstag", 1 },
    { "dim", 6 }, { "dimanche", 6 }, { "do", 3 }, { "dom", 6 }, { "domenica", 6 }, { "domingo", 6 },
    { "donnerstag", 3 }, { "fr", 4 }, { "freitag", 4 }, { "fri", 4 }, { "friday", 4 },
    { "giovedì", 3 }, { "jeu", 3 }, { "jeudi", 3 }, { "jue", 3 }, { "jueves", 3 }, { "lun", 0 },
    { "lundi", 0 }, { "lunedì", 0 }, { "lunes", 0 }, { "mardi", 1 }, { "martedì", 1 },
    { "martes", 1 }, { "mer", 2 }, { "mercoledì", 2 }, { "mercredi", 2 }, { "mi", 2 },
    { "mittwoch", 2 }, { "mié", 2 }, { "miércoles", 2 }, { "mo", 0 }, { "mon", 0 }, { "monday", 0 },
    { "montag", 0 }, { "niedziela", 6 }, { "pazar", 6 }, { "pazartesi", 0 }, { "perşembe", 3 },
    { "piątek", 4 }, { "poniedziałek", 0 }, { "quarta", 2 }, { "quinta", 3 }, { "sa", 5 },
    { "sabato", 5 }, { "sali", 1 }, { "sam", 5 }, { "samedi", 5 }, { "samstag", 5 }, { "sat", 5 },
    { "saturday", 5 }, { "segunda", 0 }, { "sexta", 4 }, { "so", 6 }, { "sobota", 5 },
    { "sonntag", 6 }, { "sun", 6 }, { "sunday", 6 }, { "sáb", 5 }, { "sábado", 5 }, { "terça", 1 },
    { "thu", 3 }, { "thur", 3 }, { "thurs", 3 }, { "thursday", 3 }, { "tue", 1 }, { "tues", 1 },
    { "tuesday", 1 }, { "ven", 4 }, { "vendredi", 4 }, { "venerdì", 4 }, { "vie", 4 },
    { "viernes", 4 }, { "wed", 2 }, { "wednesday", 2 }, { "wtorek", 1 }, { "çarşamba", 2 },
    { "środa", 2 }, { "воскресенье", 6 }, { "вс", 6 }, { "вт", 1 }, { "вторник", 1 },
    { "вівторок", 1 }, { "нд", 6 }, { "неділя", 6 }, { "пʼятниця", 4 }, { "пн", 0 },
    { "понедельник", 0 }, { "понеділок", 0 }, { "пт", 4 }, { "пятница", 4 }, { "сб", 5 },
    { "середа", 2 }, { "ср", 2 }, { "среда", 2 }, { "суббота", 5 }, { "субота", 5 },
    { "четвер", 3 }, { "четверг", 3 }, { "чт", 3 }, { "الأحد", 6 }, { "الأربعاء", 2 },
    { "الاثنين", 0 }, { "الثلاثاء", 1 }, { "الجمعة", 4 }, { "الخميس", 3 }, { "السبت", 5 },
};

static const struct entry units[] = {
    { "an", UNIT_YEAR }, { "anni", UNIT_YEAR }, { "anno", UNIT_YEAR }, { "ano", UNIT_YEAR },
    { "anos", UNIT_YEAR }, { "ans", UNIT_YEAR }, { "ay", UNIT_MONTH }, { "año", UNIT_YEAR },
    { "años", UNIT_YEAR }, { "d", UNIT_DAY }, { "dakika", UNIT_MINUTE }, { "day", UNIT_DAY },
    { "days", UNIT_DAY }, { "dia", UNIT_DAY }, { "dias", UNIT_DAY }, { "dk", UNIT_MINUTE },
    { "dni", UNIT_DAY }, { "dzień", UNIT_DAY }, { "día", UNIT_DAY }, { "días", UNIT_DAY },
    { "giorni", UNIT_DAY }, { "giorno", UNIT_DAY }, { "giây", UNIT_SECOND }, { "giờ", UNIT_HOUR },
    { "godzin", UNIT_HOUR }, { "godziny", UNIT_HOUR }, { "godzinę", UNIT_HOUR },
    { "gün", UNIT_DAY }, { "h", UNIT_HOUR }, { "hafta", UNIT_WEEK }, { "heure", UNIT_HOUR },
    { "heures", UNIT_HOUR }, { "hora", UNIT_HOUR }, { "horas", UNIT_HOUR }, { "hour", UNIT_HOUR },
    { "hours", UNIT_HOUR }, { "hr", UNIT_HOUR }, { "hrs", UNIT_HOUR }, { "jahr", UNIT_YEAR },
    { "jahre", UNIT_YEAR }, { "jahren", UNIT_YEAR }, { "jour", UNIT_DAY }, { "jours", UNIT_DAY },
    { "lat", UNIT_YEAR }, { "lata", UNIT_YEAR }, { "mes", UNIT_MONTH }, { "mese", UNIT_MONTH },
    { "meses", UNIT_MONTH }, { "mesi", UNIT_MONTH }, { "miesiąc", UNIT_MONTH },
    { "miesiące", UNIT_MONTH }, { "miesięcy", UNIT_MONTH }, { "min", UNIT_MINUTE },
    { "mins", UNIT_MINUTE }, { "minut", UNIT_MINUTE }, { "minute", UNIT_MINUTE },
    { "minuten", UNIT_MINUTE }, { "minutes", UNIT_MINUTE }, { "minuti", UNIT_MINUTE },
    { "minuto", UNIT_MINUTE }, { "minutos", UNIT_MINUTE }, { "minuty", UNIT_MINUTE },
    { "minutę", UNIT_MINUTE }, { "mo", UNIT_MONTH }, { "mois", UNIT_MONTH },
    { "monat", UNIT_MONTH }, { "monate", UNIT_MONTH }, { "monaten", UNIT_MONTH },
    { "month", UNIT_MONTH }, { "months", UNIT_MONTH }, { "mês", UNIT_MONTH }, { "ngày", UNIT_DAY },
    { "năm", UNIT_YEAR }, { "ora", UNIT_HOUR }, { "ore", UNIT_HOUR }, { "phút", UNIT_MINUTE },
    { "rok", UNIT_YEAR }, { "s", UNIT_SECOND }, { "saat", UNIT_HOUR }, { "saniye", UNIT_SECOND },
    { "sec", UNIT_SECOND }, { "second", UNIT_SECOND }, { "seconde", UNIT_SECOND },
    { "secondes", UNIT_SECOND }, { "secondi", UNIT_SECOND }, { "seconds", UNIT_SECOND },
    { "secs", UNIT_SECOND }, { "segundo", UNIT_SECOND }, { "segundos", UNIT_SECOND },
    { "sekund", UNIT_SECOND }, { "sekunde", UNIT_SECOND }, { "sekunden", UNIT_SECOND },
    { "sekundy", UNIT_SECOND }, { "semaine", UNIT_WEEK }, { "semaines", UNIT_WEEK },
    { "semana", UNIT_WEEK }, { "semanas", UNIT_WEEK }, { "sene", UNIT_YEAR },
    { "settimana", UNIT_WEEK }, { "settimane", UNIT_WEEK }, { "std", UNIT_HOUR },
    { "stunde", UNIT_HOUR }, { "stunden", UNIT_HOUR }, { "tag", UNIT_DAY }, { "tage", UNIT_DAY },
    { "tagen", UNIT_DAY }, { "tháng", UNIT_MONTH }, { "tiếng", UNIT_HOUR }, { "tuần", UNIT_WEEK },
    { "tydzień", UNIT_WEEK }, { "tygodni", UNIT_WEEK }, { "tygodnie", UNIT_WEEK },
    { "w", UNIT_WEEK }, { "week", UNIT_WEEK }, { "weeks", UNIT_WEEK }, { "wk", UNIT_WEEK },
    { "wks", UNIT_WEEK }, { "woche", UNIT_WEEK }, { "wochen", UNIT_WEEK }, { "y", UNIT_YEAR },
    { "year", UNIT_YEAR }, { "years", UNIT_YEAR }, { "yil", UNIT_YEAR }, { "yr", UNIT_YEAR },
    { "yrs", UNIT_YEAR }, { "год", UNIT_YEAR }, { "года", UNIT_YEAR }, { "годин", UNIT_HOUR },
    { "години", UNIT_HOUR }, { "годину", UNIT_HOUR }, { "день", UNIT_DAY }, { "дней", UNIT_DAY },
    { "дня", UNIT_DAY }, { "дні", UNIT_DAY }, { "днів", UNIT_DAY }, { "лет", UNIT_YEAR },
    { "месяц", UNIT_MONTH }, { "месяца", UNIT_MONTH }, { "месяцев", UNIT_MONTH },
    { "мин", UNIT_MINUTE }, { "минут", UNIT_MINUTE }, { "минута", UNIT_MINUTE },
    { "минуту", UNIT_MINUTE }, { "минуты", UNIT_MINUTE }, { "місяць", UNIT_MONTH },
    { "місяці", UNIT_MONTH }, { "місяців", UNIT_MONTH }, { "недели", UNIT_WEEK },
    { "недель", UNIT_WEEK }, { "неделю", UNIT_WEEK }, { "неделя", UNIT_WEEK },
    { "роки", UNIT_YEAR }, { "років", UNIT_YEAR }, { "рік", UNIT_YEAR }, { "секунд", UNIT_SECOND },
    { "секунди", UNIT_SECOND }, { "секунду", UNIT_SECOND }, { "секунды", UNIT_SECOND },
    { "тиждень", UNIT_WEEK }, { "тижні", UNIT_WEEK }, { "тижнів", UNIT_WEEK },
    { "хв", UNIT_MINUTE }, { "хвилин", UNIT_MINUTE }, { "хвилини", UNIT_MINUTE },
    { "хвилину", UNIT_MINUTE }, { "час", UNIT_HOUR }, { "часа", UNIT_HOUR }, { "часов", UNIT_HOUR },
    { "أسابيع", UNIT_WEEK }, { "أسبوع", UNIT_WEEK }, { "أشهر", UNIT_MONTH }, { "أيام", UNIT_DAY },
    { "ثانية", UNIT_SECOND }, { "ثوان", UNIT_SECOND }, { "دقائق", UNIT_MINUTE },
    { "دقيقة", UNIT_MINUTE }, { "ساعات", UNIT_HOUR }, { "ساعة", UNIT_HOUR }, { "سنة", UNIT_YEAR },
    { "سنوات", UNIT_YEAR }, { "شهر", UNIT_MONTH }, { "يوم", UNIT_DAY },
};

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
    { "آخر تحديث", STAMP_MODIFIED, true },
    { "تحديث", STAMP_MODIFIED, true },
};

/* Letters that mean one zone only; others are read over. */
static const struct entry zones[] = {
    { "z", 0 },     { "gmt", 0 },    { "utc", 0 },     { "wet", 0 },     { "est", -300 }, { "edt", -240 },
    { "cdt", -300 }, { "mst", -420 }, { "mdt", -360 },  { "pst", -480 },  { "pdt", -420 }, { "cet", 60 },
    { "cest", 120 }, { "bst", 60 },   { "eet", 120 },   { "eest", 180 },  { "msk", 180 },  { "мск", 180 },
    { "trt", 180 },  { "jst", 540 },  { "kst", 540 },   { "hkt", 480 },   { "sgt", 480 },  { "pkt", 300 },
    { "wib", 420 },  { "aest", 600 }, { "aedt", 660 },  { "mez", 60 },    { "mesz", 120 },
};
static const char loose_zones[] = "cst ist et pt ct mt local";

static const char at_words[] = "at um à a alle às as las la le o on w в о об lúc saat godz godzina klo kl ore ora от "
                               "vào i e y u den dem dnia alas";
static const char month_joints[] = "de del of di";
static const char year_joints[] = "de del of năm del";
static const char after_year[] = "г год года р рік року r roku yılı yili";
static const char ago_words[] = "ago önce evvel назад тому temu fa trước atrás";
static const char before_words[] = "vor hace há منذ قبل";
static const char one_words[] = "a an one ein eine einem einer un una une uno um uma bir один одну jeden jedną";
static const char today_words[] = "today bugün bugun сегодня сьогодні dziś dzisiaj heute hoy hoje oggi";
static const char yesterday_words[] = "yesterday dün вчера вчора wczoraj gestern hier ayer ontem ieri";
static const char clock_words[] = "uhr giờ h godz hrs hours";
static const char ordinals[] = "st nd rd th er º ª";

enum piece_type { PIECE_END, PIECE_NUMBER, PIECE_WORD, PIECE_MARK };

struct piece {
    enum piece_type type;
    bool space_before;
    bool ideograph; /* a word whose letters stand for themselves: 年 */
    int value;      /* of a number; -1: more digits than any date has */
    int digits;
    uint32_t mark;
    size_t begin, end;
    char word[WORD_MAX + 5]; /* folded; "" when too long to be known */
};

static int digit_value(uint32_t point)
{
    static const uint32_t zeros[] = { '0', 0x660, 0x6F0, 0x966, 0x9E6, 0xFF10 };

    for (size_t i = 0; i < COUNT_OF(zeros); i++)
        if (point >= zeros[i] && point <= zeros[i] + 9)
            return (int)(point - zeros[i]);
    return -1;
}

static bool is_ideograph(uint32_t point)
{
    return point >= 0x4E00 && point <= 0x9FFF;
}

static uint32_t fold(uint32_t point)
{
    if (point < 0x80)
        return point_lower(point);
    return point == 0x131 ? 'i' : point_lower(point);
}

/* The piece at or after `at`. A run longer than WORD_MAX bytes is cut: what is left of it
 * is a piece of its own, which is no word either. */
static struct piece piece_next(struct text line, size_t at)
{
    struct piece p = { .type = PIECE_END };
    unsigned size;
    uint32_t c = 0;
    size_t n = 0;

    for (; at < line.len; at += size) {
        c = utf8_at(line, at, &size);
        if (!point_is_space(c))
            break;
        p.space_before = true;
    }
    p.begin = p.end = at;
    if (at >= line.len)
        return p;
    p.end = at + size;
    if (digit_value(c) >= 0) {
        p.type = PIECE_NUMBER;
        while (at < line.len && at - p.begin < WORD_MAX) {
            int d = digit_value(utf8_at(line, at, &size));

            if (d < 0)
                break;
            p.value = p.digits < 8 ? p.value * 10 + d : -1;
            p.digits++;
            p.end = at += size;
        }
        return p;
    }
    if (!point_is_letter(c)) {
        p.type = PIECE_MARK;
        p.mark = c;
        return p;
    }
    p.type = PIECE_WORD;
    p.ideograph = is_ideograph(c);
    while (at < line.len && at - p.begin < WORD_MAX) {
        c = utf8_at(line, at, &size);
        if ((!point_is_letter(c) && c != 0xB7) || (p.ideograph && at > p.begin))
            break;
        if (n + 4 < sizeof(p.word))
            n += utf8_put(fold(c), p.word + n);
        p.end = at += size;
    }
    p.word[n < sizeof(p.word) ? n : 0] = '\0';
    if (at < line.len && at - p.begin >= WORD_MAX)
        p.word[0] = '\0';
    return p;
}

static bool among(const char *list, const char *word)
{
    size_t n = strlen(word);

    if (n == 0)
        return false;
    for (const char *at = list; (at = strstr(at, word)) != NULL; at += n)
        if ((at == list || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
            return true;
    return false;
}

static int look_up(const struct entry *table, size_t n, const char *word)
{
    size_t low = 0;

    while (word[0] && low < n) {
        size_t middle = low + (n - low) / 2;
        int order = strcmp(table[middle].word, word);

        if (order == 0)
            return table[middle].value;
        if (order < 0)
            low = middle + 1;
        else
            n = middle;
    }
    return -1;
}
#define LOOK_UP(table, word) look_up(table, COUNT_OF(table), word)

static bool is_word(const struct piece *p, const char *list)
{
    return p->type == PIECE_WORD && among(list, p->word);
}

static bool is_mark(const struct piece *p, uint32_t mark)
{
    return p->type == PIECE_MARK && p->mark == mark;
}

/* Between a date and its time: comma, bar, slash, dashes, bullets. */
static bool is_separator(const struct piece *p)
{
    static const uint32_t marks[] = { ',', '-', '|', '/', 0x2013, 0x2014, 0x2022, 0xB7 };

    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (is_mark(p, marks[i]))
            return true;
    return false;
}

/* A reader's place in the line: `p` is the piece in hand, `end` where the stamp ends so far. */
struct place {
    struct text line;
    struct piece p;
    size_t end;
};

static struct place place_at(struct text line, size_t at)
{
    struct place s = { line, piece_next(line, at), at };

    return s;
}

static void step(struct place *s)
{
    s->end = s->p.end;
    s->p = piece_next(s->line, s->p.end);
}

static bool step_mark(struct place *s, uint32_t mark)
{
    if (!is_mark(&s->p, mark))
        return false;
    step(s);
    return true;
}

static bool step_word(struct place *s, const char *list)
{
    if (!is_word(&s->p, list))
        return false;
    step(s);
    return true;
}

/* "GMT+3", "+03:00", "EST", "(UTC)" after a time. */
static void read_zone(struct place *s, struct date *d)
{
    struct place t = *s;
    bool bracket = step_mark(&t, '(');
    int sign, hours, minutes = 0;
    bool named = false;

    if (t.p.type == PIECE_WORD) {
        if (among(loose_zones, t.p.word)) {
            step(&t);
        } else {
            size_t i = 0;

            while (i < COUNT_OF(zones) && strcmp(zones[i].word, t.p.word) != 0)
                i++;
            if (i == COUNT_OF(zones))
                return;
            d->zone = (int16_t)zones[i].value;
            named = true;
            step(&t);
        }
        if (bracket && !is_mark(&t.p, ')') && !is_mark(&t.p, '+') && !is_mark(&t.p, '-'))
            return;
        *s = t;
    }
    if ((is_mark(&t.p, '+') || is_mark(&t.p, '-') || is_mark(&t.p, 0x2212)) &&
        (!t.p.space_before || t.p.mark == '+' || named)) {
        sign = t.p.mark == '+' ? 1 : -1;
        step(&t);
        if (t.p.type != PIECE_NUMBER || t.p.space_before || t.p.value < 0)
            return;
        hours = t.p.value;
        if (t.p.digits == 4) {
            minutes = hours % 100;
            hours /= 100;
            step(&t);
        } else if (t.p.digits <= 2) {
            struct place u;

            step(&t);
            u = t;
            if (step_mark(&u, ':') && u.p.type == PIECE_NUMBER && u.p.digits == 2 && !u.p.space_before) {
                minutes = u.p.value;
                step(&u);
                t = u;
            }
        } else {
            return;
        }
        if (hours > 14 || minutes > 59)
            return;
        d->zone = (int16_t)(sign * (hours * 60 + minutes));
        *s = t;
    }
    if (bracket && step_mark(&t, ')'))
        *s = t;
}

/* "05:12", "05:12:48", "5.12 Uhr", "5h12", "5 pm", with its zone. False: *s, *d as they were. */
static bool read_clock(struct place *s, struct date *d, bool told)
{
    struct place t = *s;
    struct date got = *d;
    int hour, minute = 0, second = 0;
    bool seconds = false, minutes = false, points = false;

    if (t.p.type != PIECE_NUMBER || t.p.digits > 2)
        return false;
    hour = t.p.value;
    step(&t);
    if (!t.p.space_before || is_word(&t.p, "giờ")) {
        struct place u = t;

        points = is_mark(&u.p, '.');
        if (points || is_mark(&u.p, ':') || is_word(&u.p, "h giờ")) {
            step(&u);
            if (u.p.type == PIECE_NUMBER && u.p.digits == 2 && (!u.p.space_before || !points)) {
                minute = u.p.value;
                minutes = true;
                step(&u);
                t = u;
                if (step_mark(&u, points ? '.' : ':') && u.p.type == PIECE_NUMBER && u.p.digits == 2 &&
                    !u.p.space_before) {
                    second = u.p.value;
                    seconds = true;
                    step(&u);
                    t = u;
                    /* fractions of a second */
                    if ((step_mark(&u, '.') || step_mark(&u, ',')) && u.p.type == PIECE_NUMBER &&
                        !u.p.space_before) {
                        step(&u);
                        t = u;
                    }
                }
            } else if (points) {
                points = false;
            } else if (is_word(&t.p, "h") && told) {
                minutes = true;
                t = u;
            }
        }
    }
    if (t.p.type == PIECE_WORD) {
        struct place u = t;
        bool pm = among("pm p م", u.p.word);

        if (pm || among("am a ص", u.p.word)) {
            bool dotted = strlen(u.p.word) == 1;

            step(&u);
            if (dotted && is_mark(&u.p, '.')) {
                step(&u);
                if (step_word(&u, "m"))
                    step_mark(&u, '.');
                else
                    dotted = false;
            } else if (dotted && (unsigned char)t.p.word[0] < 0x80) {
                dotted = false;
                u = t;
            }
            if (u.p.begin != t.p.begin || u.p.type == PIECE_END) {
                if (hour < 1 || hour > 12)
                    return false;
                hour = hour % 12 + (pm ? 12 : 0);
                minutes = true;
                points = false;
                t = u;
            }
        } else if (among(clock_words, u.p.word)) {
            step(&u);
            minutes = true;
            points = false;
            t = u;
        }
    }
    if (!minutes || (points && !told) || hour > 23 || minute > 59 || second > 60)
        return false;
    got.hour = (uint8_t)hour;
    got.minute = (uint8_t)minute;
    got.second = (uint8_t)(second == 60 ? 59 : second);
    got.precision = seconds ? PRECISION_SECOND : PRECISION_MINUTE;
    read_zone(&t, &got);
    *s = t;
    *d = got;
    return true;
}

static int weekday_of(struct place *s)
{
    struct place t = *s;
    int day;

    if (t.p.type != PIECE_WORD)
        return -1;
    if (among("thứ", t.p.word) || among("chủ", t.p.word)) {
        static const char *const names[] = { "hai", "ba", "tư", "năm", "sáu", "bảy", "nhật" };

        step(&t);
        for (day = 0; day < 7; day++)
            if (t.p.type == PIECE_WORD && strcmp(t.p.word, names[day]) == 0)
                break;
        if (day == 7)
            return -1;
        step(&t);
    } else {
        day = LOOK_UP(weekdays, t.p.word);
        if (day < 0)
            return -1;
        step(&t);
        if (is_mark(&t.p, '-') && !t.p.space_before) { /* terça-feira */
            struct place u = t;

            step(&u);
            if (step_word(&u, "feira"))
                t = u;
        }
    }
    step_mark(&t, '.');
    step_mark(&t, ',');
    *s = t;
    return day;
}

/* The time that follows a date, over a comma, a bar, "at", a weekday ("20 Ağustos 2031 Salı 05:12"). */
static void read_time_after(struct place *s, struct date *d, int *weekday)
{
    struct place t = *s;
    bool told = false;

    if (!date_known(*d))
        return;
    for (int i = 0; i < 4; i++) {
        int day;

        if (t.p.type == PIECE_NUMBER) {
            if (t.p.space_before || i > 0) {
                struct place u = t;

                if (read_clock(&u, d, told))
                    *s = u;
            }
            return;
        }
        if (t.p.type == PIECE_MARK) {
            if (!is_separator(&t.p) && !is_mark(&t.p, ';') && !is_mark(&t.p, '(') && !is_mark(&t.p, ':'))
                return;
            step(&t);
        } else if (t.p.type == PIECE_WORD && (among(at_words, t.p.word) || strcmp(t.p.word, "t") == 0)) {
            told = true;
            step(&t);
            step_mark(&t, '.'); /* godz. */
        } else if ((day = weekday_of(&t)) >= 0) {
            *weekday = day;
        } else {
            return;
        }
    }
}

/* Day and month as told apart; which of them comes first when both may. */
struct reading {
    struct date date;
    int weekday; /* -1: none said */
    int first, second, year; /* numbers of an ambiguous date; first 0: it is not */
    bool day_first_proven, month_first_proven;
    bool yearless;
};

static int full_year(const struct piece *p)
{
    if (p->type == PIECE_NUMBER && p->digits == 4 && p->value >= 1900 && p->value <= 2199)
        return p->value;
    return -1;
}

static bool in_day_range(const struct piece *p)
{
    return p->type == PIECE_NUMBER && p->digits <= 2 && p->value >= 1 && p->value <= 31;
}

/* A number must not go on: 1.9.2031.5, 2031-09-011. */
static bool number_goes_on(const struct place *s)
{
    struct place t = *s;

    if (t.p.space_before)
        return false;
    if (t.p.type == PIECE_NUMBER)
        return true;
    if (!is_mark(&t.p, '.') && !is_mark(&t.p, '/') && !is_mark(&t.p, '-'))
        return false;
    step(&t);
    return t.p.type == PIECE_NUMBER && !t.p.space_before;
}

/* 2031-09-01, 2031/09/01, 2031.09.01, 2031年9月1日 */
static bool read_year_first(struct place *s, struct reading *r)
{
    struct place t = *s;
    int year = full_year(&t.p), month;
    uint32_t mark = 0;

    if (year < 0)
        return false;
    step(&t);
    if (step_word(&t, "年")) {
        if (!in_day_range(&t.p))
            return false;
        month = t.p.value;
        step(&t);
        if (!step_word(&t, "月") || !in_day_range(&t.p))
            return false;
        r->date = date_day(year, month, t.p.value);
        step(&t);
        step_word(&t, "日");
        *s = t;
        return date_known(r->date);
    }
    if (t.p.space_before || !(is_mark(&t.p, '-') || is_mark(&t.p, '/') || is_mark(&t.p, '.')))
        return false;
    mark = t.p.mark;
    step(&t);
    if (!in_day_range(&t.p) || t.p.space_before)
        return false;
    month = t.p.value;
    step(&t);
    if (t.p.space_before || !step_mark(&t, mark) || !in_day_range(&t.p) || t.p.space_before)
        return false;
    r->date = date_day(year, month, t.p.value);
    step(&t);
    if (number_goes_on(&t) || !date_known(r->date))
        return false;
    *s = t;
    return true;
}

/* 01.09.2031, 1/9/2031, 01-09-2031, 01.09.31 */
static bool read_numbers(struct place *s, struct reading *r)
{
    struct place t = *s;
    int first, second, year;
    uint32_t mark;

    if (!in_day_range(&t.p))
        return false;
    first = t.p.value;
    step(&t);
    if (t.p.space_before || !(is_mark(&t.p, '.') || is_mark(&t.p, '/') || is_mark(&t.p, '-')))
        return false;
    mark = t.p.mark;
    step(&t);
    if (!in_day_range(&t.p) || (t.p.space_before && mark != '.'))
        return false;
    second = t.p.value;
    step(&t);
    if (t.p.space_before || !step_mark(&t, mark) || (t.p.space_before && mark != '.'))
        return false;
    year = full_year(&t.p);
    if (year < 0 && mark == '.' && t.p.type == PIECE_NUMBER && t.p.digits == 2 && !t.p.space_before) {
        /* 01.09.31: a version number too, unless a time follows */
        struct date probe = date_day(2000 + t.p.value, second <= 12 ? second : first,
                                     second <= 12 ? first : second);
        struct place u = t;
        int none = -1;

        step(&u);
        if (number_goes_on(&u) || !date_known(probe))
            return false;
        read_time_after(&u, &probe, &none);
        if (probe.precision == PRECISION_DAY)
            return false;
        year = 2000 + t.p.value;
    }
    if (year < 0)
        return false;
    step(&t);
    if (number_goes_on(&t))
        return false;
    if (second > 12) {
        r->date = date_day(year, first, second);
        r->month_first_proven = date_known(r->date);
    } else if (first > 12 || mark == '.') {
        r->date = date_day(year, second, first);
        r->day_first_proven = first > 12 && date_known(r->date);
    } else if (first == second) {
        r->date = date_day(year, second, first);
    } else {
        r->first = first;
        r->second = second;
        r->year = year;
        *s = t;
        return true;
    }
    *s = t;
    return date_known(r->date);
}

/* 20 August 2031, 20. August 2031, 1er septembre 2031, 20 de agosto de 2031, 20-Aug-2031,
 * 20 tháng 8 năm 2031, 20 августа 2031 г. */
static bool read_day_month(struct place *s, struct reading *r)
{
    struct place t = *s;
    int day, month = -1, year;

    if (!in_day_range(&t.p))
        return false;
    day = t.p.value;
    step(&t);
    if (!t.p.space_before && !step_mark(&t, '.') && !step_word(&t, ordinals) && !step_mark(&t, '-'))
        step_mark(&t, '/');
    step_word(&t, month_joints);
    if (is_word(&t.p, "tháng thg")) {
        step(&t);
        if (!in_day_range(&t.p))
            return false;
        month = t.p.value;
    } else if (t.p.type == PIECE_WORD) {
        month = LOOK_UP(months, t.p.word);
    }
    if (month < 1)
        return false;
    step(&t);
    if (step_mark(&t, '.') || step_mark(&t, ',') || step_mark(&t, '-') || step_mark(&t, '/'))
        step_mark(&t, ',');
    step_word(&t, year_joints);
    year = full_year(&t.p);
    if (year < 0) {
        r->yearless = true;
        r->date = date_day(2000, month, day); /* only to see whether there is such a day */
        *s = t;
        return date_known(r->date);
    }
    r->date = date_day(year, month, day);
    step(&t);
    if (is_word(&t.p, after_year)) {
        step(&t);
        step_mark(&t, '.');
    }
    *s = t;
    return date_known(r->date);
}

/* August 20, 2031; Aug. 20th 2031; Aug 20 05:12:48 2031 is too rare to bother */
static bool read_month_day(struct place *s, struct reading *r)
{
    struct place t = *s;
    int month, day, year;

    if (t.p.type != PIECE_WORD)
        return false;
    month = LOOK_UP(months, t.p.word);
    if (month < 1)
        return false;
    step(&t);
    step_mark(&t, '.');
    if (!in_day_range(&t.p))
        return false;
    day = t.p.value;
    step(&t);
    if (!t.p.space_before)
        step_word(&t, ordinals);
    if (!step_mark(&t, ','))
        step_mark(&t, '.');
    year = full_year(&t.p);
    if (year < 0) {
        r->yearless = true;
        r->date = date_day(2000, month, day);
        *s = t;
        return date_known(r->date);
    }
    r->date = date_day(year, month, day);
    step(&t);
    *s = t;
    return date_known(r->date);
}

static bool read_day(struct place *s, struct reading *r)
{
    struct place t = *s;
    int day;

    *r = (struct reading){ .weekday = -1 };
    day = weekday_of(&t);
    if (day >= 0) {
        *r = (struct reading){ .weekday = day };
        step_word(&t, "den dem ngày");
    } else {
        t = *s;
    }
    if (!read_year_first(&t, r) && !read_numbers(&t, r) && !read_day_month(&t, r) && !read_month_day(&t, r))
        return false;
    *s = t;
    return true;
}

static struct date minus_seconds(struct date d, long seconds)
{
    long of_day = d.hour * 3600L + d.minute * 60L + d.second - seconds % 86400;
    long days = date_to_days(d) - seconds / 86400;
    struct date out;

    if (of_day < 0) {
        of_day += 86400;
        days--;
    }
    out = date_from_days(days);
    if (!date_known(out))
        return out;
    out.hour = (uint8_t)(of_day / 3600);
    out.minute = (uint8_t)(of_day / 60 % 60);
    out.second = (uint8_t)(of_day % 60);
    out.zone = d.zone;
    return out;
}

/* An age is rounded down, so "3 weeks ago" says only "on or before"; hours give the day, and a
 * crawl date without a time cannot tell which. */
static struct date date_of_age(struct date fetched, long count, enum unit unit)
{
    static const long seconds[] = { 1, 60, 3600, 86400, 7 * 86400, 30 * 86400L, 365 * 86400L };
    struct date none = { .zone = DATE_NO_ZONE }, d;
    bool clock = fetched.precision == PRECISION_MINUTE || fetched.precision == PRECISION_SECOND;

    if (fetched.precision < PRECISION_DAY || fetched.precision > PRECISION_SECOND || count < 0 || count > 10000)
        return none;
    if (unit < UNIT_DAY && !clock)
        return none;
    d = minus_seconds(fetched, count * seconds[unit]);
    if (!date_known(d))
        return none;
    if (unit <= UNIT_MINUTE) {
        d.second = 0;
        d.precision = PRECISION_MINUTE;
        return d;
    }
    d = date_day(d.year, d.month, d.day);
    if (unit >= UNIT_WEEK)
        d.precision = PRECISION_BEFORE;
    return d;
}

/* "15 hours ago", "an hour ago", "vor 3 Stunden", "il y a 2 heures", "Yesterday, 14:05" */
static bool read_age(struct place *s, struct date fetched, struct stamp *out)
{
    struct place t = *s;
    bool before = false;
    long count;
    int unit;

    out->kind = STAMP_RELATIVE;
    out->date = (struct date){ .zone = DATE_NO_ZONE };
    if (is_word(&t.p, today_words) || is_word(&t.p, yesterday_words)) {
        struct date day = { .zone = DATE_NO_ZONE };
        struct date now = date_day(2000, 1, 1);
        bool today = is_word(&t.p, today_words);

        if (fetched.precision >= PRECISION_DAY && fetched.precision <= PRECISION_SECOND)
            day = date_from_days(date_to_days(fetched) - (today ? 0 : 1));
        step(&t);
        for (int i = 0; i < 3 && t.p.type != PIECE_NUMBER; i++)
            if (!step_mark(&t, ',') && !step_mark(&t, '|') && !step_mark(&t, '-') && !step_word(&t, at_words))
                return false;
        if (!read_clock(&t, &now, true))
            return false;
        if (date_known(day)) {
            now.year = day.year;
            now.month = day.month;
            now.day = day.day;
            out->date = now;
        }
        *s = t;
        return true;
    }
    if (is_word(&t.p, "il")) {
        step(&t);
        if (!step_word(&t, "y") || !step_word(&t, "a"))
            return false;
        before = true;
    } else if (step_word(&t, before_words)) {
        before = true;
    } else if (is_word(&t.p, "cách")) {
        step(&t);
        if (!step_word(&t, "đây"))
            return false;
        before = true;
    }
    if (t.p.type == PIECE_NUMBER && t.p.digits <= 4)
        count = t.p.value;
    else if (is_word(&t.p, one_words))
        count = 1;
    else
        return false;
    step(&t);
    if (t.p.type != PIECE_WORD)
        return false;
    unit = LOOK_UP(units, t.p.word);
    if (unit < 0)
        return false;
    step(&t);
    step_mark(&t, '.');
    if (is_word(&t.p, ago_words)) {
        bool two = strcmp(t.p.word, "тому") == 0;

        step(&t);
        if (two)
            step_word(&t, "назад");
    } else if (!before) {
        return false;
    }
    out->date = date_of_age(fetched, count, (enum unit)unit);
    *s = t;
    return true;
}

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

        n += utf8_put(point_is_space(c) ? ' ' : fold(c), window + n);
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

static void settle_order(struct reading *r, bool day_first_language)
{
    struct date day_first, month_first;
    bool a, b;

    if (r->first == 0)
        return;
    day_first = date_day(r->year, r->second, r->first);
    month_first = date_day(r->year, r->first, r->second);
    a = r->weekday >= 0 && date_known(day_first) && date_weekday(day_first) == r->weekday;
    b = r->weekday >= 0 && date_known(month_first) && date_weekday(month_first) == r->weekday;
    if (a != b) {
        r->date = a ? day_first : month_first;
        r->day_first_proven = a;
        r->month_first_proven = b;
    } else if (day_first_language) {
        r->date = day_first;
    }
}

/* A time that stands before its date: "05:12, 20 August 2031", "14:05 | 20.08.2031". */
static bool read_time_before(struct place *s, struct date *clock)
{
    struct place t = *s;

    *clock = date_day(2000, 1, 1);
    if (t.p.type != PIECE_NUMBER || !read_clock(&t, clock, false))
        return false;
    for (int i = 0; i < 3; i++) {
        if (is_separator(&t.p))
            step(&t);
        else if (!step_word(&t, "on le ngày el em del am"))
            break;
    }
    *s = t;
    return true;
}

static bool stamp_at(struct text line, size_t from, size_t at, struct date fetched, struct stamp *out)
{
    struct place s = place_at(line, at), t = s;
    struct reading r;
    struct date clock = { .zone = DATE_NO_ZONE };
    bool day_first, clock_first = false;
    enum stamp_kind kind;

    if (read_age(&t, fetched, out)) {
        out->words = (struct span){ (uint32_t)at, (uint32_t)t.end };
        return true;
    }
    t = s;
    if (!read_day(&t, &r)) {
        t = s;
        if (!read_time_before(&t, &clock) || !read_day(&t, &r))
            return false;
        clock_first = true;
    }
    kind = kind_before(line, from, at, &day_first);
    settle_order(&r, day_first);
    if (r.yearless) {
        struct date probe = date_day(2000, 1, 1);
        struct place u = t;
        int none = -1;

        /* without a year it is no more than a place where a date stands, and only if it looks like
         * a stamp: with a time, or after "Published" */
        read_time_after(&u, &probe, &none);
        if (probe.precision == PRECISION_DAY && !clock_first && kind == STAMP_PLAIN)
            return false;
        t = u;
        r.date = (struct date){ .zone = DATE_NO_ZONE };
    } else if (!date_known(r.date)) {
        struct date probe = date_day(2000, 1, 1);

        read_time_after(&t, &probe, &r.weekday);
    } else if (clock_first) {
        r.date.hour = clock.hour;
        r.date.minute = clock.minute;
        r.date.second = clock.second;
        r.date.zone = clock.zone;
        r.date.precision = clock.precision;
    } else {
        read_time_after(&t, &r.date, &r.weekday);
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
            after_number = (p.mark == '.' || p.mark == '/' || p.mark == '-') ? after_number && !p.space_before
                                                                             : false;
        /* the first piece of the line may follow a slash: the path of an address */
        if (p.type == PIECE_MARK && p.mark == '/' && !p.space_before && p.begin > 0)
            after_number = true;
        at = p.end;
    }
    return false;
}

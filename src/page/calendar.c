/* calendar.c - see calendar.h. Each table is sorted by bytes for a binary search; the unit test
 * of stamps looks up every language. */
#include "page/calendar.h"

struct entry {
    const char *word; /* folded: lower case, dotless i as i */
    int value;
};

static const struct entry months[] = {
    { "abr", 4 },       { "abril", 4 },      { "ago", 8 },          { "agosto", 8 },        { "aoû", 8 },
    { "août", 8 },      { "apr", 4 },        { "april", 4 },        { "aprile", 4 },        { "ara", 12 },
    { "aralik", 12 },   { "aug", 8 },        { "august", 8 },       { "avr", 4 },           { "avril", 4 },
    { "ağu", 8 },       { "ağustos", 8 },    { "cze", 6 },          { "czerwca", 6 },       { "czerwiec", 6 },
    { "dec", 12 },      { "december", 12 },  { "dez", 12 },         { "dezember", 12 },     { "dezembro", 12 },
    { "dic", 12 },      { "dicembre", 12 },  { "diciembre", 12 },   { "déc", 12 },          { "décembre", 12 },
    { "eki", 10 },      { "ekim", 10 },      { "ene", 1 },          { "enero", 1 },         { "eyl", 9 },
    { "eylül", 9 },     { "feb", 2 },        { "febbraio", 2 },     { "febr", 2 },          { "febrero", 2 },
    { "februar", 2 },   { "february", 2 },   { "fev", 2 },          { "fevereiro", 2 },     { "fév", 2 },
    { "févr", 2 },      { "février", 2 },    { "gen", 1 },          { "gennaio", 1 },       { "giu", 6 },
    { "giugno", 6 },    { "gru", 12 },       { "grudnia", 12 },     { "grudzień", 12 },     { "haz", 6 },
    { "haziran", 6 },   { "jan", 1 },        { "janeiro", 1 },      { "januar", 1 },        { "january", 1 },
    { "janv", 1 },      { "janvier", 1 },    { "juil", 7 },         { "juillet", 7 },       { "juin", 6 },
    { "jul", 7 },       { "julho", 7 },      { "juli", 7 },         { "julio", 7 },         { "july", 7 },
    { "jun", 6 },       { "june", 6 },       { "junho", 6 },        { "juni", 6 },          { "junio", 6 },
    { "jänner", 1 },    { "kas", 11 },       { "kasim", 11 },       { "kwi", 4 },           { "kwiecień", 4 },
    { "kwietnia", 4 },  { "lip", 7 },        { "lipca", 7 },        { "lipiec", 7 },        { "lis", 11 },
    { "listopad", 11 }, { "listopada", 11 }, { "lug", 7 },          { "luglio", 7 },        { "lut", 2 },
    { "lutego", 2 },    { "luty", 2 },       { "mag", 5 },          { "maggio", 5 },        { "mai", 5 },
    { "maio", 5 },      { "maj", 5 },        { "maja", 5 },         { "mar", 3 },           { "marca", 3 },
    { "march", 3 },     { "mars", 3 },       { "mart", 3 },         { "marzec", 3 },        { "marzo", 3 },
    { "março", 3 },     { "may", 5 },        { "mayis", 5 },        { "mayo", 5 },          { "mrz", 3 },
    { "mär", 3 },       { "märz", 3 },       { "nis", 4 },          { "nisan", 4 },         { "nov", 11 },
    { "november", 11 }, { "novembre", 11 },  { "novembro", 11 },    { "noviembre", 11 },    { "oca", 1 },
    { "ocak", 1 },      { "oct", 10 },       { "october", 10 },     { "octobre", 10 },      { "octubre", 10 },
    { "okt", 10 },      { "oktober", 10 },   { "ott", 10 },         { "ottobre", 10 },      { "out", 10 },
    { "outubro", 10 },  { "paź", 10 },       { "październik", 10 }, { "października", 10 }, { "sep", 9 },
    { "sept", 9 },      { "september", 9 },  { "septembre", 9 },    { "septiembre", 9 },    { "set", 9 },
    { "setembro", 9 },  { "sett", 9 },       { "settembre", 9 },    { "sie", 8 },           { "sierpień", 8 },
    { "sierpnia", 8 },  { "sty", 1 },        { "styczeń", 1 },      { "stycznia", 1 },      { "tem", 7 },
    { "temmuz", 7 },    { "wrz", 9 },        { "wrzesień", 9 },     { "września", 9 },      { "şub", 2 },
    { "şubat", 2 },     { "авг", 8 },        { "август", 8 },       { "августа", 8 },       { "апр", 4 },
    { "апрель", 4 },    { "апреля", 4 },     { "бер", 3 },          { "березень", 3 },      { "березня", 3 },
    { "вер", 9 },       { "вересень", 9 },   { "вересня", 9 },      { "груд", 12 },         { "грудень", 12 },
    { "грудня", 12 },   { "дек", 12 },       { "декабрь", 12 },     { "декабря", 12 },      { "жовт", 10 },
    { "жовтень", 10 },  { "жовтня", 10 },    { "июл", 7 },          { "июль", 7 },          { "июля", 7 },
    { "июн", 6 },       { "июнь", 6 },       { "июня", 6 },         { "квіт", 4 },          { "квітень", 4 },
    { "квітня", 4 },    { "лип", 7 },        { "липень", 7 },       { "липня", 7 },         { "лист", 11 },
    { "листопад", 11 }, { "листопада", 11 }, { "лют", 2 },          { "лютий", 2 },         { "лютого", 2 },
    { "май", 5 },       { "мар", 3 },        { "март", 3 },         { "марта", 3 },         { "мая", 5 },
    { "ноя", 11 },      { "нояб", 11 },      { "ноябрь", 11 },      { "ноября", 11 },       { "окт", 10 },
    { "октябрь", 10 },  { "октября", 10 },   { "сен", 9 },          { "сент", 9 },          { "сентябрь", 9 },
    { "сентября", 9 },  { "серп", 8 },       { "серпень", 8 },      { "серпня", 8 },        { "січ", 1 },
    { "січень", 1 },    { "січня", 1 },      { "трав", 5 },         { "травень", 5 },       { "травня", 5 },
    { "фев", 2 },       { "февраль", 2 },    { "февраля", 2 },      { "черв", 6 },          { "червень", 6 },
    { "червня", 6 },    { "янв", 1 },        { "январь", 1 },       { "января", 1 },        { "آب", 8 },
    { "آذار", 3 },      { "أبريل", 4 },      { "أغسطس", 8 },        { "أكتوبر", 10 },       { "أيار", 5 },
    { "أيلول", 9 },     { "ابريل", 4 },      { "اغسطس", 8 },        { "اكتوبر", 10 },       { "تموز", 7 },
    { "حزيران", 6 },    { "ديسمبر", 12 },    { "سبتمبر", 9 },       { "شباط", 2 },          { "فبراير", 2 },
    { "مارس", 3 },      { "مايو", 5 },       { "نوفمبر", 11 },      { "نيسان", 4 },         { "يناير", 1 },
    { "يوليو", 7 },     { "يونيو", 6 },
};

static const struct entry weekdays[] = {
    { "cuma", 4 },     { "cumartesi", 5 },   { "czwartek", 3 },    { "di", 1 },        { "dienstag", 1 },
    { "dim", 6 },      { "dimanche", 6 },    { "do", 3 },          { "dom", 6 },       { "domenica", 6 },
    { "domingo", 6 },  { "donnerstag", 3 },  { "fr", 4 },          { "freitag", 4 },   { "fri", 4 },
    { "friday", 4 },   { "giovedì", 3 },     { "jeu", 3 },         { "jeudi", 3 },     { "jue", 3 },
    { "jueves", 3 },   { "lun", 0 },         { "lundi", 0 },       { "lunedì", 0 },    { "lunes", 0 },
    { "mardi", 1 },    { "martedì", 1 },     { "martes", 1 },      { "mer", 2 },       { "mercoledì", 2 },
    { "mercredi", 2 }, { "mi", 2 },          { "mittwoch", 2 },    { "mié", 2 },       { "miércoles", 2 },
    { "mo", 0 },       { "mon", 0 },         { "monday", 0 },      { "montag", 0 },    { "niedziela", 6 },
    { "pazar", 6 },    { "pazartesi", 0 },   { "perşembe", 3 },    { "piątek", 4 },    { "poniedziałek", 0 },
    { "quarta", 2 },   { "quinta", 3 },      { "sa", 5 },          { "sabato", 5 },    { "sali", 1 },
    { "sam", 5 },      { "samedi", 5 },      { "samstag", 5 },     { "sat", 5 },       { "saturday", 5 },
    { "segunda", 0 },  { "sexta", 4 },       { "so", 6 },          { "sobota", 5 },    { "sonntag", 6 },
    { "sun", 6 },      { "sunday", 6 },      { "sáb", 5 },         { "sábado", 5 },    { "terça", 1 },
    { "thu", 3 },      { "thur", 3 },        { "thurs", 3 },       { "thursday", 3 },  { "tue", 1 },
    { "tues", 1 },     { "tuesday", 1 },     { "ven", 4 },         { "vendredi", 4 },  { "venerdì", 4 },
    { "vie", 4 },      { "viernes", 4 },     { "wed", 2 },         { "wednesday", 2 }, { "wtorek", 1 },
    { "çarşamba", 2 }, { "środa", 2 },       { "воскресенье", 6 }, { "вс", 6 },        { "вт", 1 },
    { "вторник", 1 },  { "вівторок", 1 },    { "нд", 6 },          { "неділя", 6 },    { "пʼятниця", 4 },
    { "пн", 0 },       { "понедельник", 0 }, { "понеділок", 0 },   { "пт", 4 },        { "пятница", 4 },
    { "сб", 5 },       { "середа", 2 },      { "ср", 2 },          { "среда", 2 },     { "суббота", 5 },
    { "субота", 5 },   { "четвер", 3 },      { "четверг", 3 },     { "чт", 3 },        { "الأحد", 6 },
    { "الأربعاء", 2 }, { "الاثنين", 0 },     { "الثلاثاء", 1 },    { "الجمعة", 4 },    { "الخميس", 3 },
    { "السبت", 5 },
};

static const struct entry units[] = {
    { "an", UNIT_YEAR },        { "anni", UNIT_YEAR },       { "anno", UNIT_YEAR },
    { "ano", UNIT_YEAR },       { "anos", UNIT_YEAR },       { "ans", UNIT_YEAR },
    { "ay", UNIT_MONTH },       { "año", UNIT_YEAR },        { "años", UNIT_YEAR },
    { "d", UNIT_DAY },          { "dakika", UNIT_MINUTE },   { "day", UNIT_DAY },
    { "days", UNIT_DAY },       { "dia", UNIT_DAY },         { "dias", UNIT_DAY },
    { "dk", UNIT_MINUTE },      { "dni", UNIT_DAY },         { "dzień", UNIT_DAY },
    { "día", UNIT_DAY },        { "días", UNIT_DAY },        { "giorni", UNIT_DAY },
    { "giorno", UNIT_DAY },     { "giây", UNIT_SECOND },     { "giờ", UNIT_HOUR },
    { "godzin", UNIT_HOUR },    { "godziny", UNIT_HOUR },    { "godzinę", UNIT_HOUR },
    { "gün", UNIT_DAY },        { "h", UNIT_HOUR },          { "hafta", UNIT_WEEK },
    { "heure", UNIT_HOUR },     { "heures", UNIT_HOUR },     { "hora", UNIT_HOUR },
    { "horas", UNIT_HOUR },     { "hour", UNIT_HOUR },       { "hours", UNIT_HOUR },
    { "hr", UNIT_HOUR },        { "hrs", UNIT_HOUR },        { "jahr", UNIT_YEAR },
    { "jahre", UNIT_YEAR },     { "jahren", UNIT_YEAR },     { "jour", UNIT_DAY },
    { "jours", UNIT_DAY },      { "lat", UNIT_YEAR },        { "lata", UNIT_YEAR },
    { "mes", UNIT_MONTH },      { "mese", UNIT_MONTH },      { "meses", UNIT_MONTH },
    { "mesi", UNIT_MONTH },     { "miesiąc", UNIT_MONTH },   { "miesiące", UNIT_MONTH },
    { "miesięcy", UNIT_MONTH }, { "min", UNIT_MINUTE },      { "mins", UNIT_MINUTE },
    { "minut", UNIT_MINUTE },   { "minute", UNIT_MINUTE },   { "minuten", UNIT_MINUTE },
    { "minutes", UNIT_MINUTE }, { "minuti", UNIT_MINUTE },   { "minuto", UNIT_MINUTE },
    { "minutos", UNIT_MINUTE }, { "minuty", UNIT_MINUTE },   { "minutę", UNIT_MINUTE },
    { "mo", UNIT_MONTH },       { "mois", UNIT_MONTH },      { "monat", UNIT_MONTH },
    { "monate", UNIT_MONTH },   { "monaten", UNIT_MONTH },   { "month", UNIT_MONTH },
    { "months", UNIT_MONTH },   { "mês", UNIT_MONTH },       { "ngày", UNIT_DAY },
    { "năm", UNIT_YEAR },       { "ora", UNIT_HOUR },        { "ore", UNIT_HOUR },
    { "phút", UNIT_MINUTE },    { "rok", UNIT_YEAR },        { "s", UNIT_SECOND },
    { "saat", UNIT_HOUR },      { "saniye", UNIT_SECOND },   { "sec", UNIT_SECOND },
    { "second", UNIT_SECOND },  { "seconde", UNIT_SECOND },  { "secondes", UNIT_SECOND },
    { "secondi", UNIT_SECOND }, { "seconds", UNIT_SECOND },  { "secs", UNIT_SECOND },
    { "segundo", UNIT_SECOND }, { "segundos", UNIT_SECOND }, { "sekund", UNIT_SECOND },
    { "sekunde", UNIT_SECOND }, { "sekunden", UNIT_SECOND }, { "sekundy", UNIT_SECOND },
    { "semaine", UNIT_WEEK },   { "semaines", UNIT_WEEK },   { "semana", UNIT_WEEK },
    { "semanas", UNIT_WEEK },   { "sene", UNIT_YEAR },       { "settimana", UNIT_WEEK },
    { "settimane", UNIT_WEEK }, { "std", UNIT_HOUR },        { "stunde", UNIT_HOUR },
    { "stunden", UNIT_HOUR },   { "tag", UNIT_DAY },         { "tage", UNIT_DAY },
    { "tagen", UNIT_DAY },      { "tháng", UNIT_MONTH },     { "tiếng", UNIT_HOUR },
    { "tuần", UNIT_WEEK },      { "tydzień", UNIT_WEEK },    { "tygodni", UNIT_WEEK },
    { "tygodnie", UNIT_WEEK },  { "w", UNIT_WEEK },          { "week", UNIT_WEEK },
    { "weeks", UNIT_WEEK },     { "wk", UNIT_WEEK },         { "wks", UNIT_WEEK },
    { "woche", UNIT_WEEK },     { "wochen", UNIT_WEEK },     { "y", UNIT_YEAR },
    { "year", UNIT_YEAR },      { "years", UNIT_YEAR },      { "yil", UNIT_YEAR },
    { "yr", UNIT_YEAR },        { "yrs", UNIT_YEAR },        { "год", UNIT_YEAR },
    { "года", UNIT_YEAR },      { "годин", UNIT_HOUR },      { "години", UNIT_HOUR },
    { "годину", UNIT_HOUR },    { "день", UNIT_DAY },        { "дней", UNIT_DAY },
    { "дня", UNIT_DAY },        { "дні", UNIT_DAY },         { "днів", UNIT_DAY },
    { "лет", UNIT_YEAR },       { "месяц", UNIT_MONTH },     { "месяца", UNIT_MONTH },
    { "месяцев", UNIT_MONTH },  { "мин", UNIT_MINUTE },      { "минут", UNIT_MINUTE },
    { "минута", UNIT_MINUTE },  { "минуту", UNIT_MINUTE },   { "минуты", UNIT_MINUTE },
    { "місяць", UNIT_MONTH },   { "місяці", UNIT_MONTH },    { "місяців", UNIT_MONTH },
    { "недели", UNIT_WEEK },    { "недель", UNIT_WEEK },     { "неделю", UNIT_WEEK },
    { "неделя", UNIT_WEEK },    { "роки", UNIT_YEAR },       { "років", UNIT_YEAR },
    { "рік", UNIT_YEAR },       { "секунд", UNIT_SECOND },   { "секунди", UNIT_SECOND },
    { "секунду", UNIT_SECOND }, { "секунды", UNIT_SECOND },  { "тиждень", UNIT_WEEK },
    { "тижні", UNIT_WEEK },     { "тижнів", UNIT_WEEK },     { "хв", UNIT_MINUTE },
    { "хвилин", UNIT_MINUTE },  { "хвилини", UNIT_MINUTE },  { "хвилину", UNIT_MINUTE },
    { "час", UNIT_HOUR },       { "часа", UNIT_HOUR },       { "часов", UNIT_HOUR },
    { "أسابيع", UNIT_WEEK },    { "أسبوع", UNIT_WEEK },      { "أشهر", UNIT_MONTH },
    { "أيام", UNIT_DAY },       { "ثانية", UNIT_SECOND },    { "ثوان", UNIT_SECOND },
    { "دقائق", UNIT_MINUTE },   { "دقيقة", UNIT_MINUTE },    { "ساعات", UNIT_HOUR },
    { "ساعة", UNIT_HOUR },      { "سنة", UNIT_YEAR },        { "سنوات", UNIT_YEAR },
    { "شهر", UNIT_MONTH },      { "يوم", UNIT_DAY },
};

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

int calendar_month(const char *word)
{
    return look_up(months, COUNT_OF(months), word);
}

int calendar_unit(const char *word)
{
    return look_up(units, COUNT_OF(units), word);
}

int calendar_weekday(struct place *s)
{
    struct place t = *s;
    int day;

    if (t.p.type != PIECE_WORD)
        return -1;
    if (piece_among("thứ", t.p.word) || piece_among("chủ", t.p.word)) {
        static const char *const names[] = { "hai", "ba", "tư", "năm", "sáu", "bảy", "nhật" };

        place_step(&t);
        for (day = 0; day < 7; day++)
            if (t.p.type == PIECE_WORD && strcmp(t.p.word, names[day]) == 0)
                break;
        if (day == 7)
            return -1;
        place_step(&t);
    } else {
        day = look_up(weekdays, COUNT_OF(weekdays), t.p.word);
        if (day < 0)
            return -1;
        place_step(&t);
        if (piece_is_mark(&t.p, '-') && !t.p.space_before) { /* terça-feira */
            struct place u = t;

            place_step(&u);
            if (place_step_word(&u, "feira"))
                t = u;
        }
    }
    place_step_mark(&t, '.');
    place_step_mark(&t, ',');
    *s = t;
    return day;
}

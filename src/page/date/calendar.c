/* calendar.c - see calendar.h. Each table is sorted by bytes for a binary search; the unit test
 * of stamps looks up every language. */
#include "page/date/calendar.h"

struct entry {
    const char *word; /* folded: lower case, dotless i as i */
    int value;
};

/* clang-format off */
/* 13 to 24: the months of the Iranian calendar. */
static const struct entry months[] = {
    { "abr", 4 }, { "abril", 4 }, { "ago", 8 }, { "agost", 8 }, { "agosto", 8 }, { "agt", 8 }, { "agu", 8 },
    { "agustus", 8 }, { "aoû", 8 }, { "août", 8 }, { "apr", 4 }, { "aprel", 4 }, { "april", 4 },
    { "aprila", 4 }, { "aprile", 4 }, { "aprilie", 4 }, { "aprill", 4 }, { "apríl", 4 }, { "apríla", 4 },
    { "aprīlis", 4 }, { "aprīlī", 4 }, { "ara", 12 }, { "aralik", 12 }, { "aug", 8 }, { "august", 8 },
    { "augusta", 8 }, { "augusti", 8 }, { "augusts", 8 }, { "augustus", 8 }, { "augustā", 8 },
    { "augusztus", 8 }, { "avg", 8 }, { "avgust", 8 }, { "avgusta", 8 }, { "avqust", 8 }, { "avr", 4 },
    { "avril", 4 }, { "ağu", 8 }, { "ağustos", 8 }, { "balandžio", 4 }, { "birželio", 6 }, { "březen", 3 },
    { "března", 3 }, { "cze", 6 }, { "czerwca", 6 }, { "czerwiec", 6 }, { "dec", 12 }, { "decembar", 12 },
    { "december", 12 }, { "decembra", 12 }, { "decembrie", 12 }, { "decembris", 12 }, { "decembro", 12 },
    { "decembrī", 12 }, { "dekabr", 12 }, { "des", 12 }, { "desember", 12 }, { "desembre", 12 },
    { "detsember", 12 }, { "dez", 12 }, { "dezember", 12 }, { "dezembro", 12 }, { "dhjetor", 12 },
    { "dic", 12 }, { "dicembre", 12 }, { "diciembre", 12 }, { "disember", 12 }, { "duben", 4 }, { "dubna", 4 },
    { "déc", 12 }, { "décembre", 12 }, { "eki", 10 }, { "ekim", 10 }, { "elokuu", 8 }, { "elokuuta", 8 },
    { "ene", 1 }, { "enero", 1 }, { "eyl", 9 }, { "eylül", 9 }, { "feb", 2 }, { "febbraio", 2 }, { "febr", 2 },
    { "febreiro", 2 }, { "febrer", 2 }, { "febrero", 2 }, { "februar", 2 }, { "februara", 2 },
    { "februari", 2 }, { "februarie", 2 }, { "februarja", 2 }, { "february", 2 }, { "február", 2 },
    { "februára", 2 }, { "februāris", 2 }, { "februārī", 2 }, { "fev", 2 }, { "fevereiro", 2 }, { "fevral", 2 },
    { "fév", 2 }, { "févr", 2 }, { "février", 2 }, { "gegužės", 5 }, { "gen", 1 }, { "gener", 1 },
    { "gennaio", 1 }, { "giu", 6 }, { "giugn", 6 }, { "giugno", 6 }, { "gru", 12 }, { "grudnia", 12 },
    { "grudzień", 12 }, { "gruodžio", 12 }, { "gusht", 8 }, { "haz", 6 }, { "haziran", 6 }, { "heinäkuu", 7 },
    { "heinäkuuta", 7 }, { "helmikuu", 2 }, { "helmikuuta", 2 }, { "huhtikuu", 4 }, { "huhtikuuta", 4 },
    { "ian", 1 }, { "ianuarie", 1 }, { "iul", 7 }, { "iulie", 7 }, { "iun", 6 }, { "iunie", 6 }, { "iyul", 7 },
    { "iyun", 6 }, { "jaanuar", 1 }, { "jan", 1 }, { "janar", 1 }, { "janeiro", 1 }, { "januar", 1 },
    { "januara", 1 }, { "januari", 1 }, { "januarja", 1 }, { "january", 1 }, { "január", 1 }, { "januára", 1 },
    { "janv", 1 }, { "janvier", 1 }, { "janvāris", 1 }, { "janvārī", 1 }, { "joulukuu", 12 },
    { "joulukuuta", 12 }, { "juil", 7 }, { "juillet", 7 }, { "juin", 6 }, { "jul", 7 }, { "jula", 7 },
    { "julai", 7 }, { "julho", 7 }, { "juli", 7 }, { "julij", 7 }, { "julija", 7 }, { "julio", 7 },
    { "juliol", 7 }, { "july", 7 }, { "jun", 6 }, { "juna", 6 }, { "june", 6 }, { "junho", 6 }, { "juni", 6 },
    { "junij", 6 }, { "junija", 6 }, { "junio", 6 }, { "juny", 6 }, { "juuli", 7 }, { "juuni", 6 },
    { "jänner", 1 }, { "júl", 7 }, { "júla", 7 }, { "július", 7 }, { "jún", 6 }, { "júna", 6 }, { "június", 6 },
    { "jūlijs", 7 }, { "jūlijā", 7 }, { "jūnijs", 6 }, { "jūnijā", 6 }, { "kas", 11 }, { "kasim", 11 },
    { "kesäkuu", 6 }, { "kesäkuuta", 6 }, { "kolovoz", 8 }, { "kolovoza", 8 }, { "korrik", 7 }, { "kovo", 3 },
    { "květen", 5 }, { "května", 5 }, { "kwi", 4 }, { "kwiecień", 4 }, { "kwietnia", 4 }, { "lapkričio", 11 },
    { "leden", 1 }, { "ledna", 1 }, { "liepos", 7 }, { "lip", 7 }, { "lipanj", 6 }, { "lipca", 7 },
    { "lipiec", 7 }, { "lipnja", 6 }, { "lis", 11 }, { "listopad", 11 }, { "listopada", 11 },
    { "listopadu", 11 }, { "lokakuu", 10 }, { "lokakuuta", 10 }, { "lug", 7 }, { "lugl", 7 }, { "luglio", 7 },
    { "lut", 2 }, { "lutego", 2 }, { "luty", 2 }, { "maaliskuu", 3 }, { "maaliskuuta", 3 }, { "maart", 3 },
    { "mac", 3 }, { "mag", 5 }, { "maggio", 5 }, { "mai", 5 }, { "maig", 5 }, { "maijs", 5 }, { "maijā", 5 },
    { "maio", 5 }, { "maj", 5 }, { "maja", 5 }, { "mar", 3 }, { "marca", 3 }, { "march", 3 }, { "marec", 3 },
    { "maret", 3 }, { "marraskuu", 11 }, { "marraskuuta", 11 }, { "mars", 3 }, { "mart", 3 }, { "marta", 3 },
    { "martie", 3 }, { "marts", 3 }, { "martā", 3 }, { "marzec", 3 }, { "marzo", 3 }, { "març", 3 },
    { "março", 3 }, { "may", 5 }, { "mayis", 5 }, { "mayo", 5 }, { "mei", 5 }, { "mrt", 3 }, { "mrz", 3 },
    { "máj", 5 }, { "mája", 5 }, { "május", 5 }, { "márc", 3 }, { "március", 3 }, { "mär", 3 }, { "märts", 3 },
    { "märz", 3 }, { "nis", 4 }, { "nisan", 4 }, { "noi", 11 }, { "noiembrie", 11 }, { "nov", 11 },
    { "novembar", 11 }, { "november", 11 }, { "novembra", 11 }, { "novembre", 11 }, { "novembris", 11 },
    { "novembro", 11 }, { "novembrī", 11 }, { "noviembre", 11 }, { "noyabr", 11 }, { "nëntor", 11 },
    { "oca", 1 }, { "ocak", 1 }, { "oct", 10 }, { "october", 10 }, { "octobre", 10 }, { "octombrie", 10 },
    { "octubre", 10 }, { "ogos", 8 }, { "okt", 10 }, { "oktobar", 10 }, { "oktober", 10 }, { "oktobra", 10 },
    { "oktobris", 10 }, { "oktobrī", 10 }, { "oktoober", 10 }, { "oktyabr", 10 }, { "október", 10 },
    { "októbra", 10 }, { "ott", 10 }, { "ottobre", 10 }, { "out", 10 }, { "outubro", 10 }, { "ožujak", 3 },
    { "ožujka", 3 }, { "paź", 10 }, { "październik", 10 }, { "października", 10 }, { "prill", 4 },
    { "prosinac", 12 }, { "prosinca", 12 }, { "prosince", 12 }, { "prosinec", 12 }, { "qershor", 6 },
    { "rugpjūčio", 8 }, { "rugsėjo", 9 }, { "rujan", 9 }, { "rujna", 9 }, { "sausio", 1 }, { "sentyabr", 9 },
    { "sep", 9 }, { "sept", 9 }, { "septembar", 9 }, { "september", 9 }, { "septembra", 9 }, { "septembre", 9 },
    { "septembrie", 9 }, { "septembris", 9 }, { "septembrī", 9 }, { "septiembre", 9 }, { "set", 9 },
    { "setembre", 9 }, { "setembro", 9 }, { "sett", 9 }, { "settembre", 9 }, { "shkurt", 2 }, { "shtator", 9 },
    { "sie", 8 }, { "sierpień", 8 }, { "sierpnia", 8 }, { "siječanj", 1 }, { "siječnja", 1 }, { "spalio", 10 },
    { "srpanj", 7 }, { "srpen", 8 }, { "srpna", 8 }, { "srpnja", 7 }, { "studeni", 11 }, { "studenog", 11 },
    { "studenoga", 11 }, { "sty", 1 }, { "styczeń", 1 }, { "stycznia", 1 }, { "svibanj", 5 }, { "svibnja", 5 },
    { "syyskuu", 9 }, { "syyskuuta", 9 }, { "szept", 9 }, { "szeptember", 9 }, { "tammikuu", 1 },
    { "tammikuuta", 1 }, { "tem", 7 }, { "temmuz", 7 }, { "tetor", 10 }, { "toukokuu", 5 }, { "toukokuuta", 5 },
    { "travanj", 4 }, { "travnja", 4 }, { "vasario", 2 }, { "veebruar", 2 }, { "veljača", 2 }, { "veljače", 2 },
    { "wrz", 9 }, { "wrzesień", 9 }, { "września", 9 }, { "xaneiro", 1 }, { "xullo", 7 }, { "xuño", 6 },
    { "yanvar", 1 }, { "září", 9 }, { "ápr", 4 }, { "április", 4 }, { "únor", 2 }, { "února", 2 },
    { "červen", 6 }, { "července", 7 }, { "červenec", 7 }, { "června", 6 }, { "říjen", 10 }, { "října", 10 },
    { "şub", 2 }, { "şubat", 2 }, { "απρ", 4 }, { "απρίλιος", 4 }, { "απριλίου", 4 }, { "απριλιου", 4 },
    { "αυγ", 8 }, { "αυγουστου", 8 }, { "αυγούστου", 8 }, { "αύγ", 8 }, { "αύγουστος", 8 }, { "δεκ", 12 },
    { "δεκέμβριος", 12 }, { "δεκεμβρίου", 12 }, { "δεκεμβριου", 12 }, { "ιαν", 1 }, { "ιανουάριος", 1 },
    { "ιανουαρίου", 1 }, { "ιανουαριου", 1 }, { "ιουλ", 7 }, { "ιουλίου", 7 }, { "ιουλιου", 7 }, { "ιουν", 6 },
    { "ιουνίου", 6 }, { "ιουνιου", 6 }, { "ιούλ", 7 }, { "ιούλιος", 7 }, { "ιούν", 6 }, { "ιούνιος", 6 },
    { "μάι", 5 }, { "μάιος", 5 }, { "μάρ", 3 }, { "μάρτιος", 3 }, { "μαΐ", 5 }, { "μαΐου", 5 }, { "μαίου", 5 },
    { "μαιου", 5 }, { "μαρ", 3 }, { "μαρτίου", 3 }, { "μαρτιου", 3 }, { "μαϊ", 5 }, { "μαϊου", 5 },
    { "νοέ", 11 }, { "νοέμβριος", 11 }, { "νοε", 11 }, { "νοεμβρίου", 11 }, { "νοεμβριου", 11 }, { "οκτ", 10 },
    { "οκτωβρίου", 10 }, { "οκτωβριου", 10 }, { "οκτώβριος", 10 }, { "σεπ", 9 }, { "σεπτέμβριος", 9 },
    { "σεπτεμβρίου", 9 }, { "σεπτεμβριου", 9 }, { "φεβ", 2 }, { "φεβρουάριος", 2 }, { "φεβρουαρίου", 2 },
    { "φεβρουαριου", 2 }, { "авг", 8 }, { "август", 8 }, { "августа", 8 }, { "апр", 4 }, { "апрель", 4 },
    { "апреля", 4 }, { "април", 4 }, { "априла", 4 }, { "бер", 3 }, { "березень", 3 }, { "березня", 3 },
    { "вер", 9 }, { "верасня", 9 }, { "вересень", 9 }, { "вересня", 9 }, { "груд", 12 }, { "грудень", 12 },
    { "грудня", 12 }, { "дек", 12 }, { "декабрь", 12 }, { "декабря", 12 }, { "декември", 12 },
    { "децембар", 12 }, { "децембра", 12 }, { "жніўня", 8 }, { "жовт", 10 }, { "жовтень", 10 },
    { "жовтня", 10 }, { "июл", 7 }, { "июль", 7 }, { "июля", 7 }, { "июн", 6 }, { "июнь", 6 }, { "июня", 6 },
    { "кастрычніка", 10 }, { "квіт", 4 }, { "квітень", 4 }, { "квітня", 4 }, { "красавіка", 4 }, { "лип", 7 },
    { "липень", 7 }, { "липня", 7 }, { "лист", 11 }, { "листопад", 11 }, { "листопада", 11 }, { "лют", 2 },
    { "лютага", 2 }, { "лютий", 2 }, { "лютого", 2 }, { "ліпеня", 7 }, { "лістапада", 11 }, { "май", 5 },
    { "мар", 3 }, { "март", 3 }, { "марта", 3 }, { "мая", 5 }, { "мај", 5 }, { "маја", 5 }, { "новембар", 11 },
    { "новембра", 11 }, { "ноември", 11 }, { "ноя", 11 }, { "нояб", 11 }, { "ноябрь", 11 }, { "ноября", 11 },
    { "окт", 10 }, { "октобар", 10 }, { "октобра", 10 }, { "октомври", 10 }, { "октябрь", 10 },
    { "октября", 10 }, { "сакавіка", 3 }, { "сен", 9 }, { "сент", 9 }, { "сентябрь", 9 }, { "сентября", 9 },
    { "септембар", 9 }, { "септембра", 9 }, { "септември", 9 }, { "серп", 8 }, { "серпень", 8 },
    { "серпня", 8 }, { "снежня", 12 }, { "студзеня", 1 }, { "січ", 1 }, { "січень", 1 }, { "січня", 1 },
    { "трав", 5 }, { "травень", 5 }, { "травня", 5 }, { "фебруар", 2 }, { "фебруара", 2 }, { "фев", 2 },
    { "февраль", 2 }, { "февраля", 2 }, { "февруари", 2 }, { "черв", 6 }, { "червень", 6 }, { "червня", 6 },
    { "чэрвеня", 6 }, { "юли", 7 }, { "юни", 6 }, { "янв", 1 }, { "январь", 1 }, { "января", 1 },
    { "януари", 1 }, { "јануар", 1 }, { "јануара", 1 }, { "јануари", 1 }, { "јул", 7 }, { "јула", 7 },
    { "јули", 7 }, { "јун", 6 }, { "јуна", 6 }, { "јуни", 6 }, { "אוגוסט", 8 }, { "אוקטובר", 10 },
    { "אפריל", 4 }, { "באוגוסט", 8 }, { "באוקטובר", 10 }, { "באפריל", 4 }, { "בדצמבר", 12 }, { "ביולי", 7 },
    { "ביוני", 6 }, { "בינואר", 1 }, { "במאי", 5 }, { "במרץ", 3 }, { "בנובמבר", 11 }, { "בספטמבר", 9 },
    { "בפברואר", 2 }, { "דצמבר", 12 }, { "יולי", 7 }, { "יוני", 6 }, { "ינואר", 1 }, { "מאי", 5 }, { "מרץ", 3 },
    { "נובמבר", 11 }, { "ספטמבר", 9 }, { "פברואר", 2 }, { "آب", 8 }, { "آبان", 20 }, { "آذار", 3 },
    { "آذر", 21 }, { "آوریل", 4 }, { "آگوست", 8 }, { "أبريل", 4 }, { "أغسطس", 8 }, { "أفريل", 4 },
    { "أكتوبر", 10 }, { "أوت", 8 }, { "أيار", 5 }, { "أيلول", 9 }, { "ابريل", 4 }, { "اردیبهشت", 14 },
    { "اسفند", 24 }, { "اغسطس", 8 }, { "اكتوبر", 10 }, { "اوت", 8 }, { "اکتبر", 10 }, { "بهمن", 23 },
    { "تموز", 7 }, { "تیر", 16 }, { "جانفي", 1 }, { "جوان", 6 }, { "جولای", 7 }, { "جويلية", 7 },
    { "حزيران", 6 }, { "خرداد", 15 }, { "دسامبر", 12 }, { "ديسمبر", 12 }, { "دی", 22 }, { "سبتمبر", 9 },
    { "سپتامبر", 9 }, { "شباط", 2 }, { "شهریور", 18 }, { "فبراير", 2 }, { "فروردین", 13 }, { "فوریه", 2 },
    { "فيفري", 2 }, { "مارس", 3 }, { "ماي", 5 }, { "مايو", 5 }, { "مرداد", 17 }, { "مه", 5 }, { "مهر", 19 },
    { "می", 5 }, { "نوامبر", 11 }, { "نوفمبر", 11 }, { "نيسان", 4 }, { "يناير", 1 }, { "يوليو", 7 },
    { "يونيو", 6 }, { "ژانویه", 1 }, { "ژوئن", 6 }, { "ژوئیه", 7 }, { "अक्टूबर", 10 }, { "अक्तूबर", 10 },
    { "अगस्त", 8 }, { "अप्रैल", 4 }, { "जनवरी", 1 }, { "जुलाई", 7 }, { "जून", 6 }, { "दिसंबर", 12 },
    { "दिसम्बर", 12 }, { "नवंबर", 11 }, { "नवम्बर", 11 }, { "फरवरी", 2 }, { "फ़रवरी", 2 }, { "मई", 5 },
    { "मार्च", 3 }, { "सितंबर", 9 }, { "सितम्बर", 9 }, { "অক্টোবর", 10 }, { "আগস্ট", 8 }, { "এপ্রিল", 4 },
    { "জানুয়ারি", 1 }, { "জুন", 6 }, { "জুলাই", 7 }, { "ডিসেম্বর", 12 }, { "নভেম্বর", 11 },
    { "ফেব্রুয়ারি", 2 }, { "মার্চ", 3 }, { "মে", 5 }, { "সেপ্টেম্বর", 9 }, { "กรกฎาคม", 7 }, { "กันยายน", 9 },
    { "กุมภาพันธ์", 2 }, { "ตุลาคม", 10 }, { "ธันวาคม", 12 }, { "พฤศจิกายน", 11 }, { "พฤษภาคม", 5 },
    { "มกราคม", 1 }, { "มิถุนายน", 6 }, { "มีนาคม", 3 }, { "สิงหาคม", 8 }, { "เมษายน", 4 },
};

static const struct entry weekdays[] = {
    { "csütörtök", 3 }, { "cuma", 4 }, { "cumartesi", 5 }, { "czw", 3 }, { "czwartek", 3 }, { "di", 1 },
    { "dienstag", 1 }, { "dijous", 3 }, { "dilluns", 0 }, { "dim", 6 }, { "dimanche", 6 }, { "dimarts", 1 },
    { "dimecres", 2 }, { "dinsdag", 1 }, { "dissabte", 5 }, { "diumenge", 6 }, { "divendres", 4 }, { "do", 3 },
    { "dom", 6 }, { "domenica", 6 }, { "domingo", 6 }, { "donderdag", 3 }, { "donnerstag", 3 },
    { "duminică", 6 }, { "fr", 4 }, { "fredag", 4 }, { "freitag", 4 }, { "fri", 4 }, { "friday", 4 },
    { "giovedì", 3 }, { "hétfő", 0 }, { "jeu", 3 }, { "jeudi", 3 }, { "joi", 3 }, { "jue", 3 }, { "jueves", 3 },
    { "jumat", 4 }, { "kamis", 3 }, { "kedd", 1 }, { "keskiviikko", 2 }, { "keskiviikkona", 2 },
    { "lauantai", 5 }, { "lauantaina", 5 }, { "lun", 0 }, { "lundi", 0 }, { "lunedì", 0 }, { "lunes", 0 },
    { "luni", 0 }, { "lördag", 5 }, { "lørdag", 5 }, { "ma", 0 }, { "maanantai", 0 }, { "maanantaina", 0 },
    { "maandag", 0 }, { "mandag", 0 }, { "mardi", 1 }, { "martedì", 1 }, { "martes", 1 }, { "marți", 1 },
    { "mer", 2 }, { "mercoledì", 2 }, { "mercredi", 2 }, { "mi", 2 }, { "miercuri", 2 }, { "minggu", 6 },
    { "mittwoch", 2 }, { "mié", 2 }, { "miércoles", 2 }, { "mo", 0 }, { "mon", 0 }, { "monday", 0 },
    { "montag", 0 }, { "måndag", 0 }, { "nedelja", 6 }, { "nedeľa", 6 }, { "nedjelja", 6 }, { "neděle", 6 },
    { "niedz", 6 }, { "niedziela", 6 }, { "onsdag", 2 }, { "pazar", 6 }, { "pazartesi", 0 }, { "per", 3 },
    { "perjantai", 4 }, { "perjantaina", 4 }, { "perşembe", 3 }, { "petak", 4 }, { "piatok", 4 },
    { "piątek", 4 }, { "pon", 0 }, { "pondelok", 0 }, { "pondělí", 0 }, { "ponedeljak", 0 },
    { "ponedjeljak", 0 }, { "poniedziałek", 0 }, { "pt", 4 }, { "pzt", 0 }, { "pátek", 4 }, { "péntek", 4 },
    { "quarta", 2 }, { "quinta", 3 }, { "rabu", 2 }, { "sa", 5 }, { "sabato", 5 }, { "sabtu", 5 },
    { "sali", 1 }, { "sam", 5 }, { "samedi", 5 }, { "samstag", 5 }, { "sat", 5 }, { "saturday", 5 },
    { "segunda", 0 }, { "selasa", 1 }, { "senin", 0 }, { "sexta", 4 }, { "so", 6 }, { "sob", 5 },
    { "sobota", 5 }, { "sonntag", 6 }, { "sreda", 2 }, { "srijeda", 2 }, { "streda", 2 }, { "středa", 2 },
    { "subota", 5 }, { "sun", 6 }, { "sunday", 6 }, { "sunnuntai", 6 }, { "sunnuntaina", 6 }, { "szerda", 2 },
    { "szombat", 5 }, { "sáb", 5 }, { "sábado", 5 }, { "sâmbătă", 5 }, { "söndag", 6 }, { "søndag", 6 },
    { "terça", 1 }, { "thu", 3 }, { "thur", 3 }, { "thurs", 3 }, { "thursday", 3 }, { "tiistai", 1 },
    { "tiistaina", 1 }, { "tirsdag", 1 }, { "tisdag", 1 }, { "torsdag", 3 }, { "torstai", 3 },
    { "torstaina", 3 }, { "tue", 1 }, { "tues", 1 }, { "tuesday", 1 }, { "utorak", 1 }, { "utorok", 1 },
    { "vasárnap", 6 }, { "ven", 4 }, { "vendredi", 4 }, { "venerdì", 4 }, { "vie", 4 }, { "viernes", 4 },
    { "vineri", 4 }, { "vr", 4 }, { "vrijdag", 4 }, { "wed", 2 }, { "wednesday", 2 }, { "wo", 2 },
    { "woensdag", 2 }, { "wt", 1 }, { "wtorek", 1 }, { "za", 5 }, { "zaterdag", 5 }, { "zo", 6 },
    { "zondag", 6 }, { "çar", 2 }, { "çarşamba", 2 }, { "úterý", 1 }, { "četvrtak", 3 }, { "čtvrtek", 3 },
    { "śr", 2 }, { "środa", 2 }, { "štvrtok", 3 }, { "δευτέρα", 0 }, { "κυριακή", 6 }, { "πέμπτη", 3 },
    { "παρασκευή", 4 }, { "σάββατο", 5 }, { "τετάρτη", 2 }, { "τρίτη", 1 }, { "воскресенье", 6 }, { "вс", 6 },
    { "вт", 1 }, { "вторник", 1 }, { "вівторок", 1 }, { "нд", 6 }, { "неделя", 6 }, { "недеља", 6 },
    { "неділя", 6 }, { "пʼятниця", 4 }, { "петак", 4 }, { "петък", 4 }, { "пн", 0 }, { "понеделник", 0 },
    { "понедельник", 0 }, { "понедељак", 0 }, { "понеділок", 0 }, { "пт", 4 }, { "пятница", 4 },
    { "п’ятниця", 4 }, { "сб", 5 }, { "середа", 2 }, { "ср", 2 }, { "среда", 2 }, { "сряда", 2 },
    { "суббота", 5 }, { "субота", 5 }, { "събота", 5 }, { "уторак", 1 }, { "четвер", 3 }, { "четверг", 3 },
    { "четвртак", 3 }, { "четвъртък", 3 }, { "чт", 3 }, { "الأحد", 6 }, { "الأربعاء", 2 }, { "الإثنين", 0 },
    { "الاثنين", 0 }, { "الثلاثاء", 1 }, { "الجمعة", 4 }, { "الخميس", 3 }, { "السبت", 5 }, { "جمعه", 4 },
    { "دوشنبه", 0 }, { "شنبه", 5 }, { "چهارشنبه", 2 }, { "یکشنبه", 6 },
};

static const struct entry units[] = {
    { "an", UNIT_YEAR }, { "ani", UNIT_YEAR }, { "anni", UNIT_YEAR }, { "anno", UNIT_YEAR },
    { "ano", UNIT_YEAR }, { "anos", UNIT_YEAR }, { "ans", UNIT_YEAR }, { "any", UNIT_YEAR },
    { "anys", UNIT_YEAR }, { "ay", UNIT_MONTH }, { "año", UNIT_YEAR }, { "años", UNIT_YEAR },
    { "bulan", UNIT_MONTH }, { "d", UNIT_DAY }, { "dagar", UNIT_DAY }, { "dage", UNIT_DAY },
    { "dagen", UNIT_DAY }, { "dager", UNIT_DAY }, { "dakika", UNIT_MINUTE }, { "dan", UNIT_DAY },
    { "dana", UNIT_DAY }, { "day", UNIT_DAY }, { "days", UNIT_DAY }, { "detik", UNIT_SECOND },
    { "dia", UNIT_DAY }, { "dias", UNIT_DAY }, { "dies", UNIT_DAY }, { "dk", UNIT_MINUTE },
    { "dnem", UNIT_DAY }, { "dni", UNIT_DAY }, { "dny", UNIT_DAY }, { "dzień", UNIT_DAY }, { "día", UNIT_DAY },
    { "días", UNIT_DAY }, { "giorni", UNIT_DAY }, { "giorno", UNIT_DAY }, { "giây", UNIT_SECOND },
    { "giờ", UNIT_HOUR }, { "godina", UNIT_YEAR }, { "godine", UNIT_YEAR }, { "godz", UNIT_HOUR },
    { "godzin", UNIT_HOUR }, { "godziny", UNIT_HOUR }, { "godzinę", UNIT_HOUR }, { "gün", UNIT_DAY },
    { "h", UNIT_HOUR }, { "hafta", UNIT_WEEK }, { "hari", UNIT_DAY }, { "hete", UNIT_WEEK },
    { "heure", UNIT_HOUR }, { "heures", UNIT_HOUR }, { "hodin", UNIT_HOUR }, { "hodinami", UNIT_HOUR },
    { "hodinou", UNIT_HOUR }, { "hora", UNIT_HOUR }, { "horas", UNIT_HOUR }, { "hores", UNIT_HOUR },
    { "hour", UNIT_HOUR }, { "hours", UNIT_HOUR }, { "hr", UNIT_HOUR }, { "hrs", UNIT_HOUR },
    { "hét", UNIT_WEEK }, { "héttel", UNIT_WEEK }, { "hónapja", UNIT_MONTH }, { "hónappal", UNIT_MONTH },
    { "jaar", UNIT_YEAR }, { "jahr", UNIT_YEAR }, { "jahre", UNIT_YEAR }, { "jahren", UNIT_YEAR },
    { "jam", UNIT_HOUR }, { "jour", UNIT_DAY }, { "jours", UNIT_DAY }, { "kuukautta", UNIT_MONTH },
    { "lat", UNIT_YEAR }, { "lata", UNIT_YEAR }, { "lety", UNIT_YEAR }, { "maand", UNIT_MONTH },
    { "maanden", UNIT_MONTH }, { "menit", UNIT_MINUTE }, { "mes", UNIT_MONTH }, { "mese", UNIT_MONTH },
    { "meseci", UNIT_MONTH }, { "meses", UNIT_MONTH }, { "mesi", UNIT_MONTH }, { "mesos", UNIT_MONTH },
    { "miesiąc", UNIT_MONTH }, { "miesiące", UNIT_MONTH }, { "miesięcy", UNIT_MONTH }, { "min", UNIT_MINUTE },
    { "minggu", UNIT_WEEK }, { "mins", UNIT_MINUTE }, { "minut", UNIT_MINUTE }, { "minuta", UNIT_MINUTE },
    { "minutami", UNIT_MINUTE }, { "minute", UNIT_MINUTE }, { "minuten", UNIT_MINUTE },
    { "minuter", UNIT_MINUTE }, { "minutes", UNIT_MINUTE }, { "minuti", UNIT_MINUTE },
    { "minuto", UNIT_MINUTE }, { "minutos", UNIT_MINUTE }, { "minutou", UNIT_MINUTE },
    { "minuts", UNIT_MINUTE }, { "minutter", UNIT_MINUTE }, { "minuty", UNIT_MINUTE },
    { "minutę", UNIT_MINUTE }, { "minuut", UNIT_MINUTE }, { "minuuttia", UNIT_MINUTE },
    { "mjeseca", UNIT_MONTH }, { "mjeseci", UNIT_MONTH }, { "mo", UNIT_MONTH }, { "mois", UNIT_MONTH },
    { "monat", UNIT_MONTH }, { "monate", UNIT_MONTH }, { "monaten", UNIT_MONTH }, { "month", UNIT_MONTH },
    { "months", UNIT_MONTH }, { "månad", UNIT_MONTH }, { "månader", UNIT_MONTH }, { "måned", UNIT_MONTH },
    { "måneder", UNIT_MONTH }, { "mês", UNIT_MONTH }, { "měsícem", UNIT_MONTH }, { "měsíci", UNIT_MONTH },
    { "nap", UNIT_DAY }, { "napja", UNIT_DAY }, { "nappal", UNIT_DAY }, { "nedelja", UNIT_WEEK },
    { "ngày", UNIT_DAY }, { "năm", UNIT_YEAR }, { "ora", UNIT_HOUR }, { "ore", UNIT_HOUR },
    { "oră", UNIT_HOUR }, { "perccel", UNIT_MINUTE }, { "perce", UNIT_MINUTE }, { "phút", UNIT_MINUTE },
    { "päivä", UNIT_DAY }, { "päivää", UNIT_DAY }, { "rok", UNIT_YEAR }, { "rokem", UNIT_YEAR },
    { "s", UNIT_SECOND }, { "saat", UNIT_HOUR }, { "saniye", UNIT_SECOND }, { "sat", UNIT_HOUR },
    { "sata", UNIT_HOUR }, { "sati", UNIT_HOUR }, { "sec", UNIT_SECOND }, { "second", UNIT_SECOND },
    { "seconde", UNIT_SECOND }, { "seconden", UNIT_SECOND }, { "secondes", UNIT_SECOND },
    { "secondi", UNIT_SECOND }, { "seconds", UNIT_SECOND }, { "secs", UNIT_SECOND }, { "secunde", UNIT_SECOND },
    { "segons", UNIT_SECOND }, { "segundo", UNIT_SECOND }, { "segundos", UNIT_SECOND },
    { "sekund", UNIT_SECOND }, { "sekunde", UNIT_SECOND }, { "sekunden", UNIT_SECOND },
    { "sekunder", UNIT_SECOND }, { "sekundy", UNIT_SECOND }, { "semaine", UNIT_WEEK },
    { "semaines", UNIT_WEEK }, { "semana", UNIT_WEEK }, { "semanas", UNIT_WEEK }, { "sene", UNIT_YEAR },
    { "setmana", UNIT_WEEK }, { "setmanes", UNIT_WEEK }, { "settimana", UNIT_WEEK }, { "settimane", UNIT_WEEK },
    { "std", UNIT_HOUR }, { "stunde", UNIT_HOUR }, { "stunden", UNIT_HOUR }, { "săptămâni", UNIT_WEEK },
    { "săptămână", UNIT_WEEK }, { "tag", UNIT_DAY }, { "tage", UNIT_DAY }, { "tagen", UNIT_DAY },
    { "tahun", UNIT_YEAR }, { "tháng", UNIT_MONTH }, { "time", UNIT_HOUR }, { "timer", UNIT_HOUR },
    { "timmar", UNIT_HOUR }, { "timme", UNIT_HOUR }, { "tiếng", UNIT_HOUR }, { "tjedana", UNIT_WEEK },
    { "tjedna", UNIT_WEEK }, { "tunti", UNIT_HOUR }, { "tuntia", UNIT_HOUR }, { "tuần", UNIT_WEEK },
    { "tydzień", UNIT_WEEK }, { "tygodni", UNIT_WEEK }, { "tygodnie", UNIT_WEEK }, { "týdnem", UNIT_WEEK },
    { "týdny", UNIT_WEEK }, { "uge", UNIT_WEEK }, { "uger", UNIT_WEEK }, { "uke", UNIT_WEEK },
    { "uker", UNIT_WEEK }, { "uur", UNIT_HOUR }, { "vecka", UNIT_WEEK }, { "veckor", UNIT_WEEK },
    { "viikko", UNIT_WEEK }, { "viikkoa", UNIT_WEEK }, { "vuotta", UNIT_YEAR }, { "w", UNIT_WEEK },
    { "week", UNIT_WEEK }, { "weeks", UNIT_WEEK }, { "weken", UNIT_WEEK }, { "wk", UNIT_WEEK },
    { "wks", UNIT_WEEK }, { "woche", UNIT_WEEK }, { "wochen", UNIT_WEEK }, { "y", UNIT_YEAR },
    { "year", UNIT_YEAR }, { "years", UNIT_YEAR }, { "yil", UNIT_YEAR }, { "yr", UNIT_YEAR },
    { "yrs", UNIT_YEAR }, { "zi", UNIT_DAY }, { "zile", UNIT_DAY }, { "år", UNIT_YEAR }, { "éve", UNIT_YEAR },
    { "évvel", UNIT_YEAR }, { "óra", UNIT_HOUR }, { "órája", UNIT_HOUR }, { "órával", UNIT_HOUR },
    { "εβδομάδα", UNIT_WEEK }, { "εβδομάδες", UNIT_WEEK }, { "ημέρα", UNIT_DAY }, { "ημέρες", UNIT_DAY },
    { "λεπτά", UNIT_MINUTE }, { "λεπτό", UNIT_MINUTE }, { "μέρες", UNIT_DAY }, { "μήνα", UNIT_MONTH },
    { "μήνες", UNIT_MONTH }, { "χρόνια", UNIT_YEAR }, { "χρόνο", UNIT_YEAR }, { "ώρα", UNIT_HOUR },
    { "ώρες", UNIT_HOUR }, { "год", UNIT_YEAR }, { "года", UNIT_YEAR }, { "годин", UNIT_HOUR },
    { "години", UNIT_HOUR }, { "годину", UNIT_HOUR }, { "ден", UNIT_DAY }, { "день", UNIT_DAY },
    { "дней", UNIT_DAY }, { "дни", UNIT_DAY }, { "дня", UNIT_DAY }, { "дні", UNIT_DAY }, { "днів", UNIT_DAY },
    { "лет", UNIT_YEAR }, { "месеца", UNIT_MONTH }, { "месяц", UNIT_MONTH }, { "месяца", UNIT_MONTH },
    { "месяцев", UNIT_MONTH }, { "мин", UNIT_MINUTE }, { "минут", UNIT_MINUTE }, { "минута", UNIT_MINUTE },
    { "минути", UNIT_MINUTE }, { "минуту", UNIT_MINUTE }, { "минуты", UNIT_MINUTE }, { "місяць", UNIT_MONTH },
    { "місяці", UNIT_MONTH }, { "місяців", UNIT_MONTH }, { "недели", UNIT_WEEK }, { "недель", UNIT_WEEK },
    { "неделю", UNIT_WEEK }, { "неделя", UNIT_WEEK }, { "роки", UNIT_YEAR }, { "років", UNIT_YEAR },
    { "рік", UNIT_YEAR }, { "седмица", UNIT_WEEK }, { "седмици", UNIT_WEEK }, { "секунд", UNIT_SECOND },
    { "секунди", UNIT_SECOND }, { "секунду", UNIT_SECOND }, { "секунды", UNIT_SECOND },
    { "тиждень", UNIT_WEEK }, { "тижні", UNIT_WEEK }, { "тижнів", UNIT_WEEK }, { "хв", UNIT_MINUTE },
    { "хвилин", UNIT_MINUTE }, { "хвилина", UNIT_MINUTE }, { "хвилини", UNIT_MINUTE },
    { "хвилину", UNIT_MINUTE }, { "час", UNIT_HOUR }, { "часа", UNIT_HOUR }, { "часов", UNIT_HOUR },
    { "דקה", UNIT_MINUTE }, { "דקות", UNIT_MINUTE }, { "ימים", UNIT_DAY }, { "שעה", UNIT_HOUR },
    { "שעות", UNIT_HOUR }, { "أسابيع", UNIT_WEEK }, { "أسبوع", UNIT_WEEK }, { "أشهر", UNIT_MONTH },
    { "أيام", UNIT_DAY }, { "ثانية", UNIT_SECOND }, { "ثوان", UNIT_SECOND }, { "دقائق", UNIT_MINUTE },
    { "دقيقة", UNIT_MINUTE }, { "دقیقه", UNIT_MINUTE }, { "روز", UNIT_DAY }, { "ساعات", UNIT_HOUR },
    { "ساعة", UNIT_HOUR }, { "ساعت", UNIT_HOUR }, { "سال", UNIT_YEAR }, { "سنة", UNIT_YEAR },
    { "سنوات", UNIT_YEAR }, { "شهر", UNIT_MONTH }, { "ماه", UNIT_MONTH }, { "هفته", UNIT_WEEK },
    { "يوم", UNIT_DAY }, { "يومين", UNIT_DAY }, { "개월", UNIT_MONTH }, { "년", UNIT_YEAR }, { "분", UNIT_MINUTE },
    { "시간", UNIT_HOUR }, { "일", UNIT_DAY }, { "주", UNIT_WEEK }, { "초", UNIT_SECOND },
};

/* clang-format on */

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

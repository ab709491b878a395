/* line.c - see line.h. The lists of words are what newsrooms of a dozen languages put around
 * their articles; a list entry matches whole words of folded text. Adding an entry
 * needs no other change. */
#include "page/line.h"

#include "base/utf8.h"

/* --- lists --- */

/* The whole line is one of these, colons and arrows aside: teasers may follow. */
static const char *const labels[] = {
    "see also", "see more", "read also", "also read", "read more", "read next", "read on", "related", "related news",
    "related articles", "related article", "related stories", "related story", "related topics", "related content",
    "related posts", "related links", "related coverage", "related reading", "more on this story", "more on this topic",
    "more on this", "more stories", "more news", "more information", "further reading", "in this story",
    "keep reading", "continue reading", "explore more", "watch also", "watch", "listen", "don't miss", "editor's picks", "editors' picks",
    "editor's pick", "recommended stories", "recommended", "recommended for you", "recommended reading", "suggested reading", "you may also like",
    "you might also like", "you may be interested in", "must read", "tags", "topics", "on the topic", "on topic",
    "читайте также", "читать также", "смотрите также", "по теме", "материалы по теме", "читайте також",
    "дивіться також", "за темою", "czytaj także", "czytaj też", "czytaj więcej", "zobacz także", "zobacz też", "zobacz również",
    "przeczytaj także", "przeczytaj również", "lesen sie auch", "mehr zum thema", "mehr dazu", "auch interessant", "lesen sie mehr", "siehe auch",
    "lire aussi", "à lire aussi", "a lire aussi", "à lire également", "voir aussi", "sur le même sujet", "lea también", "lee también", "le puede interesar",
    "te puede interesar", "vea también", "ver más", "más información", "leia também", "leia mais", "veja também", "saiba mais", "leggi anche",
    "potrebbe interessarti", "ilgili haberler", "ilgili haber", "ilginizi çekebilir", "bunlar da ilginizi çekebilir", "ayrica bakiniz",
    "xem thêm", "đọc thêm", "tin liên quan", "bài liên quan", "اقرأ أيضا", "اقرأ أيضاً", "إقرأ أيضا", "شاهد أيضا", "مواضيع ذات صلة",
};

/* The whole line is one of these: nothing of the article comes after. */
static const char *const ends[] = {
    "most read", "most popular", "most viewed", "most shared", "most commented", "trending", "trending now", "popular now", "popular",
    "popular news", "popular articles", "latest news", "latest stories", "latest", "the latest", "top stories", "top news", "today's top stories", "other news", "more from author", "about the author",
    "about author", "comments", "comment", "leave a comment", "leave a reply", "leave your comment", "add a comment",
    "post a comment", "join the conversation", "join the discussion", "comments are closed", "what do you think",
    "next article", "previous article", "next post", "previous post", "post navigation", "up next", "sponsored content", "from our partners", "around the web", "promoted stories", "paid content",
    "самое читаемое", "популярное", "последние новости", "комментарии", "коментарі", "найпопулярніше", "останні новини",
    "najczęściej czytane", "najnowsze", "komentarze", "meistgelesen", "kommentare", "das könnte sie auch interessieren",
    "les plus lus", "commentaires", "lo más leído", "comentarios", "mais lidas", "comentários", "i più letti",
    "commenti", "en çok okunanlar", "çok okunanlar", "son haberler", "yorumlar", "diğer haberler", "tin mới", "đọc nhiều", "bình luận",
    "الأكثر قراءة", "تعليقات", "التعليقات",
};

/* The line starts with one of these: promotion if it is short, or a colon follows. */
static const char *const promos[] = {
    "follow us", "join us on", "join our", "subscribe", "sign up", "download our", "download the", "get our",
    "click here", "to read more", "read the full", "read full", "watch our", "watch live", "watch the video", "watch video", "listen to our", "stay up to date",
    "stay informed", "stay tuned", "for more", "get the latest", "support us", "like us on", "find us on", "more from",
    "this article was originally", "this story was originally", "originally published", "the post", "have a news tip", "got a tip", "send us", "get in touch",
    "подписывайтесь", "подпишитесь", "підписуйтесь", "підпишіться", "folgen sie", "abonnieren", "newsletter", "suivez", "abonnez-vous",
    "síguenos", "síganos", "suscríbete", "siga", "inscreva-se", "assine", "seguici", "iscriviti", "obserwuj nas", "zapisz się", "bizi takip", "abone ol",
    "theo dõi", "تابعونا", "tag:", "tags:", "topics:", "keywords:", "filed under", "теги:", "метки:", "etiketler:", "tagi:", "schlagwörter:", "etiquetas:",
};

static const char *const newsletters[] = {
    "newsletter", "sign up for", "sign up to", "subscribe to our", "your inbox", "email address", "breaking news alerts",
    "daily briefing", "weekly briefing", "push notifications", "telegram channel", "whatsapp channel", "google news", "our app",
    "news tip", "join our", "follow us on",
};

static const char *const fulls[] = {
    "read entire article", "read the entire article", "read full article", "read the full article", "read full story", "read the full story",
    "read original article", "read the original article", "read the original", "continue to full article", "view original article", "view original", "go to source",
    "read whole article", "full article", "read more at source", "view full article", "original article", "original source",
};

/* Anywhere in a line that is short or stands outside the text. */
static const char *const footers[] = {
    "all rights reserved", "all right reserved", "copyright", "terms of use", "terms of service", "terms and conditions", "terms & conditions", "privacy policy",
    "privacy notice", "powered by", "все права защищены", "всі права захищені", "tüm haklari saklidir", "her hakki saklidir",
    "alle rechte vorbehalten", "tous droits réservés", "todos los derechos reservados", "todos os direitos reservados",
    "tutti i diritti riservati", "wszelkie prawa zastrzeżone", "bản quyền", "جميع الحقوق محفوظة", "impressum", "about us", "contact us",
    "advertise with us", "may not be published, broadcast", "may not be reproduced", "without prior permission", "without prior written", "trust principles",
    "registered in england", "registration number", "перепечатка", "передрук", "republish this article", "creative commons",
};

/* Of those, the ones that are sentences with a full stop. */
static const char *const footer_sentences[] = {
    "may not be published, broadcast", "may not be reproduced", "without prior permission", "without prior written",
    "trust principles", "republish this article",
};

static const char *const cookies[] = {
    "use cookies", "uses cookies", "cookie policy", "accept cookies", "accept all cookies", "cookie settings", "manage consent", "your privacy choices",
    "cookie preferences", "by continuing to use", "by clicking accept", "файлы cookie", "verwendet cookies", "çerez", "utilise des cookies", "utiliza cookies",
    "pliki cookie", "pliki cookies", "enable javascript", "your browser", "ad blocker", "adblock",
};

static const char *const counters[] = {
    "advertisement", "advertisements", "skip advertisement", "advertisement - scroll to continue", "story continues below advertisement", "article continues below advertisement",
    "article continues below", "story continues below", "story continues", "continue reading below", "scroll to continue", "scroll down", "sponsored", "ad", "ads", "advert", "loading", "play video",
    "play", "video player is loading", "listen to this article", "listen to article", "listen to story", "hear this story", "this article is more than", "text size", "font size",
    "print", "print this", "save", "save article", "menu", "search", "skip to content", "skip to main content", "skip links", "skip to main", "log in", "login", "sign in", "register", "my account",
    "close", "toggle navigation", "navigation", "breaking", "breaking news", "live", "exclusive", "premium", "subscribers only", "end of list", "toggle", "open menu", "back to top", "go to top", "top", "home",
    "homepage", "add to favorites", "add to favourites", "bookmark", "report a typo", "report an error", "report this ad", "remove ads", "go ad-free", "add as preferred source", "make us preferred on google",
    "getting your trinity audio player ready", "this audio is auto-generated", "click to copy", "read comments", "view comments", "show comments", "link copied", "copy link", "copied", "image", "photo", "video", "gallery", "open image in gallery", "view gallery", "view image in fullscreen", "expand image", "enlarge image", "image caption", "caption", "figure",
    "реклама", "anzeige", "werbung", "publicidad", "publicité", "publicidade", "pubblicità", "reklam", "reklama", "quảng cáo", "إعلان", "загрузка", "слушать", "zum inhalt springen", "geç", "anasayfa", "ana sayfa",
    "главная", "startseite", "accueil", "inicio", "trang chủ", "strona główna", "головна", "العربية", "english", "русский", "українська", "türkçe", "polski", "deutsch", "français", "español",
};

static const char share_words[] =
    "share tweet facebook twitter x whatsapp telegram linkedin email e-mail mail print copy link pinterest reddit save "
    "follow us on this via article story post messenger viber vk odnoklassniki ok flipboard threads bluesky mastodon instagram youtube tiktok "
    "like send more options url to by in with friends gift comment comments bookmark add google news rss feed pocket tumblr xing line wechat weibo signal "
    "paylaş paylas tweetle yazdir gönder поделиться отправить поширити поділитися teilen drucken merken compartir compartilhar imprimir partager "
    "imprimer envoyer condividi stampa udostępnij podziel się drukuj wyślij chia sẻ शेयर مشاركة شارك kopieren copiar copier enviar";
static const char share_heads[] =
    "share tweet facebook twitter whatsapp telegram linkedin email e-mail pinterest reddit paylaş tweetle поделиться поширити поділитися teilen "
    "compartir compartilhar partager condividi udostępnij podziel chia مشاركة شارك print copy save";

static const char *const photo_marks[] = {
    "photo:", "photos:", "photo by", "photos by", "photo credit:", "photo credit", "photo credits:", "photo courtesy", "photo/", "photo via", "photo from", "photograph:", "photography:", "photographer:", "image:", "images:", "image by", "image credit:", "image credit",
    "image source:", "image source,", "images source:", "image courtesy", "picture:", "pictures:", "picture by", "pic:", "credit:", "credits:",
    "illustration:", "illustration by", "video:", "courtesy of", "courtesy:", "handout via", "foto:", "fotos:", "foto por", "foto di", "fot.", "fot:", "zdjęcie:", "zdjęcia:", "źródło zdjęć:", "źródło zdjęcia:",
    "фото:", "фото из", "фото с", "photo ©", "© photo", "bild:", "bildquelle:", "quelle bild:", "crédit photo", "crédits :", "crédit :", "crédito:", "créditos:", "fotoğraf:", "görsel:", "ảnh:", "صورة:", "الصورة:", "photo :",
    "getty images", "via reuters", "via ap", "via afp", "via getty", "ap photo", "afp photo", "reuters/", "epa-efe", "shutterstock", "wikimedia commons", "istock", "alamy",
};

static const char *const photo_phrases[] = {
    "in this file photo", "file photo", "file image", "file picture", "file photograph", "in this photo", "in this picture", "in this photograph", "in this image",
    "in this handout", "in this pool", "in this screen", "handout photo", "handout picture", "handout image", "photo taken", "picture taken", "image taken from", "archive photo", "archive picture", "screengrab", "screen grab", "stock photo", "illustrative photo", "illustrative image", "photo illustration", "архивное фото", "arşiv fotoğraf", "archivfoto", "archivbild", "symbolbild", "foto de archivo", "photo d'archives", "zdjęcie ilustracyjne",
};

static const char *const scenes[] = {
    "shakes hands", "shake hands", "pictured", "is seen", "are seen", "looks on", "look on", "speaks during", "speaks at a", "speaks to the media", "attends a", "attend a", "arrives for", "arrives at", "poses for", "pose for", "gestures",
    "(left)", "(right)", "(l)", "(r)", "(centre)", "(center)", ", left,", ", right,", ", center,", ", centre,",
};

static const char *const notes[] = {
    "editor's note", "editors' note", "editor note", "note to readers", "correction", "corrections", "clarification", "disclaimer", "note:", "update:", "this story has been", "this article has been",
    "this story was updated", "this article was updated", "this article was amended", "this story was amended", "this is a developing story", "this is a breaking news story", "the views expressed", "views expressed", "the opinions expressed", "opinions expressed", "the author's views",
    "this article reflects", "this report has been", "this report was", "this material was", "this article was translated", "translated from", "this text was translated", "machine translation", "от редакции", "примечание редакции", "від редакції", "anmerkung der redaktion", "note de la rédaction", "nota del editor", "nota de la redacción", "nota da redação", "nota redakcji", "od redakcji", "editörün notu",
};

/* A disclaimer in the paper's own voice has one of each. */
static const char *const note_objects[] = {
    "information", "reports", "report", "claims", "claim", "statements", "allegations", "accounts", "media", "data",
};
static const char *const note_doubts[] = {
    "propaganda", "information war", "information warfare", "disinformation", "be independently verified", "been independently verified",
    "not independently verify", "immediately verify", "independently confirm", "unable to verify", "not verify", "independently confirmed", "immediately be verified", "not possible to verify", "treated with caution",
};
static const char *const voices_of_others[] = { "said", "told", "says", "added", "stated", "accused", "according to", "called", "claimed that", "insisted", "argued", "warned" };

static const char *const plea_opens[] = {
    "dear reader", "dear readers", "dear friend", "dear friends", "a message from", "a note from", "an appeal from", "a word from", "before you go", "support our work", "support our journalism", "support independent journalism", "support quality journalism", "support us", "we need your help", "we need your support", "help us", "donate", "become a member", "become a supporter", "become a patron", "join us today",
    "you've read", "since you're here", "as you're here", "if you value", "if you appreciate", "if you found", "if you like", "if you believe", "our journalism", "your support", "thank you for reading", "thanks for reading", "this article is free", "this story is free", "fund our", "stand with us", "уважаемые читатели", "дорогие читатели", "поддержите", "шановні читачі", "дорогі читачі", "підтримайте", "liebe leser", "unterstützen sie", "chers lecteurs", "soutenez", "queridos lectores", "apoya", "drodzy czytelnicy", "wesprzyj", "destek ol", "değerli okurlar",
};

/* A plea turns to the reader and asks for the press, or for money. */
static const char *const plea_asks[] = {
    "patron", "support us", "support our", "your support", "your help", "your contribution", "every contribution", "a contribution", "contribute", "donate", "donation", "donations", "chip in", "become a member", "become a supporter", "membership", "subscribe", "subscription", "help us", "stand with us", "standing with us", "thank you for", "by supporting", "please support", "supporting us", "help fund", "give today", "make a gift", "reader-funded", "reader-supported", "funded by readers", "support from readers", "no matter how small", "pay what", "remind me",
    "поддержите", "поддержать", "поддержка", "пожертв", "пожертвование", "донат", "підтримайте", "підтримати", "unterstützen", "spenden", "spende", "soutenez", "un don", "apoya", "donar", "wesprzyj", "wpłać", "destek ol", "bağiş",
};
static const char *const plea_presses[] = {
    "journalism", "journalist", "journalists", "newsroom", "reporting", "reader", "readers", "press freedom", "free press", "paywall", "monthly", "a month", "one-time", "per month", "patreon", "patron", "paypal", "independent media", "our work", "advertising", "advertisers", "editorial", "censorship", "silenced",
    "журналист", "журналистика", "журналисты", "журналистику", "редакция", "редакцию", "редакции", "журналістику", "журналістика", "редакцію", "journalismus", "journalisme", "periodismo", "jornalismo", "dziennikarstwo", "gazetecilik",
};
/* Not "us": folded, it is the United States too. */
static const char voice_words[] = "we our you your we're you're we've you'll we'll ours yours";
static const char reader_words[] =
    "you your you're you'll yours вы вас вам ваш ваша вашу вашей ви вами sie ihre ihrer ihnen vous votre vos usted ustedes "
    "você vocês państwo państwa twoje twój siz sizin sizden bạn";
static const char button_words[] =
    "continue donate support subscribe remind later payment paiment payments method methods monthly once one-time today contribute contribution give join now "
    "close sign paypal patreon bitcoin card ready learn how yes no thanks thank $ member membership annual select amount other register";

/* --- folding --- */

static uint32_t fold_point(uint32_t c)
{
    switch (c) {
    case 0x131:
        return 'i';
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x2BC:
    case '`':
        return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0xAB:
    case 0xBB:
        return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
        return '-';
    }
    return point_lower(c);
}

size_t line_fold_into(struct text t, char *out)
{
    size_t n = 0;
    bool space = false;
    unsigned size;

    for (size_t i = 0; i < t.len; i += size) {
        uint32_t c = utf8_at(t, i, &size);

        if (point_is_space(c)) {
            space = n > 0;
            continue;
        }
        if (space)
            out[n++] = ' ';
        space = false;
        n += utf8_put(fold_point(c), out + n);
    }
    return n;
}

struct text line_fold(struct text t, struct arena *mem)
{
    char *out = arena_alloc(mem, t.len * 3 + 1);
    size_t n;

    if (!out)
        return text_of(NULL, 0);
    n = line_fold_into(t, out);
    arena_trim(mem, out, t.len * 3 + 1, n + 1);
    return text_of(out, n);
}

struct text line_strip(struct text t, const char *marks)
{
    t = text_trim(t);
    while (t.len && t.ptr[0] && strchr(marks, t.ptr[0]))
        t = text_trim(text_of(t.ptr + 1, t.len - 1));
    while (t.len && t.ptr[t.len - 1] && strchr(marks, t.ptr[t.len - 1]))
        t = text_trim(text_of(t.ptr, t.len - 1));
    return t;
}

static bool in_word(uint32_t c)
{
    return point_is_letter(c) || point_is_digit(c);
}

static size_t key_into(struct text fold, char *out)
{
    size_t n = 0;
    bool space = false;
    unsigned size;

    for (size_t i = 0; i < fold.len; i += size) {
        uint32_t c = utf8_at(fold, i, &size);

        if (!in_word(c)) {
            space = n > 0;
            continue;
        }
        if (space)
            out[n++] = ' ';
        space = false;
        n += utf8_put(c, out + n);
    }
    return n;
}

bool line_word_in(const char *list, struct text word)
{
    size_t n = word.len;

    if (n == 0)
        return false;
    for (struct text rest = text_c(list); rest.ptr;)
        if (text_eq(text_cut(&rest, ' '), word))
            return true;
    return false;
}

static bool word_edge(struct text t, size_t at, bool before)
{
    unsigned size;

    if (before) {
        if (at == 0)
            return true;
        for (at--; at > 0 && ((unsigned char)t.ptr[at] & 0xC0) == 0x80; at--)
            ;
    } else if (at >= t.len) {
        return true;
    }
    return !in_word(utf8_at(t, at, &size));
}

size_t line_find_words(struct text fold, const char *needle)
{
    struct text word = text_c(needle);

    for (size_t at = 0; (at = text_find(fold, word, at)) != NOWHERE; at++)
        if (word_edge(fold, at, true) &&
            (!in_word((unsigned char)word.ptr[word.len - 1]) || word_edge(fold, at + word.len, false)))
            return at;
    return NOWHERE;
}

static bool has_any(struct text fold, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (line_find_words(fold, list[i]) != NOWHERE)
            return true;
    return false;
}

static bool starts_any(struct text fold, const char *const *list, size_t n, size_t *len)
{
    for (size_t i = 0; i < n; i++) {
        size_t m = strlen(list[i]);

        if (fold.len >= m && memcmp(fold.ptr, list[i], m) == 0 &&
            (!point_is_letter((unsigned char)list[i][m - 1]) || word_edge(fold, m, false))) {
            *len = m;
            return true;
        }
    }
    return false;
}

static bool is_any(struct text fold, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (text_is(fold, list[i]))
            return true;
    return false;
}
#define HAS_ANY(fold, list) has_any(fold, list, COUNT_OF(list))
#define STARTS_ANY(fold, list, len) starts_any(fold, list, COUNT_OF(list), len)
#define IS_ANY(fold, list) is_any(fold, list, COUNT_OF(list))

/* --- what a line looks like --- */

static bool all_share(struct text key)
{
    bool head = false;
    int n = 0, known = 0;

    for (struct text rest = key; rest.ptr && n <= 30;) {
        struct text word = text_cut(&rest, ' ');

        if (word.len == 0)
            continue;
        n++;
        if (line_word_in(share_words, word) || is_ascii_digit(word.ptr[0]))
            known++;
        head |= line_word_in(share_heads, word);
    }
    return head && n <= 30 && known * 10 >= n * 9;
}

/* "[text](url)", "![](url)", addresses, #tags, @handles: what is left without them? */
static bool only_links(struct text t)
{
    bool any = false;
    size_t i = 0;

    while (i < t.len) {
        char c = t.ptr[i];

        if (c == '[' || (c == '!' && i + 1 < t.len && t.ptr[i + 1] == '[')) {
            const char *close = memchr(t.ptr + i, ']', t.len - i);
            const char *paren = close && close + 1 < t.ptr + t.len && close[1] == '('
                                    ? memchr(close, ')', (size_t)(t.ptr + t.len - close))
                                    : NULL;

            if (!paren)
                return false;
            any = true;
            i = (size_t)(paren - t.ptr) + 1;
        } else if (c == '#' || c == '@' || (t.len - i > 8 && memcmp(t.ptr + i, "http", 4) == 0) ||
                   (t.len - i > 4 && memcmp(t.ptr + i, "www.", 4) == 0)) {
            size_t begin = i;

            while (i < t.len && !is_ascii_space(t.ptr[i]))
                i++;
            if (i - begin > 1)
                any = true;
        } else if (is_ascii_alpha(c) || is_ascii_digit(c) || (unsigned char)c >= 0xC3) {
            /* an e-mail address, perhaps */
            size_t begin = i;
            const char *at;

            while (i < t.len && !is_ascii_space(t.ptr[i]))
                i++;
            at = memchr(t.ptr + begin, '@', i - begin);
            if (!at || !memchr(at, '.', (size_t)(t.ptr + i - at)))
                return false;
            any = true;
        } else {
            i++;
        }
    }
    return any;
}

static bool is_number_word(struct text w)
{
    bool digit = false;

    for (size_t i = 0; i < w.len; i++) {
        if (is_ascii_digit(w.ptr[i]))
            digit = true;
        else if (w.ptr[i] != '.' && w.ptr[i] != ',' && w.ptr[i] != 'k' && w.ptr[i] != 'm' && w.ptr[i] != '+')
            return false;
    }
    return digit;
}

/* "3 comments", "1.2k views", "5 min read", "list 1 of 3", "reading time: 4 minutes", "12" */
static bool is_counter(struct text key)
{
    static const char counted[] =
        "comments comment views view shares share reads likes read min mins minute minutes of list items item image images photo photos slide "
        "slides reading time estimated listen watch seconds second video listening length duration page pages votes replies reactions k "
        "yorum okunma просмотров просмотры комментариев комментарий коментарів переглядів kommentare comentarios comentários commentaires lượt xem czytania czytanie lesezeit dakika okuma lecture lectura minuten minutos минуты минут мин";
    int n = 0, numbers = 0;

    for (struct text rest = key; rest.ptr; n++) {
        struct text word = text_cut(&rest, ' ');

        if (is_number_word(word))
            numbers++;
        else if (!line_word_in(counted, word))
            return false;
        if (n > 7)
            return false;
    }
    return numbers > 0;
}

static bool is_trail(struct text fold)
{
    static const char homes[] = "home homepage главная головна startseite accueil inicio início anasayfa news";
    int marks = 0;
    size_t first = 0, since = 0, words = 1;

    for (size_t i = 0; i < fold.len; i++) {
        bool mark = fold.ptr[i] == '>' || (fold.ptr[i] == '"' && i > 0 && fold.ptr[i - 1] == ' ' && i + 1 < fold.len && fold.ptr[i + 1] == ' ') ||
                    (fold.ptr[i] == '/' && i > 0 && fold.ptr[i - 1] == ' ');

        if (fold.len - i >= 3 && memcmp(fold.ptr + i, "\xE2\x80\xBA", 3) == 0)
            mark = true;
        if (mark) {
            if (marks == 0)
                first = i;
            marks++;
            since = i + 1;
            words = 0;
        } else if (fold.ptr[i] == ' ' && i > since) {
            words++;
        }
    }
    if (marks == 0 || fold.len > 250)
        return false;
    return line_word_in(homes, text_trim(text_of(fold.ptr, first))) || (marks >= 2 && words <= 4 && fold.len < 100);
}

/* First and second person outside quotation marks. */
static bool has_voice(struct text fold, const char *words)
{
    bool quoted = false;
    size_t begin = 0;

    for (size_t i = 0; i <= fold.len; i++) {
        if (i < fold.len && fold.ptr[i] == '"')
            quoted = !quoted;
        if (i == fold.len || fold.ptr[i] == ' ' || fold.ptr[i] == '"' || fold.ptr[i] == ',' || fold.ptr[i] == '.' ||
            fold.ptr[i] == ':') {
            if (!quoted && line_word_in(words, text_of(fold.ptr + begin, i - begin)))
                return true;
            begin = i + 1;
        }
    }
    return false;
}

static bool has_money(struct text fold)
{
    for (size_t i = 0; i + 1 < fold.len; i++)
        if ((fold.ptr[i] == '$' && is_ascii_digit(fold.ptr[i + 1])) ||
            (i + 3 < fold.len && memcmp(fold.ptr + i, "\xE2\x82\xAC", 3) == 0) ||
            (memcmp(fold.ptr + i, "\xC2\xA3", 2) == 0))
            return true;
    return false;
}

/* Where a photo credit begins, at a mark whose rest is short; NOWHERE if there is none. */
static size_t credit_at(struct text fold)
{
    size_t best = NOWHERE;

    for (size_t i = 0; i < COUNT_OF(photo_marks); i++) {
        size_t at = line_find_words(fold, photo_marks[i]);
        int words = 0;

        if (at == NOWHERE)
            continue;
        for (size_t k = at; k < fold.len; k++)
            words += fold.ptr[k] == ' ';
        if (words <= 9 && fold.len - at <= 110 && (best == NOWHERE || at < best))
            best = at;
    }
    return best;
}

static void look_at_credit(struct line *line)
{
    struct text fold = line->fold;
    size_t at, letters = 0, len;
    bool copyright;

    if (fold.len > 900)
        return;
    at = credit_at(fold);
    copyright = text_starts(fold, "\xC2\xA9") && fold.len < 80 && !HAS_ANY(fold, footers);
    if (copyright) {
        /* "© AFP" is a photo's, "© 2031 Coast News" the page's */
        for (size_t i = 0; i + 3 < fold.len; i++)
            if ((fold.ptr[i] == '2' || fold.ptr[i] == '1') && is_ascii_digit(fold.ptr[i + 1]) &&
                is_ascii_digit(fold.ptr[i + 2]) && is_ascii_digit(fold.ptr[i + 3]))
                copyright = false;
        if (copyright) {
            line->cues |= CUE_CREDIT | CUE_CREDIT_ALL;
            return;
        }
    }
    if (STARTS_ANY(fold, photo_phrases, &len) && fold.len < 400)
        line->cues |= CUE_PHOTO;
    if (HAS_ANY(fold, photo_phrases))
        line->cues |= CUE_PHOTO;
    if (HAS_ANY(fold, scenes))
        line->cues |= CUE_SCENE;
    if (at == NOWHERE) {
        /* "... on Monday. [Ana Brook/AFP]", "(AP)" */
        size_t open;

        if (fold.len > 3 && fold.ptr[fold.len - 1] == ']') {
            for (open = fold.len - 1; open > 0 && fold.len - open < 60 && fold.ptr[open] != '['; open--)
                ;
            if (fold.ptr[open] == '[' && memchr(fold.ptr + open, '/', fold.len - open))
                line->cues |= open == 0 ? CUE_CREDIT | CUE_CREDIT_ALL : CUE_CREDIT;
        } else if (fold.len > 12 && fold.ptr[fold.len - 1] == ')' && line->chars <= 250) {
            /* "(Leo Park/AP)", but "(Reuters/AFP)" signs a text */
            const char *slash, *blank;

            for (open = fold.len - 1; open > 0 && fold.len - open < 60 && fold.ptr[open] != '('; open--)
                ;
            slash = fold.ptr[open] == '(' ? memchr(fold.ptr + open, '/', fold.len - open) : NULL;
            blank = slash ? memchr(fold.ptr + open, ' ', (size_t)(slash - fold.ptr) - open) : NULL;
            if (blank && slash[-1] != ' ')
                line->cues |= open == 0 ? CUE_CREDIT | CUE_CREDIT_ALL : CUE_CREDIT;
        }
        return;
    }
    /* a sentence may speak of a "video: ..."; a credit names someone and stops */
    if (line->point && at > 0 && fold.len > 250)
        return;
    for (size_t i = 0; i < at; i++)
        letters += is_ascii_alpha(fold.ptr[i]) || (unsigned char)fold.ptr[i] >= 0xC3;
    line->cues |= CUE_CREDIT;
    if (letters <= 4)
        line->cues |= CUE_CREDIT_ALL;
}

static void look(struct text page, struct line *line)
{
    struct text t = text_in(page, line->page), fold = line->fold, key = line->key;
    struct text bare = fold; /* without colons and arrows at the end */
    size_t len;
    bool brief = line->words <= 16 && line->chars <= 140;

    if (key.len == 0) {
        line->cues |= CUE_EMPTY;
        return;
    }
    while (bare.len && (strchr(":.>\"-|! ", bare.ptr[bare.len - 1]) && bare.ptr[bare.len - 1]))
        bare.len--;
    for (int i = 0; i < 2; i++) { /* … and » */
        if (bare.len > 3 && memcmp(bare.ptr + bare.len - 3, "\xE2\x80\xA6", 3) == 0)
            bare.len -= 3;
        while (bare.len && (bare.ptr[bare.len - 1] == ' ' || bare.ptr[bare.len - 1] == ':'))
            bare.len--;
    }
    if (t.len <= 2000 && !(line->cues & CUE_HASH) && only_links(text_in(page, line->whole)))
        line->cues |= CUE_LINKS;
    if (brief) {
        if (IS_ANY(bare, ends))
            line->cues |= CUE_END;
        else if (IS_ANY(bare, labels))
            line->cues |= CUE_LABEL;
        else if (IS_ANY(bare, fulls))
            line->cues |= CUE_FULL;
        else if (IS_ANY(bare, counters) || is_counter(key))
            line->cues |= CUE_COUNTER;
        if (all_share(key))
            line->cues |= CUE_SHARE;
        /* "Comments (3)", "3 comments" at the foot */
        if (key.len < 40 && (text_starts(key, "comments ") || text_ends(key, " comments")) && is_counter(key))
            line->cues |= CUE_END;
    }
    if (is_trail(fold))
        line->cues |= CUE_TRAIL;
    if (line->chars <= 300 && !(line->cues & (CUE_LABEL | CUE_END | CUE_FULL))) {
        if (STARTS_ANY(fold, labels, &len) && len < fold.len) {
            struct text rest = text_trim(text_of(fold.ptr + len, fold.len - len));

            if (rest.ptr[0] == ':' || rest.ptr[0] == '|' || rest.ptr[0] == '[' || rest.ptr[0] == '>' ||
                (rest.ptr[0] == '-' && fold.ptr[len] == ' ' && !line->point) ||
                (len >= 9 && !line->point && memchr(fold.ptr, ' ', len) && line->words <= 25))
                line->cues |= CUE_PROMO;
        }
        if (STARTS_ANY(fold, promos, &len) && (!line->point || HAS_ANY(fold, newsletters)) && line->words <= 30)
            line->cues |= CUE_PROMO;
    }
    if (line->chars <= 400 && has_voice(fold, voice_words) && HAS_ANY(fold, newsletters))
        line->cues |= CUE_NEWSLETTER;
    if (line->chars <= 200 && !line->prose && HAS_ANY(fold, newsletters) && STARTS_ANY(fold, promos, &len))
        line->cues |= CUE_NEWSLETTER;
    if (line->chars <= 600 && HAS_ANY(fold, footers)) {
        /* prose may speak of copyright: the furniture of a page says it briefly or with a sign */
        if ((!line->point && line->chars <= 200) || text_find(fold, text_c("\xC2\xA9"), 0) != NOWHERE ||
            text_find(fold, text_c("(c)"), 0) != NOWHERE || line_find_words(fold, "all rights reserved") != NOWHERE ||
            HAS_ANY(fold, footer_sentences))
            line->cues |= CUE_FOOTER;
    }
    if (line->chars <= 120 && line->words <= 12 && !line->point) {
        /* "Coast News @2031", "© 2031 Coast News" */
        for (size_t i = 0; i + 4 < fold.len; i++) {
            bool sign = fold.ptr[i] == '@' || memcmp(fold.ptr + i, "\xC2\xA9", 2) == 0 || memcmp(fold.ptr + i, "(c)", 3) == 0;
            size_t k = i + (fold.ptr[i] == '@' ? 1 : fold.ptr[i] == '(' ? 3 : 2);

            while (sign && k < fold.len && fold.ptr[k] == ' ')
                k++;
            if (sign && k + 4 <= fold.len && (memcmp(fold.ptr + k, "19", 2) == 0 || memcmp(fold.ptr + k, "20", 2) == 0) &&
                is_ascii_digit(fold.ptr[k + 2]) && is_ascii_digit(fold.ptr[k + 3]))
                line->cues |= CUE_FOOTER;
        }
    }
    if (line->chars <= 600 && HAS_ANY(fold, cookies) && (has_voice(fold, voice_words) || !line->prose))
        line->cues |= CUE_COOKIE;
    if (has_voice(fold, voice_words))
        line->cues |= CUE_VOICE;
    if (HAS_ANY(fold, plea_asks) && (HAS_ANY(fold, plea_presses) || has_money(fold)) &&
        (!line->prose || has_voice(fold, reader_words) ||
         ((line->cues & CUE_VOICE) && HAS_ANY(fold, plea_presses))))
        line->cues |= CUE_PLEA;
    if (STARTS_ANY(fold, plea_opens, &len))
        line->cues |= CUE_PLEA_OPEN;
    if (line->words <= 8 && !line->point) {
        for (struct text rest = key; rest.ptr;)
            if (line_word_in(button_words, text_cut(&rest, ' ')))
                line->cues |= CUE_BUTTON;
        if (has_money(fold))
            line->cues |= CUE_BUTTON;
    }
    if (STARTS_ANY(fold, notes, &len) || (line->words >= 6 && line->chars <= 500 && !memchr(fold.ptr, '"', fold.len) &&
                                          HAS_ANY(fold, note_objects) && HAS_ANY(fold, note_doubts) &&
                                          !HAS_ANY(fold, voices_of_others)))
        line->cues |= CUE_NOTE;
    look_at_credit(line);
}

/* Words, characters, the stop at the end. */
static void measure(struct text page, struct line *line)
{
    struct text t = text_in(page, line->page);
    bool in = false;
    unsigned ideographs = 0, size;
    uint32_t last = 0, before = 0;

    for (size_t i = 0; i < t.len; i += size) {
        uint32_t c = utf8_at(t, i, &size);
        bool word = in_word(c) || ((c == '\'' || c == 0x2019 || c == '-' || c == '.') && in);

        line->chars++;
        if (word && !in)
            line->words++;
        if (c >= 0x3040 && c <= 0x9FFF)
            ideographs++;
        in = word;
        if (point_is_space(c))
            continue;
        before = last;
        last = c;
    }
    line->words += ideographs / 2;
    for (int i = 0; i < 2; i++) {
        bool stop = last == '.' || last == '!' || last == '?' || last == 0x2026 || last == 0x3002 || last == 0x61F || last == 0x964;

        if (stop) {
            line->stop = true;
            line->point = last == '.' || last == 0x3002 || last == 0x2026 || last == 0x964;
            break;
        }
        if (last != '"' && last != '\'' && last != ')' && last != ']' && last != 0x201D && last != 0x2019 && last != 0xBB)
            break;
        last = before;
    }
    line->prose = line->chars >= 80 || (ideographs > 30) ||
                  (line->words >= 6 && (line->stop || t.ptr[t.len - 1] == '"' || text_ends(t, "\xE2\x80\x9D") ||
                                        text_ends(t, "\xE2\x80\x99") || text_ends(t, "\xC2\xBB")));
}

/* Take table bars, Markdown hashes, bullets and quote signs off the ends. A dash stays: it
 * opens direct speech in half of Europe. */
static void peel(struct text page, struct line *line)
{
    struct text t = text_in(page, line->whole);
    bool again = true;

    while (again && t.len) {
        again = false;
        if (t.ptr[0] == '|' || (t.ptr[0] == '>' && t.len > 1)) {
            line->cues |= CUE_BAR;
            t = text_trim(text_of(t.ptr + 1, t.len - 1));
            again = true;
        } else if (t.len && t.ptr[t.len - 1] == '|') {
            line->cues |= CUE_BAR;
            t = text_trim(text_of(t.ptr, t.len - 1));
            again = true;
        } else if (t.ptr[0] == '#') {
            size_t n = 0;

            while (n < t.len && t.ptr[n] == '#')
                n++;
            if (n <= 6 && n < t.len && is_ascii_space(t.ptr[n])) {
                line->cues |= CUE_HASH;
                t = text_trim(text_of(t.ptr + n, t.len - n));
                again = true;
            }
        } else if (t.len > 2 && (t.ptr[0] == '*' || t.ptr[0] == '+') && t.ptr[1] == ' ') {
            line->cues |= CUE_BULLET;
            t = text_trim(text_of(t.ptr + 2, t.len - 2));
            again = true;
        } else if (t.len > 4 && memcmp(t.ptr, "\xE2\x80\xA2", 3) == 0) {
            line->cues |= CUE_BULLET;
            t = text_trim(text_of(t.ptr + 3, t.len - 3));
            again = true;
        } else if (t.len > 4 && memcmp(t.ptr, "**", 2) == 0 && text_ends(t, "**")) {
            t = text_trim(text_of(t.ptr + 2, t.len - 4));
            again = true;
        } else if (t.len > 4 && (t.ptr[0] == '*' || t.ptr[0] == '_') && t.ptr[t.len - 1] == t.ptr[0] &&
                   !is_ascii_space(t.ptr[1]) && t.ptr[1] != t.ptr[0]) {
            t = text_trim(text_of(t.ptr + 1, t.len - 2));
            again = true;
        } else if ((line->cues & CUE_HASH) && t.ptr[0] == '[' && t.ptr[t.len - 1] == ')') {
            const char *close = memchr(t.ptr, ']', t.len);

            if (close && close > t.ptr + 1 && close[1] == '(') { /* a headline that is a link */
                t = text_trim(text_of(t.ptr + 1, (size_t)(close - t.ptr) - 1));
                again = true;
            }
        }
    }
    if (t.len == 0)
        t = text_in(page, line->whole);
    line->page.begin = (uint32_t)(t.ptr - page.ptr);
    line->page.end = line->page.begin + (uint32_t)t.len;
}

/* --- cutting --- */

/* The line at *at without its end; CR LF, LF and a lone CR end lines. */
static struct text next_line(struct text bytes, size_t *at)
{
    size_t begin = *at, i = begin;

    while (i < bytes.len && bytes.ptr[i] != '\n' && bytes.ptr[i] != '\r')
        i++;
    *at = i;
    if (i < bytes.len)
        *at += 1 + (bytes.ptr[i] == '\r' && i + 1 < bytes.len && bytes.ptr[i + 1] == '\n');
    return text_of(bytes.ptr + begin, i - begin);
}

static bool starts_lower(struct text t)
{
    unsigned size;
    uint32_t c = t.len ? utf8_at(t, 0, &size) : 0;

    return point_is_letter(c) && !point_is_upper(c);
}

static bool ends_open(struct text t)
{
    char c = t.ptr[t.len - 1];

    return is_ascii_alpha(c) || c == ',' || c == '-' || is_ascii_digit(c);
}

/* Hard-wrapped text: many lines of about one width that go on, in lower case, on the next. */
static uint32_t wrap_width(struct text bytes, const struct line *lines, size_t n)
{
    size_t joins = 0, goes_on = 0;
    uint32_t width = 0;

    for (size_t i = 0; i + 1 < n; i++) {
        struct text a = text_in(bytes, lines[i].whole), b = text_in(bytes, lines[i + 1].whole);

        if (a.len > 130)
            return 0;
        if (lines[i + 1].gap)
            continue;
        joins++;
        if (a.len >= 35 && ends_open(a) && starts_lower(b)) {
            goes_on++;
            if (a.len > width)
                width = (uint32_t)a.len;
        }
    }
    return goes_on >= 3 && goes_on * 10 >= joins * 4 ? width : 0;
}

static size_t join_wrapped(struct text bytes, struct line *lines, size_t n, uint32_t width)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        if (kept && !lines[i].gap) {
            uint32_t last = lines[i - 1].whole.end - lines[i - 1].whole.begin;

            if (last * 10 >= width * 7 ||
                (ends_open(text_in(bytes, lines[i - 1].whole)) && starts_lower(text_in(bytes, lines[i].whole)))) {
                lines[kept - 1].whole.end = lines[i].whole.end;
                continue;
            }
        }
        /* lines[i - 1] is read above before it may be overwritten: kept <= i */
        lines[kept++] = lines[i];
    }
    return kept;
}

bool line_cut(struct text bytes, struct arena *mem, struct line **out, size_t *out_n)
{
    struct line *lines = NULL;
    size_t n = 0, room = 0, at = 0;
    uint32_t number = 0, width;
    bool gap = false;

    if (text_starts(bytes, "\xEF\xBB\xBF"))
        at = 3;
    while (at < bytes.len) {
        struct text t = text_trim(next_line(bytes, &at));

        number++;
        if (t.len == 0) {
            gap = true;
            continue;
        }
        if (n == LINE_MAX_LINES) {
            t = text_trim(text_of(t.ptr, (size_t)(bytes.ptr + bytes.len - t.ptr)));
            at = bytes.len;
        }
        if (n == room) {
            struct line *more = arena_grow(mem, lines, n, &room, sizeof(*lines));

            if (!more)
                return false;
            lines = more;
        }
        lines[n] = (struct line){ .number = number, .gap = gap };
        lines[n].whole.begin = (uint32_t)(t.ptr - bytes.ptr);
        lines[n].whole.end = lines[n].whole.begin + (uint32_t)t.len;
        n++;
        gap = false;
    }
    width = wrap_width(bytes, lines, n);
    if (width)
        n = join_wrapped(bytes, lines, n, width);
    for (size_t i = 0; i < n; i++) {
        struct line *line = &lines[i];
        struct text t;
        char *key;

        peel(bytes, line);
        t = text_in(bytes, line->page);
        if (t.len > LINE_FOLD_MAX) {
            t.len = LINE_FOLD_MAX;
            while (t.len && ((unsigned char)t.ptr[t.len] & 0xC0) == 0x80)
                t.len--;
        }
        line->fold = line_fold(t, mem);
        key = line->fold.ptr ? arena_alloc(mem, line->fold.len + 1) : NULL;
        if (!key)
            return false;
        line->key = text_of(key, key_into(line->fold, key));
        measure(bytes, line);
        look(bytes, line);
    }
    *out = lines;
    *out_n = n;
    return true;
}

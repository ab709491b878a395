/* vocabulary.c - the words that newsrooms of a dozen languages put around their articles. See
 * vocabulary.h. An entry matches whole words of folded text; adding one needs no other change. */
#include "page/words/vocabulary.h"

#include <stddef.h>

/* clang-format off */

const char *const vocabulary_labels[] = {
    "see also", "see more", "read also", "also read", "read more", "read next", "read on",
    "related", "related news", "related articles", "related article", "related stories",
    "related story", "related topics", "related content", "related posts", "related links",
    "related coverage", "related reading", "more on this story", "more on this topic",
    "more on this", "more stories", "more news", "more information", "further reading",
    "in this story", "keep reading", "continue reading", "explore more", "watch also", "watch",
    "listen", "don't miss", "editor's picks", "editors' picks", "editor's pick",
    "recommended stories", "recommended", "recommended for you", "recommended reading",
    "suggested reading", "you may also like", "you might also like", "you may be interested in",
    "must read", "tags", "topics", "on the topic", "on topic", "читайте также", "читать также",
    "смотрите также", "по теме", "материалы по теме", "читайте також", "дивіться також", "за темою",
    "czytaj także", "czytaj też", "czytaj więcej", "zobacz także", "zobacz też", "zobacz również",
    "przeczytaj także", "przeczytaj również", "lesen sie auch", "mehr zum thema", "mehr dazu",
    "auch interessant", "lesen sie mehr", "siehe auch", "lire aussi", "à lire aussi",
    "a lire aussi", "à lire également", "voir aussi", "sur le même sujet", "lea también",
    "lee también", "le puede interesar", "te puede interesar", "vea también", "ver más",
    "más información", "leia também", "leia mais", "veja também", "saiba mais", "leggi anche",
    "potrebbe interessarti", "ilgili haberler", "ilgili haber", "ilginizi çekebilir",
    "bunlar da ilginizi çekebilir", "ayrica bakiniz", "xem thêm", "đọc thêm", "tin liên quan",
    "bài liên quan", "اقرأ أيضا", "اقرأ أيضاً", "إقرأ أيضا", "شاهد أيضا", "مواضيع ذات صلة", NULL,
};

const char *const vocabulary_ends[] = {
    "most read", "most popular", "most viewed", "most shared", "most commented", "trending",
    "trending now", "popular now", "popular", "popular news", "popular articles", "latest news",
    "latest stories", "latest", "the latest", "top stories", "top news", "today's top stories",
    "other news", "more from author", "about the author", "about author", "comments", "comment",
    "leave a comment", "leave a reply", "leave your comment", "add a comment", "post a comment",
    "join the conversation", "join the discussion", "comments are closed", "what do you think",
    "next article", "previous article", "next post", "previous post", "post navigation", "up next",
    "sponsored content", "from our partners", "around the web", "promoted stories", "paid content",
    "самое читаемое", "популярное", "последние новости", "комментарии", "коментарі",
    "найпопулярніше", "останні новини", "najczęściej czytane", "najnowsze", "komentarze",
    "meistgelesen", "kommentare", "das könnte sie auch interessieren", "les plus lus",
    "commentaires", "lo más leído", "comentarios", "mais lidas", "comentários", "i più letti",
    "commenti", "en çok okunanlar", "çok okunanlar", "son haberler", "yorumlar", "diğer haberler",
    "tin mới", "đọc nhiều", "bình luận", "الأكثر قراءة", "تعليقات", "التعليقات", NULL,
};

const char *const vocabulary_promos[] = {
    "follow us", "join us on", "join our", "subscribe", "sign up", "download our", "download the",
    "get our", "click here", "to read more", "read the full", "read full", "watch our",
    "watch live", "watch the video", "watch video", "listen to our", "stay up to date",
    "stay informed", "stay tuned", "for more", "get the latest", "support us", "like us on",
    "find us on", "more from", "this article was originally", "this story was originally",
    "originally published", "the post", "have a news tip", "got a tip", "send us", "get in touch",
    "подписывайтесь", "подпишитесь", "підписуйтесь", "підпишіться", "folgen sie", "abonnieren",
    "newsletter", "suivez", "abonnez-vous", "síguenos", "síganos", "suscríbete", "siga",
    "inscreva-se", "assine", "seguici", "iscriviti", "obserwuj nas", "zapisz się", "bizi takip",
    "abone ol", "theo dõi", "تابعونا", "tag:", "tags:", "topics:", "keywords:", "filed under",
    "теги:", "метки:", "etiketler:", "tagi:", "schlagwörter:", "etiquetas:", NULL,
};

const char *const vocabulary_newsletters[] = {
    "newsletter", "sign up for", "sign up to", "subscribe to our", "your inbox", "email address",
    "breaking news alerts", "daily briefing", "weekly briefing", "push notifications",
    "telegram channel", "whatsapp channel", "google news", "our app", "news tip", "join our",
    "follow us on", NULL,
};

const char *const vocabulary_fulls[] = {
    "read entire article", "read the entire article", "read full article", "read the full article",
    "read full story", "read the full story", "read original article", "read the original article",
    "read the original", "continue to full article", "view original article", "view original",
    "go to source", "read whole article", "full article", "read more at source",
    "view full article", "original article", "original source", NULL,
};

const char *const vocabulary_footers[] = {
    "all rights reserved", "all right reserved", "copyright", "terms of use", "terms of service",
    "terms and conditions", "terms & conditions", "privacy policy", "privacy notice", "powered by",
    "все права защищены", "всі права захищені", "tüm haklari saklidir", "her hakki saklidir",
    "alle rechte vorbehalten", "tous droits réservés", "todos los derechos reservados",
    "todos os direitos reservados", "tutti i diritti riservati", "wszelkie prawa zastrzeżone",
    "bản quyền", "جميع الحقوق محفوظة", "impressum", "about us", "contact us", "advertise with us",
    "may not be published, broadcast", "may not be reproduced", "without prior permission",
    "without prior written", "trust principles", "registered in england", "registration number",
    "перепечатка", "передрук", "republish this article", "creative commons",
    "a version of this article", "a version of this story", NULL,
};

const char *const vocabulary_footer_sentences[] = {
    "may not be published, broadcast", "may not be reproduced", "without prior permission",
    "without prior written", "trust principles", "republish this article",
    "a version of this article", "a version of this story", NULL,
};

const char *const vocabulary_cookies[] = {
    "use cookies", "uses cookies", "cookie policy", "accept cookies", "accept all cookies",
    "cookie settings", "manage consent", "your privacy choices", "cookie preferences",
    "by continuing to use", "by clicking accept", "файлы cookie", "verwendet cookies", "çerez",
    "utilise des cookies", "utiliza cookies", "pliki cookie", "pliki cookies", "enable javascript",
    "your browser", "ad blocker", "adblock", NULL,
};

const char *const vocabulary_counters[] = {
    "advertisement", "advertisements", "skip advertisement", "advertisement - scroll to continue",
    "story continues below advertisement", "article continues below advertisement",
    "article continues below", "story continues below", "story continues", "continue reading below",
    "scroll to continue", "scroll down", "sponsored", "ad", "ads", "advert", "loading",
    "play video", "play", "video player is loading", "listen to this article", "listen to article",
    "listen to story", "hear this story", "this article is more than", "text size", "font size",
    "print", "print this", "save", "save article", "menu", "search", "skip to content",
    "skip to main content", "skip links", "skip to main", "log in", "login", "sign in", "register",
    "my account", "close", "toggle navigation", "navigation", "breaking", "breaking news", "live",
    "exclusive", "premium", "subscribers only", "end of list", "toggle", "open menu", "back to top",
    "go to top", "top", "home", "homepage", "add to favorites", "add to favourites", "bookmark",
    "report a typo", "report an error", "report this ad", "remove ads", "go ad-free",
    "add as preferred source", "make us preferred on google",
    "getting your trinity audio player ready", "this audio is auto-generated", "click to copy",
    "read comments", "view comments", "show comments", "link copied", "copy link", "copied",
    "image", "photo", "video", "gallery", "open image in gallery", "view gallery",
    "view image in fullscreen", "expand image", "enlarge image", "image caption", "caption",
    "figure", "реклама", "anzeige", "werbung", "publicidad", "publicité", "publicidade",
    "pubblicità", "reklam", "reklama", "quảng cáo", "إعلان", "загрузка", "слушать",
    "zum inhalt springen", "geç", "anasayfa", "ana sayfa", "главная", "startseite", "accueil",
    "inicio", "trang chủ", "strona główna", "головна", "العربية", "english", "русский",
    "українська", "türkçe", "polski", "deutsch", "français", "español", "contact",
    NULL,
};

const char vocabulary_share_words[] =
    "click here social media share tweet facebook twitter x whatsapp telegram linkedin email e-mail mail print copy link "
    "pinterest reddit save follow us on this via article story post messenger viber vk "
    "odnoklassniki ok flipboard threads bluesky mastodon instagram youtube tiktok like send more "
    "options url to by in with friends gift comment comments bookmark add google news rss feed "
    "pocket tumblr xing line wechat weibo signal paylaş paylas tweetle yazdir gönder поделиться "
    "отправить поширити поділитися teilen drucken merken compartir compartilhar imprimir partager "
    "imprimer envoyer condividi stampa udostępnij podziel się drukuj wyślij chia sẻ शेयर مشاركة "
    "شارك kopieren copiar copier enviar";

const char vocabulary_share_heads[] =
    "share tweet facebook twitter whatsapp telegram linkedin email e-mail pinterest reddit paylaş "
    "tweetle поделиться поширити поділитися teilen compartir compartilhar partager condividi "
    "udostępnij podziel chia مشاركة شارك print copy save";

const char *const vocabulary_photo_marks[] = {
    "photo:", "photos:", "photo by", "photos by", "photo credit:", "photo credit", "photo credits:", "credit...", "credit…",
    "photo courtesy", "photo/", "photo via", "photo from", "photograph:", "photography:",
    "photographer:", "image:", "images:", "image by", "image credit:", "image credit",
    "image source:", "image source,", "images source:", "image courtesy", "picture:", "pictures:",
    "picture by", "pic:", "credit:", "credits:", "illustration:", "illustration by", "video:",
    "courtesy of", "courtesy:", "handout via", "foto:", "fotos:", "foto por", "foto di", "fot.",
    "fot:", "zdjęcie:", "zdjęcia:", "źródło zdjęć:", "źródło zdjęcia:", "фото:", "фото из",
    "фото с", "photo ©", "© photo", "bild:", "bildquelle:", "quelle bild:", "crédit photo",
    "crédits :", "crédit :", "crédito:", "créditos:", "fotoğraf:", "görsel:", "ảnh:", "صورة:",
    "الصورة:", "photo :", "getty images", "via reuters", "via ap", "via afp", "via getty",
    "ap photo", "afp photo", "reuters/", "epa-efe", "shutterstock", "wikimedia commons", "istock",
    "alamy", NULL,
};

const char *const vocabulary_photo_phrases[] = {
    "in this file photo", "file photo", "file image", "file picture", "file photograph",
    "in this photo", "in this picture", "in this photograph", "in this image", "in this handout",
    "in this pool", "in this screen", "handout photo", "handout picture", "handout image",
    "photo taken", "picture taken", "image taken from", "archive photo", "archive picture",
    "screengrab", "screen grab", "stock photo", "illustrative photo", "illustrative image",
    "photo illustration", "архивное фото", "arşiv fotoğraf", "archivfoto", "archivbild",
    "symbolbild", "foto de archivo", "photo d'archives", "zdjęcie ilustracyjne", NULL,
};

const char *const vocabulary_scenes[] = {
    "shakes hands", "shake hands", "pictured", "is seen", "are seen", "looks on", "look on",
    "speaks during", "speaks at a", "speaks to the media", "attends a", "attend a", "arrives for",
    "arrives at", "poses for", "pose for", "gestures", "(left)", "(right)", "(l)", "(r)",
    "(centre)", "(center)", ", left,", ", right,", ", center,", ", centre,", NULL,
};

const char *const vocabulary_notes[] = {
    "editor's note", "editors' note", "editor note", "note to readers", "correction", "corrections",
    "clarification", "disclaimer", "note:", "update:", "this story has been",
    "this article has been", "this story was updated", "this article was updated",
    "this article was amended", "this story was amended", "this is a developing story",
    "this is a breaking news story", "the views expressed", "views expressed",
    "the opinions expressed", "opinions expressed", "the author's views", "this article reflects",
    "this report has been", "this report was", "this material was", "this article was translated",
    "translated from", "this text was translated", "machine translation", "от редакции",
    "примечание редакции", "від редакції", "anmerkung der redaktion", "note de la rédaction",
    "nota del editor", "nota de la redacción", "nota da redação", "nota redakcji", "od redakcji",
    "editörün notu", NULL,
};

const char *const vocabulary_note_objects[] = {
    "information", "reports", "report", "claims", "claim", "statements", "allegations", "accounts",
    "media", "data", NULL,
};

const char *const vocabulary_note_doubts[] = {
    "propaganda", "information war", "information warfare", "disinformation",
    "be independently verified", "been independently verified", "not independently verify",
    "immediately verify", "independently confirm", "unable to verify", "not verify",
    "independently confirmed", "immediately be verified", "not possible to verify",
    "treated with caution", NULL,
};

const char *const vocabulary_voices_of_others[] = {
    "said", "told", "says", "added", "stated", "accused", "according to", "called", "claimed that",
    "insisted", "argued", "warned", NULL,
};

const char *const vocabulary_plea_opens[] = {
    "dear reader", "dear readers", "dear friend", "dear friends", "a message from", "a note from",
    "an appeal from", "a word from", "before you go", "support our work", "support our journalism",
    "support independent journalism", "support quality journalism", "support us",
    "we need your help", "we need your support", "help us", "donate", "become a member",
    "become a supporter", "become a patron", "join us today", "you've read", "since you're here",
    "as you're here", "if you value", "if you appreciate", "if you found", "if you like",
    "if you believe", "our journalism", "your support", "thank you for reading",
    "thanks for reading", "this article is free", "this story is free", "fund our", "stand with us",
    "уважаемые читатели", "дорогие читатели", "поддержите", "шановні читачі", "дорогі читачі",
    "підтримайте", "liebe leser", "unterstützen sie", "chers lecteurs", "soutenez",
    "queridos lectores", "apoya", "drodzy czytelnicy", "wesprzyj", "destek ol", "değerli okurlar",
    NULL,
};

const char *const vocabulary_plea_asks[] = {
    "patron", "support us", "support our", "your support", "your help", "your contribution",
    "every contribution", "a contribution", "contribute", "donate", "donation", "donations",
    "chip in", "become a member", "become a supporter", "membership", "subscribe", "subscription",
    "help us", "stand with us", "standing with us", "thank you for", "by supporting",
    "please support", "supporting us", "help fund", "give today", "make a gift", "reader-funded",
    "reader-supported", "funded by readers", "support from readers", "no matter how small",
    "pay what", "remind me", "поддержите", "поддержать", "поддержка", "пожертв", "пожертвование",
    "донат", "підтримайте", "підтримати", "unterstützen", "spenden", "spende", "soutenez", "un don",
    "apoya", "donar", "wesprzyj", "wpłać", "destek ol", "bağiş", NULL,
};

const char *const vocabulary_plea_presses[] = {
    "journalism", "journalist", "journalists", "newsroom", "reporting", "reader", "readers",
    "press freedom", "free press", "paywall", "monthly", "a month", "one-time", "per month",
    "patreon", "patron", "paypal", "independent media", "our work", "advertising", "advertisers",
    "editorial", "censorship", "silenced", "журналист", "журналистика", "журналисты",
    "журналистику", "редакция", "редакцию", "редакции", "журналістику", "журналістика", "редакцію",
    "journalismus", "journalisme", "periodismo", "jornalismo", "dziennikarstwo", "gazetecilik",
    NULL,
};

const char vocabulary_voice_words[] =
    "we our you your we're you're we've you'll we'll ours yours";

const char vocabulary_reader_words[] =
    "you your you're you'll yours вы вас вам ваш ваша вашу вашей ви вами sie ihre ihrer ihnen vous "
    "votre vos usted ustedes você vocês państwo państwa twoje twój siz sizin sizden bạn";

const char vocabulary_button_words[] =
    "continue donate support subscribe remind later payment paiment payments method methods monthly "
    "once one-time today contribute contribution give join now close sign paypal patreon bitcoin "
    "card ready learn how yes no thanks thank $ member membership annual select amount other "
    "register";


const char *const vocabulary_homes[] = {
    "home", "homepage", "главная", "головна", "startseite", "accueil", "inicio", "início", "anasayfa",
    "ana sayfa", "strona główna", "trang chủ", "الرئيسية", NULL,
};

const char *const vocabulary_caption_labels[] = {
    "image caption", "media caption", "video caption", "photo caption", "figure caption", "caption",
    "bildunterschrift", "légende", NULL,
};

const char *const vocabulary_credit_labels[] = {
    "image source", "image credit", "photo credit", "photo", "bildquelle", NULL,
};

const char *const vocabulary_first_elsewhere[] = {
    "appeared first on", "first appeared on", "first appeared in", "was originally published",
    "originally appeared", "was first published", NULL,
};

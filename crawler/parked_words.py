"""What pages say that stand under a name nobody uses, in the languages such pages are written in. Data for `parked`.

Phrases are in lower case, as they stand in the title, the headings or the text of a page that says little else.
"""

FOR_SALE = (
    "domain is for sale", "domain name is for sale", "domain for sale", "domain may be for sale", "buy this domain",
    "purchase this domain", "domain has been registered", "inquire about this domain",
    "make an offer on this domain", "get this domain", "own this domain", "domain is available for purchase",
    "domain name has expired", "domain has expired", "this domain expired", "domain is parked", "parked domain",
    "parked free", "domain parking", "this web page is parked", "diese domain steht zum verkauf",
    "domain steht zum verkauf", "domain kaufen", "diese domain kaufen", "domain zu verkaufen",
    "diese domain wurde registriert", "geparkte domain", "domaine est à vendre", "acheter ce domaine",
    "nom de domaine à vendre", "domaine a expiré", "domaine parqué", "dominio está en venta", "dominio en venta",
    "compre este dominio", "comprar este dominio", "dominio ha expirado", "dominio está a la venta",
    "dominio è in vendita", "dominio in vendita", "acquista questo dominio", "dominio è scaduto",
    "domínio está à venda", "domínio à venda", "compre este domínio", "domínio expirou", "domein is te koop",
    "domein te koop", "domeinnaam te koop", "domeinnaam is te koop", "domein is gereserveerd",
    "domena jest na sprzedaż", "domena na sprzedaż", "kup tę domenę", "domena wygasła", "domena zaparkowana",
    "doména je na prodej", "doména na prodej", "doména je zaparkována", "doména na predaj", "domän är till salu",
    "domänen är till salu", "domene er til salgs", "domæne er til salg", "domænet er til salg",
    "verkkotunnus on myynnissä", "domain eladó", "eladó domain", "domeniu de vânzare", "alan adı satılık",
    "bu alan adı satılıktır", "satılık domain", "домен продается", "домен продаётся", "купить домен",
    "домен припаркован", "срок регистрации домена", "домен продається", "το domain πωλείται", "الدومين للبيع",
    "النطاق معروض للبيع", "域名出售", "此域名出售", "域名可转让", "此域名已过期", "網域出售",
    "このドメインは販売中", "ドメインを購入", "ドメインは売り出し中", "도메인 판매", "도메인이 만료",
    "tên miền này đang được bán", "domain ini dijual", "mae'r parth hwn ar werth",
)  # fmt: skip
"""The name is for sale, has run out, or only stands here."""

BROKERS = (
    "sedo.com", "sedoparking.com", "parkingcrew.net", "bodis.com", "afternic.com", "dan.com", "hugedomains.com",
    "above.com", "parklogic.com", "skenzo.com", "uniregistry.com", "voodoo.com", "domainmarket.com",
    "undeveloped.com", "cashparks.com", "parkingpage.namecheap.com", "dynadot.com", "domainsponsor.com",
    "rookmedia.net", "fabulous.com", "epik.com", "efty.com", "squadhelp.com", "brandbucket.com", "buydomains.com",
    "namedrive.com", "tonic.to", "domainactive.co", "img1.wsimg.com/parking-lander",
    "d38psrni17bvxu.cloudfront.net", "adsense/domains/caf.js", "nic.ru/shop", "reg.ru/domain/shop",
    "parking.reg.ru", "domaincntrol.com", "smartname.com", "trafficz.com",
)  # fmt: skip
"""Parts of addresses of those who sell names or show advertisements on them: in links, frames, scripts and forms."""

MARKS = (
    b"data-adblockkey=", b"window.park =", b"parkingcrew", b"sedoparking", b"parking-lander", b"lander_system",
)  # fmt: skip
"""What the source of their pages bears."""

ADVERTISED = (
    "related searches", "related links", "sponsored listings",
    "ähnliche suchanfragen", "verwandte suchanfragen", "recherches associées", "liens sponsorisés",
    "búsquedas relacionadas", "enlaces patrocinados", "ricerche correlate", "pesquisas relacionadas",
    "gerelateerde zoekopdrachten", "podobne wyszukiwania", "relaterade sökningar", "похожие запросы", "相关搜索",
    "関連検索",
)  # fmt: skip
"""Headings over advertisements that are all such a page has."""

DEFAULT_TITLES = (
    "welcome to nginx", "apache2 ubuntu default page", "apache2 debian default page",
    "apache http server test page", "test page for the", "iis windows server", "iis windows",
    "internet information services", "microsoft azure app service", "default parallels plesk",
    "web server's default page", "default web page", "default web site page", "domain default page",
    "website is under construction - plesk", "welcome to openresty", "welcome to caddy", "caddy works",
    "apache tomcat", "it works!", "xampp", "welcome to xampp", "account suspended", "suspended domain",
    "this account has been suspended", "website suspended", "site not found · github pages", "site not found",
    "placeholder page", "future home of something quite cool", "hosting account", "default page",
    "litespeed web server", "welcome to litespeed", "rocky linux", "centos", "welcome to directadmin", "cpanel",
    "hestiacp", "ispconfig", "virtualmin", "no site configured", "no website configured", "site en construction",
    "seite im aufbau", "hier entsteht eine neue", "página en construcción", "sito in costruzione",
    "site in aanbouw", "strona w budowie", "сайт временно недоступен", "сайт не настроен", "successfully deployed",
    "congratulations! your website",
)  # fmt: skip
"""Beginnings of titles and headings of what a server or a provider shows before anybody has put a site there."""

DEFAULT_SAYINGS = (
    "further configuration is required", "if you see this page", "if you can read this page", "this is the default",
    "this page is used to test", "document root", "replace this file", "before continuing to operate",
    "var/www/html", "upload your website", "publish your website", "your hosting account",
    "contact your hosting provider", "contact your web hosting", "nobody has published",
    "there isn't a github pages site here", "web server is working", "server is successfully installed",
    "is working properly", "default website", "this account has been suspended", "this website has been suspended",
    "no web site at this address", "has just been created", "nginx.com", "nginx.org",
    "hier entsteht eine neue internetpräsenz", "wurde eingerichtet", "vient d'être créé", "hébergement web",
    "este dominio acaba de", "alojamiento web", "questo dominio è stato appena", "deze website is gereserveerd",
    "strona została", "хостинг", "manage your website", "file manager", "index.html",
)  # fmt: skip
"""What stands below: words to whoever is to put a site there, not to visitors of one."""

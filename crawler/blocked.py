"""Pages that are no evidence either way: challenges of shields, bans, closed boards."""

import re

from crawler.hygiene import clean
from crawler.page import Page
from crawler.platforms.declare import Platform
from crawler.reading import Reading, text_of

_CHALLENGE_MARKS = (
    (b"_cf_chl_opt", "Cloudflare challenge"),
    (b"cf-browser-verification", "Cloudflare challenge"),
    (b"/cdn-cgi/challenge-platform/h/", "Cloudflare challenge"),
    (b"anubis_challenge", "Anubis challenge"),
    (b"within.website/x/cmd/anubis", "Anubis challenge"),
    (b"__ddg", "DDoS-Guard challenge"),
    (b"sucuri_cloudproxy_js", "Sucuri challenge"),
    (b"_Incapsula_Resource", "Imperva challenge"),
    (b"captcha-delivery.com", "DataDome challenge"),
    (b"px-captcha", "HUMAN challenge"),
    (b"awsWafCookieDomainList", "AWS WAF challenge"),
    (b"BunkerWeb", "BunkerWeb challenge"),
    (b"go-away challenge", "go-away challenge"),
)
_CHALLENGE_TITLES = re.compile(
    r"^(?:just a moment|attention required! \| cloudflare|making sure you.re not a bot|ddos-guard|access denied|"
    r"one moment, please|please wait|checking your browser|verifying you are human|human verification|"
    r"robot check|security check|are you a robot|bot verification|client challenge|vercel security checkpoint|"
    r"you are being redirected|403 forbidden|un instant|einen moment|un momento|een moment geduld|um momento)\b",
    re.IGNORECASE,
)
_CLOSED_WORDS = re.compile(
    r"board (?:is |has been )?(?:currently |temporarily )?(?:disabled|closed|unavailable|offline)|forums? (?:is|"
    r"are|has been) "
    r"(?:currently |temporarily )?(?:closed|disabled|offline|unavailable|down for)|currently (?:closed|offline|"
    r"unavailable)|"
    r"maintenance mode|down for maintenance|board closed|\bwartung(?:sarbeiten)?\b|(?:forum|site) est "
    r"(?:actuellement )?indisponible|"
    r"(?:board|forum) (?:ist|wurde) .{0,30}(?:deaktiviert|geschlossen|gesperrt)|"
    r"forum (?:est |a été )?(?:actuellement |temporairement )?(?:désactivé|fermé)|foro (?:está |ha sido "
    r")?(?:desactivado|cerrado)|"
    r"forum (?:is |er )?(?:momenteel )?(?:gesloten|uitgeschakeld)|forum è (?:attualmente )?(?:chiuso|disabilitato)|"
    r"fórum (?:está )?(?:desativado|fechado)|forum (?:jest |zostało )?(?:wyłączone|zamknięte|nieczynne)|"
    r"(?:форум|конференция) (?:временно )?(?:закрыт|отключ|недоступ)",
    re.IGNORECASE,
)
_SHUT_SIGNS = (
    "clos", "disab", "unavailable", "offline", "down for", "maintenance", "wartung", "indisponible", "deaktiviert",
    "geschlossen", "gesperrt", "désactivé", "fermé", "desactivado", "cerrado", "gesloten", "uitgeschakeld", "chiuso",
    "desativado", "fechado", "wyłączone", "zamknięte", "nieczynne", "закрыт", "отключ", "недоступ", "bann", "blocked",
    "expulsado", "vetado", "banido", "zbanowany", "заблокирован", "забанены",
)  # fmt: skip
"""One of these stands in every text that the patterns for closed boards and bans match, folded."""
_BANNED_WORDS = re.compile(
    r"you (?:have been|are) (?:permanently )?banned|your ip (?:address )?(?:has been|is) (?:banned|blocked)|"
    r"sie wurden .{0,40}(?:gebannt|gesperrt)|vous avez été banni|has sido expulsado|usted ha sido vetado|sei stato "
    r"bannato|"
    r"je bent verbannen|você foi banido|zostałeś zbanowany|доступ .{0,30}(?:заблокирован|закрыт)|вы забанены",
    re.IGNORECASE,
)


def challenge(page: Page) -> str | None:
    """The shield whose challenge this page is, or None. Judged on short pages only: real pages carry shields' "
    "scripts."""
    title = clean(page.harvest.title, 200)
    small = len(page.body) < 60_000
    if page.header("cf-mitigated") == "challenge":
        return "Cloudflare challenge"
    if small and (_CHALLENGE_TITLES.match(title) or page.status in (403, 429, 503)):
        for mark, name in _CHALLENGE_MARKS:
            if mark in page.body:
                return name
    if small and _CHALLENGE_TITLES.match(title) and page.harvest.link_count < 12:
        return f"challenge page: {title[:60]}"
    if small and page.harvest.link_count < 6:
        return next((name for mark, name in _CHALLENGE_MARKS[:10] if mark in page.body and mark != b"__ddg"), None)
    return None


def _is_front(url: str) -> bool:
    path = url.partition("//")[2].partition("/")[2]
    return re.fullmatch(r"(?:.*/)?(?:index\.php)?(?:\?(?:sid|s)=\w*)?", path) is not None


def closed(reading: Reading, platform: Platform) -> str | None:
    """Why a recognised board shows nothing: closed, or banning us. Looked for only where its messages stand."""
    if reading.page.status == 503:
        return "the board is closed"
    for selector in platform.closed:
        for node in reading.all(selector)[:2]:
            said = text_of(node, 600)
            folded = said.casefold()
            if not any(sign in folded for sign in _SHUT_SIGNS):
                continue
            if _BANNED_WORDS.search(said):
                return "the board bans us"
            if _CLOSED_WORDS.search(said):
                return "the board is closed"
    if platform.notice and _is_front(reading.page.url) and reading.first(platform.notice) is not None:
        asks_in = platform.wall and reading.first(platform.wall) is not None
        return None if asks_in else "the board shows only a notice"
    return None

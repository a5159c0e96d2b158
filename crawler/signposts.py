"""Where a page points: its feeds, its rules, contact and registration pages, its front page, other sites, our opt-out."""

import re
from collections.abc import Iterable

from crawler.hygiene import clean, clean_url, same_site
from crawler.reading import Found, Reading
from registry.profile import Link

FEED_LIMIT = 10
OUTSIDE_LIMIT = 200
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")

_RULES = (
    r"(?:(?:forum|board|community|site|our|the|general)\s)*(?:rules|guidelines|terms(?: (?:of (?:use|service)|and (?:conditions|rules)|& conditions))?|"
    r"house rules|code of conduct|netiquette|terms and rules)|rheolau|canllawiau|(?:regeln|forenregeln|nutzungsbedingungen|"
    r"boardregeln|forumregeln)|(?:règles|règlement|charte|conditions d.utilisation)(?: du forum)?|"
    r"(?:normas|reglas|reglamento)(?: del foro)?|regolamento|(?:forum|huis)?regels|spelregels|regras(?: do fórum)?|regulamin(?: forum)?|правила(?: форума)?"
)
_CONTACT = (
    r"contact(?: us| the (?:admin|team)| admin(?:istrator)?)?|get in touch|cysylltu(?: â ni)?|kontakt(?:iere uns|formular)?|impressum|"
    r"(?:nous )?contacter|contactez[- ]nous|contacto|contáctanos|contattaci|contatti|neem contact op|contacteer ons|contato|fale conosco|"
    r"skontaktuj się|контакты|обратная связь|связаться с (?:администрацией|нами)"
)
_REGISTER = (
    r"register(?: now)?|sign ?up|create (?:an )?account|join(?: now| us| the (?:community|forum))?|cofrestru|"
    r"registrieren|jetzt registrieren|(?:s.)?(?:inscrire|enregistrer)|inscription|m.enregistrer|registrarse|regístrate|registrate|"
    r"registrati|iscriviti|registrazione|registreren|registreer|aanmelden|registar(?:-se)?|registrar(?:-se)?|cadastre-se|registe-se|zarejestruj(?: się)?|"
    r"rejestracja|регистрация|зарегистрироваться"
)
_LABELS = {
    "rules_url": re.compile(rf"\W*(?:{_RULES})\W*", re.IGNORECASE),
    "contact_url": re.compile(rf"\W*(?:{_CONTACT})\W*", re.IGNORECASE),
    "registration_url": re.compile(rf"\W*(?:{_REGISTER})\W*", re.IGNORECASE),
}
_ADDRESSES = {
    "rules_url": re.compile(
        r"(?:[/=]|^)(?:guidelines|rules|help/terms|tos|terms-of-service|forum-rules|forumrules|boardrules|announcement_rules|"
        r"mode=(?:terms|rules)|action=rules|misc\.php\?action=(?:help|rules))(?:[/?&.#]|$)",
        re.IGNORECASE,
    ),
    "contact_url": re.compile(
        r"(?:[/=]|^)(?:contact(?:-us|us)?(?:\.\w{3,4})?|misc/contact|mode=contactadmin|sendmessage\.php|contact\.php)(?:[/?&#]|$)",
        re.IGNORECASE,
    ),
    "registration_url": re.compile(
        r"(?:[/=]|^)(?:register(?:\.\w{3,4})?|signup|sign-up|mode=register|action=(?:register|signup)|entry/register|member\.php\?action=register)"
        r"(?:[/?&#;]|$)",
        re.IGNORECASE,
    ),
}
_SCRIPT = re.compile(r"\s*(?:javascript|mailto|tel|data|#)", re.IGNORECASE)


def directions(reading: Reading) -> dict[str, Found]:
    """The addresses of rules, contact and registration: by the platform's usual addresses, else by the link's words."""
    found: dict[str, Found] = {}
    worded: dict[str, Found] = {}
    for href, node in reading.harvest.hrefs:
        for field in _ADDRESSES:
            if field not in found and _ADDRESSES[field].search(href):
                _keep(reading, found, field, href, "address")
        if len(worded) < len(_LABELS):
            said = node.text()
            if 2 < len(said) < 60:
                said = said.strip()
                for field, pattern in _LABELS.items():
                    if field not in worded and pattern.fullmatch(said):
                        _keep(reading, worded, field, href, f"link {clean(said, 40)!r}")
    return {**found, **worded}


def _keep(reading: Reading, found: dict[str, Found], field: str, href: str, rule: str) -> None:
    if _SCRIPT.match(href):
        return
    url = reading.url(href)
    if url is not None and same_site(url, reading.page.url):
        found[field] = Found(url, url[:80], rule)


def feeds(reading: Reading) -> tuple[str, ...]:
    """The feeds the head names, in its order."""
    found: dict[str, None] = {}
    for attributes in reading.harvest.head_links:
        if (attributes.get("type") or "").lower() in _FEED_TYPES and "alternate" in (
            attributes.get("rel") or ""
        ).lower():
            url = reading.url(attributes.get("href"))
            if url is not None:
                found.setdefault(url)
    return tuple(found)[:FEED_LIMIT]


def canonical(reading: Reading) -> str | None:
    """The page's canonical address as the head states it."""
    for attributes in reading.harvest.head_links:
        if (attributes.get("rel") or "").lower() == "canonical":
            return reading.url(attributes.get("href"))
    return reading.url(reading.harvest.meta.get("og:url"))


def outside(reading: Reading) -> tuple[Link, ...]:
    """One link to each other host that the page links to, in order: reduced to unseen hosts before anything dearer."""
    seen: set[str] = set()
    links: list[Link] = []
    for href, node in reading.harvest.hrefs:
        if not href.startswith(("http://", "https://", "//")):
            continue
        host = href.partition("//")[2].partition("/")[0].lower()
        if host in seen:
            continue
        seen.add(host)
        url = clean_url(reading.page.url, href)
        if url is None or same_site(url, reading.page.url):
            continue
        links.append(Link(url, clean(node.text()[:400], 120)))
        if len(links) >= OUTSIDE_LIMIT:
            break
    return tuple(links)


def opt_out(reading: Reading, agent: str) -> str | None:
    """The meta element or header that names our agent and tells it to leave, as it stands; None when there is none."""
    name = agent.lower()
    said = reading.harvest.meta.get(name)
    if said is not None and _means_leave(said):
        return clean(f'<meta name="{name}" content="{said}">', 200)
    tag = reading.harvest.headers.get("x-robots-tag", "")
    who, _, what = tag.partition(":")
    if who.strip().lower() == name and _means_leave(what):
        return clean(f"X-Robots-Tag: {tag}", 200)
    return None


def _means_leave(said: str) -> bool:
    return bool({"noindex", "none", "no", "off", "disallow"} & set(re.split(r"[\s,;]+", said.lower())))


def first_link(reading: Reading, selectors: Iterable[str]) -> str | None:
    """The address of the first link that the selectors find on this site."""
    for selector in selectors:
        for node in reading.all(selector)[:3]:
            url = reading.url(node.attributes.get("href"))
            if url is not None and same_site(url, reading.page.url):
                return url
    return None

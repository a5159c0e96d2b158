"""Where a page points: its feeds, its rules, contact and registration pages, its front page, other sites, our "
"opt-out."""

import re

from crawler.hygiene import clean, clean_url, is_members_page, same_site
from crawler.reading import Found, Reading
from registry.profile import Link

FEED_LIMIT = 10
OUTSIDE_LIMIT = 200
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")

_RULES = (
    r"(?:(?:forum|board|community|site|our|the|general)\s)*(?:rules|guidelines|terms(?: (?:of (?:use|service)|and "
    r"(?:conditions|rules)|& conditions))?|"
    r"house rules|code of conduct|netiquette|terms and rules)|rheolau|canllawiau|(?:regeln|forenregeln|"
    r"nutzungsbedingungen|"
    r"boardregeln|forumregeln)|(?:règles|règlement|charte|conditions d.utilisation)(?: du forum)?|"
    r"(?:normas|reglas|reglamento)(?: del foro)?|regolamento|(?:forum|huis)?regels|spelregels|regras(?: do fórum)?|"
    r"regulamin(?: forum)?|правила(?: форума)?"
)
_CONTACT = (
    r"contact(?: us| the (?:admin|team)| admin(?:istrator)?)?|get in touch|cysylltu(?: â ni)?|kontakt(?:iere uns|"
    r"formular)?|impressum|"
    r"(?:nous )?contacter|contactez[- ]nous|contacto|contáctanos|contattaci|contatti|neem contact op|contacteer "
    r"ons|contato|fale conosco|"
    r"skontaktuj się|контакты|обратная связь|связаться с (?:администрацией|нами)"
)
_REGISTER = (
    r"register(?: now)?|sign ?up|create (?:an )?account|join(?: now| us| the (?:community|forum))?|cofrestru|"
    r"registrieren|jetzt registrieren|(?:s.)?(?:inscrire|enregistrer)|inscription|m.enregistrer|registrarse|"
    r"regístrate|registrate|"
    r"registrati|iscriviti|registrazione|registreren|registreer|aanmelden|registar(?:-se)?|registrar(?:-se)?|"
    r"cadastre-se|registe-se|zarejestruj(?: się)?|"
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
_ADDRESS_WORDS = {
    "rules_url": frozenset(
        ["guidelines", "rules", "terms", "tos", "terms-of-service", "forum-rules", "forumrules", "boardrules", "help"]
    ),
    "contact_url": frozenset(
        [
            "contact",
            "contact-us",
            "contactus",
            "contact.php",
            "contact.html",
            "contactadmin",
            "sendmessage.php",
            "contact.aspx",
        ]
    ),
    "registration_url": frozenset(
        ["register", "register.php", "signup", "sign-up", "register.html", "signup.php", "join"]
    ),
}
_FIRST_WORDS = frozenset(
    [
        "forum",
        "board",
        "community",
        "site",
        "our",
        "the",
        "general",
        "rules",
        "guidelines",
        "terms",
        "house",
        "code",
        "netiquette",
        "rheolau",
        "canllawiau",
        "regeln",
        "forenregeln",
        "nutzungsbedingungen",
        "boardregeln",
        "forumregeln",
        "règles",
        "règlement",
        "charte",
        "conditions",
        "normas",
        "reglas",
        "reglamento",
        "regolamento",
        "regels",
        "forumregels",
        "huisregels",
        "spelregels",
        "regras",
        "regulamin",
        "правила",
        "contact",
        "get",
        "cysylltu",
        "kontakt",
        "kontaktiere",
        "kontaktformular",
        "impressum",
        "nous",
        "contacter",
        "contactez-nous",
        "contactez",
        "contacto",
        "contáctanos",
        "contattaci",
        "contatti",
        "neem",
        "contacteer",
        "contato",
        "fale",
        "skontaktuj",
        "контакты",
        "обратная",
        "связь",
        "связаться",
        "register",
        "sign",
        "signup",
        "create",
        "join",
        "cofrestru",
        "registrieren",
        "jetzt",
        "s'inscrire",
        "s'enregistrer",
        "inscrire",
        "enregistrer",
        "inscription",
        "m'enregistrer",
        "registrarse",
        "regístrate",
        "registrate",
        "registrati",
        "iscriviti",
        "registrazione",
        "registreren",
        "registreer",
        "aanmelden",
        "registar",
        "registar-se",
        "registrar",
        "registrar-se",
        "cadastre-se",
        "registe-se",
        "zarejestruj",
        "rejestracja",
        "регистрация",
        "зарегистрироваться",
    ]
)
_ABSOLUTE = ("http://", "https://", "//")
_OUTWARD = frozenset(["ht", "//"])
_EDGE = 24
_SCRIPT = re.compile(r"\s*(?:javascript|mailto|tel|data|#|(?:https?://[^/]{1,200})?/cdn-cgi/)", re.IGNORECASE)
"""What leads to no page of the forum: a shield's page about a hidden mail address is none either."""


def directions(reading: Reading) -> dict[str, Found]:
    """The addresses of rules, contact and registration: by the platform's usual addresses, else by the link's words."""
    found: dict[str, Found] = {}
    harvest = reading.harvest
    lines = ""
    for field, signs in _ADDRESS_WORDS.items():
        for sign in sorted(signs & harvest.words, key=lambda sign: (-len(sign), sign)):
            lines = lines or harvest.addresses.decode("utf-8", "replace")
            href = _first_line(lines, sign, _ADDRESSES[field])
            if href is not None:
                _keep(reading, found, field, href, "address")
                break
    missing = [field for field in _LABELS if field not in found]
    if missing:
        # Such links stand in a page's head or foot.
        hrefs = (
            reading.page.links
            if len(reading.page.links) <= 2 * _EDGE
            else (*reading.page.links[:_EDGE], *reading.page.links[-_EDGE:])
        )
        for href, node in hrefs:
            said = node.text()
            if not 2 < len(said) < 60 or (said := said.strip()).partition(" ")[0].lower() not in _FIRST_WORDS:
                continue
            for field in missing:
                if field not in found and _LABELS[field].fullmatch(said):
                    _keep(reading, found, field, href, f"link {clean(said, 40)!r}")
    return found


def _first_line(lines: str, sign: str, pattern: re.Pattern[str]) -> str | None:
    """The first line that holds a sign and fits a pattern."""
    at = lines.find(sign)
    while at >= 0:
        end = lines.find("\n", at)
        line = lines[lines.rfind("\n", 0, at) + 1 : end if end >= 0 else len(lines)]
        if pattern.search(line):
            return line
        at = lines.find(sign, end) if end >= 0 else -1
    return None


def _keep(reading: Reading, found: dict[str, Found], field: str, href: str, rule: str) -> None:
    if _SCRIPT.match(href):
        return
    url = reading.url(href)
    if url is not None and same_site(url, reading.page.url) and not is_members_page(url):
        found[field] = Found(url, url[:80], rule)


def feeds(reading: Reading, *, part: bool = False) -> tuple[str, ...]:
    """The feeds the head names, in its order, but for members' own.

    Where the forum is `part` of a site, those below the page's address.
    """
    found: dict[str, None] = {}
    for attributes in reading.page.head_links:
        if (attributes.get("type") or "").lower() in _FEED_TYPES and "alternate" in (
            attributes.get("rel") or ""
        ).lower():
            url = reading.url(attributes.get("href"))
            if url is not None and (not part or _is_below(url, reading.page.url)) and not is_members_page(url):
                found.setdefault(url)
    return tuple(found)[:FEED_LIMIT]


def _is_below(url: str, page_url: str) -> bool:
    """Whether an address is a page's own with something added, to its path or to its query."""
    path, _, query = url.partition("?")
    page, _, asked = page_url.partition("#")[0].partition("?")
    return path.startswith(page.rstrip("/") + "/") and set(asked.split("&")) - {""} <= set(query.split("&"))


def canonical(reading: Reading) -> str | None:
    """The page's canonical address as the head states it; None for a member's page, whose address bears a name."""
    url = _stated(reading)
    return None if url is None or is_members_page(url) else url


def _stated(reading: Reading) -> str | None:
    for attributes in reading.page.head_links:
        if (attributes.get("rel") or "").lower() == "canonical":
            return reading.url(attributes.get("href"))
    return reading.url(reading.harvest.meta.get("og:url"))


def outside(reading: Reading) -> tuple[Link, ...]:
    """One link to each other host that the page links to, in order: reduced to unseen hosts before anything dearer."""
    seen: set[str] = set()
    links: list[Link] = []
    last: tuple[str, ...] = (reading.origin,)
    # Those within the site are passed over without a look at each.
    for href, node in [link for link in reading.page.links if link[0][:2] in _OUTWARD]:
        if href.startswith(last) or not href.startswith(_ABSOLUTE):
            continue
        scheme, _, host = href.split("/", 3)[:3]
        # Links to one host stand together: those that follow are passed over at a glance.
        last = (f"{scheme}//{host}/",)
        host = host.lower()
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

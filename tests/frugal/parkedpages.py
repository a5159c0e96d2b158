"""Pages of names that nobody uses, and pages that are easily taken for such, written by us after the real ones."""

FILL = (
    "<p>"
    + "We repair bicycles of all makes, and have done so in this town since our grandfather's days. " * 30
    + "</p>"
)


def html(title: str, body: str, head: str = "", of: str = "<html>") -> bytes:
    return f"<!DOCTYPE html>{of}<head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


PARKED = {
    "broker": html(
        "quietmeadow.example is for sale", "<h1>quietmeadow.example</h1><p>This domain is for sale!</p>"
        '<form action="https://www.afternic.com/forsale/quietmeadow.example"><input name="offer"></form>'
    ),
    "german": html(
        "quietmeadow.example steht zum Verkauf", "<h2>Diese Domain steht zum Verkauf</h2><p>Preis auf Anfrage</p>"
        '<script src="https://img.sedoparking.com/js/jquery.js"></script>'
    ),
    "french": html("quietmeadow.example", "<h1>Ce nom de domaine est à vendre</h1><a href='/c'>Offre</a>"),
    "spanish": html("quietmeadow.example", "<p>Este dominio está en venta.</p><a href='/oferta'>Oferta</a>"),
    "italian": html("www.quietmeadow.example", "<p>Questo dominio è in vendita</p>"),
    "polish": html("quietmeadow.example - domena na sprzedaż", "<h1>quietmeadow.example</h1>Kup tę domenę"),
    "dutch": html("quietmeadow.example", "<p>Deze domeinnaam is te koop</p>"),
    "russian": html("quietmeadow.example", "<p>Домен продаётся. Узнать цену</p>"),
    "chinese": html("quietmeadow.example", "<p>此域名出售</p>"),
    "advertised": html(
        "quietmeadow.example", "<h3>Related Searches</h3><a href='https://ads.example/?q=a'>Forum hosting</a>"
        "<script src='https://www.google.com/adsense/domains/caf.js'></script>", of='<html data-adblockkey="MFww">',
    ),
    "run out": html("This domain has expired", "<h1>quietmeadow.example</h1><p>Renew it with your provider.</p>"),
    "nginx": html(
        "Welcome to nginx!", "<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully "
        "installed and working. Further configuration is required.</p><a href='http://nginx.org/'>nginx.org</a>"
    ),
    "apache": html(
        "Apache2 Ubuntu Default Page: It works", "<p>This is the default page used to test the server. "
        "Replace this file (located at /var/www/html/index.html) before continuing to operate.</p>"
    ),
    "suspended": html("Account Suspended", "<h1>Account Suspended</h1>Contact your hosting provider."),
    "provider": html("Hier entsteht eine neue Internetpräsenz", "Hier entsteht eine neue Internetpräsenz. index.html"),
}  # fmt: skip

IN_USE = {
    "article on the trade": html("This domain is for sale: how names change hands", FILL),
    "shop": html("Spokes and Sons", FILL + '<a href="https://www.sedo.com/">Our other name is for sale</a>'),
    "young site": html("quietmeadow.example", "<h1>quietmeadow.example</h1><p>A garden, seen from the window.</p>"),
    "coming soon": html("Coming soon", "<p>Our parents' group opens in May. Write to us.</p>"),
    "says it works": html("It works! Mending circles", "<p>Bring your broken lamp on Sunday.</p>"),
    "manual": html("Welcome to nginx - a manual", "<p>If you see this page</p>" + FILL),
    "hosted folk": html("Hosting account help", "<p>Ask your neighbours.</p>"),
    "advertisements beside text": html("News of the valley", "<h3>Related searches</h3>" + FILL),
}  # fmt: skip
"""One sign at most, or many in a page that says much else."""

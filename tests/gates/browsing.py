"""What a browser finds on a page: accessibility (axe), width, what its console says, and what the keyboard reaches."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe

WIDTHS = (1280, 320)
HEIGHT = 900
MOST_STOPS = 400
"""Stops of the keyboard on one page: a page with more of them is read to here."""

RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
}
"""WCAG 2.2 at level AA, and axe's own best practices. (`target-size` is off in axe unless asked for.)"""

OPTIONS = {**RULES, "rules": {"target-size": {"enabled": True}}}

_INTERACTIVE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]"

_STOPS = """(selector) => {
  const look = (e) => { const s = getComputedStyle(e); return [s.outlineStyle, s.outlineWidth, s.outlineColor,
    s.boxShadow, s.backgroundColor, s.borderTopColor, s.color].join("|"); };
  const radios = new Set();
  window.__stops = [...document.querySelectorAll(selector)].filter((e) => {
    if (e.disabled || e.tabIndex < 0 || !e.checkVisibility({visibilityProperty: true})) return false;
    if (e.type !== "radio") return true;
    const group = e.name;  // one stop for a group: the arrows move within it
    if (radios.has(group)) return false;
    radios.add(group);
    return true;
  }).map((e) => ({element: e, quiet: look(e), box: null}));
  window.__look = look;
  document.activeElement.blur();
  return window.__stops.length;
}"""

_WHERE = """() => {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return null;
  const same = (one) => one === e || (one.type === "radio" && e.type === "radio" && one.name === e.name);
  const at = window.__stops.findIndex((one) => same(one.element));
  const ticked = e.type === "radio" || e.type === "checkbox";  // these show it on the sign before their label
  const sign = ticked ? getComputedStyle(e.labels[0], "::before").boxShadow : "none";
  const box = e.getBoundingClientRect();
  const upright = box.height > 0 && box.bottom > 0 && box.top < innerHeight;
  return {
    at, is: e.outerHTML.slice(0, 120),
    changed: at < 0 || window.__stops[at].quiet !== window.__look(e) || sign !== "none",
    seen: upright && box.width > 0 && box.right > 0 && box.left < innerWidth,
  };
}"""

_NAMES = "() => window.__stops.map((one) => one.element.outerHTML.slice(0, 120))"


@contextmanager
def opened(browser: Any, base: str, *, width: int = 1280, **more: Any) -> Iterator[tuple[Any, list[str]]]:
    """A page of a fresh window, and the list to which everything goes that its console and its requests complain of."""
    context = browser.new_context(viewport={"width": width, "height": HEIGHT}, reduced_motion="reduce", **more)
    page, said = context.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on(
        "request", lambda asked: said.append(f"asks elsewhere: {asked.url}") if _elsewhere(asked.url, base) else None
    )
    page.on("dialog", lambda shown: (said.append(f"a dialog: {shown.message}"), shown.dismiss()))
    try:
        yield page, said
    finally:
        context.close()


def _elsewhere(address: str, base: str) -> bool:
    return urlsplit(address).netloc != urlsplit(base).netloc and urlsplit(address).scheme not in ("data", "about")


def violations(page: Any) -> list[str]:
    """What axe finds: the rule, and where."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{one['id']}: {node['html'][:160]} {_why(node)}" for one in found for node in one["nodes"]]


def _why(node: dict[str, Any]) -> str:
    checks = [check["message"] for kind in ("any", "all", "none") for check in node[kind]]
    return checks[0][:200] if checks else ""


def too_wide(page: Any) -> list[str]:
    """What stands out of a page that scrolls sideways; nothing when it does not."""
    script = """() => {
      const root = document.documentElement, most = root.clientWidth;
      if (root.scrollWidth <= most) return [];
      const out = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > most + 1);
      return [`${root.scrollWidth} > ${most}`, ...out.slice(0, 3).map((e) => e.outerHTML.slice(0, 160))];
    }"""
    found: list[str] = page.evaluate(script)
    return found


def unreachable(page: Any) -> list[str]:
    """What the Tab key does not reach, and what does not show that it was reached."""
    count = page.evaluate(_STOPS, _INTERACTIVE)
    wrong, reached = list[str](), set[int]()
    for _ in range(min(count, MOST_STOPS) + 3):
        page.keyboard.press("Tab")
        where = page.evaluate(_WHERE)
        if where is None:
            break
        if where["at"] >= 0:
            reached.add(where["at"])
        if not where["changed"]:
            wrong.append(f"focus does not show: {where['is']}")
        if not where["seen"]:
            wrong.append(f"focus is out of sight: {where['is']}")
    names = page.evaluate(_NAMES)
    missed = [] if count > MOST_STOPS else [f"not reached: {names[n]}" for n in range(count) if n not in reached]
    return [*dict.fromkeys(wrong), *missed]

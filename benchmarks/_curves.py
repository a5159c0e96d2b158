"""Curves of discovery, pages asked for against forums found, as a picture for the documents."""

from collections.abc import Mapping, Sequence
from html import escape

_WIDTH, _HEIGHT, _LEFT, _FOOT, _TOP, _RIGHT = 720, 400, 60, 50, 20, 190
_COLOURS = ("#1d70b8", "#00703c", "#d4351c", "#f47738", "#4c2c92", "#505a5f")


def picture(curves: Mapping[str, Sequence[int]], wanted: int) -> str:
    """An SVG of the runs by name: `curves` holds, for each forum found, the pages it took; `wanted` is all there is."""
    most = max((costs[-1] for costs in curves.values() if costs), default=1)
    across, down = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _FOOT

    def x(pages: float) -> float:
        return round(_LEFT + across * pages / most, 1)

    def y(forums: float) -> float:
        return round(_TOP + down * (1 - forums / max(wanted, 1)), 1)

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" '
        'font-size="13" role="img"><title>Forums found by pages asked for</title>',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        f'<path d="M{_LEFT} {_TOP}V{y(0)}H{_LEFT + across}" fill="none" stroke="#0b0c0c"/>',
    ]
    for part in (0.25, 0.5, 0.75, 1.0):
        lines.append(f'<path d="M{_LEFT} {y(part * wanted)}h{across}" stroke="#b1b4b6" stroke-dasharray="2 4"/>')
        lines.append(f'<text x="{_LEFT - 8}" y="{y(part * wanted) + 4}" text-anchor="end">{part * wanted:.0f}</text>')
        lines.append(f'<text x="{x(part * most)}" y="{y(0) + 20}" text-anchor="middle">{part * most:,.0f}</text>')
    lines.append(f'<text x="{_LEFT + across / 2}" y="{_HEIGHT - 8}" text-anchor="middle">pages asked for</text>')
    for place, (name, costs) in enumerate(curves.items()):
        colour = _COLOURS[place % len(_COLOURS)]
        points = f"{x(0)},{y(0)} " + " ".join(f"{x(pages)},{y(number)}" for number, pages in enumerate(costs, start=1))
        lines.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        at = _TOP + 16 + 20 * place
        lines.append(f'<text x="{_LEFT + across + 12}" y="{at}" fill="{colour}">{escape(name)}</text>')
    return "\n".join([*lines, "</svg>", ""])

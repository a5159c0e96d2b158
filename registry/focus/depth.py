"""What reading on in a site is worth: forums nobody knows that a page of its boards and threads names. Pure.

A site is believed to name as many as all sites do until it was read, and what it named itself weighs the more the more
of it was read. A chance of a forum counts as that part of one: nobody has to wait until all were visited.
"""

from registry.focus.learning import Tally

FIRST_PER_PAGE = 0.03
"""Forums that a page of boards and threads names, as first believed of all sites: three in a hundred pages."""

BELIEVED_PAGES = 60.0
"""Pages that this first belief counts as, beside what was learnt of all sites."""

PAGES_OF_A_SITE = 10.0
"""Pages of one site that the belief of all sites counts as, beside what that site named itself."""

KEPT = 0.7
"""What each reading leaves of the weight of those before it: a site's newest threads tell most of its next ones."""

LEAST, MOST = 0.0, 0.5

HUNDREDTHS = 100
"""In so many parts pages and forums are counted, so that a tally of whole numbers holds a chance."""

WORTH_IT = 0.02
"""Forums a page from which a site is read on: one in fifty pages. Below it the web at large names more."""


def of_all(tally: Tally) -> float:
    """Forums that a page of any site names, by what was read so far (in hundredths of pages and of forums)."""
    pages, forums = max(tally.tried, 0) / HUNDREDTHS, max(tally.forums, 0) / HUNDREDTHS
    return _within((forums + BELIEVED_PAGES * FIRST_PER_PAGE) / (pages + BELIEVED_PAGES))


def expected(pages: float, forums: float, of_others: float) -> float:
    """Forums that a page of one site's next reading names, where so many pages of it named so many."""
    return _within((max(forums, 0.0) + PAGES_OF_A_SITE * of_others) / (max(pages, 0.0) + PAGES_OF_A_SITE))


def _within(value: float) -> float:
    return round(min(max(value, LEAST), MOST), 4)

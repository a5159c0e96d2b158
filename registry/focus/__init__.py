"""What an address promises before anybody looks at it: signs, their points, what is learnt of them. Pure.

No database, no network, no clock. `signs_of` says in words of ours what speaks for and against a forum; `worth_of`
makes of that, of what came of such signs before and of who names the site a chance between 0 and 1, with its parts.
"""

from registry.focus.leads import is_lead, leads_as
from registry.focus.learning import UNTRIED, Tally, credited, shift_of
from registry.focus.places import MOST_PLACES, another_place, places_in
from registry.focus.signs import SIGNS, added, join_signs, leading, signs_of, split_signs
from registry.focus.topic import area_of, promise_of
from registry.focus.worth import Evidence, Part, Worth, worth_of

__all__ = [
    "MOST_PLACES",
    "SIGNS",
    "UNTRIED",
    "Evidence",
    "Part",
    "Tally",
    "Worth",
    "added",
    "another_place",
    "area_of",
    "credited",
    "is_lead",
    "join_signs",
    "leading",
    "leads_as",
    "places_in",
    "promise_of",
    "shift_of",
    "signs_of",
    "split_signs",
    "worth_of",
]

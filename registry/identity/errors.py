"""What is wrong with an address, in words its giver can act on."""


class BadAddress(ValueError):
    """An address that cannot name a site: `what` is wrong, `where` in the address, and what to do (`advice`)."""

    def __init__(self, what: str, where: str, advice: str) -> None:
        self.what = what
        self.where = where
        self.advice = advice
        super().__init__(f"{what} ({where}): {advice}" if where else f"{what}: {advice}")

"""How the command ends: exit codes, and problems told in one line."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of the command."""

    DONE = 0
    PROBLEM = 1  # the work was done, and found something wrong
    USAGE = 2  # the words of the call are off
    DATABASE = 3  # missing, locked, unreachable or of another version
    SETTING = 4
    BUSY = 5  # a port or a file that somebody else holds
    INTERRUPTED = 130


class Refused(Exception):
    """The command cannot go on; `str()` says what is wrong, where, and what to do, in one line."""

    def __init__(self, why: str, code: Exit = Exit.PROBLEM) -> None:
        super().__init__(" ".join(why.split()))
        self.code = code

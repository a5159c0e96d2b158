"""The name the crawler gives itself. The product token stands in `crawler.robots`, where others name us by it."""

import re
from importlib.metadata import PackageNotFoundError, version

from crawler.robots import PRODUCT_TOKEN


def program_version() -> str:
    """The version of this program; "0" where it runs from the source without set-up."""
    try:
        return version("forum-registry")
    except PackageNotFoundError:
        return "0"


def user_agent(contact: str) -> str:
    """`forum-registry/VERSION (+CONTACT)`; without a contact the brackets are left out."""
    ours = program_version()
    reachable = re.sub(r"[^\x21-\x7e]+", "", contact).strip("()")
    return f"{PRODUCT_TOKEN}/{ours} (+{reachable})" if reachable else f"{PRODUCT_TOKEN}/{ours}"

"""A small web to search: a tree of forums for parents, each naming two more and a shop."""

from sampleweb.loopback import LoopbackServer, wired
from sampleweb.pages import Answer
from tests.engine import pages


class ForumTree(LoopbackServer):
    """Forums `f0` to `f{number - 1}` on NAME.localhost; `f0` names `f1` and `f2`, and so on. Counts what is asked."""

    def __init__(self, number: int) -> None:
        super().__init__(0, "127.0.0.1")
        self.number = number
        self.asked: list[tuple[str, str]] = []
        self._begin()

    def address(self, name: str) -> str:
        return f"http://{name}.localhost:{self.port}/"

    def wire(self, host: str, target: str) -> bytes | str:
        """The ready bytes of an answer."""
        name = host.partition(".")[0]
        self.asked.append((name, target))
        if target == "/robots.txt":
            return wired(Answer(b"", "text/plain", 404, ()))
        if target != "/":
            return wired(Answer(b"<title>Not here</title>", "text/html", 404, ()))
        body = self._forum(int(name[1:])) if name.startswith("f") else pages.shop()
        return wired(Answer(body, "text/html; charset=utf-8", 200, ()))

    def _forum(self, number: int) -> bytes:
        named = [f"f{one}" for one in (2 * number + 1, 2 * number + 2) if one < self.number] + [f"s{number}"]
        links = " ".join(f'<a href="{self.address(one)}">{_words(one)}</a>' for one in named)
        return pages.forum(f"Parents of toddlers {number}", f"<p>Friends: {links}</p>", logo="/", board="Mums and dads")


def _words(name: str) -> str:
    return "another parenting forum" if name.startswith("f") else "a shop"

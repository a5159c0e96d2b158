"""Reading our own pages as a browser without scripts would."""

from bs4 import BeautifulSoup
from httpx2 import Response
from starlette.testclient import TestClient


def soup(response: Response) -> BeautifulSoup:
    return BeautifulSoup(response.text, "html.parser")


def form_of(response: Response) -> dict[str, str]:
    """What the posted form of a page holds as it stands."""
    form = next(one for one in soup(response).find_all("form") if one.get("method") == "post")
    given = {field["name"]: field.get("value", "") for field in form.find_all("input") if field.get("type") != "radio"}
    given |= {box["name"]: box.get_text() for box in form.find_all("textarea")}
    given |= {
        radio["name"]: radio["value"] for radio in form.find_all("input", type="radio") if radio.has_attr("checked")
    }
    return given


def send(client: TestClient, path: str, /, *, on: str | None = None, **fields: str) -> Response:
    """Open a form, fill it in, send it."""
    return client.post(path, data={**form_of(client.get(on or path)), **fields})


def main_text(response: Response) -> str:
    found = soup(response).find("main")
    assert found is not None
    return " ".join(found.get_text(" ").split())


def errors(response: Response) -> dict[str, str]:
    """The errors of the summary, by the field they lead to."""
    box = soup(response).find(class_="govuk-error-summary")
    return {link["href"].lstrip("#"): link.get_text(strip=True) for link in box.find_all("a")} if box else {}

"""GOV.UK Frontend is brought here without what may not be used on other hosts, or not at all."""

import pytest

from registry_api.govuk_assets import CannotBuild, build, without_brand
from registry_api.statics import Statics


def test_font_and_crest_are_taken_out() -> None:
    style = (
        "@font-face{font-family:GDS Transport;src:url(/assets/fonts/a.woff2)}"
        "body{font-family:GDS Transport,arial,sans-serif;color:red}"
        ".x:before{background-image:url(/assets/images/govuk-crest.svg);width:1px}"
        ".y{mask-image:url(/assets/images/govuk-crest.svg)}"
    )
    assert without_brand(style) == "body{font-family:arial,sans-serif;color:red}.x:before{width:1px}.y{}"


@pytest.mark.parametrize("left", ["a{font-family:'GDS Transport'}", "a{background:url(/assets/images/crown.svg)}"])
def test_a_stylesheet_that_keeps_some_of_it_is_refused(left: str) -> None:
    with pytest.raises(CannotBuild):
        without_brand(left)


def test_a_package_that_is_not_the_published_one_is_refused(tmp_path: object) -> None:
    with pytest.raises(CannotBuild, match="sha512"):
        build(b"not the package", tmp_path)  # type: ignore[arg-type]


def test_nothing_of_the_brand_is_served_unless_it_is_switched_on() -> None:
    plain = Statics()
    assert not any(name.startswith("assets/") for name in plain.files)
    if not plain.is_govuk:
        pytest.skip("GOV.UK Frontend is not here")
    assert b"GDS Transport" not in plain.files["govuk.css"].body
    assert b"GDS Transport" in Statics(brand=True).files["govuk.css"].body
    assert plain.version != Statics(brand=True).version

"""Language: what the page declares, else the small words of a longer text; null on short text."""

import pytest

from registry.assess.language import declared, guessed, language_of

LONG = {
    "en": "I have been told that this is the place to ask what to do with my landlord and the deposit that he will not "
    "give back to me after all of the time we have lived here in his flat with the cat and it was clean",
    "cy": "Mae gen i gwestiwn am y tŷ ac mae angen help arnaf i gyda hyn yn fuan iawn oherwydd nid yw fy landlord wedi "
    "ateb ond rydw i wedi gofyn iddo am y peth yma o hyd ac mae bod heb wres yn y gaeaf yn anodd dim ond",
    "de": "Ich habe eine Frage zu der Wohnung und die Heizung ist nicht in Ordnung aber der Vermieter sagt das ist mit "
    "dem Vertrag so und ich bin nicht sicher wie es weiter geht auch wenn wir im Winter frieren und sich nichts tut",
    "fr": "Je ne sais pas si le propriétaire est dans son droit mais il ne veut pas rendre la caution que nous avons "
    "payée pour un an et je suis avec mon mari dans une maison qui est plus froide que la rue sur laquelle elle donne",
}


@pytest.mark.parametrize("code", sorted(LONG))
def test_long_text_tells_its_language(code: str) -> None:
    assert guessed(LONG[code]) == code


@pytest.mark.parametrize("text", ["", "Sheffield Forum", "General chat, Introductions, Sport", "the and of"])
def test_short_text_tells_nothing(text: str) -> None:
    assert guessed(text) is None


def test_other_scripts_are_known_by_their_letters() -> None:
    assert guessed("Форум для родителей и детей, вопросы и ответы") == "ru"
    assert guessed("كانون گفتگوی قرآنی پرسش و پاسخ درباره قرآن") == "ar"


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en-GB", "en"), ("CY", "cy"), ("pt_BR", "pt"), ("x-default", None), ("", None), ("english", None)],
)
def test_a_declared_tag_is_read(tag: str, code: str | None) -> None:
    assert declared(tag) == code


def test_what_the_page_declares_wins() -> None:
    assert language_of("cy", LONG["en"]) == "cy"
    assert language_of(None, LONG["en"]) == "en"

"""Care: a sensitive matter that is a part of what a forum is about is told, and not one board of another forum."""

import pytest

from registry.assess import Assessor, Subject


def care(assessor: Assessor, **known: object) -> str | None:
    return assessor.assess(Subject(**known)).sensitive  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("For those who think of suicide, and those who did", "suicide and self-harm"),
        ("Veterans who live with PTSD", "trauma"),
        ("Out of an abusive relationship and not looking back", "abuse"),
        ("Wives and husbands: his drinking, our lives", "addiction"),
        ("Gay men who came out late", "sexuality"),
        ("Trans people and their clinics", "gender"),
        ("Living with HIV", "sexual health"),
        ("Waiting for a spouse visa together", "immigration status"),
        ("A life after a criminal record", "criminal convictions"),
        ("For teenagers, by teenagers", "for under-18s"),
    ],
)
def test_a_description_that_names_it_is_enough(assessor: Assessor, said: str, reason: str) -> None:
    assert care(assessor, name="The bench", description=said, boards=("Hello", "Talk")) == reason


@pytest.mark.parametrize("where", ["boards", "thread_titles"])
def test_one_board_or_title_of_a_general_forum_is_not(assessor: Assessor, where: str) -> None:
    boards = ("Tomatoes", "Greenhouses", "Allotments", "Compost", "Lawns")
    known: dict[str, object] = {"name": "Allotment gardening", "boards": boards, "thread_titles": ("Blight again",)}
    known[where] = (*known[where], "Suicide")  # type: ignore[misc]
    assert care(assessor, **known) is None


def test_house_rules_are_no_reason(assessor: Assessor) -> None:
    rules = "Be kind: no abuse, no spam, no gambling links. Abuse will be removed."
    assert care(assessor, name="Allotment gardening", description=rules, boards=("Tomatoes", "Compost")) is None


def test_what_came_out_of_the_blue_is_no_reason(assessor: Assessor) -> None:
    assert (
        care(assessor, name="After the stroke", description="It came out of the blue. Coming out of hospital.") is None
    )


def test_several_boards_are_a_part_of_what_it_is_about(assessor: Assessor) -> None:
    boards = ("Cancer", "Self-harm", "Suicidal thoughts", "Overdose", "Chemotherapy")
    assert care(assessor, name="Young minds talk", boards=boards) == "suicide and self-harm"


def test_a_small_part_of_a_heavy_subject_is_not(assessor: Assessor) -> None:
    boards = ("Cancer", "Chemotherapy", "Radiotherapy", "Tumours", "Bowel cancer", "Breast cancer", "Prostate cancer")
    known = {"name": "Cancer forum", "description": "Cancer, chemotherapy and tumours", "boards": boards}
    titles = ("Sober now", "Addicts on the ward")
    assert care(assessor, **known, thread_titles=titles) is None

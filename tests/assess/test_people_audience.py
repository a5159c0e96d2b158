"""Who a forum is for: by the weight of its subjects and by what its name and description say, never by one title."""

from registry.assess import Assessor, Subject
from registry.assess.people import MOST_AUDIENCES


def audience(assessor: Assessor, **known: object) -> tuple[str, ...]:
    return assessor.assess(Subject(**known)).audience  # type: ignore[arg-type]


def test_a_person_in_a_thread_title_is_no_audience(assessor: Assessor) -> None:
    titles = ("Fuel duty on my dad's tractor", "Mum wants to sell the ewes", "Families at the mart")
    found = audience(assessor, name="Sheep farming forum", boards=("Lambing", "Livestock"), thread_titles=titles)
    assert found[0] == "farmers"
    assert "parents" not in found


def test_what_is_nobody_s_policy_area_is_for_hobbyists(assessor: Assessor) -> None:
    found = assessor.assess(Subject(name="Football fans forum", boards=("Match day", "Transfer rumours", "Away games")))
    assert found.topics == ()
    assert found.audience == ("hobbyists",)


def test_the_heaviest_subject_says_who_comes_and_a_light_one_does_not(assessor: Assessor) -> None:
    boards = ("Stroke", "Cancer", "Chemotherapy", "Radiotherapy", "Tumours", "Renting")
    found = audience(assessor, name="Cancer forum", boards=boards)
    assert found[0] == "patients"
    assert "tenants" not in found


def test_an_audience_in_the_name_counts_beside_a_heavy_subject(assessor: Assessor) -> None:
    boards = ("Pensions", "State pension", "Annuities", "Pension credit")
    assert "women" not in audience(assessor, name="Pensions forum", boards=boards)
    assert "women" in audience(assessor, name="Pensions forum for women", boards=boards)


def test_anyone_is_a_consumer_so_a_nearer_audience_comes_first(assessor: Assessor) -> None:
    found = audience(assessor, name="Letting agents and tenants' energy bills", boards=("Renting", "Energy bills"))
    assert "tenants" in found
    assert found[0] != "consumers"


def test_the_first_audience_of_a_subject_leads(assessor: Assessor) -> None:
    assert audience(assessor, name="Farming forum", boards=("Lambing", "Silage", "Livestock"))[0] == "farmers"


def test_few_audiences_are_given_however_many_are_named(assessor: Assessor) -> None:
    named = "For parents, carers, students, teachers, veterans, tenants and volunteers"
    assert len(audience(assessor, name="All of us", description=named)) == MOST_AUDIENCES

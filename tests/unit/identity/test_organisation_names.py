"""What a cell for an employer says: a name, and what around it is none, or nobody."""

from __future__ import annotations

import pytest

from pipelines.identity.organisation_names import employment, normalise

NONE, INDEPENDENT = "none", "independent"


@pytest.mark.parametrize(
    "written",
    [
        "Zenqua Ltd", "ZENQUA LIMITED", "The Zenqua Co., Inc.", "zenqua", "Zenqua™", "Zenqua, Lda.", "Zenqua S.à r.l.",
        "Zenqua spol. s r.o.", "Zenqua Sp. z.o.o.", "Zenqua Sp. z o.o. sp.k.", "Zenqua d.d.", "Zenqua PLLC",
        "Zenqua P.C.", "Zenqua Nyrt.", "Zenqua EIRELI", "Zenqua Ltd. Şti.", "Zenqua A.Ş.", "Zenqua FZ-LLC",
        "Zenqua W.L.L.", "OOO Zenqua", "PT Zenqua Tbk", "Zenqua SpA", "Zenqua S.p.A.", "Zenqua e. V.", "Zenqua AS",
        "Zenqua a.s.", "Zenqua SE & Co. KG", "Zenqua S.A. de C.V.", "Zenqua t/a Boltron", "Zenqua, formerly Boltron",
        "c/o Zenqua", "Zenqua c/o Boltron",
    ],
)  # fmt: skip
def test_a_legal_form_is_no_part_of_a_name(written: str) -> None:
    assert normalise(written) == "zenqua"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ООО «Акмолон»", "акмолон"),
        ("㈱灯台", "灯台"),
        ("灯台㈱", "灯台"),
        ("㈜등대", "등대"),
        ("주식회사 등대", "등대"),
    ],
)
def test_legal_forms_of_other_scripts(written: str, name: str) -> None:
    assert normalise(written) == name


@pytest.mark.parametrize("written", ["Day Spa", "Tesluna EV", "Zenqua Cv", "PT", "AS Quillmere", "Zenqua PC", "Ad"])
def test_a_legal_form_that_is_a_word_counts_only_as_its_bearers_write_it(written: str) -> None:
    assert normalise(written) == written.lower()


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Ministry of Tides (Kenya)", "ministry of tides kenya"),
        ("Zenqua Ltd (UK)", "zenqua uk"),
        ("Zenqua (UK) Ltd", "zenqua uk"),
        ("Zenqua [Ltd]", "zenqua"),
        ("Zenqua (formerly Boltron)", "zenqua"),
        ("Zenqua Ltd (UK) (in liquidation)", "zenqua uk"),
        ("Tidal Lantern Works (TLW)", "tidal lantern works"),
        ("Aluminium Company of Quillmere (ALCOQUI)", "aluminium company of quillmere"),
        ("TLW (Tidal Lantern Works)", "tlw"),
        ("(Zenqua)", "zenqua"),
    ],
)
def test_brackets_hold_a_part_of_the_name_unless_they_tell_nothing_else_of_it(written: str, name: str) -> None:
    assert normalise(written) == name


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Self-employed (Consultant)", INDEPENDENT),
        ("Self-employed consultant", INDEPENDENT),
        ("Freelance Designer", INDEPENDENT),
        ("Freelance journalist", INDEPENDENT),
        ("Selbstständige", INDEPENDENT),
        ("Freiberuflerin", INDEPENDENT),
        ("Indépendante", INDEPENDENT),
        ("Retired teacher", NONE),
        ("Jubilada", NONE),
        ("Pensionist", NONE),
        ("Desempleado", NONE),
        ("Estudante", NONE),
        ("Aposentado", NONE),
        ("Disoccupato", NONE),
        ("PhD student", NONE),
        ("Student at Quillmere", NONE),
        ("Undergraduate", NONE),
        ("Currently unemployed", NONE),
        ("Looking for new opportunities", NONE),
        ("No affiliation", NONE),
        ("Prefer not to say", None),
        ("Not disclosed", None),
        ("Guest", None),
        ("Stealth Startup", None),
        ("Privatperson", None),
        ("Particulier", None),
    ],
)
def test_who_names_no_organisation(written: str, said: str | None) -> None:
    assert (normalise(written), employment(written)) == (None, said)


@pytest.mark.parametrize(
    "written",
    [
        "Student Loans Company", "Freelance Nation", "Freelance Designers Ltd", "Retired Greyhound Trust",
        "Independent Age", "Quillmere Student Union", "National Union of Students", "Looking Glass Works",
        "Stealth Marine", "Guest House Quillmere", "Independent Ltd",
    ],
)  # fmt: skip
def test_organisations_that_only_begin_or_end_like_nobody(written: str) -> None:
    assert normalise(written) is not None
    assert employment(written) is None

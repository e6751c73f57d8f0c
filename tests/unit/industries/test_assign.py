"""Who is trusted about an organisation's industry, in which order."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.industries import assign, taxonomy

NOBODY = pl.DataFrame(schema={"line": pl.Int64, "organisation": pl.String, "industry_id": pl.String})


def _organisations(**domains: str | None) -> pl.DataFrame:
    rows = [(f"o_{name}", f"Zxq {name}", domain) for name, domain in domains.items()]
    schema = {"organisation_id": pl.String, "organisation_name": pl.String, "domain": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _said(*rows: tuple[str, str | None], **more: str | None) -> pl.DataFrame:
    frame = pl.DataFrame(rows, schema={"organisation_id": pl.String, "industry_raw": pl.String}, orient="row")
    texts = {"description": None, "job_title": None, **more}
    return frame.with_columns(pl.lit(text, pl.String).alias(name) for name, text in texts.items())


def _assigned(
    organisations: pl.DataFrame,
    listed: pl.DataFrame | None = None,
    people: pl.DataFrame | None = None,
    decided: pl.DataFrame = NOBODY,
    least: float = 0.9,
) -> list[tuple[object, ...]]:
    records, said = (_said() if frame is None else frame for frame in (listed, people))
    return assign.to_organisations(organisations, records, said, decided, {"A": "o_a"}.get, least).rows()


def test_an_organisations_industry_comes_from_the_most_trusted_that_speaks() -> None:
    listed = _said(("o_a", "Software"), ("o_b", "Insurance"))
    people = _said(("o_b", "Design"), ("o_c", "Design"), ("o_c", "Design"), ("o_c", "Law"), ("o_c", "?"), ("o_d", None))
    decided = pl.DataFrame({"line": [2], "organisation": ["A"], "industry_id": ["banking"]})
    everybody = _organisations(a="a.ac.uk", b="b.ac.uk", c="c.ac.uk", d="d.ac.uk", e=None)
    assert _assigned(everybody, listed, people, decided) == [
        ("o_a", "banking", "decision", 1.0),
        ("o_b", "insurance", "explicit", 1.0),
        ("o_c", "design", "organisation", 0.6667),
        ("o_d", "higher_education", "classifier", 0.98),
        ("o_e", "unknown", "unknown", 0.0),
    ]


def test_a_code_in_an_export_counts_as_its_label_does() -> None:
    listed = _said(("o_a", "541511"), ("o_a", "Software"))
    assert _assigned(_organisations(a=None), listed) == [("o_a", "software", "explicit", 1.0)]


def test_a_description_is_read_and_a_higher_bar_leaves_more_unknown() -> None:
    listed = _said(
        ("o_a", None), description="The bank takes deposits, grants loans and mortgages, and manages assets."
    )
    (found,) = _assigned(_organisations(a=None), listed, least=0.5)
    assert found[1:3] == ("financial_services", "classifier")
    confidence = found[3]
    assert isinstance(confidence, float)
    assert confidence >= 0.5
    assert _assigned(_organisations(a=None), listed, least=1.0) == [("o_a", "unknown", "unknown", 0.0)]


@settings(max_examples=20)
@given(st.lists(st.sampled_from(["a", "b", "c"]), unique=True), st.floats(0.01, 1))
def test_every_organisation_has_one_industry_and_what_is_claimed_is_sure_enough(names: list[str], least: float) -> None:
    found = _assigned(_organisations(**dict.fromkeys(names)), people=_said(("o_b", "Design")), least=least)
    assert [row[0] for row in found] == sorted(f"o_{name}" for name in names)
    for _, industry, source, confidence in found:
        assert industry in taxonomy.industry_ids()
        assert (source == "unknown") == (industry == "unknown") == (confidence == 0.0)
        assert source != "classifier" or confidence >= least  # type: ignore[operator]

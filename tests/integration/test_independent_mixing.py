"""How industries mix, against the same numbers computed once more in plain Python: pair by pair, tie by tie."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from tests.integration.both import Both
from tests.naive import mixing, ties
from tests.naive.lake import months_after
from tests.naive.mixing import ALL, Cell, Network

pytestmark = pytest.mark.integration

ROUNDED = 2e-6
"""How far a number of six digits may lie from an exact one."""


def test_which_industries_met(both: Both) -> None:
    cells = _mixing(both, "opportunity_count")
    for (first, last), found in cells.items():
        expected = mixing.opportunities(both.lake, first, last)
        assert {pair: count for pair, (count,) in found.items() if count} == expected
    assert any(count for found in cells.values() for (count,) in found.values())


def test_which_industries_dealt_with_each_other(both: Both) -> None:
    columns = "realised_count, outside_events_count, realised_share_n, realised_share"
    cells = _mixing(both, columns)
    for (first, last), found in cells.items():
        expected = mixing.cells(both.lake, ties.direct(both.lake, first, last), first, last)
        assert expected.keys() <= found.keys()
        for pair, (*counts, share) in found.items():
            cell = expected.get(pair, Cell(0, 0, 0, 0))
            assert counts == [cell.tie_count, cell.outside_count, cell.pair_count]
            assert share == (_near(cell.realised_pair_count / cell.pair_count) if cell.pair_count else None)
    told = [cell for found in cells.values() for cell in found.values()]
    assert any(listed for *_, listed, _ in told) == both.has_every_kind
    assert any(share and share < 1 for *_, share in told) == both.has_every_kind
    assert any(count > outside > 0 for count, outside, *_ in told) == both.has_every_kind


def test_how_much_likelier_than_by_chance_they_dealt_with_each_other(both: Both) -> None:
    cells = _mixing(both, "lift")
    for (first, last), found in cells.items():
        expected = mixing.lifts(ties.direct(both.lake, first, last))
        assert {pair: lift for pair, (lift,) in found.items() if lift is not None} == pytest.approx(
            {pair: lift for pair, lift in expected.items() if pair in found}, abs=ROUNDED
        )
        assert {pair for pair, lift in expected.items() if lift} <= found.keys()
        assert bool(expected) == both.has_every_kind


def test_whether_ties_lead_out_of_an_industry(both: Both) -> None:
    periods = both.periods("industry_network")
    assert (len(periods) > 2) == both.has_every_kind
    for first, last in periods:
        rows = both.ask(
            "select industry_id, tie_count, internal_tie_count, external_tie_count, ei_index, ei_chance"
            f" from insights.industry_network where period_ends_on = date '{last}'"
        )
        expected = mixing.networks(ties.direct(both.lake, first, last))
        assert {industry: tuple(counts) for industry, *counts, _, _ in rows} == {
            industry: network[:3] for industry, network in expected.items()
        }
        for industry, _, internal, external, index, chance in rows:
            assert index == (_near((external - internal) / (external + internal)) if external + internal else None)
            assert chance == _chance(expected[industry])
        assert {industry for industry, *_, chance in rows if chance is not None} > {ALL}


def test_whether_ties_keep_to_their_industry(both: Both) -> None:
    rows = both.ask(
        "select period_ends_on, assortativity from insights.industry_network where assortativity is not null"
    )
    expected = {
        last: mixing.assortativity(ties.direct(both.lake, first, last))
        for first, last in both.periods("industry_network")
    }
    assert dict(rows) == pytest.approx(
        {last: value for last, value in expected.items() if value is not None}, abs=ROUNDED
    )
    assert bool(rows) == both.has_every_kind


def test_a_persons_weights_add_up_to_the_events_they_attended(both: Both) -> None:
    """Newman's invariant, for everybody: what ties to all others add up to is at how many events they were."""
    rows = both.ask(
        "select person_id, sum(weight) from ("
        " select left_person_id as person_id, opportunity_undecayed as weight from intermediate.int_tie_weighed"
        " union all select right_person_id, opportunity_undecayed from intermediate.int_tie_weighed"
        ") group by person_id having sum(weight) > 0"
    )
    first = months_after(both.lake.today, -ties.LOOK_BACK)
    there = ties.pairing(both.lake, first, both.lake.today)
    expected = Counter(person for people in there.values() for person in people)
    assert dict(rows) == pytest.approx(dict(expected), abs=ROUNDED)
    assert (max(expected.values(), default=0) > 1) == both.has_every_kind


def _mixing(both: Both, columns: str) -> dict[tuple[date, date], dict[ties.Pair, tuple[float | None, ...]]]:
    """Period → industry and industry, in order → the columns of their cell in `industry_mixing`."""
    found = {}
    for first, last in both.periods("industry_mixing"):
        rows = both.ask(
            f"select industry_id, other_industry_id, {columns} from insights.industry_mixing"
            f" where period_ends_on = date '{last}' and industry_id <= other_industry_id"
        )
        found[first, last] = {(one, other): tuple(cell) for one, other, *cell in rows}
    return found


def _chance(network: Network) -> object:
    return None if network.chance is None else _near(network.chance)


def _near(value: float) -> object:
    return pytest.approx(value, abs=ROUNDED)

"""The model: weights for every level, blocks that stay small, evidence without values."""

from __future__ import annotations

import random
from itertools import product

import polars as pl
import pytest

from pipelines.home import Home, connect
from pipelines.identity import blocking, decisions, model, namesakes, pairs, train
from pipelines.settings import Engine
from tests.unit.identity.drops import drop

COLUMNS = sorted(
    {"profile_id", *pairs.COMPARED, *(name for rule in blocking.RULES for name in rule.parts + rule.finer)}
)
BLANK = dict.fromkeys(COLUMNS)


def _profiles(*rows: dict[str, str]) -> pl.DataFrame:
    known = [{**BLANK, "profile_id": f"f_{n:04}", **row} for n, row in enumerate(rows)]
    return pl.DataFrame(known, schema=dict.fromkeys(BLANK, pl.String)).with_columns(
        given_root="given",
        family_root="family",
        unspaced=pl.concat_str("given", "family"),
        name=pl.concat_str("given", "family", separator=" "),
        names=pl.concat_str("given", "family", separator="/"),
    )


def test_every_level_has_weights_and_more_alike_weighs_more() -> None:
    weights = model.committed()
    assert set(weights["comparisons"]) == set(model.LEVELS)
    for name, levels in model.LEVELS.items():
        ratios = [
            weights["comparisons"][name][level]["m"] / weights["comparisons"][name][level]["u"] for level in levels
        ]
        assert min(ratios) > 0
        assert max(ratios) in ratios[:-1]


def test_a_block_of_too_many_is_not_opened() -> None:
    crowd = [{"given": "sam", "family": "common"} for _ in range(100)]
    assert blocking.blocked(_profiles(*crowd)).height == 0


def test_a_block_of_too_many_is_divided_by_what_else_is_known() -> None:
    crowd = [{"given": "sam", "family": "common", "city": f"c{number % 50}"} for number in range(100)]
    pairs_found = blocking.blocked(_profiles(*crowd))
    assert pairs_found.rows() == [(number, number + 50) for number in range(50)]


def test_pairs_grow_with_the_profiles_however_common_what_they_share() -> None:
    crowd = [
        {
            "given": f"g{number % 3}",
            "family": f"f{number % 3}",
            "organisation": "o",
            "city": "c",
            "phone": f"{number % 9}",
        }
        for number in range(3000)
    ]
    assert blocking.blocked(_profiles(*crowd)).height < 60 * len(crowd)


def test_a_rare_name_says_more_than_a_common_one() -> None:
    common = [{"given": f"g{n}", "family": "common", "city": f"c{n}"} for n in range(30)]
    rows = [{"given": "ada", "family": name} for name in ("common", "common", "byte", "byte")]
    scored = pairs.scored(_profiles(*rows, *common), model.committed(), 0.01, Engine())
    first = scored.row(0, named=True)
    assert (first["left"], first["right"]) == ("f_0002", "f_0003")
    assert first["match_weight"] > scored.filter(pl.col("left") == "f_0000")["match_weight"].item()


def test_how_common_a_value_is_does_not_swing_on_few() -> None:
    few = model.frequencies(model.committed(), "given", pl.Series("given", ["ada", "ada", "max"]))
    many = model.frequencies(model.committed(), "given", pl.Series("given", ["ada", "ada", "max"] * 5000))
    assert few.filter(pl.col("given") == "ada")["tf_given"].item() < 0.02
    assert 0.4 < many.filter(pl.col("given") == "ada")["tf_given"].item() < 0.8


def test_a_hundredth_more_records_leaves_how_common_nearly_every_name_is() -> None:
    chance = random.Random(1)
    before = [f"n{int(chance.paretovariate(0.7))}" for _ in range(9000)]
    after = [*before, *chance.sample(before, 90)]
    shares = [model.frequencies(model.committed(), "family", pl.Series("family", names)) for names in (before, after)]
    both = shares[0].join(shares[1], on="family")
    assert both.select((pl.col("tf_family") == pl.col("tf_family_right")).mean()).item() > 0.97


@pytest.mark.parametrize("known", [{}, {"city": "leeds"}, {"city": "leeds", "country": "GB"}])
def test_one_name_in_two_files_is_as_likely_one_person_as_splink_finds_two_profiles_of_it(
    known: dict[str, str],
) -> None:
    crowd = [{"given": f"g{n}", "family": "common", "city": f"c{n % 3}", "country": "GB"} for n in range(40)]
    profiles = _profiles(*[{"given": "ada", "family": "common", **known}] * 2, *crowd)
    scored = pairs.scored(profiles, model.committed(), 0.001, Engine()).filter(left="f_0000", right="f_0001")
    alike = namesakes.alike(profiles, model.committed())
    assert alike[0] == alike[1] == pytest.approx(scored["match_probability"].item(), abs=1e-6)


def test_nothing_to_compare_gives_no_pairs() -> None:
    assert pairs.scored(_profiles({"city": "leeds"}), model.committed(), 0.5, Engine()).height == 0


def test_training_learns_how_names_vary_and_leaves_the_rest() -> None:
    chance = random.Random(1)
    rows, same = [], []
    for person in range(300):
        given, family = f"g{chr(97 + person % 23)}{person % 41}", f"f{chr(97 + person % 19)}{person}"
        for _ in range(2):
            rows.append({"given": given if chance.random() < 0.7 else given[0], "family": family, "city": "leeds"})
            same.append(person)
    compared = _profiles(*rows).with_columns(pl.Series("same", same))
    old = model.committed()
    new = train.estimated(compared, old)
    assert new["comparisons"]["given"]["initial"]["m"] > 2 * old["comparisons"]["given"]["initial"]["m"]
    assert new["comparisons"]["mailbox"] == old["comparisons"]["mailbox"]
    assert new["comparisons"]["city"]["exact"]["m"] == old["comparisons"]["city"]["exact"]["m"]


def test_training_takes_what_exact_keys_tie_for_one_person(home: Home) -> None:
    names = [("Ada Byte", "a@acme.example"), ("A. Byte", "a@acme.example"), ("Max Null", None)]
    rows = [{"full_name": name, "email": email, "organisation_name": "Acme"} for name, email in names]
    drop(home, "attendance", rows, "a.csv")
    decisions.read_decisions(home)
    same = train.labelled(home).select("given", "same").sort("given")
    assert same["given"].to_list() == ["a", "ada", "max"]
    assert same["same"][0] == same["same"][1] != same["same"][2]


@pytest.mark.parametrize("edits", [1, 2])
def test_what_goes_before_a_count_of_edits_changes_no_answer(edits: int) -> None:
    words = ["".join(letters) for length in range(5) for letters in product("abé", repeat=length)]
    told = pl.DataFrame(list(product(words, words)), schema={"l": pl.String, "r": pl.String}, orient="row")
    plain = f"damerau_levenshtein(l, r) = {edits}"
    guarded = model.guarded(plain)
    with connect() as database:
        database.register("told", told.to_arrow())
        answers = database.sql(f"select {plain}, {guarded} from told").fetchall()
    assert guarded != plain
    assert any(one for one, _ in answers)
    assert all(one == other for one, other in answers)

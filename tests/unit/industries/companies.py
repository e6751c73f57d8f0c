"""Made-up companies whose names and texts tell their trade: enough to learn from in a second."""

from __future__ import annotations

import random

import polars as pl

TRADES = {
    "financial_services": ("Bank", "takes deposits and lends money to households"),
    "healthcare": ("Clinic", "treats patients and develops medicines"),
    "mining": ("Minerals", "explores for gold and copper deposits"),
}
SYLLABLES = ("bra", "cor", "del", "fin", "gal", "hor", "jun", "kes", "lom", "mir", "nov", "pel", "quo", "ras", "tuv")


def made_up(per_trade: int = 60, seed: int = 0) -> pl.DataFrame:
    """`name, domain, text, sector, class_id, group` as `training.companies` hands them on."""
    dice = random.Random(seed)
    rows = []
    for trade, (ending, text) in TRADES.items():
        for _ in range(per_trade):
            own = "".join(dice.choices(SYLLABLES, k=3)).title()
            name = own if dice.random() < 0.3 else f"{own} {ending}"
            rows.append((name, f"{own.lower()}.example", f"{own} {text} in many places. More is said.", trade, trade))
    frame = pl.DataFrame(rows, schema=["name", "domain", "text", "sector", "class_id"], orient="row")
    return frame.with_row_index("group").with_columns(pl.col("group").cast(pl.Int64))


def job_titles() -> pl.DataFrame:
    """`title, class_id`: nurses and tellers tell, managers do not."""
    told = {"healthcare": "Nurse", "financial_services": "Teller", "unknown": "Manager"}
    grades = ("Senior", "Junior", "Head", "Night", "Chief", "Deputy", "Area", "Trainee")
    rows = [(f"{grade} {title}", found) for found, title in told.items() for grade in grades]
    return pl.DataFrame(rows, schema=["title", "class_id"], orient="row")

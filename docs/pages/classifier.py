"""The page on the classifier of industries: its classes, what it learned from, how right it was when last measured."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docs.pages.markdown import code, page, table
from pipelines.industries import classifier, suffixes, training
from pipelines.settings import Settings

MEASURED = Path(__file__).parents[2] / "benchmarks" / "results" / "accuracy" / "sectors.json"
EVIDENCE = ("name", "name and description")

FIGURES = ("accuracy", "coverage", "abstained", "accuracy of claims", "calibration error")

HEAD = """# The classifier of industries

Asked where neither a decision nor an export says what an organisation does. It reads the name with the domain's own
word, a description where an export has one, and the job titles of its people, and gives a probability for each of its
classes: each sector's general industry, and a few industries that no general one covers. Below
`least_confidence` (by default {least}) it abstains, and the industry stays `unknown`.

- **Model**: hashed runs of letters, words and pairs of words. Of names, a ridge regression that learned from the labels
  and from what a model of descriptions makes of the same company, and read first sentences of descriptions as names,
  too; of descriptions and job titles, averaged stochastic gradient descent and complement naive Bayes added up. Scores
  are made into probabilities that hold on held-out companies, by a factor and a monotone curve for each kind of
  evidence. Arrays alone, no code:
  `pipelines/industries/classifier.npz`, {size} kB. `make classifier` makes it again from the same data,
  `make titles` the words that tell a job title's function. Their `REFERENCE` is a folder with FinanceDatabase's
  companies as `companies_by_sector.parquet` and O*NET's `onet_alternate_titles.txt`.
- **Learned from**: listed companies with summary and industry (FinanceDatabase, MIT) as `listed_companies.csv` reads
  them; the titles of NAICS, ISIC, NACE and LinkedIn and the labels of exports; O*NET's alternate job titles, "O*NET
  Database by the U.S. Department of Labor, Employment and Training Administration", used under CC BY 4.0, of which
  only the occupations in `occupations.csv` are found in one industry.
- **Not for**: judging a person. Listed companies are large and commercial; of schools, ministries, charities and
  studios it knows little but the words they are called by, and says so by a low probability.
- **Not measured**: what job titles add. No public data ties real titles to real employers and their sectors.
"""


def classifier_page() -> str:
    """The whole page."""
    model = classifier.committed()
    lines = HEAD.format(least=Settings().industries.least_confidence, size=classifier.FILE.stat().st_size // 1000)
    own = sorted(training.OWN_CLASSES)
    return page(
        [
            *(line.rstrip() for line in lines.splitlines()),
            "",
            "## Classes",
            "",
            f"{code(model.classes)}. Of these, {code(own)} stand beside the general industry of their sector.",
            "",
            "## How right it is",
            "",
            "Five-fold on listed companies, each judged by a model that saw neither it nor what may be the same",
            "company (`benchmarks/accuracy/sectors.py`). Always saying the most frequent class is the least to beat.",
            "",
            *_measured(),
            "",
            "## Domains that say it themselves",
            "",
            "A suffix that its registry gives to one industry alone goes before the model, with a confidence of "
            f"{suffixes.CONFIDENCE}:",
            "",
            *table(
                ("suffix", "industry"), [(f"`.{suffix}`", f"`{found}`") for suffix, found in suffixes.listed().items()]
            ),
        ]
    )


def _measured() -> list[str]:
    found: dict[str, Any] = json.loads(MEASURED.read_text(encoding="utf-8"))["questions"]
    lines = table(
        (
            "classes",
            "evidence",
            "companies",
            "most frequent",
            "accuracy",
            "claimed",
            "abstained",
            "accuracy of claims",
            "calibration error",
        ),
        [_row(name, one, evidence) for name, one in found.items() for evidence in EVIDENCE],
    )
    for name, one in found.items():
        for evidence in EVIDENCE:
            bins = [(f"{row['from']:.1f}", *map(str, (row["rows"], row["confidence"], row["accuracy"])))
                    for row in one[evidence]["reliability"]]  # fmt: skip
            lines += ["", f"Reliability, {name}, by {evidence}:", ""]
            lines += table(("probability from", "companies", "mean probability", "accuracy"), bins)
    return lines


def _row(name: str, one: dict[str, Any], evidence: str) -> tuple[str, ...]:
    figures = one[evidence]
    shown = (figures[key] for key in FIGURES)
    return (
        f"{name} ({one['classes']})",
        evidence,
        f"{one['rows']:,}",
        str(one["most frequent class"]),
        *map(str, shown),
    )

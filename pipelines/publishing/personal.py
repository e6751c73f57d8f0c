"""The search for anything personal in the tables that everybody may read.

Held against the people of the same candidate: column names, and the words of every
text cell. Faults are counted by table and column; no value leaves this module.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.publishing.tables import name, schema_of, text

if TYPE_CHECKING:
    import duckdb

PERSONAL_COLUMN = re.compile(
    r"^(.*_)?(e_?mail|phone|full_name|given_name|family_name|first_name|last_name|profile_url|person_id|profile_id)s?$"
)
"""Names of columns that hold a person; `email_share` is none of them."""

KNOWN_BY = {"full_name", "phone"}
"""What is looked for of everybody in `people.people`; an e-mail address is known by its look."""

LONGEST_NAME = 6
"""Words of the longest name looked for inside a text."""

WORDS = r"trim(regexp_replace(lower(strip_accents({0})), '[^\p{{L}}\p{{N}}]+', ' ', 'g'))"
DIGITS = r"right(regexp_replace({0}, '[^0-9]', '', 'g'), 9)"
"""The last nine digits: a number is the same with and without its country."""

PHONE_LIKE = r"\+?[0-9][0-9 ().-]{7,}[0-9]"
EMAIL_LIKE = r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+"


def personal_columns(connection: duckdb.DuckDBPyConnection, catalogue: str) -> dict[str, int]:
    """The columns of `insights` that are named as a person's."""
    columns = _columns(connection, catalogue, "%")
    return {f"insights.{table}.{column}": 1 for table, column in columns if PERSONAL_COLUMN.match(column)}


def personal_values(connection: duckdb.DuckDBPyConnection, insights: str, restricted: str) -> dict[str, int]:
    """Distinct text values of `insights` that hold an e-mail address, a known phone number or a known full name.

    A name of one word is no evidence: half the dictionary is somebody's name.
    """
    _gather_texts(connection, insights)
    _gather_people(connection, name(restricted, "people", "people"))
    found = connection.execute(
        f"""
        WITH plain AS (SELECT place, value, {WORDS.format("value")} AS said FROM texts),
        worded AS (SELECT place, value, string_split(said, ' ') AS words FROM plain WHERE contains(said, ' ')),
        phrases AS (
            SELECT place, value, array_to_string(words[first:first + length - 1], ' ') AS phrase
            FROM worded,
                range(2, {LONGEST_NAME + 1}) AS lengths (length), range(1, len(words) + 1) AS firsts (first)
            WHERE first + length - 1 <= len(words)
        ),
        numbers AS (
            SELECT place, value, {DIGITS.format("unnest(regexp_extract_all(value, $phone))")} AS digits FROM texts
        ),
        faults AS (
            SELECT place, value FROM texts WHERE contains(value, '@') AND regexp_matches(value, $email)
            UNION SELECT place, value FROM phrases SEMI JOIN known_names ON phrase = known_name
            UNION SELECT place, value FROM numbers SEMI JOIN known_phones ON digits = known_phone
        )
        SELECT place, count(*) FROM faults GROUP BY place ORDER BY place
        """,
        {"email": EMAIL_LIKE, "phone": PHONE_LIKE},
    ).fetchall()
    return dict(found)


def _columns(connection: duckdb.DuckDBPyConnection, catalogue: str, kind: str) -> list[tuple[str, str]]:
    return connection.execute(
        "SELECT table_name, column_name FROM duckdb_columns()"
        " WHERE database_name = ? AND schema_name = ? AND data_type LIKE ? ORDER BY ALL",
        [catalogue, schema_of("insights"), kind],
    ).fetchall()


def _gather_texts(connection: duckdb.DuckDBPyConnection, catalogue: str) -> None:
    """Makes `texts`: every distinct value of every text column, with its table and column."""
    connection.execute("CREATE OR REPLACE TEMP TABLE texts (place VARCHAR, value VARCHAR)")
    for table, column in _columns(connection, catalogue, "%VARCHAR%"):
        connection.execute(
            f"INSERT INTO texts SELECT DISTINCT {text(f'insights.{table}.{column}')}, CAST({name(column)} AS VARCHAR)"
            f" FROM {name(catalogue, schema_of('insights'), table)} WHERE {name(column)} IS NOT NULL"
        )


def _gather_people(connection: duckdb.DuckDBPyConnection, people: str) -> None:
    """Makes `known_names` (of two words and more) and `known_phones` of everybody resolved."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE known_names AS SELECT DISTINCT {WORDS.format('full_name')} AS known_name"
        f" FROM {people} WHERE contains({WORDS.format('full_name')}, ' ')"
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE known_phones AS SELECT DISTINCT {DIGITS.format('phone')} AS known_phone"
        f" FROM {people} WHERE length({DIGITS.format('phone')}) = 9"
    )

"""Is a delivery fit to be counted? Great Expectations per file and kind, and the books of every file.

The only package that imports Great Expectations, and only inside functions.
What belongs elsewhere: rules of a single row (records/kinds.py), rules between
models (dbt), and what a release must meet (publishing/).
"""

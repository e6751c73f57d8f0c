"""Stands where Spark would: dbt-spark asks for the import before it compiles, and compiling needs no more of it."""

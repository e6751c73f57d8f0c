"""What leaves: small cells hidden, checked, and swapped in as one release.

What does not belong here: how a number is worked out (dbt_project/), and who may
be counted (identity/, decisions). Nothing here knows of Dagster.
"""

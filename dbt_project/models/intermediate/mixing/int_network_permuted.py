"""What chance gives for the mixing of industries: the logic is in `pipelines.network.permutation`."""


def model(dbt, session):
    """One row per period and industry, and one for all industries."""
    from pipelines.network.permutation import permuted

    ties = (
        dbt.ref("int_tie_placed")
        .filter("are_both_known")
        .select("period_number, left_person_id, right_person_id, left_industry_id, right_industry_id")
    )
    return permuted(ties.pl(), int(dbt.config.get("permutations")), int(dbt.config.get("seed"))).to_arrow()

"""Each person's contacts, and whom they stand between: the logic is in `pipelines.network.bridges`."""


def model(dbt, session):
    """One row per person with a contact: a tie of the setting contact_strength or more."""
    from pipelines.network.bridges import measured

    contacts = (
        dbt.ref("int_tie_weighed")
        .filter(f"tie_strength >= {dbt.config.get('contact_strength')}")
        .select("left_person_id, right_person_id, tie_strength")
    )
    people = dbt.ref("int_person_placed").select("person_id, industry_id")
    return measured(contacts.pl(), people.pl()).to_arrow()

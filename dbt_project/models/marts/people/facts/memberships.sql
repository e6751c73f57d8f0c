select
    term.term_id,
    term.membership_id,
    term.member_kind,
    term.member_id,
    term.organisation_id,
    parent.parent_organisation_id,
    term.industry_id,
    term.group_name,
    term.level,
    term.status,
    term.joined_on,
    term.starts_on,
    term.ends_on,
    term.continuous_since_on,
    term.term_number,
    term.renewal_status,
    term.is_eligible,
    term.is_first_year,
    term.is_reinstated,
    term.is_end_inferred,
    term.is_lifetime,
    term.is_complimentary,
    term.is_dependent,
    term.record_id
from {{ ref('int_term_placed') }} as term
left join {{ ref('stg_organisation_parent') }} as parent
    on
        term.organisation_id = parent.organisation_id
        and {{ in_force('parent', 'term.starts_on') }}

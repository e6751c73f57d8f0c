-- Who is behind a row of retention, and why: members by month, terms in the month they ended in, and coming back.
select
    'member' as fact,
    member_kind,
    member_id,
    organisation_id,
    industry_id,
    level,
    month_on,
    is_member,
    was_member,
    is_kept,
    {{ days_between('continuous_since_on', 'day') }} as tenure_days,
    false as is_shown_late,
    false as is_first_year,
    false as has_next_term,
    cast(null as {{ dbt.type_string() }}) as renewal_status
from {{ ref('int_member_month_placed') }}
union all
select
    'term',
    member_kind,
    member_id,
    organisation_id,
    industry_id,
    level,
    {{ month_of('ends_on') }},
    false,
    false,
    false,
    cast(null as bigint),
    is_shown_late,
    is_first_year,
    has_next_term,
    renewal_status
from {{ ref('int_term_placed') }}
where is_renewable
union all
select
    'return',
    member_kind,
    member_id,
    begun_organisation_id,
    begun_industry_id,
    level,
    {{ month_of('starts_on') }},
    false,
    false,
    false,
    cast(null as bigint),
    false,
    false,
    false,
    cast(null as {{ dbt.type_string() }})
from {{ ref('int_term_placed') }}
where is_reinstated and starts_on <= {{ as_of_on() }}

-- Every score explained: the contributions of a person add up to their score.
select
    contribution.person_id,
    contribution.activity_type,
    cast(contribution.contribution as double) as contribution
from {{ ref('int_contribution_monthly') }} as contribution
inner join (select max(month_on) as month_on from {{ ref('int_month_listed') }}) as latest
    on contribution.month_on = latest.month_on
inner join {{ ref('int_person_known') }} as person on contribution.person_id = person.person_id

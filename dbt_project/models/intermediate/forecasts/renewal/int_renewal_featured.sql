-- One row per term that is looked at: all that a forecast of its renewal may know, and what became of it, if settled.
select
    look.term_id as subject_id,
    look.member_id as party_id,
    look.membership_id as group_id,
    look.member_kind,
    rated.organisation_id,
    rated.industry_id,
    look.level,
    look.ends_on,
    look.prediction_on,
    look.known_on,
    look.stage as stratum,
    look.is_renewed as outcome,
    cast(greatest({{ days_between('look.prediction_on', 'look.ends_on') }}, 0) as double) as days_until_end,
    cast(greatest({{ days_between('look.ends_on', 'look.prediction_on') }}, 0) as double) as days_in_grace,
    case when look.is_first_year then 1.0 else 0.0 end as is_first_term,
    round({{ days_between('look.continuous_since_on', 'look.prediction_on') }} / 365.25, 4) as years_of_membership,
    cast(least(coalesce(activity.attended_count, 0), 12) as double) as attended_count,
    cast(least(coalesce(activity.no_show_count, 0), 12) as double) as no_show_count,
    cast(least(coalesce(activity.contact_count, 0), 12) as double) as contact_count,
    cast(
        least(coalesce({{ days_between('activity.last_active_on', 'look.prediction_on') }}, 730), 730) as double
    ) as days_since_active,
    rated.industry_renewal_difference,
    rated.level_renewal_difference
from {{ ref('int_renewal_looked') }} as look
inner join {{ ref('int_renewal_rated') }} as rated on look.term_id = rated.term_id
left join {{ ref('int_renewal_activity') }} as activity on look.term_id = activity.term_id

-- People by the industry of the month's last day: known, reached, active, and their engagement.
select
    industry_id,
    month_on,
    count(*) as people_known_count,
    count(distinct organisation_id) as organisation_count,
    {{ count_if_true('is_contactable') }} as people_contactable_count,
    {{ count_if_true('is_contactable and is_active') }} as people_contactable_active_count,
    {{ count_if_true('is_active') }} as people_active_count,
    count(distinct case when is_active then organisation_id end) as organisation_active_count,
    {{ count_if_true('is_reached') }} as people_reached_count,
    -- A sum of decimals over a count: the same in whatever order the rows come.
    round(cast(sum(score) as double) / count(*), 6) as engagement_mean,
    round(cast({{ median('score') }} as double), 6) as engagement_median
from {{ ref('int_person_month_scored') }}
group by industry_id, month_on

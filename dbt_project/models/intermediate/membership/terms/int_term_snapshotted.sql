-- Terms of lists that state no dates: a member listed in one snapshot holds a term until the next one,
-- which renews it or does not name them any more.
with

listed as (

    select
        *,
        row_number() over (
            partition by membership_id, layout, snapshot_on
            order by {{ membership_content() }}, record_id
        ) as place
    from {{ ref('int_membership_linked') }}
    where is_full_snapshot and not is_dated and status in ('active', 'suspended', 'unknown')

),

snapshot_day as (

    select distinct
        layout,
        snapshot_on
    from {{ ref('int_membership_linked') }}
    where is_full_snapshot

),

series as (

    select
        layout,
        snapshot_on,
        lead(snapshot_on) over (partition by layout order by snapshot_on) as next_snapshot_on,
        min(snapshot_on) over (partition by layout) as first_snapshot_on
    from snapshot_day

)

select
    listed.membership_id,
    listed.tool,
    listed.member_kind,
    listed.member_id,
    listed.group_name,
    listed.layout,
    listed.level,
    listed.status,
    listed.joined_on,
    listed.snapshot_on as starts_on,
    series.next_snapshot_on as ends_on,
    -- Who stands in the first snapshot may have joined long before it.
    listed.snapshot_on > series.first_snapshot_on as is_start_stated,
    listed.snapshot_on as shown_from_on,
    false as is_shown_late,
    true as is_end_inferred,
    listed.is_lifetime,
    listed.is_complimentary,
    listed.is_dependent,
    listed.record_id
from listed
inner join series on listed.layout = series.layout and listed.snapshot_on = series.snapshot_on
where listed.place = 1

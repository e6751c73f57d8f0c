-- Every membership record of a counted member. A membership is a member's place in one tool, and in one group where it
-- has groups; two lists of a tool tell of the same one.
with

membership as (

    select * from {{ ref('stg_membership') }}

),

link as (

    select
        record_id,
        person_id,
        organisation_id
    from {{ ref('stg_identity_link') }}
    where record_kind = 'membership'

),

file as (

    select
        file_id,
        landed_at
    from {{ ref('stg_source_file') }}

),

excluded as (

    select person_id from {{ ref('stg_resolved_person') }}
    where is_excluded

),

linked as (

    select
        membership.*,
        case membership.member_kind when 'organisation' then link.organisation_id else link.person_id end as member_id,
        link.person_id,
        link.organisation_id,
        coalesce(membership.snapshot_on, cast(file.landed_at as date)) as seen_on,
        file.landed_at,
        -- A layout that names no tool is one of its own.
        coalesce(membership.tool, membership.layout) as kept_in
    from membership
    inner join link on membership.record_id = link.record_id
    inner join file on membership.file_id = file.file_id

)

select
    linked.record_id,
    linked.file_id,
    linked.layout,
    linked.member_kind,
    linked.member_id,
    {{ hashed(
        'm',
        "linked.member_kind || '|' || linked.member_id || '|' || linked.kept_in"
        ~ " || '|' || coalesce(linked.group_name, '')"
    ) }} as membership_id,
    linked.kept_in as tool,
    linked.group_name,
    linked.level,
    linked.status,
    linked.joined_on,
    linked.starts_on,
    linked.ends_on,
    linked.is_lifetime,
    linked.is_complimentary,
    linked.is_dependent,
    linked.is_full_snapshot,
    linked.snapshot_on,
    linked.seen_on,
    linked.landed_at,
    -- A line of a snapshot without an end says only that the member was there that day.
    linked.ends_on is not null or not linked.is_full_snapshot as is_dated
from linked
left join excluded on linked.person_id = excluded.person_id
where
    linked.member_id is not null
    and (linked.member_kind = 'organisation' or excluded.person_id is null)

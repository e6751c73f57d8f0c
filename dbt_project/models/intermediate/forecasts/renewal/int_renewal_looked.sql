-- The day on which each term is looked at: one that is settled on a day drawn without regard to what became of it, one
-- that is open on its list's latest. What had been renewed by that day is nothing to forecast, and is left out.
with

term as (

    select * from {{ ref('int_term_sighted') }}

),

export_day as (

    select distinct
        layout,
        seen_on
    from {{ ref('int_membership_linked') }}
    where seen_on <= {{ as_of_on() }}

),

latest as (

    select
        layout,
        max(seen_on) as seen_on
    from export_day
    group by layout

),

-- Exports overwrite an end on renewal: of the terms that ended before a list was first exported, it shows those that
-- lapsed, and not those that were renewed. So a term is evidence only from an export on that had shown its end.
possible as (

    select
        term.term_id,
        term.membership_id,
        export_day.seen_on as day,
        cast(term.ends_on as {{ dbt.type_string() }})
        || '|' || cast(export_day.seen_on as {{ dbt.type_string() }}) as choice
    from term
    inner join export_day on term.layout = export_day.layout
    where
        term.is_settled
        and export_day.seen_on >= greatest(term.enters_on, term.seen_on)
        and export_day.seen_on < term.grace_ends_on

),

drawn as (

    select
        term_id,
        day,
        row_number() over (
            partition by term_id
            order by {{ hashed('d', "membership_id || '|' || choice") }}
        ) as place
    from possible

),

looked as (

    select
        term_id,
        day
    from drawn
    where place = 1
    union all
    select
        term.term_id,
        latest.seen_on
    from term
    inner join latest on term.layout = latest.layout
    where
        not term.is_settled
        and not term.has_next_term
        and latest.seen_on >= term.enters_on
        and latest.seen_on < term.grace_ends_on

)

select
    looked.day as prediction_on,
    term.term_id,
    term.membership_id,
    term.member_kind,
    term.member_id,
    term.level,
    term.starts_on,
    term.ends_on,
    term.continuous_since_on,
    term.is_first_year,
    term.told_on as known_on,
    case when term.is_settled then term.has_next_term end as is_renewed,
    case when looked.day <= term.ends_on then 'in_force' else 'in_grace' end as stage
from looked
inner join term on looked.term_id = term.term_id
where term.next_seen_on is null or term.next_seen_on > looked.day

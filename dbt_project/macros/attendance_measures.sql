{#- What is counted of the attendances of one group of people at one event: the same in event_performance and
    event_industry. Reads `int_attendance_resolved` joined to `int_event_captured`, excluded people left out. -#}
{% macro attendance_measures() %}
        count(*) as people_count,
        count(distinct organisation_id) as organisation_count,
        bool_and(is_attendance_captured) as is_attendance_captured,
        bool_and(has_registrations) as has_registrations,
        {{ count_if_true('is_guest and is_confirmed') }} as registered_count,
        {{ count_if_true("status = 'waitlisted'") }} as waitlisted_count,
        {{ count_if_true("status = 'cancelled'") }} as cancelled_count,
        {{ count_if_true('is_attended') }} as attended_count,
        {{ count_if_true('not is_guest') }} as contributor_count,
        {{ count_if_true('is_no_show') }} as no_show_count,
        {{ count_if_true('is_walk_in') }} as walk_in_count,
        {{ count_if_true("novelty = 'new'") }} as new_people_count,
        {{ count_if_true("novelty = 'returning'") }} as returning_people_count,
        {{ count_if_true("novelty = 'unknown_history'") }} as unknown_history_people_count,
        {{ count_if_true("novelty = 'new' and next_attended_on <= " ~ months_after('event_on', var('repeat_months'))) }}
            as repeated_count,
        -- A cohort is mature when everyone in it has had the whole time to come again.
        {{ count_if_true("novelty = 'new' and " ~ months_after('event_on', var('repeat_months')) ~ " <= " ~ as_of_on()) }}
            as mature_first_timer_count
{% endmacro %}

{#- The published columns made of them: null, never zero, where attendance was not taken. -#}
{% macro attendance_columns() %}
    {{ counted('registered_count') }} as registered_count,
    {{ counted('waitlisted_count') }} as waitlisted_count,
    {{ counted('cancelled_count') }} as cancelled_count,
    {{ counted('contributor_count') }} as contributor_count,
    is_attendance_captured,
    case when is_attendance_captured then cast(attended_count as bigint) end as attended_count,
    case when is_attendance_captured then cast(no_show_count as bigint) end as no_show_count,
    {{ rate_columns('no_show_rate', 'no_show_count', 'case when is_attendance_captured then registered_count else 0 end') }},
    case when is_attendance_captured and has_registrations then cast(walk_in_count as bigint) end as walk_in_count,
    {{ rate_columns(
        'walk_in_rate', 'walk_in_count',
        'case when is_attendance_captured and has_registrations then attended_count else 0 end'
    ) }},
    case when is_attendance_captured then cast(new_people_count as bigint) end as new_people_count,
    case when is_attendance_captured then cast(returning_people_count as bigint) end as returning_people_count,
    case when is_attendance_captured then cast(unknown_history_people_count as bigint) end
        as unknown_history_people_count,
    {{ rate_columns(
        'repeat_rate',
        'case when mature_first_timer_count > 0 then repeated_count else 0 end',
        'case when is_attendance_captured then mature_first_timer_count else 0 end'
    ) }}
{% endmacro %}

{#- What followed the event, of `followed`: null until the days of follow-up are over, and where nobody knows who came. -#}
{% macro follow_up_columns(event_on) %}
    {%- set is_known = 'is_attendance_captured and ' ~ days_after(event_on, var('follow_up_days')) ~ ' < ' ~ as_of_on() -%}
    case when {{ is_known }} then {{ counted('followed.follow_up_count') }} end as follow_up_count,
    case when {{ is_known }} then {{ counted('followed.new_tie_count') }} end as new_tie_count,
    {{ rate_columns(
        'cross_industry_share',
        'coalesce(followed.cross_industry_tie_count, 0)',
        'case when ' ~ is_known ~ ' then coalesce(followed.known_tie_count, 0) else 0 end'
    ) }}
{%- endmacro %}

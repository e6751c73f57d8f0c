"""What is forecast, and from what: the questions, each with its features and what they mean.

The SQL beside (`int_renewal_featured`, `int_turnout_featured`) lays out the rows; every
feature here is a column there, and is true on the day of the row's `prediction_on`. Beside
them, a row says what it is about (`subject_id`, `party_id`, `group_id`, `organisation_id`), the
`stratum` whose rate is its base rate, and the `outcome`, null until it is known (`known_on`: the
day of the event, or of the first list after the grace).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """One thing to forecast: its name, what happens or not, what a base rate is taken within, and its features."""

    name: str
    happens: str
    fails: str
    stratum: str
    features: dict[str, str]


RENEWAL = Question(
    name="renewal",
    happens="renewed",
    fails="lapsed",
    stratum="terms in force, and terms in their days of grace",
    features={
        "days_until_end": "days until the term ends; 0 in its grace",
        "days_in_grace": "days since the term ended; 0 while it is in force",
        "is_first_term": "whether it is the member's first term",
        "years_of_membership": "years since the membership began, without a gap beyond the grace",
        "attended_count": "events attended or contributed to in the twelve months before, at most 12",
        "no_show_count": "confirmed registrations not kept in the twelve months before, at most 12",
        "contact_count": "meetings, connections, introductions, messages, outcomes won in the same months, at most 12",
        "days_since_active": "days since anything of these but a no-show, at most 730",
        "industry_renewal_difference": "share of terms renewed in the member's industry less that of all, as "
        "known by then, drawn towards none as if ten average terms were among them",
        "level_renewal_difference": "the same of the membership level",
    },
)

TURNOUT = Question(
    name="turnout",
    happens="attended",
    fails="stayed away",
    stratum="events in person, online, of both kinds, and of unknown kind",
    features={
        "days_ahead": "days from the registration to the event; the mean where no export says",
        "is_member": "whether lists of earlier days show the guest as a member on the day of the registration; "
        "the mean where there is none",
        "is_own_topic": "whether the event's topic is the industry of the guest's employer",
        "earlier_registration_count": "confirmed registrations of the guest for earlier events",
        "person_show_difference": "share of these that were kept less that of everybody's, drawn towards none as "
        "if ten average registrations were among them",
        "industry_show_difference": "the same of the guest's industry",
        "format_show_difference": "the same of events of the same format",
    },
)

QUESTIONS = {question.name: question for question in (RENEWAL, TURNOUT)}

"""The words that records may use, whatever a tool calls the same thing."""

from __future__ import annotations

ATTENDANCE_STATUSES = (
    "invited", "registered", "waitlisted", "cancelled", "attended", "no_show", "unknown",
)  # fmt: skip
ROLES = ("attendee", "speaker", "organiser", "sponsor", "exhibitor", "volunteer", "staff")
MEMBERSHIP_STATUSES = (
    "active", "pending", "lapsed", "suspended", "cancelled", "deceased", "none", "unknown",
)  # fmt: skip
INTERACTION_KINDS = (
    "connection", "invitation", "introduction_request", "introduction", "meeting", "message", "badge_scan",
    "endorsement", "recommendation",
)  # fmt: skip
OUTCOME_KINDS = (
    "client", "partnership", "investment", "funding", "hire", "job_lead", "referral", "advice", "collaboration",
)  # fmt: skip
OUTCOME_STAGES = ("lead", "opportunity", "won", "lost", "unknown")

"""What people call things: the headings that point to a field, and the words that point to a status.

In the languages that exports are mostly written in. These only propose; a person decides.
"""

from __future__ import annotations

import re

PERSON: dict[str, str] = {
    "email": r"e-?mail|courriel|correo|e-?post\b|posta elettronica|メール",
    "given_name": r"(first|given|fore) ?name|vorname|prénom|^nombre$|primeiro nome|voornaam|förnamn|fornavn|imię|^名$",
    "family_name": r"(last|family|sur) ?name|nachname|familienname|nom de famille|apellido|cognome|sobrenome|achternaam"
    r"|efternamn|etternavn|nazwisko|^姓$",
    "full_name": r"^(full |member |contact |guest |attendee |participant('s)? |your |candidate )?name$|^(guest|attendee"
    r"|participant|member|contact|person|visitor)$|vollständiger name|nom complet|nombre completo|nome completo"
    r"|teilnehmer(in)?$|^naam$|^namn$|^navn$|氏名|^nom$|^nome$|^gast$",
    "phone": r"phone|mobile|^tel\b|telefon|téléphone|teléfono|handy|cell\b|携帯|電話",
    "profile_url": r"linkedin|profile (url|link)|url of .*profile",
    "website": r"website|web ?page|homepage|webseite|site web|sitio web",
    "organisation_name": r"compan(y|ies)( name)?$|organi[sz]ation( name)?$|employer|affiliation|^account name$|firma"
    r"|unternehmen|entreprise|société|empresa|azienda|bedrijf|företag|virksomhed|会社",
    "job_title": r"job title|position|^title$|^role$|occupation|profession|funktion|beruf|poste|cargo|ruolo"
    r"|functie|役職",
    "industry_raw": r"industry|sector|line of business|branche|secteur|settore|bransch",
    "city": r"\bcity\b|\btown\b|^ort$|stadt|ville|ciudad|città|cidade|plaats|^place$",
    "country": r"country|^land$|pays|país|paese",
    "tool_person_id": r"^(user|person|contact|customer|record|profile) ?(id|no\.?|number)$|^id$",
}
"""Field of a person → the headings that point to it."""

OF_KIND: dict[str, dict[str, str]] = {
    "attendance": {
        "event_name": r"^(event|meeting|session|webinar|evento|veranstaltung|événement)( (name|title))?$|^topic$",
        "event_on": r"^(event |meeting )?(date|day|evening|datum|fecha|data)$|date of (the )?(event|meeting)"
        r"|event (start )?date",
        "checked_in_at": r"check(ed)?[- ]?in[- ]?(at|time|date|stamp)|arrival time|^scanned",
        "joined_at": r"join(ed)? ?(time|at)|time joined|first join",
        "left_at": r"(leave|left|exit) ?(time|at)|time exited|last leave",
        "minutes": r"duration|minutes|dauer|durée|duración|durata",
        "status": r"^(attendance|rsvp|attendee|registration|check-?in) ?status$|^status$|^attended\??$|^arrived\??$"
        r"|^present\??$|^came\??$|^checked[- ]?in\??$|^check-?in$|^rsvp$|anwesend|erschienen|présent|asistió|presente",
        "registered_at": r"regist(ered|ration) ?(on|at|date|time)|sign(ed)?[- ]?up|booked|order date"
        r"|anmeldedatum|angemeldet am|^timestamp$",
        "ticket_id": r"(ticket|order|booking|registration) ?(id|no\.?|number|ref|reference|code)",
        "ticket_type": r"ticket ?(type|class|name)$|^ticket$",
    },
    "membership": {
        "tool_member_id": r"member(ship)? ?(id|no\.?|number|#)|mitglieds?(nummer|nr)",
        "level": r"member(ship)? ?(level|type|plan|category|class)|^(level|tier|plan|grade)$|mitglieds?art"
        r"|beitragsgruppe",
        "status": r"member(ship)? ?status|^(status|active)\??$|mitgliedsstatus",
        "joined_on": r"member since|join(ed|ing)?( ?(date|on))?$|eintritt|beitritt|mitglied seit|date d'adhésion"
        r"|fecha de alta",
        "starts_on": r"(start|valid from|begins?|from)( ?(date|on))?$|term start|gültig ab",
        "ends_on": r"expir|renewal|paid (up )?(to|until)|valid (to|until)|end ?(date|s on)?$|term end|gültig bis"
        r"|ablauf|austritt",
        "amount": r"^(fee|dues|subscription|beitrag|cotisation|amount)\b",
    },
    "outcome": {
        "outcome_name": r"^(deal|opportunity|project|grant)( (name|title))?$",
        "stage": r"stage|phase|^pipeline status$|deal status",
        "value": r"amount|value|budget|betrag|montant|importe",
        "currency": r"currency|währung|devise|moneda",
        "opened_on": r"(create|creation|open(ed)?|start)(d)? ?(date|on)?$",
        "occurred_on": r"(close|closing|closed|won|signed) ?(date|on)?$",
        "owner_name": r"owner|account manager|salesperson|verantwortlich",
        "channel": r"source|channel|campaign|quelle",
    },
    "contact": {"list_name": r"^(list|group|tags?|categor(y|ies)|labels?|segment)s?$"},
}
"""Record kind → its own fields → the headings that point to them."""

TELLING = {
    "attendance": ("event_on", "event_name", "checked_in_at", "joined_at", "left_at", "ticket_id", "ticket_type"),
    "membership": ("tool_member_id", "level", "joined_on", "ends_on", "starts_on"),
    "outcome": ("outcome_name", "stage", "value", "occurred_on"),
}
"""Fields that say of which kind a table is; two of them, or one and a status, decide."""

MEANINGS: dict[str, dict[str, str]] = {
    "attendance": {
        "attended": r"^(attended|present|came|arrived|checked[- ]in|anwesend|erschienen|présente?|asistió|x|✓|yes|y"
        r"|ja|oui|sí|1|true)$",
        "registered": r"^(registered|going|confirmed|accepted|paid|approved|angemeldet|inscrit|no|n|nein|non|0"
        r"|false)$",
        "invited": r"^(invited|pending|maybe|tentative|eingeladen)$",
        "waitlisted": r"wait",
        "cancelled": r"cancel|refund|declin|void|abgesagt|annulé",
        "no_show": r"no[- ]?show|absent|nicht erschienen",
    },
    "membership": {
        "active": r"^(active|current|paid|good standing|aktiv|actif|activo|yes|y|ja|1|true)$",
        "lapsed": r"lapsed|expired|inactive|overdue|abgelaufen|inaktiv|^(no|n|nein|0|false)$",
        "pending": r"pending|new|applied",
        "cancelled": r"cancel|resigned|left|gekündigt|ausgetreten",
        "suspended": r"suspend",
        "deceased": r"deceased|verstorben",
    },
    "outcome": {
        "won": r"won|signed|gewonnen|closed$",
        "lost": r"lost|rejected|verloren|no deal",
        "opportunity": r"proposal|negotiat|qualif|offer|demo|open|opportunity",
        "lead": r"lead|new|contacted|prospect",
    },
}
"""Record kind → what a status means → the words that point to it."""


def field_of(heading: str, fields: dict[str, str]) -> str | None:
    """The first of `fields` that a heading points to; None where it points to none.

    >>> field_of("e-mail", PERSON), field_of("shoe size", PERSON)
    ('email', None)
    """
    return next((name for name, pattern in fields.items() if re.search(pattern, heading)), None)


def meaning_of(word: str, kind: str) -> str:
    """What a status seems to mean; `unknown` where nothing points to it.

    >>> meaning_of("Ja", "attendance"), meaning_of("purple", "attendance")
    ('attended', 'unknown')
    """
    found = (value for value, pattern in MEANINGS[kind].items() if re.search(pattern, word.casefold()))
    return next(found, "unknown")

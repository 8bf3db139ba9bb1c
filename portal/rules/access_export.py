"""What a candidate's own copy holds (GDPR art. 15): the words for each table and column, and what can be left out.

A table that is not here and belongs to a candidate is in the copy all the same, under its own name: nothing is
forgotten because nobody thought of it. `memos` are columns that a person may leave out with a reason, because they
may say something about somebody else: notes and scores belong in the copy (Court of Justice, C-434/16, Nowak).
"""

from dataclasses import dataclass, field

from portal.rules.words import N_


@dataclass(frozen=True)
class Part:
    """One table: its title and the words for its columns, in the order in which they are read.

    `goes_with`: the table above, whose row is left out together with this one's memos. `silent`: columns that say
    nothing about a person, besides `NOT_TOLD`.
    """

    title: str
    columns: dict[str, str]
    memos: frozenset[str] = field(default_factory=frozenset)
    goes_with: str = ""
    silent: frozenset[str] = field(default_factory=frozenset)


# Columns that say nothing about a person: counters, marks for machines, ways into the cabinet.
NOT_TOLD = frozenset(
    {
        "id", "version", "search_name", "cabinet_key", "sha256", "digest", "token_hash", "rev", "base", "position",
        "candidate_mark", "by_mark", "link", "number_in_chain", "identity", "token", "raw", "lease_until",
        "lease_token", "uid", "stamped_at", "attendee_key", "message_key", "answer_stamp", "answer_sequence",
        "escalated_further_at", "fingerprint", "resume_key", "checker", "retry_at", "attempts", "arrived", "key",
        "recipient_domain", "keep_until", "batch", "outside_hours", "reminded_at", "escalated_at", "sequence",
    }
)  # fmt: skip

_AT, _ON, _BY = N_("Wanneer"), N_("Op"), N_("Door")
_NOTE, _STATE = N_("Notitie"), N_("Toestand")
_WENT = N_("Hoe het ging")
_EVERYWHERE = {"created_at": N_("Gemaakt op"), "changed_at": N_("Laatst gewijzigd")}
_SHARED = {
    "shared_with_lead": N_("Gedeeld met wie de instroomactie trekt"),
    "lead_from": N_("Vanaf wanneer wie trekt het mag weten"),
    "shared_with_employer": N_("Gedeeld met de werkgever"),
    "employer_from": N_("Vanaf wanneer de werkgever het mag weten"),
}

PARTS: dict[str, Part] = {
    "Candidate": Part(
        N_("Wie je bent"),
        {
            "first_name": N_("Voornaam"),
            "last_name": N_("Achternaam"),
            "birth_date": N_("Geboortedatum"),
            "email": N_("E-mail"),
            "phone": N_("Telefoon"),
            "postcode": N_("Postcode"),
            "town": N_("Woonplaats"),
            "language": N_("Taal"),
            "organisation": N_("Organisatie die je begeleidt"),
            "jobcoach": N_("Jobcoach"),
            "notes": N_("Notities van je begeleiders"),
            "created_at": N_("In het portaal sinds"),
            "changed_at": N_("Laatst gewijzigd"),
            "restricted_at": N_("Afgeschermd sinds"),
        },
        frozenset({"notes"}),
    ),
    "Nomination": Part(
        N_("Waarvoor je werd voorgedragen"),
        {
            "campaign": N_("Instroomactie"),
            "state": _STATE,
            "put_forward_at": N_("Voorgedragen op"),
            "jobcoach": N_("Jobcoach"),
            "organisation": N_("Organisatie"),
            "competences": N_("Wat je goed kunt"),
            "motivation": N_("Waarom je daar wil werken"),
            "recommendation": N_("Aanbeveling van je jobcoach"),
            "availability": N_("Wanneer je kunt werken"),
            "available_from": N_("Beschikbaar vanaf"),
            "available_days": N_("Dagen"),
            "available_hours": N_("Uren per week"),
            "transport": N_("Vervoer"),
            "travel_minutes": N_("Reistijd in minuten"),
            "travel_km": N_("Afstand in kilometer"),
            "travel_note": N_("Opmerking over de reis"),
            "internship_hours": N_("Uren stage per week"),
            "arrive_minute": N_("Vroegste aankomst (minuten na middernacht)"),
            "leave_minute": N_("Laatste vertrek (minuten na middernacht)"),
            "agreed_with_candidate": N_("Met jou besproken"),
            "measures_considered": N_("Maatregelen bekeken"),
            "support_considered": N_("Ondersteuning bekeken"),
            "archived_at": N_("In het archief sinds"),
            "archive_reason": N_("Waarom in het archief"),
        },
        frozenset({"recommendation"}),
        silent=frozenset({"invitation", "number"}),
    ),
    "VacancyChoice": Part(N_("De functies die je koos"), {"vacancy": N_("Functie"), "rank": N_("Keuze")}),
    "CompetenceAnswer": Part(
        N_("Hoe je bij de functie past"),
        {
            "vacancy": N_("Functie"),
            "competence": N_("Competentie"),
            "answer": N_("Antwoord"),
            "proof": N_("Waaruit dat blijkt"),
        },
    ),
    "Document": Part(
        N_("Documenten"),
        {
            "kind": N_("Soort"),
            "number": N_("Versie"),
            "file_name": N_("Naam van het bestand"),
            "file": N_("Waar het in dit pakket zit"),
            "size": N_("Grootte in bytes"),
            "pages": N_("Bladzijden"),
            "uploaded_by": N_("Toegevoegd door"),
            "put_back_at": N_("Teruggezet op"),
            "put_back_by": N_("Teruggezet door"),
            "created_at": _AT,
        },
        silent=frozenset({"media_type"}),
    ),
    "SupportNeed": Part(
        N_("Wat je nodig hebt om goed te kunnen werken"),
        {
            "kind": N_("Wat"),
            "detail": N_("Uitleg"),
            "minutes": N_("Extra minuten"),
            **_SHARED,
        },
    ),
    "MeasureEligibility": Part(
        N_("Maatregelen die misschien voor je gelden"),
        {
            "code": N_("Maatregel"),
            "certainty": N_("Hoe zeker"),
            "note": _NOTE,
            **_SHARED,
        },
        frozenset({"note"}),
    ),
    "Upload": Part(
        N_("Bestanden die onderweg zijn of geweigerd werden"),
        {
            "file_name": N_("Naam van het bestand"),
            "kind": N_("Soort"),
            "state": _STATE,
            "size": N_("Grootte in bytes"),
            "by": N_("Toegevoegd door"),
            "created_at": _AT,
            "reason": N_("Waarom geweigerd"),
        },
        silent=frozenset({"trouble", "document"}),
    ),
    "Preselection": Part(
        N_("Preselectie"),
        {
            "outcome": N_("Uitkomst"),
            "state": _STATE,
            "assessment": N_("Wat er bekeken werd"),
            "memo": N_("Memo van wie de instroomactie trekt"),
            "words_for_mediator": N_("Woorden voor je jobcoach"),
            "words_for_candidate": N_("Woorden voor jou"),
            "registered_by": N_("Geregistreerd door"),
            "registered_at": N_("Geregistreerd op"),
            "answer": N_("Antwoord van je jobcoach"),
            "answered_at": N_("Geantwoord op"),
            "told_at": N_("Verteld op"),
            "told_how": N_("Hoe"),
            "told_by": N_("Verteld door"),
        },
        frozenset({"assessment", "memo"}),
    ),
    "PaperTalkAbout": Part(
        N_("Gesprekken over je papieren"),
        {"on": _ON, "channel": N_("Hoe"), "note": _NOTE, "by": _BY},
        frozenset({"note"}),
        silent=frozenset({"talk"}),
    ),
    "MilestoneOutcome": Part(
        N_("Mijlpalen"),
        {
            "milestone": N_("Mijlpaal"),
            "outcome": N_("Uitkomst"),
            "colour": N_("Kleur"),
            "come_back_on": N_("Terugkomen op"),
            "settled_at": N_("Afgehandeld op"),
            "note": _NOTE,
            "by": _BY,
            "created_at": _AT,
            "undone_at": N_("Ongedaan gemaakt op"),
        },
        frozenset({"note"}),
        silent=frozenset({"archives"}),
    ),
    "NotedFact": Part(
        N_("Wat ook in een ander systeem genoteerd werd"),
        {"system": N_("Systeem"), "fact": N_("Wat"), "noted_at": _AT, "noted_by": _BY},
    ),
    "OwnDayRequest": Part(
        N_("Wanneer je je eigen pagina vroeg"),
        {"via": N_("Hoe"), "asked_at": _AT, "settled_at": N_("Behandeld op")},
    ),
    "Notice": Part(
        N_("Berichten over jou die klaarstonden"),
        {
            "user": N_("Voor wie"),
            "topic": N_("Waarover"),
            "milestone": N_("Mijlpaal"),
            "outcome": N_("Uitkomst"),
            "at": _AT,
            "told_at": N_("Verteld op"),
        },
    ),
    "Interview": Part(
        N_("Gesprekken"),
        {
            "state": _STATE,
            "starts_at": _AT,
            "minutes": N_("Minuten"),
            "channel": N_("Hoe"),
            "place": N_("Waar"),
            "interviewer": N_("Met"),
            "with_words": N_("Wie er nog bij zat"),
            "note": N_("Wat je vooraf te weten kreeg"),
        },
    ),
    "Attendance": Part(
        N_("Aanwezigheid op de selectiedag"),
        {
            "state": _STATE,
            "arrived_at": N_("Aangekomen"),
            "expected_minute": N_("Verwacht (minuten na middernacht)"),
            "note": _NOTE,
            "informed_at": N_("Je uren verteld op"),
            "noted_at": N_("Genoteerd op"),
        },
        frozenset({"note"}),
        silent=frozenset({"selection_day"}),
    ),
    "PartCheck": Part(
        N_("Bij welk onderdeel van de dag je was"),
        {"kind": N_("Wat"), "is_seen": N_("Was er"), "noted_at": N_("Genoteerd op")},
        silent=frozenset({"slot", "attendance"}),
    ),
    "DeskTap": Part(
        N_("Wat aan de deur op een toestel getikt werd"),
        {"step": N_("Wat"), "kind": N_("Onderdeel"), "tapped_at": _AT, "by": _BY},
        silent=frozenset({"slot", "minute", "standing", "attendance"}),
    ),
    "Appointment": Part(
        N_("Je uren op de selectiedag"),
        {"kind": N_("Wat"), "start_at": N_("Van"), "end_at": N_("Tot"), "table": N_("Tafel"), "room": N_("Lokaal")},
        silent=frozenset({"selection_day", "slot", "item", "tour_line"}),
    ),
    "TestPaper": Part(
        N_("Schriftelijke proef"),
        {
            "state": _STATE,
            "started_at": N_("Begonnen"),
            "handed_in_at": N_("Ingediend"),
            "remark": N_("Opmerking van wie beoordeelde"),
            "rated_by": N_("Beoordeeld door"),
            "typed_in_by": N_("Ingetikt door"),
        },
        frozenset({"remark"}),
    ),
    "TestAnswer": Part(
        N_("Je antwoorden op de proef"),
        {"question": N_("Vraag"), "text": N_("Antwoord"), "rating": N_("Punten (1 tot 4)")},
        frozenset({"rating"}),
        goes_with="TestPaper",
    ),
    "Sheet": Part(
        N_("Beoordelingen van speeddates, rondleiding en proef"),
        {
            "assessor": N_("Beoordelaar"),
            "tour_line": N_("Gids"),
            "body": N_("Punten, notitie en oordeel"),
            "updated_at": _AT,
        },
        frozenset({"body"}),
        silent=frozenset({"appointment", "is_conflicted", "test_paper"}),
    ),
    "SheetEntry": Part(
        N_("Eerdere versies van beoordelingen"),
        {
            "arrived_at": _AT,
            "body": N_("Punten, notitie en oordeel"),
            "typed_in_by": N_("Ingetikt door"),
            "client_time": N_("Tijd op de tablet"),
            "standing": _STATE,
        },
        frozenset({"body"}),
        goes_with="Sheet",
        silent=frozenset({"device", "owner"}),
    ),
    "Decision": Part(
        N_("Beslissingen"),
        {
            "outcome": N_("Beslissing"),
            "vacancy": N_("Functie"),
            "state": _STATE,
            "motivation": N_("Motivering"),
            "words_for_candidate": N_("Woorden voor jou"),
            "decided_by": N_("Beslist door"),
            "decided_at": _AT,
            "reserve_rank": N_("Plaats op de reservelijst"),
            "published_at": N_("Bekendgemaakt"),
        },
        frozenset({"motivation"}),
    ),
    "Relay": Part(
        N_("Hoe je het resultaat hoorde"),
        {
            "state": _STATE,
            "due_at": N_("Uiterlijk"),
            "told_at": N_("Verteld op"),
            "told_how": N_("Hoe"),
            "told_by": N_("Verteld door"),
            "jobcoach": N_("Jobcoach"),
            "reaction": N_("Je reactie, zoals je jobcoach ze noteerde"),
        },
        frozenset({"reaction"}),
    ),
    "Internship": Part(
        N_("Stage"),
        {
            "state": _STATE,
            "vacancy": N_("Functie"),
            "starts_on": N_("Van"),
            "ends_on": N_("Tot en met"),
            "hours_a_week": N_("Uren per week"),
            "place": N_("Waar"),
            "supervisor_name": N_("Begeleider op het werk"),
            "supervisor_phone": N_("Telefoon van de begeleider"),
            "supervisor_email": N_("E-mail van de begeleider"),
            "jobcoach": N_("Jobcoach"),
            "start_minute": N_("Begint (minuten na middernacht)"),
            "jobcoach_present": N_("Jobcoach bij de start"),
            "present_at_start": N_("Wie er bij de start was"),
            "signed_by_candidate": N_("Getekend door jou"),
            "signed_by_employer": N_("Getekend door de werkgever"),
            "signed_by_jobcoach": N_("Getekend door de jobcoach"),
            "evaluation_on": N_("Evaluatie op"),
            "evaluation_minute": N_("Evaluatie begint (minuten na middernacht)"),
            "contract_drawn_up_on": N_("Overeenkomst opgemaakt op"),
            "contract_signed_on": N_("Overeenkomst getekend op"),
            "stop_reason": N_("Waarom de stage stopte"),
        },
        silent=frozenset({"supervisor_language"}),
    ),
    "FollowUp": Part(
        N_("Opvolging tijdens de stage"),
        {
            "on": _ON,
            "start_minute": N_("Begint (minuten na middernacht)"),
            "channel": N_("Hoe"),
            "with_whom": N_("Met wie"),
            "purpose": N_("Waarvoor"),
            "went": _WENT,
            "note": _NOTE,
            "done_by": _BY,
            "done_at": N_("Gedaan op"),
        },
        frozenset({"note"}),
    ),
    "Evaluation": Part(
        N_("Evaluaties van de stage"),
        {
            "party": N_("Wie evalueerde"),
            "by_words": N_("Naam"),
            "by": _BY,
            "state": _STATE,
            "answers": N_("Antwoorden"),
            "handed_in_at": N_("Ingediend"),
        },
        frozenset({"answers"}),
    ),
    "Placement": Part(
        N_("Wat er na de stage kwam"),
        {
            "outcome": N_("Uitkomst"),
            "motivation": N_("Motivering"),
            "by": _BY,
            "starts_on": N_("Eerste werkdag"),
            "contract_on": N_("Contract opgemaakt op"),
            "contract_kind": N_("Soort contract"),
        },
        frozenset({"motivation"}),
    ),
    "MeasureRequest": Part(
        N_("Maatregelen die de werkgever aanvroeg"),
        {
            "code": N_("Maatregel"),
            "requested_on": N_("Aangevraagd op"),
            "granted_on": N_("Toegekend op"),
            "note": _NOTE,
            "updated_at": N_("Laatst gewijzigd"),
        },
    ),
    "AftercareMoment": Part(
        N_("Nazorg"),
        {
            "on": _ON,
            "start_minute": N_("Begint (minuten na middernacht)"),
            "channel": N_("Hoe"),
            "with_whom": N_("Met wie"),
            "purpose": N_("Waarvoor"),
            "went": _WENT,
            "note": _NOTE,
            "done_by": _BY,
            "done_at": N_("Gedaan op"),
        },
        frozenset({"note"}),
    ),
    "CalendarEntry": Part(
        N_("Afspraken"),
        {
            "kind": N_("Wat"),
            "starts_at": N_("Van"),
            "ends_at": N_("Tot"),
            "summary": N_("Titel"),
            "location": N_("Waar"),
            "description": N_("Uitleg"),
            "attendee_name": N_("In de agenda van"),
            "attendee_email": N_("Adres"),
            "answer": N_("Antwoord"),
            "answer_note": N_("Woorden bij het antwoord"),
            "answered_at": N_("Geantwoord op"),
            "answered_via": N_("Geantwoord langs"),
            "cancelled": N_("Afgezegd"),
        },
        silent=frozenset(
            {"subject", "user", "zone", "all_day", "transparent", "url", "organizer_email", "asks_answer"}
        ),
    ),
    "CalendarAnswer": Part(
        N_("Antwoorden op afspraken"),
        {
            "answer": N_("Antwoord"),
            "note": _NOTE,
            "from_address": N_("Van"),
            "via": N_("Hoe"),
            "wish_starts_at": N_("Gevraagd: van"),
            "wish_ends_at": N_("Gevraagd: tot"),
            "wish_location": N_("Gevraagd: waar"),
            "created_at": _AT,
            "settled_by": N_("Behandeld door"),
            "settled_at": N_("Behandeld op"),
        },
        silent=frozenset({"standing"}),
    ),
    "InboxMail": Part(
        N_("Mails die over een afspraak binnenkwamen"),
        {"from_address": N_("Van"), "kind": N_("Wat"), "standing": _STATE, "created_at": _AT},
        silent=frozenset({"reason", "answer", "mail", "settled_at", "settled_by"}),
    ),
    "OutboxMail": Part(
        N_("Mails die je kreeg"),
        {
            "sent_at": N_("Verstuurd"),
            "recipient": N_("Naar"),
            "subject": N_("Onderwerp"),
            "text": N_("Tekst"),
            "status": _STATE,
        },
    ),
    "AccessLink": Part(
        N_("Links die je kreeg"),
        {
            "purpose": N_("Waarvoor"),
            "created_at": _AT,
            "expires_at": N_("Geldig tot"),
            "used_at": N_("Gebruikt"),
            "revoked_at": N_("Ingetrokken op"),
            "email": N_("Naar"),
            "made_by": _BY,
        },
        silent=frozenset({"subject", "name", "language", "role"}),
    ),
    "Consent": Part(
        N_("Toestemmingen die je gaf"),
        {
            "purpose": N_("Waarvoor"),
            "measure": N_("Maatregel"),
            "how": N_("Hoe"),
            "given_on": N_("Gegeven op"),
            "until": N_("Tot en met"),
            "by": N_("Genoteerd door"),
            "withdrawn_at": N_("Ingetrokken op"),
            "withdrawn_by": N_("Intrekking genoteerd door"),
        },
    ),
    "Restriction": Part(
        N_("Wanneer je dossier afgeschermd was"),
        {
            "ground": N_("Waarom"),
            "reason": N_("Uitleg"),
            "by": _BY,
            "created_at": N_("Van"),
            "lifted_at": N_("Tot"),
            "lifted_by": N_("Opgeheven door"),
            "lift_reason": N_("Waarom opgeheven"),
        },
    ),
    "LegalHold": Part(
        N_("Waarom je gegevens langer bewaard worden"),
        {
            "reason": N_("Uitleg"),
            "by": _BY,
            "created_at": N_("Van"),
            "lifted_at": N_("Tot"),
            "lifted_by": N_("Opgeheven door"),
        },
    ),
    "ErasureWarning": Part(
        N_("Wanneer je gegevens gewist worden"),
        {"given_on": N_("Gemeld op"), "due_on": N_("Gewist op")},
    ),
    "AccessExport": Part(
        N_("Kopieën die je kreeg"),
        {"created_at": _AT, "by": _BY, "left_out": N_("Wat er niet in stond")},
    ),
    "HistoryLine": Part(
        N_("Wat er gebeurde"),
        {
            "at": _AT,
            "by_words": N_("Wie"),
            "subject": N_("Waarover"),
            "step": N_("Wat"),
            "from_state": N_("Van"),
            "to_state": N_("Naar"),
            "note": _NOTE,
        },
        frozenset({"note"}),
        silent=frozenset({"by", "subject_id", "campaign"}),
    ),
    "Look": Part(
        N_("Wie naar je gegevens keek"),
        {"at": _AT, "by_words": N_("Wie"), "organisation_of_looker": N_("Van"), "at_what": N_("Waarnaar")},
    ),
}


def part_of(table: str) -> Part:
    """The words for a table; a table that nobody described is told under its own name."""
    return PARTS.get(table, Part(table, {}))


def words_of_column(table: str, column: str) -> str:
    """The words for a column, or its name."""
    return part_of(table).columns.get(column) or _EVERYWHERE.get(column, column.replace("_", " "))

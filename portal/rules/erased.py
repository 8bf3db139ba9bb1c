"""What was erased in words: tables put together under names that people know."""

from collections.abc import Mapping

from portal.rules.words import N_

WHAT_NAMES = {"candidate": N_("Alles van één kandidaat"), "nomination": N_("Eén voordracht")}

OTHER = N_("Andere gegevens")
# By the name of the table; what is not here is counted under OTHER.
CATEGORIES: dict[str, str] = {
    "Candidate": N_("Gegevens van de kandidaat"),
    "Nomination": N_("Voordrachten"),
    "VacancyChoice": N_("Voordrachten"),
    "Document": N_("Documenten"),
    "Upload": N_("Documenten"),
    "SupportNeed": N_("Ondersteuningsnoden"),
    "MeasureEligibility": N_("Maatregelen"),
    "MeasureRequest": N_("Maatregelen"),
    "Interview": N_("Gesprekken"),
    "Preselection": N_("Preselectie"),
    "PaperTalk": N_("Preselectie"),
    "PaperTalkAbout": N_("Preselectie"),
    "Appointment": N_("Uren en aanwezigheid op de selectiedag"),
    "Attendance": N_("Uren en aanwezigheid op de selectiedag"),
    "PartCheck": N_("Uren en aanwezigheid op de selectiedag"),
    "DeskTap": N_("Uren en aanwezigheid op de selectiedag"),
    "TestPaper": N_("Schriftelijke proef"),
    "TestAnswer": N_("Schriftelijke proef"),
    "Sheet": N_("Beoordelingen"),
    "SheetEntry": N_("Beoordelingen"),
    "MilestoneOutcome": N_("Mijlpalen"),
    "Notice": N_("Mijlpalen"),
    "NotedFact": N_("Mijlpalen"),
    "Decision": N_("Beslissingen en terugkoppeling"),
    "Relay": N_("Beslissingen en terugkoppeling"),
    "Internship": N_("Stage, opvolging en evaluaties"),
    "FollowUp": N_("Stage, opvolging en evaluaties"),
    "Evaluation": N_("Stage, opvolging en evaluaties"),
    "Placement": N_("Plaatsing en nazorg"),
    "AftercareMoment": N_("Plaatsing en nazorg"),
    "OutboxMail": N_("Mails"),
    "InboxMail": N_("Mails"),
    "AddressTrouble": N_("Mails"),
    "CalendarEntry": N_("Afspraken in agenda’s"),
    "CalendarAnswer": N_("Afspraken in agenda’s"),
    "AccessLink": N_("Persoonlijke links"),
    "Consent": N_("Toestemmingen en verzoeken"),
    "Restriction": N_("Toestemmingen en verzoeken"),
    "AccessExport": N_("Toestemmingen en verzoeken"),
    "HistoryLine": N_("Regels in de tijdlijn"),
    "Look": N_("Inzages"),
}


def counted(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts by table as counts by category, in the order of the list above; none of nothing."""
    found = dict.fromkeys([*CATEGORIES.values(), OTHER], 0)
    for table, count in counts.items():
        found[CATEGORIES.get(table, OTHER)] += count
    return {words: count for words, count in found.items() if count}

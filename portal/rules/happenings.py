"""The words on a timeline, by (kind of record, step).

The machines' own and those of happenings that change no state.
"""

from portal.rules.states import MACHINES
from portal.rules.words import N_

OTHER_HAPPENINGS: dict[tuple[str, str], str] = {
    ("Campaign", "open"): N_("Instroomactie aangemaakt"),
    ("Campaign", "hand_over"): N_("Instroomactie overgedragen"),
    ("Campaign", "set_dates"): N_("Data vastgelegd"),
    ("Campaign", "publish_agreement"): N_("Nieuwe versie van de afspraken"),
    ("MailBatch", "stop"): N_("Versturen gestopt; wat nog niet vertrok, wordt tegengehouden"),
    ("MailBatch", "send_the_rest"): N_("De tegengehouden mails toch verstuurd"),
    ("OutboxMail", "set_aside"): N_("Een mail die niet aankwam opzijgelegd: niet meer nodig"),
    ("Campaign", "add_vacancy"): N_("Functie toegevoegd"),
    ("Campaign", "remove_vacancy"): N_("Functie weggehaald"),
    ("Invitation", "invite"): N_("Uitgenodigd"),
    ("Invitation", "write"): N_("Bericht gestuurd"),
    ("Invitation", "remind"): N_("Herinnering gestuurd"),
    ("Invitation", "answer_info_session"): N_("Antwoord over de infosessie gewijzigd"),
    ("Invitation", "accept_agreement"): N_("Afspraken aanvaard"),
    ("Invitation", "give_more_time"): N_("Meer tijd gekregen om kandidaten voor te dragen"),
    ("Nomination", "begin"): N_("Voordracht begonnen"),
    ("Nomination", "amend"): N_("Voordracht aangevuld"),
    ("Nomination", "archive"): N_("Naar het archief"),
    ("Nomination", "restore"): N_("Uit het archief gehaald"),
    ("Nomination", "hand_over"): N_("Overgedragen aan een andere jobcoach"),
    ("MilestoneOutcome", "green"): N_("Mijlpaal gehaald"),
    ("MilestoneOutcome", "orange"): N_("Mijlpaal: kom later terug"),
    ("MilestoneOutcome", "red"): N_("Mijlpaal: hier houdt het op"),
    ("MilestoneOutcome", "settle"): N_("Erop teruggekomen"),
    ("MilestoneOutcome", "undo"): N_("Mijlpaal ongedaan gemaakt"),
    ("Campaign", "set_milestones"): N_("Mijlpalen bewaard"),
    ("Candidate", "merge"): N_("Dubbele kandidaat samengevoegd"),
    ("Candidate", "hand_over"): N_("Kandidaat overgedragen aan een andere jobcoach"),
    ("Interview", "plan"): N_("Preselectiegesprek gepland"),
    ("Interview", "change"): N_("Preselectiegesprek verzet of gewijzigd"),
    ("Interview", "go_on"): N_("Na het gesprek: gaat door naar de volgende ronde"),
    ("Interview", "stop_here"): N_("Na het gesprek: gaat niet door naar de volgende ronde"),
    ("Preselection", "answer"): N_("De bemiddelaar gaf meer informatie"),
    ("PaperTalkAbout", "note"): N_("Cv’s besproken met de werkgever"),
    ("PaperTalk", "remove"): N_("Genoteerd gesprek over de cv’s weggehaald"),
    ("Document", "add_cv"): N_("Cv toegevoegd"),
    ("Document", "add_letter"): N_("Motivatiebrief toegevoegd"),
    ("Document", "add_contract"): N_("Stageovereenkomst toegevoegd"),
    ("Document", "put_back_cv"): N_("Oudere versie van het cv teruggezet"),
    ("Document", "put_back_letter"): N_("Oudere versie van de motivatiebrief teruggezet"),
    ("Document", "put_back_contract"): N_("Oudere versie van de stageovereenkomst teruggezet"),
    ("Candidate", "add"): N_("Kandidaat toegevoegd"),
    ("Candidate", "change"): N_("Gegevens van de kandidaat gewijzigd"),
    ("Campaign", "set_test_questions"): N_("Vragen van de proef bewaard"),
    ("CalendarFeed", "make"): N_("Agenda-adres gemaakt"),
    ("CalendarFeed", "revoke"): N_("Agenda-adres ingetrokken"),
    ("Internship", "plan"): N_("Stage gepland"),
    ("Internship", "change"): N_("Stage gewijzigd"),
    ("Internship", "draw_up_contract"): N_("Stagecontract opgemaakt"),
    ("Internship", "plan_follow_up"): N_("Opvolgmoment gepland"),
    ("Internship", "move_follow_up"): N_("Opvolgmoment verzet"),
    ("Internship", "follow_up"): N_("Opgevolgd"),
    ("Placement", "settle"): N_("Uitkomst van de stage vastgelegd"),
    ("Placement", "draw_up_contract"): N_("Arbeidscontract opgemaakt"),
    ("Placement", "request_measure"): N_("Maatregel genoteerd"),
    ("Internship", "set_evaluation_moment"): N_("Moment van de evaluatie vastgelegd"),
    ("AftercareMoment", "plan"): N_("Nazorgmoment gepland"),
    ("AftercareMoment", "move"): N_("Nazorgmoment verzet"),
    ("AftercareMoment", "remove"): N_("Nazorgmoment weggehaald"),
    ("AftercareMoment", "follow_up"): N_("Nazorg gegeven"),
    ("Placement", "propose_aftercare"): N_("Nazorgmomenten voorgesteld"),
    ("SelectionDay", "set_up"): N_("Selectiedag voorbereid"),
    ("SelectionDay", "change"): N_("Selectiedag gewijzigd"),
    ("SelectionDay", "plan"): N_("Dagplanning gemaakt"),
    ("Appointment", "move"): N_("Uur op de selectiedag verzet"),
    ("Attendance", "inform"): N_("De jobcoach vertelde de uren van de selectiedag"),
    ("Campaign", "set_criteria"): N_("Criteria van de speeddates bewaard"),
    ("Device", "add"): N_("Tablet toegevoegd"),
    ("Device", "pair"): N_("Tablet gekoppeld"),
    ("Device", "revoke"): N_("Tablet afgesloten"),
    ("Sheet", "type_in"): N_("Beoordeling van papier overgetypt"),
    ("Decision", "decide"): N_("Beslissing genomen, nog niet bekendgemaakt"),
    ("Decision", "withdraw"): N_("Beslissing ongedaan gemaakt voor ze bekend was"),
    ("Decision", "move_up"): N_("Hoger op de reservelijst gezet"),
    ("Decision", "move_down"): N_("Lager op de reservelijst gezet"),
    ("Campaign", "hold_results"): N_("Laten weten dat de beslissing nog even duurt"),
}


def happening_words(subject: str, step: str) -> str:
    """The Dutch message id for a line of history. KeyError for one without words: a house test looks for those."""
    machine = MACHINES.get(subject)
    if machine and step in machine.steps:
        return machine.steps[step].words
    return OTHER_HAPPENINGS[subject, step]

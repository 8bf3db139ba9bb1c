"""Who may open what: the one table of expectations, written by hand, apart from the portal's own policy table.

`kind` says what the address names (see `things.py`); `may`: who opens it; `sees`: who is told 403 rather than 404.
The words are those of `relations.py`.
"""

from dataclasses import dataclass

OWN = "own"
CHANGES_OWN = "jobcoach own_coordinator"
STEERS = "lead leading_coordinator"
TAKES_PART = f"{STEERS} partner the_employer"
READS_NOMINATION = f"{OWN} {STEERS}"
READS_INTERNSHIP = f"{OWN} {STEERS} the_employer"
DIRECTORY = "mediating administrator"
DECIDES = "lead the_employer"
EVERYBODY = "person"
GUARDS_PRIVACY = f"{OWN} own_privacy_officer"

# Who finds a thing of a kind at all, unless a rule says otherwise.
SEES = {
    "": EVERYBODY,
    "campaign": TAKES_PART,
    "vacancy": TAKES_PART,
    "day": TAKES_PART,
    "part": TAKES_PART,
    "kind_of_part": TAKES_PART,
    "invitation": f"{STEERS} invited",
    "candidate": OWN,
    "kept_candidate": f"{OWN} own_privacy_officer",
    "hold": f"{OWN} own_privacy_officer",
    "certificate": "its_coordinator its_privacy_officer",
    "nomination": READS_NOMINATION,
    "milestone": READS_NOMINATION,
    "outcome": READS_NOMINATION,
    "saved_view": "self",
    "document": READS_NOMINATION,
    "upload": OWN,
    "interview": f"{READS_NOMINATION} interviewer",
    "preselection": READS_NOMINATION,
    "paper_talk": STEERS,
    "own_appointment": "self",
    "given_answer": "lead",
    "waiting_mail": "lead",
    "organisation": DIRECTORY,
    "contact": DIRECTORY,
    "relay": OWN,
    "shared_need": OWN,
    "shared_measure": OWN,
    "paper": DECIDES,
    "internship": READS_INTERNSHIP,
    "follow_up": READS_INTERNSHIP,
    "placement": READS_INTERNSHIP,
    "aftercare": READS_INTERNSHIP,
    "mail": f"{STEERS} administrator",
    "batch": STEERS,
    "text": DIRECTORY,
    "text_to_choose": DIRECTORY,
    "text_version": "its_mediator",
    "account": "administrator",
    "site": "administrator",
    "measure": "administrator",
    "account_invitation": "administrator",
    "attendance": f"{OWN} {STEERS}",
    "attendance_step": f"{OWN} {STEERS}",
    "appointment": f"{OWN} {STEERS} the_employer",
    "sheet": DECIDES,
    "device": "lead",
    "speeddate": DECIDES,
}


@dataclass(frozen=True)
class Rule:
    """What is expected of one endpoint."""

    kind: str
    may: str
    sees: str = ""
    only: str = ""  # a standing of the thing without which nobody finds it; see `things.py`

    @property
    def finds(self) -> frozenset[str]:
        return frozenset((self.sees or SEES[self.kind]).split())

    @property
    def opens(self) -> frozenset[str]:
        return frozenset(self.may.split())


RULES: dict[str, Rule] = {
    # everybody's own
    "home.index": Rule("", EVERYBODY),
    "accounts.profile": Rule("", EVERYBODY),
    "accounts.sign_out_elsewhere": Rule("", EVERYBODY),
    "calendar.index": Rule("", EVERYBODY),
    "calendar.make": Rule("", EVERYBODY),
    "calendar.revoke": Rule("", EVERYBODY),
    # administration and privacy
    "administration.account": Rule("account", "administrator"),
    "administration.accounts": Rule("", "administrator"),
    "measures.index": Rule("", "administrator"),
    "measures.add": Rule("", "administrator"),
    "measures.show": Rule("measure", "administrator"),
    "measures.change": Rule("measure", "administrator"),
    "measures.close": Rule("measure", "administrator"),
    "measures.succeed": Rule("measure", "administrator"),
    "measures.checked": Rule("measure", "administrator"),
    "administration.deactivate": Rule("account", "administrator"),
    "administration.invite": Rule("", "administrator"),
    "administration.organisations": Rule("", "administrator"),
    "administration.reactivate": Rule("account", "administrator"),
    "administration.sign_out": Rule("account", "administrator"),
    "administration.site": Rule("site", "administrator"),
    "administration.take_away_second_factor": Rule("account", "administrator"),
    "administration.withdraw_invitation": Rule("account_invitation", "administrator"),
    "privacy.looks": Rule("", "privacy_officer"),
    "retention.index": Rule("", "mediating privacy_officer"),
    "retention.show": Rule("kept_candidate", f"{OWN} own_privacy_officer"),
    "retention.hold": Rule("kept_candidate", "own_coordinator own_privacy_officer"),
    "retention.lift": Rule("hold", "own_coordinator own_privacy_officer"),
    "retention.erase": Rule("kept_candidate", "own_coordinator own_privacy_officer"),
    "retention.certificates": Rule("", "coordinator privacy_officer"),
    "retention.certificate": Rule("certificate", "its_coordinator its_privacy_officer"),
    "retention.certificate_file": Rule("certificate", "its_coordinator its_privacy_officer"),
    "privacy_files.index": Rule("", "privacy_officer"),
    "privacy_files.show": Rule("candidate", GUARDS_PRIVACY, GUARDS_PRIVACY),
    "privacy_files.consent": Rule("candidate", CHANGES_OWN, GUARDS_PRIVACY),
    "privacy_files.withdraw": Rule("consent", CHANGES_OWN, GUARDS_PRIVACY),
    "privacy_files.restrict": Rule("candidate", "own_coordinator own_privacy_officer", GUARDS_PRIVACY),
    "privacy_files.lift": Rule("candidate", "own_coordinator own_privacy_officer", GUARDS_PRIVACY),
    "privacy_files.export": Rule("candidate", f"{CHANGES_OWN} own_privacy_officer", GUARDS_PRIVACY),
    "privacy_notices.change": Rule("", "coordinator privacy_officer"),
    "privacy_notices.own": Rule("", EVERYBODY),
    # campaigns, vacancies, partners
    "campaigns.index": Rule("", EVERYBODY),
    "campaigns.create": Rule("", "mediating"),
    "campaigns.show": Rule("campaign", TAKES_PART),
    "campaigns.agreements": Rule("campaign", "lead"),
    "campaigns.cancel": Rule("campaign", "lead"),
    "campaigns.change": Rule("campaign", "lead"),
    "campaigns.close": Rule("campaign", "lead"),
    "campaigns.dates": Rule("campaign", "lead"),
    "campaigns.hand_over": Rule("campaign", STEERS),
    "campaigns.reopen": Rule("campaign", "lead"),
    "campaigns.start": Rule("campaign", "lead"),
    "vacancies.index": Rule("campaign", TAKES_PART),
    "vacancies.add": Rule("campaign", "lead"),
    "vacancies.change": Rule("vacancy", "lead"),
    "vacancies.up": Rule("vacancy", "lead"),
    "vacancies.down": Rule("vacancy", "lead"),
    "vacancies.remove": Rule("vacancy", "lead"),
    "partners.index": Rule("campaign", STEERS),
    "partners.invite": Rule("campaign", "lead"),
    "partners.invite_by_address": Rule("campaign", "lead"),
    "partners.show": Rule("invitation", STEERS),
    "partners.remind": Rule("invitation", "lead"),
    "partners.revoke": Rule("invitation", "lead"),
    "partners.invite_again": Rule("invitation", "lead"),
    "partners.more_time": Rule("invitation", "lead"),
    "partners.answer": Rule("invitation", "invited"),
    "partners.agree": Rule("invitation", "invited"),
    # answers to appointments
    "answers.index": Rule("", EVERYBODY),
    "answers.answer": Rule("own_appointment", "self"),
    "answers.wish": Rule("own_appointment", "self"),
    "answers.of_campaign": Rule("campaign", STEERS),
    "answers.remind": Rule("campaign", "lead"),
    "answers.remind_of_internship": Rule("internship", CHANGES_OWN),
    "answers.waiting": Rule("", "mediating administrator"),
    "answers.confirm": Rule("given_answer", "lead"),
    "answers.dismiss": Rule("given_answer", "lead"),
    "answers.grant": Rule("given_answer", "lead"),
    "answers.refuse": Rule("given_answer", "lead"),
    "answers.settle": Rule("waiting_mail", "lead"),
    # the directory
    "organisations.index": Rule("", DIRECTORY),
    "organisations.add": Rule("", DIRECTORY),
    "organisations.show": Rule("organisation", DIRECTORY),
    "organisations.change": Rule("organisation", DIRECTORY),
    "organisations.add_person": Rule("organisation", DIRECTORY),
    "organisations.add_place": Rule("organisation", DIRECTORY),
    "organisations.change_person": Rule("contact", DIRECTORY),
    "organisations.log": Rule("organisation", "mediating"),
    # candidates and nominations
    "candidates.index": Rule("", "mediating"),
    "candidates.create": Rule("", "mediating"),
    "candidates.show": Rule("candidate", OWN),
    "candidates.change": Rule("candidate", CHANGES_OWN),
    "nominations.of_partner": Rule("invitation", "invited"),
    "nominations.nominate": Rule("invitation", "invited"),
    "nominations.index": Rule("campaign", STEERS),
    "nominations.introductions": Rule("campaign", "the_employer"),
    "nominations.introduction": Rule("nomination", "the_employer", "the_employer"),
    "nominations.introduction_sheet": Rule("nomination", "the_employer", "the_employer"),
    "nominations.show": Rule("nomination", READS_NOMINATION),
    "nominations.sheet": Rule("nomination", READS_NOMINATION),
    "nominations.preview_sheet": Rule("nomination", CHANGES_OWN),
    "nomination_tasks.profile": Rule("nomination", CHANGES_OWN),
    "nomination_tasks.commuting": Rule("nomination", CHANGES_OWN),
    "disclosure.looks": Rule("candidate", OWN),
    "disclosure.sharing": Rule("nomination", OWN, READS_NOMINATION),
    "disclosure.stop_sharing_need": Rule("shared_need", CHANGES_OWN),
    "disclosure.stop_sharing_measure": Rule("shared_measure", CHANGES_OWN),
    "nominations.measure_cards": Rule("nomination", READS_NOMINATION),
    "nominations.tasks": Rule("nomination", CHANGES_OWN),
    "nominations.preview": Rule("nomination", CHANGES_OWN),
    "nominations.receipt": Rule("nomination", CHANGES_OWN),
    "nominations.put_forward": Rule("nomination", CHANGES_OWN),
    "nominations.withdraw": Rule("nomination", CHANGES_OWN),
    # following candidates
    "following.index": Rule("", "mediating"),
    "following.take_csv": Rule("", "mediating"),
    "following.take_xlsx": Rule("", "mediating"),
    "following.save": Rule("", "mediating"),
    "following.remove": Rule("saved_view", "self"),
    "several.check": Rule("", "mediating"),
    "several.carry_out": Rule("", "mediating"),
    "notices.index": Rule("", "mediating"),
    "milestones.show": Rule("nomination", READS_NOMINATION),
    "milestones.state": Rule("milestone", f"{CHANGES_OWN} lead"),
    "milestones.undo": Rule("outcome", f"{CHANGES_OWN} lead"),
    "milestones.settle": Rule("outcome", f"{CHANGES_OWN} lead"),
    "milestones.archive": Rule("nomination", f"{CHANGES_OWN} lead"),
    "milestones.restore": Rule("nomination", f"{CHANGES_OWN} lead"),
    "milestones.arrange": Rule("campaign", "lead"),
    "interviews.index": Rule("campaign", STEERS),
    "interviews.plan": Rule("nomination", STEERS),
    "interviews.show": Rule("interview", f"{READS_NOMINATION} interviewer"),
    "interviews.change": Rule("interview", STEERS),
    "interviews.call_off": Rule("interview", STEERS),
    "interviews.report": Rule("interview", f"{STEERS} interviewer"),
    "preselections.index": Rule("campaign", STEERS),
    "preselections.assess": Rule("nomination", STEERS),
    "preselections.undo": Rule("preselection", STEERS),
    "preselections.show": Rule("preselection", READS_NOMINATION),
    "preselections.answer": Rule("preselection", CHANGES_OWN),
    "preselections.tell": Rule("preselection", CHANGES_OWN),
    "preselections.correct": Rule("preselection", CHANGES_OWN),
    "preselections.discuss": Rule("campaign", STEERS),
    "preselections.remove_discussion": Rule("paper_talk", STEERS),
    "nomination_tasks.agreement": Rule("nomination", CHANGES_OWN),
    "nomination_tasks.availability": Rule("nomination", CHANGES_OWN),
    "nomination_tasks.internship": Rule("nomination", CHANGES_OWN),
    "nomination_tasks.measures": Rule("nomination", CHANGES_OWN),
    "nomination_tasks.motivation": Rule("nomination", CHANGES_OWN),
    "nomination_tasks.support": Rule("nomination", CHANGES_OWN),
    "nomination_tasks.vacancies": Rule("nomination", CHANGES_OWN),
    "documents.cv": Rule("nomination", CHANGES_OWN),
    "documents.letter": Rule("nomination", CHANGES_OWN),
    "documents.read": Rule(
        "document", f"{READS_NOMINATION} the_reading_employer", f"{READS_NOMINATION} the_reading_employer"
    ),
    "documents.put_back": Rule("document", CHANGES_OWN, f"{READS_NOMINATION} the_reading_employer"),
    "uploads.announce": Rule("nomination", CHANGES_OWN),
    "uploads.show": Rule("upload", CHANGES_OWN),
    "uploads.append": Rule("upload", CHANGES_OWN),
    "uploads.discard": Rule("upload", CHANGES_OWN),
    # the day
    "selection_days.show": Rule("campaign", TAKES_PART),
    "selection_days.set_up": Rule("campaign", "lead"),
    "selection_days.change": Rule("day", "lead"),
    "selection_days.parts": Rule("day", "lead"),
    "selection_days.plan": Rule("day", "lead"),
    "selection_days.preview": Rule("day", "lead"),
    "selection_days.publish": Rule("day", "lead"),
    "selection_days.close": Rule("day", "lead"),
    "selection_days.reopen": Rule("day", "lead"),
    "selection_days.check_in": Rule("day", STEERS),
    "selection_days.add": Rule("kind_of_part", "lead"),
    "selection_days.change_a_part": Rule("part", "lead"),
    "selection_days.remove": Rule("part", "lead"),
    "selection_days.move": Rule("appointment", "lead"),
    "selection_days.swap": Rule("appointment", "lead"),
    "selection_days.attend": Rule("attendance_step", STEERS),
    "selection_days.late": Rule("attendance", STEERS),
    "selection_days.informed": Rule("attendance", CHANGES_OWN),
    "selection_days.not_informed": Rule("attendance", CHANGES_OWN),
    "own_day.of_candidate": Rule("nomination", CHANGES_OWN),
    "own_day.preview": Rule("nomination", CHANGES_OWN),
    "own_day.renew": Rule("nomination", CHANGES_OWN),
    "own_day.mail": Rule("nomination", CHANGES_OWN),
    "day_printing.attendance": Rule("day", STEERS),
    "day_printing.slips": Rule("day", STEERS),
    "day_printing.tables": Rule("day", TAKES_PART),
    # the written test
    "written_tests.index": Rule("campaign", DECIDES),
    "written_tests.questions": Rule("campaign", "lead"),
    "written_tests.on_paper": Rule("campaign", "lead"),
    "written_tests.slips": Rule("campaign", "lead"),
    "written_tests.rate": Rule("paper", DECIDES, "lead the_rating_employer"),
    "written_tests.reopen": Rule("paper", "lead", "lead the_rating_employer"),
    "written_tests.type_in": Rule("paper", "lead", "lead the_rating_employer"),
    "written_tests.begin_typing": Rule("nomination", "lead", DECIDES, only="put_forward"),
    "written_tests.personal_link": Rule("nomination", "lead", DECIDES, only="put_forward"),
    # speeddates
    "speeddates.index": Rule("campaign", DECIDES),
    "speeddates.criteria": Rule("campaign", "lead"),
    "speeddates.paper": Rule("campaign", DECIDES),
    "speeddates.tablets": Rule("day", "lead"),
    "speeddates.add": Rule("day", "lead"),
    "speeddates.revoke": Rule("device", "lead"),
    "speeddates.begin_typing": Rule("speeddate", DECIDES),
    "speeddates.type_in": Rule("sheet", DECIDES, "lead the_scoring_employer"),
    # deciding and telling
    "decisions.index": Rule("campaign", DECIDES),
    "decisions.preview": Rule("campaign", "lead"),
    "decisions.publish": Rule("campaign", "lead"),
    "decisions.relays": Rule("campaign", STEERS),
    "decisions.decide_about": Rule("nomination", DECIDES, DECIDES, only="put_forward"),
    "decisions.relay": Rule("relay", CHANGES_OWN),
    "decisions.correct": Rule("relay", CHANGES_OWN),
    "decisions.take_back": Rule("relay", "lead", "lead"),
    # internships and what comes of them
    "internships.index": Rule("", EVERYBODY),
    "internships.show": Rule("internship", READS_INTERNSHIP),
    "internships.contract": Rule("internship", READS_INTERNSHIP),
    "internships.plan": Rule("nomination", CHANGES_OWN, OWN),
    "internships.change": Rule("internship", CHANGES_OWN),
    "internships.contract_ready": Rule("internship", CHANGES_OWN),
    "internships.start": Rule("internship", CHANGES_OWN),
    "internships.stop": Rule("internship", CHANGES_OWN),
    "internships.add_follow_up": Rule("internship", CHANGES_OWN),
    "internships.follow_up": Rule("follow_up", CHANGES_OWN),
    "internships.shift_follow_up": Rule("follow_up", CHANGES_OWN),
    "internships.plan_evaluation": Rule("internship", CHANGES_OWN),
    "internships.candidate_link": Rule("internship", CHANGES_OWN),
    "internships.evaluate_as_jobcoach": Rule("internship", CHANGES_OWN),
    "internships.evaluate_as_employer": Rule("internship", "the_employer"),
    "aftercare.add": Rule("placement", CHANGES_OWN),
    "aftercare.note": Rule("aftercare", CHANGES_OWN),
    "aftercare.shift": Rule("aftercare", CHANGES_OWN),
    "aftercare.remove": Rule("aftercare", CHANGES_OWN),
    "placements.settle": Rule("internship", DECIDES),
    "placements.contract": Rule("placement", "the_employer"),
    "placements.measures": Rule("placement", "the_employer"),
    # mail
    "batches.go_on": Rule("batch", "lead"),
    "batches.message": Rule("campaign", "lead"),
    "batches.remind_all": Rule("campaign", "lead"),
    "batches.show": Rule("batch", STEERS),
    "batches.stop": Rule("batch", "lead"),
    "outbox.index": Rule("", "administrator"),
    "outbox.of_campaign": Rule("campaign", STEERS),
    "outbox.again": Rule("mail", "lead administrator"),
    "outbox.address_is_right": Rule("mail", "lead administrator"),
    "outbox.not_needed": Rule("mail", "lead administrator"),
    # the words of mails
    "texts.index": Rule("", DIRECTORY),
    "texts.show": Rule("text", DIRECTORY),
    "texts.mail": Rule("text", DIRECTORY),
    "texts.change": Rule("text", "coordinator"),
    "texts.typed_mail": Rule("text", "coordinator"),
    "texts.to_default": Rule("text", "coordinator"),
    "texts.add": Rule("text_to_choose", "coordinator"),
    "texts.version": Rule("text_version", "its_mediator"),
    "texts.restore": Rule("text_version", "its_coordinator"),
}

# For whoever holds a link; the token is in the address.
BY_LINK = {
    "accounts.make_account": ("join", "join-partner"),
    "answers.answer_by_link": ("appointment-b1",),
    "answers.wish_by_link": ("appointment-b1",),
    "partners.answer_by_link": ("answer",),
    "partners.join_by_link": ("answer",),
    "written_tests.answer": ("test-b1", "test-a1"),
    "written_tests.keep": ("test-b1",),
    "internships.evaluate_as_candidate": ("evaluation-a2", "evaluation-a1"),
    "own_day.show": ("own-day-a1", "own-day-a2", "own-day-b1"),
}

# For whoever knows a secret that one person was given: a calendar program, which reads as that person.
BY_SECRET = {"calendar.feed": ("lotte", "pim", "joke", "emma")}

# For a paired tablet: its token is in a header.
BY_DEVICE = {"tablet.day", "tablet.sheet", "tablet.keep", "tablet.hello"}

# For everybody: nothing of anybody's stands there. The library's own pages are tried in tests/accounts.
PUBLIC = {
    "accounts.language",
    "accounts.sign_out",
    "accounts.sign_in_afresh",
    "accounts.sign_in_again",
    "answers.lost_links",
    "health.show",
    "own_day.ask",
    "privacy_notices.show",
    "tablet.shell",
    "tablet.pair",
    "static",
}
# Those of them that are about a thing: its kind.
PUBLIC_ABOUT = {"privacy_notices.show": "organisation"}
LIBRARY = "security."
# Only in demo mode, where people and mails are invented; elsewhere 404 for everybody.
DEMO = "demo."

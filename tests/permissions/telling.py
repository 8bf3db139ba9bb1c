"""How the world of these tests came about: from the first account to the day of campaign B."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from flask import Flask
from flask_security import hash_password

from portal.actions import accounts as account_actions
from portal.actions import aftercare as aftercare_actions
from portal.actions import campaigns as campaign_actions
from portal.actions import decisions as decision_actions
from portal.actions import internships as internship_actions
from portal.actions import interviews as interview_actions
from portal.actions import milestones as milestone_actions
from portal.actions import nomination_tasks as tasks
from portal.actions import nominations as nomination_actions
from portal.actions import organisations as organisation_actions
from portal.actions import placements as placement_actions
from portal.actions import preselections as preselection_actions
from portal.actions import vacancies as vacancy_actions
from portal.actions import written_tests as test_actions
from portal.actions.answers import answer_entry, take_reply, wish_for
from portal.actions.candidates import add_candidate
from portal.actions.checking import check_waiting
from portal.actions.consents import record_consent
from portal.actions.feeds import make_feed
from portal.actions.legal_holds import hold_candidate
from portal.actions.links import give_link
from portal.actions.looking import record_look
from portal.actions.measures import add_measure
from portal.actions.own_day_links import give_own_page
from portal.actions.partners import answering, inviting
from portal.actions.privacy_notices import keep_notice
from portal.actions.registering import choose_systems, note_fact
from portal.actions.restrictions import lift_restriction, restrict_candidate
from portal.actions.texts import add_choice
from portal.actions.uploads import append_piece, begin_upload, receive_file
from portal.actions.views import save_view
from portal.demo.papers import cv_docx, cv_pdf, letter_pdf
from portal.models.accounts import User
from portal.models.calendar import CalendarEntry
from portal.models.campaigns import Campaign, Invitation
from portal.models.database import new_public_id
from portal.models.decisions import Decision, Relay
from portal.models.inbox import InboxMail, PolledMailbox
from portal.models.internships import Evaluation, Internship
from portal.models.nominations import Nomination
from portal.models.organisations import Organisation
from portal.models.outbox import AddressTrouble, DeliveryPause, Heartbeat, MailBatch, OutboxMail
from portal.models.registering import SystemUse
from portal.models.retention import Erasure
from portal.queries.internships import evaluations_of, follow_ups_of
from portal.queries.mail_texts import visible_text
from portal.queries.nomination_tasks import asked_competences
from portal.queries.nominations import nomination_as_it_stands
from portal.queries.registering import facts_of_each
from portal.queries.written_tests import questions_of
from portal.rules.answers import MailedReply
from portal.rules.campaigns import Dates
from portal.rules.candidates import CandidateFacts
from portal.rules.consents import ConsentHow, ConsentPurpose
from portal.rules.decisions import Outcome, ToldHow
from portal.rules.delivery import Reason
from portal.rules.evaluations import THEMES
from portal.rules.links import Purpose
from portal.rules.measures import MeasureFacts
from portal.rules.milestones import USUAL_PLAN
from portal.rules.placements import PlacementOutcome
from portal.rules.preselections import PaperChannel, Result
from portal.rules.registering import System
from portal.rules.restrictions import Ground
from portal.rules.roles import Role
from tests.clock import BRUSSELS, Clock
from tests.permissions.browsers import sign_everybody_in
from tests.permissions.day import bring_sheets, prepare_day
from tests.permissions.routes import BY_SECRET
from tests.permissions.world import DAY_A, DAY_B, NOW, PASSWORD, World, at, token_in_newest_mail

# The first days of internships: a1's is over, a2 is half-way, a6's is stopped, a7 begins today. a8 has none yet.
STARTS_ON = {
    "a1": date(2026, 11, 20),
    "a2": date(2026, 11, 27),
    "a6": date(2026, 11, 27),
    "a7": date(2026, 12, 4),
}


def build(app: Flask, clock: Clock) -> World:
    """Tell the world from the first account to the day of B."""
    world = World(app, clock)
    with app.app_context():
        _found_organisations(world)
        _make_accounts(world)
        _keep_directory(world)
        _write_texts(world)
        _write_law(world)
        _tell_campaign_a(world)
        _tell_campaign_b(world)
        _plan_talks(world)
        _preselect(world)
        _prepare_campaign_c(world)
        _finish_campaign_a(world)
        _open_campaign_b(world)
        _follow_candidates(world)
        _leave_marks(world)
    sign_everybody_in(world)
    return world


def _found_organisations(world: World) -> None:
    world.clock.go_to(at(2, 11))
    for key, kind in {
        "noord": "mediator", "west": "mediator", "oost": "mediator", "zuid": "mediator",
        "bakker": "employer", "garage": "employer",
    }.items():  # fmt: skip
        made = Organisation.create(kind=kind, name=world.canary("Organisation.name", key))
        world.organisations[key] = made
        made.change(
            **{
                name: world.canary(f"Organisation.{name}")
                for name in ("region", "town", "target_groups", "phone", "website")
            },
            email=world.canary.email("Organisation.email"),
        )


def _make_accounts(world: World) -> None:
    """The administrator is there; everybody else is invited and makes an account."""
    say = world.canary
    hashed = hash_password(PASSWORD)
    noord = world.organisations["noord"]
    world.people["ada"] = User.create(
        email=say.email("User.email"),
        password=hashed,
        fs_uniquifier="ada",
        name=say("User.name", "Ada"),
        phone=say("User.phone"),
        organisation=noord,
        role=Role.ADMINISTRATOR.value,
    )
    for key, organisation, role in (
        ("lotte", "noord", Role.MEDIATOR), ("noor", "noord", Role.MEDIATOR), ("karel", "noord", Role.COORDINATOR),
        ("dirk", "noord", Role.PRIVACY_OFFICER), ("pim", "west", Role.MEDIATOR), ("piet", "west", Role.MEDIATOR),
        ("petra", "west", Role.COORDINATOR), ("joke", "oost", Role.MEDIATOR), ("julia", "oost", Role.COORDINATOR),
        ("zoe", "zuid", Role.MEDIATOR), ("emma", "bakker", Role.EMPLOYER), ("eric", "garage", Role.EMPLOYER),
    ):  # fmt: skip
        where = world.organisations[organisation]
        name = say("User.name", key.capitalize())
        link = account_actions.invite_to_account(
            where, say.email("User.email"), name, role.value, by=world.people["ada"]
        )
        made = account_actions.make_account(link, where, name=name, password_hash=hashed, language="nl")
        account_actions.change_profile(made, name=name, phone=say("User.phone"), language="nl")
        world.people[key] = made
    account_actions.invite_to_account(
        noord, say.email("AccessLink.email"), say("AccessLink.name"), Role.MEDIATOR.value, by=world.people["ada"]
    )
    world.tokens["join"] = token_in_newest_mail("/join/")


_LAW = ("name", "meaning", "who_applies", "papers", "longest", "source", "standing")


def _write_law(world: World) -> None:
    """A row of the law that is no longer new, so that no page offers it."""
    say = world.canary
    texts: dict[str, Any] = {name: say(f"MeasureRow.{name}") for name in _LAW}
    facts = MeasureFacts(code="premie", country="BE", **texts, valid_to=date(2020, 1, 1), checked_on=date(2026, 11, 1))
    add_measure(facts, by=world.people["ada"])


def _write_texts(world: World) -> None:
    """A text to choose from, that nobody sends."""
    say, karel = world.canary, world.people["karel"]
    place = visible_text(karel, "campaigns", "message_to_partners", "nl")
    assert place is not None
    words = f"{say('MailText.body')}\n\n[[Open ((link))]]"
    add_choice(place, say("MailText.name"), say("MailText.subject"), words, by=karel)


def _keep_directory(world: World) -> None:
    say, lotte = world.canary, world.people["lotte"]
    for key in ("bakker", "garage"):
        world.sites[key] = organisation_actions.add_site(
            world.organisations[key],
            say("Site.name"),
            by=lotte,
            **{name: say(f"Site.{name}") for name in ("street", "postcode", "town", "directions")},
        )
    contact = organisation_actions.add_contact(
        world.organisations["zuid"],
        by=lotte,
        name=say("Contact.name"),
        email=say.email("Contact.email"),
        phone=say("Contact.phone"),
        job_title=say("Contact.job_title"),
    )
    for key in ("lotte", "joke"):
        organisation_actions.log_contact(
            world.organisations["zuid"],
            by=world.people[key],
            channel="phone",
            note=say("ContactMoment.note"),
            contact=contact,
        )


def _campaign(world: World, key: str, lead: str, employer: str, session: datetime, day: date) -> Campaign:
    """A campaign with everything it needs to start."""
    say, by = world.canary, world.people[lead]
    campaign = campaign_actions.open_campaign(
        by=by,
        title=say("Campaign.title", key),
        site=world.sites[employer],
        goal=say("Campaign.goal"),
        matching=say("Campaign.matching"),
        has_preselection=True,
        preselection_criteria=say("Campaign.preselection_criteria"),
    )
    for number in (1, 2):
        world.vacancies[f"{key}{number}"] = vacancy_actions.add_vacancy(
            campaign,
            by=by,
            title=say("Vacancy.title"),
            places=2,
            **{
                name: say(f"Vacancy.{name}")
                for name in ("tasks", "competences", "conditions", "hours_a_week", "shifts")
            },
        )
    campaign_actions.set_dates(
        campaign,
        Dates(
            info_session_at=session,
            info_session_place=say("Campaign.info_session_place"),
            selection_day_on=day,
        ),
        by=by,
    )
    campaign_actions.publish_agreement(campaign, say("Agreement.text"), by=by)
    world.campaigns[key] = campaign
    return campaign


def _invite(world: World, key: str, who: str) -> None:
    campaign, person = world.campaigns[key], world.people[who]
    invitation = inviting.invite_partner(
        campaign, by=campaign.lead, email=person.email, name=person.name, organisation=person.organisation
    )
    answering.answer_invitation(
        invitation, by=person, accepts=True, comes="yes", comes_with=world.canary("Invitation.comes_with")
    )
    answering.accept_agreement(invitation, 1, by=person)
    world.invitations[f"{key}-{who}"] = invitation


def _tell_campaign_a(world: World) -> None:
    say = world.canary
    campaign = _campaign(world, "A", "lotte", "bakker", at(4, 11, 14), DAY_A)
    campaign_actions.start_campaign(campaign, by=campaign.lead)
    _invite(world, "A", "pim")
    _invite(world, "A", "joke")
    zoe = world.people["zoe"]
    declined = inviting.invite_partner(
        campaign, by=campaign.lead, email=zoe.email, name=zoe.name, organisation=zoe.organisation
    )
    answering.answer_invitation(declined, by=zoe, accepts=False, reason=say("Invitation.decline_reason"))
    world.invitations["A-zoe"] = declined
    world.clock.go_to(at(10, 11))
    for key, coach in (
        ("a1", "pim"),
        ("a2", "joke"),
        ("a3", "piet"),
        ("a4", "joke"),
        ("a5", "pim"),
        ("a6", "piet"),
        ("a7", "pim"),
        ("a8", "joke"),
    ):
        invitation = world.invitations["A-joke" if coach == "joke" else "A-pim"]
        _nominate(world, key, coach, invitation)
        nomination_actions.put_forward_nomination(world.nominations[key], by=world.people[coach])
    nomination_actions.withdraw_nomination(world.nominations["a5"], say("HistoryLine.note"), by=world.people["pim"])


def _tell_campaign_b(world: World) -> None:
    say = world.canary
    world.clock.go_to(at(3, 11))
    campaign = _campaign(world, "B", "joke", "garage", at(6, 11, 14), DAY_B)
    campaign_actions.start_campaign(campaign, by=campaign.lead)
    world.invitations["B-own"] = Invitation.get(campaign=campaign, organisation=world.organisations["oost"])
    _invite(world, "B", "pim")
    _invite(world, "B", "noor")
    invited = inviting.invite_address(
        campaign,
        by=campaign.lead,
        email=say.email("Invitation.email"),
        name=say("Invitation.name"),
        organisation_name=world.organisations["zuid"].name,
    )
    world.tokens["answer"] = token_in_newest_mail("/answer/")
    world.invitations["B-invited"] = invited
    world.tokens["join-partner"] = answering.offer_account(invited, by=None)
    revoked = inviting.invite_partner(
        campaign,
        by=campaign.lead,
        email=world.people["zoe"].email,
        name=world.people["zoe"].name,
        organisation=world.organisations["zuid"],
    )
    world.tokens["answer-revoked"] = token_in_newest_mail("/answer/")
    inviting.revoke_invitation(revoked, by=campaign.lead)
    world.invitations["B-revoked"] = revoked
    world.clock.go_to(at(11, 11))
    for key, coach, name in (("b1", "pim", "B-pim"), ("b3", "julia", "B-own"), ("b4", "noor", "B-noor")):
        _nominate(world, key, coach, world.invitations[name])
        nomination_actions.put_forward_nomination(world.nominations[key], by=world.people[coach])


def _plan_talks(world: World) -> None:
    """In A: one that was held, by a colleague of the lead; in B: one that is to come, and one that was called off."""
    say, people = world.canary, world.people
    for key, lead, leads, moment, channel in (
        ("a1", "lotte", "noor", at(12, 11, 10), "visit"),
        ("b1", "joke", "joke", at(7, 12, 10), "phone"),
        ("b4", "joke", "julia", at(7, 12, 14), "visit"),
    ):
        plan = interview_actions.InterviewPlan(
            starts_at=moment,
            minutes=30,
            channel=channel,
            place=say("Interview.place"),
            interviewer=people[leads],
            with_words=say("Interview.with_words"),
            note=say("Interview.note"),
        )
        world.interviews[key] = interview_actions.plan_interview(world.nominations[key], plan, by=people[lead])
    interview_actions.cancel_interview(world.interviews["b4"], say("HistoryLine.note"), by=people["joke"])
    world.clock.go_to(at(12, 11, 11))
    interview_actions.report_interview(world.interviews["a1"], "go_on", say("HistoryLine.note"), by=people["noor"])


def _preselect(world: World) -> None:
    """In A: one goes on and was told; in B: one who was asked about, with an answer, and one that is only begun."""
    say, people = world.canary, world.people
    for key, lead, coach, result in (("a1", "lotte", "pim", Result.GO), ("b1", "joke", "pim", Result.MORE_INFO)):
        standing = preselection_actions.register_result(
            nomination_as_it_stands(world.nominations[key]),
            _assessed(world),
            preselection_actions.Verdict(
                result=result,
                words_for_mediator=say("Preselection.words_for_mediator"),
                words_for_candidate=say("Preselection.words_for_candidate"),
            ),
            seen_version=0,
            by=people[lead],
        )
        if result is Result.GO:
            preselection_actions.tell_result(standing, world.clock.now(), ToldHow.PHONE, by=people[coach])
        else:
            preselection_actions.answer_question(standing, say("Preselection.answer"), by=people[coach])
    begun = nomination_as_it_stands(world.nominations["b4"])
    preselection_actions.keep_assessment(begun, _assessed(world), seen_version=0, by=people["joke"])
    for key, lead in (("a1", "lotte"), ("b1", "joke")):
        preselection_actions.note_paper_talk(
            nomination_as_it_stands(world.nominations[key]).campaign,
            [world.nominations[key]],
            on=date(2026, 11, 12),
            channel=PaperChannel.PHONE,
            note=say("PaperTalk.note"),
            by=people[lead],
        )


def _assessed(world: World) -> preselection_actions.Assessment:
    lines = [{"criterion": "Rekenen", "met": "yes", "note": world.canary("Preselection.assessment")}]
    return preselection_actions.Assessment(lines=lines, memo=world.canary("Preselection.memo"))


def _prepare_campaign_c(world: World) -> None:
    _campaign(world, "C", "lotte", "bakker", at(14, 12, 14), date(2027, 1, 12))


def _nominate(world: World, key: str, coach: str, invitation: Invitation) -> Nomination:
    """A candidate of a jobcoach with a complete nomination, still a draft."""
    say, by = world.canary, world.people[coach]
    number = len(world.candidates)
    candidate = add_candidate(
        CandidateFacts(
            first_name=say("Candidate.first_name", key),
            last_name=say("Candidate.last_name"),
            birth_date=date(1931 + number, 3, 1),
            email=say.email("Candidate.email"),
            phone=say("Candidate.phone"),
            postcode=say("Candidate.postcode"),
            town=say("Candidate.town"),
            notes=say("Candidate.notes"),
        ),
        by=by,
    )
    world.candidates[key] = candidate
    nomination = nomination_actions.begin_nomination(invitation, candidate, by=by)
    nomination = nomination_as_it_stands(nomination)
    world.nominations[key] = nomination
    campaign = nomination.campaign
    letter = next(name for name, one in world.campaigns.items() if one.id == campaign.id)
    tasks.choose_vacancies(nomination, [world.vacancies[f"{letter}1"], world.vacancies[f"{letter}2"]], by=by)
    tasks.write_motivation(
        nomination,
        competences=say("Nomination.competences"),
        motivation=say("Nomination.motivation"),
        recommendation=say("Nomination.recommendation"),
        by=by,
    )
    tasks.state_measures(
        nomination,
        [
            tasks.MeasureAnswer(code="imw", note=say("MeasureEligibility.note"), shared_with_lead=True),
            tasks.MeasureAnswer(code="ibo", note=say("MeasureEligibility.note"), shared_with_lead=False),
        ],
        by=by,
    )
    tasks.state_internship_hours(nomination, 31, by=by)
    tasks.state_commuting(
        nomination, transport=["bus"], travel_minutes=53, travel_km=29, travel_note=say("Nomination.travel_note"), by=by
    )
    tasks.state_profile(
        nomination,
        [
            tasks.CompetenceSaid(
                vacancy=one.vacancy,
                competence=one.competence,
                answer="learns",
                proof=say("CompetenceAnswer.proof"),
            )
            for one in asked_competences(nomination)
        ],
        by=by,
    )
    tasks.state_availability(
        nomination, availability=say("Nomination.availability"), arrive_minute=547, leave_minute=1013, by=by
    )
    tasks.state_support(
        nomination,
        [
            tasks.SupportAnswer(kind="other", detail=say("SupportNeed.detail"), shared_with_employer=True),
            tasks.SupportAnswer(kind="breaks", detail=say("SupportNeed.detail")),
            tasks.SupportAnswer(
                kind="extra_time", detail=say("SupportNeed.detail"), minutes=37, shared_with_lead=False
            ),
        ],
        by=by,
    )
    tasks.confirm_agreement(nomination, True, by=by)
    name = candidate.first_name
    if key in ("a2", "b1"):  # two versions: the newest counts
        keep_paper(world, nomination, "cv", cv_pdf([name, "Oud"]), "pdf", by)
    keep_paper(world, nomination, "cv", cv_docx([name, "Nieuw", "## Werk", "- Bakkerij"]), "docx", by)
    keep_paper(world, nomination, "letter", letter_pdf([name, "Graag kom ik langs."]), "pdf", by)
    if key in ("a2", "b2"):
        _send_half_and_amiss(world, nomination, by)
    return nomination


def _send_half_and_amiss(world: World, nomination: Nomination, by: User) -> None:
    """A file that stopped half way, and one that was refused."""
    half = begin_upload(nomination, "cv", f"{world.canary('Upload.file_name')}.pdf", 10, "", by=by)
    append_piece(half, b"%PDF-", 0)
    receive_file(nomination, "letter", BytesIO(b"MZ"), f"{world.canary('Upload.file_name')}.pdf", by=by)
    check_waiting()


def keep_paper(world: World, nomination: Nomination, kind: str, content: bytes, ending: str, by: User) -> None:
    """Hand a document in as its page does, and let the worker check it."""
    receive_file(nomination, kind, BytesIO(content), f"{world.canary('Document.file_name')}.{ending}", by=by)
    check_waiting()


def decide(world: World, key: str, outcome: Outcome, by: str) -> None:
    """Decide about a candidate; it stays pending."""
    letter = "B" if key.startswith("b") else "A"
    decision_actions.decide(
        nomination_as_it_stands(world.nominations[key]),
        outcome,
        vacancy=world.vacancies[f"{letter}1"] if outcome is Outcome.RETAINED else None,
        motivation=world.canary("Decision.motivation"),
        words_for_candidate=world.canary("Decision.words_for_candidate"),
        seen_version=0,
        by=world.people[by],
        beyond_places=True,
    )


def answer_test(world: World, key: str, *, rated_by: str = "") -> None:
    """A candidate answers the written test by link; somebody rates it."""
    nomination = nomination_as_it_stands(world.nominations[key])
    world.tokens[f"test-{key}"] = test_actions.give_test_link(nomination, by=nomination.campaign.lead)
    paper = test_actions.paper_for(nomination)
    asked = questions_of(nomination.campaign)
    test_actions.keep_answers(paper, {one.public_id: world.canary("TestAnswer.text") for one in asked})
    if rated_by:
        test_actions.hand_in_test(paper, {}, by=None)
        test_actions.rate_test(
            paper,
            {one.public_id: 3 for one in asked},
            world.canary("TestPaper.remark"),
            by=world.people[rated_by],
        )


def _finish_campaign_a(world: World) -> None:
    """Decisions of A on the evening of its day, then internships: a1 is hired, a2 is half-way."""
    say, people = world.canary, world.people
    world.clock.go_to(at(16, 11, 9))
    _write_test(world, "A")
    prepare_day(world, "A")
    world.clock.go_to(at(18, 11, 9))
    bring_sheets(world, "A", ("a1", "a2", "a3", "a4"))
    for key in ("a1", "a2", "a3"):
        answer_test(world, key, rated_by="lotte")
    world.clock.go_to(at(18, 11, 17))
    decide(world, "a1", Outcome.RETAINED, "emma")
    decide(world, "a2", Outcome.RETAINED, "lotte")
    decide(world, "a3", Outcome.NOT_RETAINED, "lotte")
    for key in ("a6", "a7", "a8"):
        decide(world, key, Outcome.RETAINED, "lotte")
    decision_actions.publish_decisions(world.campaigns["A"], by=people["lotte"])
    decide(world, "a4", Outcome.RESERVE, "lotte")
    world.clock.go_to(at(19, 11))
    for key, coach in (("a1", "pim"), ("a2", "joke"), ("a6", "piet"), ("a7", "pim"), ("a8", "joke")):
        relay = Relay.select().join(Decision).where(Decision.nomination == world.nominations[key]).get()
        decision_actions.tell_candidate(
            relay, world.clock.now(), ToldHow.PHONE, reaction=say("Relay.reaction"), by=people[coach]
        )
        if key in STARTS_ON:
            _plan_internship(world, key, coach)
    internship_actions.stop_internship(world.internships["a6"], say("Internship.stop_reason"), by=people["piet"])
    a1, a2 = world.internships["a1"], world.internships["a2"]
    for key, starts_on in (("a1", a1.starts_on), ("a2", a2.starts_on)):
        world.clock.go_to(datetime.combine(starts_on, time(9), BRUSSELS))
        internship = world.internships[key]
        coach_of = internship.jobcoach
        internship_actions.draw_up_contract(internship, by=coach_of)
        internship_actions.start_internship(
            internship, starts_on, candidate=True, employer=True, jobcoach=True, by=coach_of
        )
        moment = follow_ups_of(internship)[0]
        moment.internship = internship
        internship_actions.note_follow_up(moment, "orange", say("FollowUp.note"), by=coach_of)
    internship_actions.draw_up_contract(world.internships["a7"], by=people["pim"])
    world.clock.go_to(at(3, 12, 14))
    for party, by in (("jobcoach", people["pim"]), ("candidate", None), ("employer", people["emma"])):
        _evaluate(world, a1, party, by)
    _evaluate(world, a2, "jobcoach", people["joke"])
    world.tokens["evaluation-a1"] = internship_actions.ask_for_evaluation(
        _evaluation(a1, "candidate"), Purpose.CANDIDATE_EVALUATION, by=people["pim"]
    )
    world.tokens["evaluation-a2"] = internship_actions.ask_for_evaluation(
        _evaluation(a2, "candidate"), Purpose.CANDIDATE_EVALUATION, by=people["joke"]
    )
    placement = placement_actions.settle_outcome(
        a1, PlacementOutcome.HIRED, say("Placement.motivation"), by=people["emma"]
    )
    placement_actions.draw_up_employment_contract(
        placement,
        contract_on=date(2026, 12, 3),
        starts_on=date(2026, 12, 7),
        contract_kind=say("Placement.contract_kind"),
        seen_version=placement.version,
        by=people["emma"],
    )
    moment = aftercare_actions.plan_aftercare(
        placement,
        public_id="aftercare-of-a1",
        by=people["pim"],
        on=date(2026, 12, 9),
        start_minute=607,
        channel="visit",
        with_whom="both",
        purpose=say("AftercareMoment.purpose"),
    )
    aftercare_actions.note_aftercare(moment, "orange", say("AftercareMoment.note"), by=people["pim"])
    placement_actions.request_measure(
        placement, "imw", requested_on=date(2026, 12, 3), note=say("MeasureRequest.note"), by=people["emma"]
    )


def _plan_internship(world: World, key: str, coach: str) -> None:
    say, by = world.canary, world.people[coach]
    starts_on = STARTS_ON[key]
    plan = internship_actions.InternshipPlan(
        starts_on=starts_on,
        ends_on=internship_actions.proposed_end(starts_on, 10, "BE"),
        start_minute=517,
        hours_a_week=31,
        place=say("Internship.place"),
        supervisor_name=say("Internship.supervisor_name"),
        supervisor_phone=say("Internship.supervisor_phone"),
        supervisor_email=say.email("Internship.supervisor_email"),
        jobcoach_present=True,
        present_at_start=say("Internship.present_at_start"),
    )
    nomination = nomination_as_it_stands(world.nominations[key])
    internship = internship_actions.plan_internship(nomination, plan, by=by)
    internship_actions.plan_follow_up(
        internship,
        public_id=f"moment-{key}",
        by=by,
        on=starts_on + timedelta(days=4),
        start_minute=607,
        channel="phone",
        with_whom="both",
        purpose=say("FollowUp.purpose"),
    )
    world.internships[key] = internship


def _evaluation(internship: Internship, party: str) -> Evaluation:
    found = evaluations_of(internship)[party]
    found.internship = internship
    return found


def _evaluate(world: World, internship: Internship, party: str, by: User | None) -> None:
    answers = {theme.key: "3" if theme.is_scale else world.canary("Evaluation.answers") for theme in THEMES} | {
        "go_on": "yes"
    }
    internship_actions.hand_in_evaluation(_evaluation(internship, party), answers, by=by, by_words="" if by else "a1")


def _open_campaign_b(world: World) -> None:
    """Today, on the day of B: Pim has more time and prepares one more."""
    world.clock.go_to(at(3, 12, 16))
    campaign = world.campaigns["B"]
    inviting.give_more_time(world.invitations["B-pim"], at(4, 12, 18), by=campaign.lead)
    _write_test(world, "B")
    prepare_day(world, "B")
    world.clock.go_to(NOW)
    bring_sheets(world, "B", ("b1", "b3", "b4"))
    answer_test(world, "b1")
    answer_test(world, "b3", rated_by="joke")
    decide(world, "b3", Outcome.RESERVE, "joke")
    world.invitations["B-pim"] = Invitation.get_by_id(world.invitations["B-pim"].id)
    _nominate(world, "b2", "pim", world.invitations["B-pim"])


def _write_test(world: World, letter: str) -> None:
    campaign = world.campaigns[letter]
    test_actions.set_questions(campaign, [world.canary("TestQuestion.text") for _ in range(2)], by=campaign.lead)


def _follow_candidates(world: World) -> None:
    """Leads and jobcoaches state milestones; one ends, one is archived; A has a milestone with a name of its own."""
    say, people = world.canary, world.people
    for key, who, outcome in (("b1", "joke", "spoken"), ("a7", "pim", "more_needed"), ("b4", "joke", "not_further")):
        stated = milestone_actions.Stated(
            milestone="contact",
            outcome=outcome,
            come_back_on=date(2026, 12, 4),
            note=say("MilestoneOutcome.note"),
        )
        milestone_actions.state_milestone(nomination_as_it_stands(world.nominations[key]), stated, by=people[who])
    archived = nomination_as_it_stands(world.nominations["a4"])
    milestone_actions.archive_nomination(archived, say("Nomination.archive_reason"), by=people["lotte"])
    milestone_actions.arrange_milestones(
        world.campaigns["A"], USUAL_PLAN, [say("CampaignMilestone.name") for _ in USUAL_PLAN], by=people["lotte"]
    )
    for key in ("d1", "d2"):
        twice = CandidateFacts(first_name=key, last_name="Dubbel", phone="0470 99 88 77")
        world.candidates[key] = add_candidate(twice, by=people["pim"])
    save_view(people["pim"], say("SavedView.name"), f"q={say('SavedView.query')}")


def _leave_marks(world: World) -> None:
    """What machines write: a refusal by a mail server, a pause, a sign of life; and a look by a person."""
    say, now = world.canary, world.clock.now()
    mail = OutboxMail.select().where(OutboxMail.campaign == world.campaigns["A"]).order_by(OutboxMail.id).first()
    mail.change(status="failed", reason=Reason.RECIPIENT_REFUSED, detail=say("OutboxMail.detail"))
    DeliveryPause.create(
        name="server",
        since=now,
        retry_at=now + timedelta(hours=1),
        reason=Reason.UNREACHABLE,
        detail=say("DeliveryPause.detail"),
    )
    for key in ("A", "B"):
        batch = MailBatch.create(what="invitations", campaign=world.campaigns[key], by=world.campaigns[key].lead)
        OutboxMail.update(batch=batch).where(OutboxMail.campaign == batch.campaign).execute()
    AddressTrouble.create(
        address_key=say.email("AddressTrouble.address_key"), code="5.1.1", detail=say("AddressTrouble.detail")
    )
    PolledMailbox.create(name="mailbox", reason="certificate", since=now, detail=say("PolledMailbox.detail"))
    Heartbeat.create(name="worker", at=now, note=say("Heartbeat.note"))
    _answer_talk(world)
    for who in BY_SECRET["calendar.feed"]:
        world.tokens[f"feed-{who}"] = make_feed(world.people[who], public_id=new_public_id())
    record_look(world.people["pim"], world.candidates["a1"], "candidate")
    for key, by in (("b4", "dirk"), ("b2", "petra")):
        hold_candidate(world.candidates[key], say("LegalHold.reason"), by=world.people[by])
    erasure = {"what": "nomination", "ground": "asked", "subject_hash": "0" * 64, "counts": {"Document": 2}}
    by_dirk = {"by": world.people["dirk"], "by_words": world.people["dirk"].name}
    Erasure.create(organisation=world.organisations["noord"], journalled_at=now, scrubbed_at=now, **erasure, **by_dirk)
    _protect_data(world)


def _answer_talk(world: World) -> None:
    """The talk in B that is to come: the jobcoach says no, the candidate asks for another moment, somebody forges."""
    say, now, talk = world.canary, world.clock.now(), f"interview:{world.interviews['b1'].public_id}"
    entries = {one.attendee_key: one for one in CalendarEntry.select().where(CalendarEntry.subject == talk)}
    own, asked = entries[world.people["pim"].email.lower()], entries[world.candidates["b1"].email.lower()]
    answer_entry(own, "declined", via="portal", note=say("CalendarEntry.answer_note"), by=world.people["pim"])
    later = asked.starts_at + timedelta(hours=2)
    wish_for(asked, later, later + timedelta(minutes=30), via="link", note=say("CalendarAnswer.note"))
    take_reply(
        MailedReply(
            uid=asked.uid,
            answer="declined",
            sequence=asked.sequence,
            stamped_at=now,
            attendee_email=asked.attendee_email,
            from_address=say.email("CalendarAnswer.from_address"),
            is_verified=False,
            message_key="forged",
            wish_location=say("CalendarAnswer.wish_location"),
            note=say("CalendarAnswer.note"),
        )
    )
    InboxMail.create(
        message_key="unclear",
        kind="answer",
        standing="waits",
        reason="unclear_answer",
        entry=asked,
        from_address=say.email("InboxMail.from_address"),
    )
    choose_systems([System.SONAR], by=world.people["pim"])
    SystemUse.update(since=date(2026, 11, 1)).execute()
    for fact in facts_of_each([world.nominations["a1"]])[world.nominations["a1"].id][:1]:
        note_fact(world.nominations["a1"], "sonar", fact.key, fact.fingerprint, by=world.people["pim"])
    for key in ("a1", "a2", "b1"):
        page = give_own_page(world.nominations[key])
        world.tokens[f"own-day-{key}"] = page.rpartition("/")[2]
    world.tokens["appointment-b1"] = give_link(Purpose.ANSWER_APPOINTMENT, f"entry:{asked.public_id}")


def _protect_data(world: World) -> None:
    """A notice of network West's own, two consents of a1, and a restriction of b2 that was lifted."""
    say, people, today = world.canary, world.people, world.clock.now().date()
    texts = say("PrivacyNotice.text_nl"), say("PrivacyNotice.text_en")
    keep_notice(people["petra"].organisation, *texts, by=people["petra"])
    for purpose, measure in ((ConsentPurpose.POOL, ""), (ConsentPurpose.MEASURE, "imw")):
        record_consent(
            world.candidates["a1"],
            purpose,
            how=ConsentHow.SPOKEN,
            given_on=today,
            until=today + timedelta(days=300),
            measure=measure,
            by=people["pim"],
        )
    candidate = world.candidates["b2"]
    restrict_candidate(candidate, Ground.ACCURACY, say("Restriction.reason"), by=people["petra"])
    lift_restriction(candidate, say("Restriction.lift_reason"), by=people["petra"])

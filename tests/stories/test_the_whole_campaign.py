"""One whole campaign, from the first account to three evaluations: through pages and mails only, in every role.

The mails travel over SMTP to a real server and are read there as a mail client reads them; people click the links
that they find in them. The chapters stand in `tests/stories/chapters`; here is what happens, in order.
"""

from tests.stories.chapters import (
    deciding,
    interning,
    inviting,
    looking_back,
    nominating,
    preparing,
    scoring,
    the_day,
)
from tests.stories.installation import install
from tests.stories.telling import Story


def test_a_campaign_from_the_first_invitation_to_the_last_evaluation(story: Story) -> None:
    install(story.app, story.people["ada"], preparing.LEADING)
    preparing.the_administrator_adds_the_organisations(story)
    preparing.everybody_gets_an_account_by_mail(story)
    preparing.the_lead_maps_the_mediators_of_the_region(story)  # req 001-05
    preparing.the_lead_notes_a_talk_with_a_mediator(story)  # req 001-06
    preparing.the_lead_opens_a_campaign_in_silence(story)  # req 001-01
    preparing.the_lead_says_what_it_is_for_and_which_steps_it_has(story)  # req 001-03, 001-07, 001-12
    preparing.the_lead_adds_two_vacancies(story)  # req 001-11
    preparing.the_lead_sets_the_dates_and_leaves_the_rest_to_the_portal(story)  # req 001-13
    preparing.the_lead_writes_down_the_agreements(story)  # req 001-02
    preparing.the_lead_starts_the_campaign(story)

    story.until("2026-09-21 14:00")
    inviting.the_lead_invites_three_mediators_to_the_company(story)  # req 001-08, 001-09, 001-10, 001-11
    story.until("2026-09-22 10:00")
    inviting.a_mediator_without_an_account_answers_by_the_link_and_brings_a_colleague(story)  # req 001-02
    inviting.he_makes_an_account_by_the_next_mail_and_finds_the_campaign_there(story)
    inviting.another_declines_and_the_session_leaves_her_calendar(story)
    story.until("2026-09-23 10:00")
    inviting.the_lead_asks_her_again_and_now_she_takes_part(story)  # req 001-08
    story.until("2026-09-24 10:00")
    inviting.the_session_moves_and_moves_in_every_calendar(story)  # req 001-10
    inviting.who_comes_says_so_again(story)
    inviting.who_has_not_answered_is_reminded_and_only_she(story)
    story.until("2026-10-14 09:30")
    inviting.the_lead_changes_the_agreements_and_the_partners_accept_again(story)  # req 001-02, 001-12

    nominating.the_jobcoach_puts_a_candidate_forward_task_by_task(story)  # req 001-04, 001-14, 001-17, 001-18
    nominating.two_more_follow_and_one_is_withdrawn(story)
    nominating.the_lead_reads_the_files_the_measures_and_the_hours(story)  # req 001-14, 001-17, 001-18
    nominating.the_employer_reads_a_first_name_and_no_measure(story)
    nominating.another_partner_sees_none_of_it(story)
    nominating.whoever_put_nobody_forward_is_reminded_of_the_deadline(story)
    nominating.after_the_deadline_nobody_is_put_forward(story)  # req 001-13
    nominating.the_lead_gives_one_partner_more_time(story)

    story.until("2026-10-26 14:00")
    the_day.the_lead_puts_the_day_together_with_the_company(story)  # req 001-15
    the_day.the_portal_plans_it_and_nobody_is_in_two_places(story)  # req 001-23
    the_day.until_it_is_made_known_nobody_sees_it(story)
    the_day.the_lead_makes_it_known_and_every_calendar_gets_its_hours(story)  # req 001-16
    the_day.the_jobcoach_reads_what_to_tell_and_says_that_it_is_told(story)  # req 001-16, 001-19, 001-20, 001-21
    the_day.a_candidate_reads_the_same_hours_in_plain_words(story)  # req 001-04, 001-16
    the_day.an_hour_moves_and_so_does_the_calendar(story)
    the_day.the_day_before_who_still_has_to_tell_is_reminded(story)  # req 001-16
    scoring.the_lead_writes_two_simple_questions_and_the_criteria(story)  # req 001-21, 001-22
    story.until("2026-10-30 08:45")
    the_day.the_desk_receives_who_comes_who_is_late_and_who_is_not_there(story)
    scoring.one_candidate_answers_on_a_phone(story)  # req 001-21
    scoring.the_paper_of_another_is_typed_in(story)  # req 001-21
    scoring.the_employer_rates_both_and_looks_at_what_they_would_do(story)  # req 001-22
    tablet = scoring.a_tablet_is_paired_with_a_code_and_a_pin(story)
    scoring.each_assessor_scores_each_candidate_once_however_often_it_is_sent(story, tablet)  # req 001-23
    scoring.lead_and_employer_see_the_scores_of_who_was_there(story)

    story.until("2026-10-30 16:00")
    deciding.employer_and_lead_decide_with_a_reason(story)
    deciding.nobody_hears_it_before_all_is_made_known(story)
    deciding.the_mail_itself_gives_nothing_away(story)
    deciding.the_jobcoach_tells_his_candidates_in_time(story)  # req 001-24
    deciding.who_is_too_late_is_reminded_and_then_it_is_said_higher_up(story)  # req 001-24
    deciding.she_tells_it_and_the_reminders_stop(story)  # req 001-24

    interning.the_jobcoach_plans_two_weeks_with_the_company(story)  # req 001-25, 001-26
    interning.everybody_who_is_there_at_the_start_has_it_in_the_calendar(story)  # req 001-29
    interning.the_jobcoach_draws_up_the_contract_and_nothing_starts_without_it(story)  # req 001-27
    interning.all_three_sign_on_the_start_day_with_the_jobcoach_there(story)  # req 001-28, 001-29
    interning.the_jobcoach_keeps_in_touch_with_candidate_and_supervisor(story)  # req 001-30, 001-31, 001-32
    interning.on_the_last_day_all_three_are_asked_how_it_was(story)  # req 001-33
    interning.the_candidate_answers_in_plain_dutch_by_the_link_of_her_mail(story)  # req 001-34
    interning.nobody_reads_it_before_all_three_are_in(story)  # req 001-33, 001-34
    interning.the_employer_hires_her_and_draws_up_the_contract(story)  # req 001-26, 001-35
    interning.and_requests_the_measure_that_the_jobcoach_named(story)  # req 001-36
    interning.the_lead_closes_the_campaign(story)

    looking_back.everybody_got_exactly_the_mails_that_are_theirs(story)  # req 001-16
    looking_back.every_calendar_holds_what_is_to_be_and_no_more(story)
    looking_back.every_mail_is_in_order_and_every_program_reads_the_same(story)  # req Y-13
    looking_back.an_address_of_ones_own_shows_the_same_as_the_mails(story)  # req Y-13
    looking_back.no_subject_names_a_candidate_and_no_mail_a_stranger(story)
    looking_back.the_administrator_sees_that_every_mail_left_and_no_candidate(story)
    looking_back.the_privacy_officer_sees_who_looked(story)
    looking_back.the_timeline_tells_the_whole_story_of_a_candidate(story)

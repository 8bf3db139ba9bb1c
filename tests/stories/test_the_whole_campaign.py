"""One whole campaign, from the first account to three evaluations: through pages and mails only, in every role.

The mails travel over SMTP to a real server and are read there as a mail client reads them; people click the links
that they find in them. The chapters stand in `tests/stories/chapters`; here is what happens, in order.
"""

from tests.stories.chapters import preparing
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

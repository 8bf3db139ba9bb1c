"""The short written test (req 001-21, 001-22).

Simple questions on how one would respond to situations on the work floor.
"""

from portal.rules.words import N_

MOST_QUESTIONS = 12

# Offered when a campaign has no questions yet; the lead changes them as the company wishes.
EXAMPLE_QUESTIONS = (
    N_("Je bent een kwartier te laat omdat de bus niet kwam. Wat doe je?"),
    N_("Je begrijpt niet wat je moet doen. Je begeleider is even weg. Wat doe je?"),
    N_("Een collega werkt minder hard dan jij. Wat doe je?"),
    N_("Je ziet dat iemand iets gevaarlijks doet. Wat doe je?"),
    N_("Je maakt een fout die niemand gezien heeft. Wat doe je?"),
)

# What each rating means, the lowest first; the answer counts, not the spelling.
RATINGS = {
    1: N_("Geen antwoord op de situatie"),
    2: N_("Een begin van een antwoord"),
    3: N_("Een antwoord dat werkt"),
    4: N_("Een antwoord dat werkt, en met oog voor anderen"),
}

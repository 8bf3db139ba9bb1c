"""The mails about accounts; they come from the portal itself, so no organisation changes them."""

from portal.outbox.catalogue.kinds import MailKind, Placeholder
from portal.outbox.catalogue.placeholders import ORGANISATION, link_to, moment, sometimes, span
from portal.rules.words import N_

_WHY = N_("Je krijgt deze mail omdat je een account hebt op het selectiedagportaal.")
_SAFE = N_("Deze mail beschermt een account. Hij is overal dezelfde, zodat mensen een valse mail herkennen.")
_EMAIL = Placeholder(N_("Het e-mailadres van die persoon"), "ada@portaal.example")
_PHONE = sometimes(Placeholder(N_("De telefoon van die persoon"), "0470 00 00 03"))

MAILS: dict[str, MailKind] = {
    "appointment_withdrawn": MailKind(
        title=N_("Een afspraak verdwijnt uit de agenda"),
        sent=N_("Naar wie een account had dat afgesloten is, per afspraak die nog moest komen."),
        why=N_("Je krijgt deze mail omdat je een account had op het selectiedagportaal."),
        placeholders={"when": span(N_("Wanneer de afspraak was"), (2026, 12, 11, 8), (2026, 12, 11, 16))},
        essential=("when",),
        closed=_SAFE,
    ),
    "account_offered": MailKind(
        title=N_("Een account staat klaar"),
        sent=N_("Naar wie een account mag maken, als een beheerder of collega dat aanbiedt."),
        why=N_("Je krijgt deze mail omdat ((inviter)) voor jou een account klaarzette bij ((organisation))."),
        placeholders={
            "organisation": ORGANISATION,
            "inviter": Placeholder(N_("Wie het account klaarzette"), "Ada Cools"),
            "inviter_email": _EMAIL,
            "inviter_phone": _PHONE,
            "until": moment(N_("Tot wanneer de link werkt"), 2026, 12, 1, 9),
            "link": link_to(N_("De link om het account te maken"), "/join/x"),
        },
        essential=("link",),
        closed=_SAFE,
    ),
    "new_password_asked": MailKind(
        title=N_("Een nieuw wachtwoord kiezen"),
        sent=N_("Naar wie op de aanmeldpagina een nieuw wachtwoord vraagt."),
        why=_WHY,
        placeholders={"link": link_to(N_("De link om een wachtwoord te kiezen"), "/reset/x")},
        essential=("link",),
        closed=_SAFE,
    ),
    "password_changed": MailKind(
        title=N_("Het wachtwoord is gewijzigd"),
        sent=N_("Naar de eigenaar van het account, zodra het wachtwoord gewijzigd is."),
        why=_WHY,
        placeholders={"link": link_to(N_("De link om een ander wachtwoord te kiezen"), "/reset")},
        essential=("link",),
        closed=_SAFE,
    ),
    "second_factor_lost": MailKind(
        title=N_("Iemand raakt niet voorbij de tweede stap"),
        sent=N_("Naar de beheerders, als iemand zijn app en herstelcodes kwijt is."),
        why=N_("Je krijgt deze mail omdat je beheerder bent van het selectiedagportaal."),
        placeholders={
            "person": Placeholder(N_("Wie niet binnen raakt"), "Joke Smeyers"),
            "person_email": Placeholder(N_("Het e-mailadres van die persoon"), "joke@tandem.example"),
            "person_phone": _PHONE,
            "organisation": ORGANISATION,
            "link": link_to(N_("De link naar het account"), "/administration/accounts/x"),
        },
        essential=("link",),
        closed=_SAFE,
    ),
    "second_factor_taken_away": MailKind(
        title=N_("De tweede stap is uitgezet"),
        sent=N_("Naar de eigenaar van het account, zodra een beheerder de tweede stap uitzet."),
        why=_WHY,
        placeholders={
            "administrator": Placeholder(N_("De beheerder"), "Ada Cools"),
            "administrator_email": _EMAIL,
            "administrator_phone": _PHONE,
        },
        closed=_SAFE,
    ),
}

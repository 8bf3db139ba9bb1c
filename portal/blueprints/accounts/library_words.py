"""Every sentence that Flask-Security can show with the features we use, in Dutch.

English comes from our catalogue: the library looks its messages up in our catalogue (SECURITY_I18N_DOMAIN),
so that one place holds all words.
"""

from typing import Any

from portal.rules.words import N_

# Features that are off; a test holds that every other message of the library stands below.
FEATURES_OFF = (
    "CHANGE_EMAIL", "CONFIRM", "ALREADY_CONFIRMED", "EMAIL_CONFIRMED", "GENERIC_US", "INVALID_CONFIRMATION",
    "INVALID_LOGIN_TOKEN", "LOGIN_EMAIL_SENT", "LOGIN_EXPIRED", "OAUTH", "PASSWORDLESS", "PHONE", "REFRESH_TOKEN",
    "US_", "USE_CODE", "USERNAME", "WEBAUTHN",
)  # fmt: skip

MESSAGES: dict[str, tuple[str, str]] = {
    "API_ERROR": (N_("Dit antwoord past niet bij het veld."), "error"),
    "GENERIC_AUTHN_FAILED": (
        N_("Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Kijk ze allebei na."),
        "error",
    ),
    "GENERIC_RECOVERY": (N_("Als dit adres bij een account hoort, krijg je een mail."), "info"),
    "UNAUTHORIZED": (N_("Je mag deze pagina niet openen."), "error"),
    "UNAUTHENTICATED": (N_("Meld je eerst aan."), "info"),
    "REAUTHENTICATION_REQUIRED": (N_("Typ voor de veiligheid je wachtwoord nog eens."), "info"),
    "EMAIL_ALREADY_ASSOCIATED": (N_("%(email)s heeft al een account."), "error"),
    "IDENTITY_ALREADY_ASSOCIATED": (N_("%(value)s hoort al bij een account."), "error"),
    "IDENTITY_NOT_REGISTERED": (N_("Er is geen account met %(id)s."), "error"),
    "PASSWORD_MISMATCH": (N_("Dit wachtwoord is niet juist."), "error"),
    "RETYPE_PASSWORD_MISMATCH": (
        N_("De twee wachtwoorden zijn niet gelijk. Typ ze allebei opnieuw."),
        "error",
    ),
    "INVALID_REDIRECT": (N_("Het adres waar je heen wilde, ligt buiten dit portaal."), "error"),
    "INVALID_RECOVERY_CODE": (N_("Deze herstelcode is niet juist, of ze is al gebruikt."), "error"),
    "NO_RECOVERY_CODES_SETUP": (N_("Je hebt nog geen herstelcodes."), "info"),
    "PASSWORD_RESET_REQUEST": (
        N_(
            "Als %(email)s bij een account hoort, is er nu een mail met een link onderweg. "
            "Kijk ook bij ongewenste mail."
        ),
        "info",
    ),
    "PASSWORD_RESET_EXPIRED": (
        N_("De link uit de mail werkt maar een dag. Vraag hieronder een nieuwe."),
        "error",
    ),
    "INVALID_RESET_PASSWORD_TOKEN": (
        N_("Deze link is al gebruikt of niet volledig. Vraag hieronder een nieuwe."),
        "error",
    ),
    "DISABLED_ACCOUNT": (
        N_("Dit account is afgesloten. Vraag het aan je coördinator of aan de beheerder."),
        "error",
    ),
    "EMAIL_NOT_PROVIDED": (N_("Typ je e-mailadres."), "error"),
    "INVALID_EMAIL_ADDRESS": (
        N_("Dit is geen volledig e-mailadres. Een voorbeeld: an@voorbeeld.be."),
        "error",
    ),
    "INVALID_CODE": (N_("Deze code is niet juist."), "error"),
    "INVALID_INPUT": (N_("Dit antwoord past niet bij het veld."), "error"),
    "INVALID_INPUT_LENGTH": (N_("Dit is te lang."), "error"),
    "PASSWORD_NOT_PROVIDED": (N_("Typ een wachtwoord."), "error"),
    "PASSWORD_INVALID_LENGTH": (N_("Een wachtwoord heeft minstens %(length)s tekens."), "error"),
    "PASSWORD_TOO_SIMPLE": (N_("Dit wachtwoord is te eenvoudig. Kies een zin van vier woorden."), "error"),
    "PASSWORD_BREACHED": (
        N_("Dit wachtwoord staat op een lijst van gelekte wachtwoorden. Kies een ander."),
        "error",
    ),
    "PASSWORD_BREACHED_SITE_ERROR": (
        N_("We konden niet nagaan of dit wachtwoord gelekt is. Probeer het later."),
        "error",
    ),
    "USER_DOES_NOT_EXIST": (N_("Er is geen account met dit adres."), "error"),
    "INVALID_PASSWORD": (N_("Dit wachtwoord is niet juist."), "error"),
    "INVALID_PASSWORD_CODE": (N_("Dit wachtwoord of deze code is niet juist."), "error"),
    "FORGOT_PASSWORD": (N_("Wachtwoord vergeten?"), "info"),
    "PASSWORD_RESET": (N_("Je nieuwe wachtwoord is bewaard en je bent aangemeld."), "success"),
    "PASSWORD_RESET_NO_LOGIN": (N_("Je nieuwe wachtwoord is bewaard. Meld je er nu mee aan."), "success"),
    "PASSWORD_IS_THE_SAME": (N_("Dit is je huidige wachtwoord. Kies een ander."), "error"),
    "PASSWORD_CHANGE": (N_("Je wachtwoord is gewijzigd. Overal elders ben je afgemeld."), "success"),
    "LOGIN": (N_("Meld je eerst aan."), "info"),
    "REFRESH": (N_("Typ voor de veiligheid je wachtwoord nog eens."), "info"),
    "REAUTHENTICATION_SUCCESSFUL": (N_("Dank je. Je kunt verder."), "info"),
    "ANONYMOUS_USER_REQUIRED": (N_("Je bent al aangemeld."), "info"),
    "CODE_HAS_BEEN_SENT": (N_("De code is verstuurd."), "info"),
    "FAILED_TO_SEND_CODE": (N_("De code kon niet vertrekken. Probeer het later opnieuw."), "error"),
    "TWO_FACTOR_INVALID_TOKEN": (
        N_("Deze code is niet juist of niet meer geldig. Wacht op de volgende code in je app en typ die."),
        "error",
    ),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": (N_("Je bent aangemeld."), "success"),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (
        N_("De tweede stap staat aan. Bewaar nu ook je herstelcodes."),
        "success",
    ),
    "TWO_FACTOR_PERMISSION_DENIED": (N_("Begin opnieuw met aanmelden."), "error"),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": (N_("Kies een van de mogelijkheden."), "error"),
    "TWO_FACTOR_DISABLED": (N_("De tweede stap staat uit."), "success"),
    "TWO_FACTOR_SETUP_EXPIRED": (N_("Het instellen duurde te lang. Begin opnieuw."), "error"),
}


def settings() -> dict[str, Any]:
    """The library's settings that carry these words."""
    return {f"SECURITY_MSG_{name}": message for name, message in MESSAGES.items()}

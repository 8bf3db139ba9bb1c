"""The time zones that a site can have: those whose clocks follow one yearly rule, as a calendar needs it."""

from portal.rules.words import N_

# By country when nobody chose: the zone of the working days.
BY_COUNTRY = {"BE": "Europe/Brussels", "NL": "Europe/Amsterdam"}

NAMES = {
    "Europe/Brussels": N_("Brussel"),
    "Europe/Amsterdam": N_("Amsterdam"),
    "Europe/Luxembourg": N_("Luxemburg"),
    "Europe/Paris": N_("Parijs"),
    "Europe/Berlin": N_("Berlijn"),
    "Europe/London": N_("Londen"),
    "Europe/Dublin": N_("Dublin"),
    "Europe/Lisbon": N_("Lissabon"),
    "Europe/Madrid": N_("Madrid"),
    "Europe/Rome": N_("Rome"),
    "Europe/Warsaw": N_("Warschau"),
    "Europe/Bucharest": N_("Boekarest"),
    "UTC": N_("UTC, zonder zomertijd"),
}

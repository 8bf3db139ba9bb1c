"""Who plays. Everybody is invented."""

from tests.stories.telling import Somebody

PEOPLE = {
    # Werkwijzer leads this time; Karel coordinates it, Ada administers the portal.
    "ada": Somebody("Ada Nijs", "ada@werkwijzer.example"),
    "lotte": Somebody("Lotte Maes", "lotte@werkwijzer.example", "014 11 22 33"),
    "karel": Somebody("Karel Wouters", "karel@werkwijzer.example"),
    # The bakery: Emma has the account.
    "emma": Somebody("Emma Claes", "emma@korenaar.example", "014 44 55 66"),
    "ivo": Somebody("Ivo Geerts", "ivo@korenaar.example"),  # an assessor, without an account
    "rik": Somebody("Rik Smolders", "rik@korenaar.example"),  # shows people around; later a supervisor
    # Three partners: Pim has no account yet, Sam never answers; Joke has one, a coordinator and a privacy officer.
    "pim": Somebody("Pim Adriaans", "pim@stapvooruit.example", "0470 12 34 56"),
    "joke": Somebody("Joke Dekker", "joke@debrug.example", "0470 65 43 21"),
    "an": Somebody("An Cools", "an@debrug.example"),
    "dirk": Somebody("Dirk Smet", "dirk@debrug.example"),
    "sam": Somebody("Sam Dewolf", "sam@kompas.example"),
    # The candidates: the first three of Pim, the last of Joke.
    "amina": Somebody("Amina Belhaj", "amina.belhaj@post.example", "0499 00 00 01"),
    "bram": Somebody("Bram Verlinden", "bram.verlinden@post.example", "0499 00 00 02"),
    "carla": Somebody("Carla Oosters", "carla.oosters@post.example", "0499 00 00 03"),
    "dries": Somebody("Dries Hermans", "dries.hermans@post.example", "0499 00 00 04"),
}
CANDIDATES = ("amina", "bram", "carla", "dries")

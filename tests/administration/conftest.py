"""The people of the accounts' tests are here too."""

from tests.accounts.conftest import cast, signs_in

__all__ = ["cast", "signs_in"]

from linli.accounts.models.absences import Absence
from linli.accounts.models.cards import Guess, HouseholdCard
from linli.accounts.models.duty import Duty
from linli.accounts.models.links import SignInLink
from linli.accounts.models.people import Role, User
from linli.accounts.models.phones import ResidentSession
from linli.accounts.models.proxies import Proxy

__all__ = ["Absence", "Duty", "Guess", "HouseholdCard", "Proxy", "ResidentSession", "Role", "SignInLink", "User"]

"""What people may go out for: certificates of work, outings asked for, and what was done when somebody was late."""

from linli.outings.models.calls import Call
from linli.outings.models.certificates import Certificate, Employer, company_code
from linli.outings.models.outings import Outing

__all__ = ["Call", "Certificate", "Employer", "Outing", "company_code"]

"""Purchase rounds, what is ordered in them, and what was given."""

from linli.supplies.models.baskets import Basket, Item
from linli.supplies.models.donations import Donation
from linli.supplies.models.goods import Arrival, Goods
from linli.supplies.models.handing import Handout
from linli.supplies.models.money import Payment, Refund
from linli.supplies.models.rounds import Round

__all__ = ["Arrival", "Basket", "Donation", "Goods", "Handout", "Item", "Payment", "Refund", "Round"]

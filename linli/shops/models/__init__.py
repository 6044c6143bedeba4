"""What there is, and who is open."""

from linli.shops.models.shops import Shop, ShopCheck
from linli.shops.models.stocks import Count, Stock

__all__ = ["Count", "Shop", "ShopCheck", "Stock"]

"""The fixed name is announced to the local network, and found there."""

import pytest
from zeroconf import AddressResolverIPv4, Zeroconf

from linli.config.lan.network import announced

pytestmark = pytest.mark.pure


def test_the_name_is_found_while_it_is_announced():
    with announced(["127.0.0.1"], 8443) as answering:
        assert answering
        phone = Zeroconf(interfaces=["127.0.0.1"])
        try:
            asked = AddressResolverIPv4("linli.local.")
            assert asked.request(phone, 3000)
            assert asked.parsed_addresses() == ["127.0.0.1"]
        finally:
            phone.close()


def test_without_an_address_nothing_is_announced():
    with announced([], 8443) as answering:
        assert not answering

"""Tables: each row carries its community, and foreign keys point downwards only."""

from itertools import chain

import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField, UniqueConstraint

from linli.core.models import Lease
from linli.core.records import TenantRecord
from linli.registry.models import Community

pytestmark = pytest.mark.pure
ORDER = ["core", "journal", "privacy", "registry", "accounts", "situation", "followups", "orders", "gates"]
ORDER += ["care", "volunteers", "errands", "activity", "paper", "wellbeing", "supplies", "shops"]
ORDER += ["arrivals", "outings", "reviews", "sentences", "overview"]
# What belongs to the installation, or is itself the community, or whose key is the community.
NOT_TENANTS = {
    "core.Lease": "recurring work runs once an installation",
    "registry.Community": "is the community",
    "accounts.Guess": "wrong codes are counted by address, before a community is known",
    "accounts.User": "a person may work in several communities",
    "accounts.User_groups": "Django's own, unused",
    "accounts.User_user_permissions": "Django's own, unused",
    "accounts.Role_grids": "join table of two tenant rows",
    "accounts.Role_units": "join table of two tenant rows",
}
ONE_TO_ONE = "the row it points at has a community, and the key is that row's"
SECRET = "whoever holds the secret is found before their community is known"
LOOSE = {
    "gates.DeviceRevocation(of)": ONE_TO_ONE,
    "gates.PassRevocation(of)": ONE_TO_ONE,
    "gates.Holder(of)": ONE_TO_ONE,
    "gates.PermitRevocation(of)": ONE_TO_ONE,
    "situation.Publication(version)": ONE_TO_ONE,
    "supplies.Arrival(goods)": ONE_TO_ONE,
    "supplies.Donation(of)": ONE_TO_ONE,
    "supplies.Handout(basket)": ONE_TO_ONE,
    "registry.ImportFile(upload)": ONE_TO_ONE,
    "wellbeing.Sealed(record)": ONE_TO_ONE,
    "gates.Enrolment(token_hash)": SECRET,
    "accounts.HouseholdCard(code_index)": SECRET,
    "accounts.SignInLink(token_hash)": SECRET,
    "volunteers.Certificate(code)": "a certificate is checked before the community is known",
    "gates.Gate(code)": "a poster is opened before the community is known",
}


def ours():
    return [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("linli.")]


def columns(model):
    return {field.attname for field in model._meta.concrete_fields}


def test_every_table_carries_its_community():
    without = {one._meta.label for one in ours() if "community_id" not in columns(one)}
    assert without == set(NOT_TENANTS)
    assert Lease._meta.label in NOT_TENANTS and not issubclass(Community, TenantRecord)


def test_every_unique_key_names_the_community():
    """Except keys of ids that are unique of themselves, which are listed with their reason."""
    loose = set()
    for model in ours():
        if model._meta.label in NOT_TENANTS:
            continue
        keys = [tuple(c.fields) for c in model._meta.constraints if isinstance(c, UniqueConstraint) and c.fields]
        keys += [tuple(key) for key in model._meta.unique_together]
        keys += [(field.name,) for field in model._meta.concrete_fields if field.unique and not field.primary_key]
        loose |= {
            f"{model._meta.label}({', '.join(key)})" for key in keys if not {"community", "community_id"} & set(key)
        }
    assert loose == set(LOOSE)


def test_foreign_keys_point_to_the_same_layer_or_a_lower_one():
    upwards = []
    for model in ours():
        fields = chain(model._meta.concrete_fields, model._meta.many_to_many)
        for field in (one for one in fields if isinstance(one, ForeignKey | ManyToManyField)):
            target = field.remote_field.model._meta
            # Every tenant row points at its community; core names it by a string and knows nothing else of it.
            if target.app_label in ORDER and field.name != "community":
                lower = ORDER.index(target.app_label) <= ORDER.index(model._meta.app_label)
                upwards += [] if lower else [f"{model._meta.label}.{field.name} -> {target.label}"]
    assert upwards == []


def test_every_app_is_in_the_order():
    labels = {one.label for one in apps.get_app_configs() if one.name.startswith("linli.")}
    assert labels - {"config", "lan"} == set(ORDER)

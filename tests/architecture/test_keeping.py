"""Every personal field has a keeping rule, and every rule names fields that are there."""

from django.apps import apps
from django.db import models

from linli.core.fields import BlindIndex, EncryptedText
from linli.privacy.keeping import rules

# Columns of such a name hold something about a person, unless they are listed below.
PERSONAL = {
    "address", "birth_year", "companions", "contact", "email", "filename", "first_name", "identity", "initials",
    "last_name", "name", "note", "phone", "photo", "plate", "sounds", "to", "vehicle", "visitor", "why_text",
}  # fmt: skip
# Encrypted or so named, and yet about nobody: each with what it is.
NOBODY = {
    "registry.Community.name": "the name of a place",
    "registry.Compound.name": "the name of a place",
    "gates.Gate.name": "the name of a place",
    "wellbeing.Room.name": "the name of a place",
    "gates.Device.name": "what a gate's phone is called",
    "gates.SigningKey.private": "a key of the community",
    "outings.Employer.name": "the name of a company",
    "core.Lease.name": "the name of a task",
    "wellbeing.ImportedScale.name": "the id of a scale",
}


def columns():
    for model in apps.get_models():
        if model.__module__.startswith("linli."):
            for field in model._meta.concrete_fields:
                yield model, field


def is_personal(field: models.Field) -> bool:
    return isinstance(field, EncryptedText | BlindIndex) or field.name in PERSONAL


def test_every_personal_field_has_a_keeping_rule():
    ruled = {f"{rule.model}.{name}" for rule in rules().values() for name in rule.fields}
    deleted = {rule.model for rule in rules().values() if rule.how in ("delete", "count")}
    without = {
        f"{model._meta.label}.{field.name}"
        for model, field in columns()
        if is_personal(field) and f"{model._meta.label}.{field.name}" not in ruled and model._meta.label not in deleted
    }
    assert without == set(NOBODY)


def test_every_rule_names_fields_that_are_there_and_a_moment_to_count_from():
    for rule in rules().values():
        model = apps.get_model(rule.model)
        for name in rule.fields:
            model._meta.get_field(name)
        assert rule.due or rule.after, rule.key
        assert rule.most is None or rule.most >= rule.days, rule.key
        assert (rule.how == "count") == bool(rule.count), rule.key
        for words in (rule.what, rule.since, rule.reason):
            assert str(words), rule.key
        if rule.tenant:
            assert "community_id" in {field.attname for field in model._meta.concrete_fields}, rule.key

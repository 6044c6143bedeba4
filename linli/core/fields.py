"""Model fields for personal data: encrypted text bound to its row, and keyed indexes over it."""

from typing import Any

from django.db import models

from linli.core.crypto import blind_index, decrypt, encrypt


class Sealed(bytes):
    """A ciphertext as the database holds it, not yet decrypted."""


class _Opening:
    """Decrypts when the attribute is read: only then the row to which the ciphertext is bound is known."""

    def __init__(self, field: "EncryptedText") -> None:
        self.field = field

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        value = instance.__dict__[name]
        if isinstance(value, Sealed):
            value = decrypt(value, self.field.bound_to(instance))
            instance.__dict__[name] = value
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedText(models.BinaryField):
    """Text that only this row can read; empty text is stored empty. Never searched, never in ``update()``."""

    # For django-stubs: what is assigned and read is text, whatever the column holds.
    _pyi_private_set_type: str  # type: ignore[assignment]
    _pyi_private_get_type: str  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", b"")
        kwargs.setdefault("blank", True)
        kwargs["editable"] = True
        super().__init__(*args, **kwargs)

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opening(self))

    def bound_to(self, instance: Any) -> str:
        community = instance.community_id
        return f"{community}|{self.model._meta.db_table}|{self.column}|{instance.pk}"

    def from_db_value(self, value: Any, *_: Any) -> Any:
        return Sealed(value) if value else ""  # empty stays empty: an absent number is no secret

    def pre_save(self, instance: Any, add: bool) -> Any:
        value = instance.__dict__.get(self.attname, "")
        if isinstance(value, Sealed) or not value:
            return value or Sealed(b"")
        return Sealed(encrypt(str(value), self.bound_to(instance)))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value in ("", b""):
            value = Sealed(b"")  # a migration's default; empty is no secret
        if value is not None and not isinstance(value, Sealed):
            raise TypeError(f"{self.name} is encrypted per row: assign it and save(); no filter, no update()")
        return super().get_db_prep_value(value, connection, prepared)

    def get_default(self) -> Any:
        return ""

    def value_to_string(self, obj: Any) -> str:
        return str(getattr(obj, self.attname))


class BlindIndex(models.CharField):
    """A keyed index over the field ``of`` (or its last ``last`` characters), kept in step at every save.

    Find with ``Resident.objects.filter(phone_last4=BlindIndex.of(Resident, "phone_last4", community, "1234"))``.
    """

    def __init__(self, of: str = "", last: int = 0, **kwargs: Any) -> None:
        self.source, self.last = of, last
        kwargs.update(max_length=32, blank=True, editable=False, default="")
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for word in ("max_length", "blank", "editable", "default"):
            kwargs.pop(word, None)
        return name, path, args, {**kwargs, "of": self.source, "last": self.last}

    def digest(self, community: object, value: str) -> str:
        """The index of ``value`` in ``community`` (its id); empty for an empty value."""
        value = value[-self.last :] if self.last else value
        return blind_index(community, f"{self.model._meta.db_table}.{self.name}", value) if value else ""

    def pre_save(self, instance: Any, add: bool) -> str:
        digest = self.digest(instance.community_id, str(getattr(instance, self.source) or ""))
        setattr(instance, self.attname, digest)
        return digest

    @staticmethod
    def of(model: type[models.Model], name: str, community: object, value: str) -> str:
        field = model._meta.get_field(name)
        assert isinstance(field, BlindIndex)
        return field.digest(community, value)

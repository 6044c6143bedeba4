"""What can be wrong with a phase, in words: where ("exit, step 3, temperature") and what is expected there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


def _(words: str) -> str:
    """Marks words for the catalogue; pages translate them, the command line speaks English."""
    return words


WORDS: dict[str, str] = {
    "empty": _("Nothing is written there."),
    "too_large": _("The file is larger than %(most)s KB; a phase is a few pages."),
    "not_utf8": _("The file is not text in UTF-8. Save it again as UTF-8."),
    "not_json": _("This is not JSON: look at line %(line)s, character %(column)s."),
    "too_deep": _("Lists and objects are nested too deeply."),
    "not_an_object": _("A phase is one JSON object, from { to }."),
    "key_twice": _("“%(key)s” stands twice in one object."),
    "fraction": _("%(value)s is not a whole number; a temperature is told in tenths of a degree: 373."),
    "number_too_large": _("The number %(value)s is too large."),
    "odd_character": _("There is a character in it that cannot be stored."),
    "missing": _("“%(name)s” is missing."),
    "not_known": _("“%(name)s” is not known here."),
    "wrong_type": _("expected %(expected)s, found %(found)s."),
    "not_one_of": _("“%(value)s” is not one of: %(choices)s."),
    "wrong_form": _("“%(value)s” does not have the expected form."),
    "too_few": _("at least %(least)s are needed, there are %(found)s."),
    "too_many": _("at most %(most)s are allowed, there are %(found)s."),
    "too_small": _("%(value)s is less than %(least)s."),
    "too_great": _("%(value)s is more than %(most)s."),
    "too_short": _("this must not be empty."),
    "same_twice": _("the same stands there twice."),
    "unknown_check": _("“%(value)s” is not a check. The checks are: %(choices)s."),
    "otherwise": _("this is not as the schema asks."),
    "not_a_day": _("“%(value)s” is not a day such as 2020-04-08."),
    "not_a_time": _("“%(value)s” is not a time such as 2020-04-08T09:30."),
    "lapses_before_start": _("the rules must lapse after they begin."),
    "set_when_published": _("this is set when the rules are published; leave it out."),
    "colour_not_offered": _("a colour is accepted that the guard cannot choose; add it to “colours”."),
    "limit_outside": _("the limit must lie between the least and the most plausible temperature."),
    "unknown_code": _("“%(value)s” has no words in words.json."),
}
PLACES: dict[str, str] = {
    "gate": _("gate"),
    "entry": _("entry"),
    "exit": _("exit"),
    "others": _("others"),
    "visitor": _("visitors"),
    "carer": _("carers"),
    "courier": _("couriers"),
    "shop_staff": _("shop staff"),
    "property_staff": _("property staff"),
    "doctor": _("doctors and ambulance staff"),
    "repair": _("repair workers"),
    "mover": _("movers"),
    "official": _("officials on duty"),
    "unknown": _("people unknown"),
    "settings": _("settings"),
    "outings": _("outings"),
    "orders": _("orders"),
    "arrivals": _("people who return"),
    "activity": _("activity in the compound"),
    "examples": _("examples"),
    "basis": _("legal basis"),
}
NUMBERED = {"entry": _("step %(n)s"), "exit": _("step %(n)s"), "examples": _("example %(n)s")}
NTH = _("no. %(n)s")


@dataclass(frozen=True)
class Problem:
    """One thing wrong: ``where`` is the path of keys and list positions, ``code`` one of WORDS."""

    where: tuple[Any, ...]
    code: str
    params: Mapping[str, Any]

    def say(self, translate: Any) -> str:
        """The sentence: "gate, exit, step 3: …". ``translate`` turns English words into the reader's."""
        text = str(translate(WORDS[self.code])) % self.params
        return f"{self._place(translate)}: {text}" if self.where else text

    def _place(self, translate: Any) -> str:
        parts = []
        for before, part in zip(("", *self.where), self.where, strict=False):
            if isinstance(part, int):
                parts.append(str(translate(NUMBERED.get(before, NTH))) % {"n": part + 1})
            else:
                parts.append(str(translate(PLACES[part])) if part in PLACES else str(part))
        return ", ".join(parts)

    def english(self) -> str:
        return self.say(lambda words: words)


def problems_of_schema(errors: Iterable[Any]) -> list[Problem]:
    """jsonschema's errors as problems, in the order of the file; a step is judged by its own check alone."""
    found: list[Problem] = []
    for error in errors:
        found += _of_step(error) if error.validator == "oneOf" else [_problem(error)]
    unique = dict.fromkeys((str(one.where), one.code, str(one.params)) for one in found)
    by_key = {(str(one.where), one.code, str(one.params)): one for one in found}
    return [by_key[key] for key in unique]


def _of_step(error: Any) -> list[Problem]:
    step, where = error.instance, tuple(error.absolute_path)
    names = [one["properties"]["check"]["const"] for one in error.validator_value]
    name = step.get("check") if isinstance(step, dict) else None
    if name not in names:
        choices = ", ".join(names)
        return [Problem(where, "unknown_check", {"value": _cut(name), "choices": choices})]
    own = [inner for inner in error.context if inner.schema_path[0] == names.index(name)]
    return [_problem(inner) for inner in own]


def _problem(error: Any) -> Problem:
    where = tuple(error.absolute_path)
    found, limit = error.instance, error.validator_value
    match error.validator:
        case "required":
            missing = [name for name in limit if name not in found]
            return Problem(where, "missing", {"name": ", ".join(missing)})
        case "additionalProperties":
            extra = [_cut(name) for name in found if name not in error.schema.get("properties", {})]
            return Problem(where, "not_known", {"name": ", ".join(extra)})
        case "type":
            return Problem(where, "wrong_type", {"expected": limit, "found": _cut(found)})
        case "enum":
            return Problem(where, "not_one_of", {"value": _cut(found), "choices": ", ".join(map(str, limit))})
        case "pattern":
            return Problem(where, "wrong_form", {"value": _cut(found)})
        case "minItems":
            return Problem(where, "too_few", {"least": limit, "found": len(found)})
        case "maxItems":
            return Problem(where, "too_many", {"most": limit, "found": len(found)})
        case "minimum":
            return Problem(where, "too_small", {"value": found, "least": limit})
        case "maximum":
            return Problem(where, "too_great", {"value": found, "most": limit})
        case "minLength":
            return Problem(where, "too_short", {})
        case "uniqueItems":
            return Problem(where, "same_twice", {})
    return Problem(where, "otherwise", {})


def _cut(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:60]}…"

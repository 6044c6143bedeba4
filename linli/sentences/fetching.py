"""What kind of errand a sentence asks for; whoever runs reads the sentence itself."""

from linli.errands.choices import Kind
from linli.sentences.dictionaries import words

KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (Kind.LIFT, ("透析", "送医院", "去医院", "接送", "dialysis", "to hospital", "a lift")),
    (Kind.PRESCRIPTION, ("处方", "续方", "开药", "重症慢病", "慢病药", "prescription")),
    (Kind.PARCEL, ("快递", "包裹", "parcel", "package")),
    (Kind.RUBBISH, ("垃圾", "rubbish", "trash")),
    (Kind.MILK, ("奶粉", "formula", "infant milk", "milk powder")),
)


def kind_of(line: str) -> str:
    """ "3-502 胰岛素没了" -> medicine; "other" where nothing says what it is."""
    said = line.lower()
    for kind, cues in KINDS:
        if any(cue in said for cue in cues):
            return kind
    return Kind.MEDICINE if any(word in said for word in words("items")["medicine"]["words"]) else Kind.OTHER

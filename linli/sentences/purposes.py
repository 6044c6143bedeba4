"""What an outing is for, guessed from where a sentence goes; whoever confirms it sees the guess and may change it."""

MEDICAL = (
    "医院", "诊所", "卫生院", "卫生服务中心", "看病", "就医", "复查", "复诊", "透析", "化疗", "产检", "打针", "协和",
    "同济", "亚心", "hospital", "clinic", "doctor", "dialysis",
)  # fmt: skip
GUESSES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("pharmacy", ("药店", "药房", "大药房", "买药", "拿药", "取药", "叶开泰", "pharmacy")),
    ("funeral", ("殡仪馆", "奔丧", "吊唁", "funeral")),
    ("medical", MEDICAL),
    ("bank", ("银行", "取钱", "bank")),
    ("parcel", ("快递", "包裹", "parcel")),
    ("shopping", ("超市", "买菜", "菜场", "菜市场", "中百", "supermarket", "market")),
    ("dog_walk", ("遛狗", "walk the dog")),
    ("work_handover", ("单位", "公司", "交接", "复工", "上班", "office", "factory")),
    ("family_care", ("照顾", "看望", "送饭")),
)


def guess(line: str, known: tuple[str, ...]) -> str:
    """One of ``known``, or "" where the line does not say."""
    said = line.lower()
    for purpose, words in GUESSES:
        if purpose in known and any(word in said for word in words):
            return purpose
    return ""

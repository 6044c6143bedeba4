"""Invented people for the demo: surnames by their frequency in Hubei, given names by generation, households by kind.

Nobody here exists. Phones begin with 154, which no operator has; identity numbers with 420199, which is no county.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from linli.registry.identity import check_character

YEAR = 2020
SURNAMES = (
    "王 " * 9
    + "李 " * 9
    + "张 " * 9
    + "刘 " * 8
    + "陈 " * 8
    + "杨 " * 5
    + "黄 " * 4
    + "周 " * 4
    + "胡 " * 4
    + "徐 " * 3
    + "吴 " * 4
    + "熊 "
    "何 何 朱 朱 郭 郭 彭 彭 肖 肖 程 程 汪 汪 余 余 罗 罗 高 高 郑 郑 谢 谢 宋 宋 唐 唐 许 许 邓 邓 曹 曹 "
    "万 万 夏 夏 田 方 石 任 潘 姜 范 汤 魏 蒋 蔡 贾 丁 叶 阎 杜 苏 吕 卢 雷 严 金 涂 龚 喻 柯 明 舒 向 覃 "
    "单 曾 曾 仇 解 查 区 乐 欧阳 欧阳 司马 上官 诸葛"
).split()
GIVEN = {
    1945: "秀英 桂兰 玉珍 凤英 淑珍 桂英 秀兰 玉兰 素珍 翠华 建国 德明 志强 国栋 永福 光明 金山 长林 正华 大成",
    1965: "丽华 红梅 建华 桂芳 春兰 秋菊 爱华 美玲 敏 萍 建军 国强 卫东 志刚 海涛 新民 跃进 汉生 长江 胜利",
    1985: "静 婷 艳 娟 丹 雪 莉 敏 倩 燕 磊 涛 鹏 超 勇 伟 俊 斌 峰 浩 晓东 文静 思远 海燕 志远",
    2005: "子涵 欣怡 梓涵 雨萱 诗涵 可馨 一诺 语桐 子轩 浩然 宇航 俊杰 梓豪 天佑 明轩 博文 思睿 嘉懿 若曦 沐阳",
}
UNUSUAL = ("古丽娜尔·买买提", "阿不都·热合曼", "𠮷明", "王𬭼", "万俟晓", "Maria Schmidt", "朴正浩", "尉迟敏")
# Ages in a household, and how often; children's and elders' ages are drawn around these.
KINDS: tuple[tuple[int, tuple[int, ...]], ...] = (
    (5, (80,)),
    (9, (76, 74)),
    (4, (34,)),
    (6, (32, 31)),
    (26, (38, 37, 9)),
    (18, (40, 39, 12, 6)),
    (17, (42, 40, 14, 72)),
    (15, (39, 38, 8, 71, 69)),
)
TENANTS = (24, 26, 29, 31, 35, 41)


@dataclass(slots=True)
class Person:
    """An invented person; `guardian` is the index within the household."""

    name: str
    birth_year: int
    phone: str = ""
    identity: str = ""
    no_smartphone: bool = False
    guardian: int | None = None
    contact: str = ""
    contact_phone: str = ""


@dataclass(slots=True)
class Invention:
    """People out of one seed: the same seed gives the same people."""

    random: Random
    phones: int = 0
    unusual: list[str] = field(default_factory=lambda: list(UNUSUAL))

    def name(self, birth_year: int, family: str = "") -> str:
        generation = min(GIVEN, key=lambda year: abs(year - birth_year))
        return (family or self.random.choice(SURNAMES)) + self.random.choice(GIVEN[generation].split())

    def phone(self) -> str:
        self.phones += 1
        return f"+86154{(self.phones * 7919 + 20200408) % 100_000_000:08d}"

    def identity(self, birth_year: int) -> str:
        day = f"{self.random.randint(1, 12):02d}{self.random.randint(1, 28):02d}"
        first17 = f"420199{birth_year}{day}{self.random.randint(0, 999):03d}"
        return first17 + check_character(first17)

    def person(self, age: int, family: str = "") -> Person:
        """Somebody of about this age."""
        born = YEAR - max(0, min(99, round(self.random.gauss(age, 3 if age < 20 else 5))))
        made = Person(self.name(born, family), born)
        if self.unusual and self.random.random() < 0.004:
            made.name = self.unusual.pop()
        if YEAR - born >= 12:
            made.phone = self.phone()
        if YEAR - born >= 68:
            made.no_smartphone = self.random.random() < 0.6
            made.contact, made.contact_phone = self.name(born + 27, made.name[0]), self.phone()
        if self.random.random() < 0.35 and born <= YEAR - 1:
            made.identity = self.identity(born)
        return made

    def family(self) -> list[Person]:
        """A household of owners: generations that share a surname along the father's line."""
        weights = [weight for weight, _ in KINDS]
        ages = self.random.choices([ages for _, ages in KINDS], weights)[0]
        family = self.random.choice(SURNAMES)
        made = [self.person(age, family if place != 1 else "") for place, age in enumerate(ages)]
        for child in made[2:]:
            if YEAR - child.birth_year < 16:
                child.guardian = 0
        return made

    def tenants(self) -> list[Person]:
        return [self.person(self.random.choice(TENANTS)) for _ in range(self.random.choice((1, 1, 2, 2, 3)))]

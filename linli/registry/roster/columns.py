"""Headers of rosters as offices write them, and the field that each one fills.

Columns stand in any order and under many names. What we do not need is known by name too, so that the preview can say
"not kept" of it and "not understood" only of the rest.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Within a field the better names come first: where two columns fill one field, the first that holds something wins.
SYNONYMS: dict[str, tuple[str, ...]] = {
    field: tuple(words.split())
    for field, words in {
        "name": "姓名 居民姓名 人员姓名 住户姓名 业主姓名 租户姓名 成员姓名 名字 业主 住户 产权人 户主姓名 "
        "户主 name fullname",
        "room": "房号 房间号 房屋号 室号 门牌号 门牌 户号 房屋 室 房间 room roomnumber flat 房屋地址 "
        "房屋坐落 现住址 现居住地址 居住地址 家庭住址 家庭地址 实际居住地 详细地址 住址 地址 "
        "address",
        "building": "楼栋 楼栋号 栋号 楼号 幢号 栋 幢 楼 座 楼宇 building block",
        "unit": "单元 单元号 门栋 门栋号 门洞 unit stair",
        "compound": "小区 小区名称 所属小区 院落 楼盘 compound estate",
        "grid": "网格 网格号 网格编号 所属网格 网格名称 grid",
        "phone": "手机号码 手机号 手机 移动电话 本人电话 联系电话 电话号码 电话 联系方式 联系手机 mobile "
        "phone phonenumber",
        "identity": "身份证号码 身份证号 身份证 公民身份号码 公民身份证号码 公民身份证号 证件号码 证件号 证件 "
        "护照号 护照 idnumber idcard passport",
        "born": "出生年 出生年份 出生年月 出生日期 出生年月日 生日 birthyear born dateofbirth",
        "age": "年龄 周岁 age",
        "tenure": "居住类型 住户类型 住户性质 居住性质 人员类型 人员类别 居民类型 产权性质 房屋性质 "
        "业主/租户 类型 身份 tenure",
        "tenant": "租户 是否租户 租客 是否租住",
        "occupancy": "房屋状态 入住情况 入住状态 居住状态 居住情况 使用情况 房屋使用情况 状态 occupancy",
        "elsewhere": "人户分离 是否人户分离 户在人不在 livingelsewhere",
        "living_here": "是否在住 是否居住 是否在家 在住 livinghere",
        "no_smartphone": "无智能手机 没有智能手机 不会用智能手机 不用智能手机 无手机 nosmartphone",
        "smartphone": "智能手机 是否有智能手机 有无智能手机 会用智能手机 是否会用智能手机 是否使用智能手机 smartphone",
        "contact": "紧急联系人 紧急联系人姓名 联系人 联系人姓名 contact emergencycontact",
        "contact_phone": "紧急联系人电话 紧急联系电话 联系人电话 紧急联系方式 联系人手机 contactphone",
        "guardian": "监护人 监护人姓名 guardian",
    }.items()
}

NOT_KEPT = frozenset(
    [
        "序号",
        "编号",
        "性别",
        "民族",
        "政治面貌",
        "党员",
        "是否党员",
        "工作单位",
        "单位",
        "职业",
        "文化程度",
        "学历",
        "婚姻状况",
        "婚姻",
        "籍贯",
        "户籍",
        "户籍地",
        "户籍地址",
        "户口所在地",
        "户口性质",
        "与户主关系",
        "户主关系",
        "关系",
        "家庭人口",
        "人口数",
        "人数",
        "健康状况",
        "身体状况",
        "病史",
        "疾病",
        "宗教信仰",
        "宗教",
        "车牌",
        "车牌号",
        "车位",
        "邮箱",
        "微信",
        "微信号",
        "qq",
        "备注",
        "说明",
        "证件类型",
        "面积",
        "建筑面积",
        "入住时间",
        "入住日期",
        "登记时间",
        "登记日期",
        "网格员",
        "服务处所",
        "兵役状况",
        "血型",
        "身高",
        "国籍",
        "no",
        "sex",
        "gender",
        "remarks",
        "notes",
        "nationality",
        "体温",
        "是否发热",
        "填表人",
        "填报人",
    ]
)

FIELDS_BY_HEADER = {word: (field, rank) for field, words in SYNONYMS.items() for rank, word in enumerate(words)}
# A header row must name a person or a room, and one thing more.
ANCHORS = frozenset({"name", "room", "building", "identity"})


def plain(header: object) -> str:
    """A header without spaces, signs and what stands in brackets: "联系电话（手机） *" is 联系电话."""
    text = unicodedata.normalize("NFKC", str(header)).lower()
    text = re.sub(r"\(.*?\)|\[.*?\]|【.*?】", "", text)
    return re.sub(r"[\s*:：_\-—。、．.#'\"“”]", "", text)


@dataclass(frozen=True, slots=True)
class Columns:
    """What a header row says. `places`: field -> column numbers, best first; headers as written."""

    headers: tuple[str, ...]
    places: dict[str, tuple[int, ...]]
    not_kept: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def score(self) -> int:
        """How surely this is a header row; 0 when it is none."""
        return len(self.places) if ANCHORS & self.places.keys() and len(self.places) > 1 else 0


def understand(cells: list[object]) -> Columns:
    """The columns that a row of headers names."""
    found: dict[str, list[tuple[int, int]]] = {}
    not_kept, unknown = [], []
    headers = tuple(str(cell).strip() for cell in cells)
    for place, header in enumerate(headers):
        word = plain(header)
        if not word:
            continue
        if word in FIELDS_BY_HEADER:
            field, rank = FIELDS_BY_HEADER[word]
            found.setdefault(field, []).append((rank, place))
        elif word in NOT_KEPT:
            not_kept.append(header)
        else:
            unknown.append(header)
    places = {field: tuple(place for _, place in sorted(ranked)) for field, ranked in found.items()}
    return Columns(headers, places, tuple(not_kept), tuple(unknown))

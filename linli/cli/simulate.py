"""``linli simulate``: what would happen at the gates, played out of a seed, without Django and without a database."""

import json
import os
from dataclasses import replace
from typing import Any

import click

from linli.gates import rush as rushes

SHARE = click.FloatRange(0, 1)
WORDS: dict[str, tuple[str, str]] = {
    "head": (
        "{leaving} of {people} people come within {minutes} minutes: {gates} gates, {guards} guards each, "
        "{prepared:.0%} prepared (seed {seed})",
        "{people} 人中有 {leaving} 人在 {minutes} 分钟内到卡口：{gates} 个卡口，每个 {guards} 名门岗，"
        "{prepared:.0%} 已提前准备（种子 {seed}）",
    ),
    "times": (
        "A guard's time: prepared {prepared:.1f} s (+{prepared_more:.1f} s each further member), unprepared "
        "{unprepared:.1f} s (+{unprepared_more:.1f} s); {walk:.1f} s to step up",
        "门岗用时：已准备 {prepared:.1f} 秒（同行每多一人 +{prepared_more:.1f} 秒），"
        "未准备 {unprepared:.1f} 秒（+{unprepared_more:.1f} 秒）；走上前 {walk:.1f} 秒",
    ),
    "source": ("Measured {measured}: {how}", "测于 {measured}：{how}"),
    "given": ("Times as given on the command line", "用时按命令行给的数"),
    "columns": ("minute  arrived  through  waiting  longest wait", "分钟    到达    轮到    在等    最长等候"),
    "longest": ("Longest wait: {longest}; on average {mean}", "最长等候：{longest}；平均 {mean}"),
    "good": ("Nobody waits over 5 minutes.", "没有人等超过 5 分钟。"),
    "bad": ("{over} people wait over 5 minutes.", "有 {over} 人等超过 5 分钟。"),
    "need": (
        "So that nobody waits over 5 minutes (worst of {seeds} seeds): {guards} guards at each of {gates} gates, "
        "or {other} gates with {each} guards each",
        "要让谁都不等超过 5 分钟（{seeds} 个种子里最坏的）：{gates} 个卡口每个 {guards} 名门岗，"
        "或每个 {each} 名门岗共 {other} 个卡口",
    ),
    "without": ("If nobody prepares: {guards} guards at each gate", "如果谁都不提前准备：每个卡口 {guards} 名门岗"),
    "none": ("more than 40", "40 以上也不够"),
    "minutes": ("{minutes} min {seconds:02} s", "{minutes} 分 {seconds:02} 秒"),
}


@click.group()
def simulate() -> None:
    """Play out what would happen at the gates."""


@simulate.command()
@click.option("--people", default=4100, show_default=True, type=click.IntRange(0, 1_000_000), help="Residents.")
@click.option("--share", default=0.3, show_default=True, type=SHARE, help="Share of them who come.")
@click.option("--minutes", default=30, show_default=True, type=click.IntRange(1, 600), help="Within so long.")
@click.option("--gates", default=3, show_default=True, type=click.IntRange(1, 40))
@click.option("--guards", default=2, show_default=True, type=click.IntRange(1, 40), help="At each gate.")
@click.option("--prepared", default=0.6, show_default=True, type=SHARE, help="Share that scanned the poster.")
@click.option("--families", default=0.2, show_default=True, type=SHARE, help="Share of groups that are families.")
@click.option("--walk", default=2.0, show_default=True, type=click.FloatRange(0, 600), help="Seconds to step up.")
@click.option("--spread", default=0.3, show_default=True, type=SHARE, help="How far a group lies from the mean.")
@click.option("--prepared-seconds", type=click.FloatRange(0, 3600), help="Instead of the measured time.")
@click.option("--unprepared-seconds", type=click.FloatRange(0, 3600), help="Instead of the measured time.")
@click.option("--seed", default=2020, show_default=True)
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Default: as the locale says.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def rush(
    prepared_seconds: float | None, unprepared_seconds: float | None, lang: str | None, as_json: bool, **numbers: Any
) -> None:
    """Many people leave at once: waits by minute, and how many guards it takes.

    Exit code 0: nobody waits over five minutes; 1: somebody does.
    """
    times = rushes.measured_times()
    if prepared_seconds is not None:
        times = replace(times, prepared=prepared_seconds)
    if unprepared_seconds is not None:
        times = replace(times, unprepared=unprepared_seconds)
    plan = rushes.Plan(times=times, **numbers)
    result = rushes.simulate(plan)
    found = {
        "guards": rushes.needed(plan, "guards"),
        "gates": rushes.needed(plan, "gates"),
        "guards_if_nobody_prepares": rushes.needed(replace(plan, prepared=0.0), "guards"),
    }
    if as_json:
        click.echo(json.dumps(_content(result, found), indent=1))
    else:
        column = 1 if (lang or _language()) == "zh" else 0
        for words in _told(result, found, column):
            click.echo(words)
    if result.longest > rushes.LIMIT:
        raise SystemExit(1)


def _language() -> str:
    told = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh" if told.startswith("zh") else "en"


def _content(result: rushes.Result, found: dict[str, int | None]) -> dict[str, Any]:
    return {
        "plan": {name: value for name, value in vars(result.plan).items() if name != "times"},
        "times": vars(result.plan.times),
        "measured": rushes.measured(),
        "minutes": [vars(minute) | {"longest": round(minute.longest, 1)} for minute in rushes.by_minute(result)],
        "people": sum(one.group.size for one in result.served),
        "longest_seconds": round(result.longest, 1),
        "mean_seconds": round(result.mean, 1),
        "over_five_minutes": result.over,
        "needed": found,
    }


def _told(result: rushes.Result, found: dict[str, int | None], column: int) -> list[str]:
    def say(name: str, **values: Any) -> str:
        return WORDS[name][column].format(**values)

    def length(seconds: float) -> str:
        return say("minutes", minutes=int(seconds) // 60, seconds=int(seconds) % 60)

    plan, as_measured = result.plan, result.plan.times == rushes.measured_times()
    needs = {name: say("none") if number is None else number for name, number in found.items()}
    lines = [
        say("head", leaving=plan.leaving, **vars(plan)),
        say("times", walk=plan.walk, **vars(plan.times)),
        say("source", **rushes.measured()) if as_measured else say("given"),
        "",
        say("columns"),
    ]
    lines += [
        f"{one.number:>6}  {one.arrived:>7}  {one.served:>7}  {one.waiting:>7}  {length(one.longest):>12}"
        for one in rushes.by_minute(result)
    ]
    return [
        *lines,
        "",
        say("longest", longest=length(result.longest), mean=length(result.mean)),
        say("bad", over=result.over) if result.over else say("good"),
        say(
            "need", guards=needs["guards"], gates=plan.gates, other=needs["gates"], each=plan.guards, seeds=rushes.SEEDS
        ),
        say("without", guards=needs["guards_if_nobody_prepares"]),
    ]

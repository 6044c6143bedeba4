// How a person or a ledger line is named on a screen: room and masked name, never more than is needed.
import { type Arrival, isOutsider, type Subject } from "../check/arrival";
import { householdExitsOn, today } from "../check/quota";
import { clockOf } from "../clock";
import type { LedgerEntry, Resident } from "../types";
import { type Child, h } from "../ui/dom";
import { pill } from "../ui/parts";
import { t } from "../words";
import type { World } from "../world";

export function residentLine(resident: Resident): string {
  return `${resident.room}　${resident.name}`;
}

export function subjectTitle(world: World, subject: Subject): string {
  if (subject.resident) return residentLine(subject.resident);
  const members = world.roster.household(subject.household);
  if (members[0]) return t("household_title", { room: members[0].room });
  const { visitor, pass } = subject;
  const known = pass ? [pass.room, pass.holder] : [visitor?.room, visitor?.name];
  return known.filter(Boolean).join("　") || (isOutsider(subject.person) ? t(`person_${subject.person}`) : t("someone"));
}

export function subjectNote(subject: Subject): string {
  const notes = [t(`person_${subject.person}`)];
  const from = subject.pass?.organisation ?? subject.visitor?.company;
  if (from) notes.push(from);
  if (subject.pass) notes.push(subject.pass.room ? t("pass_serves", { room: subject.pass.room }) : t("pass_serves_all"));
  if ((subject.pass?.people ?? 1) > 1) notes.push(t("pass_people", { n: subject.pass!.people! }));
  if (subject.resident && !subject.resident.confirmed) notes.push(t("unconfirmed"));
  if (subject.resident && !subject.resident.here) notes.push(t("not_here"));
  return notes.join(" · ");
}

export function personCard(world: World, arrival: Arrival): HTMLElement {
  const { subject, direction } = arrival;
  const count = householdExitsOn(world.ledger, subject.household, today(world.now(), world.zone())) + 1;
  const counted = subject.household !== "" && direction === "exit";
  return h(
    "section",
    { class: "card person", "data-test": "person" },
    h("div", { class: "row" },
      h("div", {}, h("h2", { class: "who" }, subjectTitle(world, subject).split("　").map((part) => h("span", { class: "nowrap" }, part, "　"))), h("small", {}, subjectNote(subject))),
      counted && pill(t("today_exits", { n: count })),
    ),
  );
}

export function ledgerTitle(world: World, entry: LedgerEntry): string {
  const resident = entry.resident ? world.roster.resident(entry.resident) : undefined;
  if (resident) return residentLine(resident);
  if (entry.emergency) return t("life");
  const first = entry.household ? world.roster.household(entry.household)[0] : undefined;
  return first ? t("household_title", { room: first.room }) : t("someone");
}

export function ledgerNote(world: World, entry: LedgerEntry): Child {
  return `${t(entry.direction)} · ${clockOf(entry.at, world.zone())}`;
}

export function overdue(world: World, entry: LedgerEntry): boolean {
  return Boolean(entry.back_by) && world.now() > entry.back_by!;
}

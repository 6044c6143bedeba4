// Somebody without a code: room, name, phone once make an unconfirmed resident or a visitor.
import type { App, Frame, Screen } from "../app";
import type { Person } from "../check/arrival";
import { begin } from "../flow";
import type { Visitor } from "../types";
import { button, choice, field } from "../ui/parts";
import { t } from "../words";
import { readyScreen } from "./ready";

const PEOPLE: Person[] = ["resident", "visitor", "carer", "worker"];

/** `typed` is what was searched for in vain: most often the room. */
export function visitorScreen(typed: string, name = ""): Screen {
  return (app: App): Frame => {
    let person: Person | undefined;
    const looksLikeRoom = /\d/.test(typed);
    const room = field({ label: t("visitor_room"), test: "visitor-room", value: looksLikeRoom ? typed : "", hint: "3-2-502", max: 40 });
    const called = field({ label: t("visitor_name"), test: "visitor-name", value: looksLikeRoom ? name : name || typed, max: 40 });
    const phone = field({ label: t("visitor_phone"), test: "visitor-phone", type: "tel", inputmode: "tel", max: 30 });
    const go = () => {
      const visitor = filled({ room: room.input.value, name: called.input.value, phone: phone.input.value });
      if (!visitor.room && !visitor.name) return app.notice(t("visitor_need"));
      // Somebody who says to live here but is in no roster is unknown to the rules: a person decides on entry.
      const known: Person = person === undefined || person === "resident" ? "unknown" : person;
      begin(app, { person: known, passId: "", household: "", residentId: "", visitor });
    };
    return {
      name: "visitor",
      title: t("visitor_title"),
      back: () => app.go(readyScreen),
      body: [
        choice(t("visitor_is"), PEOPLE.map((value) => ({ value, label: t(`person_${value}`) })), undefined, (value: Person) => (person = value), "person"),
        room.box, called.box, phone.box,
      ],
      foot: button(t("yes_go_on"), go, { main: true, test: "visitor-go" }),
    };
  };
}

function filled(fields: Visitor): Visitor {
  const kept = Object.entries(fields).map(([key, value]) => [key, value.trim()]).filter(([, value]) => value !== "");
  return Object.fromEntries(kept) as Visitor;
}

// Putting something down: room, what, how many. Never what is inside, never who sent it.
import type { App, Frame } from "../app";
import { plainRoom } from "../search";
import { KINDS } from "../shelf/view";
import type { Resident } from "../types";
import type { ShelfKind } from "../shelf/types";
import { type Child, h, replace } from "../ui/dom";
import { button, choice, field } from "../ui/parts";
import { t } from "../words";
import { noter } from "./noting";
import { shelfScreen } from "./shelf";

const COUNTS = ["1", "2", "3", "4", "5", "6"];
interface Home {
  household: string;
  room: string;
}

export function putScreen(app: App): Frame {
  const room = field({ label: t("shelf_put_room"), test: "put-room", hint: "3-502", max: 40 });
  const place = field({ label: t("shelf_put_place"), test: "put-place", hint: t("shelf_put_place_hint"), max: 12 });
  const matches = h("div", { class: "results" });
  let home: Home | undefined;
  let kind: ShelfKind | undefined;
  let count = 1;
  const pick = (one: Home) => {
    home = one;
    room.input.value = one.room;
    replace(matches);
  };
  room.input.addEventListener("input", () => {
    const typed = room.input.value;
    const homes = homesOf(app, typed);
    home = homes.length === 1 && whole(homes[0]!.room, typed) ? homes[0] : undefined;
    replace(matches, home ? found(app, home) : choices(app, typed, homes, pick));
  });
  const { note, leave } = noter(app, () => app.go(shelfScreen));
  const go = () => {
    if (!home || !kind) return app.notice(t("shelf_put_need"));
    const said = { ...home, kind, count, place: place.input.value.trim() };
    void note(() => app.world.shelf.put(said), t("shelf_put_done", { room: said.room, things: t(`things_${said.kind}`, { n: count }) }));
  };
  return {
    name: "shelf-put",
    title: t("shelf_put"),
    back: () => app.go(shelfScreen),
    leave,
    body: [
      room.box, matches,
      choice(t("shelf_put_what"), KINDS.map((value) => ({ value, label: t(`kind_${value}`) })), undefined, (value: ShelfKind) => (kind = value), "kind"),
      choice(t("shelf_put_count"), COUNTS.map((value) => ({ value, label: value })), "1", (value) => (count = Number(value)), "count"),
      place.box,
      h("small", { class: "soft" }, t("shelf_never")),
    ],
    foot: button(t("shelf_put_go"), go, { main: true, test: "put-go" }),
  };
}

/** Each household once, by the roster; a flat may hold two. */
function homesOf(app: App, typed: string): Home[] {
  if (typed.trim().length < 2) return [];
  const homes = new Map<string, Home>();
  for (const one of app.world.roster.find(typed)) homes.set(one.household, { household: one.household, room: one.room });
  return [...homes.values()].slice(0, 6);
}

/** The room itself, not its beginning: "3-50" is not yet 3-502. */
function whole(room: string, typed: string): boolean {
  const parts = plainRoom(room).split("-");
  return [parts.join("-"), `${parts[0]}-${parts[parts.length - 1]}`].includes(plainRoom(typed));
}

function found(app: App, home: Home): Child {
  return h("small", { "data-test": "put-home" }, `${home.room}　${names(app.world.roster.household(home.household))}`);
}

function choices(app: App, typed: string, homes: Home[], pick: (home: Home) => void): Child {
  const line = (home: Home, label: string) =>
    h("button", { class: "button result", type: "button", "data-test": `put-${home.room}`, onclick: () => pick(home) }, h("span", {}, label));
  if (homes.length > 0) return homes.map((home) => line(home, `${home.room}　${names(app.world.roster.household(home.household))}`));
  // An old or empty roster does not stop a courier: the server finds the household by the room.
  const room = typed.trim();
  return /\d.*\d/.test(room) && line({ household: "", room }, t("shelf_put_this", { room }));
}

function names(members: Resident[]): string {
  return members.slice(0, 3).map((one) => one.name).join("、");
}

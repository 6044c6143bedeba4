/** The list: who is to be rung, in which order, by when. */
import type { App, Screen } from "../app";
import { lines, wanted, type Filter, type Line } from "../rules/worklist";
import { stays } from "../rules/ladder";
import { button, card, h, input, replace, type Child } from "../ui";
import { glassScreen } from "./glass";
import { numbersScreen } from "./numbers";
import { paperScreen } from "./paper";
import { recordScreen } from "./record";
import { duePill, sent, urgencyPill } from "./show";

const SHOWN = 60;
const FILTERS: Filter[] = ["to_do", "mine", "all", "closed"];

/** What somebody chose here stays chosen while they look at records; gone with the page. */
const view = { filter: "to_do" as Filter, search: "", shown: SHOWN };

export function listScreen(app: App): Screen {
  const all = lines([...app.book.opened.values()], app.rules, app.now());
  const list = h("div", { class: "stack", "data-test": "list" });
  const paint = () => replace(list, view.filter === "closed" ? closedRows(app) : rows(app, all));
  const search = input("search", { class: "field", type: "search", placeholder: app.say("search"), "aria-label": app.say("search"), value: view.search });
  search.addEventListener("input", () => {
    view.search = search.value.trim();
    view.shown = SHOWN;
    paint();
  });
  paint();
  return {
    title: app.say("calls"),
    actions: [
      button(app.say("paper"), () => app.into(paperScreen), "", "paper"),
      button(app.say("numbers"), () => app.into(numbersScreen), "", "numbers"),
      h("a", { class: "button", href: app.given.rooms }, app.say("rooms")),
      button(app.say("lock"), () => app.lock(), "", "lock"),
    ],
    body: [glasses(app), summary(app, all), tabs(app), search, list, shutRows(app)],
  };
}

function summary(app: App, all: Line[]): HTMLElement {
  const open = all.filter((line) => wanted(line, "to_do", app.given.me.id, app.now()));
  const late = open.filter((line) => line.tone === "late").length;
  const calm = all.filter((line) => line.standing.next === "nothing").length;
  const parts = [late && app.say("late_count", { n: late }), app.say("wait_count", { n: open.length }), app.say("calm_count", { n: calm })];
  return h("p", { class: "soft", "data-test": "summary" }, parts.filter(Boolean).join(" · "));
}

function tabs(app: App): HTMLElement {
  return h(
    "div",
    { class: "line", role: "group" },
    FILTERS.map((filter) => {
      const one = button(app.say(filter), () => void choose(app, filter), "", `tab-${filter}`);
      one.setAttribute("aria-pressed", String(view.filter === filter));
      return one;
    }),
  );
}

async function choose(app: App, filter: Filter): Promise<void> {
  Object.assign(view, { filter, shown: SHOWN });
  if (filter === "closed") await app.act(async () => void (await app.book.refresh("closed", (done, all) => app.told(app.say("loading", { done, all }), ""))));
  app.list();
}

function rows(app: App, all: Line[]): Child {
  const found = all.filter((line) => wanted(line, view.filter, app.given.me.id, app.now()) && fits(line));
  const calm = view.filter === "all" ? closeCalm(app, all) : false;
  return [calm, found.length ? card(found.slice(0, view.shown).map((line) => row(app, line))) : empty(app), more(app, found.length)];
}

function row(app: App, line: Line): HTMLElement {
  const { record, standing, others } = line;
  const small = [sent(app, record), standing.attempts > 0 && app.say("attempts", { n: standing.attempts }), record.claimed?.id === app.given.me.id && app.say("claimed_me"), others.length > 0 && `+${others.length}`];
  return h(
    "div",
    { class: "row calls", "data-test": "line", "data-record": record.id },
    h("div", {}, h("h2", {}, button(record.payload.nickname, () => app.into(recordScreen(record.id)), "link"), " ", urgencyPill(app, standing.urgency)), h("small", {}, small.filter(Boolean).join(" · "))),
    h("div", { class: "line" }, duePill(app, standing)),
  );
}

function fits({ record, others }: Line): boolean {
  const wantedText = view.search.toLowerCase();
  return !wantedText || [record, ...others].some(({ payload }) => payload.nickname.toLowerCase().includes(wantedText) || payload.phone.includes(wantedText));
}

function more(app: App, all: number): Child {
  if (all <= view.shown) return false;
  return button(app.say("more", { n: Math.min(SHOWN, all - view.shown) }), () => {
    view.shown += SHOWN;
    app.again();
  });
}

function empty(app: App): HTMLElement {
  if (view.search) return h("div", { class: "empty" }, h("p", {}, app.say("none_found")));
  return h("div", { class: "empty", "data-test": "empty" }, h("h2", {}, app.say("none_title")), h("p", {}, app.say("none_text")));
}

function closedRows(app: App): Child {
  const closed = [...app.book.opened.values()].filter((one) => one.closed !== null).sort((a, b) => b.closed! - a.closed!);
  const found = closed.filter((record) => fits({ record, others: [] } as unknown as Line));
  if (!found.length) return empty(app);
  return card(
    found.slice(0, view.shown).map((record) =>
      h("div", { class: "row calls" }, h("div", {}, h("h2", {}, button(record.payload.nickname, () => app.into(recordScreen(record.id)), "link")), h("small", {}, sent(app, record))), h("small", {}, app.say.when(record.closed!, app.now()))),
    ),
    more(app, found.length),
  );
}

/** Most answers need no call: one tap closes them by name, so that the list stays the list of calls. */
function closeCalm(app: App, all: Line[]): Child {
  const calm = all.filter((line) => line.standing.next === "nothing" && stays(line.record) === null).map((line) => line.record);
  if (calm.length < 2) return false;
  return button(app.say("close_calm", { n: calm.length }), () => {
    if (!confirm(app.say("close_calm_ask", { n: calm.length }))) return;
    void app.act(async () => {
      for (const [done, record] of calm.entries()) {
        if (done % 10 === 0) app.told(app.say("closing_n", { done, all: calm.length }), "");
        await app.book.write(record, app.entry("closing"));
      }
      app.list();
    });
  });
}

function shutRows(app: App): Child {
  const shut = [...app.book.shut.values()];
  if (!shut.length) return false;
  const words = ({ row: { claimed_by: holder }, why }: (typeof shut)[number]) => app.say(`shut_${why}`, { name: holder?.name ?? "" });
  return h(
    "details",
    { class: "card", "data-test": "shut" },
    h("summary", {}, app.say("with_others", { n: shut.length })),
    shut.slice(0, 200).map((one) =>
      h("div", { class: "row" }, h("div", {}, h("small", {}, `${app.say("received", { when: app.say.when(Date.parse(one.row.received_at), app.now()) })} · ${words(one)}`)), one.why === "claimed" && button(app.say("break_glass"), () => app.into(glassScreen(one.row)), "link")),
    ),
  );
}

function glasses(app: App): Child {
  return app.breakings.map((one) => {
    const mine = one.asked_by.id === app.given.me.id || one.confirmed_by?.id === app.given.me.id;
    if (one.confirmed_by && !mine) return false;
    return h("div", { class: "notice stop", "data-test": "glass" }, app.say(one.confirmed_by ? "glass_tell" : "glass_waiting"), " ", button(app.say("glass_title"), () => app.into(glassScreen(one)), "link"));
  });
}


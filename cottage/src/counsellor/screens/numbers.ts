/** Counts for managers: made, hidden where small, looked at, and only then published. */
import type { App, Screen } from "../app";
import { tables } from "../rules/counts";
import { suppressed, together, type Published } from "../rules/suppress";
import { DAY } from "../rules/types";
import { button, card, form, h, input, labelled, notice, replace, submit } from "../ui";
import type { Word } from "../words";
import { momentOf } from "./show";

const WORDS: Record<string, Word> = {
  asked: "table_asked", ended: "table_ended", urgent: "urgent", above: "above_short", below: "below_short", calls: "calls_row", talk: "talk",
  registration: "registration", open: "open", agreed: "outcome_agreed", later: "outcome_later", appointment: "outcome_appointment",
  referred: "outcome_referred", removed: "outcome_removed",
}; // prettier-ignore

export function numbersScreen(app: App): Screen {
  const { say } = app;
  const yesterday = app.now() - DAY;
  const from = input("from", { type: "date", value: say.day(yesterday - 27 * DAY), required: true });
  const until = input("until", { type: "date", value: say.day(yesterday), max: say.day(yesterday), required: true });
  const made = h("div", { class: "stack", "data-test": "numbers" });
  const make = async () => {
    if (!from.value || !until.value || from.value > until.value) return;
    await app.act(async () => {
      const { zone } = app.given;
      const [first, end] = [Date.parse(momentOf(`${from.value}T00:00`, zone)!), Date.parse(momentOf(`${until.value}T00:00`, zone)!) + DAY];
      const { records, unread } = await app.book.counted(from.value, say.day(end));
      const shown = together(tables(records, first, end).filter((one) => one.rows.length).map((one) => suppressed(one.name, one.rows, one.columns, one.cells)));
      const send = button(say("publish"), () => void publish(app, from.value, until.value, shown), "main", "publish");
      replace(made, unread > 0 && notice(say("numbers_partial", { n: unread }), "warning"), shown.map((one) => table(app, one)), shown.length > 0 ? send : h("p", { class: "empty" }, say("none_found")));
    });
  };
  return {
    title: say("numbers"),
    actions: app.backButton(),
    body: [card(h("p", { class: "soft" }, say("numbers_text")), form(() => void make(), h("div", { class: "pair" }, labelled(say("first_day"), from), labelled(say("last_day"), until)), submit(say("make"), "main", "make"))), made],
  };
}

async function publish(app: App, from: string, until: string, shown: Published[]): Promise<void> {
  const done = await app.act(async () => void (await app.api.post("/cottage/counts", { from, until, tables: shown })));
  if (done) app.told(app.say("published"));
}

function table(app: App, one: Published): HTMLElement {
  const { say } = app;
  const words = (code: string) => (WORDS[code] ? say(WORDS[code]!) : app.scales.has(code) ? say.of(app.scales.get(code)!.title) : code);
  const number = (value: number | null, column: string) => h("td", { class: "n", "data-label": column }, value === null ? say("hidden") : value);
  const columns = one.columns.map(words);
  const line = (head: string, cells: (number | null)[], total: number | null) => h("tr", {}, h("th", {}, head), cells.map((value, at) => number(value, columns[at]!)), number(total, say("total")));
  return card(
    h("h2", {}, words(one.name)),
    h(
      "table",
      { class: "fold" },
      h("thead", {}, h("tr", {}, h("th", {}, ""), columns.map((column) => h("th", { class: "n" }, column)), h("th", { class: "n" }, say("total")))),
      h("tbody", {}, one.rows.map((row, at) => line(words(row), one.cells[at]!, one.row_totals[at]!)), line(say("total"), one.column_totals, one.total)),
    ),
  );
}

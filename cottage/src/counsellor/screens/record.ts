/** One person's record: ring, say what came of it, close; what they sent; what was done. */
import type { App, Draw, Screen } from "../app";
import { standing, stays, type Standing } from "../rules/ladder";
import { byPerson, retestDue, trends } from "../rules/people";
import type { Entry, Opened } from "../rules/types";
import { button, card, folded, h, notice, type Child } from "../ui";
import { metScreen } from "./met";
import { duePill, entryWords, gaps, nextWords, sent, urgencyPill } from "./show";
import { steps } from "./steps";

const LINES = ["12356", "120", "110"];

export function recordScreen(id: string): Draw {
  return (app) => {
    const record = app.book.opened.get(id);
    if (!record) return { title: app.say("calls"), actions: app.backButton(), body: notice(app.say("taken"), "warning") };
    if (record.openedAt === null) void app.book.look(id).catch(() => undefined); // a person has it before them now
    return drawn(app, record);
  };
}

function drawn(app: App, record: Opened): Screen {
  const now = standing(record, app.rules);
  return {
    title: record.payload.nickname,
    actions: app.backButton(),
    body: [
      calling(app, record, now),
      h("div", { class: "stack", "data-test": "steps" }, record.closed === null && steps(app, record)),
      wrote(app, record),
      answers(app, record),
      history(app, record),
      together(app, record),
      closing(app, record),
    ],
  };
}

/** Write an entry; if a colleague wrote meanwhile against it, both are shown and a person decides. */
export async function write(app: App, record: Opened, entry: Entry, decided = false): Promise<boolean> {
  let met = false;
  const done = await app.act(async () => {
    const meeting = await app.book.write(record, entry, decided);
    met = meeting !== null;
    if (meeting) app.go(metScreen(meeting));
  });
  if (done && !met) app.go(recordScreen(record.id));
  return done && !met;
}

function calling(app: App, record: Opened, now: Standing): HTMLElement {
  const { say } = app;
  const phone = record.payload.phone.replace(/[^\d+]/g, "");
  const open = record.closed === null;
  return h(
    "section",
    { class: `card ${now.urgency === "life" && open ? "urgent" : ""}`, "data-test": "calling" },
    h("div", { class: "line" }, urgencyPill(app, now.urgency), open && duePill(app, now), h("small", {}, sent(app, record))),
    open && h("p", { "data-test": "next" }, nextWords(app, now)),
    now.urgency === "life" && open && h("p", {}, say("ask_gently")),
    (now.urgency === "life" || now.urgency === "call_me") && open && h("p", { class: "soft" }, LINES.flatMap((line, at) => [at > 0 && " · ", h("a", { href: `tel:${line}` }, line)]), ` ${say("lines")}`),
    phone ? h("a", { class: "button main wide", href: `tel:${phone}`, "data-test": "call" }, say("call", { phone: record.payload.phone })) : h("p", {}, say("no_phone")),
    open &&
      h(
        "div",
        { class: "actions" },
        button(say("reached"), () => void write(app, record, app.entry("attempt", { reached: true })), "", "reached"),
        button(say("not_reached"), () => void write(app, record, app.entry("attempt", { reached: false })), "", "not-reached"),
        record.claimed?.id === app.given.me.id
          ? button(say("release"), () => void holding(app, record, "release"), "link", "release")
          : button(say("claim"), () => void holding(app, record, "claim"), "link", "claim"),
      ),
  );
}

async function holding(app: App, record: Opened, way: "claim" | "release"): Promise<void> {
  await app.act(async () => {
    await app.api.post(`/cottage/records/${record.id}/${way}`);
    await app.book.look(record.id);
    app.again();
  });
}

function wrote(app: App, { payload }: Opened): Child {
  const slot = payload.slot as { starts_at?: string; name?: string; place?: string } | undefined;
  if (!payload.text && !slot?.starts_at) return false;
  const when = slot?.starts_at && `${app.say.when(Date.parse(slot.starts_at), app.now())} ${slot.name ?? ""} ${slot.place ?? ""}`;
  return card(payload.text && [h("small", {}, app.say("wrote")), h("p", { "data-test": "wrote" }, payload.text)], when && h("p", {}, app.say("booked", { when })));
}

function answers(app: App, { payload }: Opened): Child {
  const scale = app.scales.get(payload.scale ?? "");
  if (payload.kind !== "test" || !scale) return false;
  const said = (index: number) => {
    const item = scale.items[index]!;
    const value = payload.answers?.[index];
    const words = (item.answers ?? scale.answers).find((one) => one.value === value);
    return words ? `${app.say.of(words.text)} (${value})` : "–";
  };
  const cutoff = payload.cutoff as { at?: number } | undefined;
  return folded(
    app.say("answers"),
    h("table", { class: "fold" }, h("tbody", {}, scale.items.map((item, index) => h("tr", {}, h("td", {}, app.say.of(item.text)), h("td", {}, said(index)))))),
    h("small", {}, `${app.say("cutoff", { at: cutoff?.at ?? "" })} · ${payload.citation ?? ""} · ${scale.id} ${payload.scale_version ?? ""}`),
  );
}

function history(app: App, record: Opened): HTMLElement {
  const missing = gaps(record.entries);
  return card(
    h("h2", {}, app.say("entries")),
    h("small", {}, app.say("received", { when: app.say.when(record.received, app.now()) })),
    !record.entries.length && h("p", { class: "soft" }, app.say("entries_none")),
    record.entries.map((one) =>
      h("div", { class: "row", "data-test": "entry" }, h("div", {}, missing.has(one.number) && notice(app.say("entry_missing"), "error"), h("p", {}, entryWords(app, one)), h("small", {}, `${one.by.name} · ${app.say.when(Date.parse(one.at), app.now())}`))),
    ),
  );
}

/** What else came from the same device, and how the totals went. */
function together(app: App, record: Opened): Child {
  const all = byPerson([...app.book.opened.values()]).get(record.payload.person) ?? [record];
  const days = Object.fromEntries([...app.scales.values()].map((one) => [one.id, one.retest_days]));
  const due = new Set(retestDue(all, days, app.now()));
  const lines = trends(all).map(({ scale, points }) => {
    const title = app.scales.get(scale);
    return h("p", { "data-test": "trend" }, `${title ? app.say.of(title.title) : scale}: ${points.slice(-8).map((one) => one.total).join(" → ")}`, due.has(scale) && h("small", {}, ` · ${app.say("retest")}`));
  });
  const others = all.filter((one) => one !== record).sort((a, b) => b.received - a.received);
  if (!others.length) return false;
  return card(
    h("h2", {}, app.say("others")),
    lines,
    others.slice(0, 12).map((one) => h("div", { class: "row" }, button(sent(app, one), () => app.go(recordScreen(one.id)), "link"), h("small", {}, app.say.when(one.received, app.now())))),
  );
}

function closing(app: App, record: Opened): HTMLElement {
  if (record.closed !== null) {
    const closed = app.say("closed_by", { name: record.claimed?.name ?? "", when: app.say.when(record.closed, app.now()) });
    return card(h("p", {}, closed), button(app.say("destroy"), () => void destroy(app, record), "link", "destroy"));
  }
  const why = stays(record);
  return card(why ? h("p", { class: "soft", "data-test": "stays" }, app.say(`close_${why}`)) : button(app.say("close"), () => void write(app, record, app.entry("closing")), "main", "close"));
}

async function destroy(app: App, record: Opened): Promise<void> {
  if (!confirm(app.say("destroy_ask"))) return;
  const done = await app.act(async () => {
    await app.api.post(`/cottage/records/${record.id}/destruction`);
    app.book.drop(record.id);
  });
  if (!done) return;
  app.list();
  app.told(app.say("destroyed"));
}

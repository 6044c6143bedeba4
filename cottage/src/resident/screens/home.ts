/** The first screen: who is on duty, and four ways on; the one to be called is always below. */
import type { App } from "../app";
import { onDuty } from "../duty";
import { h } from "../dom";
import { button, card, link, notice, pair, soft } from "../parts";
import type { Place, View } from "../places";

export function home(app: App): View {
  const { say, me } = app;
  const go = (place: Place) => () => app.show(place);
  const name = me?.about.nickname;
  const again = app.due().map((one) =>
    h("div", { class: "notice", role: "status", "data-test": "due" },
      h("p", {}, say("due_notice", { title: say.of(one.title) })),
      button(say("due_go"), go({ screen: "intro", scale: one.scale }), { test: `again-${one.scale}` })),
  ); // prettier-ignore
  const lines = app.replies.map((line) => card(h("h2", {}, say("reply_title")), h("p", { "data-test": "reply" }, line)));
  return {
    title: name ? say("welcome_back", { name }) : say("welcome"),
    body: [
      !app.set.shelf.lasting && notice(say("no_storage"), "warning"),
      lines,
      again,
      soft(say("welcome_text")),
      onDuty(app),
      pair(say("how_am_i"), say("how_am_i_hint"), go({ screen: "choose" }), "go-choose", true),
      pair(say("meet"), say("meet_hint"), go({ screen: "meet" }), "go-meet"),
      name && button(say("earlier"), go({ screen: "earlier" }), { test: "go-earlier", kind: "wide" }),
      more(app),
    ],
  };
}

function more(app: App): HTMLElement {
  const { say } = app;
  const limits = document.getElementById("cottage")?.dataset.limits ?? "";
  return h("div", { class: "more" },
    h("a", { class: "link", href: limits, "data-test": "limits" }, say("limits")),
    app.me?.about.nickname && link(say("mine"), () => app.show({ screen: "mine" }), "go-mine"),
    app.me?.about.nickname && link(say("others"), () => void app.somebodyElse(), "go-others"),
  ); // prettier-ignore
}

// "Who of the household is it?": a household's pass names no person; the quotas count the household either way.
import type { App } from "../app";
import { proceed } from "../flow";
import type { Resident } from "../types";
import { h } from "../ui/dom";
import { button } from "../ui/parts";
import { t } from "../words";
import type { Question } from "./asks";
import { residentLine } from "./people";

export function whoIsIt(app: App, members: Resident[]): Question {
  const arrival = app.arrival!;
  const pick = (resident: Resident | undefined) => {
    delete arrival.whoOf;
    if (resident) Object.assign(arrival.subject, { resident, residentId: resident.id });
    proceed(app);
  };
  return {
    dock: h("section", { class: "ask", "data-test": "ask-who" },
      h("h2", {}, t("who_of_household")),
      members.map((one) => button(residentLine(one), () => pick(one), { wide: true, test: `who-${one.id}` }))),
    foot: button(t("who_any"), () => pick(undefined), { kind: "quiet", test: "who-any" }),
  };
}

// Typing a plate with one thumb: the provinces first, then letters and digits, each key large enough for a glove.
import { ENDINGS, LONGEST, PROVINCES, SIGNS, tidyPlate, usualPlate } from "../check/plate";
import { type Child, h, replace } from "../ui/dom";
import { t } from "../words";

/** `typed` after every change; the phone's own keyboard works in the field as well. */
export function plateField(value: string, typed: (plate: string) => void): HTMLElement {
  const input = h("input", {
    class: "field plate", "data-test": "plate", "aria-label": t("vehicle_plate"), maxlength: LONGEST + 3, value,
    autocomplete: "off", autocapitalize: "characters", spellcheck: "false", placeholder: "鄂A·12345",
  });
  const hint = h("small", { "data-test": "plate-hint", role: "status" });
  const keys = h("div", { class: "platekeys" });
  const paint = () => {
    const plate = tidyPlate(input.value);
    replace(hint, plate.length >= 5 && !usualPlate(plate) ? t("vehicle_plate_unusual") : "");
    replace(keys, keyboard(plate, press));
    typed(plate);
  };
  const press = (key: string) => {
    const plate = tidyPlate(input.value);
    input.value = key === "back" ? plate.slice(0, -1) : tidyPlate(plate + key);
    paint();
  };
  input.addEventListener("input", paint);
  paint();
  return h("section", { class: "card fields" }, h("label", { class: "labelled" }, h("span", {}, t("vehicle_plate")), input), hint, keys);
}

function keyboard(plate: string, press: (key: string) => void): Child {
  const keys = plate === "" ? [...PROVINCES, ..."ABCDEFGH"] : [...SIGNS, ...ENDINGS];
  const key = (sign: string, label = sign) =>
    h("button", { class: "key", type: "button", "data-test": `plate-${sign}`, "aria-label": label === "⌫" ? "backspace" : label, onclick: () => press(sign) }, label);
  return [keys.map((sign) => key(sign)), plate !== "" && key("back", "⌫")];
}

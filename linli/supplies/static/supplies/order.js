// Ordering with one thumb: minus and plus beside each number, and the sum while one chooses. Works without it too.
const form = document.querySelector("form.order");
const cents = (text) => Math.round(Number(text) * 100);
function add() {
  let sum = 0;
  for (const stepper of form.querySelectorAll(".stepper")) sum += cents(stepper.dataset.price) * (Number(stepper.querySelector("input").value) || 0);
  form.querySelector("[data-sum]").textContent = "¥" + (sum / 100).toFixed(2);
}
function turn(input, by) {
  const most = input.max === "" ? 999 : Number(input.max);
  input.value = String(Math.min(most, Math.max(0, (Number(input.value) || 0) + by)));
  add();
}
if (form) {
  for (const stepper of form.querySelectorAll(".stepper")) {
    const input = stepper.querySelector("input");
    const name = form.querySelector(`label[for="${input.id}"] b`).textContent;
    for (const [sign, by] of [["−", -1], ["+", 1]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.setAttribute("aria-label", `${name} ${sign}1`);
      button.addEventListener("click", () => turn(input, by));
      if (by < 0) input.before(button);
      else input.after(button);
    }
    input.addEventListener("input", add);
  }
  add();
}

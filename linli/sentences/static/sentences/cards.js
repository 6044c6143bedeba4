// While somebody looks at the proposals: another kind asks for another act, another person has another worker.
for (const card of document.querySelectorAll("[data-card]")) {
  const kind = card.querySelector("[data-kind]");
  const act = card.querySelector("select[name$='-act']");
  const owner = card.querySelector("select[name$='-owner']");
  const due = card.querySelector("input[name$='-due_at']");
  const digest = card.querySelector("[data-digest]");
  const nothing = kind.options[0].text;
  const take = card.querySelector("[data-take]");

  const show = () => {
    for (const part of card.querySelectorAll("[data-of-take]")) part.hidden = !take.checked;
    for (const part of card.querySelectorAll("[data-of]")) {
      part.hidden = !take.checked || !part.dataset.of.split(" ").includes(kind.value);
    }
  };
  kind.addEventListener("change", () => {
    const usual = kind.selectedOptions[0].dataset.act;
    if (usual) act.value = usual;
    take.checked = kind.value !== "";
    show();
  });
  take.addEventListener("change", show);
  card.addEventListener("change", (event) => {
    const worker = event.target.dataset.owner;
    if (worker) owner.options[0].textContent = owner.dataset.usual.replace("{}", worker);
  });
  // a folded card says what is chosen now
  card.addEventListener("change", () => {
    const who = card.querySelector("input[name$='-who']:checked")?.parentElement.textContent.trim();
    const chosen = [who, kind.selectedOptions[0].text, owner.selectedOptions[0].text];
    digest.textContent = take.checked ? [...chosen, due.value.replace("T", " ")].filter(Boolean).join(" · ") : nothing;
  });
  // Enter in a field is not yet a yes to everything
  card.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
  });
  show();
}

// One tap confirms once: a second one while the first is on its way would only wait.
const sheet = document.querySelector("[data-proposals]");
sheet.addEventListener("submit", () => {
  setTimeout(() => {
    for (const button of sheet.querySelectorAll("button")) button.disabled = true;
  });
});
window.addEventListener("pageshow", () => {
  for (const button of sheet.querySelectorAll("button")) button.disabled = false;
});

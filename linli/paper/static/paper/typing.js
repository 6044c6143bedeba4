// Typing a register in by keyboard alone. Rows are kept one by one, in order; a row that could not be sent is sent
// again until it is. The letter that says who ends the row, so an ordinary row costs at most eight keys.
(() => {
  const grid = document.querySelector("[data-typing]");
  if (!grid) return;
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const inputs = [...grid.querySelectorAll("input")];
  const state = document.querySelector("[data-state]");
  // minutes or a time with its point, then a room, then at last a letter: the next digit belongs to the next row
  const ENDED = /^(?:\d{0,4}\.|\d{2})[^#:]*\d[^#:]*[a-zü\u3400-\u9fff]$/i;
  const waiting = new Map();
  let sending = null;
  let asking = 0;

  const post = (address, fields) =>
    fetch(address, {
      method: "POST",
      headers: { "X-CSRFToken": token },
      body: new URLSearchParams(fields),
      credentials: "same-origin",
    });

  function show(input, told) {
    const row = input.closest("li");
    const [said, asked] = [row.querySelector("[data-told]"), row.querySelector("[data-asked]")];
    said.textContent = input.value.trim() ? [told.time, told.room, told.who, told.way, told.outcome].filter(Boolean).join("　") : "";
    asked.textContent = (told.questions || []).join(" ");
    row.classList.toggle("asked", Boolean(asked.textContent));
  }

  async function send() {
    for (const [input, text] of waiting) {
      state.textContent = grid.dataset.saving;
      try {
        const answer = await post(input.dataset.row, { text });
        const told = await answer.json();
        if (waiting.get(input) === text) waiting.delete(input);
        input.dataset.kept = text;
        if (told.refused) {
          state.textContent = told.refused;
          return;
        }
        if (input.value === text && document.activeElement !== input) input.value = input.dataset.kept = told.text;
        input.closest("li").classList.toggle("kept", Boolean(text.trim()));
        show(input, told);
      } catch {
        state.textContent = grid.dataset.unsaved;
        await new Promise((resolve) => setTimeout(resolve, 3000));
      }
    }
    if (waiting.size) return send();
    state.textContent = grid.dataset.saved;
  }

  function keep(input) {
    if (input.value === input.dataset.kept) return;
    waiting.delete(input); // a row corrected goes to the end of the line
    waiting.set(input, input.value);
    input.dataset.kept = input.value;
    sending = sending || send().finally(() => { sending = null; });
  }

  function move(input, by) {
    const next = inputs[inputs.indexOf(input) + by];
    if (next) {
      next.focus();
      next.setSelectionRange(next.value.length, next.value.length);
    }
    return next;
  }

  async function check(input) {
    const [text, mine] = [input.value, ++asking];
    if (sending) await sending; // the row above must be kept before this one is read
    if (mine !== asking || input.value !== text || !text.trim()) return;
    const answer = await post(grid.dataset.check, { row: input.dataset.number, text });
    if (mine !== asking || input.value !== text || !answer.ok) return;
    const told = await answer.json();
    if (input.value !== text) return;
    show(input, told);
    if (told.done && document.activeElement === input && ENDED.test(text)) {
      keep(input);
      move(input, 1);
    }
  }

  grid.addEventListener("keydown", (event) => {
    const input = event.target;
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (input.value.trim()) {
        keep(input);
        move(input, 1);
      }
    } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      keep(input);
      move(input, event.key === "ArrowUp" ? -1 : 1);
    } else if (/^[a-z]$/i.test(event.key) && !input.value) {
      event.preventDefault(); // one letter too many after a row that had ended
    } else if (/^\d$/.test(event.key) && ENDED.test(input.value) && input.selectionStart === input.value.length) {
      event.preventDefault();
      keep(input);
      const next = move(input, 1);
      if (next) {
        next.value = event.key;
        next.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
  });
  let soon = 0;
  grid.addEventListener("input", (event) => {
    clearTimeout(soon);
    const input = event.target;
    soon = setTimeout(() => check(input).catch(() => {}), ENDED.test(input.value) ? 0 : 150);
  });
  grid.addEventListener("focusout", (event) => keep(event.target));
  window.addEventListener("beforeunload", (event) => {
    if (waiting.size) event.preventDefault();
  });
  document.addEventListener("submit", (event) => {
    if (!waiting.size) return;
    event.preventDefault(); // what is still on its way goes first
    sending.then(() => event.target.requestSubmit());
  });
  const first = inputs.find((input) => !input.value) || inputs[0];
  if (first) first.focus();
})();

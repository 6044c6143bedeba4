// The box for one sentence, on every page: it grows, "/" goes there, Enter sends, and where the browser can listen, it does.
const grow = (field) => {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 3}px`;
};
for (const field of document.querySelectorAll("[data-sentence] textarea, [data-grow]")) {
  field.addEventListener("input", () => grow(field));
  if (field.value) grow(field);
}

const form = document.querySelector("[data-sentence]");
if (form) {
  const field = form.querySelector("textarea");
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
    }
  });
  field.addEventListener("keydown", (event) => {
    // while an input method is choosing characters, Enter belongs to it
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (field.value.trim()) form.requestSubmit();
    }
  });
  form.addEventListener("submit", (event) => {
    if (!field.value.trim()) {
      event.preventDefault();
      field.focus();
    }
  });
  dictation(form, field);
}

// Only where the browser itself can listen, only after a tap, and the first tap says where the voice may go.
function dictation(form, field) {
  const Recognition = window.SpeechRecognition || window.webkitSpeechRecognition;
  const button = form.querySelector("[data-dictate]");
  if (!Recognition || !button) return;
  const hint = form.querySelector("[data-dictation-hint]");
  let listening = null;
  button.hidden = false;
  const stop = () => {
    listening = null;
    hint.hidden = true;
    button.setAttribute("aria-pressed", "false");
  };
  button.addEventListener("click", () => {
    if (listening) return void listening.stop();
    if (hint.hidden) {
      hint.hidden = false;
      return;
    }
    const before = field.value;
    listening = new Recognition();
    listening.lang = button.dataset.dictate === "en" ? "en-US" : "zh-CN";
    listening.interimResults = true;
    listening.onresult = (event) => {
      field.value = before + [...event.results].map((result) => result[0].transcript).join("");
      grow(field);
    };
    listening.onend = () => {
      stop();
      field.focus();
    };
    listening.onerror = stop;
    button.setAttribute("aria-pressed", "true");
    listening.start();
  });
}

// The pass page is alive: it counts down and then loads itself anew, so that a screenshot is seen to be one.
const seconds = document.querySelector("[data-countdown]");
if (seconds) {
  let left = Number(seconds.textContent);
  setInterval(() => {
    left -= 1;
    if (left >= 0) seconds.textContent = String(left);
    if (left === 0 && navigator.onLine && document.visibilityState === "visible") location.reload();
  }, 1000);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && left <= 0 && navigator.onLine) location.reload();
  });
}

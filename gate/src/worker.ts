// Registering the service worker; without one (no secure context) the gate works while it is open.
import { versionWaits } from "./screens/status";

export async function registerWorker(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register("/gate/sw.js", { scope: "/gate/" });
    watch(registration);
  } catch (error) {
    console.warn("no service worker", error);
  }
}

function watch(registration: ServiceWorkerRegistration): void {
  const hadOne = Boolean(navigator.serviceWorker.controller);
  // At the very start nobody stands at the gate yet: change over at once.
  registration.waiting?.postMessage("activate");
  registration.addEventListener("updatefound", () => {
    const fresh = registration.installing;
    fresh?.addEventListener("statechange", () => {
      if (fresh.state === "installed" && navigator.serviceWorker.controller) versionWaits(fresh);
    });
  });
  let reloading = false;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    // The first worker takes over a page that it did not load; no reload is needed for that.
    if (!hadOne || reloading) return;
    reloading = true;
    location.reload();
  });
}

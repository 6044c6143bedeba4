// Can this phone be a gate? Each check ends in good, fair or bad; the words for each are in the page.
"use strict";

const at = (name) => document.querySelector(`[data-check="${name}"]`);
const tell = (name, state) => (at(name).dataset.state = state);
const within = (seconds, promise) =>
  Promise.race([promise, new Promise((_, fail) => setTimeout(() => fail(new Error("late")), seconds * 1000))]);

function secure() {
  tell("secure", window.isSecureContext && !!(window.crypto && crypto.subtle) ? "good" : "bad");
}

function kept() {
  return new Promise((done, fail) => {
    const open = indexedDB.open("lan-test", 1);
    open.onerror = () => fail(open.error);
    open.onupgradeneeded = () => open.result.createObjectStore("rows");
    open.onsuccess = () => {
      const change = open.result.transaction("rows", "readwrite", { durability: "strict" });
      change.objectStore("rows").put("written", 1);
      change.onabort = () => fail(change.error);
      change.oncomplete = () => {
        open.result.close();
        indexedDB.deleteDatabase("lan-test");
        done();
      };
    };
  });
}

async function storage() {
  try {
    await within(8, kept());
    const persists = navigator.storage && navigator.storage.persist && (await navigator.storage.persist());
    tell("storage", persists ? "good" : "fair");
  } catch {
    tell("storage", "bad");
  }
}

async function offline() {
  try {
    const registered = await within(10, navigator.serviceWorker.register("/lan/worker.js", { scope: "/lan/" }));
    await within(10, navigator.serviceWorker.ready);
    if (!navigator.serviceWorker.controller) {
      await within(10, new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done)));
    }
    const answer = await within(8, fetch("/lan/kept"));
    tell("offline", (await answer.text()) === "kept" ? "good" : "bad");
    await registered.unregister();
    await caches.delete("lan-test");
  } catch {
    tell("offline", "bad");
  }
}

async function camera() {
  const look = document.querySelector("video.look");
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    look.srcObject = stream;
    look.hidden = false;
    await look.play();
    tell("camera", "good");
    setTimeout(() => {
      for (const track of stream.getTracks()) track.stop();
      look.hidden = true;
    }, 5000);
  } catch {
    tell("camera", "bad");
  }
}

document.querySelector("#try-camera").addEventListener("click", camera);
secure();
storage();
offline();

// The smallest service worker that proves itself: it answers one address that the server does not have.
"use strict";

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open("lan-test").then((cache) => cache.put("/lan/kept", new Response("kept"))));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  if (new URL(event.request.url).pathname === "/lan/kept") event.respondWith(caches.match("/lan/kept"));
});

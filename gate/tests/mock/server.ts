// A small stand-in for the server, to drive the built PWA by hand or by playwright: node build/mock.mjs PORT.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { newOffice, passId } from "./issue";
import { dayOf } from "../../src/clock";
import type { Crossing, LedgerEntry } from "../../src/types";
import type { Prepared } from "../../src/queue/people";
import { bundle, guard, PASSES, PIN, GATES, RESIDENTS, ZONE } from "./community";
import { newSealPair, unseal } from "./unseal";

const folder = process.env.GATE_STATIC ?? join(process.cwd(), "../linli/gates/static/gate");
const TYPES: Record<string, string> = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".svg": "image/svg+xml", ".png": "image/png", ".webmanifest": "application/manifest+json" };
const CSP = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; worker-src 'self'";

const office = await newOffice();
const box = await newSealPair();
const DEVICE = "0196c000-0000-7000-8000-000000000001";
const kept = new Map<number, Crossing>();
const uploads: number[] = [];
const revoked: string[] = [];
const beats: number[] = [];
let waiting: Prepared[] = [];
const now = () => Math.floor(Date.now() / 1000);

const server = createServer((request, response) => void handle(request, response).catch((error) => json(response, 500, { code: String(error) })));
server.listen(Number(process.argv[2] ?? 8765), () => console.log("mock ready"));

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", "http://x");
  if (pathname === "/gate/" ) return file(response, "index.html");
  if (pathname.startsWith("/gate/")) return file(response, pathname.slice(6));
  if (pathname.startsWith("/static/gate/")) return file(response, pathname.slice(13));
  const body = request.method === "POST" ? JSON.parse(await text(request)) : undefined;
  if (pathname === "/api/gate/enrolment") {
    if (body.token !== "a-token-for-tests-1") return json(response, 403, { code: "gates.token_used" });
    return json(response, 200, { device: DEVICE, secret: "c2VjcmV0", community: { id: "1", name: "新城社区" }, gates: GATES, server_key: box.spki });
  }
  if (pathname === "/api/gate/shift") {
    if (body.pin !== PIN) return json(response, 403, { code: "gates.wrong_pin" });
    return json(response, 200, { shift: "0196d000-0000-7000-8000-000000000001", guard: { id: guard().id, name: guard().name } });
  }
  if (pathname === "/api/gate/bundle") {
    return json(response, 200, bundle(now(), office.trust, { revoked: { ids: revoked, as_of: now() }, ledger: ledger() }));
  }
  if (pathname === "/api/gate/queue") return queue(request, response);
  if (pathname === "/api/gate/heartbeat") { beats.push(body.unsent); return json(response, 200, { server_time: now() }); }
  if (pathname === "/mock/prepare") { waiting = body.map((one: Partial<Prepared>) => ({ at: now(), companions: [], answers: {}, group: "", direction: "exit", ...one })); return json(response, 200, {}); }
  if (pathname === "/mock/people") return json(response, 200, { residents: RESIDENTS, beats });
  if (pathname === "/api/gate/crossings") return json(response, 200, { results: await keep(body.items), server_time: now() });
  if (pathname === "/mock/crossings") return json(response, 200, { kept: [...kept.entries()], uploads });
  if (pathname === "/mock/revoke") { revoked.push(body.pass); return json(response, 200, {}); }
  if (pathname === "/mock/pass") return json(response, 200, await issued());
  json(response, 404, { code: "not_found" });
}

async function keep(items: { sequence: number; sealed?: string; crossing?: Crossing }[]): Promise<unknown[]> {
  const results = [];
  for (const item of items) {
    uploads.push(item.sequence);
    const outcome = kept.has(item.sequence) ? "duplicate" : "new";
    const crossing = item.sealed ? await unseal(item.sealed, box.privateKey) : item.crossing!;
    kept.set(item.sequence, crossing);
    waiting = waiting.filter((one) => one.resident !== crossing.resident);
    results.push({ sequence: item.sequence, outcome });
  }
  return results;
}

function queue(request: IncomingMessage, response: ServerResponse): void {
  const tag = `"${waiting.map((one) => one.id).join("-")}"`;
  response.setHeader("ETag", tag);
  if (request.headers["if-none-match"] === tag) response.writeHead(304).end();
  else json(response, 200, { server_time: now(), people: waiting });
}

function ledger(): LedgerEntry[] {
  const went = [...kept.entries()].filter(([, one]) => one.emergency || (one.overrule?.outcome ?? one.verdict.outcome) === "allow");
  return went.map(([sequence, one]) => ({
    key: `${DEVICE}:${sequence}`, gate: one.gate, household: one.household, resident: one.resident, pass: one.pass,
    direction: one.direction, at: one.at, day: dayOf(one.at, ZONE), back_by: one.direction === "exit" ? one.at + 7200 : 0,
  }));
}

async function issued(): Promise<unknown> {
  const times = { issued: now() - 60, expires: now() + 86400 };
  const texts = await Promise.all(PASSES.map((pass) => office.issue(pass.kind as "resident", pass.id, pass.resident || pass.household, times)));
  const forged = (await newOffice()).issue("resident", passId(1), PASSES[0]!.resident, times);
  return { texts, forged: await forged };
}

async function file(response: ServerResponse, name: string): Promise<void> {
  const bytes = await readFile(join(folder, name)).catch(() => undefined);
  if (!bytes) return json(response, 404, { code: "not_found" });
  response.writeHead(200, { "Content-Type": TYPES[extname(name)] ?? "application/octet-stream", "Content-Security-Policy": CSP });
  response.end(bytes);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify(body));
}

async function text(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

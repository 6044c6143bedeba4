// The calls to the server. Every failure says whether trying again can help.
import type { Prepared } from "../queue/people";
import type { Bundle, Device, SyncResult } from "../types";
import type { Queued } from "../store/db";

const TIMEOUT = 20_000;

export class CallFailed extends Error {
  /** @param status HTTP status, 0 when the server was not reached */
  constructor(readonly status: number, readonly code: string, message = code) {
    super(message);
  }
  get offline(): boolean {
    return this.status === 0;
  }
}

export interface Credentials {
  device: string;
  secret: string;
}

type Read<T> = (response: Response) => Promise<T>;
const json = async <T>(response: Response): Promise<T> => (await response.json()) as T;
const UNCHANGED = 304;

async function call<T>(path: string, init: RequestInit, who?: Credentials, read: Read<T> = json, etag = ""): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (etag) headers["If-None-Match"] = etag;
  if (init.body) headers["Content-Type"] = "application/json";
  if (who) headers["Authorization"] = `Bearer ${who.device}.${who.secret}`;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT);
  let status = 0;
  try {
    const response = await fetch(path, { ...init, headers, signal: stop.signal, cache: "no-store", credentials: "omit" });
    status = response.status;
    if (!response.ok && status !== UNCHANGED) throw refusal(status, await response.json());
    return await read(response);
  } catch (error) {
    if (error instanceof CallFailed) throw error;
    // Not reached, cut off, or a captive portal's page instead of JSON: to the gate these are all "offline".
    throw new CallFailed(status >= 400 ? status : 0, "offline");
  } finally {
    clearTimeout(timer);
  }
}

function refusal(status: number, body: unknown): CallFailed {
  const { code, message } = (body ?? {}) as { code?: unknown; message?: unknown };
  return new CallFailed(status, typeof code === "string" ? code : `http.${status}`, typeof message === "string" ? message : undefined);
}

function post<T>(path: string, body: unknown, who?: Credentials): Promise<T> {
  return call<T>(path, { method: "POST", body: JSON.stringify(body) }, who);
}

async function answered(response: Response): Promise<Queue | undefined> {
  if (response.status === UNCHANGED) return undefined;
  return { ...(await json<Omit<Queue, "etag">>(response)), etag: response.headers.get("ETag") ?? "" };
}

/** Who said "I am at the gate" on the poster's page; `etag` is sent back with the next question. */
export interface Queue {
  server_time: number;
  people: Prepared[];
  etag: string;
}

export const api = {
  enrol: (token: string, name: string) => post<Omit<Device, "name">>("/api/gate/enrolment", { token, name }),
  shift: (who: Credentials, body: { pin: string; gate: string; guard?: string }) =>
    post<{ shift: string; guard: { id: string; name: string } }>("/api/gate/shift", body, who),
  bundle: (who: Credentials, cursor: string) =>
    call<Bundle>(`/api/gate/bundle${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ""}`, { method: "GET" }, who),
  /** undefined when nothing has changed since `etag` */
  queue: (who: Credentials, gate: string, etag: string) =>
    call<Queue | undefined>(`/api/gate/queue?gate=${encodeURIComponent(gate)}`, { method: "GET" }, who, answered, etag),
  heartbeat: (who: Credentials, unsent: number) => post<{ server_time: number }>("/api/gate/heartbeat", { unsent }, who),
  crossings: (who: Credentials, items: Queued[]) =>
    post<{ results: SyncResult[]; server_time: number }>("/api/gate/crossings", { items: items.map(wire) }, who),
};

function wire(item: Queued): unknown {
  return item.sealed ? { sequence: item.sequence, sealed: item.sealed } : { sequence: item.sequence, crossing: item.open };
}

export type Api = typeof api;

// The four calls to the server. Every failure says whether trying again can help.
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

async function call<T>(path: string, init: RequestInit, who?: Credentials): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (init.body) headers["Content-Type"] = "application/json";
  if (who) headers["Authorization"] = `Bearer ${who.device}.${who.secret}`;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT);
  let status = 0;
  try {
    const response = await fetch(path, { ...init, headers, signal: stop.signal, cache: "no-store", credentials: "omit" });
    status = response.status;
    const body = (await response.json()) as unknown;
    if (!response.ok) throw refusal(response.status, body);
    return body as T;
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

export const api = {
  enrol: (token: string, name: string) => post<Omit<Device, "name">>("/api/gate/enrolment", { token, name }),
  shift: (who: Credentials, body: { pin: string; gate: string; guard?: string }) =>
    post<{ shift: string; guard: { id: string; name: string } }>("/api/gate/shift", body, who),
  bundle: (who: Credentials, cursor: string) =>
    call<Bundle>(`/api/gate/bundle${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ""}`, { method: "GET" }, who),
  crossings: (who: Credentials, items: Queued[]) =>
    post<{ results: SyncResult[]; server_time: number }>("/api/gate/crossings", { items: items.map(wire) }, who),
};

function wire(item: Queued): unknown {
  return item.sealed ? { sequence: item.sequence, sealed: item.sealed } : { sequence: item.sequence, crossing: item.open };
}

export type Api = typeof api;

/**
 * What was written and is not yet with the counsellors. Kept until the server has said that it has it: a lost answer,
 * a closed page or a night without network lose nothing, and sending twice changes nothing (the id is the same).
 */
import type { Payload } from "../seal/payload";
import type { SealedRecord } from "../seal/seal";
import { opened, sealed, type Me } from "./people";
import type { Door, Server } from "./server";
import type { Shelf } from "./shelf";

export interface Out {
  id: string;
  /** the person's own copy, from which it is sealed anew if the counsellors change their key */
  own: SealedRecord;
  sent?: SealedRecord & { keyId: string };
  tries: number;
  /** the server does not want it: the page asks to phone instead */
  refused?: boolean;
}

export interface Left {
  waiting: number;
  refused: number;
  /** seconds after which to try again */
  wait: number;
}

const SOONEST = 5;
const LATEST = 300;

const nameOf = (person: string, id: string) => `out:${person}:${id}`;

export async function keepToSend(shelf: Shelf, me: Me, id: string, payload: Payload): Promise<void> {
  const out: Out = { id, own: await sealed(me, { ...payload, record: id }), tries: 0 };
  await shelf.put(nameOf(me.row.id, id), out);
}

export async function unsent(shelf: Shelf, person: string): Promise<Out[]> {
  return (await shelf.all<Out>(`out:${person}:`)).map(([, out]) => out);
}

/** Send all that waits, oldest first; stops at the first that has to wait. `door`: asked anew when a key was retired. */
export async function flush(shelf: Shelf, me: Me, server: Server, door: () => Promise<Door>): Promise<Left> {
  let wait = 0;
  for (const [name, out] of await shelf.all<Out>(`out:${me.row.id}:`)) {
    if (out.refused) continue;
    wait = await sendOne(shelf, name, out, me, server, door).catch(() => backoff(out.tries));
    if (wait) {
      await shelf.put(name, { ...out, tries: out.tries + 1 });
      break;
    }
  }
  const left = await unsent(shelf, me.row.id);
  const refused = left.filter((out) => out.refused).length;
  return { waiting: left.length - refused, refused, wait };
}

async function sendOne(shelf: Shelf, name: string, out: Out, me: Me, server: Server, door: () => Promise<Door>): Promise<number> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const { key } = await door();
    if (!key) return LATEST; // no counsellor has a key here yet
    if (out.sent?.keyId !== key.id) {
      out.sent = { ...(await forGroup(out, me, key.public_key)), keyId: key.id };
      await shelf.put(name, out); // the same bytes again, should the answer be lost
    }
    const { answer, wait } = await server.post(out.id, key.id, { key: out.sent.key, body: out.sent.body });
    if (answer === "taken_in") return shelf.remove(name).then(() => 0);
    if (answer === "refused") return shelf.put(name, { ...out, refused: true }).then(() => 0);
    if (answer === "try_later") return wait ?? backoff(out.tries);
  }
  return backoff(out.tries);
}

async function forGroup(out: Out, me: Me, publicKey: string): Promise<SealedRecord> {
  const { seal } = await import("../seal/seal");
  return seal(await opened<Payload>(me, out.own), publicKey);
}

function backoff(tries: number): number {
  return Math.min(LATEST, SOONEST * 2 ** tries);
}

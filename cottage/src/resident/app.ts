/** The cottage on one screen: who is here, what has been answered, and which one thing is being asked now. */
import { due, keep, keptOf, type Kept, type Result } from "../device/kept";
import { uuid7 } from "../device/ids";
import { flush, keepToSend, unsent, type Left } from "../device/outbox";
import { enter, forget, lineFor, newcomer, opened, people, sealed, type Me, type Row } from "../device/people";
import type { Door, Server } from "../device/server";
import type { Shelf } from "../device/shelf";
import type { Scale } from "../scales/types";
import type { Payload } from "../seal/payload";
import type { SealedRecord } from "../seal/seal";
import type { Say } from "../words";
import type { Draft, Place, Screen } from "./places";

export interface Setting {
  shelf: Shelf;
  server: Server;
  say: Say;
  /** where this community's cottage is, with a slash at its end */
  base: string;
  now: () => number;
  paint: (app: App) => void;
}

const FRESH = 60_000;
/** After so long what was said about duty promises nothing any more. */
const HOLDS = 5 * FRESH;
/** So long somebody who has not said a name yet is taken to be the one who holds the phone. */
const HALF_WRITTEN = 3_600_000;
/** On these nobody has written anything yet. */
const NOBODY = new Set<Screen>(["home", "who", "pin"]);

export class App {
  me: Me | undefined;
  rows: Row[] = [];
  readonly names = new Map<string, string>();
  place: Place = { screen: "home" };
  draft: Draft = { answers: {}, typed: {} };
  door: Door | undefined;
  scales: Scale[] = [];
  kept: Kept[] = [];
  replies: string[] = [];
  left: Left = { waiting: 0, refused: 0, wait: 0 };
  sending = false;
  /** the server was asked once, with or without an answer */
  looked = false;
  /** one line about what was just done, shown once */
  told = "";
  private coming: Promise<Me> | undefined;
  private doorAt = 0;
  private lookedAt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly set: Setting) {}

  get say(): Say {
    return this.set.say;
  }

  /** Whoever was here last goes on where they were; of several people one is chosen first. */
  async begin(): Promise<void> {
    const every = await people(this.set.shelf);
    const newest = every[every.length - 1];
    await this.meet(every);
    if (newest && !newest.hint && this.set.now() - newest.at < HALF_WRITTEN) await this.be(newest);
    else if (this.rows.length > 1 || this.rows.some((row) => row.locked)) this.place = { screen: "who" };
    else if (this.rows.length) await this.be(this.rows[0]!);
    this.set.paint(this);
    await this.look();
  }

  /** Those who gave a name; the names of those behind a PIN stay closed. */
  private async meet(every: Row[]): Promise<void> {
    this.rows = every.filter((row) => row.hint);
    const open = this.rows.filter((row) => !row.locked);
    for (const row of open) this.names.set(row.id, (await enter(this.set.shelf, row))?.about.nickname ?? "");
  }

  /** False: the PIN is wrong. */
  async be(row: Row, pin = ""): Promise<boolean> {
    const me = await enter(this.set.shelf, row, pin);
    if (!me) return false;
    this.me = me;
    this.coming = Promise.resolve(me);
    this.kept = await keptOf(this.set.shelf, this.me);
    const draft = await this.set.shelf.get<SealedRecord>(`draft:${row.id}:`);
    this.draft = draft ? await opened<Draft>(this.me, draft) : { answers: {}, typed: {} };
    this.place = this.draft.place ?? { screen: "home" };
    this.left = { waiting: (await unsent(this.set.shelf, row.id)).length, refused: 0, wait: 0 };
    void this.send();
    void this.listen();
    return true;
  }

  /** A person who is new here gets a key with the first thing they write; not before, so that looking leaves nothing. */
  someone(): Promise<Me> {
    this.coming ??= newcomer(this.set.shelf, this.set.now()).then((me) => (this.me = me));
    return this.coming;
  }

  async somebodyElse(): Promise<void> {
    this.me = this.coming = undefined;
    this.kept = this.replies = [];
    this.draft = { answers: {}, typed: {} };
    await this.meet(await people(this.set.shelf));
    this.show(this.rows.length ? { screen: "who" } : { screen: "home" });
  }

  show(place: Place): void {
    if (this.looked && this.set.now() - this.lookedAt > FRESH) void this.look();
    this.place = place;
    this.draft.place = place;
    this.set.paint(this);
    this.told = "";
    if (this.me || !NOBODY.has(place.screen)) void this.save();
  }

  repaint(): void {
    this.set.paint(this);
  }

  /** Half an answer outlives a reload, sealed like everything else. */
  async save(): Promise<void> {
    const me = await this.someone();
    await this.set.shelf.put(`draft:${me.row.id}:`, await sealed(me, this.draft));
  }

  /** Ask the server who is on duty, which times are free, and which scales there are. */
  async look(): Promise<void> {
    this.lookedAt = this.set.now();
    const [door, scales] = await Promise.allSettled([this.freshDoor(true), this.set.server.scales()]);
    if (scales.status === "fulfilled") this.scales = scales.value;
    if (door.status === "rejected" && !this.door) this.door = await this.set.shelf.get<Door>("door");
    this.looked = true;
    this.renew();
  }

  /** Who is on duty, as far as it is known just now: an old answer must not promise a call. */
  get duty(): Door["duty"] | undefined {
    return this.set.now() - this.doorAt < HOLDS ? this.door?.duty : undefined;
  }

  async freshDoor(anew = false): Promise<Door> {
    if (anew || !this.door || this.set.now() - this.doorAt > FRESH) {
      this.door = await this.set.server.door();
      this.doorAt = this.set.now();
      await this.set.shelf.put("door", this.door);
    }
    return this.door;
  }

  /** Keep `payload` on this device and send it; `kept` is the person's own copy. Resolves when it is safely kept. */
  async hand(payload: Payload, kept: Kept | undefined, id: string = this.newId()): Promise<void> {
    const me = await this.someone();
    await keepToSend(this.set.shelf, me, id, payload);
    if (kept) {
      await keep(this.set.shelf, me, kept);
      this.kept = [kept, ...this.kept.filter((one) => one.id !== kept.id)];
    }
    this.left = { ...this.left, waiting: this.left.waiting + 1 };
    void this.send();
  }

  newId(): string {
    return uuid7(this.set.now());
  }

  async send(): Promise<void> {
    clearTimeout(this.timer);
    const { me } = this;
    if (!me || this.sending) return;
    this.sending = true;
    let retired = false;
    const door = () => this.freshDoor(retired).finally(() => (retired = true));
    this.left = await flush(this.set.shelf, me, this.set.server, door);
    this.sending = false;
    this.status();
    const more = (await unsent(this.set.shelf, me.row.id)).some((out) => !out.refused);
    if (more) this.timer = setTimeout(() => void this.send(), (this.left.wait || 1) * 1000);
  }

  /** Lines that a counsellor left in this person's box. */
  async listen(): Promise<void> {
    const { me } = this;
    if (!me?.about.nickname) return;
    const found = await this.set.server.replies(me.about.box).catch(() => []);
    const lines = await Promise.all(found.map((one) => lineFor(me, one).catch(() => "")));
    this.replies = lines.filter(Boolean);
    if (this.replies.length && this.place.screen === "home") this.repaint();
  }

  async deleteMine(): Promise<void> {
    clearTimeout(this.timer);
    if (this.me) await forget(this.set.shelf, this.me.row.id);
    await this.somebodyElse();
  }

  due(): Result[] {
    return due(this.kept, this.set.now());
  }

  scale(id: string | undefined): Scale | undefined {
    return this.scales.find((one) => one.id === id);
  }

  /** Paint again, unless somebody is typing just now. */
  renew: () => void = () => this.repaint();

  /** Only the line about sending changes: what is being typed stays. */
  status: () => void = () => undefined;
}

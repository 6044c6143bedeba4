// Pull: the rules, trust, revocations, roster and ledger, by an opaque cursor that is saved last,
// so that a phone that dies half-way asks for the same delta again.
import { measuredOffset } from "../clock";
import { mergeLedger } from "../store/ledger";
import { applyRows, putLocked } from "../store/roster";
import { getMeta, saved, type Store } from "../store/db";
import { takeShelf } from "../store/shelf";
import type { Bundle, Expected, Gate, Guard, Helper, Limits, Policy, TrustKey } from "../types";

export const LIMITS: Limits = { roster_hours: 24, stale_hours: 12, two_gates_seconds: 120, sync_seconds: 60 };

/** What the gate decides by; it holds no person. */
export interface Rules {
  policy: Policy;
  trust: TrustKey[];
  revoked: { ids: string[]; as_of: number };
  head: string;
  /** the community's seconds from UTC */
  zone: number;
  limits: Limits;
  gates: Gate[];
  /** server time of this bundle */
  asOf: number;
  /** server minus device clock, seconds */
  offset: number;
}

export interface Staff {
  guards: Guard[];
  helpers: Helper[];
  expected: Expected[];
  companies: string[];
}

export async function pull(
  db: Store,
  key: CryptoKey,
  device: string,
  fetchBundle: (cursor: string) => Promise<Bundle>,
): Promise<{ rosterChanged: boolean }> {
  const cursor = (await getMeta<string>(db, "cursor")) ?? "";
  const before = (await getMeta<Rules>(db, "rules"))?.offset;
  const asked = Date.now() / 1000;
  const bundle = await fetchBundle(cursor);
  const answered = Date.now() / 1000;
  const resync = bundle.resync || cursor === "";
  const rules = rulesOf(bundle, measuredOffset(bundle.server_time, asked, answered, before));
  await applyRows(db, key, "residents", bundle.residents, resync);
  await applyRows(db, key, "passes", bundle.passes, resync);
  await mergeLedger(db, bundle.ledger, { resync, device, now: bundle.server_time });
  await putLocked(db, key, "staff", staffOf(bundle));
  await takeShelf(db, key, bundle.shelf ?? []);
  await saved(db, ["meta"], async (tx) => {
    const meta = tx.objectStore("meta");
    await meta.put(rules, "rules");
    await meta.put(bundle.cursor, "cursor");
  });
  return { rosterChanged: resync || bundle.residents.length + bundle.passes.length > 0 };
}

function rulesOf(bundle: Bundle, offset: number): Rules {
  return {
    policy: bundle.policy,
    trust: bundle.trust,
    revoked: bundle.revoked,
    head: bundle.head,
    zone: bundle.offset,
    limits: { ...LIMITS, ...bundle.limits },
    gates: bundle.gates ?? [],
    asOf: bundle.server_time,
    offset,
  };
}

function staffOf(bundle: Bundle): Staff {
  return {
    guards: bundle.guards,
    helpers: bundle.helpers,
    expected: bundle.expected ?? [],
    companies: bundle.company_codes ?? [],
  };
}

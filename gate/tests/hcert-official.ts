/** The official vectors of the EU Digital COVID Certificate, which stay outside the repository. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { TrustEntry } from "../src/hcert";

export interface Vector {
  id: string;
  text: string;
  at: number;
  trust: TrustEntry;
  cose: Uint8Array | null;
  expects: (stage: string) => boolean | undefined;
}

/** `shared/data/dgc` beside the repository, or beside any folder that holds it. */
function folder(): string {
  for (let parent = __dirname; parent !== dirname(parent); parent = dirname(parent)) {
    const found = join(parent, "shared", "data", "dgc");
    if (existsSync(found)) return found;
  }
  throw new Error("the official vectors (shared/data/dgc) are not beside the repository");
}

/** The seven whose clock stands before their issue, and the one whose key is for vaccinations only. */
export const REFUSED_WHERE_THE_VECTOR_IS_SILENT: Record<string, string> = {
  "ES/2DCode/raw/1101.json": "not_yet",
  "ES/2DCode/raw/1102.json": "not_yet",
  "ES/2DCode/raw/1103.json": "not_yet",
  "ES/2DCode/raw/2101.json": "not_yet",
  "ES/2DCode/raw/2102.json": "not_yet",
  "ES/2DCode/raw/2103.json": "not_yet",
  "LU/2DCode/raw/INCERT_R_DCC_Recovery.json": "not_yet",
  "LI/2DCode/raw/4.json": "key_usage",
};

export async function loadVectors(): Promise<Vector[]> {
  const lines = readFileSync(join(folder(), "vectors.jsonl"), "utf-8").trimEnd().split("\n");
  return Promise.all(lines.map((line) => readVector(JSON.parse(line))));
}

export function loadPictures(vectors: Vector[]): { name: string; file: Uint8Array; vector: Vector }[] {
  const byName = new Map(vectors.map((vector) => [vector.id.replace(/\//g, "_").replace(".json", ".png"), vector]));
  const pictures = join(folder(), "pictures");
  return readdirSync(pictures).map((name) => {
    return { name: basename(name), file: readFileSync(join(pictures, name)), vector: byName.get(name)! };
  });
}

interface Body {
  id: string;
  PREFIX: string;
  COSE?: string;
  TESTCTX: { CERTIFICATE: string; VALIDATIONCLOCK: string };
  EXPECTEDRESULTS: Record<string, boolean>;
}

async function readVector(body: Body): Promise<Vector> {
  const der = new Uint8Array(Buffer.from(body.TESTCTX.CERTIFICATE, "base64"));
  const clock = body.TESTCTX.VALIDATIONCLOCK;
  return {
    id: body.id,
    text: body.PREFIX,
    at: Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(clock) ? clock : `${clock}Z`) / 1000,
    trust: await trustEntry(der),
    cose: body.COSE ? new Uint8Array(Buffer.from(body.COSE, "hex")) : null,
    expects: (stage) => body.EXPECTEDRESULTS[`EXPECTED${stage}`],
  };
}

interface Item {
  tag: number;
  whole: Uint8Array;
  content: Uint8Array;
}

/** The DER items side by side in `der`. */
function items(der: Uint8Array): Item[] {
  const found: Item[] = [];
  for (let at = 0; at < der.length; ) {
    let content = at + 2;
    let length = der[at + 1]!;
    if (length & 0x80) {
      const width = length & 0x7f;
      length = der.subarray(content, content + width).reduce((sum, byte) => sum * 256 + byte, 0);
      content += width;
    }
    const end = content + length;
    found.push({ tag: der[at]!, whole: der.subarray(at, end), content: der.subarray(content, end) });
    at = end;
  }
  return found;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

function kindsOf(extensions: Item | undefined): string[] {
  const listed = extensions ? items(items(extensions.content)[0]!.content) : [];
  const usage = listed.map((each) => items(each.content)).find(([oid]) => hex(oid!.content) === "551d25");
  if (!usage) return [];
  const purposes = items(items(usage[usage.length - 1]!.content)[0]!.content).map(({ content }) => hex(content));
  const named: [RegExp, string][] = [
    [/^2b06010401(00)?8e378f650101$/, "test"],
    [/^2b06010401(00)?8e378f650102$/, "vaccination"],
    [/^2b06010401(00)?8e378f650103$/, "recovery"],
    [/^67810801010e02$/, "vds-nc"],
  ];
  return named.filter(([oid]) => purposes.some((each) => oid.test(each))).map(([, kind]) => kind);
}

function timeOf({ content }: Item): number {
  const text = Buffer.from(content).toString("ascii");
  const digits = text.length === 13 ? `20${text}` : text;
  return Date.parse(digits.replace(/^(....)(..)(..)(..)(..)(..)Z$/, "$1-$2-$3T$4:$5:$6Z")) / 1000;
}

/** A trust entry out of a certificate, read here by other code than the server's. */
async function trustEntry(der: Uint8Array): Promise<TrustEntry> {
  const fields = items(items(items(der)[0]!.content)[0]!.content);
  if (fields[0]!.tag === 0xa0) fields.shift();
  const [from, until] = items(fields[3]!.content).map(timeOf);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", der.slice().buffer as ArrayBuffer));
  return {
    kid: base64(digest.subarray(0, 8)),
    spki: base64(fields[5]!.whole),
    kinds: kindsOf(fields.find(({ tag }) => tag === 0xa3)),
    not_before: from!,
    not_after: until!,
    issuer: "",
  };
}

/** All official vectors, stage by stage, as their EXPECTEDRESULTS say; and their pictures. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { PASS_STATES, Trust, type Verdict, verify } from "../src/hcert";
import { unpack } from "../src/hcert/text";
import { loadPictures, loadVectors, REFUSED_WHERE_THE_VECTOR_IS_SILENT, type Vector } from "./hcert-official";

/** stage of the vectors -> the codes that say that a text did not get through it */
const STAGES: Record<string, string[]> = {
  UNPREFIX: ["too_long", "prefix"],
  B45DECODE: ["base45"],
  COMPRESSION: ["inflate"],
  DECODE: ["cose", "algorithm", "claims", "kind"],
  VERIFY: ["kid_unknown", "signature"],
  KEYUSAGE: ["key_usage"],
  EXPIRATIONCHECK: ["key_not_yet", "key_expired", "not_yet", "expired"],
};

const vectors = await loadVectors();
const outcome = async ({ text, trust, at }: Vector): Promise<Verdict> => verify(text, await Trust.load([trust]), at);
const verdicts = new Map<string, Verdict>();
for (const vector of vectors) verdicts.set(vector.id, await outcome(vector));

describe("the official vectors", () => {
  it("are 454, and every code belongs to one stage", () => {
    expect(vectors).toHaveLength(454);
    expect(Object.values(STAGES).flat().concat("ok").sort()).toEqual(Object.keys(PASS_STATES).sort());
  });

  it("pass each stage or stop at it as expected", () => {
    const wrong = vectors.flatMap(({ id, expects }) => {
      const { code } = verdicts.get(id)!;
      return Object.entries(STAGES)
        .filter(([stage, codes]) => expects(stage) !== undefined && expects(stage) === codes.includes(code))
        .map(([stage]) => `${id} ${stage} ${code}`);
    });
    expect(wrong).toEqual([]);
  });

  it("are accepted where nothing expects a refusal", () => {
    const silent = vectors.filter(
      ({ id, expects }) =>
        expects("VERIFY") && Object.keys(STAGES).every((stage) => expects(stage) !== false) && !verdicts.get(id)!.ok,
    );
    const refused = Object.fromEntries(silent.map(({ id }) => [id, verdicts.get(id)!.code]));
    expect(refused).toEqual(REFUSED_WHERE_THE_VECTOR_IS_SILENT);
  });

  it("are refused where one stage expects it", () => {
    const refused = vectors.filter(({ expects }) => Object.keys(STAGES).some((stage) => expects(stage) === false));
    expect(refused).toHaveLength(84);
    expect(refused.filter(({ id }) => verdicts.get(id)!.ok)).toEqual([]);
  });

  it("unpack to the bytes that they say", () => {
    const readable = vectors.filter(({ cose, expects }) => cose && expects("COMPRESSION") !== false);
    for (const { text, cose } of readable) expect(unpack(text)[1]).toEqual(cose);
    expect(readable).toHaveLength(441);
  });
});

describe("the pictures", () => {
  const { resolve } = createRequire(import.meta.url);
  const wasm = readFileSync(resolve("zxing-wasm/reader/zxing_reader.wasm"));
  const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer;
  prepareZXingModule({ overrides: { wasmBinary } });
  const pictures = loadPictures(vectors);

  it("are 40", () => expect(pictures).toHaveLength(40));

  it.each(pictures)("$name is read and verified", async ({ file, vector }) => {
    const [code] = await readBarcodes(file, { formats: ["QRCode"], tryHarder: true });
    expect(code?.text).toBe(vector.text);
    const expected = REFUSED_WHERE_THE_VECTOR_IS_SILENT[vector.id] ?? "ok";
    expect((await outcome({ ...vector, text: code!.text })).code).toBe(expected);
  });
});

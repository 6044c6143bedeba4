// Builds the gate client into linli/gates/static/gate/ (git-ignored), which Django serves.
// Every asset carries a hash of its content in its name; the service worker precaches exactly that list.
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../linli/gates/static/gate");
const vendor = join(here, "../linli/overview/static/linli/vendor");
const base = process.env.GATE_ASSETS ?? "/static/gate/";
const target = ["chrome87", "safari14"];
const require = createRequire(import.meta.url);

const hash = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 10);

/** The wasm must be the very version that barcode-detector was built against, which npm may nest. */
async function scannerWasm() {
  const near = createRequire(require.resolve("barcode-detector"));
  const bytes = await readFile(near.resolve("zxing-wasm/reader/zxing_reader.wasm"));
  const name = `zxing-${hash(bytes)}.wasm`;
  await writeFile(join(out, name), bytes);
  return name;
}

async function publicFiles() {
  const names = [];
  for (const name of await readdir(join(here, "public"))) {
    await cp(join(here, "public", name), join(out, name));
    names.push(name);
  }
  return names;
}

async function bundle(wasm) {
  const result = await build({
    absWorkingDir: here,
    entryPoints: { gate: "src/main.ts", look: "src/styles/gate.css" },
    bundle: true,
    splitting: true,
    format: "esm",
    minify: true,
    target,
    outdir: out,
    entryNames: "[name]-[hash]",
    chunkNames: "part-[hash]",
    define: { __WASM__: JSON.stringify(base + wasm) },
    metafile: true,
    legalComments: "none",
  });
  return Object.entries(result.metafile.outputs).map(([path, output]) => ({
    name: path.split("/").pop(),
    entry: output.entryPoint ?? "",
  }));
}

async function page(files) {
  const named = (entry) => base + files.find((file) => file.entry === entry).name;
  const html = (await readFile(join(here, "src/index.html"), "utf8"))
    .replace("%SCRIPT%", named("src/main.ts"))
    .replace("%STYLE%", named("src/styles/gate.css"))
    .replaceAll("%BASE%", base);
  await writeFile(join(out, "index.html"), html);
  const manifest = (await readFile(join(here, "src/manifest.json"), "utf8")).replaceAll("%BASE%", base);
  await writeFile(join(out, "manifest.webmanifest"), manifest);
  return hash(html + manifest);
}

async function serviceWorker(assets, version) {
  await build({
    absWorkingDir: here,
    entryPoints: ["src/sw.ts"],
    bundle: true,
    minify: true,
    target,
    outfile: join(out, "sw.js"),
    define: { __VERSION__: JSON.stringify(version), __ASSETS__: JSON.stringify(assets) },
  });
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await mkdir(vendor, { recursive: true });
const wasm = await scannerWasm();
const extra = await publicFiles();
const files = await bundle(wasm);
const version = await page(files);
const names = [...files.map((file) => file.name), wasm, ...extra];
await serviceWorker(names.map((name) => base + name), version);
await cp(require.resolve("htmx.org/dist/htmx.min.js"), join(vendor, "htmx.min.js"));
console.log(`gate ${version}: ${names.length + 3} files in linli/gates/static/gate/`);

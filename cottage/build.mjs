// Builds the Sunshine Cottage's scripts into linli/wellbeing/static/cottage/ (git-ignored), which Django serves.
// Every file carries a hash of its content in its name; assets.json tells the pages which is which.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../linli/wellbeing/static/cottage");

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const result = await build({
  absWorkingDir: here,
  entryPoints: ["src/resident.ts", "src/counsellor.ts", "src/keys.ts"],
  bundle: true,
  splitting: true, // what seals is loaded when somebody begins to answer, not with the first page
  format: "esm",
  minify: true,
  target: ["chrome87", "safari14"],
  outdir: out,
  entryNames: "[name]-[hash]",
  chunkNames: "part-[hash]",
  metafile: true,
  legalComments: "none",
});
const assets = {};
for (const [path, output] of Object.entries(result.metafile.outputs)) {
  if (output.entryPoint) assets[basename(output.entryPoint).replace(/\.ts$/, ".js")] = basename(path);
}
await writeFile(join(out, "assets.json"), JSON.stringify(assets));
console.log(`cottage: ${Object.keys(result.metafile.outputs).length} files in linli/wellbeing/static/cottage/`);

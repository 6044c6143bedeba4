// Builds and starts the stand-in server: node tests/mock/run.mjs [port]
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const outfile = join(await mkdtemp(join(tmpdir(), "linli-mock-")), "mock.mjs");
await build({ entryPoints: [new URL("server.ts", import.meta.url).pathname], bundle: true, platform: "node", format: "esm", outfile });
await import(pathToFileURL(outfile).href);

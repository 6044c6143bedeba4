// Node and a fake IndexedDB are slow on a machine that is busy with a browser: a test waits for work, not for a clock.
import { defineConfig } from "vitest/config";

export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } });

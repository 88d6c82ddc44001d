import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { PlainReporter } from "./tools/plain-reporter.ts";

/** What is set up for all tests is resolved without the conditions below: the scanner is named by its sources. */
const scanner = fileURLToPath(new URL("packages/sekisho/src/index.ts", import.meta.url));

export default defineConfig({
  resolve: { conditions: ["sekisho-source"], alias: [{ find: /^sekisho$/, replacement: scanner }] },
  ssr: { resolve: { conditions: ["sekisho-source"] } },
  test: {
    include: ["packages/*/src/**/*.test.ts", "test/**/*.test.ts", "tools/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**", "**/fixtures/**"],
    globalSetup: ["packages/platform/src/store/fixtures/end-test-servers.ts"],
    setupFiles: ["test/set-up.ts"],
    environment: "node",
    pool: "threads",
    isolate: false,
    maxWorkers: 2,
    reporters: [["default", { summary: false }], new PlainReporter()],
    testTimeout: 60_000,
    coverage: {
      provider: "v8",
      include: ["packages/*/src/**/*.ts"],
      exclude: ["**/*.test.ts", "**/fixtures/**"],
    },
  },
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callCli, createWorkplace, type Workplace } from "./run-cli.ts";

const lock = JSON.stringify({
  name: "shop",
  version: "1.0.0",
  lockfileVersion: 3,
  packages: {
    "": { name: "shop", version: "1.0.0", dependencies: { lodash: "4.17.15" } },
    "node_modules/lodash": { version: "4.17.15" },
  },
});
const manifest = '{\n  "name": "shop",\n  "version": "1.0.0",\n  "dependencies": { "lodash": "4.17.15" }\n}\n';

/** Each call starts a process; a machine under load takes its time. */
const slowMs = 120_000;

let place: Workplace;

beforeAll(async () => {
  place = createWorkplace();
  place.write("shop/package-lock.json", lock);
  place.write("shop/package.json", manifest);
  place.write("other/package.json", manifest);
  await callCli(place, ["scan", "shop", "--format", "json=report.json"]);
}, slowMs);
afterAll(() => {
  place.remove();
});

describe("sekisho fix --from", { timeout: slowMs }, () => {
  test("counts proposals and says how to see them", async () => {
    const { exitCode, output, errorOutput } = await callCli(place, ["fix", "--from", "report.json", "shop"]);

    expect(exitCode).toBe(0);
    expect(output).toBe("");
    expect(errorOutput).toContain(
      "1 action of the report in 1 file.\nSee the proposals:  sekisho fix --propose --from report.json shop",
    );
  });

  test("shows the edit of the manifest beside the lock file, and of no other", async () => {
    const { exitCode, output } = await callCli(place, ["fix", "--propose", "--from", "report.json"]);

    expect(exitCode).toBe(0);
    expect(output).toContain("--- a/shop/package.json");
    // Below 4.17.21 one of the advisories that the demonstration database has holds in any case.
    expect(output).toMatch(/^\+ {2}"dependencies": \{ "lodash": "4\.17\.2[1-9]" \}$/m);
    expect(output).not.toContain("other/package.json");
  });

  test("writes it, and a second run changes nothing", async () => {
    const first = await callCli(place, ["fix", "--write", "--propose", "--from", "report.json", "shop/package.json"]);
    const second = await callCli(place, ["fix", "--propose", "--from", "report.json", "shop/package.json"]);

    expect(first.errorOutput).toContain("written. Lock files are renewed by the package managers.");
    expect(readFileSync(join(place.folder, "shop/package.json"), "utf8")).toContain('"lodash": "4.17.2');
    expect(second.output).toBe("");
    expect(second.errorOutput).toContain("the file asks for it already");
  });

  test.each([
    { name: "no report", report: "missing.json", says: "missing.json" },
    { name: "something else than a report", report: "shop/package.json", says: "no report of Sekisho" },
  ])("$name is a clear error", async ({ report, says }) => {
    const { exitCode, errorOutput } = await callCli(place, ["fix", "--from", report]);

    expect(exitCode).not.toBe(0);
    expect(errorOutput).toContain(says);
  });
});

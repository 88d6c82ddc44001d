import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  createAuthority,
  sampleSigner,
} from "../../packages/sekisho/src/access/signatures/fixtures/sample-authority.ts";
import { callCli, createWorkplace, type Workplace } from "./run-cli.ts";

let workplace: Workplace;
beforeEach(() => {
  workplace = createWorkplace();
});
afterEach(() => workplace.remove());

const authority = createAuthority();
const catalogue = {
  dateReleased: "2026-01-01T00:00:00Z",
  vulnerabilities: [{ cveID: "CVE-2026-0001", dateAdded: "2026-01-01" }],
};

test("a database is signed by a pipeline's identity and refused to everybody who trusts another", async () => {
  const environment = { SEKISHO_DB_DIR: join(workplace.folder, "db") };
  const call = (...words: readonly string[]) => callCli(workplace, words, { environment });
  const trust = ["--trust-root", "root.json", "--issuer", sampleSigner.issuer];
  workplace.write("root.json", JSON.stringify(authority.root));
  workplace.write("feeds/flaws/kev/kev.json", JSON.stringify(catalogue));

  expect((await call("db", "build", "--from", "feeds")).exitCode).toBe(0);
  expect((await call("db", "verify", ...trust, "--identity", sampleSigner.identity)).exitCode).toBe(3);
  expect((await call("db", "export", "manifest.json")).exitCode).toBe(0);
  const bundle = authority.signMessage(readFileSync(join(workplace.folder, "manifest.json")));
  workplace.write("manifest.sigstore.json", JSON.stringify(bundle));
  const attached = await call("db", "attach", "manifest.sigstore.json", ...trust, "--identity", sampleSigner.identity);
  expect(attached).toMatchObject({ exitCode: 0, errorOutput: "" });
  expect(attached.output).toContain(sampleSigner.identity);

  const verified = await call("db", "verify", ...trust, "--identity", sampleSigner.identity);
  expect(verified).toMatchObject({ exitCode: 0, errorOutput: "" });
  const other = await call("db", "verify", ...trust, "--identity", "https://github.com/example/advisories");
  expect(other.exitCode).toBe(3);
  expect(other.errorOutput).toContain("proves no trusted signature");
  const incomplete = await call("db", "verify", ...trust);
  expect(incomplete.exitCode).toBe(2);
  expect(incomplete.errorOutput).toContain("--identity NAME");
});

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { defaultConfiguration } from "./configuration/configuration.ts";
import type { ScanOptions, ScanProgress } from "./options.ts";
import { scan } from "./scan.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "sekisho-scan-"));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

async function run(targets: readonly string[], options: ScanOptions = {}) {
  const clock = () => new Date("2026-09-01T12:00:00Z");
  return await scan(targets, { workingDirectory: root, clock, ...options });
}

async function* stream(text: string) {
  yield Buffer.from(text);
}

function namesOf(result: Awaited<ReturnType<typeof scan>>): readonly string[] {
  return result.document.reports.map(({ target }) => `${target.kind}:${target.name}`);
}

const from = "FROM debian:12\n";

describe("scan", () => {
  test("scans files and directories in the order of the call, each file once", async () => {
    write({ "b/Dockerfile": from, "b/a/Dockerfile": from, Dockerfile: from });
    const result = await run(["Dockerfile", "b", "b/Dockerfile", "."]);
    expect(namesOf(result)).toEqual(["dockerfile:Dockerfile", "dockerfile:b/Dockerfile", "dockerfile:b/a/Dockerfile"]);
    expect(result.failures).toEqual([]);
    expect(result.isComplete).toBe(true);
  });

  // sha256sum of the eight bytes "FROM a:1" and a line end.
  test("names the digest of the bytes", async () => {
    write({ Dockerfile: "FROM a:1\n" });
    const { document } = await run(["Dockerfile"]);
    expect(document.reports[0]?.target.digest).toBe(
      "sha256:1f1c558b9770d6bd03bd36d3f9c8dbc7e118414ae22900fb908ac7599c5bbe5a",
    );
  });

  test("no message and no subject repeats a password that a line holds", async () => {
    const password = ["hunter", "22", "xyz"].join("");
    const address = `https://user:${password}@example.com/a.sh`;
    write({ Dockerfile: `FROM debian:12\nRUN curl ${address} | sh\nADD ${address} /a.sh\n` });

    const { document } = await run(["Dockerfile"]);

    const rules = document.reports[0]?.findings.map(({ rule }) => rule.id);
    expect(rules).toEqual(
      expect.arrayContaining(["dockerfile/download-piped-to-shell", "dockerfile/credential-in-command"]),
    );
    expect(JSON.stringify(document)).toContain("from https://user:***@example.com/a.sh without");
    expect(JSON.stringify(document)).not.toContain(password);
  });

  test("one bad target takes nothing from the others", async () => {
    write({ Dockerfile: from, "notes.txt": "prose\n" });
    symlinkSync(join(root, "loop"), join(root, "loop"));
    const result = await run(["Dockerfil", "notes.txt", "loop", "Dockerfile"]);
    expect(namesOf(result)).toEqual(["dockerfile:Dockerfile"]);
    expect(result.isComplete).toBe(false);
    expect(result.failures).toMatchObject([
      { target: "Dockerfil", error: { code: "target-not-found", hint: { en: "Did you mean Dockerfile?" } } },
      {
        target: "notes.txt",
        error: { code: "target-kind-unknown", hint: { en: expect.stringContaining("--as dockerfile") } },
      },
      { target: "loop", error: { code: "target-unreadable" } },
    ]);
  });

  test.each([
    { name: "a fragment under another name", file: "part.txt", text: "RUN a\n", options: {} },
    { name: "anything with --as", file: "notes.txt", text: "prose\n", options: { as: "dockerfile" } as const },
  ])("takes $name for a Dockerfile", async ({ file, text, options }) => {
    write({ [file]: text });
    const result = await run([file], options);
    expect(namesOf(result)).toEqual([`dockerfile:${file}`]);
    expect(result.failures).toEqual([]);
  });

  test.each([
    { name: "a device", make: (path: string) => symlinkSync("/dev/zero", path), code: "target/no-regular-file" },
    {
      name: "a file above the limit",
      make: (path: string) => writeFileSync(path, "x".repeat(101)),
      code: "target/too-large",
    },
    { name: "a binary", make: (path: string) => writeFileSync(path, "FROM\0"), code: "target/binary" },
  ])("says that $name was not examined", async ({ make, code }) => {
    make(join(root, "Dockerfile"));
    write({ "ok/Dockerfile": from });
    const result = await run(["Dockerfile", "ok"], { maxFileBytes: 100 });
    expect(result.isComplete).toBe(false);
    expect(result.document.reports[0]?.diagnostics).toMatchObject([{ code, level: "error" }]);
    expect(result.document.reports[0]?.coverage.every(({ ended }) => ended === "failed")).toBe(true);
    expect(result.document.reports[1]?.diagnostics).toEqual([]);
  });

  test("a manifest may be larger than other files, as far as the caller sets no limit", {
    timeout: 60_000,
  }, async () => {
    const pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { hostNetwork: true, containers: [] }\n";
    write({ "cluster.yaml": `${pod}${`# ${"x".repeat(70)}\n`.repeat(240_000)}` });

    const examined = await run(["cluster.yaml"]);
    const refused = await run(["cluster.yaml"], { maxFileBytes: 16 * 1024 * 1024 });

    expect(examined.isComplete).toBe(true);
    expect(examined.document.reports[0]?.findings.map(({ rule }) => rule.id)).toContain("workload/host-network");
    expect(refused.document.reports[0]?.diagnostics).toMatchObject([{ code: "target/too-large" }]);
  });

  test("a directory without a Dockerfile is said to be one", async () => {
    write({ "README.md": "prose" });
    const result = await run(["."]);
    expect(namesOf(result)).toEqual(["directory:."]);
    expect(result.document.reports[0]?.diagnostics).toMatchObject([{ code: "target/nothing-found", level: "warning" }]);
    expect(result.isComplete).toBe(false);
  });

  test("reads standard input once", async () => {
    const result = await run(["-", "-"], { standardInput: stream(from), standardInputName: "web/Dockerfile" });
    expect(namesOf(result)).toEqual(["dockerfile:web/Dockerfile"]);
  });

  test("tells how far it is", async () => {
    write({ "a/Dockerfile": from, "b/Dockerfile": from });
    const steps: ScanProgress[] = [];
    await run(["."], { onProgress: (progress) => steps.push(progress) });
    expect(steps.map(({ done, total }) => `${done}/${total}`)).toEqual(["1/2", "2/2"]);
    expect(steps.map(({ path }) => path).toSorted()).toEqual(["a/Dockerfile", "b/Dockerfile"]);
  });

  test("gives the texts for excerpts, and nothing for a file that is gone", async () => {
    write({ Dockerfile: from });
    const { sourceOf } = await run(["Dockerfile"]);
    expect(sourceOf("Dockerfile")?.text).toBe(from);
    expect(sourceOf("gone")).toBeUndefined();
  });
});

describe("exceptions of the configuration", () => {
  const text = "exceptions:\n  - rule: hadolint:DL0000\n";
  const exception = {
    rule: "hadolint:DL0000",
    reason: "known",
    owner: undefined,
    expires: "2026-08-31",
    range: { start: 14, end: 36 },
    path: ".sekisho.yaml",
    isOwn: true,
  };
  const configuration = { ...defaultConfiguration, path: ".sekisho.yaml", exceptions: [exception] };

  test.each([
    { name: "the whole tree", targets: ["."], expected: ["exception/expired", "exception/unmatched"] },
    { name: "one file: others may need it", targets: ["Dockerfile"], expected: ["exception/expired"] },
    { name: "another tree", targets: ["sub"], expected: ["exception/expired"] },
  ])("are judged over $name", async ({ targets, expected }) => {
    write({ ".sekisho.yaml": text, Dockerfile: from, "sub/Dockerfile": from });
    const { document } = await run(targets, { configuration });
    const report = document.reports.find(({ target }) => target.kind === "configuration");
    expect(report?.findings.map(({ rule }) => rule.id)).toEqual(expected);
    expect(report?.findings[0]?.evidence[0].location).toMatchObject({
      path: ".sekisho.yaml",
      startLine: 2,
      startColumn: 3,
    });
  });

  test("lists of other tools are never found wanting", async () => {
    write({ ".sekisho.yaml": text, Dockerfile: from });
    const foreign = { ...configuration, exceptions: [{ ...exception, isOwn: false }] };
    const { document } = await run(["."], { configuration: foreign });
    expect(document.reports.map(({ target }) => target.kind)).toEqual(["dockerfile"]);
  });
});

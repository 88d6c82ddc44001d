import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readS3Settings } from "../packages/platform/src/s3/s3-settings.ts";
import { parseArguments } from "../packages/sekisho/src/cli/arguments.ts";
import { parseReport } from "../packages/sekisho/src/scan/read-report.ts";
import { hasProgram, toolEnvironment } from "./kubernetes-tools.ts";

const root = join(import.meta.dirname, "..");
const deploy = join(root, "deploy");
const timeoutMs = 240_000;

/** Scans as a user would; gives `severity rule` of every finding. */
function scan(target: string): { readonly findings: readonly string[]; readonly targets: readonly string[] } {
  const commandLine = join(root, "packages/sekisho/src/cli/main.ts");
  const words = [commandLine, "scan", target, "--format", "json", "--quiet"];
  const environment = { ...process.env, ...toolEnvironment };
  const { stdout } = spawnSync(process.execPath, words, {
    cwd: root,
    env: environment,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  const { reports } = parseReport(stdout, target);
  return {
    findings: reports.flatMap((report) => report.findings.map(({ severity, rule }) => `${severity} ${rule.id}`)),
    targets: reports.map((report) => report.target.kind),
  };
}

/** What is left is known: digests and mirrors are the choice of whoever builds, replicas of whoever runs. */
const infoOnly = /^info /;

describe("what deploys the platform passes its own scan", () => {
  test(
    "the Dockerfile",
    () => {
      const { findings, targets } = scan("deploy/Dockerfile");

      expect(targets).toEqual(["dockerfile"]);
      expect(findings.filter((finding) => !infoOnly.test(finding))).toEqual([]);
      // It was looked at: it names images without a digest.
      expect(findings).toContain("info dockerfile/base-image-without-digest");
    },
    timeoutMs,
  );

  test(
    "the nightly scan",
    () => {
      const { findings, targets } = scan("deploy/scan-cronjob.yaml");

      expect(targets).toEqual(["manifest"]);
      expect(findings.filter((finding) => !infoOnly.test(finding))).toEqual([]);
    },
    timeoutMs,
  );

  test.runIf(hasProgram("helm"))(
    "the chart",
    () => {
      const { findings, targets } = scan("deploy/chart");

      expect(targets.length).toBeGreaterThan(0);
      expect(findings.filter((finding) => !infoOnly.test(finding))).toEqual([]);
      expect(findings).toContain("info reliability/few-replicas");
    },
    timeoutMs,
  );
});

const bucketSettings = "replicas=3,blobs.bucket=s3://my-reports/sekisho,blobs.region=ap-northeast-1";

describe.runIf(hasProgram("helm"))("the chart", () => {
  test(
    "keeps reports in a bucket that the platform understands, with nothing of its own beside",
    () => {
      const values = [
        bucketSettings,
        "blobs.endpoint=https://s3.example.com",
        "network.blobs.to[0].ipBlock.cidr=192.0.2.7/32",
      ];
      const folder = mkdtempSync(join(tmpdir(), "sekisho-chart-"));
      try {
        const { stdout } = spawnSync(
          "helm",
          ["template", "book", join(deploy, "chart"), "--namespace", "sekisho", "--set", values.join(",")],
          {
            env: { ...process.env, ...toolEnvironment },
            encoding: "utf8",
          },
        );
        writeFileSync(join(folder, "book.yaml"), stdout);
        const { findings } = scan(join(folder, "book.yaml"));
        const variables: Record<string, string> = {};
        for (const [, name = "", value = ""] of stdout.matchAll(/name: (\w+), value: "(.*)" \}/g))
          variables[name] = value;
        const read = readS3Settings({ ...variables, AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "secret" });

        expect(read).toMatchObject({
          bucketUrl: "https://s3.example.com/my-reports",
          prefix: "sekisho/",
          region: "ap-northeast-1",
        });
        // One key for all servers, as none has a disk that outlives it.
        expect(stdout).toMatch(
          /name: SEKISHO_SECRET_KEY\n\s+valueFrom: \{ secretKeyRef: \{ name: "sekisho", key: SEKISHO_SECRET_KEY \} \}/,
        );
        expect(stdout).not.toMatch(/PersistentVolumeClaim|claimName|Recreate/);
        expect(stdout).toMatch(/cidr: 192\.0\.2\.7\/32\n\s+ports:\n\s+- \{ port: 443, protocol: TCP \}/);
        expect(findings.filter((finding) => !infoOnly.test(finding))).toEqual([]);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    timeoutMs,
  );

  test.each([
    { name: "as it is", settings: [], kinds: 5 },
    {
      name: "with three replicas on a volume of many",
      settings: ["--set", "replicas=3,volume.accessMode=ReadWriteMany,volume.storageClassName=nfs"],
      kinds: 6,
    },
    { name: "with three replicas on a bucket", settings: ["--set", bucketSettings], kinds: 5 },
  ])(
    "is what helm wants, $name",
    ({ settings, kinds }) => {
      const options = { env: { ...process.env, ...toolEnvironment }, encoding: "utf8" } as const;
      const lint = spawnSync("helm", ["lint", "--strict", join(deploy, "chart"), ...settings], options);
      const rendered = spawnSync("helm", ["template", "book", join(deploy, "chart"), ...settings], options);

      expect(lint.stdout).toContain("0 chart(s) failed");
      expect(rendered.stdout.match(/^kind: /gm)).toHaveLength(kinds);
    },
    timeoutMs,
  );
});

describe("docs/guide", () => {
  test.each(["pipelines.md", "pipelines.ja.md", "operations.md", "operations.ja.md"])(
    "%s calls the command line as it is",
    (name) => {
      const guide = readFileSync(join(root, "docs/guide", name), "utf8");
      const calls = [...guide.matchAll(/(?:^|- run: |- |sh ')sekisho ((?:scan|serve) [^'#\n]*)/gm)].map(
        ([, words = ""]) => words.trim().split(" "),
      );

      expect(calls.length).toBeGreaterThanOrEqual(2);
      for (const words of calls) expect(parseArguments(words).command).toMatch(/^(?:scan|serve)$/);
    },
  );
});

test("compose keeps the database inside, and starts nothing without a password of its own", () => {
  const text = readFileSync(join(deploy, "compose.yaml"), "utf8");
  const [, services = "", networks = ""] = /^services:\n((?: .*\n)+)networks:\n((?: .*\n)+)/m.exec(text) ?? [];
  const blocks = services.split(/^ {2}(?=\w+:\n)/m).slice(1);

  expect(blocks.map((block) => block.slice(0, block.indexOf(":")))).toEqual(["database", "owner", "platform"]);
  for (const block of blocks) {
    expect(block).toContain("${SEKISHO_DATABASE_PASSWORD:?set a password}");
    expect(block).toContain('security_opt: ["no-new-privileges:true"]');
  }
  expect(blocks.filter((block) => block.includes("ports:"))).toHaveLength(1);
  // Empty unless the caller has them: reports lie in the volume then.
  for (const name of [
    "SEKISHO_BLOBS",
    "SEKISHO_S3_ENDPOINT",
    "AWS_REGION",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
  ]) {
    expect(blocks[2]).toContain(`${name}: \${${name}:-}`);
  }
  expect(readS3Settings({ SEKISHO_BLOBS: "" })).toBeUndefined();
  expect(networks).toContain("inside:\n    internal: true");
});

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const main = join(root, "packages/sekisho/src/cli/main.ts");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-policy-"));
  const pods = ["accounts", "shop"].map(
    (namespace) =>
      `apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: ${namespace} }\nspec: { containers: [{ name: app, image: a }] }\n`,
  );
  writeFileSync(join(folder, "pods.yaml"), pods.join("---\n"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function run(args: readonly string[], input = "") {
  const env = { ...process.env, XDG_DATA_HOME: join(folder, "data"), HOME: folder, SEKISHO_DB: "" };
  const options = { cwd: folder, encoding: "utf8", env, input } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args, "--lang", "en"], options);
  return { status, stdout, stderr };
}

function policy(): string {
  return readFileSync(join(folder, ".sekisho.yaml"), "utf8");
}

describe("sekisho policy init", () => {
  test("asks until it understands, takes the guess for an empty answer, and writes what the scan reads", () => {
    const { status, stderr } = run(["policy", "init"], "membr\n\ngdpr\nanonymous\n\n");

    expect(status).toBe(0);
    expect(stderr).toContain('expected anonymous, member, personal, payment or an empty line, got "membr"');
    expect(policy()).toContain(
      "  - name: accounts\n    select: { namespace: accounts }\n    holds: [member]\n    standards: [gdpr]\n",
    );
    expect(policy()).toContain("  - name: shop\n    select: { namespace: shop }\n    holds: [anonymous]\n");
    expect(run(["scan", "."]).stdout).toContain("Security policy\n");
  }, 60_000);

  test("asks nothing with --yes, and leaves out what nobody knows", () => {
    const { status, stderr } = run(["policy", "init", "--yes", "--holds", "accounts=member,personal"]);

    expect(status).toBe(0);
    expect(stderr).toContain("shop was left out: --holds shop=CLASS");
    expect(policy()).toContain("holds: [member, personal]");
    expect(policy()).not.toContain("shop");
  }, 60_000);

  test("changes nothing the second time", () => {
    run(["policy", "init", "--yes"]);
    const before = policy();

    const { status, stderr } = run(["policy", "init", "--yes", "--holds", "accounts=payment"]);

    expect({ status, policy: policy() }).toEqual({ status: 0, policy: before });
    expect(stderr).toContain("has a security policy already");
  }, 60_000);

  test("does not touch a configuration without services: the lines are printed", () => {
    writeFileSync(join(folder, ".sekisho.yaml"), "failOn: high\n");

    const { status, stdout } = run(["policy", "init", "--yes"]);

    expect({ status, policy: policy() }).toEqual({ status: 0, policy: "failOn: high\n" });
    expect(stdout).toContain("services:\n  - name: accounts\n");
  }, 60_000);

  test("without a policy its checks are not asked, so that no control passes by them", () => {
    const { stdout } = run(["scan", ".", "--format", "json"]);

    expect(stdout.replaceAll(/\s+/g, " ")).toContain(
      '{ "plugin": "data-class/unlimited-egress", "ended": "skipped", "reason": "optional" }',
    );
    expect(stdout).not.toContain("securityPolicy");
  }, 60_000);

  test.each([
    { name: "an unknown action", args: ["policy", "start"], expected: 'ACTION: expected init, got "start"' },
    { name: "an unknown class", args: ["policy", "init", "--holds", "shop=secret"], expected: "--holds" },
    {
      name: "a service that nobody has",
      args: ["policy", "init", "--yes", "--holds", "acounts=member"],
      expected: 'no service is called "acounts" by the workloads that were given: accounts',
    },
  ])(
    "refuses $name",
    ({ args, expected }) => {
      const { status, stderr } = run(args);

      expect(status).toBe(2);
      expect(stderr).toContain(expected);
      expect(existsSync(join(folder, ".sekisho.yaml"))).toBe(false);
    },
    60_000,
  );
});

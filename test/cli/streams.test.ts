import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { callCli, createWorkplace, type Workplace } from "./run-cli.ts";

const main = fileURLToPath(new URL("../../packages/sekisho/src/cli/main.ts", import.meta.url));

let workplace: Workplace;
beforeEach(() => {
  workplace = createWorkplace();
});
afterEach(() => workplace.remove());

describe("output", () => {
  test("larger than any pipe arrives whole", async () => {
    for (let index = 0; index < 120; index++)
      workplace.write(`d${index}/Dockerfile`, "FROM debian\nFROM debian:latest\n");
    const result = await callCli(workplace, ["scan", "-f", "json"]);
    expect(result.output.length).toBeGreaterThan(300_000);
    expect(JSON.parse(result.output).reports).toHaveLength(120);
  });

  test("that nobody wants any more ends quietly", () => {
    for (let index = 0; index < 60; index++) workplace.write(`d${index}/Dockerfile`, "FROM debian\n");
    const command = '"$0" "$1" scan -f json | head -c 10; echo "${PIPESTATUS[0]}"';
    const { stdout, stderr } = spawnSync("bash", ["-c", command, process.execPath, main], {
      cwd: workplace.folder,
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^\{\n {2}"schem0\n$/);
  });

  test("goes to files and to the terminal in one run", async () => {
    workplace.write("Dockerfile", "FROM debian\n");
    const forms = ["json", "sarif", "junit", "html", "markdown"];
    const written = forms.flatMap((form) => ["-f", `${form}=out.${form}`]);
    const result = await callCli(workplace, ["scan", ...written, "-f", "table"]);
    expect(result.output).toContain("base-image-without-tag");
    for (const form of forms) {
      expect(readFileSync(join(workplace.folder, `out.${form}`), "utf8")).toContain("base-image-without-tag");
    }
  });
});

test("an interrupt ends a waiting scan as a signal does, without a word", async () => {
  const child = spawn(process.execPath, [main, "scan", "-"], {
    cwd: workplace.folder,
    stdio: ["pipe", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise((resolve) => child.on("close", (_code, signal) => resolve(signal)));
  // Standard input stays open: wherever the scan has got to, it cannot end by itself.
  await new Promise((resolve) => child.stdin.write("F", resolve));
  child.kill("SIGINT");
  expect(await ended).toBe("SIGINT");
  expect(said).toBe("");
});

describe("what cannot be read ends with 3 and hides nothing else", () => {
  test.each([
    {
      name: "other bytes",
      path: "bad/Dockerfile",
      content: new Uint8Array([0x46, 0x52, 0x4f, 0x4d, 0x00, 0x01]),
      error: /zero byte/,
    },
    { name: "UTF-16", path: "bad/Dockerfile", content: new Uint8Array([0xff, 0xfe, 0x46, 0x00]), error: /UTF-16/ },
  ])("$name", async ({ path, content, error }) => {
    workplace.write(path, content);
    workplace.write("good/Dockerfile", "FROM debian\n");
    const result = await callCli(workplace, ["scan"]);
    expect(result.exitCode).toBe(3);
    expect(result.output.replaceAll(/\s+/g, " ")).toMatch(error);
    expect(result.output).toContain("base-image-without-tag");
  });

  test("a loop of symbolic links", async () => {
    spawnSync("ln", ["-s", "Dockerfile", join(workplace.folder, "Dockerfile")]);
    const result = await callCli(workplace, ["scan", "Dockerfile"]);
    expect(result.exitCode).toBe(3);
    expect(result.errorOutput).toMatch(/^error: /);
  });
});

describe("fix", () => {
  const before = "from debian:12\nRUN true\n";

  test("shows a diff that git applies, and changes nothing", async () => {
    workplace.write("Dockerfile", before);
    const result = await callCli(workplace, ["fix", "Dockerfile"]);
    expect(result.exitCode).toBe(0);
    expect(readFileSync(join(workplace.folder, "Dockerfile"), "utf8")).toBe(before);
    const applied = spawnSync("git", ["apply", "--check", "-"], {
      cwd: workplace.folder,
      input: result.output,
      encoding: "utf8",
    });
    expect({ status: applied.status, stderr: applied.stderr }).toEqual({ status: 0, stderr: "" });
    expect(result.errorOutput).toContain("sekisho fix --write Dockerfile");
  });

  test("writes with --write; a second run has nothing to do", async () => {
    workplace.write("Dockerfile", before);
    const first = await callCli(workplace, ["fix", "--write", "Dockerfile"]);
    expect(first).toMatchObject({ exitCode: 0, output: "" });
    expect(readFileSync(join(workplace.folder, "Dockerfile"), "utf8")).toBe("FROM debian:12\nRUN true\n");
    const second = await callCli(workplace, ["fix", "--write", "Dockerfile"]);
    expect(second).toMatchObject({
      exitCode: 0,
      output: "",
      errorOutput: expect.stringMatching(/^Nothing to repair\.\n/),
    });
  });

  test("does not call repaired what could not be read", async () => {
    const result = await callCli(workplace, ["fix", "--write", "none"]);
    expect(result.exitCode).toBe(3);
    expect(result.errorOutput).toContain("No file was examined.");
    expect(result.errorOutput).not.toContain("Nothing to repair.");
  });

  test("filters standard input", async () => {
    const result = await callCli(workplace, ["fix", "--write", "-"], { input: before });
    expect(result).toMatchObject({ exitCode: 0, output: "FROM debian:12\nRUN true\n" });
  });

  test("refuses a file that it could not write back", async () => {
    workplace.write("Dockerfile", new Uint8Array([0x46, 0x52, 0x4f, 0x4d, 0x20, 0x61, 0xff, 0x0a]));
    const result = await callCli(workplace, ["fix", "--write", "Dockerfile"]);
    expect(result.exitCode).toBe(3);
    expect(result.errorOutput).toMatch(/^error: Dockerfile is not repaired: .* offset 6 on\.\n/);
  });

  test("says why it cannot write", async () => {
    mkdirSync(join(workplace.folder, "out"));
    workplace.write("Dockerfile", before);
    const result = await callCli(workplace, ["scan", "-f", "json=out"]);
    expect(result).toMatchObject({ exitCode: 2, errorOutput: "error: cannot write out: it is a directory\n" });
  });
});

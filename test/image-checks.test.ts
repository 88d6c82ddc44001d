import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ImageExample } from "../packages/sekisho/src/checks/image/define.ts";
import { defaultConfiguration } from "../packages/sekisho/src/scan/configuration/configuration.ts";
import { judgeImage } from "../packages/sekisho/src/scan/image/image-checks.ts";
import { imageChecks } from "../packages/sekisho/src/scan/image-checks.ts";
import { imageContentOf, judgeImageExample } from "./image-example.ts";

/** Gives what a check says of an image: subject and severity, sorted. */
function verdicts(id: string, example: ImageExample): readonly string[] {
  const check = imageChecks.find((candidate) => candidate.id === id);
  if (check === undefined) throw new Error(`There is no check ${id}.`);
  return judgeImageExample(check, example)
    .map(({ subject, severity }) => `${subject} ${severity ?? check.severity}`)
    .toSorted();
}

function run(...commands: readonly string[]): ImageExample {
  return {
    history: commands.map((command) => ({ createdBy: `RUN /bin/sh -c ${command} # buildkit`, isEmptyLayer: false })),
  };
}

interface Case {
  readonly name: string;
  readonly id: string;
  readonly example: ImageExample;
  readonly expected: readonly string[];
}

/** What Dockle's checkpoints ask, with its known mistakes put right. Source: goodwithtech/dockle, CHECKPOINT.md and issues. */
describe("questions of Dockle", () => {
  test.each<Case>([
    { name: "CIS-DI-0001: no user", id: "image/root-user", example: {}, expected: ["user high"] },
    {
      name: "CIS-DI-0001: the number of root, which Dockle takes for another user",
      id: "image/root-user",
      example: { configuration: { user: "0:0" } },
      expected: ["user high"],
    },
    {
      name: "CIS-DI-0006: NONE, which Dockle takes for a health check",
      id: "image/no-healthcheck",
      example: { configuration: { healthCheck: { test: ["NONE"] } } },
      expected: ["healthcheck low"],
    },
    {
      name: "CIS-DI-0007: an installation behind a semicolon, which Dockle does not see",
      id: "image/package-index-update-alone",
      example: run("apt-get update; apt-get install -y curl"),
      expected: [],
    },
    {
      name: "CIS-DI-0007: apk, which Dockle does not ask about",
      id: "image/package-index-update-alone",
      example: run("apk update"),
      expected: ["command:apk update medium"],
    },
    {
      name: "CIS-DI-0009: the first ADD is the root file system",
      id: "image/add-instead-of-copy",
      example: {
        history: [
          { createdBy: "ADD rootfs.tar.xz / # buildkit", isEmptyLayer: false },
          { createdBy: "ADD a /b # buildkit", isEmptyLayer: false },
        ],
      },
      expected: ["add:/b low"],
    },
    {
      name: "CIS-DI-0010: names that only contain KEY, which Dockle reports",
      id: "image/secret-in-variable",
      example: { configuration: { environment: ["MONKEY=1", "KEYBOARD=jp", "ACCESSIBILITY=on", "API_KEY=x1"] } },
      expected: ["variable:API_KEY medium"],
    },
    {
      name: "DKL-DI-0001: the word sudo in a text, which Dockle reports",
      id: "image/sudo-used",
      example: run("echo use sudo here"),
      expected: [],
    },
    {
      name: "DKL-DI-0001: sudo behind a semicolon",
      id: "image/sudo-used",
      example: run("cd /; sudo make"),
      expected: ["command:sudo medium"],
    },
    {
      name: "DKL-DI-0002: below /proc, which Dockle does not see",
      id: "image/volume-on-system-directory",
      example: { configuration: { volumes: ["/proc/sys", "/dev/"] } },
      expected: ["volume:/dev high", "volume:/proc/sys high"],
    },
    {
      name: "DKL-DI-0005: lists that another layer deletes are in the image, but not what a container sees",
      id: "image/package-cache-left",
      example: {
        layers: [
          { "var/lib/apt/lists/a_Packages": { content: "x", size: 9_000_000 } },
          { "var/lib/apt/lists/.wh.a_Packages": "" },
        ],
      },
      expected: [],
    },
    {
      name: "DKL-LI-0001: a password that another layer locks",
      id: "image/empty-password",
      example: {
        layers: [
          { "etc/passwd": "root:x:0:0::/root:/bin/sh\n", "etc/shadow": "root:::0:::::\n" },
          { "etc/shadow": "root:!::0:::::\n" },
        ],
      },
      expected: [],
    },
    {
      name: "DKL-LI-0002: a line with too few fields, at which Dockle breaks off",
      id: "image/duplicate-account",
      example: { layers: [{ "etc/passwd": "broken\na:x:5:5::/:/bin/sh\nb:x:5:6::/:/bin/sh\n" }] },
      expected: ["user-id:5 low"],
    },
  ])("$name", ({ id, example, expected }) => {
    expect(verdicts(id, example)).toEqual(expected);
  });
});

const dpkgStatus = (name: string) =>
  `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.0\nMaintainer: x\nDescription: x\n\n`;

describe("severities", () => {
  test.each<Case>([
    {
      name: "programs as Debian 12 ships them, with modes that dpkg-deb --contents shows",
      id: "image/setuid-file",
      example: {
        layers: [
          {
            "bin/su": { content: "x", mode: 0o4755 },
            "sbin/unix_chkpwd": { content: "x", mode: 0o2755, groupId: 42 },
            "usr/bin/at": { content: "x", mode: 0o6755 },
            "usr/lib/openssh/ssh-keysign": { content: "x", mode: 0o4755 },
            "usr/lib/x86_64-linux-gnu/utempter/utempter": { content: "x", mode: 0o2755, groupId: 43 },
          },
        ],
      },
      expected: ["programs:distribution low"],
    },
    {
      name: "more than the distribution sets, a package's own, and nobody's",
      id: "image/setuid-file",
      example: {
        layers: [
          {
            "usr/bin/wall": { content: "x", mode: 0o6755 },
            "usr/lib/tool/run": { content: "x", mode: 0o4755 },
            "opt/run": { content: "x", mode: 0o4755 },
            "opt/group": { content: "x", mode: 0o2755 },
            "var/lib/dpkg/status": dpkgStatus("tool"),
            "var/lib/dpkg/info/tool.list": "/.\n/usr\n/usr/lib\n/usr/lib/tool\n/usr/lib/tool/run\n",
          },
        ],
      },
      expected: [
        "file:/opt/group medium",
        "file:/opt/run high",
        "file:/usr/bin/wall high",
        "file:/usr/lib/tool/run medium",
      ],
    },
    {
      name: "the base image's history is for information",
      id: "image/sudo-used",
      example: {
        layers: [{ a: "1" }, { b: "2" }],
        history: [
          { createdBy: "RUN /bin/sh -c sudo make # buildkit", isEmptyLayer: false },
          { createdBy: 'CMD ["sh"]', isEmptyLayer: true },
          { createdBy: "COPY b / # buildkit", isEmptyLayer: false },
        ],
      },
      expected: ["command:sudo info"],
    },
    {
      name: "a file of a package holds no credentials",
      id: "image/credential-file",
      example: {
        layers: [
          {
            "usr/lib/tool/server.key": "x",
            "srv/server.key": "x",
            "var/lib/dpkg/status": dpkgStatus("tool"),
            "var/lib/dpkg/info/tool.list": "/usr/lib/tool/server.key\n",
          },
        ],
      },
      expected: ["file:/srv/server.key medium"],
    },
    {
      name: "programs of one package are one finding",
      id: "image/attack-tool-left",
      example: {
        layers: [
          {
            "usr/bin/ssh": { content: "x", mode: 0o755 },
            "usr/bin/scp": { content: "x", mode: 0o755 },
            "usr/bin/nmap": { content: "x", mode: 0o755 },
            "var/lib/dpkg/status": dpkgStatus("openssh-client"),
            "var/lib/dpkg/info/openssh-client.list": "/usr/bin/ssh\n/usr/bin/scp\n",
          },
        ],
      },
      expected: ["package:openssh-client low", "program:nmap medium"],
    },
  ])("$name", ({ id, example, expected }) => {
    expect(verdicts(id, example)).toEqual(expected);
  });
});

describe("hostile images", () => {
  const words = fc.constantFrom(
    "",
    "/",
    "..",
    ":",
    "=",
    "root",
    "0",
    "PATH=",
    "PATH=.:",
    "LD_PRELOAD=",
    "22/tcp",
    "99999999999999",
    "RUN",
    "ADD",
    "|1",
    "/bin/sh",
    "-c",
    "sudo",
    "apt-get",
    "update",
    "curl",
    "|",
    "sh",
    "$(",
    "\u0000",
    "\u202e",
    "日本",
  );
  const texts = fc.oneof(
    fc.string(),
    fc.array(words, { maxLength: 12 }).map((parts) => parts.join(" ")),
  );
  const names = fc.constantFrom(
    "etc/passwd",
    "etc/shadow",
    "etc/group",
    "etc/os-release",
    "etc/ld.so.preload",
    "bin/sh",
    "a",
    ".wh.a",
    "a/.wh..wh..opq",
    "root/.ssh/id_rsa",
    "tmp",
  );
  const file = fc.record(
    {
      content: texts,
      mode: fc.integer({ min: 0, max: 0o7777 }),
      userId: fc.nat(),
      capability: fc.string(),
      linkTo: fc.constantFrom("/", "..", "a", "/tmp/a", "bin/sh"),
      isDirectory: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  const image = fc.record({
    configuration: fc.record({
      user: texts,
      created: texts,
      exposedPorts: fc.array(texts, { maxLength: 3 }),
      environment: fc.array(texts, { maxLength: 4 }),
      entrypoint: fc.array(texts, { maxLength: 3 }),
      command: fc.array(texts, { maxLength: 3 }),
      volumes: fc.array(texts, { maxLength: 3 }),
      onBuild: fc.array(texts, { maxLength: 3 }),
      healthCheck: fc.record({ test: fc.array(texts, { maxLength: 3 }) }),
    }),
    tags: fc.array(texts, { maxLength: 2 }),
    history: fc.array(fc.record({ createdBy: texts, isEmptyLayer: fc.boolean() }), { maxLength: 5 }),
    layers: fc.array(fc.dictionary(names, file, { maxKeys: 5 }), { maxLength: 3 }),
  });

  test("no check fails for any of them", () => {
    fc.assert(
      fc.property(image, (example) => {
        const { coverage, violations } = judgeImage(imageContentOf(example), imageChecks, defaultConfiguration);

        expect(coverage.filter(({ ended }) => ended === "failed")).toEqual([]);
        expect(violations.every(({ subject }) => subject !== "")).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test("a long command of the history takes no time", () => {
    for (const piece of ["sudo ", "apt-get update && ", "curl x | ", "$(", "|1 /", "/bin/sh -c "]) {
      const example = run(piece.repeat(20_000));
      const { coverage } = judgeImage(imageContentOf(example), imageChecks, defaultConfiguration);
      expect(coverage.filter(({ ended }) => ended === "failed")).toEqual([]);
    }
  });
});

import { describe, expect, test } from "vitest";
import type { Finding } from "../../model/finding.ts";
import type { Evidence } from "../../model/location.ts";
import type { ReportDocument } from "../../model/report.ts";
import type { Severity } from "../../model/severity.ts";
import { hostileTexts } from "../fixtures/hostile-report.ts";
import { sampleContext, sampleReport } from "../fixtures/sample-report.ts";
import { columnsOf } from "../width/columns.ts";
import { exportTable } from "./table.ts";

const name = "registry.example.com/shop/web:1.4";

describe("the table of an image", () => {
  test("says what it is, then what is wrong, the worst first, those of one rule together", () => {
    const findings = [
      finding("image/setuid-file", "low", "2 programs have setuid.", [
        { location: { path: "usr/bin/chsh" }, excerpt: "4755" },
        { location: { path: "usr/bin/su" }, excerpt: "4755" },
      ]),
      finding("image/manager", "info", "The package apt brings apt.", [{ location: { path: "usr/bin/apt" } }]),
      finding("image/root-user", "high", "The image's user is toor.", [
        { location: { path: name, pointer: "/config/User" }, excerpt: "toor" },
      ]),
      finding("image/manager", "info", "The package dpkg brings dpkg.", [{ location: { path: "usr/bin/dpkg" } }]),
    ];

    expect(exportTable(imageWith(findings), sampleContext("en", { commands: {} }))).toMatchInlineSnapshot(`
      "registry.example.com/shop/web:1.4 (linux/amd64)
        Debian GNU/Linux 13 (trixie), 88 packages, 3 layers, 1.0 MiB, created
        2026-11-22, sha256:0123456789ab

        ▲ high     Title of image/root-user                            image/root-user
                   The image's user is toor.
                   /config/User (toor)
        ▽ low      Title of image/setuid-file                        image/setuid-file
                   2 programs have setuid.
                   usr/bin/chsh (4755), usr/bin/su (4755)
        ○ info     Title of image/manager (2)                            image/manager
                   The package apt brings apt.
                   usr/bin/apt
                   The package dpkg brings dpkg.
                   usr/bin/dpkg

      1 high, 1 low, 2 info in 1 target (0.12 s)
      "
    `);
  });

  test("shows lines of files by file, the worst block first, and marks what is masked", () => {
    const inFile: Finding = {
      ...finding("secret/key", "critical", "A key.", [
        { location: { path: "app/.env", startLine: 2, startColumn: 5 }, excerpt: "KEY=AK****" },
      ]),
      kind: "secret",
    };
    const other = finding("image/x", "low", "M.", [{ location: { path: "opt/x", startLine: 1 } }]);
    const whole = finding("image/y", "high", "M.", [{ location: { path: "opt/y" } }]);

    const text = exportTable(imageWith([other, whole, inFile]), sampleContext("en"));

    expect(text).toContain("\napp/.env\n  ◆ critical 2:5   Title of secret/key");
    expect(text).toContain("    2 │ KEY=AK****\n      │     ^^^^^^\n");
    expect(text).toContain(`\n\n${name}\n  ▲ high     Title of image/y`);
    const order = ["secret/key", "image/y", "image/x"].map((id) => text.indexOf(`Title of ${id}`));
    expect(order).toEqual(order.toSorted((left, right) => left - right));
  });

  test.each([
    {
      name: "five of many that are not urgent",
      severity: "low",
      isVerbose: false,
      shown: 5,
      says: "… 3 more findings",
    },
    { name: "all in verbose mode", severity: "low", isVerbose: true, shown: 8, says: "Title of image/many (8)" },
    { name: "all that are urgent", severity: "high", isVerbose: false, shown: 8, says: "Title of image/many (8)" },
  ] as const)("shows $name", ({ severity, isVerbose, shown, says }) => {
    const findings = Array.from({ length: 8 }, (_, index) =>
      finding("image/many", severity, `Message ${index}.`, [{ location: { path: `opt/${index}` } }]),
    );

    const text = exportTable(imageWith(findings), sampleContext("en", { isVerbose }));

    expect(text.match(/Message \d\./g)).toHaveLength(shown);
    expect(text).toContain(says);
  });

  test("names twelve files of one finding, and says that there are more", () => {
    const places = Array.from({ length: 13 }, (_, index) => ({ location: { path: `opt/file-${index}` } }));
    const [first, ...others] = places;
    if (first === undefined) throw new Error("there are 13 places");

    const text = exportTable(imageWith([finding("image/x", "low", "M.", [first, ...others])]), sampleContext("en"));

    expect(text).toContain("opt/file-11, …");
    expect(text).not.toContain("opt/file-12");
  });

  test.each(hostileTexts)("shows a hostile text without obeying it: $name", ({ text }) => {
    const evil = finding(`image/${text}`, "low", text, [
      { location: { path: text }, excerpt: text },
      { location: { path: name, pointer: text }, excerpt: text, message: text },
    ]);

    const written = exportTable(imageWith([evil, evil]), sampleContext("ja", { isVerbose: true, commands: {} }));

    expect(written).not.toMatch(/[^\n\P{Cc}]|\p{Cs}|[\u202a-\u202e\u2066-\u2069\u2028\u2029]/u);
    expect(Math.max(...written.split("\n").map(columnsOf))).toBeLessThanOrEqual(80);
  });
});

function finding(
  id: string,
  severity: Severity,
  message: string,
  evidence: readonly [Evidence, ...Evidence[]],
): Finding {
  return {
    id: `${id} ${message}`,
    kind: "misconfiguration",
    rule: { id, aliases: [], controls: [] },
    severity,
    title: `Title of ${id}`,
    message,
    remediation: "Repair it.",
    subject: message,
    evidence,
    status: "open",
  };
}

function imageWith(findings: readonly Finding[]): ReportDocument {
  const target = {
    kind: "image",
    name,
    digest: `sha256:${"0123456789abcdef".repeat(4)}`,
    distribution: "Debian GNU/Linux 13 (trixie)",
    packages: 88,
    image: { layers: 3, sizeBytes: 1024 * 1024, platform: "linux/amd64", created: "2026-11-22T01:00:00Z" },
  } as const;
  return { schemaVersion: 1, reports: [{ ...sampleReport("en"), target, findings, diagnostics: [] }] };
}

import { describe, expect, test } from "vitest";
import type { DocumentSource } from "../../importers/reading/document-source.ts";
import type { Report } from "../../model/report.ts";
import { at, clock, documentOf, flaw, onlyOf, own, ownReport, problem, run, tools } from "./fixtures/told-documents.ts";
import { openImport } from "./import-reports.ts";

const image = { name: "nginx:1.25" };

describe("several tools about one target", () => {
  test("one flaw of one package of one image is one finding with two witnesses", async () => {
    const reports = await run([
      documentOf("one", image, [flaw("CVE-2024-0001", { score: 5 }, { severity: "medium", rating: "MEDIUM" })]),
      documentOf("two", image, [
        flaw("CVE-2024-0001", { score: 9, fixedIn: "3.0.2" }, { rating: "Critical", severity: "critical" }),
      ]),
    ]);

    const { findings, origins } = onlyOf(reports);
    expect(onlyOf(findings)).toMatchObject({
      rule: { id: "vulnerability/CVE-2024-0001" },
      subject: "pkg:deb/debian/openssl",
      severity: "critical",
      vulnerability: { flaw: "CVE-2024-0001", score: 9, fixedIn: "3.0.2", rating: "critical" },
      witnesses: [
        { tool: "one", severity: "MEDIUM", message: "CVE-2024-0001 as it is told" },
        { tool: "two", severity: "Critical", message: "CVE-2024-0001 as it is told" },
      ],
    });
    expect(origins?.map(({ findings: count }) => count)).toEqual([1, 1]);
  });

  test("the order of the documents changes no id and no severity", async () => {
    const sources = [
      documentOf("one", image, [flaw("CVE-2024-0001"), flaw("CVE-2024-0002", {}, { severity: "low" })]),
      documentOf("two", image, [flaw("CVE-2024-0002", {}, { severity: "high" }), problem("check")]),
    ];
    const facts = (reports: readonly Report[]): unknown =>
      onlyOf(reports)
        .findings.map(({ id, severity }) => `${id} ${severity}`)
        .toSorted();

    expect(facts(await run(sources.toReversed()))).toEqual(facts(await run(sources)));
  });

  test.each([
    {
      name: "an alias of the same document",
      first: flaw("GHSA-aaaa", { aliases: ["CVE-2024-0001"] }),
      second: flaw("CVE-2024-0001"),
    },
    {
      name: "a name that only the other document explains",
      first: flaw("GHSA-aaaa"),
      second: flaw("CVE-2024-0001", { aliases: ["GHSA-aaaa"] }),
    },
  ])("names of one flaw are one flaw: $name", async ({ first, second }) => {
    const reports = await run([documentOf("one", image, [first]), documentOf("two", image, [second])]);

    const finding = onlyOf(onlyOf(reports).findings);
    expect(finding.vulnerability?.flaw).toBe("CVE-2024-0001");
    expect(finding.rule.aliases).toEqual(["CVE-2024-0001", "GHSA-aaaa"]);
    expect(finding.witnesses?.map(({ rule }) => rule).toSorted()).toEqual(["CVE-2024-0001", "GHSA-aaaa"]);
  });

  test("a notice about several flaws joins none of them", async () => {
    const reports = await run([
      documentOf("one", image, [flaw("CVE-2024-0001"), flaw("CVE-2024-0002")]),
      documentOf("two", image, [flaw("DSA-1"), flaw("CVE-2024-0003", { aliases: ["DSA-1", "CVE-2024-0004"] })]),
    ]);

    expect(
      onlyOf(reports)
        .findings.map(({ vulnerability }) => vulnerability?.flaw ?? "")
        .toSorted(),
    ).toEqual(["CVE-2024-0001", "CVE-2024-0002", "CVE-2024-0003", "DSA-1"]);
  });

  const digest = `sha256:${"a".repeat(64)}`;
  const otherDigest = `sha256:${"b".repeat(64)}`;
  test.each([
    { name: "the familiar form", left: { name: "docker.io/library/nginx:1.25" }, right: image, reports: 1 },
    { name: "a digest behind the tag", left: { name: `nginx:1.25@${digest}` }, right: image, reports: 1 },
    {
      name: "the same digest by another tag",
      left: { name: "nginx:1.25", digest },
      right: { name: "nginx:latest", digest },
      reports: 1,
    },
    {
      name: "another digest of the same tag",
      left: { ...image, digest },
      right: { ...image, digest: otherDigest },
      reports: 2,
    },
    {
      name: "the same digest in another repository",
      left: { ...image, digest },
      right: { name: "mirror.example/web:1", digest },
      reports: 2,
    },
    { name: "another tag", left: image, right: { name: "nginx:1.26" }, reports: 2 },
  ])("targets: $name", async ({ left, right, reports }) => {
    const made = await run([
      documentOf("one", left, [flaw("CVE-2024-0001")]),
      documentOf("two", right, [flaw("CVE-2024-0001")]),
    ]);

    expect(made).toHaveLength(reports);
    expect(made.flatMap(({ findings }) => findings)).toHaveLength(reports);
  });

  test("what one tool's users accepted stays open as long as another tool says it", async () => {
    const accepted = flaw("CVE-2024-0001", {}, { exception: { reason: "not used" } });
    const [both, alone] = [
      await run([documentOf("one", image, [accepted]), documentOf("two", image, [flaw("CVE-2024-0001")])]),
      await run([documentOf("one", image, [accepted])]),
    ];

    expect(onlyOf(onlyOf(both).findings)).toMatchObject({ status: "open" });
    expect(onlyOf(onlyOf(alone).findings)).toMatchObject({ status: "accepted", exception: { reason: "not used" } });
  });

  test("the same entry again is evidence, and that is told", async () => {
    const twice = [flaw("CVE-2024-0001"), flaw("CVE-2024-0001", { installed: "3.0.0" })];
    const report = onlyOf(await run([documentOf("one", image, twice)]));

    expect(onlyOf(report.findings).witnesses).toHaveLength(1);
    expect(report.origins?.[0]?.findings).toBe(2);
    expect(report.diagnostics).toMatchObject([{ code: "import/joined", level: "info" }]);
  });
});

describe("what is several times about one subject", () => {
  const dockerfile = { kind: "dockerfile", name: "Dockerfile" };

  test("is numbered by place", async () => {
    const twice = [problem("a", { evidence: [at(9)] }), problem("a", { evidence: [at(3)] })];
    const { findings } = onlyOf(await run([documentOf("one", dockerfile, twice)]));

    expect(findings.map(({ subject, evidence }) => [subject, evidence[0].location.startLine])).toEqual([
      ["", 3],
      ["#2", 9],
    ]);
  });

  test("joins at the place where two tools ask the same as a check of ours", async () => {
    const reports = await run([
      documentOf("one", dockerfile, [
        problem("a", { aliases: ["hadolint:DL3003"], evidence: [at(3)] }),
        problem("a", { aliases: ["hadolint:DL3003"], evidence: [at(9)] }),
      ]),
      documentOf("two", dockerfile, [
        problem("b", { aliases: ["hadolint:DL3003"], evidence: [at(8, 10)] }),
        problem("b", { aliases: ["hadolint:DL3003"], evidence: [at(20)] }),
      ]),
    ]);

    expect(
      onlyOf(reports).findings.map(({ rule, subject, witnesses = [] }) => [
        rule.id,
        subject,
        witnesses.map(({ tool }) => tool),
      ]),
    ).toEqual([
      ["dockerfile/cd-instead-of-workdir", "", ["one"]],
      ["dockerfile/cd-instead-of-workdir", "#2", ["one", "two"]],
      ["dockerfile/cd-instead-of-workdir", "#3", ["two"]],
    ]);
  });
});

describe("reports of ours among the documents", () => {
  const target = { kind: "dockerfile", name: "Dockerfile" } as const;
  const dockerfile = { kind: "dockerfile", name: "./Dockerfile" };
  const told = (startLine: number): object => problem("a", { aliases: ["hadolint:DL3003"], evidence: [at(startLine)] });

  test.each([
    { name: "at the same line", line: 5, joined: ["first", "second"], left: 0 },
    { name: "at the line where the command starts", line: 4, joined: ["first", "second"], left: 0 },
    { name: "behind all of ours", line: 30, joined: [], left: 1 },
  ])("a tool that does not know our subject: $name", async ({ line, joined, left }) => {
    const rule = "dockerfile/cd-instead-of-workdir";
    const reports = await run([
      ownReport([own(rule, "first", 5), own(rule, "second", 5), own(rule, "third", 12)], target),
      documentOf("one", dockerfile, [told(line)]),
    ]);

    const { findings } = onlyOf(reports);
    expect(
      findings
        .filter(({ title, witnesses }) => title === "ours" && witnesses !== undefined)
        .map(({ subject }) => subject),
    ).toEqual(joined);
    expect(findings.filter(({ title }) => title !== "ours")).toHaveLength(left);
  });

  test("our finding reads as we wrote it, and has our id", async () => {
    const mine = own("dockerfile/cd-instead-of-workdir", "stage:0/cd:/x", 5);
    const report = onlyOf(await run([documentOf("one", dockerfile, [told(5)]), ownReport([mine], target)]));

    expect(onlyOf(report.findings)).toMatchObject({
      id: mine.id,
      title: "ours",
      evidence: mine.evidence,
      witnesses: [{ tool: "one" }],
    });
    expect(report.origins).toMatchObject([{ tool: "one", findings: 1 }]);
  });

  test("a report that breaks its schema is refused", async () => {
    const broken: DocumentSource = {
      name: "own.json",
      async *open() {
        yield Buffer.from('{"schemaVersion":1,"reports":[{"producer":{"name":"sekisho"}}]}');
      },
    };

    await expect(run([broken])).rejects.toMatchObject({ code: "report-invalid" });
  });
});

test("batches give the same findings as the whole, however often they are read", async () => {
  const many = Array.from({ length: 1_200 }, (_, index) => flaw(`CVE-2024-${index + 1000}`));
  const sources = [documentOf("one", image, many)];
  const whole = onlyOf(await run(sources)).findings.map(({ id }) => id);

  const opened = await openImport(sources, { mappings: tools, clock });
  const once = [...opened.findings()];
  const again = [...opened.findings()];
  opened.close();

  expect(opened.heads).toMatchObject([
    { target: { name: "nginx:1.25" }, findings: [], origins: [{ findings: 1_200 }] },
  ]);
  expect(once.flatMap(({ findings }) => findings.map(({ id }) => id)).toSorted()).toEqual(whole.toSorted());
  expect(again).toEqual(once);
  expect(Math.max(...once.map(({ findings }) => findings.length))).toBeLessThanOrEqual(200);
}, 90_000);

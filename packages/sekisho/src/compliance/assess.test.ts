import { describe, expect, test } from "vitest";
import type { Finding } from "../model/finding.ts";
import type { Coverage, Report } from "../model/report.ts";
import { assess } from "./assess.ts";
import { controlsOf, findFramework, frameworks } from "./controls-of.ts";
import { defineFramework, isAnswer } from "./framework.ts";

const framework = defineFramework({
  id: "sample@1",
  title: { en: "Sample", ja: "見本" },
  version: "1",
  source: "this test",
  controls: [
    { id: "1", title: { en: "One", ja: "一" }, checks: ["dockerfile/first", "dockerfile/second"] },
    { id: "2", title: { en: "Two", ja: "二" }, checks: [], note: { en: "Not visible.", ja: "確認できません。" } },
    { id: "3", title: { en: "Three", ja: "三" }, checks: [] },
  ],
});

interface Case {
  readonly name: string;
  readonly coverage: readonly Coverage[];
  readonly findings: readonly Finding[];
  readonly expected: object;
}

const done: Coverage = { plugin: "dockerfile/first", ended: "done" };

describe("assess", () => {
  test.each<Case>([
    {
      name: "passes when one check ran and found nothing",
      coverage: [done],
      findings: [],
      expected: { ended: "passed", accepted: 0 },
    },
    {
      name: "fails with the number of open findings of all its checks",
      coverage: [done],
      findings: [finding("dockerfile/first"), finding("dockerfile/second"), finding("dockerfile/second", "accepted")],
      expected: { ended: "failed", findings: 2, accepted: 1 },
    },
    {
      name: "passes with accepted findings, and says how many",
      coverage: [done],
      findings: [finding("dockerfile/first", "accepted")],
      expected: { ended: "passed", accepted: 1 },
    },
    {
      name: "is not assessed when no check ran",
      coverage: [{ plugin: "dockerfile/first", ended: "skipped", reason: "disabled" }],
      findings: [],
      expected: {
        ended: "not-assessed",
        reason: { en: "None of its checks ran: dockerfile/first, dockerfile/second." },
      },
    },
    {
      name: "is not assessed when there was nothing to look at",
      coverage: [
        { plugin: "dockerfile/first", ended: "skipped", reason: "no-subject" },
        { plugin: "dockerfile/second", ended: "skipped", reason: "disabled" },
      ],
      findings: [],
      expected: {
        ended: "not-assessed",
        reason: { en: "What was examined holds nothing that these checks are about: dockerfile/first." },
      },
    },
    {
      name: "is not assessed without any coverage",
      coverage: [],
      findings: [],
      expected: { ended: "not-assessed" },
    },
    {
      name: "is not assessed when one check saw only a part",
      coverage: [done, { plugin: "dockerfile/second", ended: "partial", reason: "unclosed heredoc" }],
      findings: [],
      expected: {
        ended: "not-assessed",
        reason: { en: "These checks could not examine everything: dockerfile/second." },
      },
    },
    {
      name: "fails although another check broke",
      coverage: [done, { plugin: "dockerfile/second", ended: "failed" }],
      findings: [finding("dockerfile/first")],
      expected: { ended: "failed", findings: 1 },
    },
    {
      name: "does not take findings of other rules for its own",
      coverage: [done],
      findings: [finding("dockerfile/third")],
      expected: { ended: "passed", accepted: 0 },
    },
  ])("$name", ({ coverage, findings, expected }) => {
    const assessment = assess(framework, [report(coverage, findings)]);

    expect(assessment.controls[0]?.outcome).toMatchObject(expected);
  });

  test.each([
    {
      name: "passes when a member ran",
      coverage: [{ plugin: "secret/text", ended: "done" }],
      findings: [],
      ended: "passed",
    },
    {
      name: "is not assessed when a member saw only a part",
      coverage: [{ plugin: "secret/text", ended: "partial", reason: "too large" }],
      findings: [],
      ended: "not-assessed",
    },
    {
      name: "fails with a finding of a member",
      coverage: [{ plugin: "secret/text", ended: "done" }],
      findings: [finding("secret/aws-key"), finding("secrets/other")],
      ended: "failed",
    },
  ] as const)("of a family: $name", ({ coverage, findings, ended }) => {
    const family = { ...framework, controls: [{ id: "1", title: { en: "One", ja: "一" }, checks: ["secret/*"] }] };

    const [control] = assess(family, [report(coverage, findings)]).controls;

    expect(control?.outcome).toMatchObject(ended === "failed" ? { ended, findings: 1 } : { ended });
  });

  test("says why a control without checks is not assessed", () => {
    const [, withNote, withoutNote] = assess(framework, [report([done], [])]).controls;

    expect(withNote?.outcome).toEqual({
      ended: "not-assessed",
      reason: { en: "Not visible.", ja: "確認できません。" },
    });
    expect(withoutNote?.outcome).toMatchObject({
      ended: "not-assessed",
      reason: { en: "No check answers this control." },
    });
  });

  test.each([
    { name: "fails with a finding", findings: [finding("dockerfile/first")], expected: "failed" },
    { name: "never passes without one", findings: [], expected: "not-assessed" },
  ])("a control that can only fail $name", ({ findings, expected }) => {
    const [control] = framework.controls;
    const strict = {
      ...framework,
      controls: control === undefined ? [] : [{ ...control, canOnlyFail: true as const }],
    };

    expect(assess(strict, [report([done], findings)]).controls[0]?.outcome.ended).toBe(expected);
  });

  test.each([
    { name: "passes when a decisive check ran", plugin: "dockerfile/second", findings: [], expected: "passed" },
    {
      name: "is not assessed when only others ran",
      plugin: "dockerfile/first",
      findings: [],
      expected: "not-assessed",
    },
    {
      name: "fails with a finding of others",
      plugin: "dockerfile/first",
      findings: [finding("dockerfile/first")],
      expected: "failed",
    },
  ])("a control with decisive checks $name", ({ plugin, findings, expected }) => {
    const [control] = framework.controls;
    const controls = control === undefined ? [] : [{ ...control, decisive: ["dockerfile/second"] }];

    const [judged] = assess({ ...framework, controls }, [report([{ plugin, ended: "done" }], findings)]).controls;

    expect(judged?.outcome.ended).toBe(expected);
  });

  test("decisive checks are among those that answer the control", () => {
    const foreign = frameworks.flatMap(({ id, controls }) =>
      controls.flatMap(({ id: control, checks, decisive = [] }) =>
        decisive
          .filter((check) => !checks.some((entry) => isAnswer(entry, check)))
          .map((check) => `${id}#${control}: ${check}`),
      ),
    );

    expect(frameworks.some(({ controls }) => controls.some(({ decisive }) => decisive !== undefined))).toBe(true);
    expect(foreign).toEqual([]);
  });

  test("a part that one of two targets lost keeps a control from passing", () => {
    const reports = [report([done], []), report([{ plugin: "dockerfile/first", ended: "failed" }], [])];

    expect(assess(framework, reports).controls[0]?.outcome.ended).toBe("not-assessed");
  });
});

describe("frameworks", () => {
  test("are sorted by id", () => {
    const ids = frameworks.map(({ id }) => id);

    expect(ids).toEqual(ids.toSorted());
  });

  // Numbers counted in the documents: CIS Docker 1.6.0 chapter 4, SP 800-190 chapter 4 with its single section on hardware,
  // the list of twelve, chapter 5 of the CIS Kubernetes versions as kube-bench has them.
  test.each([
    { name: "cis-docker@1.6.0", first: "4.1", count: 12 },
    { name: "nist-sp800-190@2017", first: "4.1.1", count: 24 },
    { name: "cis-kubernetes@1.8.0", first: "5.1.1", count: 35 },
    { name: "cis-kubernetes@1.10.0", first: "5.1.1", count: 35 },
    { name: "cis-kubernetes@1.11.1", first: "5.1.1", count: 35 },
    { name: "cis-kubernetes@1.12.0", first: "5.1.1", count: 34 },
    { name: "twelve-practices@2022", first: "1", count: 12 },
  ])("$name has every control once", ({ name, first, count }) => {
    const controls = findFramework(name)?.controls ?? [];

    expect(controls[0]?.id).toBe(first);
    expect(new Set(controls.map(({ id }) => id)).size).toBe(count);
    expect(controls).toHaveLength(count);
  });

  test.each(frameworks.map((found) => ({ name: found.id, framework: found })))(
    "$name lists the checks of a control sorted and once, and says why there are none",
    ({ framework: { controls, id, version } }) => {
      expect(id.endsWith(`@${version}`)).toBe(true);
      for (const { checks, note } of controls) {
        expect(checks).toEqual([...new Set(checks)].toSorted());
        expect(checks.length > 0 || note !== undefined).toBe(true);
      }
    },
  );

  test.each([
    { name: "cis-docker", expected: "cis-docker@1.6.0" },
    { name: "cis-kubernetes", expected: "cis-kubernetes@1.12.0" },
    { name: "cis-kubernetes@1.9.0", expected: "cis-kubernetes@1.9.0" },
    { name: "nist-sp800-190@2017", expected: "nist-sp800-190@2017" },
    { name: "cis", expected: undefined },
    { name: "cis-docker@9", expected: undefined },
    { name: "", expected: undefined },
  ])("finds '$name'", ({ name, expected }) => {
    expect(findFramework(name)?.id).toBe(expected);
  });

  test("derives the controls of a check", () => {
    expect(controlsOf("dockerfile/no-user")).toEqual([
      "cis-docker@1.6.0#4.1",
      "gdpr@2016#25(1)",
      "nist-csf@2.0#PR.AA-05",
      "nist-sp800-190@2017#4.1.2",
      "nist-sp800-190@2017#4.4.4",
      "nist-sp800-53@5#AC-6",
      "nsa-kubernetes@1.2#pod.1",
      "pci-dss@4.0.1#2.2.1",
      "twelve-practices@2022#9",
    ]);
    expect(controlsOf("workload/host-port").filter((id) => id.startsWith("cis-kubernetes@"))).toEqual([
      "cis-kubernetes@1.12.0#5.2.12",
    ]);
    expect(controlsOf("dockerfile/unheard-of")).toEqual([]);
  });

  test("count the socket of the container runtime as a path of the node wherever such paths are asked about", () => {
    const asksAboutPaths = frameworks.flatMap(({ id, controls }) =>
      controls.filter(({ checks }) => checks.includes("workload/host-path")).map((control) => ({ id, control })),
    );

    expect(asksAboutPaths.length).toBeGreaterThan(30);
    for (const { id, control } of asksAboutPaths) {
      expect(control.checks, `${id}#${control.id}`).toContain("workload/runtime-socket");
    }
  });
});

function finding(id: string, status: Finding["status"] = "open"): Finding {
  return {
    id: `${id}-${status}`,
    kind: "misconfiguration",
    rule: { id, aliases: [], controls: [] },
    severity: "low",
    title: "",
    message: "",
    remediation: "",
    subject: "stage:0",
    evidence: [{ location: { path: "Dockerfile" } }],
    status,
  };
}

function report(coverage: readonly Coverage[], findings: readonly Finding[]): Report {
  return {
    schemaVersion: 1,
    producer: { name: "sekisho", version: "0.1.0" },
    target: { kind: "dockerfile", name: "Dockerfile" },
    startedAt: "2026-11-22T01:00:00Z",
    finishedAt: "2026-11-22T01:00:01Z",
    findings,
    coverage,
    diagnostics: [],
  };
}

describe("known flaws", () => {
  const flaws = { ...framework, controls: [{ id: "1", title: { en: "One", ja: "一" }, checks: ["vulnerability/*"] }] };

  test.each([
    { name: "pass when advisories were asked", plugin: "advisories/debian:12", ended: "done", expected: "passed" },
    {
      name: "do not pass when some were missing",
      plugin: "advisories/npm",
      ended: "partial",
      expected: "not-assessed",
    },
    { name: "do not pass when nobody asked", plugin: "dockerfile/first", ended: "done", expected: "not-assessed" },
  ] as const)("$name", ({ plugin, ended, expected }) => {
    const [control] = assess(flaws, [report([{ plugin, ended }], [])]).controls;

    expect(control?.outcome.ended).toBe(expected);
  });

  test("fail with a finding", () => {
    const [control] = assess(flaws, [report([], [finding("vulnerability/CVE-2024-1234")])]).controls;

    expect(control?.outcome).toMatchObject({ ended: "failed", findings: 1 });
  });
});

import { describe, expect, test } from "vitest";
import type { Activity } from "../model/activity.ts";
import type { Finding } from "../model/finding.ts";
import type { ReportDocument } from "../model/report.ts";
import type { Language } from "../model/text.ts";
import { exportHtml } from "./html/html.ts";
import { incidentsOf } from "./incidents.ts";
import { exportMarkdown } from "./markdown/markdown.ts";
import { exportTable } from "./table/table.ts";

function finding(incident: string, at: string, own: Partial<Finding> = {}, activity: Partial<Activity> = {}): Finding {
  return {
    id: `${incident}-${at}`,
    kind: "activity",
    rule: { id: "audit/exec-in-pod", aliases: [], controls: [] },
    severity: "medium",
    title: "Command in a pod",
    message: "Ran sh.",
    remediation: "Ask.",
    subject: "User:jane > shop/web[pods/exec]",
    status: "open",
    evidence: [{ location: { path: "audit.log", startLine: 3 }, excerpt: "2026-03-02T09:00:01.000Z jane create" }],
    activity: {
      incident,
      cluster: "",
      principal: { name: "jane", groups: [] },
      sources: [],
      userAgent: "",
      firstSeen: `2026-03-02T${at}:00.000Z`,
      lastSeen: `2026-03-02T${at}:30.000Z`,
      count: 1,
      events: [],
      techniques: [],
      ...activity,
    },
    ...own,
  };
}

function documentOf(findings: readonly Finding[]): ReportDocument {
  return {
    schemaVersion: 1,
    reports: [
      {
        schemaVersion: 1,
        producer: { name: "sekisho", version: "0" },
        target: { kind: "audit-log", name: "audit.log" },
        startedAt: "2026-03-02T12:00:00.000Z",
        finishedAt: "2026-03-02T12:00:00.000Z",
        findings,
        coverage: [],
        diagnostics: [],
      },
    ],
  };
}

const hostile = "<script>alert(1)</script>|\u001b[31m`x`\n# y";
const story = documentOf([
  finding("one", "10:00", { title: "Many secrets read", severity: "high", subject: "User:jane" }, { count: 12 }),
  finding("one", "09:00"),
  finding("two", "11:00", { subject: `User:x > ${hostile}` }, { principal: { name: hostile, groups: [] } }),
  finding("three", "08:00", { status: "accepted" }),
]);

function contextIn(language: Language, columns = 100) {
  return {
    language,
    rules: new Map(),
    sourceOf: () => undefined,
    elapsedMs: 0,
    columns,
    hasColour: false,
    hasUnicode: true,
    isVerbose: true,
    now: "2026-03-02T12:00:00Z",
    commands: {},
  };
}

describe("incidents", () => {
  test("hold the open findings of one story in the order of time, the worst story first", () => {
    const shown = incidentsOf(story).map(({ id, severity, firstSeen, lastSeen, steps }) => ({
      id,
      severity,
      from: firstSeen.slice(11, 16),
      to: lastSeen.slice(11, 19),
      steps: steps.map(({ title, subject, count }) => `${title}|${subject}|${count}`),
    }));

    expect(shown[0]).toEqual({
      id: "one",
      severity: "high",
      from: "09:00",
      to: "10:00:30",
      steps: ["Command in a pod|shop/web[pods/exec]|1", "Many secrets read|User:jane|12"],
    });
    expect(shown.map(({ id }) => id)).toEqual(["one", "two"]);
  });

  test("are not there where no finding is about events", () => {
    const { activity, ...other } = finding("one", "09:00");
    expect(activity).toBeDefined();
    expect(incidentsOf(documentOf([{ ...other, kind: "misconfiguration" }]))).toEqual([]);
  });

  test.each([
    { name: "table", write: exportTable, heading: "Incidents" },
    { name: "markdown", write: exportMarkdown, heading: "#### Incidents" },
    { name: "html", write: exportHtml, heading: '<h2 id="incidents">Incidents</h2>' },
  ])("stand in the $name with their times", ({ write, heading }) => {
    const text = write(story, contextIn("en"));

    expect(text).toContain(heading);
    expect(text.indexOf("2026-03-02 09:00:00")).toBeGreaterThan(-1);
    expect(text.indexOf("2026-03-02 09:00:00")).toBeLessThan(text.indexOf("2026-03-02 10:00:00"));
    expect(text).toContain("(12 times)");
  });

  test.each([
    { name: "table", write: exportTable, forbidden: "\u001b" },
    { name: "markdown", write: exportMarkdown, forbidden: "<script>" },
    { name: "html", write: exportHtml, forbidden: "<script>" },
  ])("let nothing out of its place in the $name", ({ write, forbidden }) => {
    const text = write(story, contextIn("ja"));

    expect(text).toContain("インシデント");
    expect(text).not.toContain("\u001b[31m");
    expect(text).not.toContain(forbidden);
  });

  test("an event's line is not underlined", () => {
    expect(exportTable(story, contextIn("en"))).not.toContain("^^^");
  });
});

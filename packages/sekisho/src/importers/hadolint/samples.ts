import type { ImportSample } from "../sample.ts";

const source = "hadolint 2.12: hadolint --format json";

/** What hadolint writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: [{ code: "DL3008", column: 1, file: "-", level: "warning", line: 3, message: "" }],
    findings: 1,
  },
  {
    name: "typical",
    shows: ["typical", "everything"],
    source,
    document: [
      {
        code: "DL3008",
        column: 1,
        file: "Dockerfile",
        level: "warning",
        line: 3,
        message: "Pin versions in apt get install",
      },
      {
        code: "SC2086",
        column: 1,
        file: "Dockerfile",
        level: "info",
        line: 5,
        message: "Double quote to prevent globbing",
      },
      {
        code: "DL3008",
        column: 1,
        file: "Dockerfile",
        level: "warning",
        line: 9,
        message: "Pin versions in apt get install",
      },
    ],
    findings: 3,
    contains: [
      {
        rule: { id: "dockerfile/unpinned-apt-package" },
        subject: "",
        evidence: [{ location: { path: "Dockerfile", startLine: 3, startColumn: 1 } }],
        witnesses: [{ tool: "hadolint", rule: "DL3008", severity: "warning" }],
      },
      { rule: { id: "dockerfile/unpinned-apt-package" }, subject: "#2" },
      { rule: { id: "shell/unquoted-variable" }, subject: "" },
    ],
  },
  {
    name: "several files",
    source,
    document: [
      { code: "DL3000", column: 1, file: "a/Dockerfile", level: "error", line: 2, message: "Use absolute WORKDIR" },
      { code: "DL3000", column: 1, file: "b/Dockerfile", level: "error", line: 7, message: "Use absolute WORKDIR" },
    ],
    findings: 2,
  },
  {
    name: "a syntax error of the file",
    source,
    document: [{ code: "DL1000", column: 8, file: "Dockerfile", level: "error", line: 1, message: "unexpected 'F'" }],
    findings: 1,
    contains: [{ rule: { id: "hadolint/DL1000" }, severity: "high" }],
  },
  {
    name: "an element of the wrong type beside a good one",
    source,
    document: [
      { code: "DL4000", column: 1, file: "Dockerfile", level: "error", line: 4, message: "MAINTAINER is deprecated" },
      { code: 4000, column: 1, file: "Dockerfile", level: "error", line: 4, message: "MAINTAINER is deprecated" },
    ],
    findings: 1,
    unread: 1,
  },
  {
    name: "Checkstyle",
    source: "hadolint 2.12: hadolint --format checkstyle",
    document: `<?xml version='1.0' encoding='UTF-8'?><checkstyle version='4.3'>
<file name='a/Dockerfile'>
<error line='3' column='1' severity='warning' message='Pin versions in apt get install' source='DL3008'/>
<error line='5' column='1' severity='info' message='Double quote to prevent &quot;globbing&quot;' source='SC2086'/>
</file>
<file name='b/Dockerfile'><error line='1' column='8' severity='error' message='unexpected' source='DL1000'/></file>
</checkstyle>
`,
    findings: 3,
    contains: [
      {
        rule: { id: "dockerfile/unpinned-apt-package" },
        evidence: [{ location: { path: "a/Dockerfile", startLine: 3, startColumn: 1 } }],
        witnesses: [{ tool: "hadolint", rule: "DL3008", severity: "warning" }],
      },
      { rule: { id: "shell/unquoted-variable" }, message: 'Double quote to prevent "globbing"' },
      { rule: { id: "hadolint/DL1000" }, evidence: [{ location: { path: "b/Dockerfile" } }] },
    ],
  },
];

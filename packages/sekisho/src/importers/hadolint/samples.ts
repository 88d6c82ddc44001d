import type { ImportSample } from "../sample.ts";

const source = "hadolint 2.12: hadolint --format json";

/** What hadolint writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "typical",
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
];

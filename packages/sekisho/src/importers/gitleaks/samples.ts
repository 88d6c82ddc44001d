import type { ImportSample } from "../sample.ts";

const leak = {
  Description: "GitHub Personal Access Token",
  StartLine: 4,
  EndLine: 4,
  StartColumn: 9,
  EndColumn: 48,
  Match: "REDACTED",
  Secret: "REDACTED",
  File: "deploy/.env",
  SymlinkFile: "",
  Commit: "0123456789abcdef0123456789abcdef01234567",
  Entropy: 4.5,
  Author: "A",
  Email: "a@example.com",
  Date: "2024-05-06T07:08:09Z",
  Message: "add",
  Tags: ["key"],
  RuleID: "github-pat",
  Link: "https://github.example.test/shop/blob/0123/deploy/.env#L4",
  Fingerprint: "0123:deploy/.env:github-pat:4",
};

/** What gitleaks writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source: "gitleaks 8.18: --report-format json",
    document: [{ RuleID: "github-pat", File: "a", StartLine: 1 }],
    findings: 1,
  },
  {
    name: "8",
    shows: ["typical", "everything"],
    source: "gitleaks 8.18: --report-format json",
    document: [leak, { ...leak, File: "web/config.ts", StartLine: 0, Commit: "", Date: "" }],
    findings: 2,
    contains: [
      {
        kind: "secret",
        rule: { aliases: ["gitleaks:github-pat"] },
        subject: "file:deploy/.env",
        severity: "high",
        evidence: [{ location: { path: "deploy/.env", startLine: 4, startColumn: 9 } }],
        message: "GitHub Personal Access Token (commit 0123456789abcdef0123456789abcdef01234567)",
        witnesses: [{ firstSeen: "2024-05-06T07:08:09Z" }],
      },
    ],
  },
  {
    name: "7",
    shows: ["old"],
    source: "gitleaks 7.6: --report",
    document: [
      {
        line: "REDACTED",
        lineNumber: 3,
        offender: "REDACTED",
        rule: "AWS Access Key",
        file: "a.py",
        commit: "0123",
        date: "2021-05-06T07:08:09+02:00",
        tags: "key, AWS",
        leakURL: "https://example.com/a.py#L3",
      },
    ],
    findings: 1,
    contains: [
      {
        rule: { id: "gitleaks/AWS Access Key" },
        subject: "file:a.py",
        witnesses: [{ references: ["https://example.com/a.py#L3"] }],
      },
    ],
  },
  {
    name: "wrong types",
    source: "gitleaks 8.18",
    document: [leak, "no leak", { ...leak, StartLine: "4", Tags: "key" }],
    findings: 2,
    unread: 1,
  },
];

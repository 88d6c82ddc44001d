import type { ImportSample } from "../sample.ts";

const found = {
  SourceMetadata: {
    Data: {
      Git: {
        commit: "0123456789abcdef",
        file: "deploy/.env",
        email: "a@example.com",
        repository: "https://example.com/shop.git",
        timestamp: "2024-05-06 07:08:09 +0000",
        line: 4,
        link: "https://example.com/shop/blob/0123/deploy/.env",
      },
    },
  },
  SourceID: 1,
  SourceType: 16,
  SourceName: "trufflehog - git",
  DetectorType: 2,
  DetectorName: "AWS",
  DetectorDescription: "Keys of AWS open accounts.",
  DecoderName: "PLAIN",
  Verified: true,
  Raw: "REDACTED",
  Redacted: "REDACTED",
  ExtraData: null,
};
const image = {
  ...found,
  Verified: false,
  DetectorName: "Github",
  SourceMetadata: { Data: { Docker: { file: "/app/.env", image: "shop/web", tag: "1", layer: "sha256:aa" } } },
};

/** What TruffleHog writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source: "TruffleHog 3.63: --json",
    document: { SourceMetadata: {}, SourceName: "a", DetectorName: "AWS" },
    findings: 1,
  },
  {
    name: "3",
    shows: ["typical", "everything"],
    source: "TruffleHog 3.63: --json",
    document: `${JSON.stringify(found)}\n${JSON.stringify(image)}\n`,
    findings: 2,
    contains: [
      {
        kind: "secret",
        rule: { aliases: ["trufflehog:AWS"] },
        severity: "critical",
        subject: "file:deploy/.env",
        evidence: [{ location: { path: "deploy/.env", startLine: 4 } }],
        witnesses: [{ status: "verified", firstSeen: "2024-05-06T07:08:09+00:00" }],
      },
      { severity: "medium", subject: "file:/app/.env", evidence: [{ location: { layer: "sha256:aa" } }] },
    ],
  },
  {
    name: "2",
    shows: ["old"],
    source: "truffleHog 2.2: --json",
    document: {
      branch: "origin/main",
      commit: "add\n",
      commitHash: "0123456789abcdef",
      date: "2021-05-06 07:08:09",
      diff: "REDACTED",
      path: "a.py",
      printDiff: "REDACTED",
      reason: "High Entropy",
      stringsFound: ["REDACTED"],
    },
    findings: 1,
    contains: [
      {
        rule: { id: "trufflehog/High Entropy" },
        subject: "file:a.py",
        witnesses: [{ firstSeen: "2021-05-06T07:08:09Z" }],
      },
    ],
  },
  {
    name: "wrong types",
    source: "TruffleHog 3.63",
    document: [found, "no result", { ...found, SourceMetadata: { Data: { Git: { file: 7 } } } }],
    findings: 2,
    unread: 1,
  },
];

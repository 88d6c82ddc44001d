import type { ImportSample } from "../sample.ts";

const source = "detect-secrets 1.4: scan, audit";
const baseline = {
  version: "1.4.0",
  plugins_used: [{ name: "AWSKeyDetector" }],
  filters_used: [],
  generated_at: "2024-05-06T07:08:09Z",
};

/** What detect-secrets writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: { generated_at: "2024-05-06T07:08:09Z", plugins_used: [], results: { a: [{ type: "Secret Keyword" }] } },
    findings: 1,
  },
  { name: "nothing found", shows: ["empty"], source, document: { ...baseline, results: {} }, findings: 0 },
  {
    name: "typical",
    shows: ["typical", "everything"],
    source,
    document: {
      ...baseline,
      results: {
        "deploy/.env": [
          { type: "AWS Access Key", filename: "deploy/.env", hashed_secret: "00", is_verified: true, line_number: 4 },
          {
            type: "Secret Keyword",
            filename: "deploy/.env",
            hashed_secret: "01",
            is_verified: false,
            line_number: 9,
            is_secret: false,
          },
        ],
        "a.py": [
          { type: "Secret Keyword", filename: "a.py", hashed_secret: "02", is_verified: false, line_number: 1 },
          "none",
        ],
      },
    },
    findings: 3,
    unread: 1,
    contains: [
      {
        kind: "secret",
        rule: { id: "detect-secrets/AWS Access Key" },
        severity: "critical",
        subject: "file:deploy/.env",
        evidence: [{ location: { path: "deploy/.env", startLine: 4 } }],
        witnesses: [{ version: "1.4.0", status: "verified" }],
      },
      { status: "accepted", exception: { reason: "audited: no secret" } },
    ],
  },
];

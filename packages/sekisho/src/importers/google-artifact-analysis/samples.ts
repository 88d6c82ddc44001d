import type { ImportSample } from "../sample.ts";

const source = "Google Cloud: Artifact Analysis API v1, occurrences; gcloud artifacts docker images";
const digest = `sha256:${"ab".repeat(32)}`;

const occurrence = {
  name: "projects/p/occurrences/1",
  resourceUri: `https://us-docker.pkg.dev/p/r/shop@${digest}`,
  noteName: "projects/goog-vulnz/notes/CVE-2023-4911",
  kind: "VULNERABILITY",
  createTime: "2023-10-04T00:00:00.123Z",
  updateTime: "2023-10-05T00:00:00Z",
  vulnerability: {
    severity: "HIGH",
    effectiveSeverity: "HIGH",
    cvssScore: 7.8,
    cvssv3: { baseScore: 7.8, attackVector: "ATTACK_VECTOR_LOCAL" },
    cvssV2: { baseScore: 6.8 },
    shortDescription: "CVE-2023-4911",
    longDescription: "A buffer is too small.",
    relatedUrls: [{ url: "https://security-tracker.example.test/CVE-2023-4911", label: "More Info" }],
    fixAvailable: true,
    packageIssue: [
      {
        affectedCpeUri: "cpe:/o:debian:debian_linux:12",
        affectedPackage: "glibc",
        affectedVersion: { name: "2.36", revision: "9", kind: "NORMAL", fullName: "2.36-9" },
        fixedVersion: { name: "2.36", revision: "9+deb12u3", kind: "NORMAL" },
        packageType: "OS",
        effectiveSeverity: "HIGH",
      },
      {
        affectedPackage: "org.acme:core",
        affectedVersion: { epoch: 1, name: "1.0", kind: "NORMAL" },
        fixedVersion: { kind: "MAXIMUM" },
        packageType: "MAVEN",
        effectiveSeverity: "MINIMAL",
        fileLocation: [{ filePath: "app/core.jar" }],
      },
    ],
  },
};

/** What Google Cloud answers. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: [
      {
        resourceUri: "https://us-docker.pkg.dev/p/r/shop",
        noteName: "projects/p/notes/CVE-2023-4911",
        vulnerability: { packageIssue: [{ affectedPackage: "glibc" }] },
      },
    ],
    findings: 1,
  },
  {
    name: "list",
    shows: ["typical", "everything"],
    source,
    document: [
      occurrence,
      { ...occurrence, kind: "DISCOVERY", vulnerability: undefined },
      {
        ...occurrence,
        vulnerability: {
          severity: "LOW",
          vexAssessment: {
            state: "NOT_AFFECTED",
            justification: { justificationType: "COMPONENT_NOT_PRESENT", details: "It was taken out." },
          },
        },
      },
    ],
    findings: 3,
    leftOut: 1,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2023-4911" },
        subject: "pkg:deb/debian/glibc",
        vulnerability: { fixedIn: "2.36-9+deb12u3", installed: "2.36-9", score: 7.8 },
        witnesses: [{ firstSeen: "2023-10-04T00:00:00.123Z", severity: "HIGH" }],
      },
      {
        subject: "pkg:maven/org.acme/core",
        evidence: [{ location: { path: "app/core.jar" } }],
        vulnerability: { rating: "low" },
      },
      { status: "accepted", exception: { justification: "component_not_present" } },
    ],
  },
  {
    name: "description of an image",
    source,
    document: {
      image_summary: { digest, fully_qualified_digest: `us-docker.pkg.dev/p/r/shop@${digest}` },
      package_vulnerability_summary: { vulnerabilities: { HIGH: [occurrence], LOW: [] } },
    },
    findings: 2,
  },
  { name: "occurrences", source, document: { occurrences: [occurrence], nextPageToken: "" }, findings: 2 },
  {
    name: "wrong types",
    source,
    document: [occurrence, { ...occurrence, vulnerability: 5 }, { ...occurrence, noteName: 5 }],
    findings: 2,
    unread: 2,
  },
];

import type { ImportSample } from "../sample.ts";

const source = "SARIF 2.1.0: sections 3.11, 3.19, 3.20, 3.27, 3.48 to 3.51";

/** Parts that few tools write. */
export const optionalSamples: readonly ImportSample[] = [
  {
    name: "parts that few tools write",
    source,
    document: {
      version: "2.1.0",
      runs: [
        {
          tool: {
            driver: {
              name: "Acme Lint",
              globalMessageStrings: { open: { text: "The port {0} is open.", markdown: "`{0}` is open." } },
              rules: [
                {
                  id: "A1",
                  deprecatedIds: ["OLD1"],
                  shortDescription: { text: "A port is open" },
                  fullDescription: { text: "Everybody reaches a port that is open." },
                  defaultConfiguration: { level: "error" },
                  properties: { cwe: ["CWE-284"] },
                },
              ],
            },
          },
          invocations: [
            {
              executionSuccessful: true,
              toolConfigurationNotifications: [{ level: "error", message: { text: "A rule is not known." } }],
            },
            { executionSuccessful: false, exitSignalName: "SIGKILL" },
          ],
          properties: { imageName: "acme/shop:1", imageID: `sha256:${"a".repeat(64)}` },
          results: [
            {
              ruleId: "OLD1",
              message: { id: "open", arguments: ["22"] },
              analysisTarget: { uri: "app/server.conf" },
              suppressions: [{ kind: "external", state: "accepted" }],
              provenance: {
                firstDetectionTimeUtc: "2024-05-06T07:08:09Z",
                lastDetectionTimeUtc: "2024-05-07T07:08:09Z",
              },
              taxa: [{ id: "CWE-284", toolComponent: { name: "CWE" } }],
            },
            {
              ruleIndex: 0,
              ruleId: "A1",
              locations: [
                {
                  logicalLocations: [{ name: "listen" }],
                  message: { text: "It is opened here." },
                },
              ],
              suppressions: [{ kind: "inSource", state: "underReview" }],
            },
          ],
        },
      ],
    },
    findings: 2,
    contains: [
      {
        rule: { id: "acme-lint/OLD1" },
        message: "The port 22 is open.",
        severity: "high",
        status: "accepted",
        exception: { reason: "external" },
        witnesses: [{ firstSeen: "2024-05-06T07:08:09Z", lastSeen: "2024-05-07T07:08:09Z" }],
      },
      {
        rule: { id: "acme-lint/A1" },
        message: "Everybody reaches a port that is open.",
        subject: "listen",
        status: "open",
        witnesses: [{ status: "underReview" }],
      },
    ],
  },
];

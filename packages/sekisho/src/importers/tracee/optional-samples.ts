import type { ImportSample } from "../sample.ts";

const alert = {
  processName: "sh",
  eventName: "proc_mem",
  metadata: { Properties: { Severity: 3, signatureID: "TRC-1" } },
};

/** Where events happened, as versions of Tracee write it. */
export const optionalSamples: readonly ImportSample[] = [
  {
    name: "places as older versions write them",
    shows: ["old"],
    source: "Tracee 0.9: --output json, podName, podNamespace, containerName",
    document: [
      { ...alert, timestamp: 1_715_000_000_001_000_000, podName: "web-1", podNamespace: "shop", containerName: "app" },
      { ...alert, timestamp: 1_715_000_000_002_000_000, container: { id: "3ad7b26ded6d", image: "shop/web:1" } },
      { ...alert, timestamp: 1_715_000_000_003_000_000, hostName: "node-1" },
      {
        ...alert,
        timestamp: 1_715_000_000_004_000_000,
        metadata: { Properties: { signatureID: "TRC-2", "MITRE ATT&CK": "Execution: T1059" } },
      },
    ]
      .map((event) => `${JSON.stringify(event)}\n`)
      .join(""),
    findings: 4,
    contains: [
      { subject: "shop/web-1[Pod]/container:app", severity: "high" },
      { subject: "container:3ad7b26ded6d" },
      { subject: "host:node-1" },
      { activity: { techniques: ["attack@18#T1059"] } },
    ],
  },
];

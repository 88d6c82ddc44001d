import type { ImportSample } from "../sample.ts";
import { optionalSamples } from "./optional-samples.ts";

const source = "Tracee 0.20: --output json";
const alert = {
  timestamp: 1_715_000_000_000_000_000,
  processName: "strace",
  hostName: "node-1",
  userId: 0,
  containerId: "3ad7b26ded6d",
  container: { id: "3ad7b26ded6d", name: "app", image: "shop/web:1" },
  kubernetes: { podName: "web-1", podNamespace: "shop" },
  eventName: "anti_debugging",
  metadata: {
    Version: "1",
    Description: "A process used anti-debugging",
    Properties: {
      Category: "defense-evasion",
      Severity: 1,
      external_id: "T1622",
      signatureID: "TRC-102",
      signatureName: "Anti-Debugging detected",
    },
  },
  args: [{ name: "x", value: 1 }],
};

/** What Tracee writes. */
export const samples: readonly ImportSample[] = [
  ...optionalSamples,
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: { timestamp: 1, processName: "a", eventName: "anti_debugging", metadata: { Properties: {} } },
    findings: 1,
  },
  {
    name: "JSON Lines",
    shows: ["typical", "everything"],
    source,
    document: `${[
      alert,
      {
        timestamp: 1_715_000_000_000_000_000,
        processName: "ls",
        hostName: "node-1",
        eventName: "execve",
        metadata: null,
      },
      {
        ...alert,
        kubernetes: null,
        container: null,
        metadata: { Properties: { Severity: 3 } },
        eventName: "dropped_executable",
      },
    ]
      .map((event) => JSON.stringify(event))
      .join("\n")}\n`,
    findings: 2,
    leftOut: 1,
    contains: [
      {
        rule: { id: "tracee/TRC-102", aliases: ["tracee:TRC-102", "tracee:anti_debugging"] },
        severity: "low",
        subject: "shop/web-1[Pod]/container:app",
        activity: { principal: { name: "uid:0" }, techniques: ["attack@18#T1622"] },
      },
      { rule: { id: "tracee/dropped_executable" }, severity: "high", subject: "container:3ad7b26ded6d" },
    ],
  },
  { name: "one alert", source, document: alert, findings: 1 },
  {
    name: "wrong types",
    source,
    document: [alert, "no event", { ...alert, userId: "root" }],
    findings: 2,
    unread: 1,
  },
];

import type { Probe } from "../../semantics/pod-settings/container-spec.ts";
import { defineContainerCheck } from "../manifest/define.ts";

export const sameProbeTwice = defineContainerCheck({
  id: "reliability/same-probe-twice",
  aliases: ["kube-score:pod-probes-identical"],
  title: { en: "Liveness and readiness are probed alike", ja: "livenessProbe と readinessProbe が同一" },
  severity: "low",
  why: {
    en: "A pod that is only busy is restarted at the moment it should be left alone, and the load moves on to the next one.",
    ja: "過負荷で応答できないだけの Pod が、回復を待たずに再起動され、負荷がほかの Pod へ連鎖します。",
  },
  remediation: {
    en: "Let liveness ask for less, or let it fail later: a greater failureThreshold or periodSeconds.",
    ja: "livenessProbe の確認内容を軽くするか、failureThreshold や periodSeconds を大きくして、失敗と判定されるまでの時間を延ばしてください。",
  },
  sources: ["Kubernetes documentation, Configure Liveness, Readiness and Startup Probes"],
  examples: {
    fail: [
      "spec: { containers: [{ name: web, image: web:1, livenessProbe: { httpGet: { path: /, port: 80 } }, readinessProbe: { httpGet: { path: /, port: 80 } } }] }",
      "spec: { containers: [{ name: web, image: web:1, livenessProbe: { exec: { command: [check] }, failureThreshold: 3 }, readinessProbe: { exec: { command: [check] } } }] }",
    ],
    pass: [
      "spec: { containers: [{ name: web, image: web:1, livenessProbe: { httpGet: { path: /live, port: 80 } }, readinessProbe: { httpGet: { path: /ready, port: 80 } } }] }",
      "spec: { containers: [{ name: web, image: web:1, livenessProbe: { httpGet: { path: /, port: 80 }, failureThreshold: 30 }, readinessProbe: { httpGet: { path: /, port: 80 } } }] }",
      "spec: { containers: [{ name: web, image: web:1, livenessProbe: { tcpSocket: { port: 80 } } }] }",
    ],
  },
  evaluate({ spec: { livenessProbe: live, readinessProbe: ready } }) {
    if (live === undefined || ready === undefined || questionOf(live) !== questionOf(ready)) return [];
    if (patienceOf(live) > patienceOf(ready)) return [];
    return [
      {
        message: {
          en: "Both probes ask the same question, and liveness gives up as soon as readiness does.",
          ja: "2 つのプローブの内容が同じで、livenessProbe も readinessProbe と同時に失敗します。",
        },
        pointer: "/livenessProbe",
        also: ["/readinessProbe"],
      },
    ];
  },
});

function questionOf({ exec, httpGet, tcpSocket, grpc }: Probe): string {
  return JSON.stringify(
    [exec, httpGet, tcpSocket, grpc].map((handler) =>
      Object.entries(handler ?? {})
        .map(([field, value]) => JSON.stringify([field, value]))
        .toSorted(),
    ),
  );
}

/** Seconds until a probe gives up, with the defaults of the API: every 10 seconds, three times. */
function patienceOf({ failureThreshold = 3, periodSeconds = 10 }: Probe): number {
  return failureThreshold * periodSeconds;
}

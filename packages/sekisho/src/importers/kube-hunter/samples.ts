import type { ImportSample } from "../sample.ts";

const source = "kube-hunter 0.6: modules/report/base.py, kube-hunter --report json";
const nodes = [{ type: "Node/Master", location: "10.0.0.1" }];
const services = [{ service: "Kubelet API", location: "10.0.0.1:10250", description: "The API of the kubelet" }];

/** What kube-hunter writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest, without ids of flaws",
    shows: ["smallest", "old"],
    source: "kube-hunter 0.1: modules/report/base.py",
    document: {
      nodes: [],
      services: [],
      vulnerabilities: [
        {
          location: "10.0.0.1",
          category: "Access Risk",
          vulnerability: "CAP_NET_RAW Enabled",
          hunter: "Pod Capabilities Hunter",
        },
      ],
    },
    findings: 1,
  },
  {
    name: "typical",
    shows: ["typical", "everything"],
    source,
    document: {
      nodes,
      services,
      vulnerabilities: [
        {
          location: "10.0.0.1:10250",
          vid: "KHV036",
          category: "Initial Access // Exposed sensitive interfaces",
          severity: "medium",
          vulnerability: "Anonymous Authentication",
          description: "The kubelet asks nobody who they are",
          evidence: "The kubelet answers to anybody",
          avd_reference: "https://avd.aquasec.com/misconfig/kubernetes/khv036/",
          hunter: "Kubelet Readonly Ports",
        },
        {
          location: "Local to Pod (web-6f7d9)",
          vid: "None",
          category: "Lateral Movement // ARP poisoning and IP spoofing",
          severity: "low",
          vulnerability: "CAP_NET_RAW Enabled",
          description: "A pod may send raw packets",
          evidence: "",
          avd_reference: "None",
          hunter: "Pod Capabilities Hunter",
        },
      ],
    },
    findings: 2,
    contains: [
      {
        rule: { id: "kube-hunter/KHV036" },
        severity: "medium",
        subject: "10.0.0.1:10250",
        witnesses: [{ references: ["https://avd.aquasec.com/misconfig/kubernetes/khv036/"] }],
      },
      { rule: { id: "kube-hunter/CAP_NET_RAW Enabled" }, subject: "Local to Pod", severity: "low" },
    ],
  },
  { name: "nothing found", shows: ["empty"], source, document: { nodes, services, vulnerabilities: [] }, findings: 0 },
  {
    name: "wrong types",
    source,
    document: {
      nodes,
      services,
      vulnerabilities: [
        { vulnerability: "Access to API", vid: 7, hunter: "API Server Hunter", severity: ["high"] },
        { vulnerability: 5, hunter: "API Server Hunter" },
      ],
    },
    findings: 1,
    unread: 1,
    contains: [{ rule: { id: "kube-hunter/Access to API" } }],
  },
];

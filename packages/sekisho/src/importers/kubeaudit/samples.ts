import type { ImportSample } from "../sample.ts";

const source = "kubeaudit 0.22: printer.go, kubeaudit all --format json";

function line(rule: string, level: string, more: object = {}): string {
  return JSON.stringify({
    AuditResultName: rule,
    ResourceApiVersion: "apps/v1",
    ResourceKind: "Deployment",
    ResourceName: "web",
    ResourceNamespace: "shop",
    level,
    msg: `Something about ${rule}`,
    time: "2026-01-05T10:00:00Z",
    ...more,
  });
}

/** What kubeaudit writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "typical",
    shows: ["typical", "everything"],
    source,
    document: `${[
      line("PrivilegedTrue", "error", { Container: "app" }),
      line("PrivilegedTrue", "error", { Container: "proxy" }),
      line("NamespaceHostNetworkTrue", "error", { PodHost: "" }),
      line("CapabilityAdded", "error", { Container: "app", Capability: "NET_ADMIN", Metadata: "NET_ADMIN" }),
      line("CapabilityAdded", "error", { Container: "app", Capability: "SYS_TIME" }),
      line("SensitivePathsMounted", "error", { Container: "app", MountName: "run", MountPath: "/run" }),
      line("AppArmorAnnotationMissing", "warning", { Container: "app", MissingAnnotation: "container.apparmor" }),
    ].join("\n")}\n`,
    findings: 7,
    contains: [
      {
        rule: { id: "workload/privileged" },
        subject: "shop/web[Deployment]/container:app",
        witnesses: [{ tool: "kubeaudit", severity: "error", lastSeen: "2026-01-05T10:00:00Z" }],
      },
      { rule: { id: "workload/privileged" }, subject: "shop/web[Deployment]/container:proxy" },
      { rule: { id: "workload/host-network" }, subject: "shop/web[Deployment]" },
      { subject: "shop/web[Deployment]/container:app/capability:NET_ADMIN" },
      { subject: "shop/web[Deployment]/container:app/capability:SYS_TIME" },
      { subject: "shop/web[Deployment]/container:app/volume:run" },
    ],
  },
  {
    name: "0.11, with a label that allows it and lines about the run",
    shows: ["old"],
    source: "kubeaudit 0.11: printer.go, override/override.go",
    document: [
      JSON.stringify({
        level: "info",
        msg: "Running inside cluster, using the cluster config",
        time: "2020-11-01T10:00:00+01:00",
      }),
      line("PrivilegedTrueAllowed", "warning", { Container: "app", OverrideReason: "It mounts disks" }),
      line("ReadOnlyRootFilesystemNilAllowed", "warning", { Container: "app", OverrideReason: "" }),
    ].join("\n"),
    findings: 2,
    leftOut: 1,
    contains: [
      { rule: { id: "workload/privileged" }, status: "accepted", exception: { reason: "It mounts disks" } },
      { rule: { id: "workload/writable-root-filesystem" }, exception: { reason: "kubeaudit: allowed by a label" } },
    ],
  },
  {
    name: "a single line, of an object of the cluster",
    shows: ["smallest"],
    source,
    document: line("SeccompProfileMissing", "error", {
      ResourceApiVersion: "v1",
      ResourceKind: "Namespace",
      ResourceNamespace: "",
    }),
    findings: 1,
    contains: [{ subject: "web[Namespace]" }],
  },
  {
    name: "broken lines",
    source,
    document: [line("PrivilegedTrue", "error"), "{", line("HostPort", "error").replace('"HostPort"', "5")].join("\n"),
    findings: 1,
    unread: 2,
  },
];

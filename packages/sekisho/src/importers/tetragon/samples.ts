import type { ImportSample } from "../sample.ts";

const source = "Tetragon 1.1: export of events, API reference";
const process = {
  exec_id: "bm9kZTox",
  pid: 7,
  uid: 0,
  binary: "/bin/cat",
  arguments: "/etc/shadow",
  pod: { namespace: "shop", name: "web-1", container: { id: "containerd://3ad7", name: "app" } },
};
const kprobe = {
  process_kprobe: {
    process,
    function_name: "security_file_permission",
    policy_name: "read-secrets",
    message: "Sensitive file read",
    action: "KPROBE_ACTION_SIGKILL",
    tags: ["T1003.008"],
  },
  node_name: "node-1",
  cluster_name: "prod",
  time: "2024-05-06T07:08:09.123456789Z",
};

/** What Tetragon writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: { process_lsm: { process: { exec_id: "a", binary: "/a" }, policy_name: "p" } },
    findings: 1,
  },
  {
    name: "JSON Lines",
    shows: ["typical", "everything"],
    source,
    document: `${[
      { process_exec: { process }, node_name: "node-1", time: "2024-05-06T07:08:08Z" },
      kprobe,
      { ...kprobe, process_kprobe: { ...kprobe.process_kprobe, policy_name: "" } },
    ]
      .map((event) => JSON.stringify(event))
      .join("\n")}\n`,
    findings: 1,
    leftOut: 2,
    contains: [
      {
        rule: { id: "tetragon/read-secrets" },
        severity: "high",
        subject: "shop/web-1[Pod]/container:app",
        message: "security_file_permission: /bin/cat /etc/shadow",
        activity: { principal: { name: "uid:0" }, techniques: ["attack@18#T1003.008"], events: ["bm9kZTox"] },
        witnesses: [{ status: "KPROBE_ACTION_SIGKILL", title: "Sensitive file read" }],
      },
    ],
  },
  ...(["process_tracepoint", "process_uprobe", "process_lsm"] as const).map((event) => ({
    name: `one ${event}`,
    source,
    document: {
      [event]: { process: { ...process, pod: null }, policy_name: "p" },
      node_name: "node-1",
      time: "2024-05-06T07:08:09Z",
    },
    findings: 1,
    contains: [{ rule: { id: "tetragon/p" }, subject: "host:node-1", severity: "low" }],
  })),
  {
    name: "started processes alone",
    source,
    document: { process_exec: { process }, node_name: "node-1" },
    findings: 0,
    leftOut: 1,
  },
  {
    name: "wrong types",
    source,
    document: [kprobe, { process_kprobe: "none", time: "2024-05-06T07:08:09Z" }],
    findings: 1,
    unread: 1,
  },
];

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FieldValue } from "../field-value.ts";
import { formatEventTime } from "./event-time.ts";
import { isRecord } from "./json-value.ts";
import { syscallReader, toSyscallEvent } from "./syscall.ts";

function read(event: object, name: string, argument?: string): FieldValue {
  if (!isRecord(event)) throw new Error("no event");
  return syscallReader.open(name, argument)(toSyscallEvent(event, 1, "node-1"));
}

describe("an alert of Falco", () => {
  const alert = {
    time: "2026-11-22T10:20:05.408091526Z",
    rule: "x",
    hostname: "node-7",
    output_fields: {
      "evt.type": "open",
      "evt.arg.flags": "O_RDWR|O_CREAT",
      "proc.name": "sh",
      "proc.pname": "nginx",
      "proc.env": "<NA>",
      "user.loginuid": -1,
      "k8s.pod.name": null,
      "fd.name": "/etc/passwd",
      "evt.rawres": -13,
    },
  };

  test.each([
    ["proc.name", undefined, "sh"],
    ["proc.aname", "1", "nginx"],
    ["proc.aname", "2", null],
    ["proc.aname", undefined, ["nginx"]],
    ["proc.env", undefined, undefined],
    ["k8s.pod.name", undefined, undefined],
    ["user.loginuid", undefined, -1],
    ["proc.tty", undefined, null],
    ["fd.directory", undefined, "/etc"],
    ["fd.filename", undefined, "passwd"],
    ["evt.is_open_write", undefined, true],
    ["evt.is_open_read", undefined, true],
    ["evt.failed", undefined, true],
    ["evt.dir", undefined, "<"],
    ["evt.type.is.open", undefined, 1],
    ["evt.type.is.close", undefined, 0],
    ["syscall.type", undefined, "open"],
    ["evt.hostname", undefined, "node-7"],
    ["evt.time", undefined, "10:20:05.408091526"],
    ["evt.datetime.s", undefined, "2026-11-22 10:20:05"],
    ["evt.rawtime.s", undefined, 1795342805],
  ] as const)("%s[%s]", (name, argument, wanted) => {
    expect(read(alert, name, argument)).toEqual(wanted);
  });
});

// What Tetragon's events look like: its documentation, "Process lifecycle" and "Tracing policy examples".
describe("an event of Tetragon", () => {
  const process = {
    binary: "/usr/bin/curl",
    arguments: "-s http://x",
    pid: 42,
    uid: 0,
    auid: 4294967295,
    cwd: "/tmp",
    cap: { effective: ["CAP_CHOWN", "CAP_SYS_ADMIN"] },
    pod: {
      namespace: "shop",
      name: "web-1",
      uid: "u1",
      container: {
        id: "containerd://0123456789abcdef0123456789abcdef",
        name: "web",
        image: { name: "registry.example.com:5000/shop/web:1.4" },
      },
    },
  };
  const exec = {
    process_exec: { process, parent: { binary: "/bin/bash", pid: 7, arguments: "-l" } },
    node_name: "n1",
    time: "2026-11-22T10:20:05Z",
  };

  test.each([
    ["evt.type", "execve"],
    ["evt.rawres", 0],
    ["proc.name", "curl"],
    ["proc.exepath", "/usr/bin/curl"],
    ["proc.cmdline", "curl -s http://x"],
    ["proc.pname", "bash"],
    ["proc.pcmdline", "bash -l"],
    ["proc.pid", 42],
    ["proc.ppid", 7],
    ["proc.cwd", "/tmp"],
    ["user.uid", 0],
    ["user.loginuid", -1],
    ["thread.cap_effective", "CAP_CHOWN CAP_SYS_ADMIN"],
    ["container.id", "0123456789ab"],
    ["container.image.repository", "registry.example.com:5000/shop/web"],
    ["container.image.tag", "1.4"],
    ["k8s.ns.name", "shop"],
    ["k8s.pod.name", "web-1"],
    ["evt.hostname", "n1"],
    ["proc.tty", null],
    ["user.name", null],
  ] as const)("%s", (name, wanted) => {
    expect(read(exec, name)).toEqual(wanted);
  });

  test("a process of the host is in no container", () => {
    const event = { process_exec: { process: { binary: "/bin/ls" } } };

    expect([read(event, "container.id"), read(event, "k8s.pod.name")]).toEqual(["host", undefined]);
  });

  test("files and sockets of kernel functions", () => {
    const open = {
      process_kprobe: {
        process,
        function_name: "security_file_permission",
        args: [{ file_arg: { path: "/etc/shadow" } }, { int_arg: 4 }],
        return: { int_arg: 0 },
      },
    };
    const connect = {
      process_kprobe: {
        process,
        function_name: "tcp_connect",
        args: [
          {
            sock_arg: { saddr: "10.0.0.2", daddr: "169.254.169.254", sport: 40000, dport: 80, protocol: "IPPROTO_TCP" },
          },
        ],
      },
    };
    const call = { process_kprobe: { process, function_name: "__x64_sys_ptrace", args: [] } };

    expect(["evt.type", "fd.name", "fd.typechar", "evt.rawres"].map((name) => read(open, name))).toEqual([
      "open",
      "/etc/shadow",
      "f",
      0,
    ]);
    expect(
      ["evt.type", "fd.sip", "fd.snet", "fd.sport", "fd.l4proto", "fd.name"].map((name) => read(connect, name)),
    ).toEqual(["connect", "169.254.169.254", "169.254.169.254", 80, "tcp", "10.0.0.2:40000->169.254.169.254:80"]);
    expect(read(call, "evt.type")).toBe("ptrace");
  });
});

test("an event of our own sensors has fields as keys", () => {
  const event = {
    "evt.type": "execve",
    "proc.aname[1]": "a",
    "proc.aname[2]": "b",
    "evt.rawtime": 1_795_342_805_000_000_000,
  };

  expect(read(event, "proc.aname")).toEqual(["a", "b"]);
  expect(
    formatEventTime(
      toSyscallEvent(event, 1, "").time() ?? { date: "", clock: "", nanoseconds: "", secondsSinceEpoch: 0 },
    ),
  ).toBe("2026-11-22T10:20:05.000000000Z");
});

test("values of wrong types never throw", () => {
  const names = [
    "proc.name",
    "fd.ip",
    "proc.aname",
    "fd.directory",
    "evt.time",
    "evt.is_open_write",
    "container.id",
    "fd.types",
  ];
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.constantFrom("process_exec", "process_kprobe", "output_fields", "fd.name", "time", "evt.rawtime"),
      (value, key) => {
        for (const name of names) {
          const got = read({ [key]: value }, name);
          expect(
            got === undefined || got === null || ["string", "number", "boolean", "object"].includes(typeof got),
          ).toBe(true);
        }
      },
    ),
    { numRuns: 300 },
  );
});

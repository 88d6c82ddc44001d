import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isRecord } from "./json-value.ts";
import { syscallReader, toSyscallEvent } from "./syscall.ts";
import { findTraceeFields } from "./tracee.ts";

function read(event: object, name: string): unknown {
  if (!isRecord(event)) throw new Error("no event");
  return syscallReader.open(name, undefined)(toSyscallEvent(event, 1, ""));
}

// What Tracee's events look like: its documentation, "Event structure".
const started = {
  timestamp: 1_795_342_805_408.091 * 1e6,
  processId: 12,
  threadId: 12,
  hostProcessId: 4012,
  hostThreadId: 4012,
  hostParentProcessId: 4001,
  userId: 1000,
  processName: "curl",
  executable: { path: "/usr/bin/curl" },
  hostName: "node-7",
  containerId: "0123456789abcdef0123456789abcdef",
  container: { id: "0123456789abcdef0123456789abcdef", name: "web", image: "registry.example.com:5000/shop/web:1.4" },
  kubernetes: { podName: "web-1", podNamespace: "shop", podUID: "u1" },
  eventId: "715",
  eventName: "sched_process_exec",
  returnValue: 0,
  args: [
    { name: "pathname", type: "const char*", value: "/usr/bin/curl" },
    { name: "argv", type: "const char**", value: ["curl", "-s", "http://x"] },
  ],
};
const connected = {
  ...started,
  eventName: "security_socket_connect",
  args: [{ name: "remote_addr", type: "struct sockaddr*", value: { sin_addr: "203.0.113.7", sin_port: "443" } }],
};
const opened = {
  ...started,
  containerId: "",
  container: {},
  kubernetes: {},
  eventName: "openat",
  returnValue: -13,
  args: [
    { name: "pathname", value: "/etc/shadow" },
    { name: "flags", value: "O_RDONLY|O_CLOEXEC" },
  ],
};

describe("an event of Tracee gives Falco's fields", () => {
  test.each([
    { name: "evt.type", event: started, wanted: "execve" },
    { name: "proc.name", event: started, wanted: "curl" },
    { name: "proc.exepath", event: started, wanted: "/usr/bin/curl" },
    { name: "proc.cmdline", event: started, wanted: "curl -s http://x" },
    { name: "proc.args", event: started, wanted: "-s http://x" },
    { name: "proc.pid", event: started, wanted: 4012 },
    { name: "user.uid", event: started, wanted: 1000 },
    { name: "container.id", event: started, wanted: "0123456789ab" },
    { name: "container.image.repository", event: started, wanted: "registry.example.com:5000/shop/web" },
    { name: "container.image.tag", event: started, wanted: "1.4" },
    { name: "k8s.ns.name", event: started, wanted: "shop" },
    { name: "k8s.pod.name", event: started, wanted: "web-1" },
    { name: "evt.datetime.s", event: started, wanted: "2026-11-22 10:20:05" },
    { name: "proc.tty", event: started, wanted: null },
    { name: "proc.pname", event: started, wanted: null },
    { name: "evt.type", event: connected, wanted: "connect" },
    { name: "fd.sip", event: connected, wanted: "203.0.113.7" },
    { name: "fd.sport", event: connected, wanted: 443 },
    { name: "fd.typechar", event: connected, wanted: "4" },
    { name: "evt.type", event: opened, wanted: "openat" },
    { name: "fd.name", event: opened, wanted: "/etc/shadow" },
    { name: "evt.is_open_read", event: opened, wanted: true },
    { name: "evt.failed", event: opened, wanted: true },
    { name: "container.id", event: opened, wanted: "host" },
    { name: "k8s.pod.name", event: opened, wanted: undefined },
  ])("$name of $event.eventName: $wanted", ({ name, event, wanted }) => {
    expect(read(event, name)).toEqual(wanted);
  });
});

test("members of any type are read without a fault", () => {
  fc.assert(
    fc.property(fc.object({ maxDepth: 3 }), fc.array(fc.object()), (other, args) => {
      const fields = findTraceeFields({ eventName: "x", processName: "y", ...other, args });
      expect(fields === undefined || isRecord(fields)).toBe(true);
    }),
  );
});

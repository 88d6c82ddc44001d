import fc from "fast-check";
import { expect, test } from "vitest";
import { classifyHostPath } from "./classify-host-path.ts";

// Sources: Kubernetes documentation, hostPath; paths of sockets as the documentation of each runtime names them.
test.each([
  { name: "/var/run/docker.sock", expected: "runtime-socket" },
  { name: "/run/docker.sock", expected: "runtime-socket" },
  { name: "/var/run//./docker.sock/", expected: "runtime-socket" },
  { name: "/etc/../var/run/crio/crio.sock", expected: "runtime-socket" },
  { name: "/run/k3s/containerd/containerd.sock", expected: "runtime-socket" },
  { name: "/run/user/1000/podman/podman.sock", expected: "runtime-socket" },
  { name: "\\\\.\\pipe\\docker_engine", expected: "runtime-socket" },
  { name: "/var/run/docker.sock.bak", expected: "other" },
  { name: "/run/user/1000/bus", expected: "other" },
  { name: "/home/ubuntu/.aws/credentials", expected: "credential" },
  { name: "/root/.config/gcloud", expected: "credential" },
  { name: "/etc/kubernetes/azure.json", expected: "credential" },
  { name: "/etc/kubernetes/pki/etcd", expected: "credential" },
  { name: "/var/lib/etcd", expected: "credential" },
  { name: "/home/ubuntu/aws", expected: "other" },
  { name: "/", expected: "system" },
  { name: "", expected: "system" },
  { name: "/../..", expected: "system" },
  { name: "/etc", expected: "system" },
  { name: "/etc/cron.d", expected: "system" },
  { name: "/var/log", expected: "system" },
  { name: "/var/log/pods", expected: "system" },
  { name: "/var/run", expected: "system" },
  { name: "/var/lib/kubelet/plugins", expected: "system" },
  { name: "/proc/1/root", expected: "system" },
  { name: "/dev/mem", expected: "system" },
  { name: "C:\\Windows\\System32", expected: "system" },
  { name: "C:\\", expected: "system" },
  { name: "/etc/localtime", expected: "other" },
  { name: "/etc/ssl/certs", expected: "other" },
  { name: "/lib/modules", expected: "other" },
  { name: "/etcetera", expected: "other" },
  { name: "/var/lib/app", expected: "other" },
  { name: "/home/app/data", expected: "other" },
  { name: "D:\\data", expected: "other" },
] as const)("“$name” is $expected", ({ name, expected }) => {
  expect(classifyHostPath(name)).toBe(expected);
});

test("slashes, dots and detours change nothing", () => {
  const detour = fc.constantFrom("/", "//", "/./", "/x/../");
  fc.assert(
    fc.property(fc.array(detour, { minLength: 3, maxLength: 3 }), ([first = "", second = "", third = ""]) => {
      expect(classifyHostPath(`${first}var${second}run${third}docker.sock`)).toBe("runtime-socket");
    }),
  );
});

test("any text has a class", () => {
  fc.assert(
    fc.property(fc.string(), (path) => {
      expect(["runtime-socket", "credential", "system", "other"]).toContain(classifyHostPath(path));
    }),
  );
});

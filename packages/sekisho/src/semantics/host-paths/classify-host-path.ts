/** What a path of the node holds: each path has one class, the worst. */
export type HostPathClass = "runtime-socket" | "credential" | "system" | "other";

/** Sockets of container runtimes, and the directories that hold nothing else. */
const runtimeSockets: ReadonlySet<string> = new Set([
  "/run/buildkit",
  "/run/buildkit/buildkitd.sock",
  "/run/containerd",
  "/run/containerd/containerd.sock",
  "/run/cri-dockerd.sock",
  "/run/crio",
  "/run/crio/crio.sock",
  "/run/docker.sock",
  "/run/dockershim.sock",
  "/run/k0s/containerd.sock",
  "/run/k3s/containerd",
  "/run/k3s/containerd/containerd.sock",
  "/run/podman",
  "/run/podman/podman.sock",
  "//./pipe/containerd-containerd",
  "//./pipe/docker_engine",
]);

/** Files and directories with credentials of the node or of the cloud; everything below them counts. */
const credentialPaths: readonly string[] = [
  "/etc/kubernetes/admin.conf",
  "/etc/kubernetes/azure.json",
  "/etc/kubernetes/cloud-config",
  "/etc/kubernetes/cloud.conf",
  "/etc/kubernetes/pki",
  "/etc/kubernetes/super-admin.conf",
  "/var/lib/kubelet/config.json",
  "/var/lib/kubelet/kubeconfig",
  "/var/lib/kubelet/pki",
  "/var/lib/etcd",
];

/** Directories of a user's home with credentials. */
const credentialDirectories: ReadonlySet<string> = new Set([".aws", ".azure", ".docker", ".gcloud", ".kube", ".ssh"]);

/** Directories of the system that count with everything below them. */
const systemTrees: readonly string[] = [
  "/bin",
  "/boot",
  "/dev",
  "/etc",
  "/lib",
  "/lib64",
  "/proc",
  "/root",
  "/sbin",
  "/sys",
  "/usr",
  "/var/lib/containerd",
  "/var/lib/containers",
  "/var/lib/docker",
  "/var/lib/kubelet",
  "/var/lib/rancher",
  "/var/log",
];

/** Directories of the system that only count themselves: what lies below them belongs to somebody. */
const systemDirectories: ReadonlySet<string> = new Set(["/", "/home", "/opt", "/run", "/srv", "/var", "/var/lib"]);

/** Parts of system trees that tell nothing worth hiding: time zones, certificates of authorities, kernel modules. */
const harmlessTrees: readonly string[] = [
  "/etc/ca-certificates",
  "/etc/localtime",
  "/etc/os-release",
  "/etc/pki/ca-trust",
  "/etc/pki/tls/certs",
  "/etc/ssl/certs",
  "/etc/timezone",
  "/lib/modules",
  "/usr/lib/modules",
  "/usr/local/share/ca-certificates",
  "/usr/share/ca-certificates",
  "/usr/share/zoneinfo",
  "/usr/src",
];

/** Tells what a path of the node holds, however it is written (`/var/run//docker.sock`, `/var/../run`). */
export function classifyHostPath(written: string): HostPathClass {
  const path = normalizeHostPath(written);
  if (runtimeSockets.has(path) || /^\/run\/user\/\d{1,10}\/(?:docker|podman)/.test(path)) return "runtime-socket";
  const parts = path.split("/");
  if (credentialPaths.some((tree) => isWithin(path, tree))) return "credential";
  if (
    parts.some(
      (part, index) => credentialDirectories.has(part) || (part === ".config" && parts[index + 1] === "gcloud"),
    )
  ) {
    return "credential";
  }
  if (harmlessTrees.some((tree) => isWithin(path, tree))) return "other";
  if (systemDirectories.has(path) || systemTrees.some((tree) => isWithin(path, tree))) return "system";
  return /^\/?[a-z]:(?:\/(?:windows(?:\/.{0,1000})?)?)?$/i.test(path) ? "system" : "other";
}

/** Gives a path as the kernel walks it: without `.`, `..` and doubled slashes; `/var/run` is `/run`. */
function normalizeHostPath(written: string): string {
  const slashed = written.replaceAll("\\", "/");
  if (slashed.toLowerCase().startsWith("//./pipe/")) return slashed.toLowerCase();
  const kept: string[] = [];
  for (const part of slashed.split("/")) {
    if (part === "..") kept.pop();
    else if (part !== "" && part !== ".") kept.push(part);
  }
  const path = `/${kept.join("/")}`;
  return isWithin(path, "/var/run") ? path.slice("/var".length) : path;
}

function isWithin(path: string, tree: string): boolean {
  return path === tree || path.startsWith(`${tree}/`);
}

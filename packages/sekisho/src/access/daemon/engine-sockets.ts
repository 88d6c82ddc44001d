import { existsSync } from "node:fs";
import { join } from "node:path";

/** Where a daemon is spoken to: a socket file of this machine, or an address. */
export type DaemonAddress =
  | { readonly kind: "socket"; readonly path: string }
  | { readonly kind: "address"; readonly url: URL };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Gives the addresses at which Docker may answer: the one that `DOCKER_HOST` names and no other, else those sockets that
 * are there: the system's, Docker Desktop's, and the one of a daemon that runs without root.
 */
export function dockerAddresses(environment: Environment): readonly DaemonAddress[] {
  const named = environment["DOCKER_HOST"];
  if (named !== undefined && named !== "") return addressOf(named);
  const { HOME: home, XDG_RUNTIME_DIR: runtime } = environment;
  return existing([
    process.platform === "win32" ? "//./pipe/docker_engine" : "/var/run/docker.sock",
    runtime === undefined ? undefined : join(runtime, "docker.sock"),
    home === undefined ? undefined : join(home, ".docker/run/docker.sock"),
  ]);
}

/** Gives the addresses at which Podman may answer: `CONTAINER_HOST`, else the user's own socket, then the system's. */
export function podmanAddresses(environment: Environment): readonly DaemonAddress[] {
  const named = environment["CONTAINER_HOST"];
  if (named !== undefined && named !== "") return addressOf(named);
  const runtime = environment["XDG_RUNTIME_DIR"];
  return existing([runtime === undefined ? undefined : join(runtime, "podman/podman.sock"), "/run/podman/podman.sock"]);
}

/** Gives the addresses at which containerd may answer: `CONTAINERD_ADDRESS`, else its sockets, k3s among them. */
export function containerdAddresses(environment: Environment): readonly DaemonAddress[] {
  const named = environment["CONTAINERD_ADDRESS"];
  if (named !== undefined && named !== "") return [{ kind: "socket", path: named.replace(/^unix:\/\//, "") }];
  return existing(["/run/containerd/containerd.sock", "/run/k3s/containerd/containerd.sock"]);
}

function existing(paths: readonly (string | undefined)[]): readonly DaemonAddress[] {
  return paths
    .filter((path) => path !== undefined && existsSync(path))
    .map((path) => ({ kind: "socket", path: path ?? "" }));
}

function addressOf(text: string): readonly DaemonAddress[] {
  const socket = /^(?:unix|npipe):\/\/(.+)$/.exec(text)?.[1];
  if (socket !== undefined) return [{ kind: "socket", path: socket }];
  const url = URL.parse(text.replace(/^tcp:/, "http:"));
  return url === null || !["http:", "https:"].includes(url.protocol) ? [] : [{ kind: "address", url }];
}

/** Gives an address as messages name it. */
export function addressName(address: DaemonAddress): string {
  return address.kind === "socket" ? address.path : address.url.host;
}

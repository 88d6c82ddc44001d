/** How images are opened; nothing is read from the process but what is given here. */
export interface OpenImageOptions {
  /** `linux/arm64`; by default Linux on this machine's processor. */
  readonly platform?: string;
  /** Other hosts to ask first, by registry: `{ "docker.io": ["mirror.example.com"] }`. */
  readonly mirrors?: Readonly<Record<string, readonly string[]>>;
  /** Hosts, with their port, that are spoken to without TLS; those on loopback are anyway when they have no TLS. */
  readonly plainHttpHosts?: readonly string[];
  /** Folder of Docker's `config.json`; by default `DOCKER_CONFIG`, then `~/.docker`. */
  readonly configDirectory?: string;
  /** Where streams that must be read twice are put, in files without a name; by default the system's. */
  readonly temporaryDirectory?: string;
  /** Variables such as `HTTPS_PROXY`, `DOCKER_HOST` and `HOME`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ends everything that waits. */
  readonly signal?: AbortSignal;
}

/** For which machine an image is made. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

/** `HEALTHCHECK` of an image; times in seconds. */
export interface HealthCheck {
  /** As in the configuration: `["NONE"]`, `["CMD", …]` or `["CMD-SHELL", "…"]`. */
  readonly test: readonly string[];
  readonly intervalSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly retries?: number;
}

/** What an image says of how it is run. Source: OCI image specification 1.1, Image Configuration. */
export interface ImageConfiguration {
  readonly platform: Platform;
  /** RFC 3339. */
  readonly created?: string;
  readonly author?: string;
  /** As written, empty when it is not set. */
  readonly user: string;
  /** As written: `80/tcp`. */
  readonly exposedPorts: readonly string[];
  /** `NAME=value`, as written. */
  readonly environment: readonly string[];
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly workingDirectory: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
  readonly stopSignal?: string;
  readonly shell?: readonly string[];
  readonly onBuild: readonly string[];
  readonly healthCheck?: HealthCheck;
}

/** One step of the image's making. */
export interface HistoryEntry {
  readonly created?: string;
  readonly createdBy: string;
  readonly comment?: string;
  readonly isEmptyLayer: boolean;
}

/** One layer as the manifest names it. */
export interface ImageLayer {
  /** From 0, the lowest first. */
  readonly index: number;
  /** As the manifest claims; verified when the layer was read. Left out by archives that know only the diff id. */
  readonly digest?: string;
  /** As the configuration claims; verified when the layer was read. */
  readonly diffId: string;
  readonly mediaType: string;
  /** Bytes as stored. */
  readonly sizeBytes: number;
  /** Index of the history entry that made it; left out when history and layers do not fit. */
  readonly history?: number;
  /** Why it is not read: a foreign layer that is fetched from elsewhere, or an encrypted one. */
  readonly unreadable?: "foreign" | "encrypted";
}

/** One image of one platform, without its content. */
export interface ImageDescription {
  /** As the user or the archive names it: `registry.example.com/shop/web:1.4`. */
  readonly name: string;
  /** All names that the source knows, sorted. */
  readonly tags: readonly string[];
  /** Digest of the manifest, computed; left out by sources that keep none. */
  readonly digest?: string;
  /** Digest of the configuration, computed: the image id. */
  readonly configDigest: string;
  /** Where it was read: `registry`, `docker-archive`, `oci-layout`, … */
  readonly source: ImageSourceKind;
  readonly configuration: ImageConfiguration;
  readonly history: readonly HistoryEntry[];
  readonly layers: readonly ImageLayer[];
  readonly annotations: Readonly<Record<string, string>>;
}

/** Where an image can come from. */
export type ImageSourceKind =
  | "registry"
  | "docker-archive"
  | "oci-layout"
  | "oci-archive"
  | "docker-daemon"
  | "podman"
  | "containerd";

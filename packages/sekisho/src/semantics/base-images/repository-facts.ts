import type { ImageUser, PackageManager, Publisher, ShellProgram } from "./base-image.ts";

/** A family of operating systems whose images have the same tools. */
export type SystemName =
  | "alpine"
  | "amazon"
  | "arch"
  | "azure"
  | "busybox"
  | "debian"
  | "debian-like"
  | "fedora"
  | "none"
  | "oracle"
  | "photon"
  | "rhel"
  | "rhel-micro"
  | "rhel-minimal"
  | "suse"
  | "ubuntu"
  | "windows";

/** What the images of a family have in common. */
export interface SystemFacts {
  /** The name at endoflife.date; `undefined` where the family has several, or no releases. */
  readonly distribution: string | undefined;
  readonly shell: ShellProgram;
  readonly hasBash: boolean;
  readonly packageManager: PackageManager;
}

/** How an image's smaller sibling is written: a word that is added to the tag, or that replaces another. */
export type SlimRule = "append-slim" | "append-minimal" | "jdk-to-jre";

/** A distroless image for programs of this language: a name, with `{major}` for the major version in the tag. */
export interface DistrolessRule {
  readonly image: string;
  /** Major versions that exist; all when left out. */
  readonly majors?: readonly number[];
}

/** What is known of all tags of a repository. What is left out follows from the tag, from the system, or is unknown. */
export interface RepositoryFacts {
  /** `docker-official` when left out. */
  readonly publisher?: Publisher;
  /** The system of a tag that does not name one; unknown when left out. */
  readonly system?: SystemName;
  /** The product whose version begins the tag, by its name at endoflife.date. */
  readonly product?: string;
  /** The distribution's name where it differs from the system's. */
  readonly distribution?: string;
  /** The distribution's release that holds for every tag. */
  readonly release?: string;
  /** `root` when left out. */
  readonly user?: ImageUser | "varies";
  readonly unprivilegedUser?: ImageUser;
  /** The first major version in the tag that has that user; all when left out. */
  readonly unprivilegedSince?: number;
  /** Words of a tag whose images run as that user. */
  readonly unprivilegedWords?: readonly string[];
  readonly workdir?: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  /** True, or `undefined` for unknown, where its Alpine images differ from Alpine itself. */
  readonly alpineHasBash?: boolean;
  readonly isBuildImage?: boolean;
  /** The word of a tag that leaves the build tools out; `jre` when left out. */
  readonly runtimeWord?: string;
  readonly dropsPrivileges?: boolean;
  readonly slim?: SlimRule;
  /** Rough uncompressed size of the slim sibling on amd64. */
  readonly slimMegabytes?: number;
  readonly distroless?: DistrolessRule;
  /** An image of the same software that runs without root; the tag is kept. */
  readonly unprivilegedImage?: string;
  /** Where the publisher keeps a copy; official images have one without saying so. */
  readonly mirror?: string;
  readonly successors?: readonly [string, ...string[]];
}

/** Facts by repository name as people write it. */
export type RepositoryTable = Readonly<Record<string, RepositoryFacts>>;

/** The families of systems. */
export const systems: Readonly<Record<SystemName, SystemFacts>> = {
  alpine: { distribution: "alpine-linux", shell: "busybox", hasBash: false, packageManager: "apk" },
  amazon: { distribution: "amazon-linux", shell: "bash", hasBash: true, packageManager: "dnf" },
  arch: { distribution: undefined, shell: "bash", hasBash: true, packageManager: "pacman" },
  azure: { distribution: undefined, shell: "bash", hasBash: true, packageManager: "tdnf" },
  busybox: { distribution: undefined, shell: "busybox", hasBash: false, packageManager: "none" },
  debian: { distribution: "debian", shell: "dash", hasBash: true, packageManager: "apt" },
  "debian-like": { distribution: undefined, shell: "dash", hasBash: true, packageManager: "apt" },
  fedora: { distribution: "fedora", shell: "bash", hasBash: true, packageManager: "dnf" },
  none: { distribution: undefined, shell: "none", hasBash: false, packageManager: "none" },
  oracle: { distribution: "oracle-linux", shell: "bash", hasBash: true, packageManager: "dnf" },
  photon: { distribution: "vmware-photon", shell: "bash", hasBash: true, packageManager: "tdnf" },
  rhel: { distribution: "rhel", shell: "bash", hasBash: true, packageManager: "dnf" },
  "rhel-micro": { distribution: "rhel", shell: "bash", hasBash: true, packageManager: "none" },
  "rhel-minimal": { distribution: "rhel", shell: "bash", hasBash: true, packageManager: "microdnf" },
  suse: { distribution: "opensuse", shell: "bash", hasBash: true, packageManager: "zypper" },
  ubuntu: { distribution: "ubuntu", shell: "dash", hasBash: true, packageManager: "apt" },
  windows: { distribution: "windows-server", shell: "none", hasBash: false, packageManager: "none" },
};

import type { PackageType } from "./package.ts";

/** The lines of an os-release file, or what another release file says in the same words. */
export interface ReleaseFact {
  readonly kind: "release";
  /** Lower case, as in os-release: `debian`, `rhel`, `alpine`. */
  readonly id: string;
  readonly idLike: readonly string[];
  /** Left out by rolling and testing releases. */
  readonly versionId?: string;
  readonly codename?: string;
  readonly variantId?: string;
  readonly name?: string;
  readonly prettyName?: string;
  /** `SUPPORT_END` of os-release, `YYYY-MM-DD`. */
  readonly supportEnd?: string;
}

/** A place that packages are installed from. */
export interface RepositoryFact {
  readonly kind: "repository";
  readonly type: "apk" | "apt" | "yum";
  readonly address: string;
  /** Suite of apt, branch of apk (`v3.20`), id of yum. */
  readonly suite?: string;
  readonly components?: readonly string[];
  readonly isEnabled: boolean;
  /** The setting that turns the verification of its packages off, as written; left out where they are verified or nothing is said. */
  readonly unverifiedBy?: string;
}

/** Files of one package of a distribution, where they stand in a file of their own (`info/curl.list` of dpkg). */
export interface FileListFact {
  readonly kind: "file-list";
  readonly type: PackageType;
  readonly packageName: string;
  /** Where packages of several architectures are installed. */
  readonly architecture?: string;
  readonly paths: readonly string[];
}

/** Checksums that a package brought for its files. */
export interface FileChecksumsFact {
  readonly kind: "file-checksums";
  readonly type: PackageType;
  readonly packageName: string;
  readonly architecture?: string;
  readonly algorithm: "md5" | "sha1" | "sha256";
  /** Path and hexadecimal checksum in turn: half the memory of pairs. */
  readonly entries: readonly string[];
}

/** A file that one package moved away for its own (`dpkg-divert`): others install `from` as `to`. */
export interface DiversionFact {
  readonly kind: "diversion";
  /** Both from the root, without a leading slash. */
  readonly from: string;
  readonly to: string;
  /** The package whose own file stays at `from`; left out for a local diversion, which moves the file of every package. */
  readonly packageName?: string;
}

/** Licences of one package, where they stand in a file of their own (`copyright` of dpkg). */
export interface LicensesFact {
  readonly kind: "licenses";
  readonly type: PackageType;
  readonly packageName: string;
  readonly licenses: readonly string[];
}

/** One line of a passwd file. */
export interface AccountFact {
  readonly kind: "account";
  readonly name: string;
  readonly userId: number;
  readonly groupId: number;
  readonly home: string;
  readonly shell: string;
  /** `shadow`: the password stands in the shadow file. The password itself is never kept. */
  readonly password: "empty" | "locked" | "set" | "shadow";
  /** The scheme of a password that is set here, as in a shadow file. */
  readonly scheme?: string;
  readonly line: number;
}

/** One line of a shadow or gshadow file. */
export interface ShadowFact {
  readonly kind: "shadow";
  readonly name: string;
  readonly password: "empty" | "locked" | "set";
  /** The scheme of a password that is set, as the hash names it: `descrypt`, `md5crypt`, `sha512crypt`, `yescrypt`. */
  readonly scheme?: string;
  readonly line: number;
}

/** One line of a group file. */
export interface GroupFact {
  readonly kind: "group";
  readonly name: string;
  readonly groupId: number;
  readonly members: readonly string[];
  readonly line: number;
}

/** Repositories of Red Hat that a layer was built with (`root/buildinfo/content_manifests`), or a product label. */
export interface ContentSetsFact {
  readonly kind: "content-sets";
  readonly names: readonly string[];
}

/** Something that is not a package but that a check or a match needs. Facts are read file by file and joined later. */
export type Fact =
  | ReleaseFact
  | RepositoryFact
  | FileListFact
  | FileChecksumsFact
  | DiversionFact
  | LicensesFact
  | AccountFact
  | ShadowFact
  | GroupFact
  | ContentSetsFact;

/** A base image that we know, with the facts that hold for one tag. What is not known is `undefined`, never guessed. */
export interface BaseImage {
  /** As people write it, without tag: `node`, `gcr.io/distroless/static-debian12`. Mirrors carry the original's name. */
  readonly name: string;
  /** `undefined` when the reference has none. */
  readonly tag: string | undefined;
  readonly publisher: Publisher;
  readonly platform: "linux" | "windows";
  /** Who its processes run as without USER. */
  readonly user: ImageUser | undefined;
  /** A user without privileges that the image brings along, ready for USER. */
  readonly unprivilegedUser: ImageUser | undefined;
  readonly workdir: string | undefined;
  readonly entrypoint: readonly string[] | undefined;
  readonly command: readonly string[] | undefined;
  /** What `/bin/sh` is; `none` for an image without shell. */
  readonly shell: ShellProgram | undefined;
  readonly hasBash: boolean | undefined;
  readonly packageManager: PackageManager | undefined;
  readonly distribution: Distribution | undefined;
  /** Support periods that are known for this tag: of the product first, then of the distribution. */
  readonly support: readonly SupportPeriod[];
  /** What `support` answers, for whoever knows more. */
  readonly versions: readonly SupportQuestion[];
  /** Brings compilers or build tools that a running service has no use for. */
  readonly isBuildImage: boolean;
  /** Its entrypoint starts as root and gives up its privileges before the service runs. */
  readonly dropsPrivileges: boolean;
  /** A smaller or safer image of the same purpose. */
  readonly alternatives: readonly Alternative[];
  /** A copy that the publisher keeps in Amazon ECR Public, without tag. */
  readonly mirror: string | undefined;
  /** Set when the publisher gave it up. */
  readonly deprecated: Deprecation | undefined;
}

/** Who answers for an image: Docker's curated set, the maker of the software, or somebody else. */
export type Publisher = "docker-official" | "maker" | "community";

/** A user of an image. */
export interface ImageUser {
  readonly name: string;
  /** `undefined` when it differs between tags. */
  readonly id: number | undefined;
}

/** The program behind `/bin/sh`. */
export type ShellProgram = "dash" | "busybox" | "bash" | "none";

/** What installs packages in an image. */
export type PackageManager = "apt" | "apk" | "dnf" | "microdnf" | "yum" | "tdnf" | "zypper" | "pacman" | "none";

/** The operating system inside. */
export interface Distribution {
  /** The name that endoflife.date gives it: `debian`, `alpine-linux`, `rhel`. */
  readonly id: string;
  /** `12`, `3.20`; `undefined` when the tag does not say it. */
  readonly release: string | undefined;
}

/** A release of a product or distribution of which it is asked how long it is maintained. */
export interface SupportQuestion {
  readonly subject: "product" | "distribution";
  /** The name that endoflife.date gives it. */
  readonly product: string;
  /** As complete as the tag says it: `20.11.1`, `3`. */
  readonly version: string;
}

/** How long one release of a product or distribution is maintained. */
export interface SupportPeriod {
  readonly subject: "product" | "distribution";
  /** The name that endoflife.date gives it. */
  readonly product: string;
  readonly cycle: string;
  /** First day without free security fixes, `YYYY-MM-DD`; `undefined` when it is over since an unknown day. */
  readonly ends: string | undefined;
  /** Last day of longer support that others give (Debian LTS) or that is paid for, `YYYY-MM-DD`. */
  readonly extendedUntil: string | undefined;
}

/** An image to use instead. */
export interface Alternative {
  readonly kind: "slimmer" | "distroless" | "unprivileged";
  /** A complete reference. */
  readonly reference: string;
  /** Rough size of the image on amd64, uncompressed; `undefined` when we have no figure. */
  readonly megabytes: number | undefined;
}

/** The end of an image. */
export interface Deprecation {
  /** Where to go instead, as repository names. */
  readonly successors: readonly [string, ...string[]];
}

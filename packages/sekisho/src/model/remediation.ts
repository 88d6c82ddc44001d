import type { Severity } from "./severity.ts";

/** What can be done about known flaws of packages. */
export const remediationKinds = [
  "raise-base-image",
  "upgrade-system",
  "upgrade-source-package",
  "raise-dependency",
  "rebuild-program",
  "replace-program",
  "remove-package",
] as const;

/** Which kind of change takes flaws away. */
export type RemediationKind = (typeof remediationKinds)[number];

/** How much findings weigh together. */
export interface RemediationEffect {
  readonly findings: number;
  /** Sum of the risks of the findings. */
  readonly risk: number;
  /** Part of the risk of all open flaws, 0 to 1; 0 where nothing has a risk. */
  readonly share: number;
  readonly severities: Readonly<Record<Severity, number>>;
}

/** One package that an action changes. */
export interface VersionChange {
  /** Package URL of what is installed. */
  readonly package: string;
  readonly name: string;
  readonly from: string;
  /** The version to have at least; left out where the package goes, or where only the next build tells it. */
  readonly to?: string;
  /** Paths of the files that it was found in, as findings name them. */
  readonly paths: readonly string[];
  /** False for what another package brings. */
  readonly isDirect: boolean;
}

/** The image that an image is built on, and the reference to build on instead. */
export interface RaisedImage {
  readonly from: string;
  /** Left out where the same name leads to a newer build. */
  readonly to?: string;
}

/** One thing to do, and which findings it takes away. */
export interface RemediationAction {
  /** Kind and subject: the same in every later report. */
  readonly id: string;
  readonly kind: RemediationKind;
  /** The base image, the distribution, or the package without its version. */
  readonly subject: string;
  readonly title: string;
  /** Why this is the change to make, how sure it is and what it leaves. */
  readonly explanation: string;
  /** To copy, each for a POSIX shell. */
  readonly commands: readonly string[];
  readonly image?: RaisedImage;
  readonly changes: readonly VersionChange[];
  /** Ids of the findings that it takes away by itself. */
  readonly findings: readonly string[];
  /** What it takes away by itself. */
  readonly removes: RemediationEffect;
  /** What it takes away when the actions before it are done. */
  readonly adds: RemediationEffect;
  /** What is left when it and the actions before it are done. */
  readonly remains: RemediationEffect;
}

/** What to do about the known flaws of a target's packages, in the order in which most risk goes first. */
export interface RemediationPlan {
  /** All open flaws of packages. */
  readonly total: RemediationEffect;
  /** Actions that add nothing to those before them stand last: they are other ways to the same end. */
  readonly actions: readonly RemediationAction[];
}

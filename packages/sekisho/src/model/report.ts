import type { Diagnostic } from "./diagnostic.ts";
import type { Finding } from "./finding.ts";
import type { Location } from "./location.ts";
import type { Package } from "./package.ts";
import type { RemediationPlan } from "./remediation.ts";
import type { ReportedService } from "./security-policy.ts";

/** What a report can be about. The last four are looked at by other tools whose reports are imported. */
export const targetKinds = [
  "dockerfile",
  "directory",
  "configuration",
  "image",
  "filesystem",
  "sbom",
  "manifest",
  "audit-log",
  "cluster",
  "registry",
  "host",
  "cloud-account",
] as const;

/** What a target is. */
export type TargetKind = (typeof targetKinds)[number];

/** What a report says of an image beside its findings. */
export interface ImageSummary {
  readonly layers: number;
  /** Bytes of the layers as stored. */
  readonly sizeBytes: number;
  /** `linux/arm64/v8`. */
  readonly platform: string;
  /** RFC 3339. */
  readonly created?: string;
  /** `shop/web:1.4`: what an archive or a layout calls the image, at most 20 names. */
  readonly tags?: readonly string[];
}

/** What the user asked to scan. */
export interface Target {
  readonly kind: TargetKind;
  /** Path relative to the working directory with forward slashes, or an image reference; `-` is standard input. */
  readonly name: string;
  /** `sha256:` and hex of the bytes that were examined; of an image its manifest, else its configuration. */
  readonly digest?: string;
  /** The distribution that was found, as it names itself: `Debian GNU/Linux 12 (bookworm)`. */
  readonly distribution?: string;
  /** How many packages were found; left out where none were looked for. */
  readonly packages?: number;
  readonly image?: ImageSummary;
}

/** How one plug-in ended: "nothing found" is not "not looked". */
export interface Coverage {
  readonly plugin: string;
  readonly ended: "done" | "partial" | "skipped" | "failed";
  /** Why it did not end with `done`. */
  readonly reason?: string;
}

/** A diagnostic in the language of the report. */
export interface ReportedDiagnostic {
  readonly code: string;
  readonly level: Diagnostic["level"];
  readonly message: string;
  readonly location?: Location;
}

/** Who made a report. */
export interface Producer {
  readonly name: string;
  readonly version: string;
}

/** Another tool's document that a report was made of. */
export interface ImportedOrigin {
  /** Id of the tool as aliases write it: `trivy`. */
  readonly tool: string;
  readonly toolVersion?: string;
  /** What the document is: `Trivy JSON, schema 2`. */
  readonly format: string;
  /** As the user names it. */
  readonly document: string;
  /** How many things the tool said that are findings here. */
  readonly findings: number;
  /** How many things the tool looked at and found nothing wrong with, as far as it says. */
  readonly passed: number;
  /** How many things have no place in a report; each is a diagnostic. */
  readonly leftOut: number;
  /** How many entries of packages it lists, with those that name a package again; left out where it lists none. */
  readonly packages?: number;
}

/** A package that an imported document lists. */
export type ListedPackage = Pick<Package, "purl" | "name" | "version" | "licenses">;

/** Something in the life cycle of a container: what a report can be about, or a workload that runs containers. */
export interface LifeCycleThing {
  readonly kind: TargetKind | "workload";
  /** As a report about it names its target; a workload as findings name it: `shop/web[Deployment]`. */
  readonly name: string;
  readonly digest?: string;
}

/** How two things hang together: a Dockerfile builds an image, an image is based on another one, a workload runs it. */
export interface Relation {
  readonly from: LifeCycleThing;
  readonly kind: "builds" | "is-based-on" | "runs";
  readonly to: LifeCycleThing;
}

/** Everything one scan of one target has to say. */
export interface Report {
  readonly schemaVersion: 1;
  readonly producer: Producer;
  readonly target: Target;
  /** The documents of other tools that it was made of; left out where we looked ourselves. */
  readonly origins?: readonly ImportedOrigin[];
  /** RFC 3339, UTC. */
  readonly startedAt: string;
  /** RFC 3339, UTC. */
  readonly finishedAt: string;
  /** Sorted by path, line, column and rule; known flaws of packages behind the others, the riskiest first. */
  readonly findings: readonly Finding[];
  /** The packages that imported documents list, each once, in their order; left out where they list none. */
  readonly packages?: readonly ListedPackage[];
  /** What to do about known flaws of packages; left out where there are none. */
  readonly remediationPlan?: RemediationPlan;
  /** What the target is made from or runs, as far as it says so; left out where it says nothing. */
  readonly relations?: readonly Relation[];
  /** How services meet what their data demands; left out without a security policy. */
  readonly securityPolicy?: readonly ReportedService[];
  readonly coverage: readonly Coverage[];
  readonly diagnostics: readonly ReportedDiagnostic[];
}

/** The JSON document that a scan prints. */
export interface ReportDocument {
  readonly schemaVersion: 1;
  readonly reports: readonly Report[];
}

import type { Inventory } from "../../model/inventory.ts";
import type { Package, PackageLocation } from "../../model/package.ts";
import type { RaisedImage, RemediationKind, VersionChange } from "../../model/remediation.ts";
import type { Severity } from "../../model/severity.ts";
import type { Text } from "../../model/text.ts";
import type { Vulnerability } from "../../model/vulnerability.ts";
import type { SupportCalendar } from "../../semantics/base-images/support-calendar.ts";
import type { VulnerabilityStore } from "../vulnerability-store.ts";

/** What all parts of a plan look at. */
export interface RemediationContext {
  readonly inventory: Inventory;
  readonly store: VulnerabilityStore;
  /** A version is clean when it has no known flaw of this severity or a worse one. */
  readonly threshold: Severity;
  /** `YYYY-MM-DD`: releases whose support is over are left. */
  readonly today: string;
  /** Knows more of it than what comes with the program. */
  readonly calendar?: SupportCalendar | undefined;
  /** Written before the paths of files, as findings do. */
  readonly pathPrefix: string;
  /** Tells whether somebody decided that a flaw stays. */
  readonly isAccepted: (vulnerability: Vulnerability) => boolean;
}

/** One flaw in one package, in the base image or above it. */
export interface FlawInstance {
  /** Index among all instances. */
  readonly index: number;
  /** Index among the open findings. */
  readonly finding: number;
  readonly vulnerability: Vulnerability;
  readonly package: Package;
  readonly origin: PackageLocation["origin"];
  /** Those of this origin. */
  readonly locations: readonly PackageLocation[];
}

/** One thing to do, before it is weighed. */
export interface DraftAction {
  readonly kind: RemediationKind;
  readonly subject: string;
  readonly title: Text;
  readonly explanation: Text;
  readonly commands: readonly string[];
  readonly image?: RaisedImage;
  readonly changes: readonly VersionChange[];
  /** Indexes of the instances that it takes away. */
  readonly elements: readonly number[];
}

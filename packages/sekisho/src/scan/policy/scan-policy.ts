import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Severity } from "../../model/severity.ts";
import type { Text } from "../../model/text.ts";
import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";

/** A policy of the user, whatever language it is written in. */
export interface ScanPolicy {
  readonly name: string;
  /** Of the policy as a whole; left out where each of its validations has its own. */
  readonly title?: Text;
  readonly remediation: Text;
  readonly severity: Severity;
  readonly judge: (set: ManifestSet) => PolicyVerdict;
}

/** What a policy says of a set. */
export interface PolicyVerdict {
  readonly breaches: readonly PolicyBreach[];
  readonly diagnostics: readonly Diagnostic[];
}

/** One way in which an object is not as a policy wants it. */
export interface PolicyBreach {
  readonly object: ManifestObject;
  /** JSON pointer in the object. */
  readonly pointer: string;
  readonly message: Text;
  /** When the policy has none. */
  readonly title?: Text;
  /** Tells the demands of one policy apart; left out for the first or only one. */
  readonly detail?: string;
  /** The container that it is about. */
  readonly container?: string;
  /** When it is not the policy's. */
  readonly severity?: Severity;
}

/** Policies of a call. */
export interface LoadedPolicies {
  readonly policies: readonly ScanPolicy[];
  /** What of the files is not judged, and why. */
  readonly diagnostics: readonly Diagnostic[];
}

import type { Program } from "../cel/program.ts";
import type { LabelSelector } from "./label-selector.ts";
import type { MatchResources } from "./match-resources.ts";

/** A ValidatingAdmissionPolicy ready to judge requests. */
export interface AdmissionPolicy {
  readonly name: string;
  /** What an expression that fails means: the request is refused, or the policy says nothing. */
  readonly failurePolicy: "Fail" | "Ignore";
  /** The kind of its parameters, `group/version` and kind; left out when it takes none. */
  readonly paramKind?: { readonly apiVersion: string; readonly kind: string };
  readonly match: MatchResources;
  readonly matchConditions: readonly PolicyExpression[];
  /** In order: each may read those before it. */
  readonly variables: readonly PolicyExpression[];
  readonly validations: readonly Validation[];
  readonly auditAnnotations: readonly PolicyExpression[];
}

/** One expression of a policy. */
export interface PolicyExpression {
  /** Of a condition, a variable or an annotation. */
  readonly name: string;
  readonly source: string;
  /** Where it stands in the policy. */
  readonly pointer: string;
  readonly program: Program;
}

/** What has to be true of an object. */
export interface Validation {
  readonly condition: PolicyExpression;
  /** What the policy says when it is not; empty when it says nothing. */
  readonly message: string;
  readonly messageExpression?: PolicyExpression;
  /** A reason of Kubernetes' API, such as `Invalid` or `Forbidden`. */
  readonly reason: string;
}

/** A ValidatingAdmissionPolicyBinding: where a policy holds, and with which parameters. */
export interface PolicyBinding {
  readonly name: string;
  readonly policyName: string;
  readonly actions: readonly ValidationAction[];
  readonly match: MatchResources;
  readonly params?: ParameterReference;
}

export type ValidationAction = "Deny" | "Warn" | "Audit";

/** Which objects are a policy's parameters. */
export interface ParameterReference {
  /** One object by name, else all that the selector takes. */
  readonly name?: string;
  readonly selector?: LabelSelector;
  /** Left out: the namespace of the object that is judged. */
  readonly namespace?: string;
  /** What it means that there is none. */
  readonly whenMissing: "Allow" | "Deny";
}

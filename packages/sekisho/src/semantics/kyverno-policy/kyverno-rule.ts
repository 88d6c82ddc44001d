import type { Text } from "../../model/text.ts";
import type { AdmissionRequest } from "../admission-policy/request.ts";
import type { ManifestValue } from "../kubernetes/manifest-value.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";
import type { ResourceTest } from "./match-resource.ts";

/** What a rule is asked about. */
export interface RuleSubject {
  readonly request: AdmissionRequest;
  /** The object of the request, as the API server would have it. */
  readonly object: ManifestValue;
  /** Of a pod and what makes pods. */
  readonly template: PodTemplate | undefined;
  readonly kubernetesMinor: number;
  /** Finds another object of the same set, or one that stands among the policies. */
  readonly findObject: (kind: string, namespace: string, name: string) => ManifestValue | undefined;
  /** Told of an object that the rule needs and that is not given: the rule is not judged then. */
  readonly onMissing: (what: string) => void;
  /** Says that time is over. */
  readonly shouldStop: () => boolean;
}

/** One place of an object that a rule does not allow; its pointer is of the request's object. */
export interface RuleBreach {
  readonly pointer: string;
  /** When it is not the rule's. */
  readonly message?: Text;
  readonly container?: string;
}

/** A validation rule of a Kyverno policy. */
export interface KyvernoRule {
  readonly name: string;
  readonly isAbout: ResourceTest;
  /** What the rule says when it is not met; empty when it says nothing. */
  readonly message: (subject: RuleSubject) => string;
  readonly judge: (subject: RuleSubject) => readonly RuleBreach[];
}

import type { CheckDescription, ParameterSchema, ParametersOf } from "../../model/check.ts";
import type { Severity } from "../../model/severity.ts";
import type { Text } from "../../model/text.ts";
import type { ServiceRules } from "../../semantics/data-classes/security-policy.ts";
import type { ManifestFix } from "../../semantics/kubernetes/manifest-change.ts";
import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import type { PodContainer, PodTemplate } from "../../semantics/pod-settings/pod-template.ts";

/** One way a manifest fails a check. */
export interface ManifestViolation {
  /** What is wrong here, with the names and values of this object; a sentence. */
  readonly message: Text;
  /**
   * JSON pointer into what the check was asked about (pod template, container or object). It may name a field that is
   * missing: the nearest part that is there is shown.
   */
  readonly pointer: string;
  /** More places of the same violation, same base. */
  readonly also?: readonly string[];
  /** Places of other objects, in this file or another, that the violation needs too: shown as further evidence. */
  readonly elsewhere?: readonly OtherPlace[];
  /**
   * Tells violations of one check about one subject apart, stably: `volume:data`, `capability:SYS_ADMIN`. Those without or
   * with the same detail become one finding with several pieces of evidence.
   */
  readonly detail?: string;
  /** When this one is better or worse than the check's own severity. */
  readonly severity?: Severity;
  /** Its pointers have the same base as the violation's. */
  readonly fix?: ManifestFix;
}

/** A place in another object than the one that a violation is shown at. */
export interface OtherPlace {
  readonly object: ManifestObject;
  /** JSON pointer in the object. */
  readonly pointer: string;
  /** What is seen there; a sentence. */
  readonly message: Text;
}

/** A violation of a question about a pod; its pointers are of the pod template, whatever it is about. */
export interface PodViolation extends ManifestViolation {
  /** The container that it is about; the pod itself when left out. */
  readonly container?: PodContainer | undefined;
}

/** A violation of a question about several objects, with the object that it is shown at. */
export interface SetViolation extends ManifestViolation {
  readonly object: ManifestObject;
}

/** A set written down for a test or the reference page. */
export interface ManifestExample {
  /** Documents of YAML, parted by `---`. */
  readonly manifests: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Minor version of Kubernetes; the newest that is known when left out. */
  readonly kubernetesMinor?: number;
  /** The services of the security policy; none when left out. */
  readonly services?: readonly ServiceRules[];
}

interface CheckOfSubject<Subject extends string, Schema extends ParameterSchema> extends CheckDescription {
  readonly subject: Subject;
  readonly parameters?: Schema;
  /**
   * Tells whether a set holds anything to ask about, where the subject and the kinds do not say it: what was not looked at is
   * not good. Without anything there are no violations.
   */
  isAbout?(set: ManifestSet): boolean;
  /** A text is a manifest; of a question about pods or containers a pod template: `spec: { containers: [] }`. */
  readonly examples: {
    readonly fail: readonly [string | ManifestExample, ...(string | ManifestExample)[]];
    readonly pass: readonly [string | ManifestExample, ...(string | ManifestExample)[]];
  };
}

/** What a check may ask beside its own subject. */
export interface ManifestSurroundings<Schema extends ParameterSchema> {
  readonly set: ManifestSet;
  readonly parameters: ParametersOf<Schema>;
}

/** A question about every pod template, whatever workload holds it. Pointers are of the pod template. */
export interface PodCheck<Schema extends ParameterSchema = ParameterSchema>
  extends CheckOfSubject<"pod-template", Schema> {
  /** Every violation; pure. */
  evaluate(template: PodTemplate, surroundings: ManifestSurroundings<Schema>): readonly PodViolation[];
}

/** A question about every container: main, init, sidecar and ephemeral ones. Pointers are of the container. */
export interface ContainerCheck<Schema extends ParameterSchema = ParameterSchema>
  extends CheckOfSubject<"container", Schema> {
  /** Every violation; pure. */
  evaluate(container: PodContainer, surroundings: ManifestSurroundings<Schema>): readonly ManifestViolation[];
}

/** A question about single objects of some kinds. Pointers are of the object. */
export interface ObjectCheck<Schema extends ParameterSchema = ParameterSchema>
  extends CheckOfSubject<"object", Schema> {
  /** `Kind.group` (`Ingress.networking.k8s.io`, `Secret`); every kind when left out. */
  readonly kinds?: readonly [string, ...string[]];
  /** Every violation; pure. */
  evaluate(object: ManifestObject, surroundings: ManifestSurroundings<Schema>): readonly ManifestViolation[];
}

/** A question about how objects hang together. Pointers are of the violation's object. */
export interface SetCheck<Schema extends ParameterSchema = ParameterSchema> extends CheckOfSubject<"set", Schema> {
  /** Every violation; pure. */
  evaluate(set: ManifestSet, surroundings: ManifestSurroundings<Schema>): readonly SetViolation[];
}

/** A question about manifests. */
export type ManifestCheck = PodCheck | ContainerCheck | ObjectCheck | SetCheck;

type NoParameters = Readonly<Record<never, never>>;

type Declared<Check> = Omit<Check, "subject">;

/** Declares a check of pod templates. */
export function definePodCheck<const Schema extends ParameterSchema = NoParameters>(
  check: Declared<PodCheck<Schema>>,
): PodCheck<Schema> {
  return { ...check, subject: "pod-template" };
}

/** Declares a check of containers. */
export function defineContainerCheck<const Schema extends ParameterSchema = NoParameters>(
  check: Declared<ContainerCheck<Schema>>,
): ContainerCheck<Schema> {
  return { ...check, subject: "container" };
}

/** Declares a check of single objects. */
export function defineObjectCheck<const Schema extends ParameterSchema = NoParameters>(
  check: Declared<ObjectCheck<Schema>>,
): ObjectCheck<Schema> {
  return { ...check, subject: "object" };
}

/** Declares a check of a set of objects. */
export function defineSetCheck<const Schema extends ParameterSchema = NoParameters>(
  check: Declared<SetCheck<Schema>>,
): SetCheck<Schema> {
  return { ...check, subject: "set" };
}

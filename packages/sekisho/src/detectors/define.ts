import type { AuditEvent } from "../model/audit-event.ts";
import type { CheckDescription, ParameterSchema, ParametersOf } from "../model/check.ts";
import type { Severity } from "../model/severity.ts";
import type { Text } from "../model/text.ts";
import type { AddressLists } from "../semantics/address-lists/address-lists.ts";
import type { Comparison } from "./baseline.ts";
import type { DimensionName } from "./baseline-dimensions.ts";
import type { AuditExample } from "./example.ts";
import type { SeenEvent } from "./seen-event.ts";

/** A technique with the version of MITRE's matrix that names it so. */
export type Technique = `attack@${number}#T${number}`;

/** What a question about a stream of events says of itself. */
export interface DetectorDescription extends CheckDescription {
  readonly findingKind: "activity";
  /** What to do when it fires, in this order. */
  readonly response: readonly [Text, ...Text[]];
  /** What looks the same and is harmless, and how to tell. */
  readonly falsePositives: Text;
  readonly techniques: readonly Technique[];
}

/**
 * How a request ended: `succeeded`, it was carried out (a dry run is not); `refused`, the caller may not (401, 403).
 */
export type AuditOutcome = "succeeded" | "refused";

/** The events that a detector is asked about. Data, so that others cost it nothing. */
export interface AuditReads {
  /** Every verb when left out. */
  readonly verbs?: readonly [string, ...string[]];
  /**
   * `secrets` of the core group, `deployments.apps`, `pods/exec` with its subresource, `pods/*` with any subresource or
   * none; `*` for every object. Left out, requests about no object (`/healthz`) are read too.
   */
  readonly resources?: readonly [string, ...string[]];
  /** `succeeded` when left out. */
  readonly outcome?: AuditOutcome | "any";
  /**
   * Whose requests: those of anybody; of anonymous callers; of everybody but the built-in parts of the control plane and
   * the nodes, which is what holds when it is left out.
   */
  readonly callers?: "all" | "anonymous" | "not-system";
  /** The body without which the question cannot be answered: events that lack it are counted. None when left out. */
  readonly needs?: "request" | "response";
}

/** What a detector says of events that it was asked about. */
export interface AuditAlert {
  /**
   * What the act is about, stably: `shop/web[pods]`. Empty when it is about the caller alone, whose name is added anyway:
   * alerts of one caller with the same subject are one finding.
   */
  readonly subject: string;
  /** What was done, with the names and values of these events; a sentence without the caller's name. */
  readonly message: Text;
  /** When this one is better or worse than the detector's own severity. */
  readonly severity?: Severity;
  /** Who gains power by the act, as `describePrincipal` names them: what they do later belongs to the same story. */
  readonly empowers?: readonly string[];
}

/** What a detector may ask beside the event. */
export interface AuditSurroundings<Schema extends ParameterSchema = ParameterSchema> {
  readonly parameters: ParametersOf<Schema>;
  /** Addresses that the user's threat lists name. */
  readonly threats: AddressLists;
}

interface AuditDetectorOf<Kind extends string, Schema extends ParameterSchema> extends DetectorDescription {
  readonly kind: Kind;
  readonly parameters?: Schema;
  readonly examples: {
    readonly fires: readonly [AuditExample, ...AuditExample[]];
    readonly silent: readonly [AuditExample, ...AuditExample[]];
  };
}

/** A question about every single event. */
export interface EventDetector<Schema extends ParameterSchema = ParameterSchema>
  extends AuditDetectorOf<"event", Schema> {
  readonly reads: AuditReads;
  /** Every alert that one event gives; pure. */
  judge(event: AuditEvent, surroundings: AuditSurroundings<Schema>): readonly AuditAlert[];
}

/** How much in which time is too much. */
export interface WindowLimits {
  readonly seconds: number;
  /** So many different items within the time give an alert. */
  readonly items: number;
}

/** So much happened in so little time. */
export interface Burst {
  /** What is counted together: the caller, unless the detector says otherwise. */
  readonly key: string;
  /** The different items of the window, the oldest first. */
  readonly items: readonly string[];
  readonly seconds: number;
  /** The event that filled the window. */
  readonly event: AuditEvent;
}

/** A question about how many different things happen in a time. */
export interface WindowDetector<Schema extends ParameterSchema = ParameterSchema>
  extends AuditDetectorOf<"window", Schema> {
  readonly reads: AuditReads;
  limits(parameters: ParametersOf<Schema>): WindowLimits;
  /** What is counted together; the caller when left out. */
  keyOf?(event: AuditEvent): string;
  /** What is counted: two events with the same item count once. `undefined` is not counted. Pure. */
  itemOf(event: AuditEvent, surroundings: AuditSurroundings<Schema>): string | undefined;
  alert(burst: Burst, surroundings: AuditSurroundings<Schema>): AuditAlert;
}

/** One step of a sequence. */
export interface SequenceStep<Schema extends ParameterSchema = ParameterSchema> {
  readonly reads: AuditReads;
  /** What joins this step with the others, such as the caller: every key that the event takes the step for. Pure. */
  keysOf(event: AuditEvent, surroundings: AuditSurroundings<Schema>): readonly string[];
}

/** A question about things that happen one after the other. */
export interface SequenceDetector<Schema extends ParameterSchema = ParameterSchema>
  extends AuditDetectorOf<"sequence", Schema> {
  readonly steps: readonly [SequenceStep<Schema>, SequenceStep<Schema>, ...SequenceStep<Schema>[]];
  /** From the first step to the last. */
  seconds(parameters: ParametersOf<Schema>): number;
  /** @param taken One event for each step, in their order. */
  alert(
    taken: readonly [SeenEvent, SeenEvent, ...SeenEvent[]],
    event: AuditEvent,
    surroundings: AuditSurroundings<Schema>,
  ): AuditAlert;
}

/** A question about what is usual for a caller. It is silent while the cluster is learned. */
export interface BaselineDetector<Schema extends ParameterSchema = ParameterSchema>
  extends AuditDetectorOf<"baseline", Schema> {
  readonly reads: AuditReads;
  /** In what the event is compared. */
  readonly dimensions: readonly [DimensionName, ...DimensionName[]];
  /** From which score on an event is unusual: 0 to 100. */
  threshold(parameters: ParametersOf<Schema>): number;
  /** Gives the alert of an unusual event; `undefined` where it is none all the same. Pure. */
  alert(event: AuditEvent, comparison: Comparison, surroundings: AuditSurroundings<Schema>): AuditAlert | undefined;
}

/** A question about an audit log. */
export type AuditDetector = EventDetector | WindowDetector | SequenceDetector | BaselineDetector;

type NoParameters = Readonly<Record<never, never>>;

type Declared<Detector> = Omit<Detector, "kind" | "findingKind">;

/** Declares a detector that judges every event by itself. */
export function defineEventDetector<const Schema extends ParameterSchema = NoParameters>(
  detector: Declared<EventDetector<Schema>>,
): EventDetector<Schema> {
  return { ...detector, kind: "event", findingKind: "activity" };
}

/** Declares a detector that counts. */
export function defineWindowDetector<const Schema extends ParameterSchema = NoParameters>(
  detector: Declared<WindowDetector<Schema>>,
): WindowDetector<Schema> {
  return { ...detector, kind: "window", findingKind: "activity" };
}

/** Declares a detector that compares with what is usual. */
export function defineBaselineDetector<const Schema extends ParameterSchema = NoParameters>(
  detector: Declared<BaselineDetector<Schema>>,
): BaselineDetector<Schema> {
  return { ...detector, kind: "baseline", findingKind: "activity" };
}

/** Declares a detector of steps that follow each other. */
export function defineSequenceDetector<const Schema extends ParameterSchema = NoParameters>(
  detector: Declared<SequenceDetector<Schema>>,
): SequenceDetector<Schema> {
  return { ...detector, kind: "sequence", findingKind: "activity" };
}

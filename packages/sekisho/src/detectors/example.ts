/** A request written down for a test or the reference page. */
export interface AuditExampleEvent {
  /** `jane` when left out, a person with the group `developers`. */
  readonly user?: string;
  /** Those that a user of that name has when left out. */
  readonly groups?: readonly string[];
  /** Whom the caller impersonates. */
  readonly as?: string;
  readonly verb: string;
  /** `secrets`, `deployments.apps`, `pods/exec`; left out for a request about no object. */
  readonly resource?: string;
  readonly namespace?: string;
  /** `#` stands for the number of the repetition, from 1. */
  readonly name?: string;
  /** Path and query; that of the object when left out. `?query` alone is added to it. */
  readonly uri?: string;
  /** Status of the answer; 200, 201 or 101 by the verb and the resource when left out. */
  readonly code?: number;
  /** `198.51.100.20` when left out. */
  readonly address?: string;
  /** `kubectl/v1.36.0` when left out. */
  readonly agent?: string;
  /** `RequestResponse` when left out. */
  readonly level?: "Metadata" | "Request" | "RequestResponse";
  /** `ResponseComplete` when left out. */
  readonly stage?: "RequestReceived" | "ResponseStarted" | "ResponseComplete" | "Panic";
  readonly request?: unknown;
  readonly response?: unknown;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Seconds since the event before; 1 when left out. */
  readonly after?: number;
  /** The event so many times; once when left out. */
  readonly times?: number;
}

/** A stream of events written down for a test or the reference page. */
export interface AuditExample {
  /** What happens in it. */
  readonly name: string;
  readonly events: readonly [AuditExampleEvent, ...AuditExampleEvent[]];
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Addresses and networks of a threat list by its name. */
  readonly threats?: Readonly<Record<string, readonly string[]>>;
}

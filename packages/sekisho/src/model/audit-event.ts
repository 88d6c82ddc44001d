/** Who called the API server, as it authenticated them. */
export interface AuditUser {
  /** `system:anonymous`, `system:serviceaccount:shop/web` in its long form, `jane@example.com`; empty where none is given. */
  readonly name: string;
  readonly groups: readonly string[];
  readonly uid: string;
  /** What the authenticator adds: `authentication.kubernetes.io/pod-name`, `arn`, … */
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

/** What a request is about. Every text is empty where the event gives none. */
export interface AuditObject {
  /** Empty for the core group. */
  readonly apiGroup: string;
  readonly apiVersion: string;
  /** Plural, lower case: `pods`. */
  readonly resource: string;
  /** `exec`, `token`, `proxy`; empty for none. */
  readonly subresource: string;
  readonly namespace: string;
  /** Empty for `list`, `create` with `generateName` and everything else without a name. */
  readonly name: string;
  readonly uid: string;
}

/** How a request ended. */
export interface AuditResponse {
  /** HTTP status; 0 where none is given. */
  readonly code: number;
  /** `Forbidden`, `AlreadyExists`; empty for none. */
  readonly reason: string;
  /** `Success`, `Failure`; empty for none. */
  readonly status: string;
  readonly message: string;
}

/**
 * Whether a body stands in an event: `given`; `none`, the request or answer has none; `not-asked`, the audit policy keeps
 * it out (level `Metadata`, or `Request` for the answer); `truncated`, it was too large for the log.
 */
export type AuditBodyState = "given" | "none" | "not-asked" | "truncated";

/** When a request was written down. Source: Kubernetes documentation, "Auditing". */
export type AuditStage = "RequestReceived" | "ResponseStarted" | "ResponseComplete" | "Panic";

/** How much of a request is written down. */
export type AuditLevel = "Metadata" | "Request" | "RequestResponse";

/**
 * One event of a Kubernetes audit log, whatever envelope it came in. Texts from outside are as they came: of any content,
 * never checked.
 */
export interface AuditEvent {
  readonly kind: "audit";
  /** Empty where the log does not name its cluster. */
  readonly cluster: string;
  /** One request has one id at all its stages; empty where none is given. */
  readonly auditId: string;
  readonly stage: AuditStage;
  readonly level: AuditLevel;
  /** `get`, `list`, `create`, `deletecollection`; of requests about no object the HTTP method in lower case. */
  readonly verb: string;
  /** Who was authenticated. */
  readonly user: AuditUser;
  /** As whom the request was judged, where the caller impersonates somebody. */
  readonly impersonated: AuditUser | undefined;
  /** Addresses of the caller and proxies between, the nearest to the caller first; the last one is no claim of theirs. */
  readonly sourceIps: readonly string[];
  readonly userAgent: string;
  /** Left out by requests about no object: `/healthz`. */
  readonly object: AuditObject | undefined;
  /** Path and query. */
  readonly requestUri: string;
  /** `undefined` at the stage `RequestReceived`. */
  readonly response: AuditResponse | undefined;
  /** What was sent, plain JSON; `undefined` unless `requestBody` is `given`. */
  readonly requestObject: unknown;
  readonly requestBody: AuditBodyState;
  /** What was answered, plain JSON; `undefined` unless `responseBody` is `given`. */
  readonly responseObject: unknown;
  readonly responseBody: AuditBodyState;
  /** When the request arrived, in milliseconds since 1970; 0 where the event has no readable time. */
  readonly receivedMs: number;
  /** When the stage was reached, which is what logs are written in the order of. */
  readonly stageMs: number;
  /** `authorization.k8s.io/decision` and other notes of the API server. */
  readonly annotations: Readonly<Record<string, string>>;
  /** The event as `audit.k8s.io/v1` writes it, plain JSON: as it came, or made from another form. */
  readonly raw: unknown;
  /** The file that it stands in, as reports name it. */
  readonly path: string;
  /** Line of the file, from 1; 0 where it is a part of a document. */
  readonly line: number;
  /** JSON pointer in the document or in the line; empty where the line is the event. */
  readonly pointer: string;
}

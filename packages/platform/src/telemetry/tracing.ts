/** What a span is about, as far as it is known when it begins. Values never hold what people wrote. */
export interface NewSpan {
  readonly name: string;
  /** Who asked: somebody outside, the queue, or we ourselves. */
  readonly kind: "server" | "consumer" | "internal";
  readonly attributes: Readonly<Record<string, string | number>>;
  /** `traceparent` of the caller, as W3C Trace Context writes it. */
  readonly parent?: string | undefined;
}

/** Work that is being timed. */
export interface Span {
  /** Ends it; `hasFailed` where the fault is ours. */
  end(attributes: Readonly<Record<string, string | number>>, hasFailed: boolean): void;
}

/** Tells a collector how long work took, and which work belongs together. */
export interface Tracing {
  begin(span: NewSpan): Span;
  /** Sends what waits. */
  stop(): Promise<void>;
}

const noSpan: Span = { end: () => undefined };

/** Tells nobody. */
export const noTracing: Tracing = { begin: () => noSpan, stop: () => Promise.resolve() };

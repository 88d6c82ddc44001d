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

/**
 * Opens traces as OpenTelemetry's variables say: to the collector at `OTEL_EXPORTER_OTLP_ENDPOINT` (or at the address of
 * traces alone), or to nobody. The library loads only when it is needed.
 */
export async function openTracing(environment: Readonly<Record<string, string | undefined>>): Promise<Tracing> {
  const url = findTracesUrl(environment);
  if (url === undefined || environment["OTEL_SDK_DISABLED"]?.toLowerCase() === "true") return noTracing;
  const { openOtlpTracing } = await import("./otlp-tracing.ts");
  const serviceName = environment["OTEL_SERVICE_NAME"] ?? "sekisho";
  return openOtlpTracing({ url, serviceName, ratio: readRatio(environment["OTEL_TRACES_SAMPLER_ARG"]) });
}

/** Source: OpenTelemetry Protocol Exporter, "Endpoint URLs for OTLP/HTTP". */
function findTracesUrl(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const own = environment["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];
  if (own !== undefined && own !== "") return own;
  const base = environment["OTEL_EXPORTER_OTLP_ENDPOINT"];
  return base === undefined || base === "" ? undefined : `${base.replace(/\/$/, "")}/v1/traces`;
}

function readRatio(written: string | undefined): number {
  const ratio = Number(written ?? "1");
  return ratio >= 0 && ratio <= 1 ? ratio : 1;
}

import { noTracing, type Tracing } from "./tracing.ts";

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

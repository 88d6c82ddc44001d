import { type Context, ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { Tracing } from "./tracing.ts";

/** Where spans go. */
export interface OtlpSettings {
  /** Address that takes OTLP over HTTP. */
  readonly url: string;
  readonly serviceName: string;
  /** Part of all traces that is kept, from 0 to 1. */
  readonly ratio: number;
}

/** A server that stops waits no longer for a collector. */
const maxSendMs = 3000;
const spanKinds = { server: SpanKind.SERVER, consumer: SpanKind.CONSUMER, internal: SpanKind.INTERNAL } as const;
/** Version 00: trace, span of the caller, flags. Source: W3C Trace Context, 3.2. */
const traceparent = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Sends spans to a collector, in batches; without a collector they are dropped, and nothing waits for it. */
export function openOtlpTracing({ url, serviceName, ratio }: OtlpSettings): Tracing {
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: maxSendMs });
  const sampler = new TraceIdRatioBasedSampler(ratio);
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": serviceName }),
    // Callers from outside do not decide how much is recorded here.
    sampler: new ParentBasedSampler({ root: sampler, remoteParentSampled: sampler, remoteParentNotSampled: sampler }),
    spanProcessors: [new BatchSpanProcessor({ exporter, exportTimeoutMillis: maxSendMs })],
  });
  const tracer = provider.getTracer("sekisho");
  return {
    begin: ({ name, kind, attributes, parent }) => {
      const span = tracer.startSpan(name, { kind: spanKinds[kind], attributes }, contextOf(parent));
      return {
        end: (more, hasFailed) => {
          span.setAttributes(more);
          if (hasFailed) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
    stop: () => provider.shutdown(),
  };
}

function contextOf(written: string | undefined): Context {
  const parts = traceparent.exec(written ?? "");
  if (parts === null) return ROOT_CONTEXT;
  const [, traceId = "", spanId = "", flags = ""] = parts;
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

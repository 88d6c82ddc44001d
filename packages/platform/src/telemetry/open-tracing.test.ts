import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { useTestServer } from "../routes/fixtures/test-server.ts";
import { openTracing } from "./open-tracing.ts";
import { noTracing } from "./tracing.ts";

const timeoutMs = 120_000;
const value = z.object({ stringValue: z.string().optional(), intValue: z.union([z.string(), z.number()]).optional() });
const span = z.object({
  name: z.string(),
  traceId: z.string(),
  parentSpanId: z.string().optional(),
  kind: z.number(),
  attributes: z.array(z.object({ key: z.string(), value })),
});
/** Source: OTLP, opentelemetry/proto/collector/trace/v1, in JSON. */
const traces = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(z.object({ key: z.string(), value })) }),
      scopeSpans: z.array(z.object({ spans: z.array(span) })),
    }),
  ),
});

interface Collector {
  readonly url: string;
  readonly bodies: readonly string[];
}

async function useCollector(status = 200): Promise<Collector> {
  const bodies: string[] = [];
  const server: Server = createServer((request, response) => {
    void text(request).then((body) => {
      if (request.url === "/v1/traces") bodies.push(body);
      response.writeHead(status, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`, bodies };
}

describe("traces", () => {
  test(
    "go to the collector, with the caller's trace, and hold nothing of what was sent",
    async () => {
      const collector = await useCollector();
      const tracing = await openTracing({
        OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`,
        OTEL_SERVICE_NAME: "book",
      });
      const { call } = await useTestServer({ tracing });
      const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
      const headers = { traceparent, authorization: "Bearer a-secret" };
      await call<unknown>({ url: "/api/v1/findings/not-an-id?query=a-secret", headers });
      await tracing.stop();

      const sent = collector.bodies.map((body) => traces.parse(JSON.parse(body)));
      const [resource] = sent.flatMap(({ resourceSpans }) => resourceSpans);
      const [seen] = resource?.scopeSpans.flatMap(({ spans }) => spans) ?? [];
      expect(resource?.resource.attributes).toContainEqual({ key: "service.name", value: { stringValue: "book" } });
      expect(seen).toMatchObject({
        name: "GET /api/v1/findings/:finding",
        kind: 2,
        traceId: "0af7651916cd43dd8448eb211c80319c",
        parentSpanId: "b7ad6b7169203331",
      });
      expect(seen?.attributes).toContainEqual({ key: "http.response.status_code", value: { intValue: 401 } });
      expect(collector.bodies.join()).not.toContain("a-secret");
    },
    timeoutMs,
  );

  test.each([
    { name: "no endpoint", environment: {} },
    { name: "an empty one", environment: { OTEL_EXPORTER_OTLP_ENDPOINT: "" } },
    {
      name: "traces switched off",
      environment: { OTEL_EXPORTER_OTLP_ENDPOINT: "http://x", OTEL_SDK_DISABLED: "true" },
    },
  ])("go nowhere with $name", async ({ environment }) => {
    expect(await openTracing(environment)).toBe(noTracing);
  });

  test.each([
    { name: "refuses", url: async () => (await useCollector(400)).url },
    { name: "is not there", url: () => Promise.resolve("http://127.0.0.1:9") },
  ])("disturb nobody where the collector $name", async ({ url }) => {
    const tracing = await openTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: await url() });
    tracing.begin({ name: "a", kind: "internal", attributes: {}, parent: "no traceparent" }).end({}, true);

    await expect(tracing.stop().catch(() => "told")).resolves.not.toThrow();
  });
});

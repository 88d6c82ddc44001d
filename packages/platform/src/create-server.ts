import { randomUUID } from "node:crypto";
import Fastify, { type FastifyInstance, type FastifyRequest, LogController } from "fastify";
import { z } from "zod";
import { describeApi } from "./routes/openapi.ts";
import { registerRoutes } from "./routes/register-routes.ts";
import { definePublicRoute, type Route } from "./routes/route.ts";
import type { Services } from "./services.ts";
import { noTracing, type Span } from "./telemetry/tracing.ts";

/** Where log lines go. */
export interface LogDestination {
  write(line: string): void;
}

/** Bodies that are read at once; reports are streams and have a limit of their own. */
const maxBodyBytes = 1024 * 1024;
const headersTimeoutMs = 30_000;
/** A server that is told to stop waits so long for requests that run. */
const closeGraceMs = 10_000;

/** What every answer forbids browsers; pages of ours say what they need. */
const securityHeaders = {
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
} as const;

/** Makes the HTTP server with all routes; nothing listens yet. */
export function createServer(
  routes: readonly Route[],
  services: Services,
  log: LogDestination | false,
): FastifyInstance {
  const server = Fastify({
    bodyLimit: maxBodyBytes,
    requestTimeout: 0,
    connectionTimeout: 0,
    http: { headersTimeout: headersTimeoutMs },
    forceCloseConnections: "idle",
    genReqId: () => randomUUID(),
    // One line of our own a request: headers and query are never in it.
    logController: new LogController({ disableRequestLogging: true }),
    logger: log === false ? false : { level: "info", stream: log },
    routerOptions: { maxParamLength: 200 },
  });
  const isEncrypted = services.settings.publicUrl?.startsWith("https:") === true;
  server.addHook("onRequest", (_request, reply, done) => {
    reply.headers(securityHeaders);
    if (isEncrypted) reply.header("strict-transport-security", "max-age=31536000");
    done();
  });
  watchRequests(server, services);
  const api = definePublicRoute({
    method: "GET",
    path: "/api/openapi.json",
    summary: "Describes this API as OpenAPI 3.1.",
    input: {},
    answer: z.record(z.string(), z.unknown()),
    handle: () => Promise.resolve({ body: { ...description } }),
  });
  const description = describeApi([...routes, api], "1");
  registerRoutes(server, [...routes, api], services);
  return server;
}

/** Writes of every request what it was, how it ended and how long it took: to the log, the metrics and the traces. */
function watchRequests(server: FastifyInstance, { metrics, tracing = noTracing }: Services): void {
  const spans = new WeakMap<FastifyRequest, Span>();
  server.addHook("onRequest", (request, _reply, done) => {
    const { method, headers } = request;
    const route = routeOf(request);
    const attributes = { "http.request.method": method, "http.route": route };
    const parent = typeof headers["traceparent"] === "string" ? headers["traceparent"] : undefined;
    spans.set(request, tracing.begin({ name: `${method} ${route}`, kind: "server", attributes, parent }));
    done();
  });
  server.addHook("onResponse", (request, reply, done) => {
    const { method, id } = request;
    const { statusCode: status } = reply;
    const route = routeOf(request);
    const durationMs = Math.round(reply.elapsedTime);
    request.log.info({ requestId: id, method, route, status, durationMs }, "request");
    const labels = { method, route, status: String(status) };
    metrics.observe("sekisho_http_seconds", "Time to answer requests.", reply.elapsedTime / 1000, labels);
    const seen = { "http.response.status_code": status, "sekisho.request_id": id };
    spans.get(request)?.end(seen, status >= 500);
    done();
  });
}

/** The route as it is declared: what stands in an address is not told. */
function routeOf({ routeOptions }: FastifyRequest): string {
  return routeOptions.url ?? "none";
}

/** Ends a server: no new connections, then requests that run, then whatever still hangs. */
export async function closeServer(server: FastifyInstance): Promise<void> {
  const timer = setTimeout(() => server.server.closeAllConnections(), closeGraceMs);
  await server.close();
  clearTimeout(timer);
}

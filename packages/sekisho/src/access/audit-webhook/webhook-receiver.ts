import { createServer as createPlainServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { TLSSocket } from "node:tls";
import { SekishoError } from "../../model/error.ts";
import type { BearerTokens } from "./bearer-tokens.ts";
import { type HeldBytes, readBody } from "./request-body.ts";

/** Certificates of the receiver, in PEM. */
export interface ReceiverTls {
  readonly certificate: Buffer;
  readonly key: Buffer;
  /** Who signs the certificates of clients; without it they need none. */
  readonly clientAuthority: Buffer | undefined;
  /** Common names that clients must have one of; empty for any that the authority signed. */
  readonly clientNames: readonly string[];
}

/** What a receiver obeys. */
export interface ReceiverSettings {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Left out, the connection is not encrypted. */
  readonly tls: ReceiverTls | undefined;
  /** Left out, no token is asked. */
  readonly tokens: BearerTokens | undefined;
  /** Takes a body; the request is answered with what it says. */
  readonly onBody: (bytes: Buffer) => Promise<BodyVerdict> | BodyVerdict;
  /** Limits that tests make smaller. */
  readonly limits?: Partial<ReceiverLimits>;
}

/** What becomes of a body: `malformed` is not what the receiver is for, `postponed` is to be sent again later. */
export type BodyVerdict = "accepted" | "malformed" | "postponed";

/** Bounds of what senders may do. */
export interface ReceiverLimits {
  readonly maxBodyBytes: number;
  /** By all requests together. */
  readonly maxHeldBytes: number;
  readonly maxConnections: number;
  /** From the first byte of a request to its last. */
  readonly requestMs: number;
}

/** How requests ended. */
export interface ReceiverCounts {
  readonly accepted: number;
  /** Without the token or the certificate that is asked. */
  readonly unauthorized: number;
  /** Sent something else, or too much. */
  readonly malformed: number;
  /** Told to come again later. */
  readonly postponed: number;
  /** Could not be worked off; their senders send them again. */
  readonly failed: number;
}

/** A receiver at work. */
export interface WebhookReceiver {
  readonly url: string;
  readonly counts: () => ReceiverCounts;
  /** Lets the requests end that have begun, and takes no more. */
  readonly close: () => Promise<void>;
}

/**
 * API servers send at most 10 MiB of truncated or 400 whole events at a time, unless told otherwise. Source: Kubernetes
 * documentation, kube-apiserver, `--audit-webhook-truncate-max-batch-size`, `--audit-webhook-batch-max-size`.
 */
const defaultLimits: ReceiverLimits = {
  maxBodyBytes: 32 * 1_048_576,
  maxHeldBytes: 96 * 1_048_576,
  maxConnections: 1_000,
  requestMs: 30_000,
};

const handshakeMs = 10_000;
const idleMs = 90_000;

/**
 * Listens for the audit events that API servers send (`--audit-webhook-config-file`).
 *
 * @throws {SekishoError} `usage` when the address or the certificates cannot be used.
 */
export async function startWebhookReceiver(settings: ReceiverSettings): Promise<WebhookReceiver> {
  const limits = { ...defaultLimits, ...settings.limits };
  const counts = { accepted: 0, unauthorized: 0, malformed: 0, postponed: 0, failed: 0 };
  const held: HeldBytes = { limit: limits.maxHeldBytes, held: 0 };
  const server = createServer(settings, limits);
  server.maxConnections = limits.maxConnections;
  server.keepAliveTimeout = idleMs;
  server.on("request", (request, response) => {
    void receive({ request, response, settings, limits, counts, held });
  });
  // Who has no certificate does not get as far as a request.
  server.on("tlsClientError", () => {
    counts.unauthorized += 1;
  });
  await listen(server, settings);
  return {
    url: urlOf(server, settings),
    counts: () => ({ ...counts }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

function createServer({ tls }: ReceiverSettings, { requestMs }: ReceiverLimits): Server {
  const shared = {
    requestTimeout: requestMs,
    headersTimeout: Math.min(requestMs, handshakeMs),
    connectionsCheckingInterval: Math.min(requestMs, handshakeMs),
    noDelay: true,
  };
  if (tls === undefined) return createPlainServer(shared);
  try {
    return createTlsServer({
      ...shared,
      cert: tls.certificate,
      key: tls.key,
      minVersion: "TLSv1.2",
      handshakeTimeout: handshakeMs,
      ...(tls.clientAuthority === undefined
        ? {}
        : { ca: tls.clientAuthority, requestCert: true, rejectUnauthorized: true }),
    });
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new SekishoError(
      "usage",
      {
        en: `the certificate, its key or the clients' authority cannot be used; expected PEM: ${said}`,
        ja: `証明書、鍵、またはクライアントの認証局を使用できません。PEM 形式を想定しました: ${said}`,
      },
      { cause },
    );
  }
}

async function listen(server: Server, { host, port }: ReceiverSettings): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ host, port }, () => {
        server.off("error", reject);
        resolve();
      });
    });
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new SekishoError(
      "usage",
      { en: `could not listen on ${host}:${port}: ${said}`, ja: `${host}:${port} で待ち受けできません: ${said}` },
      { cause },
    );
  }
}

function urlOf(server: Server, { tls, host }: ReceiverSettings): string {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const shown = host.includes(":") ? `[${host}]` : host;
  return `${tls === undefined ? "http" : "https"}://${shown}:${port}`;
}

interface Receiving {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly settings: ReceiverSettings;
  readonly limits: ReceiverLimits;
  readonly counts: { -readonly [Name in keyof ReceiverCounts]: number };
  readonly held: HeldBytes;
}

async function receive({ request, response, settings, limits, counts, held }: Receiving): Promise<void> {
  if (request.method === "GET" && request.url === "/healthz") {
    answer(response, 200);
    return;
  }
  if (request.method !== "POST") {
    counts.malformed += 1;
    response.setHeader("allow", "POST");
    refuse(response, 405);
    return;
  }
  if (!isKnown(request, settings)) {
    counts.unauthorized += 1;
    if (settings.tokens !== undefined) response.setHeader("www-authenticate", "Bearer");
    refuse(response, 401);
    return;
  }
  const body = await readBody(request, limits.maxBodyBytes, held);
  if (body.kind === "refused") {
    counts[body.status === 429 ? "postponed" : "malformed"] += 1;
    if (body.status === 429) response.setHeader("retry-after", "1");
    refuse(response, body.status);
    return;
  }
  try {
    const verdict = await settings.onBody(body.bytes);
    counts[verdict] += 1;
    if (verdict === "postponed") response.setHeader("retry-after", "1");
    answer(response, statuses[verdict]);
  } catch {
    // The sender keeps what could not be worked off and sends it again; the counts tell of it.
    counts.failed += 1;
    answer(response, 500);
  }
}

/** API servers keep what is postponed, and come again. Source: RFC 6585, 4. */
const statuses: Readonly<Record<BodyVerdict, number>> = { accepted: 200, malformed: 400, postponed: 429 };

function isKnown(request: IncomingMessage, { tls, tokens }: ReceiverSettings): boolean {
  if (tokens?.accepts(request.headers.authorization) === false) return false;
  if (tls?.clientAuthority === undefined || tls.clientNames.length === 0) return true;
  const { socket } = request;
  const subject = socket instanceof TLSSocket ? socket.getPeerCertificate().subject : undefined;
  const name: unknown = subject?.CN;
  return typeof name === "string" && tls.clientNames.includes(name);
}

/** What is refused is not read to its end: the connection ends with it. */
function refuse(response: ServerResponse, status: number): void {
  response.setHeader("connection", "close");
  answer(response, status);
}

/** The connection stays: who is told to come again would need a new one when there is the least time for it. */
function answer(response: ServerResponse, status: number): void {
  response.writeHead(status, { "content-length": 0 });
  response.end();
}

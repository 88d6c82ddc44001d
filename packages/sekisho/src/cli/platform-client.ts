import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import * as z from "zod/mini";
import { readRetryAfter } from "../access/registry/retry.ts";
import { SekishoError } from "../model/error.ts";

/** How a platform is reached. */
export interface PlatformConnection {
  readonly url: string;
  /** Gives the key; where a pipeline signs in for it, with the first request. */
  readonly readKey: () => Promise<string>;
  /** Waits so many milliseconds before another attempt; the time of the machine where it is left out. */
  readonly pause?: (milliseconds: number) => Promise<void>;
}

const reportAnswer = z.object({
  status: z.enum(["queued", "importing", "imported", "superseded", "failed"]),
  failure: z.nullable(z.object({ code: z.string(), message: z.string() })),
  outcome: z.nullable(z.object({ findings: z.number(), new: z.number(), reopened: z.number(), fixed: z.number() })),
  gate: z.optional(z.object({ failOn: z.string(), passed: z.boolean(), findings: z.number() })),
  links: z.object({ self: z.string() }),
});

const errorAnswer = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

type ReportAnswer = z.infer<typeof reportAnswer>;

/** A report on the platform. */
export interface PlatformReport {
  readonly status: ReportAnswer["status"];
  readonly failure: { readonly message: string } | undefined;
  readonly outcome: NonNullable<ReportAnswer["outcome"]> | undefined;
  readonly gate: ReportAnswer["gate"];
  readonly address: string;
}

const longestWaitSeconds = 30;
const maxAttempts = 4;
const firstDelayMs = 1000;
/** A platform that asks for more patience than this is not waited for. */
const maxRetryAfterMs = 30_000;

/** What a request carries. */
export interface SentBody {
  /** Gives all of it, from its beginning. */
  readonly open: () => AsyncIterable<Uint8Array | string>;
  /** Whether it can be opened again: standard input is gone once it is read. */
  readonly isRepeatable: boolean;
}

/** A request to a platform. */
interface PlatformRequest {
  readonly method: "GET" | "POST" | "PUT";
  readonly body?: string | SentBody;
}

/** A report that is sent. */
export interface SentReport {
  /** Project, scope, labels. */
  readonly query: URLSearchParams;
  readonly body: SentBody;
  /** How long to wait for the import; 0 does not wait. */
  readonly waitSeconds: number;
  /** Severity of the gate. */
  readonly failOn: string | undefined;
}

/**
 * Sends a report, piece by piece, and waits until it is imported or the time is over.
 *
 * @throws {SekishoError} `platform-unreachable` or `platform-refused`.
 */
export async function sendReport(connection: PlatformConnection, sent: SentReport): Promise<PlatformReport> {
  const { body, waitSeconds, failOn } = sent;
  const query = new URLSearchParams(sent.query);
  // The answer to the upload itself waits, too: that needs no permission to read.
  query.set("wait", String(Math.min(waitSeconds, longestWaitSeconds)));
  if (failOn !== undefined) query.set("failOn", failOn);
  let report = await call(connection, `/api/v1/reports?${query.toString()}`, {
    method: "POST",
    body,
  });
  const question = new URLSearchParams(failOn === undefined ? {} : { failOn });
  for (let left = waitSeconds - longestWaitSeconds; left > 0; left -= longestWaitSeconds) {
    if (report.status !== "queued" && report.status !== "importing") break;
    question.set("wait", String(Math.min(left, longestWaitSeconds)));
    report = await call(connection, `${report.address}?${question.toString()}`, { method: "GET" });
  }
  return report;
}

async function call(connection: PlatformConnection, path: string, request: PlatformRequest): Promise<PlatformReport> {
  const answer = reportAnswer.safeParse(await callPlatform(connection, path, request));
  if (!answer.success) throw unreachable(connection, "it answers something else than the state of a report");
  const { status, failure, outcome, gate, links } = answer.data;
  return { status, failure: failure ?? undefined, outcome: outcome ?? undefined, gate, address: links.self };
}

/**
 * Sends a request with the key, and gives the JSON of the answer, `undefined` for none.
 *
 * Where the platform is busy (429, 503), it is asked up to three times more, after as long as it asks for.
 *
 * @throws {SekishoError} `platform-unreachable` or `platform-refused`.
 */
export async function callPlatform(
  connection: PlatformConnection,
  path: string,
  request: PlatformRequest,
): Promise<unknown> {
  const address = new URL(path, connection.url);
  // An answer never sends the key to another machine.
  if (address.origin !== new URL(connection.url).origin) throw unreachable(connection, "it names an address elsewhere");
  const key = await connection.readKey();
  let { response, text } = await ask(connection, address, initOf(request, key));
  for (let attempt = 1; attempt < maxAttempts && canRepeat(request); attempt++) {
    const delayMs = delayAfter(response, attempt);
    if (delayMs === undefined) break;
    await (connection.pause ?? wait)(delayMs);
    ({ response, text } = await ask(connection, address, initOf(request, key)));
  }
  const value = parse(text);
  if (response.ok) return value;
  const refusal = errorAnswer.safeParse(value);
  if (!refusal.success) throw unreachable(connection, `it answers ${response.status} without a reason`);
  const { code, message } = refusal.data.error;
  throw new SekishoError("platform-refused", {
    en: `${connection.url} refuses the request (${code}): ${message}`,
    ja: `${connection.url} がリクエストを拒否しました（${code}）: ${message}`,
  });
}

interface HeardAnswer {
  readonly response: Response;
  readonly text: string;
}

async function ask(connection: PlatformConnection, address: URL, init: RequestInit): Promise<HeardAnswer> {
  try {
    const response = await fetch(address, init);
    return { response, text: await response.text() };
  } catch (error) {
    throw unreachable(connection, reasonOf(error), error);
  }
}

function initOf({ method, body }: PlatformRequest, key: string): RequestInit {
  const authorization = `Bearer ${key}`;
  if (body === undefined) return { method, headers: { authorization }, redirect: "error" };
  const headers = { authorization, "content-type": "application/octet-stream" };
  if (typeof body === "string") return { method, headers, body, redirect: "error" };
  const stream = Readable.toWeb(Readable.from(body.open(), { objectMode: false }));
  return { method, headers, body: stream, duplex: "half", redirect: "error" };
}

function canRepeat({ body }: PlatformRequest): boolean {
  return body === undefined || typeof body === "string" || body.isRepeatable;
}

/** Gives how long to wait before asking again; `undefined` where that is of no use, or would take too long. */
function delayAfter({ status, headers }: Response, attempt: number): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  const asked = readRetryAfter(headers.get("retry-after") ?? "", Date.now());
  if (asked === undefined) return firstDelayMs * 2 ** (attempt - 1);
  return asked > maxRetryAfterMs ? undefined : asked;
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    // No answer of a platform: the status is told instead.
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
}

function unreachable({ url }: PlatformConnection, why: string, cause?: unknown): SekishoError {
  return new SekishoError(
    "platform-unreachable",
    { en: `could not reach the platform ${url}: ${why}`, ja: `プラットフォーム ${url} に接続できません: ${why}` },
    cause === undefined ? {} : { cause },
  );
}

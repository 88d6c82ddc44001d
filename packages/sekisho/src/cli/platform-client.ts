import { Readable } from "node:stream";
import * as z from "zod/mini";
import { SekishoError } from "../model/error.ts";

/** How a platform is reached. */
export interface PlatformConnection {
  readonly url: string;
  /** Gives the key; where a pipeline signs in for it, with the first request. */
  readonly readKey: () => Promise<string>;
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

/** A report that is sent. */
export interface SentReport {
  /** Project, scope, labels. */
  readonly query: URLSearchParams;
  readonly body: AsyncIterable<Uint8Array | string>;
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
    headers: { "content-type": "application/octet-stream" },
    body: Readable.toWeb(Readable.from(body, { objectMode: false })),
    duplex: "half",
  });
  const question = new URLSearchParams(failOn === undefined ? {} : { failOn });
  for (let left = waitSeconds - longestWaitSeconds; left > 0; left -= longestWaitSeconds) {
    if (report.status !== "queued" && report.status !== "importing") break;
    question.set("wait", String(Math.min(left, longestWaitSeconds)));
    report = await call(connection, `${report.address}?${question.toString()}`, { method: "GET" });
  }
  return report;
}

async function call(connection: PlatformConnection, path: string, init: RequestInit): Promise<PlatformReport> {
  const answer = reportAnswer.safeParse(await callPlatform(connection, path, init));
  if (!answer.success) throw unreachable(connection, "it answers something else than the state of a report");
  const { status, failure, outcome, gate, links } = answer.data;
  return { status, failure: failure ?? undefined, outcome: outcome ?? undefined, gate, address: links.self };
}

/**
 * Sends a request with the key, and gives the JSON of the answer, `undefined` for none.
 *
 * @throws {SekishoError} `platform-unreachable` or `platform-refused`.
 */
export async function callPlatform(connection: PlatformConnection, path: string, init: RequestInit): Promise<unknown> {
  const address = new URL(path, connection.url);
  // An answer never sends the key to another machine.
  if (address.origin !== new URL(connection.url).origin) throw unreachable(connection, "it names an address elsewhere");
  const key = await connection.readKey();
  const headers = { ...Object.fromEntries(new Headers(init.headers)), authorization: `Bearer ${key}` };
  let response: Response;
  let text: string;
  try {
    response = await fetch(address, { ...init, headers, redirect: "error" });
    text = await response.text();
  } catch (error) {
    throw unreachable(connection, reasonOf(error), error);
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

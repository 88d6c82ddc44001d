import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { SekishoError } from "sekisho";
import { signAws } from "../destinations/sign-aws.ts";
import type { S3Settings } from "./s3-settings.ts";
import { findElement } from "./s3-xml.ts";

/** A request about a bucket or an object in it. */
export interface S3Request {
  readonly method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE";
  /** Key of the object; empty for the bucket. */
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Statuses beside success that are answers, too. */
  readonly expects?: readonly number[];
}

/** What differs in tests. */
export interface S3ClientOptions {
  readonly now?: () => number;
  /** Before the second attempt; doubled before each further one. */
  readonly firstPauseMs?: number;
}

const attempts = 5;
const firstPauseMs = 200;
/** Until the headers of an answer are there. */
const answerMs = 120_000;
/** What a store says of itself: too busy, or at fault. */
const passingStatuses = new Set([408, 425, 429, 500, 502, 503, 504]);
/** Errors that come with the status of another one, and pass. */
const passingCodes = new Set(["RequestTimeout", "SlowDown", "InternalError", "ServiceUnavailable", "OperationAborted"]);

/** Speaks to a bucket: signs, tries again what passes, and says clearly what went wrong. */
export class S3Client {
  readonly #settings: S3Settings;
  readonly #now: () => number;
  readonly #firstPauseMs: number;

  constructor(settings: S3Settings, options: S3ClientOptions = {}) {
    this.#settings = settings;
    this.#now = options.now ?? Date.now;
    this.#firstPauseMs = options.firstPauseMs ?? firstPauseMs;
  }

  /**
   * Sends a request, again where that may help, and gives the answer with its body unread.
   *
   * @throws {SekishoError} `store-unusable` with the store's own words when it refuses, or does not answer.
   */
  async send(request: S3Request): Promise<Response> {
    let problem: SekishoError | undefined;
    for (let attempt = 0; attempt < attempts; attempt++) {
      // Many servers that were sent away at one moment do not come back at one moment.
      if (attempt > 0) await setTimeout(this.#firstPauseMs * 2 ** (attempt - 1) * (0.5 + Math.random() / 2));
      const answer = await this.#sendOnce(request).catch((error: unknown) => {
        if (error instanceof SekishoError) throw error;
        problem = unusable(this.#say(request), wordsOf(error), error);
        return undefined;
      });
      if (answer === undefined) continue;
      if (answer.ok || request.expects?.includes(answer.status) === true) return answer;
      const text = await answer.text();
      const code = findElement(text, "Code");
      const said = [answer.status, code, findElement(text, "Message")].filter((part) => part !== undefined).join(" ");
      problem = unusable(this.#say(request), said);
      if (!passingStatuses.has(answer.status) && !passingCodes.has(code ?? "")) throw problem;
    }
    throw problem ?? unusable(this.#say(request), "no answer");
  }

  /**
   * Sends a request whose answer is a document, and reads that. Some requests answer 200 and tell of an error in it.
   *
   * @throws {SekishoError} `store-unusable` as `send`.
   */
  async ask(request: S3Request): Promise<string> {
    let said = "";
    for (let attempt = 0; attempt < attempts; attempt++) {
      const text = await (await this.send(request)).text();
      const code = findElement(text, "Error") === undefined ? undefined : findElement(text, "Code");
      if (code === undefined) return text;
      said = `${code} ${findElement(text, "Message") ?? ""}`;
      if (!passingCodes.has(code)) break;
      await setTimeout(this.#firstPauseMs * 2 ** attempt);
    }
    throw unusable(this.#say(request), said);
  }

  async #sendOnce({ method, key, query = {}, headers = {}, body }: S3Request): Promise<Response> {
    const { bucketUrl, region, credentials } = this.#settings;
    const { accessKeyId, secretAccessKey, sessionToken } = await credentials();
    const url = new URL(`${bucketUrl}/${key.split("/").map(encodeURIComponent).join("/")}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const bytes = body ?? new Uint8Array();
    const named = {
      ...headers,
      "x-amz-content-sha256": createHash("sha256").update(bytes).digest("hex"),
      ...(sessionToken === undefined ? {} : { "x-amz-security-token": sessionToken }),
    };
    const signer = { accessKeyId, secretAccessKey, region, service: "s3", nowMs: this.#now() };
    const signed = signAws({ method, url: url.href, headers: named, body: bytes }, signer);
    const aborter = new AbortController();
    const timer = globalThis.setTimeout(() => aborter.abort(new Error(`no answer in ${answerMs} ms`)), answerMs);
    try {
      return await fetch(url, {
        method,
        headers: signed,
        redirect: "manual",
        signal: aborter.signal,
        ...(body === undefined ? {} : { body: Buffer.from(body) }),
      });
    } finally {
      clearTimeout(timer);
    }
  }

  #say({ method, key }: S3Request): string {
    return `${method} ${this.#settings.bucketUrl}/${key}`;
  }
}

/** `fetch` says "fetch failed" and the reason one level deeper. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message || error.cause.name}` : error.message;
}

function unusable(what: string, said: string, cause?: unknown): SekishoError {
  return new SekishoError(
    "store-unusable",
    {
      en: `the store of reports does not do what it is asked: ${what}: ${said}`,
      ja: `レポートの保存先でエラーが発生しました（${what}）: ${said}`,
    },
    cause === undefined ? {} : { cause },
  );
}

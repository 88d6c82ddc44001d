import type { Text } from "../../model/text.ts";
import { type HttpResponse, type HttpSettings, sendRequest } from "../registry/http-client.ts";
import { type Clock, delayBefore, isPassing } from "../registry/retry.ts";
import { mirrorUnreachable } from "./database-error.ts";
import { acceptPartial, partialBytes, partialPath, writePieces } from "./partial-file.ts";

/** How a mirror is asked. */
export interface MirrorSettings extends HttpSettings {
  readonly clock: Clock;
  /** Attempts in a row that bring nothing new. */
  readonly maxRetries: number;
}

/** A file that a mirror is asked for. */
export interface MirrorFile {
  readonly url: URL;
  readonly bytes: number;
  /** Lower case hexadecimal SHA-256. */
  readonly digest: string;
}

const maxRedirects = 5;

/**
 * Fetches a text.
 *
 * @throws {SekishoError} `database-unreachable`.
 */
export async function fetchText(url: URL, maxBytes: number, settings: MirrorSettings): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    try {
      return (await readBody(await request(url, 0, settings), maxBytes)).toString("utf8");
    } catch (error) {
      await pauseOrGiveUp(error, { url, attempt, settings });
    }
  }
}

/**
 * Fetches a file to a path. What an earlier attempt or run brought is kept beside it and not fetched again; the file
 * takes its name only when its digest is right.
 *
 * @throws {SekishoError} `database-unreachable`, `database-unwritable`.
 */
export async function fetchFile(file: MirrorFile, path: string, settings: MirrorSettings): Promise<void> {
  const partial = partialPath(path);
  for (let attempt = 0; ; ) {
    const before = await partialBytes(partial);
    try {
      if (before < file.bytes) await fetchRest(file, partial, { from: before, settings });
      if (await acceptPartial(path, file.digest)) return;
      // What lay there from before may be the wrong part; what was fetched whole now is what the mirror has.
      if (before === 0) throw new RefusedAnswer(otherDigest(file.digest));
    } catch (error) {
      attempt = (await partialBytes(partial)) > before ? 0 : attempt + 1;
      await pauseOrGiveUp(error, { url: file.url, attempt, settings });
    }
  }
}

async function readBody(response: HttpResponse, maxBytes: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body) {
    bytes += piece.length;
    if (bytes > maxBytes) throw new RefusedAnswer(tooLong(maxBytes));
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** The mirror answers, but with something that asking again will not mend. */
class RefusedAnswer extends Error {
  override readonly name = "RefusedAnswer";
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.text = text;
  }
}

/** Appends what is missing. */
async function fetchRest(
  file: MirrorFile,
  partial: string,
  { from, settings }: { readonly from: number; readonly settings: MirrorSettings },
): Promise<void> {
  const response = await request(file.url, from, settings);
  const isRest = response.status === 206 && startOf(response) === from;
  const bytes = await writePieces(partial, response.body, {
    from: isRest ? from : 0,
    grown(length) {
      if (length > file.bytes) throw new RefusedAnswer(tooLong(file.bytes));
    },
  });
  if (bytes < file.bytes) throw new Error(`it ended after ${bytes} of ${file.bytes} bytes`);
}

async function request(url: URL, from: number, settings: MirrorSettings): Promise<HttpResponse> {
  const headers = { "accept-encoding": "identity", ...(from === 0 ? {} : { range: `bytes=${from}-` }) };
  let address = url;
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const response = await sendRequest({ url: address, method: "GET", headers }, settings);
    if (response.status === 200 || response.status === 206) return response;
    response.discard();
    const { location } = response.headers;
    if (response.status < 300 || response.status >= 400 || location === undefined) {
      if (isPassing(response.status)) throw new PassingStatus(response);
      throw new RefusedAnswer(statusText(response.status));
    }
    const next = URL.parse(location, address.href);
    if (next === null || (address.protocol === "https:" && next.protocol !== "https:")) {
      throw new RefusedAnswer(badRedirect(location));
    }
    address = next;
  }
  throw new RefusedAnswer({ en: `more than ${maxRedirects} redirects`, ja: `転送が ${maxRedirects} 回を超えました。` });
}

/** An answer that may be another one when asked again. */
class PassingStatus extends Error {
  override readonly name = "PassingStatus";
  readonly retryAfter: string | undefined;

  constructor(response: HttpResponse) {
    super(`HTTP status ${response.status}`);
    this.retryAfter = response.headers["retry-after"];
  }
}

async function pauseOrGiveUp(
  error: unknown,
  { url, attempt, settings }: { readonly url: URL; readonly attempt: number; readonly settings: MirrorSettings },
): Promise<void> {
  settings.signal?.throwIfAborted();
  if (isOurs(error)) throw error;
  const address = shownAddress(url);
  if (error instanceof RefusedAnswer) throw mirrorUnreachable(address, error.text);
  const message = error instanceof Error ? error.message : String(error);
  const retryAfter = error instanceof PassingStatus ? error.retryAfter : undefined;
  const delayMs = attempt < settings.maxRetries ? delayBefore(attempt, retryAfter, settings.clock) : undefined;
  if (delayMs === undefined) throw mirrorUnreachable(address, { en: message, ja: message }, { cause: error });
  await settings.clock.pause(delayMs);
}

/** A full disk is no trouble of the mirror. */
function isOurs(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "database-unwritable";
}

function startOf(response: HttpResponse): number | undefined {
  const start = /^bytes (\d+)-/.exec(response.headers["content-range"] ?? "")?.[1];
  return start === undefined ? undefined : Number(start);
}

/** An address may hold a password. */
function shownAddress(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

function tooLong(bytes: number): Text {
  return {
    en: `expected at most ${bytes} bytes, got more`,
    ja: `${bytes} バイト以下を想定しましたが、それを超えました。`,
  };
}

function otherDigest(digest: string): Text {
  return {
    en: `expected content with SHA-256 ${digest}, got other content`,
    ja: `SHA-256 が ${digest} の内容を想定しましたが、異なる内容でした。`,
  };
}

function statusText(status: number): Text {
  return { en: `HTTP status ${status}`, ja: `HTTP ステータスは ${status} です。` };
}

function badRedirect(location: string): Text {
  const shown = JSON.stringify(location.slice(0, 100));
  return { en: `it redirects to ${shown}`, ja: `転送先 ${shown} には従いません。` };
}

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { unwritable } from "../database/database-error.ts";
import type { HttpResponse } from "../registry/http-client.ts";
import { unreachable } from "./feed-error.ts";
import type { Validators } from "./feed-state.ts";
import { type RequestSettings, requestWithRetries } from "./request.ts";

/** A file that is wanted. */
export interface Download {
  readonly url: string;
  /** Where it goes when it is whole. */
  readonly path: string;
  /** Where it grows until then; what an earlier attempt left there is continued. */
  readonly partialPath: string;
  /** Of the file at `path`; left out when there is none. */
  readonly validators?: Validators;
  readonly headers?: Readonly<Record<string, string>>;
  readonly maxBytes: number;
}

/** What became of a download. */
export type Downloaded =
  | { readonly ended: "unchanged" }
  | { readonly ended: "updated"; readonly validators: Validators };

/**
 * Gets a file when it has changed. A download that breaks off goes on where it stopped, as long as the server says that
 * the file is still the same; the old file stays until the new one is whole.
 *
 * @throws {SekishoError} `feed-unreachable`, `database-unwritable`; the old file stays.
 */
export async function download(wanted: Download, settings: RequestSettings): Promise<Downloaded> {
  mkdirSync(dirname(wanted.path), { recursive: true });
  mkdirSync(dirname(wanted.partialPath), { recursive: true });
  const use = (response: HttpResponse) => take(response, wanted);
  const result = await requestWithRetries(wanted.url, () => headersFor(wanted), { settings, use });
  if (result.ended === "updated") renameSync(wanted.partialPath, wanted.path);
  rmSync(versionPath(wanted), { force: true });
  return result;
}

/** Names the version of the file that the partial one belongs to. */
function versionPath({ partialPath }: Download): string {
  return `${partialPath}.version`;
}

function headersFor(wanted: Download): Readonly<Record<string, string>> {
  const had = bytesOf(wanted.partialPath);
  const version = existsSync(versionPath(wanted)) ? readFileSync(versionPath(wanted), "utf8") : "";
  if (version !== "" && had > 0) return { ...wanted.headers, range: `bytes=${had}-`, "if-range": version };
  const { etag, lastModified } = wanted.validators ?? {};
  return {
    ...wanted.headers,
    ...(etag === undefined ? {} : { "if-none-match": etag }),
    ...(lastModified === undefined ? {} : { "if-modified-since": lastModified }),
  };
}

async function take(response: HttpResponse, wanted: Download): Promise<Downloaded> {
  if (response.status === 304) {
    response.discard();
    return { ended: "unchanged" };
  }
  if (response.status !== 200 && response.status !== 206) {
    response.discard();
    throw unreachable(wanted.url, `expected status 200, got ${response.status}`);
  }
  const start = response.status === 206 ? startOfRange(response) : 0;
  if (start === undefined || start > bytesOf(wanted.partialPath)) {
    response.discard();
    rmSync(wanted.partialPath, { force: true });
    throw new Error("the server continues at another place than it was asked for");
  }
  const validators = validatorsOf(response);
  // A weak tag does not promise the same bytes.
  const version = validators.etag?.startsWith("W/") === false ? validators.etag : validators.lastModified;
  writeFileSync(versionPath(wanted), version ?? "");
  await append(response, wanted, start);
  return { ended: "updated", validators };
}

async function append(response: HttpResponse, wanted: Download, start: number): Promise<void> {
  const expected = Number(response.headers["content-length"] ?? Number.NaN);
  const file = await open(wanted.partialPath, start === 0 ? "w" : "r+");
  let at = start;
  try {
    for await (const piece of response.body) {
      if (at + piece.length > wanted.maxBytes)
        throw unreachable(wanted.url, `expected at most ${wanted.maxBytes} bytes`);
      await writePiece(file, piece, { at, path: wanted.path });
      at += piece.length;
    }
  } finally {
    response.discard();
    await file.close();
  }
  if (!Number.isNaN(expected) && at - start !== expected) {
    throw new Error(`the body broke off: expected ${expected} bytes, got ${at - start}`);
  }
}

/** A full disk is no trouble of the publisher's, and another attempt would not help. */
async function writePiece(
  file: FileHandle,
  piece: Uint8Array,
  { at, path }: { readonly at: number; readonly path: string },
): Promise<void> {
  try {
    await file.write(piece, 0, piece.length, at);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

function startOfRange(response: HttpResponse): number | undefined {
  const start = /^bytes (\d+)-/.exec(response.headers["content-range"] ?? "")?.[1];
  return start === undefined ? undefined : Number(start);
}

function validatorsOf({ headers }: HttpResponse): Validators {
  const lastModified = headers["last-modified"];
  return {
    ...(headers.etag === undefined ? {} : { etag: headers.etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  };
}

function bytesOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

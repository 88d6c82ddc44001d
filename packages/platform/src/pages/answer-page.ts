import { randomBytes } from "node:crypto";
import { isJapanese } from "../routes/accepted-language.ts";
import { unbuiltPage } from "./unbuilt-page.ts";
import type { ContentEncoding, WebClient } from "./web-client.ts";

/** What of a request decides which page is answered. */
export interface PageRequest {
  readonly method: string;
  /** Path without query, as it was sent. */
  readonly path: string;
  readonly accept: string | undefined;
  readonly acceptEncoding: string | undefined;
  readonly acceptLanguage: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

/** A page, or a file that belongs to pages. */
export interface PageAnswer {
  readonly status: 200 | 304;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

/** The built document has this where a value that nobody can guess goes, for the styles that scripts add. */
const nonceMark = "__SEKISHO_NONCE__";
const yearSeconds = 31_536_000;

/**
 * Answers what is no route: a file of the client, or the client's document for the address of a page, since the client
 * has the pages. Gives `undefined` for everything else.
 */
export async function answerPage(client: WebClient | undefined, request: PageRequest): Promise<PageAnswer | undefined> {
  const { method, path, accept = "" } = request;
  if (method !== "GET" && method !== "HEAD") return undefined;
  const file = client?.files.get(path);
  if (file !== undefined) return await answerFile(file, request);
  if (path.startsWith("/api/") || path.startsWith("/static/") || !/\btext\/html\b/.test(accept)) return undefined;
  if (client !== undefined) return answerDocument(client);
  if (path !== "/") return undefined;
  const body = unbuiltPage(isJapanese(request.acceptLanguage) ? "ja" : "en");
  return { status: 200, headers: documentHeaders("style-src 'none'"), body };
}

async function answerFile(
  file: NonNullable<ReturnType<WebClient["files"]["get"]>>,
  { acceptEncoding, ifNoneMatch }: PageRequest,
): Promise<PageAnswer> {
  const headers = {
    "content-type": file.type,
    "cache-control": file.isHashed ? `public, max-age=${yearSeconds}, immutable` : "public, max-age=0, must-revalidate",
    etag: file.etag,
    vary: "accept-encoding",
  };
  if (ifNoneMatch === file.etag) return { status: 304, headers, body: "" };
  const { bytes, encoding } = await file.read(chooseEncoding(acceptEncoding));
  const encoded = encoding === "identity" ? {} : { "content-encoding": encoding };
  return { status: 200, headers: { ...headers, ...encoded }, body: bytes };
}

/** Whole words only: `br;q=0` refuses it. */
function chooseEncoding(accepted = ""): ContentEncoding {
  const names = new Set(
    accepted
      .slice(0, 200)
      .split(",")
      .map((part) => part.trim().toLowerCase()),
  );
  if (names.has("br")) return "br";
  return names.has("gzip") ? "gzip" : "identity";
}

function answerDocument({ document }: WebClient): PageAnswer {
  const nonce = randomBytes(18).toString("base64url");
  const headers = documentHeaders(`style-src 'self' 'nonce-${nonce}'`);
  return { status: 200, headers, body: document.replaceAll(nonceMark, nonce) };
}

/** Nothing comes from another host, no script stands in a page, and no page of others holds one of ours. */
function documentHeaders(styles: string): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    styles,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  return {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": policy.join("; "),
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  };
}

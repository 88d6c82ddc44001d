import { SekishoError } from "sekisho";

/** What a browser says of where a request comes from. */
export interface RequestOrigin {
  readonly method: string;
  readonly origin: string | undefined;
  readonly host: string | undefined;
  readonly fetchSite: string | undefined;
}

const readingMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses a request that changes something in the name of a session and that a page of ours did not send.
 *
 * @throws {SekishoError} `origin-refused`
 */
export function refuseOtherOrigin(request: RequestOrigin, publicUrl: string | undefined): void {
  const { method, origin, host, fetchSite } = request;
  if (readingMethods.has(method)) return;
  // Browsers send one of both with every such request; programs without a session are not asked.
  const isOurs = origin === undefined ? fetchSite === "same-origin" : isOwnOrigin(origin, host, publicUrl);
  if (isOurs) return;
  throw new SekishoError("origin-refused", {
    en: "expected a request of a page of this platform: Origin is another or missing",
    ja: "このプラットフォームのページからのリクエストではありません。Origin が異なるか、指定されていません。",
  });
}

function isOwnOrigin(origin: string, host: string | undefined, publicUrl: string | undefined): boolean {
  if (!URL.canParse(origin)) return false;
  const written = new URL(origin);
  if (publicUrl !== undefined) return written.origin === new URL(publicUrl).origin;
  return host !== undefined && written.host === host.toLowerCase();
}

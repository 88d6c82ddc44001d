import { SekishoError } from "sekisho";
import type { Visitor } from "../identity/open-session.ts";
import { findRelyingParty, getRelyingParty, type RelyingParty } from "../identity/relying-party.ts";
import type { ServerSettings } from "../services.ts";
import type { RawRequest } from "./route.ts";

/** Gives a header that may come once. */
export function headerOf({ headers }: RawRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
}

/** Gives what the list of sessions shows of whoever asks. */
export function visitorOf(request: RawRequest): Visitor {
  return { userAgent: headerOf(request, "user-agent") ?? "", address: request.clientAddress };
}

/** Finds for whom passkeys are made here; `undefined` where there can be none. */
export function findPartyOf(request: RawRequest, { publicUrl }: ServerSettings): RelyingParty | undefined {
  return findRelyingParty(publicUrl, placeOf(request));
}

/** The same where nothing goes on without it. @throws {SekishoError} `request-invalid` */
export function getPartyOf(request: RawRequest, { publicUrl }: ServerSettings): RelyingParty {
  return getRelyingParty(publicUrl, placeOf(request));
}

/**
 * Gives where pages of this platform come from: the public address, else the one that the page says.
 *
 * @throws {SekishoError} `request-invalid` for a program, which has no page to come back to.
 */
export function getPageOrigin(request: RawRequest, { publicUrl }: ServerSettings): string {
  const written = publicUrl ?? headerOf(request, "origin") ?? "";
  if (URL.canParse(written)) return new URL(written).origin;
  throw new SekishoError("request-invalid", {
    en: "expected a request of a page, with Origin",
    ja: "Origin を伴う、ページからのリクエストが必要です。",
  });
}

function placeOf(request: RawRequest): Parameters<typeof findRelyingParty>[1] {
  return { origin: headerOf(request, "origin"), host: headerOf(request, "host") };
}

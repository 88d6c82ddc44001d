import { isIP } from "node:net";
import { SekishoError } from "sekisho";

/** For whom passkeys are made. */
export interface RelyingParty {
  /** Host name: passkeys of another one are not found. */
  readonly id: string;
  /** Where pages of this platform come from. */
  readonly origin: string;
}

/** What a browser says of where a page of ours comes from. */
export interface BrowserPlace {
  readonly origin: string | undefined;
  readonly host: string | undefined;
}

/**
 * Finds for whom passkeys are made: the public address, else the one that the browser asked; `undefined` where that is no
 * host name, which passkeys need.
 */
export function findRelyingParty(publicUrl: string | undefined, browser: BrowserPlace): RelyingParty | undefined {
  const written = publicUrl ?? browser.origin ?? "";
  if (!URL.canParse(written)) return undefined;
  const { hostname, host, origin } = new URL(written);
  if (publicUrl === undefined && host !== browser.host?.toLowerCase()) return undefined;
  return hostname === "" || hostname.startsWith("[") || isIP(hostname) !== 0 ? undefined : { id: hostname, origin };
}

/**
 * The same where nothing goes on without it.
 *
 * @throws {SekishoError} `request-invalid`
 */
export function getRelyingParty(publicUrl: string | undefined, browser: BrowserPlace): RelyingParty {
  const party = findRelyingParty(publicUrl, browser);
  if (party === undefined) throw noHostName(publicUrl ?? browser.origin ?? "");
  return party;
}

function noHostName(got: string): SekishoError {
  return new SekishoError(
    "request-invalid",
    {
      en: `passkeys need a host name: got ${got === "" ? "none" : got}`,
      ja: `パスキーにはホスト名が必要です（アクセス元: ${got === "" ? "なし" : got}）。`,
    },
    {
      hint: {
        en: "open the platform by its name, and set SEKISHO_PUBLIC_URL",
        ja: "SEKISHO_PUBLIC_URL を設定し、ホスト名でアクセスしてください。",
      },
    },
  );
}

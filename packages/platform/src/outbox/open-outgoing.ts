import { openMailTransport } from "../destinations/mail-transport.ts";
import type { SenderTools } from "../destinations/sender.ts";
import { readNetworkList } from "./network-list.ts";
import { makeHttpClient } from "./send-request.ts";

/**
 * Opens what messages are sent with, as the environment says: `SEKISHO_SMTP_URL`, `SEKISHO_MAIL_FROM`, and the networks in
 * `SEKISHO_ALLOWED_DESTINATIONS` that are not the internet's and may be reached all the same.
 *
 * @throws {SekishoError} `usage` when one of them makes no sense.
 */
export function openOutgoing(
  environment: Readonly<Record<string, string | undefined>>,
  publicUrl: string | undefined,
): SenderTools {
  const variable = "SEKISHO_ALLOWED_DESTINATIONS";
  return {
    http: makeHttpClient({ isAllowedByOwner: readNetworkList(variable, environment[variable]) }),
    mail: openMailTransport(environment["SEKISHO_SMTP_URL"], environment["SEKISHO_MAIL_FROM"]),
    publicUrl,
    now: Date.now,
  };
}

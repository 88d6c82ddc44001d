import { SekishoError } from "sekisho";

/** The one answer to every sign-on that did not work: which part it was stands in the log alone. */
export function signOnFailed(cause: unknown): SekishoError {
  return new SekishoError(
    "sign-on-failed",
    {
      en: "the provider could not be reached, or what it says does not hold",
      ja: "認証プロバイダーに接続できないか、応答を検証できませんでした。",
    },
    cause === undefined ? {} : { cause },
  );
}

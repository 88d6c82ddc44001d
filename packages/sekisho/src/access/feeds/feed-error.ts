import { SekishoError } from "../../model/error.ts";
import { quote } from "../../model/quote.ts";

/** An address did not give what was asked for. */
export function unreachable(url: string, reason: string, cause?: unknown): SekishoError {
  const shown = quote(url);
  return new SekishoError(
    "feed-unreachable",
    { en: `${shown}: ${reason}`, ja: `${shown} から取得できません。${reason}` },
    cause === undefined ? {} : { cause },
  );
}

/** Gives the words of an error of the network. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message === "" && "code" in error ? String(error.code) : error.message;
}

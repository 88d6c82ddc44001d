import { ApiError } from "../api/api-error.ts";
import { useTexts } from "../texts/define-texts.ts";
import { words } from "./words.ts";

interface FailureLineProps {
  /** Nothing is shown where there is none. */
  readonly error: Error | null;
}

/** Why something that was asked for did not happen, in one line. What was entered is still there. */
export function FailureLine({ error }: FailureLineProps) {
  const t = useTexts(words);
  if (error === null) return null;
  const isUnreachable = error instanceof ApiError && error.details.status === 0;
  return <p role="alert">{isUnreachable ? t("unreachable") : error.message}</p>;
}

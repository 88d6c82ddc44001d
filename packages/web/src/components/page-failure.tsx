import { Button } from "@mantine/core";
import { ApiError } from "../api/api-error.ts";
import { useTexts } from "../texts/define-texts.ts";
import styles from "./page-state.module.css";
import { words } from "./words.ts";

interface PageFailureProps {
  readonly error: unknown;
  /** Tries again. */
  readonly reset: () => void;
}

/** What stands where something could not be shown: what happened, and what to do. */
export function PageFailure({ error, reset }: PageFailureProps) {
  const t = useTexts(words);
  const details = error instanceof ApiError ? error.details : undefined;
  const isForbidden = details?.code === "not-permitted";
  return (
    <div className={styles["state"]} role="alert">
      <h2>{t("failed")}</h2>
      <p>{isForbidden ? t("forbidden") : reasonOf(error, t)}</p>
      {details?.hint !== undefined && <p>{details.hint}</p>}
      {details?.requestId !== undefined && details.status >= 500 && <code>{details.requestId}</code>}
      {!isForbidden && (
        <Button variant="default" onClick={reset}>
          {t("again")}
        </Button>
      )}
    </div>
  );
}

function reasonOf(error: unknown, t: (key: "unreachable" | "defect") => string): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  const { status, message } = error.details;
  if (status === 0) return t("unreachable");
  return status >= 500 || message === "" ? t("defect") : message;
}

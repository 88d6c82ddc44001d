import { ApiError } from "../../api/api-error.ts";
import { useTexts } from "../../texts/define-texts.ts";
import { needsProof, PasswordProof } from "./password-proof.tsx";
import { settingsTexts } from "./texts.ts";

interface RefusalProps {
  readonly error: Error | null;
  /** Tries the change again. */
  readonly again: () => void;
}

/** Why a change was refused; where only the password is missing, the form that asks for it. */
export function Refusal({ error, again }: RefusalProps) {
  const t = useTexts(settingsTexts);
  if (error === null) return null;
  if (needsProof(error)) return <PasswordProof onProved={again} />;
  return <p role="alert">{error instanceof ApiError ? error.message : t("passkeyFailed")}</p>;
}

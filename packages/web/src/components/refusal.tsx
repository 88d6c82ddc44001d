import { ApiError } from "../api/api-error.ts";
import { FailureLine } from "./failure-line.tsx";
import { needsProof, PasswordProof } from "./password-proof.tsx";

interface RefusalProps {
  readonly error: Error | null;
  /** Tries the change again. */
  readonly again: () => void;
  /** What is said where the browser refused, not the platform. */
  readonly ofBrowser?: string;
}

/** Why a change was refused; where only the password is missing, the form that asks for it. */
export function Refusal({ error, again, ofBrowser }: RefusalProps) {
  if (needsProof(error)) return <PasswordProof onProved={again} />;
  if (ofBrowser !== undefined && error !== null && !(error instanceof ApiError)) return <p role="alert">{ofBrowser}</p>;
  return <FailureLine error={error} />;
}

/** States of decisions that can be looked at. */
export const decisionStates = ["waiting", "in-force", "over"] as const;
/** A state of decisions. */
export type DecisionState = (typeof decisionStates)[number];

/** Reads which decisions an address asks for; those in force where it says nothing that is known. */
export function readExceptionsAddress({ state }: Readonly<Record<string, unknown>>): {
  state?: DecisionState | undefined;
} {
  return { state: decisionStates.find((known) => known === state) };
}

/**
 * What a field of an event gives: a value, several, `undefined` where the event has none, `null` where the event cannot
 * say: its form does not carry the field.
 */
export type FieldValue = string | number | boolean | readonly string[] | undefined | null;

/** Reads one field of the event that is being judged. */
export type ReadField = () => FieldValue;

/** Whether a field gives one value, all of a list, or some values of which any may do: the ancestors of a process. */
export type FieldForm = "one" | "list" | "any";

/** Gives a value as the text that conditions compare and outputs show. */
export function textOf(value: string | number | boolean): string {
  return typeof value === "string" ? value : String(value);
}

/** What a condition says of an event; `undecided` where it asks what the event cannot say. */
export const verdicts = { no: 0, yes: 1, undecided: 2 } as const;

/** What a condition says of an event. */
export type Verdict = (typeof verdicts)[keyof typeof verdicts];

/** Judges the current event. */
export type Judge = () => Verdict;

/** What an advisory says of a flaw, as far as a page shows it. */
export interface FlawDescription {
  readonly summary: string | undefined;
  /** Base score of CVSS. */
  readonly score: number | undefined;
  /** `CWE-79`. */
  readonly weaknesses: readonly string[];
  /** Addresses of the web alone: a report can hold any text. */
  readonly references: readonly string[];
}

const maxReferences = 50;

/** Reads what a finding says of its flaw. Any report may have written it: what is not as expected is left out. */
export function readFlawDescription(description: Readonly<Record<string, unknown>>): FlawDescription {
  const { summary, score, weaknesses, references } = description;
  return {
    summary: typeof summary === "string" && summary !== "" ? summary : undefined,
    score: typeof score === "number" && score >= 0 && score <= 10 ? score : undefined,
    weaknesses: textsIn(weaknesses).filter((weakness) => /^CWE-\d{1,6}$/.test(weakness)),
    references: textsIn(references).filter(isWebAddress).slice(0, maxReferences),
  };
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol);
}

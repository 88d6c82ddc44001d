import { severities } from "../../packages/sekisho/src/model/severity.ts";
import { toCamelCase } from "../write-registries.ts";

/** What a new check needs before its logic, in the order in which it is asked for. */
export const checkFields = [
  { name: "title-en", asks: "Title in English: states the bad thing" },
  { name: "title-ja", asks: "Title in Japanese (体言止め または 常体)" },
  { name: "severity", asks: `Severity (${severities.join(", ")})` },
  { name: "why-en", asks: "Why it matters, in English" },
  { name: "why-ja", asks: "影響とリスク (です・ます)" },
  { name: "remediation-en", asks: "What to do, in English" },
  { name: "remediation-ja", asks: "対処方法 (です・ます)" },
  { name: "source", asks: "The document that asks the question" },
  { name: "aliases", asks: "Ids of the same question elsewhere, tool:ID, separated by blanks (may be empty)" },
  { name: "fail", asks: "A Dockerfile that fails, \\n for a line end" },
  { name: "pass", asks: "A Dockerfile that passes, \\n for a line end" },
] as const;

/** Answers by field name. */
export type CheckFields = Readonly<Record<string, string>>;

/** Says what is wrong with an answer; `undefined` when it will do. */
export function fieldProblem(name: string, answer: string): string | undefined {
  if (name === "aliases") {
    const wrong = answer.split(/\s+/).find((alias) => alias !== "" && !/^[a-z-]+:\S+$/.test(alias));
    return wrong === undefined ? undefined : `expected tool:ID, got ${JSON.stringify(wrong)}`;
  }
  if (answer.trim() === "") return "expected a text, got nothing";
  if (name === "severity" && !severities.some((severity) => severity === answer)) {
    return `expected one of ${severities.join(", ")}, got ${JSON.stringify(answer)}`;
  }
  if (name.endsWith("-ja") && !/[^\p{ASCII}]/u.test(answer)) return `expected Japanese, got ${JSON.stringify(answer)}`;
  return undefined;
}

/** Writes the file of a new check. Its `evaluate` finds nothing yet, so its fail example fails until it is written. */
export function checkSource(id: string, fields: CheckFields): string {
  const [family = "", name = ""] = id.split("/");
  const text = (field: string): string =>
    `{ en: ${JSON.stringify(fields[`${field}-en`])}, ja: ${JSON.stringify(fields[`${field}-ja`])} }`;
  const aliases = (fields["aliases"] ?? "").split(/\s+/).filter((alias) => alias !== "");
  const example = (field: string): string => JSON.stringify((fields[field] ?? "").replaceAll("\\n", "\n"));
  const definePath = family === "dockerfile" ? "./define.ts" : "../dockerfile/define.ts";
  return `import { defineDockerfileCheck } from "${definePath}";

/** Finds: ${fields["title-en"]}. */
export const ${toCamelCase(name)} = defineDockerfileCheck({
  id: "${id}",
  aliases: ${JSON.stringify(aliases)},
  title: ${text("title")},
  severity: ${JSON.stringify(fields["severity"])},
  why: ${text("why")},
  remediation: ${text("remediation")},
  sources: [${JSON.stringify(fields["source"])}],
  examples: {
    fail: [${example("fail")}],
    pass: [${example("pass")}],
  },
  evaluate(build) {
    return build.steps.flatMap(() => []);
  },
});
`;
}

import type { z } from "zod";

const maxProblems = 10;

/** Says where a value is wrong, what was expected and what came instead, without repeating long or secret values. */
export function describeProblems(issues: readonly z.core.$ZodIssue[]): string {
  const said = issues.slice(0, maxProblems).map((issue) => {
    const place = issue.path.map((part) => `/${String(part)}`).join("") || "/";
    return `${place}: ${issue.message}`;
  });
  const more = issues.length - said.length;
  return [...said, ...(more > 0 ? [`${more} more`] : [])].join("; ");
}

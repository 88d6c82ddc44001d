import type { XmlElement } from "../../../formats/xml/parse-xml.ts";

/** One question of a definition, with what must hold beside it. */
export interface OvalQuestion {
  readonly test: string;
  readonly comment: string;
  /** Comments of the criteria that stand beside it in an `AND`, from the outside in: platform, module, architecture. */
  readonly beside: readonly string[];
  readonly isNegated: boolean;
}

const maxDepth = 40;

/**
 * Gives the questions of a definition's criteria. In an `AND` every part holds beside the others, in an `OR` each holds
 * alone. Source: OVAL 5.11, oval-definitions-schema, `criteria`.
 */
export function readCriteria(definition: XmlElement): readonly OvalQuestion[] {
  const questions: OvalQuestion[] = [];
  for (const child of definition.children) {
    if (child.name === "criteria") collect(child, { beside: [], isNegated: false, depth: 0 }, questions);
  }
  return questions;
}

interface Surroundings {
  readonly beside: readonly string[];
  readonly isNegated: boolean;
  readonly depth: number;
}

function collect(criteria: XmlElement, around: Surroundings, questions: OvalQuestion[]): void {
  if (around.depth > maxDepth) return;
  const isAll = (criteria.attributes.get("operator") ?? "AND") === "AND";
  const own = isAll ? commentsOf(criteria) : [];
  const isNegated = around.isNegated !== (criteria.attributes.get("negate") === "true");
  const beside = [...around.beside, ...own];
  for (const child of criteria.children) {
    if (child.name === "criteria") collect(child, { beside, isNegated, depth: around.depth + 1 }, questions);
    const test = child.name === "criterion" ? child.attributes.get("test_ref") : undefined;
    if (test !== undefined) {
      const comment = child.attributes.get("comment") ?? "";
      questions.push({ test, comment, beside, isNegated: isNegated !== (child.attributes.get("negate") === "true") });
    }
  }
}

/** A group of criteria that are all about the platform counts as one of its alternatives. */
function commentsOf(criteria: XmlElement): readonly string[] {
  return criteria.children.flatMap((child) => {
    if (child.name === "criterion") return [child.attributes.get("comment") ?? ""];
    const isAlternative = child.name === "criteria" && child.attributes.get("operator") === "OR";
    const comments = isAlternative ? child.children.map((inner) => inner.attributes.get("comment") ?? "") : [];
    return comments.length > 0 && comments.every((comment) => comment.endsWith(" is installed")) ? comments : [];
  });
}

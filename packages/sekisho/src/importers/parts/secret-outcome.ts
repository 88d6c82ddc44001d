import type { AcceptedException } from "../../model/finding.ts";
import type { Severity } from "../../model/severity.ts";
import type { ImportedTarget, Outcome } from "../define.ts";
import { evidenceAt, type ToldPlace } from "./evidence-at.ts";
import { fileSubject } from "./file-place.ts";
import { present } from "./present.ts";

type Told<Value> = Value | null | undefined;

/** A secret as tools tell it. The secret itself is never handed on. */
export interface ToldSecret extends ToldPlace {
  readonly rule: string;
  readonly aliases?: readonly string[];
  readonly severity: Severity | "unknown";
  readonly rating?: Told<string>;
  readonly title?: Told<string>;
  readonly message?: Told<string>;
  /** The file; empty where the tool names none. */
  readonly path: string;
  readonly target?: ImportedTarget | undefined;
  readonly exception?: AcceptedException | undefined;
  readonly status?: Told<string>;
  readonly references?: readonly string[];
  readonly firstSeen?: string | undefined;
}

/** Gives the finding of a secret, about the file that holds it. */
export function secretOutcome(told: ToldSecret): Outcome {
  const { rule, path, title, message } = told;
  const { startLine, endLine, startColumn, layer } = told;
  const name = title === undefined || title === null || title === "" ? rule : title;
  return {
    kind: "finding",
    finding: {
      kind: "secret",
      rule,
      severity: told.severity,
      title: name,
      message: message === undefined || message === null || message === "" ? name : message,
      subject: fileSubject(path.startsWith("./") ? path.slice(2) : path),
      evidence: path === "" ? [] : [evidenceAt(path, { startLine, endLine, startColumn, layer })],
      ...present({
        aliases: told.aliases,
        rating: told.rating,
        target: told.target,
        exception: told.exception,
        status: told.status,
        references: told.references,
        firstSeen: told.firstSeen,
      }),
    },
  };
}

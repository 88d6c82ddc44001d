import type { Severity } from "./severity.ts";
import type { Text } from "./text.ts";

/** What every check says of itself, whatever it looks at. */
export interface CheckDescription {
  /** The file's path below `checks/` without its ending; never reused, never renamed. */
  readonly id: string;
  /** The same question in other tools, `tool:ID`. */
  readonly aliases: readonly string[];
  /** States the bad thing. */
  readonly title: Text;
  readonly severity: Severity;
  /** Why the severity is what it is, for the reference page; left out where `why` says it. */
  readonly severityReason?: Text;
  readonly why: Text;
  readonly remediation: Text;
  /** The documents that ask the question: specification, benchmark section, other tool's page. */
  readonly sources: readonly string[];
  /** Kind of the finding; `misconfiguration` when left out. */
  readonly findingKind?: "misconfiguration" | "secret" | "malware" | "activity";
  /** Asked only when the user names it in the configuration (`enable`), because most users would call it noise. */
  readonly isOptional?: boolean;
  readonly parameters?: ParameterSchema;
}

/** What a parameter of each type is at run time. */
export interface ParameterTypes {
  readonly boolean: boolean;
  readonly integer: number;
  readonly string: string;
  readonly "string-list": readonly string[];
  readonly "string-map": Readonly<Record<string, string>>;
}

/** One setting of a check, of one type. */
interface TypedParameter<Type extends keyof ParameterTypes> {
  readonly type: Type;
  readonly description: Text;
  readonly default: ParameterTypes[Type];
  /** The values that are accepted (of the text, or of each map value); all when left out. */
  readonly values?: readonly string[];
}

/** One setting of a check. */
export type ParameterDescription = { [Type in keyof ParameterTypes]: TypedParameter<Type> }[keyof ParameterTypes];

/** A parameter's value as configuration gives it. */
export type ParameterValue = ParameterTypes[keyof ParameterTypes];

/** The settings of a check by name. */
export type ParameterSchema = Readonly<Record<string, ParameterDescription>>;

/** The settings a check runs with: every name of its schema is there, with the type the schema says. */
export type ParametersOf<Schema extends ParameterSchema> = {
  readonly [Name in keyof Schema]: ParameterTypes[Schema[Name]["type"]];
};

import { type RubyLiteral, readArguments, readLiteral } from "./ruby-literal.ts";

/** A gem that another one needs to run. */
export interface GemDependency {
  readonly name: string;
  /** As written: `~> 2.0`, `>= 2.0.1`. */
  readonly requirements: readonly string[];
}

/** What a gem specification says without being run. */
export interface Gemspec {
  /** Left out where only a program could tell. */
  readonly name?: string;
  readonly version?: string;
  /** Left out for gems of pure Ruby. */
  readonly platform?: string;
  readonly licenses: readonly string[];
  /** Each name once; those for development left out. */
  readonly dependencies: readonly GemDependency[];
}

const stubPattern = /^# stub: (\S+) (\S+) (\S+)/m;
const assignmentPattern = /^[ \t]*\w+\.(name|version|platform|license|licenses)[ \t]*=(?![=~])[ \t]*/gm;
const dependencyPattern = /^[ \t]*\w+\.add_(?:runtime_)?dependency[ \t]*[( \t][ \t]*/gm;
/** How many statements of each kind are looked at; RubyGems writes a handful. */
const maxStatements = 1_000;
const pureRuby: ReadonlySet<string> = new Set(["ruby", "Gem::Platform::RUBY", ""]);

/**
 * Reads a gem specification: the form that RubyGems writes when it installs a gem, and of one that was written by hand
 * what stands there as plain texts. Nothing is run.
 *
 * Source: RubyGems, `Gem::Specification#to_ruby`; its second line, the stub, holds name, version and platform.
 */
export function parseGemspec(bytes: Buffer): Gemspec {
  const text = bytes.toString("utf8");
  const stub = stubPattern.exec(text.slice(0, 1024)) ?? [];
  const values = readAssignments(text);
  const name = stub[1] ?? textOf(values.get("name"));
  const version = stub[2] ?? textOf(values.get("version"));
  const platform = stub[3] ?? textOf(values.get("platform")) ?? "";
  return {
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    ...(!pureRuby.has(platform) && { platform }),
    licenses: [values.get("licenses") ?? [], values.get("license") ?? []].flat(),
    dependencies: readDependencies(text),
  };
}

function readAssignments(text: string): ReadonlyMap<string, RubyLiteral> {
  const values = new Map<string, RubyLiteral>();
  for (const match of findStatements(text, assignmentPattern)) {
    const [whole, name = ""] = match;
    if (values.has(name)) continue;
    const { value } = readLiteral(text, match.index + whole.length);
    if (value !== undefined) values.set(name, value);
  }
  return values;
}

/** Older releases write each dependency several times, for several releases of RubyGems. */
function readDependencies(text: string): readonly GemDependency[] {
  const dependencies = new Map<string, GemDependency>();
  for (const match of findStatements(text, dependencyPattern)) {
    const [name, ...requirements] = readArguments(text, match.index + match[0].length);
    if (typeof name !== "string" || name === "" || dependencies.has(name)) continue;
    dependencies.set(name, { name, requirements: requirements.flat() });
  }
  return [...dependencies.values()];
}

function findStatements(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  const statements: RegExpExecArray[] = [];
  for (const statement of text.matchAll(pattern)) {
    if (statements.length === maxStatements) break;
    statements.push(statement);
  }
  return statements;
}

function textOf(value: RubyLiteral | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

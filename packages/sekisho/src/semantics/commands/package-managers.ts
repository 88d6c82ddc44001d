import { type CallArgument, isOff, type OptionUse, readArguments } from "./arguments.ts";
import type { CommandCall } from "./calls.ts";
import {
  type PackageAction,
  type PackageFamily,
  type PackageGrammar,
  packageGrammars,
  pipGrammar,
} from "./package-grammars.ts";
import { type PackageReference, referenceOf } from "./package-references.ts";

/** A call of a package manager, understood. */
export interface PackageManagerCall {
  readonly call: CommandCall;
  /** The program by its plain name: `pip` for `pip3.11` and `python3 -m pip`. */
  readonly manager: string;
  readonly family: PackageFamily;
  readonly action: PackageAction;
  /** The word that says what to do; `undefined` for `yarn` alone and for pacman, where options say it. */
  readonly subcommand: CallArgument | undefined;
  /** The word before it: `pip` of `uv pip install`. */
  readonly prefix: CallArgument | undefined;
  /** What is installed, removed, upgraded or downloaded; files and addresses given with options included. */
  readonly packages: readonly PackageReference[];
  /** Every option, clusters taken apart. */
  readonly options: readonly OptionUse[];
  /** It goes on without a question: the answer is given, or the manager never asks. */
  readonly assumesYes: boolean;
  /** It works on the system or the user instead of on a project: `npm install -g`, `yarn global add`. */
  readonly isGlobal: boolean;
}

const understood = new WeakMap<CommandCall, PackageManagerCall>();

/** Understands a call of a package manager; `undefined` for other programs. */
export function packageCallOf(call: CommandCall): PackageManagerCall | undefined {
  const program = programOf(call);
  const grammar = program === undefined ? undefined : packageGrammars.get(program.manager);
  if (program === undefined || grammar === undefined) return undefined;
  let found = understood.get(call);
  if (found === undefined) {
    const isPip = program.manager === "uv" && firstOperand(program.args, grammar)?.text === "pip";
    found = understand(call, program, isPip ? pipGrammar : grammar);
    understood.set(call, found);
  }
  return found;
}

/** Tells whether one of the options is given; one with a value that turns it off is not. */
export function hasOption(call: PackageManagerCall, ...names: readonly string[]): boolean {
  return call.options.some(({ name, value }) => names.includes(name) && !isOff(value ?? ""));
}

/** Gives the values of the options, in order. */
export function optionValues(call: PackageManagerCall, ...names: readonly string[]): readonly string[] {
  return call.options.flatMap(({ name, value }) => (names.includes(name) && value !== undefined ? [value] : []));
}

interface Program {
  readonly manager: string;
  readonly args: readonly CallArgument[];
}

function programOf(call: CommandCall): Program | undefined {
  const { name, args } = call;
  if (name === undefined) return undefined;
  // Most calls are of other programs.
  if (!name.startsWith("p")) return packageGrammars.has(name) ? { manager: name, args } : undefined;
  if (/^pip[\d.]*$/.test(name)) return { manager: "pip", args };
  if (!/^(?:python|pypy)[\d.]*$/.test(name)) return { manager: name, args };
  const module = args.findIndex((argument) => argument.text === "-m");
  const manager = args[module + 1]?.literal;
  const isModule = module >= 0 && args.slice(0, module).every((argument) => argument.text.startsWith("-"));
  return isModule && manager !== undefined ? { manager, args: args.slice(module + 2) } : undefined;
}

function firstOperand(args: readonly CallArgument[], grammar: PackageGrammar): CallArgument | undefined {
  return readArguments(args, grammar).operands[0];
}

function understand(call: CommandCall, program: Program, grammar: PackageGrammar): PackageManagerCall {
  const { options, operands } = readArguments(program.args, grammar);
  const request =
    grammar.family === "pacman" ? pacmanRequest(options, operands) : requestOf(program.manager, operands, grammar);
  const { prefix, subcommand, rest, isGlobal } = request;
  const action =
    grammar.family !== "pacman" && subcommand === undefined && isQuestion(options) ? "other" : request.action;
  const names = actsOnPackages(action) ? packageOperands(grammar.family, subcommand, rest) : [];
  const references = names.map((argument) => referenceOf(argument, grammar.style));
  const located = action === "install" ? locatedByOptions(grammar.family, options) : [];
  return {
    call,
    manager: program.manager,
    family: grammar.family,
    action,
    subcommand,
    prefix,
    packages: [
      ...withVersionOption(grammar.family, references, options).map(markShorthand(grammar.family)),
      ...located,
    ],
    options,
    assumesYes: assumesYes(grammar, options),
    isGlobal: isGlobal || hasGlobalOption(grammar.family, options),
  };
}

/** `yarn --version` installs nothing, although `yarn` alone does. */
function isQuestion(options: readonly OptionUse[]): boolean {
  return options.some(({ name }) => name === "--version" || name === "-v" || name === "--help" || name === "-h");
}

interface Request {
  readonly action: PackageAction;
  readonly prefix: CallArgument | undefined;
  readonly subcommand: CallArgument | undefined;
  /** The operands behind the subcommand. */
  readonly rest: readonly CallArgument[];
  readonly isGlobal: boolean;
}

/** Words before the subcommand proper, by manager: `yarn global add`, `dnf module install`, `uv pip install`. */
const prefixes: Readonly<Record<string, readonly string[]>> = {
  yarn: ["global"],
  composer: ["global"],
  uv: ["pip", "tool"],
  conda: ["env"],
  mamba: ["env"],
  micromamba: ["env"],
  dnf: ["group", "module"],
  dnf5: ["group", "module"],
  yum: ["group", "groups", "module"],
  microdnf: ["module"],
  poetry: ["self"],
};

/** What the word behind `cache` or `store` must be for something to be deleted. */
const cacheDeletions: readonly string[] = ["clean", "clear", "purge", "prune", "rm", "delete", "remove"];

function requestOf(manager: string, operands: readonly CallArgument[], grammar: PackageGrammar): Request {
  const words = operands[0]?.text.startsWith("+") === true ? operands.slice(1) : operands;
  const isPrefixed = words[0] !== undefined && (prefixes[manager] ?? []).includes(words[0].text);
  const prefix = isPrefixed ? words[0] : undefined;
  const isGlobal = prefix?.text === "global";
  const [subcommand, ...rest] = isPrefixed ? words.slice(1) : words;
  if (subcommand === undefined) {
    const action = manager === "yarn" || manager === "bundle" ? "install" : "other";
    return { action, prefix, subcommand, rest, isGlobal };
  }
  return { action: actionOf(manager, subcommand.text, rest, grammar), prefix, subcommand, rest, isGlobal };
}

function actionOf(
  manager: string,
  subcommand: string,
  rest: readonly CallArgument[],
  grammar: PackageGrammar,
): PackageAction {
  const next = rest[0]?.text ?? "";
  if (manager === "go" && subcommand === "mod") return next === "download" ? "download" : "other";
  const action = grammar.actions.get(subcommand) ?? "other";
  const isCache = subcommand === "cache" || subcommand === "store";
  return action === "clean" && isCache && !cacheDeletions.includes(next) ? "other" : action;
}

function actsOnPackages(action: PackageAction): boolean {
  return action === "install" || action === "remove" || action === "upgrade" || action === "download";
}

/** `create-project` takes one package, then a directory and a version. `apt-get install a b-` removes b. */
function packageOperands(
  family: PackageFamily,
  subcommand: CallArgument | undefined,
  rest: readonly CallArgument[],
): readonly CallArgument[] {
  if (subcommand?.text === "create-project") return rest.slice(0, 1);
  return family === "apt" ? rest.filter(({ text }) => !text.endsWith("-")) : rest;
}

/** pacman says what to do with options: `-Syu`, `-Rns`, `-Scc`, `-U`. */
function pacmanRequest(options: readonly OptionUse[], operands: readonly CallArgument[]): Request {
  const action = pacmanAction(options, operands.length);
  return { action, prefix: undefined, subcommand: undefined, rest: operands, isGlobal: false };
}

function pacmanAction(options: readonly OptionUse[], operandCount: number): PackageAction {
  const has = (...names: readonly string[]) => options.some((option) => names.includes(option.name));
  if (has("-R", "--remove")) return "remove";
  if (has("-U", "--upgrade")) return "install";
  if (!has("-S", "--sync")) return "other";
  if (has("-c", "--clean")) return "clean";
  if (has("-w", "--downloadonly")) return "download";
  if (operandCount > 0) return "install";
  if (has("-u", "--sysupgrade")) return "upgrade";
  return has("-y", "--refresh") ? "update" : "other";
}

/** Options that name something to install beside the operands. */
const locatingOptions: Partial<Record<PackageFamily, readonly string[]>> = {
  pip: ["-r", "--requirement", "-e", "--editable"],
  cargo: ["--git", "--path"],
  conda: ["-f", "--file"],
};

function locatedByOptions(family: PackageFamily, options: readonly OptionUse[]): readonly PackageReference[] {
  const names = locatingOptions[family] ?? [];
  return options.flatMap(({ name, value, argument }) => {
    if (!names.includes(name) || value === undefined) return [];
    return [{ name: value, version: undefined, operator: undefined, isLocal: true, argument }];
  });
}

/** Options that give the version of the packages. */
const versionOptions: Partial<Record<PackageFamily, readonly string[]>> = {
  gem: ["-v", "--version"],
  cargo: ["--version", "--vers"],
};

function withVersionOption(
  family: PackageFamily,
  packages: readonly PackageReference[],
  options: readonly OptionUse[],
): readonly PackageReference[] {
  const names = versionOptions[family] ?? [];
  const given = options.findLast((option) => names.includes(option.name) && option.value !== undefined);
  if (given?.value === undefined) return packages;
  const { name: operator, value: version } = given;
  return packages.map((reference) =>
    reference.version === undefined ? { ...reference, version, operator } : reference,
  );
}

/** For npm, `owner/repository` is an address at GitHub. */
function markShorthand(family: PackageFamily): (reference: PackageReference) => PackageReference {
  return (reference) => {
    const isShorthand = family === "npm" && /^[\w.-]+\/[\w.-]+/.test(reference.name);
    return isShorthand
      ? { ...reference, name: reference.argument.text, version: undefined, operator: undefined, isLocal: true }
      : reference;
  };
}

function assumesYes(grammar: PackageGrammar, options: readonly OptionUse[]): boolean {
  if (grammar.neverAsks) return true;
  let quietness = 0;
  for (const { name, value } of options) {
    if (grammar.yesFlags.includes(name) && !isOff(value ?? "")) return true;
    if (isYesSetting(value)) return true;
    if (name === "-q" || name === "--quiet") quietness += /^\d+$/.test(value ?? "") ? Number(value) : 1;
  }
  return grammar.family === "apt" && quietness >= 2;
}

/** `-o APT::Get::Assume-Yes=true` of apt, `--setopt=assumeyes=1` of dnf. */
function isYesSetting(value: string | undefined): boolean {
  return /^(?:APT::Get::Assume-Yes|assumeyes|defaultyes)=(?:"?true"?|yes|1|True)$/i.test(value ?? "");
}

function hasGlobalOption(family: PackageFamily, options: readonly OptionUse[]): boolean {
  if (family !== "npm") return false;
  return options.some(
    ({ name, value }) => name === "-g" || name === "--global" || (name === "--location" && value === "global"),
  );
}

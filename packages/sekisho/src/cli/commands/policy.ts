import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findClosestWord } from "../../model/closest-word.ts";
import { SekishoError } from "../../model/error.ts";
import type { Text } from "../../model/text.ts";
import { catalogue } from "../../scan/catalogue.ts";
import type { Configuration } from "../../scan/configuration/configuration.ts";
import { loadConfiguration } from "../../scan/configuration/load-configuration.ts";
import { loadManifestSet } from "../../scan/manifest/load-manifest-set.ts";
import { knownClasses } from "../../semantics/data-classes/known-classes.ts";
import { type ProposedService, proposeServices } from "../../semantics/data-classes/propose-services.ts";
import { type StandardId, standardIds } from "../../semantics/data-classes/security-policy.ts";
import { usageError, wrongWordError } from "../argument-errors.ts";
import { allValues, type Call } from "../arguments.ts";
import { type Ask, createAsk } from "../ask.ts";
import { findCommand } from "../command-table.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { labelled } from "../output/error-message.ts";
import { type DescribedService, writeSecurityPolicyFile } from "../output/security-policy-file.ts";
import { policyActions } from "../policy-command.ts";
import { sayDiagnostics } from "../say-diagnostics.ts";
import type { Terminal } from "../terminal.ts";

const fileName = ".sekisho.yaml";
const classNames = knownClasses.map(({ name }) => name);

/** Writes a first security policy from the workloads that are there and the answers of the user. Never overwrites. */
export async function runPolicy(call: Call, terminal: Terminal): Promise<ExitCode> {
  const [action = "", ...targets] = call.operands;
  if (!policyActions.some((known) => known === action)) throw wrongWordError("ACTION", action, policyActions);
  const given = readGiven(call);
  const existing = await findExisting(terminal);
  if (existing !== undefined && existing.services.length > 0) {
    await say(alreadyThere(existing.path ?? fileName), terminal);
    return exitCodes.done;
  }
  const { set, diagnostics } = await loadManifestSet({
    targets: targets.length === 0 ? ["."] : targets,
    workingDirectory: terminal.workingDirectory,
    exclude: [],
    standardInput: terminal.input,
    environment: terminal.environment,
  });
  await sayDiagnostics(diagnostics, terminal);
  const proposed = proposeServices(set);
  refuseUnknownServices(given, proposed);
  const ask = call.switches.has("yes") ? undefined : createAsk(terminal);
  const services = await describeServices(proposed, { given, ask, terminal });
  const isPartial = diagnostics.some(({ level }) => level === "error");
  if (services.length === 0) {
    await say(nothingDescribed, terminal);
    return isPartial ? exitCodes.partial : exitCodes.done;
  }
  await deliverPolicy(writeSecurityPolicyFile(services, terminal.language), existing?.path, terminal);
  return isPartial ? exitCodes.partial : exitCodes.done;
}

/** What the options of a call say of services, by their names. */
interface Given {
  readonly holds: ReadonlyMap<string, readonly string[]>;
  readonly standards: ReadonlyMap<string, readonly StandardId[]>;
}

function readGiven(call: Call): Given {
  const holds = new Map<string, readonly string[]>();
  const standards = new Map<string, readonly StandardId[]>();
  for (const { name, words } of assignments(allValues(call, "holds"))) {
    holds.set(
      name,
      words.map((word) => getClass(word)),
    );
  }
  for (const { name, words } of assignments(allValues(call, "standard"))) {
    standards.set(
      name,
      words.map((word) => getStandard(word)),
    );
  }
  return { holds, standards };
}

function assignments(written: readonly string[]) {
  return written.map((text) => {
    const equals = text.indexOf("=");
    return { name: text.slice(0, equals), words: wordsOf(text.slice(equals + 1)) };
  });
}

function wordsOf(text: string): readonly string[] {
  return text
    .split(/[,、\s]/)
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

function getClass(word: string): string {
  if (classNames.includes(word)) return word;
  throw wrongWordError("--holds", word, classNames);
}

function getStandard(word: string): StandardId {
  const known = standardIds.find((id) => id === word);
  if (known === undefined) throw wrongWordError("--standard", word, standardIds);
  return known;
}

function refuseUnknownServices({ holds, standards }: Given, proposed: readonly ProposedService[]): void {
  const names = proposed.map(({ name }) => name);
  const unknown = [...holds.keys(), ...standards.keys()].find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const closest = findClosestWord(unknown, names);
  const known = { en: closest ?? names.join(", "), ja: closest ?? names.join("、") };
  throw usageError(
    {
      en: `no service is called ${JSON.stringify(unknown)} by the workloads that were given: ${known.en}`,
      ja: `検査したワークロードに ${JSON.stringify(unknown)} というサービスはありません（候補: ${known.ja}）。`,
    },
    findCommand("policy"),
  );
}

/** Reads the configuration of this directory; `undefined` when there is none here. */
async function findExisting(terminal: Terminal): Promise<Configuration | undefined> {
  const file = [fileName, ".sekisho.yml"].find((name) => existsSync(join(terminal.workingDirectory, name)));
  if (file === undefined) return undefined;
  const { workingDirectory, home } = terminal;
  const loaded = await loadConfiguration({ workingDirectory, home, file, loadCatalogue: async () => catalogue });
  return loaded.configuration;
}

interface Interview {
  readonly given: Given;
  /** Left out when no questions are asked. */
  readonly ask: Ask | undefined;
  readonly terminal: Terminal;
}

async function describeServices(
  proposed: readonly ProposedService[],
  interview: Interview,
): Promise<readonly DescribedService[]> {
  const services: DescribedService[] = [];
  for (const service of proposed) {
    const { name, select } = service;
    const holds = interview.given.holds.get(name) ?? (await askClasses(service, interview));
    if (holds.length === 0) {
      await say(leftOut(name), interview.terminal);
      continue;
    }
    const standards = interview.given.standards.get(name) ?? (await askStandards(service, interview));
    services.push({ name, select, holds, standards });
  }
  return services;
}

/** Asks until the answer is understood; an empty answer takes the guess, and so does the end of the input. */
async function askClasses(
  { name, workloads, holds }: ProposedService,
  { ask, terminal }: Interview,
): Promise<readonly string[]> {
  const guess = holds === undefined ? [] : [holds];
  if (ask === undefined) return guess;
  const question = classQuestion(name, workloads.length, guess)[terminal.language];
  for (;;) {
    const answer = await ask(question);
    if (answer === undefined || answer.trim() === "") return guess;
    const words = wordsOf(answer);
    if (words.includes("-")) return [];
    const unknown = words.find((word) => !classNames.includes(word));
    if (unknown === undefined) return words;
    await say(notUnderstood(unknown, classNames), terminal);
  }
}

async function askStandards({ name }: ProposedService, { ask, terminal }: Interview): Promise<readonly StandardId[]> {
  if (ask === undefined) return [];
  for (;;) {
    const words = wordsOf((await ask(standardQuestion(name)[terminal.language])) ?? "");
    const unknown = words.find((word) => !standardIds.some((id) => id === word));
    if (unknown === undefined) return standardIds.filter((id) => words.includes(id));
    await say(notUnderstood(unknown, standardIds), terminal);
  }
}

/** Writes the file where there is none; beside other settings the services are printed for copying. */
async function deliverPolicy(text: string, existing: string | undefined, terminal: Terminal): Promise<void> {
  if (existing !== undefined) {
    await terminal.write(text);
    await say(toBeAdded(existing), terminal);
    return;
  }
  try {
    await writeFile(join(terminal.workingDirectory, fileName), text, { flag: "wx" });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SekishoError(
      "output-unwritable",
      { en: `${fileName} could not be written: ${reason}`, ja: `${fileName} に書き込めませんでした（${reason}）。` },
      { cause },
    );
  }
  await say(written, terminal);
}

async function say(text: Text, terminal: Terminal): Promise<void> {
  await terminal.writeError(`${labelled("info", text, terminal)}\n`);
}

const written: Text = {
  en: `wrote ${fileName}; see how the services meet it: sekisho scan .`,
  ja: `${fileName} を作成しました。充足状況は sekisho scan . で確認できます。`,
};

const nothingDescribed: Text = {
  en: "no service was described, nothing was written",
  ja: "定義されたサービスがないため、ファイルは作成しませんでした。",
};

function alreadyThere(path: string): Text {
  return {
    en: `${path} has a security policy already; nothing was changed`,
    ja: `${path} にはすでにセキュリティポリシーがあるため、変更しませんでした。`,
  };
}

function toBeAdded(path: string): Text {
  return {
    en: `${path} exists and was not changed; add the lines above to it`,
    ja: `${path} がすでにあるため、変更していません。上の内容を追加してください。`,
  };
}

function leftOut(name: string): Text {
  return {
    en: `${name} was left out: --holds ${name}=CLASS says what it holds`,
    ja: `${name} は含めませんでした。データの区分は --holds ${name}=区分 で指定できます。`,
  };
}

function notUnderstood(word: string, known: readonly string[]): Text {
  return {
    en: `expected ${known.join(", ")} or an empty line, got ${JSON.stringify(word)}`,
    ja: `${known.join("、")} または空行を想定しましたが、${JSON.stringify(word)} が入力されました。`,
  };
}

function classQuestion(name: string, workloads: number, guess: readonly string[]): Text {
  const count = workloads === 1 ? "1 workload" : `${workloads} workloads`;
  return {
    en: `${name} (${count}): which data does it hold? ${classNames.join(", ")}; - leaves it out [${guess.join("")}]: `,
    ja: `${name}（ワークロード ${workloads} 件）が保持するデータの区分: ${classNames.join("、")}（- で除外）[${guess.join("")}]: `,
  };
}

function standardQuestion(name: string): Text {
  return {
    en: `${name}: which standards does it fall under? ${standardIds.join(", ")} []: `,
    ja: `${name} に適用される基準: ${standardIds.join("、")} []: `,
  };
}

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { writeChanges } from "../../exporters/network/write-changes.ts";
import {
  type ConnectionFormat,
  connectionFormats,
  writeConnections,
} from "../../exporters/network/write-connections.ts";
import { type ConnectionExplanation, writeExplanations } from "../../exporters/network/write-explanation.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { SekishoError } from "../../model/error.ts";
import { type LoadedManifests, loadManifestSet } from "../../scan/manifest/load-manifest-set.ts";
import { placeProblems } from "../../scan/manifest/place-problems.ts";
import { compareConnections } from "../../semantics/reachability/compare-connections.ts";
import {
  allowedBetween,
  type ConnectionEnd,
  explainConnection,
  findEnds,
  nameOfEnd,
} from "../../semantics/reachability/explain-connection.ts";
import { listConnections, orderWorkloads } from "../../semantics/reachability/list-connections.ts";
import { computeReachability, type Reachability } from "../../semantics/reachability/reachability.ts";
import { allValues, type Call, lastValue } from "../arguments.ts";
import { oneRenderingOf } from "../chart-options.ts";
import { deliver } from "../deliver.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { getOutputsOf, type Output as NamedOutput } from "../outputs.ts";
import { sayDiagnostics } from "../say-diagnostics.ts";
import type { Terminal } from "../terminal.ts";

type Output = NamedOutput<ConnectionFormat>;

/** Shows who may connect to whom, why, or what changed since. */
export async function runNetwork(call: Call, terminal: Terminal): Promise<ExitCode> {
  if (call.operands[0] === "generate") {
    const { runNetworkGenerate } = await import("./network-generate.ts");
    return await runNetworkGenerate(call, terminal);
  }
  const outputs = getOutputsOf(call, connectionFormats, "table");
  const asked = lastValue(call, "explain");
  const old = lastValue(call, "diff");
  if (asked !== undefined && old !== undefined) throw bothAsked();
  const { targets, other } = splitOperands(call, terminal, asked);
  const network = await open(targets, call, terminal);
  if (asked !== undefined) await explain(network, [asked, other ?? ""], outputs, terminal);
  else if (old === undefined) await list(network, outputs, terminal);
  else {
    const before = await open([old], call, terminal);
    await compare(before, network, outputs, terminal);
    return before.isWhole && network.isWhole ? exitCodes.done : exitCodes.partial;
  }
  return network.isWhole ? exitCodes.done : exitCodes.partial;
}

interface Network extends LoadedManifests {
  readonly reachability: Reachability;
  /** Whether everything could be read. */
  readonly isWhole: boolean;
}

async function open(targets: readonly string[], call: Call, terminal: Terminal): Promise<Network> {
  const loaded = await loadManifestSet({
    targets,
    workingDirectory: terminal.workingDirectory,
    exclude: allValues(call, "exclude"),
    standardInput: terminal.input,
    environment: terminal.environment,
    ...oneRenderingOf(call),
  });
  const reachability = computeReachability(loaded.set);
  const diagnostics: readonly Diagnostic[] = [
    ...loaded.diagnostics,
    ...placeProblems(reachability.problems, { ...loaded, workingDirectory: terminal.workingDirectory }),
  ];
  const isQuiet = call.switches.has("quiet");
  await sayDiagnostics(isQuiet ? diagnostics.filter(({ level }) => level === "error") : diagnostics, terminal);
  return { ...loaded, reachability, isWhole: !diagnostics.some(({ level }) => level === "error") };
}

/** Behind `--explain A` the other end stands among the operands: the one that is no file, or the last. */
function splitOperands(call: Call, terminal: Terminal, asked: string | undefined) {
  const operands = [...call.operands];
  if (asked === undefined) return { targets: operands.length === 0 ? ["."] : operands, other: undefined };
  const absent = operands.findIndex((operand) => !existsSync(resolve(terminal.workingDirectory, operand)));
  const [other] = operands.splice(absent === -1 ? operands.length - 1 : absent, 1);
  if (other === undefined) {
    throw new SekishoError("usage", {
      en: "--explain: expected two ends, as in --explain shop/web shop/db, got one",
      ja: "--explain: 両端を指定してください（例: --explain shop/web shop/db）。",
    });
  }
  return { targets: operands.length === 0 ? ["."] : operands, other };
}

async function list({ set, reachability }: Network, outputs: readonly Output[], terminal: Terminal): Promise<void> {
  for (const { format, file } of outputs) {
    const facts = {
      language: terminal.language,
      workloads: orderWorkloads(reachability).ordered.map(({ name }) => name),
      policies: new Set(reachability.policies.map(({ object }) => object)).size,
    };
    await deliver(writeConnections(format, listConnections(set, reachability), facts), file, terminal);
  }
}

async function compare(before: Network, after: Network, outputs: readonly Output[], terminal: Terminal): Promise<void> {
  for (const output of outputs) {
    const changes = compareConnections(
      listConnections(before.set, before.reachability),
      listConnections(after.set, after.reachability),
    );
    await deliver(writeChanges(plainFormat(output, "--diff"), changes, terminal.language), output.file, terminal);
  }
}

async function explain(
  { reachability }: Network,
  names: readonly [string, string],
  outputs: readonly Output[],
  terminal: Terminal,
): Promise<void> {
  const [senders, receivers] = [getEnds(reachability, names[0]), getEnds(reachability, names[1])];
  const explanations = senders.flatMap((from) =>
    receivers.map(
      (to): ConnectionExplanation => ({
        from: nameOfEnd(from),
        to: nameOfEnd(to),
        allowed: allowedBetween(reachability, from, to),
        sides: explainConnection(reachability, from, to),
      }),
    ),
  );
  for (const output of outputs) {
    const written = writeExplanations(plainFormat(output, "--explain"), explanations, terminal.language);
    await deliver(written, output.file, terminal);
  }
}

function getEnds(reachability: Reachability, name: string): readonly ConnectionEnd[] {
  const ends = findEnds(reachability, name);
  if (ends.length > 0) return ends;
  throw new SekishoError("usage", {
    en: `--explain: expected a workload of the manifests (shop/web) or an address (10.0.0.1), got ${name}`,
    ja: `--explain: マニフェスト内のワークロード（shop/web）またはアドレス（10.0.0.1）を指定してください（指定: ${name}）。`,
  });
}

function plainFormat({ format }: Output, option: string): "table" | "json" {
  if (format === "table" || format === "json") return format;
  throw new SekishoError("usage", {
    en: `--format: ${option} is written as table or json, not as ${format}`,
    ja: `--format: ${option} の形式は table または json です（指定: ${format}）。`,
  });
}

function bothAsked(): SekishoError {
  return new SekishoError("usage", {
    en: "--diff and --explain cannot be used together",
    ja: "--diff と --explain は同時に指定できません。",
  });
}

import { writePolicies } from "../../exporters/network/write-policies.ts";
import { SekishoError } from "../../model/error.ts";
import type { Text } from "../../model/text.ts";
import { loadManifestSet } from "../../scan/manifest/load-manifest-set.ts";
import { readFlowFile } from "../../scan/manifest/read-flow-file.ts";
import type { FlowProblem } from "../../semantics/flows/flow.ts";
import { resolveFlows } from "../../semantics/flows/resolve-flows.ts";
import { generatePolicies } from "../../semantics/reachability/generate-policies.ts";
import { type PolicyProof, provePolicies } from "../../semantics/reachability/prove-policies.ts";
import { computeReachability } from "../../semantics/reachability/reachability.ts";
import { allValues, type Call } from "../arguments.ts";
import { oneRenderingOf } from "../chart-options.ts";
import { deliver } from "../deliver.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { labelled } from "../output/error-message.ts";
import { sayDiagnostics } from "../say-diagnostics.ts";
import type { Terminal } from "../terminal.ts";

/** Writes policies that allow the flows of a file and nothing else, and proves that they do. */
export async function runNetworkGenerate(call: Call, terminal: Terminal): Promise<ExitCode> {
  const [, file, ...targets] = call.operands;
  if (file === undefined) throw fileMissing();
  const { workingDirectory, input: standardInput } = terminal;
  const reading = await readFlowFile(file, { workingDirectory, standardInput });
  const manifests = await loadManifestSet({
    targets: targets.length === 0 ? ["."] : targets,
    workingDirectory,
    exclude: allValues(call, "exclude"),
    standardInput,
    environment: terminal.environment,
    ...oneRenderingOf(call),
  });
  await sayDiagnostics(manifests.diagnostics, terminal);
  const reachability = computeReachability(manifests.set);
  const { flows, problems } = resolveFlows(manifests.set, reachability, reading.flows);
  await sayFlowProblems(file, [...reading.problems, ...problems], terminal);
  const policies = generatePolicies(reachability, flows);
  const proof = provePolicies(manifests.set, flows, policies);
  await deliver(writePolicies(policies), undefined, terminal);
  await sayProof(proof, flows.length, terminal);
  const isWhole = reading.problems.length + problems.length + proof.missing.length + proof.extra.length === 0;
  return isWhole && !manifests.diagnostics.some(({ level }) => level === "error") ? exitCodes.done : exitCodes.partial;
}

const maxShown = 20;

async function sayFlowProblems(file: string, problems: readonly FlowProblem[], terminal: Terminal): Promise<void> {
  for (const { place, message } of problems.slice(0, maxShown)) {
    const text = { en: `${file}:${place}: ${message.en}`, ja: `${file}:${place}: ${message.ja}` };
    await terminal.writeError(`${labelled("error", text, terminal)}\n`);
  }
  const more = problems.length - maxShown;
  if (more <= 0) return;
  const text = { en: `${more} more flows were left out.`, ja: `ほかに ${more} 件のフローが対象外です。` };
  await terminal.writeError(`${labelled("error", text, terminal)}\n`);
}

async function sayProof({ missing, extra }: PolicyProof, flows: number, terminal: Terminal): Promise<void> {
  const say = async (kind: "error" | "info", text: Text) => {
    await terminal.writeError(`${labelled(kind, text, terminal)}\n`);
  };
  for (const { from, to, ports } of missing.slice(0, maxShown)) {
    await say("error", {
      en: `Policies cannot allow ${from} → ${to} ${ports}: labels or addresses do not tell who it is.`,
      ja: `${from} → ${to} ${ports} はポリシーで許可できません。ラベルやアドレスで相手を特定できないためです。`,
    });
  }
  for (const { from, to, ports } of extra.slice(0, maxShown)) {
    await say("error", {
      en: `The policies allow ${from} → ${to} ${ports} too: labels do not tell these pods apart.`,
      ja: `フローにない ${from} → ${to} ${ports} も許可されます。ラベルで Pod を区別できないためです。`,
    });
  }
  if (missing.length + extra.length > 0) return;
  await say("info", {
    en: `Proved: ${flows === 1 ? "the flow is" : `all ${flows} flows are`} allowed, and nothing else is but DNS.`,
    ja: `検証済み: ${flows} 件のフローがすべて許可され、DNS 以外の通信はすべて拒否されます。`,
  });
}

function fileMissing(): SekishoError {
  return new SekishoError("usage", {
    en: "generate: expected a file of flows, as in sekisho network generate flows.json manifests/",
    ja: "generate: フローのファイルを指定してください（例: sekisho network generate flows.json manifests/）。",
  });
}

import { writePolicies } from "../../exporters/network/write-policies.ts";
import { SekishoError } from "../../model/error.ts";
import type { Text } from "../../model/text.ts";
import { loadManifestSet } from "../../scan/manifest/load-manifest-set.ts";
import { placeProblems } from "../../scan/manifest/place-problems.ts";
import { readFlowFile } from "../../scan/manifest/read-flow-file.ts";
import type { FlowProblem } from "../../semantics/flows/flow.ts";
import { resolveFlows } from "../../semantics/flows/resolve-flows.ts";
import { describeObject } from "../../semantics/kubernetes/manifest-object.ts";
import { type GeneratedPolicy, generatePolicies } from "../../semantics/reachability/generate-policies.ts";
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
  const reachability = computeReachability(manifests.set);
  // What cannot be read of the administrator's policies keeps the proof from being one.
  const unread = reachability.problems.filter(({ object }) => object.namespace === "");
  const diagnostics = [...manifests.diagnostics, ...placeProblems(unread, { ...manifests, workingDirectory })];
  await sayDiagnostics(diagnostics, terminal);
  const { flows, problems } = resolveFlows(manifests.set, reachability, reading.flows);
  await sayFlowProblems(file, [...reading.problems, ...problems], terminal);
  const policies = generatePolicies(reachability, flows);
  const proof = provePolicies(manifests.set, flows, policies);
  await deliver(writePolicies(policies), undefined, terminal);
  await sayProof(proof, flows.length, terminal);
  await sayReplaced(proof, policies, terminal);
  const isWhole = reading.problems.length + problems.length + proof.missing.length + proof.extra.length === 0;
  return isWhole && !diagnostics.some(({ level }) => level === "error") ? exitCodes.done : exitCodes.partial;
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
  for (const { from, to, ports, decidedBy } of missing.slice(0, maxShown)) {
    if (decidedBy.length > 0) {
      const names = namesOf(decidedBy);
      await say("error", {
        en: `${names.en} ${decidedBy.length === 1 ? "refuses" : "refuse"} ${from} → ${to} ${ports}, and the generated policies cannot change that.`,
        ja: `${names.ja} により ${from} → ${to} ${ports} は拒否されます。生成したポリシーでは変更できません。`,
      });
      continue;
    }
    await say("error", {
      en: `Policies cannot allow ${from} → ${to} ${ports}: labels or addresses do not tell who it is.`,
      ja: `${from} → ${to} ${ports} はポリシーで許可できません。ラベルやアドレスで相手を特定できないためです。`,
    });
  }
  for (const { from, to, ports, decidedBy } of extra.slice(0, maxShown)) {
    if (decidedBy.length > 0) {
      const names = namesOf(decidedBy);
      await say("error", {
        en: `${names.en} ${decidedBy.length === 1 ? "allows" : "allow"} ${from} → ${to} ${ports} too, and the generated policies cannot change that.`,
        ja: `${names.ja} により、フローにない ${from} → ${to} ${ports} も許可されます。生成したポリシーでは変更できません。`,
      });
      continue;
    }
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

function namesOf(policies: readonly string[]): Text {
  return { en: policies.join(" or "), ja: policies.join("、") };
}

/** Says which policies the proof takes for deleted; those with a generated one's name are written over. */
async function sayReplaced(
  { replaced }: PolicyProof,
  policies: readonly GeneratedPolicy[],
  terminal: Terminal,
): Promise<void> {
  const generated = new Set(policies.map(({ namespace, name }) => `${namespace}/${name}[NetworkPolicy]`));
  const left = replaced.map(describeObject).filter((name) => !generated.has(name));
  if (left.length === 0) return;
  const named = left.slice(0, 3).join(", ");
  const more = left.length > 3 ? ", …" : "";
  const text: Text = {
    en: `The proof does not count ${left.length === 1 ? "the policy" : `the ${left.length} policies`} that the generated ones take the place of: delete ${named}${more}.`,
    ja: `検証では、生成したポリシーに置き換わる既存のポリシー ${left.length} 件を含めていません。${named}${more} を削除してください。`,
  };
  await terminal.writeError(`${labelled("info", text, terminal)}\n`);
}

function fileMissing(): SekishoError {
  return new SekishoError("usage", {
    en: "generate: expected a file of flows, as in sekisho network generate flows.json manifests/",
    ja: "generate: フローのファイルを指定してください（例: sekisho network generate flows.json manifests/）。",
  });
}

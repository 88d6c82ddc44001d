import { type PermissionFormat, permissionFormats, writeGrants } from "../../exporters/permissions/write-grants.ts";
import { writePaths } from "../../exporters/permissions/write-paths.ts";
import { findClosestWord } from "../../model/closest-word.ts";
import type { SekishoError } from "../../model/error.ts";
import type { Text } from "../../model/text.ts";
import { loadManifestSet } from "../../scan/manifest/load-manifest-set.ts";
import { placeProblems } from "../../scan/manifest/place-problems.ts";
import { permissionGraphOf } from "../../semantics/permissions/create-permission-graph.ts";
import { escalationMapOf } from "../../semantics/permissions/escalation-paths.ts";
import { findKnownResource } from "../../semantics/permissions/known-resources.ts";
import type { PermissionGraph } from "../../semantics/permissions/permission-graph.ts";
import { type Grant, type GrantFilter, whatCan, whoCan } from "../../semantics/permissions/permissions-of.ts";
import type { AccessRequest } from "../../semantics/permissions/policy-rule.ts";
import { describePrincipal, groupsOf, type Principal, parsePrincipal } from "../../semantics/permissions/principal.ts";
import { describeRequest, toAccessRequest } from "../../semantics/permissions/resource-request.ts";
import { quoted, usageError, wrongWordError } from "../argument-errors.ts";
import { allValues, type Call, lastValue } from "../arguments.ts";
import { oneRenderingOf } from "../chart-options.ts";
import { findCommand } from "../command-table.ts";
import { deliver } from "../deliver.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { labelled } from "../output/error-message.ts";
import { getOutputsOf, type Output } from "../outputs.ts";
import { rbacQuestions } from "../rbac-command.ts";
import { sayDiagnostics } from "../say-diagnostics.ts";
import type { Terminal } from "../terminal.ts";

/** What a call asks, before any file is read. */
type Question =
  | { readonly kind: "who-can"; readonly request: AccessRequest; readonly targets: readonly string[] }
  | { readonly kind: "what-can" | "paths"; readonly principal: Principal; readonly targets: readonly string[] };

/** Answers who may do what, and how a subject becomes cluster administrator. */
export async function runRbac(call: Call, terminal: Terminal): Promise<ExitCode> {
  const outputs = getOutputsOf(call, permissionFormats, "table");
  const question = readQuestion(call);
  const isQuiet = call.switches.has("quiet");
  const { set, renderings, ...loaded } = await loadManifestSet({
    targets: question.targets.length === 0 ? ["."] : question.targets,
    workingDirectory: terminal.workingDirectory,
    exclude: allValues(call, "exclude"),
    standardInput: terminal.input,
    environment: terminal.environment,
    ...oneRenderingOf(call),
  });
  const graph = permissionGraphOf(set);
  const { workingDirectory } = terminal;
  const diagnostics = [...loaded.diagnostics, ...placeProblems(graph.problems, { workingDirectory, renderings })];
  await sayDiagnostics(isQuiet ? diagnostics.filter(({ level }) => level === "error") : diagnostics, terminal);
  const doubt = isQuiet ? undefined : findDoubt(question, graph);
  if (doubt !== undefined) await terminal.writeError(`${labelled("warning", doubt, terminal)}\n`);
  await answer(question, graph, { call, outputs, terminal });
  return diagnostics.some(({ level }) => level === "error") ? exitCodes.partial : exitCodes.done;
}

function readQuestion(call: Call): Question {
  const [written = "", ...operands] = call.operands;
  const kind = rbacQuestions.find((known) => known === written);
  if (kind === undefined) throw wrongWordError("QUESTION", written, rbacQuestions);
  if (kind !== "who-can") {
    const [subject, ...targets] = operands;
    refuseOption(call, "name", kind);
    if (kind === "paths") refuseOption(call, "namespace", kind);
    return { kind, principal: getPrincipal(subject, kind), targets };
  }
  const [verb, resource, ...targets] = operands;
  if (verb === undefined) throw missing("VERB", kind);
  if (resource === undefined) throw missing("RESOURCE", kind);
  return { kind, request: toAccessRequest(verb, resource, lastValue(call, "name") ?? ""), targets };
}

function refuseOption(call: Call, option: "name" | "namespace", kind: string): void {
  if (lastValue(call, option) === undefined) return;
  const text = { en: `--${option} has no meaning for ${kind}`, ja: `--${option} は ${kind} では使えません。` };
  throw usageError(text, findCommand("rbac"));
}

function getPrincipal(written: string | undefined, kind: string): Principal {
  if (written === undefined) throw missing("SUBJECT", kind);
  const principal = parsePrincipal(written);
  if (principal !== undefined) return principal;
  throw usageError(
    {
      en: `SUBJECT: expected User:NAME, Group:NAME or ServiceAccount:NAMESPACE/NAME, got ${quoted(written)}`,
      ja: `SUBJECT: User:名前、Group:名前、ServiceAccount:名前空間/名前 のいずれかを想定しましたが、${quoted(written)} が指定されています。`,
    },
    findCommand("rbac"),
  );
}

function missing(operand: string, kind: string): SekishoError {
  const text = { en: `${kind}: ${operand} is missing`, ja: `${kind}: ${operand} が指定されていません。` };
  return usageError(text, findCommand("rbac"));
}

/** Says when a word of the question occurs nowhere: most likely it is misspelt, and "nobody" would be a wrong comfort. */
function findDoubt(question: Question, graph: PermissionGraph): Text | undefined {
  if (question.kind !== "who-can") return findUnknownSubject(question.principal, graph);
  const { request } = question;
  const doubtful = findUnknownVerb(request.verb, graph) ?? findUnknownPart(request, graph);
  if (doubtful !== undefined) return doubtful;
  if (request.kind === "address" || findKnownResource(request.resource) !== undefined) return undefined;
  const isNamed = graph.roles.some(({ rules }) =>
    rules.some(({ rule }) => rule.resources.some((name) => name.split("/", 1)[0] === request.resource)),
  );
  if (isNamed) return undefined;
  const name = quoted(request.resource);
  return {
    en: `neither Kubernetes nor a role of these manifests knows the resource ${name}: only rules with a star can allow it`,
    ja: `リソース ${name} は、Kubernetes にも対象のマニフェストのロールにもありません。該当するのはワイルドカードのルールだけです。`,
  };
}

/** Source: Kubernetes documentation, "Authorization Overview", request verbs, and "Using RBAC Authorization". */
const knownVerbs: ReadonlySet<string> = new Set(
  "* get list watch create update patch delete deletecollection use bind escalate impersonate approve sign attest post put head options".split(
    " ",
  ),
);

function findUnknownVerb(verb: string, graph: PermissionGraph): Text | undefined {
  if (knownVerbs.has(verb)) return undefined;
  if (graph.roles.some(({ rules }) => rules.some(({ rule }) => rule.verbs.includes(verb)))) return undefined;
  const closest = findClosestWord(verb, [...knownVerbs]);
  return {
    en: `neither Kubernetes nor a role of these manifests knows the verb ${quoted(verb)}: only rules with a star can allow it${closest === undefined ? "" : `; did you mean ${closest}?`}`,
    ja: `操作 ${quoted(verb)} は、Kubernetes にも対象のマニフェストのロールにもありません。該当するのはワイルドカードのルールだけです。${closest === undefined ? "" : `「${closest}」の誤りではありませんか。`}`,
  };
}

/** Subresources that the API server serves, of whatever resource. Source: Kubernetes 1.36 API reference. */
const knownParts: ReadonlySet<string> = new Set(
  "approval attach binding ephemeralcontainers eviction exec finalize log portforward proxy resize scale status token".split(
    " ",
  ),
);

/** Whoever writes `secrets/db` as kubectl takes it means an object: roles write subresources that way. */
function findUnknownPart(request: AccessRequest, graph: PermissionGraph): Text | undefined {
  if (request.kind === "address" || request.subresource === "" || knownParts.has(request.subresource)) return undefined;
  const { resource, subresource } = request;
  const isWritten = (name: string) => name === `${resource}/${subresource}` || name === `*/${subresource}`;
  if (graph.roles.some(({ rules }) => rules.some(({ rule }) => rule.resources.some(isWritten)))) return undefined;
  const written = quoted(`${resource}/${subresource}`);
  return {
    en: `${written} is a subresource that neither Kubernetes nor a role of these manifests knows; an object is named with --name ${subresource}`,
    ja: `${written} はサブリソースの指定ですが、Kubernetes にも対象のマニフェストのロールにもありません。オブジェクトは --name ${subresource} で指定します。`,
  };
}

function findUnknownSubject(principal: Principal, graph: PermissionGraph): Text | undefined {
  const name = describePrincipal(principal);
  const known = [...graph.principals.keys()];
  const isKnown = graph.principals.has(name) || groupsOf(principal).length === 0;
  if (isKnown) return undefined;
  const closest = findClosestWord(name, known);
  return {
    en: `nothing in these manifests names ${name}: only what holds for its groups is shown${closest === undefined ? "" : `; did you mean ${closest}?`}`,
    ja: `対象のマニフェストに ${name} はありません。所属するグループの権限だけを表示します。${closest === undefined ? "" : `「${closest}」の誤りではありませんか。`}`,
  };
}

interface Answering {
  readonly call: Call;
  readonly outputs: readonly Output<PermissionFormat>[];
  readonly terminal: Terminal;
}

async function answer(question: Question, graph: PermissionGraph, { call, outputs, terminal }: Answering) {
  const { language } = terminal;
  if (question.kind === "paths") {
    const subject = describePrincipal(question.principal);
    const paths = escalationMapOf(graph).pathsFrom(question.principal);
    for (const { format, file } of outputs) {
      await deliver(writePaths(format, { subject, paths }, language), file, terminal);
    }
    return;
  }
  const namespace = lastValue(call, "namespace");
  const filter: GrantFilter = { withDefaults: true, ...(namespace === undefined ? {} : { namespace }) };
  const all = grantsFor(question, graph, filter);
  const grants = call.switches.has("all") ? all : all.filter(({ binding }) => !binding.isDefault);
  const asked = question.kind === "who-can" ? describeRequest(question.request) : describePrincipal(question.principal);
  const written = {
    question: `${question.kind} ${asked}`,
    asked: question.kind === "who-can" ? wordsOf(question.request) : [],
    grants,
    leftOut: all.length - grants.length,
  };
  for (const { format, file } of outputs) await deliver(writeGrants(format, written, language), file, terminal);
}

function grantsFor(question: Question, graph: PermissionGraph, filter: GrantFilter): readonly Grant[] {
  return question.kind === "who-can"
    ? whoCan(graph, question.request, filter)
    : whatCan(graph, question.principal, filter);
}

/** The words of rules that can have allowed a request. */
function wordsOf(request: AccessRequest): readonly string[] {
  if (request.kind === "address") return [request.verb, request.address];
  const { verb, resource, subresource, name } = request;
  return [verb, subresource === "" ? resource : `${resource}/${subresource}`, name];
}

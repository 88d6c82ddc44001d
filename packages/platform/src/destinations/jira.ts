import { z } from "zod";
import { destinationKinds } from "../contract/destination.ts";
import { findAnswerProblem, SendProblem } from "../outbox/send-problem.ts";
import type { IncomingAnswer } from "../outbox/send-request.ts";
import { sayNotice } from "./notice-words.ts";
import { defineSender, type MadeIssue, type OpenDestination, type SenderTools } from "./sender.ts";

type JiraSettings = z.output<typeof destinationKinds.jira.settings>;
/** A destination of Jira with its token. */
export type OpenJira = OpenDestination<JiraSettings>;

const maxSummary = 250;
const issueKey = z.string().regex(/^[A-Z][A-Z0-9_]{0,50}-\d{1,12}$/);
const createdIssue = z.object({ key: issueKey });
const foundIssues = z.object({ issues: z.array(z.object({ key: issueKey })).default([]) });
const issueState = z.object({
  fields: z.object({
    status: z.object({ name: z.string().max(200), statusCategory: z.object({ key: z.string() }) }),
  }),
});
const transitions = z.object({ transitions: z.array(z.object({ id: z.string(), name: z.string() })) });

/** What Jira says of an issue. */
export interface IssueState {
  readonly name: string;
  readonly isDone: boolean;
}

/** A project of Jira: each notice becomes an issue. */
export const jira = defineSender({
  kind: "jira",
  settings: destinationKinds.jira.settings,
  send: async ({ id, notice }, destination, tools) => {
    // The label names the message: whoever died after the issue was made finds it, and makes no second one.
    const label = `sekisho-${id}`;
    const known = await findIssue(label, destination, tools);
    if (known !== undefined) return { issue: known };
    const { settings, language } = destination;
    const { title, summary, lines, findings, more, url, reason } = sayNotice(notice, language, tools.publicUrl);
    const paragraphs = [
      summary,
      ...lines,
      ...findings.map(({ head, rest }) => `${head}\n${rest}`),
      more,
      url ?? "",
      reason,
    ];
    const fields = {
      project: { key: settings.project },
      issuetype: { name: settings.issueType },
      summary: title.slice(0, maxSummary),
      description: neutral(paragraphs.filter((text) => text !== "").join("\n\n")),
      labels: ["sekisho", label],
    };
    const answer = await call(destination, tools, { method: "POST", path: "/rest/api/2/issue", body: { fields } });
    const { key } = read(createdIssue, answer, settings);
    return { issue: issueOf(key, settings) };
  },
});

/** Asks what state an issue is in; `undefined` when there is none any more. */
export async function readIssueState(
  key: string,
  destination: OpenJira,
  tools: Pick<SenderTools, "http">,
): Promise<IssueState | undefined> {
  const path = `/rest/api/2/issue/${encodeURIComponent(key)}?fields=status`;
  const answer = await send(destination, tools, { method: "GET", path });
  if (answer.status === 404) return undefined;
  refuse(answer, destination.settings);
  const { name, statusCategory } = read(issueState, answer, destination.settings).fields.status;
  return { name, isDone: statusCategory.key === "done" };
}

/**
 * Moves an issue by the transition of a name, as people do it.
 *
 * @throws {SendProblem} `settings` when the issue has no such transition now.
 */
export async function moveIssue(
  key: string,
  transition: string,
  destination: OpenJira,
  tools: Pick<SenderTools, "http">,
): Promise<void> {
  const path = `/rest/api/2/issue/${encodeURIComponent(key)}/transitions`;
  const offered = read(transitions, await call(destination, tools, { method: "GET", path }), destination.settings);
  const found = offered.transitions.find(({ name }) => name.toLowerCase() === transition.toLowerCase());
  if (found === undefined) {
    throw new SendProblem("settings", `${key} has no transition ${transition}`, { isFinal: true });
  }
  await call(destination, tools, { method: "POST", path, body: { transition: { id: found.id } } });
}

async function findIssue(label: string, destination: OpenJira, tools: SenderTools): Promise<MadeIssue | undefined> {
  const query = new URLSearchParams({ jql: `labels = "${label}"`, fields: "key", maxResults: "1" });
  // Jira Cloud has taken the older address away; servers of one's own know no other.
  const isCloud = destination.settings.email !== undefined;
  const path = `${isCloud ? "/rest/api/3/search/jql" : "/rest/api/2/search"}?${query.toString()}`;
  const answer = await call(destination, tools, { method: "GET", path });
  const [found] = read(foundIssues, answer, destination.settings).issues;
  return found === undefined ? undefined : issueOf(found.key, destination.settings);
}

interface JiraCall {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: unknown;
}

async function call(destination: OpenJira, tools: Pick<SenderTools, "http">, asked: JiraCall): Promise<IncomingAnswer> {
  const answer = await send(destination, tools, asked);
  refuse(answer, destination.settings);
  return answer;
}

function send(
  { settings, secret }: OpenJira,
  { http }: Pick<SenderTools, "http">,
  { method, path, body }: JiraCall,
): Promise<IncomingAnswer> {
  const { email } = settings;
  const authorization =
    email === undefined ? `Bearer ${secret}` : `Basic ${Buffer.from(`${email}:${secret}`).toString("base64")}`;
  const headers = { authorization, accept: "application/json", "content-type": "application/json" };
  const url = `${settings.url.replace(/\/$/, "")}${path}`;
  return http.send({ method, url, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}

function refuse(answer: IncomingAnswer, { url }: JiraSettings): void {
  const problem = findAnswerProblem(answer, new URL(url).host);
  if (problem !== undefined) throw problem;
}

function read<Schema extends z.ZodType>(
  schema: Schema,
  { text }: IncomingAnswer,
  { url }: JiraSettings,
): z.output<Schema> {
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new SendProblem("refused", `${new URL(url).host} answered something that is not of Jira's API`);
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    // The schema refuses it.
    return undefined;
  }
}

function issueOf(key: string, { url }: JiraSettings): MadeIssue {
  return { key, url: `${url.replace(/\/$/, "")}/browse/${key}` };
}

/** Names from outside are no mark-up of Jira: links, macros and mentions need these characters. */
function neutral(text: string): string {
  return text.replaceAll(/[{}[\]|!~]/g, (mark) => `\\${mark}`);
}

import * as z from "zod/mini";
import { SekishoError } from "../model/error.ts";
import type { Text } from "../model/text.ts";

/** What a job of a pipeline knows of itself. */
export type PipelineEnvironment = Readonly<Record<string, string | undefined>>;

const usualAudience = "sekisho";
const usualTenant = "default";
const longestWaitMs = 30_000;
const githubAnswer = z.object({ value: z.string() });
const platformAnswer = z.object({ key: z.string() });
const refusal = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** Tells whether a job has a token of its own: of GitHub Actions, or one that it was given, as GitLab does. */
export function hasPipelineToken(environment: PipelineEnvironment): boolean {
  const {
    SEKISHO_ID_TOKEN: given,
    ACTIONS_ID_TOKEN_REQUEST_URL: address,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: token,
  } = environment;
  return isThere(given) || (isThere(address) && isThere(token));
}

/**
 * Gets a key for some minutes from the platform in exchange for the token of the job, which stays as long as it is sent.
 *
 * @param url The platform.
 * @throws {SekishoError} `platform-unreachable`, or `platform-refused` where no rule of the tenant trusts the token.
 */
export async function getPipelineKey(url: string, environment: PipelineEnvironment): Promise<string> {
  const { SEKISHO_ID_TOKEN: given, SEKISHO_TENANT: tenant } = environment;
  const token = isThere(given) ? given : await askGithub(environment);
  const address = new URL("/api/v1/pipelines/session", url);
  const answer = await send(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ tenant: isThere(tenant) ? tenant : usualTenant, token }),
  });
  const made = platformAnswer.safeParse(answer.value);
  if (answer.isOk && made.success) return made.data.key;
  const refused = refusal.safeParse(answer.value);
  if (!refused.success) throw unreachable(url, `it answers ${answer.status} and no key`);
  const { code, message } = refused.data.error;
  throw new SekishoError(
    "platform-refused",
    {
      en: `${url} gives this pipeline no key (${code}): ${message}`,
      ja: `${url} はこのパイプラインに API キーを発行しませんでした（${code}）: ${message}`,
    },
    { hint: ruleHint },
  );
}

const ruleHint: Text = {
  en: "a trust rule of the tenant names issuer, audience and claims of the token; the audience is SEKISHO_AUDIENCE, or sekisho",
  ja: "テナントの信頼ルールに、トークンの発行者、対象者、クレームを登録してください。対象者は SEKISHO_AUDIENCE の値で、既定は sekisho です。",
};

/** Source: GitHub Docs, "OpenID Connect reference", requesting the JWT using environment variables. */
async function askGithub(environment: PipelineEnvironment): Promise<string> {
  const {
    ACTIONS_ID_TOKEN_REQUEST_URL: written = "",
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer = "",
    SEKISHO_AUDIENCE: audience,
  } = environment;
  if (!URL.canParse(written)) throw unreachable("ACTIONS_ID_TOKEN_REQUEST_URL", "expected an address");
  const address = new URL(written);
  address.searchParams.set("audience", isThere(audience) ? audience : usualAudience);
  const answer = await send(address, { method: "GET", headers: { authorization: `Bearer ${bearer}` } });
  const given = githubAnswer.safeParse(answer.value);
  if (answer.isOk && given.success) return given.data.value;
  throw unreachable(address.origin, `it answers ${answer.status} and no token of the job`);
}

interface Answer {
  readonly isOk: boolean;
  readonly status: number;
  readonly value: unknown;
}

async function send(address: URL, request: RequestInit): Promise<Answer> {
  try {
    const signal = AbortSignal.timeout(longestWaitMs);
    const response = await fetch(address, { ...request, redirect: "error", signal });
    return { isOk: response.ok, status: response.status, value: parse(await response.text()) };
  } catch (error) {
    throw unreachable(address.origin, error instanceof Error ? error.message : String(error), error);
  }
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    // No JSON is no answer: the status is told instead.
    return undefined;
  }
}

function isThere(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}

/** The token itself is never told. */
function unreachable(place: string, why: string, cause?: unknown): SekishoError {
  return new SekishoError(
    "platform-unreachable",
    {
      en: `could not sign the pipeline in at ${place}: ${why}`,
      ja: `${place} でパイプラインを認証できません: ${why}`,
    },
    cause === undefined ? {} : { cause },
  );
}

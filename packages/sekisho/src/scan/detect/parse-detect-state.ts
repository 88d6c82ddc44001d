import { z } from "zod";
import { SekishoError } from "../../model/error.ts";
import type { DetectState } from "./detect-state.ts";
import { isPacked, packRequests } from "./recent-requests.ts";

/** What is kept of an event, as it is written. */
export const seenEvent = z.object({
  cluster: z.string(),
  auditId: z.string(),
  path: z.string(),
  line: z.number(),
  pointer: z.string(),
  receivedMs: z.number(),
  caller: z.string(),
  userName: z.string(),
  groups: z.array(z.string()),
  impersonated: z.string(),
  address: z.string(),
  userAgent: z.string(),
  verb: z.string(),
  object: z.string(),
  code: z.number(),
  namespace: z.string().default(""),
});

const savedWindow = z.tuple([z.string(), z.array(z.tuple([z.string(), z.number(), seenEvent.nullable()]))]);
const savedSequence = z.tuple([z.string(), z.number(), z.array(seenEvent)]);

const savedProfile = z.tuple([
  z.number(),
  z.number(),
  z.number(),
  z.array(z.tuple([z.string(), z.string(), z.number(), z.number()])),
]);

const uint32 = z.int().min(0).max(0xffffffff);
const requestsKey = z.tuple([z.number(), z.number()]);

const savedRequests = z.union([
  z.object({ key: requestsKey, packed: z.string().refine(isPacked, "expected requests in base64") }),
  // As earlier versions wrote them.
  z
    .object({ key: requestsKey, entries: z.array(z.tuple([uint32, uint32, z.int().min(0).max(15)])) })
    .transform(({ key, entries }) => ({ key, packed: packRequests(entries) })),
]);

/** What a run keeps, as it is written. */
export const detectStateSchema = z.object({
  version: z.literal(1),
  requests: savedRequests,
  stories: z.array(z.tuple([z.string(), z.string(), z.number()])),
  positions: z.array(z.tuple([z.string(), z.number(), z.number()])),
  told: z.array(z.string()).optional(),
  held: z
    .array(z.object({ cluster: z.string(), path: z.string(), line: z.number(), pointer: z.string(), raw: z.unknown() }))
    .optional(),
  givenMs: z.number().optional(),
  detectors: z.object({
    windows: z.record(z.string(), z.array(savedWindow)),
    sequences: z.record(z.string(), z.array(savedSequence)),
    baseline: z
      .object({
        clusters: z.array(z.tuple([z.string(), z.number()])),
        profiles: z.array(z.tuple([z.string(), savedProfile])),
      })
      .optional(),
  }),
}) satisfies z.ZodType<DetectState>;

/**
 * Reads what an earlier run kept.
 *
 * @param name As messages name it.
 * @throws {SekishoError} `state-invalid` for a text that holds something else.
 */
export function parseDetectState(text: string, name: string): DetectState {
  try {
    return detectStateSchema.parse(JSON.parse(text));
  } catch (error) {
    throw invalidState(name, error instanceof z.ZodError ? firstIssue(error) : String(error), error);
  }
}

function firstIssue({ issues }: z.ZodError): string {
  const [issue] = issues;
  return issue === undefined ? "" : `/${issue.path.map(String).join("/")}: ${issue.message}`;
}

function invalidState(name: string, reason: string, cause: unknown): SekishoError {
  return new SekishoError(
    "state-invalid",
    {
      en: `${name} holds no state of sekisho detect: ${reason}`,
      ja: `${name} は sekisho detect の状態ファイルではありません: ${reason}`,
    },
    {
      hint: {
        en: "Delete the file to begin anew: what was learned is then learned again.",
        ja: "最初からやり直す場合はファイルを削除してください。学習した内容は失われます。",
      },
      cause,
    },
  );
}

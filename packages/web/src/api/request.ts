import { ApiError, readApiError } from "./api-error.ts";
import type { Operations } from "./operations.ts";

/** Name of an operation: `GET /api/v1/findings/{finding}`. */
export type OperationName = keyof Operations;
/** What an operation answers. */
export type AnswerOf<Name extends OperationName> = Operations[Name]["answer"];
/** What an operation takes, by place: path, query, body. */
export type InputOf<Name extends OperationName> = Omit<Operations[Name], "answer">;

interface AnyInput {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly body?: unknown;
}

type QueryValue = string | number | boolean | readonly (string | number)[] | undefined;

/**
 * Calls an operation of the platform.
 *
 * @throws {ApiError} what the platform refuses, with its reason; and where it cannot be reached.
 */
export async function request<Name extends OperationName>(
  name: Name,
  input: InputOf<Name>,
  signal?: AbortSignal,
): Promise<AnswerOf<Name>> {
  const response = await send(name, input, signal);
  if (!response.ok) throw await readApiError(response);
  if (response.status === 204) return undefined;
  const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
  // oxlint-disable-next-line typescript/no-unsafe-return -- the platform's answer is what its contract says
  return isJson ? await response.json() : await response.text();
}

async function send(name: OperationName, input: AnyInput, signal: AbortSignal | undefined): Promise<Response> {
  const { method, address } = addressOf(name, input);
  const { body } = input;
  try {
    return await fetch(address, {
      method,
      credentials: "same-origin",
      headers: {
        accept: "application/json",
        "accept-language": document.documentElement.lang,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    throw new ApiError({ status: 0, code: "unreachable", message: "", hint: undefined, requestId: undefined });
  }
}

/** Gives method and address of a call; what is not there is left out of the query. */
export function addressOf(name: string, { path = {}, query = {} }: AnyInput): { method: string; address: string } {
  const space = name.indexOf(" ");
  const template = name.slice(space + 1);
  const filled = template.replaceAll(/\{([A-Za-z]+)\}/g, (_, key: string) => encodeURIComponent(path[key] ?? ""));
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined) continue;
    const values = Array.isArray(value) ? value : [value];
    for (const one of values) parameters.append(key, String(one));
  }
  const text = parameters.toString();
  return { method: name.slice(0, space), address: text === "" ? filled : `${filled}?${text}` };
}

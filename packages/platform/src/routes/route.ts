import type { Readable } from "node:stream";
import { SekishoError } from "sekisho";
import { z } from "zod";
import type { Permission } from "../contract/permission.ts";
import { type Principal, projectsOf } from "../identity/principal.ts";
import type { Services } from "../services.ts";
import type { TenantTransaction } from "../store/database.ts";
import { describeProblems } from "./describe-problems.ts";

/** Where the parts of a request come from. What a route does not name must not be there. */
export interface InputShape extends z.ZodRawShape {
  readonly parameters?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
}

/** A request as it came, nothing of it checked. */
export interface RawRequest {
  readonly id: string;
  readonly parameters: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Address of the other end of the connection. */
  readonly remoteAddress: string;
  /** The same, or what trusted proxies say that they forward. */
  readonly clientAddress: string;
  /** Aborts when the caller hangs up. */
  readonly signal: AbortSignal;
}

/** What is answered. */
export interface RouteAnswer<Body> {
  readonly status?: 200 | 201 | 202 | 204 | 303 | 304 | 503;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Body;
  /** Somebody was not let in, whatever the status says. */
  readonly isRefusal?: boolean;
}

/** What a handler gets beside its input. */
export interface PublicContext<Input> {
  readonly input: Input;
  readonly services: Services;
  readonly request: RawRequest;
}

/** What a handler gets of a caller who is known. */
export interface RouteContext<Input> extends PublicContext<Input> {
  readonly principal: Principal;
  /** Runs work in one transaction that sees what the caller may see. */
  readonly inTenant: <Result>(work: (transaction: TenantTransaction) => Promise<Result>) => Promise<Result>;
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

interface RouteDescription<Shape extends InputShape, Answer extends z.ZodType> {
  readonly method: Method;
  /** `/api/v1/findings/:finding`. */
  readonly path: string;
  /** What the route does, in one line of the documentation. */
  readonly summary: string;
  readonly input: Shape;
  readonly answer: Answer;
  /** The body is no JSON to be read at once: the handler gets the stream as `request.body`. */
  readonly takesStream?: boolean;
  /** Anybody may knock here and is not known yet: what comes from one address is counted. */
  readonly isDoor?: boolean;
  /** Left out where a route speaks as the API does. */
  readonly dialect?: RouteDialect;
}

/** How a route that follows a standard of others speaks. */
export interface RouteDialect {
  /** Under which name it takes and gives JSON. */
  readonly mediaType: string;
  readonly answerError: (
    error: unknown,
    request: { readonly id: string; readonly acceptLanguage: string | undefined },
  ) => DialectError;
}

/** An error as a standard of others writes it. */
export interface DialectError {
  readonly status: number;
  readonly body: unknown;
  /** Nobody outside learns what it was: the log does. */
  readonly isDefect: boolean;
}

type InputOf<Shape extends InputShape> = z.output<z.ZodObject<Shape>>;

/** A route that somebody known calls. */
export interface RouteDefinition<Shape extends InputShape, Answer extends z.ZodType>
  extends RouteDescription<Shape, Answer> {
  readonly permission: Permission | "signed-in";
  handle(context: RouteContext<InputOf<Shape>>): Promise<RouteAnswer<z.input<Answer>>>;
}

/** A route that anybody calls. */
export interface PublicRouteDefinition<Shape extends InputShape, Answer extends z.ZodType>
  extends RouteDescription<Shape, Answer> {
  handle(context: PublicContext<InputOf<Shape>>): Promise<RouteAnswer<z.input<Answer>>>;
}

/** A route as the server keeps it. */
export interface Route extends RouteDescription<InputShape, z.ZodType> {
  /** `public` is said, never left out: a route without a permission does not start. */
  readonly permission: Permission | "signed-in" | "public";
  /** Only people who showed a moment ago who they are; keys never. */
  readonly wantsProof?: boolean;
  run(request: RawRequest, services: Services, principal: Principal | undefined): Promise<RouteAnswer<unknown>>;
}

/** Defines a route that only those may call who have a permission. */
export function defineRoute<Shape extends InputShape, Answer extends z.ZodType>(
  definition: RouteDefinition<Shape, Answer>,
): Route {
  const schema = inputSchema(definition.input);
  return {
    ...definition,
    run: async (request, services, principal) => {
      if (principal === undefined) throw new Error(`${definition.path}: expected a caller, got none`);
      return await definition.handle({
        input: readInput(schema, request, definition),
        services,
        request,
        principal,
        inTenant: (work) => {
          const { tenantId } = principal;
          const projectIds = projectsOf(principal, definition.permission);
          return services.store.application.inTenant({ tenantId, projectIds }, work);
        },
      });
    },
  };
}

/** Defines a route that anybody may call. */
export function definePublicRoute<Shape extends InputShape, Answer extends z.ZodType>(
  definition: PublicRouteDefinition<Shape, Answer>,
): Route {
  const schema = inputSchema(definition.input);
  return {
    ...definition,
    permission: "public",
    run: async (request, services) =>
      await definition.handle({ input: readInput(schema, request, definition), services, request }),
  };
}

/** Tells whether a body is a stream of bytes. */
export function isByteStream(body: unknown): body is Readable {
  return typeof body === "object" && body !== null && "pipe" in body && Symbol.asyncIterator in body;
}

const nothing = z.strictObject({}).optional();

function inputSchema<Shape extends InputShape>(shape: Shape): z.ZodObject<Shape> {
  return z.object(shape);
}

function readInput<Shape extends InputShape>(
  schema: z.ZodObject<Shape>,
  { parameters, query, body }: RawRequest,
  { input, takesStream }: RouteDescription<Shape, z.ZodType>,
): InputOf<Shape> {
  const read = schema.safeParse({ parameters, query, body });
  const rest = z
    .object({
      ...(input.query === undefined ? { query: nothing } : {}),
      ...(input.body === undefined && takesStream !== true ? { body: nothing.nullable() } : {}),
    })
    .safeParse({ query, body });
  if (read.success && rest.success) return read.data;
  const issues = [...(read.error?.issues ?? []), ...(rest.error?.issues ?? [])];
  const what = describeProblems(issues);
  throw new SekishoError("request-invalid", {
    en: `the request is wrong: ${what}`,
    ja: `リクエストが正しくありません: ${what}`,
  });
}

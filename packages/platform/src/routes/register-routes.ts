import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { SekishoError } from "sekisho";
import { findClientAddress, trustNobody } from "../audit/client-address.ts";
import { permissions } from "../contract/permission.ts";
import { isOnRecord, recordAudit } from "../identity/audit.ts";
import { authenticate } from "../identity/authenticate.ts";
import type { Principal } from "../identity/principal.ts";
import { answerPage, type PageRequest } from "../pages/answer-page.ts";
import { admitByPlan } from "../plans/admit-by-plan.ts";
import type { Services } from "../services.ts";
import { isUuid } from "../store/uuid.ts";
import { answerError } from "./answer-error.ts";
import { DoorAllowance, readDoorRequests, tooManyVisits } from "./door-allowance.ts";
import { KeyAllowance, readKeyRequests, tooManyRequests } from "./key-allowance.ts";
import type { RawRequest, Route, RouteAnswer, RouteDialect } from "./route.ts";
import { refuseOtherOrigin } from "./same-origin.ts";

const declared: ReadonlySet<string> = new Set([...permissions, "signed-in", "public"]);

/**
 * Puts routes into a server.
 *
 * @throws {Error} when a route declares no permission that exists: such a server does not start.
 */
export function registerRoutes(server: FastifyInstance, routes: readonly Route[], services: Services): void {
  const { keyRequestsPerMinute = readKeyRequests(undefined), doorRequestsPerMinute = readDoorRequests(undefined) } =
    services.settings;
  const now = (): number => performance.now();
  const allowance = new KeyAllowance({ requestsPerMinute: keyRequestsPerMinute, now });
  const doors = new DoorAllowance({ requestsPerMinute: doorRequestsPerMinute, now });
  for (const route of routes) {
    if (!declared.has(route.permission)) throw new Error(`${route.method} ${route.path}: no permission is declared`);
    // Each in a scope of its own: a stream's parser is not the parser of its neighbours.
    void server.register((scope, _options, done) => {
      if (route.takesStream === true) takeStreams(scope);
      if (route.dialect !== undefined) speak(scope, route.dialect);
      scope.route({
        method: route.method,
        url: route.path,
        handler: async (request, reply) => {
          const takeRequest = (keyId: string): void => {
            const waitSeconds = allowance.take(keyId);
            if (waitSeconds === 0) return;
            reply.header("retry-after", waitSeconds);
            throw tooManyRequests(waitSeconds);
          };
          const tellUsage = (usage: string): void => {
            reply.header("sekisho-usage", usage);
          };
          const serving = { route, request, services, signal: signalOf(reply), takeRequest, tellUsage };
          const answer = await (route.isDoor === true ? serveAtDoor(serving, doors, reply) : serve(serving));
          if (answer.headers !== undefined) reply.headers(answer.headers);
          const status = answer.status ?? 200;
          return await reply.code(status).send(status === 204 ? undefined : answer.body);
        },
      });
      done();
    });
  }
  server.setErrorHandler(async (error, request, reply) => {
    const { status, body, isDefect } = answerError(error, request.id, request.headers["accept-language"]);
    if (isDefect) request.log.error({ err: error }, "defect");
    return await reply.code(status).send(body);
  });
  server.setNotFoundHandler(async (request, reply) => {
    const page = await answerPage(services.webClient, readPageRequest(request));
    if (page !== undefined) return await reply.code(page.status).headers(page.headers).send(page.body);
    const error = new SekishoError("record-not-found", {
      en: "there is no such address",
      ja: "該当するアドレスがありません。",
    });
    const { status, body } = answerError(error, request.id, request.headers["accept-language"]);
    return await reply.code(status).send(body);
  });
}

function readPageRequest({ method, url, headers }: FastifyRequest): PageRequest {
  const [path = ""] = url.split("?", 1);
  return {
    method,
    path,
    accept: headers.accept,
    acceptEncoding: textOf(headers["accept-encoding"]),
    acceptLanguage: headers["accept-language"],
    ifNoneMatch: headers["if-none-match"],
  };
}

function textOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function takeStreams(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
}

function speak(scope: FastifyInstance, { mediaType, answerError: answer }: RouteDialect): void {
  const parse = scope.getDefaultJsonParser("error", "error");
  scope.addContentTypeParser(mediaType, { parseAs: "string" }, parse);
  scope.addHook("onSend", (_request, reply, payload, done) => {
    if (payload !== "" && payload !== undefined) reply.type(`${mediaType}; charset=utf-8`);
    done(null, payload);
  });
  scope.setErrorHandler(async (error, request, reply) => {
    const { id, headers } = request;
    const { status, body, isDefect } = answer(error, { id, acceptLanguage: headers["accept-language"] });
    if (isDefect) request.log.error({ err: error }, "defect");
    return await reply.code(status).send(body);
  });
}

interface Serving {
  readonly route: Route;
  readonly request: FastifyRequest;
  readonly services: Services;
  readonly signal: AbortSignal;
  /** Throws when a key has asked too often. */
  readonly takeRequest: (keyId: string) => void;
  /** Hears what is used of the tenant's plan. */
  readonly tellUsage: (usage: string) => void;
}

/** Serves whoever knocks, unless too much came from there. What is no fault of the caller's does not count. */
async function serveAtDoor(serving: Serving, doors: DoorAllowance, reply: FastifyReply): Promise<RouteAnswer<unknown>> {
  const address = addressOf(serving);
  const waitSeconds = doors.enter(address);
  if (waitSeconds > 0) {
    reply.header("retry-after", waitSeconds);
    throw tooManyVisits(waitSeconds);
  }
  try {
    const answer = await serve(serving);
    if (answer.isRefusal === true) doors.noteRefusal(address);
    return answer;
  } catch (error) {
    if (error instanceof SekishoError && error.code !== "store-unusable") doors.noteRefusal(address);
    throw error;
  }
}

/** Gives where a request comes from. */
function addressOf({ request, services }: Pick<Serving, "request" | "services">): string {
  const { isTrustedProxy = trustNobody } = services.settings;
  return findClientAddress(
    request.socket.remoteAddress ?? "",
    textOf(request.headers["x-forwarded-for"]),
    isTrustedProxy,
  );
}

function signalOf(reply: FastifyReply): AbortSignal {
  const closing = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableEnded) closing.abort();
  });
  return closing.signal;
}

async function serve(serving: Serving): Promise<RouteAnswer<unknown>> {
  const { route, request, services, signal, takeRequest, tellUsage } = serving;
  const address = addressOf(serving);
  const principal = route.permission === "public" ? undefined : await admit(route, request, services, address);
  if (principal?.kind === "api-key") takeRequest(principal.keyId);
  const usage = principal === undefined ? undefined : await findUsage(route, services, principal);
  if (usage !== undefined) tellUsage(usage);
  const raw: RawRequest = {
    id: request.id,
    parameters: request.params,
    query: request.query,
    body: request.body,
    headers: request.headers,
    remoteAddress: request.socket.remoteAddress ?? "",
    clientAddress: address,
    signal,
  };
  const answer = await route.run(raw, services, principal);
  if (route.method !== "GET" && principal !== undefined && !isOnRecord(principal)) {
    await recordRequest(services, principal, route, request);
  }
  return answer;
}

async function findUsage(route: Route, { plans, store }: Services, principal: Principal): Promise<string | undefined> {
  if (plans === undefined) return undefined;
  const { tenantId } = principal;
  return await admitByPlan((work) => store.application.inTenant({ tenantId }, work), plans, {
    route,
    principal,
    nowMs: Date.now(),
  });
}

/** What a handler does not write down itself is on record all the same. */
async function recordRequest(
  { store }: Services,
  principal: Principal,
  { method, path }: Route,
  { params }: FastifyRequest,
): Promise<void> {
  const event = { action: `request.${method.toLowerCase()}`, subject: path, details: { parameters: params } };
  await store.application.inTenant({ tenantId: principal.tenantId }, (transaction) =>
    recordAudit(transaction, principal.tenantId, principal, event),
  );
}

/** Lets in who is known and has the permission. */
async function admit(route: Route, request: FastifyRequest, services: Services, address: string): Promise<Principal> {
  const { authorization, cookie } = request.headers;
  const known = await authenticate(services.store.application, { authorization, cookie, address });
  const principal = { ...known, address };
  if (principal.kind === "account") {
    const { origin, host } = request.headers;
    const fetchSite = textOf(request.headers["sec-fetch-site"]);
    refuseOtherOrigin({ method: request.method, origin, host, fetchSite }, services.settings.publicUrl);
  }
  if (route.permission === "signed-in" || route.permission === "public") return principal;
  if (principal.permissions.has(route.permission) && isUuid(principal.tenantId)) return principal;
  if (principal.kind === "account" && principal.mustSetUpFactor) throw factorNeeded();
  throw new SekishoError("not-permitted", {
    en: `this needs the permission ${route.permission}`,
    ja: `この操作には権限 ${route.permission} が必要です。`,
  });
}

function factorNeeded(): SekishoError {
  return new SekishoError(
    "second-factor-needed",
    {
      en: "the tenant demands a second factor, and this account has none yet",
      ja: "このテナントでは第 2 要素が必須ですが、このアカウントには設定されていません。",
    },
    {
      hint: {
        en: "set up an app for one-time codes or a passkey in your account",
        ja: "アカウントの設定で、ワンタイムコードのアプリまたはパスキーを登録してください。",
      },
    },
  );
}

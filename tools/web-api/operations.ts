import { z } from "zod";
import { makeHttpClient } from "../../packages/platform/src/outbox/send-request.ts";
import { parsePlanBook } from "../../packages/platform/src/plans/plan-book.ts";
import { openStripe } from "../../packages/platform/src/plans/stripe/stripe-provider.ts";
import { planRoutes } from "../../packages/platform/src/routes/plans.ts";
import { routes } from "../../packages/platform/src/routes/registry.ts";
import type { Route } from "../../packages/platform/src/routes/route.ts";
import { type ApiOperation, type JsonSchema, writeOperationTypes } from "./write-types.ts";

/** Writes the types of all routes that the web client may call. */
export function operationTypes(): string {
  return writeOperationTypes(
    everyRoute()
      .filter(({ path, takesStream }) => path.startsWith("/api/") && takesStream !== true)
      .map(
        ({ method, path, summary, input, answer }): ApiOperation => ({
          name: `${method} ${path.replaceAll(/:([A-Za-z]+)/g, "{$1}")}`,
          summary,
          path: input.parameters === undefined ? undefined : schemaOf(input.parameters, "input"),
          query: input.query === undefined ? undefined : schemaOf(input.query, "input"),
          body: input.body === undefined ? undefined : schemaOf(input.body, "input"),
          answer: schemaOf(answer, "output"),
        }),
      ),
  );
}

/** The routes of a server that has everything: plans that are paid for, too. */
function everyRoute(): readonly Route[] {
  const book = parsePlanBook(
    JSON.stringify({ default: "any", plans: [{ name: "any", title: { en: "Any", ja: "任意" } }] }),
  );
  const http = makeHttpClient({ isAllowedByOwner: () => false });
  const provider = openStripe({ url: "https://payments.invalid", key: "", webhookSecret: "", http });
  return [...routes, ...planRoutes({ book, provider })];
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  return z.toJSONSchema(schema, { io, unrepresentable: "any" });
}

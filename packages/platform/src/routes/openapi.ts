import { z } from "zod";
import { errorAnswer } from "../contract/error.ts";
import type { Route } from "./route.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** Describes all routes as OpenAPI 3.1. */
export function describeApi(routes: readonly Route[], version: string): JsonObject {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:([A-Za-z]+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Sekisho", version, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    paths,
    components: {
      schemas: { Error: schemaOf(errorAnswer, "output") },
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "An API key." },
        session: { type: "apiKey", in: "cookie", name: "sekisho_session" },
      },
    },
  };
}

function describeRoute(route: Route): JsonObject {
  const { input, answer, permission, summary } = route;
  const failure = {
    description: "What is wrong, with a code.",
    content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
  };
  return {
    summary,
    operationId: operationIdOf(route),
    ...(permission === "public" ? { security: [] } : { security: [{ apiKey: [] }, { session: [] }] }),
    ...(permission === "public" ? {} : { "x-permission": permission }),
    parameters: [...describeParameters(input.parameters, "path"), ...describeParameters(input.query, "query")],
    ...describeBody(route),
    responses: {
      "2XX": { description: "Done.", content: { "application/json": { schema: schemaOf(answer, "output") } } },
      default: failure,
    },
  };
}

function operationIdOf({ method, path }: Route): string {
  const words = path.split("/").filter((word) => word !== "" && word !== "api" && word !== "v1");
  return [method.toLowerCase(), ...words.map((word) => word.replace(/^:/, "by-").replaceAll(".", "-"))].join("-");
}

function describeParameters(schema: z.ZodType | undefined, place: "path" | "query"): readonly JsonObject[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = z
    .object({ properties: z.record(z.string(), z.unknown()).optional(), required: z.array(z.string()).optional() })
    .parse(schemaOf(schema, "input"));
  return Object.entries(properties).map(([name, described]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: described,
  }));
}

function describeBody({ input, takesStream }: Route): JsonObject {
  if (takesStream === true) {
    return { requestBody: { required: true, content: { "application/json": {}, "application/octet-stream": {} } } };
  }
  if (input.body === undefined) return {};
  return {
    requestBody: { required: true, content: { "application/json": { schema: schemaOf(input.body, "input") } } },
  };
}

function schemaOf(schema: z.ZodType, direction: "input" | "output"): JsonObject {
  const { $schema: _dialect, ...described } = z.toJSONSchema(schema, { io: direction, unrepresentable: "any" });
  return described;
}

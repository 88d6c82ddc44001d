import { z } from "zod";
import { routes } from "../../packages/platform/src/routes/registry.ts";
import { type ApiOperation, type JsonSchema, writeOperationTypes } from "./write-types.ts";

/** Writes the types of all routes that the web client may call. */
export function operationTypes(): string {
  return writeOperationTypes(
    routes
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

function schemaOf(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  return z.toJSONSchema(schema, { io, unrepresentable: "any" });
}

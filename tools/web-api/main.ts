import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { operationTypes } from "./operations.ts";

/** Where the web client reads the types of the API. */
const file = fileURLToPath(new URL("../../packages/web/src/api/operations.ts", import.meta.url));

writeFileSync(file, operationTypes());
console.log("packages/web/src/api/operations.ts");

export { hadolint } from "./hadolint/importer.ts";

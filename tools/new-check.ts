import { existsSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { fileURLToPath } from "node:url";
import { type ParseArgsConfig, parseArgs } from "node:util";
import { type CheckFields, checkFields, checkSource, fieldProblem } from "./new-check/check-source.ts";

const usage = `Usage: node tools/new-check.ts FAMILY/NAME [--FIELD TEXT …]

Creates packages/sekisho/src/checks/FAMILY/NAME.ts and asks for what is not given. Fields:
${checkFields.map((field) => `  --${field.name.padEnd(16)} ${field.asks}`).join("\n")}

Then write evaluate(), run \`npm run registries\`, \`npx vitest run test/checks.test.ts\` and \`npm run docs\`.`;

const options: NonNullable<ParseArgsConfig["options"]> = { help: { type: "boolean", short: "h" } };
for (const field of checkFields) options[field.name] = { type: "string" };
const { values, positionals } = parseArgs({ allowPositionals: true, options });
const id = positionals[0];
if (values["help"] === true || id === undefined || positionals.length !== 1) {
  console.log(usage);
  process.exit(values["help"] === true ? 0 : 2);
}
if (!/^(dockerfile|shell)\/[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) {
  console.error(`expected dockerfile/NAME or shell/NAME in kebab-case, got ${JSON.stringify(id)}`);
  process.exit(2);
}
const path = fileURLToPath(new URL(`../packages/sekisho/src/checks/${id}.ts`, import.meta.url));
if (existsSync(path)) {
  console.error(`${path} exists already; an id is never reused`);
  process.exit(2);
}

writeFileSync(path, checkSource(id, await collectFields()));
console.log(`created ${path}\nnext: write evaluate(); its examples fail until then`);

async function collectFields(): Promise<CheckFields> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const fields: Record<string, string> = {};
  for (const field of checkFields) {
    const given: unknown = values[field.name];
    let answer = typeof given === "string" ? given : await terminal.question(`${field.asks}: `);
    for (
      let problem = fieldProblem(field.name, answer);
      problem !== undefined;
      problem = fieldProblem(field.name, answer)
    ) {
      console.error(`--${field.name}: ${problem}`);
      if (!process.stdin.isTTY) process.exit(2);
      answer = await terminal.question(`${field.asks}: `);
    }
    fields[field.name] = answer;
  }
  terminal.close();
  return fields;
}

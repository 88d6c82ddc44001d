/**
 * Measures evaluations of CEL a second, in CPU time of this process: `node bench/cel.ts [FOLDER]`. With a folder in which
 * `npm install @bufbuild/cel @marcbachmann/cel-js` was run, those two are measured in the same run.
 */
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { defaultMaxCost, evaluate } from "../packages/sekisho/src/semantics/cel/evaluate.ts";
import { createStandardLibrary } from "../packages/sekisho/src/semantics/cel/functions/standard-library.ts";
import { compileExpression } from "../packages/sekisho/src/semantics/cel/program.ts";
import { dynType } from "../packages/sekisho/src/semantics/cel/type.ts";
import { fromJson, isError, type Value } from "../packages/sekisho/src/semantics/cel/values.ts";

const runs = 5;
const minCpuMs = 200;

interface Sample {
  readonly name: string;
  readonly expression: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Evaluator = (sample: Sample) => () => unknown;

const deployment = {
  metadata: { name: "web", labels: { app: "web", team: "shop" } },
  spec: {
    replicas: 3,
    template: {
      spec: {
        containers: Array.from({ length: 5 }, (_, index) => ({
          name: `container-${index}`,
          image: `registry.example.com/shop/web-${index}:1.2.3`,
          resources: { limits: { memory: "128Mi", cpu: "100m" } },
          securityContext: { runAsNonRoot: true },
        })),
      },
    },
  },
};

const samples: readonly Sample[] = [
  { name: "five numbers", expression: "items.all(x, x > 0)", variables: { items: [1, 2, 3, 4, 5] } },
  {
    name: "containers of a Deployment",
    expression:
      "object.spec.template.spec.containers.all(c, c.image.startsWith('registry.example.com/') && has(c.resources) && has(c.resources.limits) && has(c.securityContext) && c.securityContext.runAsNonRoot == true)",
    variables: { object: deployment },
  },
  {
    name: "names by a regular expression",
    expression: "object.spec.template.spec.containers.all(c, c.name.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$'))",
    variables: { object: deployment },
  },
  {
    name: "arithmetic",
    expression: "object.spec.replicas * 2 + 1 < 10 ? 'small' : 'large'",
    variables: { object: deployment },
  },
];

const evaluators: [string, Evaluator][] = [
  ["sekisho, values bound once", (sample) => prepareOwn(sample, true)],
  ["sekisho, JSON bound each time", (sample) => prepareOwn(sample, false)],
];
const folder = process.argv[2];
if (folder !== undefined) evaluators.push(...(await loadPeers(resolve(folder))));

for (const sample of samples) {
  for (const [name, prepare] of evaluators) console.log(`${sample.name}, ${name}: ${measure(prepare(sample))}`);
}

function prepareOwn(sample: Sample, isBoundOnce: boolean): () => unknown {
  const variables = new Map(Object.keys(sample.variables).map((name) => [name, dynType]));
  const compilation = compileExpression(sample.expression, { variables, library: createStandardLibrary() });
  if (compilation.kind === "problems") throw new Error(compilation.problems[0].message.en);
  const bind = () =>
    new Map<string, Value>(Object.entries(sample.variables).map(([name, value]) => [name, fromJson(value)]));
  const bound = bind();
  return () => {
    const { result } = evaluate(compilation.program, isBoundOnce ? bound : bind(), { maxCost: defaultMaxCost });
    if (isError(result)) throw new Error(result.message.en);
    return result;
  };
}

/** Gives evaluations a second of CPU time: the best of some runs. */
function measure(run: () => unknown): string {
  let best = 0;
  for (let round = 0; round < runs; round++) {
    const startedAt = process.cpuUsage();
    let count = 0;
    let spentMs = 0;
    while (spentMs < minCpuMs) {
      for (let inner = 0; inner < 1000; inner++) run();
      count += 1000;
      const { user, system } = process.cpuUsage(startedAt);
      spentMs = (user + system) / 1000;
    }
    best = Math.max(best, count / spentMs);
  }
  return `${best.toFixed(0)} thousand a second`;
}

async function loadPeers(root: string): Promise<[string, Evaluator][]> {
  const require = createRequire(join(root, "package.json"));
  const load = async (name: string): Promise<Record<string, unknown>> => {
    const loaded: unknown = await import(pathToFileURL(require.resolve(name)).href);
    return Object.fromEntries(Object.entries(loaded ?? {}));
  };
  const buf = await load("@bufbuild/cel");
  const marc = await load("@marcbachmann/cel-js");
  return [
    ["@bufbuild/cel", (sample) => prepareBuf(buf, sample)],
    ["@marcbachmann/cel-js", (sample) => prepareMarc(marc, sample)],
  ];
}

function prepareBuf(library: Record<string, unknown>, { expression, variables }: Sample): () => unknown {
  const evaluatePlan = call(library["plan"], [call(library["celEnv"], []), call(library["parse"], [expression])]);
  const bindings = Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, withBigints(value, true)]),
  );
  return () => call(evaluatePlan, [bindings]);
}

function prepareMarc(library: Record<string, unknown>, { expression, variables }: Sample): () => unknown {
  const evaluateParsed = call(library["parse"], [expression]);
  const bindings = Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, withBigints(value, false)]),
  );
  return () => call(evaluateParsed, [bindings]);
}

function call(target: unknown, values: readonly unknown[]): unknown {
  if (typeof target !== "function") throw new TypeError("expected a function of the peer");
  return Reflect.apply(target, undefined, values);
}

/** Gives JSON data as a peer takes it: whole numbers as bigints, objects as maps where it asks for maps. */
function withBigints(value: unknown, asMaps: boolean): unknown {
  if (typeof value === "number") return BigInt(value);
  if (Array.isArray(value)) return value.map((item) => withBigints(item, asMaps));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, content]): [string, unknown] => [key, withBigints(content, asMaps)]);
  return asMaps ? new Map(entries) : Object.fromEntries(entries);
}

import type { CheckDescription } from "../../model/check.ts";
import { missingAnswers } from "../../semantics/data-classes/judge-services.ts";
import type { DataClass, DemandId, ServiceRules } from "../../semantics/data-classes/security-policy.ts";
import type { ManifestExample, SetCheck, SetViolation } from "../manifest/define.ts";

/** A question whether a demand of the security policy is not met. */
interface DemandCheck extends CheckDescription {
  readonly demand: DemandId;
  readonly examples: {
    readonly fail: readonly [DemandExample, ...DemandExample[]];
    readonly pass: readonly [DemandExample, ...DemandExample[]];
  };
}

/** What stands beside the pod `accounts` of the service `accounts`, or also what the pod's own spec is. */
type DemandExample = string | { readonly spec: string; readonly beside: string };

/** Declares a check of a demand: each place where a service does not meet it is a violation. */
export function defineDemandCheck({ demand, examples, ...check }: DemandCheck): SetCheck {
  const services = [exampleService("accounts", [demand])];
  const toExample = (example: DemandExample): ManifestExample => ({ services, manifests: withService(example) });
  return {
    ...check,
    subject: "set",
    // Made when they are asked for: the built command line holds no examples.
    get examples() {
      const [firstFail, ...otherFails] = examples.fail;
      const [firstPass, ...otherPasses] = examples.pass;
      return {
        fail: [toExample(firstFail), ...otherFails.map(toExample)],
        pass: [toExample(firstPass), ...otherPasses.map(toExample)],
      } as const;
    },
    evaluate(set) {
      const found = new Map<string, SetViolation>();
      for (const { placed, answer } of missingAnswers(set, demand)) {
        const { object, pointer, message } = answer;
        const detail = `service:${placed.service.name}`;
        const { path, document, pointer: at } = object.source;
        const key = [path, document, at, pointer, detail].join("\n");
        // Several workloads of a service may fail at one place.
        if (!found.has(key)) found.set(key, { object, pointer, message, detail });
      }
      return [...found.values()];
    },
  };
}

/** Gives a service for an example: `name` selects the pods with that name, and `demands` are those of its data. */
export function exampleService(name: string, demands: readonly DemandId[], level = 2): ServiceRules {
  const held: DataClass = { name: "example", title: { en: "Example", ja: "例" }, level, demands };
  return { name, select: { names: [name] }, holds: [held], standards: [] };
}

const plainSpec = "{ containers: [{ name: app, image: a }] }";

function withService(example: DemandExample): string {
  const { spec, beside } = typeof example === "string" ? { spec: plainSpec, beside: example } : example;
  const metadata = "metadata: { name: accounts, namespace: accounts, labels: { app: accounts } }";
  const pod = `kind: Pod\napiVersion: v1\n${metadata}\nspec: ${spec}`;
  return beside === "" ? pod : `${pod}\n---\n${beside}`;
}

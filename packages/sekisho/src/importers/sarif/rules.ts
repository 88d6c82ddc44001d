import { present } from "../parts/present.ts";
import { toWeaknesses } from "../parts/to-weaknesses.ts";
import type { SarifComponent, SarifMessage, SarifResult, SarifRule, SarifRun } from "./schema.ts";

/** A rule with the component that it stands in. */
interface HeldRule {
  readonly rule: SarifRule;
  readonly component: SarifComponent;
}

/** The rules of a run: of the driver and of its extensions. */
export class SarifRules {
  readonly #driver: SarifComponent;
  readonly #extensions: readonly SarifComponent[];
  readonly #byId = new Map<string, HeldRule>();
  /** Levels that the user of the tool has set, by id of the rule. */
  readonly #overrides = new Map<string, string>();

  constructor({ tool, invocations }: SarifRun) {
    this.#driver = tool?.driver ?? {};
    this.#extensions = tool?.extensions ?? [];
    for (const component of [this.#driver, ...this.#extensions]) {
      for (const rule of component.rules ?? []) {
        this.#add({ rule, component });
      }
    }
    for (const { descriptor, configuration } of (invocations ?? []).flatMap(
      (one) => one.ruleConfigurationOverrides ?? [],
    )) {
      const id = this.#find(descriptor ?? {})?.rule.id ?? descriptor?.id;
      if (typeof id === "string" && typeof configuration?.level === "string")
        this.#overrides.set(id, configuration.level);
    }
  }

  /** Finds the rule of a result: by its index, else by its id. Source: SARIF 2.1.0, section 3.27.5 to 3.27.7. */
  findRule({ ruleId, ruleIndex, rule }: SarifResult): HeldRule | undefined {
    const reference = { ...rule, ...present({ id: rule?.id ?? ruleId, index: rule?.index ?? ruleIndex }) };
    return this.#find(reference);
  }

  /** Gives the id by which a result names its rule; empty where it names none. */
  idOf(result: SarifResult, held: HeldRule | undefined): string {
    return result.ruleId ?? result.rule?.id ?? held?.rule.id ?? "";
  }

  /** Gives the level of a result. Source: SARIF 2.1.0, section 3.27.10. */
  levelOf({ level, kind }: SarifResult, held: HeldRule | undefined): string {
    if (typeof level === "string") return level;
    if (typeof kind === "string" && kind !== "fail") return "none";
    const id = held?.rule.id ?? "";
    return this.#overrides.get(id) ?? held?.rule.defaultConfiguration?.level ?? "warning";
  }

  #add(held: HeldRule): void {
    for (const id of [held.rule.id, ...(held.rule.deprecatedIds ?? [])]) {
      if (typeof id === "string" && !this.#byId.has(id)) this.#byId.set(id, held);
    }
  }

  #find(reference: NonNullable<SarifResult["rule"]>): HeldRule | undefined {
    const { id, index, toolComponent } = reference;
    const component = this.#componentOf(toolComponent);
    const indexed = typeof index === "number" ? component?.rules?.[index] : undefined;
    // An index that contradicts the id is a mistake of the tool: what it says in words counts.
    if (indexed !== undefined && component !== undefined && isRuleOf(indexed, id)) return { rule: indexed, component };
    return findById(this.#byId, id);
  }

  #componentOf(reference: NonNullable<SarifResult["rule"]>["toolComponent"]): SarifComponent | undefined {
    if (reference === undefined || reference === null) return this.#driver;
    const { index, name } = reference;
    const indexed = typeof index === "number" ? this.#extensions[index] : undefined;
    return indexed ?? this.#extensions.find((extension) => extension.name === name) ?? this.#driver;
  }
}

function isRuleOf(rule: SarifRule, id: string | null | undefined): boolean {
  return typeof id !== "string" || rule.id === id || id.startsWith(`${rule.id ?? ""}/`);
}

/** A result may name a part of a rule: `CA1000/1`. Source: SARIF 2.1.0, section 3.52.4. */
function findById(byId: ReadonlyMap<string, HeldRule>, id: string | null | undefined): HeldRule | undefined {
  if (typeof id !== "string") return undefined;
  const slash = id.lastIndexOf("/");
  return byId.get(id) ?? (slash === -1 ? undefined : byId.get(id.slice(0, slash)));
}

/** Gives a text with its arguments in place; `undefined` where there is none. */
export function textOf(message: SarifMessage | null | undefined, held?: HeldRule): string | undefined {
  if (message === undefined || message === null) return undefined;
  const id = message.id ?? "";
  const strings = held?.rule.messageStrings?.[id] ?? held?.component.globalMessageStrings?.[id];
  const text = message.text ?? message.markdown ?? strings?.text ?? strings?.markdown ?? undefined;
  const values = message.arguments ?? [];
  if (text === undefined || values.length === 0) return text;
  return text.replaceAll(/\{(\d{1,3})\}/g, (placeholder, index: string) => values[Number(index)] ?? placeholder);
}

/** Gives the weaknesses that a result and its rule name: as taxa, as relationships, as tags. */
export function weaknessesOf({ taxa, properties }: SarifResult, held: HeldRule | undefined): readonly string[] {
  const written: string[] = [];
  for (const { id, toolComponent } of taxa ?? []) {
    if (toolComponent?.name?.toUpperCase() === "CWE" && typeof id === "string") written.push(id);
  }
  for (const { target } of held?.rule.relationships ?? []) {
    if (target?.toolComponent?.name?.toUpperCase() === "CWE" && typeof target.id === "string") written.push(target.id);
  }
  for (const bag of [properties, held?.rule.properties]) {
    for (const tag of bag?.tags ?? []) {
      const number = /^(?:external\/cwe\/)?cwe-(\d{1,6})(?::.{0,200})?$/i.exec(tag)?.[1];
      if (number !== undefined) written.push(`CWE-${number}`);
    }
    written.push(...[bag?.cwe ?? []].flat());
  }
  return toWeaknesses(written);
}

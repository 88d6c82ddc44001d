import type { Severity } from "../../model/severity.ts";
import type { Text } from "../../model/text.ts";
import { type Configuration, type ConfiguredException, defaultConfiguration, type LabelKind } from "./configuration.ts";
import { inside, mismatch, report } from "./place.ts";
import { type Field, type FieldReader, recordShape } from "./record-shape.ts";
import { findRule, type RuleIndex, type RuleMatch } from "./rule-index.ts";
import { unknownRuleText } from "./rule-shapes.ts";
import { booleanShape, choiceShape, describeValue, listShape, refuse, type Shape, textShape } from "./shape.ts";
import type { YamlTree } from "./yaml-tree.ts";

/**
 * hadolint's levels as severities of ours, worst first.
 * Source: hadolint's README, section "Configure"; its `error` stops builds, ours of that weight are `high`.
 */
const severityByLevel = { error: "high", warning: "medium", info: "low", style: "info" } as const;

const levels = ["error", "warning", "info", "style"] as const;

/** What `.hadolint.yaml` looks like, as hadolint 2.15 reads it: keys it does not know are no errors there, so they are warnings here. */
export function hadolintFileShape(index: RuleIndex, path: string): Shape<Configuration> {
  const fields = hadolintFields(index);
  return recordShape<Configuration>({
    fields: [...Object.values(fields), ...unusedFields],
    unknownKey: "warning",
    build(read) {
      for (const field of unusedFields) read(field);
      const trusted = read(fields.trustedRegistries);
      const isPragmaRefused = read(fields.disableIgnorePragma) ?? false;
      return {
        ...defaultConfiguration,
        path,
        failOn: readThreshold(read, fields),
        exceptions: (read(fields.ignored) ?? []).map((rule) => toException(rule, path)),
        severity: read(fields.override) ?? {},
        parameters: trusted === undefined ? {} : { "dockerfile/untrusted-registry": { trusted } },
        labels: { required: read(fields.labelSchema) ?? {}, isStrict: read(fields.strictLabels) ?? false },
        ...(isPragmaRefused ? { refusesHadolintComments: true } : {}),
      };
    },
  });
}

/** A rule name with its place in the file. */
interface PlacedRule {
  readonly rule: RuleMatch;
  readonly start: number;
  readonly end: number;
}

function hadolintFields(index: RuleIndex) {
  const rules = listShape(hadolintRuleShape(index));
  return {
    failureThreshold: field("failure-threshold", choiceShape([...levels, "ignore", "none"])),
    noFail: field("no-fail", booleanShape),
    ignored: field("ignored", orNothing(withoutUnknown(rules), [])),
    override: field("override", orNothing(overrideShape(rules), {})),
    trustedRegistries: field("trustedRegistries", oneOrList(textShape())),
    labelSchema: field("label-schema", orNothing(labelSchemaShape, {})),
    strictLabels: field("strict-labels", booleanShape),
    disableIgnorePragma: field("disable-ignore-pragma", booleanShape),
  };
}

/** Keys about hadolint's own output. */
const unusedFields: readonly Field<unknown>[] = [
  field("format", textShape()),
  field("no-color", booleanShape),
  field("verbose", booleanShape),
];

function readThreshold(read: FieldReader, fields: ReturnType<typeof hadolintFields>): Severity | undefined {
  const threshold = read(fields.failureThreshold);
  const neverFails = read(fields.noFail) === true;
  if (neverFails || threshold === undefined || threshold === "ignore" || threshold === "none") return undefined;
  return severityByLevel[threshold];
}

function field<Value>(name: string, shape: Shape<Value>): Field<Value> {
  const description: Text = {
    en: `As in hadolint's configuration: ${name}.`,
    ja: `hadolint の設定 ${name} と同じです。`,
  };
  return { name, shape, description };
}

/** A rule hadolint may know and we do not is no reason to refuse the file. */
function hadolintRuleShape(index: RuleIndex): Shape<PlacedRule | "unknown"> {
  const code = textShape({
    expected: { en: "a rule code such as DL3008", ja: "DL3008 のようなルールコード" },
    schema: {},
  });
  return {
    schema: code.schema,
    read(tree, place) {
      const written = code.read(tree, place);
      if (written === undefined) return undefined;
      const name = /^DL\d{4}$/.test(written) ? `hadolint:${written}` : written;
      const rule = findRule(index, name);
      if (rule !== undefined) return { rule, start: tree.start, end: tree.end };
      report(place, "warning", tree, unknownRuleText(index, written));
      return "unknown";
    },
  };
}

function withoutUnknown(rules: Shape<readonly (PlacedRule | "unknown")[]>): Shape<readonly PlacedRule[]> {
  return {
    schema: rules.schema,
    read: (tree, place) => rules.read(tree, place)?.filter((rule) => rule !== "unknown"),
  };
}

function overrideShape(rules: Shape<readonly (PlacedRule | "unknown")[]>): Shape<Readonly<Record<string, Severity>>> {
  const fields = levels.map((level) => ({ level, field: field(level, orNothing(withoutUnknown(rules), [])) }));
  return recordShape<Readonly<Record<string, Severity>>>({
    fields: fields.map((entry) => entry.field),
    unknownKey: "warning",
    build(read) {
      const entries: [string, Severity][] = [];
      for (const { level, field: levelField } of fields.toReversed()) {
        for (const { rule } of read(levelField) ?? []) {
          for (const id of rule.ids) entries.push([id, severityByLevel[level]]);
        }
      }
      return Object.fromEntries(entries);
    },
  });
}

const labelKindNames = ["text", "url", "rfc3339", "spdx", "hash", "semver", "email", ""] as const;

/** hadolint writes the kind without rules as an empty text. */
const labelSchemaShape: Shape<Readonly<Record<string, LabelKind>>> = {
  schema: { type: "object", additionalProperties: { type: "string", enum: labelKindNames } },
  read(tree, place) {
    if (tree.kind !== "mapping") {
      refuse(tree, place, { en: "a mapping", ja: "マッピング" });
      return undefined;
    }
    const kind = choiceShape(labelKindNames);
    const entries: [string, LabelKind][] = [];
    for (const entry of tree.entries) {
      const read = kind.read(entry.value, inside(place, entry.key));
      if (read !== undefined) entries.push([entry.key, read === "" ? "raw" : read]);
    }
    return Object.fromEntries(entries);
  },
};

/** hadolint takes a key without value for one that is not there. */
function orNothing<Value>(shape: Shape<Value>, whenNothing: Value): Shape<Value> {
  return {
    schema: shape.schema,
    read(tree, place) {
      return isNothing(tree) ? whenNothing : shape.read(tree, place);
    },
  };
}

/** Its README documents one registry or a list of them. */
function oneOrList(item: Shape<string>): Shape<readonly string[]> {
  const list = listShape(item);
  return {
    schema: { anyOf: [item.schema, list.schema] },
    read(tree, place) {
      if (isNothing(tree)) return undefined;
      if (tree.kind === "list") return list.read(tree, place);
      if (tree.kind === "mapping") {
        const expected: Text = { en: "a registry or a list of registries", ja: "レジストリまたはレジストリのリスト" };
        report(place, "error", tree, mismatch(expected, describeValue(tree)));
        return undefined;
      }
      const one = item.read(tree, place);
      return one === undefined ? undefined : [one];
    },
  };
}

function isNothing(tree: YamlTree): boolean {
  return tree.kind === "scalar" && tree.value === null;
}

function toException(placed: PlacedRule, path: string): ConfiguredException {
  return {
    rule: placed.rule.name,
    reason: `listed under "ignored" in ${path}`,
    owner: undefined,
    expires: undefined,
    range: { start: placed.start, end: placed.end },
    path,
    isOwn: false,
  };
}

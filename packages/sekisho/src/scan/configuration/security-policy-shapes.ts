import { findClosestWord } from "../../model/closest-word.ts";
import { knownClasses } from "../../semantics/data-classes/known-classes.ts";
import {
  type DataClass,
  demandIds,
  type ServiceRules,
  standardIds,
  type WorkloadSelector,
} from "../../semantics/data-classes/security-policy.ts";
import { findGlobProblem } from "./glob-problem.ts";
import { atIndex, mismatch, type Place, report } from "./place.ts";
import { type Field, recordShape } from "./record-shape.ts";
import {
  choiceShape,
  describeValue,
  integerShape,
  listShape,
  mapShape,
  oneOf,
  type Shape,
  textShape,
} from "./shape.ts";
import type { YamlTree } from "./yaml-tree.ts";

const globShape = textShape({ expected: { en: "a glob", ja: "グロブ" }, schema: {}, findProblem: findGlobProblem });

const maxLevel = 100;

const levelShape: Shape<number> = {
  schema: { type: "integer", minimum: 0, maximum: maxLevel },
  read(tree, place) {
    const level = integerShape.read(tree, place);
    if (level === undefined || (level >= 0 && level <= maxLevel)) return level;
    const expected = { en: `a whole number from 0 to ${maxLevel}`, ja: `0 から ${maxLevel} までの整数` };
    report(place, "error", tree, mismatch(expected, describeValue(tree)));
    return undefined;
  },
};

const classFields = {
  name: {
    name: "name",
    shape: textShape(),
    description: { en: "The name that services hold it by.", ja: "services の holds で参照する名前。" },
    isRequired: true,
  },
  title: {
    name: "title",
    shape: textShape(),
    description: {
      en: "What reports call it; the name when left out.",
      ja: "レポートでの表示名。省略すると名前です。",
    },
  },
  level: {
    name: "level",
    shape: levelShape,
    description: {
      en: "How sensitive it is. anonymous is 0, member 2, personal 3, payment 4.",
      ja: "機微性レベル。anonymous は 0、member は 2、personal は 3、payment は 4 です。",
    },
    isRequired: true,
  },
  demands: {
    name: "demands",
    shape: listShape(choiceShape(demandIds)),
    description: {
      en: "What it demands of services that hold it.",
      ja: "この区分のデータを持つサービスへの要求事項。",
    },
    isRequired: true,
  },
} as const;

/** A class of data of the user's own. */
export const dataClassShape: Shape<DataClass> = recordShape<DataClass>({
  fields: Object.values<Field<unknown>>(classFields),
  unknownKey: "error",
  build(read) {
    const name = read(classFields.name);
    const title = read(classFields.title) ?? name;
    const level = read(classFields.level);
    const demands = read(classFields.demands);
    if (name === undefined || title === undefined || level === undefined || demands === undefined) return undefined;
    return { name, title: { en: title, ja: title }, level, demands };
  },
});

const selectorFields = {
  namespace: {
    name: "namespace",
    shape: globShape,
    description: { en: "Glob of the namespace.", ja: "名前空間のグロブ。" },
  },
  labels: {
    name: "labels",
    shape: mapShape(textShape({ expected: { en: "a text", ja: "文字列" }, schema: {}, acceptsAnyScalar: true })),
    description: { en: "Labels of the workload or its pods.", ja: "ワークロードまたは Pod のラベル。" },
  },
  kinds: {
    name: "kinds",
    shape: listShape(textShape()),
    description: { en: "Kinds of workloads, such as Deployment.", ja: "ワークロードの種類（Deployment など）。" },
  },
  names: {
    name: "names",
    shape: listShape(globShape),
    description: { en: "Globs of the workloads' names.", ja: "ワークロード名のグロブ。" },
  },
} as const;

const selectorShape: Shape<WorkloadSelector> = recordShape<WorkloadSelector>({
  fields: Object.values<Field<unknown>>(selectorFields),
  unknownKey: "error",
  build(read) {
    const namespace = read(selectorFields.namespace);
    const labels = read(selectorFields.labels);
    const kinds = read(selectorFields.kinds);
    const names = read(selectorFields.names);
    return {
      ...(namespace === undefined ? {} : { namespace }),
      ...(labels === undefined ? {} : { labels }),
      ...(kinds === undefined ? {} : { kinds }),
      ...(names === undefined ? {} : { names }),
    };
  },
});

/** A selector that would take every workload is a mistake, and never meant. */
const boundedSelectorShape: Shape<WorkloadSelector> = {
  schema: { ...selectorShape.schema, minProperties: 1 },
  read(tree, place) {
    const selector = selectorShape.read(tree, place);
    if (selector === undefined || tree.kind !== "mapping" || tree.entries.length > 0) return selector;
    const words = oneOf(Object.keys(selectorFields));
    report(place, "error", tree, {
      en: `expected at least one of ${words.en}, got an empty mapping: it would select every workload`,
      ja: `${words.ja}の指定が必要ですが、空のマッピングです。すべてのワークロードが選択されてしまいます。`,
    });
    return undefined;
  },
};

const serviceFields = {
  name: {
    name: "name",
    shape: textShape(),
    description: { en: "What reports call the service.", ja: "レポートでのサービス名。" },
    isRequired: true,
  },
  select: {
    name: "select",
    shape: boundedSelectorShape,
    description: {
      en: "The workloads that make it up; every part that is given must match.",
      ja: "サービスを構成するワークロード。指定したすべての条件に一致するものが対象です。",
    },
    isRequired: true,
  },
  holds: {
    name: "holds",
    shape: listShape(textShape()),
    description: {
      en: "The classes of data it holds: anonymous, member, personal, payment, or one of classes.",
      ja: "保持するデータの区分。anonymous（匿名情報）、member（会員情報）、personal（個人情報）、payment（決済情報）、または classes で定義した名前です。",
    },
    isRequired: true,
  },
  standards: {
    name: "standards",
    shape: listShape(choiceShape(standardIds)),
    description: { en: "The standards it falls under.", ja: "適用される基準。" },
  },
} as const;

/** A service as it is written: its classes are still names. */
export interface WrittenService extends Omit<ServiceRules, "holds"> {
  readonly holds: readonly string[];
  readonly tree: YamlTree;
}

const serviceShape: Shape<WrittenService> = recordShape<WrittenService>({
  fields: Object.values<Field<unknown>>(serviceFields),
  unknownKey: "error",
  build(read, tree) {
    const name = read(serviceFields.name);
    const select = read(serviceFields.select);
    const holds = read(serviceFields.holds);
    const standards = read(serviceFields.standards) ?? [];
    if (name === undefined || select === undefined || holds === undefined) return undefined;
    return { name, select, holds, standards, tree };
  },
});

/** The services of the security policy, with their places. */
export const servicesShape: Shape<readonly WrittenService[]> = listShape(serviceShape);

/** Looks the classes of services up, and reports the names that no class has and names that stand twice. */
export function resolveServices(
  services: readonly WrittenService[],
  ownClasses: readonly DataClass[],
  place: Place,
): readonly ServiceRules[] {
  const classes = new Map([...knownClasses, ...ownClasses].map((known) => [known.name, known]));
  const taken = new Set<string>();
  return services.flatMap(({ tree, ...service }, index): readonly ServiceRules[] => {
    const at = atIndex({ name: "services", problems: place.problems }, index);
    if (taken.has(service.name)) report(at, "error", tree, twice(service.name));
    taken.add(service.name);
    const found = service.holds.flatMap((name) => {
      const known = classes.get(name);
      if (known === undefined) report(at, "error", tree, unknownClass(name, [...classes.keys()]));
      return known === undefined ? [] : [known];
    });
    const [first, ...others] = found;
    if (first === undefined && service.holds.length === 0) report(at, "error", tree, holdsNothing);
    return first === undefined ? [] : [{ ...service, holds: [first, ...others] }];
  });
}

const holdsNothing = {
  en: "holds: expected at least one class of data, got an empty list",
  ja: "holds: データの区分が 1 つ以上必要ですが、空のリストが指定されています。",
};

function unknownClass(name: string, known: readonly string[]) {
  const quoted = JSON.stringify(name.slice(0, 40));
  const mismatched = mismatch(oneOf(known), { en: quoted, ja: `${quoted} ` }, findClosestWord(name, known));
  return { en: `holds: ${mismatched.en}`, ja: `holds: ${mismatched.ja}` };
}

function twice(name: string) {
  const quoted = JSON.stringify(name.slice(0, 40));
  return {
    en: `name: ${quoted} names an earlier service already`,
    ja: `name: ${quoted} という名前のサービスはすでに定義されています。`,
  };
}

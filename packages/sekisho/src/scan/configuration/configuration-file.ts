import { type Severity, severities } from "../../model/severity.ts";
import { vexJustifications } from "../../model/vex.ts";
import { isAddressEntry } from "../../semantics/address-lists/address-lists.ts";
import { parseKubernetesMinor } from "../../semantics/kubernetes/kubernetes-version.ts";
import {
  type Configuration,
  type ConfiguredException,
  defaultConfiguration,
  type LabelKind,
  labelKinds,
} from "./configuration.ts";
import { findDateProblem } from "./date-problem.ts";
import { everyFlaw } from "./flaw-rule.ts";
import { findGlobProblem, findPathPatternProblem } from "./glob-problem.ts";
import { type Field, recordShape } from "./record-shape.ts";
import type { RuleIndex, RuleMatch } from "./rule-index.ts";
import { acceptedRuleShape, byRuleShape, parametersShape, ruleShape } from "./rule-shapes.ts";
import { dataClassShape, resolveServices, servicesShape } from "./security-policy-shapes.ts";
import { booleanShape, choiceShape, listShape, mapShape, type Shape, textShape } from "./shape.ts";
import type { YamlTree } from "./yaml-tree.ts";

/** What `.sekisho.yaml` looks like: reads it, and gives its JSON Schema. */
export function configurationFileShape(index: RuleIndex, path: string): Shape<Configuration> {
  const fields = configurationFields(index, path);
  return recordShape<Configuration>({
    fields: Object.values(fields),
    unknownKey: "error",
    build(read, _tree, place) {
      return {
        path,
        failOn: read(fields.failOn),
        exclude: read(fields.exclude) ?? defaultConfiguration.exclude,
        exceptions: read(fields.exceptions) ?? defaultConfiguration.exceptions,
        severity: read(fields.severity) ?? defaultConfiguration.severity,
        parameters: read(fields.parameters) ?? defaultConfiguration.parameters,
        enable: idsOf(read(fields.enable)),
        disable: idsOf(read(fields.disable)),
        labels: read(fields.labels) ?? defaultConfiguration.labels,
        target: read(fields.target),
        buildArguments: read(fields.buildArguments) ?? defaultConfiguration.buildArguments,
        vex: read(fields.vex) ?? defaultConfiguration.vex,
        channels: read(fields.channels) ?? defaultConfiguration.channels,
        author: read(fields.author),
        kubernetesMinor: parseKubernetesMinor(read(fields.kubernetesVersion) ?? ""),
        services: resolveServices(read(fields.services) ?? [], read(fields.classes) ?? [], place),
        policies: read(fields.policies) ?? defaultConfiguration.policies,
        shellcheck: read(fields.shellcheck) ?? defaultConfiguration.shellcheck,
      };
    },
  });
}

const pathPatternShape = textShape({
  expected: { en: "a path pattern", ja: "パスのパターン" },
  schema: {},
  findProblem: findPathPatternProblem,
});

const policyPathShape = textShape({
  expected: { en: "a path, a directory or a glob", ja: "パス、ディレクトリ、グロブのいずれか" },
  schema: {},
});

const subjectGlobShape = textShape({
  expected: { en: "a glob", ja: "グロブ" },
  schema: {},
  findProblem: findGlobProblem,
});

const addressShape = textShape({
  expected: { en: "an address or a network", ja: "アドレスまたはネットワーク" },
  schema: {},
  findProblem(text) {
    if (isAddressEntry(text)) return undefined;
    return {
      en: `expected an address or a network such as 203.0.113.0/24, got ${JSON.stringify(text)}`,
      ja: `203.0.113.0/24 のようなアドレスまたはネットワークを想定しましたが、${JSON.stringify(text)} が指定されています。`,
    };
  },
});

const dateShape = textShape({
  expected: { en: "a date as YYYY-MM-DD", ja: "YYYY-MM-DD 形式の日付" },
  schema: { format: "date" },
  findProblem: findDateProblem,
});

const kubernetesVersionShape = textShape({
  expected: { en: 'a Kubernetes version such as "1.36"', ja: '"1.36" のような Kubernetes のバージョン' },
  schema: {},
  acceptsAnyScalar: true,
  findProblem(text) {
    if (parseKubernetesMinor(text) !== undefined) return undefined;
    return {
      en: `expected a Kubernetes version such as "1.36", got "${text}"`,
      ja: `"1.36" のような Kubernetes のバージョンを想定しましたが、"${text}" が指定されています。`,
    };
  },
});

const channelShape = textShape({
  expected: { en: "a channel such as eus-9.2", ja: "eus-9.2 のようなチャネル" },
  schema: {},
  findProblem(text) {
    if (/^[a-z][a-z0-9._-]{0,60}$/.test(text)) return undefined;
    return {
      en: `expected a channel such as eus-9.2, got "${text}"`,
      ja: `eus-9.2 のようなチャネルを想定しましたが、"${text}" が指定されています。`,
    };
  },
});

/** What is asked beside the checks. */
const ownFields = {
  channels: field("channels", listShape(channelShape), {
    en: "Lines of updates beside the ordinary ones that the targets take part in: eus-9.2 (Red Hat), ltss (SUSE), fips-updates (Ubuntu), extras-docker (Amazon Linux 2). What an image says of itself is found without it.",
    ja: "対象が利用している、通常とは別系統の更新チャネル。eus-9.2（Red Hat）、ltss（SUSE）、fips-updates（Ubuntu）、extras-docker（Amazon Linux 2）など。イメージから判別できるものは指定不要です。",
  }),
  policies: field("policies", listShape(policyPathShape), {
    en: "Policies of your own: ValidatingAdmissionPolicies with CEL, as paths, directories and globs from the folder of this file.",
    ja: "独自のポリシー（CEL による ValidatingAdmissionPolicy）。このファイルのディレクトリからのパス、ディレクトリ、グロブで指定します。",
  }),
} as const;

function configurationFields(index: RuleIndex, path: string) {
  const rules = listShape(ruleShape(index));
  return {
    failOn: field("failOn", choiceShape(severities), {
      en: "Exit code 1 when a finding is at least this severe. Left out, findings never fail the command.",
      ja: "この深刻度以上の検出事項があるとき、終了コードを 1 にします。省略すると検出事項では失敗しません。",
    }),
    exclude: field("exclude", listShape(pathPatternShape), {
      en: "Paths that directory scans leave out, as patterns of .gitignore.",
      ja: "ディレクトリのスキャンから除くパス。.gitignore と同じ形式のパターンで指定します。",
    }),
    kubernetesVersion: field("kubernetesVersion", kubernetesVersionShape, {
      en: "The Kubernetes version that manifests are meant for: API versions and Pod Security Standards are judged by it. Default: the newest that is known.",
      ja: "マニフェストが対象とする Kubernetes のバージョン。API のバージョンと Pod Security Standards の判定に使用します。既定は対応する最新のバージョンです。",
    }),
    exceptions: field("exceptions", listShape(exceptionShape(index, path)), {
      en: "Findings that stay, with reason, owner and end date.",
      ja: "受容する検出事項。理由、責任者、期限とともに記載します。",
    }),
    severity: field<Readonly<Record<string, Severity>>>("severity", byRuleShape(index, choiceShape(severities)), {
      en: "Severities of your own, by check id or alias.",
      ja: "チェック項目ごとに変更する深刻度。ID または別名で指定します。",
    }),
    parameters: field("parameters", parametersShape(index), {
      en: "Settings of single checks, by check id or alias.",
      ja: "チェック項目ごとのパラメーター。ID または別名で指定します。",
    }),
    labels: field("labels", labelsShape(), {
      en: "The labels that every image carries.",
      ja: "すべてのイメージに必要なラベル。",
    }),
    enable: field("enable", rules, {
      en: "Optional checks to ask, by id or alias.",
      ja: "有効にする任意のチェック項目。ID または別名で指定します。",
    }),
    disable: field("disable", rules, {
      en: "Checks not to ask at all, by id or alias.",
      ja: "無効にするチェック項目。ID または別名で指定します。",
    }),
    target: field("target", textShape(), {
      en: "The stage that is built; the last one when left out.",
      ja: "ビルドするステージ。省略すると最後のステージです。",
    }),
    buildArguments: field(
      "buildArguments",
      mapShape(textShape({ expected: { en: "a text", ja: "文字列" }, schema: {}, acceptsAnyScalar: true })),
      { en: "Values of ARG instructions, by name.", ja: "ARG 命令の値。名前ごとに指定します。" },
    ),
    ...ownFields,
    ...policyFields,
    ...vexFields,
    shellcheck: field("shellcheck", booleanShape, {
      en: "Runs the installed ShellCheck over RUN instructions too.",
      ja: "インストール済みの ShellCheck でも RUN 命令を検査します。",
    }),
  } as const;
}

const policyFields = {
  services: field("services", servicesShape, {
    en: "The security policy: services by what they hold.",
    ja: "セキュリティポリシー。サービスごとに、保持するデータの区分を指定します。",
  }),
  classes: field("classes", listShape(dataClassShape), {
    en: "Classes of data of your own; one with the name of a known class replaces it.",
    ja: "独自のデータ区分。既定の区分と同じ名前のものは、既定の内容を置き換えます。",
  }),
} as const;

const vexFields = {
  vex: field("vex", listShape(textShape({ expected: { en: "a path", ja: "パス" }, schema: {} })), {
    en: "VEX documents whose statements count, as paths from the folder of this file.",
    ja: "判定に使う VEX 文書。このファイルのディレクトリからのパスで指定します。",
  }),
  author: field("author", textShape(), {
    en: "Who makes the statements of VEX documents that are written.",
    ja: "出力する VEX 文書のステートメントの作成者。",
  }),
} as const;

function field<Value>(name: string, shape: Shape<Value>, description: Field<Value>["description"]): Field<Value> {
  return { name, shape, description };
}

function exceptionFields(index: RuleIndex) {
  return {
    rule: {
      ...field("rule", acceptedRuleShape(index), {
        en: "Check id or alias, or a name of a known flaw (CVE-2024-1234, GHSA-…). May be left out where packages are named.",
        ja: "チェック項目の ID または別名、または脆弱性の名前（CVE-2024-1234、GHSA-… など）。packages を指定した場合は省略できます。",
      }),
      isRequired: true,
      unlessGiven: "packages",
    },
    packages: field("packages", listShape(subjectGlobShape), {
      en: "Globs of the packages whose known flaws are meant, by name or package URL (openssl, pkg:npm/lodash, pkg:npm/lodash@4.17.20).",
      ja: "対象とするパッケージのグロブ。名前またはパッケージ URL で指定します（openssl、pkg:npm/lodash、pkg:npm/lodash@4.17.20）。",
    }),
    paths: field("paths", listShape(pathPatternShape), {
      en: "The files it holds for, as patterns of .gitignore; all files when left out.",
      ja: "例外とするファイル。.gitignore と同じ形式のパターンで指定し、省略するとすべてのファイルです。",
    }),
    subjects: field("subjects", listShape(subjectGlobShape), {
      en: "Globs of the subjects it holds for; all subjects when left out.",
      ja: "例外とする検出対象のグロブ。省略するとすべてです。",
    }),
    containers: field("containers", listShape(subjectGlobShape), {
      en: "Globs of the container names it holds for; findings about a pod as a whole are then not meant.",
      ja: "例外とするコンテナ名のグロブ。指定すると、Pod 全体に関する検出事項は対象になりません。",
    }),
    addresses: field("addresses", listShape(addressShape), {
      en: "Addresses and networks (203.0.113.0/24) of callers: activity that came from these alone. For findings of sekisho detect.",
      ja: "呼び出し元のアドレスとネットワーク（203.0.113.0/24 など）。すべてここから行われた操作を例外とします。sekisho detect の検出事項に使用します。",
    }),
    namespaces: field("namespaces", listShape(subjectGlobShape), {
      en: "Globs of the namespaces that the activity was in. For findings of sekisho detect.",
      ja: "操作が行われた名前空間のグロブ。sekisho detect の検出事項に使用します。",
    }),
    reason: {
      ...field("reason", textShape(), { en: "Why the finding stays.", ja: "受容する理由。" }),
      isRequired: true,
    },
    owner: field("owner", textShape(), { en: "Who answers for it.", ja: "責任者。" }),
    expires: field("expires", dateShape, { en: "Last day on which it holds.", ja: "期限（この日まで有効）。" }),
    justification: field("justification", choiceShape(vexJustifications), {
      en: "Why a known flaw does no harm, in the words of VEX; without it the decision is to live with the flaw.",
      ja: "脆弱性の影響を受けない理由（VEX の用語）。省略すると、影響を受けたまま受容する判断として扱います。",
    }),
  };
}

function exceptionShape(index: RuleIndex, path: string): Shape<ConfiguredException> {
  const fields = exceptionFields(index);
  return recordShape<ConfiguredException>({
    fields: Object.values(fields),
    unknownKey: "error",
    build(read, tree) {
      const packages = read(fields.packages);
      const isOfPackages = packages !== undefined && !hasKey(tree, "rule");
      const rule = isOfPackages ? { name: everyFlaw, ids: [] } : read(fields.rule);
      const paths = read(fields.paths);
      const subjects = read(fields.subjects);
      const containers = read(fields.containers);
      const addresses = read(fields.addresses);
      const namespaces = read(fields.namespaces);
      const reason = read(fields.reason);
      const owner = read(fields.owner);
      const expires = read(fields.expires);
      const justification = read(fields.justification);
      if (rule === undefined || reason === undefined) return undefined;
      return {
        rule: rule.name,
        ...(rule.ids.length === 0 ? {} : { ids: rule.ids }),
        ...(packages === undefined ? {} : { packages }),
        ...(paths === undefined ? {} : { paths }),
        ...(subjects === undefined ? {} : { subjects }),
        ...(containers === undefined ? {} : { containers }),
        ...(addresses === undefined ? {} : { addresses }),
        ...(namespaces === undefined ? {} : { namespaces }),
        reason,
        owner,
        expires,
        ...(justification === undefined ? {} : { justification }),
        range: { start: tree.start, end: tree.end },
        path,
        isOwn: true,
      };
    },
  });
}

function hasKey(tree: YamlTree, key: string): boolean {
  return tree.kind === "mapping" && tree.entries.some((entry) => entry.key === key);
}

function labelsShape(): Shape<Configuration["labels"]> {
  const required: Field<Readonly<Record<string, LabelKind>>> = field("required", mapShape(choiceShape(labelKinds)), {
    en: "Labels that must be there, and the form of their values.",
    ja: "必須のラベルと値の形式。",
  });
  const strict = field("strict", booleanShape, {
    en: "No other labels are accepted.",
    ja: "それ以外のラベルを認めません。",
  });
  return recordShape<Configuration["labels"]>({
    fields: [required, strict],
    unknownKey: "error",
    build(read) {
      return { required: read(required) ?? {}, isStrict: read(strict) ?? false };
    },
  });
}

/** ShellCheck rules without a check of ours are named as their findings are: `shellcheck/SC2086`. */
function idsOf(matches: readonly RuleMatch[] | undefined): readonly string[] {
  const ids = (matches ?? []).flatMap((match) => (match.ids.length === 0 ? [match.name.replace(":", "/")] : match.ids));
  return [...new Set(ids)];
}

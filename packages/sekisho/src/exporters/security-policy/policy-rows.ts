import type { ReportDocument } from "../../model/report.ts";
import type { ReportedDemand, ReportedDemandEnding, ReportedService } from "../../model/security-policy.ts";
import type { Language } from "../../model/text.ts";

/** How an answer looks; never told by colour alone. */
export interface EndingStyle {
  readonly mark: string;
  readonly plainMark: string;
  readonly word: string;
}

/** The words about the security policy, in one language. */
export interface PolicyPhrases {
  readonly heading: string;
  readonly service: string;
  readonly demand: string;
  readonly because: string;
  readonly outcome: string;
  readonly evidence: string;
  readonly endings: Readonly<Record<ReportedDemandEnding, EndingStyle>>;
  readonly workloads: (count: number) => string;
  readonly level: (level: number) => string;
  /** Names the services of which nothing was scanned. */
  readonly unseen: (names: string) => string;
  readonly separator: string;
}

const english: PolicyPhrases = {
  heading: "Security policy",
  service: "Service",
  demand: "Demand",
  because: "Demanded by",
  outcome: "Outcome",
  evidence: "Evidence",
  endings: {
    met: { mark: "✓", plainMark: "+", word: "met" },
    missing: { mark: "✗", plainMark: "x", word: "missing" },
    undecided: { mark: "·", plainMark: ".", word: "not decidable" },
  },
  workloads: (count) => `${count} ${count === 1 ? "workload" : "workloads"}`,
  level: (level) => `level ${level}`,
  unseen: (names) => `No workload was given of: ${names}`,
  separator: ", ",
};

const japanese: PolicyPhrases = {
  heading: "セキュリティポリシー",
  service: "サービス",
  demand: "要求事項",
  because: "要求元",
  outcome: "判定",
  evidence: "根拠",
  endings: {
    met: { mark: "✓", plainMark: "+", word: "充足" },
    missing: { mark: "✗", plainMark: "x", word: "不足" },
    undecided: { mark: "·", plainMark: ".", word: "判定不能" },
  },
  workloads: (count) => `ワークロード ${count} 件`,
  level: (level) => `機微性レベル ${level}`,
  unseen: (names) => `ワークロードが検査対象に含まれないサービス: ${names}`,
  separator: "、",
};

/** Gives the words about the security policy in a language. */
export function policyPhrasesIn(language: Language): PolicyPhrases {
  return language === "ja" ? japanese : english;
}

/** The services of a document: those whose workloads were scanned, and the names of the others. */
export interface SeenServices {
  readonly seen: readonly ReportedService[];
  readonly unseen: readonly string[];
}

/** Gathers the services of all reports; one that several targets hold stands there once for each. */
export function servicesOf({ reports }: ReportDocument): SeenServices {
  const all = reports.flatMap(({ securityPolicy }) => securityPolicy ?? []);
  const seen = all.filter(({ workloads }) => workloads.length > 0);
  const names = new Set(seen.map(({ name }) => name));
  const unseen = new Set(all.map(({ name }) => name).filter((name) => !names.has(name)));
  return { seen, unseen: [...unseen] };
}

/** Gives the demands of a service that are answered in one way. */
export function demandsThat(service: ReportedService, ended: ReportedDemandEnding): readonly ReportedDemand[] {
  return service.demands.filter((demand) => demand.ended === ended);
}

/** Says what a service is: data, level, standards, size. */
export function describeService(service: ReportedService, phrases: PolicyPhrases): string {
  const { holds, standards, level, workloads } = service;
  return [...holds, ...standards, phrases.level(level), phrases.workloads(workloads.length)].join(phrases.separator);
}

import type { Language } from "../../model/text.ts";
import type { StandardId, WorkloadSelector } from "../../semantics/data-classes/security-policy.ts";

/** A service as the user described it. */
export interface DescribedService {
  readonly name: string;
  readonly select: WorkloadSelector;
  readonly holds: readonly string[];
  readonly standards: readonly StandardId[];
}

const heads: Readonly<Record<Language, readonly string[]>> = {
  en: [
    "# The security policy: services, and the data they hold.",
    "# Classes: anonymous, member, personal, payment, or your own under `classes`.",
    "# Standards: pci-dss, hipaa, gdpr.",
  ],
  ja: [
    "# セキュリティポリシー: サービスと、保持するデータの区分",
    "# 区分: anonymous（匿名情報）、member（会員情報）、personal（個人情報）、payment（決済情報）、または classes で定義した名前",
    "# 基準: pci-dss、hipaa、gdpr",
  ],
};

/** Writes the services as a part of `.sekisho.yaml`, with a comment in the user's language. */
export function writeSecurityPolicyFile(services: readonly DescribedService[], language: Language): string {
  const lines = [...heads[language], "services:"];
  for (const { name, select, holds, standards } of services) {
    lines.push(
      `  - name: ${quote(name)}`,
      `    select: ${flow(select)}`,
      `    holds: [${holds.map(quote).join(", ")}]`,
    );
    if (standards.length > 0) lines.push(`    standards: [${standards.join(", ")}]`);
  }
  return `${lines.join("\n")}\n`;
}

/** Writes a value on one line. */
function flow(value: unknown): string {
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, held]) => `${quote(key)}: ${flow(held)}`);
  return `{ ${entries.join(", ")} }`;
}

/** Plain words stay as they are; anything else is quoted as JSON, which YAML reads the same. */
function quote(text: string): string {
  return /^[a-z][a-z0-9-]{0,60}$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/.test(text)
    ? text
    : JSON.stringify(text);
}

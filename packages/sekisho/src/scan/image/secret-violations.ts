import { secretRules } from "../../checks/secret/rules.ts";
import type { CheckDescription } from "../../model/check.ts";
import type { FileChecksumsFact } from "../../model/fact.ts";
import type { ImageDescription } from "../../model/image.ts";
import type { Coverage } from "../../model/report.ts";
import type { Text } from "../../model/text.ts";
import type { ContentPlace, PlacedFact, PlacedMalware, PlacedSecret } from "../../semantics/image/image-content.ts";
import { findConfigurationSecrets } from "../../semantics/secret-patterns/configuration-secrets.ts";
import type { Configuration } from "../configuration/configuration.ts";
import type { ContentViolation } from "./content-findings.ts";

/** What turns secrets of files into violations. */
export interface SecretSettings {
  readonly rules: ReadonlyMap<string, CheckDescription>;
  readonly image: ImageDescription | undefined;
  readonly severity: (rule: CheckDescription) => CheckDescription["severity"];
  /** Written before the paths of files: where the target is a directory, its name. */
  readonly pathPrefix: string;
  /** `/` where paths begin at the root of a file system. */
  readonly root: "/" | "";
}

/** Gives a violation for each secret in a file. */
export function secretViolations(
  secrets: readonly PlacedSecret[],
  settings: SecretSettings,
): readonly ContentViolation[] {
  return secrets.flatMap((placed) => {
    const { secret, path, layer } = placed;
    const rule = settings.rules.get(secret.rule);
    if (rule === undefined) return [];
    const { startLine, startColumn, endLine, endColumn, excerpt } = secret;
    const digest = settings.image?.layers[layer]?.diffId;
    return [
      {
        rule,
        severity: settings.severity(rule),
        subject: `file:${settings.root}${path}`,
        message: messageAbout(placed, settings, secretWords),
        evidence: [
          {
            location: {
              path: settings.pathPrefix + path,
              startLine,
              startColumn,
              endLine,
              endColumn,
              ...(digest === undefined ? {} : { layer: digest }),
            },
            excerpt,
          },
        ],
      },
    ];
  });
}

/** Gives a violation for each file that shows a sign of malware. */
export function malwareViolations(
  malware: readonly PlacedMalware[],
  settings: SecretSettings,
): readonly ContentViolation[] {
  return malware.flatMap((placed) => {
    const { path, layer } = placed;
    const { rule: id, excerpt, startLine } = placed.malware;
    const rule = settings.rules.get(id);
    if (rule === undefined) return [];
    const digest = settings.image?.layers[layer]?.diffId;
    return [
      {
        rule,
        severity: settings.severity(rule),
        subject: `file:${settings.root}${path}`,
        message: messageAbout(placed, settings, malwareWords),
        evidence: [
          {
            location: {
              path: settings.pathPrefix + path,
              ...(startLine === undefined ? {} : { startLine }),
              ...(digest === undefined ? {} : { layer: digest }),
            },
            ...(excerpt === undefined ? {} : { excerpt }),
          },
        ],
      },
    ];
  });
}

/** What is said of a file's content. */
interface ContentWords {
  readonly what: Text;
}

const secretWords: ContentWords = { what: { en: "a secret", ja: "シークレット" } };
const malwareWords: ContentWords = { what: { en: "a sign of malware", ja: "マルウェアの兆候" } };

/** Says where it is, and of a file that no container sees that everybody who pulls the image still gets it. */
function messageAbout(place: ContentPlace, { image, root }: SecretSettings, { what }: ContentWords): Text {
  const { layer, isVisible, hidden } = place;
  const path = root + place.path;
  if (isVisible) {
    return { en: `The file ${path} holds ${what.en}.`, ja: `ファイル ${path} に${what.ja}が含まれています。` };
  }
  const lower = layer + 1;
  if (hidden === undefined) {
    return {
      en: `The file ${path} holds ${what.en}. No container sees it, but it is still in layer ${lower}: whoever pulls the image can read it.`,
      ja: `ファイル ${path} に${what.ja}が含まれています。コンテナからは見えませんが、レイヤー ${lower} に残っているため、イメージを取得できる人は誰でも読み取れます。`,
    };
  }
  const upper = hidden.by + 1;
  const verb = hidden.how === "deleted" ? { en: "deleted", ja: "削除され" } : { en: "replaced", ja: "置き換えられ" };
  const made = image === undefined ? "" : historyOf(image, layer);
  return {
    en: `The file ${path} held ${what.en}. It is ${verb.en} in layer ${upper}, but still in layer ${lower}${made}: whoever pulls the image can read it.`,
    ja: `ファイル ${path} に${what.ja}が含まれていました。レイヤー ${upper} で${verb.ja}ていますが、レイヤー ${lower}${made} に残っているため、イメージを取得できる人は誰でも読み取れます。`,
  };
}

const shownHistoryCharacters = 60;

function historyOf({ layers, history }: ImageDescription, layer: number): string {
  const index = layers[layer]?.history;
  const entry = index === undefined ? undefined : history[index];
  const keyword = entry === undefined ? undefined : /(?:^|#\(nop\)\s+)([A-Z]{3,}) /.exec(entry.createdBy)?.[1];
  // The rest of the line may hold the secret itself: only the instruction's name is shown.
  return keyword === undefined ? "" : ` (${keyword.slice(0, shownHistoryCharacters)})`;
}

/**
 * Finds the secrets that are the makers' own: test keys and examples of a package whose file is as the package brought it.
 * Nobody who uses the image put them there, and everybody has them.
 */
export function withoutShipped(
  secrets: readonly PlacedSecret[],
  facts: readonly PlacedFact[],
): readonly PlacedSecret[] {
  if (secrets.length === 0) return secrets;
  const shipped = indexChecksums(facts, new Set(secrets.map(({ path }) => path)));
  return secrets.filter((secret) => {
    const digests = secret.contentDigests;
    if (digests === undefined) return true;
    return !(shipped.get(secret.path) ?? []).some(({ algorithm, value }) => digests[algorithm] === value);
  });
}

interface ShippedChecksum {
  readonly algorithm: FileChecksumsFact["algorithm"];
  readonly value: string;
}

function indexChecksums(
  facts: readonly PlacedFact[],
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, readonly ShippedChecksum[]> {
  const shipped = new Map<string, ShippedChecksum[]>();
  for (const { fact } of facts) {
    if (fact.kind !== "file-checksums") continue;
    for (let at = 0; at + 1 < fact.entries.length; at += 2) {
      const path = fact.entries[at] ?? "";
      if (!wanted.has(path)) continue;
      const checksum = { algorithm: fact.algorithm, value: fact.entries[at + 1] ?? "" };
      const known = shipped.get(path);
      if (known === undefined) shipped.set(path, [checksum]);
      else known.push(checksum);
    }
  }
  return shipped;
}

/** Gives a violation for each credential in what an image says of itself: variables, labels, commands, history. */
export function configurationSecretViolations(
  image: ImageDescription,
  configuration: Configuration,
): {
  readonly violations: readonly ContentViolation[];
  readonly coverage: readonly Coverage[];
  readonly diagnostics: [];
} {
  const rules = new Map(secretRules.map((rule) => [rule.id, rule]));
  const found = findConfigurationSecrets(image.configuration, image.history);
  const violations = found.flatMap(({ rule: id, pointer, subject, excerpt }): readonly ContentViolation[] => {
    const rule = rules.get(id);
    if (rule === undefined) return [];
    return [
      {
        rule,
        severity: configuration.severity[rule.id] ?? rule.severity,
        subject,
        message: {
          en: "The image's configuration holds a secret: whoever pulls the image can read it.",
          ja: "イメージの設定にシークレットが含まれています。イメージを取得できる人は誰でも読み取れます。",
        },
        evidence: [{ location: { path: image.name, pointer }, excerpt }],
      },
    ];
  });
  return { violations, coverage: [{ plugin: "secret/configuration", ended: "done" }], diagnostics: [] };
}

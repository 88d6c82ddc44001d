import type { HistoryEntry, ImageConfiguration } from "../../model/image.ts";
import { looksRandom } from "./entropy.ts";
import { type FoundSecret, findSecrets } from "./find-secrets.ts";
import { secretKinds } from "./kinds/registry.ts";
import { maskExcerpt } from "./mask-excerpt.ts";
import { isPlaceholder } from "./placeholders.ts";
import { meaningOfName } from "./secret-names.ts";

/** A credential in what an image says of itself. */
export interface ConfigurationSecret {
  /** `secret/` and the kind. */
  readonly rule: string;
  /** JSON pointer into the image's configuration: `/config/Env/3`, `/history/7`. */
  readonly pointer: string;
  /** What it is about, the same for every build of the image: `variable:TOKEN`, `label:deploy`, `command`, `history`. */
  readonly subject: string;
  /** Everything secret is masked; at most 200 characters. */
  readonly excerpt: string;
}

/** A text of the configuration with its place. */
interface Setting {
  readonly pointer: string;
  readonly subject: string;
  readonly text: string;
}

/** Gives the credentials in an image's variables, labels, commands and history, in that order. */
export function findConfigurationSecrets(
  configuration: ImageConfiguration,
  history: readonly HistoryEntry[],
): readonly ConfigurationSecret[] {
  return [
    ...configuration.environment.flatMap((text, index) =>
      inAssignment({ pointer: `/config/Env/${index}`, subject: `variable:${nameOf(text)}`, text }),
    ),
    ...Object.entries(configuration.labels).flatMap(([name, value]) =>
      inAssignment({
        pointer: `/config/Labels/${escapePointer(name)}`,
        subject: `label:${name}`,
        text: `${name}=${value}`,
      }),
    ),
    ...commandSettings(configuration).flatMap(inText),
    ...history.flatMap(({ createdBy, comment }, index) =>
      [createdBy, comment ?? ""].flatMap((text) => inText({ pointer: `/history/${index}`, subject: "history", text })),
    ),
  ];
}

function commandSettings(configuration: ImageConfiguration): readonly Setting[] {
  const { command, entrypoint, onBuild, healthCheck } = configuration;
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ["Entrypoint", entrypoint],
    ["Cmd", command],
    ["OnBuild", onBuild],
    ["Healthcheck/Test", healthCheck?.test ?? []],
  ];
  return lists.flatMap(([name, texts]) =>
    texts.map((text, index) => ({ pointer: `/config/${name}/${index}`, subject: "command", text })),
  );
}

/** The value of a variable or label may have spaces and quotes: all of it is the value. */
function inAssignment(setting: Setting): readonly ConfigurationSecret[] {
  const { text } = setting;
  const start = text.indexOf("=") + 1;
  const tokens = findSecrets(text).filter(({ certainty }) => certainty === "format");
  if (tokens.length > 0) return tokens.map((secret) => toSecret(setting, secret));
  if (!isTellingPair(text.slice(0, Math.max(0, start - 1)), text.slice(start))) return [];
  return [toSecret(setting, { kind: "assigned-value", start, end: text.length })];
}

function inText(setting: Setting): readonly ConfigurationSecret[] {
  return findSecrets(setting.text)
    .filter(({ certainty, start, end }) => {
      const name = /([\w.-]{1,60})["']?\s{0,3}(?::=|[=:])\s{0,3}["']?$/.exec(
        setting.text.slice(Math.max(0, start - 80), start),
      )?.[1];
      return certainty === "format" || isTellingPair(name ?? "", setting.text.slice(start, end));
    })
    .map((secret) => toSecret(setting, secret));
}

/** Keys for checking signatures are public; official images name them in GPG_KEY. */
const fingerprint = /^(?:0x)?[0-9a-f]{16}(?:[0-9a-f]{24})?$/i;

function isTellingPair(name: string, value: string): boolean {
  const words = name.replaceAll(/([a-z])([A-Z])/g, "$1_$2").replaceAll(/[.-]/g, "_");
  if (meaningOfName(words) !== "secret" || isPlaceholder(value) || !looksRandom(value)) return false;
  return !(/gpg|pgp|sign/i.test(words) && fingerprint.test(value)) && !/sha\d|checksum|digest|hash/i.test(words);
}

function toSecret(
  { pointer, subject, text }: Setting,
  { kind: id, start, end }: Pick<FoundSecret, "kind" | "start" | "end">,
): ConfigurationSecret {
  const kind = secretKinds.find((each) => each.id === id);
  return {
    rule: `secret/${id}`,
    pointer,
    subject,
    excerpt: kind === undefined ? "****" : maskExcerpt(text, { start, end }, kind),
  };
}

function nameOf(assignment: string): string {
  const equals = assignment.indexOf("=");
  return equals === -1 ? assignment : assignment.slice(0, equals);
}

/** Source: RFC 6901, section 3. */
function escapePointer(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

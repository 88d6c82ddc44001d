import type { Package } from "../../model/package.ts";
import type { VersionChange } from "../../model/remediation.ts";
import type { Text } from "../../model/text.ts";
import { isSchemeId, versionSchemes } from "../../versions/compare-versions.ts";
import { isDistributionPackage } from "../matching/questions.ts";
import type { DraftAction, FlawInstance, RemediationContext } from "./remediation-context.ts";
import { upgradeAllCommands, upgradeCommands } from "./system-commands.ts";

const maxNames = 5;

/**
 * Gives the actions on packages that a distribution installed above the base image: upgrade them all, and each source
 * package by itself. Only what the release itself repairs counts; repairs of a line of updates that must be subscribed to
 * are actions of their own.
 */
export function systemActions(instances: readonly FlawInstance[], context: RemediationContext): readonly DraftAction[] {
  const repaired = instances.filter(
    ({ package: found, vulnerability }) => isDistributionPackage(found) && vulnerability.fixedIn !== undefined,
  );
  const bySource = Map.groupBy(
    repaired,
    ({ package: found, vulnerability }) => `${sourceName(found)}\n${vulnerability.fixChannel ?? ""}`,
  );
  return [...allAtOnce(repaired, context), ...[...bySource.values()].map((own) => upgradeSource(own, context))];
}

function sourceName({ source, name }: Package): string {
  return source?.name ?? name;
}

function allAtOnce(repaired: readonly FlawInstance[], { inventory }: RemediationContext): readonly DraftAction[] {
  const isImage = inventory.image !== undefined;
  const own = repaired.filter(
    ({ origin, vulnerability }) =>
      vulnerability.fixChannel === undefined && (isImage ? origin === "application" : origin !== "base-image"),
  );
  const [first] = own;
  if (first === undefined) return [];
  const { distribution } = inventory;
  const name = distribution === undefined ? undefined : nameOf(distribution);
  const subject = name ?? first.package.type;
  const words = isImage ? builtWords(own) : upgradedWords(name);
  const commands = isImage
    ? ["docker build --pull --no-cache ."]
    : upgradeAllCommands(first.package.type, distribution);
  return [
    { kind: "upgrade-system", subject, ...words, commands, changes: [], elements: own.map(({ index }) => index) },
  ];
}

/** Gives a distribution as its image is named: `debian:12`. */
export function nameOf({ id, version }: { readonly id: string; readonly version?: string }): string {
  return version === undefined ? id : `${id}:${version}`;
}

function builtWords(own: readonly FlawInstance[]): Pick<DraftAction, "title" | "explanation"> {
  const names = shortList(own.map(({ package: found }) => found.name));
  return {
    title: {
      en: "Install the distribution's packages anew",
      ja: "ディストリビューションのパッケージをインストールし直す",
    },
    explanation: {
      en: `The Dockerfile installs them (${names}): a build without cache takes their current versions. Versions that it pins must be raised first.`,
      ja: `Dockerfile でインストールしたパッケージ（${names}）は、キャッシュを使わずにビルドすると最新のバージョンになります。バージョンを固定している場合は、先に引き上げてください。`,
    },
  };
}

function upgradedWords(distribution: string | undefined): Pick<DraftAction, "title" | "explanation"> {
  return {
    title:
      distribution === undefined
        ? { en: "Upgrade the distribution's packages", ja: "ディストリビューションのパッケージを一括で更新する" }
        : { en: `Upgrade the packages of ${distribution}`, ja: `${distribution} のパッケージを一括で更新する` },
    explanation: {
      en: "The distribution's repositories have the repairs within the same release.",
      ja: "修正版は、同じリリースのリポジトリで提供されています。",
    },
  };
}

/** One source package: all binary packages that were built from it are upgraded together. */
function upgradeSource(own: readonly FlawInstance[], { inventory, pathPrefix }: RemediationContext): DraftAction {
  const [first] = own;
  if (first === undefined) throw new RangeError("expected a flaw of a source package, got none");
  const { distribution } = inventory;
  const { type } = first.package;
  const source = sourceName(first.package);
  const channel = first.vulnerability.fixChannel;
  const fixed = highestFix(own);
  const packages = [...new Set(own.map(({ package: found }) => found))];
  const names = packages.map(({ name }) => name);
  const where = channel === undefined ? "" : ` (${channel})`;
  return {
    kind: "upgrade-source-package",
    subject: `pkg:${type}/${distribution === undefined ? "" : `${distribution.id}/`}${source}${channel === undefined ? "" : `?channel=${channel}`}`,
    title: { en: `Upgrade ${source} to ${fixed}${where}`, ja: `${source} を ${fixed} に更新する${where}` },
    explanation: joined(packagesText(names), channel === undefined ? undefined : channelText(channel)),
    commands: upgradeCommands(type, names, distribution),
    changes: packages.map((found) => changeOf(found, own, { fixed, pathPrefix })),
    elements: own.map(({ index }) => index),
  };
}

function packagesText(names: readonly string[]): Text {
  const shown = shortList(names);
  return { en: `Installed from it: ${shown}.`, ja: `このソースからのインストール済みパッケージ: ${shown}。` };
}

function channelText(channel: string): Text {
  return {
    en: `Only ${channel} has the repair: it must be subscribed to.`,
    ja: `修正版は ${channel} でのみ提供されます。利用には登録が必要です。`,
  };
}

function joined(first: Text, second: Text | undefined): Text {
  return second === undefined ? first : { en: `${first.en} ${second.en}`, ja: `${first.ja}${second.ja}` };
}

/** A binary package has the version of its source where both had the same before; otherwise only the upgrade tells. */
function changeOf(
  found: Package,
  own: readonly FlawInstance[],
  { fixed, pathPrefix }: { readonly fixed: string; readonly pathPrefix: string },
): VersionChange {
  const instances = own.filter((instance) => instance.package === found);
  const compared = instances[0]?.vulnerability.statements[0].version;
  const paths = instances.flatMap(({ locations }) => locations.map(({ path }) => path)).filter((path) => path !== "");
  return {
    package: found.purl,
    name: found.name,
    from: found.version,
    ...(compared === found.version ? { to: fixed } : {}),
    paths: [...new Set(paths)].map((path) => pathPrefix + path),
    isDirect: true,
  };
}

/** The highest of the repaired versions, in the order of the scheme that the statements were compared by. */
function highestFix(own: readonly FlawInstance[]): string {
  const scheme = own[0]?.vulnerability.statements[0].scheme;
  let highest = own[0]?.vulnerability.fixedIn ?? "";
  if (scheme === undefined || !isSchemeId(scheme)) return highest;
  const order = versionSchemes[scheme];
  for (const { vulnerability } of own) {
    const [left, right] = [order.parse(vulnerability.fixedIn ?? ""), order.parse(highest)];
    if (left !== undefined && (right === undefined || order.compare(left, right) > 0)) {
      highest = vulnerability.fixedIn ?? highest;
    }
  }
  return highest;
}

function shortList(names: readonly string[]): string {
  const unique = [...new Set(names)].toSorted();
  return unique.slice(0, maxNames).join(", ") + (unique.length > maxNames ? ", …" : "");
}

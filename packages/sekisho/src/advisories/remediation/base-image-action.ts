import type { Inventory } from "../../model/inventory.ts";
import type { Package } from "../../model/package.ts";
import type { VersionChange } from "../../model/remediation.ts";
import type { Text } from "../../model/text.ts";
import { officialName, parseImageReference } from "../../semantics/image-reference/image-reference.ts";
import { findProductNames } from "../matching/product-names.ts";
import { isDistributionPackage } from "../matching/questions.ts";
import { findNewerReference } from "./newer-tag.ts";
import type { DraftAction, FlawInstance, RemediationContext } from "./remediation-context.ts";
import { nameOf } from "./system-actions.ts";
import { findTargetVersions, type TargetVersion } from "./target-versions.ts";

const baseNameLabel = "org.opencontainers.image.base.name";

/**
 * Gives the action of building on a newer base image: all flaws in packages of its layers that are repaired anywhere. To
 * a newer tag where one is known, else to the current build of the same one. Where nobody knows what the base image is,
 * the distribution's own image stands for it, and only the distribution's packages count.
 */
export function baseImageAction(
  instances: readonly FlawInstance[],
  context: RemediationContext,
): DraftAction | undefined {
  const { inventory } = context;
  if (inventory.image === undefined) return undefined;
  const own = instances.filter((instance) => isInBase(instance, inventory));
  const name = findBaseName(inventory);
  const product = name === undefined ? undefined : findProduct(name, own, context);
  const left = new Set(product?.target.leaves.map(({ flaw }) => flaw));
  const repaired = own.filter(({ package: found, vulnerability: { fixedIn, fixChannel, flaw } }) =>
    found === product?.found ? !left.has(flaw) : fixedIn !== undefined && fixChannel === undefined,
  );
  if (repaired.length === 0) return undefined;
  const subject = name ?? distributionImage(inventory) ?? inventory.image.name;
  const to = findNewerReference(subject, {
    today: context.today,
    calendar: context.calendar,
    ...(product === undefined ? {} : { product: { from: product.found.version, to: product.target.version } }),
  });
  return {
    kind: "raise-base-image",
    subject,
    title: titleOf(subject, to),
    explanation: explanationOf(own, repaired, {
      isKnown: name !== undefined,
      isGuessed: inventory.baseImage?.known === "guessed",
    }),
    commands: ["docker build --pull ."],
    image: { from: subject, ...(to === undefined ? {} : { to }) },
    changes: product === undefined ? [] : [changeOf(product, own, context)],
    elements: repaired.map(({ index }) => index),
  };
}

function isInBase({ origin, package: found }: FlawInstance, { baseImage }: Inventory): boolean {
  if (baseImage === undefined) return origin === undefined && isDistributionPackage(found);
  return origin === "base-image";
}

/** The name that the user or the image gives; an image's labels and annotations are claims, good enough for advice. */
function findBaseName({ baseImage, image }: Inventory): string | undefined {
  const claims = [image?.configuration.labels[baseNameLabel], image?.annotations[baseNameLabel]];
  return [baseImage?.name, ...claims].find((name) => name !== undefined && parseImageReference(name) !== undefined);
}

function distributionImage({ distribution }: Inventory): string | undefined {
  const name = distribution === undefined ? undefined : nameOf(distribution);
  return name !== undefined && parseImageReference(name) !== undefined ? name : undefined;
}

/** The program that the image is named after, with the version to have. */
interface Product {
  readonly found: Package;
  readonly target: TargetVersion;
}

function findProduct(name: string, own: readonly FlawInstance[], context: RemediationContext): Product | undefined {
  const reference = parseImageReference(name);
  const official = reference === undefined ? undefined : officialName(reference);
  const isProduct = ({ type, name: program }: Package): boolean =>
    (type === "generic" || type === "bitnami") &&
    (program === official || findProductNames(program).some((product) => product.name === official));
  const found = own.find((instance) => isProduct(instance.package))?.package;
  if (official === undefined || found === undefined) return undefined;
  const flaws = own.filter((instance) => instance.package === found).map(({ vulnerability }) => vulnerability);
  const [target] = findTargetVersions([{ package: found, flaws }], context);
  return target === undefined ? undefined : { found, target };
}

function changeOf(
  { found, target }: Product,
  own: readonly FlawInstance[],
  { pathPrefix }: RemediationContext,
): VersionChange {
  const locations = own.flatMap((instance) => (instance.package === found ? instance.locations : []));
  const paths = new Set(locations.map(({ path }) => pathPrefix + path));
  return {
    package: found.purl,
    name: found.name,
    from: found.version,
    to: target.version,
    paths: [...paths],
    isDirect: true,
  };
}

function titleOf(subject: string, to: string | undefined): Text {
  if (to === undefined) {
    return {
      en: `Build anew on the current build of ${subject}`,
      ja: `${subject} の最新のビルドを使ってイメージを再ビルドする`,
    };
  }
  return {
    en: `Raise the base image from ${subject} to ${to}`,
    ja: `ベースイメージを ${subject} から ${to} に更新する`,
  };
}

function explanationOf(
  own: readonly FlawInstance[],
  repaired: readonly FlawInstance[],
  { isKnown, isGuessed }: { readonly isKnown: boolean; readonly isGuessed: boolean },
): Text {
  const packages = new Set(repaired.map(({ package: found }) => found));
  const others = [...packages].filter((found) => !isDistributionPackage(found)).length;
  const open = own.length - repaired.length;
  const sentences: Text[] = [
    {
      en: `${packages.size === 1 ? "1 package" : `${packages.size} packages`} of the base image have repairs by now.`,
      ja: `ベースイメージの ${packages.size} パッケージには、修正版がすでに公開されています。`,
    },
  ];
  if (others > 0) {
    sentences.push({
      en: `${others} of them are no packages of the distribution: whether the newer build has their repairs, the next scan shows.`,
      ja: `うち ${others} パッケージはディストリビューションのものではありません。新しいビルドに修正が含まれるかどうかは、次回のスキャンで確認してください。`,
    });
  }
  if (open > 0) {
    sentences.push({
      en: `${open === 1 ? "1 flaw" : `${open} flaws`} in it have no repair yet and stay.`,
      ja: `修正版のない脆弱性 ${open} 件は残ります。`,
    });
  }
  if (!isKnown) {
    sentences.push({
      en: "The image does not say what it is built on; this is the image of its distribution.",
      ja: "ベースイメージの名前が不明なため、ディストリビューションのイメージ名を示しています。",
    });
  } else if (isGuessed) {
    sentences.push({
      en: "Where the base image ends is guessed from the history; --base-image says it.",
      ja: "ベースイメージの範囲は履歴から推定しました。--base-image で指定できます。",
    });
  }
  return { en: sentences.map(({ en }) => en).join(" "), ja: sentences.map(({ ja }) => ja).join("") };
}

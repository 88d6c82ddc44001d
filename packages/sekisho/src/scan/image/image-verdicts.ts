import type { Inventory } from "../../model/inventory.ts";
import { withSupport } from "../../semantics/distribution/with-support.ts";
import type { AssembledContent } from "../../semantics/inventory/assemble.ts";
import type { ImageCache } from "../cache/image-cache.ts";
import type { ContentScanSettings } from "../content-settings.ts";
import { imageChecks } from "../image-checks.ts";
import type { MatchMemory } from "../vulnerability/match-memory.ts";
import { type ImageJudgement, type JudgementConfiguration, judgeImage } from "./image-checks.ts";
import { findKnownInventory, type ImageLoadSettings, type KnownImage, loadImage } from "./load-image.ts";
import { withoutShipped } from "./secret-violations.ts";
import { restoreJudgement, storeJudgement } from "./stored-judgement.ts";

/** What a report of an image is made of. */
export interface JudgedImage {
  /** Without the facts that checks were asked about: nothing else needs them. Secrets that a package brought are gone. */
  readonly content: AssembledContent;
  /** What the checks said; `undefined` when they were not asked. */
  readonly judgement: ImageJudgement | undefined;
  /** Keeps what came of matches of the same content; left out where nothing is kept. */
  readonly memory?: MatchMemory;
}

/** What the judgement of an image obeys. */
export type VerdictSettings = Pick<ContentScanSettings, "calendar" | "today" | "without"> & {
  readonly configuration: JudgementConfiguration;
};

/**
 * Loads an image and asks the checks about it; or takes what they said of the same content before out of the cache, where
 * the same build was asked on the same day with the same parameters. Then neither the tree nor the facts are loaded.
 */
export async function loadJudged(
  known: KnownImage,
  loading: ImageLoadSettings,
  settings: VerdictSettings,
): Promise<JudgedImage> {
  const { cache } = loading;
  const inventory = await findKnownInventory(known, cache);
  const { origin } = known;
  if (inventory !== undefined && origin !== undefined) {
    const supported = withSupport(inventory, settings.calendar);
    const kept = await cache?.findVerdicts(verdictOrigin(origin, supported, settings));
    const judgement = kept === undefined ? undefined : restoreJudgement(kept.judgement, imageChecks);
    if (kept !== undefined && judgement !== undefined) {
      const { secrets, malware } = kept;
      const content = { inventory: supported, facts: [], secrets, malware };
      return { content, judgement: judgement.value, ...memoryOf(origin, supported, cache) };
    }
  }
  return await judgeNow(known, loading, settings);
}

async function judgeNow(
  known: KnownImage,
  loading: ImageLoadSettings,
  settings: VerdictSettings,
): Promise<JudgedImage> {
  const { configuration, today, calendar } = settings;
  const needsTree = !settings.without.has("checks") && imageChecks.length > 0;
  const { content, tree, origin } = await loadImage(known, { ...loading, needsTree });
  const inventory = withSupport(content.inventory, calendar);
  const judgement =
    needsTree && tree !== undefined
      ? judgeImage({ ...content, inventory, tree, today }, imageChecks, configuration)
      : undefined;
  const secrets = withoutShipped(content.secrets, content.facts);
  const { malware } = content;
  if (origin !== undefined) {
    const verdicts = { judgement: storeJudgement(judgement), secrets, malware };
    await loading.cache?.keepVerdicts(verdictOrigin(origin, inventory, settings), verdicts);
  }
  return {
    content: { inventory, facts: [], secrets, malware },
    judgement,
    ...memoryOf(origin, inventory, loading.cache),
  };
}

function memoryOf(
  origin: readonly string[] | undefined,
  { distribution }: Inventory,
  cache: ImageCache | undefined,
): Pick<JudgedImage, "memory"> {
  if (cache === undefined || origin === undefined) return {};
  const content = cache.identityOf([...origin, JSON.stringify(distribution ?? null)]);
  return {
    memory: {
      find: async (question) => await cache.findMatch([content, ...question]),
      keep: async (question, match) => await cache.keepMatch([content, ...question], match),
    },
  };
}

/** Names everything that a verdict is made of beside the code. */
function verdictOrigin(
  origin: readonly string[],
  { distribution }: Inventory,
  { configuration, today, without }: VerdictSettings,
): readonly string[] {
  const { disable, enable, labels, parameters, severity } = configuration;
  return [
    ...origin,
    JSON.stringify(distribution ?? null),
    JSON.stringify({ disable, enable, labels, parameters, severity } satisfies JudgementConfiguration),
    without.has("checks") ? "" : today,
  ];
}

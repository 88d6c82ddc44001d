import { openImage } from "../../access/open-image.ts";
import { SekishoError } from "../../model/error.ts";
import type { ImageDescription } from "../../model/image.ts";
import type { BaseImage } from "../../model/inventory.ts";
import { platformName } from "../../semantics/image-platform/select-platform.ts";
import { compareBase } from "../../semantics/inventory/base-layers.ts";
import type { ContentScanSettings } from "../content-settings.ts";

/**
 * Compares an image with the one that the user says it is built on. Of that one only manifest and configuration are read.
 *
 * @throws {SekishoError} `usage` when the image does not begin with its layers.
 */
export async function compareWithBase(
  image: ImageDescription,
  { baseImage, image: options }: Pick<ContentScanSettings, "baseImage" | "image">,
): Promise<BaseImage | undefined> {
  if (baseImage === undefined) return undefined;
  const base = await openImage(baseImage, { platform: platformName(image.configuration.platform), ...options });
  try {
    const { digest, layers } = base.description;
    const diffIds = layers.map(({ diffId }) => diffId);
    const found = compareBase(image, { name: baseImage, diffIds, ...(digest === undefined ? {} : { digest }) });
    if (found === undefined) throw notTheBase(image.name, baseImage);
    return found;
  } finally {
    await base.close();
  }
}

function notTheBase(name: string, baseImage: string): SekishoError {
  return new SekishoError(
    "usage",
    {
      en: `${name} is not built on ${baseImage}: expected the same lowest layers, got other ones.`,
      ja: `${name} は ${baseImage} を基にしたイメージではありません。下位のレイヤーが一致しません。`,
    },
    {
      hint: {
        en: "The tag may have moved on since the build: name the base image by its digest, or leave --base-image out.",
        ja: "ビルド後にタグの指すイメージが変わった可能性があります。ダイジェストで指定するか、--base-image を省略してください。",
      },
    },
  );
}

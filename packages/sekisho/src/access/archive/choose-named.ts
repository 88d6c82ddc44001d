import { SekishoError } from "../../model/error.ts";

/** One of the images that an archive or layout holds. */
interface NamedImage {
  readonly names: readonly string[];
  readonly digest: string | undefined;
}

const maxListedNames = 20;

/**
 * Gives the images of an archive that a name or digest chooses; without one, those that share the only name.
 * Throws when there is none, and when the choice is open.
 */
export function chooseNamed<Image extends NamedImage>(
  images: readonly Image[],
  choice: { readonly source: string; readonly image: string | undefined },
): readonly Image[] {
  const { source, image } = choice;
  if (images.length === 0) {
    throw new SekishoError("image-not-found", {
      en: `${source} holds no image.`,
      ja: `${source} にはイメージがありません。`,
    });
  }
  if (image !== undefined) {
    const chosen = images.filter((one) => one.digest === image || one.names.some((name) => isNamed(name, image)));
    if (chosen.length > 0) return chosen;
    throw notThere(source, image, images);
  }
  const labels = new Set(images.map((one) => one.names.toSorted().join(", ")));
  if (labels.size <= 1 || images.length === 1) return images;
  throw ambiguous(source, images);
}

/** Tells whether a full name is meant by a shorter one: `docker.io/library/web:1` by `web:1`, `web:latest` by `web`. */
function isNamed(name: string, image: string): boolean {
  const forms = [image, `${image}:latest`];
  return forms.some((form) =>
    [form, `docker.io/library/${form}`, `docker.io/${form}`, `localhost/${form}`].includes(name),
  );
}

function listed(images: readonly NamedImage[]): string {
  const names = images.flatMap((one) => (one.names.length === 0 ? [one.digest ?? "?"] : one.names));
  const unique = [...new Set(names)].sort();
  const shown = unique.slice(0, maxListedNames).join(", ");
  return unique.length > maxListedNames ? `${shown}, …` : shown;
}

function notThere(source: string, image: string, images: readonly NamedImage[]): SekishoError {
  return new SekishoError("image-not-found", {
    en: `${source} has no image ${image}: it holds ${listed(images)}.`,
    ja: `${source} にイメージ ${image} はありません。含まれるイメージ: ${listed(images)}。`,
  });
}

function ambiguous(source: string, images: readonly NamedImage[]): SekishoError {
  return new SekishoError(
    "image-ambiguous",
    {
      en: `${source} holds ${images.length} images, and none was chosen: ${listed(images)}.`,
      ja: `${source} には ${images.length} 個のイメージがあり、どれを対象とするか指定されていません: ${listed(images)}。`,
    },
    {
      hint: {
        en: "Add the name behind a colon: oci-archive:FILE:NAME",
        ja: "コロンの後に名前を指定してください: oci-archive:FILE:NAME",
      },
    },
  );
}

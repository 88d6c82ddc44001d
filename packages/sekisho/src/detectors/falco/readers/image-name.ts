/** The parts of an image's name that rules ask for. */
export interface ImageName {
  /** Empty where there is no name. */
  readonly repository: string;
  readonly tag: string | null;
}

/** Splits the name of an image; the digest is left out. A colon before the last slash belongs to a port. */
export function splitImage(image: string): ImageName {
  const name = image.split("@", 1)[0] ?? "";
  const colon = name.lastIndexOf(":");
  const hasTag = colon > name.lastIndexOf("/");
  return hasTag ? { repository: name.slice(0, colon), tag: name.slice(colon + 1) } : { repository: name, tag: null };
}

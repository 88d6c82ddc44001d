import type { BaseImage } from "./base-image.ts";
import { operatingSystemImages } from "./operating-system-images.ts";

/** Tells whether an image is an operating system and nothing else. */
export function isOperatingSystem(image: BaseImage): boolean {
  return Object.hasOwn(operatingSystemImages, image.name);
}

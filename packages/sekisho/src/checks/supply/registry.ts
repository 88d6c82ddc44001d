export { componentWithKnownFlaw } from "./component-with-known-flaw.ts";
export { imageNotAlwaysPulled } from "./image-not-always-pulled.ts";
export { imageWithoutDigest } from "./image-without-digest.ts";
export { imageWithoutFixedTag } from "./image-without-fixed-tag.ts";
export { invalidImageName } from "./invalid-image-name.ts";
export { retiredRegistry } from "./retired-registry.ts";
export { tiller } from "./tiller.ts";
export { untrustedRegistry } from "./untrusted-registry.ts";

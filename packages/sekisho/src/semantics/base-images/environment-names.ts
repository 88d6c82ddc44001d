import type { BaseImage } from "./base-image.ts";

/**
 * The variables that well-known images set beside PATH, in any of their tags.
 * Source: the ENV instructions of the images' own Dockerfiles in the repositories of Docker's official images.
 */
const namesByImage: ReadonlyMap<string, readonly string[]> = new Map([
  ["alpine", []],
  ["debian", []],
  ["ubuntu", []],
  ["busybox", []],
  ["almalinux", ["LANG"]],
  ["amazonlinux", []],
  ["rockylinux", ["LANG"]],
  ["node", ["NODE_VERSION", "YARN_VERSION"]],
  [
    "python",
    [
      "GPG_KEY",
      "LANG",
      "PYTHON_GET_PIP_SHA256",
      "PYTHON_GET_PIP_URL",
      "PYTHON_PIP_VERSION",
      "PYTHON_SETUPTOOLS_VERSION",
      "PYTHON_SHA256",
      "PYTHON_VERSION",
    ],
  ],
  ["golang", ["GOLANG_VERSION", "GOPATH", "GOTOOLCHAIN"]],
  [
    "ruby",
    [
      "BUNDLE_APP_CONFIG",
      "BUNDLE_BIN",
      "BUNDLE_PATH",
      "BUNDLE_SILENCE_ROOT_WARNING",
      "GEM_HOME",
      "LANG",
      "RUBYGEMS_VERSION",
      "RUBY_DOWNLOAD_SHA256",
      "RUBY_DOWNLOAD_URL",
      "RUBY_MAJOR",
      "RUBY_VERSION",
    ],
  ],
  ["rust", ["CARGO_HOME", "RUSTUP_HOME", "RUST_VERSION"]],
]);

/** Gives the variables that an image may set beside PATH; `undefined` when nobody can tell. */
export function environmentNamesOf(image: BaseImage): readonly string[] | undefined {
  return namesByImage.get(image.name);
}
